//! The site's certificate.

use crate::engine::ids::CertificateArn;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Among, Certificate, CloudOp};
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::World;
use crate::engine::time::Timestamp;

/// The site's certificate as the ledger has it.
pub fn held(w: &World) -> Option<&CertificateArn> {
    match w.resource(&Slot::Certificate) {
        Some(Resource::Certificate { arn, .. }) => Some(arn),
        _ => None,
    }
}

/// The one that serves until the site's has taken its place.
pub fn old(w: &World) -> Option<&CertificateArn> {
    match w.resource(&Slot::OldCertificate) {
        Some(Resource::OldCertificate { arn }) => Some(arn),
        _ => None,
    }
}

/// Whether the https listener serves it: as it was seen, else as it was made, which was with the old one while there is one.
pub fn is_served(w: &World, arn: &CertificateArn) -> bool {
    let Some(Resource::Listener { arn: listener, .. }) = w.resource(&Slot::Listener(Scheme::Https)) else { return false };
    let seen = w.observed.balancers().and_then(|all| all.iter().flat_map(|b| &b.listeners).find(|l| l.arn == *listener));
    seen.map_or_else(|| old(w).is_none_or(|old| old == arn), |listener| listener.certificates.contains(arn))
}

/// The newest that was told of this one, and when: by the look at it alone, or by that at all of ours.
pub fn told<'w>(w: &'w World, arn: &CertificateArn) -> Option<(Timestamp, &'w Certificate)> {
    let alone = w.observed.at(&look(arn)).zip(w.observed.certificate(arn));
    let in_list = |at: Timestamp, all: &'w [Certificate]| all.iter().find(|c| c.arn == *arn).map(|c| (at, c));
    let listed = w.observed.certificates_at().and_then(|(at, all)| in_list(at, all));
    alone.into_iter().chain(listed).max_by_key(|(at, _)| *at)
}

/// The look for certificates of ours. A build and a mere look need those that can serve, and the one in the ledger. A teardown ends
/// only where nothing is left: it goes through the domain, in which every certificate of ours has its names, and through the whole
/// account where this journal may not know of everything.
pub fn survey(w: &World) -> Op {
    let among = match (w.tearing_down(), knows_all(w)) {
        (false, _) => usable(w),
        (true, true) => Among::Domain(w.site.domain.clone()),
        (true, false) => Among::Everything,
    };
    Op::Cloud(CloudOp::LookCertificates { among })
}

/// Whether this journal was there when anything of ours was made: a run of it knew the account before it wrote, and nothing was found
/// since of which it knows no write.
pub fn knows_all(w: &World) -> bool {
    w.ledger.account.is_some() && !w.ledger.behind && !w.ledger.salvaged
}

fn usable(w: &World) -> Among {
    let by_name = |held| Among::Names { names: w.site.certificate_names(), held };
    // A look that told of the one in the ledger is not made again for it.
    let told = |arn: &CertificateArn| w.observed.certificates_among(by_name(None)).is_some_and(|all| all.iter().any(|c| c.arn == *arn));
    by_name(held(w).filter(|arn| !told(arn)).cloned())
}

/// The look at this one certificate.
pub fn look(arn: &CertificateArn) -> Op {
    Op::Cloud(CloudOp::LookCertificate { arn: arn.clone() })
}
