//! Step 0: everything is looked at anew, and what goes on after it.

use super::run;
use crate::engine::goal::Goal;
use crate::ui::command::{Command, FileCommand};
use crate::ui::model::{Model, Origin, Page, Phase, Row, SitePage};

/// Looks anew, from the file on. A build that was going on gives way to it and is gone on with; one that ended before its first write is
/// not: whoever looks again has not asked for that.
pub(super) fn check_again(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    page.resume = page.aimed().filter(|_| !page.wrote_nothing());
    if page.origin == Origin::File {
        page.looks_again = true;
        return vec![FileCommand::Reread.into()];
    }
    run::open(model, Goal::PREFLIGHT)
}

/// The look that is through gives way to what went on before it.
pub(super) fn resumed(model: &mut Model) -> Vec<Command> {
    let Page::Site(page) = &mut model.page else { return Vec::new() };
    let through = matches!(page.goal, Goal::Preflight { .. }) && page.phase == Phase::Running && page.standing.at_rest && !page.looks_again;
    match page.resume.take_if(|_| through) {
        Some(until) => run::open(model, Goal::Build { until }),
        None => Vec::new(),
    }
}

/// What helps is shown below a check, or no more.
pub(super) fn turn_check(page: &mut SitePage, place: usize) -> Vec<Command> {
    page.preflight.turn(place);
    Vec::new()
}

/// The good ones one by one, or in one line.
pub(super) fn turn_list(page: &mut SitePage) -> Vec<Command> {
    page.preflight.list_turned = !page.preflight.list_turned;
    page.cursor = page.rows().iter().position(|row| *row == Row::Good).unwrap_or(page.cursor);
    Vec::new()
}

#[cfg(test)]
mod tests;
