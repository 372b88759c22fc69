//! What a teardown has read, as a sentence.

use super::Words;
use crate::engine::op::Op;
use crate::engine::queries::read::{self, Place, Service};
use crate::engine::state::World;

impl Words {
    /// What was read, place by place, and that nothing is left there; `None`: nothing was.
    pub fn read(&self, world: &World) -> Option<String> {
        self.read_of(world, "teardown-read", |place| &place.services)
    }

    /// What was read beside, for what goes on billing.
    pub fn read_beside(&self, world: &World) -> Option<String> {
        self.read_of(world, "teardown-read-beside", |place| &place.beside)
    }

    fn read_of(&self, world: &World, id: &str, of: impl Fn(&Place) -> &Vec<Service>) -> Option<String> {
        let places = read::places(world);
        let read: Vec<(&Place, &Vec<Service>)> = places.iter().map(|place| (place, of(place))).filter(|(_, all)| !all.is_empty()).collect();
        (!read.is_empty()).then(|| self.with(id, &[("places", &self.places(&read))]))
    }

    /// That other regions were not read, where something may stand in one.
    pub fn not_read(&self, world: &World) -> Option<String> {
        let name = &world.site.name;
        read::others_may_hold_some(world).then(|| self.with("teardown-not-read", &[("name", name)]))
    }

    /// That hosted zones were not read, where nothing told the domain.
    pub fn zones_not_read(&self, world: &World) -> Option<String> {
        let site = &world.site;
        (!site.has_domain()).then(|| self.with("teardown-zones-not-read", &[("balancer", &site.balancer_name()), ("name", &site.name)]))
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
    fn places(&self, places: &[(&Place, &Vec<Service>)]) -> String {
        let mut said: Vec<(String, &Vec<Service>)> = Vec::new();
        for (place, read) in places {
            let name = place.region.as_ref().map_or_else(|| self.get("read-in-no-region"), ToString::to_string);
            match said.last_mut() {
                Some((names, like)) if like == read => *names = format!("{names}, {name}"),
                _ => said.push((name, read)),
            }
        }
        let services = |all: &[Service]| {
            let all: Vec<String> = all.iter().map(|service| self.get(&format!("read-service-{service}"))).collect();
            all.join(", ")
        };
        said.iter().map(|(names, read)| format!("{names} ({})", services(read))).collect::<Vec<_>>().join("; ")
    }
}
