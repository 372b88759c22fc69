//! What was asked more than once: since when, how often, when next, and whether asking again has ended.

use std::collections::HashMap;

use crate::engine::fault::{Code, Fault, Remedy, Whose};
use crate::engine::op::Op;
use crate::engine::policy::Policy;
use crate::engine::retry::{self, Every, Limit};
use crate::engine::time::Timestamp;

/// One op's tries in this run.
#[derive(Debug, Clone)]
pub struct Try {
    pub since: Timestamp,
    pub count: u32,
    pub last: Option<Timestamp>,
    pub next: Timestamp,
    /// The last fault; none after a good answer.
    pub fault: Option<Fault>,
    /// Asking again has ended: the fault is final until the person says "retry".
    pub stuck: bool,
    /// A poll that outlasted `--wait`, or a poll in a mere look.
    pub outlasted: bool,
}

impl Try {
    fn new(now: Timestamp) -> Self {
        Self { since: now, count: 0, last: None, next: now, fault: None, stuck: false, outlasted: false }
    }

    /// Whether the op is to be asked at some time again.
    pub fn open(&self) -> bool {
        !self.stuck && !self.outlasted
    }
}

/// All tries of this run.
#[derive(Debug, Default)]
pub struct Tries {
    all: HashMap<Op, Try>,
}

impl Tries {
    pub fn get(&self, op: &Op) -> Option<&Try> {
        self.all.get(op)
    }

    /// Drops what nobody wants any more.
    pub fn keep_only(&mut self, wanted: impl Fn(&Op) -> bool) {
        self.all.retain(|op, _| wanted(op));
    }

    /// The person said "retry".
    pub fn clear(&mut self) {
        self.all.clear();
    }

    /// A poll is wanted: when it is due, and whether it has outlasted its limit.
    pub fn poll(&mut self, op: &Op, every: &Every, now: Timestamp, policy: &Policy, once: bool) -> &Try {
        let t = self.all.entry(op.clone()).or_insert_with(|| Try::new(now));
        if t.count > 0 && t.open() {
            match every.limit {
                _ if once => t.outlasted = true,
                Limit::World => t.outlasted = policy.wait.is_some_and(|wait| now - t.since >= wait),
                Limit::Fixed(limit) if now - t.since >= limit => {
                    let evidence = t.fault.as_ref().map(|f| f.detail.clone()).unwrap_or_default();
                    t.fault = Some(Fault::person(Code::TookTooLong, Remedy::RunAgain, evidence));
                    t.stuck = true;
                }
                Limit::Fixed(_) => {}
            }
        }
        t
    }

    /// A poll that took too long after looks that told something: this is what they tell.
    pub fn say_why(&mut self, op: &Op, why: impl FnOnce() -> Option<Fault>) {
        let silent = |t: &&mut Try| t.fault.as_ref().is_some_and(|f| f.code == Code::TookTooLong && f.detail.is_empty());
        if let Some(t) = self.all.get_mut(op).filter(silent)
            && let Some(why) = why()
        {
            t.fault = Some(why);
        }
    }

    /// A poll was answered (`fault`: it was not): the next look comes after a pause.
    pub fn polled(&mut self, op: &Op, every: &Every, now: Timestamp, fault: Option<Fault>, unit: f64) {
        let t = self.all.entry(op.clone()).or_insert_with(|| Try::new(now));
        t.count += 1;
        t.last = Some(now);
        t.stuck = fault.as_ref().is_some_and(|f| f.whose != Whose::Nobody);
        t.fault = fault;
        t.next = now + every.pause(t.count, unit);
    }

    /// An op failed: asked again after a pause, or stuck. Returns whether it is stuck.
    pub fn failed(&mut self, op: &Op, now: Timestamp, fault: Fault, unit: f64) -> bool {
        let t = self.all.entry(op.clone()).or_insert_with(|| Try::new(now));
        t.count += 1;
        t.last = Some(now);
        t.stuck = fault.whose != Whose::Nobody || now - t.since > retry::patience(fault.code);
        t.next = now + retry::backoff(t.count, unit);
        t.fault = Some(fault);
        t.stuck
    }

    /// An op that is no poll went well.
    pub fn succeeded(&mut self, op: &Op) {
        self.all.remove(op);
    }

    /// The earliest moment at which an open try of a wanted op is due.
    pub fn next_due(&self, wanted: impl Fn(&Op) -> bool) -> Option<Timestamp> {
        self.all.iter().filter(|(op, t)| t.open() && wanted(op)).map(|(_, t)| t.next).min()
    }
}
