//! What is written at AWS.

use serde::{Deserialize, Serialize};

use super::error::{LOOK, WireError, main_only};
use super::regional::Regional;
use super::resource::{Door, RecordSet, Slot, all};
use super::rule::{InPlaceOf, NarrowRule, Permit, RevokedRule};
use super::site::{KeyType, Validation};
use crate::engine::ids::{
    AllocationId, BalancerArn, CertificateArn, GroupId, ListenerArn, ListenerRuleArn, RuleId, SubnetId, TargetGroupArn, VolumeId, VpcId,
    ZoneId,
};
use crate::engine::op::cloud;
use crate::site::{CertificateName, CertificateSpec, DomainName, HealthCheck, HealthCodes, HealthPath, InstanceId, Region, ServerId};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum CloudOp {
    EnsureZone {
        domain: DomainName,
    },
    UpsertRecord {
        slot: Slot,
        zone: ZoneId,
        set: RecordSet,
        prior: Option<RecordSet>,
    },
    EnsureCertificate {
        names: Vec<CertificateName>,
        validation: Validation,
        key_type: KeyType,
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
    EnsureEntrance {
        door: Door,
        group: GroupId,
    },
    EnsureServerRule {
        server_group: GroupId,
        balancer_group: GroupId,
    },
    EnsureTargetGroup {
        name: String,
        vpc: VpcId,
        path: HealthPath,
        codes: HealthCodes,
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
    /// Since schema 10.
    EnsureRedirect {
        name: DomainName,
        listener: ListenerArn,
        to: DomainName,
    },
    /// Since schema 8.
    NarrowSideDoor {
        narrow: Vec<NarrowRule>,
        revoked: Vec<RevokedRule>,
    },
    CloseSideDoor {
        rules: Vec<RevokedRule>,
        narrow: Vec<NarrowRule>,
    },
    /// Since schema 8, as are the other three.
    EnsureOwnGroup {
        name: String,
        vpc: VpcId,
        place: InPlaceOf,
        permits: Vec<Permit>,
    },
    EnterOwnGroup {
        own: GroupId,
        place: InPlaceOf,
        before: Vec<GroupId>,
        tried: bool,
    },
    LeaveOwnGroup {
        own: GroupId,
        place: InPlaceOf,
        before: Vec<GroupId>,
    },
    DeleteOwnGroup {
        group: GroupId,
    },
    ReopenSideDoor {
        rules: Vec<RevokedRule>,
        narrow: Vec<NarrowRule>,
    },
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
    /// Since schema 10.
    DeleteOldCertificate {
        arn: CertificateArn,
    },
    /// Since schema 10.
    DeleteRedirect {
        name: DomainName,
        rule: ListenerRuleArn,
    },
    DeleteZone {
        zone: ZoneId,
    },
    /// Since schema 8.
    DeleteElsewhere {
        region: Region,
        thing: Regional,
    },
    TerminateInstance {
        instance: InstanceId,
    },
    /// Since schema 8, as is the other.
    StopInstance {
        instance: InstanceId,
    },
    StartInstance {
        instance: InstanceId,
    },
    /// Since schema 8, as are the other two.
    DeleteVolume {
        volume: VolumeId,
        of: InstanceId,
    },
    ReleaseAddress {
        address: AllocationId,
        of: InstanceId,
    },
    DeleteServerGroup {
        group: GroupId,
    },
}

impl TryFrom<cloud::CloudOp> for CloudOp {
    type Error = WireError;
    fn try_from(op: cloud::CloudOp) -> Result<Self, WireError> {
        use cloud::CloudOp as Engine;
        Ok(match op {
            Engine::EnsureZone { domain } => Self::EnsureZone { domain },
            Engine::UpsertRecord { slot, zone, set, prior } => {
                Self::UpsertRecord { slot: slot.try_into()?, zone, set: set.into(), prior: prior.map(Into::into) }
            }
            Engine::EnsureCertificate { spec: CertificateSpec { names, validation, key_type }, domain } => {
                Self::EnsureCertificate { names, validation: validation.into(), key_type: key_type.into(), domain }
            }
            Engine::ResendValidation { arn, names, domain } => Self::ResendValidation { arn, names, domain },
            Engine::EnsureBalancerGroup { name, vpc } => Self::EnsureBalancerGroup { name, vpc },
            Engine::EnsureEntrance { door, group } => Self::EnsureEntrance { door: door.into(), group },
            Engine::EnsureServerRule { server, server_group, balancer_group } => {
                main_only(&server)?;
                Self::EnsureServerRule { server_group, balancer_group }
            }
            Engine::EnsureTargetGroup { name, vpc, check: HealthCheck { path, codes } } => {
                Self::EnsureTargetGroup { name, vpc, path, codes }
            }
            Engine::EnsureRegistration { server, target_group, instance } => {
                main_only(&server)?;
                Self::EnsureRegistration { target_group, instance }
            }
            Engine::EnsureBalancer { name, subnets, group } => Self::EnsureBalancer { name, subnets, group },
            Engine::EnsureListener { door, balancer, forward } => Self::EnsureListener { door: door.into(), balancer, forward },
            Engine::EnsureRedirect { name, listener, to } => Self::EnsureRedirect { name, listener, to },
            Engine::NarrowSideDoor { narrow, revoked } => Self::NarrowSideDoor { narrow: all(narrow), revoked: all(revoked) },
            Engine::CloseSideDoor { rules, narrow } => Self::CloseSideDoor { rules: all(rules), narrow: all(narrow) },
            Engine::EnsureOwnGroup { server, name, vpc, place, permits } => {
                main_only(&server)?;
                Self::EnsureOwnGroup { name, vpc, place: place.into(), permits: all(permits) }
            }
            Engine::EnterOwnGroup { server, own, place, before, tried } => {
                main_only(&server)?;
                Self::EnterOwnGroup { own, place: place.into(), before, tried }
            }
            Engine::LeaveOwnGroup { server, own, place, before } => {
                main_only(&server)?;
                Self::LeaveOwnGroup { own, place: place.into(), before }
            }
            Engine::DeleteOwnGroup { server, group } => {
                main_only(&server)?;
                Self::DeleteOwnGroup { group }
            }
            Engine::ReopenSideDoor { rules, narrow } => Self::ReopenSideDoor { rules: all(rules), narrow: all(narrow) },
            Engine::RestoreRecord { slot, zone, set, prior } => {
                Self::RestoreRecord { slot: slot.try_into()?, zone, set: set.into(), prior: prior.map(Into::into) }
            }
            Engine::DeleteBalancer { arn } => Self::DeleteBalancer { arn },
            Engine::DeleteTargetGroup { arn } => Self::DeleteTargetGroup { arn },
            Engine::DeleteRule { slot, group, rule } => Self::DeleteRule { slot: slot.try_into()?, group, rule },
            Engine::DeleteBalancerGroup { group } => Self::DeleteBalancerGroup { group },
            Engine::DeleteCertificate { arn } => Self::DeleteCertificate { arn },
            Engine::DeleteOldCertificate { arn } => Self::DeleteOldCertificate { arn },
            Engine::DeleteRedirect { name, rule } => Self::DeleteRedirect { name, rule },
            Engine::DeleteZone { zone } => Self::DeleteZone { zone },
            Engine::DeleteElsewhere { region, thing } => Self::DeleteElsewhere { region, thing: thing.into() },
            Engine::TerminateInstance { server, instance } => {
                main_only(&server)?;
                Self::TerminateInstance { instance }
            }
            Engine::StopInstance { server, instance } => {
                main_only(&server)?;
                Self::StopInstance { instance }
            }
            Engine::StartInstance { server, instance } => {
                main_only(&server)?;
                Self::StartInstance { instance }
            }
            Engine::DeleteVolume { volume, of } => Self::DeleteVolume { volume, of },
            Engine::ReleaseAddress { address, of } => Self::ReleaseAddress { address, of },
            Engine::DeleteServerGroup { group } => Self::DeleteServerGroup { group },
            Engine::LookIdentity
            | Engine::LookInstances { .. }
            | Engine::LookNetwork { .. }
            | Engine::LookZones { .. }
            | Engine::LookRecords { .. }
            | Engine::LookCertificates { .. }
            | Engine::LookCovering { .. }
            | Engine::LookBalancers
            | Engine::LookTargetGroups
            | Engine::LookGroups { .. }
            | Engine::LookVolumes { .. }
            | Engine::LookAddresses { .. }
            | Engine::LookSnapshots { .. }
            | Engine::LookElsewhere { .. }
            | Engine::LookBeside { .. }
            | Engine::LookIdleGroups { .. }
            | Engine::LookChange { .. }
            | Engine::LookCertificate { .. }
            | Engine::LookBalancer { .. }
            | Engine::LookTargetHealth { .. }
            | Engine::LookInstanceState { .. }
            | Engine::LookAccountPlan
            | Engine::LookRights { .. }
            | Engine::LookBalancerQuota
            | Engine::LookHostKeys { .. }
            | Engine::LookReach { .. }
            | Engine::LookGroupUsers { .. }
            | Engine::LookHolders { .. } => return Err(LOOK),
        })
    }
}

impl From<CloudOp> for cloud::CloudOp {
    fn from(op: CloudOp) -> Self {
        use CloudOp as Wire;
        match op {
            Wire::EnsureZone { domain } => Self::EnsureZone { domain },
            Wire::UpsertRecord { slot, zone, set, prior } => {
                Self::UpsertRecord { slot: slot.into(), zone, set: set.into(), prior: prior.map(Into::into) }
            }
            Wire::EnsureCertificate { names, validation, key_type, domain } => Self::EnsureCertificate {
                spec: CertificateSpec { names, validation: validation.into(), key_type: key_type.into() },
                domain,
            },
            Wire::ResendValidation { arn, names, domain } => Self::ResendValidation { arn, names, domain },
            Wire::EnsureBalancerGroup { name, vpc } => Self::EnsureBalancerGroup { name, vpc },
            Wire::EnsureEntrance { door, group } => Self::EnsureEntrance { door: door.into(), group },
            Wire::EnsureServerRule { server_group, balancer_group } => {
                Self::EnsureServerRule { server: ServerId::MAIN, server_group, balancer_group }
            }
            Wire::EnsureTargetGroup { name, vpc, path, codes } => Self::EnsureTargetGroup { name, vpc, check: HealthCheck { path, codes } },
            Wire::EnsureRegistration { target_group, instance } => {
                Self::EnsureRegistration { server: ServerId::MAIN, target_group, instance }
            }
            Wire::EnsureBalancer { name, subnets, group } => Self::EnsureBalancer { name, subnets, group },
            Wire::EnsureListener { door, balancer, forward } => Self::EnsureListener { door: door.into(), balancer, forward },
            Wire::EnsureRedirect { name, listener, to } => Self::EnsureRedirect { name, listener, to },
            Wire::NarrowSideDoor { narrow, revoked } => Self::NarrowSideDoor { narrow: all(narrow), revoked: all(revoked) },
            Wire::CloseSideDoor { rules, narrow } => Self::CloseSideDoor { rules: all(rules), narrow: all(narrow) },
            Wire::EnsureOwnGroup { name, vpc, place, permits } => {
                Self::EnsureOwnGroup { server: ServerId::MAIN, name, vpc, place: place.into(), permits: all(permits) }
            }
            Wire::EnterOwnGroup { own, place, before, tried } => {
                Self::EnterOwnGroup { server: ServerId::MAIN, own, place: place.into(), before, tried }
            }
            Wire::LeaveOwnGroup { own, place, before } => Self::LeaveOwnGroup { server: ServerId::MAIN, own, place: place.into(), before },
            Wire::DeleteOwnGroup { group } => Self::DeleteOwnGroup { server: ServerId::MAIN, group },
            Wire::ReopenSideDoor { rules, narrow } => Self::ReopenSideDoor { rules: all(rules), narrow: all(narrow) },
            Wire::RestoreRecord { slot, zone, set, prior } => {
                Self::RestoreRecord { slot: slot.into(), zone, set: set.into(), prior: prior.map(Into::into) }
            }
            Wire::DeleteBalancer { arn } => Self::DeleteBalancer { arn },
            Wire::DeleteTargetGroup { arn } => Self::DeleteTargetGroup { arn },
            Wire::DeleteRule { slot, group, rule } => Self::DeleteRule { slot: slot.into(), group, rule },
            Wire::DeleteBalancerGroup { group } => Self::DeleteBalancerGroup { group },
            Wire::DeleteCertificate { arn } => Self::DeleteCertificate { arn },
            Wire::DeleteOldCertificate { arn } => Self::DeleteOldCertificate { arn },
            Wire::DeleteRedirect { name, rule } => Self::DeleteRedirect { name, rule },
            Wire::DeleteZone { zone } => Self::DeleteZone { zone },
            Wire::DeleteElsewhere { region, thing } => Self::DeleteElsewhere { region, thing: thing.into() },
            Wire::TerminateInstance { instance } => Self::TerminateInstance { server: ServerId::MAIN, instance },
            Wire::StopInstance { instance } => Self::StopInstance { server: ServerId::MAIN, instance },
            Wire::StartInstance { instance } => Self::StartInstance { server: ServerId::MAIN, instance },
            Wire::DeleteVolume { volume, of } => Self::DeleteVolume { volume, of },
            Wire::ReleaseAddress { address, of } => Self::ReleaseAddress { address, of },
            Wire::DeleteServerGroup { group } => Self::DeleteServerGroup { group },
        }
    }
}
