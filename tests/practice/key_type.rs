//! The certificate's key type, from the site to AWS and back to nothing.

use landfall::practice::Scenario;

use super::kills::block_on;
use super::play::{DOWN, Kept, UP, picture, through};

#[test]
fn a_certificate_has_the_key_that_was_chosen_and_is_requested_once() {
    let text = include_str!("../../assets/practice/happy.toml");
    let with_key = format!("{text}\n[landfall.certificate]\nkey_type = \"ecdsa_p256\"\n");
    let world = Scenario::read("happy", &with_key).unwrap();
    let before = Kept::begin(&world);
    let built = block_on(through(&world, before.clone(), UP, 1));
    let keys: Vec<_> = built.scene.aws.acm.certificates.iter().map(|c| c.key_algorithm.as_str()).collect();
    assert_eq!(keys, ["EC_prime256v1"]);
    let again = block_on(through(&world, built.clone(), UP, 2));
    assert_eq!(picture(&again.scene), picture(&built.scene), "a second run makes nothing anew");
    let gone = block_on(through(&world, again, DOWN, 3));
    assert_eq!(picture(&gone.scene), picture(&before.scene));
}
