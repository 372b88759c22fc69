//! The walk from the root servers down, without a resolver: what each zone's own servers say, not what someone remembers.

use std::net::SocketAddr;

use futures::future::BoxFuture;

use super::reply::{self, Reading};
use super::roots;
use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{Delegation, ToldBy};
use crate::ports::{DnsAnswer, DnsExchange, DnsKind, DnsQuestion, DnsRecord};
use crate::site::DomainName;

/// The most questions that one walk asks, its side walks for name servers' addresses included.
const MOST_QUESTIONS: u32 = 64;
/// So many servers one after the other that do not answer, and the rest is not tried: where port 53 is shut, each would be waited for.
const MOST_SILENT: u32 = 4;
/// How deep side walks nest: a name server whose own name servers must be found first, and so on.
const DEEPEST: u8 = 4;

/// One walk. It never asks more than [`MOST_QUESTIONS`], however the zones it meets point at each other.
pub(super) struct Walk<'a> {
    dns: &'a dyn DnsExchange,
    roots: &'a [SocketAddr],
    questions_left: u32,
    silent_in_a_row: u32,
    failing: bool,
}

/// What the servers of a zone tell.
pub(super) struct Told {
    /// Who answered.
    pub server: DomainName,
    pub records: Vec<DnsRecord>,
}

/// Every server of the zone above a domain, and where each answers.
pub(super) struct Above {
    pub zone: DomainName,
    pub servers: Vec<(DomainName, Vec<SocketAddr>)>,
}

/// A zone and its servers, as the zone above told them.
struct Zone {
    name: DomainName,
    servers: Vec<Server>,
}

/// A name server; without addresses when the zone above gave no glue that may be believed.
struct Server {
    name: DomainName,
    addresses: Vec<SocketAddr>,
}

/// A useful answer, and who gave it.
struct Met {
    server: DomainName,
    at: SocketAddr,
    answer: DnsAnswer,
    /// The zone cut below which the name lies, when the answer is a referral.
    cut: Option<DomainName>,
}

impl<'a> Walk<'a> {
    /// A walk from these root servers; every server met is asked on the port of the root that the way there began at.
    pub fn new(dns: &'a dyn DnsExchange, roots: &'a [SocketAddr]) -> Self {
        Self { dns, roots, questions_left: MOST_QUESTIONS, silent_in_a_row: 0, failing: false }
    }

    /// Asks the parent zone's own servers for the delegation of `domain`. Every name above `domain` is asked for on the
    /// way, so that the parent is known even where one server serves it and the zones above it.
    ///
    /// # Errors
    /// [`Code::DnsUnreachable`] (retry) when all servers of a zone on the way are silent or of no use, with what each did.
    pub async fn delegation(&mut self, domain: &DomainName) -> Result<Delegation, Fault> {
        let (parent, met) = self.parent(domain).await?;
        let name_servers = reply::name_servers(&met.answer, domain);
        Ok(Delegation { parent: parent.name, server: met.server, told_by: ToldBy::Parent, name_servers })
    }

    /// Asks the parent zone's own servers for what stands there of `domain` itself (its DS records). A referral: they know nothing of that.
    ///
    /// # Errors
    /// As [`Walk::delegation`].
    pub async fn at_parent(&mut self, domain: &DomainName, kind: DnsKind) -> Result<Told, Fault> {
        let (parent, _) = self.parent(domain).await?;
        let met = self.ask_zone(&parent, &question(domain, kind), 0).await?;
        let records = if met.cut.is_some() { Vec::new() } else { met.answer.answer };
        Ok(Told { server: met.server, records })
    }

    /// Every server of the zone above `domain`, with its addresses.
    ///
    /// # Errors
    /// As [`Walk::delegation`].
    pub async fn servers_above(&mut self, domain: &DomainName) -> Result<Above, Fault> {
        let (parent, _) = self.parent(domain).await?;
        let mut servers = Vec::new();
        for Server { name, addresses } in parent.servers {
            let addresses = if addresses.is_empty() { self.find(&name).await.unwrap_or_default() } else { addresses };
            servers.push((name, addresses));
        }
        Ok(Above { zone: parent.name, servers })
    }

    /// Asks for these records where they stand: at the servers of the zone in which `name` lies, from the root down.
    ///
    /// # Errors
    /// As [`Walk::delegation`].
    pub async fn records(&mut self, name: &DomainName, kind: DnsKind) -> Result<Told, Fault> {
        let root = self.root();
        self.records_below(root, name, kind).await
    }

    /// The same where the servers of `zone`, in which the name lies, are known.
    ///
    /// # Errors
    /// As [`Walk::delegation`].
    pub async fn records_at(&mut self, zone: &DomainName, servers: &[DomainName], name: &DomainName, kind: DnsKind) -> Result<Told, Fault> {
        let servers = servers.iter().map(|name| Server { name: name.clone(), addresses: Vec::new() }).collect();
        self.records_below(Zone { name: zone.clone(), servers }, name, kind).await
    }

    async fn records_below(&mut self, mut zone: Zone, name: &DomainName, kind: DnsKind) -> Result<Told, Fault> {
        loop {
            let met = self.ask_zone(&zone, &question(name, kind), 0).await?;
            match met.cut.as_ref().and_then(|cut| met.zone_of(cut, &zone.name)) {
                Some(below) => zone = below,
                None => return Ok(Told { server: met.server, records: met.answer.answer }),
            }
        }
    }

    /// Whether some server answered that it fails (SERVFAIL), since this was asked last.
    pub fn has_failed(&mut self) -> bool {
        std::mem::take(&mut self.failing)
    }

    /// The zone above `domain`, and what its servers answer when asked for the domain's name servers.
    async fn parent(&mut self, domain: &DomainName) -> Result<(Zone, Met), Fault> {
        let mut zone = self.root();
        for ancestor in ancestors(domain) {
            let (parent, met) = self.settle(zone, &ancestor).await?;
            zone = met.zone_of(&ancestor, &parent.name).unwrap_or(parent);
        }
        self.settle(zone, domain).await
    }

    /// The addresses of the server `name`, as the zone that holds it tells them, or as glue on the way there; with the port.
    /// Empty: it has none.
    ///
    /// # Errors
    /// As [`Walk::delegation`].
    pub async fn find(&mut self, name: &DomainName) -> Result<Vec<SocketAddr>, Fault> {
        self.find_at(name, 0).await
    }

    fn root(&self) -> Zone {
        let server = |root: &SocketAddr| Server { name: roots::name_of(*root), addresses: vec![*root] };
        Zone { name: DomainName::root(), servers: self.roots.iter().map(server).collect() }
    }

    /// Asks for the name servers of `name`, from `zone` down to the zone that holds its delegation.
    async fn settle(&mut self, mut zone: Zone, name: &DomainName) -> Result<(Zone, Met), Fault> {
        loop {
            let met = self.ask_zone(&zone, &question(name, DnsKind::Ns), 0).await?;
            match met.cut.as_ref().filter(|cut| *cut != name).and_then(|cut| met.zone_of(cut, &zone.name)) {
                Some(below) => zone = below,
                None => return Ok((zone, met)),
            }
        }
    }

    fn find_at<'b>(&'b mut self, name: &'b DomainName, depth: u8) -> BoxFuture<'b, Result<Vec<SocketAddr>, Fault>> {
        Box::pin(async move {
            if depth > DEEPEST {
                return Err(Fault::retry(Code::DnsUnreachable, format!("{name}: name servers nest too deeply")));
            }
            let mut zone = self.root();
            loop {
                let met = self.ask_zone(&zone, &question(name, DnsKind::A), depth).await?;
                let found = met.addresses_of(name, &zone.name);
                match met.cut.as_ref().filter(|_| found.is_empty()).and_then(|cut| met.zone_of(cut, &zone.name)) {
                    Some(below) => zone = below,
                    None => return Ok(found),
                }
            }
        })
    }

    /// Asks the zone's servers one after the other until one is useful; those with a known address first.
    async fn ask_zone(&mut self, zone: &Zone, question: &DnsQuestion, depth: u8) -> Result<Met, Fault> {
        let mut troubles = Vec::new();
        let (known, unknown): (Vec<&Server>, Vec<&Server>) = zone.servers.iter().partition(|s| !s.addresses.is_empty());
        for server in known {
            for at in &server.addresses {
                if self.silent_in_a_row == MOST_SILENT {
                    return Err(Fault::retry(Code::DnsUnreachable, format!("{}: {}", zone.name, troubles.join("; "))));
                }
                match self.ask(&zone.name, &server.name, *at, question).await? {
                    Ok(met) => return Ok(met),
                    Err(trouble) => troubles.push(trouble),
                }
            }
        }
        for server in unknown {
            match self.ask_unknown(&zone.name, &server.name, question, depth).await? {
                Ok(met) => return Ok(met),
                Err(trouble) => troubles.push(trouble),
            }
        }
        Err(Fault::retry(Code::DnsUnreachable, format!("{}: {}", zone.name, troubles.join("; "))))
    }

    /// Asks a server whose address must be found first.
    async fn ask_unknown(
        &mut self,
        zone: &DomainName,
        server: &DomainName,
        question: &DnsQuestion,
        depth: u8,
    ) -> Result<Result<Met, String>, Fault> {
        let addresses = match self.find_at(server, depth + 1).await {
            Ok(addresses) => addresses,
            Err(fault) => return Ok(Err(format!("{server}: {}", fault.detail))),
        };
        let mut trouble = format!("{server}: no address");
        for at in addresses {
            match self.ask(zone, server, at, question).await? {
                Ok(met) => return Ok(Ok(met)),
                Err(t) => trouble = t,
            }
        }
        Ok(Err(trouble))
    }

    /// Asks one server. The inner error is its own trouble; the outer one ends the walk.
    async fn ask(
        &mut self,
        zone: &DomainName,
        server: &DomainName,
        at: SocketAddr,
        question: &DnsQuestion,
    ) -> Result<Result<Met, String>, Fault> {
        let trouble = |what: &str| Ok(Err(format!("{server} ({}): {what}", at.ip())));
        let Some(left) = self.questions_left.checked_sub(1) else {
            return Err(Fault::retry(Code::DnsUnreachable, format!("{}: no end after {MOST_QUESTIONS} questions", question.name)));
        };
        self.questions_left = left;
        let answer = match self.dns.ask(at, question).await {
            Ok(answer) => answer,
            Err(fault) => {
                self.silent_in_a_row += 1;
                return trouble(&fault.detail);
            }
        };
        self.silent_in_a_row = 0;
        self.failing |= answer.code == reply::SERVER_FAILURE;
        let cut = match reply::read(&answer, &question.name, zone) {
            Reading::Useless(why) => return trouble(&why),
            Reading::Referral(cut) => Some(cut),
            Reading::Final => None,
        };
        Ok(Ok(Met { server: server.clone(), at, answer, cut }))
    }
}

impl Met {
    /// The zone `cut` as this answer of a server of `above` tells it; `None` when it names no servers.
    fn zone_of(&self, cut: &DomainName, above: &DomainName) -> Option<Zone> {
        let names = reply::name_servers(&self.answer, cut);
        let servers: Vec<Server> = names.into_iter().map(|name| Server { addresses: self.glue_of(&name, above), name }).collect();
        (!servers.is_empty()).then(|| Zone { name: cut.clone(), servers })
    }

    /// The addresses of `name`: the zone's own word, or the glue in a referral.
    fn addresses_of(&self, name: &DomainName, zone: &DomainName) -> Vec<SocketAddr> {
        if self.cut.is_some() {
            return self.glue_of(name, zone);
        }
        reply::addresses(&self.answer).into_iter().map(|a| SocketAddr::from((a, self.at.port()))).collect()
    }

    fn glue_of(&self, name: &DomainName, zone: &DomainName) -> Vec<SocketAddr> {
        reply::glue(&self.answer, name, zone).into_iter().map(|a| SocketAddr::from((a, self.at.port()))).collect()
    }
}

/// The names above `domain`, the top-level domain first.
fn ancestors(domain: &DomainName) -> Vec<DomainName> {
    let mut all: Vec<DomainName> = std::iter::successors(domain.parent(), DomainName::parent).collect();
    all.reverse();
    all
}

fn question(name: &DomainName, kind: DnsKind) -> DnsQuestion {
    DnsQuestion { name: name.clone(), kind, recurse: false }
}
