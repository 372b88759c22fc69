//! A journal as lines: `{"seq":1,"schema":1,"body":"…"}`, the body as the JSON string that holds its exact bytes.

use std::path::Path;

use landfall::engine::state::{Ledger, Record, Seq};
use landfall::journal::SqliteJournal;
use landfall::ports::Journal;
use landfall::site::SiteName;
use serde_json::json;

use crate::{golden, ledger_text};

/// The name under which every golden's file lies.
pub fn site() -> SiteName {
    "golden".parse().unwrap()
}

/// The SQLite file of that name in `dir`.
pub fn open(dir: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(dir.join(format!("{}.journal", site()))).unwrap()
}

/// Compares what the program writes down of these records, and what it makes of them, with the goldens of this name.
pub fn check(dir: &Path, case: &str, records: &[Record]) {
    let mut ledger = Ledger::default();
    records.iter().for_each(|record| ledger.apply(record));
    golden::check(&dir.join(format!("{case}.jsonl")), &lines(records));
    golden::check(&dir.join(format!("{case}.ledger")), &ledger_text::text(&ledger));
}

/// The rows as they lie in the file once these records were appended.
fn lines(records: &[Record]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = SqliteJournal::open(dir.path(), &site()).unwrap();
    for (seq, record) in (1..).zip(records) {
        journal.append(Seq(seq), record).unwrap();
    }
    drop(journal);
    let connection = open(dir.path());
    let mut all = connection.prepare("SELECT seq, schema, body FROM records ORDER BY seq").unwrap();
    let line = |row: &rusqlite::Row| {
        let (seq, schema, body): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("{{\"seq\":{seq},\"schema\":{schema},\"body\":{}}}\n", json!(body)))
    };
    all.query_map([], line).unwrap().map(Result::unwrap).collect()
}
