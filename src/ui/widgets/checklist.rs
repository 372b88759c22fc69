//! The registrar's way, line by line, with the name servers where they are typed.

use crate::ui::model::Row;
use crate::ui::paint::Paint;
use crate::ui::widgets::rows;

/// The registrar, its steps with their ticks, and the names.
pub fn fill(paint: &mut Paint, names: &[String]) {
    let page = paint.page;
    let Some(registrar) = page.registrar() else { return };
    let language = paint.words.language();
    let name = paint.words.get("ui-registrar-choice");
    if let Some(place) = page.rows().iter().position(|row| *row == Row::OpenRegistrar) {
        rows::action(paint, place, Row::OpenRegistrar);
    }
    rows::choice(paint, Row::Registrar, &name, registrar.name.in_language(language));
    let all = page.rows();
    for (number, step) in registrar.steps.iter().enumerate() {
        let Some(place) = all.iter().position(|row| *row == Row::Tick(number)) else { continue };
        let (here, theme) = (rows::under_cursor(paint, place), paint.theme);
        let ticked = page.memo.ticks.contains(&number);
        let (pointer, style) = if here { ("▸", theme.cursor) } else { (" ", theme.plain) };
        let mark = format!("{pointer}{} {} ", if ticked { "✔" } else { "○" }, number + 1);
        paint
            .sheet
            .row(here, |sheet| sheet.marked(&mark, if ticked { theme.good } else { theme.cursor }, step.said.in_language(language), style));
        if step.names {
            typed_here(paint, names);
        }
    }
    paint.sheet.gap();
}

fn typed_here(paint: &mut Paint, names: &[String]) {
    let theme = paint.theme;
    for (n, name) in names.iter().enumerate() {
        let key = paint.words.with("ui-copy-key", &[("number", &(n + 1))]);
        paint.sheet.between("      ", theme.plain, name, theme.accent, &key, theme.dim);
    }
}
