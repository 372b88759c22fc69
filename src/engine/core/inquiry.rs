//! What AWS is asked once an op on a server has failed: a look beside it, which explains what it met.

use crate::engine::core::attempts::Attempt;
use crate::engine::core::engine::Engine;
use crate::engine::directive::{Directive, StepPlan};
use crate::engine::op::Op;
use crate::engine::queries;

impl Engine {
    /// Adds to each step the looks that explain what its ops met, until they are answered or given up.
    pub(super) fn inquire(&self, plan: &mut [StepPlan]) {
        for wanted in plan {
            let looks: Vec<Op> = wanted.directives.iter().filter_map(|directive| self.inquiry(directive)).collect();
            wanted.directives.extend(looks.into_iter().map(Directive::Do));
        }
    }

    fn inquiry(&self, directive: &Directive) -> Option<Op> {
        let (Directive::Do(op) | Directive::Poll(op, _)) = directive else { return None };
        let met = self.attempts.get(op)?;
        let look = queries::host_key::look(&self.world, op, met.fault.as_ref()?)?;
        (!self.is_explained(&look, met)).then_some(look)
    }

    /// Whether this look was given up, or answered after the op failed last.
    fn is_explained(&self, look: &Op, met: &Attempt) -> bool {
        self.world.observed.failure(look).is_some() || self.world.observed.at(look) >= met.last
    }
}
