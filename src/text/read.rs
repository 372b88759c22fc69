//! What a teardown has read, as a sentence.

use super::Words;
use crate::engine::op::Op;
use crate::engine::queries::read::{self, Place};
use crate::engine::state::World;

impl Words {
    /// What was read, place by place, and that nothing is left there; `None`: nothing was.
    pub fn read(&self, world: &World) -> Option<String> {
        let places = read::places(world);
        let shown = self.places(&places);
        (!places.is_empty()).then(|| self.with("teardown-read", &[("places", &shown)]))
    }

    /// That other regions were not read, where something may stand in one.
    pub fn not_read(&self, world: &World) -> Option<String> {
        let name = &world.site.name;
        read::others_may_hold_some(world).then(|| self.with("teardown-not-read", &[("name", name)]))
    }

    /// A look, with the region that it is for.
    pub fn look(&self, op: &Op) -> String {
        let what = self.get(&format!("op-{}", op.code()));
        let region = match op {
            Op::Cloud(op) => op.elsewhere(),
            Op::Host(..) | Op::Net(_) => None,
        };
        region.map_or(what.clone(), |region| format!("{what} ({region})"))
    }

    /// Regions in which the same was read stand together.
    fn places(&self, places: &[Place]) -> String {
        let mut said: Vec<(String, &Place)> = Vec::new();
        for place in places {
            let name = place.region.as_ref().map_or_else(|| self.get("read-in-no-region"), ToString::to_string);
            match said.last_mut() {
                Some((names, like)) if like.services == place.services => *names = format!("{names}, {name}"),
                _ => said.push((name, place)),
            }
        }
        let services = |place: &Place| {
            let all: Vec<String> = place.services.iter().map(|service| self.get(&format!("read-service-{service}"))).collect();
            all.join(", ")
        };
        said.iter().map(|(names, place)| format!("{names} ({})", services(place))).collect::<Vec<_>>().join("; ")
    }
}
