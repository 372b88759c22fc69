//! DNS records, as far as Landfall writes or must put them back.

use std::net::Ipv4Addr;

use crate::engine::ids::ZoneId;
use crate::site::DomainName;

/// What a record answers. Only the kinds Landfall writes or must put back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordValue {
    /// An A record with a TTL in seconds and its addresses, sorted.
    A { ttl: u32, addresses: Vec<Ipv4Addr> },
    /// A CNAME with a TTL in seconds.
    Cname { ttl: u32, target: DomainName },
    /// An alias A record.
    Alias { target: DomainName, target_zone: ZoneId, evaluate_health: bool },
    /// Anything else, shown but never written: the record type and its values as text.
    Other { kind: String, values: Vec<String> },
}

impl RecordValue {
    /// The DNS record type: `A`, `CNAME`, or what [`RecordValue::Other`] holds.
    pub fn kind(&self) -> &str {
        match self {
            Self::A { .. } | Self::Alias { .. } => "A",
            Self::Cname { .. } => "CNAME",
            Self::Other { kind, .. } => kind,
        }
    }

    /// What it answers, on one line.
    pub fn shown(&self) -> String {
        match self {
            Self::A { addresses, .. } => addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            Self::Cname { target, .. } | Self::Alias { target, .. } => target.to_string(),
            Self::Other { values, .. } => values.join(" "),
        }
    }
}

/// One record set in a zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordSet {
    pub name: DomainName,
    pub value: RecordValue,
    /// `true`: weighted, latency, geo or the like: a record we neither overwrite nor delete.
    pub routed: bool,
}

impl RecordSet {
    /// A plain record set (no routing policy).
    pub fn plain(name: DomainName, value: RecordValue) -> Self {
        Self { name, value, routed: false }
    }

    /// Whether it has this one's name and type, whatever it answers: there is one such set at a name, unless it is routed.
    pub fn stands_where(&self, other: &Self) -> bool {
        self.name == other.name && self.value.kind() == other.value.kind()
    }

    /// How a person finds it in the console: `A www.example.com`.
    pub fn label(&self) -> String {
        format!("{} {}", self.value.kind(), self.name)
    }

    /// Whether it leads some of those who ask for this name past an A record there: who comes by IPv6, or asks for the newer kinds first.
    pub fn leads_past(&self, name: &DomainName) -> bool {
        self.name == *name && matches!(self.value.kind(), "AAAA" | "HTTPS" | "SVCB")
    }

    /// Whether it leads to the balancer with this DNS name, directly. The console writes an alias with `dualstack.` before the name.
    pub fn leads_to(&self, dns_name: &DomainName) -> bool {
        let (RecordValue::Alias { target, .. } | RecordValue::Cname { target, .. }) = &self.value else { return false };
        let bare = |name: &DomainName| name.as_str().trim_start_matches("dualstack.").to_owned();
        bare(target) == bare(dns_name)
    }
}
