//! The balancer's health check: how it asks, and what the server answered when it was asked in the same way.

use crate::engine::op::Op;
use crate::engine::op::host::{HealthHost, HostOp};
use crate::engine::queries::server;
use crate::engine::state::World;
use crate::site::ServerId;

/// The try on the server itself; `None`: nobody can try, since the server is not managed, or its address in its network not known.
pub fn look(w: &World, id: &ServerId) -> Option<Op> {
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
    !named(w, id) && !told_and_answers()
}

/// Whether nginx gives the site's name to the health check.
pub fn named(w: &World, id: &ServerId) -> bool {
    w.observed.chain(id).is_some_and(|chain| chain.health == HealthHost::Name)
}

/// Django's answer to a Host that it does not know.
pub const REFUSED: u16 = 400;

/// Whether the target group that stands asks in another way than the person told.
pub fn is_other(w: &World) -> bool {
    let told = w.site.app.health.is_some() || w.site.app.health_codes.is_some();
    let ours = w.observed.target_groups().into_iter().flatten().find(|group| group.tagged);
    told && ours.is_some_and(|group| group.check.as_ref() != Some(&w.site.health_check()))
}
