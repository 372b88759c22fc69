//! What every step that may run wants now, and the passes over the world that are no step of the guide. Pure.

mod reconcile;
mod refresh;
mod restart;
mod teardown;

use crate::engine::directive::Wanted;
use crate::engine::goal::Goal;
use crate::engine::queries::records;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{self, Step};

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
    let mut nexts = refresh::next(w, until);
    if nexts.is_empty() {
        nexts = reconcile::next(w);
    }
    if nexts.is_empty() {
        nexts.extend(refresh::unknown_server(w));
    }
    if nexts.is_empty() { Vec::new() } else { vec![Wanted { step: StepId::Look, nexts }] }
}

fn build(w: &World, until: StepId) -> Vec<Wanted> {
    let first = first_looks(w, until);
    if !first.is_empty() {
        return first;
    }
    let steps: [&dyn Step; 7] = [
        &steps::service::Service,
        &steps::domain::Domain,
        &steps::name_servers::NameServers,
        &steps::address::Address,
        &steps::certificate::Certificate,
        &steps::balancer::Balancer,
        &steps::live::Live,
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
    use crate::engine::slot::Slot;
    let stands = |slot: Slot| w.holds(&slot);
    match step {
        StepId::Domain => true,
        StepId::NameServers | StepId::Address => stands(Slot::Zone),
        StepId::Certificate => stands(Slot::Certificate),
        StepId::Balancer => stands(Slot::Balancer),
        StepId::Live => stands(Slot::Balancer) && records::held(w).is_some_and(|(_, set, _, _)| records::is_alias(set)),
        StepId::Look | StepId::Service | StepId::Teardown => false,
    }
}
