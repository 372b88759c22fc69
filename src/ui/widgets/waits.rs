//! What is waited for: how long so far, how long is usual, what was seen last, and when it is looked at next.

use crate::engine::poll::WaitKind;
use crate::engine::status::Waiting;
use crate::text::{About, evidence};
use crate::ui::paint::Paint;

/// What these waits saw last stands on their screens anyway.
const SHOWN: [WaitKind; 4] = [WaitKind::Delegation, WaitKind::CertificateMail, WaitKind::Target, WaitKind::Record];

/// The waits of this screen's step, and looks that are asked again.
pub fn fill(paint: &mut Paint) {
    if paint.page.looking() {
        return;
    }
    signed_out(paint);
    let screen = paint.page.screen;
    let waits: Vec<Waiting> = paint.page.standing.waits.iter().filter(|w| w.step == screen).cloned().collect();
    waits.iter().for_each(|wait| line(paint, wait));
    busy(paint);
}

/// The sign-in to AWS is over: the same on every screen, since nothing goes on.
fn signed_out(paint: &mut Paint) {
    let Some(out) = &paint.page.standing.signed_out else { return };
    let (words, theme) = (paint.words, paint.theme);
    let about = paint.world().map_or_else(|| About::of(&paint.page.site), evidence::about);
    let text = words.fault(&out.fault, &about);
    let told = format!("{} {}", text.what, words.signed_out(out.limit));
    paint.sheet.marked("● ", theme.busy, &told, theme.plain);
    text.why.lines().for_each(|line| paint.sheet.hang("  ", line, theme.dim));
    if let Some(remedy) = text.remedy {
        paint.sheet.marked("→ ", theme.accent, &remedy.replace('\n', " "), theme.plain);
    }
}

fn line(paint: &mut Paint, wait: &Waiting) {
    let Some(world) = paint.world() else { return };
    let (words, theme) = (paint.words, paint.theme);
    let kind = wait.kind;
    paint.sheet.marked("● ", theme.busy, &words.get(&format!("waiting-{kind}")), theme.plain);
    let since = words.duration(wait.elapsed + (paint.now - world.now));
    let usual = words.get(&format!("usual-{kind}"));
    let mut times = words.with("ui-wait-times", &[("elapsed", &since), ("usual", &usual)]);
    if wait.next > paint.now {
        let next = words.with("ui-again-in", &[("next", &words.duration(wait.next - paint.now))]);
        times = format!("{times} · {next}");
    }
    paint.sheet.hang("  ", &times, theme.dim);
    let seen = evidence::of(words, world, &wait.op).filter(|_| !SHOWN.contains(&kind));
    let seen = seen.or(wait.fault.as_ref().map(|fault| words.fault_line(fault)));
    seen.into_iter().for_each(|seen| paint.sheet.hang("  ", &seen, theme.dim));
}

/// Looks that failed and are asked again by themselves: without a word of it the screen would seem dead.
pub fn busy(paint: &mut Paint) {
    use crate::ui::model::Doing;
    let screen = paint.page.screen;
    let again = paint.page.ops.iter().find_map(|live| match &live.doing {
        Doing::Again(fault) if live.step == screen || live.step == crate::engine::step_id::StepId::Look => Some((live.op.code(), fault)),
        _ => None,
    });
    if let Some((code, fault)) = again {
        let what = paint.words.get(&format!("op-{code}"));
        let text = format!("{what}: {}", paint.words.fault_line(fault));
        let theme = paint.theme;
        paint.sheet.marked("↻ ", theme.busy, &text, theme.dim);
    }
}
