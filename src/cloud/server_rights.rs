//! Rights that only whoever lets Landfall stop or delete the server has to give: `landfall policy --with-server`.

use crate::engine::fault::{Disposition, Fault, Remedy};

/// The policy of the guide alone does not allow it, and would not if it was attached once more.
pub(super) fn with_server_rights(fault: Fault) -> Fault {
    match fault.disposition {
        Disposition::Person(Remedy::AttachPolicy) => Fault { disposition: Disposition::Person(Remedy::AttachServerPolicy), ..fault },
        Disposition::Person(_) | Disposition::Transient | Disposition::Permanent => fault,
    }
}
