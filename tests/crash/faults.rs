//! Faults thrown into a run: throttles, lost answers, ops cut off in the middle, things not visible yet.

use landfall::engine::fault::{Code, Fault};
use landfall::engine::op::{Fact, Op};
use landfall::engine::state::Token;

use crate::rng::Rng;
use crate::world::{Depth, World};

/// How many ops of a hundred meet which fault.
#[derive(Debug, Clone)]
pub struct Faults {
    pub throttled: u64,
    pub lost: u64,
    pub cut_off: u64,
    pub not_visible: u64,
}

impl Faults {
    pub const NONE: Faults = Faults { throttled: 0, lost: 0, cut_off: 0, not_visible: 0 };
    pub const MANY: Faults = Faults { throttled: 10, lost: 10, cut_off: 5, not_visible: 5 };

    /// Carries the op out, or not, or half; the answer may be lost.
    pub fn perform(&mut self, world: &mut World, rng: &mut Rng, op: &Op, token: &Token) -> Result<Fact, Fault> {
        if rng.percent(self.throttled) {
            return Err(busy(op));
        }
        if matches!(op, Op::Cloud(_)) && rng.percent(self.not_visible) {
            return Err(Fault::retry(Code::NotYetVisible, "InvalidGroup.NotFound"));
        }
        if rng.percent(self.cut_off) {
            let _nobody_hears = world.perform(op, token, Depth::Half);
            return Err(busy(op));
        }
        let answer = world.perform(op, token, Depth::Whole);
        if rng.percent(self.lost) { Err(busy(op)) } else { answer }
    }
}

fn busy(op: &Op) -> Fault {
    match op {
        Op::Cloud(_) => Fault::retry(Code::AwsBusy, "ThrottlingException"),
        Op::Host(..) => Fault::retry(Code::SshLost, "connection reset"),
        Op::Net(_) => Fault::retry(Code::DnsUnreachable, "timed out"),
    }
}
