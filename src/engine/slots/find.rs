//! What of ours the first burst saw: by tag, by our own caller reference, or because it follows from something ours.

use crate::engine::ids::ZoneId;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Balancer, Certificate, CertificateState, CloudOp, Group, RuleSource, TargetGroup, Zone};
use crate::engine::queries::{self, server, service};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::{Door, Slot};
use crate::engine::state::{Pending, World};
use crate::site::InstanceId;

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
pub(in crate::engine) fn certificate(w: &World) -> Option<&Certificate> {
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
pub(in crate::engine) fn records(w: &World) -> Vec<Resource> {
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
pub(in crate::engine) fn announced(w: &World, slot: &Slot, set: &RecordSet) -> bool {
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
