//! A field in which text is typed.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::ui::theme::Theme;

/// Text in a field, with the caret where the cursor is.
pub fn field_spans(text: &str, cursor: Option<usize>, style: Style, theme: Theme) -> Vec<Span<'static>> {
    let Some(at) = cursor else { return vec![Span::styled(text.to_owned(), style)] };
    let before: String = text.chars().take(at).collect();
    let under: String = text.chars().nth(at).map_or_else(|| " ".to_owned(), String::from);
    let after: String = text.chars().skip(at + 1).collect();
    vec![Span::styled(before, style), Span::styled(under, theme.caret), Span::styled(after, style)]
}
