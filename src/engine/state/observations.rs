//! What looks told: never journaled, refilled at each start.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Duration;

use crate::engine::fault::Fault;
use crate::engine::ids::{ChangeId, GroupId, TargetGroupArn, ZoneId};
use crate::engine::made::Removed;
use crate::engine::op::cloud::{
    Among, Balancer, Beside, Certificate, CloudFact, CloudOp, ElasticAddress, Elsewhere, Group, GroupUser, IdleGroup, Instance, Network,
    Snapshot, TargetGroup, TargetHealth, Volume, Zone,
};
use crate::engine::op::host::{Chain, HostFact, HostOp, ServiceState, SettingsPlan, Survey, UnitName, VariableSeen};
use crate::engine::op::net::{NetFact, NetOp};
use crate::engine::op::{Fact, Op};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::SlotKind;
use crate::engine::time::Timestamp;
use crate::site::{CertificateName, InstanceId, Region, ServerId};

/// A process of the service that looks met again.
#[derive(Debug, Clone, Copy)]
struct Steady {
    process: (u32, u32),
    since: Timestamp,
    until: Timestamp,
}

/// One look's answer and when it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    pub at: Timestamp,
    pub fact: Fact,
}

/// The last answer to each look.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    looks: HashMap<Op, Observation>,
    /// By server: the service's main process and restart count, and the first and the last look that told just these.
    steady: BTreeMap<ServerId, Steady>,
    /// The other regions that were asked in this run: what told of one may be gone when AWS is read once more.
    regions: BTreeSet<Region>,
    /// Those of them that were asked what runs there.
    billed: BTreeSet<Region>,
    /// What was in a target group of ours there when this run saw it: the group may be gone.
    targets: BTreeSet<(Region, String)>,
    /// Writes that leave no resource (a restart) and went well in this run.
    done: HashSet<Op>,
    /// Looks that were given up, and why.
    failed: HashMap<Op, Fault>,
    /// The first burst was compared with the ledger; from here on our own writes make it old.
    pub refreshed: bool,
    /// Nothing that the preflight checks tell stops this run: its steps may write.
    pub passed: bool,
    /// The person wants the approval mails sent once more: those of this name, or of all that are not approved.
    pub mail_again: Option<Option<CertificateName>>,
    /// The person wants no certificate of others, for this run.
    pub own_certificate: bool,
    /// The person wants what lets more in than visitors left as it is, for this run.
    pub side_door_left: bool,
    /// The person wants the server left in the group that it shares, for this run.
    pub shared_group_left: bool,
    /// The person agreed to a pause in this run.
    pub pause_agreed: bool,
    /// AWS was read again after the last write of a teardown.
    pub swept: bool,
    /// What this run removed because another computer's came first.
    pub second: Vec<Removed>,
    /// What of ours a mere look did not find any more.
    pub vanished: Vec<Resource>,
    /// When resolvers have forgotten the signature that the parent was last seen to promise.
    pub signed_until: Option<Timestamp>,
    /// When this run was told that one of these was made.
    made: BTreeMap<SlotKind, Timestamp>,
}

impl Observations {
    /// Keeps what `op` answered at `at`, in place of its last answer.
    pub fn keep(&mut self, op: Op, fact: Fact, at: Timestamp) {
        if let (Op::Host(server, ..), Fact::Host(HostFact::Service(state))) = (&op, &fact) {
            let process = (state.main_pid, state.restarts);
            let since = self.steady.get(server).filter(|s| s.process == process).map_or(at, |s| s.since);
            self.steady.insert(server.clone(), Steady { process, since, until: at });
        }
        if let Op::Cloud(CloudOp::LookElsewhere { region }) = &op {
            self.regions.insert(region.clone());
        }
        if let Fact::Net(NetFact::Signer(seen)) = &fact
            && !seen.signers.is_empty()
        {
            self.signed_until = Some(at + Duration::from_secs(u64::from(seen.ttl)));
        }
        if let Op::Cloud(CloudOp::LookBeside { region, .. }) = &op {
            self.billed.insert(region.clone());
        }
        if let Fact::Cloud(CloudFact::Elsewhere(told)) = &fact {
            let ours = told.target_groups.iter().filter(|group| group.tagged).flat_map(|group| &group.targets);
            self.targets.extend(ours.map(|target| (told.region.clone(), target.clone())));
        }
        self.failed.remove(&op);
        self.looks.insert(op, Observation { at, fact });
    }

    /// The last answer to this look.
    pub fn look(&self, op: &Op) -> Option<&Observation> {
        self.looks.get(op)
    }

    /// Keeps why a look was given up.
    pub fn fail(&mut self, op: Op, fault: Fault) {
        self.failed.insert(op, fault);
    }

    /// Why this look was given up.
    pub fn failure(&self, op: &Op) -> Option<&Fault> {
        self.failed.get(op)
    }

    /// Whether this look needs no asking any more: it was answered, or given up.
    pub fn is_over(&self, op: &Op) -> bool {
        self.look(op).is_some() || self.failure(op).is_some()
    }

    /// Every look that was given up, and why.
    pub fn failures(&self) -> impl Iterator<Item = (&Op, &Fault)> {
        self.failed.iter()
    }

    /// Forgets the answers of the looks that `stale` picks: a write has made them old.
    pub fn forget(&mut self, stale: impl Fn(&Op) -> bool) {
        self.looks.retain(|op, _| !stale(op));
    }

    /// Forgets what looks told of AWS and the server, so that they are read anew: the sweep of a teardown.
    pub fn refresh(&mut self) {
        self.forget(|op| !matches!(op, Op::Net(_)));
        // What was refused may be granted by now.
        self.failed.retain(|op, _| !matches!(op, Op::Cloud(_)));
        self.refreshed = false;
        self.swept = true;
    }

    /// Forgets everything, so that a stuck run is tried again from its first look.
    pub fn start_over(&mut self) {
        let (side_door_left, shared_group_left, pause_agreed) = (self.side_door_left, self.shared_group_left, self.pause_agreed);
        let (own_certificate, signed_until) = (self.own_certificate, self.signed_until);
        *self = Self { side_door_left, shared_group_left, pause_agreed, own_certificate, signed_until, ..Self::default() };
    }

    /// Notes that a write went well in this run.
    pub fn did(&mut self, op: Op) {
        self.done.insert(op);
    }

    /// Notes when one of these was made.
    pub fn made(&mut self, kind: SlotKind, at: Timestamp) {
        self.made.insert(kind, at);
    }

    /// When this run was told that one of these was made.
    pub fn made_at(&self, kind: SlotKind) -> Option<Timestamp> {
        self.made.get(&kind).copied()
    }

    /// Forgets that these writes were done: what they did no longer holds.
    pub fn undo(&mut self, pick: impl Fn(&Op) -> bool) {
        self.done.retain(|op| !pick(op));
    }

    /// Whether a write that `pick`s went well in this run.
    pub fn has_done(&self, pick: impl Fn(&Op) -> bool) -> bool {
        self.done.iter().any(pick)
    }

    /// The writes that went well in this run, in no order.
    pub fn done(&self) -> impl Iterator<Item = &Op> {
        self.done.iter()
    }

    /// For how long looks have told the same main process and restart count. Time in which nobody looked proves nothing.
    pub fn steady_for(&self, server: &ServerId) -> Duration {
        self.steady.get(server).map(|s| s.until - s.since).unwrap_or_default()
    }

    /// Starts the watch over the service's steadiness anew.
    pub fn unsteady(&mut self, server: &ServerId) {
        self.steady.remove(server);
    }

    fn cloud(&self, op: CloudOp) -> Option<&CloudFact> {
        match self.looks.get(&Op::Cloud(op)).map(|l| &l.fact) {
            Some(Fact::Cloud(fact)) => Some(fact),
            _ => None,
        }
    }

    /// The newest answer that `pick` takes: the same question may have been put in two ways.
    fn any_cloud<'a, T>(&'a self, pick: impl Fn(&'a CloudFact) -> Option<T>) -> Option<T> {
        let answers = self.looks.values().filter_map(|look| match &look.fact {
            Fact::Cloud(fact) => Some((look.at, pick(fact)?)),
            _ => None,
        });
        answers.max_by_key(|(at, _)| *at).map(|(_, answer)| answer)
    }

    pub fn instances(&self) -> Option<&[Instance]> {
        self.any_cloud(|f| match f {
            CloudFact::Instances(all) => Some(all.as_slice()),
            _ => None,
        })
    }

    pub fn identity(&self) -> Option<(&str, &str)> {
        match self.cloud(CloudOp::LookIdentity)? {
            CloudFact::Identity { account, arn, .. } => Some((account, arn)),
            _ => None,
        }
    }

    /// By how many seconds our clock was ahead of AWS's when it told who we are.
    pub fn clock_ahead(&self) -> Option<i64> {
        match self.cloud(CloudOp::LookIdentity)? {
            CloudFact::Identity { ahead, .. } => *ahead,
            _ => None,
        }
    }

    pub fn network(&self) -> Option<&Network> {
        self.any_cloud(|f| match f {
            CloudFact::Network(network) => Some(network),
            _ => None,
        })
    }

    pub fn zones(&self) -> Option<&[Zone]> {
        self.any_cloud(|f| match f {
            CloudFact::Zones(all) => Some(all.as_slice()),
            _ => None,
        })
    }

    pub fn records(&self, zone: &ZoneId) -> Option<&[RecordSet]> {
        match self.cloud(CloudOp::LookRecords { zone: zone.clone() })? {
            CloudFact::Records { sets, .. } => Some(sets),
            _ => None,
        }
    }

    /// What the looks into other regions told, in the order of these.
    pub fn elsewhere(&self) -> Vec<&Elsewhere> {
        let told = self.looks.values().filter_map(|look| match &look.fact {
            Fact::Cloud(CloudFact::Elsewhere(told)) => Some(told),
            _ => None,
        });
        let mut all: Vec<&Elsewhere> = told.collect();
        all.sort_by_key(|told| &told.region);
        all
    }

    /// The other regions that were asked in this run.
    pub fn regions(&self) -> &BTreeSet<Region> {
        &self.regions
    }

    /// Those of them that were asked what runs there.
    pub fn all_asked_beside(&self) -> &BTreeSet<Region> {
        &self.billed
    }

    /// Whether it was in a target group of ours there.
    pub fn was_target(&self, region: &Region, target: &str) -> bool {
        self.targets.iter().any(|(of, known)| of == region && known == target)
    }

    /// What runs in this other region, and what hangs on the servers there: the answer that tells of the most is the newest.
    pub fn beside(&self, region: &Region) -> Option<&Beside> {
        let asked = self.looks.iter().filter_map(|(op, look)| match (op, &look.fact) {
            (Op::Cloud(CloudOp::LookBeside { region: of, of: instances }), Fact::Cloud(CloudFact::Beside(told))) if of == region => {
                Some(((look.at, instances.len()), told))
            }
            _ => None,
        });
        asked.max_by_key(|(age, _)| *age).map(|(_, told)| told)
    }

    /// The same of every one that was asked.
    pub fn all_beside(&self) -> Vec<&Beside> {
        self.billed.iter().filter_map(|region| self.beside(region)).collect()
    }

    pub fn certificates(&self) -> Option<&[Certificate]> {
        self.any_cloud(|f| match f {
            CloudFact::Certificates(all) => Some(all.as_slice()),
            _ => None,
        })
    }

    /// Those of others that cover all of these names.
    pub fn covering(&self, names: &[CertificateName]) -> Option<&[Certificate]> {
        match self.cloud(CloudOp::LookCovering { names: names.to_vec() })? {
            CloudFact::Covering(all) => Some(all),
            _ => None,
        }
    }

    /// Those of ours as the newest look at them told, and when.
    pub fn certificates_at(&self) -> Option<(Timestamp, &[Certificate])> {
        let told = |look: &'_ Observation| matches!(look.fact, Fact::Cloud(CloudFact::Certificates(_))).then_some(look.at);
        let at = self.looks.values().filter_map(told).max()?;
        Some((at, self.certificates()?))
    }

    /// What just this look told.
    pub fn certificates_among(&self, among: Among) -> Option<&[Certificate]> {
        match self.cloud(CloudOp::LookCertificates { among })? {
            CloudFact::Certificates(all) => Some(all),
            _ => None,
        }
    }

    pub fn balancers(&self) -> Option<&[Balancer]> {
        match self.cloud(CloudOp::LookBalancers)? {
            CloudFact::Balancers(all) => Some(all),
            _ => None,
        }
    }

    pub fn target_groups(&self) -> Option<&[TargetGroup]> {
        match self.cloud(CloudOp::LookTargetGroups)? {
            CloudFact::TargetGroups(all) => Some(all),
            _ => None,
        }
    }

    pub fn groups(&self) -> Option<&[Group]> {
        // Asked again once more is known of the server's groups: the answer that tells of the most is the newest.
        let asked = self.looks.iter().filter_map(|(op, look)| match (op, &look.fact) {
            (Op::Cloud(CloudOp::LookGroups { server_groups }), Fact::Cloud(CloudFact::Groups(all))) => {
                Some(((look.at, server_groups.len()), all))
            }
            _ => None,
        });
        asked.max_by_key(|(age, _)| *age).map(|(_, all)| all.as_slice())
    }

    /// The volumes of the servers and those remembered, as the newest look for them told.
    pub fn volumes(&self) -> Option<&[Volume]> {
        self.any_cloud(|f| if let CloudFact::Volumes(all) = f { Some(all.as_slice()) } else { None })
    }

    /// The Elastic IP addresses, likewise.
    pub fn addresses(&self) -> Option<&[ElasticAddress]> {
        self.any_cloud(|f| if let CloudFact::Addresses(all) = f { Some(all.as_slice()) } else { None })
    }

    pub fn snapshots(&self) -> Option<&[Snapshot]> {
        self.any_cloud(|f| if let CloudFact::Snapshots(all) = f { Some(all.as_slice()) } else { None })
    }

    pub fn idle_groups(&self) -> Option<&[IdleGroup]> {
        self.any_cloud(|f| if let CloudFact::IdleGroups(all) = f { Some(all.as_slice()) } else { None })
    }

    /// When that was.
    pub fn groups_at(&self) -> Option<Timestamp> {
        let is_it = |op: &&Op| matches!(op, Op::Cloud(CloudOp::LookGroups { .. }));
        self.looks.iter().filter(|(op, _)| is_it(op)).map(|(_, look)| look.at).max()
    }

    /// Who stands in these groups.
    pub fn group_users(&self, groups: &[GroupId]) -> Option<&[GroupUser]> {
        match self.cloud(CloudOp::LookGroupUsers { groups: groups.to_vec() })? {
            CloudFact::GroupUsers(all) => Some(all),
            _ => None,
        }
    }

    pub fn in_sync(&self, change: &ChangeId) -> bool {
        matches!(self.cloud(CloudOp::LookChange { change: change.clone() }), Some(CloudFact::Change { in_sync: true, .. }))
    }

    pub fn certificate(&self, arn: &crate::engine::ids::CertificateArn) -> Option<&Certificate> {
        match self.cloud(CloudOp::LookCertificate { arn: arn.clone() })? {
            CloudFact::CertificateState(c) => Some(c),
            _ => None,
        }
    }

    /// How the balancer last found this very target: state, AWS's reason and description.
    pub fn target_health(&self, target_group: &TargetGroupArn, instance: &InstanceId) -> Option<(TargetHealth, &str, &str)> {
        let look = CloudOp::LookTargetHealth { target_group: target_group.clone(), instance: instance.clone() };
        match self.cloud(look)? {
            CloudFact::TargetHealth { health, reason, description } => Some((*health, reason, description)),
            _ => None,
        }
    }

    /// This server's newest answer that `pick` takes.
    fn any_host<'a, T>(&'a self, server: &ServerId, pick: impl Fn(&'a HostOp, &'a HostFact) -> Option<T>) -> Option<T> {
        self.newest_host(server, pick).map(|(_, answer)| answer)
    }

    /// The same, and when it came.
    fn newest_host<'a, T>(&'a self, server: &ServerId, pick: impl Fn(&'a HostOp, &'a HostFact) -> Option<T>) -> Option<(Timestamp, T)> {
        let answers = self.looks.iter().filter_map(|(op, look)| match (op, &look.fact) {
            (Op::Host(of, _, op), Fact::Host(fact)) if of == server => Some((look.at, pick(op, fact)?)),
            _ => None,
        });
        answers.max_by_key(|(at, _)| *at)
    }

    pub fn survey(&self, server: &ServerId) -> Option<&Survey> {
        self.any_host(server, |_, f| match f {
            HostFact::Survey(s) => Some(s.as_ref()),
            _ => None,
        })
    }

    /// The unit's state as asked with this Host.
    pub fn service(&self, server: &ServerId, of: &UnitName, asked: &str) -> Option<&ServiceState> {
        self.any_host(server, |op, f| match (op, f) {
            (HostOp::LookService { unit, host }, HostFact::Service(s)) if unit == of && host == asked => Some(s.as_ref()),
            _ => None,
        })
    }

    /// What answers the site's name on this server.
    pub fn chain(&self, server: &ServerId) -> Option<&Chain> {
        self.chain_at(server).map(|(_, chain)| chain)
    }

    /// The same, and when it was looked at.
    pub fn chain_at(&self, server: &ServerId) -> Option<(Timestamp, &Chain)> {
        self.newest_host(server, |_, f| match f {
            HostFact::Chain(chain) => Some(chain.as_ref()),
            _ => None,
        })
    }

    /// When this look was answered last.
    pub fn at(&self, op: &Op) -> Option<Timestamp> {
        self.look(op).map(|look| look.at)
    }

    /// What this very try of the health check was answered: the HTTP status, if one came.
    pub fn health(&self, look: &Op) -> Option<Option<u16>> {
        match &self.look(look)?.fact {
            Fact::Host(HostFact::Health(status)) => Some(*status),
            _ => None,
        }
    }

    /// What this very look for a variable told.
    pub fn variable(&self, look: &Op) -> Option<&VariableSeen> {
        match &self.look(look)?.fact {
            Fact::Host(HostFact::Variable(seen)) => Some(seen),
            _ => None,
        }
    }

    /// What this very look at the settings told: one for other names plans another change.
    pub fn settings(&self, look: &Op) -> Option<&SettingsPlan> {
        match &self.look(look)?.fact {
            Fact::Host(HostFact::Settings(plan)) => Some(plan.as_ref()),
            _ => None,
        }
    }

    /// The public internet's last answer to this look.
    pub fn net(&self, op: &NetOp) -> Option<&NetFact> {
        match self.looks.get(&Op::Net(op.clone())).map(|l| &l.fact) {
            Some(Fact::Net(fact)) => Some(fact),
            _ => None,
        }
    }
}
