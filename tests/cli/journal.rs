//! The journal: one Landfall a site, whole after a signal, and never turned to another domain.

use landfall::engine::resource::Resource;
use landfall::engine::state::{JournalEntry, Ledger, Seq};
use landfall::engine::time::Timestamp;
use landfall::journal::{SqliteJournal, open_read_only};
use landfall::ports::Journal;
use landfall::site::SiteName;
use landfall::site::config::{self, Overrides};

use crate::place::{Place, SITE, files, silent_aws};

fn name() -> SiteName {
    "heestagram".parse().unwrap()
}

fn a_look_began(line: &str) -> bool {
    line.contains("\"state\":\"started\"")
}

#[test]
fn a_second_one_on_the_same_site_names_the_first() {
    let aws = silent_aws();
    let place = Place::with(SITE).credentials().aws_at(&aws);
    let first = place.start(&["up", "--yes", "--json"], a_look_began);
    let pid = first.pid().to_string();
    place.run(&["up", "--yes"]).ends(3).says(&pid);
    place.run(&["down", "--yes", "--lang", "ko"]).ends(3).says(&pid);
    let end = place.run(&["up", "--yes", "--json"]).ends(3).end();
    assert_eq!((&end["ok"], &end["exit"]), (&false.into(), &3.into()), "{end}");
    first.signalled("INT").ends(130);
}

#[test]
fn a_signal_leaves_a_whole_journal_and_a_last_line() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let aws = silent_aws();
        let place = Place::with(SITE).credentials().aws_at(&aws);
        let run = place.start(&["up", "--yes", "--json"], a_look_began).signalled(signal).ends(code);
        let end = run.end();
        assert_eq!((&end["type"], &end["ok"], &end["exit"]), (&"end".into(), &false.into(), &code.into()), "{end}");
        let records = open_read_only(&place.state(), &name()).unwrap().unwrap();
        assert!(matches!(records.as_slice(), [JournalEntry::Opened { .. }]), "{records:?}");
        // The lock went with the process.
        SqliteJournal::open(&place.state(), &name()).unwrap();
    }
}

#[test]
fn what_stands_for_one_domain_is_not_lost_sight_of_by_another() {
    let place = Place::with(&SITE.replace("heestagram.test", "another.test")).credentials();
    journal_of_a_zone(&place);
    for args in [["up", "--yes"], ["down", "--yes"]] {
        let run = place.run(&args).ends(2).says("heestagram.test").says("landfall down --name heestagram");
        assert!(run.out.is_empty(), "{run:?}");
    }
    place.run(&["up", "--yes", "--lang", "ko"]).ends(2).says("landfall down --name heestagram");
}

/// A site of which a zone stands.
fn journal_of_a_zone(place: &Place) {
    let (mut journal, records) = SqliteJournal::open(&place.state(), &name()).unwrap();
    assert!(records.is_empty());
    let (at, site) = (Timestamp(1), Box::new(config::parse(SITE, &Overrides::default()).unwrap()));
    let zone = Resource::Zone { id: "Z1".into(), name_servers: Vec::new(), adopted: false };
    let records = [JournalEntry::Opened { at, site }, JournalEntry::Adopted { at, resource: Box::new(zone) }];
    for (seq, record) in (1..).zip(&records) {
        journal.append(Seq(seq), record).unwrap();
    }
    let mut ledger = Ledger::default();
    records.iter().for_each(|record| ledger.apply(record));
    assert_eq!(ledger.resources.len(), 1);
}

#[test]
fn a_damaged_journal_is_refused_and_not_replaced() {
    let place = Place::with(SITE).credentials();
    journal_of_a_zone(&place);
    let file = place.state().join("heestagram.journal");
    std::fs::write(&file, "not a journal").unwrap();
    place.run(&["up", "--yes"]).ends(1).says("heestagram.journal");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "not a journal");
}

/// Changes a word in the file of a journal.
fn damage(file: &std::path::Path, word: &str) {
    let mut bytes = std::fs::read(file).unwrap();
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(word.as_bytes())).collect();
    assert!(!places.is_empty(), "{word} is nowhere in {}", file.display());
    places.into_iter().for_each(|at| bytes[at] ^= 1);
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn every_word_of_a_damaged_journal_names_what_mends_it() {
    let place = Place::with(SITE).credentials();
    journal_of_a_zone(&place);
    damage(&place.state().join("heestagram.journal"), "Adopted");
    let commands: [&[&str]; 4] = [&["up", "--yes"], &["down", "--yes"], &["status"], &["status", "--name", "heestagram"]];
    for command in commands {
        place.run(command).ends(1).says("`landfall repair --name heestagram`");
        place.run(&[command, &["--lang", "ko"]].concat()).ends(1).says("`landfall repair --name heestagram`");
    }
}

#[test]
fn a_repair_keeps_what_can_be_read_and_says_what_is_lost() {
    for by_name in [true, false] {
        let place = Place::with(SITE).credentials();
        journal_of_a_zone(&place);
        damage(&place.state().join("heestagram.journal"), "Opened");
        let command: &[&str] = if by_name { &["repair", "--name", "heestagram"] } else { &["repair"] };
        let run = place
            .run(command)
            .ends(0)
            .says("Records kept: 1.")
            .says("Records lost: 1 (number 1)")
            .says("`landfall down --name heestagram`");
        assert!(run.err.is_empty(), "{run:?}");
        assert!(place.state().join("heestagram.journal.damaged-1").exists());
        let records = open_read_only(&place.state(), &name()).unwrap().unwrap();
        assert!(matches!(records.as_slice(), [JournalEntry::Adopted { .. }, JournalEntry::Salvaged { lost: 1, .. }]), "{records:?}");
        place.run(command).ends(0).says("Nothing was changed");
        place.run(&[command, &["--lang", "ko"]].concat()).ends(0).says("온전합니다");
    }
}

#[test]
fn a_repair_ends_json_as_every_command_does() {
    let place = Place::with(SITE).credentials();
    let end = place.run(&["repair", "--json"]).ends(2).end();
    assert_eq!((&end["type"], &end["ok"], &end["reason"]), (&"end".into(), &false.into(), &"refused".into()), "{end}");
    journal_of_a_zone(&place);
    let end = place.run(&["repair", "--json"]).ends(0).end();
    assert_eq!((&end["type"], &end["ok"], &end["reason"]), (&"end".into(), &true.into(), &"whole".into()), "{end}");
    let file = place.state().join("heestagram.journal");
    damage(&file, "Adopted");
    let end = place.run(&["repair", "--json"]).ends(0).end();
    assert_eq!((&end["reason"], &end["kept"], &end["lost"]), (&"salvaged".into(), &1.into(), &["2"].as_slice().into()), "{end}");
    std::fs::write(&file, "no journal any more").unwrap();
    let end = place.run(&["repair", "--json"]).ends(0).end();
    let aside = place.state().canonicalize().unwrap().join("heestagram.journal.damaged-2");
    assert_eq!((&end["reason"], end["aside"].as_str()), (&"set-aside".into(), aside.to_str()), "{end}");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "no journal any more");
    place.run(&["repair", "--name", "heestagram"]).ends(2).says("heestagram");
}

#[test]
fn a_repair_waits_for_nobody_and_follows_no_link() {
    let place = Place::with(SITE).credentials();
    journal_of_a_zone(&place);
    let held = SqliteJournal::open(&place.state(), &name()).unwrap();
    place.run(&["repair"]).ends(3).says(&std::process::id().to_string());
    drop(held);
    let (file, there) = (place.state().join("heestagram.journal"), place.state().join("elsewhere"));
    std::fs::rename(&file, &there).unwrap();
    std::os::unix::fs::symlink(&there, &file).unwrap();
    for command in [&["repair"][..], &["up", "--yes"], &["status"]] {
        place.run(command).ends(1).says("is a symbolic link");
        place.run(&[command, &["--lang", "ko"]].concat()).ends(1).says("심볼릭 링크");
    }
}

#[test]
fn a_state_directory_that_is_open_to_all_is_refused_with_what_to_do() {
    let place = Place::with(SITE).credentials();
    journal_of_a_zone(&place);
    std::fs::set_permissions(place.state(), std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    for command in [&["repair"][..], &["up", "--yes"], &["status"]] {
        place.run(command).ends(1).says("`chmod o-w ");
        place.run(&[command, &["--lang", "ko"]].concat()).ends(1).says("`chmod o-w ");
    }
}

#[test]
fn a_practice_world_s_journal_is_mended_in_its_world() {
    let place = Place::empty();
    let played = |command: &[&str]| place.run(&[&["practice", "--speed", "instant", "--"], command].concat());
    played(&["repair"]).ends(2);
    played(&["up", "--yes", "--until", "service"]).ends(0);
    played(&["repair"]).ends(0).says("Nothing was changed");
    let journals: Vec<_> = files(&place.state()).into_iter().filter(|path| path.extension().is_some_and(|e| e == "journal")).collect();
    let [journal] = journals.as_slice() else { panic!("{journals:?}") };
    damage(journal, "Opened");
    played(&["up", "--yes"]).ends(1).says("`landfall practice -- repair`");
    played(&["repair"]).ends(0).says("`landfall practice -- down`");
    let end = played(&["repair", "--json"]).ends(0).end();
    assert_eq!(end["reason"], "whole");
    played(&["up", "--yes", "--until", "service"]).ends(0);
}
