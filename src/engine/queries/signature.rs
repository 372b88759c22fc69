//! What the parent promises of the domain's signature. A zone of ours has none, and resolvers that check take a promised signature that
//! is not there for a forgery: the whole domain is dark to them.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::Op;
use crate::engine::op::net::{NetFact, NetOp, SignerSeen};
use crate::engine::queries::{delegation, old_records, zone};
use crate::engine::state::World;
use crate::engine::time::Timestamp;

/// The look at the parent, and at our zone where it stands.
pub fn look(w: &World) -> Op {
    let servers = zone::held(w).map(|(_, ours)| ours.to_vec()).unwrap_or_default();
    Op::Net(NetOp::DelegationSigner { domain: w.site.domain.clone(), servers })
}

/// What it told.
pub fn seen(w: &World) -> Option<&SignerSeen> {
    match w.observed.look(&look(w)).map(|seen| &seen.fact) {
        Some(crate::engine::op::Fact::Net(NetFact::Signer(seen))) => Some(seen),
        _ => None,
    }
}

/// Why resolvers that check signatures would refuse our zone, or do.
pub fn fault(w: &World) -> Option<Fault> {
    let seen = seen(w).filter(|seen| seen.refuses_ours())?;
    let (code, remedy) = if delegation::is_handed_over(w) || is_told_so(w) {
        (Code::DnssecLeft, Remedy::SwitchDnssecOffNow)
    } else {
        (Code::DnssecOn, Remedy::SwitchDnssecOff)
    };
    Some(Fault::person(code, remedy, evidence(w, seen)))
}

/// Whoever asked the old name servers about their records was told by the parent who they are.
fn is_told_so(w: &World) -> bool {
    old_records::seen(w).is_some_and(|seen| old_records::are_ours(w, seen))
}

/// The records as the parent has them, and for how long a resolver remembers each.
pub fn evidence(w: &World, seen: &SignerSeen) -> String {
    let server = seen.server.as_ref().map(ToString::to_string).unwrap_or_default();
    let line = |signer| format!("{} DS {signer} (TTL {}, {server})", w.site.domain, seen.ttl);
    seen.signers.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Until when resolvers may remember a signature that the parent promises no more.
pub fn remembered_until(w: &World) -> Option<Timestamp> {
    let gone = seen(w).is_some_and(|seen| seen.signers.is_empty());
    w.observed.signed_until.filter(|until| gone && *until > w.now)
}
