//! A unit's file as systemd reads it: its lines, what it means, and why it is not taken.

mod keys;
mod service;
mod span;
mod syntax;
mod words;

pub use service::{Exec, Service, Type, Unfit};

use syntax::Syntax;

/// A unit's file after reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFile {
    pub service: Result<Service, Unfit>,
    /// Whether `[Install]` says where to.
    pub installs: bool,
    /// What systemd passes over, in its words: `LINE: TEXT`.
    pub ignored: Vec<String>,
}

impl UnitFile {
    /// Reads the file of the unit with this name.
    pub fn read(name: &str, text: &str) -> Self {
        let syntax = Syntax::read(text);
        let installs = syntax.entries.iter().any(|e| e.section == "Install" && keys::INSTALLS.contains(&e.key.as_str()));
        let (service, more) = match &syntax.broken {
            _ if text.is_empty() => (Err(Unfit::Masked), Vec::new()),
            Some((line, message)) => (Err(Unfit::Error(format!("{line}: {message}"))), Vec::new()),
            None => Service::read(name, &syntax.entries),
        };
        let mut ignored: Vec<(usize, String)> = syntax.ignored.into_iter().chain(more).collect();
        ignored.sort_by_key(|(line, _)| *line);
        Self { service, installs, ignored: ignored.into_iter().map(|(line, message)| format!("{line}: {message}")).collect() }
    }
}

#[cfg(test)]
mod tests;
