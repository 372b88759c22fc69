//! The start limit: no more than so many starts in a window that begins with the first of them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::time::Timestamp;

/// The starts in the present window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartLimit {
    since: Option<Timestamp>,
    starts: u32,
}

impl StartLimit {
    /// Counts a start; whether it is allowed. `(0, _)` and `(_, 0 s)` are no limit.
    pub fn allows(&mut self, (burst, interval): (u32, Duration), now: Timestamp) -> bool {
        if burst == 0 || interval.is_zero() {
            return true;
        }
        if self.since.is_none_or(|since| now - since > interval) {
            *self = Self { since: Some(now), starts: 0 };
        }
        self.starts = self.starts.saturating_add(1);
        self.starts <= burst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_in_ten_seconds_and_then_a_new_window() {
        let mut limit = StartLimit::default();
        let usual = (5, Duration::from_secs(10));
        let at = |ms: i64| Timestamp(1_000 + ms);
        let table = [(0, true), (1, true), (2, true), (3, true), (9_999, true), (10_000, false), (10_001, true)];
        for (ms, allowed) in table {
            assert_eq!(limit.allows(usual, at(ms)), allowed, "{ms}");
        }
        assert!((0..99).all(|_| limit.allows((5, Duration::ZERO), at(0))));
    }
}
