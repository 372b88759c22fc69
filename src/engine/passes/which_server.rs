//! Which instance a server is, where nothing names one: a run is to end it, to stop it, or to look for files of ours on it.

use std::net::IpAddr;

use crate::engine::directive::Directive;
use crate::engine::goal::Goal;
use crate::engine::op::cloud::Instance;
use crate::engine::passes::refresh;
use crate::engine::queries::server;
use crate::engine::question::{Answer, Question};
use crate::engine::state::{JournalEntry, World};
use crate::site::{Server, ServerId};

/// What tells it, or asks for it, once all that bears our tag was found: our target group may hold it.
pub(super) fn told(w: &World) -> Option<Directive> {
    w.site.servers().find_map(|(id, server)| if ends_servers(w) { to_end(w, &id, server) } else { with_files(w, &id, server) })
}

fn ends_servers(w: &World) -> bool {
    match w.options.goal {
        Goal::TearDown(scope) => scope.with_server,
        Goal::Pause(scope) => scope.stop_server,
        Goal::Build { .. } | Goal::Look { .. } | Goal::Preflight { .. } | Goal::Restart => false,
    }
}

/// By what the journal knew, or by its address; else the person says, as in a build. One that stands still may be it.
fn to_end(w: &World, id: &ServerId, server: &Server) -> Option<Directive> {
    if server::instance_id(w, id).is_some() || server::was_told_to_end(w, id) {
        return None;
    }
    let all = server::candidates(w);
    let by_journal = || all.first().filter(|_| w.ledger.server_was.is_some());
    if let Some(known) = all.iter().find(|i| is_at(server, i)).or_else(by_journal) {
        return Some(Directive::Note(JournalEntry::Answered { at: w.now, answer: Answer::Instance(id.clone(), known.id.clone()) }));
    }
    // One that has another address than the server's is not it; and of a site that is known by its name alone nothing tells.
    let may_be: Vec<Instance> = all.into_iter().filter(|i| !has_address(server) || i.public_address.is_none()).cloned().collect();
    (server.manage && !may_be.is_empty()).then(|| Directive::Ask(Question::Instance(id.clone(), may_be)))
}

fn has_address(server: &Server) -> bool {
    server.public_address.is_some() || server.address.is_some()
}

fn is_at(server: &Server, instance: &Instance) -> bool {
    let address = instance.public_address.map(IpAddr::V4);
    address.is_some() && (server.public_address.map(IpAddr::V4) == address || server.address == address)
}

/// A teardown without a journal, in which nothing tells which instance may hold files of ours: the person knows.
fn with_files(w: &World, id: &ServerId, server: &Server) -> Option<Directive> {
    let running = server::running_instances(w);
    let known = server.address.is_some() || server::is_chosen(w, id) || server::instance(w, id).is_some();
    let unknown = w.tearing_down() && refresh::lost_journal(w, id) && server.manage && !known && !running.is_empty();
    unknown.then(|| Directive::Ask(Question::Instance(id.clone(), running)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, world};
    use crate::engine::goal::{PauseScope, Scope};
    use crate::engine::leftover::Belongings;
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, InstanceState};

    const ENDS: Goal = Goal::TearDown(Scope { with_server: true, abandon_delegation: false });

    /// Nothing names an instance, and EC2 tells of these.
    fn unnamed(goal: Goal, all: Vec<Instance>) -> World {
        let mut w = world();
        (w.site.server.instance, w.site.server.address, w.site.server.public_address) = (None, None, None);
        w.options.goal = goal;
        let look = server::instances_look(&w);
        w.sees(look, Fact::Cloud(CloudFact::Instances(all)))
    }

    fn other() -> Instance {
        Instance { id: "i-0aaaaaaaaaaaaaaaa".parse().unwrap(), public_address: Some([192, 0, 2, 99].into()), ..instance() }
    }

    fn asked(w: &World) -> Vec<String> {
        match told(w) {
            Some(Directive::Ask(question @ Question::Instance(..))) => question.evidence(),
            Some(other) => panic!("{other:?}"),
            None => Vec::new(),
        }
    }

    fn noted(w: &World) -> Option<String> {
        match told(w) {
            Some(Directive::Note(JournalEntry::Answered { answer: Answer::Instance(_, id), .. })) => Some(id.to_string()),
            _ => None,
        }
    }

    #[test]
    fn a_server_that_is_to_go_and_that_nothing_names_is_asked_for_running_or_not() {
        let own = instance().id.to_string();
        let stopped = || Instance { state: InstanceState::Stopped, public_address: None, ..instance() };
        for goal in [ENDS, Goal::Pause(PauseScope { stop_server: true })] {
            assert_eq!(asked(&unnamed(goal, vec![stopped()])), [own.as_str()]);
            assert_eq!(asked(&unnamed(goal, vec![instance(), other()])), [own.as_str(), other().id.as_str()]);
            assert_eq!(asked(&unnamed(goal, vec![Instance { state: InstanceState::Terminated, ..instance() }])), Vec::<String>::new());
        }
        assert_eq!(told(&unnamed(Goal::Pause(PauseScope::default()), vec![stopped()])), None, "it is left as it is");
        let mut by_name = unnamed(ENDS, vec![instance()]);
        by_name.site.server.manage = false;
        assert_eq!(told(&by_name), None, "nothing ties it to the site");
    }

    #[test]
    fn what_the_journal_or_the_address_tells_is_not_asked() {
        let mut w = unnamed(ENDS, vec![other(), instance()]);
        w.ledger.server_was = Some(instance().id);
        assert_eq!(noted(&w), Some(instance().id.to_string()));
        let mut w = unnamed(ENDS, vec![other(), instance()]);
        w.site.server.public_address = other().public_address;
        assert_eq!(noted(&w), Some(other().id.to_string()));
    }

    #[test]
    fn another_s_instance_is_never_taken_for_the_server() {
        let mut was = unnamed(ENDS, vec![other()]);
        was.ledger.server_was = Some(instance().id);
        let mut ended = unnamed(ENDS, vec![instance()]);
        let none = Vec::new;
        ended.ledger.belongings.push(Belongings {
            instance: instance().id,
            staying: none(),
            going: none(),
            addresses: vec![],
            groups: vec![],
        });
        let mut elsewhere = unnamed(ENDS, vec![other()]);
        elsewhere.site.server.public_address = Some([192, 0, 2, 7].into());
        for w in [was, ended, elsewhere] {
            assert_eq!(told(&w), None);
        }
    }
}
