//! A preflight check, as it was found.
//!
//! A step tells its own (`Step::checks`); `passes::preflight` gathers them and has what they read looked at. None of them writes.

use crate::engine::op::Op;
use crate::engine::preflight::CheckCode;
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
