//! A unit's file as lines.

use super::keys;

/// One `key=value` that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) section: String,
    pub(super) key: String,
    pub(super) value: String,
    pub(super) line: usize,
}

/// The text as lines that count and complaints that do not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Syntax {
    pub(super) entries: Vec<Entry>,
    /// What systemd passes over, each with its line.
    pub(super) ignored: Vec<(usize, String)>,
    /// A line that makes the whole file unreadable.
    pub(super) broken: Option<(usize, String)>,
}

impl Syntax {
    pub(super) fn read(text: &str) -> Self {
        let mut syntax = Self::default();
        let mut section = String::new();
        for (number, line) in joined(text) {
            if syntax.broken.is_none() {
                syntax.take(&mut section, number, line.trim());
            }
        }
        syntax
    }

    fn take(&mut self, section: &mut String, line: usize, text: &str) {
        if let Some(header) = text.strip_prefix('[') {
            match header.strip_suffix(']') {
                Some(name) => name.clone_into(section),
                None => self.broken = Some((line, format!("Invalid section header '{text}'"))),
            }
            let unknown = !section.starts_with("X-") && !keys::is_section(section);
            self.ignored.extend(unknown.then(|| (line, format!("Unknown section '{section}'. Ignoring."))));
            return;
        }
        match text.split_once('=') {
            None => self.ignored.push((line, "Missing '=', ignoring line.".to_owned())),
            Some(_) if section.is_empty() => self.ignored.push((line, "Assignment outside of section. Ignoring.".to_owned())),
            Some((key, value)) => self.assign(section, line, key.trim_end(), value.trim_start()),
        }
    }

    fn assign(&mut self, section: &str, line: usize, key: &str, value: &str) {
        if !keys::is_section(section) {
            return;
        }
        if keys::is_known(section, key) {
            self.entries.push(Entry { section: section.to_owned(), key: key.to_owned(), value: value.to_owned(), line });
        } else if !key.starts_with("X-") {
            self.ignored.push((line, format!("Unknown key '{key}' in section [{section}], ignoring.")));
        }
    }
}

/// The lines that say something, with the numbers at which they begin: a backslash at the end carries a line on.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (n, line) in text.lines().enumerate() {
        let start = line.trim_start();
        if start.starts_with(['#', ';']) || (start.is_empty() && !open) {
            continue;
        }
        let (part, carried) = match line.trim_end_matches('\r').strip_suffix('\\') {
            Some(part) => (part, true),
            None => (line, false),
        };
        match lines.last_mut() {
            Some((_, whole)) if open => *whole = format!("{whole} {part}"),
            _ => lines.push((n + 1, part.to_owned())),
        }
        open = carried;
    }
    lines
}
