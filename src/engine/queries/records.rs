//! The site's own record, and the looks at a zone's records.

use crate::engine::ids::{ChangeId, ZoneId};
use crate::engine::op::Op;
use crate::engine::op::cloud::CloudOp;
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::site::DomainName;

/// One of the records of the site's names as the ledger has it: its zone, what stands, what stood there before, and the change to wait for.
pub struct Held<'a> {
    pub slot: &'a Slot,
    pub zone: &'a ZoneId,
    pub set: &'a RecordSet,
    pub prior: Option<&'a RecordSet>,
    pub change: Option<&'a ChangeId>,
}

/// The canonical name's record.
pub fn held(w: &World) -> Option<Held<'_>> {
    held_in(w, &Slot::Address)
}

/// Whether it leads to the balancer.
pub fn is_behind_balancer(w: &World) -> bool {
    held(w).is_some_and(|held| is_alias(held.set))
}

/// The record in this slot.
pub fn held_in<'a>(w: &'a World, slot: &Slot) -> Option<Held<'a>> {
    of_the_site(w).find(|held| held.slot == slot)
}

/// Those of all names that it has or had, the canonical one's first.
pub fn of_the_site(w: &World) -> impl Iterator<Item = Held<'_>> {
    w.ledger.resources.values().filter_map(|resource| match resource {
        Resource::Record { slot: slot @ (Slot::Address | Slot::OtherAddress(_)), zone, set, prior, change } => {
            Some(Held { slot, zone, set, prior: prior.as_ref(), change: change.as_ref() })
        }
        _ => None,
    })
}

/// The slot of each name's record, and the name, the canonical one first.
pub fn slots(w: &World) -> Vec<(Slot, DomainName)> {
    let others = w.site.other_names().into_iter().map(|name| (Slot::OtherAddress(name.clone()), name));
    std::iter::once((Slot::Address, w.site.fqdn())).chain(others).collect()
}

/// Whether the site's record already leads to the balancer.
pub fn is_alias(set: &RecordSet) -> bool {
    matches!(set.value, RecordValue::Alias { .. })
}

/// The look at all records of a zone.
pub fn look(zone: &ZoneId) -> Op {
    Op::Cloud(CloudOp::LookRecords { zone: zone.clone() })
}
