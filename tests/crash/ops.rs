//! The ops of whole runs, in the order in which they leave, are what they were: one line an op, `step code slot`.

use std::fmt::Write;

use landfall::engine::goal::{Goal, Scope};
use landfall::engine::step_id::StepId;

use crate::golden;
use crate::person::Person;
use crate::run::{End, Play, Started, play};
use crate::scenes::{HANDS, with_server, without_memory};
use crate::sites::{BUILD, LOOK, SITES, TEAR_DOWN, plain, stormy, willing};
use crate::walk::State;
use crate::world::{World, secs};

/// Runs that follow each other, told in one file.
#[derive(Default)]
struct Story(String);

impl Story {
    /// Plays until nothing happens by itself any more.
    fn play(&mut self, what: &str, from: State, how: &Play, seed: u64) -> State {
        let played = play(from.world, from.journal, how, seed);
        let end = match played.end {
            End::Done => "done",
            End::Rest(_) => "at rest",
            End::Crashed => "cut off",
        };
        writeln!(self.0, "# {what}, seed {seed}: {end}").unwrap();
        self.0.extend(played.started.iter().map(line));
        State { world: played.world, journal: played.journal }
    }

    fn check(&self, name: &str) {
        golden::check(&golden::dir("golden/ops").join(format!("{name}.txt")), &self.0);
    }
}

fn line(op: &Started) -> String {
    let slot = op.slot.as_ref().map_or("-", |slot| slot.code());
    format!("{} {} {slot}\n", op.step.code(), op.code)
}

/// A change of the world between two runs.
fn changed(mut state: State, by: impl FnOnce(&mut World)) -> State {
    by(&mut state.world);
    state
}

fn absent(goal: Goal) -> Play {
    Play { person: Person::absent(), ..willing(goal) }
}

#[test]
fn builds_and_teardowns_ask_for_the_same_in_the_same_order() {
    for (site, world) in SITES {
        let mut story = Story::default();
        let built = story.play("build", State::fresh(world()), &willing(BUILD), 1);
        let again = story.play("build again", built.clone(), &willing(BUILD), 21);
        story.play("look", again, &Play { person: Person::silent(), ..willing(LOOK) }, 70);
        story.play("restart", built.clone(), &willing(Goal::Restart), 71);
        story.play("down with the server", built.clone(), &with_server(), 26);
        let torn = story.play("down", built, &willing(TEAR_DOWN), 6);
        let rebuilt = story.play("build after it", torn, &willing(BUILD), 9);
        story.play("down after it", rebuilt, &willing(TEAR_DOWN), 10);
        story.check(site);
    }
}

#[test]
fn a_storm_asks_for_the_same_in_the_same_order() {
    for (site, world) in SITES {
        let mut story = Story::default();
        let built = story.play("build", State::fresh(world()), &stormy(BUILD), 2);
        story.play("down", built, &stormy(TEAR_DOWN), 8);
        story.check(&format!("{site}-in-a-storm"));
    }
}

#[test]
fn over_many_seeds_it_asks_for_the_same_in_the_same_order() {
    let mut story = Story::default();
    for seed in 0..20 {
        let built = story.play("build", State::fresh(plain()), &willing(BUILD), seed);
        story.play("down", built, &willing(TEAR_DOWN), seed + 100);
    }
    story.check("seeds");
}

#[test]
fn each_part_of_a_build_asks_for_the_same_in_the_same_order() {
    for (site, world) in SITES {
        let mut story = Story::default();
        for until in StepId::guide() {
            let part = story.play(&format!("until {}", until.code()), State::fresh(world()), &willing(Goal::Build { until }), 68);
            story.play("look", part.clone(), &Play { person: Person::silent(), ..willing(LOOK) }, 70);
            story.play("down", part, &willing(TEAR_DOWN), 69);
        }
        story.check(&format!("{site}-in-parts"));
    }
}

#[test]
fn without_a_journal_it_asks_for_the_same_in_the_same_order() {
    let mut story = Story::default();
    for (site, world) in without_memory() {
        let built = State::fresh(world).through(&willing(BUILD), 22).without_journal();
        story.play(&format!("{site}: build"), built.clone(), &willing(BUILD), 23);
        story.play(&format!("{site}: down"), built.clone(), &willing(TEAR_DOWN), 24);
        story.play(&format!("{site}: down with the server"), built, &with_server(), 27);
    }
    story.check("journal-lost");
}

#[test]
fn after_other_hands_it_asks_for_the_same_in_the_same_order() {
    let built = State::fresh(plain()).through(&willing(BUILD), 37);
    let mut story = Story::default();
    for (what, hand) in HANDS {
        let less = changed(built.clone(), hand);
        story.play(&format!("{what}: nobody answers"), less.clone(), &Play { person: Person::silent(), ..willing(BUILD) }, 38);
        story.play(&format!("{what}: build"), less.clone(), &willing(BUILD), 39);
        story.play(&format!("{what}: down"), less, &willing(TEAR_DOWN), 40);
    }
    story.check("other-hands");
}

#[test]
fn where_something_stands_in_the_way_it_asks_for_the_same_in_the_same_order() {
    let built = State::fresh(plain()).through(&willing(BUILD), 37);
    let mut story = Story::default();
    let unreachable = changed(built.clone(), |w| w.server.unreachable = true);
    story.play(
        "server out of reach: down",
        unreachable,
        &Play { person: Person { patience: 0, ..Person::willing() }, ..willing(TEAR_DOWN) },
        77,
    );
    let terminated = changed(built.clone(), |w| w.aws.terminated = Some(w.now));
    story.play("server terminated: down", terminated, &willing(TEAR_DOWN), 28);
    let elsewhere = changed(built.clone(), |w| w.aws.account = "210987654321".into());
    story.play("other account: build", elsewhere, &willing(BUILD), 38);
    let once = Play { wait: Some(secs(0)), ..absent(TEAR_DOWN) };
    story.play("not handed back: down", built.clone(), &once, 29);
    let abandon = Goal::TearDown(Scope { with_server: false, abandon_delegation: true });
    story.play("abandoned delegation: down", built.clone(), &absent(abandon), 31);
    let moved = changed(built, |w| w.aws.instance.public_address = Some([198, 51, 100, 99].into()));
    story.play("another address: build", moved, &willing(BUILD), 75);
    story.play("nothing stands: down", State::fresh(plain()), &willing(TEAR_DOWN), 35);
    story.play("one look: build", State::fresh(plain()), &Play { wait: Some(secs(0)), ..absent(BUILD) }, 46);
    let forbidden = changed(State::fresh(plain()), |w| w.internet.caa_forbids = true);
    let failed =
        story.play("CAA forbids: build", forbidden, &Play { person: Person { decides: false, ..Person::willing() }, ..willing(BUILD) }, 72);
    story.play("CAA mended: build", changed(failed, |w| w.internet.caa_forbids = false), &absent(BUILD), 73);
    story.check("in-the-way");
}
