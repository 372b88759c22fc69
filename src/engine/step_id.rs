//! The steps of the guide, in its order.

use serde::{Deserialize, Serialize};

/// A step of the guide, in the guide's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepId {
    /// The burst of reads before the first step.
    Look,
    Service,
    Domain,
    NameServers,
    Address,
    Certificate,
    Balancer,
    Live,
    Teardown,
}

impl StepId {
    /// The steps of a build, in order.
    pub const BUILD: [StepId; 7] =
        [Self::Service, Self::Domain, Self::NameServers, Self::Address, Self::Certificate, Self::Balancer, Self::Live];

    /// The stable code: the tail of its message id, and what `--json` prints.
    pub fn code(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Service => "service",
            Self::Domain => "domain",
            Self::NameServers => "nameservers",
            Self::Address => "address",
            Self::Certificate => "certificate",
            Self::Balancer => "balancer",
            Self::Live => "live",
            Self::Teardown => "teardown",
        }
    }
}
