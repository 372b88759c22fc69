//! The parts that a step makes: what stands, what is under way, what is to come, and what each costs.

use std::time::Duration;

use ratatui::style::Style;

use crate::engine::cost::Bill;
use crate::engine::inventory::{self, Planned};
use crate::engine::op::Op;
use crate::engine::question::Question;
use crate::engine::slot::Slot;
use crate::engine::step_id::StepId;
use crate::ui::model::{Doing, LiveOp};
use crate::ui::paint::Paint;
use crate::ui::widgets::bill;

/// Looks that are through sooner are not worth a line that comes and goes.
const BLINK: Duration = Duration::from_secs(1);
/// More free parts than this share one line.
const FREE: usize = 4;

/// The parts of this screen's step, then ops that leave nothing behind.
pub fn fill(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let screen = paint.page.screen;
    let parts: Vec<Planned> = inventory::planned(world).into_iter().filter(|p| p.step == screen).collect();
    if parts.is_empty() {
        others(paint, &parts);
        return paint.sheet.gap();
    }
    let (shown, free): (Vec<Planned>, Vec<Planned>) = parts.iter().cloned().partition(|part| !in_short(paint, &parts, part));
    shown.iter().for_each(|part| line(paint, part));
    in_one(paint, &free.iter().map(|part| part.slot.clone()).collect::<Vec<_>>());
    let missing: Vec<_> = parts.iter().filter(|p| p.stands.is_none()).flat_map(|p| p.bill.lines.clone()).collect();
    // A question about the costs has them all.
    let asked = paint.page.asks().any(|(_, q)| matches!(q, Question::Costs(_)));
    if missing.len() > 1 && !asked {
        bill::sum(paint, &Bill { lines: missing });
    }
    others(paint, &parts);
    paint.sheet.gap();
}

/// So many parts that cost nothing are shown together, as long as none is begun: what is to be decided has to stay in sight.
fn in_short(paint: &Paint, parts: &[Planned], part: &Planned) -> bool {
    let begun = parts.iter().any(|p| p.stands.is_some()) || paint.page.ops.iter().any(|live| live.step == paint.page.screen);
    !begun && part.bill.lines.is_empty() && parts.iter().filter(|p| p.bill.lines.is_empty()).count() > FREE
}

/// What costs nothing, in one line.
pub fn in_one(paint: &mut Paint, free: &[Slot]) {
    if free.is_empty() {
        return;
    }
    let names: Vec<String> = free.iter().map(|slot| paint.words.slot(slot)).collect();
    let theme = paint.theme;
    paint.sheet.marked("○ ", theme.dim, &paint.words.with("ui-free-parts", &[("parts", &names.join(" · "))]), theme.plain);
}

fn line(paint: &mut Paint, part: &Planned) {
    let live = paint.page.ops.iter().find(|live| live.op.slot().is_some_and(|slot| slot.code() == part.slot.code()));
    let (mark, style, tail) = standing(paint, part, live);
    let name = paint.words.slot(&part.slot);
    let text = if part.name.is_empty() { name } else { format!("{name}  {}", part.name) };
    let theme = paint.theme;
    paint.sheet.between(mark, style, &text, theme.plain, &tail, theme.dim);
}

fn standing(paint: &Paint, part: &Planned, live: Option<&LiveOp>) -> (&'static str, Style, String) {
    let theme = paint.theme;
    match (&part.stands, live.map(|live| &live.doing)) {
        (_, Some(Doing::UnderWay)) => ("● ", theme.busy, elapsed(paint, live)),
        (_, Some(Doing::Again(_))) => ("↻ ", theme.busy, elapsed(paint, live)),
        (None, Some(Doing::Failed(_))) => ("✖ ", theme.bad, String::new()),
        (_, Some(Doing::Left { sites })) => ("○ ", theme.dim, left_to(paint, sites)),
        (Some(_), _) => ("✔ ", theme.good, String::new()),
        (None, _) => ("○ ", theme.dim, price(paint, part)),
    }
}

/// That it stays, and for which sites.
fn left_to(paint: &Paint, sites: &[String]) -> String {
    paint.words.with("left-to", &[("sites", &sites.join(", "))])
}

/// For how long an op has been under way.
pub fn elapsed(paint: &Paint, live: Option<&LiveOp>) -> String {
    live.map(|live| paint.words.duration(paint.now - live.since)).unwrap_or_default()
}

fn price(paint: &Paint, part: &Planned) -> String {
    if part.bill.lines.is_empty() { paint.words.get("ui-free") } else { bill::price(paint.words, &part.bill) }
}

/// Writes of this step that no part of it shows, and looks that take longer than the blink of an eye.
pub fn others(paint: &mut Paint, parts: &[Planned]) {
    let (screen, now) = (paint.page.screen, paint.now);
    let part = |op: &Op| op.slot().is_some_and(|slot| parts.iter().any(|part| part.slot.code() == slot.code()));
    let slow = |live: &LiveOp| live.doing == Doing::UnderWay && now - live.since >= BLINK;
    let here =
        |live: &&LiveOp| live.step == screen || (live.step == StepId::Look && (paint.page.under_way() || screen == StepId::Preflight));
    let shown = |live: &&LiveOp| if live.op.is_write() { !part(&live.op) } else { slow(live) };
    let ops: Vec<LiveOp> = paint.page.ops.iter().filter(here).filter(shown).cloned().collect();
    ops.iter().for_each(|live| op(paint, live));
}

/// An op: what it does, how far it is, and, while it is under way, for how long.
pub fn op(paint: &mut Paint, live: &LiveOp) {
    let theme = paint.theme;
    let (mark, style) = match &live.doing {
        Doing::UnderWay | Doing::Again(_) => ("● ", theme.busy),
        Doing::Done { .. } => ("✔ ", theme.good),
        Doing::Left { .. } => ("○ ", theme.dim),
        Doing::Failed(_) => ("✖ ", theme.bad),
    };
    let text = paint.words.get(&format!("op-{}", live.op.code()));
    let tail = match &live.doing {
        Doing::UnderWay | Doing::Again(_) => elapsed(paint, Some(live)),
        Doing::Left { sites } => left_to(paint, sites),
        Doing::Done { .. } | Doing::Failed(_) => String::new(),
    };
    paint.sheet.between(mark, style, &text, theme.plain, &tail, theme.dim);
}
