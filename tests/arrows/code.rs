//! What a Rust file names: its paths, with groups taken apart and `super` followed, and its modules, imports and definitions.
//! Comments and strings are left out.

#[path = "items.rs"]
mod items;

use std::path::Path;

pub use items::{Import, Source, source};

/// The module that this file (below `src`) is, from the crate's root.
pub fn module_of(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> = file.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    let last = parts.pop().unwrap_or_default();
    let stem = last.trim_end_matches(".rs");
    if !matches!(stem, "mod" | "lib" | "main") {
        parts.push(stem.to_owned());
    }
    parts
}

/// Every path of two parts or more, and every single name, in the order they stand; those of this crate begin with `crate`.
pub fn paths(text: &str, module: &[String]) -> Vec<String> {
    let tokens = tokens(&bare(text));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = path_at(&tokens, at, "", &mut found).max(at + 1);
    }
    found.into_iter().map(|p| absolute(&p, module)).collect()
}

/// Reads the path at `at` below `prefix`, a group's members one by one; returns where it ends.
fn path_at(tokens: &[String], mut at: usize, prefix: &str, found: &mut Vec<String>) -> usize {
    let mut path = prefix.to_owned();
    while let Some(name) = tokens.get(at).filter(|t| is_name(t)) {
        path.push_str(name);
        at += 1;
        if tokens.get(at).is_none_or(|t| t != "::") {
            break;
        }
        at += 1;
        if tokens.get(at).is_some_and(|t| t == "{") {
            return group_at(tokens, at + 1, &format!("{path}::"), found);
        }
        path.push_str("::");
    }
    if path != prefix {
        found.push(path.trim_end_matches("::").to_owned());
    }
    at
}

fn group_at(tokens: &[String], mut at: usize, prefix: &str, found: &mut Vec<String>) -> usize {
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "}" => return at + 1,
            _ if is_name(token) => at = path_at(tokens, at, prefix, found),
            _ => at += 1,
        }
    }
    at
}

/// `super` and `self` followed to the crate's root.
fn absolute(path: &str, module: &[String]) -> String {
    let ups = path.split("::").take_while(|p| *p == "super").count();
    let rest: Vec<&str> = path.split("::").skip(ups).collect();
    if ups == 0 || ups > module.len() || rest.is_empty() {
        return path.to_owned();
    }
    let kept = module.iter().take(module.len() - ups).map(String::as_str);
    ["crate"].into_iter().chain(kept).chain(rest).collect::<Vec<_>>().join("::")
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c == '_' || c.is_alphabetic())
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '_' || c.is_alphanumeric() {
            let mut name = c.to_string();
            while let Some(next) = chars.next_if(|n| *n == '_' || n.is_alphanumeric()) {
                name.push(next);
            }
            tokens.push(name);
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            tokens.push("::".to_owned());
        } else if !c.is_whitespace() {
            tokens.push(c.to_string());
        }
    }
    tokens
}

/// The text without comments, strings and characters.
fn bare(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let end = skipped(&chars, at);
        if end > at {
            out.push(' ');
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Where the comment, string or character at `at` ends; `at` itself when there is none.
fn skipped(chars: &[char], at: usize) -> usize {
    let starts = |text: &str| text.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    let after = |text: &str, from: usize| {
        let wanted: Vec<char> = text.chars().collect();
        (from..chars.len()).find(|i| chars[*i..].starts_with(&wanted)).map_or(chars.len(), |i| i + wanted.len())
    };
    let in_name = at > 0 && (chars[at - 1] == '_' || chars[at - 1].is_alphanumeric());
    match chars[at] {
        '/' if starts("//") => after("\n", at),
        '/' if starts("/*") => after("*/", at + 2),
        'r' if !in_name && (starts("r\"") || starts("r#")) => {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            let is_string = chars.get(at + 1 + hashes) == Some(&'"');
            if is_string { after(&format!("\"{}", "#".repeat(hashes)), at + 2 + hashes) } else { at }
        }
        '"' => quoted(chars, at, '"'),
        // A character, not a lifetime.
        '\'' if starts("'\\") || chars.get(at + 2) == Some(&'\'') => quoted(chars, at, '\''),
        _ => at,
    }
}

fn quoted(chars: &[char], at: usize, quote: char) -> usize {
    let mut i = at + 1;
    while i < chars.len() && chars[i] != quote {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}
