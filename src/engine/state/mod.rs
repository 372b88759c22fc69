//! What is known: the [`Ledger`] (what we did and were told; durable) and [`Seen`] (what looks told; refilled at each start).

mod entry;
mod ledger;
mod observations;
mod world;

pub use entry::{OpId, Outcome, Record, Seq, Token};
pub use ledger::{Ledger, Pending};
pub use observations::{Look, Seen};
pub use world::World;
