//! The site's certificate.

use crate::engine::ids::CertificateArn;
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;

/// The site's certificate as the ledger has it.
pub fn held(w: &World) -> Option<&CertificateArn> {
    match w.resource(&Slot::Certificate) {
        Some(Resource::Certificate { arn }) => Some(arn),
        _ => None,
    }
}

/// The look at this one certificate.
pub fn look(arn: &CertificateArn) -> Op {
    Op::Cloud(CloudOp::LookCertificate { arn: arn.clone() })
}
