//! What is kept when the wizard is left, and what never is.

use crossterm::event::KeyCode;
use landfall::engine::queries;
use landfall::engine::step_id::StepId;
use landfall::ports::SecretKind;
use landfall::text::Language;
use landfall::ui::model::{Choice, Page, Phase, Row};
use landfall::ui::msg::Msg;

use super::bench::Wizard;

#[tokio::test]
async fn coming_back_is_the_same_screen_and_the_same_world() {
    let mut w = Wizard::over("happy", Language::En);
    w.built(StepId::Domain).await;
    w.show(StepId::NameServers);
    w.until("watched", |w| queries::delegation::observed(w.site().world.as_ref().unwrap()).is_some()).await;
    w.down_to(Row::Choice(Choice::Registrar));
    w.press(KeyCode::Right);
    w.down_to(Row::Tick(1));
    w.keys(" ");
    let (memo, ledger) = (w.site().memo.clone(), w.site().world.as_ref().unwrap().ledger.clone());
    assert_eq!((memo.registrar.as_deref(), memo.ticks.as_slice()), (Some("gandi"), [1].as_slice()));

    let mut w = w.again("happy").await;
    w.until_found().await;
    w.press(KeyCode::Enter);
    w.until("watched", |w| w.site().elsewhere().is_some()).await;
    assert_eq!((w.site().screen, &w.site().memo), (StepId::NameServers, &memo));
    let now = &w.site().world.as_ref().unwrap().ledger;
    assert_eq!((&now.resources, &now.answers), (&ledger.resources, &ledger.answers));
}

#[tokio::test]
async fn a_form_that_was_left_unfinished_comes_back() {
    let mut w = Wizard::over("happy", Language::En);
    w.reach_form().await;
    (0..5).for_each(|_| w.press(KeyCode::Down));
    w.control('u');
    w.keys("half.");
    let mut w = w.again("happy").await;
    w.reach_form().await;
    let Page::Form(form) = &w.model.page else { panic!("{:?}", w.model.page) };
    assert_eq!(form.text(landfall::ui::model::FormField::Domain), "half.");
}

/// A journal has one writer: a second wizard over it says so, and the first goes on undisturbed.
#[tokio::test]
async fn a_site_that_is_open_elsewhere_is_refused_in_words() {
    let mut first = Wizard::over("happy", Language::En);
    first.built(StepId::Domain).await;
    let mut second = first.beside("happy");
    second.until_found().await;
    second.press(KeyCode::Enter);
    second.until("opened", |w| w.site().world.is_some() && w.site().phase != Phase::Opening).await;
    second.show(StepId::NameServers);
    // A mere look locks nobody out; the watch over the name servers is a run, and is refused.
    second.until("refused", |w| matches!(&w.model.page, Page::Site(page) if page.phase == Phase::Over)).await;
    let trouble = second.site().trouble.clone().unwrap();
    assert!(trouble.contains(&std::process::id().to_string()) && second.site().world.is_some(), "{trouble}");
    assert!(second.picture().contains(trouble.get(..20).unwrap()), "{}", second.picture());
    first.show(StepId::NameServers);
    first.until("watched", |w| w.site().elsewhere().is_some()).await;
}

#[tokio::test]
async fn a_secret_is_shown_nowhere_and_goes_only_to_who_asked() {
    let mut w = Wizard::over("happy", Language::En);
    let kind = SecretKind::KeyPassphrase { key: "/home/me/.ssh/site.pem".into() };
    for again in [false, true] {
        w.take(Msg::Secret { kind: kind.clone(), again });
        w.keys("hunter2ㅂ");
        w.take(Msg::Paste("more\n".to_owned()));
        assert!(w.picture().contains("••••••••••••"), "{}", w.picture());
        let everything = format!("{:?}\n{}", w.model, w.picture());
        assert!(!everything.contains("hunter2") && !everything.contains("more\\n"), "{everything}");
        w.press(KeyCode::Enter);
        assert!(w.model.overlay.is_none() && !format!("{:?}", w.model).contains("hunter2"));
    }
}

/// What was typed may be typed anew as long as nothing was made of it.
#[tokio::test]
async fn a_form_is_opened_again_until_something_was_made() {
    use landfall::ui::model::{FormField, StartRow};
    let mut w = Wizard::over("happy", Language::En);
    w.reach_form().await;
    (0..6).for_each(|_| w.press(KeyCode::Down));
    w.control('u');
    w.keys("blog");
    w.press(KeyCode::Esc);
    w.until_found().await;
    w.press(KeyCode::Down);
    w.press(KeyCode::Enter);
    let Page::Form(form) = &w.model.page else { panic!("{:?}", w.model.page) };
    assert_eq!((form.text(FormField::Host), form.text(FormField::Domain)), ("blog", "heestagram.com"));
    w.until("scouted", |w| matches!(&w.model.page, Page::Form(form) if form.account_info().is_some())).await;
    (0..6).for_each(|_| w.press(KeyCode::Down));
    w.control('u');
    w.keys("www");
    w.press(KeyCode::Down);
    w.press(KeyCode::Down);
    w.press(KeyCode::Enter);
    w.until_checked().await;
    w.show(StepId::Service);
    assert_eq!(w.site().site.fqdn().as_str(), "www.heestagram.com");
    w.serve().await;
    let mut w = w.again("happy").await;
    w.until_found().await;
    let Page::Start(start) = &w.model.page else { panic!("{:?}", w.model.page) };
    assert!(!start.rows().contains(&StartRow::Change), "what stands belongs to what was typed");
}

/// A text of the service file that was begun is there again, however the wizard was left.
#[tokio::test]
async fn an_edited_service_file_comes_back() {
    for esc in [true, false] {
        let mut w = Wizard::over("happy", Language::En);
        w.built(StepId::Service).await;
        w.keys("e");
        w.keys("# half a thought");
        if esc {
            w.press(KeyCode::Esc);
        }
        w.control('c');
        assert!(w.left.is_some());
        let mut w = w.again("happy").await;
        w.until_found().await;
        w.press(KeyCode::Enter);
        w.until_rest().await;
        w.show(StepId::Service);
        w.keys("e");
        assert_eq!(w.site().editor.as_ref().unwrap().lines()[0], "# half a thought[Unit]");
    }
}
