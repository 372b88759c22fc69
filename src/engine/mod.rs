//! The engine: pure. It is handed events and a time, and returns effects as data. No tokio, no AWS, no SSH, no terminal, no
//! words, no clock.

mod core;
pub mod cost;
pub mod directive;
pub mod fault;
#[cfg(test)]
mod fixture;
pub mod goal;
pub mod ids;
pub mod inventory;
pub mod op;
pub mod passes;
pub mod poll;
pub mod queries;
pub mod question;
pub mod record_set;
pub mod resource;
pub mod slot;
pub mod slots;
pub mod splitmix;
pub mod state;
pub mod step_id;
pub mod steps;
pub mod time;
pub mod unit;

pub use core::{Effect, Engine, Event, status};
