//! ACM's own looks: whether the names are proven yet, and what becomes of the certificate.

use std::time::Duration;

use super::{caa, cname, shown};
use crate::engine::time::Timestamp;
use crate::practice::state::SimState;
use crate::practice::state::acm::{Certificate, CertificateName, Method, Proof, Status};
use crate::practice::timing::secs;

/// How long ACM looks for the proof.
const PATIENCE: Duration = Duration::from_secs(72 * 3_600);

/// Every certificate whose moment has come is looked at.
pub(super) fn settle(sim: &mut SimState) {
    for place in 0..sim.aws.acm.certificates.len() {
        let after = sim.aws.acm.certificates.get(place).filter(|c| moment(sim, c).is_some_and(|at| at <= sim.now));
        let Some(after) = after.map(|c| looked_at(sim, c)) else { continue };
        if let Some(certificate) = sim.aws.acm.certificates.get_mut(place) {
            *certificate = after;
        }
    }
}

/// When the next certificate is to be looked at.
pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    sim.aws.acm.certificates.iter().filter_map(|c| moment(sim, c)).min()
}

/// When something is to be done about this one: only while it is pending.
fn moment(sim: &SimState, certificate: &Certificate) -> Option<Timestamp> {
    let next = match certificate.proven {
        Some(at) => at + secs(sim.timing.issue),
        None => certificate.next_look.min(certificate.requested + PATIENCE),
    };
    (certificate.status == Status::Pending).then_some(next)
}

/// The certificate after a look. Proven once more when it is to be issued, it is; not proven any more, it waits again.
fn looked_at(sim: &SimState, certificate: &Certificate) -> Certificate {
    let mut after = certificate.clone();
    if certificate.proven.is_none() && sim.now >= certificate.requested + PATIENCE {
        return timed_out(after);
    }
    after.next_look = sim.now + secs(sim.timing.acm_look.max(1));
    for name in &mut after.names {
        name.proof = proof(sim, certificate.method, name);
    }
    if after.names.iter().any(|n| n.proof == Proof::Failed) {
        (after.status, after.failure, after.proven) = (Status::Failed, Some("CAA_ERROR".to_owned()), None);
        return after;
    }
    match (after.names.iter().all(|n| n.proof == Proof::Success), certificate.proven) {
        (false, _) => after.proven = None,
        (true, None) => after.proven = Some(sim.now),
        (true, Some(_)) => {
            after.status = Status::Issued;
            (after.issued, after.not_after) = (Some(sim.now), Some(shown::not_after(sim.now)));
        }
    }
    after
}

fn timed_out(mut certificate: Certificate) -> Certificate {
    certificate.status = Status::TimedOut;
    let open = certificate.names.iter_mut().filter(|n| n.proof == Proof::Pending);
    open.for_each(|n| n.proof = Proof::Failed);
    certificate
}

/// Whether a name's proof is found, and Amazon may issue for it.
fn proof(sim: &SimState, method: Method, name: &CertificateName) -> Proof {
    let is_found = match method {
        Method::Dns => cname::stands(sim, &name.name),
        Method::Email => name.approved,
    };
    match is_found {
        false => Proof::Pending,
        true if caa::forbids(sim, &name.name) => Proof::Failed,
        true => Proof::Success,
    }
}
