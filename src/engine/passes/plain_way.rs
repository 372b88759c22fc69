//! The way of who comes by plain http past the balancer, hop by hop, as the server itself answers.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::location::{Leads, Place};
use crate::engine::op::host::{HostFact, HostOp};
use crate::engine::op::net::{HttpAnswer, NetFact, NetOp, Visit};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::port_eighty::{self, Door};
use crate::engine::queries::{health, server, visit};
use crate::engine::state::World;
use crate::site::{DomainName, ServerId};

/// The most redirects that are followed, as browsers do.
const MOST: usize = 10;

/// What such a way ends at, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// The site's page.
    Page,
    /// An answer that is none: a refusal, a failure, a redirect that leads away or in a circle.
    Odd(String),
    Https(String),
}

/// The ends of the ways at this server: from `/`, and from the page that stands for it where visitors are refused that by https too.
pub(super) fn ends(w: &World, id: &ServerId, seen: &Visit) -> Flow<Vec<End>> {
    let front = Place { host: w.site.fqdn().to_string(), path: "/".to_owned() };
    let end = walked(w, id, front.clone())?;
    if !seen.proofs.iter().any(|proof| proof.code == HopCode::FrontPage) {
        return Continue(vec![end]);
    }
    let page = Place { path: w.site.health_check().path.as_str().to_owned(), ..front };
    let refused = matches!(end, End::Odd(_));
    Continue(Some(end).filter(|_| !refused).into_iter().chain([walked(w, id, page)?]).collect())
}

fn walked(w: &World, id: &ServerId, start: Place) -> Flow<End> {
    let (mut at, mut passed) = (start, Vec::new());
    loop {
        let answer = answered(w, id, &at)?;
        let Some(location) = answer.location.as_deref().filter(|_| is_redirect(answer.status)) else {
            let told = format!("{} {at}", answer.status);
            return Continue(if is_page(w, answer.status) { End::Page } else { End::Odd(told) });
        };
        let told = format!("{} {at} → {location}", answer.status);
        let next = match at.leads(location) {
            Leads::Https => return Continue(End::Https(told)),
            Leads::Plain(next) if is_ours(w, &next) => next,
            Leads::Plain(_) | Leads::Elsewhere => return Continue(End::Odd(told)),
        };
        passed.push(at);
        if passed.contains(&next) || passed.len() > MOST {
            return Continue(End::Odd(told));
        }
        at = next;
    }
}

/// The statuses at which a browser goes on.
fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// What a visitor's proof takes, or the balancer's health check as the person told it.
fn is_page(w: &World, status: u16) -> bool {
    (200..300).contains(&status) || (health::is_told(w) && w.site.health_check().takes(status))
}

fn is_ours(w: &World, place: &Place) -> bool {
    visit::names(w).iter().any(|name| name.as_str() == place.host)
}

/// What the server answers there: asked from outside, or on itself where its group keeps us out.
fn answered<'a>(w: &'a World, id: &ServerId, at: &Place) -> Flow<&'a HttpAnswer> {
    let closed = matches!(port_eighty::door(w, id), Some(Door::Closed | Door::Ajar));
    let managed = w.site.server_by_id(id).is_some_and(|server| server.manage);
    if closed && managed { on_the_server(w, id, at) } else { from_outside(w, id, at) }
}

fn from_outside<'a>(w: &'a World, id: &ServerId, at: &Place) -> Flow<&'a HttpAnswer> {
    let address = need(server::public_address(w, id), nowhere)?;
    let look = NetOp::DirectHttp { address, host: host(w, at), path: at.path.clone() };
    match w.observed.net(&look) {
        Some(NetFact::Http(answer)) => Continue(answer),
        _ => Break(asked(w, Op::Net(look))),
    }
}

fn on_the_server<'a>(w: &'a World, id: &ServerId, at: &Place) -> Flow<&'a HttpAnswer> {
    let op = HostOp::TryPlainHttp { name: at.host.clone(), path: at.path.clone() };
    let look = need(server::on_host(w, id, op), nowhere)?;
    match w.observed.look(&look).map(|seen| &seen.fact) {
        Some(Fact::Host(HostFact::Plain(Some(answer)))) => Continue(answer),
        Some(_) => Break(Directive::Fail(unseen(&at.to_string()))),
        None => Break(asked(w, look)),
    }
}

fn host(w: &World, at: &Place) -> DomainName {
    visit::names(w).into_iter().find(|name| name.as_str() == at.host).unwrap_or_else(|| w.site.fqdn())
}

fn nowhere() -> Directive {
    Directive::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, ""))
}

fn unseen(told: &str) -> Fault {
    Fault::person(Code::PauseUnseen, Remedy::BringUpFirst, told)
}

/// Asked once; what could not be had is told.
pub(super) fn asked(w: &World, look: Op) -> Directive {
    match w.observed.failure(&look) {
        Some(fault) => Directive::Fail(unseen(&fault.detail)),
        None => Directive::Do(look),
    }
}
