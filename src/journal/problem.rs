//! Why a journal was refused.

use std::path::{Path, PathBuf};

/// Why a journal could not be opened or written. Words stand in `assets/text` under `journal-problem-…`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", self.code(), self.detail())]
pub enum JournalError {
    /// Neither `LANDFALL_STATE_DIR`, `XDG_STATE_HOME` nor `HOME` is set.
    NoHome,
    /// Another Landfall works on this site. `pid`: its process, when it could be read.
    Locked { pid: Option<u32> },
    /// A newer (or foreign) Landfall wrote these records.
    UnknownSchema { found: i64 },
    /// Record `seq` is missing or is no record; `detail`: why.
    CorruptRecord { seq: u64, detail: String },
    /// The file as a whole is no journal of ours, or damaged.
    Damaged { path: PathBuf, detail: String },
    /// The system refused a file or directory.
    Io { path: PathBuf, detail: String },
}

impl JournalError {
    /// Every code, so that a test can see that each has words.
    pub const CODES: &'static [&'static str] = &["no-home", "locked", "unknown-schema", "corrupt-record", "damaged", "io"];

    /// The stable code, the tail of the message id.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHome => "no-home",
            Self::Locked { .. } => "locked",
            Self::UnknownSchema { .. } => "unknown-schema",
            Self::CorruptRecord { .. } => "corrupt-record",
            Self::Damaged { .. } => "damaged",
            Self::Io { .. } => "io",
        }
    }

    /// The evidence that the message shows as `{$detail}`: a pid, a version, a record's number, a path with the system's words.
    pub fn detail(&self) -> String {
        match self {
            Self::NoHome => String::new(),
            Self::Locked { pid } => pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string()),
            Self::UnknownSchema { found } => found.to_string(),
            Self::CorruptRecord { seq, detail } => format!("{seq}: {detail}"),
            Self::Damaged { path, detail } | Self::Io { path, detail } => format!("{}: {detail}", path.display()),
        }
    }

    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), detail: error.to_string() }
    }
}
