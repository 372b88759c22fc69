//! What a build that waits for the world relies on is looked at again meanwhile: another computer's `down`, or a person at the console, may
//! have taken it away, and the name that is waited for would then lead nowhere, however long anybody waits.

use std::time::Duration;

use crate::engine::directive::{Directive, StepPlan};
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::passes::reconcile;
use crate::engine::poll::Limit;
use crate::engine::queries::{records, twice};
use crate::engine::resource::Resource;
use crate::engine::slot::SlotKind;
use crate::engine::state::World;

/// As old as these looks may get while it waits: what goes is gone for good, and a wait may take days.
const FRESH: Duration = Duration::from_secs(300);
/// A list may show late what was just made, or changed.
const SETTLED: Duration = Duration::from_secs(3);

/// Adds these looks to the step that waits; and the look at everything, where something is gone: that asks the person what is to become of it.
pub(super) fn beside(w: &World, plan: &mut [StepPlan]) {
    if w.looking() {
        return;
    }
    let Some(waiting) = plan.iter_mut().find(|step| step.directives.iter().any(is_wait)) else { return };
    if w.ledger.resources.values().any(|resource| is_gone(w, resource)) {
        return waiting.directives.push(Directive::Refresh);
    }
    for resource in w.ledger.resources.values() {
        let Some(look) = look(w, resource).filter(|look| is_old(w, look)) else { continue };
        let again = Directive::Do(look);
        if !waiting.directives.contains(&again) {
            waiting.directives.push(again);
        }
    }
}

fn is_wait(directive: &Directive) -> bool {
    matches!(directive, Directive::Poll(_, every) if every.limit == Limit::World)
}

/// The look that shows whether this one still stands. The others are nothing that the name relies on, or are what is waited for.
fn look(w: &World, resource: &Resource) -> Option<Op> {
    match (resource.slot().kind(), resource) {
        (SlotKind::Zone, _) => Some(twice::zones_look(w)),
        (SlotKind::Address | SlotKind::OtherAddress | SlotKind::Validation, Resource::Record { zone, .. }) => Some(records::look(zone)),
        (SlotKind::Balancer, _) => Some(Op::Cloud(CloudOp::LookBalancers)),
        _ => None,
    }
}

/// AWS that was out of reach for as long as a look is patient is not asked in this way again: that is no fault of the wait.
fn is_old(w: &World, look: &Op) -> bool {
    w.observed.at(look).is_none_or(|at| w.now - at >= FRESH) && w.observed.failure(look).is_none()
}

/// Whether a look that can know it, since it was made after the thing, does not show it (as we made it).
fn is_gone(w: &World, resource: &Resource) -> bool {
    let Some(seen) = look(w, resource).and_then(|look| w.observed.at(&look)) else { return false };
    let settled = w.observed.made_at(resource.slot().kind()).is_none_or(|made| seen >= made + SETTLED);
    settled && reconcile::is_contradicted(w, resource)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, world, zone};
    use crate::engine::goal::Goal;
    use crate::engine::poll::PollPolicy;
    use crate::engine::queries::delegation;
    use crate::engine::step_id::StepId;

    /// What is added to a step that wants this.
    fn added(w: &World, wanted: Directive) -> Vec<Directive> {
        let mut plan = vec![StepPlan { step: StepId::NameServers, directives: vec![wanted] }];
        beside(w, &mut plan);
        plan.remove(0).directives.split_off(1)
    }

    fn waits(w: &World) -> Directive {
        Directive::Poll(delegation::look(w), PollPolicy::DELEGATION)
    }

    #[test]
    fn a_zone_that_is_waited_for_is_looked_at_again_and_one_that_is_gone_is_asked_about() {
        let stands = world().with_zone().sees_zones(vec![zone("Z1", true, "")]);
        assert_eq!(added(&stands, waits(&stands)), []);
        let mut later = stands.clone();
        later.now = NOW + FRESH;
        assert_eq!(added(&later, waits(&later)), [Directive::Do(twice::zones_look(&later))]);
        assert_eq!(added(&later, Directive::Done), [], "nothing is waited for");
        let aws_own = Directive::Poll(twice::zones_look(&later), PollPolicy::CHANGE);
        assert_eq!(added(&later, aws_own), [], "that ends by itself");
        let mut looks = later.clone();
        looks.options.goal = Goal::Look { until: StepId::Live };
        assert_eq!(added(&looks, waits(&looks)), []);
        let gone = stands.sees_zones(vec![]);
        assert_eq!(added(&gone, waits(&gone)), [Directive::Refresh]);
    }

    #[test]
    fn a_list_from_before_the_thing_was_made_tells_nothing_of_it() {
        let mut w = world().with_zone().sees_zones(vec![]);
        w.observed.made(SlotKind::Zone, NOW);
        assert_eq!(added(&w, waits(&w)), []);
    }
}
