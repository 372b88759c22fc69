//! Step 6: the load balancer and what hangs on it. Nothing here is made before the certificate is issued.

use std::collections::BTreeMap;

use crate::engine::directive::Next;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{BalancerArn, GroupId, SubnetId, TargetGroupArn, ZoneName};
use crate::engine::op::cloud::{BalancerState, CloudFact, CloudOp, Instance, Subnet, TargetHealth};
use crate::engine::op::{Fact, Op};
use crate::engine::passes::refresh;
use crate::engine::poll::Every;
use crate::engine::resource::Resource;
use crate::engine::slot::{Door, Slot};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{Step, certificate, domain};
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
        let Some(instance) = refresh::chosen_instance(w) else {
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
    let Some(instance) = refresh::chosen_instance(w) else { return 2 };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, subnet, world};
    use crate::engine::question::Answer;

    fn private(s: Subnet) -> Subnet {
        Subnet { public: false, ..s }
    }

    fn full(s: Subnet) -> Subnet {
        Subnet { free_addresses: 7, ..s }
    }

    #[test]
    fn one_public_subnet_a_zone_the_servers_own_first() {
        let (two, all) = (Spread::Two, Spread::All);
        let four = || vec![subnet("a", "2a"), subnet("b", "2b"), subnet("c", "2c"), subnet("d", "2d")];
        let default = |s: Subnet| Subnet { default: true, ..s };
        let roomy = |s: Subnet| Subnet { free_addresses: 4000, ..s };
        type Row<'a> = (&'a str, Spread, Vec<Subnet>, Result<&'a [&'a str], Code>);
        let table: [Row; 9] = [
            ("two of four", two, four(), Ok(&["c", "a"])),
            ("all of four", all, four(), Ok(&["c", "a", "b", "d"])),
            ("private ones do not count", two, vec![private(subnet("a", "2a")), subnet("b", "2b"), subnet("c", "2c")], Ok(&["c", "b"])),
            ("nor full ones", all, vec![full(subnet("a", "2a")), subnet("b", "2b"), subnet("c", "2c")], Ok(&["c", "b"])),
            (
                "the default one first",
                two,
                vec![roomy(subnet("a1", "2a")), default(subnet("a2", "2a")), subnet("c", "2c")],
                Ok(&["c", "a2"]),
            ),
            ("then the roomiest", two, vec![subnet("a1", "2a"), roomy(subnet("a2", "2a")), subnet("c", "2c")], Ok(&["c", "a2"])),
            ("one zone is too few", all, vec![subnet("c", "2c"), subnet("c2", "2c")], Err(Code::OneZoneOnly)),
            ("none in the server's zone", two, vec![subnet("a", "2a"), subnet("b", "2b")], Err(Code::NoPublicSubnet)),
            ("none at all", two, vec![], Err(Code::NoPublicSubnet)),
        ];
        for (what, zones, all, expected) in table {
            let mut w = world().sees_subnets(all);
            w.site.balancer.zones = zones;
            let chosen = subnets(&w, &instance());
            let ids = chosen.as_ref().map(|ids| ids.iter().map(|s| s.0.as_str()).collect::<Vec<_>>()).map_err(|f| f.code);
            assert_eq!(ids, expected.map(<[&str]>::to_vec), "{what}");
        }
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
        assert!(matches!(Balancer.next(&w).as_slice(), [Next::Fail(_)]));
        assert!(!Balancer.next(&w.holds(standing)).iter().any(|n| matches!(n, Next::Fail(_))));
    }

    #[test]
    fn nothing_is_made_before_the_costs_are_agreed_and_the_free_things_side_by_side() {
        let two = || vec![subnet("a", "2a"), subnet("c", "2c")];
        let w = world().sees_instance().sees_subnets(two());
        assert!(matches!(Balancer.next(&w).as_slice(), [Next::Ask(_)]));
        let mut agreed = w;
        agreed.ledger.answers.push(Answer::Costs);
        let codes: Vec<&str> =
            Balancer.next(&agreed).iter().filter_map(|n| if let Next::Do(op) = n { Some(op.code().as_str()) } else { None }).collect();
        assert_eq!(codes, ["ensure-balancer-group", "ensure-target-group"]);
    }

    #[test]
    fn the_health_of_another_target_group_is_not_this_ones() {
        let look = |group: &str| CloudOp::LookTargetHealth { target_group: group.into(), instance: instance().id };
        let told = CloudFact::TargetHealth { health: TargetHealth::Healthy, reason: String::new(), description: String::new() };
        let w = world().sees(Op::Cloud(look("old")), Fact::Cloud(told));
        assert!(matches!(healthy(&w, &"new".into(), &instance()), Next::Poll(..)));
        assert_eq!(healthy(&w, &"old".into(), &instance()), Next::Done);
    }
}
