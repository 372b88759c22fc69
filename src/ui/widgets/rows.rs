//! Rows that the cursor can stand on: something to do, or something to choose.

use crate::engine::inventory;
use crate::engine::step_id::StepId;
use crate::ui::model::Row;
use crate::ui::paint::Paint;

/// Whether the cursor stands on the row at this place.
pub fn under_cursor(paint: &Paint, place: usize) -> bool {
    let count = paint.page.rows().len();
    paint.page.cursor.min(count.saturating_sub(1)) == place
}

/// A row that does something, and its key.
pub fn action(paint: &mut Paint, place: usize, row: Row) {
    let (id, key) = named(row);
    let step = paint.words.get(&format!("step-{}", paint.page.screen.code()));
    let text = match row {
        Row::Next if paint.page.screen == StepId::LAST => paint.words.get("ui-to-teardown"),
        Row::Do if paint.page.screen == StepId::Service && paint.page.stranger() => paint.words.get("ui-do-meet"),
        Row::Do if begun(paint) => paint.words.get("ui-carry-on"),
        Row::Do => paint.words.get(&format!("ui-do-{}", paint.page.screen.code())),
        Row::TypeDomain => paint.words.with(id, &[("domain", &paint.page.site.domain)]),
        _ => paint.words.with(id, &[("step", &step)]),
    };
    line(paint, place, &text, key);
}

/// Whether something of this step stands already.
fn begun(paint: &Paint) -> bool {
    let screen = paint.page.screen;
    let stands = |world| inventory::planned(world).iter().any(|part| part.step == screen && part.stands.is_some());
    paint.world().is_some_and(stands)
}

/// A row with text of its own.
pub fn line(paint: &mut Paint, place: usize, text: &str, key: &str) {
    let (here, theme) = (under_cursor(paint, place), paint.theme);
    let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
    paint.sheet.row(here, |sheet| sheet.between(mark, theme.cursor, text, style, key, theme.dim));
}

/// A row that offers a choice: its name, and what is chosen.
pub fn choice(paint: &mut Paint, row: Row, name: &str, chosen: &str) {
    let Some(place) = paint.page.rows().iter().position(|r| *r == row) else { return };
    let (here, theme) = (under_cursor(paint, place), paint.theme);
    let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
    let text = format!("{name}  ‹ {chosen} ›");
    paint.sheet.row(here, |sheet| sheet.marked(mark, theme.cursor, &text, style));
}

/// The message of a row, and the letter that does the same.
fn named(row: Row) -> (&'static str, &'static str) {
    match row {
        Row::Retry => ("ui-retry", "t"),
        Row::OpenRegistrar => ("ui-open-registrar", "o"),
        Row::OpenMailbox => ("ui-open-mailbox", "o"),
        Row::MailAgain => ("ui-mail-again", "m"),
        Row::UseDns => ("ui-use-dns", "u"),
        Row::EditUnit => ("ui-edit-unit", "e"),
        Row::Restart => ("ui-restart", "r"),
        Row::Revert => ("ui-revert", "v"),
        Row::CloseDoor => ("ui-close-door", "c"),
        Row::Next => ("ui-next", "l"),
        Row::Later => ("ui-later", "l"),
        Row::TypeDomain => ("ui-type-domain", ""),
        Row::TearDown => ("ui-tear-down", "⏎"),
        _ => ("ui-do", "⏎"),
    }
}
