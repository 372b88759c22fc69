//! The record that proves a name to Amazon, as each of the zone's servers and then the resolvers tell it.

use std::net::SocketAddr;

use futures::future::join_all;

use super::walk::Walk;
use super::{reply, resolver};
use crate::engine::op::net::RecordSeen;
use crate::ports::{DnsExchange, DnsKind, DnsQuestion};
use crate::site::DomainName;

/// Asks each of `servers`, side by side. The resolver is asked once every one that answered has the record: what a resolver is told too
/// early it remembers for 15 minutes (the negative TTL of a zone of Route 53), and Amazon's may be asked in the same way.
pub(super) async fn look(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    configured: Option<SocketAddr>,
    name: &DomainName,
    domain: &DomainName,
    servers: &[DomainName],
) -> RecordSeen {
    let ask = |server: DomainName| async move { (server.clone(), reported_by(dns, roots, &server, name).await) };
    let servers = join_all(servers.iter().cloned().map(ask)).await;
    let answered = || servers.iter().filter_map(|(_, told)| told.as_ref().ok());
    let all_have_it = answered().next().is_some() && answered().all(Option::is_some);
    let resolver = if all_have_it { Some(resolver::alias(dns, configured, name).await.map_err(|fault| fault.detail)) } else { None };
    let first = servers.iter().find(|(_, told)| *told == Ok(None)).map(|(server, _)| server.clone());
    let doubled = match (first, DomainName::from_wire(&format!("{name}.{domain}"))) {
        (Some(server), Ok(twice)) => reported_by(dns, roots, &server, &twice).await.ok().flatten().map(|_| twice),
        _ => None,
    };
    RecordSeen { servers, resolver, over_https: Vec::new(), doubled }
}

/// What this one name server says; `Err`: the last trouble with it.
async fn reported_by(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    server: &DomainName,
    name: &DomainName,
) -> Result<Option<DomainName>, String> {
    let question = DnsQuestion { name: name.clone(), kind: DnsKind::Cname, recurse: false };
    let mut trouble = "no address".to_owned();
    for at in Walk::new(dns, roots).find(server).await.map_err(|fault| fault.detail)? {
        match dns.ask(at, &question).await {
            Ok(answer) if !matches!(answer.code, reply::NO_ERROR | reply::NX_DOMAIN) => {
                trouble = reply::code_name(answer.code).into_owned();
            }
            Ok(answer) if !answer.authoritative => trouble = "lame".to_owned(),
            Ok(answer) => return Ok(reply::alias(&answer, name)),
            Err(fault) => trouble = fault.detail,
        }
    }
    Err(trouble)
}
