//! What bills by the hour goes, in an order in which visitors are sent nowhere that is gone already; the zone, the delegation and the
//! certificate stay. First it is looked at whether visitors would still be served: by http alone.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::{PauseScope, Scope};
use crate::engine::ids::{ChangeId, GroupId};
use crate::engine::op::cloud::{CloudOp, InstanceState};
use crate::engine::op::net::NetFact;
use crate::engine::op::{Fact, Op};
use crate::engine::passes::{past_balancer, refresh, wake};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::port_eighty::{self, Door};
use crate::engine::queries::records::Held;
use crate::engine::queries::side_door::{self, Lets};
use crate::engine::queries::{delegation, dns_elsewhere, paused, records, server, web};
use crate::engine::question::{Answer, PauseOffer, Question};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::{Resource, RevokedRule};
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::slots;
use crate::engine::state::{JournalEntry, World};
use crate::engine::steps;
use crate::site::{InstanceId, ServerId};

pub fn directives(w: &World, asked: PauseScope) -> Vec<Directive> {
    // What was begun is gone on with as it was agreed to.
    let begun = w.ledger.pause.filter(|pause| !pause.through && pause.scope.covers(asked));
    let scope = begun.map_or(asked, |pause| pause.scope);
    if over(w, scope) {
        return vec![Directive::Done];
    }
    // The server only when told, by this run too.
    if scope.stop_server && !asked.stop_server && !w.observed.pause_agreed {
        return match offer(w, scope) {
            Continue(offer) => vec![Directive::Ask(Question::Pause(Box::new(PauseOffer { begun: true, ..offer })))],
            Break(next) => vec![next],
        };
    }
    if let Break(next) = before(w, scope) {
        return vec![next];
    }
    if let Break(next) = led_back(w, scope) {
        return vec![next];
    }
    let goes = taken_down(w);
    if !goes.is_empty() {
        return goes;
    }
    let stops = if scope.stop_server { stopped(w) } else { Vec::new() };
    if stops.is_empty() { vec![Directive::Note(JournalEntry::Paused { at: w.now })] } else { stops }
}

/// It is paused as far as this, and nothing that bills by the hour stands again.
fn over(w: &World, scope: PauseScope) -> bool {
    let through = w.ledger.pause.is_some_and(|pause| pause.through && pause.scope.covers(scope));
    let rest = || w.site.servers().all(|(id, _)| paused::rests(w, &id));
    through && !w.holds(&Slot::Balancer) && (!scope.stop_server || rest())
}

/// Everything that is looked at, asked and agreed to before anything is changed.
fn before(w: &World, scope: PauseScope) -> Flow<()> {
    if dns_elsewhere::is(w) {
        return Break(Directive::Fail(Fault::person(Code::PauseDnsElsewhere, Remedy::TakeDownInstead, w.site.fqdn().as_str())));
    }
    let begun = w.ledger.pause.is_some_and(|pause| !pause.through && pause.scope.covers(scope));
    if !begun && !w.holds(&Slot::Balancer) && (!scope.stop_server || all_rest(w)) {
        return Break(Directive::Fail(Fault::person(Code::NothingToPause, Remedy::LeaveUnpaused, "")));
    }
    if paused::leads_to_balancer(w) {
        past_balancer::serves(w)?;
    }
    let balancer = w.resource(&Slot::Balancer);
    if let Some(undecided) = balancer.and_then(|balancer| slots::undecided(w, balancer)) {
        return Break(undecided);
    }
    if !scope.stop_server && paused::leads_to_balancer(w) {
        door(w)?;
    }
    if begun { Continue(()) } else { agreed(w, scope) }
}

/// The servers stand still already, and the name leads to none of them by us.
fn all_rest(w: &World) -> bool {
    let stands_still = |id: &ServerId| server::instance_id(w, id).is_some_and(|instance| rests(w, instance));
    records::held(w).is_none() && w.site.servers().all(|(id, _)| stands_still(&id))
}

/// The world must come to the servers' port 80 again: where we closed it, that is a decision of its own, and where others have it
/// closed, it is theirs.
fn door(w: &World) -> Flow<()> {
    let closed = closed_by_us(w);
    // What this run has opened again was looked at before that.
    if !just_opened(w) {
        past_balancer::is_open(w, |id| opens_again(w, &closed, id))?;
    }
    if !closed.is_empty() {
        let rules = closed.iter().flat_map(|ours| lets_in_again(w, ours));
        let is_web = |rule: &RevokedRule| side_door::let_in(w, rule) == Lets::Web;
        let (web, wide) = rules.partition(is_web);
        // Back into its own group the server goes without a new question: that was agreed to.
        let (own, doors): (Vec<&Resource>, Vec<&Resource>) = closed.iter().partition(|ours| matches!(ours, Resource::InOwnGroup { .. }));
        let asks = doors.iter().flat_map(|ours| lets_in_again(w, ours)).any(|rule| !is_web(&rule));
        let asked = Question::ReopenDoor { web, wide, own: !own.is_empty(), asks, closed_again: w.site.server.close_http };
        return if w.answered(&Answer::ReopenDoor) { Continue(()) } else { Break(Directive::Ask(asked)) };
    }
    Continue(())
}

fn just_opened(w: &World) -> bool {
    let opens = |done: &Op| matches!(done, Op::Cloud(CloudOp::ReopenSideDoor { .. } | CloudOp::LeaveOwnGroup { .. }));
    w.observed.has_done(opens)
}

/// Whether everybody comes to this server's port 80 once these are undone: a rule for IPv6 alone, say, lets nobody in by the A record.
fn opens_again(w: &World, closed: &[&Resource], id: &ServerId) -> bool {
    let shared = closed.iter().filter_map(|ours| match ours {
        Resource::InOwnGroup { server, place, .. } if server == id => Some(&place.shared),
        _ => None,
    });
    let groups: Vec<GroupId> = server::groups(w, id).unwrap_or_default().into_iter().chain(shared.flatten().cloned()).collect();
    let lets_all_in = |rule: &RevokedRule| groups.contains(&rule.group) && port_eighty::lets_everybody_in(&rule.permit);
    closed.iter().any(|ours| lets_in_again(w, ours).iter().any(lets_all_in))
}

/// What we closed, unless everybody is let in by another rule all the same. What was begun to be opened is opened to its end.
fn closed_by_us(w: &World) -> Vec<&Resource> {
    let open = w.site.servers().all(|(id, _)| port_eighty::door(w, &id) == Some(Door::Open));
    let ours = w.of_kind(SlotKind::SideDoor).into_iter().chain(w.of_kind(SlotKind::InOwnGroup));
    let opens = |ours: &&Resource| ours.slot() == Slot::SideDoor || lets_in_again(w, ours).iter().any(|rule| rule.permit.covers(80));
    ours.filter(|_| !open || w.answered(&Answer::ReopenDoor)).filter(opens).collect()
}

/// The rules by which the world comes in once this is undone. A group of the server's own is left for that, and stays for later.
fn lets_in_again(w: &World, ours: &Resource) -> Vec<RevokedRule> {
    match ours {
        Resource::SideDoor { revoked, .. } => revoked.clone(),
        Resource::InOwnGroup { server, .. } => side_door::left_ways(w, server),
        _ => Vec::new(),
    }
}

fn agreed(w: &World, scope: PauseScope) -> Flow<()> {
    if w.answered(&Answer::Pause(scope)) {
        return Break(Directive::Note(JournalEntry::Pause { at: w.now, scope }));
    }
    Break(Directive::Ask(Question::Pause(Box::new(offer(w, scope)?))))
}

fn offer(w: &World, scope: PauseScope) -> Flow<PauseOffer> {
    if let Some(look) = paused::addresses_look(w).filter(|look| scope.stop_server && w.observed.failure(look).is_none()) {
        need(w.observed.look(&look), || Directive::Do(look.clone()))?;
    }
    let leads_to = if scope.stop_server || !paused::leads_to_balancer(w) { Vec::new() } else { addresses(w)? };
    let odd = if leads_to.is_empty() { Vec::new() } else { past_balancer::odd_answers(w)? };
    let stops = if scope.stop_server { instances(w)?.into_iter().map(|(_, instance)| instance).collect() } else { Vec::new() };
    let before = records::of_the_site(w).filter(|_| scope.stop_server).filter_map(|held| prior_elsewhere(w, held.prior));
    Continue(PauseOffer {
        scope,
        names: w.site.names(),
        leads_to,
        puts_back: before.collect(),
        odd,
        stops,
        keeps_address: paused::keeps_address(w),
        begun: false,
    })
}

fn addresses(w: &World) -> Flow<Vec<std::net::Ipv4Addr>> {
    let without = || Directive::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, ""));
    need(server::public_addresses(w), without)
}

fn instances(w: &World) -> Flow<Vec<(ServerId, InstanceId)>> {
    let unknown = || Directive::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, ""));
    let mut all = Vec::new();
    for (id, _) in w.site.servers() {
        let instance = need(server::instance_id(w, &id).cloned(), unknown)?;
        all.push((id, instance));
    }
    Continue(all)
}

/// The names lead to the servers again, or nowhere where these are to be stopped: else visitors would be sent where nobody is.
fn led_back(w: &World, scope: PauseScope) -> Flow<()> {
    records::of_the_site(w).try_for_each(|held| one_led_back(w, scope, &held))?;
    // They are all written before any is waited for.
    records::of_the_site(w).filter(|held| !records::is_alias(held.set)).try_for_each(|held| record_is_told(w, held.set, held.change))
}

fn one_led_back(w: &World, scope: PauseScope, held: &Held) -> Flow<()> {
    let (slot, zone) = (held.slot.clone(), held.zone.clone());
    if scope.stop_server {
        // What others wrote there is left alone.
        let (set, prior) = (held.set.clone(), prior_elsewhere(w, held.prior));
        return Break(Directive::cloud(CloudOp::RestoreRecord { slot, zone, set, prior }));
    }
    if !records::is_alias(held.set) || paused::is_replaced(w, held) {
        return Continue(());
    }
    if let Some(undo) = closed_by_us(w).into_iter().flat_map(|closed| slots::undo(w, Scope::default(), closed)).next() {
        return Break(undo);
    }
    let set = steps::address::record_to(held.set.name.clone(), addresses(w)?);
    Break(Directive::cloud(CloudOp::UpsertRecord { slot, zone, set, prior: held.prior.cloned() }))
}

/// What stood in the record's place before us is put back, unless it leads to addresses that are given up with the stop: whoever is
/// given them next would be sent the site's visitors.
fn prior_elsewhere(w: &World, prior: Option<&RecordSet>) -> Option<RecordSet> {
    let ours = server::public_addresses(w).unwrap_or_default();
    let leads_here =
        |set: &&RecordSet| matches!(&set.value, RecordValue::A { addresses, .. } if addresses.iter().any(|a| ours.contains(a)));
    prior.filter(|set| !leads_here(set)).cloned()
}

/// Route 53 has it on all its servers, and the resolver has forgotten the balancer's addresses. Where the domain is not delegated, or
/// nobody tells, there is nothing to wait for.
fn record_is_told(w: &World, set: &RecordSet, change: Option<&ChangeId>) -> Flow<()> {
    steps::record_write::in_sync(w, change)?;
    let RecordValue::A { addresses, .. } = &set.value else { return Continue(()) };
    if !w.holds(&Slot::Balancer) || !is_delegated(w)? {
        return Continue(());
    }
    let look = Op::Net(web::look_at(w, set.name.clone()));
    match w.observed.look(&look).map(|seen| &seen.fact) {
        Some(Fact::Net(NetFact::Address(seen))) if seen.resolver.as_ref().is_ok_and(|told| told != addresses) => {
            Break(Directive::Poll(look, PollPolicy::ADDRESS))
        }
        Some(_) => Continue(()),
        None if w.observed.failure(&look).is_some() => Continue(()),
        None => Break(Directive::Poll(look, PollPolicy::ADDRESS)),
    }
}

fn is_delegated(w: &World) -> Flow<bool> {
    let look = delegation::look(w);
    if w.observed.failure(&look).is_some() {
        return Continue(false);
    }
    need(delegation::observed(w), || Directive::Do(look))?;
    Continue(delegation::is_handed_over(w))
}

/// The balancer, and what vanishes with it.
fn taken_down(w: &World) -> Vec<Directive> {
    let of = |kind: SlotKind| w.of_kind(kind).into_iter();
    let balancer = of(SlotKind::Balancer).flat_map(|balancer| slots::taken_away(w, balancer));
    let on_it = [SlotKind::ListenerHttps, SlotKind::ListenerHttp, SlotKind::Redirect].into_iter().flat_map(of);
    balancer.chain(on_it.flat_map(|l| slots::undo(w, Scope::default(), l))).collect()
}

/// The servers are told to stand still, all at once, and are waited for.
fn stopped(w: &World) -> Vec<Directive> {
    let all = match instances(w) {
        Break(unknown) => return vec![unknown],
        Continue(all) => all,
    };
    let told: Vec<Directive> = all.iter().filter_map(|(server, instance)| told_to_stop(w, server, instance)).collect();
    if !told.is_empty() {
        return told;
    }
    // What bills on is told at the end, and where nobody waits for it.
    if let Some(look) = refresh::bills_again(w).into_iter().next() {
        return vec![look];
    }
    all.iter().filter(|(_, instance)| !rests(w, instance)).map(|(_, instance)| wake::poll(instance)).collect()
}

fn told_to_stop(w: &World, server: &ServerId, instance: &InstanceId) -> Option<Directive> {
    let op = Op::Cloud(CloudOp::StopInstance { server: server.clone(), instance: instance.clone() });
    let told = rests(w, instance) || stops(w, instance) || w.observed.has_done(|done| *done == op);
    (!told).then_some(Directive::Do(op))
}

fn stops(w: &World, instance: &InstanceId) -> bool {
    paused::state(w, instance) == Some(InstanceState::Stopping)
}

fn rests(w: &World, instance: &InstanceId) -> bool {
    paused::state(w, instance).is_some_and(|state| state == InstanceState::Stopped || state.ends())
}

#[cfg(test)]
mod tests;
