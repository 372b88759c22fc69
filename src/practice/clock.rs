//! Simulated time: it runs only while a run is under way, so many times as fast as real time, or jumps from wake to wake.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

use crate::engine::time::Timestamp;
use crate::ports::{Clock, Hold};

/// How fast simulated time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speed {
    /// So many times as fast as real time.
    Times(u32),
    /// It jumps to the next moment that anybody waits for as soon as nothing is under way.
    Instant,
}

impl std::str::FromStr for Speed {
    type Err = &'static str;

    /// `instant`, or a whole number from 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "instant" => Ok(Self::Instant),
            _ => text.parse().ok().filter(|n| *n > 0).map(Self::Times).ok_or("instant, 1, 60, …"),
        }
    }
}

/// The simulation's clock. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct SimClock(Arc<ClockMode>);

#[derive(Debug)]
enum ClockMode {
    Running { since: Instant, from: Timestamp, times: u32 },
    Jumping(Mutex<Jumps>),
}

#[derive(Debug)]
struct Jumps {
    now: Timestamp,
    /// Ops under way that do not themselves wait for the time.
    busy: i64,
    /// Who waits for which moment; a number sets those of one moment apart.
    sleepers: BTreeMap<(Timestamp, u64), Option<Waker>>,
    next: u64,
}

impl SimClock {
    /// A clock that goes on from `from`.
    pub fn new(from: Timestamp, speed: Speed) -> Self {
        let jumps = || Jumps { now: from, busy: 0, sleepers: BTreeMap::new(), next: 0 };
        Self(Arc::new(match speed {
            Speed::Times(times) => ClockMode::Running { since: Instant::now(), from, times },
            Speed::Instant => ClockMode::Jumping(Mutex::new(jumps())),
        }))
    }
}

fn locked(jumps: &Mutex<Jumps>) -> MutexGuard<'_, Jumps> {
    jumps.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        match &*self.0 {
            ClockMode::Running { since, from, times } => *from + since.elapsed() * *times,
            ClockMode::Jumping(jumps) => locked(jumps).now,
        }
    }

    async fn sleep_until(&self, at: Timestamp) {
        match &*self.0 {
            ClockMode::Running { times, .. } => {
                // Rounded up, so that it is the asked moment and not one just before it.
                let left = (at - self.now()) / *times + Duration::from_millis(1);
                tokio::time::sleep(left).await;
            }
            ClockMode::Jumping(_) => Sleeper { clock: Arc::clone(&self.0), at, number: None }.await,
        }
    }

    async fn nap(&self, length: Duration) {
        let until = self.now() + length;
        let ClockMode::Jumping(jumps) = &*self.0 else { return self.sleep_until(until).await };
        let _napping = Count::new(jumps, -1, Arc::clone(&self.0));
        self.sleep_until(until).await;
    }

    fn hold(&self) -> Hold {
        match &*self.0 {
            ClockMode::Running { .. } => Hold::default(),
            ClockMode::Jumping(jumps) => Hold(Some(Box::new(Count::new(jumps, 1, Arc::clone(&self.0))))),
        }
    }
}

/// A change of the count of busy ops, undone when dropped.
struct Count {
    by: i64,
    clock: Arc<ClockMode>,
}

impl Count {
    fn new(jumps: &Mutex<Jumps>, by: i64, clock: Arc<ClockMode>) -> Self {
        locked(jumps).add(by);
        Self { by, clock }
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        if let ClockMode::Jumping(jumps) = &*self.clock {
            locked(jumps).add(-self.by);
        }
    }
}

impl Jumps {
    fn add(&mut self, by: i64) {
        self.busy += by;
        self.wake_first();
    }

    /// Whoever's moment has come is woken. When nothing is under way, whoever waits for the earliest moment is woken too, and the clock
    /// jumps.
    fn wake_first(&mut self) {
        let (now, idle) = (self.now, self.busy <= 0);
        let woken = self.sleepers.iter_mut().enumerate().take_while(|(n, ((at, _), _))| *at <= now || (idle && *n == 0));
        woken.filter_map(|(_, (_, waker))| waker.take()).for_each(Waker::wake);
    }

    fn first(&self) -> Option<(Timestamp, u64)> {
        self.sleepers.keys().next().copied()
    }
}

/// Somebody who waits for a moment.
struct Sleeper {
    clock: Arc<ClockMode>,
    at: Timestamp,
    number: Option<u64>,
}

impl Future for Sleeper {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = Arc::clone(&self.clock);
        let ClockMode::Jumping(jumps) = &*clock else { return Poll::Ready(()) };
        let mut jumps = locked(jumps);
        let known = self.number.is_some();
        let number = *self.number.get_or_insert_with(|| {
            jumps.next += 1;
            jumps.next
        });
        let key = (self.at, number);
        jumps.sleepers.insert(key, Some(context.waker().clone()));
        // Not when it has only just begun to wait: who waits beside it, for less perhaps, has its turn first.
        if known && jumps.now < self.at && jumps.busy <= 0 && jumps.first() == Some(key) {
            jumps.now = self.at;
        }
        if jumps.now < self.at {
            // An earlier one may have been woken before it slept.
            jumps.wake_first();
            return Poll::Pending;
        }
        jumps.sleepers.remove(&key);
        jumps.wake_first();
        self.number = None;
        Poll::Ready(())
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        if let (ClockMode::Jumping(jumps), Some(number)) = (&*self.clock, self.number) {
            let mut jumps = locked(jumps);
            jumps.sleepers.remove(&(self.at, number));
            jumps.wake_first();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jumping() -> SimClock {
        SimClock::new(Timestamp(1_000), Speed::Instant)
    }

    fn after(clock: &SimClock, ms: u64) -> Timestamp {
        clock.now() + Duration::from_millis(ms)
    }

    #[tokio::test]
    async fn it_jumps_to_the_earliest_moment_first() {
        let clock = jumping();
        let (late, early) = (after(&clock, 60_000), after(&clock, 5_000));
        let seen = Mutex::new(Vec::new());
        let wait = async |at| {
            clock.sleep_until(at).await;
            seen.lock().unwrap().push(clock.now());
        };
        tokio::join!(wait(late), wait(early));
        assert_eq!(*seen.lock().unwrap(), [early, late]);
    }

    #[tokio::test]
    async fn it_does_not_jump_while_something_is_under_way_unless_that_waits_too() {
        let clock = jumping();
        let hold = clock.hold();
        let mut sleeping = Box::pin(clock.sleep_until(after(&clock, 30_000)));
        assert!(futures::poll!(&mut sleeping).is_pending());
        assert_eq!(clock.now(), Timestamp(1_000), "an op is under way");
        clock.nap(Duration::from_secs(2)).await;
        assert_eq!(clock.now(), Timestamp(3_000), "the op waited itself");
        assert!(futures::poll!(&mut sleeping).is_pending());
        drop(hold);
        sleeping.await;
        assert_eq!(clock.now(), Timestamp(31_000));
    }

    #[tokio::test]
    async fn who_stops_waiting_is_forgotten() {
        let clock = jumping();
        let mut given_up = Box::pin(clock.sleep_until(after(&clock, 10)));
        let hold = clock.hold();
        assert!(futures::poll!(&mut given_up).is_pending());
        drop((given_up, hold));
        clock.sleep_until(after(&clock, 50)).await;
        assert_eq!(clock.now(), Timestamp(1_050));
    }

    #[tokio::test]
    async fn so_many_times_as_fast_takes_so_many_times_less() {
        let clock = SimClock::new(Timestamp(0), Speed::Times(60_000));
        let (real, asked) = (Instant::now(), after(&clock, 60_000));
        clock.sleep_until(asked).await;
        assert!(clock.now() >= asked);
        assert!(real.elapsed() < Duration::from_secs(10), "a minute took {:?}", real.elapsed());
    }

    #[test]
    fn a_speed_is_a_number_or_instant() {
        assert_eq!("instant".parse(), Ok(Speed::Instant));
        assert_eq!("60".parse(), Ok(Speed::Times(60)));
        for wrong in ["0", "-1", "fast", "", "1.5"] {
            assert!(wrong.parse::<Speed>().is_err(), "{wrong}");
        }
    }
}
