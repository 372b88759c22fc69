//! Plain, readable lines: no cursor tricks, so that they read well in a file too.

use std::io::Write;

use crate::engine::fault::{Disposition, Fault};
use crate::engine::hop::HopCode;
use crate::engine::op::{Fact, Op};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::status::{RunStatus, SignedOut, StepState, Waiting};
use crate::engine::step_id::StepId;
use crate::engine::steps::{self, CheckResult};
use crate::sanitize::harmless;
use crate::text::{Words, evidence};

/// Prints one line, whatever it quotes stripped of control characters. A reader that has gone away is no reason to stop
/// half-way through the work.
pub fn put(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", harmless(text));
    let _ = out.flush();
}

/// Prints `text` with each of its lines moved in by four columns.
pub fn put_under(text: &str) {
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        put(&format!("    {line}"));
    }
}

fn op_line(words: &Words, mark: &str, step: StepId, op: &Op, tail: &str) -> String {
    let step = words.get(&format!("step-{}", step.code()));
    let what = words.get(&format!("op-{}", op.code()));
    let slot = op.slot();
    let what = match &slot {
        Some(place @ Slot::Elsewhere { region, id, .. }) => format!("{what}: {}, {region}, {id}", words.slot(place)),
        _ => what,
    };
    let tail = if tail.is_empty() { String::new() } else { format!("  ({tail})") };
    format!("{mark} {step}: {what}{tail}")
}

pub fn started(words: &Words, step: StepId, op: &Op) {
    put(&op_line(words, "…", step, op, ""));
}

pub fn ended(words: &Words, step: StepId, op: &Op, result: &Result<Fact, Fault>) {
    match result {
        Ok(Fact::Made(resource)) => put(&op_line(words, "✔", step, op, &resource.label())),
        Ok(Fact::LeftTo { sites, .. }) => {
            put(&op_line(words, "○", step, op, &words.with("left-to", &[("sites", &sites.join(", "))])));
        }
        Ok(_) => put(&op_line(words, "✔", step, op, "")),
        Err(fault) if fault.disposition == Disposition::Transient => put(&op_line(words, "↻", step, op, &words.fault_line(fault))),
        Err(fault) => put(&op_line(words, "✖", step, op, &words.fault_line(fault))),
    }
}

pub fn waiting(words: &Words, wait: &Waiting, evidence: &str) {
    let kind = wait.kind;
    let elapsed = words.duration(wait.elapsed);
    let usual = words.get(&format!("usual-{kind}"));
    let evidence = if evidence.is_empty() { "-" } else { evidence };
    let message = words.with(&format!("wait-{kind}"), &[("elapsed", &elapsed), ("usual", &usual), ("evidence", &evidence)]);
    put(&format!("· {message}"));
}

/// The sign-in to AWS is over: what the person does, and how long that is waited for.
pub fn signed_out(words: &Words, out: &SignedOut, world: &World) {
    let message = words.fault(&out.fault, &evidence::about(world));
    put(&format!("! {} {}", message.what, words.signed_out(out.limit)));
    put_under(&message.why);
    message.remedy.iter().for_each(|remedy| put_under(&format!("→ {remedy}")));
}

/// Tells each step once when it is done, with its proof.
pub fn steps(words: &Words, reported: &mut Vec<StepId>, standing: &RunStatus, world: &World) {
    for step in &standing.steps {
        if step.state == StepState::Done && !reported.contains(&step.step) {
            reported.push(step.step);
            let name = words.get(&format!("step-{}", step.step.code()));
            let unseen = evidence::unseen(words, step.step, world);
            put(&unseen.map_or_else(|| format!("✔ {name}"), |why| format!("○ {name}: {why}")));
            for proof in evidence::proofs(words, step.step, world) {
                put_under(&proof);
            }
            hops(words, step.step, world);
        }
    }
}

/// The hops that this step stands for; what only warns, with what helps.
pub fn hops(words: &Words, step: StepId, world: &World) {
    let hops = steps::hops(world);
    let mine = || hops.iter().filter(|(of, _)| *of == step).map(|(_, hop)| hop);
    for hop in mine() {
        let Some(text) = evidence::hop(words, hop) else { continue };
        put_under(&format!("{} {text}", mark(&hop.result)));
        let told = match &hop.result {
            CheckResult::Warn(fault) => Some(fault),
            // Nobody else tells of it: a mere look goes on past it.
            CheckResult::Fail(fault) if hop.code == HopCode::Drift => Some(fault),
            CheckResult::Fail(_) | CheckResult::Pass | CheckResult::Unknown(_) => None,
        };
        if let Some(fault) = told {
            let remedy = words.fault(fault, &evidence::about(world)).remedy;
            remedy.into_iter().for_each(|remedy| put_under(&format!("→ {remedy}")));
        }
    }
    evidence::hops_seen(words, mine()).iter().for_each(|seen| put_under(seen));
}

pub fn mark(result: &CheckResult) -> &'static str {
    match result {
        CheckResult::Pass => "✔",
        CheckResult::Warn(_) => "!",
        CheckResult::Fail(fault) if fault.disposition == Disposition::Transient => "●",
        CheckResult::Fail(_) => "✖",
        CheckResult::Unknown(_) => "○",
    }
}
