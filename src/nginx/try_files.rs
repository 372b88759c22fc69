//! `try_files`: what it leads to when no file of the project lies in the way.

use super::tree::Directive;

/// Where it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried<'a> {
    /// A folder that is surely there: its files are served.
    Files,
    Code(u16),
    Named(&'a str),
    /// Another path, for which a location is looked for anew.
    Path(&'a str),
}

/// Reads it for this path: a folder is only tried with a `/` at the end, and `/` itself always is one.
pub fn tried<'a>(directive: &'a Directive, path: &str) -> Option<Tried<'a>> {
    let words: Vec<&str> = directive.arguments().collect();
    let (last, others) = words.split_last()?;
    if path == "/" && others.iter().any(|word| matches!(*word, "$uri/" | "/" | "${uri}/")) {
        return Some(Tried::Files);
    }
    if last.starts_with('@') {
        return Some(Tried::Named(last));
    }
    match last.strip_prefix('=').and_then(|code| code.parse().ok()) {
        Some(code) => Some(Tried::Code(code)),
        None => Some(Tried::Path(last)),
    }
}
