//! The state machine: events in, effects out. A record is on disk (`Saved`) before the effect that it announces leaves, and
//! the ledger moves only then.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use crate::engine::core::attempts::Attempts;
use crate::engine::core::invalidate;
use crate::engine::fault::{Code, Disposition, Fault};
use crate::engine::goal::{Goal, RunOptions};
use crate::engine::made;
use crate::engine::op::host::HostOp;
use crate::engine::op::{CloudOp, Fact, Op};
use crate::engine::poll::PollPolicy;
use crate::engine::preflight::Machine;
use crate::engine::queries::twice;
use crate::engine::question::Answer;
use crate::engine::splitmix;
use crate::engine::state::{JournalEntry, Ledger, Observations, OpId, Outcome, Seq, Token, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{GUIDE, Step};
use crate::engine::time::Timestamp;
use crate::site::Site;

/// What happened outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Begin,
    /// The person answered.
    Answered(Answer),
    /// The same, and what was a build goes on as mere looks.
    AnsweredThenLook(Answer),
    /// A build is to go on up to and with this step.
    Extended(StepId),
    /// The person configured the site otherwise. What may not change while things of it stand (its name, domain, host and
    /// region) is not changed by this.
    Reconfigured(Box<Site>),
    /// The record with this number is on disk.
    Saved(Seq),
    Ended(OpId, Result<Fact, Fault>),
    /// A moment asked for with [`Effect::WakeAt`] has come.
    Woke,
    Stop,
}

/// What is to happen outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Append(Seq, JournalEntry),
    Start {
        id: OpId,
        step: StepId,
        op: Op,
        token: Token,
    },
    Abort(OpId),
    /// Replaces the moment asked for before.
    WakeAt(Timestamp),
}

/// An op that is under way.
#[derive(Debug, Clone)]
pub(super) struct Running {
    pub op: Op,
    pub every: Option<PollPolicy>,
}

/// A record on its way to the disk, and what leaves once it is there.
#[derive(Debug)]
pub(super) struct Saving {
    pub seq: Seq,
    pub record: JournalEntry,
    pub then: Option<Effect>,
}

/// The engine of one run over one site.
#[derive(Debug)]
pub struct Engine {
    pub(super) guide: &'static [&'static dyn Step],
    pub(super) world: World,
    pub(super) attempts: Attempts,
    pub(super) running: BTreeMap<OpId, Running>,
    pub(super) saving: VecDeque<Saving>,
    pub(super) next_seq: Seq,
    pub(super) next_op: OpId,
    pub(super) stopped: bool,
    /// AWS has answered in this run: who is signed out now was signed in.
    signed_in: bool,
    /// So many things a teardown that is gone on with, or was through, had taken away before this run, as its first looks found; `None`:
    /// they go on.
    pub(super) gone_before: Option<usize>,
}

impl Engine {
    /// An engine that carries on from `ledger` (the fold of the journal so far).
    pub fn new(site: Site, options: RunOptions, ledger: Ledger) -> Self {
        Self::of(&GUIDE, site, options, ledger)
    }

    /// One that follows another guide.
    pub(super) fn of(guide: &'static [&'static dyn Step], site: Site, options: RunOptions, ledger: Ledger) -> Self {
        let (next_seq, next_op) = (ledger.last_seq, ledger.last_op);
        let world =
            World { site, options, now: Timestamp::default(), ledger, observed: Observations::default(), machine: Machine::default() };
        Self {
            guide,
            world,
            attempts: Attempts::default(),
            running: BTreeMap::new(),
            saving: VecDeque::new(),
            next_seq,
            next_op,
            stopped: false,
            signed_in: false,
            gone_before: None,
        }
    }

    /// The same on this computer: what a preflight check may tell of it.
    #[must_use]
    pub fn on(mut self, machine: Machine) -> Self {
        self.world.machine = machine;
        self
    }

    /// The world as this engine knows it.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Takes one event in at `now` and returns what is to happen.
    pub fn handle(&mut self, now: Timestamp, event: Event) -> Vec<Effect> {
        self.world.now = now;
        let mut effects = match event {
            Event::Begin => self.begin(),
            Event::Answered(answer) => self.answered(answer),
            Event::AnsweredThenLook(answer) => self.answered_then_look(answer),
            Event::Extended(until) => self.extended(until),
            Event::Reconfigured(site) => self.reconfigured(*site),
            Event::Saved(seq) => self.saved(seq),
            Event::Ended(id, result) => self.ended(id, result),
            Event::Woke => Vec::new(),
            Event::Stop => return self.stop(),
        };
        if !self.stopped {
            effects.extend(self.schedule());
        }
        effects
    }

    fn begin(&mut self) -> Vec<Effect> {
        let known = self.world.ledger.site.as_ref() == Some(&self.world.site);
        if known {
            return Vec::new();
        }
        let site = Box::new(self.world.site.clone());
        self.append(JournalEntry::Opened { at: self.world.now, site }, None)
    }

    fn extended(&mut self, until: StepId) -> Vec<Effect> {
        if let Goal::Build { until: before } = self.world.options.goal
            && before < until
        {
            // Where AWS was not needed so far, its burst of looks is still to come.
            self.world.observed.refreshed &= self.world.needs_aws(before) || !self.world.needs_aws(until);
            self.world.options.goal = Goal::Build { until };
            self.world.observed.passed = false;
        }
        Vec::new()
    }

    fn reconfigured(&mut self, site: Site) -> Vec<Effect> {
        let now = &self.world.site;
        let (name, domain, host, region) = (now.name.clone(), now.domain.clone(), now.host.clone(), now.region.clone());
        self.world.site = Site { name, domain, host, region, ..site };
        self.world.observed.forget(|op| matches!(op, Op::Host(_, _, HostOp::LookSettings { .. })));
        self.world.observed.passed = false;
        self.begin()
    }

    fn answered(&mut self, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Retry => {
                self.attempts.clear();
                self.world.observed.start_over();
                return Vec::new();
            }
            Answer::MailAgain(only) => {
                self.world.observed.mail_again = Some(only);
                return Vec::new();
            }
            Answer::RequestOwn => {
                self.world.observed.own_certificate = true;
                return Vec::new();
            }
            Answer::LeaveSharedGroup => {
                self.world.observed.shared_group_left = true;
                return Vec::new();
            }
            Answer::LeaveSideDoor => {
                self.world.observed.side_door_left = true;
                return Vec::new();
            }
            Answer::Pause(_) => self.world.observed.pause_agreed = true,
            _ => {}
        }
        self.append(JournalEntry::Answered { at: self.world.now, answer }, None)
    }

    /// Written down like any answer; only then is the rest a mere look, with what could not be checked before.
    fn answered_then_look(&mut self, answer: Answer) -> Vec<Effect> {
        let effects = self.answered(answer);
        self.world.options.goal = Goal::PREFLIGHT;
        self.world.observed.refreshed = false;
        self.world.observed.passed = false;
        effects
    }

    fn saved(&mut self, seq: Seq) -> Vec<Effect> {
        match self.saving.pop_front() {
            Some(saving) if saving.seq == seq => {
                let begins = matches!(saving.record, JournalEntry::TearDown { .. }) && self.world.ledger.teardown.is_none();
                self.gone_before = if begins { Some(0) } else { self.gone_before };
                self.world.ledger.apply(&saving.record);
                // What was stopped meanwhile does not leave any more.
                let leaves = |e: &Effect| !matches!(e, Effect::Start { id, .. } if !self.running.contains_key(id));
                saving.then.filter(leaves).into_iter().collect()
            }
            Some(other) => {
                self.saving.push_front(other);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn stop(&mut self) -> Vec<Effect> {
        self.stopped = true;
        let running = std::mem::take(&mut self.running);
        running.into_keys().map(Effect::Abort).collect()
    }

    /// Writes a record down. A mere look changes nothing: its notes live only in this run's memory.
    pub(super) fn append(&mut self, record: JournalEntry, then: Option<Effect>) -> Vec<Effect> {
        if self.world.looking() {
            if let JournalEntry::Forgotten { slot, .. } = &record {
                self.world.observed.vanished.extend(self.world.ledger.resources.get(slot).cloned());
            }
            self.world.ledger.apply(&record);
            return then.into_iter().collect();
        }
        self.next_seq = Seq(self.next_seq.0 + 1);
        let seq = self.next_seq;
        self.saving.push_back(Saving { seq, record: record.clone(), then });
        vec![Effect::Append(seq, record)]
    }

    fn ended(&mut self, id: OpId, result: Result<Fact, Fault>) -> Vec<Effect> {
        let Some(run) = self.running.remove(&id) else { return Vec::new() };
        let unit = self.jitter(id);
        self.signed_in |= result.is_ok() && matches!(run.op, Op::Cloud(_));
        match result {
            Ok(fact) if run.op.is_write() => self.wrote(id, &run.op, fact),
            Ok(fact) => {
                self.looked(&run, fact, unit);
                Vec::new()
            }
            Err(fault) => self.failed(id, &run, fault, unit),
        }
    }

    fn looked(&mut self, run: &Running, fact: Fact, unit: f64) {
        let now = self.world.now;
        self.world.observed.keep(run.op.clone(), fact, now);
        match &run.every {
            Some(every) => self.attempts.polled(&run.op, every, now, None, unit),
            None => self.attempts.succeeded(&run.op),
        }
    }

    fn wrote(&mut self, id: OpId, op: &Op, fact: Fact) -> Vec<Effect> {
        if let Fact::Made(resource) = &fact {
            self.world.observed.made(resource.slot().kind(), self.world.now);
        }
        let outcome = match fact {
            Fact::Made(resource) => Outcome::Made(Box::new(resource)),
            Fact::Left(slot) => Outcome::Left(slot),
            Fact::Unmade(slot) | Fact::LeftTo { slot, .. } => Outcome::Unmade(slot),
            Fact::Done | Fact::Cloud(_) | Fact::Host(_) | Fact::Net(_) => Outcome::Done,
        };
        self.attempts.succeeded(op);
        if let Some(removed) = twice::removed(&self.world, op) {
            self.world.observed.second.push(removed);
        }
        self.make_old(op);
        self.world.observed.did(op.clone());
        self.append(JournalEntry::Ended { id, at: self.world.now, outcome }, None)
    }

    fn failed(&mut self, id: OpId, run: &Running, fault: Fault, unit: f64) -> Vec<Effect> {
        let now = self.world.now;
        if self.waits_for_sign_in(run, &fault) {
            let limit = self.world.options.sign_in;
            if !self.attempts.signed_out(&run.op, now, fault.clone(), limit) {
                return Vec::new();
            }
        }
        if let Some(every) = &run.every {
            self.attempts.polled(&run.op, every, now, Some(fault), unit);
            return Vec::new();
        }
        let once = self.world.looking() || self.asks_once(&run.op, fault.code);
        if !self.attempts.failed(&run.op, now, fault.clone(), unit, once) {
            return Vec::new();
        }
        // What AWS refuses in one zone its step asks for in another, and without a group of the server's own the site goes on.
        let goes_on =
            fault.code == Code::ZoneRefused || matches!(run.op, Op::Cloud(CloudOp::EnsureOwnGroup { .. } | CloudOp::EnterOwnGroup { .. }));
        if !run.op.is_write() || goes_on {
            self.world.observed.fail(run.op.clone(), fault.clone());
        }
        if !run.op.is_write() {
            return Vec::new();
        }
        if may_have_happened(&run.op, &fault) {
            return Vec::new();
        }
        self.append(JournalEntry::Ended { id, at: now, outcome: Outcome::Failed(fault) }, None)
    }

    /// Whether the person said `--wait 0s`, and this look found nobody: a write is seen through all the same.
    fn asks_once(&self, op: &Op, code: Code) -> bool {
        let options = &self.world.options;
        let said_so = options.wait == Some(Duration::ZERO) && options.sign_in == Some(Duration::ZERO);
        said_so && !op.is_write() && code.is_out_of_reach()
    }

    /// Whether this run was signed in, is so no more, and can go on by itself once the person has signed in again. A mere look
    /// tells what it saw.
    fn waits_for_sign_in(&self, run: &Running, fault: &Fault) -> bool {
        matches!(run.op, Op::Cloud(_)) && fault.is_signed_out() && self.signed_in && !self.world.looking() && !run.op.explains()
    }

    /// Forgets what this write made old.
    fn make_old(&mut self, write: &Op) {
        let seen = &mut self.world.observed;
        seen.swept = false;
        seen.forget(|look| invalidate::outdates(write, look));
        seen.undo(|done| invalidate::supersedes(write, done));
        if let Some(server) = invalidate::replaced_process(write) {
            seen.unsteady(server);
        }
        if matches!(write, Op::Cloud(CloudOp::ResendValidation { .. })) {
            seen.mail_again = None;
        }
    }

    fn jitter(&self, id: OpId) -> f64 {
        let seed = u64::try_from(self.world.options.seed & u128::from(u64::MAX)).unwrap_or_default();
        let now = self.world.now.0.unsigned_abs();
        splitmix::unit(splitmix::mixed(seed ^ splitmix::mixed(id.0 ^ now)))
    }

    /// A token nobody else has: the moment, and the run's random seed mixed with the op's number.
    pub(super) fn new_token(&self, id: OpId) -> Token {
        let halves = [self.world.options.seed >> 64, self.world.options.seed & u128::from(u64::MAX)];
        let mixed = halves.map(|half| splitmix::mixed(u64::try_from(half).unwrap_or_default() ^ splitmix::mixed(id.0)));
        Token(made::token(self.world.now, mixed))
    }
}

/// Whether a write that was given up stays announced: its answer may only have been lost, or it may have taken something of
/// the person's away before it failed, of which nothing but its record knows.
fn may_have_happened(op: &Op, fault: &Fault) -> bool {
    fault.disposition == Disposition::Transient
        || matches!(
            op,
            Op::Cloud(CloudOp::UpsertRecord { prior: Some(_), .. } | CloudOp::NarrowSideDoor { .. } | CloudOp::CloseSideDoor { .. })
        )
}

#[cfg(test)]
mod changes;
#[cfg(test)]
mod held;
#[cfg(test)]
mod other_guide;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod stopped;
#[cfg(test)]
mod tests;
