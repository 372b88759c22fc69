//! How many items of a list are listed at once.

use super::super::wire::{Query, Refusal};
use super::refusals::violated;

/// `maxitems`, or as many as Route 53 lists at most.
pub(super) fn most(query: &Query, most: usize) -> Result<usize, Refusal> {
    let Some(asked) = query.get("maxitems") else { return Ok(most) };
    match asked.parse::<usize>() {
        Ok(n) if n > 0 => Ok(n.min(most)),
        _ => Err(violated(asked, "maxItems", "Member must have value greater than or equal to 1")),
    }
}

/// The first `most` of `items`, and the one that the next page begins with.
pub(super) fn page<'a, T>(items: impl Iterator<Item = &'a T>, most: usize) -> (Vec<&'a T>, Option<&'a T>) {
    let mut items = items;
    let taken = items.by_ref().take(most).collect();
    (taken, items.next())
}
