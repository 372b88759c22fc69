//! The machine itself, over the smallest goal there is: restart the service and prove it.

use std::time::Duration;

use super::*;
use crate::engine::fault::{Code, Remedy};
use crate::engine::fixture::{NOW, options, running, site, world};
use crate::engine::goal::Goal;
use crate::engine::op::cloud::{ConsoleKeys, ConsoleSays, HostKey, KeyKind, Reach, Rule, RuleSource, StatusChecks};
use crate::engine::op::host::{HostFact, ServiceState, UnitName};
use crate::engine::op::{Access, CloudFact};
use crate::engine::question::Question;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::Pending;
use crate::engine::status::RunStatus;
use crate::site::ServerId;

/// An engine, its time, and what it has under way.
struct Bench {
    engine: Engine,
    now: Timestamp,
    started: Vec<(OpId, Op, Token)>,
    records: Vec<JournalEntry>,
    wake: Option<Timestamp>,
    /// Records reach the disk at once.
    saves: bool,
}

impl Bench {
    fn over(engine: Engine) -> Self {
        Self { engine, now: NOW, started: Vec::new(), records: Vec::new(), wake: None, saves: true }
    }

    fn new(goal: Goal, ledger: Ledger) -> Self {
        Self::over(Engine::new(site(), options(goal), ledger))
    }

    fn take(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in self.engine.handle(self.now, event) {
                match effect {
                    Effect::Append(seq, record) => {
                        self.records.push(record);
                        events.extend(self.saves.then_some(Event::Saved(seq)));
                    }
                    Effect::Start { id, op, token, .. } => self.started.push((id, op, token)),
                    Effect::Abort(id) => self.started.retain(|(started, _, _)| *started != id),
                    Effect::WakeAt(at) => self.wake = Some(at),
                }
            }
        }
    }

    /// Answers the only op under way.
    fn answer(&mut self, result: Result<Fact, Fault>) -> (OpId, Op, Token) {
        assert_eq!(self.started.len(), 1, "{:?}", self.started);
        let (id, op, token) = self.started.remove(0);
        self.take(Event::Ended(id, result));
        (id, op, token)
    }

    fn sleep(&mut self) {
        self.now = self.wake.take().unwrap();
        self.take(Event::Woke);
    }

    fn status(&self) -> RunStatus {
        self.engine.status()
    }

    fn codes(&self) -> Vec<&'static str> {
        self.started.iter().map(|(_, op, _)| op.code().as_str()).collect()
    }

    fn started_records(&self) -> usize {
        self.records.iter().filter(|r| matches!(r, JournalEntry::Started { .. })).count()
    }
}

fn state(state: ServiceState) -> Result<Fact, Fault> {
    Ok(Fact::Host(HostFact::Service(Box::new(state))))
}

fn lost() -> Result<Fact, Fault> {
    Err(Fault::retry(Code::SshLost, "reset"))
}

/// Our unit stands there.
fn with_unit() -> Ledger {
    let unit = Resource::Unit { server: ServerId::MAIN, path: UnitName::GUNICORN.path() };
    Ledger { resources: [(unit.slot(), unit)].into(), ..Ledger::default() }
}

/// A restart that was asked for.
fn restarting() -> Bench {
    let mut bench = Bench::new(Goal::Restart, with_unit());
    bench.take(Event::Begin);
    bench.answer(state(running()));
    assert_eq!(bench.codes(), ["restart-unit"]);
    bench
}

#[test]
fn nothing_leaves_before_its_record_is_on_disk() {
    let mut bench = Bench::new(Goal::Restart, with_unit());
    bench.take(Event::Begin);
    bench.saves = false;
    bench.answer(state(running()));
    assert!(matches!(bench.records.last(), Some(JournalEntry::Started { .. })));
    assert!(bench.started.is_empty() && bench.engine.world().ledger.pending.is_empty());
    bench.take(Event::Saved(Seq(1)));
    assert!(bench.started.is_empty(), "another record's number");
    bench.take(Event::Saved(Seq(2)));
    assert_eq!(bench.codes(), ["restart-unit"]);
    assert_eq!(bench.engine.world().ledger.pending.len(), 1);
}

#[test]
fn what_was_stopped_does_not_leave_when_its_record_is_saved_late() {
    let mut bench = Bench::new(Goal::Restart, with_unit());
    bench.take(Event::Begin);
    bench.saves = false;
    bench.answer(state(running()));
    bench.take(Event::Stop);
    bench.take(Event::Saved(Seq(2)));
    assert!(bench.started.is_empty());
}

#[test]
fn a_lost_answer_is_asked_again_after_a_pause_as_the_same_request() {
    let mut bench = restarting();
    let (id, op, token) = bench.answer(lost());
    assert!(bench.started.is_empty());
    assert!(bench.wake.is_some_and(|at| at - bench.now >= Duration::from_millis(800)));
    bench.sleep();
    assert_eq!(bench.started, [(id, op, token)]);
    assert_eq!(bench.started_records(), 1);
}

#[test]
fn a_write_given_up_without_an_answer_stays_announced_and_retry_starts_over() {
    let mut bench = restarting();
    let mut tries = 0;
    while !bench.started.is_empty() {
        bench.answer(lost());
        tries += 1;
        if bench.status().stuck.is_empty() {
            bench.sleep();
        }
    }
    assert!(tries > 3 && bench.now - NOW > Duration::from_secs(90), "{tries}");
    let status = bench.status();
    assert!(status.at_rest && status.stuck[0].fault.code == Code::SshLost);
    assert_eq!(bench.engine.world().ledger.pending.len(), 1, "it may have happened");

    bench.take(Event::Answered(Answer::Retry));
    assert_eq!(bench.codes(), ["look-service"], "from its first look");
    bench.answer(state(running()));
    assert_eq!((bench.codes(), bench.started_records()), (vec!["restart-unit"], 1));
    bench.answer(Ok(Fact::Done));
    assert!(bench.engine.world().ledger.pending.is_empty());
    assert!(!bench.records.iter().any(|r| matches!(r, JournalEntry::Answered { .. })), "retry is not journaled");
}

#[test]
fn a_write_that_was_refused_is_struck_off_and_not_asked_again_by_itself() {
    let mut bench = restarting();
    bench.answer(Err(Fault::person(Code::SshAuth, Remedy::CheckUserAndKey, "")));
    assert!(matches!(bench.records.last(), Some(JournalEntry::Ended { outcome: Outcome::Failed(_), .. })));
    assert!(bench.engine.world().ledger.pending.is_empty());
    assert!(bench.status().at_rest && bench.started.is_empty());
}

#[test]
fn one_of_awss_or_the_servers_own_waits_ends_and_says_why() {
    let mut bench = restarting();
    bench.answer(Ok(Fact::Done));
    let starting = || state(ServiceState { active: "activating".into(), http_status: Some(502), ..running() });
    let start = bench.now;
    while bench.status().stuck.is_empty() {
        if bench.started.is_empty() {
            bench.sleep();
        } else {
            bench.answer(starting());
        }
        assert!(bench.now - start < Duration::from_secs(80));
    }
    let status = bench.status();
    assert_eq!(status.stuck[0].fault.code, Code::NginxCannotReach);
    assert!(status.at_rest && bench.now - start >= Duration::from_secs(60));
}

#[test]
fn a_write_announced_for_an_old_address_is_asked_at_the_new_one_and_struck_off() {
    let old = Access { address: [203, 0, 113, 1].into(), ..crate::engine::queries::server::access(&world(), &ServerId::MAIN).unwrap() };
    let restart = HostOp::RestartUnit { unit: UnitName::GUNICORN };
    let mut ledger = Ledger { site: Some(site()), ..with_unit() };
    let (id, token) = (OpId(3), Token("t".into()));
    ledger.apply(&JournalEntry::Started {
        id,
        at: NOW,
        op: Box::new(Op::Host(ServerId::MAIN, old, restart.clone())),
        token: token.clone(),
    });
    let mut bench = Bench::new(Goal::Restart, ledger);
    bench.take(Event::Begin);
    bench.answer(state(running()));
    assert_eq!(
        bench.started,
        [(id, Op::Host(ServerId::MAIN, crate::engine::queries::server::access(&world(), &ServerId::MAIN).unwrap(), restart), token)]
    );
    bench.answer(Ok(Fact::Done));
    assert!(bench.engine.world().ledger.pending.is_empty());
    assert_eq!(bench.started_records(), 0, "it has its record");
}

/// A build that wants a zone, with this announced already.
fn announced(op: CloudOp) -> Bench {
    let goal = Goal::Build { until: StepId::Domain };
    let mut ledger = Ledger { site: Some(site()), ..Ledger::default() };
    ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::Costs });
    ledger.apply(&JournalEntry::Started { id: OpId(1), at: NOW, op: Box::new(Op::Cloud(op)), token: Token("t".into()) });
    let mut engine = Engine::new(site(), options(goal), ledger);
    let observed = world().sees_zones(vec![]).observed;
    engine.world = World { site: site(), observed, ..engine.world };
    engine.world.site.server.manage = false;
    engine.world.observed.refreshed = true;
    engine.world.observed.passed = true;
    engine.world.ledger.site = Some(engine.world.site.clone());
    Bench::over(engine)
}

#[test]
fn an_announced_write_that_differs_from_the_wanted_one_is_asked_with_pauses_too() {
    let other = CloudOp::EnsureZone { domain: crate::engine::fixture::name("before.example") };
    let mut bench = announced(other.clone());
    bench.take(Event::Begin);
    assert_eq!(bench.started[0].1, Op::Cloud(other));
    bench.answer(Err(Fault::retry(Code::AwsBusy, "")));
    assert!(bench.started.is_empty(), "no pause");
    assert!(bench.wake.is_some_and(|at| at > bench.now) && !bench.status().at_rest);
    bench.sleep();
    bench.answer(Err(Fault::person(Code::Quota, Remedy::AskForQuota, "")));
    let wanted = Op::Cloud(CloudOp::EnsureZone { domain: site().domain });
    assert!(bench.started.iter().any(|(_, op, _)| *op == wanted), "refused, it makes room: {:?}", bench.started);
}

#[test]
fn what_took_something_away_stays_announced_though_it_was_refused() {
    use crate::engine::ids::ZoneId;
    let set = crate::engine::fixture::a("www.heestagram.com", [1, 2, 3, 4]);
    let upsert = |prior| CloudOp::UpsertRecord { slot: Slot::Address, zone: ZoneId("Z".into()), set: set.clone(), prior };
    let refused = Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "");
    let busy = Fault::retry(Code::AwsBusy, "");
    let group = CloudOp::EnsureBalancerGroup { name: String::new(), vpc: "vpc".into() };
    let table = [
        (group.clone(), &refused, false),
        (group, &busy, true),
        (upsert(None), &refused, false),
        (upsert(Some(set.clone())), &refused, true),
        (CloudOp::CloseSideDoor { rules: vec![], narrow: vec![] }, &refused, true),
    ];
    for (op, fault, stays) in table {
        assert_eq!(may_have_happened(&Op::Cloud(op.clone()), fault), stays, "{op:?} {fault:?}");
    }
}

#[test]
fn looks_of_a_mere_look_note_in_memory_only() {
    let mut bench = Bench::new(Goal::Look { until: StepId::Live }, Ledger::default());
    bench.take(Event::Begin);
    let identity = CloudFact::Identity { account: "1".into(), arn: "a".into(), ahead: None };
    while let Some((id, op, _)) = bench.started.pop() {
        assert!(!op.is_write(), "{op:?}");
        let answer = if op == Op::Cloud(CloudOp::LookIdentity) {
            Ok(Fact::Cloud(identity.clone()))
        } else {
            Err(Fault::person(Code::AccessDenied, Remedy::AttachPolicy, ""))
        };
        bench.take(Event::Ended(id, answer));
    }
    assert!(bench.records.is_empty() && bench.status().at_rest);
    assert!(bench.engine.world().ledger.site.is_some());
}

#[test]
fn whoever_makes_something_takes_back_the_yes_to_a_teardown() {
    use crate::engine::goal::Scope;
    let mut ledger = Ledger::default();
    ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::TearDown(Scope::default()) });
    ledger.apply(&JournalEntry::TearDown { at: NOW, scope: Scope::default() });
    let started = |id, op| JournalEntry::Started { id: OpId(id), at: NOW, op: Box::new(Op::Cloud(op)), token: Token(String::new()) };
    ledger.apply(&started(1, CloudOp::DeleteZone { zone: "Z".into() }));
    assert!(ledger.teardown.is_some());
    ledger.apply(&started(2, CloudOp::EnsureZone { domain: site().domain }));
    assert!(ledger.teardown.is_none() && ledger.answers.is_empty());
}

#[test]
fn the_ledger_holds_what_was_announced_until_its_end() {
    let mut ledger = Ledger::default();
    let op = Op::Cloud(CloudOp::EnsureZone { domain: site().domain });
    ledger.apply(&JournalEntry::Started { id: OpId(9), at: NOW, op: Box::new(op.clone()), token: Token("t".into()) });
    assert_eq!(ledger.pending_on(&Slot::Zone), Some((OpId(9), &Pending { op, token: Token("t".into()) })));
    ledger.apply(&JournalEntry::Ended { id: OpId(9), at: NOW, outcome: Outcome::Dropped });
    assert!(ledger.pending.is_empty() && ledger.tokens.contains_key(&Slot::Zone), "a second try is the same request");
    ledger.apply(&JournalEntry::Forgotten { at: NOW, slot: Slot::Zone });
    assert!(ledger.tokens.is_empty(), "what is made anew is another request");
}

/// A server that shows a host key which nobody here knows.
fn stranger() -> Bench {
    let mut bench = Bench::new(Goal::Restart, with_unit());
    bench.take(Event::Begin);
    bench.answer(unknown_key());
    bench
}

fn unknown_key() -> Result<Fact, Fault> {
    Err(Fault::person(Code::HostKeyUnknown, Remedy::ConfirmHostKey, format!("SHA256:{}\nED25519", "A".repeat(43))))
}

/// What the console says in the only question.
fn console_says(status: &RunStatus) -> ConsoleSays {
    match status.asks.as_slice() {
        [(_, question @ Question::HostKey { check, .. })] => {
            assert_eq!(question.answer_of_yes(), None);
            check.says
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unknown_host_key_is_asked_about_once_ec2s_console_was() {
    let mut bench = stranger();
    assert_eq!(bench.codes(), ["look-host-keys"]);
    let status = bench.status();
    assert!(status.asks.is_empty() && status.stuck.is_empty() && !status.at_rest, "{status:?}");
    let keys = |letter: &str| HostKey { kind: KeyKind::Ed25519, fingerprint: format!("SHA256:{}", letter.repeat(43)).parse().unwrap() };
    let printed = |letter| ConsoleKeys::Printed { instance: crate::engine::fixture::instance().id, keys: vec![keys(letter)] };
    bench.answer(Ok(Fact::Cloud(CloudFact::HostKeys(printed("A")))));
    let status = bench.status();
    assert_eq!((console_says(&status), status.at_rest), (ConsoleSays::Same, true));
    assert_eq!(status.asks[0].1.choices().len(), 1);

    bench.take(Event::Answered(Answer::Retry));
    bench.answer(unknown_key());
    bench.answer(Ok(Fact::Cloud(CloudFact::HostKeys(printed("B")))));
    let status = bench.status();
    assert_eq!(console_says(&status), ConsoleSays::Another);
    assert_eq!(status.asks[0].1.choices()[0], Answer::Retry, "where the cursor stands");
    assert!(matches!(status.asks[0].1.choices()[1], Answer::HostKey { .. }));
}

#[test]
fn where_ec2_cannot_be_asked_the_host_key_is_asked_about_all_the_same() {
    let mut bench = stranger();
    let since = bench.now;
    while bench.status().asks.is_empty() {
        if bench.started.is_empty() {
            bench.sleep();
        } else {
            bench.answer(Err(Fault::retry(Code::AwsUnreachable, "")));
        }
    }
    assert!(bench.now - since < Duration::from_secs(15), "{:?}", bench.now - since);
    let status = bench.status();
    assert_eq!((console_says(&status), status.at_rest, status.stuck.len()), (ConsoleSays::NotRead, true, 0));

    let mut bench = stranger();
    bench.answer(Err(Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "UnauthorizedOperation: no")));
    let status = bench.status();
    assert_eq!((console_says(&status), status.at_rest, status.stuck.len()), (ConsoleSays::NotAllowed, true, 0));
}

fn silent() -> Result<Fact, Fault> {
    Err(Fault::retry(Code::SshTimeout, "198.51.100.11:22"))
}

/// What EC2 tells of the server: running, open to these on port 22.
fn reach(checks: StatusChecks, cidrs: &[&str]) -> Result<Fact, Fault> {
    let instance = crate::engine::fixture::instance();
    let rule = |cidr: &&str| {
        let source = RuleSource::Cidr((*cidr).to_owned());
        let (from_port, to_port, protocol) = (Some(22), Some(22), "tcp".to_owned());
        ("sg-1".into(), Rule { id: "sgr-1".into(), protocol, from_port, to_port, source, description: None, tagged: false })
    };
    let addresses = vec![[198, 51, 100, 11].into()];
    Ok(Fact::Cloud(CloudFact::Reach(Some(Box::new(Reach { instance, addresses, rules: cidrs.iter().map(rule).collect(), checks })))))
}

/// A restart of a server from which nothing comes back.
fn restarting_silence() -> Bench {
    let mut bench = Bench::new(Goal::Restart, with_unit());
    bench.take(Event::Begin);
    bench.answer(silent());
    assert_eq!(bench.codes(), ["look-reach"]);
    bench
}

fn stuck(bench: &Bench) -> Option<Code> {
    bench.status().stuck.first().map(|stuck| stuck.fault.code)
}

#[test]
fn a_closed_group_ends_the_waiting_at_once_and_retry_asks_all_anew() {
    let mut bench = restarting_silence();
    bench.answer(reach(StatusChecks::Ok, &[]));
    assert_eq!((stuck(&bench), bench.status().at_rest), (Some(Code::SshPortClosed), true));
    assert!(bench.now - NOW < Duration::from_secs(1), "no minute and a half");
    bench.take(Event::Answered(Answer::Retry));
    assert_eq!(bench.codes(), ["look-service"]);
    bench.answer(silent());
    bench.answer(reach(StatusChecks::Ok, &["192.0.2.7/32"]));
    assert_eq!(stuck(&bench), Some(Code::SshPortLimited));
}

#[test]
fn a_server_that_may_still_start_is_asked_on_and_at_the_end_ec2_once_more() {
    let mut bench = restarting_silence();
    bench.answer(reach(StatusChecks::Initializing, &["0.0.0.0/0"]));
    let mut looks = 1;
    while stuck(&bench).is_none() {
        match bench.codes().as_slice() {
            [] => bench.sleep(),
            ["look-reach"] => {
                looks += 1;
                bench.answer(reach(StatusChecks::Ok, &["0.0.0.0/0"]));
            }
            _ => drop(bench.answer(silent())),
        }
    }
    assert_eq!((stuck(&bench), looks, bench.status().at_rest), (Some(Code::SshSilent), 2, true));
    assert!(bench.now - NOW > Duration::from_secs(90));
}

#[test]
fn where_ec2_cannot_be_asked_the_silence_stays_what_it_was() {
    let mut bench = restarting_silence();
    bench.answer(Err(Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, "")));
    while stuck(&bench).is_none() {
        match bench.codes().as_slice() {
            [] => bench.sleep(),
            ["look-service"] => drop(bench.answer(silent())),
            other => panic!("{other:?}"),
        }
    }
    let status = bench.status();
    assert_eq!((status.stuck.len(), status.stuck[0].fault.code, status.at_rest), (1, Code::SshTimeout, true));
}

#[test]
fn a_mere_look_is_told_the_cause_too() {
    let mut bench = Bench::new(Goal::Look { until: StepId::Live }, Ledger::default());
    bench.take(Event::Begin);
    let mut asked = false;
    for _ in 0..200 {
        let Some((id, op, _)) = bench.started.pop() else {
            if bench.status().at_rest {
                break;
            }
            bench.sleep();
            continue;
        };
        let answer = match &op {
            Op::Host(..) => silent(),
            Op::Cloud(CloudOp::LookReach { .. }) => {
                asked = true;
                reach(StatusChecks::Ok, &[])
            }
            _ => Err(Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "")),
        };
        bench.take(Event::Ended(id, answer));
    }
    let status = bench.status();
    let codes: Vec<Code> = status.stuck.iter().map(|stuck| stuck.fault.code).collect();
    assert!(asked && status.at_rest && codes.contains(&Code::SshPortClosed) && !codes.contains(&Code::SshTimeout), "{codes:?}");
}
