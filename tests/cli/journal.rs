//! The journal: one Landfall a site, whole after a signal, and never turned to another domain.

use landfall::engine::resource::Resource;
use landfall::engine::state::{Ledger, Record, Seq};
use landfall::engine::time::Timestamp;
use landfall::journal::{SqliteJournal, open_read_only};
use landfall::ports::Journal;
use landfall::site::SiteName;
use landfall::site::config::{self, Overrides};

use crate::place::{Place, SITE, silent_aws};

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
        assert!(matches!(records.as_slice(), [Record::Opened { .. }]), "{records:?}");
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
    let records = [Record::Opened { at, site }, Record::Adopted { at, resource: Box::new(zone) }];
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
