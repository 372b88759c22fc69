//! The SQLite file: one table, `records(seq, schema, body)`, the body in JSON.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, params};

use super::{JournalError, SCHEMA, wire};
use crate::engine::state::{Record, Seq};
use crate::sanitize::cleaned;

/// How long to wait for a reader or writer on the same file; each holds it for milliseconds.
const BUSY: Duration = Duration::from_secs(5);
const TABLE: &str = "CREATE TABLE records (seq INTEGER PRIMARY KEY, schema INTEGER NOT NULL, body TEXT NOT NULL) STRICT";

#[derive(Debug)]
pub(super) struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens the journal at `path`, after making an empty one in `dir` when there is none.
    pub(super) fn open_or_create(dir: &Path, path: &Path) -> Result<Self, JournalError> {
        if !exists(path)? {
            create(dir, path)?;
        }
        Self::open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens the journal at `path` for reading; `None` when there is none.
    pub(super) fn open_read_only(path: &Path) -> Result<Option<Self>, JournalError> {
        exists(path)?.then(|| Self::open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)).transpose()
    }

    fn open(path: &Path, flags: OpenFlags) -> Result<Self, JournalError> {
        let connection = connect(path, flags).map_err(|e| refused(path, &e))?;
        let store = Self { path: path.to_owned(), connection };
        store.check()?;
        Ok(store)
    }

    /// Refuses a file whose pages or table are damaged.
    fn check(&self) -> Result<(), JournalError> {
        let verdict = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
        match verdict.map_err(|e| refused(&self.path, &e))?.as_str() {
            "ok" => Ok(()),
            other => Err(JournalError::Damaged { path: self.path.clone(), detail: cleaned(other) }),
        }
    }

    /// Every record in order.
    pub(super) fn records(&self) -> Result<Vec<Record>, JournalError> {
        let rows = self.rows().map_err(|e| refused(&self.path, &e))?;
        (1..).zip(&rows).map(|(expected, row)| row.record(expected)).collect()
    }

    fn rows(&self) -> rusqlite::Result<Vec<Row>> {
        let mut all = self.connection.prepare("SELECT seq, schema, body FROM records ORDER BY seq")?;
        let rows = all.query_map([], |row| Ok(Row { seq: row.get(0)?, schema: row.get(1)?, body: row.get(2)? }))?;
        rows.collect()
    }

    /// Appends one record; on return it is on disk.
    pub(super) fn append(&self, seq: Seq, record: &Record) -> Result<(), JournalError> {
        let corrupt = |detail: String| JournalError::CorruptRecord { seq: seq.0, detail };
        let body = wire::encode(record).map_err(|e| corrupt(e.to_string()))?;
        let number = i64::try_from(seq.0).map_err(|e| corrupt(e.to_string()))?;
        let added = self.connection.execute("INSERT INTO records VALUES (?1, ?2, ?3)", params![number, SCHEMA, body]);
        added.map(|_| ()).map_err(|e| JournalError::Io { path: self.path.clone(), detail: cleaned(&e.to_string()) })
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

struct Row {
    seq: i64,
    schema: i64,
    body: String,
}

impl Row {
    /// The record, which must be number `expected` and of our schema.
    fn record(&self, expected: u64) -> Result<Record, JournalError> {
        if u64::try_from(self.seq) != Ok(expected) {
            return Err(JournalError::CorruptRecord { seq: expected, detail: format!("the next one is {}", self.seq) });
        }
        if self.schema != SCHEMA {
            return Err(JournalError::UnknownSchema { found: self.schema });
        }
        let corrupt = |e: wire::WireError| JournalError::CorruptRecord { seq: expected, detail: cleaned(&e.to_string()) };
        wire::decode(&self.body).map_err(corrupt)
    }
}

fn exists(path: &Path) -> Result<bool, JournalError> {
    path.try_exists().map_err(|e| JournalError::io(path, &e))
}

/// Builds the file beside its place and renames it, so that a kill leaves either no journal or a whole one.
fn create(dir: &Path, path: &Path) -> Result<(), JournalError> {
    let draft = path.with_extension("new");
    let io = |e: std::io::Error| JournalError::io(&draft, &e);
    for leftover in [draft.clone(), draft.with_extension("new-wal"), draft.with_extension("new-shm")] {
        remove_if_there(&leftover).map_err(io)?;
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).map_err(io)?;
    let connection = connect(&draft, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|e| refused(&draft, &e))?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(|e| refused(&draft, &e))?;
    connection.execute(TABLE, []).map_err(|e| refused(&draft, &e))?;
    connection.close().map_err(|(_, e)| refused(&draft, &e))?;
    File::open(&draft).and_then(|file| file.sync_all()).map_err(io)?;
    std::fs::rename(&draft, path).map_err(io)?;
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(io)
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// What SQLite's refusal means: the system is in the way, or the file is no journal.
fn refused(path: &Path, error: &rusqlite::Error) -> JournalError {
    let (path, detail) = (path.to_owned(), cleaned(&error.to_string()));
    match error.sqlite_error_code() {
        Some(
            ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::DatabaseBusy
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure,
        ) => JournalError::Io { path, detail },
        _ => JournalError::Damaged { path, detail },
    }
}
