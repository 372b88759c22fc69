//! The balancer's health check is tried on the server itself: what would be called ill is told before anything bills.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::net::Why;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{health, server};
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, Hop};
use crate::site::ServerId;

/// The server answers the check as the balancer wants it. Where nobody can try, the balancer's own first check tells.
pub(super) fn passes(w: &World, id: &ServerId) -> Flow<()> {
    let Some(look) = health::look(w, id) else { return Continue(()) };
    let status = need(health::tried(w, id), || Directive::Do(look.clone()))?;
    match status {
        Some(status) if w.site.health_check().takes(status) => Continue(()),
        // It may just start.
        None | Some(502..=504) => Break(Directive::Poll(look, PollPolicy::SERVICE)),
        Some(status) => Break(Directive::Fail(fault(w, id, status))),
    }
}

/// What an answer means that the balancer would not take.
fn fault(w: &World, id: &ServerId, status: u16) -> Fault {
    let evidence = evidence(w, id, Some(status));
    match status {
        health::REFUSED => Fault::person(Code::HealthCheckHost, Remedy::AllowHealthCheck, evidence),
        500.. => Fault::person(Code::SiteFails, Remedy::ReadServiceLog, evidence),
        _other => Fault::person(Code::HealthCheckRefused, Remedy::TellHealthPath, evidence),
    }
}

/// What was asked and answered.
fn evidence(w: &World, id: &ServerId, status: Option<u16>) -> String {
    let status = status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    let host = server::instance(w, id).and_then(|i| i.private_address).map(|address| format!(" (Host: {address})"));
    format!("{status} GET {}{}", w.site.health_check().path, host.unwrap_or_default())
}

/// The check as it was tried, and why Django takes it.
pub(super) fn hop(w: &World, id: &ServerId) -> Option<Hop> {
    let status = health::tried(w, id)?;
    let code = match (health::named(w, id), w.site.app.health.is_some()) {
        (_, true) => HopCode::HealthPath,
        (true, false) => HopCode::HealthName,
        (false, false) => HopCode::HealthAddress,
    };
    let result = match status {
        Some(status) if w.site.health_check().takes(status) => CheckResult::Pass,
        Some(status) => CheckResult::Fail(fault(w, id, status)),
        None => CheckResult::Unknown(Why::Broken),
    };
    let at = health::look(w, id).and_then(|look| w.observed.at(&look));
    Some(Hop { code, evidence: evidence(w, id, status), result, at })
}
