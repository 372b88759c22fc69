//! Step 8: everything we made goes, in the order in which nothing holds anything else; then AWS is read again.

use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::goal::Scope;
use crate::engine::op::cloud::{CloudFact, CloudOp, InstanceState};
use crate::engine::op::{Fact, Op};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{server, unread};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::slots;
use crate::engine::state::{JournalEntry, World};
use crate::site::{InstanceId, ServerId};

pub fn directives(w: &World, scope: Scope) -> Vec<Directive> {
    if over(w, scope) {
        return vec![Directive::Done];
    }
    if let Some(note) = w.site.servers().find_map(|(id, _)| the_server_is(w, &id)) {
        return vec![note];
    }
    if w.ledger.teardown != Some(scope) {
        return vec![consent(w, scope)];
    }
    let servers = w.site.servers().filter_map(|(id, _)| instance(w, scope, &id));
    let directives: Vec<Directive> = w.ledger.resources.values().flat_map(|r| slots::undo(w, scope, r)).chain(servers).collect();
    if directives.is_empty() { vec![finish(w)] } else { directives }
}

/// This run brought the teardown to its end, or an earlier one did and nothing was made since. (The end is written down
/// with everything that led to it forgotten: without this it would begin again.)
fn over(w: &World, scope: Scope) -> bool {
    let nothing_left = w.ledger.resources.is_empty() && !scope.with_server;
    w.ledger.closed && (w.observed.swept || nothing_left)
}

/// Who the server is may follow only from its registration, which goes before it: written down.
fn the_server_is(w: &World, id: &ServerId) -> Option<Directive> {
    let instance = server::instance(w, id).map(|i| i.id.clone()).filter(|_| !server::is_chosen(w, id))?;
    Some(Directive::Note(JournalEntry::Answered { at: w.now, answer: Answer::Instance(id.clone(), instance) }))
}

fn consent(w: &World, scope: Scope) -> Directive {
    // What stays on the server is not removed: there is nothing to ask.
    let nothing = w.ledger.resources.values().all(Resource::stays) && !scope.with_server;
    if nothing || w.answered(&Answer::TearDown(scope)) {
        return Directive::Note(JournalEntry::TearDown { at: w.now, scope });
    }
    let resources = w.ledger.resources.values().cloned().collect();
    Directive::Ask(Question::TearDown { domain: w.site.domain.clone(), scope, resources })
}

/// The instance, last, and only when told.
fn instance(w: &World, scope: Scope, id: &ServerId) -> Option<Directive> {
    let configured = w.site.server_by_id(id).and_then(|server| server.instance.clone());
    let Some(instance) = server::instance(w, id).map(|i| i.id.clone()).or(configured) else {
        return nobody_knows(w, scope, id);
    };
    let others = w.ledger.resources.keys().any(|s| !matches!(s, Slot::Zone));
    if !scope.with_server || others {
        return None;
    }
    let state = Op::Cloud(CloudOp::LookInstanceState { instance: instance.clone() });
    match w.observed.look(&state).map(|l| &l.fact) {
        Some(Fact::Cloud(CloudFact::InstanceState(i))) if i.state == InstanceState::Terminated => None,
        _ => Some(terminate(w, id, instance, state)),
    }
}

/// It is to go, and nothing tells any more which one it is: of those that run, none is ours to guess.
fn nobody_knows(w: &World, scope: Scope, id: &ServerId) -> Option<Directive> {
    let unknown = scope.with_server && !server::is_chosen(w, id) && !server::running_instances(w).is_empty();
    unknown.then(|| Directive::Fail(Fault::person(Code::NoInstance, Remedy::ChooseInstance, "")))
}

fn terminate(w: &World, id: &ServerId, instance: InstanceId, state: Op) -> Directive {
    let op = Op::Cloud(CloudOp::TerminateInstance { server: id.clone(), instance });
    if w.observed.has_done(|done| *done == op) { Directive::Poll(state, PollPolicy::INSTANCE) } else { Directive::Do(op) }
}

/// Nothing of ours is in the ledger: AWS is read once more, and has the last word.
fn finish(w: &World) -> Directive {
    if !w.observed.swept {
        return Directive::Refresh;
    }
    // What could not be looked for may stand: that is no end.
    if let Some((_, fault)) = unread::looks(w).first() {
        return Directive::Fail((*fault).clone());
    }
    // A server could not be asked whether it still holds files of ours: likewise.
    if let Some(fault) = w.site.servers().find_map(|(id, _)| server::survey_failure(w, &id)) {
        return Directive::Fail(fault.clone());
    }
    Directive::Note(JournalEntry::Closed { at: w.now })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::world;
    use crate::engine::goal::Goal;

    const ALL: Scope = Scope { with_server: true, abandon_delegation: false };

    /// After a teardown that left the server: nothing of it is remembered.
    fn after(named: bool) -> World {
        let mut w = world();
        w.site.server.instance = w.site.server.instance.filter(|_| named);
        let mut w = w.sees_instance();
        w.options.goal = Goal::TearDown(ALL);
        w.ledger.teardown = Some(ALL);
        w
    }

    #[test]
    fn where_only_what_stays_is_left_nothing_is_asked() {
        let asks = |w: &World, scope| matches!(consent(w, scope), Directive::Ask(_));
        let file = Resource::EnvironmentFile { server: ServerId::MAIN, path: "/etc/heestagram.env".to_owned(), names: vec![] };
        let left = world().with_resource(file);
        assert!(!asks(&left, Scope::default()));
        assert!(asks(&left, ALL), "the server itself goes");
        assert!(asks(&left.with_resource(Resource::TargetGroup { arn: "tg".into() }), Scope::default()));
    }

    #[test]
    fn a_server_that_nothing_names_is_not_guessed_and_not_forgotten() {
        let fails = |directives: &[Directive]| matches!(directives, [Directive::Fail(fault)] if fault.code == Code::NoInstance);
        let directives = super::directives(&after(false), ALL);
        assert!(fails(&directives), "{directives:?}");
        let directives = super::directives(&after(true), ALL);
        assert!(matches!(directives.as_slice(), [Directive::Do(Op::Cloud(CloudOp::TerminateInstance { .. }))]), "{directives:?}");
        assert!(!fails(&super::directives(&after(false), Scope::default())), "it was not asked for");
    }
}
