//! The internet as practice plays it: root, top-level domains, the registrar's old servers, the zone's servers, a resolver with
//! its memory, and what answers over HTTP and TLS.

use serde::{Deserialize, Serialize};

use super::scene::Scene;
use super::world::World;
use crate::engine::time::Timestamp;

/// What the rest of the world knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Internet {}

impl Internet {
    pub fn begin(_world: &World) -> Self {
        Self {}
    }
}

/// What a fresh look through the delegation finds: the values of `name`'s records of `kind`, as zone files write them, CNAMEs not
/// followed. Names are lower case, without a trailing dot, in and out.
pub(super) fn find(_scene: &Scene, _name: &str, _kind: &str) -> Vec<String> {
    Vec::new()
}

/// What becomes true by itself at `scene.now`.
pub(super) fn settle(_scene: &mut Scene) {}

/// The next moment at which something becomes true by itself.
pub(super) fn due(_scene: &Scene) -> Option<Timestamp> {
    None
}
