//! The two lines below: that it is safe to quit, and which keys do what.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::ui::model::{Model, Overlay, Page, SitePage};
use crate::ui::paint::clipped;
use crate::ui::theme::Theme;

pub fn draw(frame: &mut Frame, safe: Rect, keys: Rect, model: &Model, theme: Theme) {
    let width = usize::from(safe.width).saturating_sub(2);
    let text = model.notice.clone().unwrap_or_else(|| model.words.get(safety(model)));
    let style = if model.notice.is_some() { theme.accent } else { theme.dim };
    frame.render_widget(Paragraph::new(Line::styled(format!(" {}", clipped(&text, width)), style)), safe);
    let ids = key_ids(model);
    let texts: Vec<String> = ids.iter().map(|id| model.words.get(&format!("ui-keys-{id}"))).collect();
    let line = format!(" {}", clipped(&texts.join("  "), width));
    frame.render_widget(Paragraph::new(Line::styled(line, theme.dim)), keys);
}

/// Which of the always-true sentences is true here.
fn safety(model: &Model) -> &'static str {
    if model.viewer.is_some() && model.overlay.is_none() {
        return "ui-log-safe";
    }
    match &model.page {
        Page::Start(_) => "ui-safe-start",
        Page::Form(_) => "ui-safe-form",
        Page::Site(_) => "ui-safe-site",
    }
}

fn key_ids(model: &Model) -> Vec<&'static str> {
    match (&model.overlay, &model.page) {
        (Some(Overlay::Story(_)), _) => vec!["scroll", "close"],
        (Some(Overlay::Registrar(_)), _) => vec!["move", "paste", "clear", "press", "back"],
        (Some(Overlay::Registrars(_)), _) => vec!["move", "type", "clear", "choose", "back"],
        (Some(Overlay::Paste(_)), _) => vec!["paste", "clear", "back"],
        (Some(Overlay::Mailbox(mailbox)), _) if mailbox.open => vec!["approve", "back"],
        (Some(Overlay::Mailbox(_)), _) => vec!["move", "open", "fetch", "back"],
        (Some(Overlay::Secret(_)), _) => vec!["say", "decline"],
        (None, _) if model.viewer.is_some() => vec!["scroll", "follow", "other-log", "look", "copy-shown", "back"],
        (None, Page::Start(_)) => vec!["move", "choose", "language", "help", "quit"],
        (None, Page::Form(_)) => vec!["move", "type", "f1", "f2", "back"],
        (None, Page::Site(page)) => site_keys(page),
    }
}

fn site_keys(page: &SitePage) -> Vec<&'static str> {
    if page.editor.is_some() {
        return vec!["write", "put-aside"];
    }
    if page.typing() {
        return vec!["type", "next-row", "screens", "help"];
    }
    let mut ids = vec!["move", "enter", "screens"];
    if !page.to_copy().is_empty() {
        ids.push("copy");
    }
    ids.extend(["language", "help", "quit"]);
    ids
}
