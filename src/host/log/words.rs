//! The words of gunicorn, systemd and the kernel: which lines begin a start, which tell why it ended, and which tell nothing.

use super::traceback::{LINKS, OF_THE_MASTER};
use crate::engine::op::host::{LogCause, LogCauseKind};

/// Lines that say why, by a piece of them. gunicorn 23 and 27 were made to print theirs; those of systemd and the kernel are from
/// their sources (`src/core/service.c`, `mm/oom_kill.c`).
const CAUSES: [(&str, Sort); 19] = [
    ("Connection in use: ", Sort::InUse),
    ("Address already in use", Sort::InUse),
    ("address already in use", Sort::InUse),
    ("No space left on device", Sort::Full),
    ("killed by the OOM killer", Sort::Memory),
    ("Failed with result 'oom-kill'", Sort::Memory),
    ("Out of memory: Killed process ", Sort::Memory),
    ("Memory cgroup out of memory: Killed process ", Sort::Memory),
    (KILLED, Sort::Memory),
    ("] [ERROR] connection to ", Sort::Other),
    ("Failed to find attribute ", Sort::Other),
    ("Failed to parse ", Sort::Other),
    ("gunicorn: error: ", Sort::Other),
    ("error while loading shared libraries: ", Sort::Other),
    ("Failed to load environment files: No such file or directory", Sort::NoVariables),
    ("Failed to load environment files: ", Sort::Other),
    ("Failed to determine user credentials: ", Sort::Other),
    ("Failed to determine group credentials: ", Sort::Other),
    ("Changing to the requested working directory failed: ", Sort::Other),
];

#[derive(Clone, Copy)]
enum Sort {
    InUse,
    Full,
    Memory,
    NoVariables,
    Other,
}

/// gunicorn's and systemd's lines that stand in every log, whatever happened.
const CHATTER: [&str; 14] = [
    OF_THE_MASTER,
    "] [INFO] ",
    "] [WARNING] Worker with pid ",
    "] [ERROR] Exception in worker process",
    "] [ERROR] Worker (pid:",
    "] [ERROR] Shutting down: Master",
    "] [ERROR] Reason: ",
    "] [ERROR] Can't connect to ",
    "Traceback (most recent call last)",
    ": Main process exited, code=exited, status=",
    ": Failed with result 'exit-code'.",
    ": Scheduled restart job, restart counter is at ",
    ": Deactivated successfully.",
    ": Consumed ",
];

/// gunicorn's words for a worker that was killed: by the kernel, or by gunicorn itself because it took too long.
const KILLED: &str = "was sent SIGKILL! Perhaps out of memory?";

/// Whether a start begins with this line. A service whose log goes elsewhere has only systemd's.
pub(super) fn begins(line: &str) -> bool {
    let of_systemd = (line.starts_with("Started ") || line.starts_with("Starting ")) && line.ends_with('.');
    of_systemd || line.contains("] [INFO] Starting gunicorn ")
}

/// Whether a start ends with this line.
pub(super) fn ends(line: &str) -> bool {
    line.contains(": Main process exited, ") || line.contains(": Failed with result ")
}

/// Whether gunicorn got as far as to listen.
pub(super) fn listens(line: &str) -> bool {
    line.contains("] [INFO] Listening at: ")
}

pub(super) fn is_timeout(line: &str) -> bool {
    line.contains("] [CRITICAL] WORKER TIMEOUT (pid:")
}

pub(super) fn is_kill(line: &str) -> bool {
    line.contains(KILLED)
}

/// The cause that this line tells by itself.
pub(super) fn cause(line: &str) -> Option<LogCause> {
    let (_, sort) = CAUSES.iter().find(|(piece, _)| line.contains(piece))?;
    let kind = match sort {
        Sort::InUse => LogCauseKind::AddressInUse,
        Sort::Full => LogCauseKind::DiskFull,
        Sort::Memory => LogCauseKind::OutOfMemory,
        Sort::NoVariables => LogCauseKind::EnvironmentFileMissing,
        Sort::Other => LogCauseKind::Other,
    };
    Some(LogCause { kind, line: unstamped(line).trim().to_owned(), first: None })
}

/// A line that stands in every log.
pub(super) fn is_chatter(line: &str) -> bool {
    let stops = ["Stopped ", "Stopping "].iter().any(|verb| line.starts_with(verb) && line.ends_with('.'));
    begins(line) || stops || LINKS.contains(&line.trim()) || (CHATTER.iter().any(|piece| line.contains(piece)) && cause(line).is_none())
}

/// A line without the time, the process and the level that gunicorn sets before it.
fn unstamped(line: &str) -> &str {
    let mut parts = line.splitn(4, '[');
    match (parts.next(), parts.nth(2).and_then(|level| level.split_once("] "))) {
        (Some(""), Some((_, message))) => message,
        _ => line,
    }
}
