//! The model on the terminal: the frame, the pages, and what stands over them.
//!
//! It uses screens and widgets, reads the model, changes nothing, and decides nothing.

mod bought;
mod errands;
mod footer;
mod form;
mod frame;
mod site;
mod start;
mod story;
mod viewer;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::ui::model::{Model, Overlay, Page};
use crate::ui::paint::wrapped;
use crate::ui::theme::Theme;

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
        (Some(Overlay::Registrars(picker)), _) => bought::list(frame, body, model, theme, picker),
        (Some(Overlay::Paste(area)), _) => bought::paste(frame, body, model, theme, area),
        (Some(Overlay::Mailbox(mailbox)), _) => errands::mailbox(frame, body, model, theme, mailbox),
        (Some(Overlay::Secret(prompt)), _) => errands::secret(frame, body, model, theme, prompt),
        (None, _) if model.viewer.is_some() => model.viewer.iter().for_each(|viewer| viewer::draw(frame, body, model, theme, viewer)),
        (None, Page::Start(start)) => start::draw(frame, body, model, theme, start),
        (None, Page::Form(form)) => form::draw(frame, body, model, theme, form),
        (None, Page::Site(page)) => site::draw(frame, body, model, theme, page),
    }
}

/// The terminal is too small for the screens: that is shown, and nothing is lost.
fn too_small(frame: &mut Frame, model: &Model) {
    let (width, height) = model.size;
    let text = model.words.with("ui-too-small", &[("width", &width), ("height", &height)]);
    let lines: Vec<Line> = wrapped(&text, usize::from(width.max(1))).into_iter().map(Line::from).collect();
    frame.render_widget(Paragraph::new(lines), frame.area());
}
