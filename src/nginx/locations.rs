//! `location`: which one a path meets (`ngx_http_core_find_location`).

use super::names::matches;
use super::tree::{Directive, Place};

/// How a location's pattern is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `= /path`
    Exact,
    /// `/path`
    Prefix,
    /// `^~ /path`: no regular expression is asked any more.
    Final,
    Regex {
        any_case: bool,
    },
    /// `@name`
    Named,
}

/// The locations a path goes into, the outermost first. What stops it there: whether others of the level may still be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found<'a> {
    pub nested: Vec<&'a Directive>,
    /// The exact one, or one by regular expression: nothing outside is asked any more.
    settled: bool,
}

/// A regular expression decides that cannot be read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread(pub Place);

const MARKS: [(&str, Kind); 4] =
    [("=", Kind::Exact), ("^~", Kind::Final), ("~*", Kind::Regex { any_case: true }), ("~", Kind::Regex { any_case: false })];

/// What kind of location it is, and its pattern. The mark may stand apart or touch the pattern.
pub fn kind(location: &Directive) -> (Kind, &str) {
    let word = location.word(1);
    if location.words.len() > 2 {
        let mark = MARKS.iter().find(|(mark, _)| *mark == word);
        return (mark.map_or(Kind::Prefix, |(_, kind)| *kind), location.word(2));
    }
    let mark = MARKS.iter().find_map(|(mark, kind)| Some((*kind, word.strip_prefix(mark)?)));
    mark.unwrap_or((if word.starts_with('@') { Kind::Named } else { Kind::Prefix }, word))
}

/// `@name`, which only a server block itself holds.
pub fn named<'a>(server: &'a Directive, name: &str) -> Option<&'a Directive> {
    server.all("location").into_iter().find(|location| kind(location) == (Kind::Named, name))
}

/// The locations that this path goes into below a server block or a location.
pub fn find<'a>(level: &'a Directive, path: &str) -> Result<Found<'a>, Unread> {
    let all = level.all("location");
    if let Some(exact) = all.iter().find(|location| kind(location) == (Kind::Exact, path)) {
        return Ok(Found { nested: vec![exact], settled: true });
    }
    let longest = prefix(&all, path);
    let mut found = match longest {
        Some(location) => below(location, path)?,
        None => Found::default(),
    };
    let regexes_count = !found.settled && longest.is_none_or(|location| kind(location).0 != Kind::Final);
    if let Some(location) = if regexes_count { regex(&all, path)? } else { None } {
        found = below(location, path)?;
        found.settled = true;
    }
    Ok(found)
}

fn below<'a>(location: &'a Directive, path: &str) -> Result<Found<'a>, Unread> {
    let mut found = find(location, path)?;
    found.nested.insert(0, location);
    Ok(found)
}

fn prefix<'a>(all: &[&'a Directive], path: &str) -> Option<&'a Directive> {
    let fits = |location: &&&Directive| match kind(location) {
        (Kind::Prefix | Kind::Final, pattern) => path.starts_with(pattern),
        (Kind::Exact | Kind::Regex { .. } | Kind::Named, _) => false,
    };
    all.iter().filter(fits).max_by_key(|location| kind(location).1.len()).copied()
}

fn regex<'a>(all: &[&'a Directive], path: &str) -> Result<Option<&'a Directive>, Unread> {
    for location in all {
        if let (Kind::Regex { any_case }, pattern) = kind(location) {
            match matches(pattern, path, any_case) {
                Some(true) => return Ok(Some(location)),
                Some(false) => {}
                None => return Err(Unread(location.place())),
            }
        }
    }
    Ok(None)
}
