//! The burst of reads before the first step.

use std::ops::ControlFlow::Break;

use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Goal;
use crate::engine::ids::ZoneId;
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, Instance};
use crate::engine::passes::{reconcile, wake};
use crate::engine::queries::{beside, certificate, elsewhere, holders, leftovers, server, subnets, twice};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::own_group;
use crate::site::{Server, ServerId};

/// The looks still missing, then what must be decided before any step; empty when the steps may begin.
pub fn directives(w: &World, until: StepId) -> Vec<Directive> {
    if !w.needs_aws(until) {
        return missing(w, surveys(w));
    }
    if let Break(next) = wake::runs(w) {
        return vec![next];
    }
    let first = missing(w, first_burst(w));
    if !first.is_empty() {
        return first;
    }
    if !w.tearing_down()
        && let Some(problem) = w.site.servers().find_map(|(id, server)| instance_problem(w, &id, server))
    {
        return vec![problem];
    }
    // The account is known to be ours.
    if builds(w)
        && reconcile::account(w).is_none()
        && let Break(next) = own_group::reached(w)
    {
        return vec![next];
    }
    let second = missing(w, second_burst(w));
    if second.is_empty() { missing(w, third_burst(w)) } else { second }
}

/// What is asked for by what the second burst found: what bills beside, what costs nothing and stays, and who holds what a teardown that
/// was begun is to delete.
fn third_burst(w: &World) -> impl Iterator<Item = Op> + '_ {
    let begun = w.begun_teardown().is_some();
    // Of a server that was terminated before; of one that this run terminates its end tells.
    let groups = leftovers::groups_look(w).filter(|_| w.ledger.terminating.is_none() && tells_leftovers(w));
    let bills = leftovers::snapshots_look(w).into_iter().chain(groups).chain(beside::looks(w)).filter(|_| tells_bills(w));
    bills.chain(holders::looks(w).filter(move |_| begun))
}

/// What costs nothing and stays is told where a site is looked at, or taken down.
fn tells_leftovers(w: &World) -> bool {
    matches!(w.options.goal, Goal::TearDown(_) | Goal::Look { .. })
}

fn builds(w: &World) -> bool {
    matches!(w.options.goal, Goal::Build { .. } | Goal::Restart)
}

/// What bills beside the site is told where it is taken down, or only looked at: a build stops at no look for that, and neither does
/// whoever looks before the first thing is made.
fn tells_bills(w: &World) -> bool {
    let stands = !w.ledger.resources.is_empty() || w.ledger.closed;
    match w.options.goal {
        Goal::TearDown(_) | Goal::Look { .. } => true,
        Goal::Preflight { .. } => stands,
        Goal::Pause(_) => true,
        Goal::Build { .. } | Goal::Restart => false,
    }
}

fn missing(w: &World, ops: impl Iterator<Item = Op>) -> Vec<Directive> {
    ops.filter(|op| w.observed.look(op).is_none() && !given_up(w, op)).map(Directive::Do).collect()
}

/// A mere look goes on without what could not be read. So does a teardown, by what the journal knows, and tells at its end what it
/// leaves unseen; but never without knowing whose account this is. A build does neither.
fn given_up(w: &World, op: &Op) -> bool {
    let of_bills =
        matches!(op, Op::Cloud(op) if op.is_of_leftovers() || matches!(op, CloudOp::LookElsewhere { .. } | CloudOp::LookBeside { .. }));
    let may = w.looking() || (w.tearing_down() && *op != Op::Cloud(CloudOp::LookIdentity)) || (w.pausing() && of_bills);
    may && w.observed.failure(op).is_some()
}

fn first_burst(w: &World) -> impl Iterator<Item = Op> + '_ {
    let zones = Op::Cloud(CloudOp::LookZones { domain: Some(w.site.domain.clone()) });
    let [identity, balancers, groups] = [CloudOp::LookIdentity, CloudOp::LookBalancers, CloudOp::LookTargetGroups].map(Op::Cloud);
    // Nobody is asked on a server before it was seen whether they are let in.
    let asked = move |id: &ServerId| !(w.tearing_down() || w.pausing() || builds(w) && own_group::is_untried(w, id));
    // Nor by a mere look before EC2 has told that it runs.
    let told = !w.looking() || w.observed.is_over(&server::instances_look(w));
    let found = w.site.servers().filter(move |(id, server)| told && asked(id) && server.address.is_some() && !rests(w, id));
    let surveys = found.filter_map(|(id, _)| server::survey(w, &id));
    [identity, server::instances_look(w), zones, certificate::survey(w), balancers, groups].into_iter().chain(surveys)
}

fn second_burst(w: &World) -> impl Iterator<Item = Op> {
    let groups = server::groups_look(w);
    let records = zones_in_sight(w).into_iter().map(|zone| CloudOp::LookRecords { zone });
    // What lies on the servers stays as it is in a pause, and nobody has to get in for it.
    let asked = |id: &ServerId| !w.pausing() && (!w.tearing_down() || lost_journal(w, id)) && !rests(w, id);
    let wanted = w.site.servers().filter(move |(id, _)| asked(id));
    let surveys = wanted.filter_map(|(id, _)| server::survey(w, &id));
    let elsewhere = elsewhere::looks(w);
    let beside = leftovers::looks(w).into_iter().filter(|_| tells_bills(w));
    let looks = subnets::look(w).into_iter().chain([groups]).chain(records.map(Op::Cloud)).chain(surveys);
    looks.chain(elsewhere).chain(beside)
}

/// A server that stands still answers nobody; that it does is what a mere look tells.
fn rests(w: &World, id: &ServerId) -> bool {
    w.looking() && server::not_running(w, id).is_some()
}

/// What tells of the bills, where a stop has made it old. What could not be read is told as unread.
pub(super) fn bills_again(w: &World) -> Vec<Directive> {
    let instances = Some(server::instances_look(w)).filter(|look| w.observed.failure(look).is_none());
    let first = missing(w, instances.into_iter());
    if !first.is_empty() {
        return first;
    }
    let second = missing(w, leftovers::looks(w).into_iter());
    if second.is_empty() { missing(w, leftovers::snapshots_look(w).into_iter()) } else { second }
}

/// What lies on each server.
fn surveys(w: &World) -> impl Iterator<Item = Op> {
    w.site.servers().filter_map(|(id, _)| server::survey(w, &id))
}

/// The zones whose records matter: ours; in a teardown that knows of none, whichever may hold a record that leads to us.
fn zones_in_sight(w: &World) -> Vec<ZoneId> {
    let every = || w.observed.zones().unwrap_or_default().iter().filter(|_| w.tearing_down()).map(|z| z.id.clone()).collect();
    our_zone(w).map_or_else(every, |zone| vec![zone])
}

/// The ledger's zone (unless it is seen to be gone), or the only one that bears our tag.
fn our_zone(w: &World) -> Option<ZoneId> {
    let unread = w.observed.zones().is_none();
    let seen = w.observed.zones().unwrap_or_default();
    let in_ledger = w.resource(&Slot::Zone).and_then(|r| match r {
        Resource::Zone { id, .. } => Some(id.clone()),
        _ => None,
    });
    in_ledger.filter(|id| unread || seen.iter().any(|z| z.id == *id)).or_else(|| twice::zones(w).first().map(|z| z.id.clone()))
}

fn instance_problem(w: &World, id: &ServerId, server: &Server) -> Option<Directive> {
    // A mere look that could not read the instances tells just that.
    w.observed.instances()?;
    // What we stopped stands still, and where no balancer stands nobody has to be known for it.
    let stands = || w.holds(&Slot::Balancer) || w.observed.balancers().unwrap_or_default().iter().any(|b| b.tagged);
    if w.pausing() && (w.ledger.stopped.contains_key(id) || !stands()) {
        return None;
    }
    if !w.looking()
        && let Break(next) = wake::up(w, id)
    {
        return Some(next);
    }
    if server::instance(w, id).is_some() {
        return server::not_running(w, id).filter(|_| !w.looking()).map(Directive::Fail);
    }
    let configured = server.instance.as_ref().map(|i| i.as_str()).unwrap_or_default();
    let running = server::running_instances(w);
    // A mere look goes on: our target group may tell which one it is.
    if w.looking() && configured.is_empty() {
        return the_only_one(w, id, &running);
    }
    if let Some(fault) = server::not_running(w, id) {
        return Some(Directive::Fail(fault));
    }
    if !configured.is_empty() || running.is_empty() {
        return Some(Directive::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, configured)));
    }
    Some(Directive::Ask(Question::Instance(id.clone(), running)))
}

/// A preflight looks at the only instance that runs, where nobody said which one it is and nothing of ours stands that could: a build
/// asks. This is noted for this run alone, like all that a mere look notes.
fn the_only_one(w: &World, id: &ServerId, running: &[Instance]) -> Option<Directive> {
    let untouched = w.observed.target_groups().is_some_and(<[_]>::is_empty);
    match running {
        [only] if untouched && matches!(w.options.goal, Goal::Preflight { .. }) => {
            Some(Directive::Note(JournalEntry::Answered { at: w.now, answer: Answer::Instance(id.clone(), only.id.clone()) }))
        }
        _ => None,
    }
}

/// A teardown whose journal knows of no write on this server, or not of all (it was lost, is behind the world, or a teardown by
/// name kept it): only the server itself knows whether its files were ours. (With the server go its files.)
pub(super) fn lost_journal(w: &World, id: &ServerId) -> bool {
    let with_server = matches!(w.options.goal, Goal::TearDown(scope) if scope.with_server);
    let unread = w.ledger.behind && !w.observed.swept;
    (!w.ledger.wrote_on_server.contains(id) || unread) && !with_server
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, world};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, InstanceState};

    #[test]
    fn a_mere_look_asks_a_server_only_once_ec2_has_told_that_it_runs() {
        let mut w = world();
        w.options.goal = Goal::LOOK;
        w.site.server.address = Some("203.0.113.10".parse().unwrap());
        let surveys = |w: &World| directives(w, StepId::LAST).iter().filter(|next| matches!(next, Directive::Do(Op::Host(..)))).count();
        assert_eq!(surveys(&w), 0, "nobody told yet");
        let seen = |state| {
            let look = server::instances_look(&w);
            w.clone().sees(look, Fact::Cloud(CloudFact::Instances(vec![Instance { state, ..instance() }])))
        };
        assert_eq!([InstanceState::Running, InstanceState::Stopped].map(|state| surveys(&seen(state))), [1, 0]);
        let mut refused = w.clone();
        refused.observed.fail(server::instances_look(&w), Fault::retry(Code::AwsBusy, ""));
        assert_eq!(surveys(&refused), 1, "EC2 tells nothing: the server itself may");
        w.options.goal = Goal::Build { until: StepId::LAST };
        assert_eq!(surveys(&w), 1, "a build asks all at once");
    }
}
