//! The public internet as a visitor sees it: who the parent says serves the domain, what the zone's servers and the resolver
//! tell, what answers over http and https.
//!
//! [`PublicInternet`] asks through the ports [`DnsExchange`] and [`Probe`]; [`NetworkDns`] and [`probe`] are these two over
//! the real network.

mod address;
mod exchange;
mod http;
mod reply;
mod resolver;
mod roots;
mod tls;
mod walk;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;

pub use self::exchange::NetworkDns;
pub use self::http::{NetworkProbe, probe};
use self::walk::Walk;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{HttpAnswer, HttpsAnswer};
use crate::engine::op::{Fact, NetFact, NetOp};
use crate::ports::{DnsExchange, Internet, Probe};
use crate::site::DomainName;

const HTTP: u16 = 80;
const HTTPS: u16 = 443;

/// [`Internet`] above one [`DnsExchange`] and one [`Probe`].
#[derive(Clone)]
pub struct PublicInternet {
    dns: Arc<dyn DnsExchange>,
    probe: Arc<dyn Probe>,
    roots: Vec<SocketAddr>,
    resolver: Option<SocketAddr>,
}

impl PublicInternet {
    /// The internet below these root servers (none: the public ones), with this resolver (none: the system's).
    pub fn new(dns: Arc<dyn DnsExchange>, probe: Arc<dyn Probe>, roots: Vec<SocketAddr>, resolver: Option<SocketAddr>) -> Self {
        let roots = if roots.is_empty() { roots::public() } else { roots };
        Self { dns, probe, roots, resolver }
    }

    /// The addresses behind a name, as the resolver tells them; none is a fault that time may mend.
    async fn resolve(&self, name: &DomainName, port: u16) -> Result<Vec<SocketAddr>, Fault> {
        let found = resolver::addresses(self.dns.as_ref(), self.resolver, name).await?;
        if found.is_empty() {
            return Err(Fault::retry(Code::ProbeUnreachable, format!("{name}: no address")));
        }
        Ok(found.into_iter().map(|a| SocketAddr::from((a, port))).collect())
    }

    async fn http(&self, name: &DomainName) -> Result<HttpAnswer, Fault> {
        let mut last = Fault::retry(Code::ProbeUnreachable, name.as_str());
        for to in self.resolve(name, HTTP).await? {
            match self.probe.http(to, name.as_str()).await {
                Err(fault) if fault.code == Code::ProbeUnreachable => last = fault,
                answered => return answered,
            }
        }
        Err(last)
    }

    async fn https(&self, name: &DomainName) -> Result<HttpsAnswer, Fault> {
        let mut last = Fault::retry(Code::ProbeUnreachable, name.as_str());
        for to in self.resolve(name, HTTPS).await? {
            match self.probe.https(to, name).await {
                Err(fault) if fault.code == Code::ProbeUnreachable => last = fault,
                answered => return answered,
            }
        }
        Err(last)
    }

    async fn direct(&self, address: Ipv4Addr, host: &DomainName) -> Result<HttpAnswer, Fault> {
        self.probe.http(SocketAddr::from((address, HTTP)), host.as_str()).await
    }
}

#[async_trait]
impl Internet for PublicInternet {
    async fn perform(&self, op: &NetOp) -> Result<Fact, Fault> {
        let dns = self.dns.as_ref();
        let fact = match op {
            NetOp::Delegation { domain } => NetFact::Delegation(Walk::new(dns, &self.roots).delegation(domain).await?),
            NetOp::Address { name, servers } => NetFact::Address(address::look(dns, &self.roots, self.resolver, name, servers).await),
            NetOp::DirectHttp { address, host } => NetFact::Http(self.direct(*address, host).await?),
            NetOp::Https { name } => NetFact::Https(self.https(name).await?),
            NetOp::Http { name } => NetFact::Http(self.http(name).await?),
        };
        Ok(Fact::Net(fact))
    }
}

#[cfg(test)]
mod lab;
#[cfg(test)]
mod tests;
