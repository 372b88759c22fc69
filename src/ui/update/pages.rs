//! The screens of a site, turned like pages.

use super::cursor;
use super::keys::moved;
use crate::engine::step_id::StepId;
use crate::ui::command::{Command, FileCommand};
use crate::ui::model::{Field, SitePage};

/// Another screen. Where the person is is kept, for when they come back.
pub(super) fn turn(page: &mut SitePage, forward: bool) -> Vec<Command> {
    let screens: Vec<StepId> = [StepId::Preflight].into_iter().chain(StepId::guide()).chain([StepId::Teardown]).collect();
    let at = screens.iter().position(|s| *s == page.screen).unwrap_or_default();
    show(page, screens.get(moved(at, screens.len(), forward)).copied().unwrap_or(page.screen))
}

/// From the checks to where the guide begins, or goes on.
pub(super) fn go_on(page: &mut SitePage) -> Vec<Command> {
    show(page, page.goes_on_at())
}

fn show(page: &mut SitePage, screen: StepId) -> Vec<Command> {
    page.screen = screen;
    page.cursor = cursor::first(page);
    page.scroll = 0;
    // What was typed was meant for that screen.
    page.typed = Field::default();
    page.memo.screen = Some(screen);
    vec![remember(page)]
}

pub(super) fn remember(page: &SitePage) -> Command {
    FileCommand::Remember(page.site.name.clone(), page.memo.clone()).into()
}
