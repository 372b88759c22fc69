//! How a run stands: what a front shows and decides from.

use std::time::Duration;

use crate::engine::core::attempts::Attempt;
use crate::engine::core::engine::Engine;
use crate::engine::directive::{Directive, Errand, StepPlan};
use crate::engine::fault::{Again, Fault};
use crate::engine::goal::Goal;
use crate::engine::op::Op;
use crate::engine::op::cloud::HostKey;
use crate::engine::poll::{Limit, PollPolicy, WaitKind};
use crate::engine::queries;
use crate::engine::question::Question;
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;

/// How a run stands after an event.
#[derive(Debug, Clone, Default)]
pub struct RunStatus {
    pub steps: Vec<StepStatus>,
    pub asks: Vec<(StepId, Question)>,
    pub stuck: Vec<Stuck>,
    pub waits: Vec<Waiting>,
    pub elsewhere: Vec<(StepId, Errand)>,
    /// What a build would do next, where this run only looks.
    pub would: Vec<(StepId, Op)>,
    /// How far a teardown is that was agreed to; in a mere look, one that was begun and is not through.
    pub gone: Option<Gone>,
    /// The sign-in to AWS is over, and the run goes on by itself once there is a new one.
    pub signed_out: Option<SignedOut>,
    /// Everything that this run is for is done.
    pub done: bool,
    /// Nothing is under way and nothing will happen by itself.
    pub at_rest: bool,
}

/// How far a teardown is, in things that it takes away or puts back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    pub all: usize,
    pub gone: usize,
    /// Those of them that were gone before this run began.
    pub before: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepStatus {
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

impl Stuck {
    /// What trying again looks at, or does once more.
    pub fn again(&self) -> Again {
        if self.op.as_ref().is_some_and(Op::is_write) { Again::Write } else { self.fault.code.again() }
    }
}

/// A sign-in that ended while the run went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOut {
    pub fault: Fault,
    pub since: Timestamp,
    /// For how long it is waited for; `None`: as long as it takes.
    pub limit: Option<Duration>,
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
    pub expired: bool,
    /// Why the last look told nothing.
    pub fault: Option<Fault>,
}

impl Engine {
    /// How this run stands now.
    pub fn status(&self) -> RunStatus {
        let plan = self.plan();
        let mut status = RunStatus { done: self.done(&plan), ..RunStatus::default() };
        for wanted in &plan {
            for directive in &wanted.directives {
                self.add(&mut status, wanted.step, directive);
            }
        }
        self.add_given_up(&mut status);
        self.add_held(&mut status);
        status.gone = self.gone();
        let out = self.attempts.signed_out_since();
        status.signed_out = out.map(|(since, fault)| SignedOut { fault: fault.clone(), since, limit: self.world.options.sign_in });
        status.steps = self.step_states(&plan, &status);
        status.at_rest = self.running.is_empty() && self.saving.is_empty() && !self.will_wake(&plan);
        status
    }

    fn done(&self, plan: &[StepPlan]) -> bool {
        let last = self.world.until();
        self.saving.is_empty() && plan.iter().all(StepPlan::done) && plan.last().is_some_and(|w| w.step == last)
    }

    fn gone(&self) -> Option<Gone> {
        let (w, ledger) = (&self.world, &self.world.ledger);
        let begun = ledger.teardown.is_some() || ledger.closed;
        let scope = match w.options.goal {
            Goal::TearDown(scope) => begun.then_some(scope),
            Goal::Build { .. } | Goal::Look { .. } | Goal::Preflight { .. } | Goal::Restart | Goal::Pause(_) => w.begun_teardown(),
        }?;
        let stand = ledger.resources.values().filter(|resource| resource.goes()).count();
        let servers = queries::server::servers_left(w, scope);
        let gone = ledger.gone.len();
        Some(Gone { all: gone + stand + servers, gone, before: self.gone_before.unwrap_or_else(|| w.gone_so_far()) })
    }

    fn add(&self, status: &mut RunStatus, step: StepId, directive: &Directive) {
        match directive {
            Directive::Ask(question) => status.asks.push((step, question.clone())),
            Directive::Await(on) => status.elsewhere.push((step, on.clone())),
            Directive::Fail(fault) => status.stuck.push(Stuck { step, op: None, fault: fault.clone() }),
            Directive::Do(op) => {
                if self.world.looking() && op.is_write() {
                    status.would.push((step, op.clone()));
                }
                self.add_op(status, step, op);
            }
            Directive::Poll(op, every) => {
                status.waits.extend(self.waiting(step, op, every));
                self.add_op(status, step, op);
            }
            Directive::Note(_) | Directive::Refresh | Directive::Done => {}
        }
    }

    /// A mere look, and a teardown, went on without these: they are told all the same.
    fn add_given_up(&self, status: &mut RunStatus) {
        if !self.world.looking() && !self.world.tearing_down() {
            return;
        }
        for (op, fault) in self.world.observed.failures() {
            let known = status.stuck.iter().any(|s| s.op.as_ref() == Some(op) || s.fault == *fault);
            if !known && !op.explains() && !op.only_checks() && HostKey::shown(fault).is_none() {
                status.stuck.push(Stuck { step: StepId::Look, op: Some(op.clone()), fault: fault.clone() });
            }
        }
    }

    /// What a teardown that was begun would stop at is told by who only looks too.
    fn add_held(&self, status: &mut RunStatus) {
        let told = self.world.begun_teardown().map(|scope| queries::holders::told(&self.world, scope)).unwrap_or_default();
        status.stuck.extend(told.into_iter().map(|fault| Stuck { step: StepId::Teardown, op: None, fault }));
    }

    fn add_op(&self, status: &mut RunStatus, step: StepId, op: &Op) {
        let Some(t) = self.attempts.get(op) else { return };
        let Some(fault) = t.fault.clone() else { return };
        if !t.stuck {
            let holds = queries::holders::are_awss(&self.world, op, &fault);
            return status.waits.extend(holds.then(|| self.release(step, op, t)));
        }
        // What explains it is still under way.
        if self.inquiry(op).is_some() {
            return;
        }
        match queries::host_key::question(&self.world, op, &fault) {
            Some(question) if !status.asks.iter().any(|(_, q)| *q == question) => status.asks.push((step, question)),
            Some(_) => {}
            // An unknown host key is a question, not a fault; EC2's console is asked first.
            None if op.explains() || HostKey::shown(&fault).is_some() => {}
            None => status.stuck.push(Stuck { step, op: Some(op.clone()), fault }),
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
            expired: t.expired,
            fault: t.fault.clone(),
        })
    }

    /// AWS still holds what is to go, and lets go of it by itself.
    fn release(&self, step: StepId, op: &Op, t: &Attempt) -> Waiting {
        Waiting {
            step,
            kind: WaitKind::Release,
            op: op.clone(),
            elapsed: self.world.now - t.since,
            usual: PollPolicy::RELEASE,
            world: false,
            last: t.last,
            next: t.next,
            expired: false,
            fault: None,
        }
    }

    fn step_states(&self, plan: &[StepPlan], status: &RunStatus) -> Vec<StepStatus> {
        let until = self.world.until();
        let all = self.guide.iter().map(|step| step.id()).filter(|s| !self.world.tearing_down() && !self.world.pausing() && *s <= until);
        let state = |step: StepId| match plan.iter().find(|w| w.step == step) {
            Some(wanted) if wanted.done() => StepState::Done,
            Some(_) if status.stuck.iter().any(|s| s.step == step) => StepState::Failed,
            Some(_) => StepState::Open,
            None => StepState::NotYet,
        };
        all.map(|step| StepStatus { step, state: state(step) }).collect()
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
