//! `landfall restart`: the guide's redeploy. Restart the service, then prove it.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Op;
use crate::engine::op::host::{ActiveState, HostOp, LoadState};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{server, service};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::steps;
use crate::site::ServerId;

pub fn directives(w: &World) -> Vec<Directive> {
    w.site.servers().map(|(id, _)| wanted(restarted(w, &id))).collect()
}

fn restarted(w: &World, id: &ServerId) -> Flow<()> {
    whose_unit(w, id)?;
    let restart = need(server::on_host(w, id, HostOp::RestartUnit { unit: service::unit(w, id) }), || find_address(w, id))?;
    let state = steps::service::service_state(w, id)?;
    if state.load == LoadState::NotFound {
        return Break(Directive::Fail(Fault::person(Code::Gone, Remedy::RunAgain, service::unit(w, id).path())));
    }
    if !w.observed.has_done(|op| matches!(op, Op::Host(of, _, HostOp::RestartUnit { .. }) if of == id)) {
        return Break(Directive::Do(restart));
    }
    if service::healthy(state) && service::steady(w, id) {
        return Continue(());
    }
    // systemd, told to restart on failure, goes on trying: then the unit never gets as far as "failed".
    if state.active == ActiveState::Failed || state.restarts >= steps::service::RESTARTS_OF_A_BROKEN_SERVICE {
        return Break(Directive::Fail(steps::service::crashed(state, server::app(w, id))));
    }
    let look = need(service::look(w, id), || find_address(w, id))?;
    Break(Directive::Poll(look, PollPolicy::SERVICE))
}

/// A unit that we did not write may have any name: the chain tells it.
fn whose_unit(w: &World, id: &ServerId) -> Flow<()> {
    if w.holds(&Slot::Unit(id.clone())) {
        return Continue(());
    }
    let survey = need(server::survey(w, id), || find_address(w, id))?;
    if w.observed.failure(&survey).is_some() {
        return Continue(());
    }
    need(w.observed.survey(id), || Directive::Do(survey))?;
    match server::app(w, id) {
        Some(app) => {
            steps::chain::seen(w, id, app)?;
            Continue(())
        }
        // Several, and none was chosen: the usual name then.
        None => Continue(()),
    }
}

/// The server's address was not told: AWS knows it.
fn find_address(w: &World, id: &ServerId) -> Directive {
    let look = server::instances_look(w);
    if w.observed.look(&look).is_none() {
        Directive::Do(look)
    } else {
        let without = || Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, "");
        Directive::Fail(server::not_running(w, id).or_else(|| server::not_there(w, id)).unwrap_or_else(without))
    }
}
