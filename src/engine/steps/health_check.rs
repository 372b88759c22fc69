//! The balancer's health check is tried on the server itself: what would be called ill is told before anything bills.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::host::ServerBlock;
use crate::engine::op::net::Why;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{health, server, settings};
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, Hop};
use crate::site::ServerId;

/// The server answers the check as the balancer wants it. Where nobody can try, the balancer's own first check tells.
pub(super) fn passes(w: &World, id: &ServerId) -> Flow<()> {
    let Some(look) = health::look(w, id) else { return Continue(()) };
    if let Some(block) = health::elsewhere(w, id) {
        return Break(Directive::Fail(elsewhere(w, id, block)));
    }
    let status = need(health::tried(w, id), || Directive::Do(look.clone()))?;
    match status {
        Some(status) if w.site.health_check().takes(status) => Continue(()),
        // It may just start.
        None | Some(502..=504) => Break(Directive::Poll(look, PollPolicy::SERVICE)),
        Some(status) => Break(Directive::Fail(fault(w, id, status))),
    }
}

/// Another block than the site's answers the health check.
fn elsewhere(w: &World, id: &ServerId, block: &ServerBlock) -> Fault {
    let address = server::instance(w, id).and_then(|i| i.private_address).map(|address| address.to_string());
    Fault::person(Code::HealthCheckElsewhere, Remedy::AddAddressToBlock, format!("{block}\n{}", address.unwrap_or_default()))
}

/// What an answer means that the balancer would not take.
fn fault(w: &World, id: &ServerId, status: u16) -> Fault {
    let evidence = evidence(w, id, Some(status));
    match status {
        health::REFUSED if is_the_host(w, id) => Fault::person(Code::HealthCheckHost, Remedy::AllowHealthCheck, evidence),
        500.. => Fault::person(Code::SiteFails, Remedy::ReadServiceLog, evidence),
        ..=499 => Fault::person(Code::HealthCheckRefused, Remedy::TellHealthPath, evidence),
    }
}

/// Whether Django refuses the address as a name: as far as is known it does not have it.
fn is_the_host(w: &World, id: &ServerId) -> bool {
    let address = server::instance(w, id).and_then(|i| i.private_address).map(|address| address.to_string());
    let effective = settings::plan(w, id).and_then(|plan| plan.effective.as_ref());
    let serves = |name: &String| effective.is_some_and(|seen| seen.serves.iter().any(|(served, yes)| served == name && *yes));
    health::by_address(w, id) && address.is_none_or(|address| !serves(&address))
}

/// What was asked and answered.
fn evidence(w: &World, id: &ServerId, status: Option<u16>) -> String {
    let status = status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    let host = server::instance(w, id).and_then(|i| i.private_address).map(|address| format!(" (Host: {address})"));
    format!("{status} GET {}{}", w.site.health_check().path, host.unwrap_or_default())
}

/// The check as it was tried, and why Django takes it.
pub(super) fn hop(w: &World, id: &ServerId) -> Option<Hop> {
    if let Some(block) = health::elsewhere(w, id) {
        let at = w.observed.chain_at(id).map(|(at, _)| at);
        let fault = elsewhere(w, id, block);
        return Some(Hop { code: HopCode::HealthAddress, evidence: block.to_string(), result: CheckResult::Fail(fault), at });
    }
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
