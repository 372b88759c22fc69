use std::io::BufRead;
use std::process::{Command, Stdio};

use super::*;
use crate::engine::question::Answer;
use crate::engine::state::Ledger;
use crate::journal::samples::{AT, every_kind};
use crate::journal::tests::{files, filled, site, sql};
use crate::journal::{SCHEMA, SqliteJournal, open_read_only};
use crate::ports::Journal;
use crate::site::ServerId;

/// Tells [`child_that_repairs`] where.
const CHILD_DIR: &str = "LANDFALL_TEST_REPAIR_CHILD";
const NOW: Timestamp = Timestamp(1_790_000_009_000);

/// Records of every kind, and one that takes several pages.
fn records() -> Vec<JournalEntry> {
    let mut records = every_kind();
    records.insert(20, JournalEntry::Answered { at: AT, answer: Answer::Unit(ServerId::MAIN, "# 희\n".repeat(3_000)) });
    records
}

fn journal(dir: &Path) -> PathBuf {
    files(dir).journal()
}

fn mended(dir: &Path) -> Repair {
    repair(dir, &site(), NOW).unwrap().unwrap()
}

fn read(dir: &Path) -> Result<Vec<JournalEntry>, JournalError> {
    open_read_only(dir, &site()).map(Option::unwrap)
}

/// The records but those of these numbers, and the note of a repair.
fn without(lost: &[RangeInclusive<u64>]) -> Vec<JournalEntry> {
    let numbered = (1..).zip(records()).filter(|(number, _)| !lost.iter().any(|gap| gap.contains(number)));
    let note = JournalEntry::Salvaged { at: NOW, lost: count(lost) };
    numbered.map(|(_, record)| record).chain([note]).collect()
}

fn salvaged(lost: &[RangeInclusive<u64>], dir: &Path, n: u32) -> Repair {
    let kept = records().len() - usize::try_from(count(lost)).unwrap();
    Repair::Salvaged { kept, lost: lost.to_vec(), aside: files(dir).aside(n) }
}

/// The names of the files in `dir` but the lock, and what a mere look leaves beside a journal.
fn names(dir: &Path) -> Vec<String> {
    let empty = |name: &String| name.ends_with("-wal") && std::fs::metadata(dir.join(name)).unwrap().len() == 0;
    let all = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut all: Vec<String> = all.filter(|name| !name.ends_with(".lock") && !name.ends_with("-shm") && !empty(name)).collect();
    all.sort();
    all
}

/// A sequence of numbers that looks like chance and is the same each time.
fn chances(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    })
}

#[test]
fn what_is_whole_or_not_there_is_left_alone() {
    let dir = filled(&records());
    let before = std::fs::read(journal(dir.path())).unwrap();
    assert_eq!(mended(dir.path()), Repair::Whole);
    assert_eq!(std::fs::read(journal(dir.path())).unwrap(), before);
    assert_eq!(read(dir.path()), Ok(records()));
    let nowhere = dir.path().join("nowhere");
    assert_eq!(repair(&nowhere, &site(), NOW), Ok(None));
    assert!(!nowhere.exists());
}

#[test]
fn whatever_can_be_read_is_kept_past_the_gaps_too_and_the_rest_is_counted() {
    let dir = filled(&records());
    sql(&dir, "DELETE FROM records WHERE seq IN (2, 5, 6)");
    let damaged = std::fs::read(journal(dir.path())).unwrap();
    let lost = [2..=2, 5..=6];
    assert_eq!(mended(dir.path()), salvaged(&lost, dir.path(), 1));
    assert_eq!(read(dir.path()), Ok(without(&lost)));
    assert_eq!(names(dir.path()), ["heestagram.journal", "heestagram.journal.damaged-1"]);
    assert_eq!(std::fs::read(files(dir.path()).aside(1)).unwrap(), damaged);
    assert_eq!(mended(dir.path()), Repair::Whole, "a second repair has nothing to do");
    let (mut journal, all) = SqliteJournal::open(dir.path(), &site()).unwrap();
    journal.append(Seq(all.len() as u64 + 1), &records()[0]).unwrap();
}

#[test]
fn nothing_that_was_put_aside_is_ever_overwritten() {
    let dir = filled(&records());
    let aside = |n| files(dir.path()).aside(n);
    for n in 1..=3 {
        let gap = 2 * u64::from(n);
        sql(&dir, &format!("DELETE FROM records WHERE seq = {gap}"));
        let Repair::Salvaged { lost, aside: kept, .. } = mended(dir.path()) else { panic!("whole") };
        assert_eq!((lost, kept), (vec![gap..=gap], aside(n)));
    }
    let sums: Vec<Vec<u8>> = (1..=3).map(|n| std::fs::read(aside(n)).unwrap()).collect();
    assert!(sums[0] != sums[1] && sums[1] != sums[2]);
}

#[test]
fn entries_in_each_other_s_place_go_back_to_their_own() {
    let dir = filled(&records());
    sql(&dir, "UPDATE records SET seq = CASE seq WHEN 3 THEN -7 WHEN 7 THEN -3 END WHERE seq IN (3, 7)");
    sql(&dir, "UPDATE records SET seq = -seq WHERE seq < 0");
    assert!(matches!(read(dir.path()), Err(JournalError::CorruptRecord { seq: 3, .. })));
    assert_eq!(mended(dir.path()), salvaged(&[], dir.path(), 1));
    assert_eq!(read(dir.path()), Ok(without(&[])));
}

#[test]
fn a_newer_schema_is_no_damage_and_a_damaged_number_is_no_newer_schema() {
    let dir = filled(&records());
    sql(&dir, "DELETE FROM records WHERE seq = 2");
    let next = SCHEMA + 1;
    sql(&dir, &format!("UPDATE records SET schema = {next}, body = 'of the future' WHERE seq = 9"));
    let before = names(dir.path());
    assert_eq!(repair(dir.path(), &site(), NOW), Err(JournalError::UnknownSchema { found: next, by: None }));
    assert_eq!(names(dir.path()), before);
    let flipped = filled(&records());
    sql(&flipped, &format!("UPDATE records SET schema = {next} WHERE seq = 9"));
    assert!(matches!(read(flipped.path()), Err(JournalError::UnknownSchema { found, .. }) if found == next));
    assert_eq!(mended(flipped.path()), salvaged(&[], flipped.path(), 1));
}

#[test]
fn a_journal_that_somebody_works_on_is_not_touched() {
    let dir = filled(&records());
    sql(&dir, "DELETE FROM records WHERE seq = 2");
    let _lock = Lock::take(&files(dir.path()).lock()).unwrap();
    let locked = repair(dir.path(), &site(), NOW);
    assert_eq!(locked, Err(JournalError::Locked { pid: Some(std::process::id()) }));
    assert_eq!(names(dir.path()), ["heestagram.journal"]);
}

/// The file of a journal with one bit in it flipped.
fn flipped(whole: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

/// Where this is, if it is there once. (SQLite does not wipe what it moved to another page.)
fn only_place(all: &[u8], part: &[u8]) -> Option<usize> {
    let mut places = all.windows(part.len()).enumerate().filter(|(_, bytes)| *bytes == part).map(|(at, _)| at);
    places.next().filter(|_| places.next().is_none())
}

#[test]
fn a_flipped_bit_in_a_body_is_noticed_and_costs_that_entry_alone() {
    let dir = filled(&records());
    let whole = std::fs::read(journal(dir.path())).unwrap();
    let rows = rows_of(&files(dir.path()), &journal(dir.path())).unwrap();
    let place = |row: &Row| Some((row.seq.0, only_place(&whole, row.body.as_bytes())?, row.body.len()));
    let places: Vec<(u64, usize, usize)> = rows.iter().filter_map(place).collect();
    assert!(places.len() > 60, "{} bodies lie in one page", places.len());
    let mut chance = chances(7);
    for (seq, start, length) in places {
        let bit = (start + chance.next().unwrap() % length) * 8 + chance.next().unwrap() % 8;
        std::fs::write(journal(dir.path()), flipped(&whole, bit)).unwrap();
        let Err(error) = read(dir.path()) else { panic!("{seq}: nobody noticed") };
        assert!(matches!(error, JournalError::CorruptRecord { seq: at, .. } if at == seq), "{seq}: {error}");
        let lost = [seq..=seq];
        assert!(matches!(mended(dir.path()), Repair::Salvaged { lost: reported, .. } if reported == lost));
        assert_eq!(read(dir.path()), Ok(without(&lost)));
    }
}

/// Whether each of `few` is in `many`, in this order.
fn subsequence(few: &[JournalEntry], many: &[JournalEntry]) -> bool {
    let mut many = many.iter();
    few.iter().all(|record| many.any(|other| other == record))
}

/// A journal of these bytes is never taken for another, and after a repair it can be used. Returns whether it was whole.
fn holds(bytes: &[u8], what: &str) -> bool {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(journal(dir.path()), bytes).unwrap();
    match read(dir.path()) {
        Ok(all) => assert!(all == records(), "{what}: another journal"),
        Err(error) => assert!(!matches!(error, JournalError::Io { .. }), "{what}: {error}"),
    }
    match repair(dir.path(), &site(), NOW).unwrap_or_else(|error| panic!("{what}: {error}")) {
        Some(Repair::Whole) => return true,
        Some(Repair::Salvaged { kept, lost, aside }) => {
            let (_, all) = SqliteJournal::open(dir.path(), &site()).unwrap();
            let (note, rest) = all.split_last().unwrap();
            assert_eq!((note, rest.len()), (&JournalEntry::Salvaged { at: NOW, lost: count(&lost) }, kept), "{what}");
            assert!(subsequence(rest, &records()), "{what}");
            assert_eq!(std::fs::read(aside).unwrap(), bytes, "{what}");
        }
        Some(Repair::SetAside { aside }) => {
            assert_eq!(std::fs::read(aside).unwrap(), bytes, "{what}");
            assert_eq!(SqliteJournal::open(dir.path(), &site()).unwrap().1, [], "{what}");
        }
        None => panic!("{what}: there was a journal"),
    }
    false
}

#[test]
fn a_flipped_bit_anywhere_never_makes_another_journal() {
    let dir = filled(&records());
    let whole = std::fs::read(journal(dir.path())).unwrap();
    for bit in chances(11).map(|chance| chance % (whole.len() * 8)).take(150).chain(0..24).chain((16..100).map(|byte| byte * 8)) {
        holds(&flipped(&whole, bit), &format!("bit {bit}"));
    }
}

#[test]
fn a_file_that_was_cut_at_any_page_is_noticed_and_mended() {
    let dir = filled(&records());
    let whole = std::fs::read(journal(dir.path())).unwrap();
    let pages = whole.len() / 4096;
    assert!(pages > 10 && whole.len().is_multiple_of(4096), "{pages} pages");
    for cut in (0..pages).map(|page| page * 4096).chain([1, 100, 4095, 4097, whole.len() - 1]) {
        assert!(!holds(&whole[..cut], &format!("cut at {cut}")), "cut at {cut} it is not whole");
    }
    assert!(holds(&whole, "whole"));
}

#[test]
fn what_lies_in_the_log_alone_is_kept_too() {
    let dir = filled(&records());
    let (mut open, all) = SqliteJournal::open(dir.path(), &site()).unwrap();
    open.append(Seq(all.len() as u64 + 1), &records()[0]).unwrap();
    // As a kill leaves them: the log was not read into the file.
    let killed = tempfile::tempdir().unwrap();
    let (from, to) = (journal(dir.path()), journal(killed.path()));
    std::fs::copy(log_of(&from), log_of(&to)).unwrap();
    let mut bytes = std::fs::read(from).unwrap();
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"ZoneCosts")).collect();
    places.into_iter().for_each(|at| bytes[at] = b'z');
    std::fs::write(&to, bytes).unwrap();
    let Repair::Salvaged { lost, .. } = mended(killed.path()) else { panic!("whole") };
    assert_eq!(count(&lost), 1);
    let mut expected = without(&lost);
    expected.insert(expected.len() - 1, records()[0].clone());
    assert_eq!(read(killed.path()), Ok(expected));
    assert_eq!(names(killed.path()), ["heestagram.journal", "heestagram.journal.damaged-1", "heestagram.journal.damaged-1-wal"]);
}

#[test]
fn a_log_without_its_journal_is_not_read_into_a_new_one() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(log_of(&journal(dir.path())), "half").unwrap();
    assert!(matches!(open_read_only(dir.path(), &site()), Err(JournalError::Damaged { .. })));
    assert!(matches!(SqliteJournal::open(dir.path(), &site()), Err(JournalError::Damaged { .. })));
    assert!(matches!(mended(dir.path()), Repair::SetAside { .. }));
    assert_eq!(names(dir.path()), ["heestagram.journal.damaged-1", "heestagram.journal.damaged-1-wal"]);
    assert_eq!(SqliteJournal::open(dir.path(), &site()).unwrap().1, []);
}

#[test]
fn a_repair_that_was_cut_off_anywhere_is_begun_again() {
    let lost = [4..=4];
    let cuts: [fn(&Files); 5] = [
        |files| std::fs::write(files.working(), "half").unwrap(),
        |files| std::fs::write(log_of(&files.aside(1)), "half").unwrap(),
        |files| drop(put_aside(files).unwrap()),
        |files| {
            put_aside(files).unwrap();
            build(files, &[]).unwrap();
        },
        |files| {
            put_aside(files).unwrap();
            build(files, &records()[..3]).unwrap();
            std::fs::rename(files.draft(), files.mended()).unwrap();
        },
    ];
    for (number, cut) in cuts.into_iter().enumerate() {
        for journal_gone in [false, true] {
            let dir = filled(&records());
            sql(&dir, "DELETE FROM records WHERE seq = 4");
            let files = files(dir.path());
            cut(&files);
            let half = exists(&files.mended()).unwrap();
            if half && journal_gone {
                std::fs::remove_file(files.journal()).unwrap();
            }
            assert!(read(dir.path()).is_err() && SqliteJournal::open(dir.path(), &site()).is_err(), "cut {number}");
            assert_eq!(matches!(read(dir.path()), Err(JournalError::HalfMended { .. })), half, "cut {number}");
            assert!(matches!(mended(dir.path()), Repair::Salvaged { lost: reported, .. } if reported == lost), "cut {number}");
            assert_eq!(read(dir.path()), Ok(without(&lost)), "cut {number}");
            assert_eq!(mended(dir.path()), Repair::Whole, "cut {number}");
        }
    }
}

/// Not a test by itself: the process that the next test kills.
#[test]
fn child_that_repairs() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    println!("repairing");
    mended(Path::new(&dir));
}

#[test]
fn a_killed_repair_loses_nothing() {
    let dir = filled(&records());
    sql(&dir, "DELETE FROM records WHERE seq = 4");
    let damaged = std::fs::read(journal(dir.path())).unwrap();
    let files = files(dir.path());
    // Each is killed as soon as this file is seen.
    for seen in [files.working(), files.aside(1), files.draft(), files.mended()] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "journal::salvage::tests::child_that_repairs", "--nocapture", "--test-threads=1"]);
        let mut child = child.env(CHILD_DIR, dir.path()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.map_while(Result::ok).any(|line| line.contains("repairing")));
        while !seen.exists() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let kept = [journal(dir.path()), files.aside(1)].iter().any(|file| std::fs::read(file).is_ok_and(|bytes| bytes == damaged));
        assert!(kept, "killed at {}", seen.display());
    }
    mended(dir.path());
    assert_eq!(read(dir.path()), Ok(without(&[4..=4])));
}

#[test]
fn the_ledger_knows_of_it_until_all_is_taken_down() {
    let mut ledger = Ledger::default();
    ledger.apply(&JournalEntry::Salvaged { at: NOW, lost: 1 });
    assert!(ledger.salvaged && !ledger.closed);
    ledger.apply(&JournalEntry::Account { at: NOW, account: "1".into() });
    assert!(ledger.salvaged);
    ledger.apply(&JournalEntry::Closed { at: NOW });
    assert!(!ledger.salvaged && ledger.closed);
}
