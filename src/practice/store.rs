//! The state's file: one row in SQLite, in a directory that one Landfall at a time plays in.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use crate::practice::state::SimState;

/// The version of the state's form. A state of another form is begun anew with `--reset`.
const SCHEMA: i64 = 3;
const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS scene (id INTEGER PRIMARY KEY CHECK (id = 1), schema INTEGER NOT NULL, body TEXT NOT NULL) STRICT";
/// Files and table have the name that a state had at first: what was kept before is found again.
const FILE: &str = "scene.sqlite";
const LOCK: &str = "scene.lock";

/// Why the state could not be had, or kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreProblem {
    /// Another Landfall plays in this world.
    #[error("locked")]
    Locked,
    /// The state was written by another version of Landfall, or is damaged.
    #[error("{path}: {detail}", path = .path.display())]
    Unreadable { path: PathBuf, detail: String },
    #[error("{path}: {detail}", path = .path.display())]
    Io { path: PathBuf, detail: String },
}

impl StoreProblem {
    /// The stable code: the tail of its message id.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Unreadable { .. } => "unreadable",
            Self::Io { .. } => "io",
        }
    }

    fn io(path: &Path, error: impl std::fmt::Display) -> Self {
        Self::Io { path: path.to_owned(), detail: crate::sanitize::cleaned(&error.to_string()) }
    }

    fn unreadable(path: &Path, error: impl std::fmt::Display) -> Self {
        Self::Unreadable { path: path.to_owned(), detail: crate::sanitize::cleaned(&error.to_string()) }
    }
}

/// Where a state is kept.
pub trait Keep: Send {
    /// Keeps the state; on return it outlives the process.
    ///
    /// # Errors
    /// [`StoreProblem`]: what was kept before still is.
    fn keep(&mut self, sim: &SimState) -> Result<(), StoreProblem>;
}

/// Nowhere: the state of a mere look, and of a test.
pub struct Forget;

impl Keep for Forget {
    fn keep(&mut self, _: &SimState) -> Result<(), StoreProblem> {
        Ok(())
    }
}

/// A state's file, locked until dropped.
pub struct SimFile {
    path: PathBuf,
    connection: Connection,
    _lock: File,
}

impl SimFile {
    /// Opens (or makes) the file in `dir`, and returns it with the state in it, if there is one. `reset`: everything in `dir` is
    /// removed first, which is only what Landfall made there.
    ///
    /// # Errors
    /// [`StoreProblem`].
    pub fn open(dir: &Path, reset: bool) -> Result<(Self, Option<SimState>), StoreProblem> {
        DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(|e| StoreProblem::io(dir, e))?;
        let lock = lock(&dir.join(LOCK))?;
        if reset {
            empty(dir)?;
        }
        let path = dir.join(FILE);
        let connection = connect(&path).map_err(|e| StoreProblem::unreadable(&path, e))?;
        let sim = read(&path, &connection)?;
        Ok((Self { path, connection, _lock: lock }, sim))
    }

    /// The state in `dir` as it was last kept, without locking anybody out; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreProblem`].
    pub fn glance(dir: &Path) -> Result<Option<SimState>, StoreProblem> {
        let path = dir.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let connection = connect(&path).map_err(|e| StoreProblem::unreadable(&path, e))?;
        read(&path, &connection)
    }
}

impl Keep for SimFile {
    fn keep(&mut self, sim: &SimState) -> Result<(), StoreProblem> {
        let body = serde_json::to_string(sim).map_err(|e| StoreProblem::io(&self.path, e))?;
        let kept = self.connection.prepare_cached("INSERT OR REPLACE INTO scene VALUES (1, ?1, ?2)");
        kept.and_then(|mut row| row.execute(params![SCHEMA, body])).map(drop).map_err(|e| StoreProblem::io(&self.path, e))
    }
}

/// The lock, which the system frees when the process dies. The file stays: removing it would let two processes lock two files of
/// one name.
fn lock(path: &Path) -> Result<File, StoreProblem> {
    let options = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).clone();
    let file = options.open(path).map_err(|e| StoreProblem::io(path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreProblem::Locked),
        Err(TryLockError::Error(e)) => Err(StoreProblem::io(path, e)),
    }
}

fn empty(dir: &Path) -> Result<(), StoreProblem> {
    let io = |e: std::io::Error| StoreProblem::io(dir, e);
    for entry in std::fs::read_dir(dir).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.is_file() && path.file_name().is_some_and(|name| name != LOCK) {
            std::fs::remove_file(&path).map_err(|e| StoreProblem::io(&path, e))?;
        }
    }
    Ok(())
}

/// In WAL mode a commit is whole after a kill at any moment; a power cut may lose the last ones, which practice can bear.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute(TABLE, [])?;
    Ok(connection)
}

fn read(path: &Path, connection: &Connection) -> Result<Option<SimState>, StoreProblem> {
    let row = connection.query_row("SELECT schema, body FROM scene", [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
    match row.optional().map_err(|e| StoreProblem::unreadable(path, e))? {
        None => Ok(None),
        Some((SCHEMA, body)) => serde_json::from_str(&body).map(Some).map_err(|e| StoreProblem::unreadable(path, e)),
        Some((other, _)) => Err(StoreProblem::unreadable(path, format!("schema {other}"))),
    }
}
