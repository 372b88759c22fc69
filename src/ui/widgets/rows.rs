//! Rows that the cursor can stand on: something to do, something to choose, something to type.

use std::fmt::Display;

use ratatui::text::{Line, Span};

use crate::site::options::{OptionId, Value};
use crate::ui::model::{Choice, Row, RowBehaviour};
use crate::ui::paint::{Paint, field_spans};

/// The rows that no screen paints itself, one below the other.
pub fn actions(paint: &mut Paint) {
    for row in paint.page.rows() {
        let Some(text) = row.label(paint.page, paint.words) else { continue };
        match row.spec().behaviour {
            RowBehaviour::Type => typed(paint, row, &text),
            // Where a field takes the letters, no letter does this.
            RowBehaviour::Act | RowBehaviour::Choose | RowBehaviour::Tick if paint.page.typing() => line(paint, row, &text, ""),
            RowBehaviour::Act | RowBehaviour::Choose | RowBehaviour::Tick => line(paint, row, &text, &row.shown_key()),
        }
    }
}

/// A row with this text, and its key at the edge.
pub fn line(paint: &mut Paint, row: Row, text: &str, key: &str) {
    let theme = paint.theme;
    paint.row(row, |sheet, pointer| sheet.between(pointer.mark, theme.cursor, text, pointer.style, key, theme.dim));
}

/// A row that offers a choice: its name, and what is chosen.
pub fn choice(paint: &mut Paint, choice: Choice, chosen: &str) {
    let (theme, text) = (paint.theme, format!("{}  ‹ {chosen} ›", paint.words.get(&choice.name())));
    paint.row(Row::Choice(choice), |sheet, pointer| sheet.marked(pointer.mark, theme.cursor, &text, pointer.style));
}

/// An option of words: which one is chosen, and what it comes to.
pub fn word_option(paint: &mut Paint, option: OptionId, args: &[(&str, &dyn Display)]) {
    let word = match option.spec().value {
        Value::Word { get, .. } => get(&paint.page.site),
        Value::Zones { get, .. } => get(&paint.page.site).word(),
        Value::Flag { .. } | Value::Names { .. } => return,
    };
    let id = format!("ui-value-{option}-{word}");
    choice(paint, Choice::Option(option), &paint.words.with(&id, args));
    paint.sheet.hang("    ", &paint.words.get(&format!("{id}-why")), paint.theme.dim);
}

/// Something is typed below what asks for it. (The domain, before a teardown: nobody takes a site down by a slip of the finger.)
fn typed(paint: &mut Paint, row: Row, asked: &str) {
    let (theme, field) = (paint.theme, &paint.page.typed);
    paint.row(row, |sheet, pointer| {
        sheet.marked(pointer.mark, theme.cursor, asked, pointer.style);
        let mut spans = vec![Span::raw("    ")];
        spans.extend(field_spans(field.text(), pointer.here.then(|| field.cursor()), theme.accent, theme));
        sheet.lines.push(Line::from(spans));
    });
}
