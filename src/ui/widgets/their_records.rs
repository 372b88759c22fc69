//! The records that the person makes where the domain's DNS runs, as its provider's form has them.

use crate::engine::directive::Errand;
use crate::engine::their_record::Instead;
use crate::text::dns_elsewhere::TheirForm;
use crate::ui::model::Row;
use crate::ui::paint::Paint;

/// Where they are made, each field with the key that copies it, what stands in their place, and what to mind in the form.
pub fn fill(paint: &mut Paint) {
    let (Some(world), Some(on)) = (paint.world(), paint.page.their_records()) else { return };
    let Errand::Records { zone, records } = on else { return };
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.marked("→ ", theme.accent, &words.where_made_in_short(world, zone), theme.plain);
    for (place, (form, (_, instead))) in words.their_forms(on).iter().zip(records).enumerate() {
        record(paint, 2 * place, form, instead.as_ref());
    }
    words.about_forms_in_short(world, on).iter().for_each(|line| paint.sheet.hang("  ", line, theme.dim));
    paint.sheet.gap();
}

fn record(paint: &mut Paint, first: usize, form: &TheirForm, instead: Option<&Instead>) {
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.hang("  ", &format!("{} ({})", form.what, form.kind), theme.plain);
    field(paint, first, "headless-record-host", &form.host);
    field(paint, first + 1, "headless-record-value", &form.value);
    match (instead, &form.instead) {
        // It stood there before, or is answered for every name.
        (Some(Instead::Other(seen)), _) => paint.sheet.hang("  ", &words.with("ui-record-now", &[("seen", seen)]), theme.dim),
        (Some(_), Some(told)) => paint.sheet.marked("✖ ", theme.bad, told, theme.plain),
        (_, None) | (None, _) => {}
    }
}

/// A field, and below it, whole, what is typed there.
fn field(paint: &mut Paint, place: usize, label: &str, value: &str) {
    let (words, theme) = (paint.words, paint.theme);
    let (label, key) = (words.get(label), words.with("ui-copy-key", &[("number", &(place + 1))]));
    paint.row(Row::Field(place), |sheet, pointer| sheet.between(pointer.mark, theme.cursor, &label, pointer.style, &key, theme.dim));
    paint.sheet.hang("    ", value, theme.accent);
}
