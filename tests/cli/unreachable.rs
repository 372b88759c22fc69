//! AWS that cannot be used: no credentials, refused ones, nobody there.

use crate::place::{Place, SITE};

#[test]
fn without_credentials_it_says_how_to_get_some() {
    let place = Place::with(SITE);
    place.run(&["up", "--yes"]).ends(3).says("No AWS credentials").says("aws ");
    place.run(&["up", "--yes", "--lang", "ko"]).ends(3).says("자격 증명");
    place.run(&["down", "--yes"]).ends(3).says("No AWS credentials");
    let end = place.run(&["up", "--yes", "--json"]).ends(3).end();
    assert_eq!((&end["stuck"][0]["fault"]["code"], &end["reason"]), (&"no-credentials".into(), &"person".into()), "{end}");
}

#[test]
fn a_retry_is_said_at_once_and_a_signal_ends_it() {
    let place = Place::with(SITE).credentials();
    let run = place.start(&["up", "--yes"], |line| line.starts_with('↻')).signalled("INT").ends(130);
    assert!(run.out.contains("AWS could not be reached"), "{}", run.out);
    assert_eq!(run.out.matches('↻').count(), 1, "each reason is said once:\n{}", run.out);
    let run = place.start(&["up", "--yes", "--lang", "ko"], |line| line.starts_with('↻')).signalled("TERM").ends(143);
    assert!(!run.err.is_ascii(), "{}", run.err);
}
