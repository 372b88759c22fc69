use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};

use super::samples::{AT, every_kind};
use super::*;
use crate::engine::question::Answer;

/// Tells the child test of [`a_killed_process_leaves_its_records_and_frees_the_lock`] where to write.
const CHILD_DIR: &str = "LANDFALL_TEST_JOURNAL_CHILD";

pub(super) fn site() -> SiteName {
    "heestagram".parse().unwrap()
}

fn answered() -> JournalEntry {
    JournalEntry::Answered { at: AT, answer: Answer::Costs }
}

pub(super) fn files(dir: &Path) -> Files {
    Files::made(dir, &site()).unwrap()
}

/// A directory with a journal that holds `records`, closed again.
pub(super) fn filled(records: &[JournalEntry]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, before) = SqliteJournal::open(dir.path(), &site()).unwrap();
    assert_eq!(before, []);
    for (seq, record) in (1..).zip(records) {
        journal.append(Seq(seq), record).unwrap();
    }
    dir
}

pub(super) fn sql(dir: &tempfile::TempDir, statement: &str) {
    let connection = rusqlite::Connection::open(files(dir.path()).journal()).unwrap();
    connection.execute(statement, []).unwrap();
}

fn refused(dir: &tempfile::TempDir) -> JournalError {
    let error = SqliteJournal::open(dir.path(), &site()).unwrap_err();
    assert_eq!(open_read_only(dir.path(), &site()), Err(error.clone()), "reading alone refuses the same");
    assert!(JournalError::CODES.contains(&error.code()));
    error
}

#[test]
fn what_was_appended_is_there_again_in_order() {
    let records = every_kind();
    let dir = filled(&records);
    assert_eq!(open_read_only(dir.path(), &site()), Ok(Some(records.clone())));
    let (mut journal, again) = SqliteJournal::open(dir.path(), &site()).unwrap();
    assert_eq!(again, records);
    journal.append(Seq(records.len() as u64 + 1), &answered()).unwrap();
    let seen = open_read_only(dir.path(), &site()).unwrap().unwrap();
    assert_eq!(seen.len(), records.len() + 1, "a reader sees it while the writer holds the journal");
}

#[test]
fn only_the_next_number_is_appended() {
    let dir = filled(&[answered()]);
    let (mut journal, _) = SqliteJournal::open(dir.path(), &site()).unwrap();
    for wrong in [0, 1, 3] {
        assert_eq!(journal.append(Seq(wrong), &answered()).unwrap_err().code, Code::JournalFailed);
    }
    assert_eq!(open_read_only(dir.path(), &site()).unwrap().unwrap().len(), 1);
    journal.append(Seq(2), &answered()).unwrap();
}

#[test]
fn directory_and_files_are_the_persons_alone() {
    let above = tempfile::tempdir().unwrap();
    let dir = above.path().join("state/landfall");
    let (mut journal, _) = SqliteJournal::open(&dir, &site()).unwrap();
    journal.append(Seq(1), &answered()).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    let files: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
    assert!(files.len() >= 2, "journal and lock at least");
    assert!(files.iter().all(|f| mode(f) == 0o600), "{files:?}");
}

#[test]
fn every_commit_is_synced() {
    let dir = filled(&[]);
    let (store, _) = Store::open_or_create(&files(dir.path())).unwrap();
    let pragma = |name: &str| store.pragma(name);
    assert_eq!((pragma("synchronous").as_str(), pragma("journal_mode").as_str()), ("2", "wal"));
}

#[test]
fn a_second_opener_is_told_who_holds_it() {
    let dir = tempfile::tempdir().unwrap();
    let first = SqliteJournal::open(dir.path(), &site()).unwrap();
    assert_eq!(SqliteJournal::open(dir.path(), &site()).unwrap_err(), JournalError::Locked { pid: Some(std::process::id()) });
    assert!(SqliteJournal::open(dir.path(), &"other".parse().unwrap()).is_ok(), "another site is free");
    drop(first);
    assert!(SqliteJournal::open(dir.path(), &site()).is_ok());
}

#[test]
fn sites_are_listed_by_their_journals() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(list_sites(&dir.path().join("none")), Ok(vec![]));
    for name in ["b-site", "a-site"] {
        SqliteJournal::open(dir.path(), &name.parse().unwrap()).unwrap();
    }
    std::fs::write(dir.path().join("NOT A SITE.journal"), "").unwrap();
    std::fs::write(dir.path().join("c-site.lock"), "").unwrap();
    let names = list_sites(dir.path()).unwrap();
    assert_eq!(names.iter().map(SiteName::as_str).collect::<Vec<_>>(), ["a-site", "b-site"]);
    assert_eq!(open_read_only(dir.path(), &"c-site".parse().unwrap()), Ok(None));
}

#[test]
fn an_unknown_schema_is_refused_with_its_version() {
    let dir = filled(&[answered(), answered()]);
    let next = SCHEMA + 1;
    sql(&dir, &format!("UPDATE records SET schema = {next} WHERE seq = 2"));
    assert_eq!(refused(&dir), JournalError::UnknownSchema { found: next, by: Some(env!("CARGO_PKG_VERSION").into()) });
}

#[test]
fn a_corrupt_or_missing_record_is_named() {
    let dir = filled(&[answered(), answered(), answered()]);
    sql(&dir, "UPDATE records SET body = '{\"Answered\":{\"at\":1}}' WHERE seq = 2");
    assert!(matches!(refused(&dir), JournalError::CorruptRecord { seq: 2, .. }));
    sql(&dir, "DELETE FROM records WHERE seq = 2");
    assert!(matches!(refused(&dir), JournalError::CorruptRecord { seq: 2, .. }));
}

#[test]
fn a_truncated_emptied_or_foreign_file_is_refused_and_left_as_it_is() {
    let dir = filled(&every_kind());
    let path = files(dir.path()).journal();
    let whole = std::fs::read(&path).unwrap();
    for cut in [whole.len() - 4096, whole.len() - 1, 100, 0] {
        std::fs::write(&path, whole.iter().copied().take(cut).collect::<Vec<_>>()).unwrap();
        // SQLite reads a page that lacks its end as zeros: then it is a record that is no record.
        assert!(matches!(refused(&dir), JournalError::Damaged { .. } | JournalError::CorruptRecord { .. }), "cut at {cut}");
        assert_eq!(std::fs::read(&path).unwrap().len(), cut, "not repaired by guessing");
    }
    std::fs::write(&path, "no database at all, but long enough to have a header. ".repeat(20)).unwrap();
    assert!(matches!(refused(&dir), JournalError::Damaged { .. }));
}

#[test]
fn what_the_system_refuses_is_not_called_damage() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(files(dir.path()).journal()).unwrap();
    let in_its_place = [SqliteJournal::open(dir.path(), &site()).map(|_| ()), open_read_only(dir.path(), &site()).map(|_| ())];
    assert!(in_its_place.iter().all(|r| matches!(r, Err(JournalError::Io { .. }))), "{in_its_place:?}");
    let file = dir.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(SqliteJournal::open(&file, &site()), Err(JournalError::Io { .. })), "a file where the directory goes");
}

#[test]
fn a_kill_while_the_journal_was_made_leaves_nothing_in_the_way() {
    let dir = tempfile::tempdir().unwrap();
    for leftover in ["heestagram.new", "heestagram.new-wal"] {
        std::fs::write(dir.path().join(leftover), "half").unwrap();
    }
    assert_eq!(list_sites(dir.path()), Ok(vec![]));
    assert_eq!(SqliteJournal::open(dir.path(), &site()).unwrap().1, []);
}

#[test]
fn the_state_directory_follows_the_environment() {
    let dir = |set: &[(&str, &str)]| {
        let set: Vec<(String, String)> = set.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        state_dir(move |name| set.iter().find(|(k, _)| k == name).map(|(_, v)| v.into())).map(|p| p.display().to_string())
    };
    let all = [("LANDFALL_STATE_DIR", "/l"), ("XDG_STATE_HOME", "/x"), ("HOME", "/h")];
    assert_eq!(dir(&all).unwrap(), "/l");
    assert_eq!(dir(&all[1..]).unwrap(), "/x/landfall");
    assert_eq!(dir(&all[2..]).unwrap(), "/h/.local/state/landfall");
    assert_eq!(dir(&[("XDG_STATE_HOME", "x"), ("HOME", "/h")]).unwrap(), "/h/.local/state/landfall");
    assert_eq!(dir(&[("HOME", "")]), Err(JournalError::NoHome));
}

/// Not a test by itself: the process that the next test kills. Appends and says so until it dies.
#[test]
fn child_that_appends_until_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let (mut journal, before) = SqliteJournal::open(Path::new(&dir), &site()).unwrap();
    let mut out = std::io::stdout();
    for seq in before.len() as u64 + 1.. {
        journal.append(Seq(seq), &answered()).unwrap();
        writeln!(out, "saved {seq}").unwrap();
    }
}

fn appending_child(dir: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "journal::tests::child_that_appends_until_killed", "--nocapture", "--test-threads=1"]);
    child.env(CHILD_DIR, dir).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn a_killed_process_leaves_its_records_and_frees_the_lock() {
    let dir = tempfile::tempdir().unwrap();
    let mut most = 0;
    for kill_after in [1, 7, 30] {
        let mut child = appending_child(dir.path());
        let out = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut saved = out.filter_map(|line| line.split_once("saved ").and_then(|(_, seq)| seq.parse::<u64>().ok()));
        let reported = saved.by_ref().nth(kill_after - 1).unwrap();
        let locked = SqliteJournal::open(dir.path(), &site()).unwrap_err();
        assert_eq!(locked, JournalError::Locked { pid: Some(child.id()) });
        child.kill().unwrap();
        child.wait().unwrap();
        let reported = saved.last().unwrap_or(reported);
        assert!(open_read_only(dir.path(), &site()).unwrap().unwrap().len() as u64 >= reported, "read before anyone recovers it");
        let (_, records) = SqliteJournal::open(dir.path(), &site()).unwrap();
        assert!(records.len() as u64 >= reported && reported > most, "{reported} were announced, {} are there", records.len());
        most = records.len() as u64;
    }
}

#[test]
fn a_lock_whose_holder_has_just_ended_is_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let path = files(dir.path()).lock();
    let mut first = Some(Lock::take(&path).unwrap());
    let mut pauses = 0;
    let freed_in_the_third_pause = || {
        pauses += 1;
        first.take_if(|_| pauses == 3);
        // A process that another test starts right now has the lock too, until its own program begins.
        std::thread::yield_now();
        pauses < 100_000
    };
    let second = Lock::take_after(&path, freed_in_the_third_pause).unwrap();
    assert!(pauses >= 3);
    let mut tries = 0;
    let in_vain = Lock::take_after(&path, || {
        tries += 1;
        tries < 5
    });
    assert_eq!((in_vain.unwrap_err(), tries), (JournalError::Locked { pid: Some(std::process::id()) }, 5));
    drop(second);
}

#[test]
fn a_link_in_the_place_of_the_journal_or_its_lock_is_not_followed() {
    let elsewhere = filled(&[answered()]);
    let (there, whole) = (files(elsewhere.path()), std::fs::read(files(elsewhere.path()).journal()).unwrap());
    for target in [there.journal(), elsewhere.path().join("nothing")] {
        for link in [Files::journal, Files::lock] {
            let dir = tempfile::tempdir().unwrap();
            let path = link(&files(dir.path()));
            std::os::unix::fs::symlink(&target, &path).unwrap();
            let linked = JournalError::Linked { path: path.clone() };
            assert_eq!(SqliteJournal::open(dir.path(), &site()).unwrap_err(), linked);
            if path == files(dir.path()).journal() {
                assert_eq!(open_read_only(dir.path(), &site()), Err(linked.clone()));
                assert_eq!(repair(dir.path(), &site(), AT), Err(linked));
            }
            assert!(path.is_symlink() && !elsewhere.path().join("nothing").exists());
        }
    }
    assert_eq!(std::fs::read(there.journal()).unwrap(), whole);
}

#[test]
fn a_state_directory_behind_links_is_as_good_as_any() {
    let above = tempfile::tempdir().unwrap();
    let (real, link) = (above.path().join("real"), above.path().join("link"));
    std::fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let dir = link.join("state");
    let (mut journal, _) = SqliteJournal::open(&dir, &site()).unwrap();
    journal.append(Seq(1), &answered()).unwrap();
    assert_eq!(open_read_only(&dir, &site()), Ok(Some(vec![answered()])));
    assert!(real.join("state/heestagram.journal").exists());
    let other_way = SqliteJournal::open(&real.join("state"), &site()).unwrap_err();
    assert!(matches!(other_way, JournalError::Locked { .. }), "one lock, whichever way one comes");
}

#[test]
fn a_state_directory_in_which_everybody_may_write_is_refused() {
    let dir = filled(&[answered()]);
    let mode = |mode| std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    for open in [0o777, 0o703, 0o1777] {
        mode(open);
        let refused = JournalError::OpenToAll { path: dir.path().canonicalize().unwrap() };
        assert_eq!(SqliteJournal::open(dir.path(), &site()).unwrap_err(), refused);
        assert_eq!(open_read_only(dir.path(), &site()), Err(refused.clone()));
        assert_eq!(repair(dir.path(), &site(), AT), Err(refused));
    }
    for closed in [0o700, 0o775] {
        mode(closed);
        assert!(SqliteJournal::open(dir.path(), &site()).is_ok(), "{closed:o}");
    }
}
