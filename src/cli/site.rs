//! Which site: from `landfall.toml`, or by its name from the journal.

use std::path::{Path, PathBuf};

use crate::cli::args::Common;
use crate::engine::state::Ledger;
use crate::host;
use crate::journal::{self, JournalError};
use crate::site::config::{self, ConfigError, Overrides};
use crate::site::{Site, SiteName};
use crate::text::Words;

/// Why there is no site to work on.
#[derive(Debug)]
pub enum NoSite {
    NoConfig(String),
    Unreadable {
        path: String,
        why: String,
    },
    Config {
        path: PathBuf,
        error: ConfigError,
    },
    /// Neither a file nor a journal; AWS may still know it by its tag.
    Unknown(SiteName),
    Journal(JournalError),
}

/// The site that the person means.
pub fn find(common: &Common, dir: &Path) -> Result<Site, NoSite> {
    match &common.name {
        Some(name) => in_journal(name, dir),
        None => in_file(&common.config),
    }
}

fn in_file(path: &Path) -> Result<Site, NoSite> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => NoSite::NoConfig(shown.clone()),
        _ => NoSite::Unreadable { path: shown.clone(), why: error.to_string() },
    })?;
    config::parse(&text, &overrides(&text)).map_err(|error| NoSite::Config { path: path.to_owned(), error })
}

/// What this machine says where the text is silent: its environment, and `~/.ssh/config` where the text names an alias of it.
pub(super) fn overrides(text: &str) -> Overrides {
    let ssh = config::ssh_alias(text).map(|(alias, address_is_told)| host::ssh::ssh_host(alias, address_is_told));
    Overrides { ssh, ..Overrides::from_env(|key| std::env::var(key).ok()) }
}

fn in_journal(name: &SiteName, dir: &Path) -> Result<Site, NoSite> {
    let records = journal::open_read_only(dir, name).map_err(NoSite::Journal)?;
    let mut ledger = Ledger::default();
    records.iter().flatten().for_each(|record| ledger.apply(record));
    ledger.site.ok_or_else(|| NoSite::Unknown(name.clone()))
}

impl NoSite {
    /// What is wrong, for the person.
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::NoConfig(path) => words.with("headless-no-config", &[("path", path)]),
            Self::Unreadable { path, why } => format!("{path}: {why}"),
            Self::Config { path, error } => words.config_error(path, error),
            Self::Unknown(name) => words.with("headless-no-journal", &[("name", name)]),
            Self::Journal(error) => words.journal_error(error),
        }
    }
}
