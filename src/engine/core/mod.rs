//! The state machine, and what it needs: what leaves now, what is asked again, how a run stands.
//!
//! It carries out whatever the guide it is given wants, and must not know what a step does: no step is called by its name here.

mod attempts;
mod engine;
mod inquiry;
mod invalidate;
mod overdue;
mod schedule;
pub mod status;

pub use engine::{Effect, Engine, Event};
