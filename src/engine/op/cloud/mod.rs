//! What is asked of AWS.

mod among;
mod console;
mod elastic_address;
mod elsewhere;
mod fact;
mod facts;
mod holders;
mod issue_cause;
mod network;
mod storage;
mod told;

pub use crate::engine::ingress::RuleSource;
pub use among::Among;
pub use console::{ConsoleKeys, ConsoleSays, HostKey, InstanceRef, KeyCheck, KeyKind};
pub use elastic_address::ElasticAddress;
pub use elsewhere::{Beside, Elsewhere};
pub use fact::CloudFact;
pub use facts::*;
pub use holders::{Held, Holder, HolderKind};
pub use issue_cause::IssueCause;
pub use network::{Missing, Network, Obstacle, ObstacleKind, Subnet, Unsuited, WayOut};
pub use storage::{Snapshot, Volume};
pub use told::{NameProof, ProofState, Renewal, RenewalState, Told};

use crate::engine::ids::{
    AllocationId, BalancerArn, CertificateArn, ChangeId, GroupId, ListenerArn, ListenerRuleArn, RuleId, SubnetId, TargetGroupArn, VolumeId,
    VpcId, ZoneId,
};
use crate::engine::ingress::Permit;
use crate::engine::op::{OpClass, OpCode, OpSpec};
use crate::engine::own_group::InPlaceOf;
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::regional::Regional;
use crate::engine::resource::{NarrowRule, RevokedRule};
use crate::engine::slot::{Scheme, Slot};
use crate::site::{CertificateName, CertificateSpec, DomainName, HealthCheck, InstanceId, Region, ServerId};

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
    /// Certificates of the account that are issued, cover all of these names, and bear the tag of no site of Landfall's ->
    /// [`CloudFact::Covering`].
    LookCovering {
        names: Vec<CertificateName>,
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
    /// What may be the site's in this region, which is another than its own -> [`CloudFact::Elsewhere`].
    LookElsewhere {
        region: Region,
    },
    /// The instances of such a region that are not terminated, and what hangs on these of them -> [`CloudFact::Beside`].
    LookBeside {
        region: Region,
        of: Vec<InstanceId>,
    },

    // What hangs on an instance and bills for itself.
    /// The volumes that are attached to these instances, and these -> [`CloudFact::Volumes`].
    LookVolumes {
        of: Vec<InstanceId>,
        remembered: Vec<VolumeId>,
    },
    /// The Elastic IPs that these instances have, and these -> [`CloudFact::Addresses`].
    LookAddresses {
        of: Vec<InstanceId>,
        remembered: Vec<AllocationId>,
    },
    /// The account's own snapshots of these volumes -> [`CloudFact::Snapshots`].
    LookSnapshots {
        of: Vec<VolumeId>,
    },
    /// Those of these groups that no interface is in and no other group's rule names; never a VPC's own -> [`CloudFact::IdleGroups`].
    LookIdleGroups {
        groups: Vec<GroupId>,
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
    /// What keeps it from being deleted -> [`CloudFact::Holders`].
    LookHolders {
        of: Held,
    },

    // The way to the server past the balancer.
    /// Who stands in these groups -> [`CloudFact::GroupUsers`].
    LookGroupUsers {
        groups: Vec<GroupId>,
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
    /// A rule of this listener that leads from `name` to `to`, by https, with path and query kept.
    EnsureRedirect {
        name: DomainName,
        listener: ListenerArn,
        to: DomainName,
    },
    /// Authorises what stands in for wider rules that are to be revoked. `revoked`: what was revoked before, which stays written down.
    NarrowSideDoor {
        narrow: Vec<NarrowRule>,
        revoked: Vec<RevokedRule>,
    },
    /// Revokes rules that let the world past the balancer, listed as they were seen. `narrow`: ours, which stand in their place, and are
    /// there before anything is revoked.
    CloseSideDoor {
        rules: Vec<RevokedRule>,
        narrow: Vec<NarrowRule>,
    },
    /// A security group of the server's own, of this name and in this VPC, with these rules.
    EnsureOwnGroup {
        server: ServerId,
        name: String,
        vpc: VpcId,
        place: InPlaceOf,
        permits: Vec<Permit>,
    },
    /// Puts it in place of the shared ones on the server's interface, whose groups were `before`. `tried`: it stands there, and a login
    /// and a visitor came through.
    EnterOwnGroup {
        server: ServerId,
        own: GroupId,
        place: InPlaceOf,
        before: Vec<GroupId>,
        tried: bool,
    },

    // Undoing.
    /// Puts the interface's groups back as they were; where our group stands there no more they are left as they are.
    LeaveOwnGroup {
        server: ServerId,
        own: GroupId,
        place: InPlaceOf,
        before: Vec<GroupId>,
    },
    DeleteOwnGroup {
        server: ServerId,
        group: GroupId,
    },
    /// Authorises the rules again as they were, then revokes ours that stood in their place.
    ReopenSideDoor {
        rules: Vec<RevokedRule>,
        narrow: Vec<NarrowRule>,
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
    /// The one in whose place another serves.
    DeleteOldCertificate {
        arn: CertificateArn,
    },
    DeleteRedirect {
        name: DomainName,
        rule: ListenerRuleArn,
    },
    DeleteZone {
        zone: ZoneId,
    },
    /// What bears the site's tag in another region.
    DeleteElsewhere {
        region: Region,
        thing: Regional,
    },
    TerminateInstance {
        server: ServerId,
        instance: InstanceId,
    },

    // For a pause, and after it.
    /// Stops it; one that is stopped is done.
    StopInstance {
        server: ServerId,
        instance: InstanceId,
    },
    /// Starts it; one that runs is done.
    StartInstance {
        server: ServerId,
        instance: InstanceId,
    },
    /// One that this instance left behind; never one that another has by now. So it is with the next.
    DeleteVolume {
        volume: VolumeId,
        of: InstanceId,
    },
    ReleaseAddress {
        address: AllocationId,
        of: InstanceId,
    },
    /// A group that was a terminated server's, and that nothing uses.
    DeleteServerGroup {
        group: GroupId,
    },
}

impl CloudOp {
    /// Whether it looks for what hangs on an instance, or was its own.
    pub fn is_of_leftovers(&self) -> bool {
        matches!(self, Self::LookVolumes { .. } | Self::LookAddresses { .. } | Self::LookSnapshots { .. } | Self::LookIdleGroups { .. })
    }

    /// The row of this op.
    pub(super) fn spec(&self) -> OpSpec {
        use OpClass::{Act, Discard, Look, Make, Unmake};
        let (code, class) = match self {
            Self::LookIdentity => (OpCode::LookIdentity, Look),
            Self::LookInstances { .. } => (OpCode::LookInstances, Look),
            Self::LookNetwork { .. } => (OpCode::LookNetwork, Look),
            Self::LookZones { .. } => (OpCode::LookZones, Look),
            Self::LookRecords { .. } => (OpCode::LookRecords, Look),
            Self::LookCertificates { .. } => (OpCode::LookCertificates, Look),
            Self::LookCovering { .. } => (OpCode::LookCovering, Look),
            Self::LookBalancers => (OpCode::LookBalancers, Look),
            Self::LookTargetGroups => (OpCode::LookTargetGroups, Look),
            Self::LookGroups { .. } => (OpCode::LookGroups, Look),
            Self::LookVolumes { .. } => (OpCode::LookVolumes, Look),
            Self::LookAddresses { .. } => (OpCode::LookAddresses, Look),
            Self::LookSnapshots { .. } => (OpCode::LookSnapshots, Look),
            Self::LookElsewhere { .. } => (OpCode::LookElsewhere, Look),
            Self::LookBeside { .. } => (OpCode::LookBeside, Look),
            Self::LookIdleGroups { .. } => (OpCode::LookIdleGroups, Look),
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
            Self::LookGroupUsers { .. } => (OpCode::LookGroupUsers, Look),
            Self::NarrowSideDoor { .. } => (OpCode::NarrowSideDoor, Make(Slot::SideDoor)),
            Self::LookHolders { .. } => (OpCode::LookHolders, Look),
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
            Self::EnsureRedirect { name, .. } => (OpCode::EnsureRedirect, Make(Slot::Redirect(name.clone()))),
            Self::CloseSideDoor { .. } => (OpCode::CloseSideDoor, Make(Slot::SideDoor)),
            Self::EnsureOwnGroup { server, .. } => (OpCode::EnsureOwnGroup, Make(Slot::OwnGroup(server.clone()))),
            Self::EnterOwnGroup { server, tried: false, .. } => (OpCode::EnterOwnGroup, Make(Slot::InOwnGroup(server.clone()))),
            Self::EnterOwnGroup { server, tried: true, .. } => (OpCode::KeepOwnGroup, Make(Slot::InOwnGroup(server.clone()))),
            Self::LeaveOwnGroup { server, .. } => (OpCode::LeaveOwnGroup, Unmake(Slot::InOwnGroup(server.clone()))),
            Self::DeleteOwnGroup { server, .. } => (OpCode::DeleteOwnGroup, Unmake(Slot::OwnGroup(server.clone()))),
            Self::ReopenSideDoor { .. } => (OpCode::ReopenSideDoor, Unmake(Slot::SideDoor)),
            Self::RestoreRecord { slot: Slot::Validation(name), .. } => (OpCode::DeleteValidation, Unmake(Slot::Validation(name.clone()))),
            Self::RestoreRecord { slot, .. } => (OpCode::RestoreAddress, Unmake(slot.clone())),
            Self::DeleteBalancer { .. } => (OpCode::DeleteBalancer, Unmake(Slot::Balancer)),
            Self::DeleteTargetGroup { .. } => (OpCode::DeleteTargetGroup, Unmake(Slot::TargetGroup)),
            Self::DeleteRule { slot, .. } => (OpCode::DeleteRule, Unmake(slot.clone())),
            Self::DeleteBalancerGroup { .. } => (OpCode::DeleteBalancerGroup, Unmake(Slot::BalancerGroup)),
            Self::DeleteCertificate { .. } => (OpCode::DeleteCertificate, Unmake(Slot::Certificate)),
            Self::DeleteOldCertificate { .. } => (OpCode::DeleteOldCertificate, Unmake(Slot::OldCertificate)),
            Self::DeleteRedirect { name, .. } => (OpCode::DeleteRedirect, Unmake(Slot::Redirect(name.clone()))),
            Self::DeleteZone { .. } => (OpCode::DeleteZone, Unmake(Slot::Zone)),
            Self::StopInstance { .. } => (OpCode::StopInstance, Act),
            Self::StartInstance { .. } => (OpCode::StartInstance, Act),
            Self::DeleteElsewhere { region, thing } => (OpCode::DeleteElsewhere, Unmake(Slot::elsewhere(region, thing))),
            Self::TerminateInstance { server, .. } => (OpCode::TerminateInstance, Unmake(Slot::Instance(server.clone()))),
            Self::DeleteVolume { .. } => (OpCode::DeleteVolume, Discard),
            Self::ReleaseAddress { .. } => (OpCode::ReleaseAddress, Discard),
            Self::DeleteServerGroup { .. } => (OpCode::DeleteServerGroup, Discard),
        };
        OpSpec { code, class }
    }

    /// The region that it is asked in, where that is another than the site's.
    pub fn elsewhere(&self) -> Option<&Region> {
        if let Self::LookElsewhere { region }
        | Self::LookBeside { region, .. }
        | Self::DeleteElsewhere { region, .. }
        | Self::LookHolders { of: Held::Elsewhere { region, .. } } = self
        {
            Some(region)
        } else {
            None
        }
    }
}

fn upsert(slot: &Slot, set: &RecordSet) -> OpCode {
    match (slot, &set.value) {
        (Slot::Validation(_), _) => OpCode::UpsertValidation,
        (_, RecordValue::Alias { .. }) => OpCode::UpsertAlias,
        _ => OpCode::UpsertAddress,
    }
}
