//! The side door of step 7: what lets the world reach the server past the balancer is read and tried, told as it is, and closed where
//! that was chosen. Nobody may be locked out of their server by it.

use std::ops::ControlFlow::{Break, Continue};
use std::time::Duration;

use crate::engine::directive::{Directive, Flow};
use crate::engine::fault::{Code, Disposition, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::ids::RuleId;
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::op::net::Why;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::side_door::{self, Lets, Way};
use crate::engine::queries::{dns_elsewhere, own_group as own, server};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::{NarrowRule, RevokedRule};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::steps::own_group::{self, looked};
use crate::engine::steps::{CheckResult, Hop};
use crate::site::ServerId;

/// A rule that was revoked may let somebody in for so long.
const SETTLES: Duration = Duration::from_secs(30);

/// What is wanted of it, once a visitor can use the site.
pub(super) fn wanted(w: &World) -> Flow<()> {
    // Begun and cut off: what it revoked already is in no look, only in its record.
    if let Some((_, begun)) = w.ledger.pending_on(&Slot::SideDoor)
        && matches!(begun.op, Op::Cloud(CloudOp::CloseSideDoor { .. } | CloudOp::NarrowSideDoor { .. }))
    {
        return Break(Directive::Do(begun.op.clone()));
    }
    if w.observed.groups().is_none() {
        looked(w, server::groups_look(w))?;
    }
    if side_door::ways(w).is_some_and(|ways| !ways.is_empty()) {
        side_door::users_look(w).map_or(Continue(()), |look| looked(w, look))?;
    }
    if w.site.server.close_http {
        still_reached(w)?;
        closed(w)?;
        own_group::wanted(w)?;
    }
    tried(w)
}

/// What was done in this run and is wanted again did not do what it was to do: it is left.
fn once(w: &World, op: CloudOp) -> Flow<()> {
    let op = Op::Cloud(op);
    if w.observed.has_done(|done| *done == op) { Continue(()) } else { Break(Directive::Do(op)) }
}

/// The rules that are ours to close: in groups in which nobody else stands.
fn closed(w: &World) -> Flow<()> {
    let ways = side_door::ways(w).unwrap_or_default();
    let (web, wide): (Vec<&Way>, Vec<&Way>) =
        ways.iter().filter(|way| side_door::is_alone(w, &way.group)).partition(|way| way.lets == Lets::Web);
    if !web.is_empty() {
        let narrow = side_door::held_standing(w);
        once(w, CloudOp::CloseSideDoor { rules: with_those_of_before(w, &web), narrow })?;
    }
    if wide.is_empty() { Continue(()) } else { wide_closed(w, &wide) }
}

/// A rule that lets in more than visitors: what stands in its place first, then a new login, then the rule.
fn wide_closed(w: &World, wide: &[&Way]) -> Flow<()> {
    let managed = wide.iter().all(|way| w.site.server_by_id(&way.server).is_some_and(|server| server.manage));
    let was_opened_again = w.observed.has_done(|done| matches!(done, Op::Cloud(CloudOp::ReopenSideDoor { .. })));
    if !managed || was_opened_again {
        return Continue(());
    }
    let mut narrow: Vec<NarrowRule> = side_door::narrow(w, wide).into_iter().filter(|rule| !side_door::stands(w, rule, wide)).collect();
    if !agreed(w, wide, &narrow)? {
        return Continue(());
    }
    let (revoked, held) = side_door::held(w);
    if !narrow.is_empty() {
        narrow.extend(held.to_vec());
        narrow.sort();
        narrow.dedup();
        once(w, CloudOp::NarrowSideDoor { narrow, revoked: revoked.to_vec() })?;
        // It was authorised, and does not stand: nothing is closed.
        return Continue(());
    }
    for way in wide {
        let Some(login) = side_door::login(w, &way.server) else { return Continue(()) };
        looked(w, login)?;
        if side_door::entry(w, &way.server) != Some(Ok(())) {
            return Continue(());
        }
    }
    once(w, CloudOp::CloseSideDoor { rules: with_those_of_before(w, wide), narrow: side_door::held_standing(w) })
}

/// Whether the person saw just these rules, and what stays of them, and wants them closed. A mere look asks nothing.
fn agreed(w: &World, wide: &[&Way], narrow: &[NarrowRule]) -> Flow<bool> {
    let rules: Vec<RevokedRule> = wide.iter().map(|way| way.revoked()).collect();
    let ids: Vec<RuleId> = rules.iter().map(|rule| rule.rule.clone()).collect();
    if w.answered(&Answer::CloseSideDoor(ids)) {
        return Continue(true);
    }
    let question = Question::SideDoor { rules, narrow: narrow.to_vec() };
    if w.observed.side_door_left || w.looking() { Continue(false) } else { Break(Directive::Ask(question)) }
}

/// After a rule was closed by which SSH came in too, a new login has to succeed; else all is put back at once.
fn still_reached(w: &World) -> Flow<()> {
    let (revoked, narrow) = side_door::held(w);
    let closed_now = w.observed.has_done(|done| matches!(done, Op::Cloud(CloudOp::CloseSideDoor { .. })));
    for (id, server) in w.site.servers() {
        let concerned = revoked.iter().any(|rule| rule.permit.covers(server.port));
        if !closed_now || !concerned || !server.manage {
            continue;
        }
        let Some(login) = side_door::login(w, &id) else { continue };
        looked(w, login)?;
        if side_door::entry(w, &id) != Some(Ok(())) {
            return Break(Directive::cloud(CloudOp::ReopenSideDoor { rules: revoked.to_vec(), narrow: narrow.to_vec() }));
        }
    }
    Continue(())
}

/// These, and what the ledger says was revoked and does not stand open: a teardown that was cut off opened some again.
fn with_those_of_before(w: &World, ways: &[&Way]) -> Vec<RevokedRule> {
    let now: Vec<RevokedRule> = ways.iter().map(|way| way.revoked()).collect();
    let stands = |r: &RevokedRule| now.iter().any(|o| o.group == r.group && o.permit.is_same(&r.permit));
    let before: Vec<RevokedRule> = side_door::held(w).0.iter().filter(|r| !stands(r)).cloned().collect();
    now.into_iter().chain(before).collect()
}

/// Whether anybody answers there was tried from here; after a rule was closed, until nobody does.
fn tried(w: &World) -> Flow<()> {
    for (id, _) in w.site.servers() {
        let Some(attempt) = side_door::attempt(w, &id) else { continue };
        let look = Op::Net(attempt);
        looked(w, look.clone())?;
        let just_closed =
            || w.observed.has_done(|done| matches!(done, Op::Cloud(CloudOp::CloseSideDoor { .. } | CloudOp::EnterOwnGroup { .. })));
        let may_settle = || {
            let (tried, read) = (w.observed.at(&look)?, w.observed.groups_at()?);
            Some(tried < read + SETTLES)
        };
        let shut = side_door::ways(w).is_some_and(|ways| ways.is_empty());
        if shut && just_closed() && may_settle() == Some(true) && !side_door::answering(w, &id).is_empty() {
            return Break(Directive::Poll(look, PollPolicy::SIDE_DOOR));
        }
    }
    Continue(())
}

/// What is known of it, server by server.
pub(super) fn hops(w: &World) -> Vec<Hop> {
    let leads = w.holds(&Slot::Address) || dns_elsewhere::is(w);
    if !w.holds(&Slot::Balancer) || !leads {
        return Vec::new();
    }
    w.site.servers().map(|(id, _)| hop(w, &id)).collect()
}

fn hop(w: &World, id: &ServerId) -> Hop {
    let read = w.observed.groups_at();
    let tried = side_door::attempt(w, id).and_then(|attempt| w.observed.at(&Op::Net(attempt)));
    let (evidence, result) = match side_door::ways(w) {
        None => (String::new(), CheckResult::Unknown(Why::NotYet)),
        Some(ways) => {
            let ways: Vec<&Way> = ways.iter().filter(|way| way.server == *id).collect();
            if ways.is_empty() { shut(w, id) } else { open(w, id, &ways) }
        }
    };
    Hop { code: HopCode::SideDoor, evidence, result, at: tried.or(read) }
}

/// No rule lets the world in. Whether anybody answers all the same is known once it was tried.
fn shut(w: &World, id: &ServerId) -> (String, CheckResult) {
    let Some(address) = server::public_address(w, id) else { return (String::new(), CheckResult::Unknown(Why::NoAddress)) };
    if side_door::tried(w, id).is_none() {
        return (String::new(), CheckResult::Unknown(Why::NotYet));
    }
    let answering = side_door::answering(w, id);
    if answering.is_empty() {
        return (address.to_string(), CheckResult::Pass);
    }
    let told = answering.join(" ");
    (told.clone(), CheckResult::Warn(Fault::person(Code::SideDoorAnswers, Remedy::FindOtherWay, told)))
}

/// A rule lets the world in: that is no good, whether or not anybody answers at this moment.
fn open(w: &World, id: &ServerId, ways: &[&Way]) -> (String, CheckResult) {
    let answering = side_door::answering(w, id);
    let rules: Vec<String> = ways.iter().map(|way| format!("{} {}", way.group, way.rule.permit())).collect();
    let told = answering.into_iter().chain(rules).collect::<Vec<_>>().join(" · ");
    let shared: Vec<String> = ways.iter().flat_map(|way| shared_with(w, way)).collect();
    let managed = w.site.server_by_id(id).is_some_and(|server| server.manage);
    let more = ways.iter().any(|way| way.lets == Lets::More);
    let code = match (shared.is_empty(), more) {
        (false, _) => Code::SideDoorShared,
        (true, false) => Code::SideDoorOpen,
        (true, true) => Code::SideDoorWide,
    };
    let unread = side_door::users_look(w).and_then(|look| w.observed.failure(&look).cloned());
    let login = side_door::entry(w, id).and_then(Result::err);
    let (remedy, besides) = match (unread, login) {
        _ if !shared.is_empty() => own_group::remedy(w, id, shared),
        // Who else stands in the group is not known: closing waits for that.
        (Some(Fault { disposition: Disposition::Person(remedy), detail, .. }), _) => (remedy, vec![detail]),
        (_, Some(login)) => (Remedy::NarrowRule, vec![login.detail.clone()]),
        _ if more && !managed => (Remedy::NarrowRule, Vec::new()),
        _ => (Remedy::CloseSideDoor, Vec::new()),
    };
    // On one line: a hop is told on one.
    let detail = [told.clone()].into_iter().chain(besides).collect::<Vec<_>>().join(" · ");
    (told, CheckResult::Warn(Fault::person(code, remedy, detail)))
}

/// Who else stands in the group of this rule: `+ i-0123`, or an interface with what AWS says of it.
fn shared_with(w: &World, way: &Way) -> Vec<String> {
    let mut all: Vec<String> = side_door::others(w, &way.group).unwrap_or_default().into_iter().map(own::shown).collect();
    all.dedup();
    all
}

#[cfg(test)]
mod tests;
