//! One file a step: what may run now, what is asked of the person. Pure: a step is a function of the [`World`].

mod address;
mod balancer;
mod certificate;
mod domain;
#[cfg(test)]
pub(in crate::engine) mod fixture;
mod live;
mod look;
mod name_servers;
mod overdue;
mod reconcile;
mod restart;
mod service;
mod sightings;
mod teardown;

use crate::engine::ask::Question;
use crate::engine::fault::Fault;
use crate::engine::op::Op;
use crate::engine::policy::{Goal, StepId};
use crate::engine::retry::Every;
use crate::engine::world::{Record, World};
use crate::site::DomainName;

pub use address::address_look;
pub use balancer::zones_wanted;
#[cfg(test)]
pub(in crate::engine) use certificate::Certificate;
pub use domain::zone;
pub use live::https_answer;
pub use look::{app, chosen_instance, public_address};
pub use name_servers::{delegation, points_at};
pub use overdue::overdue;
pub use service::{unit_standing, unit_wanted};

/// What a step wants now.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Only the person can decide.
    Ask(Question),
    Do(Op),
    /// Repeat this look until the step no longer wants it.
    Poll(Op, Every),
    /// Somebody else's move, elsewhere.
    Wait(On),
    /// Write this down: it follows from what was seen and said.
    Note(Record),
    /// The step cannot go on.
    Fail(Fault),
    /// Forget what was seen in AWS and look again.
    LookAgain,
    Done,
}

/// What is waited for that the person does elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum On {
    /// Our name servers entered at the registrar. `theirs`: what the parent names now.
    HandOver { domain: DomainName, ours: Vec<DomainName>, theirs: Vec<DomainName> },
    /// The approval link in a mail to one of these.
    Mail { mailboxes: Vec<String> },
    /// The name servers given back at the registrar, before the zone can be deleted safely. `old`: those before ours.
    HandBack { domain: DomainName, ours: Vec<DomainName>, old: Vec<DomainName> },
}

impl On {
    /// The stable code that `--json` prints.
    pub fn code(&self) -> &'static str {
        match self {
            Self::HandOver { .. } => "hand-over",
            Self::Mail { .. } => "mail",
            Self::HandBack { .. } => "hand-back",
        }
    }
}

/// One step's wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub step: StepId,
    pub nexts: Vec<Next>,
}

impl Wanted {
    pub fn done(&self) -> bool {
        !self.nexts.is_empty() && self.nexts.iter().all(|n| *n == Next::Done)
    }
}

/// A step: pure, its test is a table.
pub trait Step {
    fn id(&self) -> StepId;
    /// The steps that must be done before this one begins.
    fn needs(&self) -> &'static [StepId];
    fn next(&self, w: &World) -> Vec<Next>;
}

/// What every step that may run wants now. The burst of reads comes first and alone.
pub fn plan(w: &World) -> Vec<Wanted> {
    match w.policy.goal {
        Goal::Build { until } | Goal::Look { until } => build(w, until),
        Goal::Restart => vec![Wanted { step: StepId::Service, nexts: restart::next(w) }],
        Goal::TearDown(scope) => {
            let first = first_looks(w, StepId::Live);
            if first.is_empty() { vec![Wanted { step: StepId::Teardown, nexts: teardown::next(w, scope) }] } else { first }
        }
    }
}

fn first_looks(w: &World, until: StepId) -> Vec<Wanted> {
    if w.seen.settled {
        return Vec::new();
    }
    let mut nexts = look::next(w, until);
    if nexts.is_empty() {
        nexts = reconcile::next(w);
    }
    if nexts.is_empty() {
        nexts.extend(look::unknown_server(w));
    }
    if nexts.is_empty() { Vec::new() } else { vec![Wanted { step: StepId::Look, nexts }] }
}

fn build(w: &World, until: StepId) -> Vec<Wanted> {
    let first = first_looks(w, until);
    if !first.is_empty() {
        return first;
    }
    let steps: [&dyn Step; 7] = [
        &service::Service,
        &domain::Domain,
        &name_servers::NameServers,
        &address::Address,
        &certificate::Certificate,
        &balancer::Balancer,
        &live::Live,
    ];
    let mut all: Vec<Wanted> = Vec::new();
    for step in steps.iter().filter(|s| s.id() <= until) {
        let ready = step.needs().iter().all(|need| all.iter().any(|w| w.step == *need && w.done()));
        if ready || (w.looking() && worth_a_look(w, step.id())) {
            all.push(Wanted { step: step.id(), nexts: step.next(w) });
        }
    }
    all
}

/// A mere look goes on past a broken step, to whatever exists: each link is told for itself.
fn worth_a_look(w: &World, step: StepId) -> bool {
    use crate::engine::resource::Slot;
    let stands = |slot: Slot| w.ledger.resources.contains_key(&slot);
    match step {
        StepId::Domain => true,
        StepId::NameServers | StepId::Address => stands(Slot::Zone),
        StepId::Certificate => stands(Slot::Certificate),
        StepId::Balancer => stands(Slot::Balancer),
        StepId::Live => stands(Slot::Balancer) && address::standing(w).is_some_and(|(_, set, _, _)| address::is_alias(set)),
        StepId::Look | StepId::Service | StepId::Teardown => false,
    }
}
