//! The chain itself, link by link.

use std::net::IpAddr;

use super::evidence::Evidence;
use super::health;
use super::holder::{covers, holder, holding, same};
use super::newer;
use super::project::{Project, project};
use super::units::{OwnUnit, own_units};
use crate::engine::op::host::{self, Chain, ChainEnd, Chosen, ForwardedProto, HealthHost, Holder, NginxEdit, ServerBlock};
use crate::nginx::names::is_somebodys;
use crate::nginx::select::select;
use crate::nginx::{At, By, Choice, Config, Connection, Header, Leads, Place, Route, Server, Upstream, Visit, route, servers};
use crate::sanitize::cleaned;

/// A chain with what an edit of nginx's configuration is made from. The route may hold secrets; the chain does not.
pub(super) struct Answer {
    pub chain: Chain,
    pub config: Option<Config>,
    pub route: Option<Route>,
    /// The server blocks that hand on to the project.
    pub candidates: Vec<Place>,
    /// Where the project listens, whether or not nginx leads there.
    pub listens: Vec<At>,
    /// This machine's own address, at which the balancer reaches it.
    pub address: Option<IpAddr>,
}

pub(super) const HTTP: u16 = 80;
/// nginx's variable for what the balancer says.
const BALANCERS_WORD: &str = "$http_x_forwarded_proto";

/// What comes to the name: from a balancer, which was asked by https.
pub(super) fn visit(name: &str) -> Visit<'_> {
    Visit { host: name, path: "/", scheme: "http", forwarded_proto: Some("https") }
}

/// The chain that this evidence shows; its `edit` is left to [`super::edit`].
pub(super) fn answer(evidence: &Evidence) -> Answer {
    let text = evidence.nginx.dump.as_ref().map_or("", |dump| dump.stdout.as_str());
    let config = Config::read(text);
    let mut links = Links { evidence, units: own_units(evidence), seen: Seen::default() };
    let end = links.end(config.as_ref().map_err(|broken| format!("{}:{}", broken.file, broken.line)));
    let Seen { block, route, upstream, holder, project, candidates } = links.seen;
    let chain = Chain {
        end,
        block,
        proto: route.as_ref().filter(|_| upstream.is_some()).map_or(ForwardedProto::NotAsked, |route| proto(config.as_ref().ok(), route)),
        health: config.as_ref().map_or(HealthHost::Address, |config| health(evidence, config)),
        free: free(evidence, config.as_ref().ok(), upstream.as_ref()),
        upstream: upstream.as_ref().map(|upstream| upstream_of(&upstream.at)),
        holder,
        project: project.map(|project| cleaned(&project.directory)),
        units: links.units.into_iter().map(|own| own.unit).collect(),
        unread: newer::files_newer_than_master(evidence).iter().map(|file| cleaned(file)).collect(),
        edit: NginxEdit::None,
    };
    Answer { chain, config: config.ok(), route, candidates, listens: listens(evidence), address: address(evidence) }
}

/// Where the health check comes to, and what Django is told as its Host.
fn health(evidence: &Evidence, config: &Config) -> HealthHost {
    let Some(own) = address(evidence) else { return HealthHost::Address };
    let leads = |name: &str| at_block(config, Some(own), name, |server| route(config, server.directive, visit(name)));
    match (leads(&own.to_string()), leads(&evidence.name)) {
        (Some(checked), Some(named)) if checked.leads == named.leads => health::host(config, &checked, &evidence.name),
        (Some(_), Some(_)) => elsewhere(config, own).map_or(HealthHost::Address, HealthHost::Elsewhere),
        (None, _) | (_, None) => HealthHost::Address,
    }
}

/// The block that the machine's own address meets.
fn elsewhere(config: &Config, own: IpAddr) -> Option<ServerBlock> {
    match select(&servers(config), Connection { address: own, port: HTTP }, &own.to_string()) {
        Choice::Chosen { server, by } => Some(block(server, by)),
        Choice::Nobody | Choice::Unsure { .. } => None,
    }
}

/// Whether another block than the site's has the machine's own address among its names: it is not taken from there.
pub(super) fn is_taken(config: &Config, own: IpAddr, name: &str) -> bool {
    let place = at_block(config, Some(own), name, |server| server.directive.place());
    let servers = servers(config);
    match select(&servers, Connection { address: own, port: HTTP }, &own.to_string()) {
        Choice::Chosen { server, by: By::Exact } => place.is_none_or(|place| server.directive.place() != place),
        Choice::Chosen { by: By::Wildcard | By::Regex | By::Default | By::First, .. } | Choice::Nobody | Choice::Unsure { .. } => false,
    }
}

/// Where the name would lead on this machine, if it is handed on.
pub(super) fn route_of(config: &Config, address: Option<IpAddr>, name: &str) -> Option<Route> {
    let route = at_block(config, address, name, |server| route(config, server.directive, visit(name)))?;
    matches!(route.leads, Leads::Proxy(_)).then_some(route)
}

/// What is asked of the block that the name meets.
pub(super) fn at_block<T>(config: &Config, address: Option<IpAddr>, name: &str, ask: impl FnOnce(&Server) -> T) -> Option<T> {
    match select(&servers(config), Connection { address: address?, port: HTTP }, name) {
        Choice::Chosen { server, .. } => Some(ask(server)),
        Choice::Nobody | Choice::Unsure { .. } => None,
    }
}

/// Whether the visitor's scheme, which the balancer tells, reaches Django past nginx.
pub(super) fn proto(config: Option<&Config>, route: &Route) -> ForwardedProto {
    let at = || route.headers.places("X-Forwarded-Proto").into_iter().next();
    match (route.headers.forwarded_proto(), at()) {
        (Header::Absent, _) => ForwardedProto::Reaches,
        (Header::Value(value), _) if passes_on(config, &value) => ForwardedProto::Reaches,
        (Header::Scheme | Header::Value(_) | Header::Twice, Some(Place { file, line, .. })) => ForwardedProto::Overwritten { file, line },
        (Header::Scheme | Header::Value(_) | Header::Twice, None) => ForwardedProto::NotAsked,
    }
}

/// A value that is the balancer's word where there is one.
fn passes_on(config: Option<&Config>, value: &str) -> bool {
    let maps = config.and_then(Config::http).map(|http| http.all("map")).unwrap_or_default();
    let mapped = maps.iter().any(|map| map.word(1) == BALANCERS_WORD && map.word(2) == value);
    mapped || matches!(value, "https" | BALANCERS_WORD)
}

/// An address as the engine has it.
fn upstream_of(at: &At) -> host::Upstream {
    match at {
        At::Tcp { host, port } if host == "localhost" => host::Upstream::Tcp(format!("127.0.0.1:{port}")),
        At::Tcp { .. } => host::Upstream::Tcp(at.to_string()),
        At::Unix { path } => host::Upstream::Unix(path.clone()),
    }
}

/// Where the project's service would have to listen: where the block hands on to, else where any block does that is nobody else's; there,
/// or at the first port from 8000 on, nobody listens yet, or the project does. Never where another site's block hands on to.
fn free(evidence: &Evidence, config: Option<&Config>, upstream: Option<&Upstream>) -> host::Upstream {
    let all: Vec<(bool, At)> = config.map(|config| handed_to(evidence, config)).unwrap_or_default();
    let foreign = |at: &At| all.iter().any(|(others, of)| *others && same(of, at));
    let fits = |at: &At| holder(evidence, at).is_none_or(|holder| serves_ours(evidence, &holder));
    let ports = (8000..8100).map(|port| At::Tcp { host: "127.0.0.1".to_owned(), port });
    let blocks = all.iter().filter(|(others, _)| !others).map(|(_, at)| at.clone());
    let wanted = upstream.map(|upstream| upstream.at.clone()).into_iter().chain(blocks).filter(|at| is_here(evidence, at));
    let at = wanted.chain(ports).find(|at| fits(at) && !foreign(at));
    upstream_of(&at.unwrap_or(At::Tcp { host: "127.0.0.1".to_owned(), port: 8000 }))
}

/// Where each block on plain http hands `/` on to, and whether it has names of others and not the site's.
fn handed_to(evidence: &Evidence, config: &Config) -> Vec<(bool, At)> {
    let others = |server: &Server| {
        let fits_name = |own: &&str| own.trim_start_matches('.').eq_ignore_ascii_case(&evidence.name) || own.starts_with(['*', '~', '.']);
        server.names.iter().any(|own| is_somebodys(own)) && !server.names.iter().any(fits_name)
    };
    proxies(evidence, config, &servers(config)).map(|(server, at)| (others(server), at)).collect()
}

/// The blocks on plain http that hand `/` on, and where.
fn proxies<'s, 'a>(evidence: &'s Evidence, config: &'s Config, servers: &'s [Server<'a>]) -> impl Iterator<Item = (&'s Server<'a>, At)> {
    let leads = |server: &'s Server<'a>| match route(config, server.directive, visit(&evidence.name)).leads {
        Leads::Proxy(upstream) => Some((server, upstream.at)),
        Leads::Static { .. } | Leads::Return { .. } | Leads::Unknown { .. } => None,
    };
    servers.iter().filter(|server| server.listens.iter().any(|listen| !listen.ssl)).filter_map(leads)
}

/// Whether an upstream is on this machine. A name that is not `localhost` is not known to be.
fn is_here(evidence: &Evidence, at: &At) -> bool {
    match at {
        At::Unix { .. } => true,
        At::Tcp { host, .. } if host == "localhost" || evidence.addresses.contains(host) => true,
        At::Tcp { host, .. } => host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback() || ip.is_unspecified()),
    }
}

/// Whether this holder serves the project asked about.
fn serves_ours(evidence: &Evidence, holder: &Holder) -> bool {
    project(evidence, holder).is_some_and(|project| project.ours)
}

/// Everywhere that the project listens. gunicorn's control socket (25.1 and later) is none of the site's.
fn listens(evidence: &Evidence) -> Vec<At> {
    let sites = evidence.listeners.iter().filter(|l| !matches!(&l.at, At::Unix { path } if path.ends_with("/gunicorn.ctl")));
    sites.filter(|listener| serves_ours(evidence, &holding(evidence, listener))).map(|listener| listener.at.clone()).collect()
}

fn address(evidence: &Evidence) -> Option<IpAddr> {
    evidence.addresses.iter().find_map(|address| address.parse().ok())
}

/// What was found on the way.
#[derive(Default)]
struct Seen {
    block: Option<ServerBlock>,
    route: Option<Route>,
    upstream: Option<Upstream>,
    holder: Option<Holder>,
    project: Option<Project>,
    candidates: Vec<Place>,
}

struct Links<'a> {
    evidence: &'a Evidence,
    units: Vec<OwnUnit>,
    seen: Seen,
}

impl Links<'_> {
    fn end(&mut self, config: Result<&Config, String>) -> ChainEnd {
        match (self.before_nginx(), config) {
            (Some(end), _) => end,
            (None, Ok(config)) => self.in_nginx(config),
            (None, Err(unread)) => ChainEnd::Unknown(unread),
        }
    }

    /// What stands in the way before nginx's rules count.
    fn before_nginx(&self) -> Option<ChainEnd> {
        let nginx = &self.evidence.nginx;
        let running = nginx.master.is_some();
        if let Some(other) = self.on_port_80().filter(|holder| !matches!(holder.program.as_str(), "nginx" | "")) {
            return Some(ChainEnd::PortHeld(other));
        }
        match (&nginx.dump, &nginx.binary) {
            (None, None) if !running => Some(ChainEnd::NginxAbsent),
            (None, _) => Some(ChainEnd::Unknown("nginx -T".to_owned())),
            (Some(dump), _) if dump.code != 0 => Some(ChainEnd::NginxRefused(verdict(&dump.stderr))),
            (Some(_), _) => (!running).then_some(ChainEnd::NginxStopped),
        }
    }

    /// Who has port 80 at the machine's own address.
    fn on_port_80(&self) -> Option<Holder> {
        let host = self.evidence.addresses.first().map_or("0.0.0.0", String::as_str);
        holder(self.evidence, &At::Tcp { host: host.to_owned(), port: HTTP })
    }

    fn in_nginx(&mut self, config: &Config) -> ChainEnd {
        let servers = servers(config);
        self.seen.candidates = self.candidates(config, &servers);
        let Some(address) = address(self.evidence) else { return ChainEnd::Unknown("hostname -I".to_owned()) };
        match select(&servers, Connection { address, port: HTTP }, &self.evidence.name) {
            Choice::Chosen { server, by } => self.in_block(config, server, by),
            Choice::Nobody => ChainEnd::NobodyAtPort,
            Choice::Unsure { at, .. } => ChainEnd::Unknown(format!("{}:{}", at.file, at.line)),
        }
    }

    fn in_block(&mut self, config: &Config, server: &Server, by: By) -> ChainEnd {
        let block = block(server, by);
        let route = route(config, server.directive, visit(&self.evidence.name));
        let leads = route.leads.clone();
        self.seen.block = Some(block.clone());
        self.seen.route = Some(route);
        match leads {
            Leads::Proxy(upstream) => self.handed_on(&block, upstream),
            Leads::Unknown { .. } => ChainEnd::Unknown(block.to_string()),
            Leads::Static { .. } | Leads::Return { .. } if !is_named(&block) => ChainEnd::NotOurBlock { others: is_others(&block) },
            Leads::Static { root } => ChainEnd::Files { root: cleaned(&root) },
            Leads::Return { code, to } => ChainEnd::Answers { code, to: to.map(|to| cleaned(&to)) },
        }
    }

    fn handed_on(&mut self, block: &ServerBlock, upstream: Upstream) -> ChainEnd {
        self.seen.upstream = Some(upstream.clone());
        if !is_here(self.evidence, &upstream.at) {
            return if is_others(block) { ChainEnd::NotOurBlock { others: true } } else { ChainEnd::Elsewhere };
        }
        self.seen.holder = holder(self.evidence, &upstream.at);
        self.seen.project = self.seen.holder.as_ref().and_then(|holder| project(self.evidence, holder));
        match (&self.seen.project, &self.seen.holder) {
            (Some(project), _) if project.ours => ChainEnd::OurProject,
            _ if is_others(block) => ChainEnd::NotOurBlock { others: true },
            (Some(_), _) => ChainEnd::OtherProject,
            (None, Some(holder)) => ChainEnd::Unknown(holder.to_string()),
            (None, None) => ChainEnd::NobodyListens,
        }
    }

    /// The blocks that hand `/` on to the project, by who listens there, or by where a unit of the project would.
    fn candidates(&self, config: &Config, servers: &[Server]) -> Vec<Place> {
        let ours = proxies(self.evidence, config, servers).filter(|(_, at)| self.is_ours(at));
        ours.map(|(server, _)| server.directive.place()).collect()
    }

    fn is_ours(&self, at: &At) -> bool {
        match holder(self.evidence, at).filter(|_| is_here(self.evidence, at)) {
            Some(holder) => serves_ours(self.evidence, &holder),
            None => self.units.iter().flat_map(|unit| &unit.listens).any(|listens| same(listens, at) || covers(listens, at)),
        }
    }
}

fn block(server: &Server, by: By) -> ServerBlock {
    let names = server.names.iter().filter(|name| !name.is_empty()).map(|name| cleaned(name)).collect();
    let Place { file, line, .. } = server.directive.place();
    let chosen = match by {
        By::Exact => Chosen::Exact,
        By::Wildcard => Chosen::Wildcard,
        By::Regex => Chosen::Regex,
        By::Default => Chosen::Default,
        By::First => Chosen::First,
    };
    ServerBlock { file: cleaned(&file), line, names, chosen }
}

fn is_named(block: &ServerBlock) -> bool {
    match block.chosen {
        Chosen::Exact | Chosen::Wildcard | Chosen::Regex => true,
        Chosen::Default | Chosen::First => false,
    }
}

/// It has not the name, but names of somebody else.
fn is_others(block: &ServerBlock) -> bool {
    !is_named(block) && block.names.iter().any(|name| is_somebodys(name))
}

/// nginx's own words about what it refuses: the lines that say so, without the time and process before them.
fn verdict(stderr: &str) -> String {
    let bad = |line: &&str| ["[emerg]", "[alert]", "[crit]"].iter().any(|level| line.contains(level));
    let lines: Vec<_> = stderr.lines().filter(bad).collect();
    let all = if lines.is_empty() { stderr.lines().collect() } else { lines };
    cleaned(all.join("\n").trim())
}
