//! What stands at a name where the domain's DNS runs.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::site::DomainName;

/// Who says what of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TheirDns {
    /// The zone in which the name lies, as the walk found it; `None`: the walk came to no end.
    pub zone: Option<DomainName>,
    /// Each of the zone's name servers that was asked, and its answer; `Err`: it could not be reached, or refused.
    pub servers: Vec<(String, Result<TheirAnswer, String>)>,
    /// What public resolvers answer over HTTPS; asked only where none of the name servers could be.
    pub over_https: Vec<(String, Result<TheirAnswer, String>)>,
    /// The name with the zone twice, where a CNAME stands there, and where that leads.
    pub doubled: Option<(DomainName, DomainName)>,
    /// The addresses of what a CNAME would lead to; empty: nobody asked, or it has none.
    pub target: Vec<Ipv4Addr>,
}

/// What one server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TheirAnswer {
    Nothing,
    Cname(DomainName),
    /// No CNAME, but addresses: what stands there itself, or what the provider makes of a record of its own kind.
    Addresses(Vec<Ipv4Addr>, Vec<Ipv6Addr>),
}

impl fmt::Display for TheirAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("-"),
            Self::Cname(target) => write!(f, "CNAME {target}"),
            Self::Addresses(v4, v6) => {
                let four = v4.iter().map(|address| format!("A {address}"));
                let six = v6.iter().map(|address| format!("AAAA {address}"));
                f.write_str(&four.chain(six).collect::<Vec<_>>().join(", "))
            }
        }
    }
}
