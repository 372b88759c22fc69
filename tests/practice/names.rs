//! Several names, from the site to AWS and back to nothing; a name and a key that come to a live site.

use landfall::practice::Scenario;

use super::kills::block_on;
use super::play::{DOWN, End, Kept, UP, picture, play_editing, through};

const ONE: &str = include_str!("../../assets/practice/happy.toml");

/// The happy world with these hosts, and more of its site.
fn with(hosts: &str, more: &str) -> Scenario {
    let text = ONE.replacen("host = \"www\"", &format!("hosts = [{hosts}]"), 1);
    Scenario::read("happy", &format!("{text}\n{more}\n")).unwrap()
}

/// A run to its end, with a yes to the change of the settings.
fn edited(world: &Scenario, kept: Kept, seed: u64) -> Kept {
    let played = block_on(play_editing(world, kept, UP, seed, None));
    assert!(matches!(played.end, End::Done), "seed {seed}: {:#?}", played.end);
    played.kept
}

/// The one certificate's names and key, and where the rules lead from.
fn standing(kept: &Kept) -> (Vec<String>, String, Vec<String>) {
    let aws = &kept.scene.aws;
    let [certificate] = aws.acm.certificates.as_slice() else { panic!("{} certificates", aws.acm.certificates.len()) };
    let served: Vec<&String> = aws.elb.listeners.iter().flat_map(|l| &l.certificates).collect();
    assert_eq!(served, [&certificate.arn]);
    let names = certificate.names.iter().map(|n| n.name.clone()).collect();
    (names, certificate.key_algorithm.clone(), aws.elb.rules.iter().flat_map(|r| r.hosts.clone()).collect())
}

#[test]
fn a_name_and_a_key_are_added_to_a_live_site_and_the_old_certificate_goes_last() {
    let one = Scenario::read("happy", ONE).unwrap();
    let before = Kept::begin(&one);
    let live = block_on(through(&one, before.clone(), UP, 1));
    assert_eq!(standing(&live), (vec!["www.heestagram.com".into()], "RSA_2048".into(), vec![]));
    let two = with("\"www\", \"@\"", "[landfall.certificate]\nkey_type = \"ecdsa_p256\"");
    let added = edited(&two, live, 2);
    let both = vec!["www.heestagram.com".to_owned(), "heestagram.com".to_owned()];
    assert_eq!(standing(&added), (both.clone(), "EC_prime256v1".into(), vec!["heestagram.com".into()]));
    let again = block_on(through(&two, added.clone(), UP, 3));
    assert_eq!(picture(&again.scene), picture(&added.scene), "a second run makes nothing anew");
    let gone = block_on(through(&with("\"www\"", "[landfall.certificate]\nkey_type = \"ecdsa_p256\""), again, UP, 4));
    assert_eq!(standing(&gone), (both, "EC_prime256v1".into(), vec![]), "a wider certificate does no harm");
    let torn = block_on(through(&one, gone, DOWN, 5));
    assert_eq!(picture(&torn.scene), picture(&before.scene));
}
