//! The machine follows whatever guide it is given: a guide of one step is planned, billed, played, proven and undone.

use super::*;
use crate::engine::directive::Directive;
use crate::engine::fixture::{NOW, options, site};
use crate::engine::goal::Scope;
use crate::engine::ids::TargetGroupArn;
use crate::engine::inventory;
use crate::engine::op::OpCode;
use crate::engine::poll::PollPolicy;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::status::StepState;
use crate::engine::steps::Part;

/// One part, one write, one proof.
#[derive(Debug)]
struct Dummy;

const PROOF: Op = Op::Cloud(CloudOp::LookIdentity);

impl Step for Dummy {
    fn id(&self) -> StepId {
        StepId::Domain
    }

    fn needs(&self) -> &'static [StepId] {
        &[]
    }

    fn parts(&self, _: &World) -> Vec<Part> {
        vec![Part::under(3, Slot::Balancer, "dummy-balancer"), Part::new(Slot::TargetGroup, "dummy")]
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        if !w.holds(&Slot::TargetGroup) {
            let check = w.site.health_check();
            return vec![Directive::Do(Op::Cloud(CloudOp::EnsureTargetGroup { name: "dummy".into(), vpc: "vpc-1".into(), check }))];
        }
        vec![if w.observed.look(&PROOF).is_none() { Directive::Poll(PROOF, PollPolicy::VISIT) } else { Directive::Done }]
    }
}

static OTHER: [&dyn Step; 1] = [&Dummy];

fn engine(goal: Goal, ledger: Ledger) -> Engine {
    let mut engine = Engine::of(&OTHER, site(), options(goal), ledger);
    engine.world.observed.refreshed = true;
    engine.world.observed.passed = true;
    engine
}

/// Takes the event in, with every record saved at once; returns what starts.
fn starts(engine: &mut Engine, event: Event) -> Vec<(OpId, Op)> {
    let mut events = VecDeque::from([event]);
    let mut started = Vec::new();
    while let Some(event) = events.pop_front() {
        for effect in engine.handle(NOW, event) {
            match effect {
                Effect::Append(seq, _) => events.push_back(Event::Saved(seq)),
                Effect::Start { id, op, .. } => started.push((id, op)),
                Effect::Abort(_) | Effect::WakeAt(_) => {}
            }
        }
    }
    started
}

#[test]
fn a_guide_of_one_step_is_built_proven_and_taken_away() {
    let mut engine = engine(Goal::Build { until: StepId::LAST }, Ledger::default());
    let planned = inventory::planned_of(&OTHER, engine.world());
    assert_eq!(
        planned.iter().map(|p| (p.step, p.name.as_str())).collect::<Vec<_>>(),
        [(StepId::Domain, "dummy-balancer"), (StepId::Domain, "dummy")]
    );
    assert!(planned[0].bill.an_hour() > planned[1].bill.an_hour());

    let (id, op) = starts(&mut engine, Event::Begin).remove(0);
    assert_eq!(op.code(), OpCode::EnsureTargetGroup);
    assert_eq!(engine.status().steps.iter().map(|s| (s.step, s.state)).collect::<Vec<_>>(), [(StepId::Domain, StepState::Open)]);
    let made = Resource::TargetGroup { arn: TargetGroupArn("arn:dummy".into()) };
    let (id, op) = starts(&mut engine, Event::Ended(id, Ok(Fact::Made(made)))).remove(0);
    assert_eq!(op, PROOF);
    let account = crate::engine::op::CloudFact::Identity { account: "1".into(), arn: "a".into(), ahead: None };
    assert!(starts(&mut engine, Event::Ended(id, Ok(Fact::Cloud(account)))).is_empty());
    assert!(engine.status().steps.iter().all(|s| s.state == StepState::Done));
    assert_eq!(inventory::planned_of(&OTHER, engine.world())[1].stands.as_deref(), Some("arn:dummy"));

    let mut ledger = engine.world().ledger.clone();
    ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::TearDown(Scope::default()) });
    let mut engine = self::engine(Goal::TearDown(Scope::default()), ledger);
    let (id, op) = starts(&mut engine, Event::Begin).remove(0);
    assert_eq!(op.code(), OpCode::LookHolders);
    let nobody = Fact::Cloud(crate::engine::op::CloudFact::Holders(vec![]));
    let goes = starts(&mut engine, Event::Ended(id, Ok(nobody)));
    assert_eq!(goes.iter().map(|(_, op)| op.code()).collect::<Vec<_>>(), [OpCode::DeleteTargetGroup]);
}

#[test]
fn what_lies_beyond_the_goal_is_not_begun() {
    let mut engine = engine(Goal::Build { until: StepId::Service }, Ledger::default());
    assert!(starts(&mut engine, Event::Begin).is_empty());
    assert!(engine.status().steps.is_empty());
}
