use std::sync::Arc;

use crossterm::event::KeyCode;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::fixture::{network, site, subnet, world};
use crate::engine::goal::Goal;
use crate::engine::op::cloud::Network;
use crate::engine::state::World;
use crate::engine::status::{RunStatus, Stuck};
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::text::{Language, Words};
use crate::ui::command::{Command, SessionCommand};
use crate::ui::model::{Model, Origin, Page, Row, SitePage};
use crate::ui::msg::{Msg, SessionEvent};
use crate::ui::update::{run, update};
use crate::ui::workspace::Memo;

/// A site that was opened, over a journal.
fn opened() -> Model {
    let mut model = Model::new(Arc::new(Words::new(Language::En)), "life", (80, 24), Timestamp(0));
    assert_eq!(goals(&run::enter(&mut model, site(), Origin::Journal)), [Goal::PREFLIGHT], "a look that has the checks in it");
    model
}

fn goals(commands: &[Command]) -> Vec<Goal> {
    let goal = |command: &Command| match command {
        Command::Session(SessionCommand::Open { goal, .. }) => Some(*goal),
        _ => None,
    };
    commands.iter().filter_map(goal).collect()
}

fn page(model: &Model) -> &SitePage {
    match &model.page {
        Page::Site(page) => page,
        other => panic!("{other:?}"),
    }
}

/// What a session sees: a network over these zones.
fn seeing(goal: Goal, zones: &[&str]) -> World {
    let subnets = zones.iter().map(|zone| subnet(zone, zone)).collect();
    let mut w = world().sees_instance().sees_network(Network { subnets, ..network() });
    w.options.goal = goal;
    w
}

fn told(model: &mut Model, standing: RunStatus, w: World) -> Vec<Command> {
    let session = model.sessions;
    update(model, Msg::Session(session, SessionEvent::Status(Box::new((standing, w)))))
}

fn rests() -> RunStatus {
    RunStatus { at_rest: true, ..RunStatus::default() }
}

fn stopped() -> RunStatus {
    let fault = Fault::person(Code::OneZoneOnly, Remedy::AddSubnet, "2c");
    RunStatus { stuck: vec![Stuck { step: StepId::Balancer, op: None, fault }], ..rests() }
}

fn press(model: &mut Model, code: KeyCode) -> Vec<Command> {
    update(model, Msg::Key(code.into()))
}

#[test]
fn a_site_that_was_never_begun_opens_on_the_checks_and_another_where_it_goes_on() {
    let mut new = opened();
    told(&mut new, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]));
    assert_eq!((page(&new).screen, page(&new).row()), (StepId::Preflight, Some(Row::Next)), "nothing is wrong: on");
    press(&mut new, KeyCode::Enter);
    assert_eq!(page(&new).screen, StepId::Service);
    press(&mut new, KeyCode::Left);
    assert_eq!(page(&new).screen, StepId::Preflight);
    press(&mut new, KeyCode::Left);
    assert_eq!(page(&new).screen, StepId::Preflight, "nothing is before it");

    let mut begun = opened();
    told(&mut begun, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]).with_zone());
    assert_eq!(page(&begun).screen, StepId::Service, "the first that is not done");
}

#[test]
fn whoever_goes_on_before_anything_is_known_stays_there() {
    let mut model = opened();
    press(&mut model, KeyCode::Enter);
    let session = model.sessions;
    update(&mut model, Msg::Session(session, SessionEvent::Remembered(Memo::default())));
    told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]));
    assert_eq!((page(&model).screen, page(&model).memo.screen), (StepId::Service, Some(StepId::Service)));

    let mut model = opened();
    let session = model.sessions;
    let memo = Memo { screen: Some(StepId::Live), ..Memo::default() };
    update(&mut model, Msg::Session(session, SessionEvent::Remembered(memo)));
    told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]));
    assert_eq!(page(&model).screen, StepId::Live, "where the person was");
}

#[test]
fn the_cursor_stands_on_what_stops_and_enter_turns_what_helps() {
    let mut model = opened();
    told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2c"]));
    assert_eq!(page(&model).row(), Some(Row::Check(0)));
    let turned = |model: &Model| page(model).preflight.told().next().is_some_and(|check| page(model).preflight.is_turned(check));
    assert!(!turned(&model));
    press(&mut model, KeyCode::Enter);
    assert!(turned(&model) && page(&model).row() == Some(Row::Check(0)));
}

#[test]
fn a_look_anew_is_begun_once_and_nothing_goes_on_after_it() {
    let mut model = opened();
    told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2c"]));
    assert_eq!(goals(&press(&mut model, KeyCode::Char('c'))), [Goal::PREFLIGHT]);
    assert!(page(&model).checking() && page(&model).preflight.stops().count() == 1, "what is known stays until it is known anew");
    assert!(press(&mut model, KeyCode::Char('c')).is_empty(), "it is under way");
    assert!(goals(&told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]))).is_empty());
    assert!(!page(&model).checking() && page(&model).preflight.stops().next().is_none());
    assert_eq!(page(&model).row(), Some(Row::Next), "what there was to read is gone");
}

/// To the balancer's screen, whose row is pressed: a build up to it.
fn building(model: &mut Model) -> Goal {
    let goal = Goal::Build { until: StepId::Balancer };
    while page(model).screen != StepId::Balancer {
        press(model, KeyCode::Tab);
    }
    while page(model).row() != Some(Row::Do) {
        press(model, KeyCode::Down);
    }
    assert_eq!(goals(&press(model, KeyCode::Enter)), [goal]);
    goal
}

fn back_to_the_checks(model: &mut Model) {
    while page(model).screen != StepId::Preflight {
        press(model, KeyCode::BackTab);
    }
}

#[test]
fn a_build_that_ended_before_its_first_write_is_told_everywhere_and_is_not_begun_by_a_look() {
    let mut model = opened();
    told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2c"]));
    let goal = building(&mut model);
    told(&mut model, stopped(), seeing(goal, &["2c"]));
    assert!(page(&model).held() && page(&model).stuck().count() == 1);
    while page(&model).screen != StepId::Domain {
        assert!(page(&model).rows().contains(&Row::Retry), "{:?}", page(&model).screen);
        press(&mut model, KeyCode::BackTab);
    }
    back_to_the_checks(&mut model);
    assert_eq!(page(&model).stuck().count(), 0, "the check tells it");
    assert_eq!(goals(&press(&mut model, KeyCode::Char('c'))), [Goal::PREFLIGHT]);
    assert!(goals(&told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]))).is_empty(), "nobody asked for a write");
}

#[test]
fn a_build_that_goes_on_gives_way_to_a_look_and_goes_on_after_it() {
    let mut model = opened();
    told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]));
    let goal = building(&mut model);
    let mut w = seeing(goal, &["2a", "2c"]);
    (w.observed.refreshed, w.observed.passed) = (true, true);
    told(&mut model, rests(), w);
    back_to_the_checks(&mut model);
    assert_eq!(goals(&press(&mut model, KeyCode::Char('c'))), [Goal::PREFLIGHT]);
    assert!(goals(&told(&mut model, RunStatus::default(), seeing(Goal::PREFLIGHT, &[]))).is_empty(), "it still looks");
    assert_eq!(goals(&told(&mut model, rests(), seeing(Goal::PREFLIGHT, &["2a", "2c"]))), [goal]);
}
