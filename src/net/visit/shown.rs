//! Foreign text made fit to be shown on one line.

use url::Url;

use crate::engine::time::Timestamp;

/// The most characters of a URL that are shown.
const MOST_OF_A_URL: usize = 200;

/// `text` on one line: white space collapsed, no control characters, nothing that reorders, at most `most` characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let spaced: Vec<&str> = text.split_whitespace().collect();
    let harmless = spaced.join(" ").chars().filter(|c| !is_harmful(*c)).collect::<String>();
    cut(harmless.trim(), most)
}

/// A URL, which is ASCII already; a long one is cut.
pub(super) fn url(url: &Url) -> String {
    cut(url.as_str(), MOST_OF_A_URL)
}

/// Control characters, and those that let text pretend to be other text.
pub(super) fn is_harmful(c: char) -> bool {
    let reorders = matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || reorders || c == '\u{feff}'
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// A moment's date in UTC (`2027-01-31`).
pub(super) fn date(moment: Timestamp) -> String {
    let day = |t: jiff::Timestamp| t.to_string().chars().take_while(|c| *c != 'T').collect();
    jiff::Timestamp::from_millisecond(moment.0).map(day).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_short_and_harmless() {
        assert_eq!(line("  a\r\n\u{1b}[31mb\u{202e}\tc\u{9b} ", 20), "a [31mb c");
        assert_eq!(line(&"가".repeat(30), 5), "가가가가…");
    }

    #[test]
    fn a_date_is_a_day_in_utc() {
        assert_eq!(date(Timestamp(1_800_000_000_000)), "2027-01-15");
        assert_eq!(date(Timestamp(i64::MAX)), "");
    }
}
