//! One line of text that the person types, in any script.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::{CursorMove, TextArea};
use unicode_normalization::UnicodeNormalization;

/// The most characters of one line.
const MOST: usize = 255;

/// A line being typed. It is in NFC whatever was typed: a Mac's keyboard and clipboard may give Hangul as separate letters.
#[derive(Debug, Clone)]
pub struct Field {
    area: TextArea<'static>,
}

impl Default for Field {
    fn default() -> Self {
        Self::new("")
    }
}

impl Field {
    /// A line that begins with this text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![single_line(text)]);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// How many characters stand before the cursor.
    pub fn cursor(&self) -> usize {
        self.area.cursor().1
    }

    /// Takes a key. Keys that would begin another line are not for a field, nor are most shortcuts.
    pub fn key(&mut self, key: KeyEvent) {
        if key.code == KeyCode::Char('u') && key.modifiers.contains(KeyModifiers::CONTROL) {
            return self.replace("");
        }
        let shortcut = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let known = matches!(key.code, KeyCode::Char('a' | 'e' | 'k' | 'w'));
        if matches!(key.code, KeyCode::Enter | KeyCode::Tab) || (shortcut && !known) {
            return;
        }
        self.area.input(key);
        self.compose();
    }

    /// Takes pasted text; line breaks in it become blanks.
    pub fn paste(&mut self, text: &str) {
        self.area.insert_str(single_line(text));
        self.compose();
    }

    /// Takes pasted text in place of what stands here.
    pub fn replace(&mut self, text: &str) {
        *self = Self::new(text);
    }

    /// Puts letters that belong together together again, and keeps the line within bounds.
    fn compose(&mut self) {
        let text = self.text();
        let composed: String = text.nfc().take(MOST).collect();
        if composed != text {
            let behind = text.chars().count() - self.cursor().min(text.chars().count());
            let length = composed.chars().count();
            self.area = TextArea::new(vec![composed]);
            let at = u16::try_from(length.saturating_sub(behind)).unwrap_or(u16::MAX);
            self.area.move_cursor(CursorMove::Jump(0, at));
        }
    }
}

/// Pasted text as one line without control characters.
fn single_line(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    text.trim_matches(['\n', '\r']).chars().map(blank).nfc().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Field {
        let mut field = Field::default();
        text.chars().for_each(|c| field.key(KeyCode::Char(c).into()));
        field
    }

    #[test]
    fn hangul_typed_as_separate_letters_is_put_together() {
        assert_eq!(typed("\u{1112}\u{1161}\u{11ab}").text(), "한");
        let mut pasted = Field::new("a");
        pasted.paste("\u{1100}\u{1161}");
        assert_eq!((pasted.text(), pasted.cursor()), ("a가", 2));
    }

    #[test]
    fn a_paste_stays_one_line_without_control_characters() {
        let mut field = Field::default();
        field.paste("ns-1.awsdns-00.com.\r\nns-2\u{1b}[31m\n");
        assert_eq!(field.text(), "ns-1.awsdns-00.com.  ns-2 [31m");
    }

    #[test]
    fn keys_edit_where_the_cursor_is() {
        let mut field = typed("hee.com");
        field.key(KeyCode::Home.into());
        field.key(KeyCode::Char('x').into());
        field.key(KeyCode::Delete.into());
        assert_eq!((field.text(), field.cursor()), ("xee.com", 1));
        field.key(KeyCode::Enter.into());
        assert_eq!(field.text(), "xee.com");
    }
}
