//! Step 7: the name leads to the balancer, https answers, and the side door.

use crate::engine::inventory;
use crate::engine::queries;
use crate::engine::status::StepState;
use crate::engine::step_id::StepId;
use crate::site::options::OptionId;
use crate::ui::model::Choice;
use crate::ui::paint::Paint;
use crate::ui::widgets::{hops, rows, their_records};

/// What will happen first: a change of the address record, which is another step's part.
pub(super) fn alias(paint: &mut Paint) {
    let done = paint.page.state(StepId::Live) == StepState::Done;
    let begun = paint.page.ops.iter().any(|live| live.step == StepId::Live && live.op.is_write());
    let elsewhere = paint.world().is_some_and(queries::dns_elsewhere::is);
    if paint.page.world.is_some() && !done && !begun && !elsewhere {
        let (words, theme) = (paint.words, paint.theme);
        paint.sheet.between("○ ", theme.dim, &words.get("op-upsert-alias"), theme.plain, &words.get("ui-free"), theme.dim);
    }
}

pub(super) fn above(paint: &mut Paint) {
    let Some(world) = paint.world() else { return };
    let words = paint.words;
    let done = paint.page.state(StepId::Live) == StepState::Done;
    if done {
        let url = queries::visit::address(world);
        paint.sheet.marked("✔ ", paint.theme.good, &words.with("ui-live-open", &[("url", &url)]), paint.theme.strong);
        paint.sheet.gap();
    }
    if paint.page.their_records().is_some() {
        // Nothing is proven before it stands.
        return their_records::fill(paint);
    }
    hops::fill(paint);
    if done {
        let [place, what] = paint.words.budget_alarm_in_short(&inventory::bill_now(world));
        paint.note(&place);
        paint.note(&what);
    }
    if Choice::Option(OptionId::CloseHttp).offered(paint.page) {
        let chosen = words.get(if paint.page.site.server.close_http { "ui-live-close" } else { "ui-live-leave-open" });
        rows::choice(paint, Choice::Option(OptionId::CloseHttp), &chosen);
        paint.sheet.hang("    ", &words.get("ui-live-side-door-why"), paint.theme.dim);
    }
    paint.sheet.gap();
}
