//! The SDK's configuration: the standard chain (profile, SSO, `AWS_ENDPOINT_URL`, …) with our clock and without its retries.

use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region};
use aws_sdk_sts::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::http::HttpClient;

use super::Aws;
use crate::ports::Clock;
use crate::site::Site;

const CONNECT: Duration = Duration::from_secs(10);
const ATTEMPT: Duration = Duration::from_secs(30);

/// AWS over HTTPS in the site's region, with credentials, profile and endpoints as the standard chain finds them.
/// Nothing is sent to AWS yet. The SDK sleeps and reads the time by `clock`.
pub async fn connect(site: &Site, clock: Arc<dyn Clock>) -> Aws {
    let mut chain = aws_config::defaults(BehaviorVersion::latest());
    if let Some(profile) = &site.profile {
        chain = chain.profile_name(profile);
    }
    let config = chain
        .region(Region::new(site.region.to_string()))
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts())
        .sleep_impl(ByClock(clock.clone()))
        .time_source(ByClock(clock.clone()))
        .load()
        .await;
    Aws::from_config(&config, site).paced(clock)
}

/// AWS through this HTTP client, whatever stands behind it. Nothing of the environment is read: the credentials are of no account.
pub fn over(client: impl HttpClient + 'static, site: &Site, clock: Arc<dyn Clock>) -> Aws {
    let credentials = Credentials::new("AKIDNOBODY", "nobody", None, None, "nobody");
    let config = aws_config::SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(site.region.to_string()))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts())
        .http_client(client)
        .sleep_impl(SharedAsyncSleep::new(ByClock(clock.clone())))
        .time_source(ByClock(clock.clone()))
        .build();
    Aws::from_config(&config, site).paced(clock)
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(ATTEMPT).build()
}

/// Our clock in the SDK's shape.
#[derive(Debug, Clone)]
struct ByClock(Arc<dyn Clock>);

impl TimeSource for ByClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(u64::try_from(self.0.now().0).unwrap_or(0))
    }
}

impl AsyncSleep for ByClock {
    fn sleep(&self, duration: Duration) -> Sleep {
        let clock = self.0.clone();
        let until = clock.now() + duration;
        // The SDK wants `Sync` and the port's future is only `Send`; a mutex that is only ever borrowed mutably adds it.
        let mut sleeping = Mutex::new(Box::pin(async move { clock.sleep_until(until).await }));
        Sleep::new(std::future::poll_fn(move |context| match sleeping.get_mut() {
            Ok(sleeping) => sleeping.as_mut().poll(context),
            Err(_) => Poll::Ready(()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;
    use crate::engine::time::Timestamp;

    #[derive(Debug, Default)]
    struct Jumping(AtomicI64);

    #[async_trait::async_trait]
    impl Clock for Jumping {
        fn now(&self) -> Timestamp {
            Timestamp(self.0.load(Ordering::SeqCst))
        }
        async fn sleep_until(&self, at: Timestamp) {
            self.0.store(at.0, Ordering::SeqCst);
        }
    }

    #[tokio::test]
    async fn the_sdk_sleeps_and_reads_the_time_by_our_clock() {
        let clock = ByClock(Arc::new(Jumping(AtomicI64::new(5_000))));
        clock.sleep(Duration::from_secs(3600)).await;
        assert_eq!(clock.now(), UNIX_EPOCH + Duration::from_secs(3605));
    }
}
