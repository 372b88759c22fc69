//! The server's log over the screens, and what a person sees who tries again.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyCode;
use landfall::engine::fault::{Code, Fault};
use landfall::engine::op::HostOp;
use landfall::engine::op::host::{Access, UnitName};
use landfall::engine::step_id::StepId;
use landfall::ports::{Clock, Host, SecretKind};
use landfall::practice::{HOST_KEY, PracticeRemote};
use landfall::text::{Language, Words};
use landfall::ui::model::{Overlay, Row, Tried};
use landfall::ui::msg::Msg;
use landfall::ui::workspace::{Log, LogText};

use super::bench::Wizard;

impl Wizard {
    /// To where the first screen has something in the way.
    async fn reach_fault(&mut self) {
        self.reach_form().await;
        self.reach_site().await;
        self.begin_serving().await;
        self.until_stuck().await;
    }

    async fn until_stuck(&mut self) {
        self.until("stuck", |w| w.site().stuck().next().is_some() && w.site().standing.at_rest).await;
    }

    async fn until_read(&mut self) {
        self.until("read", |w| w.model.viewer.as_ref().is_some_and(|viewer| viewer.reading().text.is_some())).await;
    }

    fn lines(&self) -> usize {
        self.model.viewer.as_ref().unwrap().reading().text.as_ref().unwrap().lines.len()
    }

    /// So many seconds go by.
    async fn pass(&self, seconds: u64) {
        let clock = self.stage.clock();
        clock.sleep_until(clock.now() + Duration::from_secs(seconds)).await;
    }

    /// Somebody restarts it on the server.
    async fn restarted(&self) {
        let address = self.stage.see(|scene| scene.aws.ec2.server().unwrap().public_address.unwrap().into());
        let access =
            Access { address, port: 22, user: "ubuntu".parse().unwrap(), key: None, ssh_host: None, host_key: HOST_KEY.parse().ok() };
        let remote = Arc::new(PracticeRemote::new(self.stage.clone()));
        let server = landfall::host::RemoteServer::new(remote, "heestagram".parse().unwrap());
        server.perform(&access, &HostOp::RestartUnit { unit: UnitName::GUNICORN }).await.unwrap();
    }
}

/// The letter as the keyboard of that language gives it.
fn letter(language: Language, latin: char) -> char {
    let jamo = [('l', 'ㅣ'), ('f', 'ㄹ'), ('n', 'ㅜ'), ('q', 'ㅂ'), ('t', 'ㅅ'), ('k', 'ㅏ')];
    match language {
        Language::En => latin,
        Language::Ko => jamo.iter().find(|(key, _)| *key == latin).unwrap().1,
    }
}

#[tokio::test]
async fn the_log_opens_at_its_cause_and_closes_where_one_was() {
    for language in Language::ALL {
        let mut w = Wizard::over("gunicorn-crashes", language);
        w.reach_fault().await;
        w.down_to(Row::ReadLog);
        let before = w.picture();
        w.press(KeyCode::Char(letter(language, 'l')));
        assert!(w.picture().contains(&w.model.words.get("ui-log-reading")), "{}", w.picture());
        w.until_read().await;
        shows!(w, "log-cause");
        let marked: Vec<String> = w.picture().lines().filter(|line| line.starts_with('✖')).map(str::to_owned).collect();
        assert_eq!(marked, ["✖ ModuleNotFoundError: No module named 'whitenoise'"]);
        w.press(KeyCode::End);
        shows!(w, "log-end");
        w.press(KeyCode::Home);
        w.press(KeyCode::PageDown);
        w.press(KeyCode::Char(letter(language, 'k')));
        shows!(w, "log-scrolled");
        w.press(KeyCode::Char(letter(language, 'n')));
        w.until_read().await;
        shows!(w, "log-nginx");
        w.press(KeyCode::Char(letter(language, 'q')));
        assert_eq!((w.picture(), w.left), (before, None));
    }
}

#[tokio::test]
async fn what_comes_meanwhile_comes_in_where_it_is_followed() {
    let mut w = Wizard::over("gunicorn-crashes", Language::Ko);
    w.reach_fault().await;
    w.keys("ㅣ");
    w.until_read().await;
    w.keys("ㄹ");
    let before = w.lines();
    w.pass(10).await;
    w.restarted().await;
    w.pass(10).await;
    w.until("new lines", |w| w.lines() > before).await;
    let follows = w.model.words.get("ui-log-follows");
    assert!(w.picture().lines().nth(1).unwrap().ends_with(&follows), "{}", w.picture());
    w.press(KeyCode::Esc);
    assert!(w.model.viewer.is_none());
    // What an old reader may still tell is passed over.
    w.keys("ㅣ");
    let text = LogText { lines: vec!["of another".to_owned()], ..LogText::default() };
    w.take(Msg::Log(w.model.readers - 1, Log::Service, Box::new(Ok(Some(text)))));
    w.until_read().await;
    assert!(w.lines() > before);
}

#[tokio::test]
async fn a_log_from_outside_is_cut_between_characters_at_any_size() {
    let mut w = Wizard::over("happy", Language::Ko);
    w.built(StepId::Service).await;
    w.show(StepId::Domain);
    assert!(!w.site().rows().contains(&Row::ReadLog));
    w.keys("ㅣ");
    w.until_read().await;
    let long = "가나다라마바사".repeat(40);
    let lines = ["짧은 줄".to_owned(), format!("  File \"/home/ubuntu/{long}\""), "끝".to_owned()];
    let text = LogText { lines: lines.to_vec(), cause: Some(1), tells_of_requests: true, ..LogText::default() };
    let told = |w: &Wizard| Msg::Log(w.model.readers, Log::Service, Box::new(Ok(Some(text.clone()))));
    for size in [(80, 24), (81, 24), (120, 36), (200, 60)] {
        w.take(Msg::Resize(size.0, size.1));
        w.take(told(&w));
        w.press(KeyCode::Home);
        let picture = w.picture();
        let shown: String = picture.lines().skip(3).map(|line| line.trim_start_matches(['✖', ' '])).collect();
        assert!(shown.contains(&long), "{size:?}\n{picture}");
        assert!(picture.lines().any(|line| line.starts_with("✖   File")), "{picture}");
    }
    shows!(w, "log-200x60");
}

#[tokio::test]
async fn a_log_that_cannot_be_read_says_why_and_a_password_is_asked_for_above_it() {
    for language in Language::ALL {
        let mut w = Wizard::over("gunicorn-crashes", language);
        w.reach_fault().await;
        w.press(KeyCode::Char(letter(language, 'l')));
        let kind = SecretKind::SudoPassword { user: "ubuntu".into(), address: [203, 0, 113, 10].into() };
        w.take(Msg::Secret { kind, again: false });
        w.keys("lqf");
        assert!(matches!(w.model.overlay, Some(Overlay::Secret(_))) && w.picture().contains("•••"), "{}", w.picture());
        w.press(KeyCode::Esc);
        assert!(w.model.overlay.is_none() && w.model.viewer.is_some(), "back above the log");
        w.until_read().await;
        w.press(KeyCode::Char(letter(language, 'f')));
        let lost = || Msg::Log(w.model.readers, Log::Service, Box::new(Err(Fault::retry(Code::SshLost, "203.0.113.10:22"))));
        w.take(lost());
        assert!(!w.model.viewer.as_ref().unwrap().following);
        shows!(w, "log-lost");
        w.press(KeyCode::Tab);
        let timeout = Fault::retry(Code::SshTimeout, "203.0.113.10:22");
        w.take(Msg::Log(w.model.readers, Log::Nginx, Box::new(Err(timeout))));
        shows!(w, "log-unreachable");
    }
}

#[tokio::test]
async fn whoever_tries_again_sees_that_it_was_tried_and_what_came_of_it() {
    for language in Language::ALL {
        let mut w = Wizard::over("gunicorn-crashes", language);
        w.reach_fault().await;
        assert_eq!(w.site().row(), Some(Row::Retry));
        for count in 1..=2 {
            w.press(KeyCode::Char(letter(language, 't')));
            let trying = w.model.words.with("ui-trying", &[("time", &"")]);
            let begin: String = trying.chars().take(8).collect();
            assert!(w.picture().contains(&begin), "{}", w.picture());
            w.until("tried", |w| w.site().tried() == Some(Tried::Same)).await;
            w.until_stuck().await;
            assert_eq!(w.site().tries.as_ref().unwrap().count, count);
        }
        assert_eq!(w.site().row(), Some(Row::Retry));
        shows!(w, "tried-again");
        w.show(StepId::Domain);
        let words: &Words = &w.model.words;
        let same: String =
            words.with("ui-tried-same", &[("time", &"TIME"), ("count", &2)]).split("TIME").next().unwrap().chars().take(12).collect();
        assert!(same.is_empty() || !w.picture().contains(&same), "it was that screen's\n{}", w.picture());
    }
}

#[tokio::test]
async fn an_environment_is_typed_where_it_is_in_question_and_kept() {
    for language in Language::ALL {
        let mut w = Wizard::over("two-venvs", language);
        w.reach_form().await;
        w.reach_site().await;
        assert!(!w.site().rows().contains(&Row::TypeVenv));
        w.begin_serving().await;
        w.until_asked("project").await;
        w.down_to(Row::TypeVenv);
        shows!(w, "type-venv");
        w.keys("venv");
        w.press(KeyCode::Enter);
        assert!(w.model.notice.is_some() && w.site().site.app.venv.is_none(), "no whole path");
        w.control('u');
        w.keys("source /home/ubuntu/env/django-sample/old-venv/bin/activate");
        w.press(KeyCode::Enter);
        assert_eq!(w.site().site.app.venv.as_ref().unwrap().as_str(), "/home/ubuntu/env/django-sample/old-venv");
        w.until_done(StepId::Service).await;
        let world = w.site().world.as_ref().unwrap();
        let app = landfall::engine::queries::server::app(world, &landfall::site::ServerId::MAIN).unwrap();
        assert_eq!(app.venv.as_str(), "/home/ubuntu/env/django-sample/old-venv");
        let mut w = w.again("two-venvs").await;
        w.until_found().await;
        w.press(KeyCode::Enter);
        w.until_rest().await;
        assert_eq!(w.site().site.app.venv.as_ref().unwrap().as_str(), "/home/ubuntu/env/django-sample/old-venv", "kept in the file");
    }
}
