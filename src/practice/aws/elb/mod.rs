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

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::wire::{Element, Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::scene::Scene;

/// Every balancer, listener and target group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Elb {
    pub balancers: Vec<Balancer>,
    pub listeners: Vec<Listener>,
    pub target_groups: Vec<TargetGroup>,
    /// Certificates whose last listener went, and until when ACM still believes them in use.
    pub unlinking: Vec<(String, Timestamp)>,
}

pub type Tags = Vec<(String, String)>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Balancer {
    pub arn: String,
    pub name: String,
    /// Lower case, without a trailing dot.
    pub dns_name: String,
    /// The hosted zone id for aliases to it, which is the region's own.
    pub dns_zone: String,
    pub scheme: String,
    pub vpc: String,
    /// Each zone with its subnet, and the address there to which the DNS name leads: a public one, unless the balancer is internal.
    pub zones: Vec<(String, String, Ipv4Addr)>,
    pub groups: Vec<String>,
    pub made: Timestamp,
    /// From then on it is active.
    pub active_at: Timestamp,
    /// Attribute keys and values that were set.
    pub attributes: Tags,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listener {
    pub arn: String,
    pub balancer: String,
    pub port: u16,
    /// `HTTP` or `HTTPS`.
    pub protocol: String,
    pub certificates: Vec<String>,
    pub tls_policy: Option<String>,
    pub action: Action,
    pub tags: Tags,
}

/// What a listener does with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// To this target group.
    Forward(String),
    Redirect {
        protocol: String,
        port: String,
        host: String,
        path: String,
        query: String,
        status: String,
    },
    FixedResponse {
        status: String,
        kind: Option<String>,
        body: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetGroup {
    pub arn: String,
    pub name: String,
    pub protocol: String,
    pub port: u16,
    pub vpc: String,
    pub check: Check,
    pub targets: Vec<Target>,
    pub attributes: Tags,
    pub tags: Tags,
}

/// How health is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub protocol: String,
    /// `traffic-port`, or a number.
    pub port: String,
    pub path: String,
    /// `200`, `200,302`, `200-399`.
    pub matcher: String,
    /// Seconds.
    pub interval: u64,
    pub timeout: u64,
    pub healthy: u32,
    pub unhealthy: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    pub instance: String,
    pub port: u16,
    pub health: Health,
    /// Checks that went one way without a break.
    pub successes: u32,
    pub failures: u32,
    /// AWS's reason and description of the last failed check.
    pub reason: Option<(String, String)>,
    /// `None`: not checked, since nothing sends requests to it.
    pub next_check: Option<Timestamp>,
    /// It was deregistered and drains until then.
    pub draining_until: Option<Timestamp>,
}

/// What the balancer believes of a target that it checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    Initial,
    Healthy,
    Unhealthy,
}

impl Elb {
    /// The ARNs of the balancers whose listeners serve this certificate.
    pub fn uses(&self, certificate: &str) -> Vec<String> {
        let serving = self.listeners.iter().filter(|l| l.certificates.iter().any(|c| c == certificate));
        let mut arns: Vec<String> = serving.map(|l| l.balancer.clone()).collect();
        arns.sort();
        arns.dedup();
        arns
    }
}

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
        other => Err(super::not_played(other)),
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
