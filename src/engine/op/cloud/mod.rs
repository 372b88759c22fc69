//! What is asked of AWS.

mod among;
mod console;
mod facts;
mod network;

pub use among::Among;
pub use console::{ConsoleKeys, ConsoleSays, HostKey, InstanceRef, KeyCheck, KeyKind};
pub use facts::*;
pub use network::{Missing, Network, Obstacle, ObstacleKind, Subnet, Unsuited, WayOut};

use crate::engine::ids::{BalancerArn, CertificateArn, ChangeId, GroupId, RuleId, SubnetId, TargetGroupArn, VpcId, ZoneId};
use crate::engine::op::{OpClass, OpCode, OpSpec};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::RevokedRule;
use crate::engine::slot::{Scheme, Slot};
use crate::site::{CertificateName, CertificateSpec, DomainName, HealthCheck, InstanceId, ServerId};

/// One thing asked of AWS. Ensures look first (by name and tag) and create second; deletes take "already gone" for done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CloudOp {
    // Looks of the first burst.
    /// Who am I -> [`CloudFact::Identity`].
    LookIdentity,
    /// This instance, or all that are not terminated -> [`CloudFact::Instances`].
    LookInstances {
        only: Option<InstanceId>,
    },
    /// The VPC's subnets, each with what is in a balancer's way there -> [`CloudFact::Network`].
    LookNetwork {
        vpc: VpcId,
    },
    /// Public zones of exactly this name; `None`: all public zones that bear the site's tag -> [`CloudFact::Zones`].
    LookZones {
        domain: Option<DomainName>,
    },
    /// Every record set of the zone -> [`CloudFact::Records`].
    LookRecords {
        zone: ZoneId,
    },
    /// Certificates (all key types) that bear the site's tag, among these -> [`CloudFact::Certificates`].
    LookCertificates {
        among: Among,
    },
    /// The balancer of the site's balancer name (an account has one of a name, and nothing renames it), whether it bears the site's
    /// tag, and its listeners -> [`CloudFact::Balancers`].
    LookBalancers,
    /// The target group of the site's name, likewise, with its targets -> [`CloudFact::TargetGroups`].
    LookTargetGroups,
    /// Groups that bear the site's tag or its name, the server's own groups, and all rules of these -> [`CloudFact::Groups`].
    LookGroups {
        server_groups: Vec<GroupId>,
    },

    // Looks that are repeated.
    /// Route 53's progress -> [`CloudFact::Change`].
    LookChange {
        change: ChangeId,
    },
    /// -> [`CloudFact::CertificateState`].
    LookCertificate {
        arn: CertificateArn,
    },
    /// -> [`CloudFact::BalancerState`].
    LookBalancer {
        arn: BalancerArn,
    },
    /// -> [`CloudFact::TargetHealth`].
    LookTargetHealth {
        target_group: TargetGroupArn,
        instance: InstanceId,
    },
    /// -> [`CloudFact::InstanceState`].
    LookInstanceState {
        instance: InstanceId,
    },

    // Looks that only a preflight check reads.
    /// Free plan or paid, until when, and what is left of its credits -> [`CloudFact::AccountPlan`].
    LookAccountPlan,
    /// Whether a security group of this name may be made in the VPC, and a rule in this group: dry runs, which change nothing
    /// -> [`CloudFact::Rights`].
    LookRights {
        name: String,
        vpc: VpcId,
        group: GroupId,
    },
    /// How many load balancers the region has, and how many it may have -> [`CloudFact::BalancerQuota`].
    LookBalancerQuota,

    // Looks that explain what another op met.
    /// The host keys that the instance's console shows -> [`CloudFact::HostKeys`].
    LookHostKeys {
        of: InstanceRef,
    },
    /// Whether the instance runs, where, and who may come in -> [`CloudFact::Reach`].
    LookReach {
        of: InstanceRef,
    },

    // Writes.
    EnsureZone {
        domain: DomainName,
    },
    /// UPSERT. `prior` was seen before and is journaled with the op.
    UpsertRecord {
        slot: Slot,
        zone: ZoneId,
        set: RecordSet,
        prior: Option<RecordSet>,
    },
    /// `domain` is where the approval mails go (EMAIL).
    EnsureCertificate {
        spec: CertificateSpec,
        domain: DomainName,
    },
    ResendValidation {
        arn: CertificateArn,
        names: Vec<CertificateName>,
        domain: DomainName,
    },
    EnsureBalancerGroup {
        name: String,
        vpc: VpcId,
    },
    /// `0.0.0.0/0` may reach the balancer's port.
    EnsureEntrance {
        door: Scheme,
        group: GroupId,
    },
    /// tcp/80 from the balancer's group on one of the server's groups.
    EnsureServerRule {
        server: ServerId,
        server_group: GroupId,
        balancer_group: GroupId,
    },
    /// The group of this name is asked for its servers' health as `check` says.
    EnsureTargetGroup {
        name: String,
        vpc: VpcId,
        check: HealthCheck,
    },
    EnsureRegistration {
        server: ServerId,
        target_group: TargetGroupArn,
        instance: InstanceId,
    },
    EnsureBalancer {
        name: String,
        subnets: Vec<SubnetId>,
        group: GroupId,
    },
    EnsureListener {
        door: Scheme,
        balancer: BalancerArn,
        forward: Option<(TargetGroupArn, CertificateArn)>,
    },
    /// Revokes the world's rules on the server's port 80, listed as they were seen.
    CloseSideDoor {
        rules: Vec<RevokedRule>,
    },

    // Undoing.
    ReopenSideDoor {
        rules: Vec<RevokedRule>,
    },
    /// Deletes `set` if it still stands as we left it, then puts `prior` back. A changed record is left alone.
    RestoreRecord {
        slot: Slot,
        zone: ZoneId,
        set: RecordSet,
        prior: Option<RecordSet>,
    },
    DeleteBalancer {
        arn: BalancerArn,
    },
    DeleteTargetGroup {
        arn: TargetGroupArn,
    },
    DeleteRule {
        slot: Slot,
        group: GroupId,
        rule: RuleId,
    },
    DeleteBalancerGroup {
        group: GroupId,
    },
    DeleteCertificate {
        arn: CertificateArn,
    },
    DeleteZone {
        zone: ZoneId,
    },
    TerminateInstance {
        server: ServerId,
        instance: InstanceId,
    },
}

impl CloudOp {
    /// The row of this op.
    pub(super) fn spec(&self) -> OpSpec {
        use OpClass::{Act, Look, Make, Unmake};
        let (code, class) = match self {
            Self::LookIdentity => (OpCode::LookIdentity, Look),
            Self::LookInstances { .. } => (OpCode::LookInstances, Look),
            Self::LookNetwork { .. } => (OpCode::LookNetwork, Look),
            Self::LookZones { .. } => (OpCode::LookZones, Look),
            Self::LookRecords { .. } => (OpCode::LookRecords, Look),
            Self::LookCertificates { .. } => (OpCode::LookCertificates, Look),
            Self::LookBalancers => (OpCode::LookBalancers, Look),
            Self::LookTargetGroups => (OpCode::LookTargetGroups, Look),
            Self::LookGroups { .. } => (OpCode::LookGroups, Look),
            Self::LookChange { .. } => (OpCode::LookChange, Look),
            Self::LookCertificate { .. } => (OpCode::LookCertificate, Look),
            Self::LookBalancer { .. } => (OpCode::LookBalancer, Look),
            Self::LookTargetHealth { .. } => (OpCode::LookTargetHealth, Look),
            Self::LookInstanceState { .. } => (OpCode::LookInstanceState, Look),
            Self::LookAccountPlan => (OpCode::LookAccountPlan, Look),
            Self::LookRights { .. } => (OpCode::LookRights, Look),
            Self::LookBalancerQuota => (OpCode::LookBalancerQuota, Look),
            Self::LookHostKeys { .. } => (OpCode::LookHostKeys, Look),
            Self::LookReach { .. } => (OpCode::LookReach, Look),
            Self::EnsureZone { .. } => (OpCode::EnsureZone, Make(Slot::Zone)),
            Self::UpsertRecord { slot, set, .. } => (upsert(slot, set), Make(slot.clone())),
            Self::EnsureCertificate { .. } => (OpCode::EnsureCertificate, Make(Slot::Certificate)),
            Self::ResendValidation { .. } => (OpCode::ResendValidation, Act),
            Self::EnsureBalancerGroup { .. } => (OpCode::EnsureBalancerGroup, Make(Slot::BalancerGroup)),
            Self::EnsureEntrance { door: Scheme::Https, .. } => (OpCode::EnsureEntranceHttps, Make(Slot::Entrance(Scheme::Https))),
            Self::EnsureEntrance { door: Scheme::Http, .. } => (OpCode::EnsureEntranceHttp, Make(Slot::Entrance(Scheme::Http))),
            Self::EnsureServerRule { server, .. } => (OpCode::EnsureServerRule, Make(Slot::ServerRule(server.clone()))),
            Self::EnsureTargetGroup { .. } => (OpCode::EnsureTargetGroup, Make(Slot::TargetGroup)),
            Self::EnsureRegistration { server, .. } => (OpCode::EnsureRegistration, Make(Slot::Registration(server.clone()))),
            Self::EnsureBalancer { .. } => (OpCode::EnsureBalancer, Make(Slot::Balancer)),
            Self::EnsureListener { door: Scheme::Https, .. } => (OpCode::EnsureListenerHttps, Make(Slot::Listener(Scheme::Https))),
            Self::EnsureListener { door: Scheme::Http, .. } => (OpCode::EnsureListenerHttp, Make(Slot::Listener(Scheme::Http))),
            Self::CloseSideDoor { .. } => (OpCode::CloseSideDoor, Make(Slot::SideDoor)),
            Self::ReopenSideDoor { .. } => (OpCode::ReopenSideDoor, Unmake(Slot::SideDoor)),
            Self::RestoreRecord { slot: Slot::Validation(name), .. } => (OpCode::DeleteValidation, Unmake(Slot::Validation(name.clone()))),
            Self::RestoreRecord { slot, .. } => (OpCode::RestoreAddress, Unmake(slot.clone())),
            Self::DeleteBalancer { .. } => (OpCode::DeleteBalancer, Unmake(Slot::Balancer)),
            Self::DeleteTargetGroup { .. } => (OpCode::DeleteTargetGroup, Unmake(Slot::TargetGroup)),
            Self::DeleteRule { slot, .. } => (OpCode::DeleteRule, Unmake(slot.clone())),
            Self::DeleteBalancerGroup { .. } => (OpCode::DeleteBalancerGroup, Unmake(Slot::BalancerGroup)),
            Self::DeleteCertificate { .. } => (OpCode::DeleteCertificate, Unmake(Slot::Certificate)),
            Self::DeleteZone { .. } => (OpCode::DeleteZone, Unmake(Slot::Zone)),
            Self::TerminateInstance { server, .. } => (OpCode::TerminateInstance, Unmake(Slot::Instance(server.clone()))),
        };
        OpSpec { code, class }
    }
}

fn upsert(slot: &Slot, set: &RecordSet) -> OpCode {
    match (slot, &set.value) {
        (Slot::Validation(_), _) => OpCode::UpsertValidation,
        (_, RecordValue::Alias { .. }) => OpCode::UpsertAlias,
        _ => OpCode::UpsertAddress,
    }
}
