//! Step 5: which names, proven how; then the way to ISSUED.

use crate::engine::queries::timeline::Is;
use crate::engine::slot::{Slot, SlotKind};
use crate::engine::state::World;
use crate::site::Site;
use crate::site::options::OptionId;
use crate::text::evidence;
use crate::ui::model::{Choice, wildcard_covers};
use crate::ui::paint::Paint;
use crate::ui::screens::domain::second;
use crate::ui::widgets::{hops, rows, their_records};

pub(super) fn above(paint: &mut Paint) {
    if !paint.page.holds(&Slot::Certificate) {
        choices(paint);
    }
    let Some(world) = paint.world() else { return };
    second(paint, world, SlotKind::Certificate);
    if paint.page.their_records().is_some() {
        return their_records::fill(paint);
    }
    timeline(paint, world);
    if paint.page.holds(&Slot::Certificate) {
        hops::fill(paint);
    }
    mend(paint, world);
}

fn choices(paint: &mut Paint) {
    let (words, site) = (paint.words, &paint.page.site);
    let names: Vec<String> = site.certificate_names().iter().map(ToString::to_string).collect();
    rows::choice(paint, Choice::Option(OptionId::CertificateNames), &names.join(", "));
    if !covers(site) {
        paint.sheet.hang("    ", &words.with("ui-form-not-covered", &[("fqdn", &site.fqdn()), ("domain", &site.domain)]), paint.theme.bad);
    }
    Choice::all().filter(|choice| choice.offered(paint.page)).for_each(|choice| {
        if let Choice::Option(option) = choice {
            rows::word_option(paint, option, &[]);
        }
    });
    paint.sheet.gap();
}

fn covers(site: &Site) -> bool {
    site.certificate.names.is_empty() || wildcard_covers(&site.domain, &site.fqdn())
}

/// Requested, proven, issued, name by name: what is behind, and what it waits for.
fn timeline(paint: &mut Paint, world: &World) {
    let (words, theme) = (paint.words, paint.theme);
    for line in words.timeline(world) {
        let style = match line.is {
            Some(Is::Past) => theme.good,
            Some(Is::Now) => theme.busy,
            Some(Is::Wrong) => theme.bad,
            Some(Is::Ahead | Is::NotLookedAt) | None => theme.dim,
        };
        let text = if line.is.is_some() { theme.plain } else { theme.dim };
        paint.sheet.marked(&format!("{}{}", "  ".repeat(line.depth), line.mark()), style, &line.text, text);
    }
    paint.sheet.gap();
}

/// What keeps it from being issued, and whose move that is.
fn mend(paint: &mut Paint, world: &World) {
    let Some(fault) = paint.page.to_be_mended() else { return };
    let (words, theme) = (paint.words, paint.theme);
    let told = words.fault(fault, &evidence::about(world));
    paint.sheet.marked("! ", theme.busy, &words.get("headless-mend"), theme.plain);
    paint.sheet.marked("  ✖ ", theme.bad, &told.what, theme.plain);
    told.why.lines().for_each(|line| paint.sheet.hang("    ", line, theme.dim));
    told.remedy.iter().for_each(|remedy| paint.sheet.marked("  → ", theme.accent, &remedy.replace('\n', " "), theme.plain));
    paint.sheet.gap();
}
