//! How a run stands: what a front shows and decides from.

use std::time::Duration;

use crate::engine::core::engine::Engine;
use crate::engine::directive::{Directive, Errand, StepPlan};
use crate::engine::fault::{Code, Fault};
use crate::engine::op::Op;
use crate::engine::op::host::Access;
use crate::engine::poll::{Limit, PollPolicy, WaitKind};
use crate::engine::question::Question;
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::site::Fingerprint;

/// How a run stands after an event.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    pub steps: Vec<StepStanding>,
    pub asks: Vec<(StepId, Question)>,
    pub stuck: Vec<Stuck>,
    pub waits: Vec<Waiting>,
    pub elsewhere: Vec<(StepId, Errand)>,
    /// Everything that this run is for is done.
    pub done: bool,
    /// Nothing is under way and nothing will happen by itself.
    pub at_rest: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepStanding {
    pub step: StepId,
    pub state: StepState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Done,
    /// Something runs, is waited for, or is asked.
    Open,
    /// Not begun: a step before it is not done.
    NotYet,
    Failed,
}

/// What cannot go on until somebody does something.
#[derive(Debug, Clone, PartialEq)]
pub struct Stuck {
    pub step: StepId,
    pub op: Option<Op>,
    pub fault: Fault,
}

/// A look that is repeated.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub step: StepId,
    pub kind: WaitKind,
    pub op: Op,
    pub elapsed: Duration,
    pub usual: (Duration, Duration),
    /// What the world takes, which `--wait` limits; else AWS's own wait.
    pub world: bool,
    pub last: Option<Timestamp>,
    pub next: Timestamp,
    pub outlasted: bool,
    /// Why the last look told nothing.
    pub fault: Option<Fault>,
}

impl Engine {
    /// How this run stands now.
    pub fn standing(&self) -> Standing {
        let plan = self.plan();
        let mut standing = Standing { done: self.done(&plan), ..Standing::default() };
        for wanted in &plan {
            for directive in &wanted.directives {
                self.add(&mut standing, wanted.step, directive);
            }
        }
        self.add_given_up(&mut standing);
        standing.steps = self.step_states(&plan, &standing);
        standing.at_rest = self.running.is_empty() && self.saving.is_empty() && !self.will_wake(&plan);
        standing
    }

    fn done(&self, plan: &[StepPlan]) -> bool {
        let last = self.world.until();
        self.saving.is_empty() && plan.iter().all(StepPlan::done) && plan.last().is_some_and(|w| w.step == last)
    }

    fn add(&self, standing: &mut Standing, step: StepId, directive: &Directive) {
        match directive {
            Directive::Ask(question) => standing.asks.push((step, question.clone())),
            Directive::Await(on) => standing.elsewhere.push((step, on.clone())),
            Directive::Fail(fault) => standing.stuck.push(Stuck { step, op: None, fault: fault.clone() }),
            Directive::Do(op) => self.add_op(standing, step, op),
            Directive::Poll(op, every) => {
                standing.waits.extend(self.waiting(step, op, every));
                self.add_op(standing, step, op);
            }
            Directive::Note(_) | Directive::Refresh | Directive::Done => {}
        }
    }

    /// A mere look, and a teardown, went on without these: they are told all the same.
    fn add_given_up(&self, standing: &mut Standing) {
        if !self.world.looking() && !self.world.tearing_down() {
            return;
        }
        for (op, fault) in self.world.observed.failures() {
            let known = standing.stuck.iter().any(|s| s.op.as_ref() == Some(op) || s.fault == *fault);
            if !known && host_key_question(op, fault).is_none() {
                standing.stuck.push(Stuck { step: StepId::Look, op: Some(op.clone()), fault: fault.clone() });
            }
        }
    }

    fn add_op(&self, standing: &mut Standing, step: StepId, op: &Op) {
        let Some(t) = self.attempts.get(op).filter(|t| t.stuck) else { return };
        let Some(fault) = t.fault.clone() else { return };
        match host_key_question(op, &fault) {
            Some(question) if !standing.asks.iter().any(|(_, q)| *q == question) => standing.asks.push((step, question)),
            Some(_) => {}
            None => standing.stuck.push(Stuck { step, op: Some(op.clone()), fault }),
        }
    }

    fn waiting(&self, step: StepId, op: &Op, every: &PollPolicy) -> Option<Waiting> {
        let t = self.attempts.get(op).filter(|t| !t.stuck)?;
        Some(Waiting {
            step,
            kind: every.wait,
            op: op.clone(),
            elapsed: self.world.now - t.since,
            usual: every.usual,
            world: every.limit == Limit::World,
            last: t.last,
            next: t.next,
            outlasted: t.outlasted,
            fault: t.fault.clone(),
        })
    }

    fn step_states(&self, plan: &[StepPlan], standing: &Standing) -> Vec<StepStanding> {
        let until = self.world.until();
        let all = self.guide.iter().map(|step| step.id()).filter(|s| !self.world.tearing_down() && *s <= until);
        let state = |step: StepId| match plan.iter().find(|w| w.step == step) {
            Some(wanted) if wanted.done() => StepState::Done,
            Some(_) if standing.stuck.iter().any(|s| s.step == step) => StepState::Failed,
            Some(_) => StepState::Open,
            None => StepState::NotYet,
        };
        all.map(|step| StepStanding { step, state: state(step) }).collect()
    }

    fn will_wake(&self, plan: &[StepPlan]) -> bool {
        let ops = plan.iter().flat_map(|w| &w.directives).filter_map(|n| match n {
            Directive::Do(op) | Directive::Poll(op, _) => Some(op),
            _ => None,
        });
        let looking = self.world.looking();
        ops.filter(|op| !(looking && op.is_write())).any(|op| self.attempts.get(op).is_none_or(|t| t.open()))
    }
}

/// An unknown host key is a question, not a fault.
fn host_key_question(op: &Op, fault: &Fault) -> Option<Question> {
    let Op::Host(_, Access { address, .. }, _) = op else { return None };
    if fault.code != Code::HostKeyUnknown {
        return None;
    }
    let fingerprint: Fingerprint = fault.detail.parse().ok()?;
    Some(Question::HostKey { address: *address, fingerprint })
}
