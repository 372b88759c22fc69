//! Python as far as practice must read it: where a settings module binds a name, what a module imports, and what Python could not
//! read at all. Nothing is ever run.

mod bindings;
mod display;
mod environ;
mod imports;
mod literal;
mod opened;
mod tokens;

pub use bindings::{Binding, How};
pub use display::{Display, Element};
pub use tokens::{Broken, Statement, Token, TokenKind};

/// A module's text as its statements.
pub struct Module<'a> {
    text: &'a str,
    statements: Vec<Statement>,
}

impl<'a> Module<'a> {
    /// Reads it.
    ///
    /// # Errors
    /// [`Broken`] as Python's `SyntaxError`, for what is plainly wrong.
    pub fn read(text: &'a str) -> Result<Self, Broken> {
        let module = Self { text, statements: tokens::statements(text)? };
        match module.statements.iter().find_map(|s| module.nonsense(s)) {
            Some(broken) => Err(broken),
            None => Ok(module),
        }
    }

    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    pub fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.statements.iter().flat_map(|s| &s.tokens)
    }

    /// The line at whose top level this function is called.
    pub fn calls(&self, function: &str) -> Option<usize> {
        let mut pairs = self.statements.iter().filter(|s| s.indent == 0).flat_map(|s| s.tokens.windows(2));
        let call = pairs.find(|pair| self.is(pair.first(), function) && self.is(pair.get(1), "("))?;
        call.first().map(|token| token.line)
    }

    /// A token's own text.
    pub fn word(&self, token: &Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    pub fn is(&self, token: Option<&Token>, word: &str) -> bool {
        token.is_some_and(|t| t.kind != TokenKind::Text && self.word(t) == word)
    }

    /// The text of a line (from 1), without the white space around it.
    pub fn line(&self, number: usize) -> String {
        line_of(self.text, number)
    }

    /// An assignment of nothing.
    fn nonsense(&self, statement: &Statement) -> Option<Broken> {
        let tokens = &statement.tokens;
        let empty = |next: Option<&Token>| next.is_none() || ["=", "==", ")", "]", "}", ","].iter().any(|sign| self.is(next, sign));
        let mut pairs = tokens.iter().enumerate().map(|(n, token)| (token, tokens.get(n + 1)));
        let found = pairs.find(|(token, next)| self.is(Some(token), "=") && empty(*next));
        found.map(|(token, _)| Broken::invalid(token.line))
    }

    /// The settings module that this one names by `DJANGO_SETTINGS_MODULE`: as the argument of a call, or as an assignment.
    pub fn settings_module(&self) -> Option<String> {
        self.statements.iter().find_map(|s| (0..s.tokens.len()).find_map(|n| self.names_settings(s.tokens.get(n..)?)))
    }

    fn names_settings(&self, tokens: &[Token]) -> Option<String> {
        let [key, rest @ ..] = tokens else { return None };
        if self.literal(std::slice::from_ref(key)).as_deref() != Some("DJANGO_SETTINGS_MODULE") {
            return None;
        }
        let value = match rest {
            [comma, value, end, ..] if self.is(Some(comma), ",") && self.is(Some(end), ")") => value,
            [bracket, sign, value, ..] if self.is(Some(bracket), "]") && self.is(Some(sign), "=") => value,
            _ => return None,
        };
        self.literal(std::slice::from_ref(value))
    }
}

/// The text of a line (from 1), as Python parts lines, without the white space around it.
pub fn line_of(text: &str, number: usize) -> String {
    let text = text.replace("\r\n", "\n");
    text.split(['\n', '\r']).nth(number.saturating_sub(1)).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests;
