//! The places that resources take in a site.

use crate::codes::codes;
use crate::engine::regional::{Regional, RegionalKind};
use crate::site::{DomainName, Region, ServerId};

/// The two ports the balancer listens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    Https,
    Http,
}

impl Scheme {
    /// The TCP port.
    pub fn port(self) -> u16 {
        match self {
            Self::Https => 443,
            Self::Http => 80,
        }
    }
}

/// The place a resource takes in a site. A site has at most one resource a slot; what is on a server, or about one, has a slot a server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    Unit(ServerId),
    /// The file of nginx's configuration that was changed, or a new one of ours.
    Nginx(ServerId),
    /// The file with the variables that the person typed; it stays after a teardown.
    EnvironmentFile(ServerId),
    /// What has systemd give environment files to the service.
    DropIn(ServerId),
    Settings(ServerId),
    Zone,
    /// The site's own A record, of its canonical name: first to the server, then the alias to the balancer.
    Address,
    /// The same of another of its names.
    OtherAddress(DomainName),
    Certificate,
    /// The one that serves until a new one, for more names or with another key, is there.
    OldCertificate,
    /// A validation CNAME, by its name.
    Validation(DomainName),
    BalancerGroup,
    /// The rule that lets the world reach the balancer's port.
    Entrance(Scheme),
    /// The rule tcp/80 from the balancer's group on the server's group.
    ServerRule(ServerId),
    TargetGroup,
    Registration(ServerId),
    Balancer,
    Listener(Scheme),
    /// The rule of the https listener that leads from this name to the canonical one.
    Redirect(DomainName),
    /// The world's rules on the server's port 80 that we revoked, and put back at teardown.
    SideDoor,
    /// A security group of the server's own, in place of one that it shares with others.
    OwnGroup(ServerId),
    /// The server's interface in that group; teardown puts its groups back.
    InOwnGroup(ServerId),
    /// What bears the site's tag in another region, by its id there: there may be several of a kind.
    Elsewhere {
        kind: RegionalKind,
        region: Region,
        id: String,
    },
    /// The EC2 instance; in the Ledger only when teardown was told to terminate it.
    Instance(ServerId),
}

codes! {
    /// The kinds of places: a slot without what tells it from others of its kind, in the order of [`Slot`], which every list shows.
    SlotKind {
        Unit = "unit",
        Nginx = "nginx",
        EnvironmentFile = "environment-file",
        DropIn = "drop-in",
        Settings = "settings",
        Zone = "zone",
        Address = "address",
        OtherAddress = "other-address",
        Certificate = "certificate",
        OldCertificate = "old-certificate",
        Validation = "validation",
        BalancerGroup = "balancer-group",
        EntranceHttps = "entrance-https",
        EntranceHttp = "entrance-http",
        ServerRule = "server-rule",
        TargetGroup = "target-group",
        Registration = "registration",
        Balancer = "balancer",
        ListenerHttps = "listener-https",
        ListenerHttp = "listener-http",
        Redirect = "redirect",
        SideDoor = "side-door",
        OwnGroup = "own-group",
        InOwnGroup = "in-own-group",
        ElsewhereBalancer = "elsewhere-balancer",
        ElsewhereTargetGroup = "elsewhere-target-group",
        ElsewhereCertificate = "elsewhere-certificate",
        ElsewhereRule = "elsewhere-rule",
        ElsewhereGroup = "elsewhere-group",
        Instance = "instance",
    }
}

impl SlotKind {
    /// Whether it is a file on a server.
    pub fn is_file(self) -> bool {
        matches!(self, Self::Unit | Self::Nginx | Self::EnvironmentFile | Self::DropIn | Self::Settings)
    }
}

impl Slot {
    /// The place of this thing in that region.
    pub fn elsewhere(region: &Region, thing: &Regional) -> Self {
        Self::Elsewhere { kind: thing.kind(), region: region.clone(), id: thing.id().to_owned() }
    }

    /// Which kind of place it is.
    pub fn kind(&self) -> SlotKind {
        match self {
            Self::Unit(_) => SlotKind::Unit,
            Self::Nginx(_) => SlotKind::Nginx,
            Self::EnvironmentFile(_) => SlotKind::EnvironmentFile,
            Self::DropIn(_) => SlotKind::DropIn,
            Self::Settings(_) => SlotKind::Settings,
            Self::Zone => SlotKind::Zone,
            Self::Address => SlotKind::Address,
            Self::OtherAddress(_) => SlotKind::OtherAddress,
            Self::Certificate => SlotKind::Certificate,
            Self::OldCertificate => SlotKind::OldCertificate,
            Self::Validation(_) => SlotKind::Validation,
            Self::BalancerGroup => SlotKind::BalancerGroup,
            Self::Entrance(Scheme::Https) => SlotKind::EntranceHttps,
            Self::Entrance(Scheme::Http) => SlotKind::EntranceHttp,
            Self::ServerRule(_) => SlotKind::ServerRule,
            Self::TargetGroup => SlotKind::TargetGroup,
            Self::Registration(_) => SlotKind::Registration,
            Self::Balancer => SlotKind::Balancer,
            Self::Listener(Scheme::Https) => SlotKind::ListenerHttps,
            Self::Listener(Scheme::Http) => SlotKind::ListenerHttp,
            Self::Redirect(_) => SlotKind::Redirect,
            Self::SideDoor => SlotKind::SideDoor,
            Self::OwnGroup(_) => SlotKind::OwnGroup,
            Self::InOwnGroup(_) => SlotKind::InOwnGroup,
            Self::Elsewhere { kind: RegionalKind::Balancer, .. } => SlotKind::ElsewhereBalancer,
            Self::Elsewhere { kind: RegionalKind::TargetGroup, .. } => SlotKind::ElsewhereTargetGroup,
            Self::Elsewhere { kind: RegionalKind::Certificate, .. } => SlotKind::ElsewhereCertificate,
            Self::Elsewhere { kind: RegionalKind::Rule, .. } => SlotKind::ElsewhereRule,
            Self::Elsewhere { kind: RegionalKind::Group, .. } => SlotKind::ElsewhereGroup,
            Self::Instance(_) => SlotKind::Instance,
        }
    }

    /// The same place, of this server.
    pub fn on(self, server: &ServerId) -> Self {
        match self {
            Self::Unit(_) => Self::Unit(server.clone()),
            Self::Nginx(_) => Self::Nginx(server.clone()),
            Self::Settings(_) => Self::Settings(server.clone()),
            Self::EnvironmentFile(_) => Self::EnvironmentFile(server.clone()),
            Self::DropIn(_) => Self::DropIn(server.clone()),
            Self::ServerRule(_) => Self::ServerRule(server.clone()),
            Self::Registration(_) => Self::Registration(server.clone()),
            Self::OwnGroup(_) => Self::OwnGroup(server.clone()),
            Self::InOwnGroup(_) => Self::InOwnGroup(server.clone()),
            Self::Instance(_) => Self::Instance(server.clone()),
            Self::Zone
            | Self::Address
            | Self::OtherAddress(_)
            | Self::Certificate
            | Self::OldCertificate
            | Self::Validation(_)
            | Self::BalancerGroup
            | Self::Entrance(_)
            | Self::TargetGroup
            | Self::Balancer
            | Self::Listener(_)
            | Self::Redirect(_)
            | Self::Elsewhere { .. }
            | Self::SideDoor => self,
        }
    }

    /// The server that it is a place of; `None`: one of the whole site.
    pub fn server(&self) -> Option<&ServerId> {
        match self {
            Self::Unit(server)
            | Self::Nginx(server)
            | Self::EnvironmentFile(server)
            | Self::DropIn(server)
            | Self::Settings(server)
            | Self::ServerRule(server)
            | Self::Registration(server)
            | Self::OwnGroup(server)
            | Self::InOwnGroup(server)
            | Self::Instance(server) => Some(server),
            Self::Zone
            | Self::Address
            | Self::OtherAddress(_)
            | Self::Certificate
            | Self::OldCertificate
            | Self::Validation(_)
            | Self::BalancerGroup
            | Self::Entrance(_)
            | Self::TargetGroup
            | Self::Balancer
            | Self::Listener(_)
            | Self::Redirect(_)
            | Self::Elsewhere { .. }
            | Self::SideDoor => None,
        }
    }

    /// The stable code: the tail of its message id, and what `--json` prints.
    pub fn code(&self) -> &'static str {
        self.kind().as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists on screens and in `--json` follow the order of slots: tables by kind must not have another.
    #[test]
    fn kinds_have_the_order_of_slots() {
        let validation = Slot::Validation("_a.example.com".parse().unwrap_or_else(|_| DomainName::root()));
        let entrances = [Scheme::Https, Scheme::Http].map(Slot::Entrance);
        let listeners = [Scheme::Https, Scheme::Http].map(Slot::Listener);
        let mut slots = vec![
            Slot::Instance(ServerId::MAIN),
            Slot::InOwnGroup(ServerId::MAIN),
            Slot::OwnGroup(ServerId::MAIN),
            Slot::SideDoor,
            Slot::Redirect(DomainName::root()),
            Slot::Balancer,
            Slot::Registration(ServerId::MAIN),
            Slot::TargetGroup,
            Slot::ServerRule(ServerId::MAIN),
        ];
        slots.extend([
            Slot::BalancerGroup,
            validation,
            Slot::OldCertificate,
            Slot::Certificate,
            Slot::OtherAddress(DomainName::root()),
            Slot::Address,
            Slot::Zone,
            Slot::DropIn(ServerId::MAIN),
            Slot::EnvironmentFile(ServerId::MAIN),
            Slot::Nginx(ServerId::MAIN),
            Slot::Settings(ServerId::MAIN),
            Slot::Unit(ServerId::MAIN),
        ]);
        let there = |kind| Slot::Elsewhere { kind, region: "us-east-1".parse().unwrap(), id: "a".to_owned() };
        slots.extend(RegionalKind::ALL.iter().rev().map(|kind| there(*kind)));
        slots.extend(entrances.into_iter().chain(listeners));
        slots.sort();
        assert_eq!(slots.iter().map(Slot::kind).collect::<Vec<_>>(), SlotKind::ALL);
    }
}
