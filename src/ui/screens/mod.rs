//! One file a step: what its screen shows besides what every screen does.
//!
//! Every screen has the same grammar: why, what will be made and what it costs, what may be chosen, what is being done, what is
//! asked, what went wrong and what helps, what proves that it is done, and what comes next.
//!
//! A screen reads the page and fills a sheet by means of widgets. It never changes the page, and paints every row that stands there,
//! once.

mod address;
mod balancer;
mod certificate;
mod domain;
mod foot;
mod live;
mod name_servers;
mod pause;
mod preflight;
mod service;
mod teardown;

use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::text::dns_elsewhere::Said;
use crate::text::evidence;
use crate::ui::model::{Phase, SitePage};
use crate::ui::paint::Paint;
use crate::ui::widgets::{faults, parts, questions, waits};

/// Fills the sheet with the page's screen. `why`: the explanation has no place beside it.
pub fn fill(paint: &mut Paint, why: bool) {
    if paint.page.screen == StepId::Live && paint.page.pauses() {
        pause::title(paint);
    } else {
        title(paint);
    }
    if let Some(trouble) = &paint.page.trouble {
        paint.sheet.marked("✖ ", paint.theme.bad, trouble, paint.theme.plain);
        paint.sheet.gap();
    }
    match paint.page.screen {
        StepId::Teardown => teardown::fill(paint, why),
        StepId::Preflight => preflight::fill(paint, why),
        StepId::Live if paint.page.pauses() => pause::fill(paint),
        StepId::Look
        | StepId::Service
        | StepId::Domain
        | StepId::NameServers
        | StepId::Address
        | StepId::Certificate
        | StepId::Balancer
        | StepId::Live => step(paint, why),
    }
    debug_assert!(paint.is_whole(), "not painted once each: {:?}", paint.page.rows());
}

/// The screen of a step of the guide.
fn step(paint: &mut Paint, why: bool) {
    let done = paint.page.done();
    if why && !done && !paint.page.under_way() {
        paint.message(&paint.page.said(Said::Why));
        paint.sheet.gap();
    }
    if !done {
        paused(paint);
    }
    if paint.page.screen == StepId::Live {
        live::alias(paint);
    }
    parts::fill(paint);
    above(paint);
    waits::fill(paint);
    faults::fill(paint);
    questions::fill(paint);
    others(paint);
    foot::held(paint);
    before(paint);
    if done && !paint.page.unseen(paint.page.screen) {
        proof(paint);
    }
    foot::actions(paint);
    below(paint);
}

/// Whoever opens a site that is paused, or of which a teardown is not through, learns why a step is not done, and that nothing goes on by
/// itself.
fn paused(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let begun = paint.words.teardown_begun(world, paint.page.standing.gone, "landfall");
    for said in begun.into_iter().chain(paint.words.paused(world)) {
        paint.sheet.marked("○ ", paint.theme.dim, &said, paint.theme.strong);
        paint.sheet.gap();
    }
}

/// The step's number and name, and how it stands.
fn title(paint: &mut Paint) {
    let (words, page) = (paint.words, paint.page);
    paint.sheet.lines.push(ratatui::text::Line::default());
    let number = match page.screen {
        StepId::Preflight => Some(0),
        screen => screen.number(),
    };
    let number = number.map(|n| format!("{n} ")).unwrap_or_default();
    let name = words.get(&format!("step-{}", page.screen.code()));
    let state = match page.screen {
        StepId::Preflight if preflight::is_counted(page) => preflight::counts(page),
        _ => words.get(&format!("ui-state-{}", state(page))),
    };
    let theme = paint.theme;
    paint.sheet.between("", theme.strong, &format!("{number}{name}"), theme.strong, &state, theme.dim);
    paint.sheet.gap();
}

fn state(page: &SitePage) -> &'static str {
    let asked = page.asked();
    match page.state(page.screen) {
        _ if page.phase == Phase::Opening || page.world.is_none() => "looking",
        _ if page.restarting() => "under-way",
        _ if page.screen == StepId::Teardown => teardown::state(page),
        _ if asked => "asked",
        StepState::Done if page.unseen(page.screen) => "unseen",
        StepState::Done => "done",
        StepState::Failed if page.under_way() => "failed",
        _ if page.under_way() && page.wrote_nothing() => "failed",
        _ if page.under_way() => "under-way",
        _ => "to-do",
    }
}

/// What only this step shows, above what is waited for.
fn above(paint: &mut Paint) {
    match paint.page.screen {
        StepId::Service => service::above(paint),
        StepId::Domain => domain::above(paint),
        StepId::NameServers => name_servers::above(paint),
        StepId::Address => address::above(paint),
        StepId::Certificate => certificate::above(paint),
        StepId::Balancer => balancer::above(paint),
        StepId::Live => live::above(paint),
        StepId::Look | StepId::Preflight | StepId::Teardown => {}
    }
}

/// What only this step shows, below what may be done.
fn below(paint: &mut Paint) {
    if paint.page.screen == StepId::Service {
        service::below(paint);
    }
}

/// Another screen that has a question, or cannot go on, while this one has none: it would wait for ever unseen.
fn others(paint: &mut Paint) {
    let Some((id, step)) = elsewhere(paint.page) else { return };
    let (words, theme) = (paint.words, paint.theme);
    let name = words.get(&format!("step-{}", step.code()));
    paint.sheet.gap();
    paint.sheet.marked("? ", theme.busy, &words.with(id, &[("step", &name)]), theme.plain);
}

fn elsewhere(page: &SitePage) -> Option<(&'static str, StepId)> {
    if page.looking() || page.asked() {
        return None;
    }
    let there = |step: &StepId| *step != page.screen && *step >= StepId::Service;
    let asked = page.standing.asks.iter().map(|(step, _)| *step).find(there);
    let stuck = || page.standing.stuck.iter().map(|stuck| stuck.step).find(|step| there(step) && page.under_way());
    asked.map(|step| ("ui-asked-there", step)).or_else(|| stuck().map(|step| ("ui-stuck-there", step)))
}

/// What this step stands behind: it is done first, along with this one.
fn before(paint: &mut Paint) {
    let (words, page) = (paint.words, paint.page);
    let done = |step: StepId| page.state(step) == StepState::Done;
    let begun = page.ops.iter().any(|live| live.step == page.screen);
    if (begun && page.under_way()) || elsewhere(page).is_some() {
        return;
    }
    if done(page.screen) || page.world.is_none() || page.asked() || page.stuck().next().is_some() {
        return;
    }
    let open = StepId::guide().filter(|step| *step < page.screen && !done(*step));
    let names: Vec<String> = open.map(|step| words.get(&format!("step-{}", step.code()))).collect();
    if !names.is_empty() {
        let id = if page.under_way() { "ui-comes-after" } else { "ui-does-before" };
        paint.sheet.gap();
        paint.note(&words.with(id, &[("steps", &names.join(", "))]));
    }
}

fn proof(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    paint.sheet.gap();
    let screen = paint.page.screen;
    evidence::proofs(paint.words, screen, world).iter().for_each(|proof| paint.good(proof));
    paint.sheet.gap();
    paint.note(&paint.words.get(&paint.page.said(Said::Next)));
}
