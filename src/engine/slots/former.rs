//! How slots were found, recognised and undone before the table, for one commit: the crash suite compares both.
#![allow(clippy::wildcard_enum_match_arm, missing_docs)]

use crate::engine::directive::{Next, On};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Scope;
use crate::engine::ids::ZoneId;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Balancer, Certificate, CertificateState, CloudOp, Group, InstanceState, RuleSource, TargetGroup, Zone};
use crate::engine::op::host::HostOp;
use crate::engine::poll::Every;
use crate::engine::queries::{self, delegation, server, service};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::{Door, Slot};
use crate::engine::state::{Pending, Record, World};
use crate::site::{DomainName, InstanceId};

/// Everything of ours in sight, at most one a slot.
pub fn found(w: &World) -> Vec<Resource> {
    let mut all = Vec::new();
    all.extend(zone(w));
    all.extend(certificate(w).map(|c| Resource::Certificate { arn: c.arn.clone() }));
    if let Some(balancer) = balancer(w) {
        all.push(balancer_resource(balancer));
        all.extend(listeners(balancer));
    }
    if let Some(group) = target_group(w) {
        all.push(Resource::TargetGroup { arn: group.arn.clone() });
        all.extend(registration(w, group));
    }
    all.extend(groups(w));
    all.extend(records(w));
    all.extend(on_server(w));
    all
}

/// Whether this resource is in sight; `None`: the looks of this run do not tell.
pub fn stands(w: &World, resource: &Resource) -> Option<bool> {
    Some(match resource {
        Resource::Zone { id, .. } => w.seen.zones()?.iter().any(|z| z.id == *id),
        Resource::Certificate { arn } => w.seen.certificates()?.iter().any(|c| c.arn == *arn),
        Resource::Balancer { arn, .. } => w.seen.balancers()?.iter().any(|b| b.arn == *arn),
        Resource::Listener { arn, .. } => w.seen.balancers()?.iter().any(|b| b.listeners.iter().any(|l| l.arn == *arn)),
        Resource::TargetGroup { arn } => w.seen.target_groups()?.iter().any(|t| t.arn == *arn),
        Resource::Registration { target_group, instance } => {
            let group = w.seen.target_groups()?.iter().find(|t| t.arn == *target_group)?;
            group.targets.iter().any(|t| t == instance.as_str())
        }
        Resource::BalancerGroup { id } => w.seen.groups()?.iter().any(|g| g.id == *id),
        Resource::Rule { group, id, .. } => match w.seen.groups()?.iter().find(|g| g.id == *group) {
            Some(group) => group.rules.iter().any(|r| r.id == *id),
            None => false,
        },
        Resource::Record { zone, set, .. } => {
            w.seen.records(zone)?.iter().any(|s| s.name == set.name && s.value.kind() == set.value.kind())
        }
        Resource::Unit { .. } => service::unit_written(w).is_some() || w.seen.survey()?.managed_unit.is_some(),
        Resource::Settings { .. } => w.seen.survey()?.managed_settings.is_some(),
        Resource::SideDoor { .. } | Resource::Instance { .. } => return None,
    })
}

/// Ours, by tag. One that only our caller reference tells was cut off before it got its tag: a build asks for it again.
fn zone(w: &World) -> Option<Resource> {
    let all = w.seen.zones()?;
    let ours = all.iter().find(|z| z.tagged || (w.tearing_down() && queries::zone::is_ours(w, z)));
    let found = |z: &Zone, adopted| Resource::Zone { id: z.id.clone(), name_servers: z.name_servers.clone(), adopted };
    ours.map(|z| found(z, false)).or_else(|| borrowed(w, all).map(|z| found(z, true)))
}

/// Without a journal, a zone that was adopted is known by the alias in it that leads to our balancer.
fn borrowed<'a>(w: &World, all: &'a [Zone]) -> Option<&'a Zone> {
    let leads_to_us = |s: &RecordSet| s.name == w.site.fqdn() && follows(w, s, true);
    all.iter().find(|z| w.tearing_down() && w.seen.records(&z.id).is_some_and(|sets| sets.iter().any(leads_to_us)))
}

/// The best certificate that bears our tag: one that can still serve the wanted names first. A teardown takes any.
fn certificate(w: &World) -> Option<&Certificate> {
    let wanted: Vec<String> = w.site.certificate_names().iter().map(ToString::to_string).collect();
    let rank = |c: &Certificate| match c.state {
        CertificateState::Issued => 0,
        CertificateState::Pending => 1,
        _ => 2,
    };
    let fits =
        |c: &Certificate| rank(c) < 2 && wanted.iter().all(|n| c.names.contains(n)) && c.validation == Some(w.site.certificate.validation);
    let tagged = w.seen.certificates()?.iter().filter(|c| c.tagged && (w.tearing_down() || fits(c)));
    tagged.min_by_key(|c| (rank(c), c.arn.clone()))
}

fn balancer(w: &World) -> Option<&Balancer> {
    w.seen.balancers()?.iter().find(|b| b.tagged)
}

fn balancer_resource(b: &Balancer) -> Resource {
    Resource::Balancer { arn: b.arn.clone(), dns_name: b.dns_name.clone(), dns_zone: b.dns_zone.clone(), zones: b.zones.clone() }
}

fn listeners(balancer: &Balancer) -> impl Iterator<Item = Resource> + '_ {
    [Door::Https, Door::Http].into_iter().filter_map(|door| {
        let listener = balancer.listeners.iter().find(|l| l.port == door.port() && l.tagged)?;
        Some(Resource::Listener { door, arn: listener.arn.clone() })
    })
}

fn target_group(w: &World) -> Option<&TargetGroup> {
    w.seen.target_groups()?.iter().find(|t| t.tagged)
}

fn registration(w: &World, group: &TargetGroup) -> Option<Resource> {
    let server = server::instance(w).map(|i| i.id.clone());
    let registered = server.clone().filter(|id| group.targets.iter().any(|t| t == id.as_str()));
    // Another target is not the server's registration; without a told server it tells who the server is.
    let any = || group.targets.first().filter(|_| server.is_none() || w.tearing_down()).and_then(|t| t.parse::<InstanceId>().ok());
    Some(Resource::Registration { target_group: group.arn.clone(), instance: registered.or_else(any)? })
}

fn groups(w: &World) -> Vec<Resource> {
    let all = w.seen.groups().unwrap_or_default();
    let Some(ours) = all.iter().find(|g| g.tagged && g.name == w.site.balancer_group_name()) else {
        return server_rule(all, None).into_iter().collect();
    };
    let mut found = vec![Resource::BalancerGroup { id: ours.id.clone() }];
    found.extend(entrances(ours));
    found.extend(server_rule(all, Some(ours)));
    found
}

fn entrances(ours: &Group) -> impl Iterator<Item = Resource> + '_ {
    [Door::Https, Door::Http].into_iter().filter_map(|door| {
        let port = Some(i32::from(door.port()));
        let world = |s: &RuleSource| matches!(s, RuleSource::Cidr(c) if c == "0.0.0.0/0");
        let rule = ours.rules.iter().find(|r| r.from_port == port && r.to_port == port && world(&r.source))?;
        Some(Resource::Rule { slot: Slot::Entrance(door), group: ours.id.clone(), id: rule.id.clone() })
    })
}

/// Our tagged rule on the server's group; one that lets our balancer's group in, when that is known.
fn server_rule(all: &[Group], ours: Option<&Group>) -> Option<Resource> {
    let from_us = |s: &RuleSource| match (s, ours) {
        (RuleSource::Group(from), Some(ours)) => *from == ours.id,
        (RuleSource::Group(_), None) => true,
        _ => false,
    };
    let others = all.iter().filter(|g| ours.is_none_or(|o| o.id != g.id));
    others.flat_map(|g| g.rules.iter().map(move |r| (g, r))).find(|(_, r)| r.tagged && from_us(&r.source)).map(|(g, r)| Resource::Rule {
        slot: Slot::ServerRule,
        group: g.id.clone(),
        id: r.id.clone(),
    })
}

/// Records that follow from what is ours: an alias to our balancer, and, in a zone that we made, our certificate's CNAMEs and
/// the site's A record to the server. In an adopted zone these may have stood before us (another certificate of the same name
/// has the same CNAME): there only what we announced is ours.
fn records(w: &World) -> Vec<Resource> {
    let in_ledger = w.resource(&Slot::Zone).cloned();
    let Some(Resource::Zone { id, adopted, .. }) = in_ledger.or_else(|| zone(w)) else { return Vec::new() };
    let sets = w.seen.records(&id).unwrap_or_default();
    let address = sets.iter().filter(|s| s.name == w.site.fqdn() && follows(w, s, adopted)).map(|s| (Slot::Address, s));
    let told: Vec<&RecordSet> = certificate(w).map(|c| c.records.iter().collect()).unwrap_or_default();
    let proves = |s: &&RecordSet| same_cname(&told, s) && (!adopted || announced(w, &Slot::Validation(s.name.clone()), s));
    let validation = sets.iter().filter(proves).map(|s| (Slot::Validation(s.name.clone()), s));
    address.chain(validation).map(|(slot, set)| record(w, slot, &id, set)).collect()
}

fn record(w: &World, slot: Slot, zone: &ZoneId, set: &RecordSet) -> Resource {
    let announced = w.ledger.pending_on(&slot).and_then(|(_, p)| match &p.op {
        Op::Cloud(CloudOp::UpsertRecord { prior, .. }) => prior.clone(),
        _ => None,
    });
    Resource::Record { slot, zone: zone.clone(), set: set.clone(), prior: announced, change: None }
}

fn follows(w: &World, set: &RecordSet, adopted: bool) -> bool {
    match &set.value {
        RecordValue::Alias { target, .. } => {
            balancer(w).is_some_and(|b| b.dns_name == *target)
                || matches!(w.resource(&Slot::Balancer), Some(Resource::Balancer { dns_name, .. }) if dns_name == target)
        }
        RecordValue::A { addresses, .. } => {
            announced(w, &Slot::Address, set) || (!adopted && server::public_address(w).is_some_and(|a| *addresses == [a]))
        }
        _ => false,
    }
}

/// Whether just this record was announced for the slot, and its end is not known.
fn announced(w: &World, slot: &Slot, set: &RecordSet) -> bool {
    matches!(w.ledger.pending_on(slot), Some((_, Pending { op: Op::Cloud(CloudOp::UpsertRecord { set: asked, .. }), .. })) if asked == set)
}

fn same_cname(told: &[&RecordSet], set: &RecordSet) -> bool {
    let target = |s: &RecordSet| match &s.value {
        RecordValue::Cname { target, .. } => Some(target.clone()),
        _ => None,
    };
    told.iter().any(|t| t.name == set.name && target(t).is_some() && target(t) == target(set))
}

fn on_server(w: &World) -> Vec<Resource> {
    let Some(survey) = w.seen.survey() else { return Vec::new() };
    let unit = survey.managed_unit.iter().map(|path| Resource::Unit { path: path.clone() });
    unit.chain(survey.managed_settings.iter().map(|path| Resource::Settings { path: path.clone() })).collect()
}

/// What takes this resource away now; nothing while something else must go first.
pub fn undo(w: &World, scope: Scope, resource: &Resource) -> Vec<Next> {
    let slot = resource.slot();
    if goes_with_its_parent(&slot) {
        return if parent_gone(w, &slot) { vec![Next::Note(Record::Forgotten { at: w.now, slot })] } else { Vec::new() };
    }
    if holders(&slot).iter().any(|holder| holds(w, holder)) || zone_still_holds(w, &slot) {
        return Vec::new();
    }
    match resource {
        Resource::Zone { adopted: true, .. } => vec![Next::Note(Record::Forgotten { at: w.now, slot })],
        Resource::Zone { id, name_servers, .. } => delete_zone(w, scope, id, name_servers),
        Resource::Unit { .. } | Resource::Settings { .. } => undo_on_server(w, scope, resource).into_iter().collect(),
        _ => cloud_op(resource).map(|op| Next::Do(Op::Cloud(op))).into_iter().collect(),
    }
}

fn goes_with_its_parent(slot: &Slot) -> bool {
    matches!(slot, Slot::Entrance(_) | Slot::Registration | Slot::Listener(_))
}

fn parent_gone(w: &World, slot: &Slot) -> bool {
    parent(slot).is_none_or(|p| !w.holds(&p))
}

/// The slots that must be empty before this one is emptied (facts: teardown order).
fn holders(slot: &Slot) -> &'static [Slot] {
    match slot {
        Slot::Address => &[Slot::SideDoor],
        Slot::Unit => &[Slot::Settings],
        Slot::Balancer => &[Slot::Address],
        Slot::TargetGroup | Slot::ServerRule | Slot::Certificate => &[Slot::Balancer],
        Slot::BalancerGroup => &[Slot::Balancer, Slot::ServerRule],
        Slot::Validation(_) => &[Slot::Certificate],
        _ => &[],
    }
}

fn holds(w: &World, slot: &Slot) -> bool {
    w.holds(slot)
}

/// The zone goes when everything else is gone.
fn zone_still_holds(w: &World, slot: &Slot) -> bool {
    *slot == Slot::Zone && w.ledger.resources.keys().any(|s| !matches!(s, Slot::Zone | Slot::Instance))
}

fn cloud_op(resource: &Resource) -> Option<CloudOp> {
    Some(match resource.clone() {
        Resource::Record { slot, zone, set, prior, .. } => CloudOp::RestoreRecord { slot, zone, set, prior },
        Resource::Certificate { arn } => CloudOp::DeleteCertificate { arn },
        Resource::BalancerGroup { id } => CloudOp::DeleteBalancerGroup { group: id },
        Resource::Rule { slot, group, id } => CloudOp::DeleteRule { slot, group, rule: id },
        Resource::TargetGroup { arn } => CloudOp::DeleteTargetGroup { arn },
        Resource::Balancer { arn, .. } => CloudOp::DeleteBalancer { arn },
        Resource::SideDoor { revoked } => CloudOp::ReopenSideDoor { rules: revoked },
        _ => return None,
    })
}

fn undo_on_server(w: &World, scope: Scope, resource: &Resource) -> Option<Next> {
    let slot = resource.slot();
    if scope.with_server || server_gone(w) {
        return Some(Next::Note(Record::Forgotten { at: w.now, slot }));
    }
    let op = match resource {
        Resource::Unit { path } => HostOp::RestoreUnit { path: path.clone() },
        Resource::Settings { path } => HostOp::RestoreSettings { path: path.clone() },
        _ => return None,
    };
    let unreachable = || Next::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, resource.label()));
    Some(server::on_host(w, op).map_or_else(unreachable, Next::Do))
}

/// Its files went with it. AWS shows a terminated instance for an hour; then the one that was told is missing.
fn server_gone(w: &World) -> bool {
    match server::instance(w) {
        Some(instance) => matches!(instance.state, InstanceState::Terminated | InstanceState::ShuttingDown),
        None => w.seen.instances().is_some() && server::is_chosen(w),
    }
}

/// A zone that the parent still points at is kept: whoever is given its servers next could take the name over. The parent is
/// asked until it no longer does.
fn delete_zone(w: &World, scope: Scope, id: &ZoneId, ours: &[DomainName]) -> Vec<Next> {
    let free = |theirs: &[DomainName]| !theirs.iter().any(|t| ours.contains(t));
    let told = delegation::observed(w);
    if scope.abandon_delegation || told.is_some_and(|d| free(&d.name_servers)) {
        return vec![Next::Do(Op::Cloud(CloudOp::DeleteZone { zone: id.clone() }))];
    }
    let old = w.ledger.old_name_servers.clone();
    let back = Next::Wait(On::HandBack { domain: w.site.domain.clone(), ours: ours.to_vec(), old });
    let mut nexts = vec![Next::Poll(delegation::look(w), Every::DELEGATION)];
    nexts.extend(told.map(|_| back));
    nexts
}

/// What this write may have taken away or overwritten, no look tells: teardown must put it back, and finds nothing to do if
/// it did not happen.
pub fn taken_away(op: &Op) -> Option<Resource> {
    Some(match op {
        Op::Host(_, HostOp::WriteUnit { unit, .. }) => Resource::Unit { path: unit.path() },
        Op::Host(_, HostOp::WriteSettings { app, .. }) => Resource::Settings { path: app.settings.to_string() },
        Op::Cloud(CloudOp::CloseSideDoor { rules }) => Resource::SideDoor { revoked: rules.clone() },
        _ => return None,
    })
}

/// The slot whose resource takes this one with it when it goes.
pub fn parent(slot: &Slot) -> Option<Slot> {
    match slot {
        Slot::Address | Slot::Validation(_) => Some(Slot::Zone),
        Slot::Entrance(_) => Some(Slot::BalancerGroup),
        Slot::Registration => Some(Slot::TargetGroup),
        Slot::Listener(_) => Some(Slot::Balancer),
        _ => None,
    }
}

pub fn orphan(w: &World, slot: &Slot) -> bool {
    parent(slot).is_some_and(|p| !w.holds(&p))
}

pub fn parent_vanished(w: &World, slot: &Slot) -> bool {
    let parent = parent(slot).and_then(|p| w.resource(&p));
    parent.is_some_and(|p| stands(w, p) == Some(false))
}
