//! The registrar's way, line by line, with the name servers where they are typed.

use crate::ui::model::{Choice, Row};
use crate::ui::paint::Paint;
use crate::ui::widgets::rows;

/// The registrar, its steps with their ticks, and the names.
pub fn fill(paint: &mut Paint, names: &[String]) {
    let page = paint.page;
    let Some(registrar) = page.checklist() else { return };
    let language = paint.words.language();
    let open = paint.words.get("ui-open-registrar");
    rows::line(paint, Row::OpenRegistrar, &open, &Row::OpenRegistrar.shown_key());
    rows::choice(paint, Choice::Registrar, registrar.name.in_language(language));
    for (number, step) in registrar.steps.iter().enumerate() {
        tick(paint, number, step.message.in_language(language));
        if step.names {
            typed_here(paint, names);
        }
    }
    paint.sheet.gap();
}

fn tick(paint: &mut Paint, number: usize, text: &str) {
    let (theme, ticked) = (paint.theme, paint.page.memo.ticks.contains(&number));
    paint.row(Row::Tick(number), |sheet, pointer| {
        let arrow = if pointer.here { "▸" } else { " " };
        let mark = format!("{arrow}{} {} ", if ticked { "✔" } else { "○" }, number + 1);
        sheet.marked(&mark, if ticked { theme.good } else { theme.cursor }, text, pointer.style);
    });
}

fn typed_here(paint: &mut Paint, names: &[String]) {
    let theme = paint.theme;
    for (n, name) in names.iter().enumerate() {
        let key = paint.words.with("ui-copy-key", &[("number", &(n + 1))]);
        paint.sheet.between("      ", theme.plain, name, theme.accent, &key, theme.dim);
    }
}
