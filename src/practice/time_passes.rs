//! Time passes: whatever becomes true by itself does so at its own moment, in order. May use every rule; nobody asks it for anything
//! but the simulator.

use super::state::SimState;
use super::{aws, server};
use crate::engine::time::Timestamp;
use crate::practice::dns;

impl SimState {
    /// Lets time pass until `to`: whatever becomes true by itself meanwhile becomes true at its own moment. A moment that is past
    /// changes nothing.
    pub fn pass(&mut self, to: Timestamp) {
        while let Some(at) = self.due().filter(|at| *at <= to) {
            self.now = self.now.max(at);
            dns::settle(self);
            server::settle(self);
            aws::settle(self);
        }
        self.now = self.now.max(to);
    }

    /// The next moment at which something becomes true by itself.
    fn due(&self) -> Option<Timestamp> {
        [dns::due(self), server::due(self), aws::due(self)].into_iter().flatten().min()
    }
}
