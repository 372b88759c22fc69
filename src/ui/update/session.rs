//! What a session reports, taken into the page.

use super::{cursor, preflight, run};
use crate::engine::goal::Goal;
use crate::engine::question::{Answer, Question};
use crate::engine::state::World;
use crate::engine::status::{RunStatus, StepState};
use crate::engine::step_id::StepId;
use crate::ports::UserInput;
use crate::ui::command::{Command, SessionCommand};
use crate::ui::model::{LiveOp, Model, Overlay, Page, Phase, SitePage};
use crate::ui::msg::SessionEvent;
use crate::ui::workspace::Memo;

/// Takes in what a session reports, if it is the one that is shown.
pub(super) fn reported(model: &mut Model, number: u64, event: SessionEvent) -> Vec<Command> {
    let now = model.now;
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if page.session != number {
        return Vec::new();
    }
    match event {
        SessionEvent::Remembered(memo) if page.world.is_none() => remembered(page, memo),
        SessionEvent::Remembered(_) => {}
        SessionEvent::OpStarted(step, op) => LiveOp::started(&mut page.ops, step, *op, now),
        SessionEvent::OpEnded(ended) => {
            let (op, result) = *ended;
            LiveOp::ended(&mut page.ops, &op, result, now);
        }
        SessionEvent::Refused(why) => {
            page.phase = Phase::Over;
            page.trouble = Some(why);
        }
        SessionEvent::Over(fault) => {
            page.phase = Phase::Over;
            page.trouble = fault.map(|fault| model.words.fault_line(&fault)).or(page.trouble.take());
            // A prompt of a run that is gone is answered by nobody. While a log is read, it may be that one's.
            if model.viewer.is_none() && matches!(model.overlay, Some(Overlay::Secret(_))) {
                model.overlay = None;
            }
        }
        SessionEvent::Status(status) => return status_changed(model, *status),
    }
    Vec::new()
}

/// The screen where the person left off. Whoever has turned to another meanwhile stays there.
fn remembered(page: &mut SitePage, memo: Memo) {
    let chosen = page.memo.screen.or(memo.screen);
    page.screen = chosen.unwrap_or(page.screen);
    page.memo = Memo { screen: chosen, ..memo };
}

fn status_changed(model: &mut Model, (standing, world): (RunStatus, World)) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    page.phase = Phase::Running;
    let (row, before) = (page.row().filter(|_| page.world.is_some()), page.situation());
    if matches!(page.goal, Goal::TearDown(_)) {
        // What a teardown finds done, it undoes.
        page.states.clear();
    }
    let begun = !matches!(world.options.goal, Goal::Build { .. }) || world.observed.passed;
    for step in &standing.steps {
        // Until its looks are through and it may write, a run knows nothing of a step that an earlier one knew.
        let unknown = step.state == StepState::NotYet && !(standing.at_rest && begun);
        if !unknown {
            page.states.insert(step.step, step.state);
        }
    }
    page.preflight.take(&world, standing.at_rest);
    page.world = Some(Box::new(world));
    page.standing = standing;
    if page.standing.signed_out.is_some() {
        LiveOp::wait_for_sign_in(&mut page.ops);
    }
    place(page);
    page.cursor = cursor::kept(page, row, before);
    if before != page.situation() {
        page.scroll = 0;
    }
    let mut commands = confirmed(page);
    commands.extend(restarted(model));
    commands.extend(paused(model));
    commands.extend(preflight::resumed(model));
    commands.extend(run::watch(model));
    commands
}

/// A first visit to a site that was never begun begins at the checks; to another, at the first step that is not done, or at the teardown
/// that was begun.
fn place(page: &mut SitePage) {
    if page.placed || !page.looking() || !page.standing.at_rest {
        return;
    }
    page.placed = true;
    if page.memo.screen.is_none() {
        page.screen = first_screen(page);
        page.cursor = cursor::first(page);
    }
}

fn first_screen(page: &SitePage) -> StepId {
    match page.world.as_deref().map(|world| &world.ledger) {
        Some(ledger) if ledger.teardown.is_some() && !ledger.closed => StepId::Teardown,
        // Where the way back is.
        Some(ledger) if ledger.pause.is_some() => StepId::LAST,
        Some(ledger) if !ledger.resources.is_empty() || !ledger.pending.is_empty() => page.goes_on_at(),
        Some(_) | None => StepId::Preflight,
    }
}

/// The teardown asks for what was typed already.
fn confirmed(page: &mut SitePage) -> Vec<Command> {
    let asked = page.standing.asks.iter().any(|(_, q)| matches!(q, Question::TearDown { .. }));
    let scope = page.confirmed.take_if(|_| asked);
    scope.map(|scope| SessionCommand::Send(UserInput::Answer(Answer::TearDown(scope))).into()).into_iter().collect()
}

/// A pause that is through gives way to mere looks: what stands no more is seen then.
fn paused(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if !matches!(page.goal, Goal::Pause(_)) || !page.standing.done {
        return Vec::new();
    }
    page.states.clear();
    // What was known is of before: the cursor is to stand on what is to be done now.
    page.world = None;
    model.notice = Some(model.words.get("ui-paused"));
    run::open(model, Goal::PREFLIGHT)
}

/// A restart that is through gives way to what went on before it.
fn restarted(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    if page.goal != Goal::Restart || !page.standing.done {
        return Vec::new();
    }
    let goal = page.resume.take().map_or(Goal::PREFLIGHT, |until| Goal::Build { until });
    model.notice = Some(model.words.get("ui-restarted"));
    run::open(model, goal)
}
