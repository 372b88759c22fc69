//! A practice world in memory, and the SDK's own clients in front of it.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sts::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use landfall::engine::op::host::{Access, SettingsWanted, SurveyHint, UnitName};
use landfall::engine::op::{Fact, HostFact, HostOp};
use landfall::engine::time::Timestamp;
use landfall::engine::unit::unit_text;
use landfall::ports::{Clock, Errands, Host};
use landfall::practice::ports::{Endpoint, InProcess};
use landfall::practice::{Forget, HOST_KEY, PracticeErrands, PracticeRemote, Scenario, SimClock, SimState, Simulator, Speed};

/// 2026-11-24, 00:00 UTC.
pub const START: Timestamp = Timestamp(1_795_478_400_000);

/// A state in memory, the clock that jumps, and the SDK's configuration.
pub struct Bench {
    pub stage: Simulator,
    pub config: SdkConfig,
}

impl Bench {
    /// The world in which everything goes well.
    pub fn happy() -> Self {
        Self::of(&Scenario::named("happy").unwrap())
    }

    /// A world of the happy one's text and these lines after it.
    pub fn with(more: &str) -> Self {
        let happy = std::fs::read_to_string("assets/practice/happy.toml").unwrap();
        Self::of(&Scenario::read("test", &format!("{happy}\n{more}")).unwrap())
    }

    pub fn of(world: &Scenario) -> Self {
        let clock = SimClock::new(START, Speed::Instant);
        let stage = Simulator::new(SimState::begin(world, START), clock, Box::new(Forget));
        let config = config(&stage, "ap-northeast-2");
        Self { stage, config }
    }

    /// Lets simulated time pass.
    pub async fn wait(&self, seconds: u64) {
        let clock = self.stage.clock();
        clock.sleep_until(clock.now() + Duration::from_secs(seconds)).await;
    }

    /// Changes the state by hand, as somebody in the console (or on the server) would.
    pub fn change(&self, act: impl FnOnce(&mut SimState)) {
        let played = self.stage.play(|scene| {
            act(scene);
            Ok::<_, ()>(())
        });
        assert_eq!(played, Ok(Ok(())));
    }

    /// Types the name servers of this domain's zone at the registrar, and waits until the parent names them.
    pub async fn delegate(&self, domain: &str) {
        let name = format!("{domain}.");
        let zone = self.stage.see(|scene| scene.aws.route53.zones.iter().find(|z| z.name == name).cloned()).unwrap();
        let errands = PracticeErrands::new(self.stage.clone());
        errands.hand_over(&domain.parse().unwrap(), &zone.name_servers).await.unwrap();
        self.wait(720).await;
    }

    /// gunicorn runs as a service, and Django answers to the private address.
    pub async fn begin_serving(&self) {
        let private = self.stage.see(|scene| scene.aws.ec2.server().unwrap().private_address.to_string());
        let HostFact::Survey(survey) = self.look(HostOp::Survey { hint: SurveyHint::default() }).await else { panic!("no survey") };
        let app = survey.candidates.first().unwrap().app.clone();
        let unit = UnitName::GUNICORN;
        let text = unit_text(&app, survey.upstream.as_ref(), survey.web_group.as_deref());
        let wanted = Box::new(SettingsWanted { hosts: vec![private], ..SettingsWanted::default() });
        let look = HostOp::LookSettings { app: app.clone(), unit: unit.clone(), wanted: wanted.clone() };
        let HostFact::Settings(plan) = self.look(look).await else { panic!("no settings") };
        self.on_server(HostOp::WriteUnit { unit: unit.clone(), text }).await;
        self.on_server(HostOp::WriteSettings { app, unit: unit.clone(), wanted, before_sha256: plan.before_sha256 }).await;
        self.on_server(HostOp::StartUnit { unit }).await;
        self.wait(5).await;
    }

    async fn look(&self, op: HostOp) -> HostFact {
        match self.on_server(op).await {
            Fact::Host(fact) => fact,
            other => panic!("{other:?}"),
        }
    }

    async fn on_server(&self, op: HostOp) -> Fact {
        let address = self.stage.see(|scene| scene.aws.ec2.server().unwrap().public_address.unwrap().into());
        let access =
            Access { address, port: 22, user: "ubuntu".parse().unwrap(), key: None, ssh_host: None, host_key: HOST_KEY.parse().ok() };
        let remote = Arc::new(PracticeRemote::new(self.stage.clone()));
        let server = landfall::host::RemoteServer::new(remote, "heestagram".parse().unwrap());
        server.perform(&access, &op).await.unwrap()
    }

    pub fn sts(&self) -> aws_sdk_sts::Client {
        aws_sdk_sts::Client::new(&self.config)
    }

    pub fn acm(&self) -> aws_sdk_acm::Client {
        aws_sdk_acm::Client::new(&self.config)
    }

    pub fn route53(&self) -> aws_sdk_route53::Client {
        aws_sdk_route53::Client::new(&self.config)
    }

    pub fn ec2(&self) -> aws_sdk_ec2::Client {
        aws_sdk_ec2::Client::new(&self.config)
    }

    pub fn elb(&self) -> aws_sdk_elasticloadbalancingv2::Client {
        aws_sdk_elasticloadbalancingv2::Client::new(&self.config)
    }
}

/// The SDK's configuration over this stage, as a client in this region.
pub fn config(stage: &Simulator, region: &str) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .retry_config(aws_config::retry::RetryConfig::disabled())
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .time_source(ByClock(stage.clock().clone()))
        .http_client(InProcess::new(Endpoint::new(stage.clone())))
        .build()
}

/// The world's clock in the SDK's shape: what is signed is of that time.
#[derive(Debug)]
struct ByClock(SimClock);

impl TimeSource for ByClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(u64::try_from(self.0.now().0).unwrap())
    }
}

/// AWS's code for a refusal.
pub fn code<T, E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(answer: Result<T, SdkError<E, R>>) -> String {
    match answer {
        Ok(_) => "(agreed)".to_owned(),
        Err(SdkError::ServiceError(refused)) => refused.err().code().unwrap_or("(no code)").to_owned(),
        Err(other) => format!("{other:?}"),
    }
}
