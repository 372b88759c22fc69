//! The whole state: everything that is true in a practice world at one moment. It outlives the process that plays in it.

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::internet::Internet;
use super::server::ServerState;
use crate::engine::time::Timestamp;
use crate::practice::scenario::Habits;
use crate::practice::timing::Timing;
use crate::practice::trouble::TroubleScript;

/// A practice world at one moment. Only the simulator changes it, one answer at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SimState {
    /// Simulated time: it stands still while nothing runs.
    pub now: Timestamp,
    /// The last number given out by [`SimState::fresh`].
    pub serial: u64,
    /// By how many seconds the clock of the person's computer is ahead of that.
    pub clock_off: i64,
    pub timing: Timing,
    pub aws: Account,
    pub server: ServerState,
    pub internet: Internet,
    pub script: TroubleScript,
    /// What the simulated person does, and how.
    pub habits: Habits,
}

impl SimState {
    /// A number that nothing else in this state has: ids are made of these, so that a world goes the same way each time it is played.
    pub fn fresh(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }
}
