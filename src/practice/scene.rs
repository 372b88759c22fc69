//! The scene: everything that is true in a practice world at one moment. It outlives the process that plays in it.

use serde::{Deserialize, Serialize};

use super::timing::Timing;
use super::trouble::Script;
use super::world::{Habits, World};
use super::{aws, internet, server};
use crate::engine::time::Timestamp;
use crate::practice::state::account::Account;
use crate::practice::state::internet::Internet;
use crate::practice::state::server::Server;

/// A practice world at one moment. Only [`super::stage::Stage`] changes it, one answer at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Scene time: it stands still while nothing runs.
    pub now: Timestamp,
    /// The last number given out by [`Scene::fresh`].
    pub serial: u64,
    pub timing: Timing,
    pub aws: Account,
    pub server: Server,
    pub internet: Internet,
    pub script: Script,
    /// What the simulated person does, and how.
    pub habits: Habits,
}

impl Scene {
    /// The scene with which `world` begins, at `now`.
    pub fn begin(world: &World, now: Timestamp) -> Self {
        let aws = Account::begin(world);
        let internet = Internet::begin(world, &aws.route53.zones);
        Self {
            now,
            serial: 0,
            timing: world.timing.clone(),
            aws,
            server: Server::begin(world, now),
            internet,
            script: Script::new(world.trouble.clone()),
            habits: world.person.clone(),
        }
    }

    /// A number that nothing else in this scene has: ids are made of these, so that a scene is the same each time it is played.
    pub fn fresh(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

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
