//! DNS records as text, as zone files write them, and the port's types made of them.

use crate::ports::{DnsAnswer, DnsData, DnsKind, DnsRecord};
use crate::practice::state::internet::{DnsReply, Record};
use crate::site::DomainName;

pub(super) const NO_ERROR: u16 = 0;
pub(super) const SERVER_FAILURE: u16 = 2;
pub(super) const NO_SUCH_NAME: u16 = 3;
pub(super) const REFUSED: u16 = 5;

impl Record {
    /// A record from `NAME TYPE TTL VALUE`.
    pub fn read(line: &str) -> Option<Self> {
        let mut fields = line.splitn(4, ' ');
        let (name, kind, ttl, value) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?, fields.next()?);
        Some(Self::new(&plain(name), kind, ttl, value))
    }

    fn to_port(&self) -> Option<DnsRecord> {
        let data = match self.kind.as_str() {
            "A" => DnsData::A(self.value.parse().ok()?),
            "NS" => DnsData::Ns(wire(&self.value)?),
            "CNAME" => DnsData::Cname(wire(&self.value)?),
            "SOA" => DnsData::Soa,
            "AAAA" => DnsData::Aaaa(self.value.parse().ok()?),
            "MX" => mx(&self.value)?,
            "TXT" => DnsData::Txt(self.value.replace("\" \"", "").trim_matches('"').to_owned()),
            "CAA" => caa(&self.value)?,
            "DS" => ds(&self.value)?,
            _ => DnsData::Other,
        };
        Some(DnsRecord { name: wire(&self.name)?, ttl: self.ttl, data })
    }
}

impl DnsReply {
    /// As the port has it.
    pub fn answer(&self) -> DnsAnswer {
        let section = |records: &[Record]| records.iter().filter_map(Record::to_port).collect();
        DnsAnswer {
            code: self.code,
            authoritative: self.authoritative,
            answer: section(&self.answer),
            authority: section(&self.authority),
            additional: section(&self.additional),
        }
    }
}

/// `10 mail.example.com`; the root is written as a dot.
fn mx(value: &str) -> Option<DnsData> {
    let (preference, exchanger) = value.split_once(' ')?;
    Some(DnsData::Mx { preference: preference.parse().ok()?, exchanger: wire(exchanger)? })
}

/// `0 issue "amazon.com"`.
fn caa(value: &str) -> Option<DnsData> {
    let mut fields = value.splitn(3, ' ');
    let (flags, tag, value) = (fields.next()?.parse::<u8>().ok()?, fields.next()?, fields.next()?);
    Some(DnsData::Caa { critical: flags & 128 != 0, tag: tag.to_owned(), value: value.trim_matches('"').to_owned() })
}

/// `12345 13 2 ABCD`.
fn ds(value: &str) -> Option<DnsData> {
    let mut fields = value.split(' ');
    let (key_tag, algorithm, digest_type) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(DnsData::Ds { key_tag, algorithm, digest_type, digest: fields.next()?.to_owned() })
}

fn wire(name: &str) -> Option<DomainName> {
    DomainName::from_wire(name).ok()
}

/// How zone files write a kind.
pub(in crate::practice) fn kind(kind: DnsKind) -> &'static str {
    match kind {
        DnsKind::A => "A",
        DnsKind::Ns => "NS",
        DnsKind::Soa => "SOA",
        DnsKind::Cname => "CNAME",
        DnsKind::Aaaa => "AAAA",
        DnsKind::Mx => "MX",
        DnsKind::Txt => "TXT",
        DnsKind::Caa => "CAA",
        DnsKind::Ds => "DS",
        DnsKind::Dnskey => "DNSKEY",
    }
}

/// Whether `name` is `zone` or lies below it; everything lies below the root, which is empty.
pub(super) fn within(name: &str, zone: &str) -> bool {
    zone.is_empty() || name == zone || name.strip_suffix(zone).is_some_and(|rest| rest.ends_with('.'))
}

/// A name without its trailing dot, in lower case.
pub(in crate::practice) fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lies_within_itself_and_those_above_it_and_not_beside_it() {
        for (name, zone, expected) in [
            ("www.a.com", "a.com", true),
            ("a.com", "a.com", true),
            ("ba.com", "a.com", false),
            ("com", "a.com", false),
            ("a.com", "", true),
        ] {
            assert_eq!(within(name, zone), expected, "{name} {zone}");
        }
    }
}
