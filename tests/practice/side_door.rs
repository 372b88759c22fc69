//! The way to the server past the load balancer: judged rule by rule, closed where nobody is locked out, and put back at the end.

use std::collections::BTreeSet;

use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::resource::Resource;
use landfall::engine::slot::Slot;
use landfall::engine::state::Ledger;
use landfall::practice::Scenario;
use landfall::practice::state::ec2::{Rule, Source};
use landfall::text::{About, Language, Words};

use super::play::{Cut, DOWN, End, Kept, UP, picture, play, play_closing, play_site, site, through};
use super::quoted::quoted;

fn case(name: &str) -> Scenario {
    Scenario::named(&format!("shared-group:{name}")).unwrap()
}

/// What the server's group lets in: `tcp 22 0.0.0.0/0`, `* ::/0`.
pub fn open(kept: &Kept) -> Vec<String> {
    let ec2 = &kept.scene.aws.ec2;
    let own = &ec2.instances[0].groups;
    let from = |rule: &Rule| match &rule.source {
        Source::Cidr(from) | Source::Cidr6(from) | Source::PrefixList(from) => from.clone(),
        Source::Group(_) => "group".to_owned(),
    };
    let shown = |rule: &Rule| match (rule.from_port, rule.to_port) {
        (None, _) => format!("* {}", from(rule)),
        (Some(port), Some(last)) if port == last => format!("{} {port} {}", rule.protocol, from(rule)),
        (Some(port), last) => format!("{} {port}-{last:?} {}", rule.protocol, from(rule)),
    };
    let mut all: Vec<String> = ec2.groups.iter().filter(|group| own.contains(&group.id)).flat_map(|g| g.rules.iter().map(shown)).collect();
    all.sort();
    all
}

pub fn ledger(kept: &Kept) -> Ledger {
    let mut ledger = Ledger::default();
    kept.journal.iter().for_each(|record| ledger.apply(record));
    ledger
}

#[tokio::test]
async fn a_way_around_is_closed_by_the_remedy_and_opened_again_at_the_end() {
    let world = Scenario::named("happy").unwrap();
    let mut site = site(&world);
    let before = picture(&Kept::begin(&world).scene);
    let built = through(&world, Kept::begin(&world), UP, 1).await;
    assert_eq!(open(&built), ["tcp 22 0.0.0.0/0", "tcp 80 0.0.0.0/0", "tcp 80 group"]);
    let fault = Fault::person(Code::SideDoorOpen, Remedy::CloseSideDoor, "");
    for language in Language::ALL {
        let remedy = Words::new(language).fault(&fault, &About::of(&site)).remedy.unwrap();
        assert!(quoted(&remedy).iter().any(|line| line == "close_http = true"), "{remedy}");
    }
    site.server.close_http = true;
    let played = play_site(site.clone(), built, UP, 2, None).await;
    assert!(matches!(played.end, End::Done), "{:#?}", played.end);
    assert_eq!(open(&played.kept), ["tcp 22 0.0.0.0/0", "tcp 80 group"]);
    let torn = play_site(site, played.kept, DOWN, 3, None).await;
    assert!(matches!(torn.end, End::Done), "{:#?}", torn.end);
    assert_eq!(picture(&torn.kept.scene), before);
}

#[tokio::test]
async fn all_traffic_is_left_by_yes_and_closed_behind_ssh_by_a_person() {
    for (name, left, closed) in [
        ("all-traffic", vec!["* 0.0.0.0/0", "tcp 80 group"], vec!["tcp 22 0.0.0.0/0", "tcp 80 group"]),
        (
            "all-ports",
            vec!["tcp 0-Some(65535) 0.0.0.0/0", "tcp 0-Some(65535) ::/0", "tcp 22 0.0.0.0/0", "tcp 80 group"],
            vec!["tcp 22 0.0.0.0/0", "tcp 22 ::/0", "tcp 80 group"],
        ),
    ] {
        let world = case(name);
        let before = picture(&Kept::begin(&world).scene);
        let by_yes = through(&world, Kept::begin(&world), UP, 4).await;
        assert_eq!(open(&by_yes), left, "{name}");
        assert!(!ledger(&by_yes).resources.contains_key(&Slot::SideDoor), "{name}: nothing was closed");
        let played = play_closing(&world, by_yes, UP, 5, None).await;
        assert!(matches!(played.end, End::Done), "{name}: {:#?}", played.end);
        assert_eq!(open(&played.kept), closed, "{name}");
        let torn = through(&world, played.kept, DOWN, 6).await;
        assert_eq!(picture(&torn.scene), before, "{name}");
    }
}

#[tokio::test]
async fn killed_anywhere_in_between_the_server_is_reached_and_all_comes_back() {
    let world = case("all-traffic");
    let before = picture(&Kept::begin(&world).scene);
    let built = through(&world, Kept::begin(&world), UP, 7).await;
    let whole = play_closing(&world, built.clone(), UP, 8, None).await;
    let closed = open(&whole.kept);
    // Where the cut fell, by what the group lets in then and how much the journal holds: each place once.
    let mut met = BTreeSet::new();
    for at in 0..whole.count {
        for after in [false, true] {
            let cut = play_closing(&world, built.clone(), UP, 8, Some(Cut { at, after })).await;
            let ssh = open(&cut.kept).iter().any(|rule| rule.starts_with("* 0.") || rule == "tcp 22 0.0.0.0/0");
            assert!(ssh, "{at} {after}: nobody gets in: {:?}", open(&cut.kept));
            if !met.insert((open(&cut.kept), cut.kept.journal.len())) {
                continue;
            }
            let on = play_closing(&world, cut.kept.clone(), UP, 9, None).await;
            assert!(matches!(on.end, End::Done), "{at} {after}: {:#?}", on.end);
            assert_eq!(open(&on.kept), closed, "{at} {after}");
            let torn = play(&world, cut.kept, DOWN, 10, None).await;
            assert!(matches!(torn.end, End::Done), "{at} {after}: {:#?}", torn.end);
            assert_eq!(picture(&torn.kept.scene), before, "{at} {after}");
        }
    }
    // Announced, done and written down: the rule for SSH, and the end of the wide one.
    assert!(met.len() >= 6, "{met:#?}");
}

#[tokio::test]
async fn in_a_group_that_others_use_nothing_is_touched() {
    let world = Scenario::named("shared-group").unwrap();
    let built = through(&world, Kept::begin(&world), UP, 11).await;
    assert_eq!(open(&built), ["tcp 22 0.0.0.0/0", "tcp 80 0.0.0.0/0", "tcp 80 group"]);
    assert!(!ledger(&built).resources.contains_key(&Slot::SideDoor));
}

#[tokio::test]
async fn what_the_person_chose_to_let_in_stays() {
    for name in ["port-8000", "ipv6"] {
        let world = case(name);
        let before = picture(&Kept::begin(&world).scene);
        let built = through(&world, Kept::begin(&world), UP, 12).await;
        let kept: Vec<String> = open(&built);
        let on_purpose = |rule: &String| !rule.ends_with("0.0.0.0/0") && !rule.ends_with("::/0") || rule.starts_with("tcp 22 ");
        assert!(kept.iter().all(on_purpose), "{name}: {kept:?}");
        let Some(Resource::SideDoor { revoked, narrow }) = ledger(&built).resources.get(&Slot::SideDoor).cloned() else { panic!("{name}") };
        assert!(!revoked.is_empty() && narrow.is_empty(), "{name}");
        assert_eq!(picture(&through(&world, built, DOWN, 13).await.scene), before, "{name}");
    }
}
