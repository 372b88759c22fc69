//! Two computers at one site: one of everything comes of it, and then nothing is left. Counted by what stands in the world's state, not
//! by what Landfall says.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use landfall::cloud::Aws;
use landfall::engine::fault::{Code, Disposition};
use landfall::engine::made;
use landfall::engine::op::{CloudOp, Fact};
use landfall::engine::resource::Resource;
use landfall::engine::slot::SlotKind;
use landfall::engine::splitmix::mixed;
use landfall::engine::state::Token;
use landfall::ports::Cloud;
use landfall::practice::{Scenario, SimState};

use super::bench::{Bench, START};
use super::kills::each;
use super::play::{DOWN, End, Kept, UP, ledger, picture, site};
use super::twice_machines::{Machine, Together};

/// How often two begin at once.
const SEEDS: usize = 100;
/// How often one of them has an older journal, or a copy, or is at the contrary.
const FEWER: usize = 40;

/// So many worlds, or as many as are asked for: `LANDFALL_TWICE=1000 cargo test --release --test practice twice`.
fn worlds(usual: usize) -> usize {
    std::env::var("LANDFALL_TWICE").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// A list shows what was made at most so much later: what Landfall waits for is longer.
const LATE: [u64; 4] = [0, 300, 1_000, 2_500];
/// After which a person tries again what came to rest.
const HALF_A_DAY: Duration = Duration::from_secs(43_200);
/// By how much the second computer may begin later: in the middle of any part of a build.
const LATER: [u64; 8] = [0, 0, 0, 1, 3, 20, 120, 600];

/// What stands that is ours, kind by kind.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    zones: usize,
    certificates: usize,
    balancers: usize,
    listeners: usize,
    target_groups: usize,
    groups: usize,
    targets: usize,
}

fn count(scene: &SimState, before: &SimState) -> Count {
    let aws = |pick: fn(&SimState) -> usize| pick(scene) - pick(before);
    Count {
        zones: aws(|s| s.aws.route53.zones.len()),
        certificates: aws(|s| s.aws.acm.certificates.len()),
        balancers: aws(|s| s.aws.elb.balancers.len()),
        listeners: aws(|s| s.aws.elb.listeners.len()),
        target_groups: aws(|s| s.aws.elb.target_groups.len()),
        groups: aws(|s| s.aws.ec2.groups.len()),
        targets: aws(|s| s.aws.elb.target_groups.iter().map(|g| g.targets.len()).sum()),
    }
}

const ONE: Count = Count { zones: 1, certificates: 1, balancers: 1, listeners: 2, target_groups: 1, groups: 1, targets: 1 };

/// What the runs of one test came to together.
#[derive(Debug, Default)]
struct Tally {
    worlds: usize,
    /// Zones and certificates that were made second, and removed by who made them.
    zones_twice: usize,
    certificates_twice: usize,
    /// Runs that ended without being done, and said so.
    rested: usize,
}

/// Past the test harness, which swallows what a passing test prints.
fn print(what: &str, tally: &Tally) {
    let Tally { worlds, zones_twice, certificates_twice, rested } = tally;
    let line = format!(
        "twice: {what}: {worlds} worlds; made twice and one removed: {zones_twice} zones, {certificates_twice} certificates; \
         at the end of up 1 of everything, at the end of down 0; runs that rested on the way: {rested}\n"
    );
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// A build was cut off after AWS had made the zone; the other computer took the site down; the first one builds on.
#[tokio::test]
async fn a_zone_that_the_other_computer_deleted_is_made_anew_by_the_write_that_made_it() {
    let bench = Bench::happy();
    let site = site(&happy());
    let aws = Aws::from_config(&bench.config, &site).paced(Arc::new(bench.stage.clock().clone()));
    let token = Token(made::token(START, [1, 2]));
    let ensure = CloudOp::EnsureZone { domain: site.domain.clone() };
    let zone = |made| match made {
        Ok(Fact::Made(Resource::Zone { id, .. })) => id,
        other => panic!("{other:?}"),
    };
    let first = zone(aws.perform(&ensure, &token).await);
    aws.perform(&CloudOp::DeleteZone { zone: first.clone() }, &token).await.unwrap();
    let early = aws.perform(&ensure, &token).await.unwrap_err();
    assert_eq!((early.code, early.disposition), (Code::NotYetVisible, Disposition::Transient), "it may only not be shown yet");
    bench.wait(600).await;
    let second = zone(aws.perform(&ensure, &token).await);
    assert_ne!(first, second);
    assert_eq!(zone(aws.perform(&ensure, &token).await), second, "once");
}

fn happy() -> Scenario {
    Scenario::named("happy").unwrap()
}

fn chance(seed: u64, of: &[u64]) -> u64 {
    of[usize::try_from(mixed(seed) % of.len() as u64).unwrap()]
}

/// Two computers, and the world as it was before them.
struct Two {
    together: Together,
    before: SimState,
    one: Machine,
    other: Machine,
    tally: Tally,
    what: String,
}

impl Two {
    fn new(number: usize) -> Self {
        let (seed, before) = (number as u64, Kept::begin(&happy()).scene);
        let late = Duration::from_millis(chance(seed ^ 0x1a7e, &LATE));
        Self {
            together: Together::new(before.clone(), site(&happy()), late),
            before,
            one: Machine::new("hee@desk", mixed(seed ^ 0xa)),
            other: Machine::new("hee@laptop", mixed(seed ^ 0xb)),
            tally: Tally { worlds: 1, ..Tally::default() },
            what: format!("seed {seed}, lists late by {late:?}"),
        }
    }

    /// Both at once, the other one later by so much; whoever rests is begun again, as a person would.
    async fn both(&mut self, goals: [landfall::engine::goal::Goal; 2], later: Duration) {
        let Self { together, one, other, .. } = self;
        let (first, second) = tokio::join!(together.run(one, goals[0], Duration::ZERO), together.run(other, goals[1], later));
        for (end, removed) in [first, second] {
            self.tally.zones_twice += removed.iter().filter(|r| r.slot == SlotKind::Zone).count();
            self.tally.certificates_twice += removed.iter().filter(|r| r.slot == SlotKind::Certificate).count();
            for removed in removed {
                assert!(["hee@desk", "hee@laptop"].contains(&removed.by.as_str()), "{}: {removed:?}", self.what);
            }
            if let End::Rest(standing) = end {
                self.tally.rested += 1;
                // A wait that outlasted `--wait` is a reason: ACM's resolver, too, may know the name servers of a zone that is gone.
                let outlasted = standing.waits.iter().any(|wait| wait.expired);
                let asks = !standing.stuck.is_empty() || !standing.asks.is_empty() || !standing.elsewhere.is_empty();
                assert!(outlasted || asks, "{}: {goals:?}: {standing:#?}", self.what);
            }
        }
    }

    /// Each alone, until it is done. A resolver that has seen the name servers of a zone that is gone knows them for two days: whoever waits
    /// for it in vain tries again later.
    async fn alone(&mut self, goal: landfall::engine::goal::Goal) {
        let Self { together, one, other, what, .. } = self;
        for machine in [one, other] {
            for start in 0..6 {
                let later = if start == 0 { Duration::ZERO } else { HALF_A_DAY };
                match together.run(machine, goal, later).await.0 {
                    End::Done => break,
                    end => {
                        let (scene, known) = (together.scene(), ledger(&machine.journal).resources);
                        let (zones, parent) = (scene.aws.route53.zones, scene.internet);
                        assert!(start < 5, "{what}: {goal:?} of {}: {end:#?}\n{known:#?}\n{zones:#?}\n{parent:#?}", machine.author);
                    }
                }
            }
        }
    }

    fn counted(&self, wanted: Count, place: &str) {
        assert_eq!(count(&self.together.scene(), &self.before), wanted, "{}, {place}", self.what);
    }

    fn nothing_is_left(&self) {
        self.counted(Count::default(), "after down");
        assert_eq!(picture(&self.together.scene()), picture(&self.before), "{}", self.what);
    }
}

/// Every world, and what all of them came to.
fn all(what: &str, worlds: usize, check: impl AsyncFn(usize, &mut Two) + Send + Sync) {
    let sum = Mutex::new(Tally::default());
    each(worlds, async |number| {
        let mut two = Two::new(number);
        check(number, &mut two).await;
        let mut sum = sum.lock().unwrap();
        sum.worlds += 1;
        sum.zones_twice += two.tally.zones_twice;
        sum.certificates_twice += two.tally.certificates_twice;
        sum.rested += two.tally.rested;
    });
    print(what, &sum.lock().unwrap());
}

fn later(number: usize) -> Duration {
    Duration::from_secs(chance(number as u64 ^ 0x1a, &LATER))
}

#[test]
fn two_that_build_at_once_build_one_of_everything_and_two_that_tear_down_leave_nothing() {
    let twice = Mutex::new(0);
    all("up and up, then down and down", worlds(SEEDS), async |number, two| {
        two.both([UP, UP], later(number)).await;
        two.alone(UP).await;
        two.counted(ONE, "after up");
        two.both([DOWN, DOWN], later(number + 7)).await;
        two.alone(DOWN).await;
        two.nothing_is_left();
        *twice.lock().unwrap() += two.tally.zones_twice;
    });
    assert!(*twice.lock().unwrap() > worlds(SEEDS) / 20, "the race was never met");
}

#[test]
fn one_that_builds_while_the_other_tears_down_is_taken_down_again() {
    all("up against down", worlds(FEWER), async |number, two| {
        two.both([UP, DOWN], later(number)).await;
        two.alone(DOWN).await;
        two.nothing_is_left();
        two.both([DOWN, UP], later(number + 3)).await;
        two.alone(UP).await;
        two.counted(ONE, "after up");
        two.both([UP, DOWN], later(number + 5)).await;
        two.alone(DOWN).await;
        two.nothing_is_left();
    });
}

#[test]
fn with_a_copied_or_an_older_journal_there_is_one_of_everything_and_then_nothing() {
    all("stale and copied journals", worlds(FEWER), async |number, two| {
        let end = two.together.run(&mut two.one, UP, Duration::ZERO).await.0;
        assert!(matches!(end, End::Done), "{end:#?}");
        two.counted(ONE, "built by one");
        // Of every third world the journal is copied whole; else as it was at some moment of the build.
        let whole = two.one.journal.len();
        let kept = if number % 3 == 0 { whole } else { usize::try_from(mixed(number as u64) % whole as u64).unwrap() };
        two.other.journal = two.one.journal[..kept].to_vec();
        match number % 4 {
            0 => two.both([UP, UP], later(number)).await,
            1 => two.both([UP, DOWN], later(number)).await,
            2 => two.both([DOWN, DOWN], later(number)).await,
            _ => two.both([DOWN, UP], later(number)).await,
        }
        two.alone(UP).await;
        two.counted(ONE, "after up");
        two.both([DOWN, DOWN], later(number + 1)).await;
        two.alone(DOWN).await;
        two.nothing_is_left();
    });
}
