//! What is not as Landfall left it is told by `status`, and mended by the next `up`.

use landfall::engine::fault::Code;
use landfall::engine::goal::Goal;
use landfall::engine::hop::HopCode;
use landfall::engine::step_id::StepId;
use landfall::practice::state::ec2::InstanceState;
use landfall::practice::{Scenario, SimState};

use super::play::{Kept, UP, looked, through};

/// What a mere look tells of drift.
async fn told(world: &Scenario, kept: &Kept) -> Vec<(StepId, Code)> {
    let (_, hops) = looked(world, kept.clone(), 9).await;
    let drift = hops.into_iter().filter(|(_, hop)| hop.code == HopCode::Drift);
    drift.map(|(step, hop)| (step, hop.result.fault().unwrap().code)).collect()
}

fn without(scene: &mut SimState, kind: &str) {
    for zone in &mut scene.aws.route53.zones {
        zone.records.retain(|set| set.kind != kind);
        zone.published.retain(|set| set.kind != kind);
    }
}

fn moved(scene: &mut SimState) {
    let address = [203, 0, 113, 99].into();
    scene.aws.ec2.instances.iter_mut().for_each(|instance| instance.public_address = Some(address));
}

#[tokio::test]
async fn what_is_not_as_it_was_left_is_told_by_status_and_mended_by_up() {
    let world = Scenario::named("happy").unwrap();
    let built = through(&world, Kept::begin(&world), UP, 7).await;
    assert_eq!(told(&world, &built).await, []);
    type Drift = (&'static str, fn(&mut SimState), (StepId, Code));
    let drifts: [Drift; 3] = [
        ("alias", |scene| without(scene, "A"), (StepId::Address, Code::Vanished)),
        ("proof", |scene| without(scene, "CNAME"), (StepId::Certificate, Code::Vanished)),
        (
            "balancer",
            |scene| {
                scene.aws.elb.balancers.clear();
                scene.aws.elb.listeners.clear();
            },
            (StepId::Balancer, Code::Vanished),
        ),
    ];
    for (what, change, expected) in drifts {
        let mut drifted = built.clone();
        change(&mut drifted.scene);
        assert_eq!(told(&world, &drifted).await, [expected], "{what}");
        let mended = through(&world, drifted, UP, 8).await;
        assert_eq!(told(&world, &mended).await, [], "{what}");
    }
}

#[tokio::test]
async fn a_record_that_leads_to_the_servers_old_address_is_told_and_follows_it() {
    let world = Scenario::named("happy").unwrap();
    let until = Goal::Build { until: StepId::Address };
    let built = through(&world, Kept::begin(&world), until, 7).await;
    let mut drifted = built.clone();
    moved(&mut drifted.scene);
    assert_eq!(told(&world, &drifted).await, [(StepId::Address, Code::RecordOldAddress)]);
    let mended = through(&world, drifted, until, 8).await;
    assert_eq!(told(&world, &mended).await, []);
}

#[tokio::test]
async fn a_terminated_server_is_told_as_that_with_the_ways_on() {
    let world = Scenario::named("happy").unwrap();
    let mut built = through(&world, Kept::begin(&world), UP, 7).await;
    for instance in &mut built.scene.aws.ec2.instances {
        (instance.state, instance.public_address) = (InstanceState::Terminated, None);
    }
    let (standing, _) = looked(&world, built, 9).await;
    let codes: Vec<Code> = standing.stuck.iter().map(|stuck| stuck.fault.code).collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| *code == Code::InstanceTerminated), "{standing:?}");
    assert!(standing.stuck.iter().all(|stuck| stuck.fault.remedy() == Some(landfall::engine::fault::Remedy::NewServer)));
}
