//! The hops of a visitor's request that a step stands for: what proves or breaks each.

use crate::engine::fault::Disposition;
use crate::engine::hop::HopCode;
use crate::engine::steps::{self, CheckResult};
use crate::text::evidence;
use crate::ui::paint::Paint;

/// The hops of this screen's step. What only warns comes with what helps; what only the person mends is told as a fault besides.
pub fn fill(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let (words, theme, screen) = (paint.words, paint.theme, paint.page.screen);
    let hops = steps::hops(world);
    let mine = || hops.iter().filter(|(of, _)| *of == screen).map(|(_, hop)| hop);
    for hop in mine() {
        let Some(text) = evidence::hop(words, hop) else { continue };
        match &hop.result {
            CheckResult::Pass => paint.good(&text),
            CheckResult::Unknown(_) => paint.sheet.marked("○ ", theme.dim, &text, theme.dim),
            CheckResult::Fail(fault) if fault.disposition == Disposition::Transient => {
                paint.sheet.marked("● ", theme.busy, &text, theme.plain);
            }
            // Why, and what helps, stands in the fault below.
            CheckResult::Fail(fault) if paint.page.stuck().any(|stuck| stuck.fault == *fault) => {
                paint.sheet.marked("✖ ", theme.bad, &words.get(&format!("hop-{}", hop.code)), theme.plain);
            }
            CheckResult::Fail(_) if hop.code != HopCode::Drift => paint.sheet.marked("✖ ", theme.bad, &text, theme.plain),
            CheckResult::Warn(fault) | CheckResult::Fail(fault) => {
                let (mark, style) = if hop.code == HopCode::Drift { ("✖ ", theme.bad) } else { ("! ", theme.busy) };
                paint.sheet.marked(mark, style, &text, theme.plain);
                let remedy = words.fault(fault, &evidence::about(world)).remedy;
                remedy.iter().for_each(|remedy| paint.sheet.marked("→ ", theme.accent, &remedy.replace('\n', " "), theme.plain));
            }
        }
    }
    evidence::hops_seen(words, mine()).iter().for_each(|seen| paint.note(seen));
}
