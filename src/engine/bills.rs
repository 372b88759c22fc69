//! What bills, what would bill after a teardown, and by which id each thing of it is found.

use crate::engine::cost::{Bill, Item, PriceTable};
use crate::engine::goal::Scope;
use crate::engine::leftover::Leftover;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Beside, CloudOp, ElasticAddress, Instance, InstanceState, Volume, Zone};
use crate::engine::queries::{self, delegation, holders, leftovers, zone};
use crate::engine::regional::Regional;
use crate::engine::resource::Resource;
use crate::engine::state::World;

/// What one resource costs, where it stands.
pub fn bill_of(w: &World, resource: &Resource) -> Bill {
    let region = match resource {
        Resource::Elsewhere { region, .. } => region,
        _ => &w.site.region,
    };
    let bill = Bill::of(&items(resource), None, PriceTable::built_in(), region);
    match resource {
        Resource::Zone { .. } => bill.named(resource.label()),
        // Beside the site's own one it is told apart by where it stands.
        Resource::Elsewhere { region, thing } => bill.named(format!("{region} {}", thing.name())),
        _ => bill,
    }
}

/// The items of a bill that a resource stands for.
fn items(resource: &Resource) -> Vec<(Item, u32)> {
    let addresses = match resource {
        Resource::Balancer { zones, .. } | Resource::Elsewhere { thing: Regional::Balancer { zones, .. }, .. } => {
            u32::try_from(zones.len()).unwrap_or(u32::MAX)
        }
        _ => 0,
    };
    (resource.slot().kind().spec().bill)(addresses)
}

/// What these cost in the site's region; `kind`: the type of the instance or volume among them.
pub(super) fn priced(w: &World, parts: &[(Item, u32)], kind: Option<&str>) -> Bill {
    Bill::of(parts, kind, PriceTable::built_in(), &w.site.region)
}

/// What bills now: what we made or adopted, the servers with what hangs on them, and what terminated ones left behind.
pub fn bill_now(w: &World) -> Bill {
    together([bill_here(w), bill_elsewhere(w)].into_iter())
}

/// The same without what stands in another region than the site's.
pub(super) fn bill_here(w: &World) -> Bill {
    let resources = w.ledger.resources.values().filter(|r| !is_elsewhere(r)).map(|resource| bill_of(w, resource));
    let stands = |_: &Volume| true;
    together(resources.chain(servers(w)).chain(beside(w, stands, is_idle)).chain(zones_left(w)))
}

/// What bills in other regions.
pub(super) fn bill_elsewhere(w: &World) -> Bill {
    together(w.ledger.resources.values().filter(|r| is_elsewhere(r)).map(|resource| bill_of(w, resource)).chain(servers_elsewhere(w)))
}

/// The servers there that run, and what hangs on them. No teardown of this site's region ends any of it.
fn servers_elsewhere(w: &World) -> impl Iterator<Item = Bill> {
    w.observed.all_beside().into_iter().flat_map(move |told| beside_there(w, told))
}

fn beside_there(w: &World, told: &Beside) -> Vec<Bill> {
    let one = |part: (Item, u32), kind: Option<&str>, id: &dyn std::fmt::Display| {
        Bill::of(&[part], kind, PriceTable::built_in(), &told.region).named(format!("{} {id}", told.region))
    };
    let running: Vec<&Instance> = queries::beside::servers(w, told).into_iter().filter(|i| i.state == InstanceState::Running).collect();
    let own = |e: &&ElasticAddress| e.managed_by.is_none();
    let changes = |i: &&Instance| told.addresses.iter().filter(own).all(|e| i.public_address != Some(e.address));
    let servers = running.iter().flat_map(|i| {
        let address = i.public_address.filter(|_| changes(i)).map(|address| one((Item::InstanceAddress, 1), None, &address));
        std::iter::once(one((Item::Instance, 1), Some(&i.instance_type), &i.id)).chain(address)
    });
    let volumes = told.volumes.iter().map(|v| one((Item::Volume, v.gib), Some(&v.kind), &v.id));
    let elastic = told.addresses.iter().filter(own).map(|e| one((Item::IdleAddress, 1), None, &format!("{} {}", e.id, e.address)));
    let snapshots = told.snapshots.iter().map(|s| one((Item::Snapshot, s.gib), None, &s.id));
    servers.chain(elastic).chain(volumes).chain(snapshots).collect()
}

fn is_elsewhere(resource: &Resource) -> bool {
    matches!(resource, Resource::Elsewhere { .. })
}

/// What bills once a teardown of this scope is through.
pub fn bill_after(w: &World, scope: Scope) -> Bill {
    let ours = w.ledger.resources.values().filter(|r| is_kept(w, scope, r)).map(|r| bill_of(w, r));
    together(ours.chain([bill_besides(w, scope)]))
}

/// The same without what is ours and stays until the person has made its move: that, a teardown ends when it is gone on with.
pub fn bill_besides(w: &World, scope: Scope) -> Bill {
    let adopted = w.ledger.resources.values().filter(|r| matches!(r, Resource::Zone { adopted: true, .. })).map(|r| bill_of(w, r));
    let servers = servers(w).filter(|_| !scope.with_server);
    let outlives = |volume: &Volume| !(scope.with_server && volume.goes_with_instance && volume.attached.is_some());
    let idle = |w: &World, elastic: &ElasticAddress| scope.with_server || is_idle(w, elastic);
    together(adopted.chain(servers).chain(beside(w, outlives, idle)).chain(zones_left(w)).chain(servers_elsewhere(w)))
}

/// Whether a zone of ours stays after a teardown of this scope, until the person has taken the domain away.
pub fn zone_waits(w: &World, scope: Scope) -> bool {
    w.ledger.resources.values().any(|resource| is_kept(w, scope, resource))
}

/// Whether it is a zone of ours that a teardown of this scope leaves, since the domain points at it, or may, or something of others' is in it.
fn is_kept(w: &World, scope: Scope, resource: &Resource) -> bool {
    let Resource::Zone { name_servers, adopted, .. } = resource else { return false };
    let held = || !holders::others_of(w, scope, resource).is_empty();
    !adopted && (delegation::keeps(w, scope, name_servers) != Some(false) || held())
}

/// What one thing that a terminated server left behind costs.
pub fn bill_of_leftover(w: &World, leftover: &Leftover) -> Bill {
    match leftover {
        Leftover::Volume(volume) => of_volume(w, volume),
        Leftover::Address(elastic) => of_address(w, elastic),
        Leftover::Group(_) => Bill::default(),
    }
}

fn together(bills: impl Iterator<Item = Bill>) -> Bill {
    Bill { lines: bills.flat_map(|bill| bill.lines).collect() }
}

/// The servers that run, each with its public address.
fn servers(w: &World) -> impl Iterator<Item = Bill> {
    let running = leftovers::servers(w).into_iter().filter(|i| runs(w, i));
    running.flat_map(|i| {
        let itself = priced(w, &[(Item::Instance, 1)], Some(&i.instance_type)).named(&i.id);
        std::iter::once(itself).chain(i.public_address.map(|address| of_public_address(w, address)))
    })
}

/// The address with which a server runs. An Elastic IP is named as one: it bills on without the server.
fn of_public_address(w: &World, address: std::net::Ipv4Addr) -> Bill {
    let elastic = leftovers::addresses(w).find(|elastic| elastic.address == address);
    elastic.map_or_else(|| priced(w, &[(Item::InstanceAddress, 1)], None).named(address), |elastic| of_address(w, elastic))
}

/// What hangs on the servers, or is left of them: volumes, addresses that no running server has, snapshots.
fn beside(w: &World, stands: impl Fn(&Volume) -> bool, idle: impl Fn(&World, &ElasticAddress) -> bool) -> impl Iterator<Item = Bill> {
    let volumes = leftovers::volumes(w).filter(move |v| stands(v)).map(|v| of_volume(w, v));
    let addresses = leftovers::addresses(w).filter(move |e| idle(w, e)).map(|e| of_address(w, e));
    let snapshots = leftovers::snapshots(w).iter().map(|s| priced(w, &[(Item::Snapshot, s.gib)], None).named(&s.id));
    volumes.chain(addresses).chain(snapshots)
}

fn of_volume(w: &World, volume: &Volume) -> Bill {
    priced(w, &[(Item::Volume, volume.gib)], Some(&volume.kind)).named(&volume.id)
}

fn of_address(w: &World, elastic: &ElasticAddress) -> Bill {
    priced(w, &[(Item::IdleAddress, 1)], None).named(format!("{} {}", elastic.id, elastic.address))
}

/// Whether no server of the site's runs with it: one that does is billed with its server.
fn is_idle(w: &World, elastic: &ElasticAddress) -> bool {
    let has_it = |i: &&Instance| runs(w, i) && i.public_address == Some(elastic.address);
    !leftovers::servers(w).iter().any(has_it)
}

/// Whether an instance bills by itself: one that stands still bills only by its disks and its reserved address.
pub(super) fn runs(w: &World, instance: &Instance) -> bool {
    queries::paused::state(w, &instance.id).unwrap_or(instance.state) == InstanceState::Running
}

/// Zones of the domain that a teardown leaves: they were there before, or are the person's own.
fn zones_left(w: &World) -> impl Iterator<Item = Bill> {
    let over = w.ledger.closed || w.tearing_down();
    let held = |zone: &Zone| zone::held(w).is_some_and(|(id, _)| *id == zone.id);
    let deleted = |zone: &Zone| {
        let delete = Op::Cloud(CloudOp::DeleteZone { zone: zone.id.clone() });
        w.observed.has_done(|done| *done == delete)
    };
    let left = w.observed.zones().unwrap_or_default().iter().filter(move |zone| over && !held(zone) && !deleted(zone));
    left.map(|zone| priced(w, &[(Item::Zone, 1)], None).named(&zone.id))
}
