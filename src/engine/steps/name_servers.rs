//! Step 3: the hand-over at the registrar, seen at the parent's own servers.

use crate::engine::directive::{Directive, Errand};
use crate::engine::goal::Scope;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{delegation, name_servers, zone};
use crate::engine::resource::Resource;
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
        if let Some(scope) = w.begun_teardown() {
            return torn_down(w, scope, ours);
        }
        let seen = delegation::observed(w);
        if w.options.trust_delegation || seen.is_some_and(|d| delegation::same(ours, &d.name_servers)) {
            return vec![Directive::Done];
        }
        let mut directives = vec![Directive::Poll(delegation::look(w), PollPolicy::DELEGATION)];
        let theirs = seen.map(|d| d.name_servers.clone()).unwrap_or_default();
        directives.extend(worth_remembering(w, ours, &theirs));
        directives.extend(name_servers::unasked(w, ours).map(Directive::Do));
        directives.push(Directive::Await(Errand::HandOver { domain: w.site.domain.clone(), ours: ours.to_vec(), theirs }));
        directives
    }
}

/// The zone is to go: nothing is handed over to it any more. Where it waits until the domain has left it, that is what is to be done.
fn torn_down(w: &World, scope: Scope, ours: &[DomainName]) -> Vec<Directive> {
    let is_ours = matches!(w.resource(&Slot::Zone), Some(Resource::Zone { adopted: false, .. }));
    let waits = is_ours && delegation::keeps(w, scope, ours) == Some(true);
    let old = w.ledger.old_name_servers.clone();
    let back = || Directive::Await(Errand::HandBack { domain: w.site.domain.clone(), ours: ours.to_vec(), old });
    let look = Directive::Poll(delegation::look(w), PollPolicy::DELEGATION);
    let addresses = name_servers::unasked(w, &w.ledger.old_name_servers).map(Directive::Do).filter(|_| waits);
    [look].into_iter().chain(waits.then(back)).chain(addresses).collect()
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

    #[test]
    fn while_a_teardown_is_begun_a_look_hands_nothing_over_and_tells_what_the_zone_waits_for() {
        let errand =
            |w: &World| NameServers.directives(w).into_iter().find_map(|d| if let Directive::Await(on) = d { Some(on) } else { None });
        let begun = |parent: &[&str], scope| {
            let mut w = world().with_zone().sees_parent(parent);
            w.options.goal = Goal::LOOK;
            w.ledger.teardown = Some(scope);
            w
        };
        let scope = Scope::default();
        assert_eq!(errand(&begun(&["ns1.registrar.example"], scope)), None, "the domain has left already");
        for parent in [&OURS[..], &[OURS[1], "ns1.registrar.example"]] {
            assert!(matches!(errand(&begun(parent, scope)), Some(Errand::HandBack { .. })), "{parent:?}");
        }
        assert_eq!(errand(&begun(&OURS, Scope { abandon_delegation: true, ..scope })), None, "it goes all the same");
        let mut builds = begun(&["ns1.registrar.example"], scope);
        builds.options.goal = Goal::Build { until: StepId::Live };
        assert!(matches!(errand(&builds), Some(Errand::HandOver { .. })), "who builds again hands over again");
    }
}
