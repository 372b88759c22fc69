//! DNS as practice plays it: the root, the registries, the registrar's own servers and its form, AWS's servers, and a resolver with
//! its cache. May use the state (the zones in Route 53 are what AWS's servers answer from); knows nothing of HTTP.

pub(super) mod ask;
mod made;
pub(super) mod records;
mod registry;
mod resolver;
mod servers;
mod zones;

pub(super) use servers::REGISTRY;
pub use servers::{RESOLVER, ROOT};

pub(super) use made::{make, plan_record};
pub(super) use registry::{covering, hand_over, plan, switch_off};
pub(super) use resolver::find;

use super::state::SimState;
use crate::engine::time::Timestamp;

/// The DS records that the registry has of this domain.
pub(super) fn signers(sim: &SimState, domain: &str) -> Vec<String> {
    registry::covering(sim, domain).filter(|part| part.domain == domain).map(|part| part.signers).unwrap_or_default()
}

/// What becomes true by itself at `sim.now`.
pub(super) fn settle(sim: &mut SimState) {
    registry::settle(sim);
    made::settle(sim);
}

/// The next moment at which something becomes true by itself.
pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    [registry::due(sim), made::due(sim)].into_iter().flatten().min()
}
