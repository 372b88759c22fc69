//! Step 3: the registrar's way, and what the parent zone answers.

use crate::engine::directive::Errand;
use crate::engine::op::net::Delegation;
use crate::engine::queries;
use crate::engine::state::World;
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::site::DomainName;
use crate::text::evidence;
use crate::ui::paint::Paint;
use crate::ui::widgets::{checklist, hops};

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let Some((_, ours)) = queries::zone::held(world) else { return paint.message("ui-nameservers-no-zone") };
    // What is to go has nothing handed over to it any more.
    if paint.page.state(StepId::NameServers) == StepState::Done || world.begun_teardown().is_some() {
        return;
    }
    if let Some(Errand::DnssecOff { domain, left, ttl, until }) = paint.page.elsewhere() {
        let told = evidence::dnssec(paint.words, domain, *left, *ttl, *until);
        let theme = paint.theme;
        hops::fill(paint);
        return paint.sheet.marked("→ ", theme.accent, &told.replace('\n', " "), theme.plain);
    }
    goes_dark(paint, world);
    checklist::fill(paint, &paint.page.name_servers());
    if let Some(seen) = queries::delegation::observed(world) {
        parent(paint, seen, ours);
    }
}

/// What would go dark, before the person is told to switch.
fn goes_dark(paint: &mut Paint, world: &World) {
    let theme = paint.theme;
    let Some((sentence, records)) = evidence::goes_dark(paint.words, world) else { return };
    paint.sheet.marked("! ", theme.busy, &sentence, theme.plain);
    records.iter().for_each(|record| paint.sheet.hang("    ", record, theme.dim));
    paint.sheet.gap();
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
