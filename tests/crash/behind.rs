//! Journals that are behind the world: a copied state directory, another computer's run. What bears our mark is recognised, what is
//! the person's is asked about, and nothing is made twice or left.

use std::sync::Arc;

use landfall::engine::ids::ZoneId;
use landfall::engine::question::{Answer, Question};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::slot::Slot;
use landfall::engine::state::{JournalEntry, Outcome};

use crate::aws::name;
use crate::person::Person;
use crate::picture::Picture;
use crate::run::{Journal, Play, fold};
use crate::sites::{BUILD, TEAR_DOWN, adopting, other, plain, willing};
use crate::walk::{State, carry_on, same};
use crate::world::World;

/// The world of a whole build, beside every older copy of its journal.
fn each_older_journal(built: &State, mut check: impl FnMut(State, &str)) {
    for kept in 0..built.journal.len() {
        let journal = built.journal.iter().take(kept).cloned().collect();
        check(State { world: built.world.clone(), journal }, &format!("{kept} of {} records", built.journal.len()));
    }
}

/// The sites of which everything can be known without a journal.
fn open(mut world: World) -> World {
    world.site.server.close_http = false;
    world
}

#[test]
fn a_journal_that_is_behind_a_build_tears_all_of_it_down_and_builds_nothing_twice() {
    for (site, world) in [("plain", plain()), ("other, open", open(other()))] {
        let fresh = State::fresh(world);
        let before = fresh.picture();
        let built = fresh.through(&willing(BUILD), 90);
        each_older_journal(&built, |older, place| {
            let place = format!("{site}, {place}");
            let torn = carry_on(older.clone(), &willing(TEAR_DOWN), 91, &place);
            same(&torn.picture(), &before, &place, 91);
            let again = carry_on(older, &willing(BUILD), 92, &place);
            same(&again.picture(), &built.picture(), &place, 92);
        });
    }
}

/// Nobody answers but for what `--yes` says: a record that leads to our balancer is no reason to ask.
#[test]
fn nothing_is_asked_about_what_is_plainly_ours() {
    let built = State::fresh(plain()).through(&willing(BUILD), 93);
    let absent = Play { person: Person { delegates: true, hands_back: true, ..Person::absent() }, ..willing(BUILD) };
    each_older_journal(&built, |older, place| {
        let again = carry_on(older, &absent, 94, place);
        same(&again.picture(), &built.picture(), place, 94);
    });
}

fn without_the_site_s_record(mut picture: Picture) -> Picture {
    picture.retain(|line| !line.contains("record www.heestagram.com"));
    picture
}

#[test]
fn in_an_adopted_zone_what_stood_before_is_put_back_when_it_is_known_and_else_asked_about() {
    let fresh = State::fresh(open(adopting()));
    let before = fresh.picture();
    let built = fresh.through(&willing(BUILD), 95);
    let (mut put_back, mut asked) = (0, 0);
    each_older_journal(&built, |older, place| {
        let asks = Play { person: Person { delegates: true, hands_back: true, ..Person::absent() }, ..willing(TEAR_DOWN) };
        let played = crate::run::play(older.world.clone(), older.journal.clone(), &asks, 96);
        let torn = carry_on(older, &willing(TEAR_DOWN), 96, place);
        match played.end {
            crate::run::End::Done => {
                put_back += 1;
                same(&torn.picture(), &before, place, 96);
            }
            crate::run::End::Rest(standing) => {
                asked += 1;
                let only = |q: &Question| matches!(q, Question::UnknownPrior(set) if set.name == name("www.heestagram.com"));
                assert!(standing.asks.iter().all(|(_, q)| only(q)), "{place}: {standing:#?}");
                assert!(
                    played.world.aws.zones[&ZoneId::from("Z-THEIRS")].sets.iter().any(|s| s.name == name("www.heestagram.com")),
                    "{place}"
                );
                same(&without_the_site_s_record(torn.picture()), &without_the_site_s_record(before.clone()), place, 96);
            }
            crate::run::End::Crashed => panic!("{place}: cut off"),
        }
    });
    assert!(put_back > 0 && asked > 0, "{put_back} put back, {asked} asked");
}

#[test]
fn a_record_without_a_known_prior_is_left_on_request() {
    let built = State::fresh(open(adopting())).through(&willing(BUILD), 97);
    let standing = built.world.aws.zones[&ZoneId::from("Z-THEIRS")].sets.iter().find(|s| s.name == name("www.heestagram.com")).cloned();
    let alias = standing.filter(|s| matches!(s.value, RecordValue::Alias { .. })).unwrap();
    let keeps = Play { person: Person { says: vec![Answer::KeepRecord(alias.clone())], ..Person::willing() }, ..willing(TEAR_DOWN) };
    let torn = built.without_journal().through(&keeps, 98);
    assert!(torn.world.aws.zones[&ZoneId::from("Z-THEIRS")].sets.contains(&alias), "it stays");
    assert!(torn.world.aws.balancers.is_empty() && torn.ledger_picture().is_empty());
}

/// The person's own record at another name that leads to our balancer; the console writes such an alias with `dualstack.`.
fn with_a_record_of_theirs(built: &State) -> (State, RecordSet) {
    let mut state = built.clone();
    let balancer = state.world.aws.balancers.values().next().unwrap();
    let target = name(&format!("dualstack.{}", balancer.dns_name));
    let value = RecordValue::Alias { target, target_zone: "ZELB".into(), evaluate_health: true };
    let set = RecordSet::plain(name("shop.heestagram.com"), value);
    let zone = state.world.delegated_zone().unwrap().clone();
    state.world.put(&zone, set.clone());
    (state, set)
}

#[test]
fn a_record_of_theirs_that_leads_to_our_balancer_is_asked_about_and_never_deleted() {
    for (site, world) in [("own zone", plain()), ("adopted zone", open(adopting()))] {
        let built = State::fresh(world).through(&willing(BUILD), 99);
        let (state, set) = with_a_record_of_theirs(&built);
        for state in [state.clone(), state.without_journal()] {
            let asked = |q: &Question| matches!(q, Question::LeadsToBalancer(sets) if *sets == [set.clone()]);
            let absent = Play { person: Person { hands_back: true, ..Person::absent() }, ..willing(TEAR_DOWN) };
            let (after, standing) = state.clone().at_rest_after(&absent, 100);
            let expected = |q: &Question| asked(q) || matches!(q, Question::UnknownPrior(_));
            assert!(standing.asks.iter().any(|(_, q)| asked(q)) && standing.asks.iter().all(|(_, q)| expected(q)), "{site}: {standing:#?}");
            assert!(!after.world.aws.balancers.is_empty(), "{site}: it was not agreed to");

            let torn = crate::run::play(state.world.clone(), state.journal.clone(), &willing(TEAR_DOWN), 101);
            assert!(torn.world.aws.balancers.is_empty(), "{site}: agreed");
            assert!(torn.world.aws.zones.values().any(|z| z.sets.contains(&set)), "{site}: their record stays");
            let left = fold(&torn.journal);
            assert!(left.resources.keys().all(|slot| *slot == Slot::Zone), "{site}: {:?}", left.resources);
        }
    }
}

/// What the journal says of the site's own record.
fn of_the_record(entry: &JournalEntry) -> bool {
    match entry {
        JournalEntry::Started { op, .. } => op.slot() == Some(Slot::Address),
        JournalEntry::Ended { outcome: Outcome::Made(resource), .. } => resource.slot() == Slot::Address,
        _ => false,
    }
}

#[test]
fn where_entries_were_lost_the_record_is_asked_about_in_our_own_zone_too() {
    let fresh = State::fresh(plain());
    let before = fresh.picture();
    let built = fresh.through(&willing(BUILD), 102);
    let mut journal: Journal = built.journal.iter().filter(|entry| !of_the_record(entry)).cloned().collect();
    let lost = u64::try_from(built.journal.len() - journal.len()).unwrap();
    assert!(lost > 0);
    journal.push(Arc::new(JournalEntry::Salvaged { at: built.world.now, lost }));
    let mended = State { world: built.world, journal };
    let absent = Play { person: Person { hands_back: true, ..Person::absent() }, ..willing(TEAR_DOWN) };
    let (after, standing) = mended.clone().at_rest_after(&absent, 103);
    assert!(
        matches!(standing.asks.as_slice(), [(_, Question::UnknownPrior(set))] if set.name == name("www.heestagram.com")),
        "{standing:#?}"
    );
    assert!(!after.world.aws.balancers.is_empty(), "the record still leads to it");
    same(&mended.through(&willing(TEAR_DOWN), 104).picture(), &before, "answered", 104);
}
