//! How far a domain's hand-over has come: every server of the parent, every name server that is named, and the resolver are asked.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use futures::future::{join, join_all};

use super::reply::{self, Reading};
use super::resolver;
use super::walk::{Above, Walk};
use crate::engine::fault::Fault;
use crate::engine::op::net::{HandOverSeen, Remembered, Serves, ServesCode};
use crate::ports::{DnsExchange, DnsKind, DnsQuestion};
use crate::site::DomainName;

/// Who is asked, and below which roots.
pub(super) struct Look<'a> {
    pub dns: &'a dyn DnsExchange,
    pub roots: &'a [SocketAddr],
    pub resolver: Option<SocketAddr>,
    pub domain: &'a DomainName,
}

impl Look<'_> {
    /// All of them side by side. `servers`: the name servers to ask about; those that the parent names are asked about too.
    ///
    /// # Errors
    /// As [`Walk::delegation`], where the parent's servers are not found.
    pub(super) async fn ask(&self, servers: &[DomainName]) -> Result<HandOverSeen, Fault> {
        let above = Walk::new(self.dns, self.roots).servers_above(self.domain).await?;
        let (told, resolver) = join(self.told(&above, servers), resolver::name_servers(self.dns, self.resolver, self.domain)).await;
        let resolver = resolver.map(|(name_servers, ttl)| Remembered { name_servers, ttl });
        Ok(HandOverSeen { resolver, ..told })
    }

    /// What the parent's servers say, and then those that they name.
    async fn told(&self, above: &Above, servers: &[DomainName]) -> HandOverSeen {
        let parents = join_all(above.servers.iter().map(|(name, at)| async { (name.clone(), self.parent(&above.zone, at).await) })).await;
        let named = parents.iter().filter_map(|(_, named)| named.as_ref().ok()).flatten();
        let asked: BTreeSet<&DomainName> = servers.iter().chain(named).collect();
        let servers = join_all(asked.into_iter().map(|server| async move { (server.clone(), self.serves(server).await) })).await;
        HandOverSeen { parents, servers, resolver: None }
    }

    /// What this server of the parent names; at the first of its addresses that is of use.
    async fn parent(&self, zone: &DomainName, at: &[SocketAddr]) -> Result<Vec<DomainName>, String> {
        let mut trouble = "no address".to_owned();
        for at in at {
            match self.dns.ask(*at, &self.question(DnsKind::Ns)).await {
                Ok(answer) => match reply::read(&answer, self.domain, zone) {
                    Reading::Useless(why) => trouble = why.into_owned(),
                    Reading::Referral(_) | Reading::Final => return Ok(reply::name_servers(&answer, self.domain)),
                },
                Err(fault) => trouble = fault.detail,
            }
        }
        Err(trouble)
    }

    async fn serves(&self, server: &DomainName) -> Serves {
        let told = |answer, detail: String| Serves { answer, detail };
        let addresses = match Walk::new(self.dns, self.roots).find(server).await {
            Ok(addresses) => addresses,
            Err(fault) => return told(ServesCode::Silent, fault.detail),
        };
        let mut worst = told(ServesCode::NoAddress, String::new());
        for at in addresses {
            worst = match self.dns.ask(at, &self.question(DnsKind::Soa)).await {
                Ok(answer) if answer.authoritative && answer.code == reply::NO_ERROR => return told(ServesCode::Serves, String::new()),
                Ok(answer) if answer.code == reply::NO_ERROR => told(ServesCode::Refuses, "lame".to_owned()),
                Ok(answer) => told(ServesCode::Refuses, reply::code_name(answer.code).into_owned()),
                Err(fault) => told(ServesCode::Silent, fault.detail),
            };
        }
        worst
    }

    fn question(&self, kind: DnsKind) -> DnsQuestion {
        DnsQuestion { name: self.domain.clone(), kind, recurse: false }
    }
}
