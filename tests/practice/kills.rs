//! `up`, killed; `up` again; `down`: nothing is left. At every point at which anything is kept, and over seeds of troubles.

use std::thread;

use landfall::engine::splitmix::mixed;
use landfall::practice::Scenario;

use super::play::{Cut, DOWN, End, Kept, Played, UP, picture, play, through};

/// How many seeds of troubles are played.
const SEEDS: u64 = 500;
/// How many calls of a hundred meet a trouble then.
const PERCENT: u64 = 12;
/// A trouble may outlast the engine's patience: a person then starts it again, but not for ever.
const MOST_STARTS: usize = 12;

fn happy() -> Scenario {
    Scenario::named("happy").unwrap()
}

/// The seed by which the points are counted at which a run is killed: another one's jitter has some more or fewer.
const COUNTED: u64 = 1;

/// Checks all numbers below `count`, on as many threads as there are processors, each with a runtime of its own.
pub fn each(count: usize, check: impl AsyncFn(usize) + Send + Sync) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for first in 0..threads {
            let check = &check;
            scope.spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    for number in (first..count).step_by(threads) {
                        check(number).await;
                    }
                });
            });
        }
    });
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Starts it again and again until it gets to its end, as a person would.
pub async fn insist(world: &Scenario, mut kept: Kept, goal: landfall::engine::goal::Goal, seed: u64) -> Kept {
    for start in 0..MOST_STARTS {
        let Played { kept: after, end, .. } = play(world, kept, goal, seed + start as u64, None).await;
        kept = after;
        match end {
            End::Done => return kept,
            End::Rest(standing) if start + 1 == MOST_STARTS => panic!("seed {seed} {goal:?}: {standing:#?}"),
            End::Rest(_) | End::Cut => {}
        }
    }
    kept
}

fn counted(goal: landfall::engine::goal::Goal, from: Kept) -> (usize, Kept) {
    let played = block_on(play(&happy(), from, goal, COUNTED, None));
    assert!(matches!(played.end, End::Done), "{:#?}", played.end);
    (played.count, played.kept)
}

#[test]
fn an_up_and_a_down_leave_everything_as_it_was() {
    let before = Kept::begin(&happy());
    let (_, built) = counted(UP, before.clone());
    assert_ne!(picture(&built.scene), picture(&before.scene));
    let (_, torn) = counted(DOWN, built);
    assert_eq!(picture(&torn.scene), picture(&before.scene));
}

#[test]
fn a_second_up_writes_nothing() {
    let (_, built) = counted(UP, Kept::begin(&happy()));
    let (_, again) = counted(UP, built.clone());
    assert_eq!(again.journal, built.journal);
    assert_eq!(picture(&again.scene), picture(&built.scene));
}

#[test]
fn an_up_that_was_killed_anywhere_is_carried_on_and_taken_down() {
    let before = Kept::begin(&happy());
    let (count, _) = counted(UP, before.clone());
    println!("points of an up: {count}");
    each(2 * count, async |number| {
        let (world, cut) = (happy(), Cut { at: number / 2, after: number % 2 == 1 });
        let killed = play(&world, before.clone(), UP, COUNTED, Some(cut)).await;
        assert!(matches!(killed.end, End::Cut), "{cut:?}: {:#?}", killed.end);
        let built = through(&world, killed.kept, UP, 3).await;
        let torn = through(&world, built, DOWN, 4).await;
        assert_eq!(picture(&torn.scene), picture(&before.scene), "{cut:?}");
    });
}

#[test]
fn a_down_that_was_killed_anywhere_is_carried_on() {
    let before = Kept::begin(&happy());
    let (_, built) = counted(UP, before.clone());
    let (count, _) = counted(DOWN, built.clone());
    println!("points of a down: {count}");
    each(2 * count, async |number| {
        let (world, cut) = (happy(), Cut { at: number / 2, after: number % 2 == 1 });
        let killed = play(&world, built.clone(), DOWN, COUNTED, Some(cut)).await;
        assert!(matches!(killed.end, End::Cut), "{cut:?}: {:#?}", killed.end);
        let torn = through(&world, killed.kept, DOWN, 6).await;
        assert_eq!(picture(&torn.scene), picture(&before.scene), "{cut:?}");
    });
}

#[test]
fn over_many_seeds_of_troubles_and_kills_nothing_is_left() {
    let before = Kept::begin(&happy());
    let (up, built) = counted(UP, before.clone());
    let (down, _) = counted(DOWN, built);
    each(usize::try_from(SEEDS).unwrap(), async |number| {
        let (world, seed) = (happy(), number as u64);
        let mut kept = before.clone();
        kept.scene.script.by_chance(seed, PERCENT);
        let cut = |salt: u64, most: usize| {
            let dice = mixed(seed ^ mixed(salt));
            Some(Cut { at: usize::try_from(dice >> 1).unwrap() % most, after: dice % 2 == 1 })
        };
        kept = play(&world, kept, UP, seed, cut(1, up)).await.kept;
        kept = play(&world, kept, UP, seed + 1, cut(2, up)).await.kept;
        kept = insist(&world, kept, UP, seed + 2).await;
        kept = play(&world, kept, DOWN, seed + 3, cut(3, down)).await.kept;
        kept = insist(&world, kept, DOWN, seed + 4).await;
        assert_eq!(picture(&kept.scene), picture(&before.scene), "seed {seed}");
    });
}
