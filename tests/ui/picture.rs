//! What was drawn, as text.

use landfall::ui::model::Model;
use landfall::ui::theme::Theme;
use landfall::ui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// The model on a terminal of its size, without blanks at the ends of lines.
pub fn picture(model: &Model) -> String {
    text(&drawn(model))
}

/// The cells that the model is drawn as.
pub fn drawn(model: &Model) -> Buffer {
    let (width, height) = model.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::draw(frame, model, Theme::COLOUR)).unwrap();
    terminal.backend().buffer().clone()
}

/// A character that takes two columns leaves the second cell without a meaning of its own: passed over, so that Hangul reads well.
fn text(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(symbol.width().max(1)).unwrap();
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n").trim_end().to_owned()
}
