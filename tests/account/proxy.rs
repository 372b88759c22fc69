//! A proxy before moto: every call takes its time, counts, and may be refused as AWS would, by rate or by rule; and its answer may be lost.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::wire::{Asked, Service, asked, refusal, too_fast};

/// How AWS counts: so many at once, and as many more a second. All actions of the service, or one.
#[derive(Debug)]
pub struct Rate {
    pub service: Service,
    pub action: Option<&'static str>,
    pub a_second: f64,
}

/// AWS's own numbers (facts: ACM's and Route 53's quotas).
pub fn aws_rates() -> Vec<Rate> {
    let of = |service, action, a_second| Rate { service, action, a_second };
    vec![
        of(Service::Route53, None, 5.0),
        of(Service::Acm, Some("ListCertificates"), 8.0),
        of(Service::Acm, Some("ListTagsForCertificate"), 10.0),
        of(Service::Acm, Some("DescribeCertificate"), 10.0),
    ]
}

/// What is answered in place of moto.
#[derive(Debug, Clone)]
pub struct Fault {
    pub service: Service,
    /// `None`: whatever is asked of the service.
    pub action: Option<&'static str>,
    /// `None`: in every region.
    pub region: Option<&'static str>,
    pub status: u16,
    pub code: &'static str,
    pub message: &'static str,
}

#[derive(Debug, Default)]
struct State {
    latency: Duration,
    rates: Vec<(Rate, f64, Option<Instant>)>,
    faults: Vec<Fault>,
    /// Whose next answer is lost.
    losing: Vec<&'static str>,
    /// Calls by action, and how many of them were refused for coming too fast.
    counts: BTreeMap<String, usize>,
    too_fast: BTreeMap<String, usize>,
}

impl State {
    /// Whether the answer to this call is one that is lost.
    fn loses(&mut self, asked: &Asked) -> bool {
        let found = self.losing.iter().position(|action| *action == asked.action);
        found.map(|at| self.losing.remove(at)).is_some()
    }

    /// What the proxy says to this call by itself.
    fn met(&mut self, Asked { service, region, action }: &Asked) -> Option<(u16, &'static str, String)> {
        *self.counts.entry(action.clone()).or_default() += 1;
        let picked = |s: Service, a: Option<&str>| s == *service && a.is_none_or(|a| a == action);
        let here = |fault: &&Fault| picked(fault.service, fault.action) && fault.region.is_none_or(|of| of == region);
        if let Some(fault) = self.faults.iter().find(here) {
            return Some(refusal(*service, fault.status, fault.code, fault.message));
        }
        let now = Instant::now();
        for (rate, tokens, last) in self.rates.iter_mut().filter(|(rate, ..)| picked(rate.service, rate.action)) {
            let refilled = last.map_or(rate.a_second, |last| *tokens + (now - last).as_secs_f64() * rate.a_second);
            (*tokens, *last) = (refilled.min(rate.a_second), Some(now));
            if *tokens < 1.0 {
                *self.too_fast.entry(action.clone()).or_default() += 1;
                return Some(too_fast(*service));
            }
            *tokens -= 1.0;
        }
        // moto has no plans, nor has every account.
        (*service == Service::FreeTier).then(|| refusal(*service, 400, "ResourceNotFoundException", "No plan."))
    }
}

/// A proxy at work; it ends when dropped.
pub struct Proxy {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Proxy {
    /// Before what listens there.
    pub async fn before(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, state) = (listener.local_addr().unwrap(), Arc::<Mutex<State>>::default());
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                let service = service_fn(move |request| {
                    let state = Arc::clone(&state);
                    async move { answered(upstream, &state, request).await }
                });
                tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { address, state, task }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
    }

    /// Every call takes so long at least.
    pub fn takes(&self, latency: Duration) {
        self.change(|state| state.latency = latency);
    }

    /// Refuses what comes faster.
    pub fn throttles(&self, rates: Vec<Rate>) {
        self.change(|state| state.rates = rates.into_iter().map(|rate| (rate, 0.0, None)).collect());
    }

    /// From now on these are answered in moto's place, and no others.
    pub fn answers(&self, faults: Vec<Fault>) {
        self.change(|state| state.faults = faults);
    }

    /// AWS does each of these once more, and nobody is told: the connection ends before the answer.
    pub fn loses(&self, actions: &[&'static str]) {
        self.change(|state| state.losing = actions.to_vec());
    }

    /// Of which of them no answer was lost yet.
    pub fn still_loses(&self) -> Vec<&'static str> {
        self.state.lock().unwrap().losing.clone()
    }

    /// Calls since the last time this was asked: by action, and by action those that came too fast.
    pub fn counted(&self) -> (BTreeMap<String, usize>, BTreeMap<String, usize>) {
        let mut state = self.state.lock().unwrap();
        (std::mem::take(&mut state.counts), std::mem::take(&mut state.too_fast))
    }
}

async fn answered(upstream: SocketAddr, state: &Mutex<State>, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let asked = asked(&head, &body);
    let (latency, met) = {
        let mut state = state.lock().unwrap();
        (state.latency, state.met(&asked))
    };
    tokio::time::sleep(latency).await;
    match met {
        Some((status, kind, body)) => {
            let response = Response::builder().status(status).header("content-type", kind);
            Ok(response.body(Full::new(Bytes::from(body))).unwrap())
        }
        None => {
            let answer = forwarded(upstream, Request::from_parts(head, Full::new(body))).await;
            if state.lock().unwrap().loses(&asked) { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(answer) }
        }
    }
}

async fn forwarded(upstream: SocketAddr, request: Request<Full<Bytes>>) -> Response<Full<Bytes>> {
    let stream = TcpStream::connect(upstream).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let (head, body) = sender.send_request(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let mut response = Response::builder().status(head.status);
    for name in ["content-type", "x-amzn-requestid"] {
        if let Some(value) = head.headers.get(name) {
            response = response.header(name, value);
        }
    }
    response.body(Full::new(body)).unwrap()
}
