//! Whole runs that nothing cuts off.

use crate::picture;
use crate::run::{End, fold, play};
use crate::sites::{BUILD, TEAR_DOWN, guide, willing};
use crate::world::World;

#[test]
fn a_build_gets_to_its_end_and_a_teardown_leaves_nothing() {
    for seed in 0..20 {
        let world = World::new(guide());
        let before = picture::of(&world);
        let built = play(world, Vec::new(), &willing(BUILD), seed);
        assert!(matches!(built.end, End::Done), "{:#?}", built.end);
        let torn = play(built.world, built.journal, &willing(TEAR_DOWN), seed + 100);
        assert!(matches!(torn.end, End::Done), "{:#?}", torn.end);
        assert_eq!(picture::of(&torn.world), before);
        assert!(fold(&torn.journal).resources.is_empty());
    }
}
