//! Where a module's top level binds a name.

use super::{Display, Module, Statement, Token};

/// A statement that gives the name a value, or adds to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding<'m> {
    pub line: usize,
    pub how: How,
    /// What stands on the right.
    pub value: &'m [Token],
}

/// How a statement binds a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// `NAME = …`, and `NAME: … = …`.
    Set,
    /// `NAME += …`.
    Add,
    /// Inside a block, or beside other names: which value it has then cannot be known.
    Hidden,
}

const BLOCKS: &[&str] = &["if", "for", "while", "try", "with", "match", "async"];
/// What carries a block on.
const MORE: &[&str] = &["elif", "else", "except", "finally"];
/// What is not run when the module is imported.
const LATER: &[&str] = &["def", "class"];

/// The block in which the walk is.
#[derive(Default)]
struct Walk {
    /// The line of the top-level statement that began it.
    block: usize,
    /// A definition's body: statements deeper than this are not run.
    later: Option<usize>,
}

impl Module<'_> {
    /// Every binding of `name` that happens when the module is imported, in order.
    pub fn bindings(&self, name: &str) -> Vec<Binding<'_>> {
        let mut walk = Walk::default();
        self.statements().iter().filter_map(|s| self.binding(&mut walk, s, name)).collect()
    }

    /// The lists that the name's last value is made of, in order; `None`: it is never bound.
    ///
    /// # Errors
    /// The line of what is bound and is no list.
    pub fn displays(&self, name: &str) -> Result<Option<Vec<Display>>, usize> {
        let (mut found, mut problem): (Option<Vec<Display>>, _) = (None, None);
        for binding in self.bindings(name) {
            let display = if binding.how == How::Hidden { None } else { self.display(binding.value) };
            let adds = binding.how == How::Add || display.as_ref().is_some_and(|d| self.builds_on(d, name));
            let lists = if adds { found.take().unwrap_or_default() } else { Vec::new() };
            problem = if display.is_none() { Some(binding.line) } else { problem };
            found = Some(lists.into_iter().chain(display).collect());
        }
        let star = || self.imports().iter().find(|import| import.star).map(|import| import.line);
        match (found, problem.or_else(star)) {
            (Some(lists), _) if !lists.is_empty() => Ok(Some(lists)),
            (None, None) => Ok(None),
            (_, problem) => Err(problem.unwrap_or(1)),
        }
    }

    fn binding<'m>(&self, walk: &mut Walk, statement: &'m Statement, name: &str) -> Option<Binding<'m>> {
        let first = statement.tokens.first()?;
        let word = self.word(first);
        if walk.later.is_some_and(|indent| statement.indent > indent) {
            return None;
        }
        walk.later = self.begins_definition(&statement.tokens).then_some(statement.indent);
        if statement.indent == 0 && !MORE.contains(&word) {
            walk.block = first.line;
        }
        let header = MORE.contains(&word) || (BLOCKS.contains(&word) && !self.is(statement.tokens.get(1), "="));
        let body = if header { self.behind_colon(&statement.tokens) } else { &statement.tokens };
        match (walk.later, statement.indent, header) {
            (Some(_), _, _) => None,
            (None, 0, false) => self.plain(statement, first.line, name),
            _ => self.is_target(body, name).then_some(Binding { line: walk.block, how: How::Hidden, value: &[] }),
        }
    }

    /// A statement of the top level.
    fn plain<'m>(&self, statement: &'m Statement, line: usize, name: &str) -> Option<Binding<'m>> {
        let tokens = &statement.tokens;
        let bound = |how, value| Some(Binding { line, how, value });
        let assignments = self.assignments(tokens);
        match (tokens.as_slice(), assignments.as_slice()) {
            ([target, sign, value @ ..], []) if self.is(Some(target), name) && self.is(Some(sign), "+=") => bound(How::Add, value),
            ([target, sign, ..], [one]) if self.is(Some(target), name) && (*one == 1 || self.is(Some(sign), ":")) => {
                bound(How::Set, tokens.get(one + 1..).unwrap_or_default())
            }
            (_, [_, .., last]) if self.is_one_of(tokens, &assignments, name) => bound(How::Set, tokens.get(last + 1..).unwrap_or_default()),
            ([target, sign, ..], []) if self.is(Some(target), name) && self.is(Some(sign), ":") => bound(How::Hidden, &[]),
            _ if self.is_target(tokens, name) => bound(How::Hidden, &[]),
            _ => None,
        }
    }

    /// Whether the name alone is one of the targets of `A = B = …`.
    fn is_one_of(&self, tokens: &[Token], assignments: &[usize], name: &str) -> bool {
        let starts = [0].into_iter().chain(assignments.iter().map(|sign| sign + 1));
        starts.zip(assignments).any(|(start, sign)| sign - start == 1 && self.is(tokens.get(start), name))
    }

    /// Where `=` stands in no brackets.
    fn assignments(&self, tokens: &[Token]) -> Vec<usize> {
        let all = tokens.iter().enumerate().filter(|(n, t)| self.is(Some(t), "=") && self.depth(tokens, *n) == 0);
        all.map(|(n, _)| n).collect()
    }

    /// Whether the name stands as itself on the left of an assignment.
    fn is_target(&self, tokens: &[Token], name: &str) -> bool {
        let last = self.assignments(tokens).last().copied().unwrap_or(0);
        let itself = |n: usize| !["[", ".", "("].iter().any(|sign| self.is(tokens.get(n + 1), sign));
        tokens.iter().take(last).enumerate().any(|(n, t)| self.is(Some(t), name) && itself(n))
    }

    fn begins_definition(&self, tokens: &[Token]) -> bool {
        let words = || tokens.iter().take(2).map(|t| self.word(t));
        LATER.iter().any(|word| words().next() == Some(word) || words().eq(["async", word]))
    }

    fn behind_colon<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        let colon = tokens.iter().enumerate().find(|(n, t)| self.is(Some(t), ":") && self.depth(tokens, *n) == 0);
        colon.and_then(|(n, _)| tokens.get(n + 1..)).unwrap_or_default()
    }
}
