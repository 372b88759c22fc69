//! List and tuple displays: `['a', 'b']`, `('a',)`, `'a', 'b'`.

use super::{Module, Token, TokenKind};

/// A display and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Display {
    pub start: usize,
    pub end: usize,
    pub line: usize,
    pub tuple: bool,
    pub elements: Vec<Element>,
}

/// An element without the parentheses around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub start: usize,
    pub end: usize,
    /// The string that it is; `None`: it is no literal string.
    pub literal: Option<String>,
}

impl Module<'_> {
    /// The display that these tokens are, if they are one.
    pub fn display(&self, tokens: &[Token]) -> Option<Display> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        let parts = self.parts(tokens);
        if parts.len() > 1 {
            return Some(self.made(first.start, last.end, first.line, true, &parts));
        }
        let (inner, round) = (self.enclosed(tokens)?, self.is(Some(first), "("));
        let parts = self.parts(inner);
        if round && parts.len() < 2 && !inner.is_empty() {
            return self.display(inner);
        }
        let comprehension = inner.iter().enumerate().any(|(n, t)| self.is(Some(t), "for") && self.depth(inner, n) == 0);
        (!comprehension && !self.is(Some(first), "{")).then(|| self.made(first.start, last.end, first.line, round, &parts))
    }

    /// Whether an element spreads out something that is made of this name: `[*NAME, 'a']`.
    pub fn holds_starred(&self, display: &Display, name: &str) -> bool {
        display.elements.iter().any(|e| self.text.get(e.start..e.end).is_some_and(|text| text.starts_with('*') && text.contains(name)))
    }

    /// Whether it begins with the old list of this name, as it is.
    pub(super) fn builds_on(&self, display: &Display, name: &str) -> bool {
        let spread = |text: &str| text.strip_prefix('*').is_some_and(|rest| rest.trim() == name);
        display.elements.iter().any(|e| self.text.get(e.start..e.end).is_some_and(spread))
    }

    fn made(&self, start: usize, end: usize, line: usize, tuple: bool, parts: &[&[Token]]) -> Display {
        let elements = parts.iter().filter_map(|part| self.element(part)).collect();
        Display { start, end, line, tuple, elements }
    }

    fn element(&self, tokens: &[Token]) -> Option<Element> {
        if let Some(inner) = self.enclosed(tokens)
            && self.is(tokens.first(), "(")
            && self.parts(inner).len() == 1
            && !inner.is_empty()
        {
            return self.element(inner);
        }
        Some(Element { start: tokens.first()?.start, end: tokens.last()?.end, literal: self.literal(tokens) })
    }

    /// What one pair of brackets around all of these tokens holds.
    fn enclosed<'t>(&self, tokens: &'t [Token]) -> Option<&'t [Token]> {
        let [first, inner @ .., last] = tokens else { return None };
        let closes = (0..inner.len()).all(|n| self.depth(tokens, n + 1) > 0);
        (self.opens(first) && self.shuts(last) && closes).then_some(inner)
    }

    /// The parts between commas that stand in no brackets; a comma at the end makes an empty last one.
    fn parts<'t>(&self, tokens: &'t [Token]) -> Vec<&'t [Token]> {
        let mut depth = 0_usize;
        let splits = |token: &Token| {
            depth = (depth + usize::from(self.opens(token))).saturating_sub(usize::from(self.shuts(token)));
            depth == 0 && self.is(Some(token), ",")
        };
        tokens.split(splits).collect()
    }

    /// In how many brackets the token of this number stands.
    pub(super) fn depth(&self, tokens: &[Token], number: usize) -> usize {
        let before = tokens.get(..number).unwrap_or_default();
        let (open, shut) = (before.iter().filter(|t| self.opens(t)).count(), before.iter().filter(|t| self.shuts(t)).count());
        open.saturating_sub(shut)
    }

    fn opens(&self, token: &Token) -> bool {
        token.kind == TokenKind::Sign && matches!(self.word(token), "(" | "[" | "{")
    }

    fn shuts(&self, token: &Token) -> bool {
        token.kind == TokenKind::Sign && matches!(self.word(token), ")" | "]" | "}")
    }
}
