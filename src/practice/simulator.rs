//! The simulator: holds one state, answers one request at a time, and keeps what an answer changed before the answer leaves.

use std::sync::{Arc, Mutex, PoisonError};

use super::clock::SimClock;
use super::computer::ComputerClock;
use super::store::{Keep, StoreProblem};
use crate::ports::Clock;
use crate::practice::state::SimState;

/// A simulation that runs. Clones are the same one.
#[derive(Clone)]
pub struct Simulator {
    clock: SimClock,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    sim: SimState,
    keep: Box<dyn Keep>,
}

impl Simulator {
    /// Goes on from `sim` by `clock`, and keeps what comes of it in `keep`.
    pub fn new(sim: SimState, clock: SimClock, keep: Box<dyn Keep>) -> Self {
        Self { clock, inner: Arc::new(Mutex::new(Inner { sim, keep })) }
    }

    /// The simulation's clock.
    pub fn clock(&self) -> &SimClock {
        &self.clock
    }

    /// The clock of the person's computer, as it stands now.
    pub fn computer(&self) -> ComputerClock {
        ComputerClock::new(self.clock.clone(), self.see(|sim| sim.clock_off))
    }

    /// Lets `act` change the state as it is now, and keeps it before the answer is returned. A refusal changes nothing.
    ///
    /// # Errors
    /// [`StoreProblem`] when the state could not be kept: it is then as it was before.
    pub fn play<T, E>(&self, act: impl FnOnce(&mut SimState) -> Result<T, E>) -> Result<Result<T, E>, StoreProblem> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let before = inner.sim.clone();
        inner.sim.pass(self.clock.now());
        let passed = inner.sim.clone();
        let answer = act(&mut inner.sim);
        if answer.is_err() {
            // The troubles that a script has dealt out stay dealt.
            let script = std::mem::take(&mut inner.sim.script);
            inner.sim = SimState { script, ..passed };
        }
        let Inner { sim, keep } = &mut *inner;
        match keep.keep(sim) {
            Ok(()) => Ok(answer),
            Err(problem) => {
                *sim = before;
                Err(problem)
            }
        }
    }

    /// What `look` sees of the state as it is now. Time that passed is not kept by a look alone.
    pub fn see<T>(&self, look: impl FnOnce(&SimState) -> T) -> T {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.sim.pass(self.clock.now());
        look(&inner.sim)
    }
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Simulator")
    }
}
