//! Step 8: everything we made goes, in the order in which nothing holds anything else; then AWS is read again.

use crate::engine::directive::{Next, On};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Scope;
use crate::engine::ids::ZoneId;
use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceState};
use crate::engine::op::host::HostOp;
use crate::engine::op::{Fact, Op};
use crate::engine::passes::reconcile;
use crate::engine::poll::Every;
use crate::engine::queries::{delegation, server};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::{Record, World};
use crate::site::{DomainName, InstanceId};

pub fn next(w: &World, scope: Scope) -> Vec<Next> {
    if over(w, scope) {
        return vec![Next::Done];
    }
    if let Some(note) = the_server_is(w) {
        return vec![note];
    }
    if w.ledger.teardown != Some(scope) {
        return vec![consent(w, scope)];
    }
    let nexts: Vec<Next> = w.ledger.resources.values().flat_map(|r| undo(w, scope, r)).chain(instance(w, scope)).collect();
    if nexts.is_empty() { vec![finish(w)] } else { nexts }
}

/// This run brought the teardown to its end, or an earlier one did and nothing was made since. (The end is written down
/// with everything that led to it forgotten: without this it would begin again.)
fn over(w: &World, scope: Scope) -> bool {
    let nothing_left = w.ledger.resources.is_empty() && !scope.with_server;
    w.ledger.closed && (w.seen.swept || nothing_left)
}

/// Who the server is may follow only from its registration, which goes before it: written down.
fn the_server_is(w: &World) -> Option<Next> {
    let id = server::instance(w).map(|i| i.id.clone()).filter(|_| !server::is_chosen(w))?;
    Some(Next::Note(Record::Answered { at: w.now, answer: Answer::Instance(id) }))
}

fn consent(w: &World, scope: Scope) -> Next {
    let nothing = w.ledger.resources.is_empty() && !scope.with_server;
    if nothing || w.answered(&Answer::TearDown(scope)) {
        return Next::Note(Record::TearDown { at: w.now, scope });
    }
    let resources = w.ledger.resources.values().cloned().collect();
    Next::Ask(Question::TearDown { domain: w.site.domain.clone(), scope, resources })
}

/// What takes this resource away now; nothing while something else must go first.
fn undo(w: &World, scope: Scope, resource: &Resource) -> Vec<Next> {
    let slot = resource.slot();
    if goes_with_its_parent(&slot) {
        return if parent_gone(w, &slot) { vec![Next::Note(Record::Forgotten { at: w.now, slot })] } else { Vec::new() };
    }
    if holders(&slot).iter().any(|holder| stands(w, holder)) || zone_still_holds(w, &slot) {
        return Vec::new();
    }
    match resource {
        Resource::Zone { adopted: true, .. } => vec![Next::Note(Record::Forgotten { at: w.now, slot })],
        Resource::Zone { id, name_servers, .. } => zone(w, scope, id, name_servers),
        Resource::Unit { .. } | Resource::Settings { .. } => on_server(w, scope, resource).into_iter().collect(),
        _ => cloud_op(resource).map(|op| Next::Do(Op::Cloud(op))).into_iter().collect(),
    }
}

fn goes_with_its_parent(slot: &Slot) -> bool {
    matches!(slot, Slot::Entrance(_) | Slot::Registration | Slot::Listener(_))
}

fn parent_gone(w: &World, slot: &Slot) -> bool {
    reconcile::parent(slot).is_none_or(|p| !w.holds(&p))
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

fn stands(w: &World, slot: &Slot) -> bool {
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

fn on_server(w: &World, scope: Scope, resource: &Resource) -> Option<Next> {
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
fn zone(w: &World, scope: Scope, id: &ZoneId, ours: &[DomainName]) -> Vec<Next> {
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

/// The instance, last, and only when told.
fn instance(w: &World, scope: Scope) -> Option<Next> {
    let Some(id) = server::instance(w).map(|i| i.id.clone()).or_else(|| w.site.server.instance.clone()) else {
        return nobody_knows(w, scope);
    };
    let others = w.ledger.resources.keys().any(|s| !matches!(s, Slot::Zone));
    if !scope.with_server || others {
        return None;
    }
    let state = Op::Cloud(CloudOp::LookInstanceState { instance: id.clone() });
    match w.seen.look(&state).map(|l| &l.fact) {
        Some(Fact::Cloud(CloudFact::InstanceState(i))) if i.state == InstanceState::Terminated => None,
        _ => Some(terminate(w, id, state)),
    }
}

/// It is to go, and nothing tells any more which one it is: of those that run, none is ours to guess.
fn nobody_knows(w: &World, scope: Scope) -> Option<Next> {
    let unknown = scope.with_server && !server::is_chosen(w) && !server::running_instances(w).is_empty();
    unknown.then(|| Next::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, "")))
}

fn terminate(w: &World, instance: InstanceId, state: Op) -> Next {
    let op = Op::Cloud(CloudOp::TerminateInstance { instance });
    if w.seen.has_done(|done| *done == op) { Next::Poll(state, Every::INSTANCE) } else { Next::Do(op) }
}

/// Nothing of ours is in the ledger: AWS is read once more, and has the last word.
fn finish(w: &World) -> Next {
    if !w.seen.swept {
        return Next::LookAgain;
    }
    // The server could not be asked whether it still holds files of ours: that is no end.
    if let Some(fault) = server::survey_failure(w) {
        return Next::Fail(fault.clone());
    }
    Next::Note(Record::Closed { at: w.now })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::world;
    use crate::engine::goal::Goal;

    const ALL: Scope = Scope { with_server: true, abandon_delegation: false };

    /// After a teardown that left the server: nothing of it is remembered.
    fn after(told: bool) -> World {
        let mut w = world();
        w.site.server.instance = w.site.server.instance.filter(|_| told);
        let mut w = w.sees_instance();
        w.policy.goal = Goal::TearDown(ALL);
        w.ledger.teardown = Some(ALL);
        w
    }

    #[test]
    fn a_server_that_nothing_names_is_not_guessed_and_not_forgotten() {
        let fails = |nexts: &[Next]| matches!(nexts, [Next::Fail(fault)] if fault.code == Code::NoInstance);
        let nexts = next(&after(false), ALL);
        assert!(fails(&nexts), "{nexts:?}");
        let nexts = next(&after(true), ALL);
        assert!(matches!(nexts.as_slice(), [Next::Do(Op::Cloud(CloudOp::TerminateInstance { .. }))]), "{nexts:?}");
        assert!(!fails(&next(&after(false), Scope::default())), "it was not asked for");
    }
}
