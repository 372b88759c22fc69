//! Everything a step decides from.

use crate::engine::goal::Policy;
use crate::engine::state::{Ledger, Seen};
use crate::engine::time::Timestamp;
use crate::site::Site;

/// Everything a step decides from.
#[derive(Debug, Clone)]
pub struct World {
    pub site: Site,
    pub policy: Policy,
    pub now: Timestamp,
    pub ledger: Ledger,
    pub seen: Seen,
}
