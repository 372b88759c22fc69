//! The balancer's listeners; and a new certificate in the place of the one that serves: the listener is changed in one go, and serves https
//! at every moment.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow, need};
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{balancer, certificate};
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::World;

/// The ports that are listened on.
pub(super) fn doors(w: &World) -> impl Iterator<Item = Scheme> + use<> {
    [Some(Scheme::Https), w.site.balancer.redirect_http.then_some(Scheme::Http)].into_iter().flatten()
}

/// What makes the listeners, each with its slot.
pub(super) fn wanted(w: &World) -> Vec<(Slot, CloudOp)> {
    doors(w).filter_map(|door| Some((Slot::Listener(door), listener(w, door)?))).collect()
}

/// The listener as it is to be, once there is what it serves.
fn listener(w: &World, door: Scheme) -> Option<CloudOp> {
    let (balancer, forward) = (balancer::held(w)?.clone(), (balancer::target_group(w)?.clone(), certificate::held(w)?.clone()));
    Some(CloudOp::EnsureListener { door, balancer, forward: (door == Scheme::Https).then_some(forward) })
}

/// Where an old certificate is still there, the https listener serves the site's. (Where there is none, somebody else changed it.)
pub(super) fn served(w: &World) -> Flow<()> {
    let (Some(_), Some(new), Some(arn)) = (certificate::old(w), certificate::held(w), balancer::https_listener(w)) else {
        return Continue(());
    };
    let all = need(w.observed.balancers(), || Directive::cloud(CloudOp::LookBalancers))?;
    let standing = all.iter().flat_map(|b| &b.listeners).find(|l| l.arn == *arn);
    if standing.is_none_or(|l| l.certificates.contains(new)) {
        return Continue(());
    }
    let Some(op) = listener(w, Scheme::Https) else { return Continue(()) };
    // ELB has it, and does not show it yet.
    let made = w.observed.has_done(|done| matches!(done, Op::Cloud(done) if *done == op));
    Break(if made { Directive::Poll(Op::Cloud(CloudOp::LookBalancers), PollPolicy::SECOND) } else { Directive::cloud(op) })
}
