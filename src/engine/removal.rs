//! What a teardown does to each thing that stands, and what it ends of the bill.

use crate::codes::codes;
use crate::engine::bills;
use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::goal::Scope;
use crate::engine::inventory;
use crate::engine::leftover::Leftover;
use crate::engine::op::cloud::Instance;
use crate::engine::queries::{delegation, holders, leftovers, server};
use crate::engine::resource::Resource;
use crate::engine::state::World;
use crate::site::{DomainName, ServerId};

codes! {
    /// What becomes of a thing.
    Fate {
        Deleted = "deleted",
        PutBack = "put-back",
        /// It lies on a server that stands still: nothing of it can be put back until that runs.
        NeedsServer = "needs-server",
        /// It stays on the server, for the person.
        Stays = "stays",
        /// It was there before Landfall, which only used it.
        Kept = "kept",
        /// The zone of a domain that still points at it: it stays, and bills, until the person has taken the domain away.
        Waits = "waits",
        /// The same where nobody could tell whether the domain still does.
        MayWait = "may-wait",
        /// Others use it: it stays until they do no longer.
        Held = "held",
    }
}

impl Fate {
    /// What a teardown does to this.
    pub fn of(w: &World, scope: Scope, resource: &Resource) -> Self {
        match Self::unless_held(w, scope, resource) {
            Self::Deleted if !holders::others_of(w, scope, resource).is_empty() => Self::Held,
            fate => fate,
        }
    }

    fn unless_held(w: &World, scope: Scope, resource: &Resource) -> Self {
        match resource {
            _ if scope.with_server && lies_on_server(resource) => Self::Deleted,
            _ if resource.stays() => Self::Stays,
            _ if file_on(resource).is_some_and(|id| server::stands_still(w, id)) => Self::NeedsServer,
            _ if resource.is_adopted() => Self::Kept,
            Resource::Zone { name_servers, .. } => Self::of_zone(w, scope, name_servers),
            // What stood there before, if anything did, is put back.
            Resource::Unit { .. } | Resource::Nginx { .. } | Resource::Settings { .. } => Self::PutBack,
            Resource::SideDoor { .. } | Resource::InOwnGroup { .. } => Self::PutBack,
            Resource::Record { prior: Some(_), .. } => Self::PutBack,
            Resource::EnvironmentFile { .. }
            | Resource::DropIn { .. }
            | Resource::Record { .. }
            | Resource::Certificate { .. }
            | Resource::OldCertificate { .. }
            | Resource::BalancerGroup { .. }
            | Resource::Rule { .. }
            | Resource::TargetGroup { .. }
            | Resource::Registration { .. }
            | Resource::Balancer { .. }
            | Resource::Listener { .. }
            | Resource::Redirect { .. }
            | Resource::OwnGroup { .. }
            | Resource::Elsewhere { .. }
            | Resource::Instance { .. } => Self::Deleted,
        }
    }

    fn of_zone(w: &World, scope: Scope, ours: &[DomainName]) -> Self {
        match delegation::keeps(w, scope, ours) {
            Some(false) => Self::Deleted,
            Some(true) => Self::Waits,
            None => Self::MayWait,
        }
    }
}

/// What goes with its server: nobody puts it back there.
fn lies_on_server(resource: &Resource) -> bool {
    file_on(resource).is_some() || matches!(resource, Resource::InOwnGroup { .. })
}

/// The server on which it is a file.
fn file_on(resource: &Resource) -> Option<&ServerId> {
    match resource {
        Resource::Unit { server, .. }
        | Resource::Nginx { server, .. }
        | Resource::Settings { server, .. }
        | Resource::EnvironmentFile { server, .. }
        | Resource::DropIn { server, .. } => Some(server),
        Resource::InOwnGroup { .. }
        | Resource::Zone { .. }
        | Resource::Record { .. }
        | Resource::Certificate { .. }
        | Resource::OldCertificate { .. }
        | Resource::BalancerGroup { .. }
        | Resource::Rule { .. }
        | Resource::TargetGroup { .. }
        | Resource::Registration { .. }
        | Resource::Balancer { .. }
        | Resource::Listener { .. }
        | Resource::Redirect { .. }
        | Resource::SideDoor { .. }
        | Resource::OwnGroup { .. }
        | Resource::Elsewhere { .. }
        | Resource::Instance { .. } => None,
    }
}

/// Everything that stands, in the order of the guide, and what becomes of it.
pub fn fates(w: &World, scope: Scope) -> Vec<(Fate, &Resource)> {
    let mut all: Vec<&Resource> = w.ledger.resources.values().collect();
    all.sort_by_key(|resource| resource.slot().kind().spec().step);
    all.into_iter().map(|resource| (Fate::of(w, scope, resource), resource)).collect()
}

/// The servers that go too, where that was told.
pub fn servers(w: &World, scope: Scope) -> Vec<&Instance> {
    let all = w.site.servers().filter_map(|(id, _)| server::instance(w, &id));
    all.filter(|_| scope.with_server).collect()
}

/// What one server costs with what goes with it, as far as that is known: while it runs, itself and its public address, unless that is
/// reserved (an Elastic IP); the disks that EC2 deletes together with it, whether it runs or not.
pub fn bill_of_server(w: &World, instance: &Instance) -> Bill {
    let reserved = leftovers::addresses(w).any(|elastic| elastic.instance.as_ref() == Some(&instance.id));
    let runs = bills::runs(w, instance);
    let address = runs && instance.public_address.is_some() && !reserved;
    let parts = [(Item::Instance, u32::from(runs)), (Item::InstanceAddress, u32::from(address))];
    let itself = Bill::of(&parts, Some(&instance.instance_type), PriceTable::built_in(), &w.site.region);
    let going = leftovers::volumes(w).filter(|v| v.goes_with_instance && v.attached.as_ref() == Some(&instance.id));
    let disks = going.map(|v| inventory::bill_of_leftover(w, &Leftover::Volume(v.clone())));
    Bill { lines: itself.lines.into_iter().chain(disks.flat_map(|bill| bill.lines)).collect() }
}

/// What does not bill any more after it.
pub fn ends(w: &World, scope: Scope) -> Bill {
    let things =
        fates(w, scope).into_iter().filter(|(fate, _)| *fate == Fate::Deleted).map(|(_, resource)| inventory::bill_of(w, resource));
    let servers = servers(w, scope).into_iter().map(|instance| bill_of_server(w, instance));
    Bill { lines: things.chain(servers).flat_map(|bill| bill.lines).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, a, name, world};
    use crate::engine::slot::Slot;

    #[test]
    fn what_was_there_before_is_put_back_or_kept_and_ends_nothing_of_the_bill() {
        let set = a("www.heestagram.com", [203, 0, 113, 10]);
        let record = |prior| Resource::Record { slot: Slot::Address, zone: "Z1".into(), set: set.clone(), prior, change: None };
        let fate = |w: &World, resource: &Resource| Fate::of(w, Scope::default(), resource);
        assert_eq!(fate(&world(), &record(None)), Fate::Deleted);
        assert_eq!(fate(&world(), &record(Some(set.clone()))), Fate::PutBack);
        let zone = |adopted| Resource::Zone { id: "Z1".into(), name_servers: OURS.iter().map(|n| name(n)).collect(), adopted };
        let left = || world().sees_parent(&["ns1.registrar.example"]);
        assert_eq!((fate(&left(), &zone(true)), fate(&left(), &zone(false))), (Fate::Kept, Fate::Deleted));
        let unit = Resource::Unit { server: ServerId::MAIN, path: "/a".into() };
        assert_eq!(fate(&world(), &unit), Fate::PutBack);
        let with_server = Scope { with_server: true, ..Scope::default() };
        assert_eq!(Fate::of(&world(), with_server, &unit), Fate::Deleted, "nothing is put back on a server that is terminated");
        let month = |w: &World, with_server| ends(w, Scope { with_server, ..Scope::default() }).a_month();
        assert_eq!(month(&left().with_resource(zone(true)), false), Some(0.0));
        assert_eq!(month(&left().with_resource(zone(false)), false), Some(0.5));
        let seen = world().with_resource(zone(false)).sees_instance();
        assert!(month(&seen, true).is_some_and(|all| all > 0.5), "the server goes too");
    }

    #[test]
    fn a_file_on_a_server_that_stands_still_is_not_promised_to_be_put_back() {
        use crate::engine::fixture::instance;
        use crate::engine::op::Fact;
        use crate::engine::op::cloud::{CloudFact, InstanceState};
        let unit = Resource::Unit { server: ServerId::MAIN, path: "/a".into() };
        let in_state = |state| {
            let look = server::instances_look(&world());
            let w = world().sees(look, Fact::Cloud(CloudFact::Instances(vec![Instance { state, ..instance() }])));
            let with_server = Scope { with_server: true, ..Scope::default() };
            (Fate::of(&w, Scope::default(), &unit), Fate::of(&w, with_server, &unit))
        };
        assert_eq!(in_state(InstanceState::Running), (Fate::PutBack, Fate::Deleted));
        for state in [InstanceState::Stopping, InstanceState::Stopped] {
            assert_eq!(in_state(state), (Fate::NeedsServer, Fate::Deleted), "{state}");
        }
    }

    #[test]
    fn a_server_that_stands_still_ends_only_what_its_disks_bill() {
        use crate::engine::fixture::instance;
        use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceState, Volume};
        use crate::engine::op::{Fact, Op};
        let in_state = |state| Instance { state, public_address: Some([198, 51, 100, 11].into()), ..instance() };
        let disk = Volume {
            id: "vol-1".into(),
            gib: 8,
            kind: "gp3".into(),
            attached: Some(instance().id),
            device: None,
            goes_with_instance: true,
            name: String::new(),
        };
        let seen = |state| {
            let w = world().sees(server::instances_look(&world()), Fact::Cloud(CloudFact::Instances(vec![in_state(state)])));
            let volumes = CloudOp::LookVolumes { of: vec![instance().id], remembered: vec![] };
            w.sees(Op::Cloud(volumes), Fact::Cloud(CloudFact::Volumes(vec![disk.clone()])))
        };
        let items = |w: &World, state| bill_of_server(w, &in_state(state)).lines.iter().map(|line| line.item).collect::<Vec<_>>();
        use InstanceState::{Running, Stopped, Stopping};
        assert_eq!(items(&seen(Running), Running), [Item::Instance, Item::InstanceAddress, Item::Volume]);
        for state in [Stopped, Stopping] {
            assert_eq!(items(&seen(state), state), [Item::Volume], "{state:?}");
        }
        // It was listed while it ran, and was seen to stop since.
        let look = Op::Cloud(CloudOp::LookInstanceState { instance: instance().id });
        let stopped = seen(Running).sees(look, Fact::Cloud(CloudFact::InstanceState(in_state(Stopped))));
        assert_eq!(items(&stopped, Running), [Item::Volume]);
        assert!(!inventory::bill_now(&stopped).lines.iter().any(|line| line.item == Item::Instance));
    }

    #[test]
    fn a_zone_that_the_domain_points_at_stays_and_is_not_counted_as_ended() {
        let [a, b, ..] = OURS;
        let abandons = Scope { abandon_delegation: true, ..Scope::default() };
        let table = [
            ("all of its name servers", Some(&OURS[..]), Fate::Waits),
            ("some of them beside others", Some(&[b, "ns1.registrar.example", a][..]), Fate::Waits),
            ("none of them", Some(&["ns1.registrar.example"][..]), Fate::Deleted),
            ("nobody was asked", None, Fate::MayWait),
        ];
        for (what, parent, expected) in table {
            let w = parent.map_or_else(world, |parent| world().sees_parent(parent)).with_zone();
            let told = |scope| fates(&w, scope).into_iter().map(|(fate, _)| fate).collect::<Vec<_>>();
            assert_eq!((told(Scope::default()), told(abandons)), (vec![expected], vec![Fate::Deleted]), "{what}");
            let (ends, after) = (ends(&w, Scope::default()), inventory::bill_after(&w, Scope::default()));
            let counted = if expected == Fate::Deleted { (1, 0) } else { (0, 1) };
            assert_eq!((ends.lines.len(), after.lines.len()), counted, "{what}: {after:?}");
            assert!(after.lines.iter().all(|line| line.id.as_deref() == Some("Z1")), "{after:?}");
        }
    }
}
