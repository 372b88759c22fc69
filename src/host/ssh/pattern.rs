//! Patterns of known_hosts and ssh_config: `*` is any text, `?` any one character, `!` in a list an exception.

/// Whether the pattern means all of this text. No pattern makes it go over the text more than once for each of its own characters: only
/// the last `*` is ever gone back to, since what an earlier one may take, the last one may take as well.
pub(super) fn matches(pattern: &[u8], text: &[u8]) -> bool {
    walk(pattern, text, || {})
}

fn walk(pattern: &[u8], text: &[u8], mut step: impl FnMut()) -> bool {
    let (mut p, mut t) = (0, 0);
    // What follows the last `*`, and the place up to which that one takes the text.
    let mut star: Option<(usize, usize)> = None;
    while let Some(here) = text.get(t) {
        step();
        match pattern.get(p) {
            Some(b'*') => {
                p += 1;
                star = Some((p, t));
            }
            Some(c) if *c == b'?' || c == here => (p, t) = (p + 1, t + 1),
            Some(_) | None => {
                let Some((after, taken)) = star else { return false };
                (p, t) = (after, taken + 1);
                star = Some((after, taken + 1));
            }
        }
    }
    pattern.iter().skip(p).all(|c| *c == b'*')
}

/// Whether a list of patterns means the name for which `one` says whether a single pattern does: one of them does, and none of the
/// exceptions.
pub(super) fn list_means<'a>(list: impl IntoIterator<Item = &'a str>, one: impl Fn(&str) -> bool) -> bool {
    let mut found = false;
    for entry in list {
        match entry.strip_prefix('!') {
            Some(not) if one(not) => return false,
            Some(_) => {}
            None => found |= one(entry),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(pattern: &str, text: &str) -> (bool, usize) {
        let mut count = 0;
        (walk(pattern.as_bytes(), text.as_bytes(), || count += 1), count)
    }

    #[test]
    fn stars_and_question_marks() {
        let means = |pattern: &str, text: &str| matches(pattern.as_bytes(), text.as_bytes());
        for (pattern, text) in
            [("", ""), ("*", ""), ("**", "a"), ("a*", "a"), ("*b*c", "abcbc"), ("?.?", "a.b"), ("*aab", "aaaab"), ("a*?", "ab")]
        {
            assert!(means(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("", "a"), ("?", ""), ("a*?", "a"), ("*b*c", "abcb"), ("a", "ab"), ("ab", "a"), ("*a", "ab"), ("[a]", "a")]
        {
            assert!(!means(pattern, text), "{pattern} {text}");
        }
    }

    /// Going back to every star would take more steps here than there are atoms.
    #[test]
    fn a_hostile_pattern_takes_no_more_steps_than_its_length_and_the_text_s_allow() {
        let text = "a".repeat(250);
        let many = format!("{}b", "*a".repeat(2_000));
        let (found, count) = steps(&many, &text);
        assert!(!found && count <= 2 * text.len() + 2, "{count}");
        let (found, count) = steps(&format!("{}b", "*a".repeat(100)), &text);
        assert!(!found && count <= 3 * text.len(), "{count}");
        for pattern in [format!("*{}b", "a".repeat(125)), format!("{}*{}b", "*a".repeat(50), "a?".repeat(40)), "*".repeat(5_000) + "b"] {
            let (found, count) = steps(&pattern, &text);
            assert!(!found && count <= text.len() * pattern.len(), "{count} {pattern}");
        }
    }

    #[test]
    fn an_exception_wins_wherever_it_stands() {
        let means = |list: &[&str], name: &str| list_means(list.iter().copied(), |p| matches(p.as_bytes(), name.as_bytes()));
        assert!(means(&["a", "b*"], "bc") && !means(&["a", "b*"], "c"));
        assert!(!means(&["*", "!bc"], "bc") && !means(&["!bc", "*"], "bc") && means(&["!bc", "*"], "b"));
        assert!(!means(&["!bc"], "b"), "exceptions alone mean nobody");
    }
}
