//! One question to one server: the root, a registry, a name server, or the resolver.

use std::net::IpAddr;

use super::records::{NO_ERROR, NO_SUCH_NAME, REFUSED, plain, within};
use super::registry::{DELEGATION_TTL, SIGNER_TTL};
use super::servers::Who;
use super::{registry, resolver, servers, zones};
use crate::practice::state::SimState;
use crate::practice::state::internet::{DnsReply, Record, Registration};

/// What the server at this address answers; `None`: nobody listens there.
pub(in crate::practice) fn ask(sim: &mut SimState, address: IpAddr, name: &str, kind: &str) -> Option<DnsReply> {
    let name = plain(name);
    let who = servers::who(sim, address).filter(|who| *who == Who::Resolver || !sim.internet.port_53_shut)?;
    Some(match who {
        Who::Root => root(&name),
        Who::Registry => registry(sim, &name, kind),
        Who::AwsHosts => host(sim, &name, kind),
        Who::Aws(server) => zones::aws(sim, &server, &name, kind),
        Who::Registrar(server) => registrar(sim, &server, &name, kind),
        Who::Resolver => resolver::resolve(sim, &name, kind),
    })
}

/// Everything below a top-level domain is that registry's to answer.
fn root(name: &str) -> DnsReply {
    let top = name.rsplit('.').next().unwrap_or_default();
    let server = registry_name(top);
    referral(Record::new(top, "NS", DELEGATION_TTL, &server), &server)
}

fn registry_name(top: &str) -> String {
    match top {
        "com" | "net" => "a.gtld-servers.net".to_owned(),
        _ => format!("a.nic.{top}"),
    }
}

fn referral(ns: Record, server: &str) -> DnsReply {
    let glue = Record::new(server, "A", DELEGATION_TTL, servers::REGISTRY);
    DnsReply { authority: vec![ns], additional: vec![glue], ..DnsReply::default() }
}

fn registry(sim: &SimState, name: &str, kind: &str) -> DnsReply {
    let top = name.rsplit('.').next().unwrap_or_default();
    if registry_name(top) == name && kind == "A" {
        return own(Record::new(name, "A", DELEGATION_TTL, servers::REGISTRY));
    }
    if (name == top || registry::is_second_level(name)) && kind == "NS" {
        return own(Record::new(name, "NS", DELEGATION_TTL, registry_name(top)));
    }
    if let ("DS", Some(Registration { domain, signers, .. })) = (kind, registry::covering(sim, name))
        && domain == name
    {
        return signature(&domain, top, &signers);
    }
    if let Some(zone) = servers::aws_host_zone(name) {
        return delegated(sim, zone, &[format!("g-ns-1.{zone}")]);
    }
    if let Some(zone) = registrar_zone(sim, name) {
        let inside: Vec<String> = sim.internet.registrar.iter().filter(|n| within(n, &zone)).cloned().collect();
        return delegated(sim, &zone, &inside);
    }
    match registry::bought(sim, name) {
        Some(Registration { domain, delegation, .. }) if !delegation.is_empty() && !registry::is_held(sim) => {
            delegated(sim, &domain, &delegation)
        }
        _ => DnsReply { code: NO_SUCH_NAME, authoritative: true, ..DnsReply::default() },
    }
}

/// The parent alone tells of a domain's signature.
fn signature(domain: &str, top: &str, signers: &[String]) -> DnsReply {
    let answer: Vec<Record> = signers.iter().map(|signer| Record::new(domain, "DS", SIGNER_TTL, signer)).collect();
    let authority = if answer.is_empty() { vec![Record::new(top, "SOA", SIGNER_TTL, "registry")] } else { Vec::new() };
    DnsReply { code: NO_ERROR, authoritative: true, answer, authority, additional: Vec::new() }
}

fn own(record: Record) -> DnsReply {
    DnsReply { code: NO_ERROR, authoritative: true, answer: vec![record], ..DnsReply::default() }
}

/// A referral to these name servers, with the addresses of those that have one.
fn delegated(sim: &SimState, zone: &str, name_servers: &[String]) -> DnsReply {
    let authority = name_servers.iter().map(|n| Record::new(zone, "NS", DELEGATION_TTL, n)).collect();
    let address = |n: &String| host_address(sim, n).map(|a| Record::new(n, "A", DELEGATION_TTL, a));
    DnsReply { authority, additional: name_servers.iter().filter_map(address).collect(), ..DnsReply::default() }
}

fn host_address(sim: &SimState, name: &str) -> Option<std::net::Ipv4Addr> {
    let keeper = name.starts_with("g-ns-") && servers::aws_host_zone(name).is_some();
    if keeper { Some(servers::AWS_HOSTS) } else { servers::address(sim, name) }
}

/// The registrar's own domain, when the name is one of its name servers.
fn registrar_zone(sim: &SimState, name: &str) -> Option<String> {
    sim.internet.registrar.iter().find(|n| *n == name)?;
    name.split_once('.').map(|(_, zone)| zone.to_owned())
}

/// The addresses of AWS's name servers.
fn host(sim: &SimState, name: &str, kind: &str) -> DnsReply {
    match host_address(sim, name) {
        Some(address) if kind == "A" => own(Record::new(name, "A", DELEGATION_TTL, address)),
        Some(_) => DnsReply { code: NO_ERROR, authoritative: true, ..DnsReply::default() },
        None => DnsReply { code: NO_SUCH_NAME, authoritative: true, ..DnsReply::default() },
    }
}

/// The registrar serves its own names, and the domains that its form still gives to it.
fn registrar(sim: &SimState, server: &str, name: &str, kind: &str) -> DnsReply {
    if let (Some(address), "A") = (servers::address(sim, name), kind) {
        return own(Record::new(name, "A", DELEGATION_TTL, address));
    }
    let Some(bought) = registry::bought(sim, name) else { return DnsReply::code(REFUSED) };
    if !bought.form.iter().chain(&bought.delegation).any(|n| n == server) {
        return DnsReply::code(REFUSED);
    }
    let handed_over =
        |part: &Registration| part.domain != bought.domain && !part.delegation.iter().any(|n| sim.internet.registrar.contains(n));
    match registry::covering(sim, name).filter(handed_over) {
        Some(part) => delegated(sim, &part.domain, &part.delegation),
        None => zones::parked(sim, &bought.domain, name, kind),
    }
}
