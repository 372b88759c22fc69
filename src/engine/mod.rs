//! The engine: pure. It is handed events and a time, and returns effects as data.
//!
//! It uses `site` (what is configured), `sanitize` and `codes`. It must never know tokio, AWS, SSH, a terminal, a file, words that
//! a person reads, or a clock. Its rooms, from above: `core` (the state machine), `passes` and `steps` (what is wanted), `slots`
//! (what may stand, and how it goes again), `queries` over `state` (what is known), `op` (what may be asked), and the words below.

mod bills;
pub mod cidr;
mod core;
pub mod cost;
pub mod directive;
pub mod fault;
#[cfg(test)]
pub(crate) mod fixture;
pub mod goal;
pub mod hop;
pub mod ids;
pub mod ingress;
pub mod inventory;
pub mod leftover;
pub mod location;
pub mod made;
pub mod op;
pub mod options;
pub mod own_group;
pub mod passes;
pub mod poll;
pub mod preflight;
pub mod queries;
pub mod question;
pub mod record_set;
pub mod regional;
pub mod removal;
pub mod resource;
pub mod slot;
pub mod slots;
pub mod splitmix;
pub mod state;
pub mod step_id;
pub mod steps;
pub mod their_record;
pub mod time;
pub mod unit;

pub use core::{Effect, Engine, Event, status};
