//! What a visitor meets over HTTP and TLS: the balancer, the server itself, a parking page, or nobody. May use all rules of the world
//! below it; changes nothing.

mod over_https;
mod registry;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use http::{HeaderName, HeaderValue, header};

use crate::engine::time::Timestamp;
use crate::ports::{WebAnswer, WebCertificate, WebMethod, WebRequest};
use crate::practice::aws::ec2::ingress::From;
use crate::practice::aws::elb::routing::{self, Answer, Routed};
use crate::practice::server;
use crate::practice::server::http::{Asked, Reply};
use crate::practice::state::SimState;
use crate::practice::state::acm::Certificate;
use crate::practice::state::ec2::InstanceState;
use crate::site::{CertificateName, DomainName};

/// The port of plain HTTP.
const HTTP: u16 = 80;
const PARKED: &str = "<title>This domain is parked</title>";

/// What the WHOIS server at this address answers; `None`: there is none.
pub(super) fn whois(sim: &SimState, address: IpAddr, query: &str) -> Option<String> {
    let IpAddr::V4(address) = address else { return None };
    registry::stands_at(address).then(|| registry::whois(sim, query))
}

/// What comes back.
pub(super) enum Outcome {
    Answer(WebAnswer),
    /// A certificate that is not to be trusted for the name: nothing is asked.
    Untrusted(WebCertificate),
    /// Nothing listens there.
    Refused,
    /// Nothing comes back.
    Silence,
}

/// What comes back from this address.
pub(super) fn answer(sim: &SimState, to: SocketAddr, request: &WebRequest) -> Outcome {
    let IpAddr::V4(address) = to.ip() else { return Outcome::Silence };
    if request.tls { over_tls(sim, address, to.port(), request) } else { plain(sim, address, to.port(), request) }
}

fn plain(sim: &SimState, address: Ipv4Addr, port: u16, request: &WebRequest) -> Outcome {
    let with = |reply: Reply| Outcome::Answer(web_answer(&reply, None));
    if address == sim.internet.parked_at {
        return with(Reply::html(200, PARKED));
    }
    match routing::route(sim, address, port, &request.host) {
        Routed::Elsewhere => direct(sim, address, port, request).map_or(Outcome::Silence, |reply| reply.map_or(Outcome::Refused, with)),
        Routed::TimedOut => Outcome::Silence,
        // Whoever speaks HTTP to a listener for TLS gets nothing that is HTTP.
        Routed::Refused | Routed::Taken { certificate: Some(_), .. } => Outcome::Refused,
        Routed::Taken { certificate: None, answer } => with(balanced(sim, &answer, request)),
    }
}

fn over_tls(sim: &SimState, address: Ipv4Addr, port: u16, request: &WebRequest) -> Outcome {
    if over_https::stands_at(address) {
        return Outcome::Answer(web_answer(&over_https::answer(sim, request), Some(trusted(&request.name))));
    }
    if registry::stands_at(address) {
        return Outcome::Answer(web_answer(&registry::rdap(sim, request), Some(trusted(&request.name))));
    }
    match routing::route(sim, address, port, &request.host) {
        // The server itself speaks no TLS, nor does the parking page.
        Routed::Elsewhere => direct(sim, address, port, request).map_or(Outcome::Silence, |_| Outcome::Refused),
        Routed::TimedOut => Outcome::Silence,
        Routed::Refused | Routed::Taken { certificate: None, .. } => Outcome::Refused,
        Routed::Taken { certificate: Some(arn), answer } => {
            let certificate = sim.aws.acm.certificates.iter().find(|c| c.arn == arn);
            certificate.map_or(Outcome::Refused, |certificate| secure(sim, certificate, &answer, request))
        }
    }
}

/// What is answered behind this certificate, where it is to be trusted for the name.
fn secure(sim: &SimState, certificate: &Certificate, answer: &Answer, request: &WebRequest) -> Outcome {
    let shown = shown(sim, certificate, &request.name);
    if shown.distrust.is_some() {
        return Outcome::Untrusted(shown);
    }
    Outcome::Answer(web_answer(&balanced(sim, answer, request), Some(shown)))
}

/// A certificate as others have it who are none of ours.
fn trusted(name: &str) -> WebCertificate {
    let not_after = Timestamp(i64::MAX);
    WebCertificate { issuer: "Let's Encrypt".to_owned(), not_after, expired: false, distrust: None, names: vec![name.to_owned()] }
}

/// What TLS shows of this certificate to who came for `name`.
fn shown(sim: &SimState, certificate: &Certificate, name: &str) -> WebCertificate {
    let names: Vec<String> = certificate.names.iter().map(|n| n.name.clone()).collect();
    let host = DomainName::from_wire(name).ok();
    let covers = host.is_some_and(|host| names.iter().filter_map(|n| n.parse::<CertificateName>().ok()).any(|n| n.covers(&host)));
    let not_after = certificate.not_after.unwrap_or_default();
    let expired = sim.now > not_after;
    let distrust = match (covers, expired) {
        (false, _) => Some(format!("certificate not valid for name \"{name}\"")),
        (true, true) => Some("certificate expired".to_owned()),
        (true, false) => None,
    };
    WebCertificate { issuer: "Amazon".to_owned(), not_after, expired, distrust, names }
}

/// What a balancer that took a request answers to it.
fn balanced(sim: &SimState, answer: &Answer, request: &WebRequest) -> Reply {
    match answer {
        Answer::Redirect { status, to } => Reply::redirect(*status, to.location(&request.host, &request.path)),
        Answer::Fixed { status, body, .. } => Reply::html(*status, body.as_deref().unwrap_or_default()),
        Answer::Failed(status) => failed(*status),
        Answer::Instance { port, .. } => {
            let asked = Asked { proto: Some(if request.tls { "https" } else { "http" }), ..asked(request) };
            let reply = if *port == HTTP { server::reply(sim, &asked) } else { None };
            reply.unwrap_or_else(|| failed(502))
        }
    }
}

/// The balancer's own error.
fn failed(status: u16) -> Reply {
    Reply::bare(status, "").with("server", "awselb/2.0")
}

fn asked(request: &WebRequest) -> Asked<'_> {
    let origin = request.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    Asked { post: request.method == WebMethod::Post, origin, ..Asked::get(&request.host, &request.path) }
}

fn web_answer(reply: &Reply, certificate: Option<WebCertificate>) -> WebAnswer {
    let header = |(name, value): &(&'static str, String)| Some((HeaderName::from_static(name), HeaderValue::try_from(value).ok()?));
    let headers = reply.headers.iter().filter_map(header).collect();
    WebAnswer { status: reply.status, headers, body: reply.body.clone().into_bytes(), certificate }
}

/// The server past any balancer, or `None` when nothing listens; `None` altogether when nothing comes through to it.
fn direct(sim: &SimState, address: Ipv4Addr, port: u16, request: &WebRequest) -> Option<Option<Reply>> {
    let server = sim.aws.ec2.instances.iter().find(|i| i.public_address == Some(address) && i.state == InstanceState::Running)?;
    let open = sim.aws.ec2.is_reachable(&server.subnet) && sim.aws.ec2.lets_in(&server.groups, port, &From::Internet);
    open.then(|| if port == HTTP { server::reply(sim, &asked(request)) } else { None })
}
