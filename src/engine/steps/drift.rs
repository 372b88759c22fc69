//! What a mere look finds other than Landfall left it: what is gone, what others changed, and the record that leads to an address which the
//! server has no more. A build asks about each; who only looks is told.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::queries::{records, server};
use crate::engine::record_set::RecordValue;
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, Hop};

/// Each with the step that made it.
pub(super) fn hops(w: &World) -> Vec<(StepId, Hop)> {
    if w.begun_teardown().is_some() || w.tearing_down() {
        return Vec::new();
    }
    let gone = w.observed.vanished.iter().filter(|resource| !went_with_its_parent(w, resource)).map(|resource| {
        let fault = Fault::person(Code::Vanished, Remedy::MakeAgain, resource.label());
        (resource.slot(), resource.label(), fault, None)
    });
    let changed = w.ledger.resources.values().filter_map(|resource| changed(w, resource));
    let all = gone.chain(changed).chain(old_address(w));
    all.map(|(slot, evidence, fault, at)| {
        let hop = Hop { code: HopCode::Drift, evidence, result: CheckResult::Fail(fault), at };
        (slot.kind().spec().step, hop)
    })
    .collect()
}

type Found = (Slot, String, Fault, Option<crate::engine::time::Timestamp>);

/// A listener goes with its balancer, a rule with its group: it is told of what was taken away.
fn went_with_its_parent(w: &World, resource: &Resource) -> bool {
    let gone = |kind: SlotKind| w.observed.vanished.iter().any(|other| other.slot().kind() == kind);
    resource.slot().kind().spec().parent.is_some_and(gone)
}

/// A record that others gave another value. Of the one that leads to the balancer the way there tells.
fn changed(w: &World, resource: &Resource) -> Option<Found> {
    let Resource::Record { slot, zone, set, .. } = resource else { return None };
    let now = w.observed.records(zone)?.iter().find(|seen| seen.stands_where(set) && seen.value != set.value)?;
    if records::is_alias(set) {
        return None;
    }
    let told = format!("{}: {}\n\u{2192} {}", now.label(), now.value.shown(), set.value.shown());
    let fault = Fault::person(Code::RecordChanged, Remedy::MakeAgain, told);
    Some((slot.clone(), set.label(), fault, w.observed.at(&records::look(zone))))
}

/// The site's own record leads to an address from before the server was stopped and started.
fn old_address(w: &World) -> Option<Found> {
    let set = records::held(w)?.set;
    let RecordValue::A { addresses, .. } = &set.value else { return None };
    let now = server::public_addresses(w)?;
    let old: Vec<String> = addresses.iter().filter(|address| !now.contains(address)).map(ToString::to_string).collect();
    if old.is_empty() || w.ledger.pause.is_some() {
        return None;
    }
    let now = now.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let fault = Fault::person(Code::RecordOldAddress, Remedy::FollowAddress, format!("{}: {} \u{2192} {now}", set.label(), old.join(", ")));
    Some((Slot::Address, set.label(), fault, w.observed.at(&Op::Cloud(CloudOp::LookInstances { only: w.site.server.instance.clone() }))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{a, name, world};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::CloudFact;
    use crate::engine::record_set::RecordSet;

    fn codes(w: &World) -> Vec<(StepId, Code)> {
        hops(w).into_iter().map(|(step, hop)| (step, hop.result.fault().unwrap().code)).collect()
    }

    fn recorded(address: [u8; 4], standing: Vec<RecordSet>) -> World {
        let set = a("www.heestagram.com", address);
        let resource = Resource::Record { slot: Slot::Address, zone: "Z1".into(), set, prior: None, change: None };
        let records = CloudFact::Records { zone: "Z1".into(), sets: standing };
        world().with_zone().sees_instance().with_resource(resource).sees(records::look(&"Z1".into()), Fact::Cloud(records))
    }

    #[test]
    fn the_record_follows_the_server_and_nobody_else() {
        let ours = [198, 51, 100, 11];
        assert_eq!(codes(&recorded(ours, vec![a("www.heestagram.com", ours)])), []);
        assert_eq!(
            codes(&recorded([198, 51, 100, 9], vec![a("www.heestagram.com", [198, 51, 100, 9])])),
            [(StepId::Address, Code::RecordOldAddress)]
        );
        assert_eq!(codes(&recorded(ours, vec![a("www.heestagram.com", [203, 0, 113, 1])])), [(StepId::Address, Code::RecordChanged)]);
    }

    #[test]
    fn what_is_gone_is_told_of_once_and_not_while_it_is_taken_down() {
        let mut w = world();
        let dns_name = name("lb.elb.amazonaws.com");
        w.observed.vanished = vec![
            Resource::Balancer { arn: "lb".into(), dns_name, dns_zone: "Z9".into(), zones: vec![] },
            Resource::Listener { door: crate::engine::slot::Scheme::Https, arn: "l".into() },
        ];
        assert_eq!(codes(&w), [(StepId::Balancer, Code::Vanished)]);
        w.options.goal = crate::engine::goal::Goal::LOOK;
        w.ledger.teardown = Some(crate::engine::goal::Scope::default());
        assert_eq!(codes(&w), []);
    }
}
