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

use crate::engine::directive::Next;
use crate::engine::state::World;
use crate::engine::step_id::StepId;

#[cfg(test)]
pub(in crate::engine) use certificate::Certificate;

/// A step: pure, its test is a table.
pub trait Step {
    fn id(&self) -> StepId;
    /// The steps that must be done before this one begins.
    fn needs(&self) -> &'static [StepId];
    fn next(&self, w: &World) -> Vec<Next>;
}
