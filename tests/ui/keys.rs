//! What keys do, and what they never do.

use crossterm::event::KeyCode;
use landfall::engine::queries;
use landfall::engine::slot::Slot;
use landfall::engine::step_id::StepId;
use landfall::site::ServerId;
use landfall::text::Language;
use landfall::ui::model::{Choice, Row};
use landfall::ui::msg::Msg;

use super::bench::Wizard;
use super::screens::with_two_zones;

#[tokio::test]
async fn once_live_the_side_door_is_closed_by_its_own_key_alone() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Live).await;
    for key in [KeyCode::Up, KeyCode::Up, KeyCode::Right, KeyCode::Left, KeyCode::Left, KeyCode::Right] {
        w.press(key);
    }
    assert_eq!((w.site().screen, w.site().site.server.close_http), (StepId::Live, false));
    shows!(w, "live-open-door");
    w.keys("cc");
    w.until("closed", |w| w.site().holds(&Slot::SideDoor)).await;
    w.until_done(StepId::Live).await;
    assert!(!w.site().rows().contains(&Row::CloseDoor));
}

#[tokio::test]
async fn a_server_that_is_told_by_its_address() {
    let mut w = Wizard::over("happy", Language::En);
    w.reach_form().await;
    for _ in 0..2 {
        w.press(KeyCode::Down);
    }
    w.control('u');
    w.keys("203.0.113.10");
    for _ in 0..6 {
        w.press(KeyCode::Down);
    }
    w.press(KeyCode::Enter);
    w.until_checked().await;
    w.show(StepId::Service);
    assert_eq!(w.site().site.server.instance, None);
    w.serve().await;
    w.show(StepId::Domain);
    w.press(KeyCode::Enter);
    w.until_asked("instance").await;
    shows!(w, "which-instance");
    w.agree();
    w.until_asked("costs").await;
    w.agree();
    w.until_done(StepId::Domain).await;
    assert!(w.told.iter().all(|(standing, _)| standing.asks.iter().all(|(_, question)| question.code() != "vanished")));
}

#[tokio::test]
async fn turning_the_pages_chooses_nothing() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Domain).await;
    w.show(StepId::Live);
    w.down_to(Row::Do);
    w.press(KeyCode::Enter);
    w.until("under way", |w| w.site().aimed() == Some(StepId::Live) && w.site().elsewhere().is_none()).await;
    let site = w.site().site.clone();
    for code in [KeyCode::Left, KeyCode::Right] {
        for _ in 0..9 {
            w.press(code);
        }
        assert_eq!(w.site().site, site);
    }
    assert_eq!(w.site().screen, StepId::Teardown);
}

#[tokio::test]
async fn a_yes_is_for_the_answer_under_the_cursor_or_the_only_one() {
    let mut w = with_two_zones(Language::En).await;
    w.until_zones().await;
    w.down_to(Row::Later);
    w.keys("y3");
    assert!(w.site().asks().next().is_some() && w.told.last().unwrap().1.ledger.answers.len() < 3);
    let answer = Row::Answer(w.site().asks().next().unwrap().0, 1);
    w.down_to(answer);
    w.agree();
    w.until_done(StepId::Domain).await;
    let world = w.site().world.as_ref().unwrap();
    let second = w.stage.see(|scene| scene.aws.route53.zones[1].name_servers.clone());
    let names: Vec<String> = queries::zone::held(world).unwrap().1.iter().map(ToString::to_string).collect();
    assert!(second.iter().all(|name| names.contains(&name.to_string())), "{names:?} {second:?}");
}

#[tokio::test]
async fn settings_are_put_back_by_their_key_after_coming_back_too() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Address).await;
    let mut w = w.again("happy").await;
    w.until_found().await;
    w.press(KeyCode::Enter);
    w.until_rest().await;
    w.show(StepId::Address);
    assert!(w.site().looking() && w.site().holds(&Slot::Settings(ServerId::MAIN)));
    w.keys("vv");
    w.until_asked("settings").await;
    assert!(!w.site().holds(&Slot::Settings(ServerId::MAIN)));
}

#[tokio::test]
async fn the_language_is_changed_by_a_key() {
    let mut w = Wizard::over("happy", Language::En);
    w.reach_form().await;
    w.press(KeyCode::F(2));
    assert_eq!(w.model.words.language(), Language::Ko);
    assert!(w.picture().contains("도메인"));
    w.reach_site().await;
    w.keys("L");
    assert!(w.model.words.language() == Language::En && w.picture().contains("Service file"));
}

#[tokio::test]
async fn nothing_is_drawn_when_nothing_changed() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Domain).await;
    let later = |w: &Wizard| Msg::Tick(landfall::engine::time::Timestamp(w.model.now.0 + 1_000));
    w.model.dirty = false;
    w.take(later(&w));
    assert!(!w.model.dirty, "nothing is waited for on this screen");
    w.press(KeyCode::Tab);
    assert!(w.model.dirty);
    w.until("watched", |w| w.site().elsewhere().is_some()).await;
    w.model.dirty = false;
    w.take(later(&w));
    assert!(w.model.dirty, "a wait shows its time");
}

#[tokio::test]
async fn the_registrar_is_told_by_its_name_servers() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Domain).await;
    w.show(StepId::NameServers);
    w.until("watched", |w| queries::delegation::observed(w.site().world.as_ref().unwrap()).is_some()).await;
    assert_eq!((w.site().registrar().unwrap().id.as_str(), w.site().memo.registrar.as_deref()), ("gabia", None));
    w.down_to(Row::Choice(Choice::Registrar));
    w.press(KeyCode::Left);
    assert_eq!(w.site().registrar().unwrap().id, "dynadot");
    w.press(KeyCode::Enter);
    w.keys("가비");
    w.press(KeyCode::Esc);
    assert_eq!(w.site().registrar().unwrap().id, "dynadot", "nothing was chosen");
    w.keys("g");
    w.keys("가비");
    w.press(KeyCode::Enter);
    assert_eq!((w.site().memo.registrar.as_deref(), w.model.overlay.is_none()), (Some("gabia"), true));
    w.keys("g");
    w.keys("nobody");
    w.press(KeyCode::Enter);
    assert_eq!(w.site().memo.registrar.as_deref(), Some("other"), "of whom nothing is known is always listed");
}

#[tokio::test]
async fn what_was_typed_at_the_registrar_is_checked_before_it_is_saved_there() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Domain).await;
        w.show(StepId::NameServers);
        w.until("watched", |w| w.site().elsewhere().is_some()).await;
        let ours = w.site().name_servers();
        let labelled = |names: &[String]| {
            names.iter().enumerate().map(|(n, name)| format!("{}차 {name}. 205.251.192.1\r\n", n + 1)).collect::<String>()
        };
        w.keys("e");
        shows!(w, "paste-empty");
        w.take(Msg::Paste(labelled(&ours).to_uppercase()));
        let right = w.model.words.get("ui-paste-right");
        assert!(w.picture().contains(&right), "{}", w.picture());
        w.control('u');
        let mut typed = ours.clone();
        typed[3].remove(13);
        typed[0] = "ns.gabia.co.kr".to_owned();
        w.take(Msg::Paste(labelled(&typed)));
        assert!(!w.picture().contains(&right), "{}", w.picture());
        shows!(w, "paste-wrong");
        w.press(KeyCode::Esc);
        w.keys("g");
        shows!(w, "pick-registrar");
        w.keys("cafe24");
        w.press(KeyCode::Enter);
        w.until("the addresses", |w| w.picture().contains("205.251.")).await;
        shows!(w, "nameservers-cafe24");
        w.keys("g");
        w.keys("cloudf");
        w.press(KeyCode::Enter);
        shows!(w, "nameservers-cloudflare");
    }
}

#[tokio::test]
async fn a_path_for_the_health_check_is_typed_where_it_is_asked_for_and_kept() {
    for language in Language::ALL {
        let mut w = Wizard::over("api-404", language);
        w.built(StepId::NameServers).await;
        w.show(StepId::Address);
        w.press(KeyCode::Enter);
        w.until_asked("settings").await;
        w.agree();
        w.until("asked for a path", |w| w.site().rows().contains(&Row::TypeHealth)).await;
        shows!(w, "address-health");
        w.down_to(Row::TypeHealth);
        w.press(KeyCode::Enter);
        assert!(w.model.notice.is_some(), "nothing is no path");
        assert_eq!(w.site().site.app.health, None);
        w.keys("healthz/");
        w.press(KeyCode::Enter);
        w.until_done(StepId::Address).await;
        assert_eq!(w.site().site.app.health.as_ref().map(|path| path.as_str()), Some("/healthz/"));
    }
}

#[tokio::test]
async fn money_is_never_under_the_bar_and_no_letter_alone_spends_it() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Service).await;
        w.show(StepId::Domain);
        w.press(KeyCode::Enter);
        w.until_asked("costs").await;
        assert_eq!(w.site().row(), Some(Row::Later), "whoever holds Enter down only turns the page");
        for _ in 0..5 {
            w.keys("y");
        }
        assert!(w.site().asked() && w.model.notice.is_some(), "{}", w.picture());
        assert!(matches!(w.site().row(), Some(Row::Answer(..))));
        shows!(w, "costs-pointed-at");
        w.press(KeyCode::Enter);
        w.until_done(StepId::Domain).await;
    }
}

#[tokio::test]
async fn on_live_the_bar_stands_on_a_look_and_not_on_the_way_to_the_teardown() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Live).await;
    w.until_rest().await;
    assert_eq!(w.site().row(), Some(Row::LookAgain));
    w.press(KeyCode::Enter);
    w.until_rest().await;
    assert_eq!((w.site().screen, w.site().row()), (StepId::Live, Some(Row::LookAgain)));
    w.keys("r");
    assert!(!w.site().restarting(), "a letter alone restarts nothing");
}
