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
    /// Every step, in order.
    pub const ALL: &'static [StepId] = &[
        Self::Look,
        Self::Service,
        Self::Domain,
        Self::NameServers,
        Self::Address,
        Self::Certificate,
        Self::Balancer,
        Self::Live,
        Self::Teardown,
    ];

    /// The last step of a build.
    pub const LAST: StepId = Self::Live;

    /// The steps of a build, in order.
    pub fn guide() -> impl Iterator<Item = StepId> {
        Self::ALL.iter().copied().filter(|step| !matches!(step, Self::Look | Self::Teardown))
    }

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
