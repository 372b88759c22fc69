//! Step 7: the name leads to the balancer, https answers, plain http redirects, and on a yes the side door is closed.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::op::net::{HttpsAnswer, NetFact, NetOp};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{records, server, web};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::{Resource, RevokedRule};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{Part, Step, record_write};

#[derive(Debug)]
pub struct Live;

impl Step for Live {
    fn id(&self) -> StepId {
        StepId::Live
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Balancer]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        w.site.server.close_http.then(|| Part::new(Slot::SideDoor, "tcp/80")).into_iter().collect()
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Balancer) && records::held(w).is_some_and(|(_, set, _, _)| records::is_alias(set))
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        let directives: Vec<Directive> = [alias(w), visible(w), https(w), redirect(w)].map(wanted).into();
        // The alias comes first: nothing can be proven before it; the side door closes last, when https is proven.
        match directives.iter().find(|n| **n != Directive::Done) {
            None => vec![wanted(side_door(w))],
            Some(Directive::Do(_)) => directives.into_iter().take(1).collect(),
            Some(_) => directives,
        }
    }
}

fn alias(w: &World) -> Flow<()> {
    let Some(Resource::Balancer { dns_name, dns_zone, .. }) = w.resource(&Slot::Balancer) else { return Continue(()) };
    let Some((zone, set, prior, change)) = records::held(w) else { return Continue(()) };
    let value = RecordValue::Alias { target: dns_name.clone(), target_zone: dns_zone.clone(), evaluate_health: false };
    let wanted = RecordSet::plain(w.site.fqdn(), value);
    if *set == wanted {
        return record_write::in_sync(w, change);
    }
    let op = CloudOp::UpsertRecord { slot: Slot::Address, zone: zone.clone(), set: wanted, prior: prior.cloned() };
    Break(Directive::cloud(op))
}

/// The zone's servers and the resolver tell other addresses than our servers' own.
fn visible(w: &World) -> Flow<()> {
    let look = web::address_look(w);
    let servers = server::public_addresses(w).unwrap_or_default();
    let moved = |found: &[std::net::Ipv4Addr]| !found.is_empty() && !found.iter().any(|a| servers.contains(a));
    match w.observed.net(&look) {
        Some(NetFact::Address(seen)) if web::everybody_answers(seen, moved) => Continue(()),
        _ => Break(Directive::Poll(Op::Net(look), PollPolicy::ADDRESS)),
    }
}

fn https(w: &World) -> Flow<()> {
    let proven = |a: &HttpsAnswer| a.distrust.is_none() && web::answers(a.status);
    match web::https_answer(w) {
        Some(answer) if proven(answer) => Continue(()),
        _ => Break(Directive::Poll(Op::Net(NetOp::Https { name: w.site.fqdn() }), PollPolicy::VISIT)),
    }
}

fn redirect(w: &World) -> Flow<()> {
    if !w.site.balancer.redirect_http {
        return Continue(());
    }
    let op = NetOp::Http { name: w.site.fqdn() };
    let to_https = |l: &Option<String>| l.as_ref().is_some_and(|l| l.starts_with("https://"));
    match w.observed.net(&op) {
        Some(NetFact::Http(a)) if (301..=308).contains(&a.status) && to_https(&a.location) => Continue(()),
        _ => Break(Directive::Poll(Op::Net(op), PollPolicy::VISIT)),
    }
}

/// The world's way to the servers past the balancer.
fn side_door(w: &World) -> Flow<()> {
    let close = |op: &Op| matches!(op, Op::Cloud(CloudOp::CloseSideDoor { .. }));
    // Begun and cut off: what it revoked already is in no look, only in its record.
    if let Some((_, begun)) = w.ledger.pending_on(&Slot::SideDoor)
        && close(&begun.op)
    {
        return Break(Directive::Do(begun.op.clone()));
    }
    if !w.site.server.close_http || w.observed.has_done(close) {
        return Continue(());
    }
    let mut groups = Vec::new();
    for (id, _) in w.site.servers() {
        let unknown = || Directive::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, ""));
        groups.extend(need(server::instance(w, &id), unknown)?.groups.clone());
    }
    let open = w.observed.world_rules_on_80(&groups);
    let mut rules: Vec<RevokedRule> = open.into_iter().filter_map(|(group, rule)| revoked(group, rule)).collect();
    if rules.is_empty() {
        return Continue(());
    }
    // A teardown that was cut off opened some again: those that it did not stay on the list.
    let closed = still_closed(w, &rules);
    rules.extend(closed);
    Break(Directive::cloud(CloudOp::CloseSideDoor { rules }))
}

/// The rules that the ledger says were revoked and that do not stand open.
fn still_closed(w: &World, open: &[RevokedRule]) -> Vec<RevokedRule> {
    let Some(Resource::SideDoor { revoked }) = w.resource(&Slot::SideDoor) else { return Vec::new() };
    let stands = |r: &RevokedRule| open.iter().any(|o| (&o.group, &o.cidr) == (&r.group, &r.cidr));
    revoked.iter().filter(|r| !stands(r)).cloned().collect()
}

fn revoked(group: &crate::engine::op::cloud::Group, rule: &crate::engine::op::cloud::Rule) -> Option<RevokedRule> {
    let crate::engine::op::cloud::RuleSource::Cidr(cidr) = &rule.source else { return None };
    Some(RevokedRule {
        group: group.id.clone(),
        rule: rule.id.clone(),
        from_port: 80,
        to_port: 80,
        cidr: cidr.clone(),
        description: rule.description.clone(),
    })
}
