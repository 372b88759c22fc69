//! Time as the engine knows it: a number it is handed, never a clock it reads.

use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment: UTC, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The day by UTC: `2027-01-02`. Empty for what no calendar holds.
    pub fn day(self) -> String {
        jiff::Timestamp::from_millisecond(self.0).map(|at| at.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
    }
}

impl Add<Duration> for Timestamp {
    type Output = Timestamp;
    fn add(self, d: Duration) -> Timestamp {
        Timestamp(self.0.saturating_add(i64::try_from(d.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl Sub for Timestamp {
    type Output = Duration;
    /// The time since `earlier`; zero when it lies ahead.
    fn sub(self, earlier: Timestamp) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}
