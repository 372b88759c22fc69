//! Step 3: the registrar's way, and what the parent zone answers.

use crate::engine::directive::Errand;
use crate::engine::fault::Code;
use crate::engine::op::net::Delegation;
use crate::engine::queries;
use crate::engine::queries::entered::{Entered, at_the_registry};
use crate::engine::state::World;
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::site::joined;
use crate::text::evidence;
use crate::text::registrars::Way;
use crate::ui::paint::Paint;
use crate::ui::widgets::{checklist, hops, names};

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    if queries::dns_elsewhere::is(world) {
        return hops::fill(paint);
    }
    let Some((_, ours)) = queries::zone::held(world) else { return paint.message("ui-nameservers-no-zone") };
    // What is to go has nothing handed over to it any more.
    if paint.page.state(StepId::NameServers) == StepState::Done || world.begun_teardown().is_some() {
        return;
    }
    if let Some(Errand::DnssecOff { domain, left, ttl, until }) = paint.page.elsewhere() {
        let told = evidence::dnssec(paint.words, domain, *left, *ttl, *until);
        let theme = paint.theme;
        hops::fill(paint);
        paint.sheet.marked("→ ", theme.accent, &told.replace('\n', " "), theme.plain);
        let there = paint.page.registrar().filter(|_| until.is_none()).and_then(|registrar| paint.words.dnssec_off_at(registrar));
        return there.iter().for_each(|line| paint.sheet.hang("  ", line, theme.plain));
    }
    goes_dark(paint, world);
    let seen = queries::delegation::observed(world);
    if let Some(seen) = seen {
        wrong(paint, &at_the_registry(world, ours, &seen.name_servers));
    }
    in_the_zone_above(paint, world);
    checklist::fill(paint, &paint.page.name_servers());
    if let Some(seen) = seen {
        parent(paint, seen);
    }
    all(paint, world);
    checklist::background(paint);
}

/// What was typed there and is not right comes first: waiting alone does not mend it.
fn wrong(paint: &mut Paint, entered: &Entered) {
    if !entered.untouched() {
        let theme = paint.theme;
        paint.sheet.marked("✖ ", theme.bad, &paint.words.get("headless-entered"), theme.strong);
        names::wrong(&mut paint.sheet, paint.words, entered);
        paint.sheet.gap();
    }
}

/// A part of a registered domain is handed over by records in the zone above it.
fn in_the_zone_above(paint: &mut Paint, world: &World) {
    let Some(told) = paint.words.parent_zone(world, Way::Over) else { return };
    let theme = paint.theme;
    paint.sheet.marked("→ ", theme.accent, &told, theme.plain);
    paint.page.name_servers().iter().enumerate().for_each(|(n, name)| checklist::to_copy(paint, "      ", n, name));
    paint.sheet.gap();
}

/// What would go dark, before the person is told to switch.
fn goes_dark(paint: &mut Paint, world: &World) {
    let theme = paint.theme;
    let Some((sentence, records)) = evidence::goes_dark(paint.words, world) else { return };
    paint.sheet.marked("! ", theme.busy, &sentence, theme.plain);
    records.iter().for_each(|record| paint.sheet.hang("    ", record, theme.dim));
    let remedy = evidence::carried_over(paint.words, world);
    remedy.iter().for_each(|remedy| paint.sheet.marked("→ ", theme.accent, &remedy.replace('\n', " "), theme.plain));
    paint.sheet.gap();
}

/// What the parent names.
fn parent(paint: &mut Paint, seen: &Delegation) {
    let (words, theme) = (paint.words, paint.theme);
    paint.sheet.rule(&words.get("ui-nameservers-parent"));
    let names = if seen.name_servers.is_empty() { "-".to_owned() } else { joined(&seen.name_servers) };
    paint.sheet.hang("  ", &words.with("ui-nameservers-says", &[("server", &seen.server), ("names", &names)]), theme.plain);
}

/// What the other servers of the parent, and the named ones themselves, say against it.
fn all(paint: &mut Paint, world: &World) {
    let (words, theme) = (paint.words, paint.theme);
    let Some(fault) = queries::hand_over::fault(world) else { return };
    let text = words.fault(&fault, &evidence::about(world));
    let (mark, style) = if fault.code == Code::ParentsDisagree { ("! ", theme.busy) } else { ("✖ ", theme.bad) };
    paint.sheet.marked(mark, style, &text.what, theme.plain);
    text.why.lines().for_each(|line| paint.sheet.hang("    ", line, theme.dim));
    if let Some(remedy) = text.remedy {
        paint.sheet.marked("→ ", theme.accent, &remedy.replace('\n', " "), theme.plain);
    }
}
