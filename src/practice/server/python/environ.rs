//! Which variables of the environment a module cannot do without.

use super::{Module, Statement, Token};

/// A variable that must be there when the module is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededVariable {
    pub line: usize,
    pub name: String,
}

impl Module<'_> {
    /// What the top level reads as `os.environ["NAME"]`, in order. What it puts there itself, it does not need.
    pub fn needed_variables(&self) -> Vec<NeededVariable> {
        let top = self.statements().iter().filter(|statement| statement.indent == 0);
        top.flat_map(|statement| self.read_in(statement)).collect()
    }

    fn read_in(&self, statement: &Statement) -> Vec<NeededVariable> {
        let tokens = &statement.tokens;
        (0..tokens.len()).filter_map(|n| self.read_at(tokens.get(n..)?)).collect()
    }

    fn read_at(&self, tokens: &[Token]) -> Option<NeededVariable> {
        let [environ, open, key, close, rest @ ..] = tokens else { return None };
        let reads = self.is(Some(environ), "environ") && self.is(Some(open), "[") && self.is(Some(close), "]");
        let name = self.literal(std::slice::from_ref(key)).filter(|_| reads && !self.is(rest.first(), "="))?;
        Some(NeededVariable { line: key.line, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_read_at_the_top_level_is_needed() {
        let text = "import os\nA = os.environ[\"A\"]\nB = os.environ.get('B', 'x')\nos.environ['C'] = 'c'\nD = f(environ['D'], 1)\n\
                    def late():\n    return os.environ['E']\n";
        let needed = Module::read(text).unwrap().needed_variables();
        let needed: Vec<(usize, &str)> = needed.iter().map(|n| (n.line, n.name.as_str())).collect();
        assert_eq!(needed, [(2, "A"), (5, "D")]);
    }
}
