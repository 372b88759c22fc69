//! What DNS tells at its source of a domain's signature, of who may issue for it, and of where its mail goes.

use std::net::SocketAddr;

use super::walk::{Told, Walk};
use crate::engine::fault::Fault;
use crate::engine::op::net::{Asked, Authority, MailSeen, Signer, SignerSeen};
use crate::ports::{DnsData, DnsExchange, DnsKind, DnsRecord};
use crate::site::DomainName;

/// CNAMEs that lead out of a zone are followed so often.
const MOST_ALIASES: usize = 8;

/// The DS records at the parent; where there are any, the keys of the zone at `servers` too.
pub(super) async fn signer(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    domain: &DomainName,
    servers: &[DomainName],
) -> Result<SignerSeen, Fault> {
    let told = Walk::new(dns, roots).at_parent(domain, DnsKind::Ds).await?;
    let own = || told.records.iter().filter(|record| record.name == *domain);
    let signers: Vec<Signer> = own().filter_map(|record| signer_of(&record.data)).collect();
    let ttl = own().map(|record| record.ttl).max().unwrap_or_default();
    let keys = if signers.is_empty() || servers.is_empty() {
        Vec::new()
    } else {
        // Whoever could not be asked is known of no key: what the parent says stands, and is looked at again.
        let told = Walk::new(dns, roots).records_at(domain, servers, domain, DnsKind::Dnskey).await;
        told.map(|told| told.records.iter().filter_map(|record| key_of(&record.data)).collect()).unwrap_or_default()
    };
    Ok(SignerSeen { server: Some(told.server), signers, ttl, keys })
}

fn signer_of(data: &DnsData) -> Option<Signer> {
    match data {
        DnsData::Ds { key_tag, algorithm, digest_type, digest } => {
            Some(Signer { key_tag: *key_tag, algorithm: *algorithm, digest_type: *digest_type, digest: digest.clone() })
        }
        _ => None,
    }
}

fn key_of(data: &DnsData) -> Option<u16> {
    match data {
        DnsData::Dnskey { key_tag } => Some(*key_tag),
        _ => None,
    }
}

/// Each name from `name` up to the first that has CAA records, the top-level domain the last; the root is not asked (RFC 8659, 3).
pub(super) async fn authorities(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    name: &DomainName,
    domain: &DomainName,
    servers: &[DomainName],
) -> Result<Vec<Asked>, Fault> {
    let mut all = Vec::new();
    for at in std::iter::successors(Some(name.clone()), DomainName::parent) {
        let asked = match at.is_within(domain) {
            true if servers.is_empty() => Asked { name: at.clone(), server: None, at, found: Ok(Vec::new()) },
            within => asked(Walk::new(dns, roots), &at, within.then_some((domain, servers))).await?,
        };
        let ends = asked.found != Ok(Vec::new());
        all.push(asked);
        if ends {
            break;
        }
    }
    Ok(all)
}

/// What stands at this name, or at what it is an alias of. The names above an alias's target are not asked (RFC 8659 ended that).
async fn asked(mut walk: Walk<'_>, name: &DomainName, zone: Option<(&DomainName, &[DomainName])>) -> Result<Asked, Fault> {
    let mut at = name.clone();
    let mut server = None;
    for _ in 0..MOST_ALIASES {
        let told = match zone.filter(|(domain, _)| at.is_within(domain)) {
            Some((domain, servers)) => walk.records_at(domain, servers, &at, DnsKind::Caa).await,
            None => walk.records(&at, DnsKind::Caa).await,
        };
        let told = match told {
            Ok(told) => told,
            Err(fault) if walk.has_failed() => return Ok(Asked { name: name.clone(), server, at, found: Err(fault.detail) }),
            Err(fault) => return Err(fault),
        };
        at = end_of(&told, &at);
        let found: Vec<Authority> = told.records.iter().filter(|r| r.name == at).filter_map(authority_of).collect();
        let leads_on = alias_of(&told.records, &at).is_none() && !told.records.is_empty() && found.is_empty();
        server.get_or_insert(told.server);
        if !leads_on {
            return Ok(Asked { name: name.clone(), server, at, found: Ok(found) });
        }
    }
    Ok(Asked { name: name.clone(), server, at, found: Err("CNAME …".to_owned()) })
}

/// The name at the end of the aliases in an answer.
fn end_of(told: &Told, name: &DomainName) -> DomainName {
    let mut at = name.clone();
    for _ in 0..MOST_ALIASES {
        match alias_of(&told.records, &at) {
            Some(target) => at = target,
            None => break,
        }
    }
    at
}

fn alias_of(records: &[DnsRecord], name: &DomainName) -> Option<DomainName> {
    records.iter().filter(|record| record.name == *name).find_map(|record| match &record.data {
        DnsData::Cname(target) => Some(target.clone()),
        _ => None,
    })
}

fn authority_of(record: &DnsRecord) -> Option<Authority> {
    match &record.data {
        DnsData::Caa { critical, tag, value } => Some(Authority { critical: *critical, tag: tag.clone(), value: value.clone() }),
        _ => None,
    }
}

/// The domain's mail exchangers as its zone's servers tell them; without a server that is told, those that the parent names.
pub(super) async fn mail(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    domain: &DomainName,
    servers: &[DomainName],
) -> Result<MailSeen, Fault> {
    let mut walk = Walk::new(dns, roots);
    let told = if servers.is_empty() {
        walk.records(domain, DnsKind::Mx).await?
    } else {
        walk.records_at(domain, servers, domain, DnsKind::Mx).await?
    };
    let exchanger = |record: &DnsRecord| match &record.data {
        DnsData::Mx { preference, exchanger } => Some((*preference, exchanger.clone())),
        _ => None,
    };
    let mut exchangers: Vec<(u16, DomainName)> = told.records.iter().filter_map(exchanger).collect();
    exchangers.sort();
    Ok(MailSeen { server: told.server, exchangers })
}
