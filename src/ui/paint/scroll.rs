//! A sheet on the terminal, scrolled.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::ui::paint::sheet::Sheet;

/// A sheet in an area, scrolled so that the row under the cursor is in sight, and by `scroll` lines from there.
pub fn scrolled(frame: &mut Frame, area: Rect, sheet: Sheet, scroll: i32) {
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
