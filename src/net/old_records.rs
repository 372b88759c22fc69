//! What stands at the name servers that the parent names now. DNS cannot be listed, only asked about: so the usual names are asked.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::SocketAddr;

use futures::StreamExt;
use futures::stream;

use super::reply;
use super::walk::Walk;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{Authority, OldRecord, OldRecords};
use crate::ports::{DnsData, DnsExchange, DnsKind, DnsQuestion, DnsRecord};
use crate::site::DomainName;

/// How many questions are under way at once: one server is asked them all, and some answer no more than a few a moment.
const AT_ONCE: usize = 16;

/// Names below a domain that are in use more often than others.
const HOSTS: [&str; 24] = [
    "www",
    "mail",
    "webmail",
    "smtp",
    "imap",
    "pop",
    "pop3",
    "mx",
    "ftp",
    "blog",
    "shop",
    "store",
    "api",
    "dev",
    "test",
    "staging",
    "admin",
    "m",
    "app",
    "cdn",
    "static",
    "autodiscover",
    "autoconfig",
    "vpn",
];

/// Under these selectors the usual mail services put their DKIM keys.
const SELECTORS: [&str; 16] = [
    "google",
    "selector1",
    "selector2",
    "default",
    "k1",
    "k2",
    "k3",
    "s1",
    "s2",
    "mail",
    "dkim",
    "zoho",
    "zmail",
    "mandrill",
    "smtpapi",
    "protonmail",
];

/// What the servers that the parent names answer about the usual names.
///
/// # Errors
/// [`Code::DnsUnreachable`] (retry) where the parent told nothing, or none of these servers answers for the domain.
pub(super) async fn look(dns: &dyn DnsExchange, roots: &[SocketAddr], domain: &DomainName) -> Result<OldRecords, Fault> {
    let name_servers = Walk::new(dns, roots).delegation(domain).await?.name_servers;
    if name_servers.is_empty() {
        return Ok(OldRecords::default());
    }
    let (server, at) = one_that_answers(dns, roots, domain, &name_servers).await?;
    let nobody_s = format!("lf-{:016x}", RandomState::new().build_hasher().finish());
    let Some(nobody_s) = below(domain, &nobody_s) else { return Err(Fault::internal(domain.as_str())) };
    let catch_all = catch_all(dns, at, &nobody_s).await?;
    let questions = questions(domain);
    let count = questions.len();
    let asked = stream::iter(questions).map(|(name, kind)| async move {
        let answer = ask(dns, at, &name, kind).await;
        (name, answer)
    });
    let answers: Vec<(DomainName, Result<Vec<OldRecord>, Fault>)> = asked.buffered(AT_ONCE).collect().await;
    let mut seen = OldRecords { name_servers, server: Some(server), catch_all, ..OldRecords::default() };
    for (name, answer) in answers {
        match answer {
            Ok(found) => seen.records.extend(found.into_iter().filter(|record| !is_caught(&seen.catch_all, record, domain))),
            Err(_) => seen.unanswered.push(name),
        }
    }
    seen.answered = count - seen.unanswered.len();
    seen.unanswered.dedup();
    Ok(seen)
}

/// The first of these servers, and where, that says it serves the domain.
async fn one_that_answers(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    domain: &DomainName,
    servers: &[DomainName],
) -> Result<(DomainName, SocketAddr), Fault> {
    let mut troubles = Vec::new();
    for server in servers {
        let addresses = match Walk::new(dns, roots).find(server).await {
            Ok(addresses) => addresses,
            Err(fault) => {
                troubles.push(fault.detail);
                continue;
            }
        };
        for at in addresses {
            match dns.ask(at, &question(domain, DnsKind::Soa)).await {
                Ok(answer) if answer.authoritative && answer.code == reply::NO_ERROR => return Ok((server.clone(), at)),
                Ok(answer) => troubles.push(format!("{server}: {}", reply::code_name(answer.code))),
                Err(fault) => troubles.push(format!("{server}: {}", fault.detail)),
            }
        }
    }
    Err(Fault::retry(Code::DnsUnreachable, troubles.join("; ")))
}

/// What is answered for a name that nobody has: what a wildcard makes of every name.
async fn catch_all(dns: &dyn DnsExchange, at: SocketAddr, nobody_s: &DomainName) -> Result<Vec<OldRecord>, Fault> {
    let mut all = ask(dns, at, nobody_s, DnsKind::A).await?;
    for kind in [DnsKind::Txt, DnsKind::Mx] {
        all.extend(ask(dns, at, nobody_s, kind).await?.into_iter().filter(|record| record.kind != "CNAME"));
    }
    let star = nobody_s.parent().and_then(|domain| below(&domain, "*"));
    Ok(all.into_iter().map(|record| OldRecord { name: star.clone().unwrap_or(record.name), ..record }).collect())
}

/// Whether a record is no more than what every name is answered with. The domain's own records are told for themselves.
fn is_caught(catch_all: &[OldRecord], record: &OldRecord, domain: &DomainName) -> bool {
    record.name != *domain && catch_all.iter().any(|all| all.kind == record.kind && all.value == record.value)
}

fn questions(domain: &DomainName) -> Vec<(DomainName, DnsKind)> {
    let own = [DnsKind::A, DnsKind::Aaaa, DnsKind::Mx, DnsKind::Txt, DnsKind::Caa].map(|kind| (Some(domain.clone()), kind));
    let hosts = HOSTS.iter().map(|host| (below(domain, host), DnsKind::A));
    let v6 = std::iter::once((below(domain, "www"), DnsKind::Aaaa));
    let keys = SELECTORS.iter().map(|selector| (below(domain, &format!("{selector}._domainkey")), DnsKind::Txt));
    let texts = ["_dmarc", "_acme-challenge"].iter().map(|label| (below(domain, label), DnsKind::Txt));
    own.into_iter().chain(hosts).chain(v6).chain(texts).chain(keys).filter_map(|(name, kind)| Some((name?, kind))).collect()
}

/// `None`: such a name would be too long.
fn below(domain: &DomainName, label: &str) -> Option<DomainName> {
    DomainName::from_wire(&format!("{label}.{domain}")).ok()
}

/// The records of this name and kind, or the alias that stands in their place.
async fn ask(dns: &dyn DnsExchange, at: SocketAddr, name: &DomainName, kind: DnsKind) -> Result<Vec<OldRecord>, Fault> {
    let answer = dns.ask(at, &question(name, kind)).await?;
    if !matches!(answer.code, reply::NO_ERROR | reply::NX_DOMAIN) {
        return Err(Fault::retry(Code::DnsUnreachable, reply::code_name(answer.code)));
    }
    let own = answer.answer.iter().filter(|record| record.name == *name);
    Ok(own.filter_map(|record| old(record, name)).collect())
}

fn question(name: &DomainName, kind: DnsKind) -> DnsQuestion {
    DnsQuestion { name: name.clone(), kind, recurse: false }
}

fn old(record: &DnsRecord, name: &DomainName) -> Option<OldRecord> {
    let (kind, value) = match &record.data {
        DnsData::A(address) => ("A", address.to_string()),
        DnsData::Aaaa(address) => ("AAAA", address.to_string()),
        DnsData::Cname(target) => ("CNAME", target.to_string()),
        DnsData::Mx { preference, exchanger } => ("MX", format!("{preference} {exchanger}")),
        DnsData::Txt(text) => ("TXT", format!("\"{text}\"")),
        DnsData::Caa { critical, tag, value } => {
            let written = Authority { critical: *critical, tag: tag.clone(), value: value.clone() }.to_string();
            ("CAA", written.trim_start_matches("CAA ").to_owned())
        }
        DnsData::Ns(_) | DnsData::Soa | DnsData::Ds { .. } | DnsData::Dnskey { .. } | DnsData::Other => return None,
    };
    Some(OldRecord { name: name.clone(), kind, value })
}
