//! The form of a journal's entries on disk: mirror types that nothing else uses, and their conversions.
//!
//! The engine's types may be renamed and reshaped; what lies on disk may not. So the composites that are written down are mirrored
//! here, variant by variant and in the order of their fields, and everything that the engine adds has to be put into words here
//! before it compiles. Scalars (ids, codes, names, times, numbers) are text or a number for good and serialise themselves.

mod cloud_op;
mod entry;
mod fault;
mod op;
mod resource;
mod site;

use crate::engine::state::Record;
use crate::site::ServerId;
use entry::Entry;

/// Why an entry has no form on disk, or a text is no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Looks, and answers that hold for one run only.
    #[error("{0} is never journaled")]
    NotJournaled(&'static str),
    #[error("{0}")]
    NotAnEntry(String),
}

impl From<serde_json::Error> for WireError {
    fn from(error: serde_json::Error) -> Self {
        Self::NotAnEntry(error.to_string())
    }
}

/// The text of an entry, as it is written down.
///
/// # Errors
/// [`WireError`] for what is never written down.
pub fn encode(record: &Record) -> Result<String, WireError> {
    Ok(serde_json::to_string(&Entry::try_from(record.clone())?)?)
}

/// The entry that this text is.
///
/// # Errors
/// [`WireError::NotAnEntry`] when it is none.
pub fn decode(body: &str) -> Result<Record, WireError> {
    Ok(serde_json::from_str::<Entry>(body)?.into())
}

/// This form has a word for one server only: what is about another must not be written down as about that one.
fn main_only(server: &ServerId) -> Result<(), WireError> {
    if *server == ServerId::MAIN { Ok(()) } else { Err(WireError::NotJournaled("what is about a server besides the main one")) }
}

/// Each converted.
fn all<T, U: From<T>>(from: Vec<T>) -> Vec<U> {
    from.into_iter().map(U::from).collect()
}

#[cfg(test)]
mod tests;
