//! Network interfaces: the instances', and those that balancers keep in their zones.

use super::filters::{maybe, one};
use super::listing::Listing;
use super::{ids, names, tags};
use crate::practice::aws::wire::Element;
use crate::practice::state::account::{ACCOUNT, Account};
use crate::practice::state::ec2::{Ec2, Interface, LAUNCHED};
use crate::practice::state::storage::Elastic;

pub const INTERFACES: Listing<Interface> = Listing {
    set: "networkInterfaceSet",
    by: Some(("NetworkInterfaceId", ids::INTERFACE)),
    also: &["IncludeManagedResources"],
    most: 1_000,
    all: |account| account.ec2.interfaces.clone(),
    id: |interface| &interface.id,
    columns: &[
        ("network-interface-id", |_, i| one(&i.id)),
        ("description", |_, i| one(&i.description)),
        ("subnet-id", |_, i| one(&i.subnet)),
        ("vpc-id", |account, i| maybe(vpc(account, i))),
        ("availability-zone", |account, i| maybe(zone(account, i))),
        ("availability-zone-id", |account, i| maybe(zone(account, i).map(names::zone_id))),
        ("group-id", |_, i| i.groups.clone()),
        ("group-name", |account, i| group_names(&account.ec2, &i.groups)),
        ("interface-type", |_, _| one("interface")),
        ("mac-address", |_, i| one(ids::mac(&i.id))),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("requester-id", |_, i| maybe(i.requester())),
        ("requester-managed", |_, i| one(i.requester().is_some())),
        ("source-dest-check", |_, _| one(true)),
        ("status", |_, _| one("in-use")),
        ("private-ip-address", |_, i| one(i.private_address)),
        ("addresses.private-ip-address", |_, i| one(i.private_address)),
        ("addresses.primary", |_, _| one(true)),
        ("private-dns-name", |account, i| one(names::private_dns(&account.region, i.private_address))),
        ("association.public-ip", |_, i| maybe(i.public_address)),
        ("addresses.association.public-ip", |_, i| maybe(i.public_address)),
        ("association.public-dns-name", |account, i| maybe(i.public_address.map(|a| names::public_dns(&account.region, a)))),
        ("association.ip-owner-id", |account, i| maybe(i.public_address.map(|_| address_owner(account, i)))),
        ("addresses.association.owner-id", |account, i| maybe(i.public_address.map(|_| address_owner(account, i)))),
        ("association.allocation-id", |account, i| maybe(account.ec2.elastic_of(i).map(|e| &e.id))),
        ("association.association-id", |account, i| maybe(account.ec2.elastic_of(i).and_then(Elastic::association))),
        ("attachment.attachment-id", |_, i| one(i.attachment_id())),
        ("attachment.instance-id", |_, i| maybe(i.instance.as_ref())),
        ("attachment.instance-owner-id", |_, i| one(i.requester().unwrap_or(ACCOUNT))),
        ("attachment.device-index", |_, i| one(i.device_index())),
        ("attachment.delete-on-termination", |_, i| one(i.instance.is_some())),
        ("attachment.status", |_, _| one("attached")),
    ],
    tags: Some(|account, i| account.ec2.label(&i.id)),
    shape,
};

impl Interface {
    /// Who keeps it on the account's behalf: `amazon-elb`, or nobody.
    fn requester(&self) -> Option<&str> {
        Some(self.owner.as_str()).filter(|owner| *owner != ACCOUNT)
    }

    fn attachment_id(&self) -> String {
        ids::following(if self.requester().is_some() { "ela-attach" } else { "eni-attach" }, &self.id)
    }

    fn device_index(&self) -> u8 {
        u8::from(self.requester().is_some())
    }
}

/// Whose its public address is: an Elastic IP is the account's own.
fn address_owner<'a>(account: &Account, interface: &'a Interface) -> &'a str {
    let elastic = account.ec2.elastic_of(interface).map(|_| ACCOUNT);
    elastic.or_else(|| interface.requester()).unwrap_or("amazon")
}

fn vpc<'a>(account: &'a Account, interface: &Interface) -> Option<&'a str> {
    account.ec2.subnet(&interface.subnet).map(|s| s.vpc.as_str())
}

fn zone<'a>(account: &'a Account, interface: &Interface) -> Option<&'a str> {
    account.ec2.subnet(&interface.subnet).map(|s| s.zone.as_str())
}

/// The names of these groups.
pub fn group_names(ec2: &Ec2, ids: &[String]) -> Vec<String> {
    ids.iter().filter_map(|id| ec2.group(id)).map(|g| g.name.clone()).collect()
}

/// These groups as answers list them.
pub fn group_set(ec2: &Ec2, ids: &[String]) -> Element {
    let item = |id: &String| {
        let item = Element::new("item").has("groupId", id);
        item.may("groupName", ec2.group(id).map(|g| &g.name))
    };
    Element::list("groupSet", ids.iter().map(item))
}

fn shape(account: &Account, interface: &Interface) -> Element {
    let item = core(account, interface);
    let item = item.may("availabilityZone", zone(account, interface));
    let item = item.may("availabilityZoneId", zone(account, interface).map(names::zone_id));
    let item = item.may("requesterId", interface.requester()).has("requesterManaged", interface.requester().is_some());
    item.with(tags::set(&account.ec2.label(&interface.id)))
}

/// What both DescribeNetworkInterfaces and DescribeInstances show of an interface.
pub fn core(account: &Account, interface: &Interface) -> Element {
    let private_dns = names::private_dns(&account.region, interface.private_address);
    let address = Element::new("item").has("privateIpAddress", interface.private_address).has("privateDnsName", &private_dns);
    let address = associated(account, interface, address.has("primary", true));
    let item = Element::new("item").has("networkInterfaceId", &interface.id).has("subnetId", &interface.subnet);
    let item = item.may("vpcId", vpc(account, interface)).has("description", &interface.description).has("ownerId", ACCOUNT);
    let item = item.has("status", "in-use").has("macAddress", ids::mac(&interface.id)).has("interfaceType", "interface");
    let item = item.has("privateIpAddress", interface.private_address).has("privateDnsName", private_dns).has("sourceDestCheck", true);
    let item = associated(account, interface, item.with(group_set(&account.ec2, &interface.groups)).with(attachment(interface)));
    item.with(Element::list("privateIpAddressesSet", [address])).with(Element::new("ipv6AddressesSet"))
}

/// Adds the public address, when there is one.
fn associated(account: &Account, interface: &Interface, element: Element) -> Element {
    let Some(address) = interface.public_address else { return element };
    let association = Element::new("association").has("publicIp", address);
    let association = association.has("publicDnsName", names::public_dns(&account.region, address));
    let elastic = account.ec2.elastic_of(interface);
    let association = association.has("ipOwnerId", address_owner(account, interface)).may("allocationId", elastic.map(|e| &e.id));
    element.with(association.may("associationId", elastic.and_then(Elastic::association)))
}

fn attachment(interface: &Interface) -> Element {
    let element = Element::new("attachment").has("attachmentId", interface.attachment_id());
    let element = element.may("instanceId", interface.instance.as_ref());
    let element = element.has("instanceOwnerId", interface.requester().unwrap_or(ACCOUNT)).has("deviceIndex", interface.device_index());
    let element = element.has("networkCardIndex", 0).has("status", "attached");
    let element = element.may("attachTime", interface.instance.as_ref().map(|_| names::moment(LAUNCHED)));
    element.has("deleteOnTermination", interface.instance.is_some())
}
