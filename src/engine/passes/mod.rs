//! What every step that may run wants now, and the passes over the world that are no step of the guide. Pure.

mod reconcile;
mod refresh;
mod restart;
mod teardown;

use crate::engine::directive::Wanted;
use crate::engine::goal::Goal;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::Step;

/// What every step of this guide that may run wants now. The burst of reads comes first and alone.
pub fn plan(guide: &[&dyn Step], w: &World) -> Vec<Wanted> {
    match w.policy.goal {
        Goal::Build { until } | Goal::Look { until } => build(guide, w, until),
        Goal::Restart => vec![Wanted { step: w.until(), nexts: restart::next(w) }],
        Goal::TearDown(scope) => {
            let first = first_looks(w, StepId::LAST);
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

fn build(guide: &[&dyn Step], w: &World, until: StepId) -> Vec<Wanted> {
    let first = first_looks(w, until);
    if !first.is_empty() {
        return first;
    }
    let mut all: Vec<Wanted> = Vec::new();
    for step in guide.iter().filter(|s| s.id() <= until) {
        let ready = step.needs().iter().all(|need| all.iter().any(|w| w.step == *need && w.done()));
        // A mere look goes on past a broken step, to whatever exists: each link is shown for itself.
        if ready || (w.looking() && step.observable(w)) {
            all.push(Wanted { step: step.id(), nexts: step.directives(w) });
        }
    }
    all
}
