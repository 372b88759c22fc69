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
    let (cause, from) = newest(lines).map_or((None, 0), |Newest { cause, from, .. }| (Some(cause), from));
    Told { excerpt: excerpt::of(lines.get(from..).unwrap_or_default(), cause.as_ref()), cause }
}

/// The line at which the newest cause stands.
pub(super) fn cause_at(lines: &[String]) -> Option<usize> {
    newest(lines).map(|newest| newest.at)
}

/// The newest start that tells a cause.
struct Newest {
    /// Where it begins, and where the cause stands.
    from: usize,
    at: usize,
    cause: LogCause,
}

/// The cause that the newest start tells. One that has only just begun tells nothing yet: then the one before it counts.
fn newest(lines: &[String]) -> Option<Newest> {
    let (mut end, mut listened) = (lines.len(), false);
    for from in (0..lines.len()).rev().filter(|at| *at == 0 || lines.get(*at).is_some_and(|line| words::begins(line))) {
        let start = lines.get(from..end)?;
        if let Some((at, cause)) = cause(start) {
            // A later start got the address.
            return Some(Newest { from, at: from + at, cause }).filter(|n| !(listened && n.cause.kind == LogCauseKind::AddressInUse));
        }
        listened |= start.iter().any(|line| words::listens(line));
        if start.iter().any(|line| words::ends(line) || !words::is_chatter(line)) {
            return None;
        }
        end = from;
    }
    None
}

/// What ended this start, and its line: the last thing that it says, be it an exception or the words of gunicorn, systemd or the kernel. An address
/// that was in use and then was not is none.
fn cause(start: &[String]) -> Option<(usize, LogCause)> {
    let listens = start.iter().rposition(|line| words::listens(line)).unwrap_or_default();
    let lines = start.get(listens..)?;
    let slow = lines.iter().any(|line| words::is_timeout(line));
    let said = lines.iter().enumerate().rev().filter(|(_, line)| !(slow && words::is_kill(line)));
    let said = said.filter_map(|(at, line)| Some((at, words::cause(line)?))).next();
    let told = match (traceback::last(lines), said) {
        (Some((at, cause)), said) if said.as_ref().is_none_or(|(later, _)| *later <= at) => Some((at, cause)),
        (_, said) => said,
    };
    told.map(|(at, cause)| (listens + at, cause))
}
