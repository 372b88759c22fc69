//! A teardown or a pause that was cut off, and what follows it: how far it is, and what happens to the server.

use landfall::engine::goal::{Goal, PauseScope, Scope};
use landfall::engine::op::OpCode;
use landfall::engine::question::Question;
use landfall::engine::state::JournalEntry;
use landfall::practice::Scenario;

use super::kills::{block_on, each};
use super::play::{Cut, DOWN, End, Kept, Played, UP, picture, play, play_deleting, through};

const WITH_SERVER: Goal = Goal::TearDown(Scope { with_server: true, abandon_delegation: false });
const STOPS: Goal = Goal::Pause(PauseScope { stop_server: true });
const PAUSE: Goal = Goal::Pause(PauseScope { stop_server: false });

/// Every so-manieth point is played.
const STRIDE: usize = 5;

fn world(name: &str) -> Scenario {
    Scenario::named(name).unwrap()
}

fn built(world: &Scenario) -> Kept {
    block_on(through(world, Kept::begin(world), UP, 1))
}

fn started(journal: &[JournalEntry], code: OpCode) -> bool {
    journal.iter().any(|record| matches!(record, JournalEntry::Started { op, .. } if op.code() == code))
}

#[test]
fn who_leaves_the_server_after_all_finds_it_as_it_was() {
    let world = world("happy");
    let live = built(&world);
    let before = picture(&Kept::begin(&world).scene);
    let count = block_on(play(&world, live.clone(), WITH_SERVER, 2, None)).count;
    each(count.div_ceil(STRIDE), async |n| {
        let cut = Cut { at: n * STRIDE, after: n % 2 == 0 };
        let killed = play(&world, live.clone(), WITH_SERVER, 2, Some(cut)).await.kept;
        let told_to_end = started(&killed.journal, OpCode::TerminateInstance);
        let down = through(&world, killed, DOWN, 3).await;
        if !told_to_end {
            assert!(!started(&down.journal, OpCode::TerminateInstance), "{cut:?}");
            assert_eq!(picture(&down.scene), before, "{cut:?}");
        }
    });
}

#[test]
fn how_far_a_teardown_is_status_its_next_start_and_its_end_tell_alike() {
    for (name, goal) in [("happy", DOWN), ("leftovers", WITH_SERVER), ("leftovers", DOWN)] {
        let world = world(name);
        let live = built(&world);
        let count = block_on(play_deleting(&world, live.clone(), goal, 2, None)).count;
        each(count.div_ceil(STRIDE), async |n| {
            let cut = Cut { at: n * STRIDE, after: n % 2 == 0 };
            let killed = play_deleting(&world, live.clone(), goal, 2, Some(cut)).await.kept;
            let looked = play(&world, killed.clone(), Goal::LOOK, 3, None).await.gone;
            let Played { end, gone, .. } = play_deleting(&world, killed, goal, 4, None).await;
            assert!(matches!(end, End::Done), "{name} {cut:?}: {end:#?}");
            let (Some(first), Some(last)) = (gone.first(), gone.last()) else { return };
            if let Some(status) = looked.last() {
                assert_eq!((status.gone, status.all), (first.gone, first.all), "{name} {cut:?}: {looked:?} {gone:?}");
            }
            assert_eq!((last.gone, last.all, last.before), (first.all, first.all, first.before), "{name} {cut:?}: {gone:?}");
            assert_eq!(first.gone, first.before, "{name} {cut:?}: {gone:?}");
        });
    }
}

#[test]
fn a_pause_that_was_not_told_to_stop_the_server_stops_it_only_when_told() {
    let world = world("happy");
    let live = built(&world);
    let count = block_on(play(&world, live.clone(), STOPS, 2, None)).count;
    each(count.div_ceil(STRIDE), async |n| {
        let cut = Cut { at: n * STRIDE, after: n % 2 == 0 };
        let killed = play(&world, live.clone(), STOPS, 2, Some(cut)).await.kept;
        let ledger = killed.ledger();
        let begun = ledger.pause.is_some_and(|pause| !pause.through);
        let Played { kept, end, .. } = play(&world, killed.clone(), PAUSE, 3, None).await;
        if !begun {
            return assert!(matches!(end, End::Done), "{cut:?}: {end:#?}");
        }
        let End::Rest(standing) = end else { panic!("{cut:?}: {end:#?}") };
        let told = |question: &Question| matches!(question, Question::Pause(offer) if offer.begun && offer.scope.stop_server);
        assert!(standing.asks.iter().any(|(_, question)| told(question)), "{cut:?}: {standing:#?}");
        assert_eq!(started(&kept.journal, OpCode::StopInstance), started(&killed.journal, OpCode::StopInstance), "{cut:?}");
        let paused = through(&world, kept, STOPS, 4).await;
        assert!(paused.scene.aws.elb.balancers.is_empty(), "{cut:?}");
    });
}
