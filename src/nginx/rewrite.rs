//! The rewrite phase: `if`, `return`, `rewrite`, `set` and `break`, in the order in which they are written.

use regex_lite::Regex;

use super::tree::{Directive, Place};
use super::variables::Variables;
use super::visit::{Leads, Why};

/// How a level's rewriting ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rewritten<'a> {
    /// Nothing more to do here; `changed`: another path, for which a location is looked for anew. `within`: the `if` that held last.
    On { changed: bool, within: Option<&'a Directive> },
    /// This is the answer.
    Answered(Leads, Place),
}

enum Step {
    Next,
    Break,
    Last,
    Answered(Leads, Place),
}

/// Runs a level's directives. What a condition or pattern that is not known guards is passed over, and noted in `passed`.
pub fn run<'a>(level: &'a Directive, known: &mut Variables, passed: &mut Vec<Place>) -> Rewritten<'a> {
    let mut within = None;
    known.rewritten = false;
    match steps(level, known, passed, &mut within) {
        Step::Next | Step::Last => Rewritten::On { changed: known.rewritten, within },
        Step::Break => Rewritten::On { changed: false, within },
        Step::Answered(leads, at) => Rewritten::Answered(leads, at),
    }
}

fn steps<'a>(level: &'a Directive, known: &mut Variables, passed: &mut Vec<Place>, within: &mut Option<&'a Directive>) -> Step {
    for directive in level.inner() {
        let step = match (directive.name(), known.holds(directive)) {
            ("if", Some(true)) => {
                *within = Some(directive);
                steps(directive, known, passed, within)
            }
            ("if", Some(false)) => Step::Next,
            ("if", None) => pass_over(directive, passed),
            _ => one(directive, known, passed),
        };
        if !matches!(step, Step::Next) {
            return step;
        }
    }
    Step::Next
}

fn pass_over(directive: &Directive, passed: &mut Vec<Place>) -> Step {
    passed.push(directive.place());
    Step::Next
}

fn one(directive: &Directive, known: &mut Variables, passed: &mut Vec<Place>) -> Step {
    match directive.name() {
        "return" => Step::Answered(returned(directive, known), directive.place()),
        "break" => Step::Break,
        "rewrite" => rewrite(directive, known, passed),
        "set" => {
            let name = directive.word(1).trim_start_matches('$').to_owned();
            let value = known.expanded(directive.word(2));
            known.set.insert(name, value);
            Step::Next
        }
        _ => Step::Next,
    }
}

/// `return CODE`, `return CODE TEXT` or `return URL`.
fn returned(directive: &Directive, known: &Variables) -> Leads {
    let written = |text: &str| known.expanded(text).unwrap_or_else(|| text.to_owned());
    match directive.word(1).parse() {
        Ok(code @ (301 | 302 | 303 | 307 | 308)) => Leads::Return { code, to: Some(written(directive.word(2))) },
        Ok(code) => Leads::Return { code, to: None },
        Err(_) => Leads::Return { code: 302, to: Some(written(directive.word(1))) },
    }
}

fn rewrite(directive: &Directive, known: &mut Variables, passed: &mut Vec<Place>) -> Step {
    let Ok(regex) = Regex::new(directive.word(1)) else { return pass_over(directive, passed) };
    let Some(found) = regex.captures(&known.path) else { return Step::Next };
    known.captures = found.iter().map(|part| part.map_or(String::new(), |part| part.as_str().to_owned())).collect();
    let (to, flag) = (directive.word(2), directive.word(3));
    let elsewhere = ["http://", "https://", "$scheme"].iter().any(|start| to.starts_with(start));
    if elsewhere || matches!(flag, "permanent" | "redirect") {
        let code = if flag == "permanent" { 301 } else { 302 };
        return Step::Answered(Leads::Return { code, to: Some(known.expanded(to).unwrap_or_else(|| to.to_owned())) }, directive.place());
    }
    let Some(path) = known.expanded(to) else {
        return Step::Answered(Leads::Unknown { why: Why::Variable(to.to_owned()) }, directive.place());
    };
    known.path = path.split('?').next().unwrap_or_default().to_owned();
    known.rewritten = true;
    match flag {
        "last" => Step::Last,
        "break" => Step::Break,
        _ => Step::Next,
    }
}
