//! What this run went on without: looks at AWS that were refused, or given up. Whatever they would have told of may stand.

use crate::engine::fault::Fault;
use crate::engine::op::Op;
use crate::engine::state::World;

/// The looks and why each was given up, in the order of their codes.
pub fn looks(w: &World) -> Vec<(&Op, &Fault)> {
    let at_aws = w.observed.failures().filter(|(op, _)| matches!(op, Op::Cloud(_)) && !op.explains());
    let mut all: Vec<(&Op, &Fault)> = at_aws.collect();
    all.sort_by_key(|(op, _)| op.code().as_str());
    all
}
