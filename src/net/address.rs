//! A name's addresses as each of the zone's servers and the resolver tell them.

use std::net::{Ipv4Addr, SocketAddr};

use futures::future::{join, join_all};

use super::reply;
use super::resolver;
use super::walk::Walk;
use crate::engine::op::net::AddressSeen;
use crate::ports::{DnsExchange, DnsKind, DnsQuestion};
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

/// What this one name server says, found by a walk of its own; `Err`: the last trouble with it.
async fn reported_by(dns: &dyn DnsExchange, roots: &[SocketAddr], server: &DomainName, name: &DomainName) -> Result<Vec<Ipv4Addr>, String> {
    let question = DnsQuestion { name: name.clone(), kind: DnsKind::A, recurse: false };
    let mut trouble = "no address".to_owned();
    for at in Walk::new(dns, roots).find(server).await.map_err(|fault| fault.detail)? {
        match dns.ask(at, &question).await {
            Ok(answer) if !matches!(answer.code, reply::NO_ERROR | reply::NX_DOMAIN) => {
                trouble = reply::code_name(answer.code).into_owned();
            }
            Ok(answer) if !answer.authoritative => trouble = "lame".to_owned(),
            Ok(answer) => return Ok(reply::addresses(&answer)),
            Err(fault) => trouble = fault.detail,
        }
    }
    Err(trouble)
}
