//! A host key that nobody here knew: what EC2's console is asked about it, and what it said.

use crate::engine::fault::Fault;
use crate::engine::op::cloud::{CloudFact, CloudOp, HostKey, KeyCheck};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::server;
use crate::engine::question::Question;
use crate::engine::state::World;

/// The look at the console of the server that showed it; `None`: the op met something else.
pub fn look(w: &World, met: &Op, fault: &Fault) -> Option<Op> {
    let Op::Host(server, access, _) = met else { return None };
    HostKey::shown(fault)?;
    Some(Op::Cloud(CloudOp::LookHostKeys { of: server::instance_ref(w, server, access.address) }))
}

/// The question that this is, with the console's word; `None`: the op met something else, or the console was not asked yet.
pub fn question(w: &World, met: &Op, fault: &Fault) -> Option<Question> {
    let Op::Host(_, access, _) = met else { return None };
    let shown = HostKey::shown(fault)?;
    let look = look(w, met, fault)?;
    let check = match w.observed.look(&look).map(|seen| &seen.fact) {
        Some(Fact::Cloud(CloudFact::HostKeys(console))) => KeyCheck::compared(&shown, console),
        _ => KeyCheck::unread(&shown, w.observed.failure(&look)?),
    };
    Some(Question::HostKey { address: access.address, fingerprint: shown.fingerprint, check: Box::new(check) })
}
