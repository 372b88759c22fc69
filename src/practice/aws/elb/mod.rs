//! ELBv2, strict: a balancer takes its time, a listener needs an issued certificate, health is what the server truly answers.

mod actions;
mod arns;
mod attributes;
mod balancers;
mod check_settings;
mod checking;
mod health;
mod interfaces;
mod limits;
mod listener_settings;
mod listeners;
mod lookup;
mod matcher;
mod names;
mod network;
mod pages;
mod params;
mod policies;
mod redirects;
pub mod routing;
mod rules;
mod shapes;
mod tags;
mod target_groups;
mod target_health;
mod targets;
mod uses;

use super::wire::{Element, Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::state::Scene;

/// Carries a call out. Whatever it changed, who is checked follows from it.
pub(super) fn answer(scene: &mut Scene, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let elements = carried_out(scene, operation, input)?;
    checking::plan(scene);
    Ok(Reply::Query(elements))
}

fn carried_out(scene: &mut Scene, operation: &str, input: &Query) -> Result<Vec<Element>, Refusal> {
    match operation {
        "CreateLoadBalancer" => balancers::create(scene, input),
        "DescribeLoadBalancers" => balancers::describe(scene, input),
        "DeleteLoadBalancer" => balancers::delete(scene, input),
        "DescribeLoadBalancerAttributes" => attributes::describe_balancer(scene, input),
        "ModifyLoadBalancerAttributes" => attributes::modify_balancer(scene, input),
        "CreateListener" => listeners::create(scene, input),
        "DescribeListeners" => listeners::describe(scene, input),
        "ModifyListener" => listeners::modify(scene, input),
        "DeleteListener" => listeners::delete(scene, input),
        "DescribeRules" => rules::describe(scene, input),
        "CreateTargetGroup" => target_groups::create(scene, input),
        "DescribeTargetGroups" => target_groups::describe(scene, input),
        "ModifyTargetGroup" => target_groups::modify(scene, input),
        "DeleteTargetGroup" => target_groups::delete(scene, input),
        "DescribeTargetGroupAttributes" => attributes::describe_target_group(scene, input),
        "ModifyTargetGroupAttributes" => attributes::modify_target_group(scene, input),
        "RegisterTargets" => targets::register(scene, input),
        "DeregisterTargets" => targets::deregister(scene, input),
        "DescribeTargetHealth" => target_health::describe(scene, input),
        "AddTags" => tags::add(scene, input),
        "RemoveTags" => tags::remove(scene, input),
        "DescribeTags" => tags::describe(scene, input),
        "DescribeSSLPolicies" => policies::describe(input),
        "DescribeAccountLimits" => limits::describe(input),
        other => Err(crate::practice::aws::wire::not_played(other)),
    }
}

/// What becomes true by itself at `scene.now`.
pub(super) fn settle(scene: &mut Scene) {
    let now = scene.now;
    scene.aws.elb.unlinking.retain(|(_, until)| *until > now);
    checking::settle(scene);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    let unlinked = scene.aws.elb.unlinking.iter().map(|(_, until)| *until).min();
    unlinked.into_iter().chain(checking::due(scene)).min()
}
