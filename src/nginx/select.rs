//! Which server block answers a name.

use super::dump::Config;
use super::listen::{Connection, Fit, Listen};
use super::name_table::{Found, NameTable};
use super::names;
use super::tree::{Directive, Place};

/// A server block with what selection asks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server<'a> {
    pub directive: &'a Directive,
    pub listens: Vec<Listen>,
    pub names: Vec<&'a str>,
}

/// Why this block and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Exact,
    Wildcard,
    Regex,
    /// No name fits; it says `default_server`.
    Default,
    /// No name fits, none says `default_server`; it comes first.
    First,
}

/// What answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice<'s, 'a> {
    Chosen {
        server: &'s Server<'a>,
        by: By,
    },
    /// No block listens there.
    Nobody,
    /// A regular expression decides that cannot be read here.
    Unsure {
        pattern: String,
        at: Place,
    },
}

/// All server blocks, in nginx's order.
pub fn servers(config: &Config) -> Vec<Server<'_>> {
    config.http().map(|http| http.all("server").into_iter().map(Server::of).collect()).unwrap_or_default()
}

/// The block that answers a request with this Host over this connection. No Host at all (HTTP/1.0) is the empty name.
pub fn select<'s, 'a>(servers: &'s [Server<'a>], to: Connection, host: &str) -> Choice<'s, 'a> {
    let candidates = listening(servers, to);
    let name = names::normalised(host);
    if let Some((server, by)) = named(&candidates, &name) {
        return Choice::Chosen { server, by };
    }
    match by_regex(&candidates, &name) {
        Some(choice) => choice,
        None => unnamed(&candidates, to),
    }
}

/// The blocks that listen at the closest address of all that fit: the others do not count.
fn listening<'s, 'a>(servers: &'s [Server<'a>], to: Connection) -> Vec<&'s Server<'a>> {
    let closest = servers.iter().filter_map(|server| server.fit(to)).max();
    servers.iter().filter(|server| closest.is_some() && server.fit(to) == closest).collect()
}

fn named<'s, 'a>(candidates: &[&'s Server<'a>], name: &str) -> Option<(&'s Server<'a>, By)> {
    let words = candidates.iter().flat_map(|server| server.names.iter().map(move |word| (*word, *server)));
    let (server, found) = NameTable::of(words.filter(|(word, _)| !word.starts_with('~'))).find(name)?;
    let by = match found {
        Found::Exact => By::Exact,
        Found::Wildcard => By::Wildcard,
    };
    Some((server, by))
}

/// The first regular expression that fits, if any does.
fn by_regex<'s, 'a>(candidates: &[&'s Server<'a>], name: &str) -> Option<Choice<'s, 'a>> {
    let all = candidates.iter().flat_map(|server| server.names.iter().filter_map(|word| Some((*server, word.strip_prefix('~')?))));
    for (server, pattern) in all {
        match names::regex_fits(pattern, name) {
            Some(true) => return Some(Choice::Chosen { server, by: By::Regex }),
            Some(false) => {}
            None => return Some(Choice::Unsure { pattern: pattern.to_owned(), at: server.directive.place() }),
        }
    }
    None
}

fn unnamed<'s, 'a>(candidates: &[&'s Server<'a>], to: Connection) -> Choice<'s, 'a> {
    let default = candidates.iter().find(|server| server.is_default(to)).map(|server| (*server, By::Default));
    match default.or_else(|| candidates.first().map(|server| (*server, By::First))) {
        Some((server, by)) => Choice::Chosen { server, by },
        None => Choice::Nobody,
    }
}

impl<'a> Server<'a> {
    fn of(directive: &'a Directive) -> Self {
        let mut listens: Vec<_> = directive.all("listen").into_iter().map(Listen::read).collect();
        if listens.is_empty() {
            listens.push(Listen::unsaid());
        }
        let mut names: Vec<_> = directive.all("server_name").into_iter().flat_map(Directive::arguments).collect();
        if names.is_empty() {
            names.push("");
        }
        Self { directive, listens, names }
    }

    /// How closely its addresses fit; `None`: it does not listen there.
    pub fn fit(&self, to: Connection) -> Option<Fit> {
        self.listens.iter().filter_map(|listen| listen.fit(to)).max()
    }

    fn is_default(&self, to: Connection) -> bool {
        self.listens.iter().any(|listen| listen.default && listen.fit(to).is_some() && listen.fit(to) == self.fit(to))
    }
}
