//! A domain whose DNS stays elsewhere: every point of a build and of a teardown.

use std::collections::BTreeSet;

use landfall::engine::slot::SlotKind;
use landfall::site::DomainName;

use crate::run::{Play, fold};
use crate::sites::{BUILD, LOOK, TEAR_DOWN, elsewhere, stormy, willing};
use crate::walk::{State, Walk, carry_on, same};

/// What stands where the domain's DNS runs, and what the journal tells the person to remove there.
fn there(state: &State) -> (BTreeSet<DomainName>, BTreeSet<DomainName>) {
    let ledger = fold(&state.journal);
    let listed = ledger.their_records.iter().chain(&ledger.records_left).map(|record| record.name.clone()).collect();
    (state.world.internet.theirs.keys().cloned().collect(), listed)
}

fn built() -> State {
    State::fresh(elsewhere()).through(&willing(BUILD), 90)
}

#[test]
fn a_build_makes_no_zone_and_is_live_by_the_persons_records() {
    let whole = built();
    assert_eq!(whole.world.aws.zones.len(), elsewhere().aws.zones.len(), "others' zones alone");
    let ledger = fold(&whole.journal);
    assert!(ledger.resources.keys().all(|slot| !matches!(slot.kind(), SlotKind::Zone | SlotKind::Address | SlotKind::Validation)));
    let (stand, listed) = there(&whole);
    assert_eq!((stand.len(), &stand), (3, &listed), "two proofs, and the site's own");
    assert_eq!(whole.world.internet.parent, crate::internet::old_name_servers(), "nothing is handed over");
}

/// Whatever the person made before a cut is known: it was written down before they were told.
fn builds(cut: &Play, seed: u64) {
    let from = State::fresh(elsewhere());
    let (before, whole) = (from.picture(), built().picture());
    Walk { from, cut, seed, stride: 1 }.each("dns elsewhere: build, carried on", |state, seed, place| {
        let (stand, listed) = there(&state);
        assert!(stand.is_subset(&listed), "{place}, seed {seed}: {stand:?} stand, {listed:?} are known");
        let again = carry_on(state, &willing(BUILD), seed, place);
        let again = if again.opened_again() { carry_on(again, &willing(BUILD), seed + 1, place) } else { again };
        same(&again.picture(), &whole, place, seed);
        if seed % 5 == 0 {
            let torn = carry_on(again, &willing(TEAR_DOWN), seed, &format!("{place}, then down"));
            same(&torn.picture(), &before, place, seed);
        }
    });
}

#[test]
fn a_build_cut_anywhere_ends_the_same_and_knows_what_the_person_made() {
    builds(&willing(BUILD), 91);
    builds(&stormy(BUILD), 92);
}

/// What the person made stays for them to remove, and is listed; what they removed is not.
#[test]
fn a_teardown_cut_anywhere_leaves_nothing_of_ours_and_lists_what_is_theirs_to_remove() {
    for removed in [0, 1] {
        let mut from = built();
        let before = State::fresh(elsewhere()).picture();
        let first = from.world.internet.theirs.keys().next().cloned().unwrap();
        if removed == 1 {
            from.world.internet.theirs.remove(&first);
        }
        let cut = willing(TEAR_DOWN);
        Walk { from, cut: &cut, seed: 93, stride: 1 }.each("dns elsewhere: down, carried on", |state, seed, place| {
            let torn = carry_on(state, &willing(TEAR_DOWN), seed, place);
            same(&torn.picture(), &before, place, seed);
            let (stand, listed) = there(&torn);
            assert_eq!((stand.len(), &stand), (3 - removed, &listed), "{place}, seed {seed}");
            let ledger = fold(&torn.journal);
            assert!(ledger.closed && ledger.their_records.is_empty(), "{place}, seed {seed}");
        });
    }
}

#[test]
fn a_record_that_is_removed_after_the_teardown_is_not_listed_any_more_and_a_look_changes_nothing() {
    let mut torn = built().through(&willing(TEAR_DOWN), 94);
    let first = torn.world.internet.theirs.keys().next().cloned().unwrap();
    torn.world.internet.theirs.remove(&first);
    let looked = torn.clone().through(&willing(TEAR_DOWN), 95);
    assert_eq!(there(&looked).1.len(), 2);
    assert!(fold(&looked.journal).closed);
    let again = looked.through(&willing(BUILD), 96);
    assert_eq!(there(&again).1.len(), 3);
    let entries = again.journal.len();
    let mut drifted = again;
    drifted.world.internet.theirs.clear();
    let looked = crate::run::play(drifted.world, drifted.journal, &willing(LOOK), 97);
    assert_eq!(looked.journal.len(), entries, "{:?}", looked.end);
}
