//! The site's hosted zone.

use crate::engine::ids::ZoneId;
use crate::engine::op::cloud::Zone;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::DomainName;

/// The site's zone as the ledger has it: id and name servers.
pub fn held(w: &World) -> Option<(&ZoneId, &[DomainName])> {
    match w.resource(&Slot::Zone) {
        Some(Resource::Zone { id, name_servers, .. }) => Some((id, name_servers)),
        _ => None,
    }
}

/// Whether a zone is ours: by tag, or by the caller reference that our own write used.
pub fn is_ours(w: &World, zone: &Zone) -> bool {
    zone.tagged || w.ledger.tokens.get(&Slot::Zone).is_some_and(|t| t.0 == zone.caller_reference)
}
