//! Step 3: the registrar's way, and what the parent zone answers.

use crate::engine::op::net::Delegation;
use crate::engine::queries;
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::site::DomainName;
use crate::text::evidence;
use crate::ui::paint::Paint;
use crate::ui::widgets::checklist;

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let Some((_, ours)) = queries::zone::held(world) else { return paint.message("ui-nameservers-no-zone") };
    // What is to go has nothing handed over to it any more.
    if paint.page.state(StepId::NameServers) == StepState::Done || world.begun_teardown().is_some() {
        return;
    }
    checklist::fill(paint, &paint.page.name_servers());
    if let Some(seen) = queries::delegation::observed(world) {
        parent(paint, seen, ours);
    }
}

/// What the parent names, and how that differs from what it should.
fn parent(paint: &mut Paint, seen: &Delegation, ours: &[DomainName]) {
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.rule(&words.get("ui-nameservers-parent"));
    let names = if seen.name_servers.is_empty() { "-".to_owned() } else { evidence::names(&seen.name_servers) };
    paint.sheet.hang("  ", &words.with("ui-nameservers-says", &[("server", &seen.server), ("names", &names)]), theme.plain);
    let without = |all: &[DomainName], others: &[DomainName]| all.iter().filter(|n| !others.contains(n)).cloned().collect::<Vec<_>>();
    let (missing, extra) = (without(ours, &seen.name_servers), without(&seen.name_servers, ours));
    // All missing is the plain beginning: nothing was handed over yet.
    if missing.len() < ours.len() {
        if !missing.is_empty() {
            let text = words.with("headless-missing-name-servers", &[("names", &evidence::names(&missing))]);
            paint.sheet.marked("  ✖ ", theme.bad, &text, theme.plain);
        }
        if !extra.is_empty() {
            let text = words.with("headless-extra-name-servers", &[("names", &evidence::names(&extra))]);
            paint.sheet.marked("  ✖ ", theme.bad, &text, theme.plain);
        }
    }
}
