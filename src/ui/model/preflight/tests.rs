use super::*;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::fixture::{network, subnet, world};
use crate::engine::op::CloudOp;
use crate::engine::op::cloud::Network;

fn with(goal: Goal, zones: &[&str]) -> World {
    let subnets = zones.iter().map(|zone| subnet(zone, zone)).collect();
    let mut w = world().sees_instance().sees_network(Network { subnets, ..network() });
    w.options.goal = goal;
    w
}

fn result(preflight: &Preflight, code: CheckCode) -> Option<&'static str> {
    preflight.checks().find(|check| check.code == code).map(|check| check.result.code())
}

#[test]
fn what_stops_stands_first_and_what_was_looked_at_has_its_time() {
    let mut preflight = Preflight::default();
    assert!(!preflight.is_known() && preflight.since().is_none());
    preflight.take(&with(Goal::PREFLIGHT, &["2c"]), true);
    assert_eq!(preflight.checks().next().map(|check| check.code), Some(CheckCode::Subnets));
    assert!(preflight.stops_at(StepId::Balancer) && !preflight.stops_at(StepId::Service));
    assert_eq!(preflight.since(), Some(crate::engine::fixture::NOW));
    assert!(preflight.open().all(|check| check.result != CheckResult::Pass));
}

#[test]
fn a_look_anew_hides_nothing_until_it_is_through() {
    let mut preflight = Preflight::default();
    let nothing = |goal| {
        let mut w = world();
        w.options.goal = goal;
        w
    };
    preflight.take(&nothing(Goal::PREFLIGHT), false);
    assert_eq!(result(&preflight, CheckCode::Subnets), Some("unknown"));
    preflight.take(&with(Goal::PREFLIGHT, &["2c"]), true);
    preflight.take(&nothing(Goal::PREFLIGHT), false);
    assert_eq!(result(&preflight, CheckCode::Subnets), Some("fail"), "the look anew has only begun");
    preflight.take(&with(Goal::PREFLIGHT, &["2a", "2c"]), true);
    assert_eq!(result(&preflight, CheckCode::Subnets), Some("pass"));
}

#[test]
fn a_build_brings_what_it_saw_before_its_first_write_and_forgets_nothing_beyond_it() {
    let mut preflight = Preflight::default();
    preflight.take(&with(Goal::PREFLIGHT, &["2a", "2c"]), true);
    preflight.take(&with(Goal::Build { until: StepId::Service }, &["2c"]), true);
    assert_eq!(result(&preflight, CheckCode::Subnets), Some("pass"), "a build of the first step looks at no subnet");
    let mut blank = world();
    blank.options.goal = Goal::Build { until: StepId::Live };
    preflight.take(&blank, false);
    assert_eq!(result(&preflight, CheckCode::Subnets), Some("pass"), "it has not looked yet");
    preflight.take(&with(Goal::Build { until: StepId::Live }, &["2c"]), true);
    assert_eq!(result(&preflight, CheckCode::Subnets), Some("fail"));
    assert_eq!(preflight.checks().next().map(|check| check.code), Some(CheckCode::Subnets));
    let mut begun = with(Goal::Build { until: StepId::Live }, &["2a", "2c"]);
    (begun.observed.refreshed, begun.observed.passed) = (true, true);
    preflight.take(&begun, true);
    assert_eq!(result(&preflight, CheckCode::Subnets), Some("fail"), "what its own writes make of a look is no check");
    let made = crate::engine::resource::Resource::Balancer {
        arn: "arn:lb".into(),
        dns_name: crate::engine::fixture::name("lb.example"),
        dns_zone: "Z1".into(),
        zones: vec![],
    };
    preflight.take(&begun.with_resource(made), true);
    assert_eq!(result(&preflight, CheckCode::Subnets), None, "what stands needs no place any more");
}

#[test]
fn what_helps_is_turned_for_each_by_itself() {
    let mut preflight = Preflight::default();
    let mut w = with(Goal::PREFLIGHT, &["2c"]);
    w.observed.fail(Op::Cloud(CloudOp::LookIdentity), Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, ""));
    preflight.take(&w, true);
    let turned = |preflight: &Preflight| preflight.told().map(|check| preflight.is_turned(check)).collect::<Vec<_>>();
    assert_eq!(turned(&preflight), [false, false]);
    preflight.turn(1);
    preflight.turn(99);
    assert_eq!(turned(&preflight), [false, true]);
    preflight.turn(1);
    assert_eq!(turned(&preflight), [false, false]);
}
