//! What costs an unknown amount is asked for with that said, and the end tells how to be warned by AWS itself.

use crossterm::event::KeyCode;
use landfall::engine::step_id::StepId;
use landfall::text::Language;
use landfall::ui::model::Row;
use landfall::ui::msg::Msg;

use super::bench::Wizard;

/// The words of the screen, its lines joined.
fn told(w: &mut Wizard) -> String {
    w.take(Msg::Resize(120, 70));
    let told = w.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    w.take(Msg::Resize(80, 24));
    told
}

#[tokio::test]
async fn a_person_agrees_to_an_unknown_price_knowing_that_it_is() {
    for language in Language::ALL {
        let (unknown, asked, alarm) = match language {
            Language::En => ("price not known", "Go on without knowing it?", "Budgets → Create budget"),
            Language::Ko => ("가격을 알 수 없음", "요금을 모르는 채로", "예산(Budgets) → 예산 생성"),
        };
        let mut w = Wizard::over("unknown-price", language);
        w.built(StepId::Certificate).await;
        w.show(StepId::Balancer);
        let before = told(&mut w);
        assert!(before.contains(unknown), "{before}");
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until_asked("costs").await;
        w.shows_each_row_once();
        let question = told(&mut w);
        assert!(question.contains(asked) && question.contains("https://aws.amazon.com/elasticloadbalancing/pricing/"), "{question}");
        w.agree();
        w.until_done(StepId::Balancer).await;
        w.go_live().await;
        let end = told(&mut w);
        assert!(end.contains(alarm), "{end}");
    }
}
