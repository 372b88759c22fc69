//! The list with names added or taken out, and proof that Python reads the rest as before.

use super::refused::{NAME, NOT_LITERAL, Refused};
use super::splice::{insertions, removals, spliced, usual_quote, without};
use crate::practice::server::django::covers;
use crate::practice::server::python::{Broken, Display, Element, Module};

/// The names that were missing, and the text with them.
pub(super) fn edited(text: &str, names: &[String]) -> Result<(Vec<String>, String), Refused> {
    let module = Module::read(text).map_err(|broken| is_broken(&broken))?;
    let found = lists(&module)?;
    let known: Vec<&str> = found.iter().flatten().flat_map(|d| &d.elements).filter_map(|e| e.literal.as_deref()).collect();
    let covered = |n: usize, name: &str| {
        let earlier = names.iter().take(n).map(String::as_str);
        known.iter().copied().chain(earlier).any(|pattern| covers(pattern, name))
    };
    let missing: Vec<String> = names.iter().enumerate().filter(|(n, name)| !covered(*n, name)).map(|(_, name)| name.clone()).collect();
    let new = match found.as_deref().and_then(|lists| lists.split_last()) {
        _ if missing.is_empty() => text.to_owned(),
        None => appended(text, &missing),
        Some((last, others)) => {
            let new = spliced(text, &insertions(text, last, &missing, newline(text)));
            let literals = missing.iter().map(|name| format!("={name}"));
            let mut expected: Vec<Vec<String>> = others.iter().map(|list| shape(text, list)).collect();
            expected.push(shape(text, last).into_iter().chain(literals).collect());
            checked(&module, new, &expected, last)?
        }
    };
    Ok((missing, new))
}

/// The text without these names in its lists.
pub(super) fn reduced(text: &str, names: &[String]) -> Result<String, Refused> {
    let module = Module::read(text).map_err(|broken| is_broken(&broken))?;
    let lists = lists(&module)?.unwrap_or_default();
    let spans: Vec<(usize, usize)> = lists.iter().flat_map(|list| removals(text, list, names)).collect();
    let Some(last) = lists.last().filter(|_| !spans.is_empty()) else { return Ok(text.to_owned()) };
    let kept = |list: &Display| shape(text, list).into_iter().filter(|key| !names.iter().any(|name| *key == format!("={name}")));
    let expected: Vec<Vec<String>> = lists.iter().map(|list| kept(list).collect()).collect();
    checked(&module, without(text, &spans), &expected, last)
}

fn is_broken(broken: &Broken) -> Refused {
    Refused::new("settings-broken", format!("{} (line {})", broken.message, broken.line))
}

fn lists(module: &Module<'_>) -> Result<Option<Vec<Display>>, Refused> {
    module.displays(NAME).map_err(|line| not_literal(module, line))
}

fn not_literal(module: &Module<'_>, line: usize) -> Refused {
    Refused::new(NOT_LITERAL, format!("{line}: {}", module.line(line)))
}

/// The line end that the text uses first.
fn newline(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text.as_bytes().get(at..at + 2) == Some(b"\r\n") => "\r\n",
        Some(at) if text.as_bytes().get(at) == Some(&b'\r') => "\r",
        _ => "\n",
    }
}

/// A line of its own for a name that is never bound.
fn appended(text: &str, names: &[String]) -> String {
    let (quote, newline) = (usual_quote(text), newline(text));
    let start = if text.is_empty() || text.ends_with(['\n', '\r']) { "" } else { newline };
    let quoted: Vec<String> = names.iter().map(|name| format!("{quote}{name}{quote}")).collect();
    format!("{text}{start}{NAME} = [{}]{newline}", quoted.join(", "))
}

/// What sets elements apart: a literal's value, or the text of any other.
fn shape(text: &str, list: &Display) -> Vec<String> {
    let key = |e: &Element| match &e.literal {
        Some(value) => format!("={value}"),
        None => text.get(e.start..e.end).unwrap_or_default().to_owned(),
    };
    list.elements.iter().map(key).collect()
}

/// The new text, when Python reads these lists in it, of the same kinds as before.
fn checked(module: &Module<'_>, new: String, expected: &[Vec<String>], at: &Display) -> Result<String, Refused> {
    let reads = |lists: Vec<Display>| lists.iter().map(|list| shape(&new, list)).collect::<Vec<_>>() == expected;
    let same = Module::read(&new).is_ok_and(|read| {
        read.statements().len() == module.statements().len() && read.displays(NAME).is_ok_and(|lists| reads(lists.unwrap_or_default()))
    });
    if same { Ok(new) } else { Err(not_literal(module, at.line)) }
}
