//! The engine: pure. It is handed events and a time, and returns effects as data. No tokio, no AWS, no SSH, no terminal, no
//! words, no clock.

pub mod ask;
mod cleaned;
pub mod cost;
pub mod fault;
pub mod op;
pub mod policy;
pub mod resource;
pub mod seen;
pub mod time;
pub mod unit;
pub mod world;

pub use cleaned::cleaned;
