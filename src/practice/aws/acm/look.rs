//! ACM's own looks: whether the names are proven yet, and what becomes of the certificate.

use std::time::Duration;

use super::{caa, cname, told};
use crate::engine::time::Timestamp;
use crate::practice::state::Scene;
use crate::practice::state::acm::{Certificate, CertificateName, Method, Proof, Status};
use crate::practice::timing::secs;

/// How long ACM looks for the proof.
const PATIENCE: Duration = Duration::from_secs(72 * 3_600);

/// Every certificate whose moment has come is looked at.
pub(super) fn settle(scene: &mut Scene) {
    for place in 0..scene.aws.acm.certificates.len() {
        let after = scene.aws.acm.certificates.get(place).filter(|c| moment(scene, c).is_some_and(|at| at <= scene.now));
        let Some(after) = after.map(|c| looked_at(scene, c)) else { continue };
        if let Some(certificate) = scene.aws.acm.certificates.get_mut(place) {
            *certificate = after;
        }
    }
}

/// When the next certificate is to be looked at.
pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    scene.aws.acm.certificates.iter().filter_map(|c| moment(scene, c)).min()
}

/// When something is to be done about this one: only while it is pending.
fn moment(scene: &Scene, certificate: &Certificate) -> Option<Timestamp> {
    let next = match certificate.proven {
        Some(at) => at + secs(scene.timing.issue),
        None => certificate.next_look.min(certificate.requested + PATIENCE),
    };
    (certificate.status == Status::Pending).then_some(next)
}

/// The certificate after a look. Proven once more when it is to be issued, it is; not proven any more, it waits again.
fn looked_at(scene: &Scene, certificate: &Certificate) -> Certificate {
    let mut after = certificate.clone();
    if certificate.proven.is_none() && scene.now >= certificate.requested + PATIENCE {
        return timed_out(after);
    }
    after.next_look = scene.now + secs(scene.timing.acm_look.max(1));
    for name in &mut after.names {
        name.proof = proof(scene, certificate.method, name);
    }
    if after.names.iter().any(|n| n.proof == Proof::Failed) {
        (after.status, after.failure, after.proven) = (Status::Failed, Some("CAA_ERROR".to_owned()), None);
        return after;
    }
    match (after.names.iter().all(|n| n.proof == Proof::Success), certificate.proven) {
        (false, _) => after.proven = None,
        (true, None) => after.proven = Some(scene.now),
        (true, Some(_)) => {
            after.status = Status::Issued;
            (after.issued, after.not_after) = (Some(scene.now), Some(told::not_after(scene.now)));
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
fn proof(scene: &Scene, method: Method, name: &CertificateName) -> Proof {
    let is_found = match method {
        Method::Dns => cname::stands(scene, &name.name),
        Method::Email => name.approved,
    };
    match is_found {
        false => Proof::Pending,
        true if caa::forbids(scene, &name.name) => Proof::Failed,
        true => Proof::Success,
    }
}
