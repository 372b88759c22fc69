//! Journals that were written by every Landfall so far: each is opened by today's and means what it meant.
//!
//! `golden/vN` holds what schema N wrote: one line a record in `CASE.jsonl`, and what came of them in
//! `CASE.ledger`. These files are never written again: `MANIFEST` holds their sums. What whole runs write is cut in `tests/crash/journals.rs`, the rest here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod every_kind;
#[path = "../support/golden.rs"]
mod golden;
#[path = "../support/journal_rows.rs"]
mod journal_rows;
#[path = "../support/ledger_text.rs"]
mod ledger_text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use landfall::engine::state::{JournalEntry, Ledger};
use landfall::journal::{SCHEMA, SqliteJournal, open_read_only};
use landfall::site::SiteName;
use sha2::{Digest, Sha256};

/// The table as schema 1 made it.
const TABLE: &str = "CREATE TABLE records (seq INTEGER PRIMARY KEY, schema INTEGER NOT NULL, body TEXT NOT NULL) STRICT";

/// The name under which every golden's file lies.
fn site() -> SiteName {
    "golden".parse().unwrap()
}

/// The SQLite file of that name in `dir`.
fn open(dir: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(dir.join(format!("{}.journal", site()))).unwrap()
}

/// The goldens of one schema.
fn of_schema(schema: i64) -> PathBuf {
    golden::dir("journal/golden").join(format!("v{schema}"))
}

/// The files of a directory of goldens by their names, without the manifest.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let all = entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()));
    all.filter(|(name, _)| name != golden::MANIFEST).collect()
}

/// An SQLite file that holds these rows, as a Landfall of that time left it.
fn filled(lines: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut connection = open(dir.path());
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
    connection.execute(TABLE, []).unwrap();
    let rows = connection.transaction().unwrap();
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let (seq, schema) = (row["seq"].as_i64().unwrap(), row["schema"].as_i64().unwrap());
        rows.execute("INSERT INTO records VALUES (?1, ?2, ?3)", (seq, schema, row["body"].as_str().unwrap())).unwrap();
    }
    rows.commit().unwrap();
    connection.close().unwrap();
    dir
}

fn folded(records: &[JournalEntry]) -> String {
    let mut ledger = Ledger::default();
    records.iter().for_each(|record| ledger.apply(record));
    ledger_text::text(&ledger)
}

#[test]
fn every_journal_ever_written_is_opened_and_means_what_it_meant() {
    for schema in 1..=SCHEMA {
        let files = files(&of_schema(schema));
        let journals = files.iter().filter_map(|(name, lines)| Some((name.strip_suffix(".jsonl")?, lines)));
        let mut count = 0;
        for (case, lines) in journals {
            let dir = filled(std::str::from_utf8(lines).unwrap());
            let read = open_read_only(dir.path(), &site()).unwrap().unwrap();
            let (_journal, records) = SqliteJournal::open(dir.path(), &site()).unwrap();
            assert_eq!(read, records, "v{schema} {case}");
            assert_eq!(records.len(), std::str::from_utf8(lines).unwrap().lines().count(), "v{schema} {case}");
            let meant = String::from_utf8(files[&format!("{case}.ledger")].clone()).unwrap();
            assert_eq!(folded(&records), meant, "v{schema} {case}");
            count += 1;
        }
        assert!(count > 0 && files.len() == 2 * count, "v{schema}: {:?}", files.keys());
    }
}

/// Compares what is written down of records of every kind with the goldens.
fn cut() -> [(&'static str, Vec<JournalEntry>); 3] {
    let about_records = ("answers-about-records", every_kind::answers_about_records());
    let cases = [("every-kind", every_kind::records()), ("every-fault", every_kind::faults()), about_records];
    cases.iter().for_each(|(case, records)| journal_rows::check(&of_schema(SCHEMA), case, records));
    cases
}

#[test]
fn records_of_every_kind_are_written_as_they_were_and_read_as_they_are() {
    for (case, records) in cut() {
        let lines = std::fs::read_to_string(of_schema(SCHEMA).join(format!("{case}.jsonl"))).unwrap();
        assert_eq!(open_read_only(filled(&lines).path(), &site()), Ok(Some(records)), "{case}");
    }
}

fn sums(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let hex = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    files.iter().map(|(name, bytes)| (name.clone(), hex(bytes))).collect()
}

#[test]
fn no_golden_was_changed() {
    if golden::writing() {
        cut();
    }
    for schema in 1..=SCHEMA {
        let manifest = of_schema(schema).join(golden::MANIFEST);
        let mut sums = sums(&files(&of_schema(schema)));
        let before = std::fs::read_to_string(&manifest).unwrap_or_default();
        let listed: BTreeMap<String, String> =
            before.lines().map(|line| line.split_once("  ").unwrap()).map(|(sum, name)| (name.to_owned(), sum.to_owned())).collect();
        if golden::writing() {
            // What is new is listed; what is listed stays as it is listed.
            sums.extend(listed);
            let lines: String = sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
            std::fs::write(&manifest, lines).unwrap();
        } else {
            assert_eq!(sums, listed, "v{schema}");
        }
    }
}
