//! The headers of a location, made right behind a balancer: each is sent once.

use super::super::headers::{Headers, Level, Set};
use super::super::syntax::parse;
use super::super::tree::{Block, Directive};
use super::{Change, Refusal, before, block_at, changed, gap};

/// The variable of our own `map` of the visitor's protocol.
pub const PROTO: &str = "$landfall_proto";

/// Which headers are to be ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want<'a> {
    pub forwarded_proto: bool,
    /// The variable that Host is set to.
    pub host: Option<&'a str>,
}

impl<'a> Want<'a> {
    fn headers(self) -> Vec<(&'static str, &'a str)> {
        let proto = self.forwarded_proto.then_some(("X-Forwarded-Proto", PROTO));
        self.host.map(|variable| ("Host", variable)).into_iter().chain(proto).collect()
    }
}

/// The text of `file` with the wanted headers in the block that counts (`Headers::mended_in`). `read` gives the text that an `include`
/// means, by its word. Headers of the `http` level are copied down, since the first of a location's own makes nginx drop them.
pub fn mend_headers(
    text: &str,
    file: &str,
    headers: &Headers,
    want: Want,
    read: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Refusal> {
    let place = headers.mended_in().ok_or(Refusal::NoLocation)?;
    if place.file != file {
        return Err(Refusal::OtherFile { file: place.file.clone() });
    }
    let whole = parse(file, text)?;
    let name = if headers.level == Level::Server { "server" } else { "location" };
    let block = block_at(&whole, name, place.start).and_then(|directive| directive.block.as_ref()).ok_or(Refusal::Moved)?;
    let mend = Mend { text, block, headers, want: want.headers() };
    mend.once()?;
    let changes = match headers.level {
        Level::Server | Level::Location => mend.own(read)?,
        Level::Http | Level::None => mend.copied()?,
    };
    changed(text, changes)
}

struct Mend<'a> {
    text: &'a str,
    block: &'a Block,
    headers: &'a Headers,
    want: Vec<(&'static str, &'a str)>,
}

impl<'a> Mend<'a> {
    fn once(&self) -> Result<(), Refusal> {
        for (header, _) in &self.want {
            let lines: Vec<_> = self.headers.places(header).iter().map(|place| place.line).collect();
            if lines.len() > 1 {
                return Err(Refusal::Twice { header, lines });
            }
        }
        Ok(())
    }

    fn wanted(&self, name: &str) -> Option<(&'static str, &'a str)> {
        self.want.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).copied()
    }

    /// The sets that are not as wanted.
    fn wrong(&self) -> impl Iterator<Item = &Set> {
        self.headers.sets.iter().filter(|set| self.wanted(&set.name).is_some_and(|(_, value)| set.value != value))
    }

    fn missing(&self) -> Vec<String> {
        let there = |header: &str| self.headers.sets.iter().any(|set| set.name.eq_ignore_ascii_case(header));
        self.want.iter().filter(|(header, _)| !there(header)).map(|(header, value)| line(header, value)).collect()
    }

    /// Changes where the block itself sets headers.
    fn own(&self, read: &dyn Fn(&str) -> Option<String>) -> Result<Vec<Change>, Refusal> {
        let includes: Vec<usize> = self.wrong().filter_map(|set| set.include.as_ref()).map(|place| place.start).collect();
        let values: Vec<usize> = self.wrong().filter(|set| set.include.is_none()).map(|set| set.at.start).collect();
        let mut changes = Vec::new();
        for directive in &self.block.directives {
            if includes.contains(&directive.span.start) {
                changes.push(self.written_out(directive, read)?);
            } else if values.contains(&directive.span.start) {
                changes.push(self.value(directive)?);
            }
        }
        if let Some(first) = self.block.directives.iter().find(|directive| self.sets(directive)).filter(|_| !self.missing().is_empty()) {
            self.insert(&mut changes, first);
        }
        Ok(changes)
    }

    /// Whether this directive of the block brings in headers that count.
    fn sets(&self, directive: &Directive) -> bool {
        self.headers.sets.iter().any(|set| set.include.as_ref().unwrap_or(&set.at).start == directive.span.start)
    }

    /// Puts what is missing before a directive, which may itself be changed.
    fn insert(&self, changes: &mut Vec<Change>, next: &Directive) {
        let new = before(self.text, next, &self.missing());
        match changes.iter_mut().find(|change| change.span.start == next.span.start) {
            Some(change) => change.text.insert_str(0, &new.text),
            None => changes.push(new),
        }
    }

    /// The value alone.
    fn value(&self, directive: &Directive) -> Result<Change, Refusal> {
        let (_, value) = self.wanted(directive.word(1)).ok_or(Refusal::Moved)?;
        let word = directive.words.get(2).ok_or(Refusal::Moved)?;
        Ok(Change { span: word.span, text: value.to_owned() })
    }

    /// The lines of an included file in the place of its `include`.
    fn written_out(&self, include: &Directive, read: &dyn Fn(&str) -> Option<String>) -> Result<Change, Refusal> {
        let refused = || Refusal::Include { name: include.word(1).to_owned() };
        let text = read(include.word(1)).ok_or_else(refused)?;
        let lines: Option<Vec<String>> = parse(include.word(1), &text)?.iter().map(|directive| self.rewritten(&text, directive)).collect();
        let gap = gap(self.text, include.span.start);
        Ok(Change { span: include.span, text: lines.ok_or_else(refused)?.join(&gap) })
    }

    /// One directive of an included file, as it is written there unless it sets a wanted header.
    fn rewritten(&self, text: &str, directive: &Directive) -> Option<String> {
        match (directive.name(), self.wanted(directive.word(1))) {
            ("include", _) => None,
            ("proxy_set_header", Some((header, value))) => Some(line(header, value)),
            _ => text.get(directive.span.start..directive.span.end).map(str::to_owned),
        }
    }

    /// What is inherited, and what is wanted, as the location's own.
    fn copied(&self) -> Result<Vec<Change>, Refusal> {
        let first = self.block.directives.first().ok_or(Refusal::NoLocation)?;
        let inherited = self.headers.sets.iter().map(|set| match self.wanted(&set.name) {
            Some((header, value)) => line(header, value),
            None => line(&set.name, &quoted(&set.value)),
        });
        let lines: Vec<_> = inherited.chain(self.missing()).collect();
        Ok(if lines.is_empty() || self.want.is_empty() { Vec::new() } else { vec![before(self.text, first, &lines)] })
    }
}

fn line(header: &str, value: &str) -> String {
    format!("proxy_set_header {header} {value};")
}

/// A value as it has to be written.
fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || matches!(c, ';' | '{' | '}' | '"' | '\'' | '#' | '\\'));
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}
