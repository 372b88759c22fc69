//! The SQLite file: one table, `records(seq, schema, body)`. What stands in a body is `wire`'s.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::ffi::SQLITE_CANTOPEN_SYMLINK;
use rusqlite::{Connection, ErrorCode, OpenFlags, params};

use super::place::{Files, exists, log_of, remove};
use super::problem::JournalError;
use super::wire::{CURRENT, Codec, WireError};
use crate::engine::state::{JournalEntry, Seq};
use crate::sanitize::cleaned;
use crate::site::SiteName;

/// How long to wait for a reader or writer on the same file; each holds it for milliseconds.
const BUSY: Duration = Duration::from_secs(5);
const TABLE: &str = "CREATE TABLE records (seq INTEGER PRIMARY KEY, schema INTEGER NOT NULL, body TEXT NOT NULL) STRICT";

#[derive(Debug)]
pub(super) struct Store {
    files: Files,
    connection: Connection,
    codec: Codec,
}

impl Store {
    /// Opens the journal, after making an empty one when there is none, and reads its records in order.
    pub(super) fn open_or_create(files: &Files) -> Result<(Self, Vec<JournalEntry>), JournalError> {
        if !stands(files)? {
            build(files, &[])?;
            std::fs::rename(files.draft(), files.journal()).map_err(|e| JournalError::io(&files.journal(), &e))?;
            files.sync_dir()?;
        }
        Self::open(files, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// The records of the journal, which is left alone; `None` when there is none.
    pub(super) fn read(files: &Files) -> Result<Option<Vec<JournalEntry>>, JournalError> {
        let read = || Self::open(files, OpenFlags::SQLITE_OPEN_READ_ONLY).map(|(_, records)| records);
        stands(files)?.then(read).transpose()
    }

    fn open(files: &Files, flags: OpenFlags) -> Result<(Self, Vec<JournalEntry>), JournalError> {
        let path = files.journal();
        let connection = connect(&path, flags).map_err(|e| refused(files.site(), &path, &e))?;
        let mut store = Self { files: files.clone(), connection, codec: Codec::default() };
        store.check()?;
        let records = store.records()?;
        Ok((store, records))
    }

    /// Refuses a file whose pages or table are damaged.
    fn check(&self) -> Result<(), JournalError> {
        let verdict = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        match verdict.map_err(|e| self.refused(&e))?.as_str() {
            "ok" => Ok(()),
            other => Err(JournalError::damaged(self.files.site(), &self.files.journal(), cleaned(other))),
        }
    }

    /// Every record in order.
    fn records(&mut self) -> Result<Vec<JournalEntry>, JournalError> {
        let rows = rows(&self.connection, "ORDER BY seq").map_err(|e| self.refused(&e))?;
        (1..).zip(&rows).map(|(expected, row)| self.record(expected, row)).collect()
    }

    /// The record in this row, which must be number `expected`.
    fn record(&mut self, expected: u64, row: &Row) -> Result<JournalEntry, JournalError> {
        let corrupt = |detail: String| JournalError::corrupt(self.files.site(), expected, detail);
        if row.seq != Seq(expected) {
            return Err(corrupt(format!("the next one is {}", row.seq.0)));
        }
        self.codec.decode(row.seq, row.schema, &row.body).map_err(|e| match e {
            WireError::UnknownSchema { schema, by } => JournalError::unknown_schema(schema, by),
            other => corrupt(cleaned(&other.to_string())),
        })
    }

    /// Appends one record; on return it is on disk.
    pub(super) fn append(&mut self, seq: Seq, record: &JournalEntry) -> Result<(), JournalError> {
        let path = self.files.journal();
        self.codec = inserted(&self.connection, &self.codec, seq, record).map_err(|detail| JournalError::Io { path, detail })?;
        Ok(())
    }

    fn refused(&self, error: &rusqlite::Error) -> JournalError {
        refused(self.files.site(), &self.files.journal(), error)
    }
}

#[cfg(test)]
impl Store {
    /// A pragma's value as text.
    pub(super) fn pragma(&self, name: &str) -> String {
        let value = |row: &rusqlite::Row| row.get::<_, rusqlite::types::Value>(0);
        match self.connection.pragma_query_value(None, name, value).unwrap() {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    }
}

/// Writes one row; returns the codec for the next one.
fn inserted(connection: &Connection, codec: &Codec, seq: Seq, record: &JournalEntry) -> Result<Codec, String> {
    let mut next = codec.clone();
    let body = next.encode(seq, record).map_err(|e| e.to_string())?;
    let number = i64::try_from(seq.0).map_err(|e| e.to_string())?;
    let added = connection.execute("INSERT INTO records VALUES (?1, ?2, ?3)", params![number, CURRENT, body]);
    added.map(|_| next).map_err(|e| cleaned(&e.to_string()))
}

/// A row as it lies there. What cannot be its value is one that no check accepts.
pub(super) struct Row {
    pub(super) seq: Seq,
    pub(super) schema: i64,
    pub(super) body: String,
}

impl Row {
    pub(super) fn read(row: &rusqlite::Row) -> rusqlite::Result<Self> {
        let seq = u64::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
        let body = row.get_ref(2)?.as_bytes().map(String::from_utf8_lossy).unwrap_or_default().into_owned();
        Ok(Self { seq: Seq(seq), schema: row.get(1).unwrap_or_default(), body })
    }
}

/// The rows that this tail of a `SELECT` picks.
pub(super) fn rows(connection: &Connection, tail: &str) -> rusqlite::Result<Vec<Row>> {
    let mut all = connection.prepare_cached(&format!("SELECT seq, schema, body FROM records {tail}"))?;
    let rows = all.query_map([], Row::read)?;
    rows.collect()
}

/// Whether there is a journal. A log without its journal, or what is left of a repair, is not passed over.
fn stands(files: &Files) -> Result<bool, JournalError> {
    if exists(&files.mended())? {
        return Err(JournalError::half_mended(files.site()));
    }
    let (journal, log) = (files.journal(), log_of(&files.journal()));
    let stands = exists(&journal)?;
    if !stands && exists(&log)? {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound).to_string();
        return Err(JournalError::damaged(files.site(), &journal, missing));
    }
    Ok(stands)
}

/// Builds a journal with these records as the site's draft, so that a kill leaves either none or a whole one.
pub(super) fn build(files: &Files, records: &[JournalEntry]) -> Result<(), JournalError> {
    let draft = files.draft();
    remove(&draft)?;
    let io = |e: std::io::Error| JournalError::io(&draft, &e);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).map_err(io)?;
    let connection = connect(&draft, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|e| refused(files.site(), &draft, &e))?;
    filled(&connection, records).map_err(|detail| JournalError::Io { path: draft.clone(), detail })?;
    connection.close().map_err(|(_, e)| refused(files.site(), &draft, &e))?;
    File::open(&draft).and_then(|file| file.sync_all()).map_err(io)
}

fn filled(connection: &Connection, records: &[JournalEntry]) -> Result<(), String> {
    let text = |e: rusqlite::Error| cleaned(&e.to_string());
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(text)?;
    let whole = connection.unchecked_transaction().map_err(text)?;
    connection.execute(TABLE, []).map_err(text)?;
    let mut numbered = (1..).map(Seq).zip(records);
    numbered.try_fold(Codec::default(), |codec, (seq, record)| inserted(connection, &codec, seq, record))?;
    whole.commit().map_err(text)
}

pub(super) fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// What SQLite's refusal means: the system is in the way, or the file is no journal.
fn refused(site: &SiteName, path: &Path, error: &rusqlite::Error) -> JournalError {
    let detail = cleaned(&error.to_string());
    if error.sqlite_error().is_some_and(|e| e.extended_code == SQLITE_CANTOPEN_SYMLINK) {
        return JournalError::Linked { path: path.to_owned() };
    }
    match error.sqlite_error_code() {
        Some(
            ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::DatabaseBusy
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure,
        ) => JournalError::Io { path: path.to_owned(), detail },
        _ => JournalError::damaged(site, path, detail),
    }
}
