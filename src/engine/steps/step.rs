//! What a step of the guide is.

use crate::engine::cost::Item;
use crate::engine::directive::Directive;
use crate::engine::op::net::Why;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::PreflightCheck;
use crate::engine::steps::hop::Hop;

/// One step of the guide: pure, its test is a table. Everything that others know of a step they learn here.
pub trait Step: std::fmt::Debug + Sync {
    fn id(&self) -> StepId;

    /// The steps that must be done before this one begins.
    fn needs(&self) -> &'static [StepId];

    /// What it makes, in order, as the site is configured: the plan, the bill, the parts on its screen.
    fn parts(&self, w: &World) -> Vec<Part>;

    /// What it wants now.
    fn directives(&self, w: &World) -> Vec<Directive>;

    /// A mere look goes on past a broken step to this one: is there anything to see?
    fn observable(&self, _: &World) -> bool {
        true
    }

    /// The hops of a visitor's request that this step stands for, each with what proves or breaks it.
    fn hops(&self, _: &World) -> Vec<Hop> {
        Vec::new()
    }

    /// Why nothing of it was looked at although it asks for nothing: it is not shown as good then.
    fn unseen(&self, _: &World) -> Option<Why> {
        None
    }

    /// What would make it fail, seen before anything is made. Of what stands already nothing is asked.
    fn checks(&self, _: &World) -> Vec<PreflightCheck> {
        Vec::new()
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
