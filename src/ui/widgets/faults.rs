//! What went wrong, why, and what the person can do.

use crate::engine::fault::Fault;
use crate::text::{About, evidence};
use crate::ui::screens::Paint;

/// The most lines of evidence: what matters stands at its end.
const MOST: usize = 8;

/// Each fault of this screen once.
pub fn fill(paint: &mut Paint) {
    let mut told: Vec<Fault> = Vec::new();
    let about = paint.world().map_or_else(|| About::of(&paint.page.site), evidence::about);
    for stuck in paint.page.stuck() {
        if !told.contains(&stuck.fault) {
            told.push(stuck.fault.clone());
        }
    }
    for fault in told {
        paint.sheet.gap();
        let (said, theme) = (paint.words.fault(&fault, &about), paint.theme);
        paint.sheet.marked("✖ ", theme.bad, &said.what, theme.bad);
        let lines: Vec<&str> = said.why.lines().filter(|line| !line.trim().is_empty()).collect();
        for line in lines.iter().skip(lines.len().saturating_sub(MOST)) {
            paint.sheet.hang("  ", line, theme.dim);
        }
        if let Some(remedy) = said.remedy {
            paint.sheet.marked("→ ", theme.accent, &remedy, theme.plain);
        }
    }
}
