//! A site that is paused, or about to be: where its name leads, and whether its servers stand still.

use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceState};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::records::Held;
use crate::engine::queries::{records, server};
use crate::engine::question::Answer;
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::{InstanceId, ServerId};

/// Whether visitors come by the balancer: it stands, and the site's record, as we left it, leads there.
pub fn leads_to_balancer(w: &World) -> bool {
    records::is_behind_balancer(w) && w.holds(&Slot::Balancer) && !is_theirs(w)
}

/// Whether others wrote another record in place of our alias of the canonical name.
pub fn is_theirs(w: &World) -> bool {
    records::held(w).is_some_and(|held| records::is_alias(held.set) && is_replaced(w, &held))
}

/// Whether another record stands in this one's place.
pub fn is_replaced(w: &World, held: &Held) -> bool {
    let same = |stands: &&RecordSet| stands.stands_where(held.set);
    w.observed.records(held.zone).unwrap_or_default().iter().find(same).is_some_and(|stands| stands != held.set)
}

/// Whether a pause that is not through has opened what we had closed of the servers' ports, or may have.
pub fn door_is_open(w: &World) -> bool {
    let begun = w.ledger.pause.is_some_and(|pause| !pause.through);
    let closed = |resource: &Resource| match resource.slot() {
        slot @ (Slot::SideDoor | Slot::InOwnGroup(_)) => w.ledger.pending_on(&slot).is_none(),
        _ => false,
    };
    begun && w.answered(&Answer::ReopenDoor) && !w.ledger.resources.values().any(closed)
}

/// The look at the servers' Elastic IPs; `None`: no instance is known.
pub fn addresses_look(w: &World) -> Option<Op> {
    let of: Vec<InstanceId> = w.site.servers().filter_map(|(id, _)| server::instance_id(w, &id).cloned()).collect();
    (!of.is_empty()).then_some(Op::Cloud(CloudOp::LookAddresses { of, remembered: Vec::new() }))
}

/// Whether the servers have their addresses again once they were stopped and started; `None`: nobody looked.
pub fn keeps_address(w: &World) -> Option<bool> {
    let Fact::Cloud(CloudFact::Addresses(all)) = &w.observed.look(&addresses_look(w)?)?.fact else { return None };
    let instance = |id: &ServerId| server::instance_id(w, id).cloned();
    let keeps = |id: &ServerId| instance(id).is_some_and(|of| all.iter().any(|elastic| elastic.instance.as_ref() == Some(&of)));
    Some(w.site.servers().all(|(id, _)| keeps(&id)))
}

/// Whether a pause stopped this server, and nobody was seen to have started it since.
pub fn rests(w: &World, id: &ServerId) -> bool {
    let runs = |instance: &InstanceId| matches!(state(w, instance), Some(InstanceState::Running | InstanceState::Pending));
    w.ledger.stopped.get(id).is_some_and(|instance| !runs(instance))
}

/// How the instance was seen in this run.
pub fn state(w: &World, id: &InstanceId) -> Option<InstanceState> {
    let listed = || w.observed.instances()?.iter().find(|instance| instance.id == *id).map(|instance| instance.state);
    told_state(w, id).or_else(listed)
}

/// How it was when it was looked at by itself.
pub fn told_state(w: &World, id: &InstanceId) -> Option<InstanceState> {
    let look = Op::Cloud(CloudOp::LookInstanceState { instance: id.clone() });
    match &w.observed.look(&look)?.fact {
        Fact::Cloud(CloudFact::InstanceState(instance)) => Some(instance.state),
        _ => None,
    }
}
