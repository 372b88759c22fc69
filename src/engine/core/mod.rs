//! The state machine, and what it needs: what leaves now, what is asked again, how a run stands.

mod attempts;
mod engine;
mod invalidate;
mod overdue;
mod schedule;
pub mod status;

pub use engine::{Effect, Engine, Event};
