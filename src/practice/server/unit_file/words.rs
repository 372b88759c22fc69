//! Command lines as systemd reads them: quotes, escapes, `%%` and `$$`. No shell takes part.

/// The words of a command line; `None`: a quote is not closed.
pub(super) fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    loop {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        if chars.peek().is_none() {
            return Some(words);
        }
        words.push(word(&mut chars)?);
    }
}

fn word(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<String> {
    let (mut word, mut quote) = (String::new(), None);
    while let Some(c) = chars.next_if(|c| quote.is_some() || !c.is_whitespace()) {
        match (c, quote) {
            ('\\', _) => word.push(escape(chars.next()?)),
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            (c, _) => word.push(c),
        }
    }
    quote.is_none().then_some(word)
}

fn escape(c: char) -> char {
    match c {
        'n' => '\n',
        't' => '\t',
        's' => ' ',
        other => other,
    }
}

/// A word with its specifiers written out; `variables`: and its dollar signs, as in an argument.
pub(super) fn expanded(word: &str, variables: bool) -> String {
    let plain = word.replace("%%", "%");
    if variables { plain.replace("$$", "$") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_systemd_parts_them() {
        let table = [
            ("/bin/a --b c", vec!["/bin/a", "--b", "c"]),
            (r#"  "/srv/my \"env\"/bin/g" 'a b'x  "#, vec![r#"/srv/my "env"/bin/g"#, "a bx"]),
            ("", vec![]),
        ];
        for (line, expected) in table {
            assert_eq!(words(line), Some(expected.into_iter().map(str::to_owned).collect()), "{line}");
        }
        assert_eq!(words("\"/bin/sleep 1"), None);
        assert_eq!((expanded("100%% $$x", true), expanded("$$x", false)), ("100% $x".to_owned(), "$$x".to_owned()));
    }
}
