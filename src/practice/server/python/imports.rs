//! What a module imports.

use super::{Module, Statement, Token};

/// One module that is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub line: usize,
    /// White space before the statement: 0 at the top level.
    pub indent: usize,
    /// How many dots lead its name.
    pub level: usize,
    pub module: String,
    /// `from … import *`.
    pub star: bool,
}

impl Module<'_> {
    /// The imports of all statements, in order.
    pub fn imports(&self) -> Vec<Import> {
        self.statements().iter().flat_map(|s| self.imports_of(s)).collect()
    }

    fn imports_of(&self, statement: &Statement) -> Vec<Import> {
        match statement.tokens.as_slice() {
            [word, names @ ..] if self.is(Some(word), "import") => {
                let parts = names.split(|t| self.is(Some(t), ","));
                parts.map(|part| self.import(statement, self.until(part, "as"), false)).collect()
            }
            [word, rest @ ..] if self.is(Some(word), "from") => {
                let star = rest.last().is_some_and(|t| self.is(Some(t), "*"));
                vec![self.import(statement, self.until(rest, "import"), star)]
            }
            _ => Vec::new(),
        }
    }

    fn until<'t>(&self, tokens: &'t [Token], word: &str) -> &'t [Token] {
        tokens.split(|t| self.is(Some(t), word)).next().unwrap_or_default()
    }

    fn import(&self, statement: &Statement, name: &[Token], star: bool) -> Import {
        let written: String = name.iter().map(|t| self.word(t)).collect();
        let module = written.trim_start_matches('.');
        Import {
            line: statement.tokens.first().map_or(0, |t| t.line),
            indent: statement.indent,
            level: written.len() - module.len(),
            module: module.to_owned(),
            star,
        }
    }
}
