//! What stands around an entry from schema 2 on: `{"sum":…,"prev":…,"seq":…,"schema":…,"by":…,"entry":…}`.
//!
//! `sum` is the checksum of all that follows it, and `prev` the sum of the entry before. So a flipped bit, an entry that is missing in
//! the middle and two that changed places are noticed; and each entry can be checked by itself, when its neighbours are lost. `seq` and
//! `schema` repeat the row's columns, which lie outside of the sum. That the *last* entries are missing cannot be seen in the file.
//!
//! SHA-256, of which 128 bits are kept: the crate is here already, a collision by accident is out of the question, and what it costs
//! is nothing beside the fsync of each commit.
//!
//! The frame stays the same in every later schema, so that an older Landfall can tell an entry that it is too old for from one that
//! is damaged, and name the release that wrote it (`by`).

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::error::WireError;
use super::upcast::CURRENT;

const BEFORE_SUM: &str = "{\"sum\":\"";
const AFTER_SUM: &str = "\",";
/// In hexadecimal digits.
const SUM_LENGTH: usize = 32;

/// A checksum, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum(String);

impl Sum {
    /// What the first entry has for the sum of the one before.
    pub(super) fn first() -> Self {
        Self("0".repeat(SUM_LENGTH))
    }

    fn of(text: &str) -> Self {
        Self(Sha256::digest(text).iter().take(SUM_LENGTH / 2).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The sum after an entry of schema 1, which has none of its own: from the first framed entry on, it is checked too.
    pub(super) fn after_bare(&self, seq: u64, body: &str) -> Self {
        Self::of(&format!("{} {seq} {body}", self.0))
    }
}

/// An entry whose checksum is right.
pub(super) struct Frame {
    pub(super) sum: Sum,
    pub(super) prev: Sum,
    pub(super) seq: u64,
    pub(super) schema: i64,
    /// The release that wrote it.
    pub(super) by: String,
    pub(super) entry: Value,
}

#[derive(Deserialize)]
struct Summed {
    prev: String,
    seq: u64,
    schema: i64,
    by: String,
    entry: Value,
}

impl Frame {
    /// The text of an entry of the current schema, and its sum.
    pub(super) fn write(prev: &Sum, seq: u64, by: &str, entry: &str) -> (String, Sum) {
        let summed = format!("\"prev\":\"{}\",\"seq\":{seq},\"schema\":{CURRENT},\"by\":\"{by}\",\"entry\":{entry}}}", prev.0);
        let sum = Sum::of(&summed);
        (format!("{BEFORE_SUM}{}{AFTER_SUM}{summed}", sum.0), sum)
    }

    /// Whether this is, or was, a framed entry.
    pub(super) fn begins(body: &str) -> bool {
        body.starts_with(BEFORE_SUM)
    }

    pub(super) fn read(body: &str) -> Result<Self, WireError> {
        let parts = body.strip_prefix(BEFORE_SUM).and_then(|rest| rest.split_at_checked(SUM_LENGTH));
        let parts = parts.and_then(|(sum, rest)| Some((Sum(sum.to_owned()), rest.strip_prefix(AFTER_SUM)?)));
        let Some((sum, summed)) = parts.filter(|(sum, summed)| *sum == Sum::of(summed)) else { return Err(WireError::Changed) };
        let Summed { prev, seq, schema, by, entry } = serde_json::from_str(&format!("{{{summed}"))?;
        Ok(Self { sum, prev: Sum(prev), seq, schema, by, entry })
    }
}
