//! The moment at which something happens on the server.

use std::time::Duration;

use crate::engine::time::Timestamp;
use crate::practice::state::Scene;
use crate::practice::timing::secs;

/// A moment, and how long gunicorn takes to answer from then.
#[derive(Debug, Clone, Copy)]
pub struct At {
    pub now: Timestamp,
    pub boot: Duration,
}

impl At {
    pub fn of(scene: &Scene) -> Self {
        Self { now: scene.now, boot: secs(scene.timing.gunicorn) }
    }
}
