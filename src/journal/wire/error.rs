//! What has no form on disk, and what on disk is no entry.

use crate::site::ServerId;

/// Why an entry has no form on disk, or a row holds no entry that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Looks, and answers that hold for one run only.
    #[error("{0} is never journaled")]
    NotJournaled(&'static str),
    /// A newer Landfall wrote it: this release, where its entry tells.
    #[error("schema {schema}")]
    UnknownSchema { schema: i64, by: Option<String> },
    #[error("its checksum is another")]
    Changed,
    #[error("it is not where it was written")]
    OutOfPlace,
    #[error("the entry before it is not the one that was")]
    Unlinked,
    #[error("{0}")]
    NotAnEntry(String),
}

impl From<serde_json::Error> for WireError {
    fn from(error: serde_json::Error) -> Self {
        Self::NotAnEntry(error.to_string())
    }
}

/// What an attempt to write down a look comes to.
pub(super) const LOOK: WireError = WireError::NotJournaled("a look");

/// This form has a word for one server only: what is about another must not be written down as about that one.
pub(super) fn main_only(server: &ServerId) -> Result<(), WireError> {
    if *server == ServerId::MAIN { Ok(()) } else { Err(WireError::NotJournaled("what is about a server besides the main one")) }
}
