//! A certificate of others that covers the site, taken on the person's yes: cut off anywhere it is used all the same, no other is requested,
//! and a teardown cut off anywhere leaves it as it was.

use landfall::engine::ids::CertificateArn;
use landfall::engine::question::Answer;
use landfall::site::{KeyType, Validation};

use crate::aws::Certificate;
use crate::person::Person;
use crate::run::{Play, fold};
use crate::sites::{BUILD, TEAR_DOWN, plain, willing};
use crate::walk::{State, Walk, carry_on, same};
use crate::world::World;

fn theirs() -> CertificateArn {
    "arn:cert/covering".into()
}

/// The account has a certificate for every name one label below the domain.
fn covered() -> World {
    let mut world = plain();
    let (requested, provable) = (world.now, Some(world.now));
    let covering = Certificate {
        names: vec![world.site.domain.to_string(), format!("*.{}", world.site.domain)],
        validation: Validation::Dns,
        key_type: KeyType::Rsa2048,
        tagged: false,
        token: String::new(),
        requested,
        provable,
        issued: true,
        failed: false,
    };
    world.aws.certificates.insert(theirs(), covering);
    world
}

fn taking(play: Play) -> Play {
    Play { person: Person { says: vec![Answer::AdoptCertificate(theirs())], ..play.person.clone() }, ..play }
}

fn ours(state: &State) -> usize {
    state.world.aws.certificates.values().filter(|c| c.tagged).count()
}

#[test]
fn a_build_that_takes_it_uses_it_wherever_it_is_cut_off() {
    let fresh = State::fresh(covered());
    let whole = fresh.clone().through(&taking(willing(BUILD)), 301);
    assert_eq!(ours(&whole), 0, "none was requested");
    let (built, kept) = (whole.picture(), whole.ledger_picture());
    Walk { from: fresh, cut: &taking(willing(BUILD)), seed: 302, stride: 4 }.each("takes a certificate", |state, seed, place| {
        let on = carry_on(state, &taking(willing(BUILD)), seed, place);
        same(&on.picture(), &built, place, seed);
        same(&on.ledger_picture(), &kept, place, seed);
    });
}

#[test]
fn a_teardown_leaves_it_as_it_was_wherever_it_is_cut_off() {
    let fresh = State::fresh(covered());
    let before = fresh.picture();
    let built = fresh.through(&taking(willing(BUILD)), 303);
    Walk { from: built, cut: &willing(TEAR_DOWN), seed: 304, stride: 3 }.each("leaves a certificate", |state, seed, place| {
        let gone = carry_on(state, &willing(TEAR_DOWN), seed, place);
        same(&gone.picture(), &before, place, seed);
        assert!(gone.world.aws.certificates.contains_key(&theirs()), "{place}");
        assert!(fold(&gone.journal).left.iter().any(|left| left.is_adopted()), "{place}: it is told as staying");
    });
}

#[test]
fn yes_alone_requests_the_sites_own() {
    let built = State::fresh(covered()).through(&willing(BUILD), 305);
    assert_eq!(ours(&built), 1);
    let gone = built.through(&willing(TEAR_DOWN), 306);
    assert!(ours(&gone) == 0 && gone.world.aws.certificates.contains_key(&theirs()));
}
