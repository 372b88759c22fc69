//! What the registry says of the domain that the site lies in.

use crate::engine::op::Op;
use crate::engine::op::net::{NetFact, NetOp, Registered, Registration};
use crate::engine::state::World;
use crate::site::DomainName;

/// The domain as somebody registered it: the site's, or the one that it is a part of.
pub fn domain(w: &World) -> DomainName {
    w.site.domain.registered().unwrap_or_else(|| w.site.domain.clone())
}

/// The look at its registry.
pub fn look(w: &World) -> Op {
    Op::Net(NetOp::Registration { domain: domain(w) })
}

/// The same, where nobody has looked yet.
pub fn unasked(w: &World) -> Option<Op> {
    Some(look(w)).filter(|look| !w.observed.is_over(look))
}

/// What the registry last said.
pub fn observed(w: &World) -> Option<&Registered> {
    match w.observed.net(&NetOp::Registration { domain: domain(w) }) {
        Some(NetFact::Registration(told)) => Some(told),
        _ => None,
    }
}

/// The registration, where the registry told one.
pub fn known(w: &World) -> Option<&Registration> {
    match observed(w)? {
        Registered::Known(registration) => Some(registration),
        Registered::Unknown { .. } | Registered::NoSource => None,
    }
}
