//! One question to one server: the root, a registry, a name server, or the resolver.

use std::net::IpAddr;

use super::records::{NO_ERROR, NO_SUCH_NAME, REFUSED, plain, within};
use super::registry::DELEGATION_TTL;
use super::servers::Who;
use super::{registry, resolver, servers, zones};
use crate::practice::state::Scene;
use crate::practice::state::internet::{Record, Registration, Told};

/// What the server at this address says; `None`: nobody listens there.
pub(in crate::practice) fn ask(scene: &mut Scene, address: IpAddr, name: &str, kind: &str) -> Option<Told> {
    let name = plain(name);
    Some(match servers::who(scene, address)? {
        Who::Root => root(&name),
        Who::Registry => registry(scene, &name, kind),
        Who::AwsHosts => host(scene, &name, kind),
        Who::Aws(server) => zones::aws(scene, &server, &name, kind),
        Who::Registrar(server) => registrar(scene, &server, &name, kind),
        Who::Resolver => resolver::resolve(scene, &name, kind),
    })
}

/// Everything below a top-level domain is that registry's to tell.
fn root(name: &str) -> Told {
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

fn referral(ns: Record, server: &str) -> Told {
    let glue = Record::new(server, "A", DELEGATION_TTL, servers::REGISTRY);
    Told { authority: vec![ns], additional: vec![glue], ..Told::default() }
}

fn registry(scene: &Scene, name: &str, kind: &str) -> Told {
    let top = name.rsplit('.').next().unwrap_or_default();
    if registry_name(top) == name && kind == "A" {
        return own(Record::new(name, "A", DELEGATION_TTL, servers::REGISTRY));
    }
    if (name == top || registry::is_second_level(name)) && kind == "NS" {
        return own(Record::new(name, "NS", DELEGATION_TTL, registry_name(top)));
    }
    if let Some(zone) = servers::aws_host_zone(name) {
        return delegated(scene, zone, &[format!("g-ns-1.{zone}")]);
    }
    if let Some(zone) = registrar_zone(scene, name) {
        let inside: Vec<String> = scene.internet.registrar.iter().filter(|n| within(n, &zone)).cloned().collect();
        return delegated(scene, &zone, &inside);
    }
    match registry::covering(scene, name) {
        Some(Registration { domain, delegation, .. }) if !delegation.is_empty() => delegated(scene, &domain, &delegation),
        _ => Told { code: NO_SUCH_NAME, authoritative: true, ..Told::default() },
    }
}

fn own(record: Record) -> Told {
    Told { code: NO_ERROR, authoritative: true, answer: vec![record], ..Told::default() }
}

/// A referral to these name servers, with the addresses of those that have one.
fn delegated(scene: &Scene, zone: &str, name_servers: &[String]) -> Told {
    let authority = name_servers.iter().map(|n| Record::new(zone, "NS", DELEGATION_TTL, n)).collect();
    let address = |n: &String| host_address(scene, n).map(|a| Record::new(n, "A", DELEGATION_TTL, a));
    Told { authority, additional: name_servers.iter().filter_map(address).collect(), ..Told::default() }
}

fn host_address(scene: &Scene, name: &str) -> Option<std::net::Ipv4Addr> {
    let keeper = name.starts_with("g-ns-") && servers::aws_host_zone(name).is_some();
    if keeper { Some(servers::AWS_HOSTS) } else { servers::address(scene, name) }
}

/// The registrar's own domain, when the name is one of its name servers.
fn registrar_zone(scene: &Scene, name: &str) -> Option<String> {
    scene.internet.registrar.iter().find(|n| *n == name)?;
    name.split_once('.').map(|(_, zone)| zone.to_owned())
}

/// The addresses of AWS's name servers.
fn host(scene: &Scene, name: &str, kind: &str) -> Told {
    match host_address(scene, name) {
        Some(address) if kind == "A" => own(Record::new(name, "A", DELEGATION_TTL, address)),
        Some(_) => Told { code: NO_ERROR, authoritative: true, ..Told::default() },
        None => Told { code: NO_SUCH_NAME, authoritative: true, ..Told::default() },
    }
}

/// The registrar serves its own names, and the domains that its form still gives to it.
fn registrar(scene: &Scene, server: &str, name: &str, kind: &str) -> Told {
    if let (Some(address), "A") = (servers::address(scene, name), kind) {
        return own(Record::new(name, "A", DELEGATION_TTL, address));
    }
    match registry::covering(scene, name) {
        Some(r) if r.form.iter().any(|n| n == server) || r.delegation.iter().any(|n| n == server) => {
            zones::parked(scene, &r.domain, name, kind)
        }
        _ => Told::code(REFUSED),
    }
}
