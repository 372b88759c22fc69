//! The slots: what stands in one is found, recognised and taken away as its row of the table says.
//!
//! A slot's knowledge stands in its row and nowhere else. Below `steps`: nothing here knows when something is made.
#![deny(clippy::wildcard_enum_match_arm)]

mod decide;
mod elsewhere;
mod find;
mod present;
mod put_back;
mod table;
mod undo;

use crate::engine::directive::Directive;
use crate::engine::goal::Scope;
use crate::engine::op::Op;
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;

pub use find::{announced, leads_to_our_balancer, records};
pub use table::{Removal, SlotSpec};

/// Everything of ours in sight, at most one a slot.
pub fn found(w: &World) -> Vec<Resource> {
    let of = |kind: &SlotKind| (kind.spec().find)(w).into_iter().filter(|r| r.slot().kind() == *kind).collect::<Vec<_>>();
    SlotKind::ALL.iter().flat_map(of).collect()
}

/// Whether this resource is in sight; `None`: the looks of this run do not tell.
pub fn present(w: &World, resource: &Resource) -> Option<bool> {
    (resource.slot().kind().spec().present)(w, resource)
}

/// The resource with which this one vanishes, as the ledger has it.
pub fn parent<'a>(w: &'a World, resource: &Resource) -> Option<&'a Resource> {
    resource.slot().kind().spec().parent.and_then(|kind| w.of_kind(kind))
}

/// Whether it vanishes with another that the ledger has not.
pub fn is_orphan(w: &World, resource: &Resource) -> bool {
    resource.slot().kind().spec().parent.is_some() && parent(w, resource).is_none_or(|parent| !is_in(resource, parent))
}

/// Whether this is the very parent that it is in. Another may have taken that one's place, where another computer went on.
fn is_in(resource: &Resource, parent: &Resource) -> bool {
    match (resource, parent) {
        (Resource::Record { zone, .. }, Resource::Zone { id, .. }) => zone == id,
        (Resource::Rule { group, .. }, Resource::BalancerGroup { id }) => group == id,
        (Resource::Registration { target_group, .. }, Resource::TargetGroup { arn }) => target_group == arn,
        _ => true,
    }
}

/// What takes this resource away now; nothing while something else must go first.
pub fn undo(w: &World, scope: Scope, resource: &Resource) -> Vec<Directive> {
    let slot = resource.slot();
    let kind = slot.kind();
    let spec = kind.spec();
    let free = match spec.removal {
        Removal::WithParent => is_orphan(w, resource),
        Removal::After(holders) => !w.ledger.resources.keys().any(|other| holders.contains(&other.kind()) && concerns(other, &slot)),
        Removal::OnRequest => false,
    };
    if let Some(undecided) = decide::first(w, resource) {
        return vec![undecided];
    }
    if free { (spec.undo)(w, scope, resource) } else { Vec::new() }
}

/// What takes this resource away, though what it is for stands still: the question that comes before it, where there is one.
pub fn taken_away(w: &World, resource: &Resource) -> Vec<Directive> {
    let undo = || (resource.slot().kind().spec().undo)(w, Scope::default(), resource);
    undecided(w, resource).map_or_else(undo, |first| vec![first])
}

/// The question that stands before this resource is taken away.
pub fn undecided(w: &World, resource: &Resource) -> Option<Directive> {
    decide::first(w, resource)
}

/// Whether what stands in one slot can hold what stands in the other: not when they are of two servers.
fn concerns(one: &Slot, other: &Slot) -> bool {
    one.server().is_none_or(|server| other.server().is_none_or(|of| of == server))
}

/// What this write may have taken of the person's, though it never ended.
pub fn put_back(op: &Op) -> Option<Resource> {
    op.slot().and_then(|slot| (slot.kind().spec().put_back)(op))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{a, world};
    use crate::site::ServerId;

    #[test]
    fn a_record_in_another_zone_than_the_one_that_stands_went_with_its_own() {
        let set = a("www.heestagram.com", [198, 51, 100, 11]);
        let record = |zone: &str| Resource::Record { slot: Slot::Address, zone: zone.into(), set: set.clone(), prior: None, change: None };
        let w = world().with_zone();
        assert!(!is_orphan(&w, &record("Z1")));
        assert!(is_orphan(&w, &record("Z0")), "another zone took that one's place");
        assert!(is_orphan(&world(), &record("Z1")));
    }

    #[test]
    fn what_stands_on_one_server_holds_nothing_of_another() {
        let second: ServerId = "second".parse().unwrap();
        let settings = Resource::Settings { server: ServerId::MAIN, path: "/settings.py".into() };
        let unit = |server: &ServerId| Resource::Unit { server: server.clone(), path: "/unit".into() };
        let w = world().with_resource(settings).with_resource(unit(&ServerId::MAIN)).with_resource(unit(&second));
        assert!(undo(&w, Scope::default(), &unit(&ServerId::MAIN)).is_empty(), "its settings are put back first");
        assert!(!undo(&w, Scope::default(), &unit(&second)).is_empty());
    }
}
