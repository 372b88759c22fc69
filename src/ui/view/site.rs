//! A site: the column of its steps, the screen of one of them, and, where there is room, the explanation beside it.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::frame as around;
use crate::engine::queries;
use crate::site::ServerId;
use crate::text::dns_elsewhere::Said;
use crate::ui::model::{Model, SitePage};
use crate::ui::paint::{Paint, Sheet, scrolled};
use crate::ui::screens;
use crate::ui::theme::Theme;

/// From so many columns on, the explanation stands beside the work.
const WIDE: u16 = 120;
/// From so many rows on, what is shown in short else is shown whole.
const TALL: u16 = 30;
/// The column of the steps, with the blank behind it.
const STEPS: u16 = 21;
/// The column of the explanation.
const BESIDE: u16 = 38;

pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, page: &SitePage) {
    let beside = if area.width >= WIDE { BESIDE } else { 0 };
    let [steps, work, why] = Layout::horizontal([Constraint::Length(STEPS), Constraint::Min(1), Constraint::Length(beside)]).areas(area);
    around::steps(frame, steps, model, theme, page);
    let work = Rect { x: work.x + 1, width: work.width.saturating_sub(2), ..work };
    if let Some(editor) = &page.editor {
        return editing(frame, work, model, theme, page, editor);
    }
    let mut paint = Paint::new(&model.words, model.now, page, theme, work.width);
    paint.tall = work.height >= TALL;
    screens::fill(&mut paint, beside == 0);
    scrolled(frame, work, paint.sheet, i32::from(page.scroll));
    if beside > 0 {
        explanation(frame, why, model, theme, page);
    }
}

fn explanation(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, page: &SitePage) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
    let mut sheet = Sheet::new(area.width, theme);
    sheet.lines.push(Line::default());
    sheet.text(&model.words.get(&page.said(Said::Why)), theme.dim);
    sheet.gap();
    for paragraph in model.words.get(&page.said(Said::Story)).split('\n') {
        sheet.text(paragraph, theme.dim);
        sheet.gap();
    }
    scrolled(frame, area, sheet, 0);
}

/// The unit's text, being edited, above the difference to what stands on the server.
fn editing(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, page: &SitePage, editor: &tui_textarea::TextArea<'static>) {
    let [title, text, difference] = Layout::vertical([Constraint::Length(2), Constraint::Min(8), Constraint::Max(7)]).areas(area);
    let mut head = Sheet::new(title.width, theme);
    head.lines.push(Line::default());
    head.text(&model.words.get("ui-service-editing"), theme.strong);
    scrolled(frame, title, head, 0);
    let mut shown = editor.clone();
    shown.set_cursor_line_style(theme.plain);
    shown.set_line_number_style(theme.dim);
    frame.render_widget(&shown, text);
    let mut sheet = Sheet::new(difference.width, theme);
    sheet.rule(&model.words.get("ui-service-difference"));
    let standing = page.world.as_deref().and_then(|w| queries::service::unit_standing(w, &ServerId::MAIN)).unwrap_or_default();
    let typed = editor.lines().join("\n") + "\n";
    let diff = similar::TextDiff::from_lines(standing, typed.as_str());
    let changed = diff.unified_diff().context_radius(0).to_string();
    match changed.is_empty() {
        true => sheet.text(&model.words.get("ui-service-no-difference"), theme.dim),
        false => sheet.diff(&changed),
    }
    scrolled(frame, difference, sheet, 0);
}
