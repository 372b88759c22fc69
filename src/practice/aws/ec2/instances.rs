//! DescribeInstances: what is shown of an instance while it lives, and the little that is left of it afterwards.

use super::filters::{maybe, one};
use super::interfaces::{core, group_names, group_set};
use super::listing::Listing;
use super::tags::tagged;
use super::{ids, names};
use crate::practice::aws::wire::Element;
use crate::practice::state::account::{ACCOUNT, Account};
use crate::practice::state::ec2::{Ec2, Instance, InstanceState, Interface, LAUNCHED};
use crate::practice::state::storage::{Attached, Volume};

/// Ubuntu's image for the server.
const IMAGE: &str = "ami-0e9bfdb247cc8de84";
/// As what its own disk is attached.
pub const ROOT: &str = "/dev/sda1";

pub const INSTANCES: Listing<Instance> = Listing {
    set: "reservationSet",
    by: Some(("InstanceId", ids::INSTANCE)),
    also: &["IncludeManagedResources"],
    most: 1_000,
    all: |account| account.ec2.instances.clone(),
    id: |instance| &instance.id,
    columns: &[
        ("instance-id", |_, i| one(&i.id)),
        ("instance-state-name", |_, i| one(i.state.name())),
        ("instance-state-code", |_, i| one(i.state.code())),
        ("instance-type", |_, i| one(&i.kind)),
        ("image-id", |_, _| one(IMAGE)),
        ("key-name", |account, _| one(&account.ec2.key_pair)),
        ("availability-zone", |account, i| maybe(zone(account, i))),
        ("availability-zone-id", |account, i| maybe(zone(account, i).map(names::zone_id))),
        ("subnet-id", |_, i| i.living(|i| one(&i.subnet))),
        ("vpc-id", |account, i| i.living(|i| maybe(vpc(account, i)))),
        ("group-id", |_, i| i.living(|i| i.groups.clone())),
        ("group-name", |account, i| i.living(|i| group_names(&account.ec2, &i.groups))),
        ("instance.group-id", |_, i| i.living(|i| i.groups.clone())),
        ("instance.group-name", |account, i| i.living(|i| group_names(&account.ec2, &i.groups))),
        ("private-ip-address", |_, i| i.living(|i| one(i.private_address))),
        ("private-dns-name", |account, i| i.living(|i| one(names::private_dns(&account.region, i.private_address)))),
        ("ip-address", |_, i| maybe(i.public_address)),
        ("dns-name", |account, i| maybe(i.public_address.map(|a| names::public_dns(&account.region, a)))),
        ("network-interface.network-interface-id", |account, i| interfaces(account, i).map(|n| n.id.clone()).collect()),
        ("network-interface.subnet-id", |account, i| interfaces(account, i).map(|n| n.subnet.clone()).collect()),
        ("network-interface.group-id", |account, i| interfaces(account, i).flat_map(|n| n.groups.clone()).collect()),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("reservation-id", |_, i| one(reservation_id(i))),
        ("launch-time", |_, _| one(names::moment(LAUNCHED))),
        ("launch-index", |_, _| one(0)),
        ("architecture", |_, _| one("x86_64")),
        ("hypervisor", |_, _| one("xen")),
        ("virtualization-type", |_, _| one("hvm")),
        ("root-device-name", |_, _| one(ROOT)),
        ("root-device-type", |_, _| one("ebs")),
        ("block-device-mapping.volume-id", |account, i| disks(account, i).map(|(v, _)| v.id.clone()).collect()),
        ("monitoring-state", |_, _| one("disabled")),
        ("tenancy", |_, _| one("default")),
        ("platform-details", |_, _| one("Linux/UNIX")),
        ("source-dest-check", |_, i| i.living(|_| one(true))),
        ("instance-lifecycle", |_, _| Vec::new()),
        ("platform", |_, _| Vec::new()),
        ("requester-id", |_, _| Vec::new()),
        ("state-reason-code", |_, i| maybe((i.state != InstanceState::Running).then_some(ENDED_BY.0))),
    ],
    tags: Some(|_, i| i.tags.clone()),
    shape: reservation,
};

/// Why an instance ends or stands still: its owner asked for it.
const ENDED_BY: (&str, &str) = ("Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown");

impl Instance {
    pub fn is_ending(&self) -> bool {
        matches!(self.state, InstanceState::ShuttingDown | InstanceState::Terminated)
    }

    /// A terminated instance has no place and no addresses any more.
    fn living(&self, values: impl FnOnce(&Self) -> Vec<String>) -> Vec<String> {
        if self.state == InstanceState::Terminated { Vec::new() } else { values(self) }
    }
}

impl InstanceState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopping => "stopping",
            Self::Stopped => "stopped",
            Self::ShuttingDown => "shutting-down",
            Self::Terminated => "terminated",
        }
    }

    pub fn code(self) -> u8 {
        match self {
            Self::Running => 16,
            Self::Stopping => 64,
            Self::Stopped => 80,
            Self::ShuttingDown => 32,
            Self::Terminated => 48,
        }
    }

    /// The state as an element of this name: `instanceState`, `previousState`.
    pub fn shape(self, name: &str) -> Element {
        Element::new(name).has("code", self.code()).has("name", self.name())
    }
}

/// The instance's zone, also after its end.
pub fn zone<'a>(account: &'a Account, instance: &Instance) -> Option<&'a str> {
    zone_of(&account.ec2, instance)
}

pub fn zone_of<'a>(ec2: &'a Ec2, instance: &Instance) -> Option<&'a str> {
    ec2.subnet(&instance.subnet).map(|s| s.zone.as_str())
}

fn vpc<'a>(account: &'a Account, instance: &Instance) -> Option<&'a str> {
    account.ec2.subnet(&instance.subnet).map(|s| s.vpc.as_str())
}

fn interfaces<'a>(account: &'a Account, instance: &'a Instance) -> impl Iterator<Item = &'a Interface> {
    account.ec2.interfaces.iter().filter(|n| n.instance.as_deref() == Some(instance.id.as_str()))
}

fn reservation_id(instance: &Instance) -> String {
    ids::following("r", &instance.id)
}

/// The volumes that are attached to it, and how.
fn disks<'a>(account: &'a Account, instance: &'a Instance) -> impl Iterator<Item = (&'a Volume, &'a Attached)> {
    let attached = account.ec2.volumes.iter().filter_map(|v| Some((v, v.attached.as_ref()?)));
    attached.filter(|(_, at)| at.instance == instance.id && instance.state != InstanceState::Terminated)
}

fn reservation(account: &Account, instance: &Instance) -> Element {
    let item = Element::new("item").has("reservationId", reservation_id(instance)).has("ownerId", ACCOUNT);
    item.with(Element::new("groupSet")).with(Element::list("instancesSet", [shape(account, instance)]))
}

fn shape(account: &Account, instance: &Instance) -> Element {
    let item = Element::new("item").has("instanceId", &instance.id).has("imageId", IMAGE).with(instance.state.shape("instanceState"));
    let item = item.has("instanceType", &instance.kind).has("keyName", &account.ec2.key_pair).has("launchTime", names::moment(LAUNCHED));
    let item = item.has("amiLaunchIndex", 0).with(Element::new("productCodes")).with(placement(account, instance));
    let item = item.with(Element::new("monitoring").has("state", "disabled"));
    let item = match instance.state {
        InstanceState::Terminated => placeless(item),
        _ => placed(item, account, instance),
    };
    tagged(reasoned(machine(item), instance), &instance.tags)
}

fn placement(account: &Account, instance: &Instance) -> Element {
    let placement = Element::new("placement").may("availabilityZone", zone(account, instance));
    placement.may("availabilityZoneId", zone(account, instance).map(names::zone_id)).has("groupName", "").has("tenancy", "default")
}

/// Where it is, and how it is reached.
fn placed(item: Element, account: &Account, instance: &Instance) -> Element {
    let item = item.has("subnetId", &instance.subnet).may("vpcId", vpc(account, instance));
    let item = item.has("privateIpAddress", instance.private_address);
    let item = item.has("privateDnsName", names::private_dns(&account.region, instance.private_address));
    let public_dns = instance.public_address.map(|a| names::public_dns(&account.region, a));
    let item = item.may("ipAddress", instance.public_address).has("dnsName", public_dns.unwrap_or_default());
    let item = item.has("sourceDestCheck", true).with(group_set(&account.ec2, &instance.groups)).with(block_devices(account, instance));
    item.with(Element::list("networkInterfaceSet", interfaces(account, instance).map(|n| core(account, n))))
}

fn placeless(item: Element) -> Element {
    let item = item.has("privateDnsName", "").has("dnsName", "").with(Element::new("groupSet"));
    item.with(Element::new("blockDeviceMapping")).with(Element::new("networkInterfaceSet"))
}

fn block_devices(account: &Account, instance: &Instance) -> Element {
    let disk = |(volume, at): (&Volume, &Attached)| {
        let ebs = Element::new("ebs").has("volumeId", &volume.id).has("status", "attached");
        let ebs = ebs.has("attachTime", names::moment(LAUNCHED)).has("deleteOnTermination", at.goes);
        Element::new("item").has("deviceName", &at.device).with(ebs)
    };
    Element::list("blockDeviceMapping", disks(account, instance).map(disk))
}

/// What is the same of every such instance.
fn machine(item: Element) -> Element {
    let item = item.has("architecture", "x86_64").has("hypervisor", "xen").has("virtualizationType", "hvm");
    let item = item.has("rootDeviceName", ROOT).has("rootDeviceType", "ebs").has("ebsOptimized", false).has("enaSupport", true);
    let item = item.with(Element::new("cpuOptions").has("coreCount", 1).has("threadsPerCore", 2));
    let metadata = Element::new("metadataOptions").has("state", "applied").has("httpTokens", "required");
    let metadata = metadata.has("httpPutResponseHopLimit", 2).has("httpEndpoint", "enabled").has("httpProtocolIpv6", "disabled");
    let item = item.with(metadata.has("instanceMetadataTags", "disabled"));
    item.has("clientToken", "").has("platformDetails", "Linux/UNIX").has("usageOperation", "RunInstances")
}

/// Adds why it does not run, when it does not.
fn reasoned(item: Element, instance: &Instance) -> Element {
    if instance.state == InstanceState::Running {
        return item.has("reason", "");
    }
    let (code, message) = ENDED_BY;
    let when = names::written(instance.since, "%Y-%m-%d %H:%M:%S GMT");
    let item = item.has("reason", format!("User initiated ({when})"));
    item.with(Element::new("stateReason").has("code", code).has("message", message))
}
