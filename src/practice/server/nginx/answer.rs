//! What nginx answers: a code of its own, or that of what it hands the request on to.

use super::config::NginxDirective;
use super::route;
use crate::engine::time::Timestamp;
use crate::practice::server::django;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::address::Address;
use crate::practice::state::server::paths::plain;
use crate::practice::state::server::process::Process;

/// Nothing was enabled for the request, or no file lies where it would be read from.
const NOT_FOUND: u16 = 404;
/// Nobody answers where the request is handed on to.
const BAD_GATEWAY: u16 = 502;
/// nginx's own code for hanging up without an answer.
const HANG_UP: u16 = 444;

/// A request on its way through nginx.
struct Request<'a> {
    server: &'a ServerState,
    now: Timestamp,
    http: &'a NginxDirective,
    host: &'a str,
    path: &'a str,
}

impl ServerState {
    /// The status that port 80 answers to `GET path` with this Host; `None`: nginx does not run, or hangs up.
    pub fn answers_on_80(&self, host: &str, path: &str, now: Timestamp) -> Option<u16> {
        let http = self.http_block()?;
        let request = Request { server: self, now, http: &http, host, path };
        Some(request.status()).filter(|status| *status != HANG_UP)
    }

    /// The status that this port answers on the server itself; `None`: nobody listens.
    pub fn answers_on(&self, port: u16, host: &str, path: &str, now: Timestamp) -> Option<u16> {
        if port == 80 {
            return self.answers_on_80(host, path, now);
        }
        let process = self.process_at(&Address::tcp("127.0.0.1", port), now)?;
        Some(django::answer(&process.allowed_hosts, host, path))
    }

    /// Who answers at this address by now.
    fn process_at(&self, target: &Address, now: Timestamp) -> Option<&Process> {
        let mut processes = self.units.values().filter_map(|unit| unit.process.as_ref());
        processes.find(|p| p.answers_at.is_some_and(|at| at <= now) && p.listens.iter().any(|address| address.accepts(target)))
    }
}

impl Request<'_> {
    fn status(&self) -> u16 {
        let host =
            self.host.rsplit_once(':').filter(|(_, port)| port.chars().all(|c| c.is_ascii_digit())).map_or(self.host, |(name, _)| name);
        let Some(server) = route::server(self.http, host) else { return NOT_FOUND };
        let path = self.path.split('?').next().unwrap_or_default();
        if let Some(code) = returned(server) {
            return code;
        }
        route::location(server, path).map_or(NOT_FOUND, |location| self.at(server, location))
    }

    fn at(&self, server: &NginxDirective, location: &NginxDirective) -> u16 {
        if let Some(code) = returned(location) {
            return code;
        }
        if let Some(pass) = location.all("proxy_pass").next() {
            return self.hand_on(server, location, pass.value());
        }
        // No file of the project is ever found, so that the last try counts.
        let last = location.all("try_files").next().and_then(|tries| tries.words.last()).map_or("", String::as_str);
        match (last.strip_prefix('='), route::named(server, last)) {
            (Some(code), _) => code.parse().unwrap_or(NOT_FOUND),
            (None, Some(named)) if last.starts_with('@') => self.at(server, named),
            _ => NOT_FOUND,
        }
    }

    fn hand_on(&self, server: &NginxDirective, location: &NginxDirective, target: &str) -> u16 {
        let Some(name) = target.strip_prefix("http://") else { return BAD_GATEWAY };
        let name = if name.starts_with("unix:") { name } else { name.split('/').next().unwrap_or_default() };
        let group = self.http.all("upstream").find(|group| group.value() == name);
        let Some(address) = address(group.and_then(|group| group.all("server").next()).map_or(name, NginxDirective::value)) else {
            return BAD_GATEWAY;
        };
        let process = self.server.process_at(&address, self.now);
        let host = self.host_for(&[location, server, self.http], name);
        process.map_or(BAD_GATEWAY, |process| django::answer(&process.allowed_hosts, &host, self.path))
    }

    /// The Host that is handed on: by the innermost block that sets any header, and `$proxy_host` when that sets no Host.
    fn host_for(&self, blocks: &[&NginxDirective], proxy_host: &str) -> String {
        let sets = blocks.iter().find(|block| block.all("proxy_set_header").next().is_some());
        let host = sets.and_then(|block| block.all("proxy_set_header").rfind(|set| set.value().eq_ignore_ascii_case("host")));
        match host.and_then(|set| set.words.get(2)).map_or("$proxy_host", String::as_str) {
            "$host" | "$http_host" => self.host.to_owned(),
            "$proxy_host" if proxy_host.starts_with("unix:") => "localhost".to_owned(),
            "$proxy_host" => proxy_host.to_owned(),
            fixed => fixed.to_owned(),
        }
    }
}

/// The code of a block's `return CODE`.
fn returned(block: &NginxDirective) -> Option<u16> {
    block.all("return").next().map(|directive| directive.value().parse().unwrap_or(302))
}

/// `host:port`, `unix:/path` or `unix:/path:`.
fn address(target: &str) -> Option<Address> {
    if let Some(path) = target.strip_prefix("unix:") {
        return Some(Address::Unix(plain(path.split(':').next().unwrap_or_default())));
    }
    let (host, port) = target.rsplit_once(':').unwrap_or((target, "80"));
    Some(Address::tcp(host, port.parse().ok()?))
}
