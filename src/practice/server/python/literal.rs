//! String literals.

use super::{Module, Token, TokenKind};

impl Module<'_> {
    /// The string that these tokens are, when they are nothing but string literals; neither bytes nor an f-string is one.
    pub fn literal(&self, tokens: &[Token]) -> Option<String> {
        let strings = tokens.iter().map(|t| if t.kind == TokenKind::Text { value(self.word(t)) } else { None });
        if tokens.is_empty() { None } else { strings.collect() }
    }

    /// Every string literal of the module.
    pub fn literals(&self) -> Vec<String> {
        self.tokens().filter_map(|token| self.literal(std::slice::from_ref(token))).collect()
    }
}

/// The value of one literal with its prefix and quotes.
fn value(literal: &str) -> Option<String> {
    let (prefix, quoted) = literal.split_at(literal.find(['"', '\''])?);
    if prefix.contains(['b', 'B', 'f', 'F']) {
        return None;
    }
    let quote = quoted.chars().next()?;
    let triple = quote.to_string().repeat(3);
    let inner = match quoted.strip_prefix(&triple).and_then(|rest| rest.strip_suffix(&triple)) {
        Some(inner) => inner,
        None => quoted.strip_prefix(quote)?.strip_suffix(quote)?,
    };
    Some(if prefix.contains(['r', 'R']) { inner.to_owned() } else { unescaped(inner) })
}

/// The escapes that occur in settings; others stay as they are written.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (c, false) => plain.push(c),
            _ => match chars.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some('\n') | None => {}
                Some(c @ ('\\' | '\'' | '"')) => plain.push(c),
                Some(other) => plain.extend(['\\', other]),
            },
        }
    }
    plain
}
