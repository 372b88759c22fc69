//! What of ours the first burst saw: by tag, by our own caller reference, or because it follows from something ours.

use crate::engine::ids::{CertificateArn, ZoneId};
use crate::engine::op::Op;
use crate::engine::op::cloud::{Balancer, Certificate, CertificateState, CloudOp, Group, Rule, RuleSource, TargetGroup, Zone};
use crate::engine::op::host::{DropIn, EnvironmentFile};
use crate::engine::own_group::InPlaceOf;
use crate::engine::queries::{self, records as of_names, server};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::regional::Regional;
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::{Pending, World};
use crate::site::{DomainName, InstanceId, ServerId};

pub(super) fn none(_: &World) -> Vec<Resource> {
    Vec::new()
}

pub(super) fn unit(w: &World) -> Vec<Resource> {
    let path = |id: &ServerId| w.observed.survey(id).and_then(|s| s.managed_unit.clone());
    w.site.servers().filter_map(|(id, _)| path(&id).map(|path| Resource::Unit { server: id, path })).collect()
}

pub(super) fn nginx(w: &World) -> Vec<Resource> {
    let path = |id: &ServerId| w.observed.survey(id).and_then(|s| s.managed_nginx.clone());
    w.site.servers().filter_map(|(id, _)| path(&id).map(|path| Resource::Nginx { server: id, path })).collect()
}

pub(super) fn environment_file(w: &World) -> Vec<Resource> {
    let file = |id: &ServerId| w.observed.survey(id).and_then(|s| s.managed_environment.clone());
    let made = |server: ServerId, EnvironmentFile { path, names }: EnvironmentFile| Resource::EnvironmentFile { server, path, names };
    w.site.servers().filter_map(|(id, _)| file(&id).map(|file| made(id, *file))).collect()
}

pub(super) fn drop_in(w: &World) -> Vec<Resource> {
    let ours = |id: &ServerId| w.observed.survey(id).and_then(|s| s.managed_drop_in.clone());
    let made = |server: ServerId, DropIn { path, files, theirs }: DropIn| Resource::DropIn { server, path, files, theirs };
    w.site.servers().filter_map(|(id, _)| ours(&id).map(|ours| made(id, *ours))).collect()
}

pub(super) fn settings(w: &World) -> Vec<Resource> {
    let path = |id: &ServerId| w.observed.survey(id).and_then(|s| s.managed_settings.clone());
    w.site.servers().filter_map(|(id, _)| path(&id).map(|path| Resource::Settings { server: id, path })).collect()
}

pub(super) fn zone(w: &World) -> Vec<Resource> {
    zone_in_sight(w).into_iter().collect()
}

pub(super) fn certificate(w: &World) -> Vec<Resource> {
    certificate_in_sight(w).map(|c| Resource::Certificate { arn: c.arn.clone(), adopted: false }).into_iter().collect()
}

/// The load balancer and its listeners.
pub(super) fn balancer(w: &World) -> Vec<Resource> {
    let Some(balancer) = balancer_in_sight(w) else { return Vec::new() };
    [balancer_resource(balancer)].into_iter().chain(listeners(balancer)).collect()
}

/// The target group and the servers' places in it.
pub(super) fn target_group(w: &World) -> Vec<Resource> {
    let Some(group) = w.observed.target_groups().and_then(|all| all.iter().find(|t| t.tagged)) else { return Vec::new() };
    [Resource::TargetGroup { arn: group.arn.clone() }].into_iter().chain(registrations(w, group)).collect()
}

/// Ours, by tag. One that only our caller reference tells was cut off before it got its tag: a build asks for it again.
fn zone_in_sight(w: &World) -> Option<Resource> {
    let all = w.observed.zones()?;
    let ours = queries::twice::zones(w).into_iter().next().filter(|z| z.tagged || w.tearing_down());
    let found = |z: &Zone, adopted| Resource::Zone { id: z.id.clone(), name_servers: z.name_servers.clone(), adopted };
    ours.map(|z| found(z, false)).or_else(|| borrowed(w, all).map(|z| found(z, true)))
}

/// Without a journal, a zone that was adopted is known by the alias in it that leads to our balancer.
fn borrowed<'a>(w: &World, all: &'a [Zone]) -> Option<&'a Zone> {
    let leads_to_us = |s: &RecordSet| of_names::slots(w).iter().any(|(slot, name)| s.name == *name && follows(w, slot, s, true));
    all.iter().find(|z| w.tearing_down() && w.observed.records(&z.id).is_some_and(|sets| sets.iter().any(leads_to_us)))
}

/// The best certificate that bears our tag: one that can still serve the wanted names first. A teardown takes any.
fn certificate_in_sight(w: &World) -> Option<&Certificate> {
    let rank = |c: &Certificate| match c.state {
        CertificateState::Issued => 0,
        CertificateState::Pending => 1,
        CertificateState::Inactive
        | CertificateState::Expired
        | CertificateState::TimedOut
        | CertificateState::Revoked
        | CertificateState::Failed
        | CertificateState::Unknown => 2,
    };
    let fits = |c: &Certificate| rank(c) < 2 && c.spec.serves(&w.site.certificate_spec());
    let tagged = w.observed.certificates()?.iter().filter(|c| c.tagged && (w.tearing_down() || fits(c)));
    // What is on its way out does not come back in.
    let tagged = tagged.filter(|c| w.resource(&Slot::OldCertificate).is_none_or(|old| old.label() != c.arn.0));
    // Of two that two computers asked for, the one that stays.
    tagged.min_by_key(|c| (rank(c), !c.in_use, c.created.unwrap_or_default(), c.arn.clone()))
}

/// The one of ours that the listener still serves, though it is not (any more) the site's.
pub(super) fn old_certificate(w: &World) -> Vec<Resource> {
    let served: Vec<&CertificateArn> = balancer_in_sight(w).into_iter().flat_map(|b| &b.listeners).flat_map(|l| &l.certificates).collect();
    let (new, held) = (certificate_in_sight(w).map(|c| &c.arn), queries::certificate::held(w));
    let is_old = |c: &&Certificate| c.tagged && served.contains(&&c.arn) && ![new, held].contains(&Some(&c.arn));
    let all = w.observed.certificates().unwrap_or_default();
    all.iter().filter(is_old).map(|c| Resource::OldCertificate { arn: c.arn.clone() }).take(1).collect()
}

/// The rules of ours that lead from one of the site's names to the canonical one. One that somebody turned is none until it is led back.
pub(super) fn redirects(w: &World) -> Vec<Resource> {
    let listeners = balancer_in_sight(w).into_iter().flat_map(|b| &b.listeners).filter(|l| l.tagged);
    let rules = listeners.flat_map(|l| l.redirects.iter().flatten()).filter(|rule| rule.tagged && rule.to == Some(w.site.fqdn()));
    rules.filter_map(|rule| Some(Resource::Redirect { name: rule.only_name()?, arn: rule.arn.clone() })).collect()
}

fn balancer_in_sight(w: &World) -> Option<&Balancer> {
    w.observed.balancers()?.iter().find(|b| b.tagged)
}

fn balancer_resource(b: &Balancer) -> Resource {
    Resource::Balancer { arn: b.arn.clone(), dns_name: b.dns_name.clone(), dns_zone: b.dns_zone.clone(), zones: b.zones.clone() }
}

fn listeners(balancer: &Balancer) -> impl Iterator<Item = Resource> + '_ {
    [Scheme::Https, Scheme::Http].into_iter().filter_map(|door| {
        let listener = balancer.listeners.iter().find(|l| l.port == door.port() && l.tagged)?;
        Some(Resource::Listener { door, arn: listener.arn.clone() })
    })
}

fn registrations(w: &World, group: &TargetGroup) -> Vec<Resource> {
    let mut found: Vec<Resource> = Vec::new();
    for (server, _) in w.site.servers() {
        let configured = server::instance(w, &server).map(|i| i.id.clone());
        let registered = configured.clone().filter(|id| group.targets.iter().any(|t| t == id.as_str()));
        // Another target is not the server's registration; without a known server it tells who the server is.
        let free = |target: &&String| !found.iter().any(|r| r.label() == **target);
        let any = || group.targets.iter().find(free).filter(|_| configured.is_none() || w.tearing_down());
        let instance = registered.or_else(|| any().and_then(|t| t.parse::<InstanceId>().ok()));
        found.extend(instance.map(|instance| Resource::Registration { server, target_group: group.arn.clone(), instance }));
    }
    found
}

/// The balancer's group with its entrances, and the rules that let it into the servers'.
pub(super) fn groups(w: &World) -> Vec<Resource> {
    let all = w.observed.groups().unwrap_or_default();
    let Some(ours) = all.iter().find(|g| g.tagged && g.name == w.site.balancer_group_name()) else {
        return server_rules(w, all, None);
    };
    let mut found = vec![Resource::BalancerGroup { id: ours.id.clone() }];
    found.extend(entrances(ours));
    found.extend(server_rules(w, all, Some(ours)));
    found
}

fn entrances(ours: &Group) -> impl Iterator<Item = Resource> + '_ {
    [Scheme::Https, Scheme::Http].into_iter().filter_map(|door| {
        let port = Some(i32::from(door.port()));
        let world = |s: &RuleSource| matches!(s, RuleSource::Cidr(c) if c == "0.0.0.0/0");
        let rule = ours.rules.iter().find(|r| r.from_port == port && r.to_port == port && world(&r.source))?;
        Some(Resource::Rule { slot: Slot::Entrance(door), group: ours.id.clone(), id: rule.id.clone() })
    })
}

/// Our tagged rules on the servers' groups; such as let our balancer's group in, when that is known. Of several servers in one
/// group the rule is the first one's.
fn server_rules(w: &World, all: &[Group], ours: Option<&Group>) -> Vec<Resource> {
    let from_us = |s: &RuleSource| match (s, ours) {
        (RuleSource::Group(from), Some(ours)) => *from == ours.id,
        (RuleSource::Group(_), None) => true,
        _ => false,
    };
    let others = all.iter().filter(|g| ours.is_none_or(|o| o.id != g.id));
    // One for SSH is not it: it may be the only one by which its owner gets in.
    let is_it = |r: &Rule| r.tagged && from_us(&r.source) && r.covers(80);
    let rules = others.flat_map(|g| g.rules.iter().map(move |r| (g, r))).filter(|(_, r)| is_it(r));
    let mut found: Vec<Resource> = Vec::new();
    for (group, rule) in rules {
        let slot = Slot::ServerRule(server_in(w, group));
        if !found.iter().any(|r| r.slot() == slot) {
            found.push(Resource::Rule { slot, group: group.id.clone(), id: rule.id.clone() });
        }
    }
    found
}

/// The server's own group, by its name and our tag, and whether the server stands in it. Nobody knows then whether that was tried.
pub(super) fn own_group(w: &World) -> Vec<Resource> {
    let all = w.observed.groups().unwrap_or_default();
    let Some(group) = all.iter().find(|g| g.tagged && g.name == w.site.own_group_name()) else { return Vec::new() };
    let (server, own) = (server_in(w, group), group.id.clone());
    let entered = InPlaceOf::read(&group.description).zip(server::groups(w, &server)).filter(|(_, now)| now.contains(&own));
    let stands = entered.map(|(place, now)| {
        let (server, own, before) = (server.clone(), own.clone(), place.left(&now, &own, &[]));
        Resource::InOwnGroup { server, own, place, before, tried: false }
    });
    [Resource::OwnGroup { server, id: own }].into_iter().chain(stands).collect()
}

/// The first server whose instance is in this group.
fn server_in(w: &World, group: &Group) -> ServerId {
    let inside = |id: &ServerId| server::instance(w, id).is_some_and(|i| i.groups.contains(&group.id));
    w.site.servers().map(|(id, _)| id).find(inside).unwrap_or(ServerId::MAIN)
}

/// Records that follow from what is ours: an alias to our balancer, and, in a zone that we made, our certificate's CNAMEs and
/// the site's A record to the servers. In an adopted zone these may have stood before us (another certificate of the same name
/// has the same CNAME): there only what we announced is ours.
pub fn records(w: &World) -> Vec<Resource> {
    let in_ledger = w.resource(&Slot::Zone).cloned();
    let Some(Resource::Zone { id, adopted, .. }) = in_ledger.or_else(|| zone_in_sight(w)) else { return Vec::new() };
    let sets = w.observed.records(&id).unwrap_or_default();
    let named = of_names::slots(w);
    let of =
        |s: &RecordSet| named.iter().find(|(slot, name)| s.name == *name && follows(w, slot, s, adopted)).map(|(slot, _)| slot.clone());
    let address = sets.iter().filter_map(|s| Some((of(s)?, s)));
    let there = w.observed.elsewhere().into_iter().flat_map(|told| told.certificates.iter().filter(|c| c.tagged));
    let proofs: Vec<&RecordSet> = certificate_in_sight(w).into_iter().chain(there).flat_map(|c| c.records.iter()).collect();
    let proves = |s: &&RecordSet| same_cname(&proofs, s) && (!adopted || announced(w, &Slot::Validation(s.name.clone()), s));
    let validation = sets.iter().filter(proves).map(|s| (Slot::Validation(s.name.clone()), s));
    address.chain(validation).map(|(slot, set)| record(w, slot, &id, set)).collect()
}

fn record(w: &World, slot: Slot, zone: &ZoneId, set: &RecordSet) -> Resource {
    let prior = match (w.ledger.pending_on(&slot), w.resource(&slot)) {
        (Some((_, Pending { op: Op::Cloud(CloudOp::UpsertRecord { prior, .. }), .. })), _) | (_, Some(Resource::Record { prior, .. })) => {
            prior.clone()
        }
        _ => None,
    };
    Resource::Record { slot, zone: zone.clone(), set: set.clone(), prior, change: None }
}

fn follows(w: &World, slot: &Slot, set: &RecordSet, adopted: bool) -> bool {
    match &set.value {
        RecordValue::Alias { .. } => leads_to_our_balancer(w, set),
        RecordValue::A { addresses, .. } => {
            announced(w, slot, set) || (!adopted && server::public_addresses(w).is_some_and(|all| *addresses == all))
        }
        RecordValue::Cname { .. } | RecordValue::Other { .. } => false,
    }
}

/// Whether it leads to a balancer that bears our tag, in whichever region, or that the ledger has.
pub fn leads_to_our_balancer(w: &World, set: &RecordSet) -> bool {
    let in_ledger = w.ledger.resources.values().filter_map(name_of_balancer);
    let there = w.observed.elsewhere().into_iter().flat_map(|told| told.balancers.iter().filter(|b| b.tagged));
    let in_sight = balancer_in_sight(w).into_iter().chain(there).map(|b| &b.dns_name);
    in_sight.chain(in_ledger).any(|ours| set.leads_to(ours))
}

fn name_of_balancer(resource: &Resource) -> Option<&DomainName> {
    if let Resource::Balancer { dns_name, .. } | Resource::Elsewhere { thing: Regional::Balancer { dns_name, .. }, .. } = resource {
        Some(dns_name)
    } else {
        None
    }
}

/// Whether just this record was announced for the slot, and its end is not known.
pub fn announced(w: &World, slot: &Slot, set: &RecordSet) -> bool {
    matches!(w.ledger.pending_on(slot), Some((_, Pending { op: Op::Cloud(CloudOp::UpsertRecord { set: asked, .. }), .. })) if asked == set)
}

fn same_cname(proofs: &[&RecordSet], set: &RecordSet) -> bool {
    let target = |s: &RecordSet| if let RecordValue::Cname { target, .. } = &s.value { Some(target.clone()) } else { None };
    proofs.iter().any(|t| t.name == set.name && target(t).is_some() && target(t) == target(set))
}
