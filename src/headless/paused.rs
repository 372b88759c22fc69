//! A pause, as lines: what it comes to before it is agreed to, how a paused site stands, and what was done.

use serde_json::{Value, json};

use crate::engine::cost::Bill;
use crate::engine::inventory;
use crate::engine::question::PauseOffer;
use crate::engine::state::World;
use crate::headless::{bill, json, lines};
use crate::text::{Words, evidence};

/// That the site is paused, or was on its way there, and since when; nothing where it is not.
pub fn line(words: &Words, world: &World) {
    if let Some(text) = words.paused(world) {
        lines::put(&text);
    }
}

/// What a pause comes to: what goes, what bills on, and what visitors have meanwhile.
pub fn offer(words: &Words, world: &World, offer: &PauseOffer) {
    let (saves, stays) = inventory::paused(world, offer.scope.stop_server);
    bills(words, "pause-deleted", &saves);
    words.pause_offer(offer).iter().for_each(|said| lines::put_under(said));
    bills(words, "pause-stays", &stays);
    words.pause_unread(world).iter().for_each(|said| lines::put_under(said));
}

/// The same as one event.
pub fn offered(world: &World, offer: &PauseOffer) -> Value {
    let (saves, stays) = inventory::paused(world, offer.scope.stop_server);
    let (saves, after) = (json::bill(&saves), json::bill(&stays));
    json!({
        "type": "pause", "stop_server": offer.scope.stop_server, "leads_to": offer.leads_to, "stops": offer.stops,
        "ends": saves, "bills_after": after,
    })
}

fn bills(words: &Words, title: &str, all: &Bill) {
    lines::put_under(&words.get(title));
    if all.lines.is_empty() {
        return lines::put_under(&words.get("pause-no-bill"));
    }
    bill::bill(words, all);
}

/// What was done, and the way back.
pub fn done(words: &Words, world: &World) {
    let stopped = !world.ledger.stopped.is_empty();
    lines::put(&words.get(if stopped { "headless-done-pause-stopped" } else { "headless-done-pause" }));
}

/// The same for a program.
pub fn value(world: &World) -> Option<Value> {
    let pause = world.ledger.pause?;
    Some(json!({ "since": evidence::moment(pause.since), "through": pause.through, "server_stopped": !world.ledger.stopped.is_empty() }))
}
