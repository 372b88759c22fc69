//! What others hold: it is named at once, everything else goes first, and the remedies, followed to the letter as each language has them,
//! let the teardown come to its end.

use std::time::Duration;

use landfall::engine::fault::Disposition::Person;
use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::goal::Goal;
use landfall::engine::status::RunStatus;
use landfall::practice::{Forget, Scenario, SimClock, SimState, Simulator, Speed};
use landfall::text::{About, Language, Words};

use super::bench::config;
use super::play::{DOWN, End, Kept, UP, play, site, through};
use super::worlds::Runs;

fn world() -> Scenario {
    let mut world = Scenario::named("held-by-others").unwrap();
    world.person.mends = false;
    world
}

/// The teardown until it rests, and what it stops at.
async fn stopped(world: &Scenario, kept: Kept) -> (RunStatus, Kept) {
    let played = play(world, kept, DOWN, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    (*standing, played.kept)
}

fn fault(standing: &RunStatus, wanted: Remedy) -> &Fault {
    let found = standing.stuck.iter().find(|stuck| stuck.fault.disposition == Person(wanted));
    &found.unwrap_or_else(|| panic!("{wanted}: {:#?}", standing.stuck)).fault
}

fn remedy(language: Language, world: &Scenario, fault: &Fault) -> String {
    Words::new(language).fault(fault, &About::of(&site(world))).remedy.unwrap()
}

/// The word of the remedy that begins so.
fn word(remedy: &str, start: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let found = remedy.split(|c| !plain(c)).find(|word| word.starts_with(start));
    found.unwrap_or_else(|| panic!("no {start} in {remedy}")).to_owned()
}

/// Deletes the listener of the balancer, the rule in the group, and the zone's records, as the remedies name them.
async fn followed(language: Language, world: &Scenario, standing: &RunStatus, kept: Kept) -> Kept {
    let stage = Simulator::new(kept.scene.clone(), SimClock::new(kept.scene.now, Speed::Instant), Box::new(Forget));
    let config = config(&stage, "ap-northeast-2");
    let text = |wanted| remedy(language, world, fault(standing, wanted));
    let elb = aws_sdk_elasticloadbalancingv2::Client::new(&config);
    let named = elb.describe_load_balancers().names(word(&text(Remedy::ReleaseCertificate), "shop-")).send().await.unwrap();
    let arn = named.load_balancers()[0].load_balancer_arn().unwrap();
    let listeners = elb.describe_listeners().load_balancer_arn(arn).send().await.unwrap();
    elb.delete_listener().listener_arn(listeners.listeners()[0].listener_arn().unwrap()).send().await.unwrap();
    let text_of_group = text(Remedy::ReleaseGroup);
    let ec2 = aws_sdk_ec2::Client::new(&config);
    let revoked = ec2.revoke_security_group_ingress().group_id(word(&text_of_group, "sg-"));
    revoked.security_group_rule_ids(word(&text_of_group, "sgr-")).send().await.unwrap();
    assert!(text(Remedy::RemoveForeignRecords).contains("heestagram.com"));
    let route53 = aws_sdk_route53::Client::new(&config);
    let zones = route53.list_hosted_zones().send().await.unwrap();
    let zone = zones.hosted_zones()[0].id().to_owned();
    let records = route53.list_resource_record_sets().hosted_zone_id(&zone).send().await.unwrap().resource_record_sets;
    let why = Words::new(language).fault(fault(standing, Remedy::RemoveForeignRecords), &About::of(&site(world))).why;
    // A name, whole: that of the zone is a part of every other.
    let names: Vec<&str> = why.split(|c: char| !(c.is_ascii_alphanumeric() || "-._".contains(c))).collect();
    for record in records.into_iter().filter(|record| names.contains(&record.name().trim_end_matches('.'))) {
        use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch};
        let change = Change::builder().action(ChangeAction::Delete).resource_record_set(record).build().unwrap();
        let batch = ChangeBatch::builder().changes(change).build().unwrap();
        route53.change_resource_record_sets().hosted_zone_id(&zone).change_batch(batch).send().await.unwrap();
    }
    Kept { scene: stage.see(SimState::clone), journal: kept.journal }
}

#[tokio::test]
async fn what_others_hold_is_named_at_once_and_goes_once_the_remedies_are_followed() {
    let world = world();
    let live = through(&world, Kept::begin(&world), UP, 3).await;
    let begun = live.scene.now;
    let (standing, kept) = stopped(&world, live).await;
    let codes: Vec<Code> = standing.stuck.iter().map(|stuck| stuck.fault.code).collect();
    assert_eq!(codes.len(), 3, "{:#?}", standing.stuck);
    assert!([Code::ZoneNotEmpty, Code::CertificateHeld, Code::GroupHeld].iter().all(|code| codes.contains(code)), "{codes:?}");
    assert!(fault(&standing, Remedy::RemoveForeignRecords).detail.ends_with("blog.heestagram.com A -"), "{:?}", standing.stuck);
    // The registry took most of the time, and nothing was tried for 20 minutes.
    assert!(kept.scene.now - begun < Duration::from_secs(1_200), "{:?}", kept.scene.now - begun);
    let aws = &kept.scene.aws;
    assert!(aws.elb.target_groups.is_empty() && aws.elb.balancers.len() == 1, "what does not depend on it is gone");
    let gone = standing.gone.unwrap();
    assert!(gone.gone >= 9 && gone.gone < gone.all && gone.before == 0, "{gone:?}");
    // Whoever only looks is told the same.
    let looked = play(&world, kept.clone(), Goal::LOOK, 8, None).await;
    let End::Rest(seen) = &looked.end else { panic!("{:#?}", looked.end) };
    let told: Vec<Code> = seen.stuck.iter().map(|stuck| stuck.fault.code).collect();
    assert!([Code::ZoneNotEmpty, Code::CertificateHeld, Code::GroupHeld].iter().all(|code| told.contains(code)), "{told:?}");
    let (again, kept) = stopped(&world, kept).await;
    assert_eq!(again.gone.unwrap(), landfall::engine::status::Gone { before: gone.gone, ..gone }, "it survives the process");
    for language in Language::ALL {
        let mended = followed(language, &world, &again, kept.clone()).await;
        let down = through(&world, mended, DOWN, 9).await;
        let aws = &down.scene.aws;
        assert!(aws.acm.certificates.is_empty() && aws.route53.zones.is_empty(), "{language:?}");
        assert_eq!((aws.elb.balancers.len(), aws.ec2.groups.len()), (1, 2), "others' balancer, and the groups of before");
    }
}

#[test]
fn a_teardown_that_goes_on_tells_its_list_before_its_first_deletion_and_status_says_that_it_was_begun() {
    for language in Language::ALL {
        let (runs, words) = (Runs::of("held-by-others", language), Words::new(language));
        let id = |id: &str| id.to_owned();
        runs.ends(&["up", "--yes"], 0, &[id("headless-done-up")]);
        let first = runs.says(&runs.run(&["down", "--yes"]), &[id("fault-certificate-held"), id("headless-stuck-above")]);
        let marked = format!("✖ {}", words.get("step-teardown"));
        assert_eq!(first.matches(&marked).count(), 3, "each once: {first}");
        assert!(first.contains(&words.get("headless-teardown-held-too")), "{first}");
        let status = runs.says(&runs.run(&["status"]), &[id("teardown-begun")]);
        assert!(!status.contains(&words.with("headless-hand-over", &[("domain", &"heestagram.com")])), "{status}");
        let output = runs.run(&["down", "--yes"]);
        let said = runs.says(&output, &[id("op-delete-certificate")]);
        let at = |what: &str| said.find(what).unwrap_or_else(|| panic!("no {what}: {said}"));
        let first = format!("… {}: {}", words.get("step-teardown"), words.get("op-delete-certificate"));
        assert!(at(&words.get("headless-teardown-goes")) < at(&first), "{said}");
        assert!(!said.contains(&words.get("headless-teardown-may-wait")), "the parent was asked: {said}");
    }
}
