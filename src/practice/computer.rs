//! The person's computer: its clock may be wrong.

use async_trait::async_trait;

use super::clock::SimClock;
use crate::engine::time::Timestamp;
use crate::ports::{Clock, Hold};

/// The clock of the computer on which the program runs: the world's, and so many seconds more or less.
#[derive(Debug, Clone)]
pub struct ComputerClock {
    right: SimClock,
    off: i64,
}

impl ComputerClock {
    pub(super) fn new(right: SimClock, off: i64) -> Self {
        Self { right, off }
    }

    /// A moment, so many seconds later.
    fn moved(at: Timestamp, by: i64) -> Timestamp {
        Timestamp(at.0.saturating_add(by.saturating_mul(1_000)))
    }
}

#[async_trait]
impl Clock for ComputerClock {
    fn now(&self) -> Timestamp {
        Self::moved(self.right.now(), self.off)
    }

    async fn sleep_until(&self, at: Timestamp) {
        self.right.sleep_until(Self::moved(at, self.off.saturating_neg())).await;
    }

    fn hold(&self) -> Hold {
        self.right.hold()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::clock::Speed;

    #[tokio::test]
    async fn it_shows_another_time_and_waits_as_long() {
        let right = SimClock::new(Timestamp(3_600_000), Speed::Instant);
        let computer = ComputerClock::new(right.clone(), -720);
        assert_eq!(computer.now(), Timestamp(2_880_000));
        computer.sleep_until(computer.now() + std::time::Duration::from_secs(60)).await;
        assert_eq!((right.now(), computer.now()), (Timestamp(3_660_000), Timestamp(2_940_000)));
    }
}
