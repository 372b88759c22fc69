//! What is known: the [`Ledger`] (what we did and were answered; durable, the fold of the journal's entries) and [`Observations`] (what
//! looks found; refilled at each start).
//!
//! Only an entry changes the ledger, and only a look's answer or a write's end changes what was seen.

mod entry;
mod ledger;
mod observations;
mod pause;
mod world;

pub use entry::{JournalEntry, OpId, Outcome, Seq, Token};
pub use ledger::{Ledger, Pending};
pub use observations::{Observation, Observations};
pub use pause::Pause;
pub use world::World;
