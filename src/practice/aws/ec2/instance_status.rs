//! DescribeInstanceStatus and DescribeInstanceAttribute.

use super::filters::{maybe, one};
use super::instances::{INSTANCES, zone};
use super::interfaces::group_set;
use super::listing::Listing;
use super::params::{flag, invalid, only, required};
use super::{ids, names};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::account::Account;
use crate::practice::state::ec2::{Instance, InstanceState};

const STATUSES: Listing<Instance> = Listing {
    set: "instanceStatusSet",
    by: Some(("InstanceId", ids::INSTANCE)),
    also: &["IncludeManagedResources", "IncludeAllInstances"],
    most: 1_000,
    all: INSTANCES.all,
    id: INSTANCES.id,
    columns: &[
        ("availability-zone", |account, i| maybe(zone(account, i))),
        ("availability-zone-id", |account, i| maybe(zone(account, i).map(names::zone_id))),
        ("instance-state-name", |_, i| one(i.state.name())),
        ("instance-state-code", |_, i| one(i.state.code())),
        ("instance-status.status", |_, i| one(health(i))),
        ("system-status.status", |_, i| one(health(i))),
        ("attached-ebs-status.status", |_, i| one(health(i))),
        ("instance-status.reachability", |_, i| maybe(reachability(i))),
        ("system-status.reachability", |_, i| maybe(reachability(i))),
        ("event.code", |_, _| Vec::new()),
    ],
    tags: None,
    shape: status_shape,
};

/// Only running instances, unless all are asked for.
pub fn describe(account: &Account, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let all = flag(input, "IncludeAllInstances")?;
    let mut found = STATUSES.find(account, input)?;
    found.retain(|i| all || i.state == InstanceState::Running);
    STATUSES.page(account, operation, input, &found)
}

fn health(instance: &Instance) -> &'static str {
    if instance.state == InstanceState::Running { "ok" } else { "not-applicable" }
}

fn reachability(instance: &Instance) -> Option<&'static str> {
    (instance.state == InstanceState::Running).then_some("passed")
}

fn status_shape(account: &Account, instance: &Instance) -> Element {
    let summary = |name: &str| {
        let detail = |status: &str| Element::new("item").has("name", "reachability").has("status", status);
        let details = reachability(instance).map(detail);
        let summary = Element::new(name).has("status", health(instance));
        if details.is_some() { summary.with(Element::list("details", details)) } else { summary }
    };
    let item = Element::new("item").has("instanceId", &instance.id).may("availabilityZone", zone(account, instance));
    let item = item.may("availabilityZoneId", zone(account, instance).map(names::zone_id));
    let item = item.with(instance.state.shape("instanceState")).with(summary("systemStatus")).with(summary("instanceStatus"));
    item.with(summary("attachedEbsStatus"))
}

/// One attribute of one instance.
pub fn attribute(account: &Account, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["InstanceId", "Attribute"])?;
    let id = required(input, "InstanceId")?;
    let name = required(input, "Attribute")?;
    let instance = known(account, id)?;
    let value = match name {
        "disableApiTermination" => Element::new(name).has("value", instance.protected),
        "instanceType" => Element::new(name).has("value", &instance.kind),
        "groupSet" if instance.state == InstanceState::Terminated => Element::new(name),
        "groupSet" => group_set(&account.ec2, &instance.groups),
        other => return Err(invalid(other, "attribute", "Unknown attribute.")),
    };
    Ok(Reply::Query(vec![Element::text("instanceId", id), value]))
}

/// The instance of this id.
pub fn known<'a>(account: &'a Account, id: &str) -> Result<&'a Instance, Refusal> {
    account.ec2.instances.iter().find(|i| i.id == id).ok_or_else(|| ids::INSTANCE.unknown(&[id.to_owned()]))
}
