//! What a pause comes to, before it is agreed to; and how far it is.

use ratatui::text::Line;

use crate::engine::cost::Bill;
use crate::engine::inventory;
use crate::engine::question::PauseOffer;
use crate::engine::state::World;
use crate::ui::model::LiveOp;
use crate::ui::paint::Paint;
use crate::ui::widgets::{bill, faults, parts, questions, rows, waits};

pub(super) fn title(paint: &mut Paint) {
    let (words, page, theme) = (paint.words, paint.page, paint.theme);
    let state = match (page.pause_offer().is_some() || page.asked(), page.stuck().next().is_some(), page.pause_begun()) {
        (true, ..) => "asked",
        (false, true, _) => "failed",
        (false, false, true) => "under-way",
        (false, false, false) => "looking",
    };
    paint.sheet.lines.push(Line::default());
    paint.sheet.between("", theme.strong, &words.get("ui-pause-title"), theme.strong, &words.get(&format!("ui-state-{state}")), theme.dim);
    paint.sheet.gap();
}

pub(super) fn fill(paint: &mut Paint) {
    let (page, world) = (paint.page, paint.world());
    match (page.pause_offer(), world) {
        (Some(offer), Some(world)) => offered(paint, world, offer),
        (None, Some(world)) if page.pause_begun() => under_way(paint, world),
        (None, _) | (Some(_), None) if page.stuck().next().is_none() && !page.asked() => paint.message("ui-pause-looks"),
        (None, _) | (Some(_), None) => {}
    }
    waits::fill(paint);
    faults::fill(paint);
    questions::fill(paint);
    if page.stuck().next().is_some() && !page.pause_begun() {
        paint.sheet.gap();
        paint.message("ui-pause-nothing-changed");
    }
    paint.sheet.gap();
    rows::actions(paint);
}

/// What goes, what stays, and what each costs.
fn offered(paint: &mut Paint, world: &World, offer: &PauseOffer) {
    let words = paint.words;
    let (saves, stays) = inventory::paused(world, offer.scope.stop_server);
    bill_of(paint, "pause-deleted", &saves);
    for said in words.pause_offer(offer) {
        paint.sheet.text(&said, paint.theme.plain);
    }
    paint.sheet.gap();
    bill_of(paint, "pause-stays", &stays);
    if let Some(unread) = words.pause_unread(world) {
        paint.sheet.text(&unread, paint.theme.plain);
        paint.sheet.gap();
    }
    paint.message("ui-pause-nothing-yet");
}

fn bill_of(paint: &mut Paint, title: &str, all: &Bill) {
    paint.message(title);
    if all.lines.is_empty() {
        paint.note(&paint.words.get("pause-no-bill"));
    } else {
        bill::fill(paint, all);
    }
    paint.sheet.gap();
}

fn under_way(paint: &mut Paint, world: &World) {
    if let Some(begun) = paint.words.paused(world) {
        paint.sheet.text(&begun, paint.theme.plain);
        paint.sheet.gap();
    }
    let writes: Vec<LiveOp> = paint.page.ops.iter().filter(|live| live.op.is_write()).cloned().collect();
    writes.iter().for_each(|live| parts::op(paint, live));
}
