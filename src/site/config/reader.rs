//! A walk over toml's tree that never loses the line and the dotted key.

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{ConfigError, ConfigProblem, Kind};
use crate::sanitize::cleaned;
use crate::site::NameProblem;

/// Parses the text as TOML.
///
/// # Errors
/// [`ConfigProblem::BadToml`] with the line.
pub(super) fn document(text: &str) -> Result<Spanned<DeTable<'_>>, ConfigError> {
    DeTable::parse(text).map_err(|e| ConfigError {
        line: e.span().map(|span| line_of(text, span.start)),
        key: String::new(),
        problem: ConfigProblem::BadToml(cleaned(e.message())),
    })
}

/// The line, from 1, of the byte at `offset`.
fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|b| *b == b'\n').count()
}

/// One table of the file; an absent one reads as empty.
pub(super) struct Section<'a> {
    text: &'a str,
    /// Its dotted key with a trailing dot; empty at the top.
    prefix: String,
    table: Option<&'a DeTable<'a>>,
}

/// One value of the file, its key and line.
pub(super) struct Entry<'a> {
    key: String,
    line: usize,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Section<'a> {
    pub(super) fn top(text: &'a str, table: &'a DeTable<'a>) -> Self {
        Self { text, prefix: String::new(), table: Some(table) }
    }

    /// The table at `key`.
    pub(super) fn section(&self, key: &str) -> Result<Section<'a>, ConfigError> {
        let table = self.get(key).map(|e| e.value.get_ref().as_table().ok_or_else(|| e.problem(ConfigProblem::WrongType(Kind::Section))));
        Ok(Section { text: self.text, prefix: format!("{}{key}.", self.prefix), table: table.transpose()? })
    }

    /// Refuses the first key that is not among `known`.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), ConfigError> {
        let keys = self.table.into_iter().flat_map(|t| t.keys());
        let Some(stray) = keys.filter(|k| !known.contains(&&**k.get_ref())).min_by_key(|k| k.span().start) else { return Ok(()) };
        Err(ConfigError {
            line: Some(line_of(self.text, stray.span().start)),
            key: cleaned(&format!("{}{}", self.prefix, stray.get_ref())),
            problem: ConfigProblem::UnknownKey { known: known.join(", ") },
        })
    }

    pub(super) fn get(&self, key: &str) -> Option<Entry<'a>> {
        let (name, value) = self.table?.iter().find(|(k, _)| k.get_ref() == key)?;
        Some(Entry { key: format!("{}{key}", self.prefix), line: line_of(self.text, name.span().start), value })
    }

    pub(super) fn need(&self, key: &str) -> Result<Entry<'a>, ConfigError> {
        self.get(key).ok_or_else(|| self.problem(key, ConfigProblem::MissingKey))
    }

    pub(super) fn parsed<T: FromStr<Err = NameProblem>>(&self, key: &str) -> Result<Option<T>, ConfigError> {
        self.get(key).map(|e| e.parsed()).transpose()
    }

    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, ConfigError> {
        self.get(key).map(|e| e.value.get_ref().as_bool().ok_or_else(|| e.problem(ConfigProblem::WrongType(Kind::Flag)))).transpose()
    }

    /// The one of these words that stands at `key`.
    pub(super) fn word(&self, key: &str, all: &'static [&'static str]) -> Result<Option<&'static str>, ConfigError> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let text = entry.text()?;
        let found = all.iter().copied().find(|word| *word == text);
        found.map(Some).ok_or_else(|| entry.problem(ConfigProblem::BadChoice { known: all.join(", ") }))
    }

    /// Whether a list stands at `key`.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.get(key).is_some_and(|entry| entry.value.get_ref().is_array())
    }

    /// The elements at `key`, each with its own line; an absent list is empty.
    pub(super) fn list(&self, key: &str) -> Result<Vec<Entry<'a>>, ConfigError> {
        let Some(entry) = self.get(key) else { return Ok(Vec::new()) };
        let all = entry.value.get_ref().as_array().ok_or_else(|| entry.problem(ConfigProblem::WrongType(Kind::List)))?;
        let element =
            |value: &'a Spanned<DeValue<'a>>| Entry { key: entry.key.clone(), line: line_of(self.text, value.span().start), value };
        Ok(all.iter().map(element).collect())
    }

    /// A problem with `key`, at its line when it stands there.
    pub(super) fn problem(&self, key: &str, problem: ConfigProblem) -> ConfigError {
        ConfigError { line: self.get(key).map(|e| e.line), key: format!("{}{key}", self.prefix), problem }
    }
}

impl<'a> Entry<'a> {
    pub(super) fn text(&self) -> Result<&'a str, ConfigError> {
        self.value.get_ref().as_str().ok_or_else(|| self.problem(ConfigProblem::WrongType(Kind::Text)))
    }

    /// A whole number; one that fits no `i64` reads as -1, which no key allows.
    pub(super) fn number(&self) -> Result<i64, ConfigError> {
        let number = self.value.get_ref().as_integer().ok_or_else(|| self.problem(ConfigProblem::WrongType(Kind::Number)))?;
        Ok(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(-1))
    }

    pub(super) fn parsed<T: FromStr<Err = NameProblem>>(&self) -> Result<T, ConfigError> {
        self.text()?.parse().map_err(|p| self.problem(ConfigProblem::Name(p)))
    }

    /// A problem with this value.
    pub(super) fn problem(&self, problem: ConfigProblem) -> ConfigError {
        ConfigError { line: Some(self.line), key: self.key.clone(), problem }
    }
}
