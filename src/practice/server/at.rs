//! The moment at which something happens on the server.

use std::time::Duration;

use crate::engine::time::Timestamp;
use crate::practice::state::SimState;
use crate::practice::timing::secs;

/// A moment, and how long gunicorn takes to answer from then.
#[derive(Debug, Clone, Copy)]
pub struct At {
    pub now: Timestamp,
    pub boot: Duration,
}

impl At {
    pub fn of(sim: &SimState) -> Self {
        Self { now: sim.now, boot: secs(sim.timing.gunicorn) }
    }
}
