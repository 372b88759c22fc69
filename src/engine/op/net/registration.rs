//! What the registry tells of a domain: where it was bought, whose name servers it names, and whether anything there is in the way.

use crate::codes::codes;
use crate::engine::time::Timestamp;
use crate::site::DomainName;

/// What came of asking the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    Known(Box<Registration>),
    /// Its registry knows no such domain.
    Unknown {
        source: Source,
    },
    /// Nobody is known who would tell of this top-level domain.
    NoSource,
}

/// A registration, as the registry tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Who told it. What RDAP left open (the registrar, say), the registry's WHOIS may have told.
    pub source: Source,
    /// Where the domain was bought; `None`: the registry does not tell.
    pub registrar: Option<Registrar>,
    /// Sorted. The registry's data base: the parent zone follows within minutes, or hours.
    pub name_servers: Vec<DomainName>,
    pub statuses: Vec<RegistryStatus>,
    /// Whether a DS stands at the registry; `None`: it does not tell.
    pub signed: Option<bool>,
    pub expires: Option<Timestamp>,
}

/// Who is in the registry as the one that the domain was bought from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registrar {
    /// As it is written there, cleaned.
    pub name: String,
    /// Its number among ICANN's registrars.
    pub iana_id: Option<u32>,
}

/// Who told it: the host that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Rdap(String),
    Whois(String),
}

impl Source {
    /// The host that was asked.
    pub fn host(&self) -> &str {
        match self {
            Self::Rdap(host) | Self::Whois(host) => host,
        }
    }
}

codes! {
    /// What a registry says of a domain that matters here, by EPP's names (RFC 8056). All else that it says is left out.
    RegistryStatus {
        /// The registrar took it out of the DNS: not paid, or the owner's mail was not confirmed.
        ClientHold = "client hold",
        /// The registry took it out of the DNS.
        ServerHold = "server hold",
        /// It names no name servers.
        Inactive = "inactive",
        /// It ran out, and can still be bought back.
        RedemptionPeriod = "redemption period",
        /// It ran out, and will be deleted.
        PendingDelete = "pending delete",
        /// The registrar locked it: name servers are changed only once that is off.
        ClientUpdateProhibited = "client update prohibited",
        /// The registry locked it.
        ServerUpdateProhibited = "server update prohibited",
    }
}

impl RegistryStatus {
    /// The status as a registry writes it: in RDAP with blanks, in WHOIS in one word.
    pub fn read(text: &str) -> Option<Self> {
        let bare = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
        let wanted = bare(text);
        Self::ALL.iter().copied().find(|status| bare(status.as_str()) == wanted)
    }

    /// Whether nobody finds the domain's names while it says so.
    pub fn takes_away(self) -> bool {
        match self {
            Self::ClientHold | Self::ServerHold | Self::RedemptionPeriod | Self::PendingDelete => true,
            Self::Inactive | Self::ClientUpdateProhibited | Self::ServerUpdateProhibited => false,
        }
    }

    /// Whether other name servers cannot be told while it says so.
    pub fn locks(self) -> bool {
        match self {
            Self::ClientUpdateProhibited | Self::ServerUpdateProhibited => true,
            Self::ClientHold | Self::ServerHold | Self::RedemptionPeriod | Self::PendingDelete | Self::Inactive => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_the_same_in_rdap_and_in_whois() {
        for text in ["client update prohibited", "clientUpdateProhibited", "Client Update Prohibited"] {
            assert_eq!(RegistryStatus::read(text), Some(RegistryStatus::ClientUpdateProhibited), "{text}");
        }
        for other in ["active", "client transfer prohibited", "clientDeleteProhibited", ""] {
            assert_eq!(RegistryStatus::read(other), None, "{other}");
        }
    }
}
