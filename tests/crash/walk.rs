//! Walks: the same run cut off at each of its points and carried on, compared with the run that nothing cut off.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::picture::{self, Picture};
use landfall::engine::op::OpCode;
use landfall::engine::state::JournalEntry;
use landfall::engine::status::RunStatus;

use crate::rng::Rng;
use crate::run::{End, Journal, Play, Played, Point, aftermath, fold, play};
use crate::world::World;

/// Shifts every seed of every walk, for a longer search: `LANDFALL_CRASH_SEED=7 cargo test --release --test crash`.
fn shift() -> u64 {
    std::env::var("LANDFALL_CRASH_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0)
}

static WALKED: AtomicUsize = AtomicUsize::new(0);

/// A world and the journal beside it.
#[derive(Debug, Clone)]
pub struct State {
    pub world: World,
    pub journal: Journal,
}

impl State {
    pub fn fresh(world: World) -> Self {
        Self { world, journal: Vec::new() }
    }

    /// Plays to the end, which must be `Done`.
    pub fn through(self, how: &Play, seed: u64) -> State {
        self.through_at(how, seed, "uncut")
    }

    fn through_at(self, how: &Play, seed: u64, place: &str) -> State {
        let played = play(self.world, self.journal, how, seed);
        match played.end {
            End::Done => State { world: played.world, journal: played.journal },
            End::Rest(standing) => panic!("{place}, seed {seed}: rests at {standing:#?}"),
            End::Crashed => panic!("{place}, seed {seed}: cut off"),
        }
    }

    pub fn picture(&self) -> Picture {
        picture::of(&self.world)
    }

    pub fn ledger_picture(&self) -> Picture {
        picture::of_ledger(&self.world, &fold(&self.journal))
    }

    /// No new login succeeded after SSH's rules were closed, so they stand open again, until the next run authorises others in their place.
    pub fn opened_again(&self) -> bool {
        let of_side_door = |entry: &Arc<JournalEntry>| match entry.as_ref() {
            JournalEntry::Started { op, .. } => match op.code() {
                OpCode::ReopenSideDoor => Some(true),
                OpCode::NarrowSideDoor => Some(false),
                _ => None,
            },
            _ => None,
        };
        self.journal.iter().rev().find_map(of_side_door).unwrap_or(false)
    }

    /// Plays until nothing happens by itself any more.
    pub fn at_rest_after(self, how: &Play, seed: u64) -> (State, RunStatus) {
        let played = play(self.world, self.journal, how, seed);
        match played.end {
            End::Rest(standing) => (State { world: played.world, journal: played.journal }, *standing),
            other => panic!("seed {seed}: {other:?} instead of a rest"),
        }
    }

    /// The same world for somebody who lost the journal.
    pub fn without_journal(self) -> State {
        Self { journal: Vec::new(), ..self }
    }
}

/// A run whose points are walked.
pub struct Walk<'a> {
    pub from: State,
    pub cut: &'a Play,
    pub seed: u64,
    /// Every how many points.
    pub stride: usize,
}

impl Walk<'_> {
    /// Calls `check` with each point's aftermath; counts and prints the points.
    pub fn each(&self, what: &str, mut check: impl FnMut(State, u64, &str)) {
        let recording = Play { points: true, ..self.cut.clone() };
        let first = self.seed.wrapping_add(shift().wrapping_mul(1_000_003));
        let Played { points, .. } = play(self.from.world.clone(), self.from.journal.clone(), &recording, first);
        let mut walked = 0;
        for (n, point) in points.into_iter().enumerate().step_by(self.stride) {
            let seed = first.wrapping_mul(7919) + u64::try_from(n).unwrap();
            let place = format!("{what}: point {n} ({:?})", point.place);
            check(after(point, seed), seed, &place);
            walked += 1;
        }
        told(what, walked);
    }
}

fn after(point: Point, seed: u64) -> State {
    let world = aftermath(point.world, &point.leaving, &mut Rng::new(seed));
    State { world, journal: point.journal }
}

fn told(what: &str, walked: usize) {
    let all = WALKED.fetch_add(walked, Ordering::Relaxed) + walked;
    println!("{what}: {walked} points; crash points walked: {all}");
}

/// Carries on after a cut, is cut again at a point that chance picks, and carries on to the end.
pub fn cut_again(state: State, how: &Play, seed: u64, place: &str) -> State {
    let mut rng = Rng::new(seed ^ 0xc07);
    let cut = Play { crash_at: Some(rng.below(150)), ..how.clone() };
    let played = play(state.world, state.journal, &cut, seed);
    let world = match played.end {
        End::Crashed => aftermath(played.world, &played.leaving, &mut rng),
        _ => played.world,
    };
    State { world, journal: played.journal }.through_at(how, seed + 1, place)
}

/// Carries on after a cut to the end.
pub fn carry_on(state: State, how: &Play, seed: u64, place: &str) -> State {
    state.through_at(how, seed, place)
}

pub fn same(found: &Picture, wanted: &Picture, place: &str, seed: u64) {
    let more: Vec<_> = found.difference(wanted).collect();
    let less: Vec<_> = wanted.difference(found).collect();
    assert!(more.is_empty() && less.is_empty(), "{place}, seed {seed}: more {more:#?} less {less:#?}");
}
