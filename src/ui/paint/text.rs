//! Text in columns: wrapped, cut, and stripped of what could steer the terminal.

use unicode_width::UnicodeWidthStr;

use crate::sanitize::harmless;
use crate::ui::model::{chopped, worded};

/// Text in lines no wider than `width` columns, stripped of what could steer the terminal. Hangul counts two columns; words are
/// kept whole where they fit.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in harmless(text).split('\n') {
        if paragraph.starts_with(' ') || paragraph.starts_with(['+', '-', '@']) {
            lines.extend(chopped(paragraph, width).into_iter().map(str::to_owned));
        } else {
            lines.extend(worded(paragraph, width).into_iter().map(std::borrow::Cow::into_owned));
        }
    }
    lines
}

/// The text cut to this many columns, with `…` where something is missing.
pub fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if kept.width() + wide + 1 > width {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_takes_two_columns_and_words_stay_whole() {
        assert_eq!(wrapped("네임서버를 바꾸면 됩니다", 10), ["네임서버를", "바꾸면", "됩니다"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("가나다라", 5), ["가나", "다라"]);
        assert_eq!(clipped("가나다라", 5), "가나…");
    }
}
