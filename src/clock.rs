//! The real clock.

use async_trait::async_trait;

use crate::engine::time::Timestamp;
use crate::ports::Clock;

/// The machine's clock, through tokio's timer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond())
    }

    async fn sleep_until(&self, at: Timestamp) {
        // The one real sleep: everybody else asks the clock they were handed.
        tokio::time::sleep(at - self.now()).await;
    }
}
