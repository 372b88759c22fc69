//! Time passes: whatever becomes true by itself does so at its own moment.

use super::state::Scene;
use super::{aws, internet, server};
use crate::engine::time::Timestamp;

impl Scene {
    /// Lets time pass until `to`: whatever becomes true by itself meanwhile becomes true at its own moment. A moment that is past
    /// changes nothing.
    pub fn pass(&mut self, to: Timestamp) {
        while let Some(at) = self.due().filter(|at| *at <= to) {
            self.now = self.now.max(at);
            internet::settle(self);
            server::settle(self);
            aws::settle(self);
        }
        self.now = self.now.max(to);
    }

    /// The next moment at which something becomes true by itself.
    fn due(&self) -> Option<Timestamp> {
        [internet::due(self), server::due(self), aws::due(self)].into_iter().flatten().min()
    }
}
