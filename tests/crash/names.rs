//! Names and keys that come to a live site, and names that go: at no moment is there a second without https.

use landfall::engine::op::cloud::HostRedirect;
use landfall::engine::op::net::Cause;
use landfall::engine::question::Question;
use landfall::engine::record_set::RecordValue;
use landfall::engine::slot::Slot;
use landfall::site::{Host, KeyType};

use crate::aws::name;
use crate::person::Person;
use crate::picture::Picture;
use crate::run::Play;
use crate::sites::{BUILD, TEAR_DOWN, plain, two_names, willing};
use crate::walk::{State, Walk, carry_on, same};
use crate::world::World;

/// What the person wrote into the file of a live site.
type Change = fn(&mut World);

const CHANGES: [(&str, Change); 3] = [
    ("a name", |world| world.site.other_hosts = vec![Host::Apex]),
    ("a key", |world| world.site.certificate.key_type = KeyType::EcdsaP256),
    ("both", |world| {
        world.site.other_hosts = vec![Host::Label("shop".into()), Host::Apex];
        world.site.certificate.key_type = KeyType::EcdsaP256;
    }),
];

/// What is behind the certificate may be started anew, which the person agreed to.
fn serves_https(state: &State, place: &str) {
    let seen = state.world.secure(&state.world.site.fqdn());
    assert!(matches!(seen, Ok(()) | Err(Cause::ServerError { .. })), "{place}: {seen:?}");
}

/// At every point https is served; carried on it ends as wanted, taken down as before.
fn serves_all_along(walk: &Walk, what: &str, wanted: &Picture, before: &Picture) {
    walk.each(what, |state, seed, place| {
        serves_https(&state, place);
        let again = carry_on(state.clone(), &willing(BUILD), seed, place);
        same(&again.picture(), wanted, place, seed);
        let torn = carry_on(state, &willing(TEAR_DOWN), seed, place);
        same(&torn.picture(), before, place, seed);
    });
}

#[test]
fn what_is_added_to_a_live_site_comes_without_a_second_without_https() {
    for (what, change) in CHANGES {
        let fresh = State::fresh(plain());
        let before = fresh.picture();
        let mut live = fresh.through(&willing(BUILD), 70);
        change(&mut live.world);
        let changed = live.clone().through(&willing(BUILD), 70);
        let ours: Vec<_> = changed.world.aws.certificates.values().filter(|c| c.tagged).collect();
        let [certificate] = ours.as_slice() else { panic!("{what}: the old one is not gone: {ours:?}") };
        let names: Vec<String> = changed.world.site.names().iter().map(ToString::to_string).collect();
        assert_eq!((&certificate.names, certificate.key_type), (&names, changed.world.site.certificate.key_type), "{what}");
        let rules = changed.world.aws.balancers.values().flat_map(|b| &b.listeners).map(|l| l.redirects.len()).sum::<usize>();
        assert_eq!(rules, names.len() - 1, "{what}");
        let wanted = changed.picture();
        let torn = changed.through(&willing(TEAR_DOWN), 71);
        same(&torn.picture(), &before, what, 71);
        let walk = Walk { from: live, cut: &willing(BUILD), seed: 72, stride: 1 };
        serves_all_along(&walk, &format!("{what} is added"), &wanted, &before);
    }
}

#[test]
fn a_journal_lost_while_a_name_is_added_is_not_needed() {
    let mut live = State::fresh(plain()).through(&willing(BUILD), 73);
    live.world.site.other_hosts = vec![Host::Apex];
    let wanted = live.clone().through(&willing(BUILD), 73).world.site.names();
    let walk = Walk { from: live, cut: &willing(BUILD), seed: 73, stride: 3 };
    walk.each("a name is added, journal lost", |state, seed, place| {
        serves_https(&state, place);
        let again = carry_on(state.without_journal(), &willing(BUILD), seed, place);
        for name in &wanted {
            let leads = again.world.aws.zones.values().flat_map(|z| &z.sets);
            let alias = leads.filter(|set| set.name == *name).any(|set| matches!(set.value, RecordValue::Alias { .. }));
            assert!(alias, "{place}: {name}");
        }
        let torn = carry_on(again.without_journal(), &willing(TEAR_DOWN), seed, place);
        assert!(torn.world.aws.certificates.values().all(|c| !c.tagged), "{place}: a certificate is left");
    });
}

#[test]
fn a_name_that_goes_is_as_it_was_before() {
    let fresh = State::fresh(two_names());
    let before = fresh.picture();
    let mut live = fresh.through(&willing(BUILD), 74);
    live.world.site.other_hosts = vec![];
    let without = live.clone().through(&willing(BUILD), 74);
    let old = RecordValue::A { ttl: 60, addresses: vec![[203, 0, 113, 10].into()] };
    let standing = |state: &State| {
        let sets = state.world.aws.zones.values().flat_map(|z| z.sets.clone());
        sets.filter(|set| set.name == name("heestagram.com") && set.value.kind() == "A").map(|set| set.value).collect::<Vec<_>>()
    };
    assert_eq!(standing(&without), [old]);
    assert!(without.world.aws.balancers.values().flat_map(|b| &b.listeners).all(|l| l.redirects.is_empty()));
    let wanted = without.picture();
    let walk = Walk { from: live, cut: &willing(BUILD), seed: 75, stride: 1 };
    serves_all_along(&walk, "a name goes", &wanted, &before);
}

#[test]
fn a_rule_that_somebody_turned_or_took_away_is_asked_about_and_made_again() {
    let built = State::fresh(two_names()).through(&willing(BUILD), 76);
    let wanted = built.picture();
    let hands: [fn(&mut Vec<HostRedirect>); 2] =
        [|rules| rules.clear(), |rules| rules.iter_mut().for_each(|rule| rule.to = Some(name("example.org")))];
    for hand in hands {
        let mut state = built.clone();
        state.world.aws.balancers.values_mut().flat_map(|b| &mut b.listeners).for_each(|l| hand(&mut l.redirects));
        assert_ne!(state.picture(), wanted);
        let asks = Play { person: Person::silent(), ..willing(BUILD) };
        let (_, standing) = state.clone().at_rest_after(&asks, 77);
        let vanished = |question: &Question| matches!(question, Question::Vanished { slot: Slot::Redirect(_), .. });
        assert!(standing.asks.iter().any(|(_, question)| vanished(question)), "{standing:#?}");
        same(&state.through(&willing(BUILD), 77).picture(), &wanted, "made again", 77);
    }
}
