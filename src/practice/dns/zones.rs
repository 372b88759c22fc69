//! What a name server answers: AWS's from the zones in Route 53, the registrar's from its parking page.

use super::records::{NO_ERROR, NO_SUCH_NAME, REFUSED, plain, within};
use crate::practice::state::SimState;
use crate::practice::state::internet::{DnsReply, Record};
use crate::practice::state::route53::{RecordSet, Zone};

/// Route 53's TTL for the address behind an alias to a balancer.
const ALIAS_TTL: u32 = 60;
/// How long a resolver may remember that there is nothing: the TTL of Route 53's SOA records.
pub(super) const NEGATIVE_TTL: u32 = 900;
/// The registrar's own TTLs.
const PARKED_TTL: u32 = 3_600;
/// How the state keeps a record whose proxy is on, and one at the zone's own name.
pub(super) const PROXIED: &str = "PROXIED";
pub(super) const ALIAS: &str = "ALIAS";
/// With these the proxy of a provider that has one answers: addresses of Cloudflare's.
const PROXY: [[u8; 4]; 2] = [[104, 16, 20, 1], [104, 16, 21, 1]];
/// CNAMEs that are followed in one answer.
const MOST_ALIASES: usize = 8;

/// What AWS's name server of this name answers.
pub(super) fn aws(sim: &SimState, server: &str, name: &str, kind: &str) -> DnsReply {
    let serving = sim.aws.route53.zones.iter().filter(|z| z.name_servers.iter().any(|n| n == server));
    let zone = serving.filter(|z| within(name, &plain(&z.name))).max_by_key(|z| z.name.len());
    zone.map_or_else(|| DnsReply::code(REFUSED), |zone| of(sim, zone, name, kind))
}

fn of(sim: &SimState, zone: &Zone, name: &str, kind: &str) -> DnsReply {
    let apex = plain(&zone.name);
    if let Some(below) = cut(zone, &apex, name) {
        return DnsReply { authority: below, ..DnsReply::default() };
    }
    let mut answer = Vec::new();
    let mut at = name.to_owned();
    for _ in 0..MOST_ALIASES {
        let found = at_name(sim, zone, &at, kind);
        if !found.is_empty() || kind == "CNAME" {
            answer.extend(found);
            break;
        }
        let Some(alias) = at_name(sim, zone, &at, "CNAME").into_iter().next() else { break };
        at.clone_from(&alias.value);
        answer.push(alias);
    }
    let exists = !answer.is_empty() || zone.published.iter().any(|r| within(&plain(&r.name), name)) || wildcard(zone, name).is_some();
    let code = if exists { NO_ERROR } else { NO_SUCH_NAME };
    let authority = if answer.is_empty() { soa(zone) } else { Vec::new() };
    DnsReply { code, authoritative: true, answer, authority, additional: Vec::new() }
}

/// The delegation below the apex in which the name lies.
fn cut(zone: &Zone, apex: &str, name: &str) -> Option<Vec<Record>> {
    let is_cut = |r: &&RecordSet| r.kind == "NS" && plain(&r.name) != apex && within(name, &plain(&r.name));
    zone.published.iter().find(is_cut).map(records)
}

fn soa(zone: &Zone) -> Vec<Record> {
    zone.published.iter().filter(|r| r.kind == "SOA").flat_map(records).collect()
}

/// The wildcard that stands for a name which has no records of its own.
fn wildcard<'a>(zone: &'a Zone, name: &str) -> Option<&'a str> {
    let (_, parent) = name.split_once('.')?;
    let star = format!("*.{parent}.");
    zone.published.iter().find(|r| r.name == star).map(|r| r.name.as_str())
}

fn at_name(sim: &SimState, zone: &Zone, name: &str, kind: &str) -> Vec<Record> {
    let owns = zone.published.iter().any(|r| plain(&r.name) == name);
    let at = if owns { format!("{name}.") } else { wildcard(zone, name).unwrap_or_default().to_owned() };
    let sets = zone.published.iter().filter(|r| r.name == at && r.kind == kind);
    sets.flat_map(|set| values(sim, set)).map(|record| Record { name: name.to_owned(), ..record }).collect()
}

fn values(sim: &SimState, set: &RecordSet) -> Vec<Record> {
    let Some(alias) = &set.alias else { return records(set) };
    let target = plain(&alias.name);
    balancer_addresses(sim, &target).into_iter().map(|a| Record::new("", &set.kind, ALIAS_TTL, a)).collect()
}

fn records(set: &RecordSet) -> Vec<Record> {
    let value = |text: &String| match set.kind.as_str() {
        "NS" | "CNAME" | "PTR" => plain(text),
        _ => text.clone(),
    };
    set.values.iter().map(|v| Record::new(&plain(&set.name), &set.kind, set.ttl.unwrap_or(ALIAS_TTL), value(v))).collect()
}

/// The addresses behind a balancer's own name, with or without `dualstack.`.
pub(super) fn balancer_addresses(sim: &SimState, name: &str) -> Vec<std::net::Ipv4Addr> {
    let name = name.strip_prefix("dualstack.").unwrap_or(name);
    let named = sim.aws.elb.balancers.iter().filter(|b| b.dns_name == name);
    named.flat_map(|b| &b.zones).map(|(_, _, address)| *address).collect()
}

/// What the registrar's name servers answer for a domain that is served by them: the records that somebody made there, and for every
/// other name a parking page.
pub(super) fn parked(sim: &SimState, domain: &str, name: &str, kind: &str) -> DnsReply {
    let own: Vec<&Record> = sim.internet.made.iter().filter(|record| record.name == name).collect();
    let made: Vec<Record> = own.iter().flat_map(|record| answered(sim, record, kind)).collect();
    let answer = match kind {
        _ if !made.is_empty() => made,
        "A" if !own.is_empty() && name != domain => Vec::new(),
        "A" => vec![Record::new(name, "A", PARKED_TTL, sim.internet.parked_at)],
        "NS" if name == domain => sim.internet.registrar.iter().map(|n| Record::new(domain, "NS", PARKED_TTL, n)).collect(),
        _ => Vec::new(),
    };
    let authority = if answer.is_empty() { vec![Record::new(domain, "SOA", NEGATIVE_TTL, "registrar")] } else { Vec::new() };
    DnsReply { code: NO_ERROR, authoritative: true, answer, authority, additional: Vec::new() }
}

/// What a record is answered as, where it is of a kind that DNS does not have.
fn answered(sim: &SimState, record: &Record, kind: &str) -> Vec<Record> {
    let addresses = |all: Vec<std::net::Ipv4Addr>| all.into_iter().map(|a| Record::new(&record.name, "A", record.ttl, a)).collect();
    match (record.kind.as_str(), kind) {
        (PROXIED, "A") => addresses(PROXY.map(Into::into).to_vec()),
        (ALIAS, "A") => addresses(balancer_addresses(sim, &record.value)),
        (PROXIED | ALIAS, _) => Vec::new(),
        (own, asked) if own == asked || own == "CNAME" => vec![record.clone()],
        _ => Vec::new(),
    }
}
