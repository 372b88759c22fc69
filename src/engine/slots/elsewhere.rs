//! What bears our tag in other regions, several of a kind: found by a look into each, and taken away there.

use crate::engine::directive::Directive;
use crate::engine::goal::Scope;
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, Elsewhere};
use crate::engine::resource::Resource;
use crate::engine::state::World;

pub(super) fn found(w: &World) -> Vec<Resource> {
    let made = |told: &Elsewhere| {
        let region = told.region.clone();
        told.ours().into_iter().map(move |thing| Resource::Elsewhere { region: region.clone(), thing })
    };
    w.observed.elsewhere().into_iter().flat_map(made).collect()
}

pub(super) fn present(w: &World, resource: &Resource) -> Option<bool> {
    let Resource::Elsewhere { region, thing } = resource else { return None };
    let told = w.observed.elsewhere().into_iter().find(|told| told.region == *region)?;
    Some(told.ours().iter().any(|ours| ours.id() == thing.id()))
}

pub(super) fn undo(_: &World, _: Scope, resource: &Resource) -> Vec<Directive> {
    let Resource::Elsewhere { region, thing } = resource.clone() else { return Vec::new() };
    vec![Directive::Do(Op::Cloud(CloudOp::DeleteElsewhere { region, thing }))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Fault, Remedy};
    use crate::engine::fixture::{name, world};
    use crate::engine::goal::Goal;
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{Balancer, BalancerState, CloudFact, Group, Rule, RuleSource};
    use crate::engine::regional::{Regional, RegionalKind};
    use crate::engine::slot::Slot;
    use crate::engine::slots;
    use crate::site::Region;

    /// Whatever the parent says.
    const GIVEN_UP: Scope = Scope { with_server: false, abandon_delegation: true };

    fn there() -> Region {
        "us-east-1".parse().unwrap()
    }

    fn balancer(tagged: bool) -> Balancer {
        Balancer {
            arn: "arn:b".into(),
            name: "heestagram-LB".into(),
            dns_name: name("heestagram-lb-1.us-east-1.elb.amazonaws.com"),
            dns_zone: "Z35".into(),
            state: BalancerState::Active,
            zones: vec!["us-east-1a".into(), "us-east-1b".into()],
            vpc: None,
            listeners: vec![],
            tagged,
        }
    }

    fn group(id: &str, tagged: bool, rules: &[bool]) -> Group {
        let (protocol, source) = ("tcp".to_owned(), RuleSource::Group("sg-lb".into()));
        let rule = Rule { id: "".into(), protocol, from_port: Some(80), to_port: Some(80), source, description: None, tagged: false };
        let numbered = rules.iter().enumerate();
        let rules = numbered.map(|(n, tagged)| Rule { id: format!("{id}-{n}").as_str().into(), tagged: *tagged, ..rule.clone() });
        Group { id: id.into(), name: id.into(), description: String::new(), vpc: None, rules: rules.collect(), tagged }
    }

    /// A teardown that was told this of Virginia.
    fn told(balancers: Vec<Balancer>, groups: Vec<Group>) -> World {
        let mut w = world();
        w.options.goal = Goal::TearDown(Scope::default());
        let seen = Elsewhere { balancers, groups, ..Elsewhere::nothing(there(), true) };
        w.sees(Op::Cloud(CloudOp::LookElsewhere { region: there() }), Fact::Cloud(CloudFact::Elsewhere(seen)))
    }

    fn kinds(all: &[Resource]) -> Vec<RegionalKind> {
        let kind = |resource: &Resource| if let Resource::Elsewhere { thing, .. } = resource { Some(thing.kind()) } else { None };
        all.iter().filter_map(kind).collect()
    }

    #[test]
    fn what_bears_our_tag_there_is_ours_and_nothing_else() {
        let groups = vec![group("sg-lb", true, &[true, false]), group("sg-server", false, &[true, false]), group("sg-other", false, &[])];
        let w = told(vec![balancer(true)], groups.clone());
        assert_eq!(kinds(&found(&w)), [RegionalKind::Balancer, RegionalKind::Rule, RegionalKind::Group]);
        assert!(found(&w).iter().all(|resource| present(&w, resource) == Some(true)));
        assert_eq!(kinds(&found(&told(vec![balancer(false)], vec![]))), []);
        let gone = told(vec![], vec![]);
        assert!(found(&w).iter().all(|resource| present(&gone, resource) == Some(false)));
        assert!(found(&w).iter().all(|resource| present(&world(), resource).is_none()), "it was not looked there");
    }

    #[test]
    fn nothing_goes_before_what_holds_it_and_the_zone_last_of_all() {
        let groups = vec![group("sg-lb", true, &[]), group("sg-server", false, &[true])];
        let mut w = told(vec![balancer(true)], groups).with_zone();
        for resource in found(&w) {
            w = w.with_resource(resource);
        }
        let mut gone: Vec<RegionalKind> = Vec::new();
        while gone.len() < 3 {
            let resources: Vec<Resource> = w.ledger.resources.values().cloned().collect();
            let of_zone = |r: &Resource| r.slot() == Slot::Zone;
            let free: Vec<&Resource> = resources.iter().filter(|r| !of_zone(r) && !slots::undo(&w, GIVEN_UP, r).is_empty()).collect();
            let delete = Directive::Do(Op::Cloud(CloudOp::DeleteZone { zone: "Z1".into() }));
            assert!(!resources.iter().filter(|r| of_zone(r)).any(|r| slots::undo(&w, GIVEN_UP, r).contains(&delete)), "it is the last");
            let slots: Vec<Slot> = free.iter().map(|r| r.slot()).collect();
            gone.extend(kinds(&free.into_iter().cloned().collect::<Vec<_>>()));
            slots.iter().for_each(|slot| drop(w.ledger.resources.remove(slot)));
        }
        assert_eq!(gone, [RegionalKind::Balancer, RegionalKind::Rule, RegionalKind::Group]);
        let zone = w.resource(&Slot::Zone).cloned().unwrap();
        assert_eq!(slots::undo(&w, GIVEN_UP, &zone), [Directive::Do(Op::Cloud(CloudOp::DeleteZone { zone: "Z1".into() }))]);
    }

    #[test]
    fn the_zone_that_tells_where_to_look_stays_until_that_was_read() {
        let mut w = told(vec![], vec![]).with_zone();
        let denied = Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "");
        w.observed.fail(Op::Cloud(CloudOp::LookElsewhere { region: "eu-west-1".parse().unwrap() }), denied.clone());
        let zone = w.resource(&Slot::Zone).cloned().unwrap();
        assert_eq!(slots::undo(&w, GIVEN_UP, &zone), [Directive::Fail(denied)]);
    }

    #[test]
    fn a_record_that_leads_to_a_balancer_of_ours_there_leads_to_ours() {
        use crate::engine::record_set::{RecordSet, RecordValue};
        let value = RecordValue::Alias { target: balancer(true).dns_name, target_zone: "Z35".into(), evaluate_health: false };
        let alias = RecordSet::plain(name("www.heestagram.com"), value);
        assert!(slots::leads_to_our_balancer(&told(vec![balancer(true)], vec![]), &alias));
        assert!(!slots::leads_to_our_balancer(&told(vec![balancer(false)], vec![]), &alias));
        let thing = Regional::Balancer { arn: "arn:b".into(), dns_name: balancer(true).dns_name, zones: vec![] };
        let held = world().with_resource(Resource::Elsewhere { region: there(), thing });
        assert!(slots::leads_to_our_balancer(&held, &alias), "though it is gone");
    }

    #[test]
    fn it_bills_what_it_costs_there() {
        let w = told(vec![balancer(true)], vec![]);
        let [resource] = found(&w).try_into().unwrap();
        let bill = crate::engine::inventory::bill_now(&w.with_resource(resource));
        assert_eq!(bill.lines.iter().map(|line| line.count).collect::<Vec<_>>(), [1, 2], "{bill:?}");
    }
}
