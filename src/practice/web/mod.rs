//! What a visitor meets over HTTP and TLS: the balancer, the server itself, a parking page, or nobody. May use all rules of the world
//! below it; changes nothing.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::engine::op::net::{HttpAnswer, HttpsAnswer};
use crate::practice::aws::ec2::ingress::From;
use crate::practice::aws::elb::routing::{self, Answer, Routed};
use crate::practice::server;
use crate::practice::state::SimState;
use crate::practice::state::acm::Certificate;
use crate::practice::state::ec2::InstanceState;
use crate::site::{CertificateName, DomainName};

/// The port of plain HTTP.
const HTTP: u16 = 80;

/// What comes back.
pub(super) enum Outcome<T> {
    Answer(T),
    /// Nothing listens there.
    Refused,
    /// Nothing comes back.
    Silence,
}

/// What comes back from plain HTTP.
pub(super) fn http(sim: &SimState, to: SocketAddr, host: &str) -> Outcome<HttpAnswer> {
    let IpAddr::V4(address) = to.ip() else { return Outcome::Silence };
    let with_status = |status| Outcome::Answer(HttpAnswer { status, location: None });
    if address == sim.internet.parked_at {
        return with_status(200);
    }
    match routing::route(sim, address, to.port()) {
        Routed::Elsewhere => {
            direct(sim, address, to.port(), host).map_or(Outcome::Silence, |status| status.map_or(Outcome::Refused, with_status))
        }
        Routed::TimedOut => Outcome::Silence,
        // Whoever speaks HTTP to a listener for TLS gets nothing that is HTTP.
        Routed::Refused | Routed::Taken { certificate: Some(_), .. } => Outcome::Refused,
        Routed::Taken { certificate: None, answer } => Outcome::Answer(answered(sim, &answer, host)),
    }
}

/// What comes back from TLS.
pub(super) fn https(sim: &SimState, to: SocketAddr, name: &DomainName) -> Outcome<HttpsAnswer> {
    let IpAddr::V4(address) = to.ip() else { return Outcome::Silence };
    match routing::route(sim, address, to.port()) {
        // The server itself speaks no TLS, nor does the parking page.
        Routed::Elsewhere => direct(sim, address, to.port(), name.as_str()).map_or(Outcome::Silence, |_| Outcome::Refused),
        Routed::TimedOut => Outcome::Silence,
        Routed::Refused | Routed::Taken { certificate: None, .. } => Outcome::Refused,
        Routed::Taken { certificate: Some(arn), answer } => {
            let certificate = sim.aws.acm.certificates.iter().find(|c| c.arn == arn);
            certificate.map_or(Outcome::Refused, |certificate| Outcome::Answer(secure(sim, certificate, &answer, name)))
        }
    }
}

/// What TLS shows of this certificate, and, where it is to be trusted for the name, what is answered through it.
fn secure(sim: &SimState, certificate: &Certificate, answer: &Answer, name: &DomainName) -> HttpsAnswer {
    let covers = certificate.names.iter().filter_map(|n| n.name.parse::<CertificateName>().ok()).any(|n| n.covers(name));
    let not_after = certificate.not_after.unwrap_or_default();
    let distrust = match (covers, sim.now > not_after) {
        (false, _) => Some(format!("certificate not valid for name \"{name}\"")),
        (true, true) => Some("certificate expired".to_owned()),
        (true, false) => None,
    };
    let status = distrust.is_none().then(|| answered(sim, answer, name.as_str()).status);
    HttpsAnswer { status, issuer: "Amazon".to_owned(), not_after, distrust }
}

/// What a balancer that took a request answers to it.
fn answered(sim: &SimState, answer: &Answer, host: &str) -> HttpAnswer {
    match answer {
        Answer::Redirect { status, to } => HttpAnswer { status: *status, location: Some(to.location(host)) },
        Answer::Fixed { status, .. } | Answer::Failed(status) => HttpAnswer { status: *status, location: None },
        Answer::Instance { port, .. } => {
            let status = if *port == HTTP { server::http_status(sim, host, "/") } else { None };
            HttpAnswer { status: status.unwrap_or(502), location: None }
        }
    }
}

/// The server past any balancer: the status, or `None` when nothing listens; `None` altogether when nothing comes through to it.
fn direct(sim: &SimState, address: Ipv4Addr, port: u16, host: &str) -> Option<Option<u16>> {
    let server = sim.aws.ec2.instances.iter().find(|i| i.public_address == Some(address) && i.state == InstanceState::Running)?;
    let open = sim.aws.ec2.lets_in(&server.groups, port, &From::Internet);
    open.then(|| if port == HTTP { server::http_status(sim, host, "/") } else { None })
}
