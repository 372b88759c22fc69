//! What the parent's own servers say of the domain's name servers.

use crate::engine::goal::Scope;
use crate::engine::op::Op;
use crate::engine::op::cloud::Zone;
use crate::engine::op::net::{Delegation, NetFact, NetOp, ToldBy};
use crate::engine::queries::zone;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::{DomainName, Standing};

/// The look at the parent's own servers.
pub fn look(w: &World) -> Op {
    Op::Net(NetOp::Delegation { domain: w.site.domain.clone() })
}

/// What the parent's servers last said.
pub fn observed(w: &World) -> Option<&Delegation> {
    match w.observed.net(&NetOp::Delegation { domain: w.site.domain.clone() }) {
        Some(NetFact::Delegation(d)) => Some(d),
        _ => None,
    }
}

/// Whether a teardown of this scope leaves the zone with these name servers, since the parent's servers name any of them. `None`: nobody
/// could tell. That the registry names none of them is not enough: the parent zone may follow it hours later.
pub fn keeps(w: &World, scope: Scope, ours: &[DomainName]) -> Option<bool> {
    if scope.abandon_delegation {
        return Some(false);
    }
    observed(w).filter(|seen| is_enough(seen, ours)).map(|seen| names_any(seen, ours))
}

/// Whether it can be gone by where these name servers are given up: on the registry's word alone only that they are still named.
pub fn is_enough(seen: &Delegation, ours: &[DomainName]) -> bool {
    seen.told_by == ToldBy::Parent || names_any(seen, ours)
}

fn names_any(seen: &Delegation, ours: &[DomainName]) -> bool {
    seen.name_servers.iter().any(|theirs| ours.contains(theirs))
}

/// Whether a zone of ours goes or stays in a teardown of this scope is told before anything is done: the parent is asked, once. `None`: it
/// was, or nothing hangs on it.
pub fn unasked(w: &World, scope: Scope) -> Option<Op> {
    let ours = |resource: &Resource| matches!(resource, Resource::Zone { adopted: false, .. });
    let look = Some(look(w)).filter(|_| !scope.abandon_delegation && w.resource(&Slot::Zone).is_some_and(ours))?;
    (!w.observed.is_over(&look)).then_some(look)
}

/// The zone in whose DNS the hand-over is made by NS records, where the domain is a part of a registered one: no registrar's form is for
/// that. As the parent's servers told it, else the registered name.
pub fn parent_zone(w: &World) -> Option<DomainName> {
    let Standing::Below(registered) = w.site.domain.standing() else { return None };
    Some(observed(w).map_or(registered, |seen| seen.parent.clone()))
}

/// Whether the parent's servers name just this zone's.
pub fn points_at(w: &World, zone: &Zone) -> bool {
    observed(w).is_some_and(|parent| same(&zone.name_servers, &parent.name_servers))
}

/// Whether the parent's servers name just our zone's.
pub fn is_handed_over(w: &World) -> bool {
    zone::held(w).zip(observed(w)).is_some_and(|((_, ours), parent)| same(ours, &parent.name_servers))
}

/// The same names, in whatever order.
pub fn same(a: &[DomainName], b: &[DomainName]) -> bool {
    let sorted = |all: &[DomainName]| {
        let mut all = all.to_vec();
        all.sort();
        all.dedup();
        all
    };
    sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, name, world};

    #[test]
    fn a_zone_goes_only_on_the_parents_own_word() {
        let ours = OURS.map(name);
        let told = |told_by, servers: &[&str]| {
            let mut seen = observed(&world().sees_parent(servers)).cloned().unwrap();
            seen.told_by = told_by;
            let look = look(&world());
            keeps(&world().sees(look, crate::engine::op::Fact::Net(NetFact::Delegation(seen))), Scope::default(), &ours)
        };
        assert_eq!(told(ToldBy::Parent, &["ns1.registrar.example"]), Some(false));
        assert_eq!(told(ToldBy::Registry, &["ns1.registrar.example"]), None, "the parent may still point here");
        assert_eq!((told(ToldBy::Parent, &OURS), told(ToldBy::Registry, &OURS)), (Some(true), Some(true)));
    }

    #[test]
    fn a_part_of_a_registered_name_is_handed_over_in_the_zone_above_it() {
        let mut w = world();
        assert_eq!(parent_zone(&w), None);
        w.site.domain = name("dev.blog.heestagram.com");
        assert_eq!(parent_zone(&w), Some(name("heestagram.com")), "nobody has told yet where the next cut is");
        let told =
            Delegation { parent: name("blog.heestagram.com"), server: name("ns1.example"), told_by: ToldBy::Parent, name_servers: vec![] };
        let look = look(&w);
        let w = w.sees(look, crate::engine::op::Fact::Net(NetFact::Delegation(told)));
        assert_eq!(parent_zone(&w), Some(name("blog.heestagram.com")));
    }

    #[test]
    fn only_the_whole_set_is_the_same() {
        let names = |all: &[&str]| all.iter().map(|n| name(n)).collect::<Vec<_>>();
        let ours = names(&OURS);
        let [a, b, c, d] = OURS;
        let table: [(&[&str], bool); 7] = [
            (&[d, c, b, a], true),
            (&[a, b, c, d, a], true),
            (&[a, b, c], false),
            (&[a, b, c, d, "ns1.registrar.example"], false),
            (&[a, b, c, "ns1.registrar.example"], false),
            (&["ns1.registrar.example"], false),
            (&[], false),
        ];
        for (theirs, expected) in table {
            assert_eq!(same(&ours, &names(theirs)), expected, "{theirs:?}");
        }
    }
}
