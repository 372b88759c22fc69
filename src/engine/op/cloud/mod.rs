//! What is asked of AWS.

mod facts;

pub use facts::*;

use crate::engine::ids::{BalancerArn, CertificateArn, ChangeId, GroupId, RuleId, SubnetId, TargetGroupArn, VpcId, ZoneId};
use crate::engine::op::OpCode;
use crate::engine::record_set::RecordSet;
use crate::engine::resource::RevokedRule;
use crate::engine::slot::{Door, Slot};
use crate::site::{CertificateName, DomainName, InstanceId, Validation};

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
    /// The VPC's subnets with what makes them public -> [`CloudFact::Network`].
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
    /// Certificates (all key types) that bear the site's tag -> [`CloudFact::Certificates`].
    LookCertificates,
    /// Balancers that bear the site's tag or its balancer name, with their listeners -> [`CloudFact::Balancers`].
    LookBalancers,
    /// Target groups that bear the site's tag or its name, with their targets -> [`CloudFact::TargetGroups`].
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
    EnsureCertificate {
        names: Vec<CertificateName>,
        validation: Validation,
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
        door: Door,
        group: GroupId,
    },
    /// tcp/80 from the balancer's group on one of the server's groups.
    EnsureServerRule {
        server_group: GroupId,
        balancer_group: GroupId,
    },
    EnsureTargetGroup {
        name: String,
        vpc: VpcId,
    },
    EnsureRegistration {
        target_group: TargetGroupArn,
        instance: InstanceId,
    },
    EnsureBalancer {
        name: String,
        subnets: Vec<SubnetId>,
        group: GroupId,
    },
    EnsureListener {
        door: Door,
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
        instance: InstanceId,
    },
}

impl CloudOp {
    pub(super) fn is_write(&self) -> bool {
        self.slot().is_some() || matches!(self, Self::ResendValidation { .. })
    }

    pub(super) fn slot(&self) -> Option<Slot> {
        Some(match self {
            Self::EnsureZone { .. } | Self::DeleteZone { .. } => Slot::Zone,
            Self::UpsertRecord { slot, .. } | Self::RestoreRecord { slot, .. } | Self::DeleteRule { slot, .. } => slot.clone(),
            Self::EnsureCertificate { .. } | Self::DeleteCertificate { .. } => Slot::Certificate,
            Self::EnsureBalancerGroup { .. } | Self::DeleteBalancerGroup { .. } => Slot::BalancerGroup,
            Self::EnsureEntrance { door, .. } => Slot::Entrance(*door),
            Self::EnsureServerRule { .. } => Slot::ServerRule,
            Self::EnsureTargetGroup { .. } | Self::DeleteTargetGroup { .. } => Slot::TargetGroup,
            Self::EnsureRegistration { .. } => Slot::Registration,
            Self::EnsureBalancer { .. } | Self::DeleteBalancer { .. } => Slot::Balancer,
            Self::EnsureListener { door, .. } => Slot::Listener(*door),
            Self::CloseSideDoor { .. } | Self::ReopenSideDoor { .. } => Slot::SideDoor,
            Self::TerminateInstance { .. } => Slot::Instance,
            _ => return None,
        })
    }

    pub(super) fn is_unmake(&self) -> bool {
        matches!(
            self,
            Self::ReopenSideDoor { .. }
                | Self::RestoreRecord { .. }
                | Self::DeleteBalancer { .. }
                | Self::DeleteTargetGroup { .. }
                | Self::DeleteRule { .. }
                | Self::DeleteBalancerGroup { .. }
                | Self::DeleteCertificate { .. }
                | Self::DeleteZone { .. }
                | Self::TerminateInstance { .. }
        )
    }

    pub(super) fn code(&self) -> OpCode {
        match self {
            Self::LookIdentity => OpCode::LookIdentity,
            Self::LookInstances { .. } => OpCode::LookInstances,
            Self::LookNetwork { .. } => OpCode::LookNetwork,
            Self::LookZones { .. } => OpCode::LookZones,
            Self::LookRecords { .. } => OpCode::LookRecords,
            Self::LookCertificates => OpCode::LookCertificates,
            Self::LookBalancers => OpCode::LookBalancers,
            Self::LookTargetGroups => OpCode::LookTargetGroups,
            Self::LookGroups { .. } => OpCode::LookGroups,
            Self::LookChange { .. } => OpCode::LookChange,
            Self::LookCertificate { .. } => OpCode::LookCertificate,
            Self::LookBalancer { .. } => OpCode::LookBalancer,
            Self::LookTargetHealth { .. } => OpCode::LookTargetHealth,
            Self::LookInstanceState { .. } => OpCode::LookInstanceState,
            Self::EnsureZone { .. } => OpCode::EnsureZone,
            Self::UpsertRecord { slot: Slot::Validation(_), .. } => OpCode::UpsertValidation,
            Self::UpsertRecord { set, .. } => match set.value {
                crate::engine::record_set::RecordValue::Alias { .. } => OpCode::UpsertAlias,
                _ => OpCode::UpsertAddress,
            },
            Self::EnsureCertificate { .. } => OpCode::EnsureCertificate,
            Self::ResendValidation { .. } => OpCode::ResendValidation,
            Self::EnsureBalancerGroup { .. } => OpCode::EnsureBalancerGroup,
            Self::EnsureEntrance { door: Door::Https, .. } => OpCode::EnsureEntranceHttps,
            Self::EnsureEntrance { door: Door::Http, .. } => OpCode::EnsureEntranceHttp,
            Self::EnsureServerRule { .. } => OpCode::EnsureServerRule,
            Self::EnsureTargetGroup { .. } => OpCode::EnsureTargetGroup,
            Self::EnsureRegistration { .. } => OpCode::EnsureRegistration,
            Self::EnsureBalancer { .. } => OpCode::EnsureBalancer,
            Self::EnsureListener { door: Door::Https, .. } => OpCode::EnsureListenerHttps,
            Self::EnsureListener { door: Door::Http, .. } => OpCode::EnsureListenerHttp,
            Self::CloseSideDoor { .. } => OpCode::CloseSideDoor,
            Self::ReopenSideDoor { .. } => OpCode::ReopenSideDoor,
            Self::RestoreRecord { slot: Slot::Validation(_), .. } => OpCode::DeleteValidation,
            Self::RestoreRecord { .. } => OpCode::RestoreAddress,
            Self::DeleteBalancer { .. } => OpCode::DeleteBalancer,
            Self::DeleteTargetGroup { .. } => OpCode::DeleteTargetGroup,
            Self::DeleteRule { .. } => OpCode::DeleteRule,
            Self::DeleteBalancerGroup { .. } => OpCode::DeleteBalancerGroup,
            Self::DeleteCertificate { .. } => OpCode::DeleteCertificate,
            Self::DeleteZone { .. } => OpCode::DeleteZone,
            Self::TerminateInstance { .. } => OpCode::TerminateInstance,
        }
    }
}
