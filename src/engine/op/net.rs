//! What is asked of the public internet, from outside, as a visitor sees it. All of it looks; nothing is changed.

use std::net::Ipv4Addr;

use crate::engine::op::{OpClass, OpCode, OpSpec};
use crate::engine::time::Timestamp;
use crate::site::DomainName;

/// One look at the public internet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NetOp {
    /// What the parent's own servers say of the domain's name servers -> [`NetFact::Delegation`].
    Delegation { domain: DomainName },
    /// The addresses of `name` as each of `servers` and the resolver tell them -> [`NetFact::Address`].
    Address { name: DomainName, servers: Vec<DomainName> },
    /// `GET /` over plain HTTP to this address with this Host, redirects not followed -> [`NetFact::Http`].
    DirectHttp { address: Ipv4Addr, host: DomainName },
    /// `GET /` over HTTPS by name -> [`NetFact::Https`].
    Https { name: DomainName },
    /// `GET /` over plain HTTP by name, redirects not followed -> [`NetFact::Http`].
    Http { name: DomainName },
}

/// What the public internet answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetFact {
    Delegation(Delegation),
    Address(AddressSeen),
    Http(HttpAnswer),
    Https(HttpsAnswer),
}

/// The delegation as the parent tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The zone that delegates (`com`).
    pub parent: DomainName,
    /// The server of the parent that answered.
    pub server: DomainName,
    /// The name servers it names, sorted; empty: the parent does not know the domain.
    pub name_servers: Vec<DomainName>,
}

/// Who says what of a name's addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressSeen {
    /// Each name server asked, and its answer; `Err`: it could not be reached, or refused.
    pub servers: Vec<(DomainName, Result<Vec<Ipv4Addr>, String>)>,
    /// The resolver's answer.
    pub resolver: Result<Vec<Ipv4Addr>, String>,
}

/// One plain answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    pub status: u16,
    /// The `Location` header, cleaned.
    pub location: Option<String>,
}

/// One answer over TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpsAnswer {
    /// `None` when the certificate did not verify: nothing is asked over a channel that is not trusted.
    pub status: Option<u16>,
    /// The organisation or common name of the certificate's issuer.
    pub issuer: String,
    pub not_after: Timestamp,
    /// Why it does not verify; `None`: it does, for this name.
    pub distrust: Option<String>,
}

impl NetOp {
    /// The row of this op.
    pub(super) fn spec(&self) -> OpSpec {
        let code = match self {
            Self::Delegation { .. } => OpCode::Delegation,
            Self::Address { .. } => OpCode::Address,
            Self::DirectHttp { .. } => OpCode::DirectHttp,
            Self::Https { .. } => OpCode::Https,
            Self::Http { .. } => OpCode::Http,
        };
        OpSpec { code, class: OpClass::Look }
    }
}
