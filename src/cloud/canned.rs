//! The real SDK over an HTTP client that answers from a list: for AWS's refusals and pages, which emulators do not give.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sts::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use super::Aws;
use crate::engine::fault::Fault;
use crate::engine::op::{CloudOp, Fact};
use crate::engine::state::Token;
use crate::engine::time::Timestamp;
use crate::ports::{Clock, Cloud};
use crate::site::Site;

pub(super) const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// In place of a status: no answer comes, for the reason that stands as body.
pub(super) const NOBODY: u16 = 0;

/// Answers still to be given, and what was asked: method, URI and body, and as of when it was signed.
#[derive(Debug, Default)]
struct Exchange {
    answers: Vec<(u16, String)>,
    asked: Vec<String>,
    signed: Vec<String>,
    /// The time in AWS, as its answers have it.
    date: Option<&'static str>,
}

#[derive(Debug, Clone)]
struct Canned(Arc<Mutex<Exchange>>);

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut exchange = self.0.lock().unwrap();
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        exchange.asked.push(format!("{} {} {body}", request.method(), request.uri()));
        assert!(!exchange.answers.is_empty(), "asked more than expected: {:#?}", exchange.asked);
        exchange.signed.push(request.headers().get("x-amz-date").unwrap_or_default().to_owned());
        let (status, body) = exchange.answers.remove(0);
        if status == NOBODY {
            return HttpConnectorFuture::ready(Err(ConnectorError::io(body.into())));
        }
        let mut answer = HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
        if let Some(date) = exchange.date {
            answer.headers_mut().insert("date", date);
        }
        HttpConnectorFuture::ready(Ok(answer))
    }
}

impl Canned {
    /// What was asked; every answer was.
    fn used_up(&self) -> Vec<String> {
        let exchange = self.0.lock().unwrap();
        assert!(exchange.answers.is_empty(), "not asked for: {:#?} after {:#?}", exchange.answers, exchange.asked);
        exchange.asked.clone()
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// Carries `op` out against these answers, in this order; all must be used. Answers the outcome and what was asked.
pub(super) async fn perform(op: CloudOp, answers: &[(u16, &str)]) -> (Result<Fact, Fault>, Vec<String>) {
    let (outcome, asked, _) = perform_at(op, answers, None, "ap-northeast-2").await;
    (outcome, asked)
}

/// The same in this region, at another time in AWS than here; answers also as of when each request was signed.
pub(super) async fn perform_at(
    op: CloudOp,
    answers: &[(u16, &str)],
    date: Option<&'static str>,
    region: &str,
) -> (Result<Fact, Fault>, Vec<String>, Vec<String>) {
    let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
    let canned = Canned(Arc::new(Mutex::new(Exchange { answers, date, ..Exchange::default() })));
    let outcome = Aws::from_config(&config(&canned, region), &site(region)).perform(&op, &Token(TOKEN.into())).await;
    let asked = canned.used_up();
    let signed = canned.0.lock().unwrap().signed.clone();
    (outcome, asked, signed)
}

/// One AWS, at its pace, that is asked these ops one after the other, each against its own answers.
pub(super) async fn perform_all(ops: &[(CloudOp, &[(u16, &str)])]) -> Vec<(Result<Fact, Fault>, Vec<String>)> {
    let (canned, region) = (Canned(Arc::default()), "ap-northeast-2");
    let aws = Aws::from_config(&config(&canned, region), &site(region)).paced(Arc::new(Waited::default()));
    let mut outcomes = Vec::new();
    for (op, answers) in ops {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
        *canned.0.lock().unwrap() = Exchange { answers, ..Exchange::default() };
        let outcome = aws.perform(op, &Token(TOKEN.into())).await;
        outcomes.push((outcome, canned.used_up()));
    }
    outcomes
}

fn config(canned: &Canned, region: &str) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .retry_config(aws_config::retry::RetryConfig::disabled())
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .http_client(canned.clone())
        .build()
}

/// Time that passes only for who waits. It begins in 2026.
#[derive(Debug)]
pub(super) struct Waited(AtomicI64);

impl Default for Waited {
    fn default() -> Self {
        Self(AtomicI64::new(1_796_000_000_000))
    }
}

#[async_trait::async_trait]
impl Clock for Waited {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
    async fn sleep_until(&self, at: Timestamp) {
        self.0.fetch_max(at.0, Ordering::SeqCst);
    }
}

/// AWS that gives these answers, in this order.
pub(super) fn aws(answers: &[(u16, String)]) -> Aws {
    let exchange = Exchange { answers: answers.to_vec(), ..Exchange::default() };
    let (canned, region) = (Canned(Arc::new(Mutex::new(exchange))), "ap-northeast-2");
    Aws::from_config(&config(&canned, region), &site(region))
}

fn site(region: &str) -> Site {
    Site::with_defaults("heestagram".parse().unwrap(), "heestagram.com".parse().unwrap(), "www".parse().unwrap(), region.parse().unwrap())
}
