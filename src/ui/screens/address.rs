//! Step 4: the record, and the settings that let Django answer to the name.

use crate::engine::op::host::{Effective, SettingsPlan};
use crate::engine::op::net::{AddressSeen, NetFact};
use crate::engine::queries;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::ServerId;
use crate::text::Words;
use crate::ui::paint::Paint;
use crate::ui::widgets::hops;

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let elsewhere = queries::dns_elsewhere::is(world);
    if elsewhere {
        paint.note(&paint.words.get("ui-elsewhere-no-record"));
    }
    if let Some(address) = queries::server::public_address(world, &ServerId::MAIN).filter(|_| !elsewhere) {
        let text = paint.words.with("ui-address-leads", &[("fqdn", &world.site.fqdn()), ("address", &address)]);
        paint.note(&text);
    }
    if paint.page.holds(&Slot::Settings(ServerId::MAIN)) {
        paint.note(&paint.words.get("ui-address-written"));
    }
    if let Some(plan) = queries::settings::plan(world, &ServerId::MAIN) {
        settings(paint, plan);
    }
    hops::fill(paint);
    if let Some(seen) = seen(world) {
        resolver(paint, seen);
    }
    paint.sheet.gap();
}

/// What is part of the change; else what Django was found to have.
fn settings(paint: &mut Paint, plan: &SettingsPlan) {
    let mut lines = Vec::new();
    if plan.missing.iter().any(|name| name.contains("://")) {
        lines.push(paint.words.get("ui-address-csrf"));
    }
    if let Some(seen) = plan.effective.as_ref().filter(|_| plan.missing.is_empty()) {
        lines.extend(proofs(paint.words, seen));
    }
    lines.extend(plan.by_text.as_ref().map(|why| paint.words.with("ui-address-by-text", &[("why", why)])));
    lines.iter().for_each(|line| paint.note(line));
}

fn proofs(words: &Words, seen: &Effective) -> Vec<String> {
    let mut lines = vec![words.with("ui-address-hosts", &[("hosts", &seen.hosts.join(", "))])];
    lines.extend(seen.forms.iter().map(|forms| {
        let id = if forms.accepted { "ui-address-forms-accepted" } else { "ui-address-forms-refused" };
        words.with(id, &[("origin", &forms.origin)])
    }));
    lines.extend(seen.debug.then(|| words.get("ui-address-debug")));
    if !seen.off.is_empty() {
        let names: Vec<&str> = seen.off.iter().map(|setting| setting.as_str()).collect();
        lines.push(words.with("ui-address-off", &[("names", &names.join(", "))]));
    }
    lines
}

fn seen(world: &World) -> Option<&AddressSeen> {
    match world.observed.net(&queries::web::address_look(world))? {
        NetFact::Address(seen) => Some(seen),
        _ => None,
    }
}

/// What a visitor's resolver answers.
fn resolver(paint: &mut Paint, seen: &AddressSeen) {
    let answer = match &seen.resolver {
        Ok(found) if found.is_empty() => "-".to_owned(),
        Ok(found) => found.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Err(why) => why.clone(),
    };
    let text = paint.words.with("ui-address-resolver", &[("answer", &answer)]);
    paint.note(&text);
}
