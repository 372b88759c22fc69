//! The lines of a log that are shown: the person's own, and what others say that does not stand in every log.

use super::traceback::without_bars;
use super::words;
use crate::engine::op::host::LogCause;

/// How many lines are kept.
const KEPT: usize = 20;
/// Code that is not the person's own.
const FOREIGN: [&str; 4] = ["/site-packages/", "/lib/python3", "\"<frozen ", "/bin/gunicorn\""];

/// The last lines that tell something, the oldest first. Where there are none, the last lines as they are.
pub(super) fn of(lines: &[String], cause: Option<&LogCause>) -> Vec<String> {
    let message = cause.and_then(|cause| cause.line.split_once(": ")).map(|(_, message)| message);
    let telling: Vec<&str> = own(lines).into_iter().filter(|line| !words::is_chatter(line) && Some(line.trim()) != message).collect();
    let all = if telling.is_empty() { lines.iter().map(String::as_str).collect() } else { once(&telling) };
    let trimmed = all.into_iter().map(str::trim).filter(|line| !line.is_empty());
    let kept: Vec<String> = trimmed.map(str::to_owned).collect();
    kept.into_iter().rev().take(KEPT).rev().collect()
}

/// Without the frames of code that is not the person's own, and without the marks under a source line.
fn own(lines: &[String]) -> Vec<&str> {
    let (mut kept, mut foreign) = (Vec::new(), false);
    for whole in lines {
        let line = without_bars(whole);
        // A frozen frame has no source line, and what comes after it is not indented.
        foreign = if is_frame(line) { is_foreign(line) } else { foreign && line.starts_with(' ') };
        if !foreign && !is_marks(line) {
            kept.push(line);
        }
    }
    kept
}

/// Each frame with its source, and each other line, once: workers that fail alike tell it alike, and gunicorn tells of each that was
/// killed.
fn once<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let mut told: Vec<&[&str]> = Vec::new();
    for part in lines.chunk_by(|_, next| next.starts_with(' ') && !is_frame(next)) {
        let kills = |lines: &[&str]| lines.iter().any(|line| words::is_kill(line));
        if !told.iter().any(|before| *before == part || kills(before) && kills(part)) {
            told.push(part);
        }
    }
    told.concat()
}

fn is_frame(line: &str) -> bool {
    line.starts_with(' ') && line.trim_start().starts_with("File \"")
}

/// Where Python stopped at a text that it could not read there is no `in`: that is told wherever it lies.
fn is_foreign(frame: &str) -> bool {
    frame.contains(", in ") && FOREIGN.iter().any(|place| frame.contains(place))
}

/// Marks under a source line, or around the parts of an exception group.
fn is_marks(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '^' | '~' | ' ')) || line.trim_start().starts_with("+-")
}
