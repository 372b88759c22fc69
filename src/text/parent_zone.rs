//! Where a part of a registered domain is handed over: in the DNS of the zone above it, not at a registrar.

use super::Words;
use super::registrars::Way;
use crate::engine::queries::delegation;
use crate::engine::state::World;

impl Words {
    /// How a part of a registered domain is handed over, or back: by records in the zone above it. `None`: it is no such part.
    pub fn parent_zone(&self, world: &World, way: Way) -> Option<String> {
        let parent = delegation::parent_zone(world)?;
        let label = world.site.domain.as_str().strip_suffix(parent.as_str())?.trim_end_matches('.').to_owned();
        let id = match way {
            Way::Over => "headless-parent-zone",
            Way::Back => "headless-parent-zone-back",
        };
        Some(self.with(id, &[("domain", &world.site.domain), ("parent", &parent), ("label", &label)]))
    }
}
