//! What a unit's log tells of the end of its newest start: the cause, and the lines around it that help.

mod excerpt;
#[cfg(test)]
mod tests;
mod traceback;
mod words;

use crate::engine::op::host::{LogCause, LogCauseKind};

/// What a log tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) cause: Option<LogCause>,
    /// The last lines that tell something, without those that belong to code that is not the person's own.
    pub(super) excerpt: Vec<String>,
}

/// Reads a log, the oldest line first, its lines harmless and still indented.
pub(super) fn told(lines: &[String]) -> Told {
    let (cause, from) = newest(lines).map_or((None, 0), |(from, cause)| (Some(cause), from));
    Told { excerpt: excerpt::of(lines.get(from..).unwrap_or_default(), cause.as_ref()), cause }
}

/// The cause that the newest start tells, and where that start begins. One that has only just begun tells nothing yet: then the one
/// before it counts.
fn newest(lines: &[String]) -> Option<(usize, LogCause)> {
    let (mut end, mut listened) = (lines.len(), false);
    for from in (0..lines.len()).rev().filter(|at| *at == 0 || lines.get(*at).is_some_and(|line| words::begins(line))) {
        let start = lines.get(from..end)?;
        if let Some(cause) = cause(start) {
            // A later start got the address.
            return Some((from, cause)).filter(|(_, cause)| !(listened && cause.kind == LogCauseKind::AddressInUse));
        }
        listened |= start.iter().any(|line| words::listens(line));
        if start.iter().any(|line| words::ends(line) || !words::is_chatter(line)) {
            return None;
        }
        end = from;
    }
    None
}

/// What ended this start: the last thing that it says, be it an exception or the words of gunicorn, systemd or the kernel. An address
/// that was in use and then was not is none.
fn cause(start: &[String]) -> Option<LogCause> {
    let listens = start.iter().rposition(|line| words::listens(line)).unwrap_or_default();
    let lines = start.get(listens..)?;
    let slow = lines.iter().any(|line| words::is_timeout(line));
    let said = lines.iter().enumerate().rev().filter(|(_, line)| !(slow && words::is_kill(line)));
    let said = said.filter_map(|(at, line)| Some((at, words::cause(line)?))).next();
    match (traceback::last(lines), said) {
        (Some((at, cause)), said) if said.as_ref().is_none_or(|(later, _)| *later <= at) => Some(cause),
        (_, said) => said.map(|(_, cause)| cause),
    }
}
