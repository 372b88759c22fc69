//! Which session runs over a site: opened, extended, begun anew.

use crate::engine::goal::Goal;
use crate::engine::status::{RunStatus, StepState};
use crate::engine::step_id::StepId;
use crate::ports::UserInput;
use crate::site::Site;
use crate::ui::command::{Command, FileCommand, OutsideCommand, SessionCommand};
use crate::ui::model::{Model, Origin, Page, Phase, SitePage, Tries};
use crate::ui::workspace::Memo;

/// Opens a site with mere looks, which change nothing. What its screens kept comes with the session.
pub(super) fn enter(model: &mut Model, site: Site, origin: Origin) -> Vec<Command> {
    model.sessions += 1;
    let domain = site.domain.clone();
    let page = SitePage::new(site.clone(), origin, Memo::default(), model.sessions);
    model.page = Page::Site(Box::new(page));
    let open = SessionCommand::Open { number: model.sessions, site: Box::new(site), goal: Goal::PREFLIGHT }.into();
    vec![open, OutsideCommand::Registrar(domain).into()]
}

/// Begins another session over the same site.
pub(super) fn open(model: &mut Model, goal: Goal) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    model.sessions += 1;
    page.session = model.sessions;
    page.goal = goal;
    page.looks_again = false;
    page.phase = Phase::Opening;
    page.standing = RunStatus::default();
    page.ops.clear();
    // A start that is not one of trying again has nothing to compare with.
    page.tries = page.tries.take().filter(Tries::waits).map(Tries::begins);
    // What failed is tried anew.
    page.states.retain(|_, state| *state != StepState::Failed);
    page.trouble = None;
    vec![SessionCommand::Open { number: page.session, site: Box::new(page.site.clone()), goal }.into()]
}

/// The engine builds up to this screen's step.
pub(super) fn aim(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let screen = page.screen;
    match (page.aimed(), page.phase) {
        (Some(before), Phase::Running) => {
            page.goal = Goal::Build { until: before.max(screen) };
            vec![SessionCommand::Send(UserInput::Extend(screen)).into()]
        }
        (before, _) => open(model, Goal::Build { until: before.unwrap_or(screen).max(screen) }),
    }
}

/// What the registry answers is only read, so nobody has to ask for it: where all before is done, it is watched at once.
pub(super) fn watch(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &model.page else { return Vec::new() };
    let done = |step: StepId| page.state(step) == StepState::Done;
    let here = page.screen == StepId::NameServers && !done(page.screen) && done(StepId::Service) && done(StepId::Domain);
    let free = (page.looking() || page.aimed().is_some()) && page.phase == Phase::Running && page.standing.at_rest;
    if here && free && !page.under_way() { aim(model) } else { Vec::new() }
}

/// Everything anew, from the file on: what helps may have been to mend that.
pub(super) fn retry(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let goal = page.goal;
    page.try_again(model.now);
    if page.origin == Origin::File { vec![FileCommand::Reread.into()] } else { open(model, goal) }
}

/// The file as it stands now. One that is broken, or is another site's by now, is shown and nothing is begun.
pub(super) fn reread(model: &mut Model, read: Option<Box<Result<Site, String>>>) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    match read.map(|read| *read) {
        Some(Err(problem)) => return not_begun(page, problem),
        Some(Ok(site)) if site.name != page.site.name => {
            let problem = model.words.with("ui-file-of-another", &[("site", &site.name)]);
            return not_begun(page, problem);
        }
        Some(Ok(site)) => page.site = site,
        None => {}
    }
    let goal = if page.looks_again { Goal::PREFLIGHT } else { page.goal };
    open(model, goal)
}

/// What was shown before stays, with why nothing was begun.
fn not_begun(page: &mut SitePage, problem: String) -> Vec<Command> {
    page.trouble = Some(problem);
    page.looks_again = false;
    page.tries = page.tries.take().map(Tries::begins);
    Vec::new()
}
