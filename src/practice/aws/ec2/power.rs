//! StopInstances: an instance comes to a stand and gives its public address back, unless that is an Elastic IP.

use super::ids;
use super::params::{off, only, required_list};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::ec2::{Ec2, InstanceState};

/// StopInstances: all of them, or none. One that stands still, or is about to, goes on so.
pub fn stop(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["InstanceId.N", "Force", "Hibernate", "SkipOsShutdown"])?;
    ["Force", "Hibernate", "SkipOsShutdown"].into_iter().try_for_each(|flag| off(input, flag))?;
    let named = required_list(input, "InstanceId")?;
    let now = sim.now;
    let Ec2 { instances, .. } = &mut sim.aws.ec2;
    let unknown: Vec<String> = named.iter().filter(|id| instances.iter().all(|i| i.id != **id)).cloned().collect();
    if !unknown.is_empty() {
        return Err(ids::INSTANCE.unknown(&unknown));
    }
    if let Some(ending) = instances.iter().find(|i| named.contains(&i.id) && i.is_ending()) {
        let why = format!("The instance '{}' is not in a state from which it can be stopped.", ending.id);
        return Err(Refusal::new("IncorrectInstanceState", why));
    }
    let stops = instances.iter_mut().filter(|i| named.contains(&i.id)).map(|instance| {
        let before = instance.state.shape("previousState");
        if instance.state == InstanceState::Running {
            (instance.state, instance.since) = (InstanceState::Stopping, now);
        }
        Element::new("item").has("instanceId", &instance.id).with(instance.state.shape("currentState")).with(before)
    });
    let stops = stops.collect::<Vec<_>>();
    Ok(Reply::Query(vec![Element::list("instancesSet", stops)]))
}

/// What stands still is reached from outside at its Elastic IP alone: another address is somebody else's from now on.
pub fn give_back(ec2: &mut Ec2) {
    let Ec2 { instances, interfaces, addresses, .. } = ec2;
    let elastic = |id: &str| addresses.iter().find(|e| e.instance.as_deref() == Some(id)).map(|e| e.address);
    for instance in instances.iter_mut().filter(|i| i.state == InstanceState::Stopped) {
        instance.public_address = elastic(&instance.id);
        let own = interfaces.iter_mut().filter(|interface| interface.instance.as_ref() == Some(&instance.id));
        own.for_each(|interface| interface.public_address = instance.public_address);
    }
}
