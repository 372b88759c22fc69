//! One line of ssh_config: a keyword and its words, quoted or not; and where it stands.

use std::path::{Path, PathBuf};

use crate::sanitize::cleaned;

/// The most of a line that is shown.
const SHOWN: usize = 120;

/// Where a line stands, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: PathBuf,
    pub(super) line: usize,
    pub(super) text: String,
}

impl Place {
    /// `/home/kim/.ssh/config:12: ProxyJump bastion`
    pub(super) fn shown(&self) -> String {
        let text: String = self.text.trim().chars().take(SHOWN).collect();
        cleaned(&format!("{}:{}: {text}", self.file.display(), self.line))
    }
}

/// A keyword in lower case, and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) keyword: String,
    pub(super) words: Vec<String>,
}

/// A quotation mark without its other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unbalanced;

/// Reads a line; `None`: nothing stands there.
pub(super) fn read(line: &str) -> Result<Option<Statement>, Unbalanced> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{c}');
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let end = line.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(line.len());
    let (keyword, rest) = line.split_at(end);
    let rest = rest.trim_start();
    let words = split(rest.strip_prefix('=').unwrap_or(rest))?;
    Ok(Some(Statement { keyword: keyword.to_ascii_lowercase(), words }))
}

/// Words as OpenSSH's argv_split makes them: `#` before a word ends the line.
fn split(text: &str) -> Result<Vec<String>, Unbalanced> {
    let (mut words, mut chars) = (Vec::new(), text.chars().peekable());
    loop {
        while chars.next_if(|c| *c == ' ' || *c == '\t').is_some() {}
        match chars.peek() {
            None | Some('#') => return Ok(words),
            Some(_) => words.push(word(&mut chars)?),
        }
    }
}

fn word(chars: &mut std::iter::Peekable<std::str::Chars>) -> Result<String, Unbalanced> {
    let (mut word, mut quote) = (String::new(), None);
    while let Some(c) = chars.next_if(|c| quote.is_some() || (*c != ' ' && *c != '\t')) {
        let escaped = |next: &char| matches!(next, '"' | '\'' | '\\') || (quote.is_none() && *next == ' ');
        match c {
            '\\' => word.push(chars.next_if(escaped).unwrap_or('\\')),
            '"' | '\'' if quote.is_none() => quote = Some(c),
            c if Some(c) == quote => quote = None,
            c => word.push(c),
        }
    }
    if quote.is_none() { Ok(word) } else { Err(Unbalanced) }
}

/// The text with its `%` tokens filled in; `None`: one that is not among these, or something of the environment.
pub(super) fn expanded(text: &str, tokens: &[(char, &str)]) -> Option<String> {
    let (mut whole, mut chars) = (String::new(), text.chars());
    while let Some(c) = chars.next() {
        match c {
            '%' => match chars.next()? {
                '%' => whole.push('%'),
                token => whole.push_str(tokens.iter().find(|(name, _)| *name == token)?.1),
            },
            '$' if chars.as_str().starts_with('{') => return None,
            c => whole.push(c),
        }
    }
    Some(whole)
}

/// A path, with `~/` as the home directory.
pub(super) fn at_home(text: &str, home: &Path) -> PathBuf {
    match text.strip_prefix("~/") {
        Some(rest) => home.join(rest),
        None if text == "~" => home.to_owned(),
        None => PathBuf::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_openssh_splits_them() {
        let words = |line: &str| read(line).unwrap().map(|s| (s.keyword, s.words.join("|")));
        let is = |keyword: &str, all: &str| Some((keyword.to_owned(), all.to_owned()));
        assert_eq!(words("\tHostName=a.b \r"), is("hostname", "a.b"));
        assert_eq!(words("Host = a  \"b c\" d#e # f"), is("host", "a|b c|d#e"));
        assert_eq!(words(r#"IdentityFile "~/a \"b\"" 'c d' e\ f \x"#), is("identityfile", r#"~/a "b"|c d|e f|\x"#));
        assert_eq!((words("# a"), words("  "), words("Host")), (None, None, is("host", "")));
        assert_eq!(read("User \"kim"), Err(Unbalanced));
    }

    #[test]
    fn tokens_that_are_not_known_are_refused_and_not_guessed() {
        let tokens = [('h', "x.org"), ('d', "/home/kim")];
        assert_eq!(expanded("%d/.ssh/%h-100%%", &tokens).as_deref(), Some("/home/kim/.ssh/x.org-100%"));
        for text in ["%C", "a%", "${HOME}/a"] {
            assert_eq!(expanded(text, &tokens), None, "{text}");
        }
        assert_eq!(expanded("$HOME", &tokens).as_deref(), Some("$HOME"));
    }
}
