//! What would make a step fail, seen before anything is made: this computer's checks, the account's, and those that the guide's steps
//! tell of themselves. A check is a function of the world; what it reads and nobody has looked at yet is looked at here. None writes.

mod account;
mod machine;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::engine::directive::{Directive, StepPlan};
use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::op::Op;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, GUIDE, PreflightCheck, Step};

/// Every check of what this run is to do and does not stand yet: what stops a step first, then what warns, what was not looked at, and
/// what is good.
pub fn checks(w: &World) -> Vec<PreflightCheck> {
    checks_of(&GUIDE, w)
}

/// The same of this guide.
fn checks_of(guide: &[&dyn Step], w: &World) -> Vec<PreflightCheck> {
    let until = w.until();
    let steps = guide.iter().filter(|step| step.id() <= until).flat_map(|step| step.checks(w));
    let all = machine::checks(w).into_iter().chain(account::checks(guide, w)).chain(steps);
    let mut all: Vec<PreflightCheck> = all.filter(|check| check.step <= until).collect();
    all.sort_by_key(|check| rank(&check.result));
    all
}

/// What stops comes first, what is good last.
pub fn rank(result: &CheckResult) -> u8 {
    match result {
        CheckResult::Fail(_) => 0,
        CheckResult::Warn(_) => 1,
        CheckResult::Unknown(why) if why.leaves_open() => 2,
        CheckResult::Unknown(_) => 3,
        CheckResult::Pass => 4,
    }
}

/// What is wanted before the first step: the looks that checks still miss; then, in a build, an end at each step that is stopped. Empty:
/// the steps may begin. `met`: what is told already.
pub(super) fn before(guide: &[&dyn Step], w: &World, met: &[Fault]) -> Vec<StepPlan> {
    if w.observed.passed {
        return Vec::new();
    }
    let checks = checks_of(guide, w);
    let directives: Vec<Directive> = missing(w, &checks).into_iter().map(Directive::Do).collect();
    match (directives.is_empty(), w.looking()) {
        (false, _) => vec![StepPlan { step: StepId::Preflight, directives }],
        (true, true) => Vec::new(),
        (true, false) => stops(checks, met),
    }
}

/// Whether a build has asked all of it and may write.
pub fn is_passed(guide: &[&dyn Step], w: &World) -> bool {
    matches!(w.options.goal, Goal::Build { .. }) && w.observed.refreshed && before(guide, w, &[]).is_empty()
}

fn missing(w: &World, checks: &[PreflightCheck]) -> Vec<Op> {
    let mut missing: Vec<Op> = Vec::new();
    for op in checks.iter().flat_map(|check| &check.reads) {
        if !w.observed.is_over(op) && !PreflightCheck::in_vain(w, op) && !missing.contains(op) {
            missing.push(op.clone());
        }
    }
    missing
}

fn stops(checks: Vec<PreflightCheck>, met: &[Fault]) -> Vec<StepPlan> {
    let mut by_step: BTreeMap<StepId, Vec<Directive>> = BTreeMap::new();
    for check in checks {
        let waited_for = check.is_waited_for();
        if let CheckResult::Fail(fault) = check.result
            && !waited_for
            && !met.contains(&fault)
        {
            by_step.entry(check.step).or_default().push(Directive::Fail(fault));
        }
    }
    by_step.into_iter().map(|(step, directives)| StepPlan { step, directives }).collect()
}
