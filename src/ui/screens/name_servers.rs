//! Step 3: the registrar's way, and what the parent zone answers.

use crate::engine::op::net::Delegation;
use crate::engine::queries;
use crate::engine::queries::entered::at_the_registry;
use crate::engine::state::World;
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::site::DomainName;
use crate::text::evidence;
use crate::ui::paint::Paint;
use crate::ui::widgets::{checklist, names};

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let Some((_, ours)) = queries::zone::held(world) else { return paint.message("ui-nameservers-no-zone") };
    // What is to go has nothing handed over to it any more.
    if paint.page.state(StepId::NameServers) == StepState::Done || world.begun_teardown().is_some() {
        return;
    }
    checklist::fill(paint, &paint.page.name_servers());
    if let Some(seen) = queries::delegation::observed(world) {
        parent(paint, world, seen, ours);
    }
}

/// What the parent names, and how that differs from what it should.
fn parent(paint: &mut Paint, world: &World, seen: &Delegation, ours: &[DomainName]) {
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.rule(&words.get("ui-nameservers-parent"));
    let names = if seen.name_servers.is_empty() { "-".to_owned() } else { evidence::names(&seen.name_servers) };
    paint.sheet.hang("  ", &words.with("ui-nameservers-says", &[("server", &seen.server), ("names", &names)]), theme.plain);
    let entered = at_the_registry(world, ours, &seen.name_servers);
    if !entered.untouched() {
        names::wrong(paint, &entered);
    }
}
