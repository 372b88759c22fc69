//! Step 6: the load balancer and what hangs on it. Nothing here is made before the certificate is issued.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Flow, Next, need, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{BalancerArn, SubnetId, TargetGroupArn};
use crate::engine::op::cloud::{BalancerState, CloudFact, CloudOp, Instance, TargetHealth};
use crate::engine::op::{Fact, Op};
use crate::engine::poll::Every;
use crate::engine::queries::{balancer, certificate, server, subnets};
use crate::engine::slot::{Door, Slot};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{Part, Step, consent};
use crate::site::ServerId;

#[derive(Debug)]
pub struct Balancer;

impl Step for Balancer {
    fn id(&self) -> StepId {
        StepId::Balancer
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Certificate]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        let (site, group) = (&w.site, w.site.balancer_group_name());
        let targets = site.target_group_name();
        let mut parts = vec![Part::new(Slot::BalancerGroup, group.as_str())];
        parts.extend(doors(w).map(|door| Part::new(Slot::Entrance(door), format!("tcp/{}", door.port()))));
        parts.extend([
            Part::new(Slot::ServerRule(ServerId::MAIN), format!("tcp/80 {group}")),
            Part::new(Slot::TargetGroup, targets.as_str()),
            Part::new(Slot::Registration(ServerId::MAIN), targets),
            Part::under(subnets::zones_wanted(w), Slot::Balancer, site.balancer_name()),
        ]);
        parts.extend(doors(w).map(|door| Part::new(Slot::Listener(door), door.port().to_string())));
        parts
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Balancer)
    }

    fn directives(&self, w: &World) -> Vec<Next> {
        match place(w) {
            Break(next) => vec![next],
            Continue((instance, subnets)) => build(w, instance, subnets),
        }
    }
}

/// The server's instance, and where the balancer is to stand once the costs are agreed to.
fn place(w: &World) -> Flow<(&Instance, Vec<SubnetId>)> {
    let instance = need(server::instance(w, &ServerId::MAIN), || Next::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, "")))?;
    if w.holds(&Slot::Balancer) {
        // It took its subnets' addresses, and they need not suit any more.
        return Continue((instance, Vec::new()));
    }
    match subnets::chosen(w, instance) {
        Err(fault) => Break(Next::Fail(fault)),
        Ok(subnets) => {
            consent::consented(w)?;
            Continue((instance, subnets))
        }
    }
}

fn build(w: &World, instance: &Instance, subnets: Vec<SubnetId>) -> Vec<Next> {
    let writes = missing(w, instance, subnets);
    if writes.is_empty() { watch(w, instance) } else { writes.into_iter().map(Next::cloud).collect() }
}

/// The writes that may run now, side by side.
fn missing(w: &World, instance: &Instance, subnets: Vec<SubnetId>) -> Vec<CloudOp> {
    let mut ops = Vec::new();
    let site = &w.site;
    if let Some(vpc) = &instance.vpc {
        ops.push((Slot::BalancerGroup, CloudOp::EnsureBalancerGroup { name: site.balancer_group_name(), vpc: vpc.clone() }));
        ops.push((Slot::TargetGroup, CloudOp::EnsureTargetGroup { name: site.target_group_name(), vpc: vpc.clone() }));
    }
    if let Some(group) = balancer::group(w) {
        ops.extend(doors(w).map(|door| (Slot::Entrance(door), CloudOp::EnsureEntrance { door, group: group.clone() })));
        let balancer_group = group.clone();
        ops.extend(instance.groups.first().cloned().map(|server_group| {
            (Slot::ServerRule(ServerId::MAIN), CloudOp::EnsureServerRule { server: ServerId::MAIN, server_group, balancer_group })
        }));
        let balancer = CloudOp::EnsureBalancer { name: site.balancer_name(), subnets, group: group.clone() };
        ops.push((Slot::Balancer, balancer));
    }
    if let Some(target_group) = balancer::target_group(w) {
        let registration =
            CloudOp::EnsureRegistration { server: ServerId::MAIN, target_group: target_group.clone(), instance: instance.id.clone() };
        ops.push((Slot::Registration(ServerId::MAIN), registration));
    }
    ops.extend(listeners(w));
    ops.into_iter().filter(|(slot, _)| !w.holds(slot)).map(|(_, op)| op).collect()
}

fn doors(w: &World) -> impl Iterator<Item = Door> + use<> {
    [Some(Door::Https), w.site.balancer.redirect_http.then_some(Door::Http)].into_iter().flatten()
}

fn listeners(w: &World) -> Vec<(Slot, CloudOp)> {
    let (Some(balancer), Some(target_group), Some(certificate)) = (balancer::held(w), balancer::target_group(w), certificate::held(w))
    else {
        return Vec::new();
    };
    let forward = |door| (door == Door::Https).then(|| (target_group.clone(), certificate.clone()));
    doors(w)
        .map(|door| (Slot::Listener(door), CloudOp::EnsureListener { door, balancer: balancer.clone(), forward: forward(door) }))
        .collect()
}

/// Everything is made: it becomes active, and the target healthy.
fn watch(w: &World, instance: &Instance) -> Vec<Next> {
    let (Some(arn), Some(target_group)) = (balancer::held(w), balancer::target_group(w)) else { return Vec::new() };
    vec![wanted(active(w, arn)), wanted(healthy(w, target_group, instance))]
}

fn active(w: &World, arn: &BalancerArn) -> Flow<()> {
    let op = Op::Cloud(CloudOp::LookBalancer { arn: arn.clone() });
    match w.seen.look(&op).map(|l| &l.fact) {
        Some(Fact::Cloud(CloudFact::BalancerState { state, reason, .. })) => match state {
            BalancerState::Active | BalancerState::Impaired => Continue(()),
            BalancerState::Failed => Break(Next::Fail(Fault::person(Code::BalancerFailed, Remedy::ReadReason, reason))),
            BalancerState::Provisioning | BalancerState::Gone => Break(Next::Poll(op, Every::BALANCER)),
        },
        _ => Break(Next::Poll(op, Every::BALANCER)),
    }
}

fn healthy(w: &World, target_group: &TargetGroupArn, instance: &Instance) -> Flow<()> {
    match w.seen.target_health(target_group, &instance.id) {
        Some((TargetHealth::Healthy, _, _)) => Continue(()),
        _ => {
            let op = CloudOp::LookTargetHealth { target_group: target_group.clone(), instance: instance.id.clone() };
            Break(Next::Poll(Op::Cloud(op), Every::TARGET))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, subnet, world};
    use crate::engine::op::cloud::Subnet;
    use crate::engine::question::Answer;
    use crate::engine::resource::Resource;

    fn full(s: Subnet) -> Subnet {
        Subnet { free_addresses: 7, ..s }
    }

    #[test]
    fn a_balancer_that_stands_needs_no_subnets_any_more() {
        let standing = Resource::Balancer {
            arn: "arn:lb".into(),
            dns_name: crate::engine::fixture::name("lb.example"),
            dns_zone: "Z".into(),
            zones: vec![],
        };
        let w = world().sees_instance().sees_subnets(vec![full(subnet("a", "2a")), full(subnet("c", "2c"))]);
        assert!(matches!(Balancer.directives(&w).as_slice(), [Next::Fail(_)]));
        assert!(!Balancer.directives(&w.with_resource(standing)).iter().any(|n| matches!(n, Next::Fail(_))));
    }

    #[test]
    fn nothing_is_made_before_the_costs_are_agreed_and_the_free_things_side_by_side() {
        let two = || vec![subnet("a", "2a"), subnet("c", "2c")];
        let w = world().sees_instance().sees_subnets(two());
        assert!(matches!(Balancer.directives(&w).as_slice(), [Next::Ask(_)]));
        let mut agreed = w;
        agreed.ledger.answers.push(Answer::Costs);
        let codes: Vec<&str> =
            Balancer.directives(&agreed).iter().filter_map(|n| if let Next::Do(op) = n { Some(op.code()) } else { None }).collect();
        assert_eq!(codes, ["ensure-balancer-group", "ensure-target-group"]);
    }

    #[test]
    fn the_health_of_another_target_group_is_not_this_ones() {
        let look = |group: &str| CloudOp::LookTargetHealth { target_group: group.into(), instance: instance().id };
        let told = CloudFact::TargetHealth { health: TargetHealth::Healthy, reason: String::new(), description: String::new() };
        let w = world().sees(Op::Cloud(look("old")), Fact::Cloud(told));
        assert!(matches!(healthy(&w, &"new".into(), &instance()), Break(Next::Poll(..))));
        assert_eq!(healthy(&w, &"old".into(), &instance()), Continue(()));
    }
}
