//! CreateSecurityGroup and DeleteSecurityGroup.

use super::params::{PLAIN, invalid, invalid_value, is_plain, only, required};
use super::{group_lookup, groups, ids, rules, tags};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::ec2::{Ec2, Group, Source, Vpc};

/// The name of each VPC's own group.
const OWN: &str = "default";

pub fn create(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(
        input,
        &[
            "GroupName",
            "GroupDescription",
            "VpcId",
            "TagSpecification.N.ResourceType",
            "TagSpecification.N.Tag.N.Key",
            "TagSpecification.N.Tag.N.Value",
        ],
    )?;
    let name = checked_name(required(input, "GroupName")?)?.to_owned();
    let description = required(input, "GroupDescription")?.to_owned();
    check_description(&description)?;
    let vpc = vpc(&sim.aws.ec2, input.get("VpcId"))?.id.clone();
    let tags = tags::given(input, "security-group")?;
    check_unique(&sim.aws.ec2, &name, &vpc)?;
    let group = Group { id: ids::GROUP.fresh(sim), name, description, vpc, rules: Vec::new(), tags };
    let answer = vec![
        Element::text("return", true),
        Element::text("groupId", &group.id),
        Element::text("securityGroupArn", groups::arn(&sim.aws.region, &group.id)),
        tags::set(&group.tags),
    ];
    sim.aws.ec2.groups.push(group);
    Ok(Reply::Query(answer))
}

/// A name as it is kept: without spaces at its end.
fn checked_name(given: &str) -> Result<&str, Refusal> {
    let name = given.trim_end();
    if !name.is_ascii() {
        Err(invalid(name, "GroupName", "Character sets beyond ASCII are not supported."))
    } else if name.starts_with("sg-") {
        Err(invalid(name, "GroupName", "Group names may not be in the format sg-*."))
    } else if name.eq_ignore_ascii_case(OWN) {
        Err(invalid_value(format!("Cannot use reserved security group name: {name}")))
    } else if name.is_empty() || !is_plain(name) {
        Err(unfit("name", "names"))
    } else {
        Ok(name)
    }
}

fn check_description(description: &str) -> Result<(), Refusal> {
    if !description.is_ascii() {
        Err(invalid(description, "GroupDescription", "Character sets beyond ASCII are not supported."))
    } else if !is_plain(description) {
        Err(unfit("description", "descriptions"))
    } else {
        Ok(())
    }
}

fn unfit(one: &str, many: &str) -> Refusal {
    invalid_value(format!(
        "Invalid security group {one}. Valid {many} are strings less than 256 characters from the following set:  {PLAIN}"
    ))
}

/// The VPC of this id, or the default one.
fn vpc<'a>(ec2: &'a Ec2, id: Option<&str>) -> Result<&'a Vpc, Refusal> {
    let none = || Refusal::new("VPCIdNotSpecified", "No default VPC for this user");
    match id {
        None => ec2.default_vpc().ok_or_else(none),
        Some(id) => ec2.vpcs.iter().find(|v| v.id == id).ok_or_else(|| ids::VPC.unknown(&[id.to_owned()])),
    }
}

/// Names differ within a VPC, and not only by case.
fn check_unique(ec2: &Ec2, name: &str, vpc: &str) -> Result<(), Refusal> {
    let is_taken = ec2.groups.iter().any(|g| g.vpc == vpc && g.name.eq_ignore_ascii_case(name));
    let message = || format!("The security group '{name}' already exists for VPC '{vpc}'");
    if is_taken { Err(Refusal::new("InvalidGroup.Duplicate", message())) } else { Ok(()) }
}

/// A group stays while an interface is in it or another group's rule names it.
pub fn delete(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["GroupId", "GroupName"])?;
    let ec2 = &mut sim.aws.ec2;
    let Group { id, name, .. } = group_lookup::meant(ec2, input)?.clone();
    if name == OWN {
        let message = format!("the specified group: \"{id}\" name: \"{name}\" cannot be deleted by a user");
        return Err(Refusal::new("CannotDelete", message));
    }
    if is_needed(ec2, &id) {
        return Err(Refusal::new("DependencyViolation", format!("resource {id} has a dependent object")));
    }
    ec2.groups.retain(|g| g.id != id);
    ec2.labels.remove(&rules::outbound_id(&id));
    Ok(Reply::Query(vec![Element::text("return", true), Element::text("groupId", id)]))
}

fn is_needed(ec2: &Ec2, id: &str) -> bool {
    let names_it = |source: &Source| matches!(source, Source::Group(named) if named == id);
    let others = || ec2.groups.iter().filter(|g| g.id != id);
    ec2.interfaces.iter().any(|i| i.groups.iter().any(|g| g == id)) || others().any(|g| g.rules.iter().any(|r| names_it(&r.source)))
}
