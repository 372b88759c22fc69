//! When the rows of a pause stand, and what they say.

use crate::engine::inventory;
use crate::engine::step_id::StepId;
use crate::text::Words;
use crate::ui::model::SitePage;

/// What it comes to is shown on the last step's screen alone: nowhere else is it agreed to.
pub(super) fn may_agree(page: &SitePage) -> bool {
    page.screen == StepId::Live && page.pause_offer().is_some()
}

/// The server can be stopped too, which is shown by itself.
pub(super) fn may_stop(page: &SitePage) -> bool {
    may_agree(page) && page.pause_offer().is_some_and(|offer| !offer.scope.stop_server) && page.server_may_go()
}

/// As long as nothing was agreed to, and where it does not go on by itself.
pub(super) fn may_leave(page: &SitePage) -> bool {
    page.pauses() && page.screen == StepId::Live && (!page.pause_begun() || page.standing.at_rest)
}

pub(super) fn leave_it(page: &SitePage, words: &Words) -> String {
    words.get(if page.pause_begun() { "ui-pause-back" } else { "ui-leave-it" })
}

pub(super) fn pause_it(page: &SitePage, words: &Words) -> String {
    let stops = page.pause_offer().is_some_and(|offer| offer.scope.stop_server);
    words.get(if stops { "ui-pause-it-stopped" } else { "ui-pause-it" })
}

pub(super) fn what_a_pause_saves(page: &SitePage, words: &Words) -> String {
    saving(page, words, false, "ui-pause")
}

pub(super) fn what_a_stop_saves(page: &SitePage, words: &Words) -> String {
    saving(page, words, true, "ui-pause-server")
}

/// With what it takes off the bill in a month; of the server's, besides the pause itself.
fn saving(page: &SitePage, words: &Words, stops: bool, id: &str) -> String {
    let saves = |stops| page.world.as_deref().and_then(|world| inventory::paused(world, stops).0.all_a_month());
    let before = if stops { saves(false) } else { Some(0.0) };
    match saves(stops).zip(before).map(|(all, before)| all - before).filter(|amount| *amount > 0.0) {
        Some(amount) => words.with(id, &[("amount", &words.usd(amount))]),
        None => words.get(&format!("{id}-unpriced")),
    }
}
