//! Python's tracebacks: a header, frames (a line and the source under it, which code that was frozen into the interpreter has not), and
//! the exception, which is the first line that is not indented. Its form is that of Python 3.8 to 3.13.

use crate::engine::op::host::{LogCause, LogCauseKind, denied_in, is_no_python, module_in, place_in, variable_in};

const HEADER: &str = "Traceback (most recent call last):";
/// What stands between two tracebacks of one chain.
pub(super) const LINKS: [&str; 2] = [
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
];

/// gunicorn's master ends by this, with several workers, once one of them has failed: no cause but what comes of it.
pub(super) const OF_THE_MASTER: &str = "gunicorn.errors.HaltServer: ";

/// One exception.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Raised {
    /// As Python prints it; of a text that it could not read, with the place.
    line: String,
    /// Out of `os.environ`, and no other mapping.
    of_environ: bool,
}

/// A frame, as far as it matters here.
#[derive(Debug, Default)]
struct Frame {
    /// `File "…", line N`, and what comes after.
    head: String,
    source: String,
}

#[derive(Debug, Default)]
struct Reader {
    /// The newest chain: the exception that was raised first comes first.
    chain: Vec<Raised>,
    /// The first exception of a group, where the newest exception is one.
    grouped: Option<Raised>,
    /// Where the newest exception stands.
    at: usize,
    frame: Option<Frame>,
    /// The next traceback belongs to the chain that there is.
    linked: bool,
}

/// The last exception of a log and the line at which it stands.
pub(super) fn last(lines: &[String]) -> Option<(usize, LogCause)> {
    let mut reader = Reader::default();
    lines.iter().enumerate().for_each(|(at, line)| reader.take(at, line));
    let Reader { chain, grouped, at, .. } = reader;
    let last = chain.last()?;
    let first = chain.first().filter(|first| message(&first.line) != message(&last.line)).or(grouped.as_ref());
    Some((at, LogCause { kind: kind(last, first), line: last.line.clone(), first: first.map(|first| first.line.clone()) }))
}

/// A variable that is missing may be told by either end of the chain: a library makes its own exception of `os.environ`'s.
fn kind(last: &Raised, first: Option<&Raised>) -> LogCauseKind {
    let variable = |raised: &Raised| {
        let told = raised.of_environ || !raised.line.starts_with("KeyError: ");
        variable_in(&raised.line).filter(|_| told).map(|name| LogCauseKind::VariableMissing(name.to_owned()))
    };
    let module = |raised: &Raised| module_in(&raised.line).map(|name| LogCauseKind::ModuleMissing(name.to_owned()));
    let system = || {
        [("[Errno 28]", LogCauseKind::DiskFull), ("[Errno 98]", LogCauseKind::AddressInUse), ("MemoryError", LogCauseKind::OutOfMemory)]
            .into_iter()
            .find_map(|(piece, kind)| last.line.contains(piece).then_some(kind))
    };
    let denied = |raised: &Raised| denied_in(&raised.line).map(|_| LogCauseKind::FileDenied);
    let last_tells = variable(last).or_else(|| module(last)).or_else(system).or_else(|| no_python(last)).or_else(|| denied(last));
    let chain_tells = || first.and_then(|first| variable(first).or_else(|| denied(first)));
    last_tells.or_else(|| refused_by_database(last)).or_else(chain_tells).unwrap_or(LogCauseKind::Other)
}

/// A text that is no Python, or none in UTF-8 (the words of Python 3.8 to 3.13).
fn no_python(raised: &Raised) -> Option<LogCauseKind> {
    let unreadable = ["(unicode error) 'utf-8' codec can't decode", "Non-UTF-8 code starting with", "encoding problem: utf-8"];
    let odd = unreadable.iter().any(|words| raised.line.contains(words)) && place_in(&raised.line).is_some();
    let broken = if odd { LogCauseKind::NotUtf8 } else { LogCauseKind::SourceBroken };
    is_no_python(&raised.line).then_some(broken)
}

/// A database that does not listen: PostgreSQL's library and MySQL's.
fn refused_by_database(raised: &Raised) -> Option<LogCauseKind> {
    let refused = ["Connection refused", "Can't connect to local ", "Can't connect to MySQL server", "Can't connect to server on "];
    let of_database = raised.line.split(": ").next().is_some_and(|kind| kind.ends_with("OperationalError"));
    (of_database && refused.iter().any(|words| raised.line.contains(words))).then_some(LogCauseKind::DatabaseRefused)
}

/// What an exception says, without its type.
fn message(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(_, message)| message)
}

impl Reader {
    fn take(&mut self, at: usize, whole: &str) {
        let line = without_bars(whole);
        let inside_group = line.len() != whole.len();
        if line.ends_with(HEADER) {
            self.frame = Some(Frame::default());
            return;
        }
        if LINKS.contains(&line.trim()) {
            self.linked = true;
            return;
        }
        if line.trim_start().starts_with("File \"") && line.starts_with(' ') {
            self.frame = Some(Frame { head: line.trim().to_owned(), source: String::new() });
            return;
        }
        if line.starts_with(' ') || line.is_empty() {
            return self.under_a_frame(line);
        }
        // Workers that end side by side print between each other's lines.
        if let Some(frame) = self.frame.take_if(|_| is_exception(line)) {
            self.raised(at, line, &frame, inside_group);
        }
    }

    /// Source, or the marks below it.
    fn under_a_frame(&mut self, line: &str) {
        if let Some(frame) = self.frame.as_mut().filter(|frame| frame.source.is_empty()) {
            line.trim().clone_into(&mut frame.source);
        }
    }

    fn raised(&mut self, at: usize, line: &str, frame: &Frame, inside_group: bool) {
        let raised = Raised { line: with_place(line.trim(), frame), of_environ: is_environ(frame) };
        let group = self.chain.last().is_some_and(|last| last.line.contains("ExceptionGroup: "));
        if inside_group && group {
            self.grouped.get_or_insert(raised);
            return;
        }
        let linked = std::mem::take(&mut self.linked);
        if raised.line.starts_with(OF_THE_MASTER) {
            return;
        }
        if !linked {
            (self.chain, self.grouped) = (Vec::new(), None);
        }
        self.chain.push(raised);
        self.at = at;
    }
}

/// A type's name, and what it says.
fn is_exception(line: &str) -> bool {
    let name = line.split(": ").next().unwrap_or_default().trim_end_matches(':');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
}

/// What is in an exception group stands behind bars: `  | `, `    | `, and its parts below `+-+---`.
pub(super) fn without_bars(line: &str) -> &str {
    let bared = line.trim_start();
    match bared.strip_prefix("| ").or_else(|| bared.strip_prefix("+ ")) {
        Some(rest) => rest,
        None => line,
    }
}

/// The place of a text that could not be read is in the frame before it, which has no `in`.
fn with_place(line: &str, frame: &Frame) -> String {
    let place = frame.head.strip_prefix("File \"").and_then(|head| head.split_once("\", line "));
    match place {
        Some((file, number)) if number.chars().all(|c| c.is_ascii_digit()) => format!("{line} ({file}, line {number})"),
        Some(_) | None => line.to_owned(),
    }
}

/// Whether the last frame is `os.environ`'s own, or one that reads it.
fn is_environ(frame: &Frame) -> bool {
    let own = frame.head.contains("\"<frozen os>\"") || frame.head.contains("/os.py\"");
    own || frame.source.contains("environ[")
}
