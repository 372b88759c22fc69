//! Screens that no walk through practice comes to: drawn from what a session, a file or AWS may tell.

use crossterm::event::KeyCode;
use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::ids::GroupId;
use landfall::engine::ingress::{Permit, RuleSource};
use landfall::engine::op::cloud::{CloudFact, CloudOp, TargetHealth};
use landfall::engine::op::host::{AppPaths, Candidate, Commands, Environment, Tool};
use landfall::engine::op::{Fact, Op};
use landfall::engine::own_group::InPlaceOf;
use landfall::engine::queries;
use landfall::engine::question::{OwnGroupOffer, Question};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::resource::{NarrowRule, Resource, RevokedRule};
use landfall::engine::slot::Slot;
use landfall::engine::state::World;
use landfall::engine::status::RunStatus;
use landfall::engine::step_id::StepId;
use landfall::ports::SecretKind;
use landfall::site::{DomainName, ServerId};
use landfall::text::Language;
use landfall::ui::model::{Page, Row};
use landfall::ui::msg::{Msg, SessionEvent};
use landfall::ui::workspace::{AccountInfo, Draft, Found};

use super::bench::Wizard;
use super::screens::with_two_zones;

fn stands(w: &mut Wizard, standing: RunStatus, world: World) {
    w.take(Msg::Session(w.model.sessions, SessionEvent::Status(Box::new((standing, world)))));
}

fn app(name: &str) -> Candidate {
    let [python, django, gunicorn] = ["3.12.3", "5.2", "23.0.0"].map(str::to_owned);
    let environment = Environment { tool: Tool::Venv, python, django, gunicorn, commands: Commands::default() };
    let app = AppPaths {
        project: format!("/home/ubuntu/{name}").parse().unwrap(),
        venv: "/home/ubuntu/env".parse().unwrap(),
        wsgi: format!("{name}.wsgi").parse().unwrap(),
        worker: None,
        settings: format!("/home/ubuntu/{name}/{name}/settings.py").parse().unwrap(),
        owner: "ubuntu".parse().unwrap(),
    };
    Candidate { app, environment }
}

fn side_door() -> Question {
    let from = |block: &str| RuleSource::Cidr(block.to_owned());
    let all = Permit { protocol: "-1".into(), from_port: None, to_port: None, source: from("0.0.0.0/0"), description: None };
    let rules = vec![RevokedRule { group: "sg-0a1b2c3d4e5f60718".into(), rule: "sgr-0a1b2c3d4e5f60718".into(), permit: all }];
    Question::SideDoor {
        rules,
        narrow: vec![NarrowRule { group: "sg-0a1b2c3d4e5f60718".into(), permit: Permit::tcp(22, from("0.0.0.0/0")) }],
    }
}

fn own_group() -> Question {
    let from = |block: &str| RuleSource::Cidr(block.to_owned());
    let group = || GroupId::from("sg-0a1b2c3d4e5f60718");
    let all = Permit { protocol: "-1".into(), from_port: None, to_port: None, source: from("0.0.0.0/0"), description: None };
    Question::OwnGroup(Box::new(OwnGroupOffer {
        server: ServerId::MAIN,
        vpc: "vpc-0a1b2c3d".into(),
        place: InPlaceOf { interface: "eni-0a1b2c3d4e5f60718".into(), shared: vec![group()] },
        before: vec![group()],
        shared: vec![format!("{} (launch-wizard-1)", group())],
        others: vec!["+ i-0fedcba9876543210".into()],
        left: vec![RevokedRule { group: group(), rule: "sgr-0a1b2c3d4e5f60718".into(), permit: all }],
        taken: vec![Permit::tcp(80, RuleSource::Group("sg-08f7e6d5c4b3a2910".into()))],
        added: vec![Permit::tcp(22, from("0.0.0.0/0"))],
        naming: vec!["sg-0123456789abcdef0  sgr-0123456789abcdef0".into()],
    }))
}

fn questions() -> Vec<(StepId, Question)> {
    let name: DomainName = "www.heestagram.com".parse().unwrap();
    let record = RecordSet { name, value: RecordValue::A { ttl: 300, addresses: vec!["198.51.100.7".parse().unwrap()] }, routed: false };
    let target = "dualstack.heestagram-lb-1.ap-northeast-2.elb.amazonaws.com".parse().unwrap();
    let value = RecordValue::Alias { target, target_zone: "ZWKZPGTI48KDX".into(), evaluate_health: false };
    let alias = RecordSet::plain("shop.heestagram.com".parse().unwrap(), value);
    let diff = "--- a\n+++ b\n@@ -1,2 +1,2 @@\n [Service]\n-User=root\n+User=ubuntu\n".to_owned();
    vec![
        (StepId::Service, Question::Project(ServerId::MAIN, vec![app("heestagram"), app("blog")])),
        (StepId::Service, Question::ReplaceUnit { server: ServerId::MAIN, path: "/etc/systemd/system/gunicorn.service".into(), diff }),
        (StepId::Domain, Question::Vanished { slot: Slot::Zone, label: "Z52RALGGZF9C3AYLDTKKG".into() }),
        (StepId::Address, Question::OverwriteRecord(record)),
        (StepId::Address, Question::Changed { slot: Slot::Address, label: "A www.heestagram.com".into() }),
        (StepId::Live, side_door()),
        (StepId::Live, own_group()),
        (StepId::Teardown, Question::UnknownPrior(alias.clone())),
        (StepId::Teardown, Question::LeadsToBalancer(vec![alias])),
        (StepId::Certificate, Question::RequestAnew { arn: "arn:c".into(), reason: "CAA_ERROR".into(), fresh: false }),
    ]
}

#[tokio::test]
async fn questions_that_are_seldom_asked() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Domain).await;
        let (standing, world) = w.told.last().unwrap().clone();
        for (step, question) in questions() {
            w.show(step);
            let code = question.code();
            let count = question.choices().len();
            stands(&mut w, RunStatus { asks: vec![(step, question)], ..standing.clone() }, world.clone());
            shows!(w, format!("question-{code}"));
            assert_eq!(w.site().rows().iter().filter(|row| matches!(row, Row::Answer(..))).count(), count);
        }
    }
}

#[tokio::test]
async fn a_target_that_is_not_healthy_says_why() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Certificate).await;
        w.show(StepId::Balancer);
        w.press(KeyCode::Enter);
        w.until_asked("costs").await;
        w.agree();
        w.until("checked", |w| w.site().standing.waits.iter().any(|wait| wait.op.code().as_str() == "look-target-health")).await;
        let (standing, mut world) = w.told.last().unwrap().clone();
        let Some(Resource::TargetGroup { arn }) = world.ledger.resources.get(&Slot::TargetGroup).cloned() else { panic!() };
        let look = CloudOp::LookTargetHealth {
            target_group: arn,
            instance: queries::server::instance(&world, &ServerId::MAIN).unwrap().id.clone(),
        };
        let told = |reason: &str, description: &str| {
            Fact::Cloud(CloudFact::TargetHealth { health: TargetHealth::Unhealthy, reason: reason.into(), description: description.into() })
        };
        let now = world.now;
        for (name, reason, description) in [
            ("mismatch", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [400]"),
            ("timeout", "Target.Timeout", "Request timed out"),
        ] {
            world.observed.keep(Op::Cloud(look.clone()), told(reason, description), now);
            stands(&mut w, standing.clone(), world.clone());
            shows!(w, format!("balancer-{name}"));
        }
    }
}

#[tokio::test]
async fn a_server_that_nobody_logs_in_to_is_not_called_good() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Service).await;
        w.show(StepId::Service);
        let (standing, mut world) = w.told.last().unwrap().clone();
        world.site.server.manage = false;
        let Page::Site(page) = &mut w.model.page else { panic!() };
        page.site.server.manage = false;
        stands(&mut w, standing, world);
        shows!(w, "service-unmanaged");
        assert!(!w.picture().contains("✔ 1"), "{}", w.picture());
    }
}

#[tokio::test]
async fn what_was_only_used_stands_apart_in_the_teardown() {
    for language in Language::ALL {
        let mut w = with_two_zones(language).await;
        w.until_zones().await;
        w.choose(2);
        w.until_done(StepId::Domain).await;
        w.until_rest().await;
        w.show(StepId::Teardown);
        shows!(w, "teardown-adopted");
    }
}

#[tokio::test]
async fn the_start_with_other_sites_and_a_broken_file() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.reach_form().await;
        let Page::Form(form) = &w.model.page else { panic!() };
        let site = form.site().unwrap();
        w.press(KeyCode::Esc);
        let found = |in_file| Found {
            file: "./landfall.toml".into(),
            in_file: Some(in_file),
            fresh: false,
            known: vec![site.clone()],
            unreadable: Vec::new(),
            draft: None,
            usual: Draft::default(),
            profiles: Vec::new(),
        };
        w.until_found().await;
        w.model.place = "life";
        w.take(Msg::Found(Box::new(found(Ok(landfall::site::Site { profile: Some("work".into()), ..site.clone() })))));
        shows!(w, "start-sites");
        w.take(Msg::Found(Box::new(found(Err("./landfall.toml, line 3: `domian` is no key of this file.".into())))));
        shows!(w, "start-broken-file");
    }
}

#[tokio::test]
async fn the_form_without_credentials_and_with_several_servers() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.reach_form().await;
        let account = |w: &Wizard| -> (landfall::ui::workspace::AccountQuery, AccountInfo) {
            let Page::Form(form) = &w.model.page else { panic!() };
            let Some((scout, Some(Ok(told)))) = &form.account else { panic!() };
            (scout.clone(), told.clone())
        };
        let (scout, mut told) = account(&w);
        let mut other = told.instances[0].clone();
        other.id = "i-0123456789abcdef0".parse().unwrap();
        other.name = "블로그".into();
        told.instances.push(other);
        w.take(Msg::Account(scout.clone(), Box::new(Ok(told))));
        w.press(KeyCode::Down);
        w.press(KeyCode::Down);
        w.press(KeyCode::Right);
        shows!(w, "form-servers");
        let Page::Form(form) = &w.model.page else { panic!() };
        assert_eq!(form.site().unwrap().server.instance.unwrap().as_str(), "i-0123456789abcdef0");
        let fault = Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, "");
        w.take(Msg::Account(scout, Box::new(Err(fault))));
        shows!(w, "form-no-credentials");
    }
}

#[tokio::test]
async fn a_secret_is_asked_for() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Service).await;
        w.take(Msg::Secret { kind: SecretKind::SudoPassword { user: "ubuntu".into(), address: [203, 0, 113, 10].into() }, again: true });
        w.keys("hunter2");
        w.control('u');
        w.keys("pass");
        w.control('h');
        shows!(w, "secret");
        assert!(w.picture().contains("•••") && !w.picture().contains("••••"));
    }
}
