//! The resolver and its cache: what it once learnt it answers until that is too old.

use std::time::Duration;

use super::records::{REFUSED, SERVER_FAILURE, plain};
use super::registry::DELEGATION_TTL;
use super::servers::Who;
use super::zones::NEGATIVE_TTL;
use super::{registry, servers, zones};
use crate::practice::state::SimState;
use crate::practice::state::internet::{CachedReply, DnsReply, Record};

/// CNAMEs that lead out of a zone are followed so often.
const MOST_ALIASES: usize = 8;

/// What the resolver answers.
pub(super) fn resolve(sim: &mut SimState, name: &str, kind: &str) -> DnsReply {
    let mut reply = one(sim, name, kind);
    for _ in 0..MOST_ALIASES {
        let end = reply.answer.last().filter(|r| r.kind == "CNAME" && kind != "CNAME").map(|r| r.value.clone());
        let Some(end) = end else { break };
        let next = one(sim, &end, kind);
        reply.code = next.code;
        if next.answer.is_empty() {
            break;
        }
        reply.answer.extend(next.answer);
    }
    DnsReply { authoritative: false, authority: Vec::new(), additional: Vec::new(), ..reply }
}

fn one(sim: &mut SimState, name: &str, kind: &str) -> DnsReply {
    let now = sim.now;
    sim.internet.cache.retain(|h| h.until > now);
    if let Some(cached) = sim.internet.cache.iter().find(|h| h.name == name && h.kind == kind) {
        return cached.reply.clone();
    }
    let delegation = delegation(sim, name);
    let reply = from_servers(sim, &delegation, name, kind);
    if reply.code != SERVER_FAILURE {
        let ttl = reply.answer.iter().map(|r| r.ttl).min().unwrap_or(NEGATIVE_TTL);
        remember(sim, name, kind, reply.clone(), ttl);
    }
    reply
}

fn remember(sim: &mut SimState, name: &str, kind: &str, reply: DnsReply, ttl: u32) {
    let until = sim.now + Duration::from_secs(u64::from(ttl));
    sim.internet.cache.push(CachedReply { name: name.to_owned(), kind: kind.to_owned(), reply, until });
}

/// The name servers of the domain in which the name lies, as the registry named them when the resolver last asked.
fn delegation(sim: &mut SimState, name: &str) -> Vec<String> {
    let Some(registration) = registry::covering(sim, name).filter(|_| !registry::is_held(sim)) else { return Vec::new() };
    let key = format!("{} (delegation)", registration.domain);
    if let Some(cached) = sim.internet.cache.iter().find(|h| h.name == key) {
        return cached.reply.answer.iter().map(|r| r.value.clone()).collect();
    }
    let records = registration.delegation.iter().map(|n| Record::new(&registration.domain, "NS", DELEGATION_TTL, n));
    let reply = DnsReply { answer: records.collect(), ..DnsReply::default() };
    remember(sim, &key, "NS", reply, DELEGATION_TTL);
    registration.delegation
}

/// What the first of these name servers that is of use answers.
fn from_servers(sim: &SimState, name_servers: &[String], name: &str, kind: &str) -> DnsReply {
    if servers::is_registrys_own(name) && kind == "A" {
        return DnsReply { answer: vec![Record::new(name, "A", 60, servers::REGISTRY)], ..DnsReply::default() };
    }
    if registry::is_forged(sim, name) {
        return DnsReply::code(SERVER_FAILURE);
    }
    let amazon = zones::balancer_addresses(sim, name);
    if !amazon.is_empty() && kind == "A" {
        return DnsReply { answer: amazon.iter().map(|a| Record::new(name, "A", 60, a)).collect(), ..DnsReply::default() };
    }
    if let Some(at) = servers::address(sim, name).filter(|_| kind == "A") {
        return DnsReply { answer: vec![Record::new(name, "A", DELEGATION_TTL, at)], ..DnsReply::default() };
    }
    for server in name_servers {
        let reply = match servers::address(sim, server).and_then(|at| servers::who(sim, at.into())) {
            Some(Who::Aws(server)) => zones::aws(sim, &server, name, kind),
            Some(Who::Registrar(_)) => match registry::covering(sim, name) {
                Some(r) => zones::parked(sim, &r.domain, name, kind),
                None => continue,
            },
            _ => continue,
        };
        if reply.code != REFUSED {
            return reply;
        }
    }
    DnsReply::code(SERVER_FAILURE)
}

/// What a fresh look through the delegation finds, without anybody's cache: the values of `name`'s records of `kind`, as zone
/// files write them; CNAMEs are not followed. Names are lower case, without a trailing dot, in and out.
pub(in crate::practice) fn find(sim: &SimState, name: &str, kind: &str) -> Vec<String> {
    let name = plain(name);
    let delegation = registry::covering(sim, &name).map(|r| r.delegation).unwrap_or_default();
    let reply = from_servers(sim, &delegation, &name, kind);
    reply.answer.into_iter().filter(|r| r.name == name && r.kind == kind).map(|r| r.value).collect()
}
