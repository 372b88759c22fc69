//! The model's public internet: who the parent names, what names answer, and what a visitor gets.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use landfall::engine::fault::{Code, Fault};
use landfall::engine::hop::HopCode;
use landfall::engine::ids::{TargetGroupArn, ZoneId};
use landfall::engine::op::cloud::{CertificateState, TargetHealth};
use landfall::engine::op::net::{
    AddressSeen, Asked, Authority, Cause, CertificateFault, Delegation, HandOverSeen, HttpAnswer, MailSeen, OldRecords, PortAnswer, Proof,
    RecordSeen, Registered, Serves, ServesCode, SignerSeen, TheirAnswer, TheirDns, ToldBy, Verdict, Visit, Why,
};
use landfall::engine::op::{Fact, NetFact, NetOp};
use landfall::engine::record_set::RecordValue;
use landfall::engine::slot::Scheme;
use landfall::site::DomainName;

use crate::aws::{Balancer, Zone, name, world_rule};
use crate::world::World;

#[derive(Debug, Clone)]
pub struct Internet {
    /// The name servers that the parent names.
    pub parent: Vec<DomainName>,
    /// What the old name servers answer for the site's name.
    pub old_addresses: Vec<Ipv4Addr>,
    /// The CNAMEs that the person made at these servers.
    pub theirs: BTreeMap<DomainName, DomainName>,
    /// The site tells browsers to come by https alone.
    pub hsts: bool,
    /// ACM meets a CAA record that keeps Amazon from issuing. When we look it is not there.
    pub caa_forbids: bool,
    /// Such a record stands, whoever looks.
    pub caa_stands: bool,
}

/// The name servers at the registrar before us.
pub fn old_name_servers() -> Vec<DomainName> {
    vec![name("ns1.registrar.example"), name("ns2.registrar.example")]
}

impl Internet {
    pub fn before() -> Self {
        Self {
            parent: old_name_servers(),
            old_addresses: vec![[203, 0, 113, 5].into()],
            theirs: BTreeMap::new(),
            hsts: false,
            caa_forbids: false,
            caa_stands: false,
        }
    }
}

impl World {
    pub fn look_from_outside(&mut self, op: &NetOp) -> Result<Fact, Fault> {
        Ok(Fact::Net(match op {
            NetOp::Delegation { .. } => NetFact::Delegation(self.delegation()),
            NetOp::Registration { .. } => NetFact::Registration(Registered::NoSource),
            NetOp::DelegationSigner { .. } => NetFact::Signer(SignerSeen::default()),
            NetOp::Authorities { name, .. } => NetFact::Authorities(vec![self.authorities(name)]),
            NetOp::Mail { .. } => NetFact::Mail(MailSeen { server: name("ns.test"), exchangers: vec![(10, name("mx.mail.example"))] }),
            NetOp::ValidationRecord { name, servers, .. } => NetFact::ValidationRecord(self.validation(name, servers)),
            NetOp::OldRecords { .. } => NetFact::OldRecords(Box::new(self.old_records())),
            NetOp::HandOver { servers, .. } => NetFact::HandOver(Box::new(self.hand_over(servers))),
            NetOp::Address { name, servers } => NetFact::Address(self.address(name, servers)),
            NetOp::TheirDns { domain, name, target } => NetFact::TheirDns(Box::new(self.their_dns(domain, name, target.as_ref()))),
            NetOp::DirectHttp { address, host, .. } => NetFact::Http(self.at_the_server(*address, host)?),
            NetOp::TryPorts { address, host, ports } => NetFact::Ports(self.ports(*address, host, ports)),
            NetOp::Visit { name, leading, https_expected, ask_admin, .. } => {
                let mut seen = self.visit(name, *https_expected, *ask_admin);
                seen.proofs.extend(leading.iter().map(|from| self.leads_on(from, name)));
                NetFact::Visit(Box::new(seen))
            }
        }))
    }

    /// What the domain has of CAA records: one that names another authority, where one stands.
    fn authorities(&self, of: &DomainName) -> Asked {
        let other = || Authority { critical: false, tag: "issue".to_owned(), value: "letsencrypt.org".to_owned() };
        let found = self.internet.caa_stands.then(other).into_iter().collect();
        Asked { name: of.clone(), server: Some(name("ns.test")), at: self.site.domain.clone(), found: Ok(found) }
    }

    /// Who has the CNAME: the servers of the zone in which it stands, and the resolver once the parent names them.
    fn validation(&self, asked: &DomainName, servers: &[DomainName]) -> RecordSeen {
        let target = |zone: &Zone| {
            zone.sets.iter().filter(|set| set.name == *asked).find_map(|set| match &set.value {
                RecordValue::Cname { target, .. } => Some(target.clone()),
                _ => None,
            })
        };
        let serving = |server: &DomainName| self.aws.zones.values().find(|z| z.name == self.site.domain && z.name_servers.contains(server));
        let told = |server: &DomainName| serving(server).map(target).ok_or("REFUSED".to_owned());
        let resolver = self.delegated_zone().and_then(|id| self.aws.zones.get(id)).and_then(target);
        let servers: Vec<_> = servers.iter().map(|server| (server.clone(), told(server))).collect();
        RecordSeen { servers, resolver: Some(Ok(resolver)), over_https: vec![], doubled: None }
    }

    /// Nothing but the name servers themselves.
    fn old_records(&self) -> OldRecords {
        let name_servers = self.internet.parent.clone();
        OldRecords { server: name_servers.first().cloned(), name_servers, answered: 1, ..OldRecords::default() }
    }

    /// The parent's one server, and everybody serves.
    fn hand_over(&self, servers: &[DomainName]) -> HandOverSeen {
        let Delegation { server, name_servers, .. } = self.delegation();
        let serves = Serves { answer: ServesCode::Serves, detail: String::new() };
        let servers = servers.iter().map(|server| (server.clone(), serves.clone())).collect();
        HandOverSeen { parents: vec![(server, Ok(name_servers))], servers, resolver: None }
    }

    fn delegation(&self) -> Delegation {
        let mut name_servers = self.internet.parent.clone();
        name_servers.sort();
        Delegation { parent: name("com"), server: name("a.gtld-servers.net"), told_by: ToldBy::Parent, name_servers }
    }

    fn address(&self, asked: &DomainName, servers: &[DomainName]) -> AddressSeen {
        let serving =
            |server: &DomainName| self.aws.zones.iter().find(|(_, z)| z.name == self.site.domain && z.name_servers.contains(server));
        let told = |server: &DomainName| serving(server).map(|(id, _)| self.addresses_in(id, asked)).ok_or("REFUSED".to_owned());
        AddressSeen {
            servers: servers.iter().map(|s| (s.clone(), told(s))).collect(),
            resolver: Ok(self.resolved(asked)),
            over_https: vec![],
        }
    }

    /// What the old name servers answer.
    fn their_dns(&self, domain: &DomainName, asked: &DomainName, target: Option<&DomainName>) -> TheirDns {
        let stands = || match self.internet.theirs.get(asked) {
            Some(target) => TheirAnswer::Cname(target.clone()),
            None if *asked == self.site.fqdn() => TheirAnswer::Addresses(self.internet.old_addresses.clone(), Vec::new()),
            None => TheirAnswer::Nothing,
        };
        let servers = self.internet.parent.iter().map(|server| (server.to_string(), Ok(stands()))).collect();
        let target = target.and_then(|target| self.balancer_called(target)).map(|b| b.addresses.clone()).unwrap_or_default();
        TheirDns { zone: Some(domain.clone()), servers, target, ..TheirDns::default() }
    }

    /// What this zone's servers answer.
    pub fn addresses_in(&self, zone: &ZoneId, asked: &DomainName) -> Vec<Ipv4Addr> {
        let sets = self.aws.zones.get(zone).map(|z| z.sets.as_slice()).unwrap_or_default();
        sets.iter().filter(|s| s.name == *asked).flat_map(|s| self.addresses_of(&s.value)).collect()
    }

    fn addresses_of(&self, value: &RecordValue) -> Vec<Ipv4Addr> {
        match value {
            RecordValue::A { addresses, .. } => addresses.clone(),
            RecordValue::Alias { target, .. } => self.balancer_called(target).map(|b| b.addresses.clone()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn balancer_called(&self, dns_name: &DomainName) -> Option<&Balancer> {
        self.aws.balancers.values().find(|b| b.dns_name == *dns_name)
    }

    /// What a visitor's resolver answers: the zone that the parent names, or the old servers.
    fn resolved(&self, asked: &DomainName) -> Vec<Ipv4Addr> {
        let Some(id) = self.delegated_zone() else { return self.resolved_there(asked) };
        let remembered = |z: &Zone| z.remembered.get(asked).filter(|(_, until)| *until > self.now).map(|(a, _)| a.clone());
        self.aws.zones.get(id).and_then(remembered).unwrap_or_else(|| self.addresses_in(id, asked))
    }

    fn resolved_there(&self, asked: &DomainName) -> Vec<Ipv4Addr> {
        match self.internet.theirs.get(asked) {
            Some(target) => self.balancer_called(target).map(|b| b.addresses.clone()).unwrap_or_default(),
            None => self.internet.old_addresses.clone(),
        }
    }

    fn at_the_server(&self, address: Ipv4Addr, host: &DomainName) -> Result<HttpAnswer, Fault> {
        let reached = self.aws.instance.public_address == Some(address) && self.aws.server_lets_in(&world_rule("0.0.0.0/0"));
        if !reached || !self.aws.runs() {
            return Err(Fault::retry(Code::ProbeUnreachable, "timed out"));
        }
        Ok(HttpAnswer { status: self.server.http_status(host.as_str(), self.now), location: None })
    }

    fn ports(&self, address: Ipv4Addr, host: &DomainName, ports: &[u16]) -> Vec<(u16, PortAnswer)> {
        let at = |port: u16| match self.at_the_server(address, host) {
            Ok(answer) if port == 80 => PortAnswer::Http(answer.status),
            Ok(_) | Err(_) => PortAnswer::Nobody,
        };
        ports.iter().map(|port| (*port, at(*port))).collect()
    }

    fn balancer_behind(&self, asked: &DomainName, door: Scheme) -> Result<&Balancer, Fault> {
        let addresses = self.resolved(asked);
        let found = self.aws.balancers.values().find(|b| addresses.first().is_some_and(|a| b.addresses.contains(a)));
        let open = |b: &&Balancer| self.aws.balancer_lets_in(b, door) && b.listeners.iter().any(|l| l.door == door);
        found.filter(open).ok_or_else(|| Fault::retry(Code::ProbeUnreachable, "timed out"))
    }

    /// What a visitor sees: the balancer, or the server itself.
    fn visit(&self, asked: &DomainName, https_expected: bool, ask_admin: bool) -> Visit {
        let page = self.secure(asked);
        let certificate = match &page {
            Err(Cause::Certificate { .. }) | Ok(()) => verdict(page.clone()),
            Err(_) => Verdict::NotLookedAt(Why::Broken),
        };
        let https = match &page {
            Err(Cause::Certificate { .. }) => Verdict::NotLookedAt(Why::Broken),
            _ => verdict(page.clone()),
        };
        let shown = if page.is_ok() { Verdict::Good } else { Verdict::NotLookedAt(Why::Broken) };
        let http = match self.plain(asked, https_expected) {
            Err(Cause::NoAnswer { .. }) if !https_expected => Verdict::NotLookedAt(Why::NotExpected),
            way => verdict(way.and(page)),
        };
        let forms = if ask_admin { Verdict::Good } else { Verdict::NotLookedAt(Why::NotAsked) };
        let proof = |code, verdict, required| Proof { code, verdict, required, evidence: asked.to_string() };
        let proofs = vec![
            proof(HopCode::Certificate, certificate, true),
            proof(HopCode::Https, https, true),
            proof(HopCode::Page, shown, true),
            proof(HopCode::Http, http, https_expected),
            proof(HopCode::Forms, forms, false),
        ];
        Visit { http: vec![], https: vec![], hsts: self.internet.hsts.then(|| "max-age=60".to_owned()), page: None, proofs }
    }

    /// The way from another name of the site.
    fn leads_on(&self, from: &DomainName, to: &DomainName) -> Proof {
        let way = self.leads(from, to);
        Proof { code: HopCode::LeadsOn, verdict: verdict(way), required: true, evidence: from.to_string() }
    }

    fn leads(&self, from: &DomainName, to: &DomainName) -> Result<(), Cause> {
        let balancer = self.balancer_behind(from, Scheme::Https).map_err(|fault| nobody(&fault.detail))?;
        self.shown(balancer, from)?;
        let rules = balancer.listeners.iter().flat_map(|l| &l.redirects);
        let led = rules.filter(|rule| rule.hosts == [from.to_string()]).any(|rule| rule.to.as_ref() == Some(to));
        if led { Ok(()) } else { Err(Cause::StaysAtName { url: format!("https://{from}/"), status: 200 }) }
    }

    fn plain(&self, asked: &DomainName, https_expected: bool) -> Result<(), Cause> {
        if self.balancer_behind(asked, Scheme::Http).is_ok() {
            return Ok(());
        }
        let url = format!("http://{asked}/");
        let address = self.resolved(asked).first().copied().ok_or_else(|| nobody("no address"))?;
        let answer = self.at_the_server(address, asked).map_err(|fault| nobody(&fault.detail))?;
        if https_expected { Err(Cause::StaysHttp { url, status: answer.status }) } else { Ok(()) }
    }

    pub fn secure(&self, asked: &DomainName) -> Result<(), Cause> {
        let balancer = self.balancer_behind(asked, Scheme::Https).map_err(|fault| nobody(&fault.detail))?;
        let target_group = self.shown(balancer, asked)?;
        let healthy = self.health_of(target_group, &self.aws.instance.id) == TargetHealth::Healthy;
        let status = if healthy { self.server.http_status(asked.as_str(), self.now) } else { 503 };
        let (url, server) = (format!("https://{asked}/"), None);
        match status {
            400..=499 => Err(Cause::ClientError { url, status, server }),
            500..=599 => Err(Cause::ServerError { url, status, server }),
            _fine => Ok(()),
        }
    }

    /// The certificate that is shown is one for this name; behind it stands this target group.
    fn shown<'a>(&self, balancer: &'a Balancer, asked: &DomainName) -> Result<&'a TargetGroupArn, Cause> {
        let forward = balancer.listeners.iter().find_map(|l| l.forward.as_ref());
        let (target_group, arn) = forward.ok_or_else(|| nobody("handshake"))?;
        let certificate = self.aws.certificates.get(arn).filter(|c| c.state() == CertificateState::Issued);
        let certificate = certificate.ok_or_else(|| nobody("handshake"))?;
        let covers = certificate.names.iter().any(|n| n.parse::<landfall::site::CertificateName>().is_ok_and(|n| n.covers(asked)));
        if !covers {
            let fault = CertificateFault::NameMismatch { names: certificate.names.clone() };
            return Err(Cause::Certificate { host: asked.to_string(), fault });
        }
        Ok(target_group)
    }
}

fn verdict(found: Result<(), Cause>) -> Verdict {
    found.map_or_else(Verdict::Bad, |()| Verdict::Good)
}

fn nobody(why: &str) -> Cause {
    Cause::NoAnswer { url: String::new(), why: why.to_owned() }
}
