//! What stands at the foot of every step's screen.

use crate::ui::paint::Paint;
use crate::ui::widgets::rows;

/// Somebody who has something built and sees nothing happen learns that nothing does, and where all of it is told.
pub(super) fn held(paint: &mut Paint) {
    if paint.page.under_way() && paint.page.held() {
        paint.sheet.gap();
        paint.message("ui-held");
    }
}

/// What may be done, one row each.
pub(super) fn actions(paint: &mut Paint) {
    // The answers of a question stand right above.
    if !paint.page.asked() {
        paint.sheet.gap();
    }
    rows::actions(paint);
}
