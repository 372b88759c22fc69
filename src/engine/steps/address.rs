//! Step 4: the A record to the servers, and the name in `ALLOWED_HOSTS`; 400 becomes 200.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::ZoneId;
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::op::host::{AppPaths, HostOp, SettingsPlan};
use crate::engine::op::net::{NetFact, NetOp};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{delegation, records, server, service, web, zone};
use crate::engine::question::{Answer, Question};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::slots;
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::service::service_state;
use crate::engine::steps::{Part, Step, record_write};
use crate::site::ServerId;

/// The TTL of the A record in seconds: the console's own default.
const TTL: u32 = 300;

#[derive(Debug)]
pub struct Address;

impl Step for Address {
    fn id(&self) -> StepId {
        StepId::Address
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Domain]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        let managed = w.site.servers().filter(|(_, server)| server.manage);
        let settings = managed.map(|(id, _)| Part::new(Slot::Settings(id), "ALLOWED_HOSTS"));
        [Part::new(Slot::Address, w.site.fqdn().as_str())].into_iter().chain(settings).collect()
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Zone)
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        // The record and the settings need nothing from each other.
        let managed = w.site.servers().filter(|(_, server)| server.manage);
        let directives: Vec<Directive> = [wanted(record(w))].into_iter().chain(managed.map(|(id, _)| wanted(settings(w, &id)))).collect();
        if directives.iter().all(|n| *n == Directive::Done) { vec![wanted(proof(w))] } else { directives }
    }
}

fn no_address() -> Directive {
    Directive::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, ""))
}

fn record(w: &World) -> Flow<()> {
    let (zone, _) = need(zone::held(w), || Directive::cloud(CloudOp::EnsureZone { domain: w.site.domain.clone() }))?;
    let addresses = need(server::public_addresses(w), no_address)?;
    let ours = RecordSet::plain(w.site.fqdn(), RecordValue::A { ttl: TTL, addresses });
    match records::held(w) {
        Some((_, set, _, change)) if records::is_alias(set) || *set == ours => record_write::in_sync(w, change),
        Some((_, _, prior, _)) => upsert(zone, ours, prior.cloned()),
        None => first_write(w, zone, ours),
    }
}

fn first_write(w: &World, zone: &ZoneId, ours: RecordSet) -> Flow<()> {
    let standing = record_write::records_of(w, zone)?;
    if let Some(ours) = slots::records(w).into_iter().find(|r| r.slot() == Slot::Address) {
        // It is no prior value of somebody's: the journal that knew it was lost.
        return Break(Directive::Note(JournalEntry::Adopted { at: w.now, resource: Box::new(ours) }));
    }
    let prior = record_write::prior(w, standing, &ours)?;
    upsert(zone, ours, prior)
}

fn upsert(zone: &ZoneId, set: RecordSet, prior: Option<RecordSet>) -> Flow<()> {
    Break(Directive::cloud(CloudOp::UpsertRecord { slot: Slot::Address, zone: zone.clone(), set, prior }))
}

fn settings(w: &World, id: &ServerId) -> Flow<()> {
    if let (true, Some(Resource::Settings { path, .. })) =
        (w.answered(&Answer::RevertSettings(id.clone())), w.resource(&Slot::Settings(id.clone())))
    {
        return ask_host(w, id, HostOp::RestoreSettings { path: path.clone() });
    }
    let app = need(server::app(w, id), || Directive::Fail(Fault::person(Code::NoProject, Remedy::TellProject, "")))?;
    let names = hosts(w, id);
    let look = host_op(w, id, HostOp::LookSettings { app: app.clone(), names: names.clone() })?;
    if let Some(fault) = w.observed.failure(&look).filter(|f| matches!(f.code, Code::SettingsNotLiteral | Code::SettingsNotFound)) {
        return edited_by_hand(w, id, &names, fault);
    }
    let plan = need(w.observed.settings(&look), || Directive::Do(look.clone()))?;
    if plan.missing.is_empty() { serves(w, id) } else { agree_and_write(w, id, plan, app, names) }
}

/// The names Django must answer to on this server: the site's, the certificate's exact ones, and the private address, which the
/// balancer's health check sends as Host.
fn hosts(w: &World, id: &ServerId) -> Vec<String> {
    let exact = w.site.certificate_names().into_iter().filter(|n| n.covers(n.base()) && n.base().is_within(&w.site.domain));
    let mut names: Vec<String> = [w.site.fqdn()].into_iter().chain(exact.map(|n| n.base().clone())).map(|n| n.to_string()).collect();
    names.extend(server::instance(w, id).and_then(|i| i.private_address).map(|a| a.to_string()));
    let mut seen = Vec::new();
    names.retain(|n| {
        !seen.contains(n) && {
            seen.push(n.clone());
            true
        }
    });
    names
}

/// Settings that we cannot edit (`env.list(…)`): what counts is that Django answers to the names, however they came in.
fn edited_by_hand(w: &World, id: &ServerId, names: &[String], fault: &Fault) -> Flow<()> {
    for host in [names.first(), names.last()].into_iter().flatten() {
        let Some(state) = w.observed.service(id, &service::unit(w, id), host) else {
            return ask_host(w, id, HostOp::LookService { unit: service::unit(w, id), host: host.clone() });
        };
        if !web::answers(state.http_status) {
            return Break(Directive::Fail(fault.clone()));
        }
    }
    Continue(())
}

fn agree_and_write(w: &World, id: &ServerId, plan: &SettingsPlan, app: &AppPaths, names: Vec<String>) -> Flow<()> {
    let (diff, sha256) = (plan.diff.clone(), plan.before_sha256.clone());
    if !w.answered(&Answer::Settings { server: id.clone(), sha256: sha256.clone() }) {
        return Break(Directive::Ask(Question::Settings { server: id.clone(), path: app.settings.to_string(), diff, sha256 }));
    }
    ask_host(w, id, HostOp::WriteSettings { app: app.clone(), names, before_sha256: sha256 })
}

/// The running service answers to the name. gunicorn reads settings at its start, so it is restarted once they are written,
/// though it may answer to the name already (the private address that the health check sends may be new to it).
fn serves(w: &World, id: &ServerId) -> Flow<()> {
    let state = service_state(w, id)?;
    let restart = |op: &Op| matches!(op, Op::Host(of, _, HostOp::RestartUnit { .. }) if of == id);
    let unfinished = w.ledger.pending.values().any(|p| restart(&p.op));
    if unfinished || w.ledger.restart_due.contains(id) || (!web::answers(state.http_status) && !w.observed.has_done(restart)) {
        return ask_host(w, id, HostOp::RestartUnit { unit: service::unit(w, id) });
    }
    if web::answers(state.http_status) && service::healthy(state) && service::steady(w, id) {
        return Continue(());
    }
    if state.http_status == Some(400) && service::steady(w, id) {
        return Break(Directive::Fail(Fault::person(Code::HostStillRefused, Remedy::EditSettingsByHand, state.log.join("\n"))));
    }
    Break(Directive::Poll(need(service::look(w, id), no_address)?, PollPolicy::SERVICE))
}

fn host_op(w: &World, id: &ServerId, op: HostOp) -> Flow<Op> {
    need(server::on_host(w, id, op), no_address)
}

fn ask_host(w: &World, id: &ServerId, op: HostOp) -> Flow<()> {
    Break(Directive::Do(host_op(w, id, op)?))
}

/// From outside: the servers answer to the name, and, once the domain is delegated, the name leads to them.
fn proof(w: &World) -> Flow<()> {
    let Some((_, set, _, _)) = records::held(w) else { return Continue(()) };
    // Behind the balancer these are Live's to prove, and the side door may be closed.
    let RecordValue::A { addresses, .. } = &set.value else { return Continue(()) };
    for address in addresses {
        let direct = NetOp::DirectHttp { address: *address, host: w.site.fqdn() };
        if !matches!(w.observed.net(&direct), Some(NetFact::Http(a)) if web::answers(Some(a.status))) {
            return Break(Directive::Poll(Op::Net(direct), PollPolicy::DIRECT));
        }
    }
    if !is_delegated(w) {
        return Continue(());
    }
    let look = web::address_look(w);
    match w.observed.net(&look) {
        Some(NetFact::Address(seen)) if web::everybody_answers(seen, |found| found == addresses) => Continue(()),
        _ => Break(Directive::Poll(Op::Net(look), PollPolicy::ADDRESS)),
    }
}

fn is_delegated(w: &World) -> bool {
    let theirs = delegation::observed(w).map(|d| d.name_servers.as_slice());
    theirs.is_some_and(|theirs| zone::held(w).is_some_and(|(_, ours)| delegation::same(ours, theirs)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::world;

    #[test]
    fn django_must_know_the_exact_names_and_the_private_address() {
        let names = ["heestagram.com", "*.heestagram.com", "www.heestagram.com"];
        let w = world().with_names(&names).sees_instance();
        assert_eq!(hosts(&w, &ServerId::MAIN), ["www.heestagram.com", "heestagram.com", "172.31.0.11"]);
        assert_eq!(hosts(&world(), &ServerId::MAIN), ["www.heestagram.com"], "no instance, no private address");
    }
}
