//! The log viewer: a title, the log's rows between two rules, and at the second rule what is marked and how much is out of sight.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::engine::fault::Fault;
use crate::sanitize::harmless;
use crate::text::{About, evidence};
use crate::ui::model::{Model, Page, Room, Viewer, chopped, rows_before};
use crate::ui::paint::{Sheet, clipped, scrolled};
use crate::ui::theme::Theme;
use crate::ui::workspace::{Log, LogText};

pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, viewer: &Viewer) {
    let one = Constraint::Length(1);
    let [title, rule, middle, end] = Layout::vertical([one, one, Constraint::Min(1), one]).areas(area);
    frame.render_widget(Paragraph::new(titled(model, theme, viewer, title.width)), title);
    frame.render_widget(Paragraph::new("─".repeat(usize::from(rule.width))), rule);
    let reading = viewer.reading();
    match (&reading.text, &reading.fault) {
        (None, Some(fault)) => failed(frame, middle, model, theme, fault),
        (None, None) => {}
        (Some(text), _) => log(frame, middle, model, theme, viewer, text),
    }
    frame.render_widget(Paragraph::new(below(model, theme, viewer, end.width)), end);
}

/// Whose log, and how far it is read.
fn titled(model: &Model, theme: Theme, viewer: &Viewer, width: u16) -> Line<'static> {
    let words = &model.words;
    let name = match viewer.log {
        Log::Service => words.with("ui-log-service", &[("unit", &viewer.server.unit)]),
        Log::Nginx => words.get("ui-log-nginx"),
    };
    let reading = viewer.reading();
    let (state, style) = match (&reading.text, &reading.fault) {
        (_, Some(_)) => (words.get("ui-log-not-read"), theme.bad),
        (None, None) => (words.get("ui-log-reading"), theme.busy),
        (Some(_), None) if viewer.following => (words.get("ui-log-follows"), theme.busy),
        (Some(text), None) if text.cut => (words.with("ui-log-cut", &[("count", &text.lines.len())]), theme.plain),
        (Some(text), None) => (words.with("ui-log-lines", &[("count", &text.lines.len())]), theme.plain),
    };
    let width = usize::from(width);
    let name = clipped(&harmless(&name), width.saturating_sub(state.width() + 4));
    let gap = width.saturating_sub(name.width() + state.width() + 2);
    Line::from(vec![Span::raw(" "), Span::styled(name, theme.strong), Span::raw(" ".repeat(gap)), Span::styled(state, style)])
}

fn log(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, viewer: &Viewer, text: &LogText) {
    let room = Room::of(model.size);
    let (content, top) = (viewer.content(&model.words, room.width), viewer.reading().top);
    let mut lines: Vec<Line> = Vec::new();
    for (number, line) in content.iter().enumerate().skip(top.line) {
        if lines.len() >= room.height {
            break;
        }
        let rows = chopped(line, room.width);
        let from = if number == top.line { top.row.min(rows.len() - 1) } else { 0 };
        let cause = text.cause == Some(number);
        let style = if cause { theme.strong } else { theme.plain };
        for (place, row) in rows.iter().enumerate().skip(from) {
            let mark = if cause && place == 0 { Span::styled("✖ ", theme.bad) } else { Span::raw("  ") };
            lines.push(Line::from(vec![mark, Span::styled(harmless(row), style)]));
        }
    }
    lines.truncate(usize::from(area.height));
    frame.render_widget(Paragraph::new(lines), area);
}

fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// Why nothing was read, and what helps.
fn failed(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, fault: &Fault) {
    let Page::Site(page) = &model.page else { return };
    let about = page.world.as_deref().map_or_else(|| About::of(&page.site), evidence::about);
    let said = model.words.fault(fault, &about);
    let mut sheet = Sheet::new(inner(area).width, theme);
    sheet.marked("✖ ", theme.bad, &said.what, theme.bad);
    said.why.lines().filter(|line| !line.trim().is_empty()).for_each(|line| sheet.hang("  ", line, theme.plain));
    said.remedy.iter().for_each(|remedy| sheet.marked("→ ", theme.accent, &remedy.replace('\n', " "), theme.plain));
    sheet.gap();
    sheet.hang("  ", &model.words.get("ui-log-again"), theme.plain);
    scrolled(frame, inner(area), sheet, 0);
}

/// The rule below: at its right what is marked, and how many rows are out of sight.
fn below(model: &Model, theme: Theme, viewer: &Viewer, width: u16) -> Line<'static> {
    let (words, reading, width) = (&model.words, viewer.reading(), usize::from(width));
    let mut said: Vec<(String, Style)> = Vec::new();
    if let Some(text) = &reading.text {
        if let Some(fault) = &reading.fault {
            said.push((clipped(&format!("✖ {}", words.fault_line(fault)), width * 2 / 3), theme.bad));
        } else if text.cause.is_some() {
            said.push((words.get("ui-log-cause"), theme.plain));
        }
        said.extend(out_of_sight(model, viewer).map(|text| (text, theme.plain)));
    }
    let taken: usize = said.iter().map(|(text, _)| text.width() + 3).sum();
    let mut spans = vec![Span::raw("─".repeat(width.saturating_sub(taken)))];
    for (text, style) in said {
        spans.extend([Span::raw(" "), Span::styled(text, style), Span::raw(" ─")]);
    }
    Line::from(spans)
}

fn out_of_sight(model: &Model, viewer: &Viewer) -> Option<String> {
    let room = Room::of(model.size);
    let content = viewer.content(&model.words, room.width);
    let last = content.len().checked_sub(1)?;
    let all = rows_before(&content, crate::ui::model::Place { line: last + 1, row: 0 }, room.width);
    let above = rows_before(&content, viewer.reading().top, room.width);
    let below = all.saturating_sub(above + room.height);
    let parts = [("ui-log-above", above), ("ui-log-below", below)].into_iter().filter(|(_, count)| *count > 0);
    let said: Vec<String> = parts.map(|(id, count)| model.words.with(id, &[("count", &count)])).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}
