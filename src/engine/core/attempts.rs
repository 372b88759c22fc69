//! What was asked more than once: since when, how often, when next, and whether asking again has ended.

use std::collections::HashMap;
use std::time::Duration;

use crate::engine::fault::{Code, Disposition, Fault, Remedy};
use crate::engine::goal::RunOptions;
use crate::engine::op::Op;
use crate::engine::poll::{Limit, PollPolicy};
use crate::engine::time::Timestamp;

/// One op's attempts in this run.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub since: Timestamp,
    /// Since when it has failed with the last fault's code.
    failing_since: Timestamp,
    pub count: u32,
    pub last: Option<Timestamp>,
    pub next: Timestamp,
    /// The last fault; none after a good answer.
    pub fault: Option<Fault>,
    /// Asking again has ended: the fault is final until the person says "retry".
    pub stuck: bool,
    /// A poll that outlasted `--wait`, or a poll in a mere look.
    pub expired: bool,
    /// Since when it waits for the person to sign in again.
    pub signed_out: Option<Timestamp>,
}

impl Attempt {
    fn new(now: Timestamp) -> Self {
        Self {
            since: now,
            failing_since: now,
            count: 0,
            last: None,
            next: now,
            fault: None,
            stuck: false,
            expired: false,
            signed_out: None,
        }
    }

    /// Whether the op is to be asked at some time again.
    pub fn open(&self) -> bool {
        !self.stuck && !self.expired
    }
}

/// All attempts of this run.
#[derive(Debug, Default)]
pub struct Attempts {
    all: HashMap<Op, Attempt>,
}

impl Attempts {
    pub fn get(&self, op: &Op) -> Option<&Attempt> {
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
    pub fn poll(&mut self, op: &Op, every: &PollPolicy, now: Timestamp, options: &RunOptions, once: bool) -> &Attempt {
        let t = self.all.entry(op.clone()).or_insert_with(|| Attempt::new(now));
        if t.count > 0 && t.open() && t.signed_out.is_none() {
            match every.limit {
                _ if once => t.expired = true,
                Limit::World => t.expired = options.wait.is_some_and(|wait| now - t.since >= wait),
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
    pub fn explain(&mut self, op: &Op, why: impl FnOnce() -> Option<Fault>) {
        let silent = |t: &&mut Attempt| t.fault.as_ref().is_some_and(|f| f.code == Code::TookTooLong && f.detail.is_empty());
        if let Some(t) = self.all.get_mut(op).filter(silent)
            && let Some(why) = why()
        {
            t.fault = Some(why);
        }
    }

    /// The sign-in is over: the op waits, and is asked again soon, until the person has signed in or `limit` is over. What it
    /// waited for before stands still meanwhile. Returns whether the waiting has ended.
    pub fn signed_out(&mut self, op: &Op, now: Timestamp, fault: Fault, limit: Option<Duration>) -> bool {
        let t = self.all.entry(op.clone()).or_insert_with(|| Attempt::new(now));
        let since = *t.signed_out.get_or_insert(now);
        t.count += 1;
        t.last = Some(now);
        t.stuck = limit.is_some_and(|limit| now - since >= limit);
        t.next = now + limit.map_or(SIGN_IN, |limit| SIGN_IN.min((since + limit) - now));
        t.fault = Some(fault);
        t.stuck
    }

    /// The op was answered by an AWS that knows the person: the time without a sign-in does not count.
    fn signed_in(&mut self, op: &Op, now: Timestamp) {
        if let Some(t) = self.all.get_mut(op)
            && let Some(since) = t.signed_out.take()
        {
            let away = now - since;
            (t.since, t.failing_since) = (t.since + away, t.failing_since + away);
        }
    }

    /// A poll was answered (`fault`: it was not): the next look comes after a pause.
    pub fn polled(&mut self, op: &Op, every: &PollPolicy, now: Timestamp, fault: Option<Fault>, unit: f64) {
        self.signed_in(op, now);
        let t = self.all.entry(op.clone()).or_insert_with(|| Attempt::new(now));
        t.count += 1;
        t.last = Some(now);
        t.stuck = fault.as_ref().is_some_and(|f| f.disposition != Disposition::Transient);
        t.fault = fault;
        t.next = now + every.pause(t.count, unit);
    }

    /// An op failed: asked again after a pause, or stuck. `once`: in a mere look, at whose end somebody waits to be told. Returns whether
    /// it is stuck.
    pub fn failed(&mut self, op: &Op, now: Timestamp, fault: Fault, unit: f64, once: bool) -> bool {
        self.signed_in(op, now);
        let t = self.all.entry(op.clone()).or_insert_with(|| Attempt::new(now));
        t.count += 1;
        t.last = Some(now);
        // Another fault is another wait: one lost answer after minutes of "still in use" is no end.
        if t.fault.as_ref().is_some_and(|before| before.code != fault.code) {
            t.failing_since = now;
        }
        let most = if once { patience(op, fault.code).min(looking(fault.code)) } else { patience(op, fault.code) };
        // Without any patience the first failure is the last.
        let patient = !most.is_zero() && now - t.failing_since <= most && now - t.since <= LONGEST;
        t.stuck = fault.disposition != Disposition::Transient || !patient;
        t.next = now + backoff(t.count, unit);
        t.fault = Some(fault);
        t.stuck
    }

    /// Since when the run waits for a new sign-in, and why.
    pub fn signed_out_since(&self) -> Option<(Timestamp, &Fault)> {
        let waiting = self.all.values().filter(|t| t.open()).filter_map(|t| Some((t.signed_out?, t.fault.as_ref()?)));
        waiting.min_by_key(|(since, _)| *since)
    }

    /// What fails now, with its fault.
    pub fn failing(&self) -> impl Iterator<Item = (&Op, &Attempt, &Fault)> {
        self.all.iter().filter_map(|(op, t)| Some((op, t, t.fault.as_ref()?)))
    }

    /// Asking this op again has ended, since this is why it fails.
    pub fn conclude(&mut self, op: &Op, fault: &Fault) {
        if let Some(t) = self.all.get_mut(op) {
            t.stuck = true;
            t.fault = Some(fault.clone());
        }
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

/// The pause before an op that failed `count` times (from 1) is asked again: doubling from 1 s to 30 s, jitter ±20 %.
fn backoff(count: u32, unit: f64) -> Duration {
    let grown = 2f64.powi(i32::try_from(count.saturating_sub(1).min(10)).unwrap_or(10));
    Duration::from_secs_f64(grown.min(30.0) * (0.8 + 0.4 * unit))
}

/// How soon an op is asked again whose sign-in is over: the person has just come back from their browser.
const SIGN_IN: Duration = Duration::from_secs(10);

/// For how long an op is asked again at all, whatever it fails with.
const LONGEST: Duration = Duration::from_secs(1_800);

/// The same for a look that only explains: the person waits for what it explains.
const EXPLAINING: Duration = Duration::from_secs(5);

/// The same for a look that only a preflight check reads: without its answer that check is "not looked at", and the run goes on.
const CHECKING: Duration = Duration::from_secs(5);

/// The same in a mere look: it changes nothing, and whoever asked for it can ask again. A busy AWS asks for patience itself.
fn looking(code: Code) -> Duration {
    Duration::from_secs(if code == Code::AwsBusy { 60 } else { 10 })
}

/// For how long an op with this fault is asked again before it is called stuck.
fn patience(op: &Op, code: Code) -> Duration {
    match code {
        _ if op.explains() => EXPLAINING,
        // A question to the DNS is sent again within its own time, and nothing waits for the answer.
        _ if matches!(op, Op::Net(look) if look.tells_beside()) => Duration::ZERO,
        _ if op.only_checks() => CHECKING,
        // A deleted balancer's interfaces hold its security group and certificate for minutes (others wait up to 20).
        Code::InUse => Duration::from_secs(1_200),
        Code::NotYetVisible => Duration::from_secs(600),
        Code::AwsBusy => Duration::from_secs(300),
        Code::SshTimeout | Code::SshRefused | Code::SshLost => Duration::from_secs(90),
        _ => Duration::from_secs(120),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, options};
    use crate::engine::goal::Goal;
    use crate::engine::op::{CloudOp, Op};
    use crate::engine::step_id::StepId;

    const OP: Op = Op::Cloud(CloudOp::LookIdentity);

    fn waiting(wait: Option<u64>) -> RunOptions {
        RunOptions { wait: wait.map(Duration::from_secs), ..options(Goal::Build { until: StepId::LAST }) }
    }

    /// Looks until it is over; returns how often, and for how long.
    fn looks(every: &PollPolicy, options: &RunOptions, once: bool) -> (u32, Duration, Attempt) {
        let (mut attempts, mut now, mut count) = (Attempts::default(), NOW, 0);
        loop {
            let t = attempts.poll(&OP, every, now, options, once).clone();
            if !t.open() || count > 500 {
                return (count, now - NOW, t);
            }
            now = t.next;
            attempts.polled(&OP, every, now, None, 0.5);
            count += 1;
            now = attempts.get(&OP).unwrap().next;
        }
    }

    #[test]
    fn backoff_doubles_and_stops_growing() {
        assert_eq!(backoff(1, 0.5), Duration::from_secs(1));
        assert_eq!(backoff(4, 0.5), Duration::from_secs(8));
        assert_eq!(backoff(50, 0.5), Duration::from_secs(30));
    }

    #[test]
    fn the_worlds_waits_end_with_wait_and_awss_with_their_limit() {
        let (count, _, t) = looks(&PollPolicy::DELEGATION, &waiting(Some(0)), false);
        assert!(count == 1 && t.expired && !t.stuck, "wait 0s looks once");
        let (count, elapsed, t) = looks(&PollPolicy::DELEGATION, &waiting(Some(60)), false);
        assert!(count > 3 && elapsed >= Duration::from_secs(60) && t.expired && t.fault.is_none());
        let (count, ..) = looks(&PollPolicy::DELEGATION, &waiting(None), false);
        assert!(count > 500, "as long as it takes");
        let (count, elapsed, t) = looks(&PollPolicy::CHANGE, &waiting(Some(0)), false);
        assert!(count > 10 && elapsed >= Duration::from_secs(600), "--wait does not shorten it");
        assert!(t.stuck && t.fault.is_some_and(|f| f.code == Code::TookTooLong));
        let (count, _, t) = looks(&PollPolicy::CHANGE, &waiting(None), true);
        assert!(count == 1 && t.expired && !t.stuck, "a mere look looks once");
    }

    #[test]
    fn a_look_that_fails_for_good_is_stuck_and_one_that_is_only_slow_is_not() {
        let mut attempts = Attempts::default();
        attempts.polled(&OP, &PollPolicy::VISIT, NOW, Some(Fault::retry(Code::ProbeUnreachable, "")), 0.5);
        assert!(attempts.get(&OP).unwrap().open());
        attempts.polled(&OP, &PollPolicy::VISIT, NOW, Some(Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "")), 0.5);
        assert!(!attempts.get(&OP).unwrap().open());
        attempts.clear();
        assert!(attempts.get(&OP).is_none() && attempts.next_due(|_| true).is_none());
    }

    #[test]
    fn the_time_without_a_sign_in_is_no_time_that_was_waited() {
        let mut attempts = Attempts::default();
        let options = waiting(Some(60));
        let after = |seconds: u64| NOW + Duration::from_secs(seconds);
        attempts.polled(&OP, &PollPolicy::DELEGATION, NOW, None, 0.5);
        let over = || Fault::person(Code::ExpiredCredentials, Remedy::SignIn, "");
        assert!(!attempts.signed_out(&OP, after(30), over(), None));
        assert!(!attempts.signed_out(&OP, after(900), over(), None));
        assert!(attempts.poll(&OP, &PollPolicy::DELEGATION, after(900), &options, false).open());
        attempts.polled(&OP, &PollPolicy::DELEGATION, after(930), None, 0.5);
        assert!(attempts.poll(&OP, &PollPolicy::DELEGATION, after(959), &options, false).open(), "30 s before, 29 s after");
        assert!(!attempts.poll(&OP, &PollPolicy::DELEGATION, after(960), &options, false).open());
    }

    /// How long an op that fails so is asked again.
    fn given_up(code: Code, once: bool) -> Duration {
        let (mut attempts, mut now) = (Attempts::default(), NOW);
        while !attempts.failed(&OP, now, Fault::retry(code, ""), 0.5, once) {
            now = attempts.get(&OP).unwrap().next;
        }
        now - NOW
    }

    #[test]
    fn a_mere_look_tells_within_seconds_that_nobody_answers() {
        for code in [Code::AwsUnreachable, Code::SshTimeout, Code::SshRefused, Code::DnsUnreachable, Code::InUse] {
            let (looking, building) = (given_up(code, true), given_up(code, false));
            assert!(looking < Duration::from_secs(20) && building > Duration::from_secs(80), "{code}: {looking:?}, {building:?}");
        }
        let busy = given_up(Code::AwsBusy, true);
        assert!(busy > Duration::from_secs(30) && busy < Duration::from_secs(120), "{busy:?}");
    }

    #[test]
    fn patience_with_what_is_in_use_outlasts_patience_with_the_rest() {
        let given_up = |code| given_up(code, false);
        assert!(given_up(Code::InUse) > Duration::from_secs(1_200));
        assert!(given_up(Code::AwsBusy) < Duration::from_secs(400));
        assert!(Attempts::default().failed(&OP, NOW, Fault::ended(Code::AwsRefused, ""), 0.5, false), "no second try");
    }

    #[test]
    fn a_lost_answer_after_minutes_of_another_fault_is_no_end_and_nothing_goes_on_for_ever() {
        let mut attempts = Attempts::default();
        let after = |seconds: u64| NOW + Duration::from_secs(seconds);
        for seconds in [0, 300, 600] {
            assert!(!attempts.failed(&OP, after(seconds), Fault::retry(Code::InUse, ""), 0.5, false));
        }
        assert!(!attempts.failed(&OP, after(630), Fault::retry(Code::AwsUnreachable, ""), 0.5, false));
        assert!(!attempts.failed(&OP, after(640), Fault::retry(Code::InUse, ""), 0.5, false));
        assert!(attempts.failed(&OP, after(1_900), Fault::retry(Code::AwsBusy, ""), 0.5, false), "half an hour is the end of anything");
        let mut attempts = Attempts::default();
        assert!(!attempts.failed(&OP, NOW, Fault::retry(Code::AwsUnreachable, ""), 0.5, false));
        assert!(attempts.failed(&OP, after(121), Fault::retry(Code::AwsUnreachable, ""), 0.5, false));
    }

    #[test]
    fn what_only_tells_beside_is_asked_once() {
        use crate::engine::op::NetOp;
        let look = Op::Net(NetOp::HandOver { domain: crate::engine::fixture::name("heestagram.com"), servers: Vec::new() });
        assert!(Attempts::default().failed(&look, NOW, Fault::retry(Code::DnsUnreachable, ""), 0.5, false));
    }
}
