//! What hangs on the site's servers and bills beside them, and what a server that was terminated left behind.

use crate::engine::goal::Goal;
use crate::engine::ids::{GroupId, VolumeId};
use crate::engine::leftover::{Belongings, Leftover, LeftoverId};
use crate::engine::op::cloud::{CloudFact, CloudOp, ElasticAddress, IdleGroup, Instance, InstanceState, Snapshot, Volume};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::{beside, server};
use crate::engine::resource::Resource;
use crate::engine::state::World;
use crate::site::InstanceId;

/// The instances that are the site's servers and live.
pub fn servers(w: &World) -> Vec<&Instance> {
    let known: Vec<&Instance> = w.site.servers().filter_map(|(id, _)| server::instance(w, &id)).collect();
    let all = if known.is_empty() { that_was(w).or_else(|| the_only_one(w)).into_iter().collect() } else { known };
    all.into_iter().filter(|instance| lives(w, instance)).collect()
}

/// At the end of a teardown nobody says any more which instance is the server; the journal knows which one was.
fn that_was(w: &World) -> Option<&Instance> {
    let was = w.ledger.server_was.as_ref()?;
    w.observed.instances()?.iter().find(|i| i.id == *was)
}

/// Where not even the journal tells, the only one that runs must be it, or the only one that stands still where none runs; not where a
/// teardown took the server too. A mere look at what stands tells of it before anything is made, and a teardown before it begins as at its
/// end.
fn the_only_one(w: &World) -> Option<&Instance> {
    let looks = matches!(w.options.goal, Goal::Look { .. } | Goal::TearDown(_));
    let nothing_tells = w.ledger.server_was.is_none() && had(w).next().is_none() && !beside::names_any(w);
    let nobody_knows = (w.ledger.closed || looks) && nothing_tells;
    let in_state = |wanted: &[InstanceState]| -> Vec<&Instance> {
        w.observed.instances().unwrap_or_default().iter().filter(|i| wanted.contains(&i.state)).collect()
    };
    let running = in_state(&[InstanceState::Running]);
    let all = if running.is_empty() { in_state(&[InstanceState::Stopped, InstanceState::Stopping]) } else { running };
    if let [only] = all.as_slice() { nobody_knows.then_some(only) } else { None }
}

fn lives(w: &World, instance: &Instance) -> bool {
    !instance.state.ends() && !has_ended(w, &instance.id)
}

/// Whether it was seen to be terminated, though an older look knew it alive.
pub fn has_ended(w: &World, id: &InstanceId) -> bool {
    let state = Op::Cloud(CloudOp::LookInstanceState { instance: id.clone() });
    let told = w.observed.look(&state).map(|look| &look.fact);
    matches!(told, Some(Fact::Cloud(CloudFact::InstanceState(i))) if i.state == InstanceState::Terminated)
}

/// What every server that was terminated had.
fn had(w: &World) -> impl Iterator<Item = &Belongings> {
    w.ledger.belongings.iter().chain(&w.ledger.terminating)
}

/// The volumes that these had.
fn disks_had(w: &World) -> impl Iterator<Item = &VolumeId> {
    had(w).flat_map(|b| b.staying.iter().chain(&b.going))
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What tells of volumes and addresses; nothing where there can be none.
pub fn looks(w: &World) -> Vec<Op> {
    let of = distinct(servers(w).into_iter().map(|i| i.id.clone()));
    let volumes = distinct(disks_had(w).cloned());
    let addresses = distinct(had(w).flat_map(|b| &b.addresses).cloned());
    let none = (of.is_empty() && volumes.is_empty(), of.is_empty() && addresses.is_empty());
    let volumes = (!none.0).then(|| CloudOp::LookVolumes { of: of.clone(), remembered: volumes });
    let addresses = (!none.1).then_some(CloudOp::LookAddresses { of, remembered: addresses });
    volumes.into_iter().chain(addresses).map(Op::Cloud).collect()
}

/// What tells of the snapshots of the volumes that are the servers', or were.
pub fn snapshots_look(w: &World) -> Option<Op> {
    let of = distinct(volumes(w).map(|v| &v.id).chain(disks_had(w)).cloned());
    (!of.is_empty()).then_some(Op::Cloud(CloudOp::LookSnapshots { of }))
}

/// Whether it is the servers' own still, or nobody's: nothing else in the account has it by now.
fn is_theirs(w: &World, holder: Option<&InstanceId>) -> bool {
    holder.is_none_or(|id| servers(w).iter().any(|i| i.id == *id) || had(w).any(|b| b.instance == *id))
}

/// The volumes of the servers, and those that terminated ones left behind.
pub fn volumes(w: &World) -> impl Iterator<Item = &Volume> {
    w.observed.volumes().unwrap_or_default().iter().filter(|v| is_theirs(w, v.attached.as_ref()))
}

/// Their Elastic IP addresses, likewise. What a service of AWS's keeps is not the person's.
pub fn addresses(w: &World) -> impl Iterator<Item = &ElasticAddress> {
    let own = |e: &&ElasticAddress| e.managed_by.is_none() && (!e.in_use || e.instance.is_some()) && is_theirs(w, e.instance.as_ref());
    w.observed.addresses().unwrap_or_default().iter().filter(own)
}

/// The snapshots of these volumes.
pub fn snapshots(w: &World) -> &[Snapshot] {
    w.observed.snapshots().unwrap_or_default()
}

/// What this instance has, to be written down before it is told to end; `None`: that was not looked at.
pub fn belongings(w: &World, instance: &Instance) -> Option<Belongings> {
    w.observed.volumes().and(w.observed.addresses())?;
    let own = |holder: Option<&InstanceId>| holder == Some(&instance.id);
    let disks =
        |goes: bool| volumes(w).filter(|v| own(v.attached.as_ref()) && v.goes_with_instance == goes).map(|v| v.id.clone()).collect();
    let ours = |group: &GroupId| {
        w.ledger.resources.values().any(|r| matches!(r, Resource::BalancerGroup { id } | Resource::OwnGroup { id, .. } if id == group))
    };
    let server = w.site.servers().map(|(id, _)| id).find(|id| server::instance_id(w, id) == Some(&instance.id));
    let groups = server.and_then(|id| server::groups(w, &id)).unwrap_or_else(|| instance.groups.clone());
    Some(Belongings {
        instance: instance.id.clone(),
        staying: disks(false),
        going: disks(true),
        addresses: addresses(w).filter(|e| own(e.instance.as_ref())).map(|e| e.id.clone()).collect(),
        groups: groups.into_iter().filter(|group| !ours(group)).collect(),
    })
}

/// What tells which groups of the servers that teardowns terminated nothing uses any more.
pub fn groups_look(w: &World) -> Option<Op> {
    let groups = distinct(had(w).flat_map(|b| &b.groups).cloned());
    (!groups.is_empty()).then_some(Op::Cloud(CloudOp::LookIdleGroups { groups }))
}

/// The groups that terminated servers had, that nothing uses any more, and that stand: they cost nothing.
pub fn groups_left(w: &World) -> Vec<&IdleGroup> {
    let deleted = |group: &IdleGroup| {
        let op = Op::Cloud(CloudOp::DeleteServerGroup { group: group.id.clone() });
        w.observed.has_done(|done| *done == op)
    };
    let ours = |group: &IdleGroup| had(w).any(|b| b.groups.contains(&group.id));
    w.observed.idle_groups().unwrap_or_default().iter().filter(|g| ours(g) && !deleted(g)).collect()
}

/// What the server that this teardown terminated left behind and may go, on the person's own word: volumes that nothing has, its address,
/// its groups.
pub fn left_behind(w: &World) -> Vec<Leftover> {
    let Some(terminated) = &w.ledger.terminating else { return Vec::new() };
    let free = |holder: Option<&InstanceId>| holder.is_none_or(|id| *id == terminated.instance);
    let disks = volumes(w).filter(|v| terminated.staying.contains(&v.id) && free(v.attached.as_ref())).cloned().map(Leftover::Volume);
    let held = addresses(w).filter(|e| terminated.addresses.contains(&e.id) && free(e.instance.as_ref())).cloned().map(Leftover::Address);
    let groups =
        w.observed.idle_groups().unwrap_or_default().iter().filter(|g| terminated.groups.contains(&g.id)).cloned().map(Leftover::Group);
    // AWS may show for a moment what is deleted already.
    let stands = |one: &Leftover| deletion(w, one.id()).is_none_or(|op| !w.observed.has_done(|done| *done == op));
    disks.chain(held).chain(groups).filter(stands).collect()
}

/// What deletes it, as long as the server that had it is being taken down.
pub fn deletion(w: &World, id: LeftoverId) -> Option<Op> {
    let of = w.ledger.terminating.as_ref()?.instance.clone();
    Some(Op::Cloud(match id {
        LeftoverId::Volume(volume) => CloudOp::DeleteVolume { volume, of },
        LeftoverId::Address(address) => CloudOp::ReleaseAddress { address, of },
        LeftoverId::Group(group) => CloudOp::DeleteServerGroup { group },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::bills;
    use crate::engine::fixture::{instance, world};
    use crate::engine::step_id::StepId;

    #[test]
    fn the_only_server_that_runs_is_told_to_bill_by_a_look_before_anything_is_made_and_by_no_build() {
        let billed = |goal, all: Vec<Instance>| {
            let mut w = world();
            w.site.server.instance = None;
            w.options.goal = goal;
            let look = server::instances_look(&w);
            let w = w.sees(look, Fact::Cloud(CloudFact::Instances(all)));
            bills::bill_now(&w).lines.iter().any(|line| line.id.as_deref() == Some(instance().id.as_str()))
        };
        assert!(billed(Goal::LOOK, vec![instance()]));
        assert!(!billed(Goal::Build { until: StepId::Live }, vec![instance()]));
        let other = Instance { id: "i-0aaaaaaaaaaaaaaaa".parse().unwrap(), ..instance() };
        assert!(!billed(Goal::LOOK, vec![instance(), other]), "nobody said which one it is");
    }

    #[test]
    fn the_only_server_that_stands_still_is_told_by_its_disk() {
        let of = |states: &[InstanceState]| {
            let mut w = world();
            (w.site.server.instance, w.options.goal) = (None, Goal::LOOK);
            let id = |n: usize| format!("i-0aaaaaaaaaaaaaaa{n}").parse().unwrap();
            let all = states.iter().enumerate().map(|(n, state)| Instance { id: id(n), state: *state, ..instance() }).collect();
            let look = server::instances_look(&w);
            servers(&w.sees(look, Fact::Cloud(CloudFact::Instances(all)))).len()
        };
        use InstanceState::{Running, Stopped, Terminated};
        assert_eq!([of(&[Stopped]), of(&[Stopped, Terminated]), of(&[Stopped, Running]), of(&[Stopped, Stopped])], [1, 1, 1, 0]);
    }
}
