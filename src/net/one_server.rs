//! One name server, asked about a name.

use std::net::SocketAddr;

use super::reply;
use super::walk::Walk;
use crate::ports::{DnsAnswer, DnsExchange, DnsKind, DnsQuestion};
use crate::site::DomainName;

/// What `server` says of `name`, found by a walk of its own, and at which of its addresses; `Err`: the last trouble with it.
pub(super) async fn ask(
    dns: &dyn DnsExchange,
    roots: &[SocketAddr],
    server: &DomainName,
    name: &DomainName,
    kind: DnsKind,
) -> Result<(SocketAddr, DnsAnswer), String> {
    let mut trouble = "no address".to_owned();
    for at in Walk::new(dns, roots).find(server).await.map_err(|fault| fault.detail)? {
        match ask_at(dns, at, name, kind).await {
            Ok(answer) => return Ok((at, answer)),
            Err(why) => trouble = why,
        }
    }
    Err(trouble)
}

/// The answer of the server at this address, where it is its own word about the name.
pub(super) async fn ask_at(dns: &dyn DnsExchange, at: SocketAddr, name: &DomainName, kind: DnsKind) -> Result<DnsAnswer, String> {
    let question = DnsQuestion { name: name.clone(), kind, recurse: false };
    let answer = dns.ask(at, &question).await.map_err(|fault| fault.detail)?;
    match answer.code {
        reply::NO_ERROR | reply::NX_DOMAIN if answer.authoritative => Ok(answer),
        reply::NO_ERROR | reply::NX_DOMAIN => Err("lame".to_owned()),
        code => Err(reply::code_name(code).into_owned()),
    }
}
