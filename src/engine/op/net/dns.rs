//! What DNS tells of a domain beside its name servers and addresses.

use std::fmt;

use crate::site::DomainName;

/// What the parent tells of the domain's signature, and what our zone has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignerSeen {
    /// The server of the parent that answered.
    pub server: Option<DomainName>,
    /// Its DS records; none: resolvers check no signature.
    pub signers: Vec<Signer>,
    /// For how many seconds a resolver remembers them.
    pub ttl: u32,
    /// The tags of the keys in the zone at the servers that were told.
    pub keys: Vec<u16>,
}

impl SignerSeen {
    /// Whether resolvers that check signatures would refuse our zone: the parent promises a signature that none of its keys makes.
    pub fn refuses_ours(&self) -> bool {
        !self.signers.is_empty() && !self.signers.iter().any(|signer| self.keys.contains(&signer.key_tag))
    }
}

/// One DS record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub key_tag: u16,
    pub algorithm: u8,
    pub digest_type: u8,
    pub digest: String,
}

impl fmt::Display for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.key_tag, self.algorithm, self.digest_type, self.digest)
    }
}

/// One name that was asked who may issue for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub name: DomainName,
    /// Who answered; `None`: the zone in which it lies is not made yet, and holds nothing.
    pub server: Option<DomainName>,
    /// Where the records stand: at the name, or at what it is an alias of.
    pub at: DomainName,
    /// What stands there; `Err`: every server of its zone fails, which no authority takes for a yes.
    pub found: Result<Vec<Authority>, String>,
}

/// One CAA record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    pub critical: bool,
    /// `issue`, `issuewild`, `iodef`, …
    pub tag: String,
    pub value: String,
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CAA {} {} \"{}\"", if self.critical { 128 } else { 0 }, self.tag, self.value)
    }
}

/// Where mail for the domain goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSeen {
    pub server: DomainName,
    /// Preference and host, the first that is tried first. The root as host: the domain takes no mail (RFC 7505).
    pub exchangers: Vec<(u16, DomainName)>,
}

impl MailSeen {
    /// Whether there is a host that takes the domain's mail.
    pub fn arrives(&self) -> bool {
        self.exchangers.iter().any(|(_, host)| *host != DomainName::root())
    }
}

/// What stands at the name servers that the parent names, as far as it was asked about: DNS cannot be listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OldRecords {
    /// The name servers that the parent names; none: the domain is served by nobody.
    pub name_servers: Vec<DomainName>,
    /// The one that was asked.
    pub server: Option<DomainName>,
    /// How many questions it answered.
    pub answered: usize,
    pub records: Vec<OldRecord>,
    /// What it answers for any name at all, records of addresses and texts.
    pub catch_all: Vec<OldRecord>,
    /// The names about which it gave no answer.
    pub unanswered: Vec<DomainName>,
}

/// One record that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldRecord {
    pub name: DomainName,
    /// `A`, `MX`, …
    pub kind: &'static str,
    /// As zone files write it; a name without a dot at its end.
    pub value: String,
}

impl fmt::Display for OldRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.kind, self.value)
    }
}
