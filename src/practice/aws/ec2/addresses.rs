//! Elastic IP addresses: DescribeAddresses, DisassociateAddress, ReleaseAddress. The call that lists them has no pages.

use super::filters::{Column, Filters, maybe, one};
use super::params::{missing, only, required};
use super::tags::tagged;
use super::{ids, names};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::account::{ACCOUNT, Account};
use crate::practice::state::ec2::{Ec2, Interface};
use crate::practice::state::storage::Elastic;

const COLUMNS: &[Column<Elastic>] = &[
    ("allocation-id", |_, e| one(&e.id)),
    ("association-id", |_, e| maybe(e.association())),
    ("domain", |_, _| one("vpc")),
    ("instance-id", |_, e| maybe(e.instance.as_ref())),
    ("network-border-group", |account, _| one(&account.region)),
    ("network-interface-id", |account, e| maybe(interface(&account.ec2, e).map(|i| &i.id))),
    ("network-interface-owner-id", |account, e| maybe(interface(&account.ec2, e).map(|_| ACCOUNT))),
    ("private-ip-address", |account, e| maybe(interface(&account.ec2, e).map(|i| i.private_address))),
    ("public-ip", |_, e| one(e.address)),
];

pub fn describe(account: &Account, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["Filter.N.Name", "Filter.N.Value.N", "PublicIp.N", "AllocationId.N"])?;
    let filters = Filters::read(input, COLUMNS, Some(|_, elastic: &Elastic| elastic.tags.clone()))?;
    let all = &account.ec2.addresses;
    let (public, allocations) = (input.texts("PublicIp"), input.texts("AllocationId"));
    if let Some(address) = public.iter().find(|address| all.iter().all(|e| e.address.to_string() != **address)) {
        return Err(Refusal::new("InvalidAddress.NotFound", format!("Address '{address}' not found.")));
    }
    let unknown: Vec<String> = allocations.iter().filter(|id| all.iter().all(|e| e.id != **id)).cloned().collect();
    if !unknown.is_empty() {
        return Err(ids::ALLOCATION.unknown(&unknown));
    }
    let named = |e: &&Elastic| {
        let by_address = public.is_empty() || public.contains(&e.address.to_string());
        by_address && (allocations.is_empty() || allocations.contains(&e.id))
    };
    let shown = all.iter().filter(named).filter(|e| filters.fit(account, e)).map(|e| shape(account, e));
    Ok(Reply::Query(vec![Element::list("addressesSet", shown)]))
}

/// DisassociateAddress: the instance is without it, and has no other until it is started again.
pub fn disassociate(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["AssociationId"])?;
    let association = required(input, "AssociationId")?.to_owned();
    let Ec2 { addresses, instances, interfaces, .. } = &mut sim.aws.ec2;
    let found = addresses.iter_mut().find(|e| e.association().as_deref() == Some(association.as_str()));
    let Some(elastic) = found else {
        let why = format!("The association ID '{association}' does not exist");
        return Err(Refusal::new("InvalidAssociationID.NotFound", why));
    };
    let of = elastic.instance.take();
    instances.iter_mut().filter(|i| Some(&i.id) == of.as_ref()).for_each(|i| i.public_address = None);
    interfaces.iter_mut().filter(|i| of.is_some() && i.instance == of).for_each(|i| i.public_address = None);
    Ok(agreed())
}

/// ReleaseAddress: one that something has stays.
pub fn release(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["AllocationId"])?;
    let id = input.get("AllocationId").ok_or_else(|| missing("AllocationId"))?.to_owned();
    let addresses = &mut sim.aws.ec2.addresses;
    let Some(elastic) = addresses.iter().find(|e| e.id == id) else { return Err(ids::ALLOCATION.unknown(&[id])) };
    if elastic.instance.is_some() {
        return Err(Refusal::new("InvalidIPAddress.InUse", format!("Address {} is in use.", elastic.address)));
    }
    addresses.retain(|e| e.id != id);
    Ok(agreed())
}

fn agreed() -> Reply {
    Reply::Query(vec![Element::text("return", true)])
}

impl Elastic {
    /// The id of what binds it to its instance, while it has one.
    pub fn association(&self) -> Option<String> {
        self.instance.as_ref().map(|_| ids::following("eipassoc", &self.id))
    }
}

impl Ec2 {
    /// The Elastic IP address that is this interface's public one.
    pub fn elastic_of(&self, interface: &Interface) -> Option<&Elastic> {
        let of = interface.instance.as_ref()?;
        self.addresses.iter().find(|e| e.instance.as_ref() == Some(of) && Some(e.address) == interface.public_address)
    }
}

fn interface<'a>(ec2: &'a Ec2, elastic: &Elastic) -> Option<&'a Interface> {
    let of = elastic.instance.as_ref()?;
    ec2.interfaces.iter().find(|i| i.instance.as_ref() == Some(of))
}

fn shape(account: &Account, elastic: &Elastic) -> Element {
    let item = Element::new("item").has("publicIp", elastic.address).has("allocationId", &elastic.id).has("domain", "vpc");
    let item = item.may("instanceId", elastic.instance.as_ref()).may("associationId", elastic.association());
    let at = interface(&account.ec2, elastic);
    let item = item.may("networkInterfaceId", at.map(|i| &i.id)).may("networkInterfaceOwnerId", at.map(|_| ACCOUNT));
    let item = item.may("privateIpAddress", at.map(|i| i.private_address));
    let item = item.has("publicIpv4Pool", "amazon").has("networkBorderGroup", &account.region);
    tagged(item.may("publicDnsName", at.map(|_| names::public_dns(&account.region, elastic.address))), &elastic.tags)
}
