//! The places that resources take in a site.

use crate::site::DomainName;

/// The two ports the balancer listens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Door {
    Https,
    Http,
}

impl Door {
    /// The TCP port.
    pub fn port(self) -> u16 {
        match self {
            Self::Https => 443,
            Self::Http => 80,
        }
    }
}

/// The place a resource takes in a site. A site has at most one resource a slot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    Unit,
    Settings,
    Zone,
    /// The site's own A record: first to the server, then the alias to the balancer.
    Address,
    Certificate,
    /// A validation CNAME, by its name.
    Validation(DomainName),
    BalancerGroup,
    /// The rule that lets the world reach the balancer's port.
    Entrance(Door),
    /// The rule tcp/80 from the balancer's group on the server's group.
    ServerRule,
    TargetGroup,
    Registration,
    Balancer,
    Listener(Door),
    /// The world's rules on the server's port 80 that we revoked, and put back at teardown.
    SideDoor,
    /// The EC2 instance; in the Ledger only when teardown was told to terminate it.
    Instance,
}

impl Slot {
    /// The stable code: the tail of its message id, and what `--json` prints.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Settings => "settings",
            Self::Zone => "zone",
            Self::Address => "address",
            Self::Certificate => "certificate",
            Self::Validation(_) => "validation",
            Self::BalancerGroup => "balancer-group",
            Self::Entrance(Door::Https) => "entrance-https",
            Self::Entrance(Door::Http) => "entrance-http",
            Self::ServerRule => "server-rule",
            Self::TargetGroup => "target-group",
            Self::Registration => "registration",
            Self::Balancer => "balancer",
            Self::Listener(Door::Https) => "listener-https",
            Self::Listener(Door::Http) => "listener-http",
            Self::SideDoor => "side-door",
            Self::Instance => "instance",
        }
    }
}
