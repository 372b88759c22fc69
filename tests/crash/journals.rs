//! The journals of whole runs, and of runs that were cut off in each kind of write, are byte for byte what they were.

use std::collections::BTreeMap;

use landfall::engine::goal::{Goal, Scope};
use landfall::engine::state::JournalEntry;
use landfall::journal::SCHEMA;

use crate::person::Person;
use crate::run::{Journal, Place, Play, Point, play};
use crate::sites::{BUILD, TEAR_DOWN, adopting, mail, other, own_unit, plain, wide, willing};
use crate::walk::State;
use crate::{golden, journal_rows};

/// Every kind of write. Each is in some run.
const WRITES: [&str; 36] = [
    "close-side-door",
    "delete-balancer",
    "delete-balancer-group",
    "delete-certificate",
    "delete-rule",
    "delete-target-group",
    "delete-validation",
    "delete-zone",
    "enable-unit",
    "ensure-balancer",
    "ensure-balancer-group",
    "ensure-certificate",
    "ensure-entrance-http",
    "ensure-entrance-https",
    "ensure-listener-http",
    "ensure-listener-https",
    "ensure-registration",
    "ensure-server-rule",
    "ensure-target-group",
    "ensure-zone",
    "narrow-side-door",
    "reopen-side-door",
    "resend-validation",
    "restart-unit",
    "restore-address",
    "restore-nginx",
    "restore-settings",
    "restore-unit",
    "start-unit",
    "terminate-instance",
    "upsert-address",
    "upsert-alias",
    "upsert-validation",
    "write-nginx",
    "write-settings",
    "write-unit",
];

fn check(case: &str, journal: &Journal) {
    let records: Vec<JournalEntry> = journal.iter().map(|record| record.as_ref().clone()).collect();
    journal_rows::check(&golden::dir("journal/golden").join(format!("v{SCHEMA}")), case, &records);
}

fn built(state: State) -> State {
    state.through(&willing(BUILD), 1)
}

#[test]
fn the_journals_of_whole_runs_are_what_they_were() {
    for (case, world) in [("guide", plain()), ("mail", mail()), ("adopted-zone", adopting()), ("side-door", other())] {
        check(case, &built(State::fresh(world)).journal);
    }
    let guide = built(State::fresh(plain()));
    check("lost-and-found", &guide.clone().without_journal().through(&willing(BUILD), 2).journal);
    let points = points(guide.clone(), &willing(TEAR_DOWN));
    check("teardown-half-way", &points[points.len() / 2].journal);
    check("torn-down", &guide.through(&willing(TEAR_DOWN), 3).journal);
}

fn points(from: State, how: &Play) -> Vec<Point> {
    play(from.world, from.journal, &Play { points: true, ..how.clone() }, 4).points
}

/// The shortest journal, of all these points, that ends with the announcement of each kind of write.
fn cut_in_each_write(points: impl Iterator<Item = Point>) -> BTreeMap<&'static str, Journal> {
    let mut cut: BTreeMap<&'static str, Journal> = BTreeMap::new();
    for point in points.filter(|point| point.place == Place::Saved) {
        if let Some(JournalEntry::Started { op, .. }) = point.journal.last().map(AsRef::as_ref) {
            let shortest = cut.entry(op.code().as_str()).or_insert_with(|| point.journal.clone());
            if point.journal.len() < shortest.len() {
                *shortest = point.journal;
            }
        }
    }
    cut
}

#[test]
fn the_journals_that_end_in_each_kind_of_write_are_what_they_were() {
    let with_server = Goal::TearDown(Scope { with_server: true, abandon_delegation: false });
    let asks_again = Play { person: Person { mail_again: true, ..Person::willing() }, ..willing(BUILD) };
    let runs = [
        points(State::fresh(plain()), &willing(BUILD)),
        points(built(State::fresh(plain())), &willing(TEAR_DOWN)),
        points(built(State::fresh(plain())), &willing(Goal::Restart)),
        points(built(State::fresh(plain())), &willing(with_server)),
        points(State::fresh(mail()), &asks_again),
        points(State::fresh(other()), &willing(BUILD)),
        points(built(State::fresh(other())), &willing(TEAR_DOWN)),
        points(built(State::fresh(adopting())), &willing(TEAR_DOWN)),
        points(State::fresh(wide()), &willing(BUILD)),
        points(State::fresh(own_unit()), &willing(BUILD)),
        points(built(State::fresh(own_unit())), &willing(TEAR_DOWN)),
    ];
    let cut = cut_in_each_write(runs.into_iter().flatten());
    assert_eq!(cut.keys().copied().collect::<Vec<_>>(), WRITES);
    for (code, journal) in cut {
        check(&format!("cut-in-{code}"), &journal);
    }
}
