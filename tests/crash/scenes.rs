//! What may come between one run and the next: lost journals, hands in the console, other decisions.

use landfall::engine::directive::Errand;
use landfall::engine::fault::Code;
use landfall::engine::goal::{Goal, Scope};
use landfall::engine::question::{Answer, Question};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::slot::Slot;
use landfall::engine::state::JournalEntry;
use landfall::engine::status::RunStatus;
use landfall::engine::step_id::StepId;

use crate::aws::name;
use crate::internet::old_name_servers;
use crate::person::Person;
use crate::picture::Picture;
use crate::run::{Play, fold};
use crate::sites::{BUILD, LOOK, SITES, TEAR_DOWN, guide, other, plain, willing};
use crate::walk::{State, Walk, carry_on, same};
use crate::world::{World, secs};

#[test]
fn a_second_build_writes_nothing_down() {
    for (site, world) in SITES {
        let built = State::fresh(world()).through(&willing(BUILD), 20);
        let again = built.clone().through(&willing(BUILD), 21);
        let new: Vec<_> = again.journal.iter().skip(built.journal.len()).collect();
        assert!(new.is_empty(), "{site}: {new:#?}");
        same(&again.picture(), &built.picture(), site, 21);
    }
}

/// The sites of which everything can be known without a journal.
pub fn without_memory() -> Vec<(&'static str, World)> {
    let mut open = other();
    open.site.server.close_http = false;
    vec![("plain", plain()), ("other, open", open)]
}

#[test]
fn a_journal_lost_after_a_build_is_not_needed() {
    for (site, world) in without_memory() {
        let fresh = State::fresh(world);
        let before = fresh.picture();
        let built = fresh.through(&willing(BUILD), 22);
        let again = built.clone().without_journal().through(&willing(BUILD), 23);
        same(&again.picture(), &built.picture(), site, 23);
        let torn = built.without_journal().through(&willing(TEAR_DOWN), 24);
        same(&torn.picture(), &before, site, 24);
    }
}

/// A zone that was made and not tagged is nobody's without the journal.
fn has_a_nameless_zone(state: &State) -> bool {
    state.world.aws.zones.values().any(|z| !z.tagged && z.caller_reference != "console")
}

#[test]
fn a_journal_lost_anywhere_in_a_build_is_not_needed() {
    for (site, world) in without_memory() {
        let from = State::fresh(world);
        let before = from.picture();
        let built = from.clone().through(&willing(BUILD), 25).picture();
        let walk = Walk { from, cut: &willing(BUILD), seed: 25, stride: 1 };
        walk.each(&format!("{site}: build, journal lost"), |state, seed, place| {
            if has_a_nameless_zone(&state) {
                return;
            }
            let torn = carry_on(state.clone().without_journal(), &willing(TEAR_DOWN), seed, place);
            same(&torn.picture(), &before, place, seed);
            let again = carry_on(state.without_journal(), &willing(BUILD), seed, place);
            same(&again.picture(), &built, place, seed);
        });
    }
}

/// What goes with the server is no loss.
fn without_the_server(picture: &Picture) -> Picture {
    let its = ["unit", "settings", "manifest", "systemd", "instance"];
    picture.iter().filter(|line| !its.iter().any(|i| line.starts_with(i))).cloned().collect()
}

pub fn with_server() -> Play {
    willing(Goal::TearDown(Scope { with_server: true, abandon_delegation: false }))
}

#[test]
fn the_server_goes_too_when_told() {
    for (site, world) in SITES {
        let fresh = State::fresh(world());
        let before = without_the_server(&fresh.picture());
        let built = fresh.through(&willing(BUILD), 26);
        let walk = Walk { from: built, cut: &with_server(), seed: 26, stride: 1 };
        walk.each(&format!("{site}: down with the server"), |state, seed, place| {
            let torn = carry_on(state, &with_server(), seed, place);
            assert!(torn.world.aws.terminated.is_some(), "{place}: the server still runs");
            same(&without_the_server(&torn.picture()), &before, place, seed);
            assert!(torn.ledger_picture().is_empty());
        });
    }
}

#[test]
fn without_a_journal_the_registration_tells_the_server() {
    let mut world = plain();
    world.site.server.instance = None;
    let built = State::fresh(world).through(&willing(BUILD), 27);
    let torn = built.without_journal().through(&with_server(), 27);
    assert!(torn.world.aws.terminated.is_some());
}

#[test]
fn a_server_out_of_reach_is_not_forgotten_by_a_teardown_without_a_journal() {
    let fresh = State::fresh(plain());
    let before = fresh.picture();
    let mut lost = fresh.through(&willing(BUILD), 77).without_journal();
    lost.world.server.unreachable = true;
    let mut left = lost;
    for seed in 77..79 {
        let (after, standing) =
            left.at_rest_after(&Play { person: Person { patience: 0, ..Person::willing() }, ..willing(TEAR_DOWN) }, seed);
        assert!(standing.stuck.iter().any(|s| s.fault.code == Code::SshSilent), "{standing:#?}");
        assert!(after.world.aws.balancers.is_empty(), "what bills goes first");
        left = after;
    }
    left.world.server.unreachable = false;
    same(&left.through(&willing(TEAR_DOWN), 79).picture(), &before, "reached again", 79);
}

#[test]
fn a_server_that_others_terminated_holds_nothing_up() {
    for forgotten in [false, true] {
        let fresh = State::fresh(plain());
        let before = without_the_server(&fresh.picture());
        let mut built = fresh.through(&willing(BUILD), 28);
        built.world.aws.terminated = Some(built.world.now);
        built.world.aws.forgotten = forgotten;
        let torn = built.through(&willing(TEAR_DOWN), 28);
        same(&without_the_server(&torn.picture()), &before, "terminated by others", 28);
        assert!(torn.ledger_picture().is_empty());
    }
}

#[test]
fn the_zone_stays_while_the_parent_points_at_it() {
    let fresh = State::fresh(plain());
    let before = fresh.picture();
    let built = fresh.through(&willing(BUILD), 29);
    let (kept, standing) = built.at_rest_after(&Play { wait: Some(secs(0)), person: Person::absent(), ..willing(TEAR_DOWN) }, 29);
    assert!(matches!(standing.elsewhere.as_slice(), [(_, Errand::HandBack { old, .. })] if *old == old_name_servers()), "{standing:#?}");
    assert!(standing.stuck.is_empty() && !standing.done);
    assert_eq!(fold(&kept.journal).resources.keys().collect::<Vec<_>>(), [&Slot::Zone]);
    let mut back = kept;
    back.world.internet.parent = old_name_servers();
    let torn = back.through(&Play { wait: Some(secs(0)), person: Person::absent(), ..willing(TEAR_DOWN) }, 30);
    same(&torn.picture(), &before, "handed back later", 30);
}

#[test]
fn in_another_account_nothing_is_made_forgotten_or_taken_away() {
    let mut built = State::fresh(plain()).through(&willing(BUILD), 37);
    let journal = built.journal.len();
    built.world.aws.account = "210987654321".into();
    let (zones, balancers) = (std::mem::take(&mut built.world.aws.zones), std::mem::take(&mut built.world.aws.balancers));
    for goal in [BUILD, TEAR_DOWN] {
        let (after, standing) = built.clone().at_rest_after(&willing(goal), 38);
        assert!(standing.stuck.iter().any(|s| s.fault.code == Code::OtherAccount), "{standing:#?}");
        assert_eq!(after.journal.len(), journal);
    }
    assert!(!zones.is_empty() && !balancers.is_empty());
}

#[test]
fn an_abandoned_delegation_keeps_no_zone() {
    let abandon = Goal::TearDown(Scope { with_server: false, abandon_delegation: true });
    let built = State::fresh(plain()).through(&willing(BUILD), 31);
    let torn = built.through(&Play { person: Person::absent(), ..willing(abandon) }, 31);
    assert!(!torn.world.aws.zones.values().any(|z| z.name == torn.world.site.domain));
}

#[test]
fn a_teardown_after_a_new_build_needs_its_own_yes() {
    let built = State::fresh(plain()).through(&willing(BUILD), 32);
    let cut = Play { crash_at: Some(120), ..willing(TEAR_DOWN) };
    let begun = crate::run::play(built.world, built.journal, &cut, 32);
    assert!(fold(&begun.journal).teardown.is_some());
    let again = State { world: begun.world, journal: begun.journal }.through(&willing(BUILD), 33);
    let (_, standing) = again.at_rest_after(&Play { person: Person::silent(), ..willing(TEAR_DOWN) }, 34);
    assert!(matches!(standing.asks.as_slice(), [(_, Question::TearDown { .. })]), "{standing:#?}");
}

#[test]
fn a_teardown_of_nothing_is_done_and_can_be_repeated() {
    let fresh = State::fresh(plain());
    let before = fresh.picture();
    let torn = fresh.through(&Play { person: Person::silent(), ..willing(TEAR_DOWN) }, 35);
    let again = torn.clone().through(&Play { person: Person::silent(), ..willing(TEAR_DOWN) }, 36);
    same(&again.picture(), &before, "twice", 36);
    assert_eq!(again.journal.len(), torn.journal.len());
}

fn without_parent(mut picture: Picture) -> Picture {
    picture.retain(|line| !line.starts_with("parent"));
    picture
}

/// What somebody does in the console, and its name.
pub type Hand = (&'static str, fn(&mut World));

pub const HANDS: [Hand; 7] = [
    ("listener", |w| w.aws.balancers.values_mut().for_each(|b| drop(b.listeners.pop()))),
    ("target", |w| w.aws.target_groups.values_mut().filter(|t| t.tagged).for_each(|t| t.targets.clear())),
    ("rules", |w| w.aws.groups.values_mut().for_each(|g| g.rules.retain(|r| !r.tagged))),
    ("balancer", |w| w.aws.balancers.clear()),
    ("records", |w| w.aws.zones.values_mut().filter(|z| z.tagged).for_each(|z| z.sets.clear())),
    ("balancer and its target group", |w| {
        w.aws.balancers.clear();
        w.aws.target_groups.retain(|_, t| !t.tagged);
    }),
    ("zone", |w| w.aws.zones.retain(|_, z| !z.tagged)),
];

#[test]
fn what_was_deleted_by_hand_is_asked_about_and_made_again_or_torn_down() {
    for (what, hand) in HANDS {
        let fresh = State::fresh(plain());
        let before = fresh.picture();
        let built = fresh.through(&willing(BUILD), 37);
        let mut less = built.clone();
        hand(&mut less.world);
        let (_, standing) = less.clone().at_rest_after(&Play { person: Person::silent(), ..willing(BUILD) }, 38);
        let vanished = |q: &Question| matches!(q, Question::Vanished { .. });
        assert!(!standing.asks.is_empty() && standing.asks.iter().all(|(_, q)| vanished(q)), "{what}: {standing:#?}");
        let again = less.clone().through(&willing(BUILD), 39);
        same(&again.picture(), &built.picture(), what, 39);
        let torn = less.through(&willing(TEAR_DOWN), 40);
        // Without the zone there is nothing to keep until the name servers are handed back.
        same(&without_parent(torn.picture()), &without_parent(before), what, 40);
    }
}

#[test]
fn a_record_that_others_changed_is_theirs() {
    let fresh = State::fresh(plain());
    let before = fresh.picture();
    let mut built = fresh.through(&willing(BUILD), 41);
    let was = built.picture();
    let theirs = RecordSet::plain(name("www.heestagram.com"), RecordValue::A { ttl: 5, addresses: vec![[203, 0, 113, 77].into()] });
    let zone = built.world.delegated_zone().unwrap().clone();
    built.world.put(&zone, theirs.clone());
    let (same_still, standing) = built.clone().at_rest_after(&Play { person: Person::absent(), ..willing(BUILD) }, 42);
    assert!(matches!(standing.asks.as_slice(), [(_, Question::Changed { slot: Slot::Address, .. })]), "{standing:#?}");
    same(&same_still.picture(), &built.picture(), "not answered by --yes", 42);

    let (torn, standing) = built.clone().at_rest_after(&willing(TEAR_DOWN), 43);
    assert_eq!(torn.world.aws.zones[&zone].sets, std::slice::from_ref(&theirs), "their record stays, and so does the zone: {standing:#?}");

    let taken = built.through(&willing(BUILD), 44);
    same(&taken.picture(), &was, "taken over", 44);
    let (left, _) = taken.at_rest_after(&willing(TEAR_DOWN), 45);
    assert_eq!(left.world.aws.zones[&zone].sets, [theirs], "their value is put back");
    assert!(before.len() < left.picture().len());
}

#[test]
fn looking_once_stops_at_each_wait_and_gets_there_all_the_same() {
    let once = Play { wait: Some(secs(0)), person: Person::absent(), ..willing(BUILD) };
    let (mut state, standing) = State::fresh(plain()).at_rest_after(&once, 46);
    let Some((_, Errand::HandOver { ours, .. })) = standing.elsewhere.first() else { panic!("{standing:#?}") };
    assert!(standing.waits.iter().any(|w| w.expired && w.world), "{standing:#?}");
    state.world.internet.parent.clone_from(ours);
    for seed in 47..67 {
        state.world.advance(secs(120));
        let played = crate::run::play(state.world, state.journal, &once, seed);
        if matches!(played.end, crate::run::End::Done) {
            return;
        }
        state = State { world: played.world, journal: played.journal };
    }
    panic!("still not there");
}

#[test]
fn a_build_may_stop_after_each_step() {
    for (site, world) in SITES {
        for until in StepId::guide() {
            let fresh = State::fresh(world());
            let before = fresh.picture();
            let part = fresh.through(&willing(Goal::Build { until }), 68);
            let torn = part.through(&willing(TEAR_DOWN), 69);
            same(&torn.picture(), &before, &format!("{site} until {}", until.code()), 69);
        }
    }
}

/// Without what changes as time passes: a certificate is issued.
fn ageless(picture: Picture) -> Picture {
    picture.into_iter().map(|line| line.replace("Pending", "Issued")).collect()
}

#[test]
fn a_mere_look_writes_nothing_anywhere_and_ends() {
    for (site, world) in SITES {
        let walk = Walk { from: State::fresh(world()), cut: &willing(BUILD), seed: 70, stride: 2 };
        walk.each(&format!("{site}: a look"), |state, seed, _| {
            let (picture, records) = (ageless(state.picture()), state.journal.len());
            let looked = crate::run::play(state.world, state.journal, &Play { person: Person::silent(), ..willing(LOOK) }, seed);
            assert_eq!((ageless(crate::picture::of(&looked.world)), looked.journal.len()), (picture, records));
        });
    }
}

#[test]
fn a_restart_is_carried_on_too() {
    let built = State::fresh(plain()).through(&willing(BUILD), 71);
    let was = built.picture();
    let starts = built.world.server.starts;
    let walk = Walk { from: built, cut: &willing(Goal::Restart), seed: 71, stride: 1 };
    walk.each("restart", |state, seed, place| {
        let again = carry_on(state, &willing(Goal::Restart), seed, place);
        assert!(again.world.server.starts > starts);
        same(&again.picture(), &was, place, seed);
    });
}

#[test]
fn a_certificate_that_failed_is_asked_about_and_requested_anew() {
    let mut world = plain();
    world.internet.caa_forbids = true;
    let fresh = State::fresh(world);
    let before = fresh.picture();
    let (mut failed, standing) =
        fresh.at_rest_after(&Play { person: Person { decides: false, ..Person::willing() }, ..willing(BUILD) }, 72);
    assert!(matches!(standing.asks.as_slice(), [(_, Question::RequestAnew { fresh: true, .. })]), "{standing:#?}");
    failed.world.internet.caa_forbids = false;
    let built = failed.clone().through(&Play { person: Person::absent(), ..willing(BUILD) }, 73);
    assert_eq!(built.world.aws.certificates.values().filter(|c| c.tagged).count(), 1);
    let torn = failed.through(&willing(TEAR_DOWN), 74);
    same(&torn.picture(), &before, "failed, then down", 74);
}

#[test]
fn nothing_is_made_and_no_request_is_burnt_while_caa_stands() {
    let forbids = |state: &mut State| state.world.internet.caa_stands = true;
    let stopped = |standing: &RunStatus| standing.stuck.iter().any(|stuck| stuck.fault.code == Code::CaaForbids);
    let mut fresh = State::fresh(plain());
    let nothing = fresh.picture();
    forbids(&mut fresh);
    let (mut kept, standing) = fresh.at_rest_after(&willing(BUILD), 77);
    assert!(stopped(&standing), "{standing:#?}");
    same(&kept.picture(), &nothing, "nothing was made", 77);
    kept.world.internet.caa_stands = false;
    kept.through(&willing(BUILD), 78);

    let mut passing = State::fresh(plain());
    passing.world.internet.caa_forbids = true;
    let (mut failed, _) = passing.at_rest_after(&Play { person: Person { decides: false, ..Person::willing() }, ..willing(BUILD) }, 79);
    forbids(&mut failed);
    let burnt = |state: &State| state.world.aws.certificates.keys().cloned().collect::<Vec<_>>();
    let before = burnt(&failed);
    let (again, standing) = failed.at_rest_after(&willing(BUILD), 80);
    assert!(stopped(&standing), "{standing:#?}");
    assert_eq!(burnt(&again), before, "neither deleted nor asked for anew");
}

#[test]
fn a_server_that_moved_to_another_address_is_followed() {
    let move_on = |w: &mut World| w.aws.instance.public_address = Some([198, 51, 100, 99].into());
    let mut moved = plain();
    move_on(&mut moved);
    let wanted = State::fresh(moved).through(&willing(BUILD), 75).picture();
    let walk = Walk { from: State::fresh(plain()), cut: &willing(BUILD), seed: 75, stride: 1 };
    walk.each("plain: build, address changed", |mut state, seed, place| {
        move_on(&mut state.world);
        let built = carry_on(state, &willing(BUILD), seed, place);
        same(&built.picture(), &wanted, place, seed);
        assert!(fold(&built.journal).pending.is_empty(), "{place}: {:?}", fold(&built.journal).pending);
    });
}

#[test]
fn the_old_name_servers_are_remembered() {
    let built = State::fresh(plain()).through(&willing(BUILD), 76);
    assert_eq!(fold(&built.journal).old_name_servers, old_name_servers());
    let answers = |r: &JournalEntry| matches!(r, JournalEntry::Answered { answer: Answer::Costs, .. });
    assert_eq!(built.journal.iter().filter(|r| answers(r)).count(), 1, "asked once");
    assert_eq!(built.world.site, guide());
}
