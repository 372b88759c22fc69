//! What exists because of us (or that we adopted): the things the Ledger keeps and teardown removes.

use crate::engine::ids::{
    BalancerArn, CertificateArn, ChangeId, GroupId, ListenerArn, ListenerRuleArn, RuleId, TargetGroupArn, ZoneId, ZoneName,
};
use crate::engine::ingress::Permit;
use crate::engine::own_group::InPlaceOf;
use crate::engine::record_set::RecordSet;
use crate::engine::regional::Regional;
use crate::engine::slot::{Scheme, Slot};
use crate::site::{DomainName, InstanceId, Region, ServerId};

/// A security-group rule that was revoked, complete enough to be authorised again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevokedRule {
    pub group: GroupId,
    pub rule: RuleId,
    pub permit: Permit,
}

/// A rule of ours (by its tag) in a group of the person's, which stands in for a part of what a wider one let in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NarrowRule {
    pub group: GroupId,
    pub permit: Permit,
}

/// Something that exists because of us, or that was adopted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// The unit file; the backup and manifest lie on the server.
    Unit {
        server: ServerId,
        path: String,
    },
    /// A file of nginx's configuration that we changed; the backup lies on the server.
    Nginx {
        server: ServerId,
        path: String,
    },
    /// The file with the variables that the person typed, by their names; `path` may hold others of theirs too.
    EnvironmentFile {
        server: ServerId,
        path: String,
        names: Vec<String>,
    },
    /// What has systemd give these environment files to the service. `theirs`: the unit is the person's.
    DropIn {
        server: ServerId,
        path: String,
        files: Vec<String>,
        theirs: bool,
    },
    /// The settings module with our names in `ALLOWED_HOSTS`; the backup lies on the server.
    Settings {
        server: ServerId,
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
    /// `adopted`: it was issued before, for others, and the person said yes; it is never changed nor deleted by us.
    Certificate {
        arn: CertificateArn,
        adopted: bool,
    },
    /// What the listener serves until the new one has taken its place.
    OldCertificate {
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
        server: ServerId,
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
        door: Scheme,
        arn: ListenerArn,
    },
    /// It goes with its listener.
    Redirect {
        name: DomainName,
        arn: ListenerRuleArn,
    },
    /// `narrow`: what was authorised in place of what was revoked; it goes once that stands again.
    SideDoor {
        revoked: Vec<RevokedRule>,
        narrow: Vec<NarrowRule>,
    },
    /// It bears our tag, as its rules do not: they go with it.
    OwnGroup {
        server: ServerId,
        id: GroupId,
    },
    /// `before`: all of the interface's groups, as they were. `tried`: a new login and a visitor came through since.
    InOwnGroup {
        server: ServerId,
        own: GroupId,
        place: InPlaceOf,
        before: Vec<GroupId>,
        tried: bool,
    },
    /// It bears the site's tag in another region than the site's.
    Elsewhere {
        region: Region,
        thing: Regional,
    },
    Instance {
        server: ServerId,
        id: InstanceId,
    },
}

impl Resource {
    /// The place it takes.
    pub fn slot(&self) -> Slot {
        match self {
            Self::Unit { server, .. } => Slot::Unit(server.clone()),
            Self::Nginx { server, .. } => Slot::Nginx(server.clone()),
            Self::EnvironmentFile { server, .. } => Slot::EnvironmentFile(server.clone()),
            Self::DropIn { server, .. } => Slot::DropIn(server.clone()),
            Self::Settings { server, .. } => Slot::Settings(server.clone()),
            Self::Zone { .. } => Slot::Zone,
            Self::Record { slot, .. } | Self::Rule { slot, .. } => slot.clone(),
            Self::Certificate { .. } => Slot::Certificate,
            Self::OldCertificate { .. } => Slot::OldCertificate,
            Self::BalancerGroup { .. } => Slot::BalancerGroup,
            Self::TargetGroup { .. } => Slot::TargetGroup,
            Self::Registration { server, .. } => Slot::Registration(server.clone()),
            Self::Balancer { .. } => Slot::Balancer,
            Self::Listener { door, .. } => Slot::Listener(*door),
            Self::Redirect { name, .. } => Slot::Redirect(name.clone()),
            Self::SideDoor { .. } => Slot::SideDoor,
            Self::OwnGroup { server, .. } => Slot::OwnGroup(server.clone()),
            Self::InOwnGroup { server, .. } => Slot::InOwnGroup(server.clone()),
            Self::Elsewhere { region, thing } => Slot::elsewhere(region, thing),
            Self::Instance { server, .. } => Slot::Instance(server.clone()),
        }
    }

    /// Whether a teardown takes it away or puts it back: not what stays, and not what was there before Landfall.
    pub fn goes(&self) -> bool {
        !self.stays() && !self.is_adopted()
    }

    /// Whether it was there before Landfall, which only uses it, and never removes it.
    pub fn is_adopted(&self) -> bool {
        matches!(self, Self::Zone { adopted: true, .. } | Self::Certificate { adopted: true, .. })
    }

    /// Whether it is the same thing, however it was seen.
    pub fn is_same(&self, other: &Self) -> bool {
        self.slot() == other.slot() && self.label() == other.label()
    }

    /// Whether a teardown leaves it on the server: what the person typed may have no other copy, and a unit of theirs goes on with it.
    pub fn stays(&self) -> bool {
        match self {
            Self::EnvironmentFile { .. } => true,
            Self::DropIn { theirs, .. } => *theirs,
            Self::Unit { .. }
            | Self::Nginx { .. }
            | Self::Settings { .. }
            | Self::Zone { .. }
            | Self::Record { .. }
            | Self::Certificate { .. }
            | Self::OldCertificate { .. }
            | Self::BalancerGroup { .. }
            | Self::Rule { .. }
            | Self::TargetGroup { .. }
            | Self::Registration { .. }
            | Self::Balancer { .. }
            | Self::Listener { .. }
            | Self::Redirect { .. }
            | Self::SideDoor { .. }
            | Self::OwnGroup { .. }
            | Self::InOwnGroup { .. }
            | Self::Elsewhere { .. }
            | Self::Instance { .. } => false,
        }
    }

    /// The id a person would look for in the AWS console or on the server.
    pub fn label(&self) -> String {
        match self {
            Self::Unit { path, .. }
            | Self::Nginx { path, .. }
            | Self::EnvironmentFile { path, .. }
            | Self::DropIn { path, .. }
            | Self::Settings { path, .. } => path.clone(),
            Self::Zone { id, .. } => id.0.clone(),
            Self::Record { set, .. } => set.label(),
            Self::Certificate { arn, .. } | Self::OldCertificate { arn } => arn.0.clone(),
            Self::BalancerGroup { id } | Self::OwnGroup { id, .. } => id.0.clone(),
            Self::InOwnGroup { own, place, .. } => format!("{} {own}", place.interface),
            Self::Rule { id, .. } => id.0.clone(),
            Self::TargetGroup { arn } => arn.0.clone(),
            Self::Registration { instance, .. } | Self::Instance { id: instance, .. } => instance.to_string(),
            Self::Balancer { arn, .. } => arn.0.clone(),
            Self::Listener { arn, .. } => arn.0.clone(),
            Self::Redirect { arn, .. } => arn.0.clone(),
            Self::Elsewhere { region, thing } => format!("{region}  {}", thing.id()),
            Self::SideDoor { revoked, narrow } => {
                let added = narrow.iter().map(|n| format!("{} {}", n.group, n.permit));
                revoked.iter().map(|r| r.rule.0.clone()).chain(added).collect::<Vec<_>>().join(" ")
            }
        }
    }
}
