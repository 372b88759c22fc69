//! How far a domain's hand-over has come, as everyone who has a part in it tells it.

use crate::codes::codes;
use crate::site::DomainName;

/// What each server of the parent names, whether each named server serves the domain, and what the resolver remembers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandOverSeen {
    /// Each server of the parent zone, and the name servers that it names, sorted; `Err`: it gave no answer.
    pub parents: Vec<(DomainName, Result<Vec<DomainName>, String>)>,
    /// Each name server that was asked about, and any other that the parent's servers name.
    pub servers: Vec<(DomainName, Serves)>,
    /// The name servers as the resolver of this computer has them; `None`: it has none, or could not be asked.
    pub resolver: Option<Remembered>,
}

/// Whether a name server answers for the domain, asked for its SOA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serves {
    pub answer: ServesCode,
    /// What it answered in place of the domain (`REFUSED`, `lame`, `timed out`); empty where there is nothing to say.
    pub detail: String,
}

codes! {
    /// What became of asking a name server for the domain.
    ServesCode {
        Serves = "serves",
        /// It answers, and not for this domain (lame).
        Refuses = "refuses",
        /// No answer came.
        Silent = "silent",
        /// There is no server of this name.
        NoAddress = "no-address",
    }
}

/// Name servers as a resolver has them in its memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Sorted.
    pub name_servers: Vec<DomainName>,
    /// For how many seconds more.
    pub ttl: u32,
}
