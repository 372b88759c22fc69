//! What AWS answers to a look.

use super::facts::{
    AccountPlan, Balancer, BalancerState, Certificate, Group, GroupUser, IdleGroup, Instance, Reach, Rights, TargetGroup, TargetHealth,
    Zone,
};
use super::{Beside, ConsoleKeys, ElasticAddress, Elsewhere, Holder, Network, Snapshot, Volume};
use crate::engine::ids::{BalancerArn, ChangeId, ZoneId};
use crate::engine::record_set::RecordSet;

/// What AWS answers to a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloudFact {
    Identity {
        account: String,
        arn: String,
        /// By how many seconds our clock was ahead of AWS's then; `None`: AWS did not tell the time.
        ahead: Option<i64>,
    },
    Instances(Vec<Instance>),
    Network(Network),
    Zones(Vec<Zone>),
    Records {
        zone: ZoneId,
        sets: Vec<RecordSet>,
    },
    Certificates(Vec<Certificate>),
    Covering(Vec<Certificate>),
    Balancers(Vec<Balancer>),
    TargetGroups(Vec<TargetGroup>),
    Groups(Vec<Group>),
    Volumes(Vec<Volume>),
    Addresses(Vec<ElasticAddress>),
    Snapshots(Vec<Snapshot>),
    Elsewhere(Elsewhere),
    Beside(Beside),
    IdleGroups(Vec<IdleGroup>),
    /// `in_sync`: every Route 53 server has it.
    Change {
        change: ChangeId,
        in_sync: bool,
    },
    CertificateState(Certificate),
    BalancerState {
        arn: BalancerArn,
        state: BalancerState,
        reason: String,
    },
    TargetHealth {
        health: TargetHealth,
        reason: String,
        description: String,
    },
    InstanceState(Instance),
    /// `None`: this AWS has no such service, or this account no plan.
    AccountPlan(Option<AccountPlan>),
    Rights(Rights),
    BalancerQuota {
        standing: u32,
        most: u32,
        /// Where AWS's console has the quota, by the console's own names.
        name: String,
    },
    HostKeys(ConsoleKeys),
    /// `None`: EC2 knows no such instance.
    Reach(Option<Box<Reach>>),
    /// Every interface that stands in one of the groups that were asked about.
    GroupUsers(Vec<GroupUser>),
    /// Empty: nothing that AWS tells of.
    Holders(Vec<Holder>),
}
