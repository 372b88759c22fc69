//! nginx's grammar (`ngx_conf_read_token`): words, blocks and comments.

use std::sync::Arc;

use super::lua;
use super::tree::{Block, Broken, Directive, Fault, Span, Word};

/// Deeper than any real configuration; keeps the reader's own stack small.
const DEEPEST: usize = 100;

/// Reads one file's text; `file` is only remembered.
pub fn parse(file: &str, text: &str) -> Result<Vec<Directive>, Broken> {
    let mut reader = Reader { file: Arc::from(file), text, at: 0, line: 1 };
    let whole = reader.level(0)?;
    Ok(whole)
}

struct Reader<'a> {
    file: Arc<str>,
    text: &'a str,
    at: usize,
    line: usize,
}

/// What ends a row of words.
enum Mark {
    End,
    Open,
    Shut,
    Over,
}

impl Reader<'_> {
    fn broken(&self, why: Fault) -> Broken {
        Broken { file: self.file.to_string(), line: self.line, why }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.line += usize::from(self.peek() == Some(b'\n'));
        self.at += 1;
    }

    fn level(&mut self, depth: usize) -> Result<Vec<Directive>, Broken> {
        if depth > DEEPEST {
            return Err(self.broken(Fault::TooDeep));
        }
        let mut all = Vec::new();
        loop {
            let (words, mark) = self.row()?;
            match mark {
                Mark::End => all.push(self.directive(words, None)),
                Mark::Open => {
                    let block = self.block(&words, depth)?;
                    all.push(self.directive(words, Some(block)));
                }
                Mark::Shut if depth > 0 => return Ok(all),
                Mark::Shut => return Err(self.broken(Fault::UnexpectedClose)),
                Mark::Over if depth > 0 => return Err(self.broken(Fault::Unfinished)),
                Mark::Over => return Ok(all),
            }
        }
    }

    fn directive(&self, words: Vec<Word>, block: Option<Block>) -> Directive {
        let start = words.first().map_or(self.at, |word| word.span.start);
        Directive { file: Arc::clone(&self.file), words, span: Span { start, end: self.at }, block, included: Vec::new() }
    }

    fn block(&mut self, words: &[Word], depth: usize) -> Result<Block, Broken> {
        let start = self.at;
        let lua = words.first().is_some_and(|word| word.text.ends_with("_by_lua_block"));
        let directives = if lua { self.lua()? } else { self.level(depth + 1)? };
        Ok(Block { inside: Span { start, end: self.at.saturating_sub(1) }, directives })
    }

    /// Passes over Lua's own text up to the brace that closes it.
    fn lua(&mut self) -> Result<Vec<Directive>, Broken> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let Some(length) = lua::length(rest) else { return Err(self.broken(Fault::Unfinished)) };
        (0..length).for_each(|_| self.step());
        Ok(Vec::new())
    }

    /// The words up to the next mark, which is passed.
    fn row(&mut self) -> Result<(Vec<Word>, Mark), Broken> {
        let mut words = Vec::new();
        loop {
            self.blank();
            let mark = match self.peek() {
                None if words.is_empty() => return Ok((words, Mark::Over)),
                None => return Err(self.broken(Fault::Unfinished)),
                Some(b';' | b'{') if words.is_empty() => return Err(self.broken(Fault::NoWords)),
                Some(b'}') if !words.is_empty() => return Err(self.broken(Fault::UnexpectedClose)),
                Some(b';') => Mark::End,
                Some(b'{') => Mark::Open,
                Some(b'}') => Mark::Shut,
                Some(quote @ (b'"' | b'\'')) => {
                    words.push(self.quoted(quote)?);
                    continue;
                }
                Some(_) => {
                    words.push(self.bare()?);
                    continue;
                }
            };
            self.step();
            return Ok((words, mark));
        }
    }

    /// Passes white space and comments.
    fn blank(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.step(),
                b'#' => {
                    while self.peek().is_some_and(|byte| byte != b'\n') {
                        self.step();
                    }
                }
                _ => return,
            }
        }
    }

    fn quoted(&mut self, quote: u8) -> Result<Word, Broken> {
        let (start, line) = (self.at, self.line);
        self.step();
        while self.peek().is_some_and(|byte| byte != quote) {
            self.one();
        }
        let inside = Span { start: start + 1, end: self.at };
        if self.peek().is_none() {
            return Err(self.broken(Fault::Unfinished));
        }
        self.step();
        match self.peek() {
            None | Some(b' ' | b'\t' | b'\r' | b'\n' | b';' | b'{' | b')') => Ok(self.word(inside, Span { start, end: self.at }, line)),
            Some(_) => Err(self.broken(Fault::NoSpaceAfterQuote)),
        }
    }

    /// A word without quotes: it ends at white space, `;` or `{`, but not at the brace of `${name}`, nor at `}`.
    fn bare(&mut self) -> Result<Word, Broken> {
        let (start, line, mut variable) = (self.at, self.line, false);
        while let Some(byte) = self.peek() {
            match byte {
                b'{' if variable => self.step(),
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'{' => break,
                _ => self.one(),
            }
            variable = byte == b'$';
        }
        let span = Span { start, end: self.at };
        if self.peek().is_none() {
            return Err(self.broken(Fault::Unfinished));
        }
        Ok(self.word(span, span, line))
    }

    /// One byte, or a backslash with what it protects.
    fn one(&mut self) {
        if self.peek() == Some(b'\\') {
            self.step();
        }
        if self.peek().is_some() {
            self.step();
        }
    }

    fn word(&self, inside: Span, span: Span, line: usize) -> Word {
        Word { text: unescaped(self.text.get(inside.start..inside.end).unwrap_or_default()), span, line }
    }
}

/// nginx takes the backslash away before `"`, `'`, `\`, and turns `\t`, `\r`, `\n`; before anything else it stays.
fn unescaped(raw: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(raw.len()), raw.chars());
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let meant = match (c, next) {
            ('\\', Some(c @ ('"' | '\'' | '\\'))) => Some(c),
            ('\\', Some('t')) => Some('\t'),
            ('\\', Some('r')) => Some('\r'),
            ('\\', Some('n')) => Some('\n'),
            _ => None,
        };
        rest = if meant.is_some() { rest.as_str().get(1..).unwrap_or_default().chars() } else { rest };
        text.push(meant.unwrap_or(c));
    }
    text
}
