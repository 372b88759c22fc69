//! A host key that nobody here knows, compared with the console output that EC2 keeps: what the question says, case by case.

use landfall::engine::op::cloud::{ConsoleSays, KeyCheck, KeyKind};
use landfall::engine::question::{Answer, Question};
use landfall::practice::{HOST_KEY, Scenario, SimState, TroubleKind, TroubleRule, TroubleScript};
use landfall::site::Site;
use landfall::text::{Language, Words};

use super::play::{End, Kept, UP, play_site, site};

/// The question at which a run with `--yes` stops, in this site and a world that was changed so.
async fn asked(site: Site, change: impl FnOnce(&mut SimState)) -> Question {
    let world = Scenario::named("happy").unwrap();
    let mut kept = Kept::begin(&world);
    change(&mut kept.scene);
    let End::Rest(standing) = play_site(site, kept, UP, 7, None).await.end else { panic!("done without an answer") };
    assert!(standing.stuck.is_empty(), "{:?}", standing.stuck);
    let [(_, question)] = standing.asks.as_slice() else { panic!("{:?}", standing.asks) };
    assert_eq!(question.answer_of_yes(), None, "--yes never takes a host key");
    question.clone()
}

fn stranger() -> Site {
    let mut site = site(&Scenario::named("happy").unwrap());
    site.server.host_key = None;
    site
}

fn check(question: &Question) -> &KeyCheck {
    match question {
        Question::HostKey { check, .. } => check,
        other => panic!("{other:?}"),
    }
}

fn console(scene: &mut SimState) -> &mut String {
    &mut scene.aws.ec2.instances[0].console
}

fn other_key() -> String {
    HOST_KEY.replace("aJy", "bJy")
}

#[tokio::test]
async fn the_same_key_is_told_and_still_asked_about() {
    let question = asked(stranger(), |_| ()).await;
    assert_eq!(check(&question).says, ConsoleSays::Same);
    assert!(matches!(question.choices().as_slice(), [Answer::HostKey { .. }]));
    for (language, says) in [(Language::En, "this very fingerprint"), (Language::Ko, "비교한 결과 같습니다")] {
        let words = Words::new(language);
        assert!(words.host_key_check(&question).unwrap()[0].contains(says));
        assert!(words.question_stop(&question, "").contains(&format!("host_key = \"{HOST_KEY}\"")));
    }
}

#[tokio::test]
async fn another_key_is_a_warning_and_yes_is_not_the_first_answer() {
    let question = asked(stranger(), |scene| scene.server.host_key = other_key()).await;
    let check = check(&question);
    assert_eq!((check.says, check.printed[0].fingerprint.as_str()), (ConsoleSays::Another, HOST_KEY));
    assert!(matches!(question.choices().as_slice(), [Answer::Retry, Answer::HostKey { .. }]));
    for (language, says) in [(Language::En, "WARNING"), (Language::Ko, "경고!")] {
        let words = Words::new(language);
        let [said, then] = words.host_key_check(&question).unwrap();
        assert!(said.starts_with(says) && said.contains(&format!("{HOST_KEY} (ED25519)")), "{said}");
        assert!(then.contains("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub") && then.contains(&other_key()), "{then}");
        assert_eq!(words.answers(&question).len(), 2);
    }
}

#[tokio::test]
async fn what_cannot_be_compared_is_said_to_be_so() {
    let question = asked(stranger(), |scene| console(scene).clear()).await;
    assert_eq!(check(&question).says, ConsoleSays::NotKept);
    let question = asked(stranger(), |scene| *console(scene) = "Ubuntu 24.04.1 LTS ttyS0\r\nlogin: ".to_owned()).await;
    assert_eq!((check(&question).says, check(&question).written.is_some()), (ConsoleSays::NoKeys, true));
    let question = asked(stranger(), |scene| {
        let kept: Vec<String> = console(scene).lines().filter(|line| !line.contains("ED25519")).map(str::to_owned).collect();
        *console(scene) = kept.join("\r\n");
    });
    let question = question.await;
    let kinds: Vec<KeyKind> = check(&question).printed.iter().map(|key| key.kind).collect();
    assert_eq!((check(&question).says, kinds), (ConsoleSays::OtherKinds, vec![KeyKind::Ecdsa, KeyKind::Rsa]));
}

#[tokio::test]
async fn without_the_permission_all_goes_on_and_the_permission_is_named() {
    let rule = TroubleRule {
        kind: TroubleKind::AccessDenied,
        service: Some("ec2".into()),
        operation: Some("GetConsoleOutput".into()),
        every: 1,
        times: None,
    };
    let question = asked(stranger(), |scene| scene.script = TroubleScript::new(vec![rule])).await;
    assert_eq!(check(&question).says, ConsoleSays::NotAllowed);
    for language in Language::ALL {
        assert!(Words::new(language).host_key_check(&question).unwrap()[0].contains("ec2:GetConsoleOutput"));
    }
}

#[tokio::test]
async fn a_server_that_is_no_instance_of_this_account_is_said_to_be_none() {
    let mut site = stranger();
    site.server.address = Some("203.0.113.10".parse().unwrap());
    let until = landfall::engine::goal::Goal::Build { until: landfall::engine::step_id::StepId::Service };
    let mut kept = Kept::begin(&Scenario::named("happy").unwrap());
    kept.scene.aws.ec2.instances.clear();
    let End::Rest(standing) = play_site(site.clone(), kept, until, 7, None).await.end else { panic!("done") };
    assert_eq!(check(&standing.asks[0].1).says, ConsoleSays::NotInEc2);
    // One that is found by its address alone is compared.
    let kept = Kept::begin(&Scenario::named("happy").unwrap());
    let End::Rest(standing) = play_site(site, kept, until, 7, None).await.end else { panic!("done") };
    assert_eq!(check(&standing.asks[0].1).says, ConsoleSays::Same);
}
