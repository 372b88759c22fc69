//! A preflight check, as it was found.
//!
//! A step tells its own (`Step::checks`); `passes::preflight` gathers them and has what they read looked at. None of them writes.

use crate::engine::fault::{Code, Disposition, Fault};
use crate::engine::op::net::Why;
use crate::engine::op::{CloudOp, Op};
use crate::engine::preflight::CheckCode;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::CheckResult;

/// One thing that would make a step fail, and whether it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightCheck {
    pub code: CheckCode,
    /// The step that it would stop.
    pub step: StepId,
    /// What was seen, short, in no language (names, numbers, ids); may be empty.
    pub evidence: String,
    /// The looks that decide it: those that are missing are made.
    pub reads: Vec<Op>,
    /// `Fail`: that step is stopped. `Unknown`: it was not looked at, and why.
    pub result: CheckResult,
}

impl PreflightCheck {
    /// What a check comes to whose look told nothing (yet).
    pub fn unseen(w: &World, look: &Op) -> CheckResult {
        let in_vain = matches!(look, Op::Cloud(op) if *op != CloudOp::LookIdentity)
            && w.observed.failure(&Op::Cloud(CloudOp::LookIdentity)).is_some();
        let why = match w.observed.failure(look) {
            None if in_vain => Why::Broken,
            None => Why::NotYet,
            Some(fault) => because_of(fault),
        };
        CheckResult::Unknown(why)
    }
}

/// Why a look that failed told nothing.
fn because_of(fault: &Fault) -> Why {
    match fault.code {
        Code::AccessDenied | Code::DeniedByOrganization | Code::DeniedByBoundary | Code::DeniedBySession | Code::DeniedByPolicy => {
            Why::NotAllowedToLook
        }
        Code::HostKeyUnknown => Why::HostKeyFirst,
        _ if fault.disposition == Disposition::Transient => Why::NotReached,
        _ => Why::Refused,
    }
}
