//! Step 6: the load balancer and what hangs on it. Nothing here is made before the certificate is issued.

use std::collections::BTreeMap;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::cloud::{BalancerState, CloudFact, CloudOp, Instance, Subnet, TargetHealth};
use crate::engine::op::{Fact, Op};
use crate::engine::policy::StepId;
use crate::engine::resource::{BalancerArn, Door, GroupId, Resource, Slot, SubnetId, TargetGroupArn, ZoneName};
use crate::engine::retry::Every;
use crate::engine::steps::{Next, Step, certificate, domain, look};
use crate::engine::world::World;
use crate::site::Spread;

pub struct Balancer;

impl Step for Balancer {
    fn id(&self) -> StepId {
        StepId::Balancer
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Certificate]
    }

    fn next(&self, w: &World) -> Vec<Next> {
        let Some(instance) = look::chosen_instance(w) else {
            return vec![Next::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, ""))];
        };
        let subnets = match subnets(w, instance) {
            // A balancer that stands took its subnets' addresses, and they need not suit any more.
            _ if w.ledger.resources.contains_key(&Slot::Balancer) => Vec::new(),
            Ok(subnets) => subnets,
            Err(fault) => return vec![Next::Fail(fault)],
        };
        if !subnets.is_empty()
            && let Some(question) = domain::consented(w)
        {
            return vec![question];
        }
        let writes = missing(w, instance, subnets);
        if writes.is_empty() { watch(w, instance) } else { writes.into_iter().map(|op| Next::Do(Op::Cloud(op))).collect() }
    }
}

/// The load balancer as the ledger has it.
pub fn arn(w: &World) -> Option<&BalancerArn> {
    match w.ledger.resources.get(&Slot::Balancer) {
        Some(Resource::Balancer { arn, .. }) => Some(arn),
        _ => None,
    }
}

pub fn target_group(w: &World) -> Option<&TargetGroupArn> {
    match w.ledger.resources.get(&Slot::TargetGroup) {
        Some(Resource::TargetGroup { arn }) => Some(arn),
        _ => None,
    }
}

fn group(w: &World) -> Option<&GroupId> {
    match w.ledger.resources.get(&Slot::BalancerGroup) {
        Some(Resource::BalancerGroup { id }) => Some(id),
        _ => None,
    }
}

/// How many zones the balancer will stand in: each is one public address that bills.
pub fn zones_wanted(w: &World) -> u32 {
    let Some(instance) = look::chosen_instance(w) else { return 2 };
    subnets(w, instance).map_or(2, |s| u32::try_from(s.len()).unwrap_or(2))
}

/// One public subnet a zone: the server's own zone first, then one more or all.
fn subnets(w: &World, instance: &Instance) -> Result<Vec<SubnetId>, Fault> {
    let by_zone = best_by_zone(w.seen.subnets().unwrap_or_default());
    let Some(own) = by_zone.get(&instance.zone) else {
        return Err(Fault::person(Code::NoPublicSubnet, Remedy::AddSubnet, &instance.zone.0));
    };
    let others = by_zone.iter().filter(|(zone, _)| **zone != instance.zone).map(|(_, s)| s.id.clone());
    let wanted = match w.site.balancer.zones {
        Spread::Two => 1,
        Spread::All => usize::MAX,
    };
    let chosen: Vec<SubnetId> = [own.id.clone()].into_iter().chain(others.take(wanted)).collect();
    if chosen.len() < 2 { Err(Fault::person(Code::OneZoneOnly, Remedy::AddSubnet, &instance.zone.0)) } else { Ok(chosen) }
}

/// The public subnet of each zone that suits best. ELB wants at least eight free addresses.
fn best_by_zone(subnets: &[Subnet]) -> BTreeMap<ZoneName, &Subnet> {
    let mut best: BTreeMap<ZoneName, &Subnet> = BTreeMap::new();
    for subnet in subnets.iter().filter(|s| s.public && s.free_addresses >= 8) {
        let rank = |s: &Subnet| (s.default, s.free_addresses);
        let known = best.entry(subnet.zone.clone()).or_insert(subnet);
        if rank(subnet) > rank(known) {
            *known = subnet;
        }
    }
    best
}

/// The writes that may run now, side by side.
fn missing(w: &World, instance: &Instance, subnets: Vec<SubnetId>) -> Vec<CloudOp> {
    let mut ops = Vec::new();
    let site = &w.site;
    if let Some(vpc) = &instance.vpc {
        ops.push((Slot::BalancerGroup, CloudOp::EnsureBalancerGroup { name: site.balancer_group_name(), vpc: vpc.clone() }));
        ops.push((Slot::TargetGroup, CloudOp::EnsureTargetGroup { name: site.target_group_name(), vpc: vpc.clone() }));
    }
    if let Some(group) = group(w) {
        ops.extend(doors(w).map(|door| (Slot::Entrance(door), CloudOp::EnsureEntrance { door, group: group.clone() })));
        let balancer_group = group.clone();
        ops.extend(
            instance
                .groups
                .first()
                .cloned()
                .map(|server_group| (Slot::ServerRule, CloudOp::EnsureServerRule { server_group, balancer_group })),
        );
        let balancer = CloudOp::EnsureBalancer { name: site.balancer_name(), subnets, group: group.clone() };
        ops.push((Slot::Balancer, balancer));
    }
    if let Some(target_group) = target_group(w) {
        let registration = CloudOp::EnsureRegistration { target_group: target_group.clone(), instance: instance.id.clone() };
        ops.push((Slot::Registration, registration));
    }
    ops.extend(listeners(w));
    ops.into_iter().filter(|(slot, _)| !w.ledger.resources.contains_key(slot)).map(|(_, op)| op).collect()
}

fn doors(w: &World) -> impl Iterator<Item = Door> + use<> {
    [Some(Door::Https), w.site.balancer.redirect_http.then_some(Door::Http)].into_iter().flatten()
}

fn listeners(w: &World) -> Vec<(Slot, CloudOp)> {
    let (Some(balancer), Some(target_group), Some(certificate)) = (arn(w), target_group(w), certificate::arn(w)) else { return Vec::new() };
    let forward = |door| (door == Door::Https).then(|| (target_group.clone(), certificate.clone()));
    doors(w)
        .map(|door| (Slot::Listener(door), CloudOp::EnsureListener { door, balancer: balancer.clone(), forward: forward(door) }))
        .collect()
}

/// Everything is made: it becomes active, and the target healthy.
fn watch(w: &World, instance: &Instance) -> Vec<Next> {
    let (Some(arn), Some(target_group)) = (arn(w), target_group(w)) else { return Vec::new() };
    vec![active(w, arn), healthy(w, target_group, instance)]
}

fn active(w: &World, arn: &BalancerArn) -> Next {
    let op = Op::Cloud(CloudOp::LookBalancer { arn: arn.clone() });
    match w.seen.look(&op).map(|l| &l.fact) {
        Some(Fact::Cloud(CloudFact::BalancerState { state, reason, .. })) => match state {
            BalancerState::Active | BalancerState::Impaired => Next::Done,
            BalancerState::Failed => Next::Fail(Fault::person(Code::BalancerFailed, Remedy::ReadReason, reason)),
            BalancerState::Provisioning | BalancerState::Gone => Next::Poll(op, Every::BALANCER),
        },
        _ => Next::Poll(op, Every::BALANCER),
    }
}

fn healthy(w: &World, target_group: &TargetGroupArn, instance: &Instance) -> Next {
    match w.seen.target_health(target_group, &instance.id) {
        Some((TargetHealth::Healthy, _, _)) => Next::Done,
        _ => {
            let op = CloudOp::LookTargetHealth { target_group: target_group.clone(), instance: instance.id.clone() };
            Next::Poll(Op::Cloud(op), Every::TARGET)
        }
    }
}
