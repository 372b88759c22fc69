//! Which files a module opens to write to them.

use super::{Module, Token};

/// A file that is opened when the module is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub line: usize,
    pub path: String,
}

impl Module<'_> {
    /// What the top level opens as `open("PATH", "a")` or `"w"`, in order.
    pub fn opened(&self) -> Vec<Opened> {
        let top = self.statements().iter().filter(|statement| statement.indent == 0);
        top.flat_map(|statement| (0..statement.tokens.len()).filter_map(|n| self.opened_at(statement.tokens.get(n..)?))).collect()
    }

    fn opened_at(&self, tokens: &[Token]) -> Option<Opened> {
        let [open, bracket, path, comma, mode, close, ..] = tokens else { return None };
        let signs = [(open, "open"), (bracket, "("), (comma, ","), (close, ")")];
        let literal = |token: &Token| self.literal(std::slice::from_ref(token));
        let writes = literal(mode).is_some_and(|mode| mode.contains(['a', 'w']));
        let opens = writes && signs.iter().all(|(token, word)| self.is(Some(token), word));
        literal(path).filter(|_| opens).map(|path| Opened { line: open.line, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_to_at_the_top_level_counts() {
        let text = "A = open(\"/var/log/a.log\", \"a\")\nB = open('/b')\nC = open('/c', 'r')\ndef late():\n    open('/d', 'w')\n";
        assert_eq!(Module::read(text).unwrap().opened(), [Opened { line: 1, path: "/var/log/a.log".into() }]);
    }
}
