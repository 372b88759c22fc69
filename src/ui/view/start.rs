//! The start page.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::site::Site;
use crate::ui::model::{Model, Start, StartRow};
use crate::ui::paint::{Sheet, scrolled};
use crate::ui::theme::Theme;
use crate::ui::workspace::Found;

pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, start: &Start) {
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    scrolled(frame, inner, content(model, theme, start, inner.width), 0);
}

fn content(model: &Model, theme: Theme, start: &Start, width: u16) -> Sheet {
    let words = &model.words;
    let mut sheet = Sheet::new(width, theme);
    sheet.lines.push(ratatui::text::Line::default());
    sheet.text(&words.get("ui-start-title"), theme.strong);
    sheet.gap();
    sheet.text(&words.get("ui-start-why"), theme.plain);
    sheet.gap();
    let Some(found) = &start.found else {
        sheet.text(&words.get("ui-start-looking"), theme.dim);
        return sheet;
    };
    if let Some(Err(problem)) = &found.in_file {
        sheet.marked("✖ ", theme.bad, problem, theme.plain);
        sheet.marked("→ ", theme.accent, &words.with("ui-start-mend", &[("file", &found.file)]), theme.plain);
        sheet.gap();
    }
    for problem in &found.unreadable {
        sheet.marked("✖ ", theme.bad, problem, theme.plain);
        sheet.gap();
    }
    for (place, row) in start.rows().into_iter().enumerate() {
        let here = place == start.cursor;
        let (mark, style) = if here { ("▸ ", theme.cursor) } else { ("  ", theme.plain) };
        sheet.row(here, |sheet| {
            sheet.between(mark, theme.cursor, &label(model, found, row), style, &tail(model, found, row), theme.dim);
            account(found, row).into_iter().for_each(|account| sheet.hang("    ", &account, theme.dim));
        });
    }
    sheet
}

fn label(model: &Model, found: &Found, row: StartRow) -> String {
    let words = &model.words;
    let carry_on = |site: &Site| words.with("ui-start-carry-on", &[("site", &site.name), ("fqdn", &site.fqdn())]);
    match row {
        StartRow::InFile => found.in_file.as_ref().and_then(|read| read.as_ref().ok()).map(carry_on).unwrap_or_default(),
        StartRow::Change => words.get("ui-start-change"),
        StartRow::Known(place) => found.known.get(place).map(carry_on).unwrap_or_default(),
        StartRow::New => words.get(&format!("ui-start-new-{}", model.place)),
        StartRow::Elsewhere => words.get(&format!("ui-start-leave-{}", model.place)),
    }
}

fn tail(model: &Model, found: &Found, row: StartRow) -> String {
    match row {
        StartRow::InFile => found.file.clone(),
        StartRow::New if !found.file.is_empty() => model.words.with("ui-start-writes", &[("file", &found.file)]),
        StartRow::New | StartRow::Change | StartRow::Known(_) | StartRow::Elsewhere => String::new(),
    }
}

/// Where a site is, and with which profile it is reached.
fn account(found: &Found, row: StartRow) -> Option<String> {
    let site = match row {
        StartRow::InFile => found.in_file.as_ref()?.as_ref().ok()?,
        StartRow::Known(place) => found.known.get(place)?,
        StartRow::Change | StartRow::New | StartRow::Elsewhere => return None,
    };
    Some(site.profile.iter().cloned().chain([site.region.to_string()]).collect::<Vec<_>>().join(" · "))
}
