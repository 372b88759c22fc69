//! What would stop a later step is told before anything is made, in words of each language; the person does what the remedy says, and the
//! same command comes to its end, and back.

use landfall::engine::fault::{Code, Fault};
use landfall::engine::goal::Goal;
use landfall::engine::state::JournalEntry;
use landfall::practice::state::account::Account;
use landfall::practice::{Scenario, SimState};
use landfall::text::{About, Language, Words};

use super::play::{DOWN, End, Kept, UP, picture, play, play_site, site, through};
use super::worlds::Runs;

/// The worlds in which something stops a step, each with its fault.
const STOPPED: [(&str, Code); 5] = [
    ("no-public-subnet", Code::OneZoneOnly),
    ("no-public-subnet:of-the-server", Code::NoPublicSubnet),
    ("opt-in-region", Code::RegionNotEnabled),
    ("organisation-denies", Code::DeniedByOrganization),
    ("domain-on-hold", Code::DomainOnHold),
];

/// The faults at which a run of this world ends while nobody mends anything, with what is kept then.
async fn stopped(world: &Scenario) -> (Vec<Fault>, Kept) {
    let mut alone = world.clone();
    alone.person.mends = false;
    let played = play(&alone, Kept::begin(&alone), UP, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{}: {:?}", world.name, played.end) };
    (standing.stuck.into_iter().map(|stuck| stuck.fault).collect(), played.kept)
}

#[tokio::test]
async fn where_port_53_is_shut_the_zone_waits_for_another_network() {
    let world = Scenario::named("port-53-shut").unwrap();
    let built = through(&world, Kept::begin(&world), UP, 7).await;
    let mut played = play(&world, built, DOWN, 8, None).await;
    let End::Rest(standing) = &played.end else { panic!("{:?}", played.end) };
    assert!(standing.stuck.iter().any(|stuck| stuck.fault.code == Code::ParentUnseen), "{standing:?}");
    assert_eq!(played.kept.scene.aws.route53.zones.len(), 1, "the parent may still point at it");
    played.kept.scene.internet.port_53_shut = false;
    let gone = through(&world, played.kept, DOWN, 9).await;
    assert!(gone.scene.aws.route53.zones.is_empty());
}

fn is_write(entry: &JournalEntry) -> bool {
    matches!(entry, JournalEntry::Started { .. })
}

/// What stands in the account, without what counts calls.
fn standing(scene: &SimState) -> Account {
    Account { pace: None, ..scene.aws.clone() }
}

#[tokio::test]
async fn what_stops_a_step_ends_the_run_before_its_first_write() {
    for (name, code) in STOPPED {
        let world = Scenario::named(name).unwrap();
        let before = Kept::begin(&world).scene;
        let (faults, kept) = stopped(&world).await;
        assert!(faults.iter().any(|fault| fault.code == code), "{name}: {faults:?}");
        assert!(!kept.journal.iter().any(is_write), "{name}: {:?}", kept.journal);
        assert_eq!(standing(&kept.scene), standing(&before), "{name}");
        assert_eq!(kept.scene.server.files, before.server.files, "{name}");
    }
}

#[tokio::test]
async fn the_person_does_what_the_remedy_says_and_the_same_command_comes_to_its_end() {
    for name in ["no-public-subnet", "no-public-subnet:of-the-server", "opt-in-region", "organisation-denies", "domain-on-hold"] {
        let world = Scenario::named(name).unwrap();
        let played = play(&world, Kept::begin(&world), UP, 7, None).await;
        assert!(matches!(played.end, End::Rest(_)), "{name}: {:?}", played.end);
        let before = picture(&played.kept.scene);
        let built = through(&world, played.kept, UP, 8).await;
        let gone = through(&world, built, DOWN, 9).await;
        assert_eq!(picture(&gone.scene), before, "{name}");
        assert!(gone.scene.aws.elb.balancers.is_empty() && gone.scene.aws.route53.zones.is_empty(), "{name}");
    }
}

/// The remedy of the world's fault, in this language.
fn remedy(language: Language, world: &Scenario, fault: &Fault) -> (String, String) {
    let message = Words::new(language).fault(fault, &About::of(&site(world)));
    (message.why, message.remedy.unwrap())
}

#[tokio::test]
async fn each_remedy_names_what_is_to_be_done_and_where() {
    for (name, code) in STOPPED {
        let world = Scenario::named(name).unwrap();
        let (faults, _) = stopped(&world).await;
        let fault = faults.iter().find(|fault| fault.code == code).unwrap();
        let subnets = Kept::begin(&world).scene.aws.ec2.subnets;
        for language in Language::ALL {
            let (why, remedy) = remedy(language, &world, fault);
            let region = world.region().unwrap().to_string();
            let place = if code == Code::DomainOnHold { "heestagram.com" } else { region.as_str() };
            assert!(remedy.contains(place), "{name} {remedy}");
            match code {
                Code::OneZoneOnly => {
                    let private = subnets.iter().filter(|subnet| !subnet.zone.ends_with('c'));
                    private.for_each(|subnet| assert!(why.contains(&subnet.id) && why.contains(&subnet.zone), "{name} {why}"));
                }
                Code::NoPublicSubnet => assert!(why.contains(&subnets[2].id) && why.contains("ap-northeast-2c"), "{name} {why}"),
                Code::DeniedByOrganization => {
                    let said = "ec2:CreateSecurityGroup";
                    assert!(why.contains(said) && why.contains("service control policy: arn:aws:organizations::"), "{name} {why}");
                }
                Code::DomainOnHold => assert!(why.contains("client hold") && why.contains("Gabia, Inc."), "{name} {why}"),
                _ => {}
            }
        }
    }
}

/// The other half of a remedy: the file names a region in which the server is not.
#[tokio::test]
async fn a_region_that_only_the_file_names_is_told_and_written_anew() {
    let world = Scenario::named("happy").unwrap();
    let mut wrong = site(&world);
    wrong.region = "ap-east-1".parse().unwrap();
    let before = Kept::begin(&world);
    let played = play_site(wrong, before.clone(), UP, 7, None).await;
    let End::Rest(standing) = played.end else { panic!("{:?}", played.end) };
    assert!(standing.stuck.iter().any(|stuck| stuck.fault.code == Code::RegionNotEnabled), "{:?}", standing.stuck);
    assert!(!played.kept.journal.iter().any(is_write));
    let right = play_site(site(&world), played.kept, UP, 8, None).await;
    assert!(matches!(right.end, End::Done), "{:?}", right.end);
}

#[tokio::test]
async fn a_denial_that_no_dry_run_tells_ends_at_its_step_with_the_same_cause() {
    let mut world = Scenario::named("organisation-denies").unwrap();
    world.person.mends = false;
    for action in ["route53:CreateHostedZone", "elasticloadbalancing:CreateLoadBalancer"] {
        world.account.denied = vec![action.to_owned()];
        let mut played = play(&world, Kept::begin(&world), UP, 7, None).await;
        let End::Rest(standing) = played.end else { panic!("{action}: {:?}", played.end) };
        let [stuck] = standing.stuck.as_slice() else { panic!("{action}: {:?}", standing.stuck) };
        assert_eq!(stuck.fault.code, Code::DeniedByOrganization, "{action}: {:?}", stuck.fault);
        assert!(stuck.fault.detail.contains(action), "{:?}", stuck.fault);
        // The administrator lets it be; the same command goes on where it was.
        played.kept.scene.aws.denied.clear();
        let built = through(&world, played.kept, UP, 8).await;
        through(&world, built, DOWN, 9).await;
    }
}

#[tokio::test]
async fn a_wrong_clock_is_mended_by_the_clock_and_stops_nothing_until_then() {
    for off in [-12 * 60, 9 * 3_600] {
        let world = Scenario::named("clock-wrong").unwrap();
        let mut kept = Kept::begin(&world);
        kept.scene.clock_off = off;
        let built = through(&world, kept, UP, 7).await;
        let mut right = built.clone();
        right.scene.clock_off = 0;
        // Set right meanwhile, or not: either way it goes on.
        for kept in [built, right] {
            let gone = through(&world, kept, DOWN, 8).await;
            assert!(gone.scene.aws.elb.balancers.is_empty() && gone.scene.aws.acm.certificates.is_empty());
        }
    }
}

#[tokio::test]
async fn an_account_of_many_certificates_is_looked_at_in_half_a_minute_and_built_in() {
    let world = Scenario::named("many-certificates").unwrap();
    let begin = Kept::begin(&world);
    let looked = play(&world, begin.clone(), Goal::PREFLIGHT, 7, None).await;
    let End::Rest(status) = looked.end else { panic!("{:?}", looked.end) };
    assert!(status.stuck.is_empty(), "{:?}", status.stuck);
    let took = (looked.kept.scene.now - begin.scene.now).as_secs();
    assert!(took <= 30, "{took} s");
    let built = through(&world, begin.clone(), UP, 8).await;
    let gone = through(&world, built, DOWN, 9).await;
    assert_eq!(picture(&gone.scene), picture(&begin.scene), "what is not ours stands as before");
    assert_eq!(gone.scene.aws.acm.certificates.len(), 500);
}

/// Ids of messages begin so; none is ever to be read.
const FAMILIES: [&str; 12] =
    ["fault-", "remedy-", "check-", "checks-", "unsuited-", "missing-", "unseen-", "headless-", "practice-", "step-", "plan-", "evidence-"];

#[test]
fn what_plan_and_doctor_say_is_words_in_each_language() {
    for world in
        ["no-public-subnet", "no-public-subnet:of-the-server", "clock-wrong", "opt-in-region", "organisation-denies", "port-80-closed"]
    {
        for language in Language::ALL {
            let runs = Runs::of(world, language);
            for command in ["plan", "doctor"] {
                let said = String::from_utf8(runs.run(&[command]).stdout).unwrap();
                let words = said.split(|c: char| c.is_whitespace() || "()[]:,.“”\"'`".contains(c));
                let ids: Vec<&str> = words.filter(|word| FAMILIES.iter().any(|family| word.starts_with(family))).collect();
                assert!(ids.is_empty(), "{world} {command}: {ids:?}\n{said}");
                assert!(!said.contains("{ $") && !said.contains("{$"), "{world} {command}\n{said}");
                let checked: Vec<&str> = said.lines().filter(|line| line.starts_with(['✔', '✖', '!', '○'])).collect();
                assert!(!checked.is_empty(), "{world} {command}\n{said}");
                if language == Language::Ko {
                    let is_korean = |line: &&str| line.chars().any(|c| ('가'..='힣').contains(&c));
                    let foreign: Vec<&&str> = checked.iter().filter(|line| !is_korean(line)).collect();
                    assert!(foreign.is_empty(), "{world} {command}: {foreign:?}");
                }
            }
            assert!(!runs.room.path().join("state/practice").join(world).join("scene.sqlite").exists(), "a look begins no world");
        }
    }
}
