//! Keys as they are meant.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The character of a key that was pressed alone (or with Shift).
pub(super) fn plain(key: &KeyEvent) -> Option<char> {
    let alone = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    match key.code {
        KeyCode::Char(c) if alone => Some(latin(c)),
        _ => None,
    }
}

/// The Latin letter on the key of a Hangul one: with the Korean layout on, the keys still mean what is printed beside it.
fn latin(c: char) -> char {
    let keys = "ㅂqㅈwㄷeㄱrㅅtㅛyㅕuㅑiㅐoㅔpㅁaㄴsㅇdㄹfㅎgㅗhㅓjㅏkㅣlㅋzㅌxㅊcㅍvㅠbㅜnㅡmㅃQㅉWㄸEㄲRㅆTㅒOㅖP";
    let mut pairs = keys.chars();
    while let (Some(hangul), Some(latin)) = (pairs.next(), pairs.next()) {
        if hangul == c {
            return latin;
        }
    }
    c
}

/// The place after moving by one, kept among `count`.
pub(super) fn moved(cursor: usize, count: usize, down: bool) -> usize {
    let last = count.saturating_sub(1);
    if down { (cursor + 1).min(last) } else { cursor.min(last).saturating_sub(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_means_the_same_with_the_korean_layout_on() {
        for (typed, meant) in [('ㅂ', 'q'), ('ㄷ', 'e'), ('ㅣ', 'l'), ('q', 'q'), ('?', '?'), ('가', '가')] {
            assert_eq!(plain(&KeyCode::Char(typed).into()), Some(meant));
        }
        let control = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL);
        assert_eq!(plain(&control), None);
    }
}
