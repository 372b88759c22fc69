//! Every screen at 80x24 in both languages, as real keys bring it up.

use crossterm::event::KeyCode;
use landfall::engine::fault::Code;
use landfall::engine::goal::{Goal, Scope};
use landfall::engine::queries;
use landfall::engine::slot::Slot;
use landfall::engine::step_id::StepId;
use landfall::ports::{Clock, Errands};
use landfall::practice::{HOST_KEY, PracticeErrands, Scenario, SimState};
use landfall::site::ServerId;
use landfall::site::options::OptionId;
use landfall::text::Language;
use landfall::ui::model::{Choice, Overlay, Row};
use landfall::ui::msg::Msg;

use super::bench::Wizard;

#[tokio::test]
async fn start_and_form() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        shows!(w, "start-looking");
        w.reach_form().await;
        w.press(KeyCode::F(1));
        shows!(w, "form-story");
        w.press(KeyCode::Esc);
        for _ in 0..5 {
            w.press(KeyCode::Down);
        }
        shows!(w, "form");
        w.control('u');
        shows!(w, "form-empty-domain");
        w.keys("한글_example..com");
        shows!(w, "form-wrong-domain");
        w.control('u');
        w.keys("example.co.kr");
        w.press(KeyCode::Down);
        w.control('u');
        w.keys("a.b");
        shows!(w, "form-not-covered");
        w.press(KeyCode::Esc);
        w.until_found().await;
        shows!(w, "start");
    }
}

#[tokio::test]
async fn a_host_key_that_is_not_the_consoles_is_a_warning_and_enter_does_not_take_it() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        let change = |scene: &mut SimState| {
            scene.server.host_key = HOST_KEY.replace("aJy", "bJy");
            Ok::<_, ()>(())
        };
        w.stage.play(change).unwrap().unwrap();
        w.reach_form().await;
        w.reach_site().await;
        w.press(KeyCode::Enter);
        w.until_asked("host-key").await;
        shows!(w, "service-other-host-key");
        w.press(KeyCode::Enter);
        w.until("looked at again", |w| !w.site().asked()).await;
        w.until_asked("host-key").await;
        assert!(w.site().world.as_ref().is_some_and(|world| world.ledger.answers.is_empty()), "taken by Enter alone");
        w.choose(2);
        w.until_met().await;
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_told_with_the_cause_that_ec2_has() {
    for language in Language::ALL {
        let mut w = Wizard::over("ssh-group-closed", language);
        w.reach_form().await;
        w.reach_site().await;
        assert!(w.site().stuck().any(|stuck| stuck.fault.code == Code::SshPortClosed));
        shows!(w, "service-ssh-port-closed");
        let mut w = Wizard::over("server-stopped", language);
        w.reach_form().await;
        // Only running servers are offered: Enter leads to the field that is still empty.
        (0..8).for_each(|_| w.press(KeyCode::Down));
        w.press(KeyCode::Enter);
        let id = w.stage.see(|scene| scene.aws.ec2.instances[0].id.clone());
        w.keys(&id);
        w.reach_site().await;
        assert!(w.site().stuck().any(|stuck| stuck.fault.code == Code::InstanceNotRunning));
        shows!(w, "service-server-stopped");
    }
}

#[tokio::test]
async fn service() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.reach_form().await;
        w.reach_site().await;
        shows!(w, "service");
        w.keys("?");
        shows!(w, "service-story");
        w.press(KeyCode::Esc);
        w.press(KeyCode::Enter);
        w.until_asked("host-key").await;
        shows!(w, "service-host-key");
        w.agree();
        w.until_met().await;
        shows!(w, "service-met");
        w.press(KeyCode::Enter);
        w.until("written", |w| w.site().holds(&Slot::Unit(ServerId::MAIN))).await;
        shows!(w, "service-under-way");
        w.until_done(StepId::Service).await;
        shows!(w, "service-done");
        w.press(KeyCode::PageDown);
        shows!(w, "service-panel");
        w.keys("e");
        w.press(KeyCode::Down);
        w.keys("# 한글 주석");
        w.press(KeyCode::Enter);
        shows!(w, "service-editor");
        w.control('s');
        w.until("written again", |w| w.site().state(StepId::Service) != landfall::engine::status::StepState::Done).await;
        w.until_done(StepId::Service).await;
        w.keys("rr");
        w.until("restarting", |w| w.site().restarting() && !w.site().ops.is_empty()).await;
        shows!(w, "service-restarting");
        w.until("restarted", |w| w.model.notice.is_some()).await;
        shows!(w, "service-restarted");
    }
}

#[tokio::test]
async fn domain_and_name_servers() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Service).await;
        w.show(StepId::Domain);
        shows!(w, "domain");
        w.press(KeyCode::Enter);
        w.until_asked("costs").await;
        shows!(w, "domain-costs");
        w.agree();
        w.until_done(StepId::Domain).await;
        w.keys("1");
        shows!(w, "domain-done");
        w.show(StepId::NameServers);
        w.until("watched", |w| queries::delegation::observed(w.site().world.as_ref().unwrap()).is_some()).await;
        w.down_to(Row::Choice(Choice::Registrar));
        w.keys("g");
        w.keys("other");
        w.press(KeyCode::Enter);
        shows!(w, "nameservers-other");
        w.keys("g");
        w.keys("gabia");
        w.press(KeyCode::Enter);
        w.down_to(Row::Tick(0));
        w.keys(" ");
        shows!(w, "nameservers-gabia");
        w.press(KeyCode::PageDown);
        shows!(w, "nameservers-below");
        w.keys("a");
        w.reach_registrar().await;
        shows!(w, "registrar");
        w.control('v');
        w.keys("x");
        w.press(KeyCode::Down);
        w.press(KeyCode::Up);
        w.control('u');
        w.keys("ns 한글");
        w.press(KeyCode::Down);
        w.press(KeyCode::Enter);
        w.until("refused", |w| matches!(&w.model.overlay, Some(Overlay::Registrar(form)) if form.refused.is_some())).await;
        shows!(w, "registrar-refused");
        w.press(KeyCode::Esc);
        w.hand_over().await;
        w.until_done(StepId::NameServers).await;
        shows!(w, "nameservers-done");
    }
}

/// The happy world, with two zones of the domain in it of which the parent names the second.
pub async fn with_two_zones(language: Language) -> Wizard {
    let happy = std::fs::read_to_string("assets/practice/happy.toml").unwrap();
    let zones = "[[zone]]\ndomain = \"heestagram.com\"\n".repeat(2);
    let w = Wizard::over_world(Scenario::read("happy", &format!("{happy}\n{zones}")).unwrap(), language);
    let second = w.stage.see(|scene| scene.aws.route53.zones[1].name_servers.clone());
    let errands = PracticeErrands::new(w.stage.clone());
    errands.hand_over(&"heestagram.com".parse().unwrap(), &second).await.unwrap();
    let clock = w.stage.clock();
    clock.sleep_until(clock.now() + std::time::Duration::from_secs(1200)).await;
    w
}

#[tokio::test]
async fn zones_of_the_same_name_are_told_apart() {
    for language in Language::ALL {
        let mut w = with_two_zones(language).await;
        w.until_zones().await;
        shows!(w, "domain-which-zone");
        w.choose(2);
        w.until_done(StepId::Domain).await;
        w.until_rest().await;
        shows!(w, "domain-adopted");
    }
}

#[tokio::test]
async fn address_and_certificate() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::NameServers).await;
        w.show(StepId::Address);
        shows!(w, "address");
        w.press(KeyCode::Enter);
        w.until_asked("settings").await;
        shows!(w, "address-settings");
        w.agree();
        w.until_done(StepId::Address).await;
        shows!(w, "address-done");
        w.takes_mail();
        w.show(StepId::Certificate);
        shows!(w, "certificate");
        w.down_to(Row::Choice(Choice::Option(OptionId::CertificateNames)));
        w.press(KeyCode::Right);
        w.until_told().await;
        shows!(w, "certificate-wildcard");
        w.press(KeyCode::Left);
        w.down_to(Row::Choice(Choice::Option(OptionId::Validation)));
        w.press(KeyCode::Right);
        w.until_told().await;
        shows!(w, "certificate-by-mail");
        w.down_to(Row::Choice(Choice::Option(OptionId::KeyType)));
        w.press(KeyCode::Right);
        w.until_told().await;
        shows!(w, "certificate-ec-key");
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until("mail", |w| w.site().elsewhere().is_some() && !w.site().standing.waits.is_empty()).await;
        shows!(w, "certificate-mailed");
        w.keys("mm");
        w.until("sent again", |w| w.site().ops.iter().any(|op| op.op.code().as_str() == "resend-validation" && !op.open())).await;
        w.keys("o");
        w.until("mails", |w| matches!(&w.model.overlay, Some(Overlay::Mailbox(mailbox)) if !mailbox.mails.is_empty())).await;
        shows!(w, "mailbox");
        w.press(KeyCode::Enter);
        shows!(w, "mail");
        w.press(KeyCode::Esc);
        w.press(KeyCode::Esc);
        let mailed = w.stage.see(|scene| scene.aws.acm.certificates[0].arn.clone());
        w.keys("uu");
        let written =
            |w: &Wizard| w.site().world.as_ref().is_some_and(|w| w.ledger.resources.keys().any(|s| matches!(s, Slot::Validation(_))));
        w.until("written", written).await;
        let arns = w.stage.see(|scene| scene.aws.acm.certificates.iter().map(|c| c.arn.clone()).collect::<Vec<_>>());
        assert!(arns.len() == 1 && arns[0] != mailed, "requested anew, and the old one deleted: {arns:?}, {mailed}");
        w.until("waits", |w| w.site().standing.waits.iter().any(|wait| wait.step == StepId::Certificate)).await;
        shows!(w, "certificate-waits");
        w.until_done(StepId::Certificate).await;
        shows!(w, "certificate-done");
    }
}

#[tokio::test]
async fn mail_is_approved() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Address).await;
    w.takes_mail();
    w.show(StepId::Certificate);
    w.down_to(Row::Choice(Choice::Option(OptionId::Validation)));
    w.press(KeyCode::Right);
    w.down_to(Row::Do);
    w.press(KeyCode::Enter);
    w.until("mail", |w| w.site().elsewhere().is_some()).await;
    w.keys("o");
    w.until("mails", |w| matches!(&w.model.overlay, Some(Overlay::Mailbox(mailbox)) if !mailbox.mails.is_empty())).await;
    w.press(KeyCode::Enter);
    w.press(KeyCode::Enter);
    w.until("approved", |w| matches!(&w.model.overlay, Some(Overlay::Mailbox(mailbox)) if mailbox.mails.iter().all(|m| m.approved))).await;
    shows!(w, "mail-approved");
    w.press(KeyCode::Esc);
    w.press(KeyCode::Esc);
    w.until_done(StepId::Certificate).await;
}

#[tokio::test]
async fn balancer_and_live() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Certificate).await;
        w.show(StepId::Balancer);
        shows!(w, "balancer");
        w.down_to(Row::Choice(Choice::Option(OptionId::Zones)));
        w.press(KeyCode::Right);
        w.until_told().await;
        shows!(w, "balancer-every-zone");
        w.press(KeyCode::Left);
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until_asked("costs").await;
        shows!(w, "balancer-costs");
        w.agree();
        w.until("provisioning", |w| w.site().standing.waits.iter().any(|wait| wait.op.code().as_str() == "look-balancer")).await;
        shows!(w, "balancer-under-way");
        w.until_done(StepId::Balancer).await;
        shows!(w, "balancer-done");
        w.show(StepId::Live);
        w.down_to(Row::Choice(Choice::Option(OptionId::CloseHttp)));
        w.press(KeyCode::Right);
        w.until_told().await;
        shows!(w, "live");
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until_done(StepId::Live).await;
        shows!(w, "live-done");
    }
}

/// What would change the account is done by a key of its own, never in passing.
/// With the address typed, the first step does without AWS, and AWS's first looks come when the second one begins.
/// Whoever turns the pages while something is under way changes nothing.
/// Which of several is meant nobody can tell from a `y`.
#[tokio::test]
async fn a_typo_at_the_registrar_is_told_apart() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Domain).await;
        w.show(StepId::NameServers);
        w.until("watched", |w| w.site().elsewhere().is_some()).await;
        w.keys("a");
        w.reach_registrar().await;
        w.control('v');
        w.press(KeyCode::Backspace);
        w.press(KeyCode::Down);
        w.press(KeyCode::Enter);
        w.until("taken", |w| matches!(&w.model.overlay, Some(Overlay::Registrar(form)) if form.taken)).await;
        w.press(KeyCode::Esc);
        let ours = |w: &Wizard| queries::zone::held(w.site().world.as_ref().unwrap()).unwrap().1.to_vec();
        let some = |w: &Wizard| {
            queries::delegation::observed(w.site().world.as_ref().unwrap())
                .is_some_and(|d| d.name_servers.iter().any(|n| ours(w).contains(n)))
        };
        w.until("seen", some).await;
        w.down_to(Row::OpenRegistrar);
        shows!(w, "nameservers-typo");
    }
}

#[tokio::test]
async fn the_server_goes_too_when_that_is_chosen() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Live).await;
        w.show(StepId::Teardown);
        w.down_to(Row::Choice(Choice::WithServer));
        w.press(KeyCode::Right);
        w.take_down_with_group("launch-wizard", "-1").await;
        shows!(w, "teardown-over-server-too");
        assert!(w.site().rows().is_empty(), "{:?}", w.site().rows());
        w.keys("q");
        assert!(w.left.is_some());
    }
}

/// The other language is one key away, and nothing else changes by it.
/// Time that nothing on the screen tells of is no reason to draw.
/// Who the registrar is can be told from the name servers that the registry names; choosing another stays chosen.
#[tokio::test]
async fn teardown() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.reach_form().await;
        w.reach_site().await;
        w.show(StepId::Teardown);
        shows!(w, "teardown-nothing");
        w.show(StepId::Service);
        w.serve().await;
        for step in [StepId::Domain, StepId::NameServers] {
            w.show(step);
            if step == StepId::Domain { w.create_zone().await } else { w.delegate().await }
        }
        w.address().await;
        w.certify().await;
        w.balance().await;
        w.go_live().await;
        w.show(StepId::Teardown);
        shows!(w, "teardown");
        w.down_to(Row::Choice(Choice::WithServer));
        w.press(KeyCode::Right);
        shows!(w, "teardown-server-too");
        w.press(KeyCode::Left);
        w.down_to(Row::TearDown);
        w.press(KeyCode::Enter);
        shows!(w, "teardown-type-first");
        w.confirm_teardown();
        w.until("half of it", |w| w.site().ops.iter().filter(|op| op.op.is_unmake() && !op.open()).count() >= 3).await;
        shows!(w, "teardown-under-way");
        w.until("handed back", |w| w.site().elsewhere().is_some() && !w.site().standing.waits.is_empty()).await;
        shows!(w, "teardown-hand-back");
        w.hand_over().await;
        w.until("over", |w| w.site().standing.done).await;
        shows!(w, "teardown-over");
    }
}

/// That the zone bills on is told before it begins, and where it stops for the registrar: with its price.
#[tokio::test]
async fn a_teardown_tells_before_and_at_the_registrars_what_bills_on() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Live).await;
        w.take(Msg::Resize(120, 70));
        w.show(StepId::Teardown);
        let says = |w: &Wizard, id: &str| {
            let text = w.model.words.get(id);
            let begins: String = text.chars().take(20).collect();
            assert!(w.picture().contains(&begins), "{id}:\n{}", w.picture());
        };
        let zone = |w: &Wizard, title: &str| {
            let (title, item) = (w.model.words.get(title), w.model.words.get("item-zone"));
            let picture = w.picture();
            let after = picture.split_once(&title).unwrap_or_else(|| panic!("no {title}:\n{picture}")).1;
            assert!(after.lines().any(|line| line.contains(&item) && line.contains("$0.50")), "{title}:\n{picture}");
        };
        zone(&w, "headless-bills-after");
        says(&w, "ui-teardown-waits");
        w.confirm_teardown();
        w.until("handed back", |w| w.site().elsewhere().is_some() && !w.site().standing.waits.is_empty()).await;
        zone(&w, "headless-still-bills");
        let registration = w.model.words.registration(w.site().world.as_deref().unwrap());
        assert!(w.picture().contains(&registration.chars().take(20).collect::<String>()), "{}", w.picture());
    }
}

/// Whoever begun one with the server and was cut off finds it so again, in words; nothing goes before the domain is typed.
#[tokio::test]
async fn a_teardown_that_was_begun_with_the_server_is_offered_as_it_was_begun() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Live).await;
        w.show(StepId::Teardown);
        assert!(!w.site().with_server(), "nothing that deletes is chosen for anybody");
        w.down_to(Row::Choice(Choice::WithServer));
        w.press(KeyCode::Right);
        w.confirm_teardown();
        w.until("begun", |w| w.site().world.as_ref().is_some_and(|world| world.ledger.teardown.is_some())).await;
        let mut w = w.again("happy").await;
        w.until_found().await;
        w.press(KeyCode::Enter);
        w.until_rest().await;
        w.take(Msg::Resize(120, 70));
        w.show(StepId::Teardown);
        let told = |w: &Wizard| w.picture().contains(&w.model.words.get("ui-teardown-server-begun"));
        assert!(w.site().with_server() && told(&w), "{}", w.picture());
        w.down_to(Row::TearDown);
        w.press(KeyCode::Enter);
        assert!(w.model.notice.is_some() && w.site().looking(), "the domain comes first");
        w.confirm_teardown();
        let scope = Scope { with_server: true, abandon_delegation: false };
        assert_eq!(w.site().goal, Goal::TearDown(scope), "it goes on as it was begun");
    }
}

#[tokio::test]
async fn what_goes_wrong_says_what_why_and_what_helps() {
    for language in Language::ALL {
        let worlds = [
            ("gunicorn-crashes", "fault-service"),
            ("forgot-allowed-hosts", "fault-settings"),
            ("bashrc-exits", "fault-login-shell"),
            ("asgi-only", "fault-asgi"),
            ("crash-loop:encoding", "fault-encoding"),
        ];
        for (world, name) in worlds {
            let mut w = Wizard::over(world, language);
            w.reach_form().await;
            w.reach_site().await;
            w.show(StepId::Live);
            w.down_to(Row::Do);
            w.press(KeyCode::Enter);
            let asked = |w: &Wizard| w.site().standing.asks.first().map(|(step, _)| *step);
            let stuck = |w: &Wizard| w.site().standing.stuck.first().map(|stuck| stuck.step);
            for _ in 0..12 {
                w.until("something for the person", |w| asked(w).is_some() || stuck(w).is_some() || w.site().elsewhere().is_some()).await;
                let Some(step) = asked(&w) else { break };
                w.show(if step == StepId::Look { StepId::Service } else { step });
                w.agree();
                w.until("answered", |w| asked(w) != Some(step)).await;
            }
            if let Some(step) = stuck(&w) {
                w.show(if step == StepId::Look { StepId::Service } else { step });
            }
            shows!(w, name);
        }
    }
}

#[tokio::test]
async fn small_and_large_terminals() {
    let mut w = Wizard::over("happy", Language::Ko);
    w.built(StepId::Domain).await;
    w.take(Msg::Resize(60, 20));
    shows!(w, "too-small");
    w.keys("l");
    w.take(Msg::Resize(120, 36));
    shows!(w, "domain-120x36");
    assert_eq!(w.left, None);
    w.take(Msg::Resize(60, 20));
    w.keys("q");
    assert!(w.left.is_some(), "leaving is possible in any terminal");
}
