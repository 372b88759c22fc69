//! Where the cursor stands on a screen.

use crate::ui::model::{Row, SitePage, Situation};

/// The row that a screen opens on: what is to be done comes before what may be chosen, and nothing that is to be done on purpose alone is
/// it. Where there is nothing else it is the last, which leaves all as it is.
pub(super) fn first(page: &SitePage) -> usize {
    let rows = page.rows();
    let lands = |row: &Row| row.spec().lands && !page.is_deliberate(*row) && !page.only_warns(*row);
    rows.iter().position(lands).unwrap_or(rows.len().saturating_sub(1))
}

/// Where the cursor stands now: on the row where it was, or, when there is something new to do, on that.
pub(super) fn kept(page: &SitePage, row: Option<Row>, before: Situation) -> usize {
    let busy = row.is_some_and(|row| row.spec().behaviour.holds_cursor());
    let same = page.rows().iter().position(|r| Some(*r) == row);
    match same.filter(|_| busy || before == page.situation()) {
        Some(place) => place,
        None => first(page),
    }
}
