//! What the preflight checks came to, as far as any session of this page looked.
//!
//! A build looks only at what it is to do, and begins with looks that tell nothing yet: neither makes anybody forget what was seen before.

use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::op::Op;
use crate::engine::op::net::Why;
use crate::engine::passes::preflight;
use crate::engine::preflight::CheckCode;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, PreflightCheck};
use crate::engine::time::Timestamp;

/// The checks, what is wrong first, and which of them are shown otherwise than at first.
#[derive(Debug, Default)]
pub struct Preflight {
    seen: Vec<Seen>,
    /// All of it was looked at once.
    through: bool,
    turned: Vec<CheckCode>,
    /// The person wants the list of the good ones as it is not shown by itself.
    pub list_turned: bool,
}

/// A check, and since when it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub check: PreflightCheck,
    /// The oldest of the looks that it is made of; `None`: nothing was looked at for it.
    pub at: Option<Timestamp>,
    /// The fault of the look without which it is not known.
    pub met: Option<Fault>,
}

impl Seen {
    fn of(world: &World, check: PreflightCheck) -> Self {
        let at = |op: &Op| world.observed.look(op).map(|seen| seen.at);
        let at = if is_known(&check) { check.reads.iter().filter_map(at).min() } else { None };
        let met = check.met(world).cloned();
        Self { check, at, met }
    }
}

fn is_known(check: &PreflightCheck) -> bool {
    !matches!(check.result, CheckResult::Unknown(_))
}

impl Preflight {
    /// Takes in what a session knows; `at_rest`: it has looked at all that it can look at.
    pub fn take(&mut self, world: &World, at_rest: bool) {
        match world.options.goal {
            // Looked at anew, what is known stays until all of it is known again.
            Goal::Preflight { .. } if at_rest || !self.through => {
                self.seen = seen(world);
                self.through |= at_rest;
            }
            Goal::Build { until } => self.join(world, until),
            Goal::Preflight { .. } | Goal::Look { .. } | Goal::Restart | Goal::TearDown(_) | Goal::Pause(_) => {}
        }
    }

    /// What a build found before its first write is newer; of what it has made meanwhile nothing is asked any more.
    fn join(&mut self, world: &World, until: StepId) {
        let now = seen(world);
        if world.observed.refreshed {
            self.seen.retain(|old| old.check.step > until || now.iter().any(|new| new.check.code == old.check.code));
        }
        if world.observed.passed {
            return;
        }
        let newer: Vec<Seen> = now.into_iter().filter(|new| is_known(&new.check)).collect();
        self.seen.retain(|old| newer.iter().all(|new| new.check.code != old.check.code));
        self.seen.extend(newer);
        self.seen.sort_by_key(|seen| preflight::rank(&seen.check.result));
    }

    /// All of them, what stops a step first.
    pub fn checks(&self) -> impl Iterator<Item = &PreflightCheck> {
        self.seen.iter().map(|seen| &seen.check)
    }

    /// What stops a step.
    pub fn stops(&self) -> impl Iterator<Item = &PreflightCheck> {
        self.checks().filter(|check| matches!(check.result, CheckResult::Fail(_)))
    }

    /// What stops a step or warns: each is a row, by its place.
    pub fn told(&self) -> impl Iterator<Item = &PreflightCheck> {
        self.checks().filter(|check| check.result.fault().is_some())
    }

    pub fn good(&self) -> impl Iterator<Item = &PreflightCheck> {
        self.checks().filter(|check| check.result == CheckResult::Pass)
    }

    /// What was not looked at, and could be.
    pub fn open(&self) -> impl Iterator<Item = &PreflightCheck> {
        self.checks().filter(|check| matches!(check.result, CheckResult::Unknown(why) if why.leaves_open()))
    }

    /// What kept these checks from being looked at, each once.
    pub fn met(&self, reason: Why) -> Vec<&Fault> {
        let of_it = self.seen.iter().filter(|seen| seen.check.result == CheckResult::Unknown(reason));
        let mut all: Vec<&Fault> = Vec::new();
        for fault in of_it.filter_map(|seen| seen.met.as_ref()) {
            if !all.contains(&fault) {
                all.push(fault);
            }
        }
        all
    }

    /// Whether anything was looked at.
    pub fn is_known(&self) -> bool {
        self.seen.iter().any(|seen| seen.at.is_some()) || self.told().next().is_some()
    }

    pub fn stops_at(&self, step: StepId) -> bool {
        self.stops().any(|check| check.step == step)
    }

    /// Since when all of it is known.
    pub fn since(&self) -> Option<Timestamp> {
        self.seen.iter().filter_map(|seen| seen.at).min()
    }

    /// Whether what helps against it is shown otherwise than at first.
    pub fn is_turned(&self, check: &PreflightCheck) -> bool {
        self.turned.contains(&check.code)
    }

    /// Shows what helps where it was folded away, and the other way round.
    pub fn turn(&mut self, place: usize) {
        let Some(code) = self.told().nth(place).map(|check| check.code) else { return };
        match self.turned.iter().position(|turned| *turned == code) {
            Some(at) => drop(self.turned.remove(at)),
            None => self.turned.push(code),
        }
    }
}

fn seen(world: &World) -> Vec<Seen> {
    preflight::checks(world).into_iter().map(|check| Seen::of(world, check)).collect()
}

#[cfg(test)]
mod tests;
