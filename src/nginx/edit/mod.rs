//! Edits of one file's text. A block is told by the first byte of its name, as [`Place`](super::Place) has it, so the text must be the one
//! that was parsed. Every byte that is not meant stays as it is.

mod headers;
mod names;
mod own;

pub use headers::{PROTO, Want, mend_headers};
pub use names::add_name;
pub use own::{CheckHost, OwnSite, maps, site_file};

use super::tree::{Broken, Directive, Span};

/// Why a text is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// nginx would not take the text as it is.
    Broken(Broken),
    /// The block does not stand there: it is not the text that was read.
    Moved,
    /// What would be changed stands in another file.
    OtherFile { file: String },
    /// The name has characters that no host name has.
    BadName { name: String },
    /// The block has the name already.
    NameThere,
    /// The header is set more than once already.
    Twice { header: &'static str, lines: Vec<usize> },
    /// An included file that sets the header cannot be written out: it is not given, or includes others.
    Include { name: String },
    /// No location hands the request on by `proxy_pass`.
    NoLocation,
    /// An address that a configuration cannot hold.
    BadAddress { address: String },
}

impl From<Broken> for Refusal {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// A text to be put in the place of a span.
struct Change {
    span: Span,
    text: String,
}

/// All changes made; they must not overlap.
fn changed(text: &str, mut changes: Vec<Change>) -> Result<String, Refusal> {
    changes.sort_by_key(|change| change.span.start);
    let (mut whole, mut at) = (String::with_capacity(text.len()), 0);
    for change in changes {
        whole.push_str(text.get(at..change.span.start).ok_or(Refusal::Moved)?);
        whole.push_str(&change.text);
        at = change.span.end;
    }
    whole.push_str(text.get(at..).ok_or(Refusal::Moved)?);
    Ok(whole)
}

/// The block of this name that begins at this byte.
fn block_at<'a>(level: &'a [Directive], name: &str, start: usize) -> Option<&'a Directive> {
    let around = level.iter().find(|directive| (directive.span.start..directive.span.end).contains(&start))?;
    if around.span.start == start && around.name() == name {
        return Some(around);
    }
    block_at(&around.block.as_ref()?.directives, name, start)
}

/// New directives before this one: on lines of their own when it begins its line.
fn before(text: &str, next: &Directive, new: &[String]) -> Change {
    let start = next.span.start;
    let text = new.iter().map(|line| line.clone() + &gap(text, start)).collect();
    Change { span: Span { start, end: start }, text }
}

/// What stands between a directive before this byte and it: a new line with the same indent, or a space.
fn gap(text: &str, start: usize) -> String {
    let line = text.get(..start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    match line.chars().all(char::is_whitespace) {
        true => format!("{}{line}", line_end(text)),
        false => " ".to_owned(),
    }
}

/// What ends the text's lines.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
