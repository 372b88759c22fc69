//! What went wrong, why, and what the person can do.

use crate::engine::fault::Fault;
use crate::text::{About, evidence as seen};
use crate::ui::model::Tried;
use crate::ui::paint::Paint;

/// The most lines of evidence besides those that explain most.
const MOST: usize = 4;

/// Each fault of this screen once, and what came of trying again.
pub fn fill(paint: &mut Paint) {
    let mut faults: Vec<Fault> = Vec::new();
    let about = paint.world().map_or_else(|| About::of(&paint.page.site), seen::about);
    for stuck in paint.page.stuck() {
        if !faults.contains(&stuck.fault) {
            faults.push(stuck.fault.clone());
        }
    }
    for fault in faults {
        paint.sheet.gap();
        let (text, theme) = (paint.words.fault(&fault, &about), paint.theme);
        paint.sheet.marked("✖ ", theme.bad, &text.what, theme.bad);
        evidence(paint, &text.why);
        if let Some(remedy) = text.remedy {
            paint.sheet.marked("→ ", theme.accent, &remedy.replace('\n', " "), theme.plain);
        }
    }
    tried(paint);
}

/// That it was tried again: when, how often, and with what result.
fn tried(paint: &mut Paint) {
    let (page, words) = (paint.page, paint.words);
    let (Some(tries), Some(tried)) = (&page.tries, page.tried()) else { return };
    let here = page.stuck().next().is_some() || page.refused();
    if here || (tried == Tried::UnderWay && tries.screen == page.screen) {
        let text = words.with(tried.message(), &[("time", &seen::time_of_day(tries.at)), ("count", &tries.count)]);
        if tried == Tried::UnderWay {
            paint.sheet.gap();
        }
        let theme = paint.theme;
        paint.sheet.marked("↻ ", theme.busy, &text, theme.plain);
    }
}

/// What was seen. Of a longer log the cause, which comes first, another error in it, and how it ends.
fn evidence(paint: &mut Paint, why: &str) {
    let lines: Vec<&str> = why.lines().filter(|line| !line.trim().is_empty()).collect();
    let theme = paint.theme;
    if lines.len() <= MOST {
        return lines.iter().for_each(|line| paint.sheet.hang("  ", line, theme.dim));
    }
    let last = lines.len() - MOST;
    let error = lines.iter().take(last).rfind(|line| line.contains("Error"));
    let first = lines.first();
    first.into_iter().chain(error.filter(|line| first != Some(*line))).for_each(|line| paint.sheet.hang("  ", line, theme.plain));
    lines.iter().skip(last).for_each(|line| paint.sheet.cut("  ", line, theme.dim));
}
