//! A domain whose DNS stays elsewhere: the person makes the records, each is named and seen, and is theirs to remove.

use std::process::Output;

use landfall::engine::directive::Errand;
use landfall::engine::fault::Code;
use landfall::engine::goal::{Goal, PauseScope};
use landfall::engine::slot::SlotKind;
use landfall::engine::status::RunStatus;
use landfall::practice::{Scenario, SimState};
use landfall::site::DnsHost;
use landfall::text::Language;
use serde_json::Value;

use super::play::{DOWN, End, Kept, UP, play, play_site, site, through};
use super::worlds::Runs;

/// Each case, and how many records the person makes for the site there.
const CASES: [(&str, usize); 5] = [
    ("dns-elsewhere", 2),
    ("dns-elsewhere:doubled", 2),
    ("dns-elsewhere:proxied", 2),
    ("dns-elsewhere:bare", 2),
    ("dns-elsewhere:both", 4),
];

fn world() -> Scenario {
    Scenario::named("dns-elsewhere").unwrap()
}

/// The names at which the person made something for the site.
fn made(scene: &SimState) -> Vec<String> {
    let ours = |record: &&landfall::practice::state::internet::Record| {
        record.value.ends_with("acm-validations.aws") || record.value.ends_with("elb.amazonaws.com")
    };
    let mut made: Vec<String> = scene.internet.made.iter().filter(ours).map(|record| record.name.clone()).collect();
    // What they make once more, as it stands already, stands at another place of the list.
    made.sort();
    made
}

fn rest(end: End) -> RunStatus {
    match end {
        End::Rest(standing) => *standing,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_record_that_went_wrong_is_named_and_the_site_is_live_once_it_was_mended() {
    for (name, count) in CASES {
        let world = Scenario::named(name).unwrap();
        let built = through(&world, Kept::begin(&world), UP, 7).await;
        assert!(built.scene.aws.route53.zones.is_empty(), "{name}: no zone is made");
        let ledger = built.ledger();
        let made_by_us = |kind: SlotKind| ledger.resources.keys().any(|slot| slot.kind() == kind);
        assert!(![SlotKind::Zone, SlotKind::Address, SlotKind::Validation].into_iter().any(made_by_us), "{name}");
        assert_eq!(ledger.their_records.len(), count, "{name}");
        assert!(!built.scene.internet.made.iter().any(|record| record.kind == "PROXIED"), "{name}");
        let untouched =
            |scene: &SimState| scene.internet.made.iter().filter(|record| record.kind == "MX" || record.name.starts_with("blog")).count();
        assert_eq!(untouched(&built.scene), untouched(&Kept::begin(&world).scene), "{name}: their own records");
        let there = made(&built.scene);
        let down = through(&world, built, DOWN, 8).await;
        assert_eq!(made(&down.scene), there, "{name}: nothing of theirs is touched");
        let left = down.ledger().records_left;
        assert_eq!(left.len(), count, "{name}: {left:?}");
    }
}

#[tokio::test]
async fn a_record_that_is_gone_is_told_and_made_again_by_the_remedy() {
    let world = world();
    let mut built = through(&world, Kept::begin(&world), UP, 7).await;
    built.scene.internet.made.retain(|record| record.name != "www.heestagram.com");
    let looked = play(&world, built.clone(), Goal::LOOK, 8, None).await;
    let standing = rest(looked.end);
    let [(_, Errand::Records { records, .. })] = standing.elsewhere.as_slice() else { panic!("{standing:#?}") };
    assert_eq!(records.iter().map(|(record, _)| record.name.to_string()).collect::<Vec<_>>(), ["www.heestagram.com"]);
    let again = through(&world, looked.kept, UP, 9).await;
    assert_eq!(made(&again.scene).len(), 2);
}

#[tokio::test]
async fn a_site_that_stands_is_not_built_on_with_its_dns_somewhere_else() {
    let world = world();
    let built = through(&world, Kept::begin(&world), UP, 7).await;
    let mut moved = site(&world);
    moved.dns = DnsHost::Route53;
    let played = play_site(moved.clone(), built.clone(), UP, 8, None).await;
    let standing = rest(played.end);
    assert!(standing.stuck.iter().any(|stuck| stuck.fault.code == Code::DnsMoved), "{standing:#?}");
    assert!(played.kept.scene.aws.route53.zones.is_empty());
    assert!(matches!(play_site(site(&world), played.kept, UP, 9, None).await.end, End::Done), "put back");

    let zoned = Scenario::named("happy").unwrap();
    let kept = through(&zoned, Kept::begin(&zoned), UP, 7).await;
    let mut moved = site(&zoned);
    moved.dns = DnsHost::Elsewhere;
    let standing = rest(play_site(moved, kept, UP, 8, None).await.end);
    assert!(standing.stuck.iter().any(|stuck| stuck.fault.code == Code::DnsMoved), "{standing:#?}");
}

#[tokio::test]
async fn a_site_whose_name_only_the_person_leads_is_not_paused() {
    let world = world();
    let built = through(&world, Kept::begin(&world), UP, 7).await;
    let standing_before = built.scene.aws.elb.balancers.len();
    let paused = play(&world, built, Goal::Pause(PauseScope::default()), 8, None).await;
    assert_eq!(paused.kept.scene.aws.elb.balancers.len(), standing_before);
    let standing = rest(paused.end);
    assert!(standing.stuck.iter().any(|stuck| stuck.fault.code == Code::PauseDnsElsewhere), "{standing:#?}");
    through(&world, paused.kept, DOWN, 9).await;
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

#[test]
fn each_case_says_its_cause_in_both_languages() {
    let all = Scenario::named("dns-elsewhere").unwrap();
    for language in Language::ALL {
        for (case, what) in &all.case {
            let runs = Runs::of(&format!("dns-elsewhere:{case}"), language);
            runs.ends(&["up", "--yes"], 0, &[what.says.clone(), "headless-done-up".to_owned()]);
        }
    }
}

#[test]
fn the_records_are_told_to_programs_as_an_errand_and_at_the_end_as_theirs_to_remove() {
    let runs = Runs::of("dns-elsewhere", Language::En);
    let up = lines(&runs.run(&["up", "--yes", "--json"]));
    let errands: Vec<&Value> = up.iter().filter(|line| line["type"] == "elsewhere").collect();
    let records: Vec<&Value> = errands.iter().flat_map(|errand| errand["records"].as_array().unwrap()).collect();
    let of = |what: &str| records.iter().find(|record| record["for"] == what).unwrap();
    assert!(of("validation")["host"].as_str().unwrap().ends_with(".www"), "{records:?}");
    assert_eq!((of("site")["host"].as_str(), of("site")["type"].as_str()), (Some("www"), Some("CNAME")));
    assert!(of("site")["value"].as_str().unwrap().ends_with(".elb.amazonaws.com"));
    let down = lines(&runs.run(&["down", "--yes", "--json"]));
    let left = down.last().unwrap()["records_left"].as_array().unwrap().clone();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(left.iter().all(|record| record["stands"] == true && !record["told"].as_array().unwrap().is_empty()), "{left:?}");
}
