//! The durable list of records: one SQLite file a site, in the state directory, locked while a Landfall works on the site.
//!
//! SQLite runs in WAL mode with `synchronous=FULL`: every commit is one fsync of the log before `append` returns, and `status`
//! may read while an `up` writes. (In DELETE mode FULL does not sync the directory after the rollback journal is unlinked, so a
//! power cut could undo a record that was announced as saved.) The file is built under another name and renamed, so one that
//! stands there without our table was damaged and is refused, never taken for a new one.

mod lock;
mod place;
mod problem;
mod salvage;
mod store;
pub mod wire;

use std::path::Path;

pub use place::{list_sites, state_dir};
pub use problem::JournalError;
pub use salvage::{Repair, count, repair};

use crate::engine::fault::{Code, Fault};
use crate::engine::state::{JournalEntry, Seq};
use crate::ports::Journal;
use crate::site::SiteName;
use lock::Lock;
use place::Files;
use store::Store;

/// The schema of what is written.
pub const SCHEMA: i64 = wire::CURRENT;

/// A site's journal, open for appending. Dropping it, or the death of the process, frees the site.
#[derive(Debug)]
pub struct SqliteJournal {
    // Before the lock: fields drop in this order, and the file must be closed before another may open it.
    store: Store,
    last: Seq,
    _lock: Lock,
}

impl SqliteJournal {
    /// Opens (or makes) the journal of `site` in `dir`, and returns it with its records in order. `dir` is made with mode 0700,
    /// the files with 0600.
    ///
    /// # Errors
    /// [`JournalError::Locked`] while another Landfall has it open; the others when it cannot be read whole.
    pub fn open(dir: &Path, site: &SiteName) -> Result<(Self, Vec<JournalEntry>), JournalError> {
        let files = Files::made(dir, site)?;
        let lock = Lock::take(&files.lock())?;
        let (store, records) = Store::open_or_create(&files)?;
        let last = Seq(records.len() as u64);
        Ok((Self { store, last, _lock: lock }, records))
    }
}

impl Journal for SqliteJournal {
    fn append(&mut self, seq: Seq, record: &JournalEntry) -> Result<(), Fault> {
        let failed = |detail: String| Fault::ended(Code::JournalFailed, detail);
        if seq.0 != self.last.0 + 1 {
            return Err(failed(format!("record {} after {}", seq.0, self.last.0)));
        }
        self.store.append(seq, record).map_err(|e| failed(e.detail()))?;
        self.last = seq;
        Ok(())
    }
}

/// The records of `site` without locking it or making anything; `None` when it has no journal.
///
/// # Errors
/// [`JournalError`] when the journal cannot be read whole.
pub fn open_read_only(dir: &Path, site: &SiteName) -> Result<Option<Vec<JournalEntry>>, JournalError> {
    Files::found(dir, site)?.map_or(Ok(None), |files| Store::read(&files))
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
