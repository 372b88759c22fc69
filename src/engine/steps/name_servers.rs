//! Step 3: the hand-over at the registrar, seen at the parent's own servers.

use crate::engine::op::Op;
use crate::engine::op::net::{Delegation, NetFact, NetOp};
use crate::engine::policy::StepId;
use crate::engine::retry::Every;
use crate::engine::steps::{Next, On, Step, domain};
use crate::engine::world::{Record, World};
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

fn question(w: &World) -> Op {
    Op::Net(NetOp::Delegation { domain: w.site.domain.clone() })
}

/// What the parent's servers last said.
pub fn delegation(w: &World) -> Option<&Delegation> {
    match w.seen.net(&NetOp::Delegation { domain: w.site.domain.clone() }) {
        Some(NetFact::Delegation(d)) => Some(d),
        _ => None,
    }
}

/// What the parent names, or the look that will tell.
pub(super) fn parent_says(w: &World) -> Result<&[DomainName], Next> {
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
