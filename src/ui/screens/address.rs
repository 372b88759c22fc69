//! Step 4: the record, and the settings that let Django answer to the name.

use crate::engine::op::net::{AddressSeen, NetFact};
use crate::engine::queries;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::ServerId;
use crate::ui::paint::Paint;

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    if let Some(address) = queries::server::public_address(world, &ServerId::MAIN) {
        let text = paint.words.with("ui-address-leads", &[("fqdn", &world.site.fqdn()), ("address", &address)]);
        paint.note(&text);
    }
    if paint.page.holds(&Slot::Settings(ServerId::MAIN)) {
        paint.note(&paint.words.get("ui-address-written"));
    }
    if let Some(seen) = seen(world) {
        resolver(paint, seen);
    }
    paint.sheet.gap();
}

fn seen(world: &World) -> Option<&AddressSeen> {
    match world.observed.net(&queries::web::address_look(world))? {
        NetFact::Address(seen) => Some(seen),
        _ => None,
    }
}

/// What a visitor's resolver answers.
fn resolver(paint: &mut Paint, seen: &AddressSeen) {
    let answer = match &seen.resolver {
        Ok(found) if found.is_empty() => "-".to_owned(),
        Ok(found) => found.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Err(why) => why.clone(),
    };
    let text = paint.words.with("ui-address-resolver", &[("answer", &answer)]);
    paint.note(&text);
}
