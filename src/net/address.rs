//! A name's addresses as each of the zone's servers and the resolver tell them.

use std::net::{Ipv4Addr, SocketAddr};

use futures::future::{join, join_all};

use super::{one_server, reply, resolver};
use crate::engine::op::net::AddressSeen;
use crate::ports::{DnsExchange, DnsKind};
use crate::site::DomainName;

/// Asks each of `servers` and the resolver for the addresses of `name`, all side by side.
pub(super) async fn look(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    configured: Option<SocketAddr>,
    name: &DomainName,
    servers: &[DomainName],
) -> AddressSeen {
    let each = join_all(servers.iter().map(|server| async move { (server.clone(), reported_by(dns, roots, server, name).await) }));
    let (servers, resolver) = join(each, resolver::addresses(dns, configured, name)).await;
    AddressSeen { servers, resolver: resolver.map_err(|fault| fault.detail), over_https: Vec::new() }
}

async fn reported_by(dns: &dyn DnsExchange, roots: &[SocketAddr], server: &DomainName, name: &DomainName) -> Result<Vec<Ipv4Addr>, String> {
    one_server::ask(dns, roots, server, name, DnsKind::A).await.map(|(_, answer)| reply::addresses(&answer))
}
