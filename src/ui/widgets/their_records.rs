//! The records that the person makes where the domain's DNS runs, as its provider's form has them.

use crate::engine::directive::Errand;
use crate::ui::paint::Paint;
use crate::ui::widgets::checklist;

/// Where they are made, each field with the key that copies it, and what stands in their place.
pub fn fill(paint: &mut Paint) {
    let (Some(world), Some(on)) = (paint.world(), paint.page.their_records()) else { return };
    let Errand::Records { zone, .. } = on else { return };
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.marked("→ ", theme.accent, &words.where_made(world, zone), theme.plain);
    for (place, form) in words.their_forms(on).into_iter().enumerate() {
        paint.sheet.hang("  ", &form.what, theme.plain);
        paint.sheet.hang("    ", &format!("{}: {}", words.get("headless-record-kind"), form.kind), theme.dim);
        let label = |id: &str| format!("    {}: ", words.get(id));
        checklist::to_copy(paint, &label("headless-record-host"), 2 * place, &form.host);
        checklist::to_copy(paint, &label("headless-record-value"), 2 * place + 1, &form.value);
        form.instead.iter().for_each(|instead| paint.sheet.marked("✖ ", theme.bad, instead, theme.plain));
    }
    words.about_forms(world, on).iter().for_each(|line| paint.sheet.hang("  ", line, theme.dim));
    paint.sheet.gap();
}
