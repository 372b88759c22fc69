//! A build that a step would fail in ends before its first write, with everything that stops it; once nothing does, it is not asked again.

use super::*;
use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Remedy};
use crate::engine::fixture::{NOW, instance, options, site};
use crate::engine::op::cloud::{CloudFact, Rights, TargetGroup};
use crate::engine::op::net::Why;
use crate::engine::preflight::CheckCode;
use crate::engine::steps::{CheckResult, Part, PreflightCheck};

/// A step whose check reads one look; it writes at once.
#[derive(Debug)]
struct Checked(StepId);

const LOOK: Op = Op::Cloud(CloudOp::LookTargetGroups);

impl Step for Checked {
    fn id(&self) -> StepId {
        self.0
    }

    fn needs(&self) -> &'static [StepId] {
        &[]
    }

    fn parts(&self, _: &World) -> Vec<Part> {
        Vec::new()
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        let check = w.site.health_check();
        vec![Directive::Do(Op::Cloud(CloudOp::EnsureTargetGroup { name: self.0.to_string(), vpc: "vpc-1".into(), check }))]
    }

    /// Nobody's target group may stand; that nobody may look is no reason to stop.
    fn checks(&self, w: &World) -> Vec<PreflightCheck> {
        let stopped = || Fault::person(Code::Quota, Remedy::AskForQuota, self.0.as_str());
        let result = match (w.observed.target_groups(), w.observed.failure(&LOOK)) {
            (Some([]), _) => CheckResult::Pass,
            (Some(_), _) => CheckResult::Fail(stopped()),
            (None, Some(_)) => CheckResult::Unknown(Why::NotAllowedToLook),
            (None, None) => CheckResult::Unknown(Why::NotYet),
        };
        vec![PreflightCheck { code: CheckCode::Names, step: self.0, evidence: String::new(), reads: vec![LOOK], result }]
    }
}

static GUIDE_OF_TWO: [&dyn Step; 2] = [&Checked(StepId::Domain), &Checked(StepId::Balancer)];

/// Saves every record at once, answers every look so, and returns the writes that leave.
struct Bench {
    engine: Engine,
    groups: fn() -> Result<Fact, Fault>,
    looks: Vec<Op>,
    writes: Vec<Op>,
}

impl Bench {
    fn new(until: StepId, groups: fn() -> Result<Fact, Fault>) -> Self {
        let goal = Goal::Build { until };
        let mut engine = Engine::of(&GUIDE_OF_TWO, site(), options(goal), Ledger::default());
        engine.world.observed.refreshed = true;
        Self { engine, groups, looks: Vec::new(), writes: Vec::new() }
    }

    fn take(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in self.engine.handle(NOW, event) {
                match effect {
                    Effect::Append(seq, _) => events.push_back(Event::Saved(seq)),
                    Effect::Start { op, .. } if op.is_write() => self.writes.push(op),
                    Effect::Start { id, op, .. } => {
                        events.push_back(Event::Ended(id, self.answer(&op)));
                        self.looks.push(op);
                    }
                    Effect::Abort(_) | Effect::WakeAt(_) => {}
                }
            }
        }
    }

    fn answer(&self, op: &Op) -> Result<Fact, Fault> {
        let Op::Cloud(op) = op else { return Err(Fault::person(Code::SshAuth, Remedy::CheckUserAndKey, "")) };
        Ok(Fact::Cloud(match op {
            CloudOp::LookIdentity => CloudFact::Identity { account: "1".into(), arn: "a".into(), ahead: Some(0) },
            CloudOp::LookInstances { .. } => CloudFact::Instances(vec![instance()]),
            CloudOp::LookAccountPlan => CloudFact::AccountPlan(None),
            CloudOp::LookRights { .. } => CloudFact::Rights(Rights { make_group: None, add_rule: None }),
            CloudOp::LookTargetGroups => return (self.groups)(),
            other => return Err(Fault::person(Code::AccessDenied, Remedy::AttachPolicy, format!("{other:?}"))),
        }))
    }

    fn stuck(&self) -> Vec<(StepId, String)> {
        self.engine.status().stuck.into_iter().map(|stuck| (stuck.step, stuck.fault.detail)).collect()
    }
}

fn none() -> Result<Fact, Fault> {
    Ok(Fact::Cloud(CloudFact::TargetGroups(Vec::new())))
}

fn one() -> Result<Fact, Fault> {
    let group = TargetGroup { arn: "arn:t".into(), name: "t".into(), vpc: None, targets: vec![], check: None, tagged: false };
    Ok(Fact::Cloud(CloudFact::TargetGroups(vec![group])))
}

fn denied() -> Result<Fact, Fault> {
    Err(Fault::person(Code::AccessDenied, Remedy::AttachPolicy, ""))
}

#[test]
fn everything_that_stops_a_step_is_told_before_the_first_write() {
    let mut bench = Bench::new(StepId::Balancer, one);
    bench.take(Event::Begin);
    assert_eq!(bench.writes, []);
    assert_eq!(bench.stuck(), [(StepId::Domain, "domain".to_owned()), (StepId::Balancer, "balancer".to_owned())]);
    let status = bench.engine.status();
    assert!(status.at_rest && !status.done && !bench.engine.world.observed.passed);
    // Only what lies within the goal.
    let mut bench = Bench::new(StepId::Domain, one);
    bench.take(Event::Begin);
    assert_eq!(bench.stuck(), [(StepId::Domain, "domain".to_owned())]);
}

#[test]
fn once_passed_it_is_not_asked_again_but_after_a_retry_and_for_further_steps() {
    let mut bench = Bench::new(StepId::Domain, none);
    bench.take(Event::Begin);
    assert!(bench.engine.world.observed.passed && bench.stuck().is_empty());
    assert_eq!(bench.writes.len(), 1);
    let asked = bench.looks.len();
    bench.groups = one;
    bench.engine.world.observed.forget(|op| *op == LOOK);
    bench.take(Event::Woke);
    assert_eq!(bench.looks.len(), asked, "what was passed is passed");
    bench.take(Event::Extended(StepId::Balancer));
    assert!(bench.looks[asked..].contains(&LOOK), "{:?}", bench.looks);
    assert_eq!(bench.stuck().len(), 2, "{:?}", bench.stuck());
    assert_eq!(bench.writes.len(), 1, "nothing more was written");
    bench.groups = none;
    bench.take(Event::Answered(Answer::Retry));
    assert!(!bench.engine.world.observed.passed, "the first looks come first, and then it is asked anew");
}

#[test]
fn a_check_that_could_not_be_looked_at_stops_nothing() {
    let mut bench = Bench::new(StepId::Balancer, denied);
    bench.take(Event::Begin);
    assert!(bench.engine.world.observed.passed, "{:?}", bench.stuck());
    assert_eq!(bench.writes.len(), 1, "one write a slot at a time");
}
