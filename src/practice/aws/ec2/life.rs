//! How an instance ends and starts, and what becomes true by itself: it shuts down, its interface goes, its tombstone too. A deleted
//! balancer's interfaces go when their time has come.

use std::net::Ipv4Addr;

use super::params::{off, only, required_list};
use super::{ids, power};
use crate::engine::time::Timestamp;
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::ec2::{Ec2, Instance, InstanceState};
use crate::practice::state::storage::Volume;
use crate::practice::timing::{Timing, secs};

/// The public address of an instance that was started again.
const NEXT_ADDRESS: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 57);

/// TerminateInstances: all of them, or none.
pub fn terminate(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["InstanceId.N", "Force", "SkipOsShutdown"])?;
    off(input, "Force")?;
    off(input, "SkipOsShutdown")?;
    let named = required_list(input, "InstanceId")?;
    let now = sim.now;
    let instances = &mut sim.aws.ec2.instances;
    check(instances, &named)?;
    let mut ended: Vec<Element> = Vec::new();
    for id in &named {
        ended.extend(instances.iter_mut().filter(|i| i.id == *id).map(|i| end(i, now)));
    }
    Ok(Reply::Query(vec![Element::list("instancesSet", ended)]))
}

fn check(instances: &[Instance], named: &[String]) -> Result<(), Refusal> {
    let unknown: Vec<String> = named.iter().filter(|id| instances.iter().all(|i| i.id != **id)).cloned().collect();
    if !unknown.is_empty() {
        return Err(ids::INSTANCE.unknown(&unknown));
    }
    let protected = instances.iter().find(|i| named.contains(&i.id) && i.protected && !i.is_ending());
    protected.map_or(Ok(()), |instance| Err(not_permitted(&instance.id)))
}

/// StartInstances: each that is stopped runs, with the next public address, or its Elastic IP; one that runs goes on.
pub fn start(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["InstanceId.N"])?;
    let named = required_list(input, "InstanceId")?;
    let unknown: Vec<String> = named.iter().filter(|id| sim.aws.ec2.instances.iter().all(|i| i.id != **id)).cloned().collect();
    if !unknown.is_empty() {
        return Err(ids::INSTANCE.unknown(&unknown));
    }
    let cannot = |i: &&Instance| named.contains(&i.id) && (i.is_ending() || i.state == InstanceState::Stopping);
    if let Some(ending) = sim.aws.ec2.instances.iter().find(cannot) {
        let why = format!("The instance '{}' is not in a state from which it can be started.", ending.id);
        return Err(Refusal::new("IncorrectInstanceState", why));
    }
    let now = sim.now;
    let Ec2 { instances, interfaces, addresses, .. } = &mut sim.aws.ec2;
    let started = instances.iter_mut().filter(|i| named.contains(&i.id)).map(|instance| {
        let before = instance.state.shape("previousState");
        let item = Element::new("item").has("instanceId", &instance.id);
        if instance.state == InstanceState::Running {
            return item.with(instance.state.shape("currentState")).with(before);
        }
        instance.state = InstanceState::Running;
        instance.since = now;
        let elastic = addresses.iter().find(|e| e.instance.as_ref() == Some(&instance.id)).map(|e| e.address);
        let address = elastic.unwrap_or(NEXT_ADDRESS);
        instance.public_address = Some(address);
        let own = interfaces.iter_mut().filter(|interface| interface.instance.as_ref() == Some(&instance.id));
        own.for_each(|interface| interface.public_address = Some(address));
        item.with(Element::new("currentState").has("code", 0).has("name", "pending")).with(before)
    });
    let started = started.collect::<Vec<_>>();
    Ok(Reply::Query(vec![Element::list("instancesSet", started)]))
}

fn not_permitted(id: &str) -> Refusal {
    let how = "Modify its 'disableApiTermination' instance attribute and try again.";
    Refusal::new("OperationNotPermitted", format!("The instance '{id}' may not be terminated. {how}"))
}

/// Lets an instance end; one that does already goes on with it.
fn end(instance: &mut Instance, now: Timestamp) -> Element {
    let before = instance.state;
    if matches!(before, InstanceState::Running | InstanceState::Stopping | InstanceState::Stopped) {
        instance.state = InstanceState::ShuttingDown;
        instance.since = now;
    }
    let item = Element::new("item").has("instanceId", &instance.id);
    item.with(instance.state.shape("currentState")).with(before.shape("previousState"))
}

impl Instance {
    /// When it comes into its next state, or goes.
    fn next(&self, timing: &Timing) -> Option<Timestamp> {
        match self.state {
            InstanceState::Running | InstanceState::Stopped => None,
            InstanceState::ShuttingDown | InstanceState::Stopping => Some(self.since + secs(timing.shutdown)),
            InstanceState::Terminated => Some(self.since + secs(timing.tombstone)),
        }
    }
}

/// What becomes true by itself at `sim.now`.
pub fn settle(sim: &mut SimState) {
    let SimState { now, timing, aws, .. } = sim;
    let ec2 = &mut aws.ec2;
    ec2.instances.iter_mut().for_each(|instance| settle_one(instance, timing, *now));
    power::give_back(ec2);
    let is_dead = |i: &Instance| i.state == InstanceState::Terminated;
    let dead: Vec<String> = ec2.instances.iter().filter(|i| is_dead(i)).map(|i| i.id.clone()).collect();
    dead.iter().for_each(|id| let_go(ec2, id));
    ec2.instances.retain(|i| !is_dead(i) || i.next(timing).is_none_or(|at| at > *now));
    let Ec2 { instances, interfaces, labels, .. } = ec2;
    let is_used = |id: &String| instances.iter().any(|i| i.id == *id && !is_dead(i));
    let before = interfaces.len();
    interfaces.retain(|i| i.gone_at.is_none_or(|at| at > *now) && i.instance.as_ref().is_none_or(is_used));
    if interfaces.len() < before {
        labels.retain(|id, _| !id.starts_with(ids::INTERFACE.prefix) || interfaces.iter().any(|i| i.id == *id));
    }
}

/// What a terminated instance had: a volume goes with it or is free, its Elastic IP is free.
fn let_go(ec2: &mut Ec2, instance: &str) {
    let had = |v: &Volume| v.attached.as_ref().filter(|a| a.instance == instance).map(|a| a.goes);
    ec2.volumes.retain(|v| had(v) != Some(true));
    ec2.volumes.iter_mut().filter(|v| had(v).is_some()).for_each(|v| v.attached = None);
    ec2.addresses.iter_mut().filter(|e| e.instance.as_deref() == Some(instance)).for_each(|e| e.instance = None);
}

/// From shutting-down to terminated and from stopping to stopped, when it is time: its public address is given up.
fn settle_one(instance: &mut Instance, timing: &Timing, now: Timestamp) {
    let Some(at) = instance.next(timing).filter(|at| *at <= now) else { return };
    match instance.state {
        InstanceState::ShuttingDown => {
            instance.state = InstanceState::Terminated;
            instance.public_address = None;
        }
        InstanceState::Stopping => instance.state = InstanceState::Stopped,
        InstanceState::Running | InstanceState::Stopped | InstanceState::Terminated => return,
    }
    instance.since = at;
}

/// The next moment at which something becomes true by itself.
pub fn due(sim: &SimState) -> Option<Timestamp> {
    let ends = sim.aws.ec2.instances.iter().filter_map(|i| i.next(&sim.timing));
    ends.chain(sim.aws.ec2.interfaces.iter().filter_map(|i| i.gone_at)).min()
}
