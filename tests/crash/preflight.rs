//! A preflight writes nothing, wherever it looks; and what stands is not asked about once more.

use landfall::engine::goal::Goal;
use landfall::engine::op::OpCode;
use landfall::engine::step_id::StepId;

use crate::run::{End, Played, play};
use crate::sites::{BUILD, LOOK, SITES, TEAR_DOWN, willing};
use crate::walk::{State, Walk};

/// What only a preflight check reads.
const ONLY_CHECKS: [OpCode; 3] = [OpCode::LookAccountPlan, OpCode::LookRights, OpCode::LookBalancerQuota];

/// What only we change: meanwhile certificates are issued, and the person is at the registrar.
fn touched(state: &State) -> Vec<String> {
    state.picture().into_iter().filter(|line| !line.starts_with("certificate") && !line.starts_with("parent")).collect()
}

/// Plays it over this state: no record (`checks::record` sees to that), no write, and the world as it was.
fn looked(state: &State, goal: Goal, seed: u64, place: &str) -> Played {
    let before = touched(state);
    let played = play(state.world.clone(), state.journal.clone(), &willing(goal), seed);
    assert!(matches!(played.end, End::Rest(_) | End::Done), "{place}: {:?}", played.end);
    assert_eq!(played.journal.len(), state.journal.len(), "{place}");
    let wrote: Vec<_> = played.started.iter().filter(|started| started.slot.is_some()).collect();
    assert!(wrote.is_empty(), "{place}: {wrote:?}");
    assert_eq!(touched(&State { world: played.world.clone(), journal: played.journal.clone() }), before, "{place}");
    played
}

#[test]
fn a_preflight_writes_nothing_at_any_point_of_a_build_or_a_teardown() {
    for (site, world) in SITES {
        let fresh = State::fresh(world());
        let built = fresh.clone().through(&willing(BUILD), 70);
        for (what, from, goal) in [("build", fresh, BUILD), ("teardown", built, TEAR_DOWN)] {
            let walk = Walk { from, cut: &willing(goal), seed: 70, stride: 9 };
            walk.each(&format!("{site}: {what}, then a preflight"), |state, seed, place| {
                looked(&state, Goal::PREFLIGHT, seed, place);
                looked(&state, Goal::Preflight { until: StepId::Service }, seed, place);
            });
        }
    }
}

#[test]
fn a_first_build_asks_and_a_second_one_does_not() {
    for (site, world) in SITES {
        let fresh = State::fresh(world());
        let played = play(fresh.world.clone(), Vec::new(), &willing(BUILD), 71);
        let asked = |played: &Played| -> Vec<OpCode> {
            played.started.iter().map(|started| started.code).filter(|code| ONLY_CHECKS.contains(code)).collect()
        };
        assert_eq!(asked(&played).len(), ONLY_CHECKS.len(), "{site}: each once");
        let writes = played.started.iter().position(|started| started.slot.is_some()).unwrap();
        let last = played.started.iter().rposition(|started| ONLY_CHECKS.contains(&started.code)).unwrap();
        assert!(last < writes, "{site}: asked before the first write");
        let again = play(played.world, played.journal, &willing(BUILD), 72);
        assert!(matches!(again.end, End::Done), "{site}");
        assert_eq!(asked(&again), [], "{site}");
        assert!(again.started.iter().all(|started| started.step != StepId::Preflight || started.code == OpCode::LookChain), "{site}");
        let look = play(again.world, again.journal, &willing(LOOK), 73);
        assert_eq!(asked(&look), [], "{site}: a status does not ask");
    }
}
