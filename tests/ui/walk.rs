//! The way through the screens, step by step, as a person takes it.

use crossterm::event::KeyCode;
use landfall::engine::step_id::StepId;
use landfall::site::ServerId;
use landfall::ui::model::{Overlay, Page, Phase, Row};

use super::bench::Wizard;

impl Wizard {
    /// From the start page to the form of a new site, AWS asked.
    pub async fn reach_form(&mut self) {
        self.until_found().await;
        self.press(KeyCode::Enter);
        self.until("scouted", |w| matches!(&w.model.page, Page::Form(form) if form.account_info().is_some())).await;
    }

    /// From the form to the screen on which a new site opens, looked at.
    pub async fn reach_checks(&mut self) {
        for _ in 0..8 {
            self.press(KeyCode::Down);
        }
        self.press(KeyCode::Enter);
        self.until_checked().await;
    }

    /// Until a site that was never begun was looked at: it opens on its checks.
    pub async fn until_checked(&mut self) {
        self.until_rest().await;
        assert_eq!(self.site().screen, StepId::Preflight);
    }

    /// From the form to the first step's screen, looked at.
    pub async fn reach_site(&mut self) {
        self.reach_checks().await;
        self.show(StepId::Service);
    }

    /// Meets the server, says yes to its key, and has the service written.
    pub async fn begin_serving(&mut self) {
        self.down_to(Row::Do);
        self.press(KeyCode::Enter);
        self.until_asked("host-key").await;
        self.agree();
        self.until_met().await;
        self.down_to(Row::Do);
        self.press(KeyCode::Enter);
    }

    pub async fn serve(&mut self) {
        self.begin_serving().await;
        self.until_done(StepId::Service).await;
    }

    /// Until the server was looked at, and the file that is to be written stands on the screen.
    pub async fn until_met(&mut self) {
        let read = |w: &Self| w.site().world.as_ref().is_some_and(|world| world.observed.survey(&ServerId::MAIN).is_some());
        self.until("met", |w| w.site().looking() && w.site().standing.at_rest && read(w)).await;
        assert!(!self.site().holds(&landfall::engine::slot::Slot::Unit(ServerId::MAIN)), "written before anybody saw it");
    }

    /// Does this step: its button, a yes to what is asked before it is done, and its end.
    async fn does(&mut self, step: StepId, asked: Option<&str>) {
        self.show(step);
        self.down_to(Row::Do);
        self.press(KeyCode::Enter);
        if let Some(code) = asked {
            self.until_asked(code).await;
            self.agree();
        }
        self.until_done(step).await;
    }

    pub async fn create_zone(&mut self) {
        self.does(StepId::Domain, Some("costs")).await;
    }

    /// Up to the question which of the zones that are there is to be used.
    pub async fn until_zones(&mut self) {
        self.built(StepId::Service).await;
        self.show(StepId::Domain);
        self.press(KeyCode::Enter);
        self.until_asked("adopt-zone").await;
    }

    /// Copies the name servers, types them in at the registrar, and waits until the parent names them.
    pub async fn delegate(&mut self) {
        self.show(StepId::NameServers);
        self.until("watched", |w| w.site().elsewhere().is_some()).await;
        self.hand_over().await;
        self.until_done(StepId::NameServers).await;
    }

    /// Copies the names that are shown into the registrar's form.
    pub async fn hand_over(&mut self) {
        self.keys("a");
        self.reach_registrar().await;
        self.control('v');
        self.press(KeyCode::Down);
        self.press(KeyCode::Down);
        self.press(KeyCode::Enter);
        self.until("taken", |w| matches!(&w.model.overlay, Some(Overlay::Registrar(form)) if form.taken)).await;
        self.press(KeyCode::Esc);
    }

    pub async fn reach_registrar(&mut self) {
        self.down_to(Row::OpenRegistrar);
        self.press(KeyCode::Enter);
        self.until("the form", |w| matches!(&w.model.overlay, Some(Overlay::Registrar(form)) if !form.untouched())).await;
    }

    pub async fn address(&mut self) {
        self.does(StepId::Address, Some("settings")).await;
    }

    pub async fn certify(&mut self) {
        self.does(StepId::Certificate, None).await;
    }

    pub async fn balance(&mut self) {
        self.does(StepId::Balancer, Some("costs")).await;
    }

    pub async fn go_live(&mut self) {
        self.does(StepId::Live, None).await;
    }

    /// Everything up to this step.
    pub async fn built(&mut self, until: StepId) {
        self.reach_form().await;
        self.reach_site().await;
        self.serve().await;
        for step in StepId::guide().filter(|step| *step > StepId::Service && *step <= until) {
            match step {
                StepId::Domain => self.create_zone().await,
                StepId::NameServers => self.delegate().await,
                StepId::Address => self.address().await,
                StepId::Certificate => self.certify().await,
                StepId::Balancer => self.balance().await,
                _ => self.go_live().await,
            }
        }
    }

    /// Types the domain and presses the button below.
    pub fn confirm_teardown(&mut self) {
        self.show(StepId::Teardown);
        let domain = self.site().site.domain.to_string();
        self.down_to(Row::TypeDomain);
        self.keys(&domain);
        self.press(KeyCode::Enter);
        self.press(KeyCode::Enter);
    }

    pub async fn take_down(&mut self) {
        self.confirm_teardown();
        self.until("handed back", |w| w.site().elsewhere().is_some()).await;
        self.hand_over().await;
        self.until("over", |w| w.site().standing.done).await;
    }

    /// The same with the server, whose own group is deleted once its name is typed: half of it does nothing.
    pub async fn take_down_with_group(&mut self, half: &str, rest: &str) {
        self.confirm_teardown();
        self.until("handed back", |w| w.site().elsewhere().is_some()).await;
        self.hand_over().await;
        self.until_asked("delete-leftover").await;
        self.down_to(Row::TypeLeftover);
        self.keys(half);
        self.down_to(Row::DeleteLeftover);
        self.press(KeyCode::Enter);
        assert!(self.model.notice.is_some() && self.site().row() == Some(Row::TypeLeftover), "{}", self.picture());
        self.keys(rest);
        self.down_to(Row::DeleteLeftover);
        self.press(KeyCode::Enter);
        self.until("over", |w| w.site().standing.done).await;
    }

    /// Turns to this screen.
    pub fn show(&mut self, step: StepId) {
        assert_ne!(self.site().phase, Phase::Opening);
        for _ in 0..9 {
            self.press(KeyCode::BackTab);
        }
        for _ in 0..9 {
            if self.site().screen == step {
                return;
            }
            self.press(KeyCode::Tab);
        }
        panic!("no screen {step:?}");
    }
}
