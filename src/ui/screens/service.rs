//! Step 1: the project that was found, the service as it runs, and the file that will be written.

use crate::engine::op::host::{ServiceState, Upstream};
use crate::engine::queries;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::status::StepState;
use crate::site::ServerId;
use crate::ui::paint::Paint;
use crate::ui::widgets::hops;

/// The most processes that are shown, a line each.
const PROCESSES: usize = 4;
/// The most lines of the service's log.
const LOG: usize = 4;

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    if !world.site.server.manage {
        return paint.message("ui-service-unmanaged");
    }
    found(paint, world);
    if paint.page.stranger() {
        paint.note(&paint.words.get("ui-service-stranger"));
    }
}

/// What the survey found on the server, and, once it was followed, what answers the site's name.
fn found(paint: &mut Paint, world: &World) {
    let (words, Some(survey)) = (paint.words, world.observed.survey(&ServerId::MAIN)) else { return };
    let followed = world.observed.chain(&ServerId::MAIN).is_some();
    if let Some(app) = queries::server::app(world, &ServerId::MAIN) {
        if !followed {
            paint.note(&words.with("ui-service-project", &[("project", &app.project)]));
        }
        paint.note(&words.with("ui-service-venv", &[("venv", &app.venv)]));
        paint.note(&words.with("ui-service-wsgi", &[("wsgi", &app.wsgi)]));
    }
    survey.skipped.iter().for_each(|skipped| paint.note(&words.skipped(skipped)));
    if followed {
        return hops::fill(paint);
    }
    let upstream = match &survey.upstream {
        Some(Upstream::Tcp(to) | Upstream::Unix(to)) => words.with("ui-service-upstream", &[("to", to)]),
        None => words.get("ui-service-no-upstream"),
    };
    paint.note(&upstream);
}

/// The service at its last look: state, processes, and the last lines of its log.
fn panel(paint: &mut Paint, unit: &str, state: &ServiceState) {
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.rule(unit);
    let http = state.http_status.map_or_else(|| words.get("ui-service-no-answer"), |s| s.to_string());
    let boot = words.get(if state.enabled { "ui-service-enabled" } else { "ui-service-not-enabled" });
    let text = format!("{} ({}), {boot}", state.active, state.sub);
    paint.sheet.between("  ", theme.plain, &text, theme.plain, &words.with("ui-service-http", &[("status", &http)]), theme.dim);
    if state.http_status == Some(400) {
        paint.sheet.hang("  ", &words.get("ui-service-bad-request"), theme.dim);
    }
    for (pid, command) in state.processes.iter().take(PROCESSES) {
        paint.sheet.cut("  ", &format!("{pid}  {}", without_directories(command)), theme.dim);
    }
    let more = state.processes.len().saturating_sub(PROCESSES);
    if more > 0 {
        paint.sheet.cut("  ", &words.with("ui-service-more", &[("count", &more)]), theme.dim);
    }
    let begin = state.log.len().saturating_sub(LOG);
    for line in state.log.iter().skip(begin) {
        paint.sheet.cut("  ", line, theme.dim);
    }
    paint.sheet.gap();
}

/// A command with its programs' names alone: the difference between processes stands behind them.
fn without_directories(command: &str) -> String {
    let name = |word: &str| word.strip_prefix('/').and_then(|rest| rest.rsplit('/').next().map(str::to_owned)).unwrap_or(word.to_owned());
    command.split(' ').map(name).collect::<Vec<_>>().join(" ")
}

/// How the service runs, and the file as it will be against what stands there.
pub(super) fn below(paint: &mut Paint) {
    let Some(world) = paint.world().filter(|w| w.site.server.manage) else { return };
    if let Some(state) = paint.page.service() {
        paint.sheet.gap();
        panel(paint, &queries::service::unit(world, &ServerId::MAIN).to_string(), state);
    }
    file(paint, world);
}

fn file(paint: &mut Paint, world: &World) {
    let unchanged = paint.page.state(paint.page.screen) == StepState::Done || paint.page.holds(&Slot::Unit(ServerId::MAIN));
    let Some(wanted) = queries::service::unit_wanted(world, &ServerId::MAIN).filter(|_| !unchanged) else { return };
    paint.sheet.gap();
    let standing = queries::service::unit_standing(world, &ServerId::MAIN).unwrap_or_default();
    paint.sheet.rule(&queries::service::unit(world, &ServerId::MAIN).path());
    let diff = similar::TextDiff::from_lines(standing, wanted.as_str());
    let text = diff.unified_diff().context_radius(2).to_string();
    // Where nothing stands, signs in front of every line mean nothing.
    if standing.is_empty() {
        wanted.lines().for_each(|line| paint.sheet.hang("  ", line, paint.theme.dim));
    } else {
        paint.sheet.diff(&text);
    }
}
