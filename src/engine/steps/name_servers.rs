//! Step 3: the hand-over at the registrar, seen at the parent's own servers.

use crate::engine::directive::{Next, On};
use crate::engine::op::Op;
use crate::engine::op::cloud::Zone;
use crate::engine::op::net::{Delegation, NetFact, NetOp};
use crate::engine::poll::Every;
use crate::engine::state::{Record, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{Step, domain};
use crate::site::DomainName;

pub struct NameServers;

impl Step for NameServers {
    fn id(&self) -> StepId {
        StepId::NameServers
    }

    fn needs(&self) -> &'static [StepId] {
        &[StepId::Domain]
    }

    fn next(&self, w: &World) -> Vec<Next> {
        let Some((_, ours)) = domain::zone(w) else { return Vec::new() };
        let seen = delegation(w);
        if w.policy.trust_delegation || seen.is_some_and(|d| same(ours, &d.name_servers)) {
            return vec![Next::Done];
        }
        let mut nexts = vec![Next::Poll(question(w), Every::DELEGATION)];
        let theirs = seen.map(|d| d.name_servers.clone()).unwrap_or_default();
        nexts.extend(worth_remembering(w, ours, &theirs));
        nexts.push(Next::Wait(On::HandOver { domain: w.site.domain.clone(), ours: ours.to_vec(), theirs }));
        nexts
    }
}

/// Teardown shows these when it asks for the name servers to be given back.
fn worth_remembering(w: &World, ours: &[DomainName], theirs: &[DomainName]) -> Option<Next> {
    let foreign = !theirs.is_empty() && !theirs.iter().any(|t| ours.contains(t));
    let new = w.ledger.old_name_servers != theirs;
    (foreign && new && !w.looking()).then(|| Next::Note(Record::OldNameServers { at: w.now, name_servers: theirs.to_vec() }))
}

/// The look at the parent's own servers.
pub(in crate::engine) fn question(w: &World) -> Op {
    Op::Net(NetOp::Delegation { domain: w.site.domain.clone() })
}

/// What the parent's servers last said.
pub fn delegation(w: &World) -> Option<&Delegation> {
    match w.seen.net(&NetOp::Delegation { domain: w.site.domain.clone() }) {
        Some(NetFact::Delegation(d)) => Some(d),
        _ => None,
    }
}

/// Whether the parent's servers name just this zone's.
pub fn points_at(w: &World, zone: &Zone) -> bool {
    delegation(w).is_some_and(|told| same(&zone.name_servers, &told.name_servers))
}

/// What the parent names, or the look that will tell.
pub(in crate::engine) fn parent_says(w: &World) -> Result<&[DomainName], Next> {
    delegation(w).map(|d| d.name_servers.as_slice()).ok_or_else(|| Next::Do(question(w)))
}

/// The same names, in whatever order.
pub fn same(a: &[DomainName], b: &[DomainName]) -> bool {
    let sorted = |all: &[DomainName]| {
        let mut all = all.to_vec();
        all.sort();
        all.dedup();
        all
    };
    sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{OURS, name, world};
    use crate::engine::goal::Goal;
    use crate::engine::step_id::StepId;

    #[test]
    fn only_the_whole_set_is_the_same() {
        let names = |all: &[&str]| all.iter().map(|n| name(n)).collect::<Vec<_>>();
        let ours = names(&OURS);
        let [a, b, c, d] = OURS;
        let table: [(&[&str], bool); 7] = [
            (&[d, c, b, a], true),
            (&[a, b, c, d, a], true),
            (&[a, b, c], false),
            (&[a, b, c, d, "ns1.registrar.example"], false),
            (&[a, b, c, "ns1.registrar.example"], false),
            (&["ns1.registrar.example"], false),
            (&[], false),
        ];
        for (theirs, expected) in table {
            assert_eq!(same(&ours, &names(theirs)), expected, "{theirs:?}");
        }
    }

    #[test]
    fn what_the_parent_says_decides_and_foreign_name_servers_are_remembered_once() {
        let next = |w: &World| NameServers.next(w);
        let noted = |w: &World| next(w).iter().any(|n| matches!(n, Next::Note(Record::OldNameServers { .. })));
        let waits = |w: &World| next(w).iter().any(|n| matches!(n, Next::Wait(On::HandOver { .. })));
        let at = |parent: &[&str]| world().holds_zone().sees_parent(parent);

        assert_eq!(next(&at(&OURS)), [Next::Done]);
        let mut trusting = world().holds_zone();
        trusting.policy.trust_delegation = true;
        assert_eq!(next(&trusting), [Next::Done]);
        assert!(waits(&world().holds_zone()) && !noted(&world().holds_zone()), "not looked yet");
        assert!(waits(&at(&[])) && !noted(&at(&[])), "the parent knows nothing: nothing to remember");
        assert!(waits(&at(&OURS[..3])) && !noted(&at(&OURS[..3])), "half way: these are ours");

        let mut old = at(&["ns1.registrar.example"]);
        assert!(waits(&old) && noted(&old));
        old.ledger.old_name_servers = vec![name("ns1.registrar.example")];
        assert!(waits(&old) && !noted(&old), "known");
        old.ledger.old_name_servers.clear();
        old.policy.goal = Goal::Look { until: StepId::Live };
        assert!(!noted(&old), "a look notes nothing");
    }
}
