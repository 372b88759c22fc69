//! What every step that may run wants now, and the passes over the world that are no step of the guide: the burst of looks, the
//! comparison of ledger and world, the restart, the teardown.
//!
//! Pure functions of the world, above `steps`; nothing here remembers anything.

mod past_balancer;
mod pause;
mod plain_way;
pub mod preflight;
mod reconcile;
mod refresh;
mod restart;
mod teardown;
mod wake;
mod watch;
mod which_server;

use crate::engine::directive::{Directive, StepPlan};
use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::Step;

/// What every step of this guide that may run wants now. The burst of reads comes first and alone.
pub fn plan(guide: &[&dyn Step], w: &World) -> Vec<StepPlan> {
    match w.options.goal {
        Goal::Build { until } | Goal::Look { until } | Goal::Preflight { until } => build(guide, w, until),
        Goal::Restart => vec![StepPlan { step: w.until(), directives: restart::directives(w) }],
        Goal::Pause(scope) => {
            let first = first_looks(w, StepId::LAST);
            if first.is_empty() { vec![StepPlan { step: w.until(), directives: pause::directives(w, scope) }] } else { first }
        }
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
        directives.extend(which_server::told(w));
    }
    if directives.is_empty() { Vec::new() } else { vec![StepPlan { step: StepId::Look, directives }] }
}

/// Whether the first looks go no further by themselves: they failed for good, or the person is to decide.
fn at_an_end(w: &World, first: &[StepPlan]) -> bool {
    first.iter().flat_map(|wanted| &wanted.directives).all(|directive| match directive {
        Directive::Do(op) | Directive::Poll(op, _) => w.observed.failure(op).is_some(),
        // A mere look asks nothing.
        Directive::Ask(_) => w.looking(),
        Directive::Fail(_) => true,
        Directive::Await(_) | Directive::Note(_) | Directive::Refresh | Directive::Done => false,
    })
}

/// What the first looks met, which they tell themselves.
fn first_met(w: &World, first: &[StepPlan]) -> Vec<Fault> {
    let told = first.iter().flat_map(|wanted| &wanted.directives).filter_map(|directive| match directive {
        Directive::Fail(fault) => Some(fault),
        Directive::Do(op) | Directive::Poll(op, _) => w.observed.failure(op),
        Directive::Ask(_) | Directive::Await(_) | Directive::Note(_) | Directive::Refresh | Directive::Done => None,
    });
    told.cloned().collect()
}

fn build(guide: &[&dyn Step], w: &World, until: StepId) -> Vec<StepPlan> {
    let mut all = first_looks(w, until);
    let looked = all.is_empty();
    if !looked && !at_an_end(w, &all) {
        return all;
    }
    if !matches!(w.options.goal, Goal::Look { .. }) {
        let met: Vec<Fault> = first_met(w, &all);
        all.extend(preflight::before(guide, w, &met));
    }
    if !looked || (!all.is_empty() && !w.looking()) {
        return all;
    }
    for step in guide.iter().filter(|s| s.id() <= until) {
        let ready = step.needs().iter().all(|need| all.iter().any(|w| w.step == *need && w.done()));
        // A mere look goes on past a broken step, to whatever exists: each link is shown for itself.
        if ready || (w.looking() && step.observable(w)) {
            all.push(StepPlan { step: step.id(), directives: step.directives(w) });
        }
    }
    watch::beside(w, &mut all);
    all
}
