//! Ids as Route 53 makes them, and what clients put in front of them.

use crate::engine::splitmix::mixed;

const LETTERS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// `prefix` and twenty capital letters and digits, the same for the same seed.
pub(super) fn id(prefix: char, seed: u64) -> String {
    let numbers = std::iter::successors(Some(mixed(seed)), |n| Some(mixed(*n)));
    std::iter::once(prefix).chain(numbers.take(20).map(letter)).collect()
}

fn letter(number: u64) -> char {
    let place = usize::try_from(number % 36).unwrap_or_default();
    LETTERS.get(place).copied().map_or('0', char::from)
}

/// An id without the `/hostedzone/` or `/change/` in front of it.
pub(super) fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
