//! Lists with names added or taken out, and proof that Python reads the rest as before.

use super::block::without_ours;
use super::refused::{CHANGED, NOT_LITERAL, Refused};
use super::splice::{insertions, newline, removals, spliced, without};
use super::standing::standing;
use super::wanted::Want;
use crate::practice::server::python::{Broken, Display, Element, Module};

/// The lists that the name's last value is made of, as the text alone tells; `None`: it is never bound.
pub(super) fn lists(text: &str, name: &str) -> Result<Option<Vec<Display>>, Refused> {
    let module = Module::read(text).map_err(|broken| is_broken(&broken))?;
    module.displays(name).map_err(|line| not_literal(&module, line))
}

/// The strings that stand in them.
pub(super) fn strings(lists: &[Display]) -> Vec<String> {
    lists.iter().flat_map(|d| &d.elements).filter_map(|e| e.literal.clone()).collect()
}

/// The text with these in the name's last list.
pub(super) fn with_literal(text: &str, name: &str, added: &[String]) -> Result<String, Refused> {
    let module = Module::read(text).map_err(|broken| is_broken(&broken))?;
    let found = module.displays(name).map_err(|line| not_literal(&module, line))?.unwrap_or_default();
    let Some((last, others)) = found.split_last() else { return Err(Refused::new(NOT_LITERAL, name)) };
    let new = spliced(text, &insertions(text, last, added, newline(text)));
    let literals = added.iter().map(|name| format!("={name}"));
    let mut expected: Vec<Vec<String>> = others.iter().map(|list| shape(text, list)).collect();
    expected.push(shape(text, last).into_iter().chain(literals).collect());
    checked(&module, new, name, &expected, last)
}

/// The text without these names in their lists, and without our block where nothing else is in it.
pub(super) fn reduced(text: &str, want: &Want) -> Result<String, Refused> {
    let mut text = without_ours(text, want);
    let mut other = Vec::new();
    for (name, names) in want.lists() {
        match lists(&text, name) {
            Ok(Some(_)) => text = taken_out(&text, name, names)?,
            Ok(None) => {}
            Err(refused) if refused.fault == NOT_LITERAL => other.extend(names.iter().cloned()),
            Err(refused) => return Err(refused),
        }
    }
    if standing(&text, &other).is_empty() { Ok(text) } else { Err(Refused::new(CHANGED, "")) }
}

fn taken_out(text: &str, name: &str, names: &[String]) -> Result<String, Refused> {
    let module = Module::read(text).map_err(|broken| is_broken(&broken))?;
    let lists = module.displays(name).map_err(|line| not_literal(&module, line))?.unwrap_or_default();
    let spans: Vec<(usize, usize)> = lists.iter().flat_map(|list| removals(text, list, names)).collect();
    let Some(last) = lists.last().filter(|_| !spans.is_empty()) else { return Ok(text.to_owned()) };
    let kept = |list: &Display| shape(text, list).into_iter().filter(|key| !names.iter().any(|name| *key == format!("={name}")));
    let expected: Vec<Vec<String>> = lists.iter().map(|list| kept(list).collect()).collect();
    checked(&module, without(text, &spans), name, &expected, last)
}

fn is_broken(broken: &Broken) -> Refused {
    Refused::new("settings-broken", format!("{} (line {})", broken.message, broken.line))
}

fn not_literal(module: &Module<'_>, line: usize) -> Refused {
    Refused::new(NOT_LITERAL, format!("{line}: {}", module.line(line)))
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
fn checked(module: &Module<'_>, new: String, name: &str, expected: &[Vec<String>], at: &Display) -> Result<String, Refused> {
    let reads = |lists: Vec<Display>| lists.iter().map(|list| shape(&new, list)).collect::<Vec<_>>() == expected;
    let same = Module::read(&new).is_ok_and(|read| {
        read.statements().len() == module.statements().len() && read.displays(name).is_ok_and(|lists| reads(lists.unwrap_or_default()))
    });
    if same { Ok(new) } else { Err(not_literal(module, at.line)) }
}
