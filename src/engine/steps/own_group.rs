//! The side door of step 7 where it lies in a group that others use too: on a question of its own the server is given a group of its own
//! in that one's place. The shared one is never changed, and nobody may be locked out of their server by it.

use std::ops::ControlFlow::{Break, Continue};
use std::time::Duration;

use crate::engine::directive::{Directive, Flow};
use crate::engine::fault::{Disposition, Remedy};
use crate::engine::ids::GroupId;
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::own_group::InPlaceOf;
use crate::engine::queries::{own_group, side_door};
use crate::engine::question::{Answer, OwnGroupOffer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;
use crate::site::ServerId;

/// For so long a visitor may see no site once the server stands in its own group.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is wanted of it, once a visitor can use the site and what is ours alone is closed.
pub(super) fn wanted(w: &World) -> Flow<()> {
    if w.looking() { Continue(()) } else { w.site.servers().try_for_each(|(id, _)| of(w, &id)) }
}

fn of(w: &World, id: &ServerId) -> Flow<()> {
    if w.holds(&Slot::InOwnGroup(id.clone())) {
        return kept(w, id);
    }
    let Some(plain) = own_group::plain_offer(w, id) else { return Continue(()) };
    plain.place.shared.iter().try_for_each(|group| looked(w, own_group::naming_look(group)))?;
    let Some(offer) = own_group::offer(w, id) else { return Continue(()) };
    if !agreed(w, &offer)? {
        return Continue(());
    }
    // Whoever is not let in now could not be seen to be let in after it.
    let Some(login) = side_door::login(w, id) else { return Continue(()) };
    looked(w, login)?;
    if side_door::entry(w, id) != Some(Ok(())) {
        return Continue(());
    }
    let Some(own) = made(w, &offer)? else { return Continue(()) };
    let OwnGroupOffer { server, place, before, .. } = offer;
    once(w, CloudOp::EnterOwnGroup { server, own, place, before, tried: false })
}

/// It was looked at, or cannot be: then it is told so, and nothing is the worse for it.
pub(super) fn looked(w: &World, look: Op) -> Flow<()> {
    if w.observed.is_over(&look) { Continue(()) } else { Break(Directive::Do(look)) }
}

/// What was done in this run, or refused, is not asked again.
fn once(w: &World, op: CloudOp) -> Flow<()> {
    let op = Op::Cloud(op);
    let over = w.observed.has_done(|done| *done == op) || w.observed.failure(&op).is_some();
    if over { Continue(()) } else { Break(Directive::Do(op)) }
}

/// Whether the person saw what is left in the shared group, and wants it.
fn agreed(w: &World, offer: &OwnGroupOffer) -> Flow<bool> {
    if w.answered(&Answer::OwnGroup { server: offer.server.clone(), leaves: offer.leaves() }) {
        return Continue(true);
    }
    let ask = || Break(Directive::Ask(Question::OwnGroup(Box::new(offer.clone()))));
    if w.observed.shared_group_left { Continue(false) } else { ask() }
}

/// The group with every rule that it is to have, as it was read; `None`: it does not come to that.
fn made(w: &World, offer: &OwnGroupOffer) -> Flow<Option<GroupId>> {
    let permits = offer.permits();
    if let Some(seen) = own_group::seen(w, &offer.server) {
        if InPlaceOf::read(&seen.description).as_ref() != Some(&offer.place) {
            // It was made in place of others.
            once(w, CloudOp::DeleteOwnGroup { server: offer.server.clone(), group: seen.id.clone() })?;
        } else if own_group::is_whole(seen, &permits) {
            return Continue(Some(seen.id.clone()));
        }
    }
    let (server, name) = (offer.server.clone(), w.site.own_group_name());
    once(w, CloudOp::EnsureOwnGroup { server, name, vpc: offer.vpc.clone(), place: offer.place.clone(), permits })?;
    Continue(None)
}

/// It stands in its own group, and a visitor came through since: that is written down, and needs no new login any more.
fn kept(w: &World, id: &ServerId) -> Flow<()> {
    match untried(w, id) {
        Some((own, place, before)) => once(w, CloudOp::EnterOwnGroup { server: id.clone(), own, place, before, tried: true }),
        None => Continue(()),
    }
}

fn untried(w: &World, id: &ServerId) -> Option<(GroupId, InPlaceOf, Vec<GroupId>)> {
    match w.resource(&Slot::InOwnGroup(id.clone())) {
        Some(Resource::InOwnGroup { own, place, before, tried: false, .. }) => Some((own.clone(), place.clone(), before.clone())),
        _ => None,
    }
}

/// Whether it was not seen yet that somebody gets in since the server stands in its own group.
pub fn is_untried(w: &World, id: &ServerId) -> bool {
    untried(w, id).is_some()
}

/// Before all else: a new login has to succeed since the server stands in its own group; else its groups are put back at once.
pub fn reached(w: &World) -> Flow<()> {
    for (id, server) in w.site.servers().filter(|(id, _)| is_untried(w, id)) {
        let Some(login) = side_door::login(w, &id).filter(|_| server.manage) else { continue };
        looked(w, login)?;
        if side_door::entry(w, &id) != Some(Ok(())) {
            return put_back(w).map_or(Continue(()), Break);
        }
    }
    Continue(())
}

/// A visitor came through before the server was put in its own group, and does not since: what it reached as one of the shared group it
/// may not reach any more. `wanted`: what the step wants, so that a visitor can use the site.
pub(super) fn given_up(w: &World, wanted: &[Directive]) -> Option<Directive> {
    let late = w.observed.made_at(SlotKind::InOwnGroup).is_some_and(|at| w.now - at >= PATIENCE);
    let fails = |next: &Directive| matches!(next, Directive::Fail(_)) || (late && *next != Directive::Done);
    put_back(w).filter(|_| !w.looking() && wanted.iter().any(fails))
}

/// The same of the balancer, which calls the server ill: where an earlier run put it in its own group, at once.
pub(super) fn given_up_ill(w: &World, ill: bool) -> Option<Directive> {
    let early = w.observed.made_at(SlotKind::InOwnGroup).is_some_and(|at| w.now - at < PATIENCE);
    put_back(w).filter(|_| ill && !early && !w.looking())
}

/// What puts the groups back of a server of which it was not seen yet that all is well in its own.
fn put_back(w: &World) -> Option<Directive> {
    let (id, (own, place, before)) = w.site.servers().find_map(|(id, _)| untried(w, &id).map(|found| (id, found)))?;
    Some(Directive::cloud(CloudOp::LeaveOwnGroup { server: id, own, place, before }))
}

/// What to do about a way in a group that these others use too, and what to tell besides.
pub(super) fn remedy(w: &World, id: &ServerId, others: Vec<String>) -> (Remedy, Vec<String>) {
    let told = |more: String| others.iter().cloned().chain([more]).collect();
    if own_group::put_back_now(w, id) {
        let login = side_door::entry(w, id).and_then(Result::err);
        return (Remedy::StayInSharedGroup, login.map_or_else(|| others.clone(), |fault| told(fault.detail.clone())));
    }
    let refused = w.observed.failures().find_map(|(op, fault)| match op {
        Op::Cloud(CloudOp::EnsureOwnGroup { server, .. } | CloudOp::EnterOwnGroup { server, .. }) if server == id => Some(fault),
        Op::Cloud(_) | Op::Host(..) | Op::Net(_) => None,
    });
    match (refused, own_group::plain_offer(w, id)) {
        (Some(fault), _) => match fault.disposition {
            Disposition::Person(remedy) => (remedy, told(fault.detail.clone())),
            Disposition::Transient | Disposition::Permanent => (Remedy::LeaveSharedGroup, told(fault.detail.clone())),
        },
        (None, Some(_)) => (Remedy::TakeOwnGroup, others),
        (None, None) => (Remedy::LeaveSharedGroup, others),
    }
}

#[cfg(test)]
mod tests;
