//! A configuration as a tree that knows where in its file each part stands.

use std::sync::Arc;

/// Bytes of a file's text, from `start` up to but without `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// Where a directive stands: its file, its line (from 1) and the first byte of its name in that file's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub start: usize,
}

/// One argument: what nginx takes it for, and where it is written, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub span: Span,
    pub line: usize,
}

/// What stands between `{` and `}`; the span is that of the text between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub inside: Span,
    pub directives: Vec<Directive>,
}

/// A directive: its words (the name first, never none), its block if it opens one, and what an `include` brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    pub file: Arc<str>,
    pub words: Vec<Word>,
    /// From the first byte of the name to the one behind `;` or `}`.
    pub span: Span,
    pub block: Option<Block>,
    pub included: Vec<Directive>,
}

/// nginx would not take this text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub file: String,
    pub line: usize,
    pub why: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text ends inside a word, a directive or a block.
    Unfinished,
    /// A `}` that closes nothing, or before the `;`.
    UnexpectedClose,
    /// A `;` or `{` with no word before it.
    NoWords,
    /// Something follows a closing quote at once.
    NoSpaceAfterQuote,
    /// Blocks inside blocks without end.
    TooDeep,
    /// The text holds no configuration at all.
    Empty,
}

impl Directive {
    pub fn name(&self) -> &str {
        self.word(0)
    }

    /// Its nth word, 0 is the name; empty when there is none.
    pub fn word(&self, nth: usize) -> &str {
        self.words.get(nth).map_or("", |word| word.text.as_str())
    }

    /// Its words without the name.
    pub fn arguments(&self) -> impl Iterator<Item = &str> + Clone {
        self.words.iter().skip(1).map(|word| word.text.as_str())
    }

    pub fn line(&self) -> usize {
        self.words.first().map_or(0, |word| word.line)
    }

    pub fn place(&self) -> Place {
        Place { file: self.file.to_string(), line: self.line(), start: self.span.start }
    }

    /// What stands in its block, with included files in the place of their `include`.
    pub fn inner(&self) -> Vec<&Directive> {
        self.block.as_ref().map(|block| written_out(&block.directives)).unwrap_or_default()
    }

    /// The directives of this name in its block.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Directive> {
        self.inner().into_iter().filter(|directive| directive.name() == name).collect()
    }

    pub fn last(&self, name: &str) -> Option<&Directive> {
        self.all(name).pop()
    }
}

/// A level's directives in nginx's order: those of an included file stand where the `include` does.
pub fn written_out(level: &[Directive]) -> Vec<&Directive> {
    let mut all = Vec::new();
    for directive in level {
        match directive.included.as_slice() {
            [] if directive.name() == "include" && directive.block.is_none() => {}
            [] => all.push(directive),
            included => all.extend(written_out(included)),
        }
    }
    all
}
