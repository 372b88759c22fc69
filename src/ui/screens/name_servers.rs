//! Step 3: the registrar's way, and what the parent zone says.

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
    let Some((_, ours)) = queries::zone::held(world) else { return paint.tell("ui-nameservers-no-zone") };
    if paint.page.state(StepId::NameServers) == StepState::Done {
        return;
    }
    checklist::fill(paint, &paint.page.name_servers());
    if let Some(told) = queries::delegation::observed(world) {
        parent(paint, told, ours);
    }
}

/// What the parent names, and how that differs from what it should.
pub(super) fn parent(paint: &mut Paint, told: &Delegation, ours: &[DomainName]) {
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.rule(&words.get("ui-nameservers-parent"));
    let names = if told.name_servers.is_empty() { "-".to_owned() } else { evidence::names(&told.name_servers) };
    paint.sheet.hang("  ", &words.with("ui-nameservers-says", &[("server", &told.server), ("names", &names)]), theme.plain);
    let without = |all: &[DomainName], others: &[DomainName]| all.iter().filter(|n| !others.contains(n)).cloned().collect::<Vec<_>>();
    let (missing, extra) = (without(ours, &told.name_servers), without(&told.name_servers, ours));
    // All missing is the plain beginning: nothing was handed over yet.
    if missing.len() < ours.len() {
        if !missing.is_empty() {
            let said = words.with("headless-missing-name-servers", &[("names", &evidence::names(&missing))]);
            paint.sheet.marked("  ✖ ", theme.bad, &said, theme.plain);
        }
        if !extra.is_empty() {
            let said = words.with("headless-extra-name-servers", &[("names", &evidence::names(&extra))]);
            paint.sheet.marked("  ✖ ", theme.bad, &said, theme.plain);
        }
    }
}
