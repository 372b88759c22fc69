//! Whether visitors would be served by http alone, past the balancer: by what the site says to browsers, by what the servers answer to
//! plain http, and by whom they let in.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::host::{HostFact, HostOp};
use crate::engine::op::net::{HttpAnswer, NetFact, NetOp, Verdict, Visit};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::port_eighty::{self, Door};
use crate::engine::queries::{server, visit};
use crate::engine::state::World;
use crate::site::ServerId;

/// Neither the site by https, nor a server by http, sends browsers to https. What could not be looked at is no yes.
pub(super) fn serves(w: &World) -> Flow<()> {
    let look = visit::look(w, false);
    let seen = need(visit::seen(w, &look), || asked(w, Op::Net(look.clone())))?;
    if let Some(told) = &seen.hsts {
        return refused(Code::PauseHsts, Remedy::TakeHstsBack, told);
    }
    if let Some(unseen) = https_unseen(seen) {
        return refused(Code::PauseUnseen, Remedy::BringUpFirst, unseen);
    }
    w.site.servers().try_for_each(|(id, _)| stays_on_http(w, &id))
}

/// Every server lets everybody in on port 80.
pub(super) fn is_open(w: &World) -> Flow<()> {
    w.site.servers().try_for_each(|(id, _)| match port_eighty::door(w, &id) {
        Some(Door::Open) | None => Continue(()),
        Some(Door::Closed | Door::Ajar) => {
            let instance = server::instance(w, &id);
            let groups = instance.map(|i| i.groups.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            let told = [instance.map(|i| i.id.to_string()), groups].into_iter().flatten().collect::<Vec<_>>().join("  ");
            refused(Code::PauseUnreached, Remedy::OpenPortEighty, &told)
        }
    })
}

fn refused(code: Code, remedy: Remedy, told: &str) -> Flow<()> {
    Break(Directive::Fail(Fault::person(code, remedy, told)))
}

/// Asked once; what could not be had is told.
fn asked(w: &World, look: Op) -> Directive {
    match w.observed.failure(&look) {
        Some(fault) => Directive::Fail(Fault::person(Code::PauseUnseen, Remedy::BringUpFirst, &fault.detail)),
        None => Directive::Do(look),
    }
}

/// The evidence of a visit by https that did not come as far as the site.
fn https_unseen(seen: &Visit) -> Option<&str> {
    let https = seen.proofs.iter().find(|proof| proof.code == HopCode::Https)?;
    let arrived = matches!(https.verdict, Verdict::Good | Verdict::Warning(_));
    (!arrived).then_some(https.evidence.as_str())
}

/// The server itself answers plain http with the site.
fn stays_on_http(w: &World, id: &ServerId) -> Flow<()> {
    let closed = matches!(port_eighty::door(w, id), Some(Door::Closed | Door::Ajar));
    let managed = w.site.server_by_id(id).is_some_and(|server| server.manage);
    let answer = if closed && managed { on_the_server(w, id)? } else { from_outside(w, id)? };
    match answer.location.as_deref() {
        Some(to) if to.trim_start().to_ascii_lowercase().starts_with("https:") => {
            refused(Code::PauseLeadsToHttps, Remedy::TakeRedirectOut, &format!("{} http://{}/ → {to}", answer.status, w.site.fqdn()))
        }
        _ => Continue(()),
    }
}

fn from_outside<'a>(w: &'a World, id: &ServerId) -> Flow<&'a HttpAnswer> {
    let without = || Directive::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, ""));
    let address = need(server::public_address(w, id), without)?;
    let look = NetOp::DirectHttp { address, host: w.site.fqdn() };
    match w.observed.net(&look) {
        Some(NetFact::Http(answer)) => Continue(answer),
        _ => Break(asked(w, Op::Net(look))),
    }
}

fn on_the_server<'a>(w: &'a World, id: &ServerId) -> Flow<&'a HttpAnswer> {
    let without = || Directive::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, ""));
    let look = need(server::on_host(w, id, HostOp::TryPlainHttp { name: w.site.fqdn().to_string() }), without)?;
    match w.observed.look(&look).map(|seen| &seen.fact) {
        Some(Fact::Host(HostFact::Plain(Some(answer)))) => Continue(answer),
        Some(_) => {
            let told = format!("http://{}/", w.site.fqdn());
            Break(Directive::Fail(Fault::person(Code::PauseUnseen, Remedy::BringUpFirst, told)))
        }
        None => Break(asked(w, look)),
    }
}
