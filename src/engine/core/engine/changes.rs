//! What the person changes while a build runs: how far it goes, the site's options, the unit's text, the settings, the mails.

use super::*;
use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Remedy};
use crate::engine::fixture::{NOW, chain, options, running, site, survey, world};
use crate::engine::ids::CertificateArn;
use crate::engine::op::cloud::{Certificate, CertificateState, Told};
use crate::engine::op::host::{SettingsPlan, UnitName};
use crate::engine::op::{CloudFact, HostFact};
use crate::engine::question::Question;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;

use crate::engine::{passes, queries, steps};
use crate::site::{CertificateSpecSeen, ServerId, Spread, Validation};

fn codes(w: &World, step: StepId) -> Vec<String> {
    let wanted = passes::plan(&GUIDE, w).into_iter().find(|wanted| wanted.step == step);
    let name = |next: &Directive| match next {
        Directive::Do(op) => op.code().to_string(),
        Directive::Poll(op, _) => format!("poll {}", op.code()),
        Directive::Ask(question) => format!("ask {}", question.code()),
        other => format!("{other:?}"),
    };
    wanted.map(|w| w.directives.iter().map(name).collect()).unwrap_or_default()
}

/// A world past its first looks, with the service running.
fn refreshed(until: StepId) -> World {
    let mut w = world().sees_survey(survey()).sees_instance().sees_chain(chain("gunicorn.service"));
    w.options.goal = Goal::Build { until };
    w.observed.refreshed = true;
    w.observed.passed = true;
    runs(w)
}

fn runs(w: World) -> World {
    let look = HostOp::LookService { unit: UnitName::GUNICORN, host: w.site.fqdn().to_string() };
    let op = queries::server::on_host(&w, &ServerId::MAIN, look).unwrap();
    let observed = Fact::Host(HostFact::Service(Box::new(running())));
    let mut w = w.sees(op.clone(), observed.clone());
    w.observed.keep(op, observed, NOW + std::time::Duration::from_secs(10));
    w
}

#[test]
fn a_build_that_did_without_aws_looks_at_aws_before_it_goes_on() {
    let mut engine = Engine::new(site(), options(Goal::Build { until: StepId::Service }), Ledger::default());
    engine.world.observed.refreshed = true;
    engine.world.observed.passed = true;
    engine.handle(NOW, Event::Extended(StepId::Domain));
    assert!(!engine.world.observed.refreshed && !engine.world.observed.passed, "what stops the steps behind is asked anew");
    assert_eq!(engine.world.until(), StepId::Domain);
    engine.world.observed.refreshed = true;
    engine.handle(NOW, Event::Extended(StepId::Live));
    engine.handle(NOW, Event::Extended(StepId::Service));
    assert!(engine.world.observed.refreshed);
    assert_eq!(engine.world.until(), StepId::Live, "never back");
}

#[test]
fn what_is_learnt_is_written_down_and_then_only_looked() {
    let mut engine = Engine::new(site(), options(Goal::Build { until: StepId::Service }), Ledger::default());
    for effect in engine.handle(NOW, Event::Begin) {
        let Effect::Append(seq, _) = effect else { continue };
        engine.handle(NOW, Event::Saved(seq));
    }
    let answer =
        Answer::HostKey { address: "203.0.113.10".parse().unwrap(), fingerprint: format!("SHA256:{}", "A".repeat(43)).parse().unwrap() };
    let effects = engine.handle(NOW, Event::AnsweredThenLook(answer.clone()));
    let [Effect::Append(seq, JournalEntry::Answered { answer: written, .. })] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(*written, answer);
    engine.handle(NOW, Event::Saved(*seq));
    assert!(engine.world.looking() && engine.world.ledger.answers.contains(&answer));
}

/// The survey was taken before the unit was written, and AWS's first looks come after.
#[test]
fn what_this_run_wrote_stands_though_the_survey_is_older() {
    let unit = UnitName::GUNICORN;
    let mut w = world()
        .sees_survey(survey())
        .sees_chain(chain("gunicorn.service"))
        .with_resource(Resource::Unit { server: ServerId::MAIN, path: unit.path() });
    w.options.goal = Goal::Build { until: StepId::Service };
    let asks = |w: &World| {
        passes::plan(&GUIDE, w)
            .iter()
            .flat_map(|wanted| &wanted.directives)
            .any(|next| matches!(next, Directive::Ask(Question::Vanished { .. })))
    };
    assert!(asks(&w), "an earlier run wrote it, and it is not there");
    let write = queries::server::on_host(&w, &ServerId::MAIN, HostOp::WriteUnit { unit, text: String::new() }).unwrap();
    w.observed.did(write);
    assert!(!asks(&w));
}

#[test]
fn what_may_not_change_does_not_and_what_may_is_written_down() {
    let mut engine = Engine::new(site(), options(Goal::Build { until: StepId::Service }), Ledger::default());
    let mut other = site();
    other.domain = crate::engine::fixture::name("other.com");
    other.certificate.validation = Validation::Email;
    let effects = engine.handle(NOW, Event::Reconfigured(Box::new(other)));
    let opened = effects.iter().find_map(|e| match e {
        Effect::Append(_, JournalEntry::Opened { site, .. }) => Some(site),
        _ => None,
    });
    let now = opened.unwrap();
    assert_eq!((&now.domain, now.certificate.validation), (&site().domain, Validation::Email));
}

#[test]
fn the_persons_own_unit_is_written_and_started_though_the_service_runs() {
    let mut w = refreshed(StepId::Service);
    assert_eq!(codes(&w, StepId::Service), ["Done"]);
    w.ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::Unit(ServerId::MAIN, "first\n".into()) });
    w.ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::Unit(ServerId::MAIN, "[Unit]\nmine\n".into()) });
    assert_eq!(w.ledger.answers.len(), 1, "the last text counts");
    assert_eq!(queries::service::unit_wanted(&w, &ServerId::MAIN).as_deref(), Some("[Unit]\nmine\n"));
    let wanted = passes::plan(&GUIDE, &w).remove(0).directives.remove(0);
    let write = match &wanted {
        Directive::Do(op @ Op::Host(_, _, HostOp::WriteUnit { text, .. })) if text == "[Unit]\nmine\n" => op.clone(),
        // A unit that stood there before us is replaced only on a yes.
        Directive::Ask(Question::ReplaceUnit { diff, .. }) => panic!("asks for what was just written by the person: {diff}"),
        other => panic!("{other:?}"),
    };
    let mut engine = Engine::new(site(), options(Goal::Build { until: StepId::Service }), w.ledger.clone());
    let start = queries::server::on_host(&w, &ServerId::MAIN, HostOp::StartUnit { unit: UnitName::GUNICORN }).unwrap();
    engine.world.observed.did(start.clone());
    engine.make_old(&write);
    assert!(!engine.world.observed.has_done(|op| *op == start), "another text is to be started");
    w.observed.did(write);
    assert_eq!(codes(&w, StepId::Service), ["Done"], "written, and healthy again");
}

#[test]
fn the_first_text_is_written_again_after_another_stood_in_its_place() {
    let text = |text: &str| JournalEntry::Answered { at: NOW, answer: Answer::Unit(ServerId::MAIN, text.into()) };
    let mut w = refreshed(StepId::Service);
    let write = |w: &World, text: &str| {
        let unit = UnitName::GUNICORN;
        queries::server::on_host(w, &ServerId::MAIN, HostOp::WriteUnit { unit, text: text.into() }).unwrap()
    };
    let (first, second) = (write(&w, "first\n"), write(&w, "second\n"));
    let mut engine = Engine::new(site(), options(Goal::Build { until: StepId::Service }), Ledger::default());
    engine.world.observed.did(first);
    engine.make_old(&second);
    engine.world.observed.did(second);
    let mut found = survey();
    found.unit = Some("first\n".into());
    w.observed = engine.world.observed.clone();
    let mut w = runs(w.sees_survey(found).sees_instance());
    assert_eq!(queries::service::unit_standing(&w, &ServerId::MAIN), Some("second\n"));
    w.ledger.apply(&text("first\n"));
    assert_ne!(codes(&w, StepId::Service), ["Done"], "the second stands there");
}

#[test]
fn a_look_at_the_settings_for_other_names_plans_nothing() {
    let asks = |w: &World| codes(w, StepId::Address).iter().any(|code| code == "ask settings");
    let missing = |w: &World, names: &[&str], missing: &[&str]| {
        let app = queries::server::app(w, &ServerId::MAIN).unwrap().clone();
        let text = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let plan = SettingsPlan { missing: text(missing), before_sha256: "x".into(), ..SettingsPlan::default() };
        let mut wanted = queries::settings::wanted(w, &ServerId::MAIN);
        wanted.hosts = text(names);
        wanted.origins = names.iter().filter(|n| !n.starts_with("172.")).map(|n| format!("https://{n}")).collect();
        let look = HostOp::LookSettings { app, unit: UnitName::GUNICORN, wanted: Box::new(wanted) };
        (queries::server::on_host(w, &ServerId::MAIN, look).unwrap(), Fact::Host(HostFact::Settings(Box::new(plan))))
    };
    let mut w = refreshed(StepId::Address).with_zone();
    let (one, all) = (["www.heestagram.com", "172.31.0.11"], ["www.heestagram.com", "heestagram.com", "172.31.0.11"]);
    let (op, fact) = missing(&w, &one, &[]);
    w = w.sees(op, fact);
    assert!(!asks(&w));
    // The person went to the wildcard and back, and the answer about the wildcard's names comes last.
    let (op, fact) = missing(&w, &all, &["heestagram.com"]);
    w.observed.keep(op, fact, NOW + std::time::Duration::from_secs(10));
    assert!(!asks(&w));
    assert!(asks(&w.with_names(&["heestagram.com", "*.heestagram.com"])));
}

#[test]
fn a_yes_to_the_settings_is_not_one_to_those_of_other_names() {
    let mut ledger = Ledger::default();
    let yes = Answer::Settings { server: ServerId::MAIN, sha256: "x".into() };
    ledger.apply(&JournalEntry::Opened { at: NOW, site: Box::new(site()) });
    ledger.apply(&JournalEntry::Answered { at: NOW, answer: yes.clone() });
    ledger.apply(&JournalEntry::Opened { at: NOW, site: Box::new(site()) });
    assert!(ledger.answers.contains(&yes));
    let other = world().with_names(&["heestagram.com", "*.heestagram.com"]).site;
    ledger.apply(&JournalEntry::Opened { at: NOW, site: Box::new(other) });
    assert!(!ledger.answers.contains(&yes));
}

#[test]
fn a_yes_to_the_costs_is_not_one_to_those_of_more_zones() {
    let spread = |zones| {
        let mut site = site();
        site.balancer.zones = zones;
        JournalEntry::Opened { at: NOW, site: Box::new(site) }
    };
    let mut ledger = Ledger::default();
    ledger.apply(&spread(Spread::Two));
    ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::Costs });
    ledger.apply(&spread(Spread::Two));
    assert!(ledger.answers.contains(&Answer::Costs));
    let mut other = ledger.clone();
    ledger.apply(&spread(Spread::All));
    assert!(!ledger.answers.contains(&Answer::Costs));
    other.apply(&spread(Spread::These(["us-east-1a", "us-east-1b", "us-east-1c"].map(|zone| zone.parse().unwrap()).to_vec())));
    assert!(!other.answers.contains(&Answer::Costs));
}

#[test]
fn settings_are_put_back_and_then_asked_about_again() {
    let mut w =
        refreshed(StepId::Address).with_zone().with_resource(Resource::Settings { server: ServerId::MAIN, path: "/settings.py".into() });
    w.ledger.answers.push(Answer::Settings { server: ServerId::MAIN, sha256: "x".into() });
    w.ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::RevertSettings(ServerId::MAIN) });
    assert_eq!(w.ledger.answers, [Answer::RevertSettings(ServerId::MAIN)], "the consent is taken back");
    assert!(codes(&w, StepId::Address).contains(&"restore-settings".to_owned()), "{:?}", codes(&w, StepId::Address));
    w.ledger.apply(&JournalEntry::Ended { id: OpId(1), at: NOW, outcome: Outcome::Unmade(Slot::Settings(ServerId::MAIN)) });
    assert!(w.ledger.answers.is_empty());
    w.ledger.apply(&JournalEntry::Answered { at: NOW, answer: Answer::RevertSettings(ServerId::MAIN) });
    assert!(w.ledger.answers.is_empty(), "nothing was written: nothing to put back");
}

#[test]
fn a_value_that_was_not_typed_is_asked_about_again_and_what_is_left_is_kept_in_mind_until_something_is_made() {
    let file = || Resource::EnvironmentFile { server: ServerId::MAIN, path: "/etc/a.env".into(), names: vec!["A".into()] };
    let mut w = world().with_resource(file());
    let mut say = |record: JournalEntry| {
        w.ledger.apply(&record);
        (w.ledger.answers.len(), w.ledger.left.clone())
    };
    let op = |op: HostOp| Box::new(queries::server::on_host(&world(), &ServerId::MAIN, op).unwrap());
    let started = |id: u64, host: HostOp| JournalEntry::Started { id: OpId(id), at: NOW, op: op(host), token: Token(String::new()) };
    let ended = |id: u64, outcome: Outcome| JournalEntry::Ended { id: OpId(id), at: NOW, outcome };
    let write = || HostOp::WriteVariable { name: "A".into(), file: "/etc/a.env".into() };
    say(JournalEntry::Answered { at: NOW, answer: Answer::TypeVariable { server: ServerId::MAIN, name: "A".into() } });
    say(started(1, write()));
    assert_eq!(say(ended(1, Outcome::Failed(Fault::retry(Code::SshLost, "")))).0, 1, "the person said yes to it");
    say(started(2, write()));
    let none = Fault::person(Code::VariableNotTyped, Remedy::SetVariable, "");
    assert_eq!(say(ended(2, Outcome::Failed(none))).0, 0);
    say(started(3, HostOp::LeaveEnvironmentFile { path: "/etc/a.env".into() }));
    assert_eq!(say(ended(3, Outcome::Left(Slot::EnvironmentFile(ServerId::MAIN)))).1, [file()]);
    assert_eq!(say(JournalEntry::Closed { at: NOW }).1, [file()]);
    assert!(say(started(4, write())).1.is_empty());
}

fn certificate(names: &[&str], validation: Validation) -> Certificate {
    Certificate {
        arn: "arn:c".into(),
        spec: CertificateSpecSeen { names: names.iter().map(ToString::to_string).collect(), validation: Some(validation), key_type: None },
        state: CertificateState::Pending,
        records: vec![],
        mailboxes: vec!["admin@heestagram.com".into()],
        failure: None,
        not_after: None,
        in_use: false,
        told: Told::default(),
        tagged: true,
        created: None,
        made: None,
    }
}

fn holding(seen: Certificate, wanted: Validation) -> World {
    let arn = CertificateArn("arn:c".into());
    let mut w = refreshed(StepId::Certificate).with_zone().with_resource(Resource::Certificate { arn: arn.clone(), adopted: false });
    w.site.certificate.validation = wanted;
    w.site.server.manage = false;
    w.options.trust_delegation = true;
    let look = CloudOp::LookCertificate { arn };
    w.sees(Op::Cloud(look), Fact::Cloud(CloudFact::CertificateState(seen)))
}

#[test]
fn a_certificate_that_is_none_the_site_is_to_have_is_asked_about_and_replaced() {
    let next = |w: &World| steps::certificate::Certificate.directives(w).iter().map(|n| format!("{n:?}")).collect::<String>();
    let (www, both) = (["www.heestagram.com"], ["heestagram.com", "*.heestagram.com"]);
    assert!(next(&holding(certificate(&www, Validation::Email), Validation::Email)).contains("Mail"));
    for seen in [certificate(&www, Validation::Dns), certificate(&both, Validation::Email)] {
        let mut w = holding(seen, Validation::Email);
        assert!(next(&w).contains("RequestAnew"), "{}", next(&w));
        w.ledger.answers.push(Answer::RequestAnew("arn:c".into()));
        assert!(next(&w).contains("DeleteCertificate"));
        let served = Resource::Listener { door: crate::engine::slot::Scheme::Https, arn: "arn:l".into() };
        assert!(!next(&w.with_resource(served)).contains("DeleteCertificate"), "it is served");
    }
}

#[test]
fn mails_are_sent_again_once_and_no_record_is_kept_of_the_wish() {
    let mut engine = Engine::new(site(), options(Goal::Build { until: StepId::Live }), Ledger::default());
    engine.world =
        World { observed: holding(certificate(&["www.heestagram.com"], Validation::Email), Validation::Email).observed, ..engine.world };
    let effects = engine.handle(NOW, Event::Answered(Answer::MailAgain(None)));
    assert!(
        engine.world.observed.mail_again.is_some()
            && !effects.iter().any(|e| matches!(e, Effect::Append(_, JournalEntry::Answered { .. })))
    );
    let names = site().certificate_names();
    engine.make_old(&Op::Cloud(CloudOp::ResendValidation { arn: "arn:c".into(), names, domain: site().domain }));
    assert!(engine.world.observed.mail_again.is_none());
}
