//! What a build would make, in order, and what of it stands already.

use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::op::cloud::{Instance, InstanceState};
use crate::engine::queries::server;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{GUIDE, Part, Step};

/// One thing that a build makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    pub step: StepId,
    pub slot: Slot,
    /// The name it will have, or a path.
    pub name: String,
    /// Its id when it stands already.
    pub stands: Option<String>,
    pub bill: Bill,
}

/// What one resource costs.
pub fn bill_of(w: &World, resource: &Resource) -> Bill {
    Bill::of(&items(resource), None, PriceTable::built_in(), &w.site.region)
}

/// The items of a bill that a resource stands for.
fn items(resource: &Resource) -> Vec<(Item, u32)> {
    let addresses = match resource {
        Resource::Balancer { zones, .. } => u32::try_from(zones.len()).unwrap_or(u32::MAX),
        _ => 0,
    };
    (resource.slot().kind().spec().bill)(addresses)
}

/// At the end of a teardown nothing tells any more which instance was the server: the only one that runs must be it.
fn the_only_one(w: &World) -> Option<&Instance> {
    let mut running = w.observed.instances()?.iter().filter(|i| i.state == InstanceState::Running);
    running.next().filter(|_| w.ledger.closed && running.next().is_none())
}

/// Everything that a whole build makes, in the guide's order.
pub fn planned(w: &World) -> Vec<Planned> {
    planned_of(&GUIDE, w)
}

/// Everything that this guide makes, in its order.
pub fn planned_of(guide: &[&dyn Step], w: &World) -> Vec<Planned> {
    let all = guide.iter().flat_map(|step| step.parts(w).into_iter().map(|part| (step.id(), part)));
    let planned = |(step, Part { slot, name, bill }): (StepId, Part)| {
        let same = |held: &Slot| held.kind() == slot.kind() && held.server() == slot.server();
        let stands = w.ledger.resources.iter().find(|(held, _)| same(held)).map(|(_, resource)| resource.label());
        Planned { step, slot, name, stands, bill: Bill::of(&bill, None, PriceTable::built_in(), &w.site.region) }
    };
    all.map(planned).collect()
}

/// What bills now: what we made or adopted, and the servers.
pub fn bill_now(w: &World) -> Bill {
    let parts: Vec<(Item, u32)> = w.ledger.resources.values().flat_map(items).collect();
    let known: Vec<&Instance> = w.site.servers().filter_map(|(id, _)| server::instance(w, &id)).collect();
    let instances = if known.is_empty() { the_only_one(w).into_iter().collect() } else { known };
    let bill = |parts: &[(Item, u32)], kind: Option<&str>| Bill::of(parts, kind, PriceTable::built_in(), &w.site.region);
    let running = instances.into_iter().filter(|i| i.state == InstanceState::Running);
    let servers = running.flat_map(|i| {
        let items = [(Item::Instance, 1), (Item::InstanceAddress, u32::from(i.public_address.is_some()))];
        bill(&items, Some(&i.instance_type)).lines
    });
    Bill { lines: bill(&parts, None).lines.into_iter().chain(servers).collect() }
}
