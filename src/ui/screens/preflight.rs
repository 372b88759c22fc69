//! Step 0: what would stop a later step, told before anything is made; then what was not looked at, what is good, and what all of it
//! will cost.

use unicode_width::UnicodeWidthStr;

use super::foot;
use crate::engine::cost::Bill;
use crate::engine::inventory::{self, Planned};
use crate::engine::op::net::Why;
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, PreflightCheck};
use crate::text::{About, Words, evidence};
use crate::ui::model::{Row, SitePage};
use crate::ui::paint::{Paint, Pointer, Sheet, wrapped};
use crate::ui::widgets::{bill, faults, parts, questions, waits};

/// What helps is shown at once where it takes no more lines, or there is room.
const SHORT: usize = 6;
/// What stands before the text of a check.
const HEAD: usize = 3;

/// Whether there is something to count.
pub(super) fn is_counted(page: &SitePage) -> bool {
    page.preflight.is_known() && !page.checking()
}

/// How many stop a step, warn, were not looked at, and are good: `✖ 1  ! 1  ○ 3  ✔ 11`.
pub(super) fn counts(page: &SitePage) -> String {
    let preflight = &page.preflight;
    let (stops, told, good) = (preflight.stops().count(), preflight.told().count(), preflight.good().count());
    let unseen = preflight.checks().count() - told - good;
    let counts = [("✖", stops), ("!", told - stops), ("○", unseen), ("✔", good)];
    counts.iter().filter(|(_, count)| *count > 0).map(|(mark, count)| format!("{mark} {count}")).collect::<Vec<_>>().join("  ")
}

pub(super) fn fill(paint: &mut Paint, why: bool) {
    headline(paint);
    if why && !paint.page.preflight.is_known() {
        paint.message("ui-why-preflight");
        paint.sheet.gap();
    }
    let told: Vec<PreflightCheck> = paint.page.preflight.told().cloned().collect();
    told.iter().enumerate().for_each(|(place, check)| fault(paint, place, check));
    unseen(paint);
    good(paint);
    // What is looked at, where that takes its time.
    parts::others(paint, &[]);
    waits::busy(paint);
    faults::fill(paint);
    questions::fill(paint);
    foot::held(paint);
    foot::actions(paint);
    paint.sheet.gap();
    adds(paint);
    if let Some(since) = paint.page.preflight.since() {
        let seen = evidence::seen_since(paint.words, since);
        paint.note(&seen);
    }
}

/// What the checks come to together.
fn headline(paint: &mut Paint) {
    let (words, page) = (paint.words, paint.page);
    let (stops, now) = (page.preflight.stops().count(), page.preflight.stops_at(page.goes_on_at()));
    let text = match (stops, now) {
        _ if !page.preflight.is_known() => words.get(if page.checking() { "ui-preflight-looking" } else { "ui-preflight-unseen" }),
        (0, _) if page.preflight.open().next().is_some() => words.get("ui-preflight-open"),
        (0, _) => words.get("ui-preflight-good"),
        (1, true) => words.get("ui-preflight-stops-now"),
        (1, false) => words.get("ui-preflight-stops-later"),
        (count, true) => words.with("ui-preflight-stop-now", &[("count", &count)]),
        (count, false) => words.with("ui-preflight-stop-later", &[("count", &count)]),
    };
    let nothing_made = |world: &World| world.ledger.resources.is_empty() && world.ledger.pending.is_empty();
    let made = match paint.world().map(nothing_made) {
        Some(true) => words.get("ui-preflight-nothing-made"),
        Some(false) | None => String::new(),
    };
    paint.sheet.text(format!("{text} {made}").trim_end(), paint.theme.strong);
    paint.sheet.gap();
}

/// What stops a step or warns: which step, what was seen, and what helps, unless that is folded away.
fn fault(paint: &mut Paint, place: usize, check: &PreflightCheck) {
    let Some(fault) = check.result.fault() else { return };
    let (words, theme) = (paint.words, paint.theme);
    let about = paint.world().map_or_else(|| About::of(&paint.page.site), evidence::about);
    let text = words.fault(fault, &about);
    let (mark, style) = if matches!(check.result, CheckResult::Fail(_)) { ("✖ ", theme.bad) } else { ("! ", theme.busy) };
    let remedy = text.remedy.map(|remedy| remedy.replace('\n', " ")).unwrap_or_default();
    let unfolded = by_itself(paint, check, &remedy) != paint.page.preflight.is_turned(check);
    let (name, verdict) = (words.check_name(check), words.verdict(check));
    let seen = if text.why.trim().is_empty() { check.evidence.clone() } else { text.why };
    paint.row(Row::Check(place), |sheet, Pointer { here, mark: _, style: row }| {
        let arrow = if here { "▸" } else { " " };
        sheet.marked(&format!("{arrow}{mark}"), if here { theme.cursor } else { style }, &name, row);
        sheet.hang("   ", &verdict, theme.plain);
        seen.lines().filter(|line| !line.trim().is_empty()).for_each(|line| sheet.hang("   ", line, theme.dim));
        match (remedy.is_empty(), unfolded) {
            (true, _) => {}
            (false, true) => sheet.marked("   → ", theme.accent, &remedy, theme.plain),
            (false, false) => sheet.hang("   ", &words.get("ui-check-folded"), theme.dim),
        }
    });
    paint.sheet.gap();
}

/// Whether what helps is shown at once: against what stops a step; of a later one, not where it would push all else out of sight.
fn by_itself(paint: &Paint, check: &PreflightCheck, remedy: &str) -> bool {
    let room = paint.sheet.width.saturating_sub(HEAD + 2);
    let fits = || paint.tall || check.step == paint.page.goes_on_at() || wrapped(remedy, room).len() <= SHORT;
    matches!(check.result, CheckResult::Fail(_)) && fits()
}

/// What was not looked at, by the reason.
fn unseen(paint: &mut Paint) {
    let why = |check: &PreflightCheck| if let CheckResult::Unknown(why) = check.result { Some(why) } else { None };
    let mut reasons: Vec<Why> = Vec::new();
    for reason in paint.page.preflight.checks().filter_map(why) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    for reason in reasons {
        let of_it = paint.page.preflight.checks().filter(|check| why(check) == Some(reason));
        let names: Vec<String> = of_it.map(|check| paint.words.check_name(check)).collect();
        let theme = paint.theme;
        paint.sheet.marked(" ○ ", theme.dim, &names.join(" · "), theme.plain);
        let because = paint.words.get(&because_of(reason, paint.page.checking()));
        paint.sheet.hang("   ", &paint.words.with("not-looked-at", &[("why", &because)]), theme.dim);
        for fault in paint.page.preflight.met(reason) {
            paint.sheet.hang("   ", &paint.words.fault_line(fault), theme.dim);
        }
    }
}

/// Here it is step 1 that asks, and what is being looked at is no more than that.
fn because_of(why: Why, checking: bool) -> String {
    match why {
        Why::HostKeyFirst => "ui-unseen-host-key".to_owned(),
        Why::NotYet | Why::Broken if checking => "ui-unseen-looking".to_owned(),
        why => format!("unseen-{why}"),
    }
}

/// What is good: one by one where there is room, or the person wants it; else in a line.
fn good(paint: &mut Paint) {
    let all: Vec<PreflightCheck> = paint.page.preflight.good().cloned().collect();
    let (words, theme) = (paint.words, paint.theme);
    let each = paint.tall != paint.page.preflight.list_turned;
    let names: Vec<String> = all.iter().map(|check| words.check_name(check)).collect();
    let text = if each { words.with("ui-checks-good", &[("count", &all.len())]) } else { in_short(words, &names, paint.sheet.width) };
    paint.row(Row::Good, |sheet, Pointer { here, mark: _, style }| {
        let mark = format!("{}✔ ", if here { "▸" } else { " " });
        sheet.between(&mark, if here { theme.cursor } else { theme.good }, &text, style, &Row::Good.shown_key(), theme.dim);
        all.iter().zip(&names).filter(|_| each).for_each(|(check, name)| one(sheet, name, &check.evidence));
    });
    paint.sheet.gap();
}

/// How many there are, and as many names as fit whole on the line.
fn in_short(words: &Words, names: &[String], width: usize) -> String {
    let room = width.saturating_sub(2 * HEAD);
    let count = names.len();
    let with = |most: usize| {
        let more = if most < count { ", …" } else { "" };
        let shown = format!("{}{more}", names.iter().take(most).cloned().collect::<Vec<_>>().join(", "));
        words.with("ui-checks-good-named", &[("count", &count), ("names", &shown)])
    };
    (1..=count).rev().map(with).find(|text| text.width() <= room).unwrap_or_else(|| words.with("ui-checks-good", &[("count", &count)]))
}

/// One that is good, and what was seen: beside it, or below where both are long.
fn one(sheet: &mut Sheet, name: &str, seen: &str) {
    let theme = sheet.theme;
    if "   ✔ ".width() + name.width() + 2 + seen.width() <= sheet.width {
        return sheet.between("   ✔ ", theme.good, name, theme.plain, seen, theme.dim);
    }
    sheet.marked("   ✔ ", theme.good, name, theme.plain);
    sheet.hang("     ", seen, theme.dim);
}

/// What the parts that do not stand yet will cost a month, one by one and together.
fn adds(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let missing: Vec<Planned> =
        inventory::planned(world).into_iter().filter(|part| part.stands.is_none() && !part.bill.lines.is_empty()).collect();
    if missing.is_empty() {
        return;
    }
    let (words, theme) = (paint.words, paint.theme);
    let total = Bill { lines: missing.iter().flat_map(|part| part.bill.lines.clone()).collect() };
    paint.sheet.hang("   ", &words.still_to_come(&total), theme.plain);
    for part in &missing {
        let number = part.step.number().unwrap_or_default();
        let name = words.with("ui-adds-part", &[("part", &words.slot(&part.slot)), ("number", &number)]);
        paint.sheet.between("   ", theme.plain, &name, theme.plain, &bill::price(words, &part.bill), theme.dim);
    }
    let below = words.unknown_to_come(&total).into_iter().chain(words.date_to_come(&total));
    below.for_each(|text| paint.sheet.hang("   ", &text, theme.dim));
    paint.sheet.gap();
}
