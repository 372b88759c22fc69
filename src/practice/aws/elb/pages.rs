//! Pages: `PageSize`, `Marker` and `NextMarker`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::params::{number, validation};
use crate::practice::aws::wire::{Element, Query, Refusal};

/// The most things on a page, and how many there are when the call gives no number.
const MOST: u64 = 400;

/// The page of these things that the call asks for: a list of this name, and the marker of the next page when there is one.
pub fn page<T>(input: &Query, list: &str, things: &[T], shape: impl Fn(&T) -> Element) -> Result<Vec<Element>, Refusal> {
    let size = number(input, "PageSize", &(1..=MOST))?.unwrap_or(MOST);
    let from = input.get("Marker").map_or(Ok(0), |marker| place(list, marker).ok_or_else(|| strange(marker)))?;
    let end = from.saturating_add(usize::try_from(size).unwrap_or(usize::MAX)).min(things.len());
    let shown = things.get(from..end).unwrap_or_default();
    let next = (end < things.len()).then(|| Element::text("NextMarker", marker(list, end)));
    Ok([Element::list(list, shown.iter().map(shape))].into_iter().chain(next).collect())
}

fn marker(list: &str, place: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list} {place}"))
}

/// The place that a marker means; `None` for one that this list never gave.
fn place(list: &str, marker: &str) -> Option<usize> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(marker).ok()?).ok()?;
    let (given_by, place) = text.split_once(' ')?;
    place.parse().ok().filter(|_| given_by == list)
}

fn strange(marker: &str) -> Refusal {
    validation(format!("'{marker}' is not a valid marker"))
}
