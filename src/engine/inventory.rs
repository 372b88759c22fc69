//! What a build would make, in order, and what of it stands already.

pub use crate::engine::bills::{bill_after, bill_besides, bill_now, bill_of, bill_of_leftover, zone_waits};
use crate::engine::bills::{bill_elsewhere, bill_here, priced};
use crate::engine::cost::{Bill, Item, Line};
use crate::engine::queries;
use crate::engine::slot::{Slot, SlotKind};
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

/// Everything that a whole build makes, in the guide's order.
pub fn planned(w: &World) -> Vec<Planned> {
    planned_of(&GUIDE, w)
}

/// Everything that this guide makes, in its order.
pub fn planned_of(guide: &[&dyn Step], w: &World) -> Vec<Planned> {
    let all = guide.iter().flat_map(|step| step.parts(w).into_iter().map(|part| (step.id(), part)));
    let planned = |(step, Part { slot, name, bill }): (StepId, Part)| {
        let one_a_name = matches!(slot.kind(), SlotKind::OtherAddress | SlotKind::Redirect);
        let same = |held: &Slot| *held == slot || (!one_a_name && held.kind() == slot.kind() && held.server() == slot.server());
        let stands = w.ledger.resources.iter().find(|(held, _)| same(held)).map(|(_, resource)| resource.label());
        Planned { step, slot, name, stands, bill: priced(w, &bill, None) }
    };
    all.map(planned).collect()
}

/// What a pause takes off the bill, and what bills on. `stops`: the servers too.
pub fn paused(w: &World, stops: bool) -> (Bill, Bill) {
    let given_up = queries::paused::keeps_address(w) == Some(false);
    let goes = |item: Item| match item {
        Item::Balancer | Item::BalancerAddresses => true,
        Item::Instance => stops,
        // An Elastic IP bills whether its server runs or not; where it is not known, it may be one.
        Item::InstanceAddress => stops && given_up,
        Item::Zone | Item::IdleAddress | Item::Volume | Item::Snapshot => false,
    };
    let (saves, stays): (Vec<Line>, Vec<Line>) = bill_here(w).lines.into_iter().partition(|line| goes(line.item));
    // What stands in another region only a teardown takes down.
    (Bill { lines: saves }, Bill { lines: stays.into_iter().chain(bill_elsewhere(w).lines).collect() })
}
