//! Who gets in, before any operation is looked at: whether the signature is of this time, the key known in this region, the calls not
//! too many, and the organisation lets it be asked. Each service refuses in words of its own.

mod pace;
mod policy;
mod signature;

pub(in crate::practice) use pace::throttled;
pub(in crate::practice) use policy::{not_allowed, user};

use super::wire::{Call, Refusal};
use crate::practice::state::SimState;

/// Whom a call comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// The program itself, on the person's computer: its clock is the world's, or as wrong as the world has it.
    Program,
    /// A client over HTTP: its clock is that of life, which the world has left.
    Outside,
}

/// Why this call is not let in; counts it where it is.
pub(in crate::practice) fn refusal(sim: &mut SimState, call: &Call, operation: &str, caller: Caller) -> Option<Refusal> {
    let stale = || if caller == Caller::Program { signature::of_another_time(sim.now, call) } else { None };
    let stopped = stale().or_else(|| signature::unknown_in_region(&sim.aws, call));
    stopped.or_else(|| pace::too_many(sim, call.service, operation)).or_else(|| policy::denied(&sim.aws, call, operation))
}
