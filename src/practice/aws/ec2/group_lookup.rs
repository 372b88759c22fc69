//! Which security group a call means.

use super::ids;
use super::params::{combination, missing};
use crate::practice::aws::wire::{Query, Refusal};
use crate::practice::state::ec2::{Ec2, Group};

/// The group that a call means, by id or (in the default VPC) by name.
pub fn meant<'a>(ec2: &'a Ec2, input: &Query) -> Result<&'a Group, Refusal> {
    match (input.get("GroupId"), input.get("GroupName")) {
        (Some(_), Some(_)) => Err(combination("groupName", "groupId")),
        (Some(id), None) => by_id(ec2, id),
        (None, Some(name)) => by_name(ec2, name),
        (None, None) => Err(missing("groupName or groupId")),
    }
}

pub fn by_id<'a>(ec2: &'a Ec2, id: &str) -> Result<&'a Group, Refusal> {
    ec2.group(id).ok_or_else(|| ids::GROUP.unknown(&[id.to_owned()]))
}

/// The group of this name in the default VPC.
pub fn by_name<'a>(ec2: &'a Ec2, name: &str) -> Result<&'a Group, Refusal> {
    let vpc = ec2.default_vpc().map(|v| v.id.as_str()).unwrap_or_default();
    let unknown = || {
        let message = format!("The security group '{name}' does not exist in default VPC '{vpc}'");
        Refusal::new("InvalidGroup.NotFound", message)
    };
    ec2.groups.iter().find(|g| g.vpc == vpc && g.name == name).ok_or_else(unknown)
}
