//! What nginx answers: a code of its own, a file, or what it is answered by whom it hands the request on to.

use super::config::NginxDirective;
use super::route;
use crate::engine::time::Timestamp;
use crate::practice::server::http::{Asked, Reply};
use crate::practice::state::server::ServerState;
use crate::practice::state::server::address::Address;
use crate::practice::state::server::paths::plain;
use crate::practice::state::server::process::Process;

/// nginx's own code for hanging up without an answer.
const HANG_UP: u16 = 444;

/// A request on its way through nginx.
struct Request<'a> {
    server: &'a ServerState,
    now: Timestamp,
    http: &'a NginxDirective,
    asked: Asked<'a>,
}

impl ServerState {
    /// What port 80 answers; `None`: nginx does not run, or hangs up.
    pub fn answers_on_80(&self, asked: &Asked, now: Timestamp) -> Option<Reply> {
        let http = self.http_block()?;
        let request = Request { server: self, now, http: &http, asked: *asked };
        Some(request.reply().with("server", "nginx")).filter(|reply| reply.status != HANG_UP)
    }

    /// What this port answers on the server itself; `None`: nobody listens.
    pub fn answers_on(&self, port: u16, asked: &Asked, now: Timestamp) -> Option<Reply> {
        if port == 80 {
            return self.answers_on_80(asked, now);
        }
        let process = self.process_at(&Address::tcp("127.0.0.1", port), now)?;
        Some(process.django.answer(asked))
    }

    /// Who answers at this address by now.
    fn process_at(&self, target: &Address, now: Timestamp) -> Option<&Process> {
        let mut processes = self.units.values().filter_map(|unit| unit.process.as_ref());
        processes.find(|p| p.answers_at.is_some_and(|at| at <= now) && p.listens.iter().any(|address| address.accepts(target)))
    }
}

/// Nothing was enabled for the request, or no file lies where it would be read from.
fn not_found() -> Reply {
    Reply::bare(404, "Not Found")
}

/// Nobody answers where the request is handed on to.
fn bad_gateway() -> Reply {
    Reply::bare(502, "Bad Gateway")
}

impl Request<'_> {
    fn reply(&self) -> Reply {
        let host = self.asked.host;
        let name = host.rsplit_once(':').filter(|(_, port)| port.chars().all(|c| c.is_ascii_digit())).map_or(host, |(name, _)| name);
        let Some(server) = route::server(self.http, name) else { return not_found() };
        if let Some(reply) = self.returned(server) {
            return reply;
        }
        route::location(server, self.path()).map_or_else(not_found, |location| self.at(server, location))
    }

    fn path(&self) -> &str {
        self.asked.path.split('?').next().unwrap_or_default()
    }

    fn at(&self, server: &NginxDirective, location: &NginxDirective) -> Reply {
        if let Some(reply) = self.returned(location) {
            return reply;
        }
        if let Some(pass) = location.all("proxy_pass").next() {
            return self.hand_on(server, location, pass.value());
        }
        if let Some(reply) = self.file(server, location) {
            return reply;
        }
        // No file is there, so that the last try counts.
        let last = location.all("try_files").next().and_then(|tries| tries.words.last()).map_or("", String::as_str);
        match (last.strip_prefix('='), route::named(server, last)) {
            (Some(code), _) => code.parse().map_or_else(|_| not_found(), |code| Reply::bare(code, "")),
            (None, Some(named)) if last.starts_with('@') => self.at(server, named),
            _ => not_found(),
        }
    }

    /// The file that `alias` or `root` means, or the index of the directory.
    fn file(&self, server: &NginxDirective, location: &NginxDirective) -> Option<Reply> {
        let first = |name| [location, server].into_iter().find_map(|block| block.all(name).next_back());
        let prefix = location.words.last().map_or("", String::as_str);
        let path = match location.all("alias").next() {
            Some(alias) => format!("{}{}", alias.value(), self.path().strip_prefix(prefix)?),
            None => format!("{}{}", first("root")?.value(), self.path()),
        };
        let names = first("index").map_or_else(|| vec!["index.html".to_owned()], |index| index.words.iter().skip(1).cloned().collect());
        let found = match path.strip_suffix('/') {
            Some(dir) => names.iter().map(|name| format!("{dir}/{name}")).find(|file| self.server.is_file(file))?,
            None => Some(path).filter(|path| self.server.is_file(path))?,
        };
        Some(Reply::file(&found, &self.server.text(&found).unwrap_or_default()))
    }

    fn hand_on(&self, server: &NginxDirective, location: &NginxDirective, target: &str) -> Reply {
        let Some(name) = target.strip_prefix("http://") else { return bad_gateway() };
        let name = if name.starts_with("unix:") { name } else { name.split('/').next().unwrap_or_default() };
        let group = self.http.all("upstream").find(|group| group.value() == name);
        let Some(address) = address(group.and_then(|group| group.all("server").next()).map_or(name, NginxDirective::value)) else {
            return bad_gateway();
        };
        let blocks = [location, server, self.http];
        let host = self.header(&blocks, "host").pop().unwrap_or_else(|| self.value("$proxy_host"));
        let host = if host == "$proxy_host" { proxy_host(name) } else { host };
        let proto = self.header(&blocks, "x-forwarded-proto");
        if proto.windows(2).any(|pair| pair.first() != pair.last()) {
            // gunicorn: "Contradictory scheme headers".
            return Reply::bare(400, "Bad Request");
        }
        let proto = proto.first().map(String::as_str).or_else(|| self.asked.proto.filter(|_| !self.sets(&blocks, "x-forwarded-proto")));
        let asked = Asked { host: &host, proto, ..self.asked };
        self.server.process_at(&address, self.now).map_or_else(bad_gateway, |process| process.django.answer(&asked))
    }

    /// The values with which this header is handed on: those of the innermost block that sets any header. Empty ones are left out.
    fn header(&self, blocks: &[&NginxDirective], name: &str) -> Vec<String> {
        let set = set_by(blocks, name);
        set.iter().filter_map(|set| set.words.get(2)).map(|value| self.value(value)).filter(|value| !value.is_empty()).collect()
    }

    fn sets(&self, blocks: &[&NginxDirective], name: &str) -> bool {
        !set_by(blocks, name).is_empty()
    }

    /// A value with nginx's variables filled in, as far as they are played: the request's own, and what a `map` makes of them.
    fn value(&self, text: &str) -> String {
        match text {
            "$host" | "$http_host" => self.asked.host.to_owned(),
            "$scheme" => "http".to_owned(),
            "$http_user_agent" => self.asked.user_agent.to_owned(),
            "$http_x_forwarded_proto" => self.asked.proto.unwrap_or_default().to_owned(),
            _other => self.mapped(text).unwrap_or_else(|| text.to_owned()),
        }
    }

    fn mapped(&self, variable: &str) -> Option<String> {
        let map = self.http.all("map").find(|map| map.words.get(2).is_some_and(|made| made == variable))?;
        let from = self.value(map.value());
        let of = |key: &str| map.block.iter().find(|entry| entry.name() == key);
        // Of regular expressions only "begins with" is played.
        let begins = |entry: &&NginxDirective| entry.name().strip_prefix("~^").is_some_and(|start| from.starts_with(start));
        of(&from).or_else(|| map.block.iter().find(begins)).or_else(|| of("default")).map(|entry| self.value(entry.value()))
    }

    /// A block's `return CODE [URL]`.
    fn returned(&self, block: &NginxDirective) -> Option<Reply> {
        let directive = block.all("return").next()?;
        let Ok(code) = directive.value().parse() else { return Some(Reply::redirect(302, self.filled(directive.value()))) };
        let location = directive.words.get(2).filter(|_| (300..400).contains(&code));
        Some(location.map_or_else(|| Reply::bare(code, ""), |to| Reply::redirect(code, self.filled(to))))
    }

    fn filled(&self, text: &str) -> String {
        let host = self.asked.host;
        [("$request_uri", self.asked.path), ("$http_host", host), ("$host", host), ("$server_name", host), ("$scheme", "http")]
            .iter()
            .fold(text.to_owned(), |text, (variable, value)| text.replace(variable, value))
    }
}

fn set_by<'a>(blocks: &[&'a NginxDirective], name: &str) -> Vec<&'a NginxDirective> {
    let sets = blocks.iter().find(|block| block.all("proxy_set_header").next().is_some());
    sets.map(|block| block.all("proxy_set_header").filter(|set| set.value().eq_ignore_ascii_case(name)).collect()).unwrap_or_default()
}

fn proxy_host(name: &str) -> String {
    if name.starts_with("unix:") { "localhost".to_owned() } else { name.to_owned() }
}

/// `host:port`, `unix:/path` or `unix:/path:`.
fn address(target: &str) -> Option<Address> {
    if let Some(path) = target.strip_prefix("unix:") {
        return Some(Address::Unix(plain(path.split(':').next().unwrap_or_default())));
    }
    let (host, port) = target.rsplit_once(':').unwrap_or((target, "80"));
    Some(Address::tcp(host, port.parse().ok()?))
}
