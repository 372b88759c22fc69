//! What a teardown does to each thing that stands, and what it ends of the bill.

use crate::codes::codes;
use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::goal::Scope;
use crate::engine::inventory;
use crate::engine::leftover::Leftover;
use crate::engine::op::cloud::Instance;
use crate::engine::queries::{leftovers, server};
use crate::engine::resource::Resource;
use crate::engine::state::World;

codes! {
    /// What becomes of a thing.
    Fate {
        Deleted = "deleted",
        PutBack = "put-back",
        /// It stays on the server, for the person.
        Stays = "stays",
        /// It was there before Landfall, which only used it.
        Kept = "kept",
    }
}

impl Fate {
    /// What a teardown does to this.
    pub fn of(resource: &Resource) -> Self {
        match resource {
            _ if resource.stays() => Self::Stays,
            Resource::Zone { adopted: true, .. } => Self::Kept,
            // What stood there before, if anything did, is put back.
            Resource::Unit { .. } | Resource::Nginx { .. } | Resource::Settings { .. } => Self::PutBack,
            Resource::SideDoor { .. } | Resource::InOwnGroup { .. } => Self::PutBack,
            Resource::Record { prior: Some(_), .. } => Self::PutBack,
            Resource::EnvironmentFile { .. }
            | Resource::DropIn { .. }
            | Resource::Zone { .. }
            | Resource::Record { .. }
            | Resource::Certificate { .. }
            | Resource::BalancerGroup { .. }
            | Resource::Rule { .. }
            | Resource::TargetGroup { .. }
            | Resource::Registration { .. }
            | Resource::Balancer { .. }
            | Resource::Listener { .. }
            | Resource::OwnGroup { .. }
            | Resource::Elsewhere { .. }
            | Resource::Instance { .. } => Self::Deleted,
        }
    }
}

/// Everything that stands, in the order of the guide, and what becomes of it.
pub fn fates(w: &World) -> Vec<(Fate, &Resource)> {
    let mut all: Vec<&Resource> = w.ledger.resources.values().collect();
    all.sort_by_key(|resource| resource.slot().kind().spec().step);
    all.into_iter().map(|resource| (Fate::of(resource), resource)).collect()
}

/// The servers that go too, where that was told.
pub fn servers(w: &World, scope: Scope) -> Vec<&Instance> {
    let all = w.site.servers().filter_map(|(id, _)| server::instance(w, &id));
    all.filter(|_| scope.with_server).collect()
}

/// What one server costs with what goes with it, as far as that is known: its public address, unless that is reserved (an Elastic IP), and
/// the disks that EC2 deletes together with it.
pub fn bill_of_server(w: &World, instance: &Instance) -> Bill {
    let reserved = leftovers::addresses(w).any(|elastic| elastic.instance.as_ref() == Some(&instance.id));
    let parts = [(Item::Instance, 1), (Item::InstanceAddress, u32::from(instance.public_address.is_some() && !reserved))];
    let itself = Bill::of(&parts, Some(&instance.instance_type), PriceTable::built_in(), &w.site.region);
    let going = leftovers::volumes(w).filter(|v| v.goes_with_instance && v.attached.as_ref() == Some(&instance.id));
    let disks = going.map(|v| inventory::bill_of_leftover(w, &Leftover::Volume(v.clone())));
    Bill { lines: itself.lines.into_iter().chain(disks.flat_map(|bill| bill.lines)).collect() }
}

/// What does not bill any more after it.
pub fn ends(w: &World, scope: Scope) -> Bill {
    let things = fates(w).into_iter().filter(|(fate, _)| *fate == Fate::Deleted).map(|(_, resource)| inventory::bill_of(w, resource));
    let servers = servers(w, scope).into_iter().map(|instance| bill_of_server(w, instance));
    Bill { lines: things.chain(servers).flat_map(|bill| bill.lines).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{a, world};
    use crate::engine::slot::Slot;
    use crate::site::ServerId;

    #[test]
    fn what_was_there_before_is_put_back_or_kept_and_ends_nothing_of_the_bill() {
        let set = a("www.heestagram.com", [203, 0, 113, 10]);
        let record = |prior| Resource::Record { slot: Slot::Address, zone: "Z1".into(), set: set.clone(), prior, change: None };
        assert_eq!(Fate::of(&record(None)), Fate::Deleted);
        assert_eq!(Fate::of(&record(Some(set.clone()))), Fate::PutBack);
        let zone = |adopted| Resource::Zone { id: "Z1".into(), name_servers: vec![], adopted };
        assert_eq!((Fate::of(&zone(true)), Fate::of(&zone(false))), (Fate::Kept, Fate::Deleted));
        assert_eq!(Fate::of(&Resource::Unit { server: ServerId::MAIN, path: "/a".into() }), Fate::PutBack);
        let month = |w: &World, with_server| ends(w, Scope { with_server, ..Scope::default() }).a_month();
        assert_eq!(month(&world().with_resource(zone(true)), false), Some(0.0));
        assert_eq!(month(&world().with_resource(zone(false)), false), Some(0.5));
        let seen = world().with_resource(zone(false)).sees_instance();
        assert!(month(&seen, true).is_some_and(|all| all > 0.5), "the server goes too");
    }
}
