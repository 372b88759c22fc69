//! The preflight checks as lines: what each is about, what it came to, what was seen, and what helps.

use crate::engine::fault::Fault;
use crate::engine::passes::preflight;
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, PreflightCheck};
use crate::headless::lines::{self, put, put_under};
use crate::text::{Words, evidence};

/// All of them, and what they come to together.
pub fn doctor(words: &Words, world: &World) {
    let checks = preflight::checks(world);
    each(words, world, checks.iter());
    put(&summary(words, &checks));
}

/// Before a plan: what does not pass, and how many are good.
pub fn before_a_plan(words: &Words, world: &World) {
    let checks = preflight::checks(world);
    let (good, others): (Vec<&PreflightCheck>, Vec<&PreflightCheck>) = checks.iter().partition(|check| check.result == CheckResult::Pass);
    each(words, world, others.into_iter());
    put(&words.with("checks-good", &[("count", &good.len())]));
}

/// What the checks have told of faults already.
pub fn told(world: &World) -> Vec<Fault> {
    preflight::checks(world).into_iter().filter_map(|check| check.result.fault().or(check.met(world)).cloned()).collect()
}

/// Each check with what it met; what keeps several from being looked at is told once, and so is what helps against it.
fn each<'a>(words: &Words, world: &World, checks: impl Iterator<Item = &'a PreflightCheck>) {
    let (mut told, mut helped): (Vec<&Fault>, Vec<String>) = (Vec::new(), Vec::new());
    for check in checks {
        put(&format!("{} {}", mark(&check.result), words.check(check)));
        match (check.result.fault(), check.met(world)) {
            (Some(met), _) => {
                let shown = words.fault(met, &evidence::about(world));
                put_under(&shown.why);
                shown.remedy.iter().for_each(|remedy| help(remedy));
            }
            (None, Some(met)) if !told.contains(&met) => {
                told.push(met);
                let shown = words.fault(met, &evidence::about(world));
                // What happened stands in no line of the check's own.
                put_under(&shown.what);
                put_under(&shown.why);
                let new = shown.remedy.filter(|remedy| !helped.contains(remedy));
                new.iter().for_each(|remedy| help(remedy));
                helped.extend(new);
            }
            (None, _) => {}
        }
    }
}

fn help(remedy: &str) {
    put_under(&format!("→ {remedy}"));
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

/// What stops a step stops it, also where it may pass by itself.
fn mark(result: &CheckResult) -> &'static str {
    if matches!(result, CheckResult::Fail(_)) { "✖" } else { lines::mark(result) }
}
