//! A pause, and the build after it, cut off at every point: visitors are sent nowhere that is gone, and the way back is whole.

use landfall::engine::fault::Code;
use landfall::engine::goal::{Goal, PauseScope};
use landfall::engine::question::{Answer, Question};
use landfall::engine::record_set::RecordValue;
use landfall::engine::state::JournalEntry;

use crate::person::Person;
use crate::run::{Play, fold};
use crate::sites::{BUILD, LOOK, SITES, TEAR_DOWN, other, plain, stormy, willing};
use crate::walk::{State, Walk, carry_on, cut_again, same};
use crate::world::World;

const PAUSE: Goal = Goal::Pause(PauseScope { stop_server: false });
const WITH_SERVER: Goal = Goal::Pause(PauseScope { stop_server: true });

fn built(world: World, seed: u64) -> State {
    State::fresh(world).through(&willing(BUILD), seed)
}

/// Visitors are led neither to a balancer that is gone nor to an address that was given up.
fn leads_somewhere(state: &State, place: &str) {
    let dead = state.picture().into_iter().find(|line| line.contains("alias nothing"));
    assert_eq!(dead, None, "{place}");
    if state.world.aws.stopped {
        let names = state.world.site.names();
        let records = state.world.aws.zones.values().flat_map(|zone| &zone.sets).filter(|set| names.contains(&set.name));
        let given_up =
            |value: &RecordValue| matches!(value, RecordValue::A { addresses, .. } if addresses.contains(&[198, 51, 100, 11].into()));
        assert!(records.map(|set| &set.value).all(|value| !given_up(value)), "{place}: leads to strangers");
    }
}

/// Cuts a pause at every point; carried on, it ends as the uncut one did, and a build after it as before the pause.
fn pauses(goal: Goal, cut: &Play, on: &Play, seed: u64, stride: usize) {
    for (site, world) in SITES {
        let live = built(world(), seed);
        let before = live.picture();
        let whole = live.clone().through(&willing(goal), seed);
        let (paused, kept) = (whole.picture(), whole.ledger_picture());
        assert!(whole.world.aws.balancers.is_empty(), "{site}");
        let walk = Walk { from: live, cut, seed, stride };
        walk.each(&format!("{site}: {goal:?}"), |state, seed, place| {
            leads_somewhere(&state, place);
            let again = carry_on(state.clone(), on, seed, place);
            same(&again.picture(), &paused, place, seed);
            same(&again.ledger_picture(), &kept, place, seed);
            if seed % 3 == 0 {
                let up = carry_on(again, &willing(BUILD), seed, &format!("{place}, then up"));
                same(&up.picture(), &before, place, seed);
            }
            // Whoever changes their mind in the middle of it goes back.
            let back = carry_on(state, &willing(BUILD), seed + 1, &format!("{place}, up in the middle"));
            same(&back.picture(), &before, place, seed);
            assert!(fold(&back.journal).pause.is_none() && fold(&back.journal).stopped.is_empty(), "{place}");
        });
    }
}

#[test]
fn a_pause_cut_anywhere_ends_the_same_and_can_be_taken_back() {
    pauses(PAUSE, &willing(PAUSE), &willing(PAUSE), 81, 1);
}

#[test]
fn a_pause_with_the_server_cut_anywhere_ends_the_same_and_can_be_taken_back() {
    pauses(WITH_SERVER, &willing(WITH_SERVER), &willing(WITH_SERVER), 82, 1);
}

#[test]
fn a_pause_cut_anywhere_in_a_storm_ends_the_same() {
    pauses(PAUSE, &stormy(PAUSE), &stormy(PAUSE), 83, 3);
}

/// Cuts the build after a pause at every point.
fn resumes(goal: Goal, seed: u64) {
    for (site, world) in SITES {
        let fresh = State::fresh(world());
        let nothing = fresh.picture();
        let live = fresh.through(&willing(BUILD), seed);
        let (wanted, kept) = (live.picture(), live.ledger_picture());
        let paused = live.through(&willing(goal), seed);
        let walk = Walk { from: paused, cut: &willing(BUILD), seed, stride: 2 };
        walk.each(&format!("{site}: up after {goal:?}"), |state, seed, place| {
            leads_somewhere(&state, place);
            let up = cut_again(state, &willing(BUILD), seed, place);
            same(&up.picture(), &wanted, place, seed);
            same(&up.ledger_picture(), &kept, place, seed);
            if seed % 7 == 0 {
                let torn = carry_on(up, &willing(TEAR_DOWN), seed, &format!("{place}, then down"));
                same(&torn.picture(), &nothing, place, seed);
            }
        });
    }
}

#[test]
fn the_build_after_a_pause_cut_anywhere_ends_the_same() {
    resumes(PAUSE, 84);
}

#[test]
fn the_build_after_a_pause_with_the_server_cut_anywhere_ends_the_same() {
    resumes(WITH_SERVER, 85);
}

#[test]
fn a_paused_site_is_taken_down_from_any_point_of_its_pause() {
    for (site, world) in SITES {
        let fresh = State::fresh(world());
        let before = fresh.picture();
        let walk = Walk { from: fresh.through(&willing(BUILD), 86), cut: &willing(PAUSE), seed: 86, stride: 2 };
        walk.each(&format!("{site}: pause, then down"), |state, seed, place| {
            let torn = carry_on(state, &willing(TEAR_DOWN), seed, place);
            same(&torn.picture(), &before, place, seed);
            assert!(torn.ledger_picture().is_empty() && fold(&torn.journal).pause.is_none(), "{place}");
        });
    }
}

#[test]
fn a_mere_look_resumes_nothing_and_the_costs_are_asked_anew() {
    for goal in [PAUSE, WITH_SERVER] {
        let paused = built(plain(), 87).through(&willing(goal), 87);
        let records = paused.journal.len();
        let looked =
            crate::run::play(paused.world.clone(), paused.journal.clone(), &Play { person: Person::silent(), ..willing(LOOK) }, 88);
        assert_eq!((crate::picture::of(&looked.world), looked.journal.len()), (paused.picture(), records));
        let again = paused.clone().through(&willing(goal), 89);
        assert_eq!(again.journal.len(), records, "paused already");
        let up = again.through(&willing(BUILD), 90);
        let agreed = |r: &JournalEntry| matches!(r, JournalEntry::Answered { answer: Answer::Costs, .. });
        assert_eq!(up.journal.iter().filter(|r| agreed(r)).count(), 2);
    }
    let stopped = built(plain(), 87).through(&willing(WITH_SERVER), 87);
    let (_, standing) = stopped.at_rest_after(&Play { person: Person::silent(), ..willing(BUILD) }, 91);
    assert!(matches!(standing.asks.as_slice(), [(_, Question::StartServer { .. })]), "{standing:#?}");
}

#[test]
fn a_door_that_is_closed_and_a_site_that_wants_https_are_not_paused_by_a_yes_to_all() {
    let (still, standing) = built(other(), 92).at_rest_after(&Play { person: Person::absent(), ..willing(PAUSE) }, 92);
    assert!(matches!(standing.asks.as_slice(), [(_, Question::ReopenDoor { .. })]), "{standing:#?}");
    assert_eq!(still.world.aws.balancers.len(), 1);
    let mut bound = built(plain(), 93);
    bound.world.internet.hsts = true;
    let before = bound.picture();
    let (still, standing) = bound.at_rest_after(&willing(PAUSE), 93);
    assert!(standing.stuck.iter().any(|stuck| stuck.fault.code == Code::PauseHsts), "{standing:#?}");
    same(&still.picture(), &before, "refused", 93);
}

#[test]
fn files_on_a_server_that_stands_still_are_not_forgotten_by_a_teardown() {
    let fresh = State::fresh(plain());
    let before = fresh.picture();
    let paused = fresh.through(&willing(BUILD), 94).through(&willing(WITH_SERVER), 94);
    let (mut left, standing) =
        paused.at_rest_after(&Play { person: Person { patience: 0, ..Person::willing() }, ..willing(TEAR_DOWN) }, 95);
    assert!(standing.stuck.iter().any(|stuck| stuck.fault.code == Code::InstancePaused), "{standing:#?}");
    left.world.aws.start();
    same(&left.through(&willing(TEAR_DOWN), 96).picture(), &before, "started by hand", 96);
}
