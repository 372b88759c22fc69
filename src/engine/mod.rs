//! The engine: pure. It is handed events and a time, and returns effects as data. No tokio, no AWS, no SSH, no terminal, no
//! words, no clock.

pub mod ask;
mod cleaned;
mod core;
pub mod cost;
pub mod fault;
pub mod op;
pub mod plan;
pub mod policy;
pub mod resource;
pub mod retry;
mod schedule;
pub mod seen;
pub mod standing;
pub mod steps;
pub mod time;
mod tries;
pub mod unit;
pub mod world;

pub use cleaned::{cleaned, harmless};
pub use core::{Effect, Engine, Event};
