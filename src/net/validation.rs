//! The record that proves a name to Amazon, as each of the zone's servers and then the resolvers tell it.

use std::net::SocketAddr;

use futures::future::join_all;

use super::{one_server, reply, resolver};
use crate::engine::op::net::RecordSeen;
use crate::ports::{DnsExchange, DnsKind};
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

/// Where the name's CNAME leads, as this one name server says.
async fn reported_by(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    server: &DomainName,
    name: &DomainName,
) -> Result<Option<DomainName>, String> {
    one_server::ask(dns, roots, server, name, DnsKind::Cname).await.map(|(_, answer)| reply::alias(&answer, name))
}
