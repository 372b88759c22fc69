//! The public internet as a visitor sees it: who the parent says serves the domain, what the zone's servers and the resolver
//! tell, what answers over http and https.
//!
//! [`PublicInternet`] asks through the ports [`DnsExchange`] and [`Probe`]; [`NetworkDns`] and [`probe`] are these two over
//! the real network.

mod address;
mod exchange;
mod hand_over;
mod http;
mod old_records;
mod one_server;
mod over_https;
mod proxy;
mod registration;
mod reply;
mod resolver;
mod roots;
mod signed;
mod source;
mod their_dns;
mod tls;
mod validation;
mod visit;
mod visitor;
mod walk;
mod whois;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

pub use self::exchange::NetworkDns;
pub use self::http::{NetworkProbe, probe};
use self::registration::Registries;
use self::their_dns::Served;
use self::visit::Plan;
use self::visitor::Visitor;
use self::walk::Walk;
pub use self::whois::NetworkWhois;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{AddressSeen, Delegation, HttpAnswer, PortAnswer, RecordSeen, Registered, SignerSeen, TheirDns};
use crate::engine::op::{Fact, NetFact, NetOp};
use crate::ports::{DnsExchange, Internet, NoAnswer, Probe, WebRequest, WhoisExchange};
use crate::sanitize::cleaned;
use crate::site::{DomainName, Standing};

const HTTP: u16 = 80;

/// [`Internet`] above one [`DnsExchange`], one [`Probe`] and one [`WhoisExchange`].
#[derive(Clone)]
pub struct PublicInternet {
    dns: Arc<dyn DnsExchange>,
    probe: Arc<dyn Probe>,
    whois: Option<Arc<dyn WhoisExchange>>,
    roots: Vec<SocketAddr>,
    resolver: Option<SocketAddr>,
}

impl PublicInternet {
    /// The internet below these root servers (none: the public ones), with this resolver (none: the system's). `whois`: `None`: a closed
    /// network, beside which no registry and no public resolver is asked.
    pub fn new(
        dns: Arc<dyn DnsExchange>,
        probe: Arc<dyn Probe>,
        whois: Option<Arc<dyn WhoisExchange>>,
        roots: Vec<SocketAddr>,
        resolver: Option<SocketAddr>,
    ) -> Self {
        let roots = if roots.is_empty() { roots::public() } else { roots };
        Self { dns, probe, whois, roots, resolver }
    }

    fn visitor(&self) -> Visitor<'_> {
        Visitor { dns: self.dns.as_ref(), probe: self.probe.as_ref(), resolver: self.resolver }
    }

    fn registries(&self) -> Option<Registries<'_>> {
        Some(Registries { browser: self.visitor(), whois: self.whois.as_deref()? })
    }

    /// Whether none of the servers that were asked answered, and public resolvers may be asked over HTTPS in their place.
    fn is_shut_off<S, A>(&self, told: &[(S, Result<A, String>)]) -> bool {
        self.whois.is_some() && told.iter().all(|(_, answer)| answer.is_err())
    }

    /// The parent's own word; where the DNS cannot be asked from here, the registry's.
    async fn delegation(&self, domain: &DomainName) -> Result<Delegation, Fault> {
        let told = Walk::new(self.dns.as_ref(), &self.roots).delegation(domain).await;
        let registries = self.registries().filter(|_| domain.standing() == Standing::Registered);
        match (told, registries) {
            (Err(fault), Some(registries)) if fault.code == Code::DnsUnreachable => registries.delegation(domain).await.ok_or(fault),
            (told, _) => told,
        }
    }

    /// The parent's own word; where the DNS cannot be asked from here, what public resolvers tell of it.
    async fn signer(&self, domain: &DomainName, servers: &[DomainName]) -> Result<SignerSeen, Fault> {
        match soon(source::signer(self.dns.as_ref(), &self.roots, domain, servers)).await {
            Err(fault) if self.whois.is_some() => over_https::signer(self.probe.as_ref(), domain, servers).await.ok_or(fault),
            told => told,
        }
    }

    async fn registration(&self, domain: &DomainName) -> Result<Registered, Fault> {
        match self.registries() {
            Some(registries) => registries.look(domain).await,
            None => Ok(Registered::NoSource),
        }
    }

    async fn address(&self, name: &DomainName, servers: &[DomainName]) -> AddressSeen {
        let seen = address::look(self.dns.as_ref(), &self.roots, self.resolver, name, servers).await;
        if servers.is_empty() || !self.is_shut_off(&seen.servers) {
            return seen;
        }
        AddressSeen { over_https: over_https::addresses(self.probe.as_ref(), name).await, ..seen }
    }

    /// Who has the record that proves a name to Amazon. Where port 53 is shut, the world's view of it.
    async fn validation(&self, name: &DomainName, domain: &DomainName, servers: &[DomainName]) -> RecordSeen {
        let seen = validation::look(self.dns.as_ref(), &self.roots, self.resolver, name, domain, servers).await;
        if servers.is_empty() || !self.is_shut_off(&seen.servers) {
            return seen;
        }
        RecordSeen { over_https: over_https::aliases(self.probe.as_ref(), name).await, ..seen }
    }

    /// The zone in which the names of `domain` lie: its own where the parent delegates it, else the one above.
    async fn served(&self, domain: &DomainName) -> Result<Served, Fault> {
        let seen = self.delegation(domain).await?;
        if !seen.name_servers.is_empty() || seen.parent.standing() == Standing::Suffix {
            return Ok(Served { zone: domain.clone(), servers: seen.name_servers });
        }
        let above = self.delegation(&seen.parent).await?;
        Ok(Served { zone: seen.parent, servers: above.name_servers })
    }

    /// Never a fault: who could not be asked is a part of what was seen.
    async fn their_dns(&self, domain: &DomainName, name: &DomainName, target: Option<&DomainName>) -> TheirDns {
        let asked = async {
            let seen = their_dns::look(self.dns.as_ref(), &self.roots, self.served(domain).await?, name).await;
            if !self.is_shut_off(&seen.servers) {
                return Ok(seen);
            }
            Ok(TheirDns { over_https: over_https::answers(self.probe.as_ref(), name).await, ..seen })
        };
        let seen = within(WALK, asked).await;
        let none = |fault: Fault| TheirDns { servers: vec![(domain.to_string(), Err(fault.detail))], ..TheirDns::default() };
        let addresses = match target {
            Some(target) => resolver::addresses(self.dns.as_ref(), self.resolver, target).await.unwrap_or_default(),
            None => Vec::new(),
        };
        TheirDns { target: addresses, ..seen.unwrap_or_else(none) }
    }

    /// One after the other: there are few, and a visit beside them has its own time. That nobody answers is what is hoped for, and no
    /// fault.
    async fn ports(&self, address: Ipv4Addr, host: &DomainName, ports: &[u16]) -> Vec<(u16, PortAnswer)> {
        let mut tried = Vec::new();
        for port in ports {
            let (to, request) = (SocketAddr::from((address, *port)), WebRequest::plain(host.as_str()).at_address());
            let answer = match tokio::time::timeout(TRY, self.probe.exchange(to, &request)).await {
                Ok(Ok(answer)) => PortAnswer::Http(answer.status),
                Ok(Err(NoAnswer::NotHttp(_) | NoAnswer::Tls(_) | NoAnswer::Untrusted(_))) => PortAnswer::Other,
                Ok(Err(NoAnswer::NoConnection(_) | NoAnswer::Late(_))) | Err(_) => PortAnswer::Nobody,
            };
            tried.push((*port, answer));
        }
        tried
    }

    async fn direct(&self, address: Ipv4Addr, host: &DomainName, path: &str) -> Result<HttpAnswer, Fault> {
        let to = SocketAddr::from((address, HTTP));
        let asked = WebRequest { path: path.to_owned(), ..WebRequest::plain(host.as_str()) };
        let answer = self.probe.exchange(to, &asked.at_address()).await.map_err(|no| fault(&no))?;
        let location = answer.headers.get(::http::header::LOCATION).map(|value| cleaned(&String::from_utf8_lossy(value.as_bytes())));
        Ok(HttpAnswer { status: answer.status, location })
    }
}

/// How long what only tells beside is looked at: a network without DNS would have every server of the root waited for.
const BESIDE: Duration = Duration::from_secs(5);

/// The same where everybody is asked, and each who says nothing is waited for.
const ALL: Duration = Duration::from_secs(10);

async fn soon<T>(look: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    within(BESIDE, look).await
}

async fn within<T>(limit: Duration, look: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let late = |_| Err(Fault::retry(Code::DnsUnreachable, format!("> {} s", limit.as_secs())));
    tokio::time::timeout(limit, look).await.unwrap_or_else(late)
}

/// How long the way to a zone's servers and their answers are waited for, before it is begun anew.
const WALK: Duration = Duration::from_secs(20);

/// How long a port is tried: what is shut says nothing at all.
const TRY: Duration = Duration::from_secs(3);

/// Time may mend every one of these.
fn fault(no: &NoAnswer) -> Fault {
    let code = match no {
        NoAnswer::NoConnection(_) | NoAnswer::Late(_) => Code::ProbeUnreachable,
        NoAnswer::Tls(_) | NoAnswer::Untrusted(_) => Code::ProbeTls,
        NoAnswer::NotHttp(_) => Code::ProbeMalformed,
    };
    Fault::retry(code, no.detail())
}

#[async_trait]
impl Internet for PublicInternet {
    async fn perform(&self, op: &NetOp) -> Result<Fact, Fault> {
        let dns = self.dns.as_ref();
        let fact = match op {
            NetOp::Delegation { domain } => NetFact::Delegation(self.delegation(domain).await?),
            NetOp::Registration { domain } => NetFact::Registration(self.registration(domain).await?),
            NetOp::DelegationSigner { domain, servers } => NetFact::Signer(self.signer(domain, servers).await?),
            NetOp::Authorities { name, domain, servers } => {
                NetFact::Authorities(soon(source::authorities(dns, &self.roots, name, domain, servers)).await?)
            }
            NetOp::Mail { domain, servers } => NetFact::Mail(soon(source::mail(dns, &self.roots, domain, servers)).await?),
            NetOp::OldRecords { domain } => NetFact::OldRecords(Box::new(soon(old_records::look(dns, &self.roots, domain)).await?)),
            NetOp::HandOver { domain, servers } => {
                let look = hand_over::Look { dns, roots: &self.roots, resolver: self.resolver, domain };
                NetFact::HandOver(Box::new(within(ALL, look.ask(servers)).await?))
            }
            NetOp::ValidationRecord { name, domain, servers } => NetFact::ValidationRecord(self.validation(name, domain, servers).await),
            NetOp::Address { name, servers } => NetFact::Address(self.address(name, servers).await),
            NetOp::TheirDns { domain, name, target } => NetFact::TheirDns(Box::new(self.their_dns(domain, name, target.as_ref()).await)),
            NetOp::DirectHttp { address, host, path } => NetFact::Http(self.direct(*address, host, path).await?),
            NetOp::TryPorts { address, host, ports } => NetFact::Ports(self.ports(*address, host, ports).await),
            NetOp::Visit { name, names, leading, https_expected, health, ask_admin } => {
                let plan = Plan {
                    name: name.to_string(),
                    names: names.iter().map(ToString::to_string).collect(),
                    leading: leading.iter().map(ToString::to_string).collect(),
                    https_expected: *https_expected,
                    health: health.clone(),
                    ask_admin: if *ask_admin { visitor::csrf_token() } else { None },
                };
                NetFact::Visit(Box::new(self.visitor().visit(&plan).await?))
            }
        };
        Ok(Fact::Net(fact))
    }
}

#[cfg(test)]
mod lab;
#[cfg(test)]
mod source_tests;
#[cfg(test)]
mod tests;
