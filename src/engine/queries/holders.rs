//! What AWS would not delete, since something holds it: who that is, and whose move it is then.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::ZoneId;
use crate::engine::op::cloud::{CloudFact, CloudOp, Held, Holder, HolderKind};
use crate::engine::op::{Fact, Op};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;

/// The most that are named: a zone may hold thousands of records.
const MOST: usize = 20;

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
        CloudOp::DeleteCertificate { arn } => Held::Certificate(arn.clone()),
        CloudOp::DeleteBalancerGroup { group } | CloudOp::DeleteOwnGroup { group, .. } => Held::Group(group.clone()),
        CloudOp::DeleteTargetGroup { arn } => Held::TargetGroup(arn.clone()),
        CloudOp::DeleteZone { zone } => Held::Zone(zone.clone()),
        _ => return None,
    })
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
        HolderKind::Balancer => w.resource(&Slot::Balancer).is_some_and(|ours| ours.label() == holder.id),
        HolderKind::Rule => known().any(|one| match one {
            Resource::Rule { id, .. } => id.0 == holder.id,
            // Its rules go with it.
            Resource::OwnGroup { id, .. } => id.0 == holder.within,
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
    fn a_zone_that_is_only_signed_has_a_way_out_of_its_own() {
        let signed = holder(HolderKind::Signing, "Z1", "");
        let zone = Held::Zone("Z1".into());
        assert_eq!(persons_move(&zone, &[&signed]).map(|fault| fault.code), Some(Code::ZoneSigned));
        let record = holder(HolderKind::Record, "heestagram.com", "MX");
        assert_eq!(persons_move(&zone, &[&signed, &record]).map(|fault| fault.code), Some(Code::ZoneNotEmpty));
        assert_eq!(persons_move(&zone, &[]), None);
    }
}
