//! A pause in words: what it comes to, and how a paused site stands.

use std::net::Ipv4Addr;

use super::Words;
use super::amounts::moment;
use crate::engine::queries;
use crate::engine::question::PauseOffer;
use crate::engine::state::World;

impl Words {
    /// That a site is paused, or on its way there, since when, and the way back.
    pub fn paused(&self, world: &World) -> Option<String> {
        let pause = world.ledger.pause?;
        let rests = || world.site.servers().any(|(id, _)| queries::paused::rests(world, &id));
        let id = match (pause.through, world.ledger.stopped.is_empty()) {
            (false, _) => "pause-begun",
            (true, true) => "pause-since",
            (true, false) if rests() => "pause-since-stopped",
            (true, false) => "pause-since-started",
        };
        let since = moment(pause.since).replace('T', " ").replace('Z', " UTC");
        Some(self.with(id, &[("since", &since)]))
    }

    /// What visitors and the person have of it meanwhile, one thing a line: besides what it costs.
    pub fn pause_offer(&self, offer: &PauseOffer) -> Vec<String> {
        let stops = !offer.stops.is_empty();
        let led = match (stops, offer.leads_to.is_empty()) {
            (false, true) => None,
            (false, false) => Some(self.with("pause-led-back", &[("name", &offer.name), ("addresses", &listed(&offer.leads_to))])),
            (true, _) => Some(self.led_elsewhere(offer)),
        };
        let ids: &[&str] = match (stops, offer.keeps_address) {
            (false, _) => &["pause-in-clear"],
            (true, Some(true)) => &["pause-server-stops", "pause-address-stays"],
            (true, Some(false)) => &["pause-server-stops", "pause-address-changes"],
            (true, None) => &["pause-server-stops", "pause-address-unknown"],
        };
        let kept = ["pause-zone-stays", "pause-certificate-stays", if stops { "pause-way-back-stopped" } else { "pause-way-back" }];
        led.into_iter().chain(ids.iter().chain(&kept).map(|id| self.get(id))).collect()
    }

    /// Where the name leads while the server stands still.
    fn led_elsewhere(&self, offer: &PauseOffer) -> String {
        match &offer.puts_back {
            Some(set) => self.with("pause-led-as-before", &[("name", &offer.name), ("value", &set.value.shown())]),
            None => self.with("pause-led-nowhere", &[("name", &offer.name)]),
        }
    }
}

fn listed(addresses: &[Ipv4Addr]) -> String {
    addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
