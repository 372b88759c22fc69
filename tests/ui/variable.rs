//! A variable that the service has not: asked for, typed behind dots, declined, typed again, and what is left of it after a teardown.

use crossterm::event::KeyCode;
use landfall::engine::step_id::StepId;
use landfall::text::Language;
use landfall::ui::model::{Overlay, Row};

use tempfile::TempDir;

use super::bench::Wizard;
use super::pty::Terminal;

const VALUE: &str = "h4rd to gu3ss";

/// Up to the masked form: never by the key alone that the screen opens on.
async fn reach_form(w: &mut Wizard) {
    w.until("asked", |w| w.site().standing.at_rest && w.site().asks().any(|(_, question)| question.code() == "variable")).await;
    assert_eq!(w.site().row(), Some(Row::Retry), "the cursor stands on what writes nothing");
    w.down_to(Row::Answer(0, 0));
    w.press(KeyCode::Enter);
    w.until("the form", |w| matches!(w.model.overlay, Some(Overlay::Secret(_)))).await;
}

#[tokio::test]
async fn a_variable_is_typed_where_nobody_sees_it_and_its_file_is_named_in_the_end() {
    for language in Language::ALL {
        let mut w = Wizard::over("secret-in-shell", language);
        w.reach_form().await;
        w.reach_site().await;
        w.begin_serving().await;
        w.until("asked", |w| w.site().standing.at_rest && w.site().asks().any(|(_, question)| question.code() == "variable")).await;
        shows!(w, "variable-asked");

        reach_form(&mut w).await;
        w.keys(VALUE);
        shows!(w, "variable-typed");
        assert!(!w.picture().contains(VALUE) && !format!("{:?}", w.model).contains(VALUE));
        w.press(KeyCode::Esc);
        reach_form(&mut w).await;
        w.press(KeyCode::Enter);
        w.until("asked once more", |w| matches!(&w.model.overlay, Some(Overlay::Secret(prompt)) if prompt.again)).await;
        shows!(w, "variable-empty");
        w.keys(VALUE);
        w.press(KeyCode::Enter);
        w.until_done(StepId::Service).await;
        let scene = w.stage.see(|scene| format!("{scene:?}"));
        assert!(!format!("{:?} {:?} {scene}", w.model, w.told).contains(VALUE));

        w.show(StepId::Teardown);
        shows!(w, "variable-stays");
        w.confirm_teardown();
        w.until("over", |w| w.site().standing.done).await;
        shows!(w, "variable-left");
    }
}

/// At the lines of `up`: nothing typed is a no to that, not to the question.
#[test]
fn a_line_asks_for_the_value_and_whoever_types_none_is_asked_again() {
    let room = TempDir::new().unwrap();
    let args = ["practice", "--speed", "instant", "--world", "secret-in-shell", "--lang", "en", "--", "up", "--until", "service"];
    let mut terminal = Terminal::open(env!("CARGO_BIN_EXE_landfall"), &args, room.path(), &[]);
    let seen = |text: &str, what: &str, times: usize| text.matches(what).count() == times;
    terminal.see("which server", |text| seen(text, "[y/N]", 1));
    terminal.keys("y\r");
    terminal.see("the question", |text| seen(text, "[y/N]", 2));
    terminal.keys("y\r");
    terminal.see("the form", |text| seen(text, "(not shown):", 1));
    terminal.keys("\r");
    terminal.see("the question again", |text| seen(text, "[y/N]", 3));
    terminal.keys("y\r");
    terminal.see("the form again", |text| seen(text, "(not shown):", 2));
    terminal.keys("typed here\r");
    let (code, left) = terminal.ended();
    assert_eq!(code, 0, "{}", left.text);
}
