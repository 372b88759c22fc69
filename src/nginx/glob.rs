//! File names by pattern, as glob(3) matches them for `include`.

/// Whether this path is one that the pattern means. `*` and `?` do not pass a `/`, nor stand for a dot that begins a name.
pub fn matches(pattern: &str, path: &str) -> bool {
    let (patterns, parts) = (pattern.split('/'), path.split('/'));
    patterns.clone().count() == parts.clone().count() && patterns.zip(parts).all(|(pattern, part)| part_matches(pattern, part))
}

/// Whether it is a pattern at all: for a plain name nginx wants the very file.
pub fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

fn part_matches(pattern: &str, part: &str) -> bool {
    let hidden = part.starts_with('.') && !pattern.starts_with('.');
    let (pattern, part): (Vec<char>, Vec<char>) = (pattern.chars().collect(), part.chars().collect());
    !hidden && rest_matches(&pattern, &part)
}

/// Goes back only to the last `*`, so that no pattern takes long.
fn rest_matches(pattern: &[char], part: &[char]) -> bool {
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < part.len() {
        match one(pattern.get(p..).unwrap_or_default(), part.get(t).copied()) {
            Some(0) => {
                star = Some((p, t));
                p += 1;
            }
            Some(used) => (p, t) = (p + used, t + 1),
            None => {
                let Some((from, taken)) = star else { return false };
                star = Some((from, taken + 1));
                (p, t) = (from + 1, taken + 1);
            }
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|c| *c == '*')
}

/// How much of the pattern fits this one character: 0 for a `*`, which fits any number of them.
fn one(pattern: &[char], c: Option<char>) -> Option<usize> {
    match pattern {
        ['*', ..] => Some(0),
        ['?', ..] => Some(1),
        ['[', set @ ..] => class(set, c?),
        ['\\', plain, ..] => (Some(*plain) == c).then_some(2),
        [plain, ..] => (Some(*plain) == c).then_some(1),
        [] => None,
    }
}

/// `a-z]`, `!abc]`: how much of the pattern it took, when the character is one of them.
fn class(set: &[char], c: char) -> Option<usize> {
    let not = usize::from(matches!(set.first(), Some('!' | '^')));
    let end = set.iter().skip(not + 1).position(|c| *c == ']')? + not + 1;
    let (mut members, mut within) = (set.get(not..end)?, false);
    while let [first, rest @ ..] = members {
        let (last, rest) = match rest {
            ['-', last, rest @ ..] => (last, rest),
            rest => (first, rest),
        };
        within |= (*first..=*last).contains(&c);
        members = rest;
    }
    (within == (not == 0)).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_are_those_of_glob() {
        for (pattern, path, fits) in [
            ("/e/conf.d/*.conf", "/e/conf.d/a.conf", true),
            ("/e/conf.d/*.conf", "/e/conf.d/a.conf.bak", false),
            ("/e/conf.d/*.conf", "/e/conf.d/x/a.conf", false),
            ("/e/sites-enabled/*", "/e/sites-enabled/.hidden", false),
            ("/e/sites-enabled/.*", "/e/sites-enabled/.hidden", true),
            ("/e/*/n.conf", "/e/a/n.conf", true),
            ("/e/[a-c]?", "/e/b1", true),
            ("/e/[!a-c]?", "/e/b1", false),
            ("/e/[!a-c]*x", "/e/zaxbx", true),
            ("/e/a\\*", "/e/a*", true),
            ("/e/a\\*", "/e/ab", false),
            ("/e/[", "/e/[", false),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
    }
}
