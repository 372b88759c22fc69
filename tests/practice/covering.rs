//! A certificate of the account that covers the site: taken on a person's own yes, used, and left as it was.

use landfall::practice::Scenario;
use landfall::practice::state::acm::Certificate;
use landfall::text::Language;

use super::play::{DOWN, Kept, UP, play_adopting, through};
use super::worlds::Runs;

fn theirs(kept: &Kept) -> Vec<&Certificate> {
    kept.scene.aws.acm.certificates.iter().collect()
}

#[tokio::test]
async fn a_certificate_that_was_taken_serves_and_is_neither_changed_nor_deleted() {
    let world = Scenario::named("covering-certificate").unwrap();
    let before = Kept::begin(&world);
    let built = play_adopting(&world, before.clone(), UP, 7).await;
    let [one] = theirs(&built)[..] else { panic!("another was requested: {:?}", theirs(&built)) };
    assert_eq!(theirs(&before), [one], "it is as it was");
    let listener = built.scene.aws.elb.listeners.iter().find(|l| l.protocol == "HTTPS").unwrap();
    assert_eq!(listener.certificates, std::slice::from_ref(&one.arn));
    let gone = through(&world, built.clone(), DOWN, 8).await;
    assert_eq!(theirs(&gone), [one], "it stays");
    assert!(gone.ledger().left.iter().any(|left| left.is_adopted() && left.label() == one.arn), "{:?}", gone.ledger().left);
}

#[test]
fn what_was_used_is_listed_as_staying_in_both_languages() {
    for language in Language::ALL {
        // The world begins the same each time: what is offered here is offered there.
        let offer = Runs::of("covering-certificate", language).run(&["up", "--yes"]);
        let said = String::from_utf8_lossy(&offer.stdout).into_owned();
        let arn = said.split(['(', ')']).find(|part| part.starts_with("arn:aws:acm:")).unwrap_or_else(|| panic!("{said}")).to_owned();
        let runs = Runs::of("covering-certificate", language);
        runs.ends(&["up", "--yes", "--adopt-certificate", &arn], 0, &["headless-done-up".to_owned()]);
        let status = runs.run(&["status", "--json"]);
        let told = String::from_utf8_lossy(&status.stdout).into_owned();
        let end: serde_json::Value = told
            .lines()
            .filter(|l| l.starts_with('{'))
            .filter_map(|l| serde_json::from_str(l).ok())
            .find(|v: &serde_json::Value| v["type"] == "end")
            .unwrap();
        assert_eq!((end["certificate"]["adopted"].as_bool(), end["certificate"]["id"].as_str()), (Some(true), Some(arn.as_str())), "{end}");
        let down = runs.run(&["down", "--yes"]);
        let said = runs.says(&down, &["headless-adopted-left".to_owned(), "headless-done-down".to_owned()]);
        assert!(said.matches(&arn).count() >= 2, "before and after:\n{said}");
    }
}
