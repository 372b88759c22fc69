//! What is asked of the public internet, from outside, as a visitor sees it. All of it looks; nothing is changed.

mod cause;
mod dns;
mod hand_over;
mod record_seen;
mod registration;
mod their_dns;
mod visit;

use std::net::Ipv4Addr;

pub use cause::{Cause, CertificateFault, DefaultPage};
pub use dns::{Asked, Authority, MailSeen, OldRecord, OldRecords, Signer, SignerSeen};
pub use hand_over::{HandOverSeen, Remembered, Serves, ServesCode};
pub use record_seen::RecordSeen;
pub use registration::{Registered, Registrar, Registration, RegistryStatus, Source};
pub use their_dns::{TheirAnswer, TheirDns};
pub use visit::{Page, Proof, Verdict, Visit, Waypoint, Why};

use crate::engine::op::{OpClass, OpCode, OpSpec};
use crate::site::{DomainName, HealthCheck};

/// One look at the public internet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NetOp {
    /// What the parent's own servers say of the domain's name servers -> [`NetFact::Delegation`].
    Delegation { domain: DomainName },
    /// What the registry tells of a registered domain -> [`NetFact::Registration`].
    Registration { domain: DomainName },
    /// Whether the parent's own servers tell validating resolvers that the domain is signed, and whether the zone at `servers` is ->
    /// [`NetFact::Signer`]. `servers`: none where our zone is not made yet.
    DelegationSigner { domain: DomainName, servers: Vec<DomainName> },
    /// Who may issue for `name`: its CAA records, or those of the nearest name above that has any (RFC 8659) ->
    /// [`NetFact::Authorities`]. What lies within `domain` is asked of `servers`; without any there is no such zone yet, and nothing in it.
    Authorities { name: DomainName, domain: DomainName, servers: Vec<DomainName> },
    /// Where mail for `domain` goes, as these servers of its zone tell it -> [`NetFact::Mail`].
    Mail { domain: DomainName, servers: Vec<DomainName> },
    /// The CNAME that proves a name to Amazon, as each of `servers` tells it, and once all that answer have it, the resolver too: a resolver
    /// that looked too early would remember that there is none -> [`NetFact::ValidationRecord`].
    ValidationRecord { name: DomainName, domain: DomainName, servers: Vec<DomainName> },
    /// What stands under the domain's usual names at the servers that the parent names now -> [`NetFact::OldRecords`].
    OldRecords { domain: DomainName },
    /// How far the hand-over has come: what every server of the parent names, whether each of `servers` and of those named serves the domain,
    /// and what the resolver remembers -> [`NetFact::HandOver`].
    HandOver { domain: DomainName, servers: Vec<DomainName> },
    /// The addresses of `name` as each of `servers` and the resolver tell them -> [`NetFact::Address`].
    Address { name: DomainName, servers: Vec<DomainName> },
    /// What stands at `name` where the DNS of `domain` runs now -> [`NetFact::TheirDns`]. `target`: what a CNAME there is to lead to, whose
    /// addresses are looked up beside.
    TheirDns { domain: DomainName, name: DomainName, target: Option<DomainName> },
    /// `GET` over plain HTTP to this address with this Host and path, redirects not followed -> [`NetFact::Http`].
    DirectHttp { address: Ipv4Addr, host: DomainName, path: String },
    /// Who answers at this address by TCP, port by port -> [`NetFact::Ports`].
    TryPorts { address: Ipv4Addr, host: DomainName, ports: Vec<u16> },
    /// The site as a browser sees it, by http and by https, along every redirect -> [`NetFact::Visit`]. `names`: the site's other
    /// names; `leading`: those of them that are to lead to `name`. `health`: what the person told of its health, for a site without a page at `/`. `ask_admin`: the Django admin's login is
    /// sent with empty fields, to see whether the site's forms are taken.
    Visit {
        name: DomainName,
        names: Vec<DomainName>,
        leading: Vec<DomainName>,
        https_expected: bool,
        health: Option<HealthCheck>,
        ask_admin: bool,
    },
}

/// What the public internet answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetFact {
    Delegation(Delegation),
    Registration(Registered),
    Signer(SignerSeen),
    Authorities(Vec<Asked>),
    Mail(MailSeen),
    ValidationRecord(RecordSeen),
    OldRecords(Box<OldRecords>),
    HandOver(Box<HandOverSeen>),
    Address(AddressSeen),
    TheirDns(Box<TheirDns>),
    Http(HttpAnswer),
    /// In the order in which they were asked about.
    Ports(Vec<(u16, PortAnswer)>),
    Visit(Box<Visit>),
}

/// The delegation as the parent tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The zone that delegates (`com`).
    pub parent: DomainName,
    /// Who answered: a server of the parent, or the registry's.
    pub server: DomainName,
    pub told_by: ToldBy,
    /// The name servers it names, sorted; empty: the parent does not know the domain.
    pub name_servers: Vec<DomainName>,
}

/// Whose word a delegation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// The parent zone's own server: what every resolver goes by.
    Parent,
    /// The registry's data base, over HTTPS, as no server of the DNS could be asked from here. The parent zone follows it within minutes, or
    /// hours.
    Registry,
}

/// Who says what of a name's addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressSeen {
    /// Each name server asked, and its answer; `Err`: it could not be reached, or refused.
    pub servers: Vec<(DomainName, Result<Vec<Ipv4Addr>, String>)>,
    /// The resolver's answer.
    pub resolver: Result<Vec<Ipv4Addr>, String>,
    /// What public resolvers answer over HTTPS; asked only where none of the name servers could be.
    pub over_https: Vec<(String, Result<Vec<Ipv4Addr>, String>)>,
}

/// What came of trying a port from this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortAnswer {
    /// An answer to a request by plain http: its status.
    Http(u16),
    /// Something answered that is no http.
    Other,
    /// No connection came about.
    Nobody,
}

/// One plain answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    pub status: u16,
    /// The `Location` header, cleaned.
    pub location: Option<String>,
}

impl NetOp {
    /// `GET /` at this very address.
    pub fn direct(address: Ipv4Addr, host: DomainName) -> Self {
        Self::DirectHttp { address, host, path: "/".to_owned() }
    }

    /// Whether it tells of what may stand in the way, and nothing waits for it.
    pub fn tells_beside(&self) -> bool {
        match self {
            Self::Registration { .. } | Self::DelegationSigner { .. } | Self::Authorities { .. } => true,
            Self::Mail { .. } | Self::OldRecords { .. } | Self::HandOver { .. } | Self::ValidationRecord { .. } => true,
            Self::Delegation { .. } | Self::Address { .. } | Self::TheirDns { .. } => false,
            Self::DirectHttp { .. } | Self::TryPorts { .. } | Self::Visit { .. } => false,
        }
    }

    /// The row of this op.
    pub(super) fn spec(&self) -> OpSpec {
        let code = match self {
            Self::Delegation { .. } => OpCode::Delegation,
            Self::Registration { .. } => OpCode::Registration,
            Self::DelegationSigner { .. } => OpCode::DelegationSigner,
            Self::Authorities { .. } => OpCode::Authorities,
            Self::Mail { .. } => OpCode::Mail,
            Self::OldRecords { .. } => OpCode::OldRecords,
            Self::HandOver { .. } => OpCode::HandOver,
            Self::ValidationRecord { .. } => OpCode::ValidationRecord,
            Self::Address { .. } => OpCode::Address,
            Self::TheirDns { .. } => OpCode::TheirDns,
            Self::DirectHttp { .. } => OpCode::DirectHttp,
            Self::TryPorts { .. } => OpCode::TryPorts,
            Self::Visit { .. } => OpCode::Visit,
        };
        OpSpec { code, class: OpClass::Look }
    }
}
