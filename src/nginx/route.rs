//! Which location of a server block answers a path, and where it leads.

use super::dump::Config;
use super::headers::Headers;
use super::locations;
use super::rewrite::{self, Rewritten};
use super::tree::{Directive, Place};
use super::try_files::{Tried, tried};
use super::upstream::{self, Protocol, Upstream};
use super::variables::Variables;
use super::visit::{Leads, Visit, Why};

/// What answers a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub leads: Leads,
    /// The directive that says so: `proxy_pass`, `return`, `root`.
    pub at: Option<Place>,
    /// The innermost location; `None`: the server block itself.
    pub location: Option<Place>,
    pub headers: Headers,
    /// Conditions that were not known and taken as not holding.
    pub passed: Vec<Place>,
}

/// nginx itself gives up after ten.
const MOST: usize = 10;
const MODULES: [&str; 9] = [
    "content_by_lua",
    "content_by_lua_block",
    "content_by_lua_file",
    "js_content",
    "perl",
    "memcached_pass",
    "stub_status",
    "empty_gif",
    "api",
];

/// Where this visit goes in a server block of the configuration.
pub fn route(config: &Config, server: &Directive, visit: Visit) -> Route {
    let Some(http) = config.http() else { return Walk::new(server, server, visit).ends(Leads::Unknown { why: Why::Circle }, None) };
    Walk::new(http, server, visit).enter_server()
}

struct Walk<'a> {
    http: &'a Directive,
    server: &'a Directive,
    /// The locations by now, the outermost first, and an `if` that holds in the last.
    levels: Vec<&'a Directive>,
    known: Variables<'a>,
    passed: Vec<Place>,
    left: usize,
}

impl<'a> Walk<'a> {
    fn new(http: &'a Directive, server: &'a Directive, visit: Visit<'a>) -> Self {
        Self { http, server, levels: Vec::new(), known: Variables::new(visit), passed: Vec::new(), left: MOST }
    }

    fn ends(self, leads: Leads, at: Option<Place>) -> Route {
        let mut levels = vec![self.http, self.server];
        levels.extend(&self.levels);
        let location = self.levels.iter().rfind(|level| level.name() == "location").map(|level| level.place());
        // `proxy_set_header` tells nothing to an upstream that does not speak http.
        let http = matches!(&leads, Leads::Proxy(upstream) if matches!(upstream.protocol, Protocol::Http | Protocol::Https));
        let headers = if http { Headers::of(&levels) } else { Headers::none() };
        Route { leads, at, location, headers, passed: self.passed }
    }

    fn enter_server(mut self) -> Route {
        match rewrite::run(self.server, &mut self.known, &mut self.passed) {
            Rewritten::Answered(leads, at) => self.ends(leads, Some(at)),
            Rewritten::On { .. } => self.enter_location(),
        }
    }

    fn enter_location(mut self) -> Route {
        let Some(left) = self.left.checked_sub(1) else { return self.ends(Leads::Unknown { why: Why::Circle }, None) };
        self.left = left;
        match locations::find(self.server, &self.known.path) {
            Ok(found) => self.levels = found.nested,
            Err(locations::Unread(at)) => return self.ends(Leads::Unknown { why: Why::Pattern(at.clone()) }, Some(at)),
        }
        self.go_on()
    }

    fn go_on(mut self) -> Route {
        let Some(location) = self.levels.last().copied() else { return self.content() };
        match rewrite::run(location, &mut self.known, &mut self.passed) {
            Rewritten::Answered(leads, at) => self.ends(leads, Some(at)),
            Rewritten::On { changed: true, .. } => self.enter_location(),
            Rewritten::On { changed: false, within } => {
                self.levels.extend(within);
                self.content()
            }
        }
    }

    /// The blocks whose handlers count, the innermost first: an `if` takes those of its location, a location none of what is around it.
    fn own(&self) -> Vec<&'a Directive> {
        let location = self.levels.iter().rposition(|level| level.name() == "location");
        let own: Vec<_> = self.levels.iter().skip(location.unwrap_or(0)).rev().copied().collect();
        if own.is_empty() { vec![self.server] } else { own }
    }

    fn content(self) -> Route {
        let own = self.own();
        let tries = own.iter().find_map(|level| level.last("try_files"));
        match tries.and_then(|directive| Some((directive, tried(directive, &self.known.path)?))) {
            Some((directive, Tried::Files)) => self.files(Some(directive.place())),
            Some((directive, Tried::Code(code))) => self.ends(Leads::Return { code, to: None }, Some(directive.place())),
            Some((directive, Tried::Named(name))) => self.named(name, directive),
            Some((directive, Tried::Path(path))) => self.redirected(path, directive),
            None => self.handled(&own),
        }
    }

    fn named(mut self, name: &str, from: &Directive) -> Route {
        let location = locations::named(self.server, name);
        match location.filter(|_| self.left > 0) {
            Some(location) => {
                self.left -= 1;
                self.levels = vec![location];
                self.go_on()
            }
            None => self.ends(Leads::Return { code: 500, to: None }, Some(from.place())),
        }
    }

    fn redirected(mut self, path: &str, from: &Directive) -> Route {
        let Some(path) = self.known.expanded(path) else {
            return self.ends(Leads::Unknown { why: Why::Variable(path.to_owned()) }, Some(from.place()));
        };
        let Some(left) = self.left.checked_sub(1) else { return self.ends(Leads::Unknown { why: Why::Circle }, Some(from.place())) };
        self.left = left;
        self.known.path = path.split('?').next().unwrap_or_default().to_owned();
        self.enter_server()
    }

    fn handled(self, own: &[&'a Directive]) -> Route {
        let passes = own.iter().flat_map(|level| level.inner());
        let handler = passes.into_iter().find(|directive| upstream::protocol(directive.name()).is_some());
        if let Some(pass) = handler {
            let leads = self.handed_on(pass);
            return self.ends(leads, Some(pass.place()));
        }
        let module = own.iter().flat_map(|level| level.inner()).find(|directive| MODULES.contains(&directive.name()));
        match module {
            Some(module) => self.ends(Leads::Unknown { why: Why::Module(module.name().to_owned()) }, Some(module.place())),
            None => self.files(None),
        }
    }

    fn handed_on(&self, pass: &Directive) -> Leads {
        let unknown = || Leads::Unknown { why: Why::Variable(pass.word(1).to_owned()) };
        let Some(protocol) = upstream::protocol(pass.name()) else { return unknown() };
        let address = self.known.expanded(pass.word(1));
        let upstream = address.and_then(|address| Upstream::read(self.http, protocol, &address));
        upstream.map_or_else(unknown, Leads::Proxy)
    }

    fn files(self, at: Option<Place>) -> Route {
        let around = self.levels.iter().rev().chain([&self.server, &self.http]);
        let said = around.flat_map(|level| level.inner()).find(|directive| matches!(directive.name(), "root" | "alias"));
        let root = said.map_or("html", |directive| directive.word(1)).to_owned();
        let at = at.or_else(|| said.map(Directive::place));
        self.ends(Leads::Static { root }, at)
    }
}
