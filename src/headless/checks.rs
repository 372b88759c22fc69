//! The preflight checks as lines: what each is about, what it came to, what was seen, and what helps.

use crate::engine::fault::Fault;
use crate::engine::passes::preflight;
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, PreflightCheck};
use crate::headless::lines::{mark, put, put_under};
use crate::text::{Words, evidence};

/// All of them, and what they come to together.
pub fn doctor(words: &Words, world: &World) {
    let checks = preflight::checks(world);
    checks.iter().for_each(|check| one(words, world, check));
    put(&summary(words, &checks));
}

/// Before a plan: what does not pass, and how many are good.
pub fn before_a_plan(words: &Words, world: &World) {
    let checks = preflight::checks(world);
    let (good, others): (Vec<&PreflightCheck>, Vec<&PreflightCheck>) = checks.iter().partition(|check| check.result == CheckResult::Pass);
    others.into_iter().for_each(|check| one(words, world, check));
    put(&words.with("checks-good", &[("count", &good.len())]));
}

/// What the checks have told of faults already.
pub fn told(world: &World) -> Vec<Fault> {
    preflight::checks(world).into_iter().filter_map(|check| check.result.fault().cloned()).collect()
}

fn one(words: &Words, world: &World, check: &PreflightCheck) {
    put(&format!("{} {}", mark(&check.result), words.check(check)));
    let Some(fault) = check.result.fault() else { return };
    let message = words.fault(fault, &evidence::about(world));
    put_under(&message.why);
    message.remedy.into_iter().for_each(|remedy| put_under(&format!("→ {remedy}")));
}

fn summary(words: &Words, checks: &[PreflightCheck]) -> String {
    let count = |pick: fn(&CheckResult) -> bool| checks.iter().filter(|check| pick(&check.result)).count();
    let stops = count(|result| matches!(result, CheckResult::Fail(_)));
    let open = count(|result| matches!(result, CheckResult::Unknown(why) if why.leaves_open()));
    match (stops, open) {
        (0, 0) => words.get("checks-nothing-stops"),
        (0, open) => words.with("checks-open", &[("count", &open)]),
        (stops, _) => words.with("checks-stop", &[("count", &stops)]),
    }
}
