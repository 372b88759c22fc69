//! Mending a damaged journal: whatever can be read of it goes into a new one.
//!
//! Not only what stands before the damage: an entry says by itself what was made (with what stood there before), and what the lost
//! ones told is looked for again at the next run, by the tag of what is ours. What no look can give back is the value from before of
//! something that is only in a lost entry, so a last entry says that some were lost.
//!
//! The damaged file is copied aside before anything else, and SQLite never opens it, only a copy. The new journal is built under
//! another name and renamed twice: from the first rename on it is whole, and everybody else is refused until the second; so a repair
//! that was killed at any moment is begun again, from what was put aside.

mod rows;

use std::fs::{File, OpenOptions};
use std::ops::RangeInclusive;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::place::{Files, exists, log_of, remove};
use super::problem::JournalError;
use super::store::{Row, Store, build};
use super::wire::{Alone, Codec, WireError};
use crate::engine::state::{JournalEntry, Seq};
use crate::engine::time::Timestamp;
use crate::site::SiteName;

/// What came of a repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Nothing is damaged, and nothing was changed.
    Whole,
    /// Every entry that could be read is in a new journal; those of these numbers are lost.
    Salvaged { kept: usize, lost: Vec<RangeInclusive<u64>>, aside: PathBuf },
    /// Nothing could be read. There is no journal any more.
    SetAside { aside: PathBuf },
}

/// Mends the journal of `site` in `dir`; `None` when there is none. What was damaged is kept beside it. `now`: when that is.
///
/// # Errors
/// [`JournalError`] while another Landfall has the journal open, when a newer one wrote it, or when the system is in the way. Nothing
/// is lost then, and a next repair can go on.
pub fn repair(dir: &Path, site: &SiteName, now: Timestamp) -> Result<Option<Repair>, JournalError> {
    let Some(files) = Files::found(dir, site)? else { return Ok(None) };
    let cut_off = exists(&files.mended())?;
    if !cut_off && !exists(&files.journal())? && !exists(&log_of(&files.journal()))? {
        return Ok(None);
    }
    let _lock = Lock::take(&files.lock())?;
    remove(&files.working())?;
    if !cut_off && is_whole(&files)? {
        return Ok(Some(Repair::Whole));
    }
    let before = if cut_off { last_aside(&files)? } else { None };
    let rows = rows_of(&files, before.as_ref().unwrap_or(&files.journal()))?;
    let (records, lost) = readable(&rows)?;
    let aside = before.map_or_else(|| put_aside(&files), Ok)?;
    if rows.is_empty() {
        remove(&files.journal())?;
        files.sync_dir()?;
        return Ok(Some(Repair::SetAside { aside }));
    }
    let kept = records.len();
    replace(&files, records, &lost, now)?;
    Ok(Some(Repair::Salvaged { kept, lost, aside }))
}

/// Whether there is nothing to mend. What is of a newer schema may be, but a damaged number looks like one too: the rows tell.
fn is_whole(files: &Files) -> Result<bool, JournalError> {
    match Store::read(files) {
        Ok(_) => Ok(true),
        Err(JournalError::CorruptRecord { .. } | JournalError::Damaged { .. } | JournalError::UnknownSchema { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Every row of this file that SQLite can still read.
fn rows_of(files: &Files, source: &Path) -> Result<Vec<Row>, JournalError> {
    let working = files.working();
    copy(source, &working)?;
    let rows = rows::readable(&working);
    remove(&working)?;
    Ok(rows)
}

/// The records in these rows, in the order in which they were written, and the numbers of those that are lost.
fn readable(rows: &[Row]) -> Result<(Vec<JournalEntry>, Vec<RangeInclusive<u64>>), JournalError> {
    let mut whole = Vec::new();
    for row in rows {
        match Alone::read(row.seq, row.schema, &row.body) {
            Ok(alone) => whole.push(alone),
            Err(WireError::UnknownSchema { schema, by }) => return Err(JournalError::unknown_schema(schema, by)),
            Err(_) => {}
        }
    }
    whole.sort_by_key(|alone| alone.seq);
    let mut codec = Codec::default();
    let lifted = whole.into_iter().filter_map(|alone| Some((alone.seq, codec.lifted(alone).ok()?)));
    let (kept, records): (Vec<Seq>, Vec<JournalEntry>) = lifted.unzip();
    let last = rows.iter().map(|row| row.seq).chain(kept.iter().copied()).max().unwrap_or_default();
    Ok((records, missing(&kept, last)))
}

/// The numbers from 1 to `last` that are not among these, which are sorted.
fn missing(kept: &[Seq], last: Seq) -> Vec<RangeInclusive<u64>> {
    let mut gaps = Vec::new();
    let mut next = 1;
    for seq in kept.iter().map(|seq| seq.0).chain([last.0.saturating_add(1)]) {
        if seq > next {
            gaps.push(next..=seq - 1);
        }
        next = next.max(seq.saturating_add(1));
    }
    gaps
}

/// Copies the damaged journal to a name of its own; from the moment that it stands there it is whole.
fn put_aside(files: &Files) -> Result<PathBuf, JournalError> {
    let (working, aside) = (files.working(), files.aside(unused(files)?));
    copy(&files.journal(), &working)?;
    for (from, to) in [(log_of(&working), log_of(&aside)), (working, aside.clone())] {
        if exists(&from)? {
            std::fs::rename(&from, &to).map_err(|e| JournalError::io(&to, &e))?;
        }
    }
    files.sync_dir()?;
    Ok(aside)
}

/// The first number under which nothing was put aside yet.
fn unused(files: &Files) -> Result<u32, JournalError> {
    let mut n = 1;
    while exists(&files.aside(n))? || exists(&log_of(&files.aside(n)))? {
        n += 1;
    }
    Ok(n)
}

/// What was put aside last.
fn last_aside(files: &Files) -> Result<Option<PathBuf>, JournalError> {
    let last = files.aside(unused(files)?.saturating_sub(1));
    Ok(exists(&last)?.then_some(last))
}

/// Copies a file with its log; of one that is not there, an empty one is the copy.
fn copy(source: &Path, to: &Path) -> Result<(), JournalError> {
    // A mere look leaves an empty one.
    if std::fs::metadata(log_of(source)).is_ok_and(|log| log.len() > 0) {
        copy_file(&log_of(source), &log_of(to))?;
    }
    copy_file(source, to)
}

fn copy_file(source: &Path, to: &Path) -> Result<(), JournalError> {
    let mut copy = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(|e| JournalError::io(to, &e))?;
    match File::open(source) {
        Ok(mut source) => std::io::copy(&mut source, &mut copy).map(drop),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => return Err(JournalError::io(source, &e)),
    }
    .and_then(|()| copy.sync_all())
    .map_err(|e| JournalError::io(to, &e))
}

/// Puts a journal with these records in the place of the damaged one.
fn replace(files: &Files, mut records: Vec<JournalEntry>, lost: &[RangeInclusive<u64>], now: Timestamp) -> Result<(), JournalError> {
    records.push(JournalEntry::Salvaged { at: now, lost: count(lost) });
    build(files, &records)?;
    let renamed = |from: &Path, to: &Path| std::fs::rename(from, to).map_err(|e| JournalError::io(to, &e));
    renamed(&files.draft(), &files.mended())?;
    files.sync_dir()?;
    // With the log: SQLite would read it into the new file.
    remove(&files.journal())?;
    renamed(&files.mended(), &files.journal())?;
    files.sync_dir()
}

/// How many numbers these are.
pub fn count(lost: &[RangeInclusive<u64>]) -> u64 {
    lost.iter().map(|gap| gap.end() - gap.start() + 1).sum()
}

#[cfg(test)]
mod tests;
