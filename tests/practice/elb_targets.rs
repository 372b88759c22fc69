//! ELBv2's targets: who may come in, how they leave, and what is believed of them over time.

use aws_sdk_elasticloadbalancingv2::types::{TargetDescription, TargetGroupAttribute};
use landfall::practice::state::ec2::InstanceState;

use super::bench::{Bench, code};
use super::elb_fixture::{balancer_arn, bench, close_server, fixed, forward, health, http_listener, register, state, target, target_group};

const NOT_IN_USE: &str = "unused|Target.NotInUse|Target group is not configured to receive traffic from the load balancer";
const REGISTRATION: &str = "initial|Elb.RegistrationInProgress|Target registration is in progress";
const FIRST_CHECKS: &str = "initial|Elb.InitialHealthChecking|Initial health checks in progress";
const TIMEOUT: &str = "unhealthy|Target.Timeout|Request timed out";
const DRAINING: &str = "draining|Target.DeregistrationInProgress|Target deregistration is in progress";

/// A balancer that is up, with the server behind it, which lets nobody in.
async fn standing() -> (Bench, String, String) {
    let bench = bench();
    bench.change(close_server);
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let listener = http_listener(&elb, &balancer, 80, forward(&group)).await;
    bench.wait(150).await;
    (bench, listener, group)
}

#[tokio::test]
async fn only_running_instances_of_the_vpc_come_in_all_or_none() {
    let bench = bench();
    let elb = bench.elb();
    let group = target_group(&elb, "web").await;
    for (wrong, expected) in [
        ("i-gone", "The following targets do not exist: 'i-gone'"),
        ("i-ended", "The following targets are not in a running state and cannot be registered: 'i-ended'"),
        ("i-far", "The following targets are not in the target group VPC 'vpc-1': 'i-far'"),
    ] {
        let asked = elb.register_targets().target_group_arn(&group).targets(target("i-server")).targets(target(wrong));
        let refused = asked.send().await.unwrap_err().into_service_error();
        assert_eq!((refused.meta().code(), refused.meta().message()), (Some("InvalidTarget"), Some(expected)));
    }
    assert_eq!(health(&elb, &group).await.len(), 0);
    let asked = || elb.register_targets().target_group_arn(&group);
    assert_eq!(code(asked().send().await), "ValidationError");
    let zoned = TargetDescription::builder().id("i-server").availability_zone("all").build();
    assert_eq!(code(asked().targets(zoned).send().await), "UnknownParameter");
    let gone = group.replace("/web/", "/gone/");
    assert_eq!(code(elb.register_targets().target_group_arn(gone).targets(target("i-server")).send().await), "TargetGroupNotFound");
}

#[tokio::test]
async fn a_target_is_an_instance_and_a_port_and_comes_in_once() {
    let bench = bench();
    let elb = bench.elb();
    let group = target_group(&elb, "web").await;
    register(&elb, &group, "i-server").await;
    register(&elb, &group, "i-server").await;
    let other = TargetDescription::builder().id("i-server").port(8000).build();
    elb.register_targets().target_group_arn(&group).targets(other).send().await.unwrap();
    let told = health(&elb, &group).await;
    let ports: Vec<_> = told.iter().map(|t| (t.target().unwrap().port(), t.health_check_port())).collect();
    assert_eq!(ports, [(Some(80), Some("80")), (Some(8000), Some("8000"))]);
    elb.deregister_targets().target_group_arn(&group).targets(target("i-server")).send().await.unwrap();
    assert_eq!(health(&elb, &group).await.len(), 1, "the one on the group's own port");
}

#[tokio::test]
async fn who_was_asked_for_and_is_not_there_is_not_registered() {
    let bench = bench();
    let elb = bench.elb();
    let group = target_group(&elb, "web").await;
    let told = elb.describe_target_health().target_group_arn(&group).targets(target("i-server")).send().await.unwrap();
    let health = told.target_health_descriptions()[0].target_health().unwrap();
    assert_eq!(health.state().map(|s| s.as_str()), Some("unused"));
    assert_eq!(health.reason().map(|r| r.as_str()), Some("Target.NotRegistered"));
    let gone = group.replace("/web/", "/gone/");
    assert_eq!(code(elb.describe_target_health().target_group_arn(gone).send().await), "TargetGroupNotFound");
}

#[tokio::test]
async fn a_target_is_unused_without_a_listener_and_outside_the_balancers_zones() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    register(&elb, &group, "i-server").await;
    assert_eq!(state(&elb, &group).await, NOT_IN_USE);
    let listener = http_listener(&elb, &balancer, 80, forward(&group)).await;
    assert_eq!(state(&elb, &group).await, REGISTRATION);
    bench.change(|scene| scene.aws.ec2.instances[0].subnet = "subnet-b".into());
    let elsewhere = "unused|Target.NotInUse|Target is in an Availability Zone that is not enabled for the load balancer";
    assert_eq!(state(&elb, &group).await, elsewhere);
    elb.delete_listener().listener_arn(listener).send().await.unwrap();
    assert_eq!(state(&elb, &group).await, NOT_IN_USE);
}

#[tokio::test]
async fn the_first_check_comes_after_the_balancer_is_up_and_two_failures_tell() {
    let bench = bench();
    bench.change(close_server);
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    register(&elb, &group, "i-server").await;
    http_listener(&elb, &balancer, 80, forward(&group)).await;
    for (seconds, expected) in [(161, REGISTRATION), (1, FIRST_CHECKS), (29, FIRST_CHECKS), (1, TIMEOUT), (600, TIMEOUT)] {
        bench.wait(seconds).await;
        assert_eq!(state(&elb, &group).await, expected, "{seconds}");
    }
}

#[tokio::test]
async fn who_is_registered_later_is_checked_from_then() {
    let (bench, _, group) = standing().await;
    let elb = bench.elb();
    bench.wait(1_000).await;
    register(&elb, &group, "i-server").await;
    for (seconds, expected) in [(11, REGISTRATION), (1, FIRST_CHECKS), (30, TIMEOUT)] {
        bench.wait(seconds).await;
        assert_eq!(state(&elb, &group).await, expected, "{seconds}");
    }
}

#[tokio::test]
async fn checks_are_forgotten_while_nobody_forwards_to_the_group() {
    let (bench, listener, group) = standing().await;
    let elb = bench.elb();
    register(&elb, &group, "i-server").await;
    bench.wait(60).await;
    assert_eq!(state(&elb, &group).await, TIMEOUT);
    let modify = async |action| elb.modify_listener().listener_arn(&listener).default_actions(action).send().await.unwrap();
    modify(fixed("200")).await;
    assert_eq!(state(&elb, &group).await, NOT_IN_USE);
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.target_groups[0].targets[0].next_check), None);
    bench.wait(60).await;
    modify(forward(&group)).await;
    assert_eq!(state(&elb, &group).await, REGISTRATION);
}

#[tokio::test]
async fn an_instance_that_ends_is_in_no_state_to_be_checked() {
    let (bench, _, group) = standing().await;
    let elb = bench.elb();
    register(&elb, &group, "i-server").await;
    bench.wait(60).await;
    let set = |state| {
        bench.change(|scene| {
            scene.aws.ec2.instances[0].state = state;
            scene.aws.ec2.instances[0].since = scene.now;
        });
    };
    set(InstanceState::ShuttingDown);
    assert_eq!(state(&elb, &group).await, "unused|Target.InvalidState|Target is in an invalid state");
    set(InstanceState::Terminated);
    assert_eq!(state(&elb, &group).await, "unused|Target.InvalidState|Target is in the terminated state");
    bench.wait(60).await;
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.target_groups[0].targets[0].next_check), None);
}

#[tokio::test]
async fn a_used_target_drains_before_it_goes() {
    let (bench, _, group) = standing().await;
    let elb = bench.elb();
    register(&elb, &group, "i-server").await;
    let deregister = async || {
        let asked = elb.deregister_targets().target_group_arn(&group).targets(target("i-server"));
        assert_eq!(code(asked.send().await), "(agreed)");
    };
    deregister().await;
    bench.wait(100).await;
    deregister().await;
    assert_eq!(state(&elb, &group).await, DRAINING);
    bench.wait(199).await;
    assert_eq!(state(&elb, &group).await, DRAINING, "asking twice does not make it longer");
    bench.wait(1).await;
    assert_eq!(state(&elb, &group).await, "gone");
    deregister().await;
    register(&elb, &group, "i-server").await;
    deregister().await;
    register(&elb, &group, "i-server").await;
    assert_eq!(state(&elb, &group).await, REGISTRATION, "it came back");
    bench.wait(400).await;
    assert_eq!(state(&elb, &group).await, TIMEOUT);
}

#[tokio::test]
async fn without_a_delay_or_a_listener_a_target_goes_at_once() {
    let (bench, listener, group) = standing().await;
    let elb = bench.elb();
    let left = async || {
        register(&elb, &group, "i-server").await;
        elb.deregister_targets().target_group_arn(&group).targets(target("i-server")).send().await.unwrap();
        state(&elb, &group).await
    };
    let delay = TargetGroupAttribute::builder().key("deregistration_delay.timeout_seconds").value("0").build();
    elb.modify_target_group_attributes().target_group_arn(&group).attributes(delay).send().await.unwrap();
    assert_eq!(left().await, "gone");
    let delay = TargetGroupAttribute::builder().key("deregistration_delay.timeout_seconds").value("60").build();
    elb.modify_target_group_attributes().target_group_arn(&group).attributes(delay).send().await.unwrap();
    elb.delete_listener().listener_arn(listener).send().await.unwrap();
    assert_eq!(left().await, "gone");
}
