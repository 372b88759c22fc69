//! A journal as lines: `{"seq":1,"schema":1,"body":"…"}`, the body as the JSON string that holds its exact bytes.

use std::path::Path;

use landfall::engine::state::{JournalEntry, Ledger, Seq};
use landfall::journal::wire::{CURRENT, Codec};
use serde_json::json;

use crate::{golden, ledger_text};

/// The release that cut the goldens of the newest schema; it stands in each of their entries.
const RELEASE: &str = "0.1.0";

/// Compares what the program writes down of these records, and what it makes of them, with the goldens of this name.
pub fn check(dir: &Path, case: &str, records: &[JournalEntry]) {
    let mut ledger = Ledger::default();
    records.iter().for_each(|record| ledger.apply(record));
    golden::check(&dir.join(format!("{case}.jsonl")), &lines(records));
    golden::check(&dir.join(format!("{case}.ledger")), &ledger_text::text(&ledger));
}

/// The rows as they lie in the file once these records were appended by that release.
fn lines(records: &[JournalEntry]) -> String {
    let mut codec = Codec::written_by(RELEASE);
    let numbered = (1..).map(Seq).zip(records);
    let line = |(seq, record): (Seq, &JournalEntry)| {
        let body = codec.encode(seq, record).unwrap();
        format!("{{\"seq\":{},\"schema\":{CURRENT},\"body\":{}}}\n", seq.0, json!(body))
    };
    numbered.map(line).collect()
}
