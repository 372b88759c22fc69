//! The SDK's configuration: the standard chain (profile, SSO, `AWS_ENDPOINT_URL`, …) with our clock and without its retries.

use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::default_provider::credentials::DefaultCredentialsChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region};
use aws_sdk_sts::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};

use super::credentials::Source;
use super::profiles::Profiles;
use super::{Aws, author, authorities};
use crate::engine::fault::Fault;
use crate::ports::Clock;
use crate::site::Site;

const CONNECT: Duration = Duration::from_secs(10);
const ATTEMPT: Duration = Duration::from_secs(30);

/// AWS over HTTPS in the site's region, with credentials, profile and endpoints as they stand in the files and the environment
/// now, and whence the credentials come. Nothing is sent to AWS yet. The SDK sleeps and reads the time by `clock`.
///
/// # Errors
/// A [`Fault`] where it is known before anything is sent that this cannot go well.
pub(super) async fn signed_in(site: &Site, clock: &Arc<dyn Clock>) -> Result<(Aws, Source), Fault> {
    let profiles = Profiles::read()?;
    let source = Source::of(site.profile.as_deref(), &profiles)?;
    let name = site.profile.as_deref().unwrap_or(&profiles.usual);
    let client = authorities::client(profiles.get(name))?;
    let by_clock = ByClock(Arc::clone(clock));
    let mut chain = aws_config::defaults(BehaviorVersion::latest());
    if let Some(profile) = &site.profile {
        chain = chain.profile_name(profile);
    }
    if let Some(client) = &client {
        chain = chain.http_client(client.clone());
    }
    let home = profiles.home(name).unwrap_or_else(|| site.region.to_string());
    let credentials = credentials(site.profile.as_deref(), home, client, by_clock.clone()).await;
    let config = chain
        .credentials_provider(credentials)
        .region(Region::new(site.region.to_string()))
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts())
        .sleep_impl(by_clock.clone())
        .time_source(by_clock)
        .load()
        .await;
    Ok((Aws::from_config(&config, site).paced(Arc::clone(clock)).made_by(&author::of_this_computer()), source))
}

/// What gives the credentials, asked in the region `home`: `aws login` renews a session only in the region of its login, whatever
/// the site's is (aws-cli issue 10613). A named profile comes before the environment's keys.
async fn credentials(
    profile: Option<&str>,
    home: String,
    client: Option<SharedHttpClient>,
    by_clock: ByClock,
) -> SharedCredentialsProvider {
    let mut config = ProviderConfig::without_region()
        .with_region(Some(Region::new(home.clone())))
        .with_behavior_version(Some(BehaviorVersion::latest()))
        .with_retry_config(RetryConfig::disabled())
        .with_timeout_config(timeouts())
        .with_sleep_impl(by_clock.clone())
        .with_time_source(by_clock);
    if let Some(client) = client {
        config = config.with_http_client(client);
    }
    match profile {
        Some(name) => {
            SharedCredentialsProvider::new(ProfileFileCredentialsProvider::builder().configure(&config).profile_name(name).build())
        }
        None => {
            let chain = DefaultCredentialsChain::builder().configure(config).region(Region::new(home));
            SharedCredentialsProvider::new(chain.build().await)
        }
    }
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
