//! The pictures in `screenshots/`, drawn from the real screens. `tests/run screenshots` draws them anew.

use std::path::{Path, PathBuf};

use crossterm::event::KeyCode;
use landfall::engine::step_id::StepId;
use landfall::text::Language;
use landfall::ui::model::Row;

use super::bench::Wizard;
use super::picture::drawn;
use super::svg::svg;

/// Set, the pictures are written instead of compared.
const WRITE: &str = "LANDFALL_SCREENSHOTS";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(format!("{name}.svg"))
}

fn picture(w: &Wizard, name: &str) {
    let drawn = svg(&drawn(&w.model));
    let path = file(&format!("{name}-{}", w.model.words.language().tag()));
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, drawn).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == drawn, "{} is not of this screen any more: run `tests/run screenshots`\n{}", path.display(), w.picture());
}

/// A picture that shows a screen as it is no more misleads: so each is compared with what is drawn.
#[tokio::test]
async fn the_pictures_are_of_these_screens() {
    for language in Language::ALL {
        let mut w = Wizard::over("one-zone-vpc", language);
        w.reach_form().await;
        w.reach_checks().await;
        picture(&w, "preflight");
        let mut w = Wizard::over("happy", language);
        w.built(StepId::Service).await;
        picture(&w, "service");
        w.create_zone().await;
        w.show(StepId::NameServers);
        w.until("watched", |w| landfall::engine::queries::delegation::observed(w.site().world.as_ref().unwrap()).is_some()).await;
        picture(&w, "name-servers");
        w.delegate().await;
        w.show(StepId::Address);
        w.down_to(Row::Do);
        w.press(KeyCode::Enter);
        w.until_asked("settings").await;
        picture(&w, "address");
        w.agree();
        w.until_done(StepId::Address).await;
        w.certify().await;
        w.show(StepId::Balancer);
        picture(&w, "balancer");
        w.balance().await;
        w.go_live().await;
        picture(&w, "live");
        w.show(StepId::Teardown);
        picture(&w, "teardown");
    }
}
