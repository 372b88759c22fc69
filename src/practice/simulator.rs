//! The stage on which one scene is played: one answer at a time, kept before it leaves.

use std::sync::{Arc, Mutex, PoisonError};

use super::clock::SceneClock;
use super::store::{Keep, StoreProblem};
use crate::ports::Clock;
use crate::practice::state::Scene;

/// A scene in play. Clones are the same stage.
#[derive(Clone)]
pub struct Stage {
    clock: SceneClock,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    scene: Scene,
    keep: Box<dyn Keep>,
}

impl Stage {
    /// Plays `scene` on by `clock`, and keeps it in `keep`.
    pub fn new(scene: Scene, clock: SceneClock, keep: Box<dyn Keep>) -> Self {
        Self { clock, inner: Arc::new(Mutex::new(Inner { scene, keep })) }
    }

    /// The scene's clock.
    pub fn clock(&self) -> &SceneClock {
        &self.clock
    }

    /// Lets `act` change the scene as it is now, and keeps it before the answer is returned. A refusal changes nothing.
    ///
    /// # Errors
    /// [`StoreProblem`] when the scene could not be kept: it is then as it was before.
    pub fn play<T, E>(&self, act: impl FnOnce(&mut Scene) -> Result<T, E>) -> Result<Result<T, E>, StoreProblem> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let before = inner.scene.clone();
        inner.scene.pass(self.clock.now());
        let passed = inner.scene.clone();
        let answer = act(&mut inner.scene);
        if answer.is_err() {
            // The troubles that a script has dealt out stay dealt.
            let script = std::mem::take(&mut inner.scene.script);
            inner.scene = Scene { script, ..passed };
        }
        let Inner { scene, keep } = &mut *inner;
        match keep.keep(scene) {
            Ok(()) => Ok(answer),
            Err(problem) => {
                *scene = before;
                Err(problem)
            }
        }
    }

    /// What `look` sees of the scene as it is now. Time that passed is not kept by a look alone.
    pub fn see<T>(&self, look: impl FnOnce(&Scene) -> T) -> T {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.scene.pass(self.clock.now());
        look(&inner.scene)
    }
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stage")
    }
}
