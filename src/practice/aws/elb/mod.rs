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
mod standing;
mod tags;
mod target_groups;
mod target_health;
mod targets;
mod uses;

use super::wire::{Element, Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::state::SimState;

/// Carries a call out. Whatever it changed, who is checked follows from it.
pub(super) fn answer(sim: &mut SimState, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let elements = carried_out(sim, operation, input)?;
    checking::plan(sim);
    Ok(Reply::Query(elements))
}

fn carried_out(sim: &mut SimState, operation: &str, input: &Query) -> Result<Vec<Element>, Refusal> {
    match operation {
        "CreateLoadBalancer" => balancers::create(sim, input),
        "DescribeLoadBalancers" => balancers::describe(sim, input),
        "DeleteLoadBalancer" => balancers::delete(sim, input),
        "DescribeLoadBalancerAttributes" => attributes::describe_balancer(sim, input),
        "ModifyLoadBalancerAttributes" => attributes::modify_balancer(sim, input),
        "CreateListener" => listeners::create(sim, input),
        "DescribeListeners" => listeners::describe(sim, input),
        "DescribeListenerCertificates" => listeners::describe_certificates(sim, input),
        "ModifyListener" => listeners::modify(sim, input),
        "DeleteListener" => listeners::delete(sim, input),
        "CreateRule" => rules::create(sim, input),
        "DescribeRules" => rules::describe(sim, input),
        "ModifyRule" => rules::modify(sim, input),
        "DeleteRule" => rules::delete(sim, input),
        "CreateTargetGroup" => target_groups::create(sim, input),
        "DescribeTargetGroups" => target_groups::describe(sim, input),
        "ModifyTargetGroup" => target_groups::modify(sim, input),
        "DeleteTargetGroup" => target_groups::delete(sim, input),
        "DescribeTargetGroupAttributes" => attributes::describe_target_group(sim, input),
        "ModifyTargetGroupAttributes" => attributes::modify_target_group(sim, input),
        "RegisterTargets" => targets::register(sim, input),
        "DeregisterTargets" => targets::deregister(sim, input),
        "DescribeTargetHealth" => target_health::describe(sim, input),
        "AddTags" => tags::add(sim, input),
        "RemoveTags" => tags::remove(sim, input),
        "DescribeTags" => tags::describe(sim, input),
        "DescribeSSLPolicies" => policies::describe(input),
        "DescribeAccountLimits" => limits::describe(input),
        other => Err(crate::practice::aws::wire::not_played(other)),
    }
}

/// What becomes true by itself at `sim.now`.
pub(super) fn settle(sim: &mut SimState) {
    let now = sim.now;
    sim.aws.elb.unlinking.retain(|(_, until, _)| *until > now);
    checking::settle(sim);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    let unlinked = sim.aws.elb.unlinking.iter().map(|(_, until, _)| *until).min();
    unlinked.into_iter().chain(checking::due(sim)).min()
}
