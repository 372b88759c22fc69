//! How fast AWS may be asked: each service counts the calls of the whole account, and refuses what comes faster.
//!
//! A call takes its turn before it leaves. A call of a long list that is refused all the same (others use the account too) is asked
//! again here, after growing pauses and a few times only: a list of hundreds of calls would else begin anew for one of them. What is
//! still refused then goes to the engine as a retry, which asks the whole op again for five minutes; what was read is [`super::kept`].

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::faults::SdkError;
use crate::engine::time::Timestamp;
use crate::ports::Clock;

/// What AWS counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rate {
    /// All of Route 53: 5 a second and account (Route 53 developer guide, quotas).
    Route53,
    /// `ListCertificates`: 8 a second (ACM user guide, quotas; read on 2026-11-29).
    AcmList,
    /// `ListTagsForCertificate`: 10 a second (as above).
    AcmTags,
    /// `DescribeCertificate`: 10 a second (as above).
    AcmDescribe,
}

impl Rate {
    /// Which of the turns it is.
    fn place(self) -> usize {
        match self {
            Self::Route53 => 0,
            Self::AcmList => 1,
            Self::AcmTags => 2,
            Self::AcmDescribe => 3,
        }
    }

    /// The pause between two calls: a little more than AWS's own, since the way there is not always as long.
    fn pause(self) -> Duration {
        match self {
            Self::Route53 => Duration::from_millis(220),
            Self::AcmList => Duration::from_millis(140),
            Self::AcmTags | Self::AcmDescribe => Duration::from_millis(110),
        }
    }
}

/// So many calls of one rate leave without a pause before them: less than AWS allows at once, and all that a small account needs.
const AT_ONCE: u32 = 4;
/// The pauses after a call was refused for coming too fast; after the last the op is the engine's to ask again.
const PATIENCE: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_millis(1_000), Duration::from_millis(2_000), Duration::from_millis(4_000)];
/// AWS's codes for "too fast": those of `botocore`'s `_retry.json`.
const TOO_FAST: [&str; 10] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottled",
    "RequestThrottledException",
    "RequestLimitExceeded",
    "EC2ThrottledException",
    "TooManyRequestsException",
    "BandwidthLimitExceeded",
    "PriorRequestNotComplete",
];

/// The turns of one account, by the run's clock. Clones take the same turns.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    clock: Arc<dyn Clock>,
    /// When the call after the next would leave if none left without a pause; by [`Rate::place`].
    due: Arc<Mutex<[Timestamp; 4]>>,
}

impl Pace {
    /// The clock that it goes by.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, due: Arc::default() }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Waits for this call's turn.
    async fn turn(&self, rate: Rate) {
        let wait = {
            let (now, mut due) = (self.clock.now(), self.due.lock().unwrap_or_else(PoisonError::into_inner));
            due.get_mut(rate.place()).map(|due| taken(due, now, rate.pause())).unwrap_or_default()
        };
        if !wait.is_zero() {
            self.clock.nap(wait).await;
        }
    }

    /// Nobody's turn comes before this pause is over.
    async fn hold_back(&self, rate: Rate, pause: Duration) {
        {
            let (until, mut due) = (self.clock.now() + pause, self.due.lock().unwrap_or_else(PoisonError::into_inner));
            if let Some(due) = due.get_mut(rate.place()) {
                *due = (*due).max(until + rate.pause() * AT_ONCE);
            }
        }
        self.clock.nap(pause).await;
    }
}

/// Takes the next turn: how long it is until then.
fn taken(due: &mut Timestamp, now: Timestamp, pause: Duration) -> Duration {
    *due = (*due).max(now) + pause;
    // `Timestamp - Timestamp` is nothing where the first is the earlier.
    *due - (now + pause * AT_ONCE)
}

/// Asks once, when it is this call's turn.
pub(super) async fn paced<T, E, F>(pace: Option<&Pace>, rate: Rate, ask: impl FnOnce() -> F) -> Result<T, SdkError<E>>
where
    F: Future<Output = Result<T, SdkError<E>>>,
{
    if let Some(pace) = pace {
        pace.turn(rate).await;
    }
    ask().await
}

/// Asks when it is this call's turn, and again after a pause while AWS says that it came too fast.
pub(super) async fn patient<T, E, F>(pace: Option<&Pace>, rate: Rate, ask: impl Fn() -> F) -> Result<T, SdkError<E>>
where
    E: ProvideErrorMetadata + Error + 'static,
    F: Future<Output = Result<T, SdkError<E>>>,
{
    let Some(known) = pace else { return ask().await };
    for pause in PATIENCE {
        match paced(pace, rate, &ask).await {
            Err(error) if came_too_fast(&error) => known.hold_back(rate, pause).await,
            answered => return answered,
        }
    }
    paced(pace, rate, &ask).await
}

fn came_too_fast<E: ProvideErrorMetadata>(error: &SdkError<E>) -> bool {
    error.code().is_some_and(|code| TOO_FAST.contains(&code)) || error.raw_response().is_some_and(|raw| raw.status().as_u16() == 429)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use aws_sdk_sts::error::SdkError as Refused;
    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::error::ErrorMetadata;

    use super::*;
    use crate::cloud::canned::Waited;

    fn pace() -> Pace {
        Pace::new(Arc::new(Waited::default()))
    }

    #[derive(Debug)]
    struct Told(ErrorMetadata);
    impl std::fmt::Display for Told {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{:?}", self.0)
        }
    }
    impl Error for Told {}
    impl ProvideErrorMetadata for Told {
        fn meta(&self) -> &ErrorMetadata {
            &self.0
        }
    }

    fn refused(code: &str) -> SdkError<Told> {
        let raw = HttpResponse::new(400.try_into().unwrap(), SdkBody::empty());
        Refused::service_error(Told(ErrorMetadata::builder().code(code).build()), raw)
    }

    #[tokio::test]
    async fn a_few_calls_leave_at_once_and_the_rest_no_faster_than_aws_allows() {
        for (rate, a_second) in [(Rate::Route53, 5), (Rate::AcmList, 8), (Rate::AcmTags, 10), (Rate::AcmDescribe, 10)] {
            let pace = pace();
            let mut left: Vec<i64> = Vec::new();
            for _ in 0..40 {
                paced(Some(&pace), rate, || async { Ok::<_, SdkError<Told>>(()) }).await.unwrap();
                left.push(pace.now().0);
            }
            assert_eq!(left[0], left[3], "the first of {rate:?} at once");
            // AWS's own bucket: as many at once as it refills in a second.
            let (mut tokens, mut at) = (f64::from(a_second), left[0]);
            for moment in &left {
                tokens = (tokens + (moment - at) as f64 / 1_000.0 * f64::from(a_second)).min(f64::from(a_second)) - 1.0;
                at = *moment;
                assert!(tokens >= 0.0, "{rate:?} at {moment}: {left:?}");
            }
            assert!(left[39] - left[0] < 40 * 1_000 / a_second as i64 + 1_000, "{rate:?} is slower than it need be: {left:?}");
        }
    }

    #[tokio::test]
    async fn who_comes_too_fast_waits_longer_each_time_and_not_for_ever() {
        let (pace, asked) = (pace(), AtomicI64::new(0));
        let begun = pace.now();
        let ask = || async {
            asked.fetch_add(1, Ordering::SeqCst);
            Err::<(), _>(refused("ThrottlingException"))
        };
        assert!(patient(Some(&pace), Rate::AcmTags, ask).await.is_err());
        assert_eq!(asked.load(Ordering::SeqCst), 5);
        assert!(pace.now() - begun >= Duration::from_millis(7_500), "{:?}", pace.now() - begun);

        let again = AtomicI64::new(0);
        let ask = || async { if again.fetch_add(1, Ordering::SeqCst) < 2 { Err(refused("Throttling")) } else { Ok(7) } };
        assert_eq!(patient(Some(&pace), Rate::Route53, ask).await.unwrap(), 7);

        // Another refusal is an answer.
        let (denied, asked) = (|| async { Err::<(), _>(refused("AccessDenied")) }, AtomicI64::new(0));
        let counted = || {
            asked.fetch_add(1, Ordering::SeqCst);
            denied()
        };
        assert!(patient(Some(&pace), Rate::Route53, counted).await.is_err());
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }
}
