//! Step 2: the zone and its name servers.

use crate::engine::queries;
use crate::engine::resource::Resource;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;
use crate::site::options::OptionId;
use crate::ui::model::Choice;
use crate::ui::paint::Paint;
use crate::ui::widgets::{checklist, hops, rows};

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    if Choice::Option(OptionId::Dns).offered(paint.page) {
        rows::word_option(paint, OptionId::Dns, &[]);
        paint.sheet.gap();
    }
    if let Some(Resource::Zone { adopted: true, .. }) = world.ledger.resources.get(&Slot::Zone) {
        paint.message("ui-domain-adopted");
    }
    hops::fill(paint);
    second(paint, world, SlotKind::Zone);
    several(paint, world);
    let names = paint.page.name_servers();
    if names.is_empty() {
        return;
    }
    paint.message("ui-domain-names");
    names.iter().enumerate().for_each(|(n, name)| checklist::to_copy(paint, "    ", n, name));
    paint.sheet.gap();
}

/// What was removed again because another computer had made the same before.
pub(super) fn second(paint: &mut Paint, world: &World, slot: SlotKind) {
    let (words, theme) = (paint.words, paint.theme);
    for removed in world.observed.second.iter().filter(|removed| removed.slot == slot) {
        paint.sheet.hang("    ", &words.second(removed), theme.plain);
        paint.sheet.gap();
    }
}

/// Zones of the same name are shown apart: a record in the wrong one has no effect.
fn several(paint: &mut Paint, world: &World) {
    let zones = world.observed.zones().unwrap_or_default();
    let held = queries::zone::held(world).map(|(id, _)| id);
    if zones.len() < 2 || held.is_none() {
        return;
    }
    paint.message("ui-domain-several");
    let (words, theme) = (paint.words, paint.theme);
    for zone in zones {
        let used = if held == Some(&zone.id) { words.get("ui-domain-used") } else { String::new() };
        let here = if queries::delegation::points_at(world, zone) { words.get("ui-delegated") } else { String::new() };
        let records = words.with("headless-records", &[("count", &zone.record_count)]);
        paint.sheet.hang("    ", format!("{}  {records}  {used} {here}", zone.id).trim_end(), theme.dim);
    }
    paint.sheet.gap();
}
