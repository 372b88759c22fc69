//! Text from outside (servers, DNS, AWS) made fit to be shown.

/// The most characters of foreign text that a fault or a fact carries.
const MOST: usize = 2000;

/// `text` without control characters (escape sequences lose their escape), line ends kept, cut at 2000 characters.
pub fn cleaned(text: &str) -> String {
    let kept: String = harmless(text).chars().take(MOST).collect();
    kept.trim().to_owned()
}

/// `text` whole, without control characters and such as reorder what is shown; line ends kept.
pub fn harmless(text: &str) -> String {
    let shown = |c: &char| *c == '\n' || !(c.is_control() || is_bidi_control(*c));
    text.replace("\r\n", "\n").replace('\t', "    ").chars().filter(shown).collect()
}

/// Characters that reorder what is shown after them, so that text can pretend to be other text.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn escapes_and_reordering_are_gone_and_korean_stays() {
        assert_eq!(cleaned("\u{1b}[31m빨강\u{1b}[0m\u{202e}x\r\nnext\u{7}"), "[31m빨강[0mx\nnext");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(cleaned(&"가".repeat(5000)).chars().count(), 2000);
    }
}
