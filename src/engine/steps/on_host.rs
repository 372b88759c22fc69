//! Ops on a server, which need its address.

use std::ops::ControlFlow::Break;

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::HostOp;
use crate::engine::queries::server;
use crate::engine::state::World;
use crate::site::ServerId;

/// The instances could not be looked at: that is what is wrong, and of their addresses nothing is known.
pub(super) fn unread(w: &World) -> Option<Directive> {
    w.observed.failure(&server::instances_look(w)).cloned().map(Directive::Fail)
}

/// The server's address is not known: the instances could not be looked at, it stands still, or only the person can tell it.
pub(super) fn no_address(w: &World) -> Directive {
    let why = |id| server::not_running(w, &id).or_else(|| server::not_there(w, &id));
    let rests = || w.site.servers().find_map(|(id, _)| why(id)).map(Directive::Fail);
    unread(w).or_else(rests).unwrap_or_else(|| Directive::Fail(Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, "")))
}

/// Does this on the server.
pub(super) fn ask_host(w: &World, id: &ServerId, op: HostOp) -> Flow<()> {
    Break(Directive::Do(need(server::on_host(w, id, op), || no_address(w))?))
}
