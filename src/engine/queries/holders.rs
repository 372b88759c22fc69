//! What AWS would not delete, since something holds it: who that is, and whose move it is then.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Scope;
use crate::engine::ids::ZoneId;
use crate::engine::op::cloud::{CloudFact, CloudOp, Held, Holder, HolderKind};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::{delegation, server};
use crate::engine::record_set::RecordSet;
use crate::engine::regional::Regional;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::ServerId;

/// The most that are named: a zone may hold thousands of records.
pub const MOST: usize = 20;

/// The look for what holds that which this op was to delete; `None`: it is no such op, or it met something else.
pub fn look(met: &Op, fault: &Fault) -> Option<Op> {
    let of = held(met)?;
    matches!(fault.code, Code::InUse | Code::ZoneNotEmpty).then_some(Op::Cloud(CloudOp::LookHolders { of }))
}

/// What keeps this zone that is not ours: the records of others, and its signing. `None`: it was not looked at.
pub fn of_zone<'a>(w: &'a World, zone: &ZoneId) -> Option<Vec<&'a Holder>> {
    let look = Op::Cloud(CloudOp::LookHolders { of: Held::Zone(zone.clone()) });
    Some(seen(w, &look)?.iter().filter(|holder| !is_ours(w, holder)).collect())
}

/// What others may hold of ours: these looks tell.
pub fn looks(w: &World) -> impl Iterator<Item = Op> + '_ {
    w.ledger.resources.values().filter_map(held_of).map(|of| Op::Cloud(CloudOp::LookHolders { of }))
}

/// What is still to be looked at before a teardown of this scope is told, and begins: what the parent says of the zone, and what others hold.
pub fn unasked(w: &World, scope: Scope) -> Vec<Op> {
    // What its own writes make old it looks at again where it meets it.
    let begins = w.observed.done().next().is_none();
    let held = looks(w).filter(|look| begins && !w.observed.is_over(look));
    delegation::unasked(w, scope).into_iter().chain(held).collect()
}

/// What keeps this resource of ours from going in a teardown of this scope, and is neither ours nor AWS's own; empty where it was not
/// looked at.
pub fn others_of(w: &World, scope: Scope, resource: &Resource) -> Vec<Holder> {
    let Some(of) = held_of(resource) else { return Vec::new() };
    let looked = seen(w, &Op::Cloud(CloudOp::LookHolders { of })).map(<[Holder]>::to_vec);
    let all = looked.or_else(|| recorded(w, resource)).unwrap_or_default();
    all.into_iter().filter(|holder| !is_ours(w, holder) && !lets_go(w, scope, resource, holder)).collect()
}

/// What the zone's records tell of that, which every run reads.
fn recorded(w: &World, resource: &Resource) -> Option<Vec<Holder>> {
    let Resource::Zone { id, .. } = resource else { return None };
    let awss = |set: &RecordSet| set.name == w.site.domain && matches!(set.value.kind(), "NS" | "SOA");
    let holder = |set: &RecordSet| {
        let (id, within) = (set.name.to_string(), set.value.kind().to_owned());
        Holder { kind: HolderKind::Record, id, within, name: String::new() }
    };
    Some(w.observed.records(id)?.iter().filter(|set| !awss(set)).map(holder).collect())
}

/// What of ours others hold, as the person's move; each thing for itself.
pub fn told(w: &World, scope: Scope) -> Vec<Fault> {
    let fault = |resource: &Resource| persons_move(&held_of(resource)?, &others_of(w, scope, resource).iter().collect::<Vec<_>>());
    w.ledger.resources.values().filter_map(fault).collect()
}

/// The server's own interface, which is taken out of the group, or ends with the server.
fn lets_go(w: &World, scope: Scope, resource: &Resource, holder: &Holder) -> bool {
    let is_of = |id: &ServerId| server::instance_id(w, id).is_some_and(|instance| instance.as_str() == holder.within);
    let ends = || scope.with_server && w.site.servers().any(|(id, _)| is_of(&id));
    let left = || match resource {
        Resource::OwnGroup { server, .. } => match w.resource(&Slot::InOwnGroup(server.clone())) {
            Some(Resource::InOwnGroup { place, .. }) => place.interface == holder.id,
            _ => false,
        },
        _ => false,
    };
    holder.kind == HolderKind::InstanceInterface && (ends() || left())
}

fn held_of(resource: &Resource) -> Option<Held> {
    match resource {
        Resource::Certificate { arn, adopted: false } => Some(Held::Certificate(arn.clone())),
        Resource::BalancerGroup { id } | Resource::OwnGroup { id, .. } => Some(Held::Group(id.clone())),
        Resource::TargetGroup { arn } => Some(Held::TargetGroup(arn.clone())),
        Resource::Zone { id, adopted: false, .. } => Some(Held::Zone(id.clone())),
        _ => None,
    }
}

/// The fault as what holds explains it; `None`: it does not (yet), or AWS lets go by itself. `given_up`: the op is not asked again.
pub fn explained(w: &World, met: &Op, fault: &Fault, given_up: bool) -> Option<Fault> {
    let all = seen(w, &look(met, fault)?)?;
    let others: Vec<&Holder> = all.iter().filter(|holder| !is_ours(w, holder)).collect();
    let late = || {
        let told = if all.is_empty() { fault.detail.clone() } else { lines(all.iter()) };
        Fault::person(Code::TookTooLong, Remedy::RunAgain, told)
    };
    persons_move(&held(met)?, &others).or_else(|| (given_up && fault.code == Code::InUse).then(late))
}

/// Whether all that still holds what this op is to delete is AWS's own to let go of, or ours and on its way out.
pub fn are_awss(w: &World, met: &Op, fault: &Fault) -> bool {
    let all = look(met, fault).and_then(|look| seen(w, &look)).unwrap_or_default();
    !all.is_empty() && all.iter().all(|holder| is_ours(w, holder))
}

/// What was seen to hold what this op is to delete.
pub fn seen_of<'a>(w: &'a World, op: &Op) -> Option<&'a [Holder]> {
    seen(w, &Op::Cloud(CloudOp::LookHolders { of: held(op)? }))
}

/// What the person must let go of, and how; `None`: nothing.
pub fn persons_move(held: &Held, others: &[&Holder]) -> Option<Fault> {
    let is_signed = || others.iter().all(|holder| holder.kind == HolderKind::Signing);
    let (code, remedy) = match held {
        _ if others.is_empty() => return None,
        Held::Elsewhere { region, of } => {
            let told = persons_move(of, others)?;
            return Some(Fault { detail: format!("{}\n{region}", told.detail), ..told });
        }
        Held::Certificate(_) => (Code::CertificateHeld, Remedy::ReleaseCertificate),
        Held::Group(_) => (Code::GroupHeld, Remedy::ReleaseGroup),
        Held::TargetGroup(_) => (Code::TargetGroupHeld, Remedy::ReleaseTargetGroup),
        Held::Zone(_) if is_signed() => (Code::ZoneSigned, Remedy::EndSigning),
        Held::Zone(_) => (Code::ZoneNotEmpty, Remedy::RemoveForeignRecords),
    };
    Some(Fault::person(code, remedy, lines(others.iter().copied())))
}

fn lines<'a>(holders: impl Iterator<Item = &'a Holder>) -> String {
    holders.take(MOST).map(Holder::line).collect::<Vec<_>>().join("\n")
}

fn held(op: &Op) -> Option<Held> {
    let Op::Cloud(op) = op else { return None };
    Some(match op {
        CloudOp::DeleteCertificate { arn } | CloudOp::DeleteOldCertificate { arn } => Held::Certificate(arn.clone()),
        CloudOp::DeleteBalancerGroup { group } | CloudOp::DeleteOwnGroup { group, .. } => Held::Group(group.clone()),
        CloudOp::DeleteTargetGroup { arn } => Held::TargetGroup(arn.clone()),
        CloudOp::DeleteZone { zone } => Held::Zone(zone.clone()),
        CloudOp::DeleteElsewhere { region, thing } => Held::Elsewhere { region: region.clone(), of: Box::new(held_there(thing)?) },
        _ => return None,
    })
}

fn held_there(thing: &Regional) -> Option<Held> {
    match thing {
        Regional::Certificate { arn } => Some(Held::Certificate(arn.clone())),
        Regional::TargetGroup { arn } => Some(Held::TargetGroup(arn.clone())),
        Regional::Group { id } => Some(Held::Group(id.clone())),
        Regional::Balancer { .. } | Regional::Rule { .. } => None,
    }
}

fn seen<'a>(w: &'a World, look: &Op) -> Option<&'a [Holder]> {
    match &w.observed.look(look)?.fact {
        Fact::Cloud(CloudFact::Holders(all)) => Some(all),
        _ => None,
    }
}

/// Whether the person has nothing to do about it: AWS lets go by itself, or it is ours and goes (or went after the look).
fn is_ours(w: &World, holder: &Holder) -> bool {
    let known = || w.ledger.resources.values().chain(&w.ledger.gone);
    match holder.kind {
        HolderKind::LetGo => true,
        HolderKind::Balancer => {
            let there = |one: &Resource| matches!(one, Resource::Elsewhere { thing, .. } if thing.id() == holder.id);
            w.resource(&Slot::Balancer).is_some_and(|ours| ours.label() == holder.id) || w.ledger.resources.values().any(there)
        }
        HolderKind::Rule => known().any(|one| match one {
            Resource::Rule { id, .. } => id.0 == holder.id,
            // Its rules go with it.
            Resource::OwnGroup { id, .. } => id.0 == holder.within,
            Resource::Elsewhere { thing: Regional::Rule { id, .. }, .. } => id.0 == holder.id,
            Resource::Elsewhere { thing: Regional::Group { id }, .. } => id.0 == holder.within,
            _ => false,
        }),
        HolderKind::Record => known()
            .any(|one| matches!(one, Resource::Record { set, .. } if set.name.as_str() == holder.id && set.value.kind() == holder.within)),
        HolderKind::Distribution
        | HolderKind::Service
        | HolderKind::InstanceInterface
        | HolderKind::Interface
        | HolderKind::OutboundRule
        | HolderKind::Signing => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{a, world};

    fn holder(kind: HolderKind, id: &str, within: &str) -> Holder {
        Holder { kind, id: id.into(), within: within.into(), name: String::new() }
    }

    fn seeing(of: Held, all: Vec<Holder>) -> World {
        world().sees(Op::Cloud(CloudOp::LookHolders { of }), Fact::Cloud(CloudFact::Holders(all)))
    }

    fn in_use() -> Fault {
        Fault::retry(Code::InUse, "DependencyViolation resource sg-1 has a dependent object")
    }

    fn group() -> (Held, Op) {
        (Held::Group("sg-1".into()), Op::Cloud(CloudOp::DeleteBalancerGroup { group: "sg-1".into() }))
    }

    #[test]
    fn what_a_deleted_balancer_left_is_awss_wait_until_it_takes_too_long() {
        let (held, delete) = group();
        let gone = holder(HolderKind::LetGo, "eni-1", "");
        let w = seeing(held, vec![gone.clone()]);
        assert!(are_awss(&w, &delete, &in_use()));
        assert_eq!(explained(&w, &delete, &in_use(), false), None);
        let late = explained(&w, &delete, &in_use(), true).unwrap();
        assert_eq!((late.code, late.detail), (Code::TookTooLong, gone.line()));
    }

    #[test]
    fn a_stranger_that_holds_is_the_persons_move_at_once_and_alone_is_named() {
        let (held, delete) = group();
        let (gone, theirs) = (holder(HolderKind::LetGo, "eni-1", ""), holder(HolderKind::Rule, "sgr-9", "sg-9"));
        let w = seeing(held, vec![gone, theirs.clone()]);
        assert!(!are_awss(&w, &delete, &in_use()));
        let told = explained(&w, &delete, &in_use(), false).unwrap();
        assert_eq!(told, Fault::person(Code::GroupHeld, Remedy::ReleaseGroup, theirs.line()));
        assert_eq!(look(&delete, &told), None, "it is explained");
    }

    #[test]
    fn a_rule_and_a_record_of_ours_are_on_their_way_out() {
        let (held, delete) = group();
        let rule = Resource::Rule { slot: Slot::ServerRule(crate::site::ServerId::MAIN), group: "sg-9".into(), id: "sgr-9".into() };
        let w = seeing(held, vec![holder(HolderKind::Rule, "sgr-9", "sg-9")]).with_resource(rule);
        assert!(are_awss(&w, &delete, &in_use()));
        let zone = ZoneId::from("Z1");
        let set = a("www.heestagram.com", [203, 0, 113, 10]);
        let ours = Resource::Record { slot: Slot::Address, zone: zone.clone(), set, prior: None, change: None };
        let (stands, theirs) = (holder(HolderKind::Record, "www.heestagram.com", "A"), holder(HolderKind::Record, "heestagram.com", "MX"));
        let mut w = seeing(Held::Zone(zone.clone()), vec![stands, theirs.clone()]).with_resource(ours.clone());
        assert_eq!(of_zone(&w, &zone), Some(vec![&theirs]));
        // It went after the look.
        w.ledger.resources.clear();
        w.ledger.gone.push(ours);
        assert_eq!(of_zone(&w, &zone), Some(vec![&theirs]));
    }

    #[test]
    fn the_records_that_every_run_reads_tell_what_others_have_in_the_zone() {
        use crate::engine::record_set::RecordValue;
        let other = |name: &str, kind: &str| {
            let value = RecordValue::Other { kind: kind.into(), values: vec![] };
            RecordSet::plain(crate::engine::fixture::name(name), value)
        };
        let ours = a("www.heestagram.com", [203, 0, 113, 10]);
        let sets = vec![other("heestagram.com", "SOA"), other("heestagram.com", "NS"), ours.clone(), other("heestagram.com", "MX")];
        let record = Resource::Record { slot: Slot::Address, zone: "Z1".into(), set: ours, prior: None, change: None };
        let w = world().with_zone().with_resource(record);
        let zone = w.resource(&Slot::Zone).cloned().unwrap();
        let held = |w: &World| others_of(w, Scope::default(), &zone).iter().map(|h| format!("{} {}", h.within, h.id)).collect::<Vec<_>>();
        assert_eq!(held(&w), Vec::<String>::new(), "nobody looked");
        let look = Op::Cloud(CloudOp::LookRecords { zone: "Z1".into() });
        let w = w.sees(look, Fact::Cloud(CloudFact::Records { zone: "Z1".into(), sets }));
        assert_eq!(held(&w), ["MX heestagram.com"]);
        let nobody = Op::Cloud(CloudOp::LookHolders { of: Held::Zone("Z1".into()) });
        assert_eq!(held(&w.sees(nobody, Fact::Cloud(CloudFact::Holders(vec![])))), Vec::<String>::new(), "that look knows better");
    }

    #[test]
    fn the_servers_own_interface_is_taken_out_of_its_group_and_ends_with_the_server() {
        use crate::engine::fixture::instance;
        use crate::engine::own_group::InPlaceOf;
        let main = crate::site::ServerId::MAIN;
        let own = Resource::OwnGroup { server: main.clone(), id: "sg-own".into() };
        let place = InPlaceOf { interface: "eni-1".into(), shared: vec!["sg-1".into()] };
        let inside = Resource::InOwnGroup { server: main, own: "sg-own".into(), place, before: vec![], tried: true };
        let balancers = Resource::BalancerGroup { id: "sg-lb".into() };
        let ours = holder(HolderKind::InstanceInterface, "eni-1", instance().id.as_str());
        let theirs = holder(HolderKind::InstanceInterface, "eni-2", "i-0fedcba9876543210");
        let seen = |group: &str| {
            seeing(Held::Group(group.into()), vec![ours.clone(), theirs.clone()]).sees_instance().with_resource(inside.clone())
        };
        let held = |w: &World, with_server, of| others_of(w, Scope { with_server, ..Scope::default() }, of).len();
        let w = seen("sg-own");
        assert_eq!((held(&w, false, &own), held(&w, true, &own)), (1, 1));
        let w = seen("sg-lb");
        assert_eq!((held(&w, false, &balancers), held(&w, true, &balancers)), (2, 1));
    }

    #[test]
    fn what_is_held_in_another_region_is_asked_about_and_mended_there() {
        let there: crate::site::Region = "us-east-1".parse().unwrap();
        let thing = Regional::Certificate { arn: "arn:c".into() };
        let delete = Op::Cloud(CloudOp::DeleteElsewhere { region: there.clone(), thing });
        let look = look(&delete, &in_use()).unwrap();
        assert!(matches!(&look, Op::Cloud(op) if op.elsewhere() == Some(&there)));
        let theirs = holder(HolderKind::Balancer, "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/shop/1", "");
        let w = world().sees(look, Fact::Cloud(CloudFact::Holders(vec![theirs.clone()])));
        let told = explained(&w, &delete, &in_use(), false).unwrap();
        assert_eq!((told.code, told.detail.as_str()), (Code::CertificateHeld, format!("{}\nus-east-1", theirs.line()).as_str()));
        let ours = Regional::Balancer { arn: theirs.id.as_str().into(), dns_name: crate::engine::fixture::name("lb.x"), zones: vec![] };
        let w = w.with_resource(Resource::Elsewhere { region: there, thing: ours });
        assert!(are_awss(&w, &delete, &in_use()), "it is on its way out");
    }

    #[test]
    fn a_zone_that_is_only_signed_has_a_way_out_of_its_own() {
        let signed = holder(HolderKind::Signing, "Z1", "");
        let zone = Held::Zone("Z1".into());
        assert_eq!(persons_move(&zone, &[&signed]).map(|fault| fault.code), Some(Code::ZoneSigned));
        let record = holder(HolderKind::Record, "heestagram.com", "MX");
        assert_eq!(persons_move(&zone, &[&signed, &record]).map(|fault| fault.code), Some(Code::ZoneNotEmpty));
        assert_eq!(persons_move(&zone, &[]), None);
    }
}
