//! Python's text as statements of tokens: enough to find assignments, imports and literals, and what Python plainly cannot read.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    Name,
    Number,
    /// A string literal with its prefix and quotes.
    Text,
    /// An operator or a bracket.
    Sign,
}

/// A token: bytes `start..end`, on this line (from 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    pub line: usize,
}

/// A logical line, or one of several that `;` parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Bytes of white space before it.
    pub indent: usize,
    pub tokens: Vec<Token>,
}

/// Where and why Python stops reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub line: usize,
    pub message: String,
}

impl Broken {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    pub(super) fn invalid(line: usize) -> Self {
        Self::new(line, "invalid syntax")
    }
}

/// The statements of this text.
///
/// # Errors
/// [`Broken`]: brackets or quotes that are not closed, characters that Python does not know.
pub fn statements(text: &str) -> Result<Vec<Statement>, Broken> {
    let mut reader = Reader::new(text.as_bytes());
    while let Some(byte) = reader.peek(0) {
        reader.step(byte)?;
    }
    reader.finish()
}

/// Signs of more than one byte, the longest first.
const SIGNS: &[&[u8]] = &[
    b"...", b"**=", b"//=", b"<<=", b">>=", b"==", b"!=", b"<=", b">=", b"->", b":=", b"+=", b"-=", b"*=", b"/=", b"%=", b"&=", b"|=",
    b"^=", b"@=", b"**", b"//", b"<<", b">>",
];

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
    line_start: usize,
    /// Brackets that are open, each with its line.
    open: Vec<(u8, usize)>,
    indent: usize,
    tokens: Vec<Token>,
    done: Vec<Statement>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, line: 1, line_start: 0, open: Vec::new(), indent: 0, tokens: Vec::new(), done: Vec::new() }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn step(&mut self, byte: u8) -> Result<(), Broken> {
        match byte {
            b' ' | b'\t' | 0x0b | 0x0c => self.at += 1,
            b'\n' | b'\r' => self.newline(),
            b'#' => self.at = self.ends_where(self.at, |b| !matches!(b, b'\n' | b'\r')),
            b'\\' if matches!(self.peek(1), Some(b'\n' | b'\r')) => {
                self.at += 1;
                self.pass_line_end();
            }
            b'"' | b'\'' => self.string(self.at)?,
            b'(' | b'[' | b'{' => {
                self.open.push((byte, self.line));
                self.push(TokenKind::Sign, self.at + 1);
            }
            b')' | b']' | b'}' => self.close(byte)?,
            b';' if self.open.is_empty() => {
                self.at += 1;
                self.end_statement();
            }
            b'0'..=b'9' => self.push(TokenKind::Number, self.ends_where(self.at, |b| is_word(b) || b == b'.')),
            _ if is_word(byte) => self.word()?,
            _ => self.sign(byte)?,
        }
        Ok(())
    }

    /// The first place from `from` on whose byte does not fit.
    fn ends_where(&self, from: usize, fits: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|b| fits(**b)).count()
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        if self.tokens.is_empty() && self.done.last().is_none_or(|s| s.tokens.last().is_none_or(|t| t.line != self.line)) {
            self.indent = self.at - self.line_start;
        }
        self.tokens.push(Token { kind, start: self.at, end, line: self.line });
        self.at = end;
    }

    fn pass_line_end(&mut self) {
        self.at += if self.peek(0) == Some(b'\r') && self.peek(1) == Some(b'\n') { 2 } else { 1 };
        self.line += 1;
        self.line_start = self.at;
    }

    fn newline(&mut self) {
        self.pass_line_end();
        if self.open.is_empty() {
            self.end_statement();
        }
    }

    fn end_statement(&mut self) {
        if !self.tokens.is_empty() {
            self.done.push(Statement { indent: self.indent, tokens: std::mem::take(&mut self.tokens) });
        }
    }

    /// A name, or the prefix of a string.
    fn word(&mut self) -> Result<(), Broken> {
        let end = self.ends_where(self.at, is_word);
        let word = self.text.get(self.at..end).unwrap_or_default();
        let quoted = matches!(self.text.get(end), Some(b'"' | b'\''));
        if quoted && word.len() <= 2 && word.iter().all(|b| b"rRbBuUfF".contains(b)) {
            return self.string(end);
        }
        self.push(TokenKind::Name, end);
        Ok(())
    }

    /// A string literal whose quotes begin at `quotes`.
    fn string(&mut self, quotes: usize) -> Result<(), Broken> {
        let quote = self.text.get(quotes).copied().unwrap_or_default();
        let width = if self.text.get(quotes..quotes + 3) == Some(&[quote; 3]) { 3 } else { 1 };
        let end = self.closing(quotes + width, &vec![quote; width]).ok_or_else(|| self.unterminated(width))?;
        let lines = self.line_ends(end);
        self.push(TokenKind::Text, end);
        self.line += lines;
        Ok(())
    }

    /// Behind the quotes that close a literal whose text begins at `from`.
    fn closing(&self, from: usize, quotes: &[u8]) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = self.text.get(at..)?;
            match rest.first()? {
                _ if rest.starts_with(quotes) => return Some(at + quotes.len()),
                b'\\' => at += if rest.starts_with(b"\\\r\n") { 3 } else { 2 },
                b'\n' | b'\r' if quotes.len() == 1 => return None,
                _ => at += 1,
            }
        }
    }

    fn unterminated(&self, width: usize) -> Broken {
        let (kind, last) =
            if width == 3 { ("triple-quoted string", self.line + self.line_ends(self.text.len())) } else { ("string", self.line) };
        Broken::new(self.line, format!("unterminated {kind} literal (detected at line {last})"))
    }

    /// How many lines end before `end`.
    fn line_ends(&self, end: usize) -> usize {
        let text = self.text.get(self.at..end).unwrap_or_default();
        let lone = |n: usize| text.get(n) == Some(&b'\r') && text.get(n + 1) != Some(&b'\n');
        (0..text.len()).filter(|n| text.get(*n) == Some(&b'\n') || lone(*n)).count()
    }

    fn close(&mut self, byte: u8) -> Result<(), Broken> {
        let fits = |open: u8| matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
        match self.open.pop() {
            Some((open, _)) if fits(open) => self.push(TokenKind::Sign, self.at + 1),
            Some((open, _)) => {
                let (byte, open) = (char::from(byte), char::from(open));
                return Err(Broken::new(self.line, format!("closing parenthesis '{byte}' does not match opening parenthesis '{open}'")));
            }
            None => return Err(Broken::new(self.line, format!("unmatched '{}'", char::from(byte)))),
        }
        Ok(())
    }

    fn sign(&mut self, byte: u8) -> Result<(), Broken> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let long = SIGNS.iter().find(|sign| rest.starts_with(sign)).map_or(1, |sign| sign.len());
        if long == 1 && !b"+-*/%@&|^~<>=,:.".contains(&byte) {
            return Err(Broken::invalid(self.line));
        }
        self.push(TokenKind::Sign, self.at + long);
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Statement>, Broken> {
        if let Some((open, line)) = self.open.last() {
            return Err(Broken::new(*line, format!("'{}' was never closed", char::from(*open))));
        }
        self.end_statement();
        Ok(self.done)
    }
}

/// Whether a byte may stand in a name; letters beyond ASCII may.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
