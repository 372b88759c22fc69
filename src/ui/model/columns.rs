//! Text that is laid out already, cut into rows of a width: it keeps its blanks, and no wide character is split.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The rows of one line; an empty line is one row.
pub fn chopped(line: &str, width: usize) -> Vec<&str> {
    let (mut rows, mut begin, mut filled) = (Vec::new(), 0, 0);
    for (at, c) in line.char_indices() {
        let wide = c.width().unwrap_or(0);
        if filled + wide > width && at > begin {
            rows.extend(line.get(begin..at));
            (begin, filled) = (at, 0);
        }
        filled += wide;
    }
    rows.extend(line.get(begin..));
    rows
}

/// Text in rows, its words kept whole where they fit. Hangul counts two columns.
pub fn worded(text: &str, width: usize) -> Vec<Cow<'_, str>> {
    let options = textwrap::Options::new(width)
        .break_words(true)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::wrap(text, options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_goes_whole_to_the_next_row() {
        assert_eq!(chopped("  가나다", 5), ["  가", "나다"]);
        assert_eq!(chopped("abcde", 5), ["abcde"]);
        assert_eq!(chopped("", 5), [""]);
        assert_eq!(chopped("가나", 1), ["가", "나"], "what fits nowhere stands alone");
        assert_eq!(chopped("e\u{301}e\u{301}e", 2), ["e\u{301}e\u{301}", "e"], "what has no width stays with its letter");
    }
}
