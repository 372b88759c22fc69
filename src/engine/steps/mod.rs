//! One file a step: what may run now, what is asked of the person. Pure: a step is a function of the [`World`].

pub mod address;
pub mod balancer;
pub mod certificate;
mod consent;
pub mod domain;
pub mod live;
pub mod name_servers;
mod record_write;
pub mod service;

use crate::engine::cost::Item;
use crate::engine::directive::Next;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;

/// One step of the guide: pure, its test is a table. Everything that others know of a step they learn here.
pub trait Step: std::fmt::Debug + Sync {
    fn id(&self) -> StepId;

    /// The steps that must be done before this one begins.
    fn needs(&self) -> &'static [StepId];

    /// What it makes, in order, as the site is configured: the plan, the bill, the parts on its screen.
    fn parts(&self, w: &World) -> Vec<Part>;

    /// What it wants now.
    fn directives(&self, w: &World) -> Vec<Next>;

    /// A mere look goes on past a broken step to this one: is there anything to see?
    fn observable(&self, _: &World) -> bool {
        true
    }
}

/// One thing that a step makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub slot: Slot,
    /// The name it will have, or a path.
    pub name: String,
    pub bill: Vec<(Item, u32)>,
}

impl Part {
    /// A part with the bill of its slot.
    pub fn new(slot: Slot, name: impl Into<String>) -> Self {
        Self::under(0, slot, name)
    }

    /// A part that stands under so many public addresses, each of which bills.
    pub fn under(addresses: u32, slot: Slot, name: impl Into<String>) -> Self {
        let bill = (slot.kind().spec().bill)(addresses);
        Self { slot, name: name.into(), bill }
    }
}

/// The guide, in its order.
pub static GUIDE: [&dyn Step; 7] = [
    &service::Service,
    &domain::Domain,
    &name_servers::NameServers,
    &address::Address,
    &certificate::Certificate,
    &balancer::Balancer,
    &live::Live,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::world;

    #[test]
    fn the_guide_stands_in_the_order_of_its_codes() {
        assert_eq!(GUIDE.map(|step| step.id()).to_vec(), StepId::guide().collect::<Vec<_>>());
        assert_eq!(GUIDE.last().map(|step| step.id()), Some(StepId::LAST));
    }

    #[test]
    fn a_step_needs_only_steps_before_it() {
        assert!(GUIDE.iter().all(|step| step.needs().iter().all(|need| *need < step.id())));
    }

    #[test]
    fn each_part_is_its_steps_as_the_table_of_slots_has_it() {
        let mut w = world();
        w.site.server.close_http = true;
        let parts = GUIDE.iter().flat_map(|step| step.parts(&w).into_iter().map(|part| (step.id(), part)));
        for (step, part) in parts {
            assert_eq!(part.slot.kind().spec().step, step, "{part:?}");
        }
    }
}
