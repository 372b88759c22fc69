//! The resolver and its memory: what it once heard it tells until that is too old.

use std::time::Duration;

use super::records::{REFUSED, SERVER_FAILURE, plain};
use super::registry::DELEGATION_TTL;
use super::servers::Who;
use super::zones::NEGATIVE_TTL;
use super::{registry, servers, zones};
use crate::practice::state::SimState;
use crate::practice::state::internet::{Heard, Record, Told};

/// CNAMEs that lead out of a zone are followed so often.
const MOST_ALIASES: usize = 8;

/// What the resolver says.
pub(super) fn resolve(sim: &mut SimState, name: &str, kind: &str) -> Told {
    let mut told = one(sim, name, kind);
    for _ in 0..MOST_ALIASES {
        let end = told.answer.last().filter(|r| r.kind == "CNAME" && kind != "CNAME").map(|r| r.value.clone());
        let Some(end) = end else { break };
        let next = one(sim, &end, kind);
        told.code = next.code;
        if next.answer.is_empty() {
            break;
        }
        told.answer.extend(next.answer);
    }
    Told { authoritative: false, authority: Vec::new(), additional: Vec::new(), ..told }
}

fn one(sim: &mut SimState, name: &str, kind: &str) -> Told {
    let now = sim.now;
    sim.internet.memory.retain(|h| h.until > now);
    if let Some(heard) = sim.internet.memory.iter().find(|h| h.name == name && h.kind == kind) {
        return heard.told.clone();
    }
    let delegation = delegation(sim, name);
    let told = from_servers(sim, &delegation, name, kind);
    if told.code != SERVER_FAILURE {
        let ttl = told.answer.iter().map(|r| r.ttl).min().unwrap_or(NEGATIVE_TTL);
        remember(sim, name, kind, told.clone(), ttl);
    }
    told
}

fn remember(sim: &mut SimState, name: &str, kind: &str, told: Told, ttl: u32) {
    let until = sim.now + Duration::from_secs(u64::from(ttl));
    sim.internet.memory.push(Heard { name: name.to_owned(), kind: kind.to_owned(), told, until });
}

/// The name servers of the domain in which the name lies, as the registry told them when the resolver last asked.
fn delegation(sim: &mut SimState, name: &str) -> Vec<String> {
    let Some(registration) = registry::covering(sim, name) else { return Vec::new() };
    let key = format!("{} (delegation)", registration.domain);
    if let Some(heard) = sim.internet.memory.iter().find(|h| h.name == key) {
        return heard.told.answer.iter().map(|r| r.value.clone()).collect();
    }
    let records = registration.delegation.iter().map(|n| Record::new(&registration.domain, "NS", DELEGATION_TTL, n));
    let told = Told { answer: records.collect(), ..Told::default() };
    remember(sim, &key, "NS", told, DELEGATION_TTL);
    registration.delegation
}

/// What the first of these name servers that is of use says.
fn from_servers(sim: &SimState, name_servers: &[String], name: &str, kind: &str) -> Told {
    let amazon = zones::balancer_addresses(sim, name);
    if !amazon.is_empty() && kind == "A" {
        return Told { answer: amazon.iter().map(|a| Record::new(name, "A", 60, a)).collect(), ..Told::default() };
    }
    for server in name_servers {
        let told = match servers::address(sim, server).and_then(|at| servers::who(sim, at.into())) {
            Some(Who::Aws(server)) => zones::aws(sim, &server, name, kind),
            Some(Who::Registrar(_)) => match registry::covering(sim, name) {
                Some(r) => zones::parked(sim, &r.domain, name, kind),
                None => continue,
            },
            _ => continue,
        };
        if told.code != REFUSED {
            return told;
        }
    }
    Told::code(SERVER_FAILURE)
}

/// What a fresh look through the delegation finds, without anybody's memory: the values of `name`'s records of `kind`, as zone
/// files write them; CNAMEs are not followed. Names are lower case, without a trailing dot, in and out.
pub(in crate::practice) fn find(sim: &SimState, name: &str, kind: &str) -> Vec<String> {
    let name = plain(name);
    let delegation = registry::covering(sim, &name).map(|r| r.delegation).unwrap_or_default();
    let told = from_servers(sim, &delegation, &name, kind);
    told.answer.into_iter().filter(|r| r.name == name && r.kind == kind).map(|r| r.value).collect()
}
