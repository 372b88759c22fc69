//! What stands on the internet, and what its resolver remembers.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::engine::time::Timestamp;

/// What the rest of the world knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Internet {
    pub registrations: Vec<Registration>,
    /// The registrar's own name servers: every domain is bought with these.
    pub registrar: Vec<String>,
    /// What these answer for everything else than the records that somebody made there.
    pub parked_at: Ipv4Addr,
    /// What the registry says of every domain that was bought, by EPP's names as RDAP writes them.
    #[serde(default)]
    pub statuses: Vec<String>,
    /// From the person's computer only the resolver of their network is reached on port 53.
    #[serde(default)]
    pub port_53_shut: bool,
    /// Those records.
    #[serde(default)]
    pub made: Vec<Record>,
    /// Those that somebody will make: the simulated person.
    #[serde(default)]
    pub planned_records: Vec<PlannedRecord>,
    /// What the resolver remembers.
    pub cache: Vec<CachedReply>,
}

/// A record that somebody will make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRecord {
    pub at: Timestamp,
    pub record: Record,
}

/// A domain that was bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Lower case, without a trailing dot.
    pub domain: String,
    /// What stands in the registrar's form.
    pub form: Vec<String>,
    /// What the parent zone names.
    pub delegation: Vec<String>,
    /// When the parent zone names what.
    pub arrives: Option<(Timestamp, Vec<String>)>,
    /// Forms that somebody will fill in: the simulated person.
    pub planned: Vec<(Timestamp, Vec<String>)>,
    /// The DS records at the parent, as zone files write them: DNSSEC is on.
    #[serde(default)]
    pub signers: Vec<String>,
    /// When they are taken away there.
    #[serde(default)]
    pub unsigned_at: Option<Timestamp>,
}

impl Registration {
    /// A domain as it was bought: the registrar's own name servers serve it.
    pub fn bought(domain: &str, name_servers: &[String]) -> Self {
        let (form, delegation) = (name_servers.to_vec(), name_servers.to_vec());
        Self { domain: domain.to_owned(), form, delegation, arrives: None, planned: Vec::new(), signers: Vec::new(), unsigned_at: None }
    }
}

/// Something that the resolver keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedReply {
    pub name: String,
    pub kind: String,
    pub reply: DnsReply,
    pub until: Timestamp,
}

/// One record. Names are lower case, without a trailing dot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub name: String,
    pub kind: String,
    pub ttl: u32,
    /// As zone files write it; a name in it has no trailing dot.
    pub value: String,
}

/// What one server answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsReply {
    pub code: u16,
    pub authoritative: bool,
    pub answer: Vec<Record>,
    pub authority: Vec<Record>,
    pub additional: Vec<Record>,
}

impl Record {
    pub fn new(name: &str, kind: &str, ttl: u32, value: impl ToString) -> Self {
        Self { name: name.to_owned(), kind: kind.to_owned(), ttl, value: value.to_string() }
    }
}

impl DnsReply {
    /// Only a code.
    pub fn code(code: u16) -> Self {
        Self { code, ..Self::default() }
    }
}
