//! The site's hosted zone.

use crate::engine::ids::ZoneId;
use crate::engine::made;
use crate::engine::op::cloud::Zone;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::DomainName;

/// The records of a zone in which nothing was written: NS and SOA.
pub const EMPTY: u64 = 2;

/// The site's zone as the ledger has it: id and name servers.
pub fn held(w: &World) -> Option<(&ZoneId, &[DomainName])> {
    match w.resource(&Slot::Zone) {
        Some(Resource::Zone { id, name_servers, .. }) => Some((id, name_servers)),
        _ => None,
    }
}

/// Whether a zone is ours: by tag, or by the caller reference that our own write used. One of this site's in which nothing was written
/// yet may be another computer's that was cut off, or is at it, before the tag.
pub fn is_ours(w: &World, zone: &Zone) -> bool {
    let site = &w.site.name;
    let own = w.ledger.tokens.get(&Slot::Zone).is_some_and(|token| made::is_by(site, &token.0, &zone.caller_reference));
    zone.tagged || own || (zone.record_count <= EMPTY && made::token_in(site, &zone.caller_reference).is_some())
}
