//! A pause from the last step's screen: shown before it is done, left, done, and taken back.

use crossterm::event::KeyCode;
use landfall::engine::slot::Slot;
use landfall::engine::step_id::StepId;
use landfall::site::ServerId;
use landfall::text::Language;
use landfall::ui::model::Row;

use super::bench::Wizard;

impl Wizard {
    /// From the last step's screen to what a pause comes to.
    async fn until_offered(&mut self) {
        self.until("offered", |w| w.site().pause_offer().is_some() && w.site().standing.at_rest).await;
    }

    fn enters(&mut self, row: Row) {
        self.down_to(row);
        self.press(KeyCode::Enter);
    }

    fn pauses_since(&self) -> bool {
        self.site().world.as_ref().and_then(|world| world.ledger.pause).is_some_and(|pause| pause.through)
    }
}

#[tokio::test]
async fn a_pause_is_shown_before_it_is_done_and_whoever_leaves_it_has_changed_nothing() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Live).await;
        w.keys("p");
        w.until_offered().await;
        assert_eq!((w.site().row(), w.site().screen), (Some(Row::LeaveIt), StepId::Live), "nothing is chosen for anybody");
        shows!(w, "pause-confirming");
        for step in [StepId::Balancer, StepId::Address, StepId::Teardown] {
            w.show(step);
            assert!(
                !w.site().rows().iter().any(|row| matches!(row, Row::PauseIt | Row::PauseServer)),
                "{step:?}: nothing says here what it is"
            );
        }
        w.show(StepId::Live);
        w.down_to(Row::LeaveIt);
        w.press(KeyCode::Enter);
        w.until("left", |w| w.site().looking() && w.site().standing.at_rest).await;
        assert!(w.site().holds(&Slot::Balancer) && w.site().done());
        w.enters(Row::Pause);
        w.until_offered().await;
        w.enters(Row::PauseServer);
        w.until("offered with the server", |w| w.site().pause_offer().is_some_and(|offer| offer.scope.stop_server)).await;
        assert_eq!(w.site().row(), Some(Row::LeaveIt));
        shows!(w, "pause-confirming-with-server");
    }
}

#[tokio::test]
async fn a_paused_site_says_so_and_goes_on_only_by_its_own_row() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Live).await;
        w.show(StepId::Teardown);
        w.enters(Row::Pause);
        w.until_offered().await;
        w.enters(Row::PauseIt);
        w.until("paused", |w| w.site().looking() && w.site().standing.at_rest && w.pauses_since()).await;
        assert_eq!(w.site().row(), Some(Row::Do));
        shows!(w, "paused");
        let mut w = w.again("happy").await;
        w.until_found().await;
        w.press(KeyCode::Enter);
        w.until_rest().await;
        assert_eq!(w.site().screen, StepId::Live, "where the way back is");
        assert!(w.pauses_since() && !w.site().holds(&Slot::Balancer), "opening it resumes nothing");
        w.enters(Row::Do);
        let asks = |w: &Wizard| w.site().standing.asks.iter().any(|(_, question)| question.code() == "costs");
        w.until("costs", asks).await;
        w.show(StepId::Balancer);
        w.agree();
        w.until_done(StepId::Live).await;
        assert!(w.site().world.as_ref().is_some_and(|world| world.ledger.pause.is_none()));
    }
}

#[tokio::test]
async fn a_site_that_wants_https_is_told_why_it_is_not_paused() {
    for language in Language::ALL {
        let mut w = Wizard::over("hsts", language);
        w.built(StepId::Live).await;
        w.keys("p");
        w.until("refused", |w| w.site().stuck().next().is_some() && w.site().standing.at_rest).await;
        assert!(!w.site().rows().contains(&Row::PauseIt));
        shows!(w, "pause-refused");
    }
}

#[tokio::test]
async fn a_group_of_its_own_is_given_by_the_second_answer_alone() {
    for (answer, given) in [(0, false), (1, true)] {
        let mut w = Wizard::over("shared-group", Language::En);
        w.built(StepId::Live).await;
        w.keys("cc");
        w.until_asked("own-group").await;
        w.enters(Row::Answer(0, answer));
        w.until_done(StepId::Live).await;
        let held = |slot: Slot| w.site().holds(&slot);
        assert_eq!([held(Slot::OwnGroup(ServerId::MAIN)), held(Slot::InOwnGroup(ServerId::MAIN))], [given, given]);
    }
}

#[tokio::test]
async fn a_closed_door_has_a_question_of_its_own_on_which_no_cursor_stands() {
    let mut w = Wizard::over("side-door-open", Language::En);
    w.built(StepId::Live).await;
    w.keys("cc");
    w.until("closed", |w| w.site().holds(&Slot::SideDoor)).await;
    w.until_done(StepId::Live).await;
    w.keys("p");
    w.until_asked("reopen-door").await;
    assert_eq!(w.site().row(), Some(Row::LeaveIt));
    w.enters(Row::Answer(0, 0));
    w.until_offered().await;
    w.enters(Row::PauseIt);
    w.until("paused", |w| w.site().looking() && w.site().standing.at_rest && w.pauses_since()).await;
    assert!(!w.site().holds(&Slot::SideDoor));
}
