//! What exists because of us (or that we adopted): the things the Ledger keeps and teardown removes.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::site::{DomainName, InstanceId};

/// Declares a newtype for an AWS id: opaque text from AWS, compared and sent back, never taken apart outside `cloud`.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub String);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl From<&str> for $name {
            fn from(s: &str) -> Self { Self(s.to_owned()) }
        }
    )+};
}

ids!(
    /// A hosted zone's id without the `/hostedzone/` prefix.
    ZoneId,
    /// A Route 53 change's id without the `/change/` prefix.
    ChangeId,
    CertificateArn,
    GroupId,
    RuleId,
    VpcId,
    SubnetId,
    TargetGroupArn,
    BalancerArn,
    ListenerArn,
    /// An availability zone such as `ap-northeast-2a`.
    ZoneName,
);

/// What a record answers. Only the kinds Landfall writes or must put back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordValue {
    /// An A record with a TTL in seconds and its addresses, sorted.
    A { ttl: u32, addresses: Vec<Ipv4Addr> },
    /// A CNAME with a TTL in seconds.
    Cname { ttl: u32, target: DomainName },
    /// An alias A record.
    Alias { target: DomainName, target_zone: ZoneId, evaluate_health: bool },
    /// Anything else, shown but never written: the record type and its values as text.
    Other { kind: String, values: Vec<String> },
}

impl RecordValue {
    /// The DNS record type: `A`, `CNAME`, or what [`RecordValue::Other`] holds.
    pub fn kind(&self) -> &str {
        match self {
            Self::A { .. } | Self::Alias { .. } => "A",
            Self::Cname { .. } => "CNAME",
            Self::Other { kind, .. } => kind,
        }
    }
}

/// One record set in a zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordSet {
    pub name: DomainName,
    pub value: RecordValue,
    /// `true`: weighted, latency, geo or the like: a record we neither overwrite nor delete.
    pub routed: bool,
}

impl RecordSet {
    /// A plain record set (no routing policy).
    pub fn plain(name: DomainName, value: RecordValue) -> Self {
        Self { name, value, routed: false }
    }
}

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

/// A security-group rule that was revoked, complete enough to be authorised again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevokedRule {
    pub group: GroupId,
    pub rule: RuleId,
    pub from_port: u16,
    pub to_port: u16,
    /// `0.0.0.0/0` or `::/0`.
    pub cidr: String,
    pub description: Option<String>,
}

/// Something that exists because of us, or that was adopted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// The unit file; the backup and manifest lie on the server.
    Unit {
        path: String,
    },
    /// The settings module with our names in `ALLOWED_HOSTS`; the backup lies on the server.
    Settings {
        path: String,
    },
    /// `adopted`: it was there, the person said yes, and it is never deleted by us.
    Zone {
        id: ZoneId,
        name_servers: Vec<DomainName>,
        adopted: bool,
    },
    /// `prior`: what stood there before us, put back by teardown; `change` is asked for INSYNC.
    Record {
        slot: Slot,
        zone: ZoneId,
        set: RecordSet,
        prior: Option<RecordSet>,
        change: Option<ChangeId>,
    },
    Certificate {
        arn: CertificateArn,
    },
    BalancerGroup {
        id: GroupId,
    },
    Rule {
        slot: Slot,
        group: GroupId,
        id: RuleId,
    },
    TargetGroup {
        arn: TargetGroupArn,
    },
    Registration {
        target_group: TargetGroupArn,
        instance: InstanceId,
    },
    Balancer {
        arn: BalancerArn,
        dns_name: DomainName,
        dns_zone: ZoneId,
        zones: Vec<ZoneName>,
    },
    Listener {
        door: Door,
        arn: ListenerArn,
    },
    SideDoor {
        revoked: Vec<RevokedRule>,
    },
    Instance {
        id: InstanceId,
    },
}

impl Resource {
    /// The place it takes.
    pub fn slot(&self) -> Slot {
        match self {
            Self::Unit { .. } => Slot::Unit,
            Self::Settings { .. } => Slot::Settings,
            Self::Zone { .. } => Slot::Zone,
            Self::Record { slot, .. } | Self::Rule { slot, .. } => slot.clone(),
            Self::Certificate { .. } => Slot::Certificate,
            Self::BalancerGroup { .. } => Slot::BalancerGroup,
            Self::TargetGroup { .. } => Slot::TargetGroup,
            Self::Registration { .. } => Slot::Registration,
            Self::Balancer { .. } => Slot::Balancer,
            Self::Listener { door, .. } => Slot::Listener(*door),
            Self::SideDoor { .. } => Slot::SideDoor,
            Self::Instance { .. } => Slot::Instance,
        }
    }

    /// The id a person would look for in the AWS console or on the server.
    pub fn label(&self) -> String {
        match self {
            Self::Unit { path } | Self::Settings { path } => path.clone(),
            Self::Zone { id, .. } => id.0.clone(),
            Self::Record { set, .. } => format!("{} {}", set.value.kind(), set.name),
            Self::Certificate { arn } => arn.0.clone(),
            Self::BalancerGroup { id } => id.0.clone(),
            Self::Rule { id, .. } => id.0.clone(),
            Self::TargetGroup { arn } => arn.0.clone(),
            Self::Registration { instance, .. } | Self::Instance { id: instance } => instance.to_string(),
            Self::Balancer { arn, .. } => arn.0.clone(),
            Self::Listener { arn, .. } => arn.0.clone(),
            Self::SideDoor { revoked } => revoked.iter().map(|r| r.rule.0.as_str()).collect::<Vec<_>>().join(" "),
        }
    }
}
