//! Step 0: what would stop a later step, as a person meets it.

use crossterm::event::KeyCode;
use landfall::engine::fault::{Code, Fault, Remedy};
use landfall::engine::goal::Goal;
use landfall::engine::op::{CloudOp, Op};
use landfall::engine::step_id::StepId;
use landfall::text::Language;
use landfall::ui::model::Row;
use landfall::ui::msg::{Msg, SessionEvent};

use super::bench::Wizard;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 36)];

/// What is on the screen at both sizes.
fn at_both_sizes(w: &mut Wizard, name: &str) {
    for (width, height) in SIZES {
        w.take(Msg::Resize(width, height));
        shows!(w, format!("{name}-{width}x{height}"));
    }
    w.take(Msg::Resize(80, 24));
}

#[tokio::test]
async fn all_is_well_and_what_only_the_server_tells_is_told_after_its_key() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.reach_form().await;
        (0..8).for_each(|_| w.press(KeyCode::Down));
        w.press(KeyCode::Enter);
        assert_eq!(w.site().screen, StepId::Preflight);
        at_both_sizes(&mut w, "preflight-unseen");
        w.until_checked().await;
        assert_eq!((w.site().row(), w.site().preflight.stops().count()), (Some(Row::Next), 0));
        at_both_sizes(&mut w, "preflight-happy");
        w.keys("x");
        shows!(w, "preflight-happy-list");
        w.keys("?");
        shows!(w, "preflight-story");
        w.press(KeyCode::Esc);
        w.press(KeyCode::Down);
        w.press(KeyCode::Down);
        w.press(KeyCode::Enter);
        assert_eq!(w.site().screen, StepId::Service, "on to the first step");
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until_asked("host-key").await;
        w.agree();
        w.until_met().await;
        w.show(StepId::Preflight);
        w.keys("x");
        shows!(w, "preflight-met");
    }
}

/// Looked at before anything is made, told where the row is pressed, and gone once it is mended.
#[tokio::test]
async fn a_network_of_one_zone_is_told_before_anything_is_made() {
    for language in Language::ALL {
        let mut w = Wizard::over("one-zone-vpc", language);
        w.reach_form().await;
        w.reach_checks().await;
        assert_eq!(w.site().row(), Some(Row::Check(0)));
        at_both_sizes(&mut w, "preflight-one-zone");
        w.press(KeyCode::Enter);
        shows!(w, "preflight-one-zone-unfolded");
        w.show(StepId::Service);
        w.serve().await;
        w.show(StepId::Balancer);
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until("held", |w| w.site().held()).await;
        shows!(w, "preflight-held-there");
        w.show(StepId::Domain);
        shows!(w, "preflight-held-before");
        w.show(StepId::Preflight);
        shows!(w, "preflight-held");
        assert!(w.stage.see(|scene| scene.aws.route53.zones.is_empty()), "nothing was made");
        w.keys("c");
        w.until("looked at again", |w| !w.site().checking()).await;
        assert_eq!((w.site().goal, w.site().preflight.stops().count()), (Goal::PREFLIGHT, 1));
        assert!(w.stage.see(|scene| scene.aws.route53.zones.is_empty()), "a look begins nothing");
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_told_that_and_what_helps() {
    for language in Language::ALL {
        let mut w = Wizard::over("happy", language);
        w.reach_form().await;
        w.reach_checks().await;
        let (standing, mut world) = w.told.last().unwrap().clone();
        world.observed.start_over();
        world.observed.fail(Op::Cloud(CloudOp::LookIdentity), Fault::person(Code::NoCredentials, Remedy::SetUpCredentials, ""));
        w.take(Msg::Session(w.model.sessions, SessionEvent::Status(Box::new((standing, world)))));
        assert_eq!(w.site().row(), Some(Row::Check(0)));
        assert!(w.site().preflight.stops_at(StepId::Service) && w.site().preflight.good().next().is_none());
        at_both_sizes(&mut w, "preflight-not-signed-in");
    }
}
