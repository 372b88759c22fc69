//! `proxy_set_header`: what an upstream is told, and which level of the configuration says so.

use super::tree::{Directive, Place, written_out};

/// What one header is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Header {
    /// Nothing sets it: X-Forwarded-Proto goes through as the client sent it, Host becomes `$proxy_host`.
    Absent,
    /// `$scheme`: how nginx was asked, which behind a balancer is always http.
    Scheme,
    Value(String),
    /// It is sent more than once.
    Twice,
}

/// Which level's headers count: the innermost that sets any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    None,
    Http,
    Server,
    Location,
}

/// One `proxy_set_header` that counts; its value may be a secret. `include` is the directive of the level through which it came, if one did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    pub name: String,
    pub value: String,
    pub at: Place,
    pub include: Option<Place>,
}

/// The headers that are set where a request is handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    pub level: Level,
    /// The block of the level that counts.
    pub block: Option<Place>,
    /// The location where the request is handed on.
    pub location: Option<Place>,
    pub sets: Vec<Set>,
}

impl Headers {
    /// Nothing is set.
    pub fn none() -> Self {
        Self { level: Level::None, block: None, location: None, sets: Vec::new() }
    }

    /// Of the blocks around a `proxy_pass`, the outermost (http, server) first.
    pub fn of(levels: &[&Directive]) -> Self {
        let location = levels.iter().rfind(|directive| directive.name() == "location").map(|directive| directive.place());
        let counting = levels.iter().enumerate().rev().map(|(depth, directive)| (depth, directive, sets(directive)));
        let Some((depth, directive, sets)) = counting.into_iter().find(|(.., sets)| !sets.is_empty()) else {
            return Self { location, ..Self::none() };
        };
        let level = match depth {
            0 => Level::Http,
            1 => Level::Server,
            _ => Level::Location,
        };
        Self { level, block: Some(directive.place()), location, sets }
    }

    pub fn forwarded_proto(&self) -> Header {
        self.header("X-Forwarded-Proto")
    }

    pub fn header(&self, name: &str) -> Header {
        match self.all(name).as_slice() {
            [] => Header::Absent,
            [one] if matches!(one.value.as_str(), "$scheme" | "${scheme}") => Header::Scheme,
            [one] => Header::Value(one.value.clone()),
            _ => Header::Twice,
        }
    }

    /// Where it is set.
    pub fn places(&self, name: &str) -> Vec<Place> {
        self.all(name).into_iter().map(|set| set.at.clone()).collect()
    }

    /// The block in which headers are mended: the one that counts, but never `http`, which is everybody's.
    pub fn mended_in(&self) -> Option<&Place> {
        match self.level {
            Level::Server | Level::Location => self.block.as_ref(),
            Level::None | Level::Http => self.location.as_ref(),
        }
    }

    fn all(&self, name: &str) -> Vec<&Set> {
        self.sets.iter().filter(|set| set.name.eq_ignore_ascii_case(name)).collect()
    }
}

/// What one level itself sets.
fn sets(level: &Directive) -> Vec<Set> {
    let own = level.block.as_ref().map(|block| block.directives.as_slice()).unwrap_or_default();
    own.iter()
        .flat_map(|directive| {
            let include = (!directive.included.is_empty()).then(|| directive.place());
            let set =
                |d: &Directive| Set { name: d.word(1).to_owned(), value: d.word(2).to_owned(), at: d.place(), include: include.clone() };
            let all = written_out(std::slice::from_ref(directive));
            all.into_iter().filter(|d| d.name() == "proxy_set_header").map(set).collect::<Vec<_>>()
        })
        .collect()
}
