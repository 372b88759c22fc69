//! Why a journal was refused.

use std::path::{Path, PathBuf};

use crate::sanitize::cleaned;
use crate::site::SiteName;

/// Why a journal could not be opened or written. Words stand in `assets/text` under `journal-problem-…`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", self.code(), self.detail())]
pub enum JournalError {
    /// Neither `LANDFALL_STATE_DIR`, `XDG_STATE_HOME` nor `HOME` is set.
    NoHome,
    /// Another Landfall works on this site. `pid`: its process, when it could be read.
    Locked { pid: Option<u32> },
    /// A newer (or foreign) Landfall wrote these records; `by`: its release, where they tell.
    UnknownSchema { found: i64, by: Option<String> },
    /// Record `seq` is missing, or is not the one that was written; `detail`: why. `mend`: the command that mends it.
    CorruptRecord { seq: u64, detail: String, mend: String },
    /// The file as a whole is no journal of ours, or damaged. `mend`: the command that mends it.
    Damaged { path: PathBuf, detail: String, mend: String },
    /// A repair was cut off between two files. `mend`: the command that ends it.
    HalfMended { mend: String },
    /// The journal or its lock is a symbolic link: two names would be two locks on one journal, and it may lead anywhere.
    Linked { path: PathBuf },
    /// Everybody may write in the state directory.
    OpenToAll { path: PathBuf },
    /// The system refused a file or directory.
    Io { path: PathBuf, detail: String },
}

impl JournalError {
    /// Every code, so that a test can see that each has words.
    pub const CODES: &'static [&'static str] =
        &["no-home", "locked", "unknown-schema", "corrupt-record", "damaged", "half-mended", "linked", "open-to-all", "io"];

    /// The stable code, the tail of the message id.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHome => "no-home",
            Self::Locked { .. } => "locked",
            Self::UnknownSchema { .. } => "unknown-schema",
            Self::CorruptRecord { .. } => "corrupt-record",
            Self::Damaged { .. } => "damaged",
            Self::HalfMended { .. } => "half-mended",
            Self::Linked { .. } => "linked",
            Self::OpenToAll { .. } => "open-to-all",
            Self::Io { .. } => "io",
        }
    }

    /// The evidence that the message shows as `{$detail}`: a pid, a version, a record's number, a path with the system's words.
    pub fn detail(&self) -> String {
        match self {
            Self::NoHome | Self::HalfMended { .. } => String::new(),
            Self::Locked { pid } => pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string()),
            Self::UnknownSchema { found, by: None } => found.to_string(),
            Self::UnknownSchema { found, by: Some(by) } => format!("{found}, Landfall {by}"),
            Self::CorruptRecord { seq, detail, .. } => format!("{seq}: {detail}"),
            Self::Linked { path } | Self::OpenToAll { path } => path.display().to_string(),
            Self::Damaged { path, detail, .. } | Self::Io { path, detail } => format!("{}: {detail}", path.display()),
        }
    }

    /// The command that mends the journal, which the message shows as `{$mend}`; empty where it is not damaged.
    pub fn mend(&self) -> &str {
        match self {
            Self::CorruptRecord { mend, .. } | Self::Damaged { mend, .. } | Self::HalfMended { mend } => mend,
            Self::NoHome | Self::Locked { .. } | Self::UnknownSchema { .. } => "",
            Self::Linked { .. } | Self::OpenToAll { .. } | Self::Io { .. } => "",
        }
    }

    /// The same, where another command mends it.
    #[must_use]
    pub fn mended_by(mut self, command: &str) -> Self {
        match &mut self {
            Self::CorruptRecord { mend, .. } | Self::Damaged { mend, .. } | Self::HalfMended { mend } => command.clone_into(mend),
            Self::NoHome | Self::Locked { .. } | Self::UnknownSchema { .. } => {}
            Self::Linked { .. } | Self::OpenToAll { .. } | Self::Io { .. } => {}
        }
        self
    }

    pub(super) fn corrupt(site: &SiteName, seq: u64, detail: String) -> Self {
        Self::CorruptRecord { seq, detail, mend: mend(site) }
    }

    pub(super) fn damaged(site: &SiteName, path: &Path, detail: String) -> Self {
        Self::Damaged { path: path.to_owned(), detail, mend: mend(site) }
    }

    pub(super) fn unknown_schema(found: i64, by: Option<String>) -> Self {
        Self::UnknownSchema { found, by: by.map(|by| cleaned(&by)) }
    }

    pub(super) fn half_mended(site: &SiteName) -> Self {
        Self::HalfMended { mend: mend(site) }
    }

    /// A refusal of the system. That a link was not followed is one of its own.
    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        if error.raw_os_error() == Some(libc::ELOOP) {
            return Self::Linked { path: path.to_owned() };
        }
        Self::Io { path: path.to_owned(), detail: error.to_string() }
    }
}

fn mend(site: &SiteName) -> String {
    format!("landfall repair --name {site}")
}
