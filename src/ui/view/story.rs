//! The longer story behind a page.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::dns_elsewhere::Said;
use crate::ui::model::{Model, Page};
use crate::ui::paint::{Sheet, scrolled};
use crate::ui::theme::Theme;

pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme, scroll: u16) {
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(4).min(90), ..area };
    let mut sheet = Sheet::new(inner.width, theme);
    let story = match &model.page {
        Page::Start(_) => "ui-story-start".to_owned(),
        Page::Form(_) => "ui-story-form".to_owned(),
        Page::Site(page) => page.said(Said::Story),
    };
    sheet.lines.push(ratatui::text::Line::default());
    let title = match &model.page {
        Page::Site(page) => model.words.get(&format!("step-{}", page.screen.code())),
        _ => "Landfall".to_owned(),
    };
    sheet.text(&title, theme.strong);
    sheet.gap();
    for paragraph in model.words.get(&story).split('\n') {
        sheet.text(paragraph, theme.plain);
        sheet.gap();
    }
    if matches!(model.page, Page::Site(_)) {
        sheet.rule(&model.words.get("ui-keys-title"));
        sheet.text(&model.words.get("ui-keys-all"), theme.plain);
    }
    scrolled(frame, inner, sheet, i32::from(scroll));
}
