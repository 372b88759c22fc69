//! ModifyNetworkInterfaceAttribute, as far as security groups go: the list that is given takes the place of the one that was.

use super::params::{invalid_value, only, required, required_list};
use super::{group_lookup, ids};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::account::ACCOUNT;
use crate::practice::state::ec2::Ec2;

/// The most groups of an interface.
const MOST: usize = 5;

pub fn modify(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["NetworkInterfaceId", "SecurityGroupId.N"])?;
    let id = required(input, "NetworkInterfaceId")?.to_owned();
    let groups = required_list(input, "SecurityGroupId")?;
    let ec2 = &mut sim.aws.ec2;
    let Some(interface) = ec2.interfaces.iter().find(|i| i.id == id).cloned() else { return Err(ids::INTERFACE.unknown(&[id])) };
    if interface.owner != ACCOUNT {
        let message = format!("You do not have permission to access the specified resource: {id}");
        return Err(Refusal::new("AuthFailure", message));
    }
    check(ec2, &interface.subnet, &groups)?;
    ec2.interfaces.iter_mut().filter(|i| i.id == id).for_each(|i| i.groups.clone_from(&groups));
    // What an instance is told to have are its first interface's.
    ec2.instances.iter_mut().filter(|i| interface.instance.as_ref() == Some(&i.id)).for_each(|i| i.groups.clone_from(&groups));
    Ok(Reply::Query(vec![Element::text("return", true)]))
}

/// Each stands, in the interface's own VPC, and they are not too many.
fn check(ec2: &Ec2, subnet: &str, groups: &[String]) -> Result<(), Refusal> {
    if groups.len() > MOST {
        let message = "The maximum number of security groups per interface has been reached.";
        return Err(Refusal::new("SecurityGroupsPerInterfaceLimitExceeded", message));
    }
    let vpc = ec2.subnet(subnet).map(|subnet| subnet.vpc.as_str());
    for id in groups {
        let group = group_lookup::by_id(ec2, id)?;
        if vpc != Some(group.vpc.as_str()) {
            return Err(invalid_value(format!("You have specified two resources that belong to different networks: {id}")));
        }
    }
    Ok(())
}
