//! A sign-in to AWS that ends while a run goes on.

use std::time::Duration;

use super::*;
use crate::engine::fault::{Code, Remedy};
use crate::engine::fixture::{NOW, options, site};
use crate::engine::op::CloudFact;

/// An engine, its time, the looks under way, and when it wakes.
struct Run {
    engine: Engine,
    now: Timestamp,
    started: Vec<(OpId, Op)>,
    wake: Option<Timestamp>,
}

impl Run {
    /// Past the answer to who this is, with the burst's other looks under way.
    fn signed_in(goal: Goal, sign_in: Option<Duration>) -> Self {
        let options = RunOptions { sign_in, ..options(goal) };
        let mut run = Self { engine: Engine::new(site(), options, Ledger::default()), now: NOW, started: Vec::new(), wake: None };
        run.take(Event::Begin);
        run.answer(&IDENTITY, Ok(Fact::Cloud(CloudFact::Identity { account: "1".into(), arn: "arn".into(), ahead: Some(0) })));
        run
    }

    fn take(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in self.engine.handle(self.now, event) {
                match effect {
                    Effect::Append(seq, _) => events.push_back(Event::Saved(seq)),
                    Effect::Start { id, op, .. } => self.started.push((id, op)),
                    Effect::Abort(_) => {}
                    Effect::WakeAt(at) => self.wake = Some(at),
                }
            }
        }
    }

    fn answer(&mut self, op: &Op, result: Result<Fact, Fault>) {
        let at = self.started.iter().position(|(_, started)| started == op).unwrap();
        let (id, _) = self.started.remove(at);
        self.take(Event::Ended(id, result));
    }

    fn sleep(&mut self) {
        self.now = self.wake.take().unwrap();
        self.take(Event::Woke);
    }
}

const IDENTITY: Op = Op::Cloud(CloudOp::LookIdentity);
const LOOK: Op = Op::Cloud(CloudOp::LookBalancers);
const BUILD: Goal = Goal::Build { until: StepId::LAST };

fn over() -> Result<Fact, Fault> {
    Err(Fault::person(Code::ExpiredCredentials, Remedy::LoginSso, "[work] over"))
}

fn stuck(run: &Run) -> Vec<Code> {
    run.engine.status().stuck.iter().map(|stuck| stuck.fault.code).collect()
}

#[test]
fn an_op_waits_for_the_new_sign_in_and_goes_on_by_itself() {
    let mut run = Run::signed_in(BUILD, None);
    run.answer(&LOOK, over());
    let status = run.engine.status();
    let out = status.signed_out.as_ref().unwrap();
    assert_eq!((out.fault.code, out.since, out.limit), (Code::ExpiredCredentials, NOW, None));
    assert!(stuck(&run).is_empty() && !status.at_rest);
    for _ in 0..500 {
        run.sleep();
        run.answer(&LOOK, over());
    }
    assert!(run.now - NOW >= Duration::from_secs(4_000) && stuck(&run).is_empty(), "as long as it takes");
    run.sleep();
    run.answer(&LOOK, Ok(Fact::Cloud(CloudFact::Certificates(Vec::new()))));
    assert!(run.engine.status().signed_out.is_none() && stuck(&run).is_empty());
}

#[test]
fn nobody_is_waited_for_longer_than_was_said() {
    let mut run = Run::signed_in(BUILD, Some(Duration::from_secs(25)));
    run.answer(&LOOK, over());
    for _ in 0..2 {
        run.sleep();
        run.answer(&LOOK, over());
        assert!(stuck(&run).is_empty());
    }
    run.sleep();
    run.answer(&LOOK, over());
    assert_eq!((run.now - NOW, stuck(&run)), (Duration::from_secs(25), vec![Code::ExpiredCredentials]));
    assert!(run.engine.status().signed_out.is_none());
    let mut run = Run::signed_in(BUILD, Some(Duration::ZERO));
    run.answer(&LOOK, over());
    assert_eq!(stuck(&run), [Code::ExpiredCredentials], "at once");
}

#[test]
fn who_never_was_signed_in_is_not_waited_for_nor_is_a_mere_look_or_an_environment_that_cannot_change() {
    let mut run = Run { engine: Engine::new(site(), options(BUILD), Ledger::default()), now: NOW, started: Vec::new(), wake: None };
    run.take(Event::Begin);
    run.answer(&LOOK, over());
    assert_eq!(stuck(&run), [Code::ExpiredCredentials]);
    let mut run = Run::signed_in(Goal::LOOK, None);
    run.answer(&LOOK, over());
    assert!(run.engine.status().signed_out.is_none());
    let mut run = Run::signed_in(BUILD, None);
    run.answer(&LOOK, Err(Fault::person(Code::ExpiredCredentials, Remedy::ExportNewKeys, "")));
    assert_eq!(stuck(&run), [Code::ExpiredCredentials]);
}

#[test]
fn who_said_to_look_once_waits_ten_seconds_for_whoever_cannot_be_reached() {
    let nobody = || Err(Fault::retry(Code::AwsUnreachable, "dispatch failure"));
    let given_up = |wait| {
        let options = RunOptions { wait, sign_in: wait, ..options(BUILD) };
        let mut run = Run { engine: Engine::new(site(), options, Ledger::default()), now: NOW, started: Vec::new(), wake: None };
        run.take(Event::Begin);
        run.answer(&IDENTITY, Ok(Fact::Cloud(CloudFact::Identity { account: "1".into(), arn: "arn".into(), ahead: Some(0) })));
        run.answer(&LOOK, nobody());
        while stuck(&run).is_empty() {
            run.sleep();
            run.answer(&LOOK, nobody());
        }
        run.now - NOW
    };
    let (once, patient) = (given_up(Some(Duration::ZERO)), given_up(None));
    assert!(once < Duration::from_secs(20) && patient > Duration::from_secs(100), "{once:?}, {patient:?}");
}
