//! Step 3: the hand-over at the registrar, seen at the parent's own servers.

use crate::engine::directive::{Directive, Errand};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{delegation, zone};
use crate::engine::slot::Slot;
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{Part, Step};
use crate::site::DomainName;

#[derive(Debug)]
pub struct NameServers;

impl Step for NameServers {
    fn id(&self) -> StepId {
        StepId::NameServers
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Domain]
    }

    fn parts(&self, _: &World) -> Vec<Part> {
        Vec::new()
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Zone)
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        let Some((_, ours)) = zone::held(w) else { return Vec::new() };
        let seen = delegation::observed(w);
        if w.options.trust_delegation || seen.is_some_and(|d| delegation::same(ours, &d.name_servers)) {
            return vec![Directive::Done];
        }
        let mut directives = vec![Directive::Poll(delegation::look(w), PollPolicy::DELEGATION)];
        let theirs = seen.map(|d| d.name_servers.clone()).unwrap_or_default();
        directives.extend(worth_remembering(w, ours, &theirs));
        directives.push(Directive::Await(Errand::HandOver { domain: w.site.domain.clone(), ours: ours.to_vec(), theirs }));
        directives
    }
}

/// Teardown shows these when it asks for the name servers to be given back.
fn worth_remembering(w: &World, ours: &[DomainName], theirs: &[DomainName]) -> Option<Directive> {
    let foreign = !theirs.is_empty() && !theirs.iter().any(|t| ours.contains(t));
    let new = w.ledger.old_name_servers != theirs;
    (foreign && new && !w.looking()).then(|| Directive::Note(JournalEntry::OldNameServers { at: w.now, name_servers: theirs.to_vec() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, name, world};
    use crate::engine::goal::Goal;
    use crate::engine::step_id::StepId;

    #[test]
    fn what_the_parent_says_decides_and_foreign_name_servers_are_remembered_once() {
        let next = |w: &World| NameServers.directives(w);
        let noted = |w: &World| next(w).iter().any(|n| matches!(n, Directive::Note(JournalEntry::OldNameServers { .. })));
        let waits = |w: &World| next(w).iter().any(|n| matches!(n, Directive::Await(Errand::HandOver { .. })));
        let at = |parent: &[&str]| world().with_zone().sees_parent(parent);

        assert_eq!(next(&at(&OURS)), [Directive::Done]);
        let mut trusting = world().with_zone();
        trusting.options.trust_delegation = true;
        assert_eq!(next(&trusting), [Directive::Done]);
        assert!(waits(&world().with_zone()) && !noted(&world().with_zone()), "not looked yet");
        assert!(waits(&at(&[])) && !noted(&at(&[])), "the parent knows nothing: nothing to remember");
        assert!(waits(&at(&OURS[..3])) && !noted(&at(&OURS[..3])), "half way: these are ours");

        let mut old = at(&["ns1.registrar.example"]);
        assert!(waits(&old) && noted(&old));
        old.ledger.old_name_servers = vec![name("ns1.registrar.example")];
        assert!(waits(&old) && !noted(&old), "known");
        old.ledger.old_name_servers.clear();
        old.options.goal = Goal::Look { until: StepId::Live };
        assert!(!noted(&old), "a look notes nothing");
    }
}
