//! The balancer's health check: how it asks, and what the server answered when it was asked in the same way.

use crate::engine::op::Op;
use crate::engine::op::host::{HealthHost, HostOp, ServerBlock};
use crate::engine::queries::server;
use crate::engine::state::World;
use crate::site::ServerId;

/// The try on the server itself; `None`: nobody can try, since the server is not managed, stands still, or its address in its network is
/// not known.
pub fn look(w: &World, id: &ServerId) -> Option<Op> {
    if server::not_running(w, id).is_some() {
        return None;
    }
    let managed = w.site.server_by_id(id).is_some_and(|server| server.manage);
    let address = server::instance(w, id).filter(|_| managed)?.private_address?;
    server::on_host(w, id, HostOp::TryHealth { address, path: w.site.health_check().path })
}

/// What came of the last try; `None`: nobody tried since the last change. Inside: the HTTP status, if one came.
pub fn tried(w: &World, id: &ServerId) -> Option<Option<u16>> {
    w.observed.health(&look(w, id)?)
}

/// Whether Django must know the server's address as a name: the health check has it as Host. Not where nginx puts the site's name
/// there, nor where a path was told that answers without.
pub fn by_address(w: &World, id: &ServerId) -> bool {
    let told_and_answers = || w.site.app.health.is_some() && tried(w, id).is_some_and(|status| status != Some(REFUSED));
    let comes_by_address = w.observed.chain(id).is_none_or(|chain| chain.health == HealthHost::Address);
    comes_by_address && !told_and_answers()
}

/// The block that the health check meets, where that is another than the site's and no path was told: what is answered there says
/// nothing of the project.
pub fn elsewhere<'a>(w: &'a World, id: &ServerId) -> Option<&'a ServerBlock> {
    match &w.observed.chain(id)?.health {
        HealthHost::Elsewhere(block) if w.site.app.health.is_none() => Some(block),
        HealthHost::Elsewhere(_) | HealthHost::Name | HealthHost::Address => None,
    }
}

/// Whether nginx gives the site's name to the health check.
pub fn named(w: &World, id: &ServerId) -> bool {
    w.observed.chain(id).is_some_and(|chain| chain.health == HealthHost::Name)
}

/// Django's answer to a Host that it does not know.
pub const REFUSED: u16 = 400;

/// Whether the person told how the balancer is to ask.
pub fn is_told(w: &World) -> bool {
    w.site.app.health.is_some() || w.site.app.health_codes.is_some()
}

/// Whether the target group that stands asks in another way than the person told; `None`: it was not looked at since it changed.
pub fn is_other(w: &World) -> Option<bool> {
    let ours = w.observed.target_groups()?.iter().find(|group| group.tagged);
    Some(ours.is_some_and(|group| group.check.as_ref() != Some(&w.site.health_check())))
}
