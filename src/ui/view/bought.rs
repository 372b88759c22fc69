//! Where the domain was bought: the list, and what its page shows, held against what should stand there.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use tui_textarea::{DataCursor, TextArea};

use super::errands::{inner, titled};
use crate::text::registrars::dns_of_site;
use crate::ui::model::{Model, Page, Picker, SitePage};
use crate::ui::paint::{Sheet, field_spans, scrolled};
use crate::ui::theme::Theme;
use crate::ui::widgets::names;

/// So many lines of a paste are shown: those around its end.
const SHOWN: usize = 6;

pub fn list(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, picker: &Picker) {
    let Page::Site(page) = &model.page else { return };
    let (words, area) = (&model.words, inner(area));
    let mut sheet = titled(model, theme, area, &words.with("ui-pick-registrar", &[("domain", &page.site.domain)]));
    let mut spans = vec![Span::styled("  ", theme.plain)];
    spans.extend(field_spans(picker.typed.text(), Some(picker.typed.cursor()), theme.accent, theme));
    sheet.lines.push(Line::from(spans));
    sheet.text(&words.get("ui-pick-narrow"), theme.dim);
    sheet.gap();
    let host = page.world.as_deref().and_then(dns_of_site);
    for (place, registrar) in picker.listed(words.language()).into_iter().enumerate() {
        let here = place == picker.cursor;
        let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
        let runs = if host == Some(registrar) { words.get("ui-pick-runs") } else { String::new() };
        let name = registrar.name.in_language(words.language());
        sheet.row(here, |sheet| sheet.between(mark, theme.cursor, name, style, &runs, theme.dim));
    }
    scrolled(frame, area, sheet, 0);
}

pub fn paste(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, pasted: &TextArea<'static>) {
    let Page::Site(page) = &model.page else { return };
    let (words, area) = (&model.words, inner(area));
    let mut sheet = titled(model, theme, area, &words.with("ui-paste-title", &[("domain", &page.site.domain)]));
    sheet.text(&words.get("ui-paste-why"), theme.dim);
    sheet.gap();
    let DataCursor(row, column) = pasted.cursor();
    let first = (row + 1).saturating_sub(SHOWN);
    for (place, line) in pasted.lines().iter().enumerate().skip(first).take(SHOWN) {
        let mut spans = vec![Span::styled("  │ ", theme.dim)];
        let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        spans.extend(field_spans(&line, (place == row).then_some(column), theme.accent, theme));
        sheet.lines.push(Line::from(spans));
    }
    sheet.gap();
    verdict(&mut sheet, model, page, &pasted.lines().join("\n"));
    scrolled(frame, area, sheet, 0);
}

/// Each name of the paste, once there is one; and, in one line, whether it may be saved.
fn verdict(sheet: &mut Sheet, model: &Model, page: &SitePage, text: &str) {
    let (words, theme) = (&model.words, sheet.theme);
    match page.pasted(text) {
        None if text.trim().is_empty() => {}
        None => sheet.marked("? ", theme.busy, &words.get("ui-paste-none"), theme.plain),
        Some(seen) if seen.is_right() => {
            sheet.marked("✔ ", theme.good, &words.get("ui-paste-right"), theme.strong);
            names::all(sheet, words, &seen);
        }
        Some(seen) => {
            sheet.marked("✖ ", theme.bad, &words.get("ui-paste-wrong"), theme.strong);
            names::wrong(sheet, words, &seen);
        }
    }
}
