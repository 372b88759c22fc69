//! The form of a journal's entries on disk: mirror types that nothing else uses, and their conversions.
//!
//! The engine's types may be renamed and reshaped; what lies on disk may not. So the composites that are written down are mirrored
//! here, variant by variant and in the order of their fields, and everything that the engine adds has to be put into words here
//! before it compiles. Scalars (ids, codes, names, times, numbers) are text or a number for good and serialise themselves.
//!
//! **The rule**: any change of the form raises [`CURRENT`], one that only adds too, since an older Landfall that passed over a field
//! would forget a fact. With it come an upcaster from the schema before and goldens of the new one. What is written is always of the
//! current schema; one file may hold several. Every schema since 1 is read for good: no upcaster is deleted, and no code of a fault,
//! a remedy or a slot is ever removed or used for something else. A schema that is too new is refused.

mod cloud_op;
mod entry;
mod error;
mod fault;
mod frame;
mod leftover;
mod op;
mod regional;
mod resource;
mod rule;
mod site;
mod upcast;

use serde_json::Value;

pub use error::WireError;
pub use upcast::CURRENT;

use crate::engine::state::{JournalEntry, Seq};
use entry::Entry;
use frame::{Frame, Sum};
use upcast::{Context, lift};

/// Reads a journal's rows one after the other, and writes those that come after them.
#[derive(Debug, Clone)]
pub struct Codec {
    /// The release that writes.
    by: &'static str,
    last: Sum,
    context: Context,
}

impl Default for Codec {
    fn default() -> Self {
        Self::written_by(env!("CARGO_PKG_VERSION"))
    }
}

impl Codec {
    /// A codec of this release, at the start of a journal.
    pub fn written_by(by: &'static str) -> Self {
        Self { by, last: Sum::first(), context: Context::default() }
    }

    /// The text of the next entry, as it is written down.
    ///
    /// # Errors
    /// [`WireError::NotJournaled`] for what is never written down.
    pub fn encode(&mut self, seq: Seq, record: &JournalEntry) -> Result<String, WireError> {
        let entry = serde_json::to_string(&Entry::try_from(record.clone())?)?;
        let (body, sum) = Frame::write(&self.last, seq.0, self.by, &entry);
        self.last = sum;
        Ok(body)
    }

    /// The entry in the next row.
    ///
    /// # Errors
    /// [`WireError`] when the row is damaged, in another's place, or of a newer Landfall.
    pub fn decode(&mut self, seq: Seq, schema: i64, body: &str) -> Result<JournalEntry, WireError> {
        if schema > CURRENT {
            return Err(WireError::UnknownSchema { schema, by: Frame::read(body).ok().map(|frame| frame.by) });
        }
        let read = Alone::read(seq, schema, body)?;
        if (read.seq, read.schema) != (seq, schema) {
            return Err(WireError::OutOfPlace);
        }
        match &read.link {
            None => self.last = self.last.after_bare(seq.0, body),
            Some(link) if link.prev != self.last => return Err(WireError::Unlinked),
            Some(link) => self.last = link.sum.clone(),
        }
        self.lifted(read)
    }

    /// The entry of a row that was read by itself. Those before it are lifted first: it may need to know of them.
    pub(super) fn lifted(&mut self, read: Alone) -> Result<JournalEntry, WireError> {
        let mut entry = read.entry;
        lift(read.schema, &mut entry, &self.context)?;
        self.context.pass(&entry);
        serde_json::from_value::<Entry>(entry)?.try_into()
    }
}

/// A row read by itself, whatever became of its neighbours.
pub(super) struct Alone {
    /// Where it was written.
    pub(super) seq: Seq,
    schema: i64,
    link: Option<Link>,
    entry: Value,
}

struct Link {
    prev: Sum,
    sum: Sum,
}

impl Alone {
    /// A frame that is whole says what `seq` and `schema` were, whatever the row's columns say now.
    pub(super) fn read(seq: Seq, schema: i64, body: &str) -> Result<Self, WireError> {
        match Frame::read(body) {
            Ok(Frame { schema, by, .. }) if schema > CURRENT => Err(WireError::UnknownSchema { schema, by: Some(by) }),
            Ok(Frame { sum, prev, seq, schema, entry, .. }) => Ok(Self { seq: Seq(seq), schema, link: Some(Link { prev, sum }), entry }),
            Err(_) if schema > CURRENT => Err(WireError::UnknownSchema { schema, by: None }),
            Err(error) if Frame::begins(body) || schema > BARE => Err(error),
            Err(_) => Ok(Self { seq, schema: BARE, link: None, entry: serde_json::from_str(body)? }),
        }
    }
}

/// The schema without a frame.
const BARE: i64 = 1;

#[cfg(test)]
mod tests;
