//! A DNS in memory for the tests: servers with zones, answering as an authoritative server does.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Mutex;

use async_trait::async_trait;

use crate::engine::fault::{Code, Fault};
use crate::ports::{DnsAnswer, DnsData, DnsExchange, DnsKind, DnsQuestion, DnsRecord};
use crate::site::DomainName;

/// The port that every server of the lab is asked on.
pub(super) const PORT: u16 = 5300;

pub(super) fn name(text: &str) -> DomainName {
    DomainName::from_wire(text).unwrap()
}

pub(super) fn at(address: &str) -> SocketAddr {
    SocketAddr::new(address.parse().unwrap(), PORT)
}

/// A record from `owner TYPE data`.
fn record(line: &str) -> DnsRecord {
    let words: Vec<&str> = line.split_whitespace().collect();
    let data = match words[1] {
        "A" => DnsData::A(words[2].parse().unwrap()),
        "NS" => DnsData::Ns(name(words[2])),
        "CNAME" => DnsData::Cname(name(words[2])),
        "SOA" => DnsData::Soa,
        "AAAA" => DnsData::Aaaa(words[2].parse().unwrap()),
        "MX" => DnsData::Mx { preference: words[2].parse().unwrap(), exchanger: name(words[3]) },
        "TXT" => DnsData::Txt(words[2..].join(" ")),
        "CAA" => DnsData::Caa { critical: words[2] != "0", tag: words[3].to_owned(), value: words[4].to_owned() },
        "DS" => DnsData::Ds {
            key_tag: words[2].parse().unwrap(),
            algorithm: words[3].parse().unwrap(),
            digest_type: words[4].parse().unwrap(),
            digest: words[5].to_owned(),
        },
        "DNSKEY" => DnsData::Dnskey { key_tag: words[2].parse().unwrap() },
        other => panic!("no record type: {other}"),
    };
    DnsRecord { name: name(words[0]), ttl: 5, data }
}

struct Zone {
    apex: DomainName,
    records: Vec<DnsRecord>,
}

#[derive(Default)]
pub(super) struct Lab {
    zones: HashMap<IpAddr, Vec<Zone>>,
    /// Servers that give this answer, whatever is asked.
    stubborn: HashMap<IpAddr, DnsAnswer>,
    asked: Mutex<Vec<(SocketAddr, DnsQuestion)>>,
}

impl Lab {
    /// `server` serves `apex` with these records. A server without any zone does not answer.
    pub fn zone(mut self, server: &str, apex: &str, records: &[&str]) -> Self {
        let mut records: Vec<DnsRecord> = records.iter().map(|line| record(line)).collect();
        records.push(DnsRecord { name: name(apex), ttl: 5, data: DnsData::Soa });
        self.zones.entry(server.parse().unwrap()).or_default().push(Zone { apex: name(apex), records });
        self
    }

    /// `server` gives this answer to everything, without authority.
    pub fn stubborn(mut self, server: &str, code: u16, answer: &[&str], authority: &[&str]) -> Self {
        let section = |lines: &[&str]| lines.iter().map(|line| record(line)).collect();
        let answer = DnsAnswer { code, answer: section(answer), authority: section(authority), ..DnsAnswer::default() };
        self.stubborn.insert(server.parse().unwrap(), answer);
        self
    }

    /// Every question so far, as `address name kind`.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(to, q)| format!("{} {} {:?}", to.ip(), q.name, q.kind)).collect()
    }

    /// Whether each question went out with this RD bit and to the lab's port.
    pub fn all_asked_with(&self, recurse: bool) -> bool {
        self.asked.lock().unwrap().iter().all(|(to, q)| q.recurse == recurse && to.port() == PORT)
    }

    fn answer(&self, server: IpAddr, question: &DnsQuestion) -> Option<DnsAnswer> {
        if let Some(answer) = self.stubborn.get(&server) {
            return Some(answer.clone());
        }
        let zones = self.zones.get(&server)?;
        let serving = zones.iter().filter(|z| question.name.is_within(&z.apex));
        let mut answer = match serving.max_by_key(|z| if z.apex == DomainName::root() { 0 } else { z.apex.as_str().len() }) {
            Some(zone) => zone.answer(question),
            None => return Some(DnsAnswer { code: 5, ..DnsAnswer::default() }),
        };
        answer.additional = glue(zones, &answer);
        Some(answer)
    }
}

#[async_trait]
impl DnsExchange for Lab {
    async fn ask(&self, server: SocketAddr, question: &DnsQuestion) -> Result<DnsAnswer, Fault> {
        self.asked.lock().unwrap().push((server, question.clone()));
        self.answer(server.ip(), question).ok_or_else(|| Fault::retry(Code::DnsUnreachable, "request timed out"))
    }
}

impl Zone {
    fn answer(&self, question: &DnsQuestion) -> DnsAnswer {
        let cut = |r: &&DnsRecord| matches!(r.data, DnsData::Ns(_)) && r.name != self.apex && question.name.is_within(&r.name);
        let referral: Vec<DnsRecord> = self.records.iter().filter(cut).cloned().collect();
        // DS stands above the cut (RFC 4035, 3.1.4.1).
        let above = question.kind == DnsKind::Ds && referral.iter().any(|r| r.name == question.name);
        if !referral.is_empty() && !above {
            return DnsAnswer { authority: referral, ..DnsAnswer::default() };
        }
        let answer = self.chain(question);
        let exists = self.records.iter().any(|r| r.name.is_within(&question.name));
        let authority = if answer.is_empty() { vec![self.soa()] } else { Vec::new() };
        DnsAnswer { code: if exists { 0 } else { 3 }, authoritative: true, answer, authority, additional: Vec::new() }
    }

    /// The records asked for, or the alias and what it leads to in this zone.
    fn chain(&self, question: &DnsQuestion) -> Vec<DnsRecord> {
        let own = self.records.iter().filter(|r| r.name == question.name);
        let mut found: Vec<DnsRecord> = own.filter(|r| kind(&r.data) == Some(question.kind)).cloned().collect();
        let alias = self.records.iter().find(|r| r.name == question.name && matches!(r.data, DnsData::Cname(_)));
        if let (true, Some(DnsRecord { data: DnsData::Cname(target), .. })) = (found.is_empty(), alias) {
            found.extend(alias.cloned());
            found.extend(self.chain(&DnsQuestion { name: target.clone(), ..question.clone() }));
        }
        found
    }

    fn soa(&self) -> DnsRecord {
        DnsRecord { name: self.apex.clone(), ttl: 5, data: DnsData::Soa }
    }
}

fn kind(data: &DnsData) -> Option<DnsKind> {
    match data {
        DnsData::A(_) => Some(DnsKind::A),
        DnsData::Ns(_) => Some(DnsKind::Ns),
        DnsData::Cname(_) => Some(DnsKind::Cname),
        DnsData::Soa => Some(DnsKind::Soa),
        DnsData::Aaaa(_) => Some(DnsKind::Aaaa),
        DnsData::Mx { .. } => Some(DnsKind::Mx),
        DnsData::Txt(_) => Some(DnsKind::Txt),
        DnsData::Caa { .. } => Some(DnsKind::Caa),
        DnsData::Ds { .. } => Some(DnsKind::Ds),
        DnsData::Dnskey { .. } => Some(DnsKind::Dnskey),
        DnsData::Other => None,
    }
}

/// The addresses that a server holds of the name servers in its answer.
fn glue(zones: &[Zone], answer: &DnsAnswer) -> Vec<DnsRecord> {
    let named = answer.answer.iter().chain(&answer.authority).filter_map(|r| match &r.data {
        DnsData::Ns(server) => Some(server),
        _ => None,
    });
    let all = || zones.iter().flat_map(|z| &z.records);
    named.flat_map(|server| all().filter(move |r| r.name == *server && matches!(r.data, DnsData::A(_)))).cloned().collect()
}
