//! Every point of builds and teardowns.

use crate::run::Play;
use crate::sites::{BUILD, SITES, TEAR_DOWN, plain, stormy, willing};
use crate::walk::{State, Walk, carry_on, cut_again, same};

/// Cuts a build at every point; carried on, it ends as the uncut one did. Now and then it is taken down from there.
fn builds(cut: &Play, on: &Play, seed: u64, stride: usize) {
    for (site, world) in SITES {
        let from = State::fresh(world());
        let before = from.picture();
        let whole = from.clone().through(&willing(BUILD), seed);
        let (built, kept) = (whole.picture(), whole.ledger_picture());
        let walk = Walk { from, cut, seed, stride };
        walk.each(&format!("{site}: build, carried on"), |state, seed, place| {
            let mut again = carry_on(state, on, seed, place);
            if again.opened_again() {
                again = carry_on(again, &willing(on.goal), seed + 1, &format!("{place}, then up"));
            }
            same(&again.picture(), &built, place, seed);
            same(&again.ledger_picture(), &kept, place, seed);
            if seed % 7 == 0 {
                let torn = carry_on(again, &willing(TEAR_DOWN), seed, &format!("{place}, then down"));
                same(&torn.picture(), &before, place, seed);
            }
        });
    }
}

#[test]
fn a_build_cut_anywhere_ends_the_same() {
    builds(&willing(BUILD), &willing(BUILD), 1, 1);
}

#[test]
fn a_build_cut_anywhere_in_a_storm_ends_the_same() {
    builds(&stormy(BUILD), &stormy(BUILD), 2, 1);
}

#[test]
fn a_build_cut_twice_ends_the_same() {
    for (site, world) in SITES {
        let from = State::fresh(world());
        let built = from.clone().through(&willing(BUILD), 3).picture();
        let walk = Walk { from, cut: &willing(BUILD), seed: 3, stride: 1 };
        walk.each(&format!("{site}: build, cut twice"), |state, seed, place| {
            let again = cut_again(state, &willing(BUILD), seed, place);
            same(&again.picture(), &built, place, seed);
        });
    }
}

/// AWS says only that one of the zones is refused, so it is asked for another pair, with as many addresses as were agreed to.
#[test]
fn a_zone_that_refuses_balancers_gives_way_to_the_next_wherever_a_build_is_cut() {
    let mut world = plain();
    world.aws.refusing = Some("ap-northeast-2a".into());
    let from = State::fresh(world);
    let whole = from.clone().through(&willing(BUILD), 31);
    let zones = |state: &State| state.world.aws.balancers.values().map(|b| b.zones.clone()).collect::<Vec<_>>();
    assert_eq!(zones(&whole), [["ap-northeast-2b".into(), "ap-northeast-2c".into()]]);
    let (built, before) = (whole.picture(), from.picture());
    Walk { from, cut: &willing(BUILD), seed: 31, stride: 1 }.each("a refused zone: build, carried on", |state, seed, place| {
        let again = carry_on(state, &willing(BUILD), seed, place);
        same(&again.picture(), &built, place, seed);
        if seed % 7 == 0 {
            let torn = carry_on(again, &willing(TEAR_DOWN), seed, &format!("{place}, then down"));
            same(&torn.picture(), &before, place, seed);
        }
    });
}

/// Cuts a build at every point and takes it down from there: nothing of ours is left, and everything of theirs.
fn builds_undone(cut: &Play, down: &Play, seed: u64) {
    for (site, world) in SITES {
        let from = State::fresh(world());
        let before = from.picture();
        let walk = Walk { from, cut, seed, stride: 1 };
        walk.each(&format!("{site}: build, then down"), |state, seed, place| {
            let torn = carry_on(state, down, seed, place);
            same(&torn.picture(), &before, place, seed);
            assert!(torn.ledger_picture().is_empty(), "{place}, seed {seed}: {:?}", torn.ledger_picture());
        });
    }
}

#[test]
fn a_build_cut_anywhere_can_be_taken_down() {
    builds_undone(&willing(BUILD), &willing(TEAR_DOWN), 4);
}

#[test]
fn a_build_cut_anywhere_in_a_storm_can_be_taken_down() {
    builds_undone(&stormy(BUILD), &stormy(TEAR_DOWN), 5);
}

/// Cuts a teardown at every point; `on` carries it on.
fn teardowns(what: &str, cut: &Play, seed: u64, on: impl Fn(State, u64, &str) -> State) {
    for (site, world) in SITES {
        let fresh = State::fresh(world());
        let before = fresh.picture();
        let from = fresh.through(&willing(BUILD), seed);
        let walk = Walk { from, cut, seed, stride: 1 };
        walk.each(&format!("{site}: {what}"), |state, seed, place| {
            let torn = on(state, seed, place);
            same(&torn.picture(), &before, place, seed);
            assert!(torn.ledger_picture().is_empty(), "{place}, seed {seed}: {:?}", torn.ledger_picture());
        });
    }
}

#[test]
fn a_teardown_cut_anywhere_leaves_nothing() {
    teardowns("down, carried on", &willing(TEAR_DOWN), 6, |state, seed, place| carry_on(state, &willing(TEAR_DOWN), seed, place));
}

#[test]
fn a_teardown_cut_twice_leaves_nothing() {
    teardowns("down, cut twice", &willing(TEAR_DOWN), 7, |state, seed, place| cut_again(state, &willing(TEAR_DOWN), seed, place));
}

#[test]
fn a_teardown_cut_anywhere_in_a_storm_leaves_nothing() {
    teardowns("down in a storm", &stormy(TEAR_DOWN), 8, |state, seed, place| carry_on(state, &stormy(TEAR_DOWN), seed, place));
}

#[test]
fn a_teardown_cut_anywhere_can_be_built_again_and_taken_down() {
    teardowns("down, then up, then down", &willing(TEAR_DOWN), 9, |state, seed, place| {
        let built = carry_on(state, &willing(BUILD), seed, &format!("{place}, then up"));
        carry_on(built, &willing(TEAR_DOWN), seed + 1, &format!("{place}, then up, then down"))
    });
}
