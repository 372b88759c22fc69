//! That what answers the site's name is ours, link by link: alias → load balancer → its https listener → target group → server. Each is
//! read after the last change of it.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::cloud::{BalancerState, CloudFact, CloudOp, TargetHealth};
use crate::engine::op::{Fact, net::Why};
use crate::engine::queries::{balancer, certificate, records, server};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, Hop, record_write};
use crate::site::DomainName;

/// All of it was looked at, and leads to the servers.
pub(super) fn ours(w: &World) -> Flow<()> {
    for look in looks(w) {
        if w.observed.look(&look).is_none() {
            return Break(Directive::Do(look));
        }
    }
    let wrong = [alias(w), forward(w)].into_iter().flatten().find_map(|hop| hop.result.fault().cloned());
    wrong.map_or(Continue(()), |fault| Break(Directive::Fail(fault)))
}

/// Why the https listener does not lead to the servers, where that was read.
pub(super) fn turned(w: &World) -> Option<Fault> {
    forward(w)?.result.fault().cloned()
}

/// The links, as far as they stand.
pub(super) fn hops(w: &World) -> Vec<Hop> {
    [alias(w), past(w), state(w), forward(w)].into_iter().flatten().chain(targets(w)).collect()
}

/// What tells of the alias and of the listener.
fn looks(w: &World) -> Vec<Op> {
    let zone = records::held(w).map(|held| records::look(held.zone));
    zone.into_iter().chain([Op::Cloud(CloudOp::LookBalancers)]).collect()
}

/// A link as this look told of it.
fn hop(w: &World, code: HopCode, evidence: String, result: CheckResult, look: &Op) -> Hop {
    Hop { code, evidence, result, at: w.observed.at(look) }
}

/// What is not read (yet) is not known to be broken.
fn unread() -> CheckResult {
    CheckResult::Unknown(Why::NotYet)
}

/// The record that stands in the zone.
fn alias(w: &World) -> Option<Hop> {
    let records::Held { zone, set, .. } = records::held(w).filter(|held| records::is_alias(held.set))?;
    let Some(Resource::Balancer { dns_name, .. }) = w.resource(&Slot::Balancer) else { return None };
    let evidence = format!("{} → {}", set.label(), w.site.balancer_name());
    let result = match w.observed.records(zone) {
        None => unread(),
        Some(sets) => judged(sets.iter().filter(|seen| seen.stands_where(set)).collect(), dns_name),
    };
    Some(hop(w, HopCode::Alias, evidence, result, &records::look(zone)))
}

/// What somebody put beside it since, by which not everybody comes by ours. It stops nobody who comes by IPv4.
fn past(w: &World) -> Option<Hop> {
    let records::Held { zone, set, .. } = records::held(w).filter(|held| records::is_alias(held.set))?;
    let other = w.observed.records(zone)?.iter().find(|seen| seen.leads_past(&set.name))?;
    let result = CheckResult::Warn(record_write::leads_past(other));
    Some(hop(w, HopCode::Alias, other.label(), result, &records::look(zone)))
}

/// One record stands, for everybody, and leads to our balancer.
fn judged(standing: Vec<&RecordSet>, dns_name: &DomainName) -> CheckResult {
    let split = |set: &RecordSet| if set.routed { " *" } else { "" };
    let shown = |set: &&RecordSet| format!("{}: {}{}", set.label(), set.value.shown(), split(set));
    match standing.as_slice() {
        [only] if !only.routed && only.leads_to(dns_name) => CheckResult::Pass,
        others => {
            let seen = others.iter().map(shown).collect::<Vec<_>>().join("\n");
            CheckResult::Fail(Fault::person(Code::AliasElsewhere, Remedy::WriteRecordAnew, seen))
        }
    }
}

fn state(w: &World) -> Option<Hop> {
    let arn = balancer::held(w)?;
    let look = Op::Cloud(CloudOp::LookBalancer { arn: arn.clone() });
    let seen = w.observed.look(&look).map(|look| &look.fact);
    let Some(Fact::Cloud(CloudFact::BalancerState { state, reason, .. })) = seen else { return None };
    let result = match state {
        BalancerState::Active | BalancerState::Impaired => CheckResult::Pass,
        BalancerState::Provisioning => unread(),
        BalancerState::Failed | BalancerState::Gone => CheckResult::Fail(Fault::person(Code::BalancerFailed, Remedy::ReadReason, reason)),
    };
    Some(hop(w, HopCode::BalancerState, format!("{} {state}", w.site.balancer_name()), result, &look))
}

/// The https listener, which somebody may have turned to something else.
fn forward(w: &World) -> Option<Hop> {
    let Some(Resource::Listener { arn, .. }) = w.resource(&Slot::Listener(Scheme::Https)) else { return None };
    let (group, certificate) = (balancer::target_group(w)?, certificate::held(w)?);
    let evidence = format!("{} :443 → {}", w.site.balancer_name(), w.site.target_group_name());
    let standing = w.observed.balancers().map(|all| all.iter().flat_map(|b| &b.listeners).find(|l| l.arn == *arn));
    let result = match standing {
        None => unread(),
        Some(Some(l)) if l.forwards == [group.clone()] && l.certificates.contains(certificate) => CheckResult::Pass,
        Some(_) => CheckResult::Fail(Fault::person(Code::ListenerElsewhere, Remedy::ForwardToTargets, &evidence)),
    };
    Some(hop(w, HopCode::Forward, evidence, result, &Op::Cloud(CloudOp::LookBalancers)))
}

/// Each server, as the balancer found it.
fn targets(w: &World) -> Vec<Hop> {
    let Some(group) = balancer::target_group(w) else { return Vec::new() };
    let instances = w.site.servers().filter_map(|(id, _)| server::instance(w, &id));
    let seen = instances.filter_map(|instance| Some((instance, w.observed.target_health(group, &instance.id)?)));
    let found = seen.map(|(instance, (health, reason, description))| {
        let result = match health {
            TargetHealth::Healthy => CheckResult::Pass,
            TargetHealth::Initial | TargetHealth::Unavailable => unread(),
            TargetHealth::Unused if reason.is_empty() => unread(),
            TargetHealth::Unhealthy | TargetHealth::Draining | TargetHealth::Unused => {
                CheckResult::Fail(Fault::person(Code::TargetUnhealthy, Remedy::ReadReason, format!("{reason} {description}")))
            }
        };
        let look = CloudOp::LookTargetHealth { target_group: group.clone(), instance: instance.id.clone() };
        hop(w, HopCode::Target, format!("{} {health}", instance.id), result, &Op::Cloud(look))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, name, world};
    use crate::engine::ids::TargetGroupArn;
    use crate::engine::op::cloud::{Balancer, Listener};
    use crate::engine::record_set::RecordValue;

    fn alias_to(target: &str) -> RecordSet {
        let value = RecordValue::Alias { target: name(target), target_zone: "Z9".into(), evaluate_health: false };
        RecordSet::plain(name("www.heestagram.com"), value)
    }

    /// All is made, and nothing was read since.
    fn made() -> World {
        let (zone, set) = ("Z1".into(), alias_to("lb.elb.amazonaws.com"));
        let record = Resource::Record { slot: Slot::Address, zone, set, prior: None, change: None };
        let dns_name = name("lb.elb.amazonaws.com");
        let w = world().sees_instance().with_zone().with_resource(record);
        let w = w.with_resource(Resource::Balancer { arn: "lb".into(), dns_name, dns_zone: "Z9".into(), zones: vec![] });
        let w = w
            .with_resource(Resource::TargetGroup { arn: "tg".into() })
            .with_resource(Resource::Certificate { arn: "cert".into(), adopted: false });
        w.with_resource(Resource::Listener { door: Scheme::Https, arn: "https".into() })
    }

    fn reads(w: World, target: &str, forwards: &[&str], certificate: &str) -> World {
        let records = CloudFact::Records { zone: "Z1".into(), sets: vec![alias_to(target)] };
        let listener = Listener {
            arn: "https".into(),
            port: 443,
            forwards: forwards.iter().map(|arn| TargetGroupArn((*arn).to_owned())).collect(),
            certificates: vec![certificate.into()],
            redirects: None,
            tagged: true,
        };
        let balancer = Balancer {
            arn: "lb".into(),
            name: "heestagram-LB".into(),
            dns_name: name("lb.elb.amazonaws.com"),
            dns_zone: "Z9".into(),
            state: BalancerState::Active,
            vpc: None,
            zones: vec![],
            listeners: vec![listener],
            tagged: true,
        };
        let w = w.sees(Op::Cloud(CloudOp::LookRecords { zone: "Z1".into() }), Fact::Cloud(records));
        w.sees(Op::Cloud(CloudOp::LookBalancers), Fact::Cloud(CloudFact::Balancers(vec![balancer])))
    }

    fn wants(w: &World) -> String {
        match ours(w) {
            Continue(()) => "done".to_owned(),
            Break(Directive::Do(op)) => op.code().to_string(),
            Break(Directive::Fail(fault)) => fault.code.to_string(),
            Break(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn it_is_ours_only_as_far_as_it_was_read() {
        assert_eq!(wants(&made()), "look-records");
        let table = [
            ("lb.elb.amazonaws.com", ["tg"].as_slice(), "cert", "done"),
            ("dualstack.lb.elb.amazonaws.com", &["tg"], "cert", "done"),
            ("other.elb.amazonaws.com", &["tg"], "cert", "alias-elsewhere"),
            ("lb.elb.amazonaws.com", &["other"], "cert", "listener-elsewhere"),
            ("lb.elb.amazonaws.com", &["other", "tg"], "cert", "listener-elsewhere"),
            ("lb.elb.amazonaws.com", &[], "cert", "listener-elsewhere"),
            ("lb.elb.amazonaws.com", &["tg"], "older", "listener-elsewhere"),
        ];
        for (target, forwards, certificate, expected) in table {
            assert_eq!(wants(&reads(made(), target, forwards, certificate)), expected, "{target} {forwards:?} {certificate}");
        }
    }

    #[test]
    fn a_record_for_ipv6_beside_ours_is_warned_of_and_stops_nothing() {
        let six =
            RecordSet::plain(name("www.heestagram.com"), RecordValue::Other { kind: "AAAA".into(), values: vec!["2001:db8::1".into()] });
        let sets = vec![alias_to("lb.elb.amazonaws.com"), six];
        let look = Op::Cloud(CloudOp::LookRecords { zone: "Z1".into() });
        let w =
            reads(made(), "lb.elb.amazonaws.com", &["tg"], "cert").sees(look, Fact::Cloud(CloudFact::Records { zone: "Z1".into(), sets }));
        assert_eq!(wants(&w), "done");
        let warned = hops(&w).into_iter().find_map(|hop| hop.result.fault().map(|fault| fault.code));
        assert_eq!(warned, Some(Code::RecordLeadsPast));
    }

    #[test]
    fn one_of_several_records_by_routing_is_not_the_one_that_visitors_get() {
        let w = reads(made(), "lb.elb.amazonaws.com", &["tg"], "cert");
        let split = RecordSet { routed: true, ..alias_to("lb.elb.amazonaws.com") };
        let look = Op::Cloud(CloudOp::LookRecords { zone: "Z1".into() });
        for sets in [vec![split.clone()], vec![split, alias_to("other.elb.amazonaws.com")], vec![]] {
            let records = CloudFact::Records { zone: "Z1".into(), sets };
            let w = w.clone().sees(look.clone(), Fact::Cloud(records));
            assert_eq!(wants(&w), "alias-elsewhere");
            assert_eq!(hops(&w)[0].result.code(), "fail");
        }
    }

    #[test]
    fn each_link_is_a_hop_and_what_was_not_read_is_no_good_one() {
        let codes = |w: &World| hops(w).iter().map(|hop| format!("{} {}", hop.code, hop.result.code())).collect::<Vec<_>>();
        assert_eq!(codes(&world()), [] as [&str; 0]);
        assert_eq!(codes(&made()), ["alias unknown", "forward unknown"]);
        let look = CloudOp::LookTargetHealth { target_group: "tg".into(), instance: instance().id };
        let healthy = CloudFact::TargetHealth { health: TargetHealth::Healthy, reason: String::new(), description: String::new() };
        let w = reads(made(), "lb.elb.amazonaws.com", &["tg"], "cert").sees(Op::Cloud(look), Fact::Cloud(healthy));
        assert_eq!(codes(&w), ["alias pass", "forward pass", "target pass"]);
        assert_eq!(hops(&w)[1].evidence, "heestagram-LB :443 → heestagram-LB-GROUP");
    }
}
