//! The model on the terminal. Nothing is decided here.

mod errands;
mod footer;
mod form;
mod frame;
mod sheet;
mod site;
mod start;
mod story;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

pub use sheet::{Sheet, clipped, wrapped};

use crate::ui::model::{Model, Overlay, Page};
use crate::ui::theme::Theme;

/// From so many columns on, the explanation stands beside the work.
const WIDE: u16 = 120;
/// The column of the steps, with the blank behind it.
const STEPS: u16 = 21;
/// The column of the explanation.
const BESIDE: u16 = 38;

/// Draws the whole screen.
pub fn draw(frame: &mut Frame, model: &Model, theme: Theme) {
    if model.too_small() {
        return too_small(frame, model);
    }
    let [head, body, safe, keys] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(1), Constraint::Length(1), Constraint::Length(1)]).areas(frame.area());
    frame::head(frame, head, model, theme);
    footer::draw(frame, safe, keys, model, theme);
    match (&model.overlay, &model.page) {
        (Some(Overlay::Story(scroll)), _) => story::draw(frame, body, model, theme, *scroll),
        (Some(Overlay::Registrar(form)), _) => errands::registrar(frame, body, model, theme, form),
        (Some(Overlay::Mailbox(mailbox)), _) => errands::mailbox(frame, body, model, theme, mailbox),
        (Some(Overlay::Secret(prompt)), _) => errands::secret(frame, body, model, theme, prompt),
        (None, Page::Start(start)) => start::draw(frame, body, model, theme, start),
        (None, Page::Form(form)) => form::draw(frame, body, model, theme, form),
        (None, Page::Site(page)) => site::draw(frame, body, model, theme, page),
    }
}

/// The terminal is too small for the screens: it is said, and nothing is lost.
fn too_small(frame: &mut Frame, model: &Model) {
    let (width, height) = model.size;
    let text = model.words.with("ui-too-small", &[("width", &width), ("height", &height)]);
    let lines: Vec<Line> = wrapped(&text, usize::from(width.max(1))).into_iter().map(Line::from).collect();
    frame.render_widget(Paragraph::new(lines), frame.area());
}

/// A sheet in an area, scrolled so that the row under the cursor is in sight, and by `scroll` lines from there.
fn scrolled(frame: &mut Frame, area: Rect, sheet: Sheet, scroll: i32) {
    let height = usize::from(area.height);
    let most = sheet.lines.len().saturating_sub(height);
    let (begin, end) = sheet.focus.unwrap_or((0, 0));
    let auto = end.saturating_sub(height).min(begin);
    let offset = usize::try_from(i32::try_from(auto).unwrap_or(0) + scroll).unwrap_or(0).min(most);
    let dim = sheet.theme.dim;
    let lines: Vec<Line> = sheet.lines.into_iter().skip(offset).take(height).collect();
    frame.render_widget(Paragraph::new(lines), area);
    let mut mark = |sign: &'static str, row: u16| {
        let at = Rect { x: area.right(), y: row, width: 1, height: 1 };
        if frame.area().contains(at.as_position()) {
            frame.render_widget(Span::styled(sign, dim), at);
        }
    };
    if offset > 0 {
        mark("▲", area.y);
    }
    if offset < most {
        mark("▼", area.bottom().saturating_sub(1));
    }
}

/// Text in a field, with the caret where the cursor is.
pub fn field_spans(text: &str, cursor: Option<usize>, style: Style, theme: Theme) -> Vec<Span<'static>> {
    let Some(at) = cursor else { return vec![Span::styled(text.to_owned(), style)] };
    let before: String = text.chars().take(at).collect();
    let under: String = text.chars().nth(at).map_or_else(|| " ".to_owned(), String::from);
    let after: String = text.chars().skip(at + 1).collect();
    vec![Span::styled(before, style), Span::styled(under, theme.caret), Span::styled(after, style)]
}
