//! A column of lines being filled from top to bottom: wrapped, marked, and aware of which lines belong to which row.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::sanitize::harmless;
use crate::ui::paint::text::{clipped, wrapped};
use crate::ui::theme::Theme;

/// Lines of one width.
#[derive(Debug)]
pub struct Sheet {
    pub width: usize,
    pub theme: Theme,
    pub lines: Vec<Line<'static>>,
    /// The lines of the row under the cursor, so that they can be scrolled into sight.
    pub focus: Option<(usize, usize)>,
}

impl Sheet {
    pub fn new(width: u16, theme: Theme) -> Self {
        Self { width: usize::from(width), theme, lines: Vec::new(), focus: None }
    }

    /// An empty line, unless one stands last or nothing does.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// Text, wrapped.
    pub fn text(&mut self, text: &str, style: Style) {
        self.hang("", text, style);
    }

    /// Text behind a mark; what is wrapped hangs under its first letter.
    pub fn hang(&mut self, mark: &str, text: &str, style: Style) {
        self.marked(mark, style, text, style);
    }

    /// The same with a style for the mark.
    pub fn marked(&mut self, mark: &str, mark_style: Style, text: &str, style: Style) {
        let indent = mark.width();
        let room = self.width.saturating_sub(indent).max(1);
        let mut first = true;
        for line in wrapped(text, room) {
            let head = if std::mem::take(&mut first) { mark.to_owned() } else { " ".repeat(indent) };
            self.lines.push(Line::from(vec![Span::styled(head, mark_style), Span::styled(line, style)]));
        }
    }

    /// Text that is no more than an impression, cut to one line.
    pub fn cut(&mut self, mark: &str, text: &str, style: Style) {
        let room = self.width.saturating_sub(mark.width()).max(1);
        self.lines.push(Line::styled(format!("{mark}{}", clipped(&harmless(text).replace('\n', " "), room)), style));
    }

    /// Text on the left and, at the right edge, what it costs or how far it is. What does not fit beside goes below.
    pub fn between(&mut self, mark: &str, mark_style: Style, text: &str, style: Style, tail: &str, tail_style: Style) {
        let (head, tail) = (mark.width(), harmless(tail));
        let room = self.width.saturating_sub(head + tail.width() + 2);
        if tail.is_empty() || tail.width() + head + 12 > self.width {
            self.marked(mark, mark_style, text, style);
            if !tail.is_empty() {
                self.marked(&" ".repeat(head), style, &tail, tail_style);
            }
            return;
        }
        let lines = wrapped(text, room.max(1));
        for (number, line) in lines.iter().enumerate() {
            let head = if number == 0 { mark.to_owned() } else { " ".repeat(head) };
            let mut spans = vec![Span::styled(head, mark_style), Span::styled(line.clone(), style)];
            if number == 0 {
                let gap = self.width.saturating_sub(mark.width() + line.width() + tail.width());
                spans.extend([Span::raw(" ".repeat(gap)), Span::styled(tail.clone(), tail_style)]);
            }
            self.lines.push(Line::from(spans));
        }
    }

    /// A rule with a title in it.
    pub fn rule(&mut self, title: &str) {
        let title = format!("─ {title} ");
        let rest = "─".repeat(self.width.saturating_sub(title.width()));
        self.lines.push(Line::styled(format!("{title}{rest}"), self.theme.dim));
    }

    /// A unified diff: what comes and what goes, marked by the sign in front (and by colour).
    pub fn diff(&mut self, diff: &str) {
        // Which file it is about stands beside it.
        let mut hunks = 0;
        for line in diff.lines().filter(|line| !(line.starts_with("--- ") || line.starts_with("+++ "))) {
            if line.starts_with("@@ ") {
                hunks += 1;
                if hunks > 1 {
                    self.hang("  ", "⋯", self.theme.dim);
                }
                continue;
            }
            let style = match line.chars().next() {
                Some('+') => self.theme.good,
                Some('-') => self.theme.bad,
                _ => self.theme.dim,
            };
            self.hang("  ", line, style);
        }
    }

    /// Fills one row with `fill`; the row under the cursor is remembered.
    pub fn row(&mut self, under_cursor: bool, fill: impl FnOnce(&mut Self)) {
        let begin = self.lines.len();
        fill(self);
        if under_cursor {
            self.focus = Some((begin, self.lines.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sheet: &Sheet) -> Vec<String> {
        sheet.lines.iter().map(|line| line.spans.iter().map(|s| s.content.as_ref()).collect::<String>()).collect()
    }

    #[test]
    fn what_is_wrapped_hangs_under_its_beginning() {
        let mut sheet = Sheet::new(12, Theme::PLAIN);
        sheet.hang(" ✔ ", "one two three", Style::new());
        assert_eq!(text(&sheet), [" ✔ one two", "   three"]);
    }

    #[test]
    fn a_tail_stands_at_the_right_edge_or_below() {
        let mut sheet = Sheet::new(30, Theme::PLAIN);
        let plain = Style::new();
        sheet.between("○ ", plain, "Hosted zone", plain, "$0.50 a month", plain);
        sheet.between("○ ", plain, "x", plain, "a tail that is longer than the line", plain);
        assert_eq!(text(&sheet), ["○ Hosted zone    $0.50 a month", "○ x", "  a tail that is longer than", "  the line"]);
    }

    #[test]
    fn nothing_from_outside_steers_the_terminal() {
        let mut sheet = Sheet::new(30, Theme::PLAIN);
        sheet.text("a\u{1b}[2Jb\u{7}c", Style::new());
        assert_eq!(text(&sheet), ["a[2Jbc"]);
    }
}
