//! The floors inside a room: each part of it uses only the parts below.

use std::path::Path;

use super::code;

/// The rooms that have floors, and their parts from the ground up: each uses only those that stand before it.
const FLOORS: &[(&str, &[&str])] = &[(
    "engine",
    &[
        "time",
        "fault",
        "ids",
        "record_set",
        "slot",
        "resource",
        "step_id",
        "goal",
        "cost",
        "poll",
        "splitmix",
        "op",
        "unit",
        "question",
        "state",
        "queries",
        "directive",
        "slots",
        "steps",
        "passes",
        "inventory",
        "core",
    ],
)];

/// What only tests use, and every test may.
const FIXTURES: &[&str] = &["fixture"];

/// Every path in this file that points up inside its room. A part that stands on no floor is one too.
pub fn rising(file: &Path, text: &str) -> Vec<String> {
    let names: Vec<String> = file.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned()).collect();
    let Some((room, floors)) = FLOORS.iter().find(|(room, _)| *room == names[0]) else { return Vec::new() };
    let Some(part) = names.get(1).filter(|part| *part != "mod" && !FIXTURES.contains(&part.as_str())) else { return Vec::new() };
    let told = |why: String| format!("{}: {why}", file.display());
    let Some(height) = floors.iter().position(|floor| floor == part) else { return vec![told(format!("{part} stands on no floor"))] };
    let paths = code::paths(text, &code::module_of(file));
    let up = |path: &&String| {
        let other = path.strip_prefix(&format!("crate::{room}::")).and_then(|inner| inner.split("::").next());
        other.and_then(|other| floors.iter().position(|floor| *floor == other)).is_some_and(|other| other > height)
    };
    paths.iter().filter(up).map(|path| told(format!("{path} is above {part}"))).collect()
}
