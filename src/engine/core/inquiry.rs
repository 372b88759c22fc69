//! What AWS is asked once an op on a server has failed, or a delete was refused: a look beside it, which explains what it met.

use crate::engine::core::attempts::Attempt;
use crate::engine::core::engine::Engine;
use crate::engine::directive::{Directive, StepPlan};
use crate::engine::fault::Fault;
use crate::engine::op::{CloudOp, Op};
use crate::engine::queries::{holders, host_key, reach};
use crate::engine::state::World;
use crate::engine::step_id::StepId;

impl Engine {
    /// Adds to each step the looks that explain what its ops met, until they are answered or given up.
    pub(super) fn inquire(&self, plan: &mut Vec<StepPlan>) {
        for wanted in plan.iter_mut() {
            let ops = wanted.directives.iter().filter_map(|directive| match directive {
                Directive::Do(op) | Directive::Poll(op, _) => Some(op),
                _ => None,
            });
            let looks: Vec<Op> = ops.filter_map(|op| self.inquiry(op)).collect();
            wanted.directives.extend(looks.into_iter().map(Directive::Do));
        }
        let directives: Vec<Directive> = self.inquiries_after_the_end().into_iter().map(Directive::Do).collect();
        if !directives.is_empty() {
            plan.insert(0, StepPlan { step: StepId::Look, directives });
        }
    }

    /// The look that is still to explain what this op met.
    pub(super) fn inquiry(&self, op: &Op) -> Option<Op> {
        let met = self.attempts.get(op)?;
        let fault = met.fault.as_ref()?;
        let look = host_key::look(&self.world, op, fault).or_else(|| explaining(&self.world, op, fault))?;
        (!self.is_explained(&look, met)).then_some(look)
    }

    /// What a mere look, and a teardown, went on without.
    fn given_up(&self) -> impl Iterator<Item = (&Op, &Fault)> {
        let goes_on = self.world.looking() || self.world.tearing_down();
        self.world.observed.failures().filter(move |_| goes_on)
    }

    fn inquiries_after_the_end(&self) -> Vec<Op> {
        let looks = self.given_up().filter_map(|(op, fault)| reach::look(&self.world, op, fault));
        looks.filter(|look| !self.world.observed.is_over(look)).collect()
    }

    /// Whether this look was given up, or answered: after the op failed, and once more where it failed for the last time. Who held a thing
    /// before the op was first tried may hold it no longer.
    fn is_explained(&self, look: &Op, met: &Attempt) -> bool {
        let answered = self.world.observed.at(look);
        let holders = matches!(look, Op::Cloud(CloudOp::LookHolders { .. }));
        let counts = answered.is_some_and(|at| !holders || at >= met.since);
        self.world.observed.failure(look).is_some() || answered >= met.last || (counts && !met.stuck)
    }

    /// Puts what AWS explained in place of what the ops met: where asking again is no use, it ends.
    pub(super) fn explain(&mut self) {
        let last = |op: &Op, met: &Attempt, fault: &Fault| {
            met.stuck && explaining(&self.world, op, fault).is_some_and(|look| self.is_explained(&look, met))
        };
        let held = |op: &Op, met: &Attempt, fault: &Fault| holders::look(op, fault).is_none_or(|look| self.is_explained(&look, met));
        let tried = self.attempts.failing().filter(|(op, met, fault)| held(op, met, fault));
        let tried = tried.map(|(op, met, fault)| (op, fault, last(op, met, fault)));
        let given_up = self.given_up().map(|(op, fault)| (op, fault, true));
        let explained = tried.chain(given_up).filter_map(|(op, fault, given_up)| {
            let instead = reach::explained(&self.world, op, fault, given_up);
            let instead = instead.or_else(|| holders::explained(&self.world, op, fault, given_up)).filter(|instead| instead != fault)?;
            Some((op.clone(), instead))
        });
        for (op, fault) in explained.collect::<Vec<(Op, Fault)>>() {
            self.attempts.conclude(&op, &fault);
            if !op.is_write() {
                self.world.observed.fail(op, fault);
            }
        }
    }
}

/// The look whose answer changes what the fault means.
fn explaining(w: &World, op: &Op, fault: &Fault) -> Option<Op> {
    reach::look(w, op, fault).or_else(|| holders::look(op, fault))
}
