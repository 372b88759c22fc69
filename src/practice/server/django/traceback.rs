//! What Python prints when a project does not load.

use crate::practice::server::python::Broken;

/// Why something did not load, in Python's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traceback {
    /// The outermost first.
    frames: Vec<Frame>,
    message: String,
    exception: bool,
}

/// One frame of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub file: String,
    pub line: usize,
    /// The function that was run; `None`: the text could not even be read.
    pub inside: Option<String>,
    /// Empty: it is frozen into the interpreter.
    pub source: String,
}

impl Traceback {
    pub fn new(message: impl Into<String>) -> Self {
        Self { frames: Vec::new(), message: message.into(), exception: true }
    }

    /// No exception: gunicorn's own words.
    pub fn remark(message: impl Into<String>) -> Self {
        Self { exception: false, ..Self::new(message) }
    }

    pub fn no_module(name: &str) -> Self {
        Self::new(format!("ModuleNotFoundError: No module named '{name}'"))
    }

    /// `os.environ` without this key, as Python 3.12 tells it: its own module is frozen and has no source line.
    pub fn no_variable(name: &str) -> Self {
        let inside = Some("__getitem__".to_owned());
        let frame = Frame { file: "<frozen os>".to_owned(), line: 685, inside, source: String::new() };
        Self::new(format!("KeyError: '{name}'")).under(frame)
    }

    pub fn denied(path: &str) -> Self {
        Self::new(format!("PermissionError: [Errno 13] Permission denied: '{path}'"))
    }

    /// psycopg2's words, as Django passes them on.
    pub fn no_database() -> Self {
        Self::new(
            "django.db.utils.OperationalError: connection to server at \"127.0.0.1\", port 5432 failed: Connection refused\n\
             \tIs the server running on that host and accepting TCP/IP connections?",
        )
    }

    pub fn syntax(file: &str, broken: &Broken, source: String) -> Self {
        let frame = Frame { file: file.to_owned(), line: broken.line, inside: None, source };
        Self::new(format!("SyntaxError: {}", broken.message)).under(frame)
    }

    /// The same, from inside this frame.
    #[must_use]
    pub fn under(mut self, frame: Frame) -> Self {
        self.frames.insert(0, frame);
        self
    }

    /// The last line.
    pub fn message(&self) -> &str {
        &self.message
    }

    pub fn is_exception(&self) -> bool {
        self.exception
    }

    pub fn lines(&self) -> Vec<String> {
        let head = self.exception.then(|| "Traceback (most recent call last):".to_owned());
        let message = self.message.lines().map(str::to_owned);
        head.into_iter().chain(self.frames.iter().flat_map(Frame::lines)).chain(message).collect()
    }
}

impl Frame {
    fn lines(&self) -> Vec<String> {
        let inside = self.inside.as_ref().map(|name| format!(", in {name}")).unwrap_or_default();
        let mut lines = vec![format!("  File \"{}\", line {}{inside}", self.file, self.line)];
        lines.extend((!self.source.is_empty()).then(|| format!("    {}", self.source)));
        lines.extend(self.inside.is_none().then(|| "    ^".to_owned()));
        lines
    }
}
