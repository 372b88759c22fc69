//! The site's own record, and the looks at a zone's records.

use crate::engine::ids::{ChangeId, ZoneId};
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;

/// The site's own record as the ledger has it: its zone, what stands, what stood there before, and the change to wait for.
pub fn held(w: &World) -> Option<(&ZoneId, &RecordSet, Option<&RecordSet>, Option<&ChangeId>)> {
    match w.resource(&Slot::Address) {
        Some(Resource::Record { zone, set, prior, change, .. }) => Some((zone, set, prior.as_ref(), change.as_ref())),
        _ => None,
    }
}

/// Whether the site's record already leads to the balancer.
pub fn is_alias(set: &RecordSet) -> bool {
    matches!(set.value, RecordValue::Alias { .. })
}

/// The look at all records of a zone.
pub fn look(zone: &ZoneId) -> Op {
    Op::Cloud(CloudOp::LookRecords { zone: zone.clone() })
}
