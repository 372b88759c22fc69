//! EC2, strict: what is referred to must be there, what is in use stays.

mod begin;
mod cidr;
mod console;
mod filters;
mod group_changes;
mod group_lookup;
mod groups;
mod ids;
pub mod ingress;
mod instance_status;
mod instances;
mod interfaces;
mod life;
mod listing;
mod names;
mod pages;
mod params;
mod permissions;
mod regions;
mod routes;
mod rule_changes;
mod rules;
mod tagging;
mod tags;
mod vpcs;

use super::wire::{Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::state::Scene;

/// Carries a call out. A dry run is the same call, refused at its end: a refusal changes nothing.
pub(super) fn answer(scene: &mut Scene, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let dry = params::flag(input, "DryRun")?;
    let reply = carried_out(scene, operation, input)?;
    let would = || Refusal::new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.").status(412);
    if dry { Err(would()) } else { Ok(reply) }
}

fn carried_out(scene: &mut Scene, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let account = &scene.aws;
    match operation {
        "DescribeInstances" => instances::INSTANCES.describe(account, operation, input),
        "DescribeInstanceStatus" => instance_status::describe(account, operation, input),
        "DescribeInstanceAttribute" => instance_status::attribute(account, input),
        "GetConsoleOutput" => console::output(account, input),
        "DescribeVpcs" => vpcs::VPCS.describe(account, operation, input),
        "DescribeSubnets" => vpcs::SUBNETS.describe(account, operation, input),
        "DescribeRouteTables" => routes::ROUTE_TABLES.describe(account, operation, input),
        "DescribeInternetGateways" => routes::GATEWAYS.describe(account, operation, input),
        "DescribeNetworkInterfaces" => interfaces::INTERFACES.describe(account, operation, input),
        "DescribeSecurityGroups" => groups::describe(account, operation, input),
        "DescribeSecurityGroupRules" => rules::RULES.describe(account, operation, input),
        "DescribeTags" => tagging::TAGS.describe(account, operation, input),
        "DescribeRegions" => regions::describe_regions(account, input),
        "DescribeAvailabilityZones" => regions::describe_zones(account, input),
        "DescribeAccountAttributes" => regions::describe_attributes(account, input),
        "DescribeAddresses" => regions::describe_addresses(input),
        "TerminateInstances" => life::terminate(scene, input),
        "CreateSecurityGroup" => group_changes::create(scene, input),
        "DeleteSecurityGroup" => group_changes::delete(scene, input),
        "AuthorizeSecurityGroupIngress" => rule_changes::authorize(scene, input),
        "RevokeSecurityGroupIngress" => rule_changes::revoke(scene, input),
        "CreateTags" => tagging::create(scene, input),
        "DeleteTags" => tagging::delete(scene, input),
        other => Err(crate::practice::aws::wire::not_played(other)),
    }
}

pub(super) fn settle(scene: &mut Scene) {
    life::settle(scene);
}

pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    life::due(scene)
}
