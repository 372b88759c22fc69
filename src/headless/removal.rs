//! What a teardown will do, before it does it: what is deleted, put back, left, and what the bill loses.

use serde_json::{Value, json};

use crate::engine::goal::Scope;
use crate::engine::inventory;
use crate::engine::removal::{self, Fate};
use crate::engine::resource::Resource;
use crate::engine::state::World;
use crate::engine::status::{Gone, RunStatus};
use crate::headless::{Manner, bill, json, lines};
use crate::text::Words;

/// As lines.
pub fn show(words: &Words, world: &World, scope: Scope) {
    let all = removal::fates(world, scope);
    let of = |wanted: Fate| all.iter().filter(move |(fate, _)| *fate == wanted).map(|(_, resource)| *resource).collect::<Vec<_>>();
    let servers = removal::servers(world, scope);
    let deleted = of(Fate::Deleted);
    if !deleted.is_empty() || !servers.is_empty() {
        lines::put(&words.get("headless-teardown-goes"));
    }
    deleted.into_iter().for_each(|resource| billed(words, world, resource));
    for instance in servers {
        let month = bill::a_month(words, removal::bill_of_server(world, instance).all_a_month());
        lines::put_under(&format!("{}  {}  {month}", words.get("slot-instance"), instance.id));
    }
    titled(words, "headless-teardown-put-back", &of(Fate::PutBack));
    titled(words, "headless-teardown-needs-server", &of(Fate::NeedsServer));
    words.needs_server(world, scope).iter().for_each(|said| lines::put(&format!("→ {said}")));
    titled(words, "headless-adopted-left", &of(Fate::Kept));
    let waiting =
        [(Fate::Waits, "headless-teardown-waits"), (Fate::MayWait, "headless-teardown-may-wait"), (Fate::Held, "headless-teardown-held")];
    for (fate, title) in waiting {
        let all = of(fate);
        if !all.is_empty() {
            lines::put(&words.get(title));
        }
        all.into_iter().for_each(|resource| held(words, world, scope, fate, resource));
    }
    bill::staying(words, &of(Fate::Stays));
    let ends = removal::ends(world, scope);
    if !ends.lines.is_empty() {
        lines::put(&words.teardown_ends(&ends));
    }
    bill::after(words, &inventory::bill_after(world, scope));
    lines::put(&words.registration(world));
}

/// That a teardown is gone on with, and what is left of it.
pub fn goes_on(words: &Words, world: &World, scope: Scope, gone: Gone) {
    lines::put(&words.with("headless-teardown-goes-on", &[("all", &gone.all), ("gone", &gone.gone)]));
    show(words, world, scope);
}

/// To who only looks: that a teardown was begun, and what goes on with it.
pub fn begun(words: &Words, manner: &Manner, standing: &RunStatus, world: &World) {
    if let Some(text) = words.teardown_begun(world, standing.gone, &manner.program) {
        lines::put(&text);
    }
}

/// The same for a program.
pub fn begun_value(world: &World) -> Option<Value> {
    let scope = world.begun_teardown()?;
    Some(json!({ "with_server": scope.with_server, "abandon_delegation": scope.abandon_delegation }))
}

/// How far it is.
pub fn progress(words: &Words, gone: Gone) {
    lines::put(&words.gone(gone));
}

/// As one event.
pub fn json(world: &World, scope: Scope, gone: Option<Gone>) -> Value {
    let thing = |(fate, resource): &(Fate, &Resource)| {
        let month = inventory::bill_of(world, resource);
        let month = (!month.lines.is_empty()).then(|| month.all_a_month()).flatten();
        json!({ "slot": resource.slot().code(), "id": resource.label(), "becomes": fate.as_str(), "usd_a_month": month })
    };
    let servers = removal::servers(world, scope).into_iter().map(|instance| {
        let month = removal::bill_of_server(world, instance).all_a_month();
        json!({ "slot": "instance", "id": instance.id, "becomes": Fate::Deleted.as_str(), "usd_a_month": month })
    });
    let items: Vec<Value> = removal::fates(world, scope).iter().map(thing).chain(servers).collect();
    let (ends, after) =
        (removal::ends(world, scope).all_a_month(), json::with_registration(json::bill(&inventory::bill_after(world, scope)), world));
    let mut event = json!({ "type": "teardown", "items": items, "ends_usd_a_month": ends, "bills_after": after });
    if let Some(gone) = gone {
        event["gone"] = count(gone);
    }
    event
}

/// How far it is, for the last line too.
pub fn count(gone: Gone) -> Value {
    json!({ "all": gone.all, "gone": gone.gone, "before": gone.before })
}

/// What stays for now, with what of others' keeps it.
fn held(words: &Words, world: &World, scope: Scope, fate: Fate, resource: &Resource) {
    billed(words, world, resource);
    let others = words.others_of(world, scope, resource);
    if fate != Fate::Held && !others.is_empty() {
        lines::put_under(&words.get("headless-teardown-held-too"));
    }
    others.iter().for_each(|holder| lines::put_under(&format!("  {holder}")));
}

fn billed(words: &Words, world: &World, resource: &Resource) {
    let month = inventory::bill_of(world, resource);
    let month = if month.lines.is_empty() { String::new() } else { format!("  {}", bill::a_month(words, month.all_a_month())) };
    lines::put_under(&format!("{}  {}{month}", words.get(&format!("slot-{}", resource.slot().code())), resource.label()));
}

fn titled(words: &Words, title: &str, all: &[&Resource]) {
    if !all.is_empty() {
        lines::put(&words.get(title));
    }
    bill::resources(words, all.iter().copied());
}
