//! What every step that may run wants now, and the passes over the world that are no step of the guide: the burst of looks, the
//! comparison of ledger and world, the restart, the teardown.
//!
//! Pure functions of the world, above `steps`; nothing here remembers anything.

mod reconcile;
mod refresh;
mod restart;
mod teardown;

use crate::engine::directive::StepPlan;
use crate::engine::goal::Goal;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::Step;

/// What every step of this guide that may run wants now. The burst of reads comes first and alone.
pub fn plan(guide: &[&dyn Step], w: &World) -> Vec<StepPlan> {
    match w.options.goal {
        Goal::Build { until } | Goal::Look { until } => build(guide, w, until),
        Goal::Restart => vec![StepPlan { step: w.until(), directives: restart::directives(w) }],
        Goal::TearDown(scope) => {
            let first = first_looks(w, StepId::LAST);
            if first.is_empty() { vec![StepPlan { step: StepId::Teardown, directives: teardown::directives(w, scope) }] } else { first }
        }
    }
}

fn first_looks(w: &World, until: StepId) -> Vec<StepPlan> {
    if w.observed.refreshed {
        return Vec::new();
    }
    let mut directives = refresh::directives(w, until);
    if directives.is_empty() {
        directives = reconcile::directives(w);
    }
    if directives.is_empty() {
        directives.extend(refresh::unknown_server(w));
    }
    if directives.is_empty() { Vec::new() } else { vec![StepPlan { step: StepId::Look, directives }] }
}

fn build(guide: &[&dyn Step], w: &World, until: StepId) -> Vec<StepPlan> {
    let first = first_looks(w, until);
    if !first.is_empty() {
        return first;
    }
    let mut all: Vec<StepPlan> = Vec::new();
    for step in guide.iter().filter(|s| s.id() <= until) {
        let ready = step.needs().iter().all(|need| all.iter().any(|w| w.step == *need && w.done()));
        // A mere look goes on past a broken step, to whatever exists: each link is shown for itself.
        if ready || (w.looking() && step.observable(w)) {
            all.push(StepPlan { step: step.id(), directives: step.directives(w) });
        }
    }
    all
}
