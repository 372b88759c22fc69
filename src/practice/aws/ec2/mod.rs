//! EC2, strict: what is referred to must be there, what is in use stays.

mod addresses;
mod begin;
mod cidr;
mod console;
mod filters;
mod furnish;
mod group_changes;
mod group_lookup;
mod groups;
mod ids;
pub mod ingress;
mod instance_status;
mod instances;
mod interface_changes;
mod interfaces;
mod life;
mod listing;
mod names;
mod network_changes;
mod pages;
mod params;
mod permissions;
mod power;
mod regions;
mod routes;
mod rule_changes;
mod rules;
mod tagging;
mod tags;
mod volumes;
mod vpcs;

pub use names::written;
pub use regions::has as has_region;

use super::wire::{Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::state::SimState;

/// Carries a call out. A dry run is the same call, refused at its end: a refusal changes nothing.
pub(super) fn answer(sim: &mut SimState, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let dry = params::flag(input, "DryRun")?;
    let reply = carried_out(sim, operation, input)?;
    let would = || Refusal::new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.").status(412);
    if dry { Err(would()) } else { Ok(reply) }
}

fn carried_out(sim: &mut SimState, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let account = &sim.aws;
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
        "DescribeAddresses" => addresses::describe(account, input),
        "DescribeVolumes" => volumes::VOLUMES.describe(account, operation, input),
        "DescribeSnapshots" => volumes::snapshots(account, operation, input),
        "DisassociateAddress" => addresses::disassociate(sim, input),
        "ReleaseAddress" => addresses::release(sim, input),
        "DeleteVolume" => volumes::delete(sim, input),
        "StartInstances" => life::start(sim, input),
        "StopInstances" => power::stop(sim, input),
        "TerminateInstances" => life::terminate(sim, input),
        "CreateSubnet" => network_changes::create_subnet(sim, input),
        "CreateDefaultSubnet" => network_changes::create_default_subnet(sim, input),
        "AssociateRouteTable" => network_changes::associate(sim, input),
        "ReplaceRouteTableAssociation" => network_changes::replace_association(sim, input),
        "CreateRoute" => network_changes::create_route(sim, input),
        "CreateSecurityGroup" => group_changes::create(sim, input),
        "DeleteSecurityGroup" => group_changes::delete(sim, input),
        "AuthorizeSecurityGroupIngress" => rule_changes::authorize(sim, input),
        "RevokeSecurityGroupIngress" => rule_changes::revoke(sim, input),
        "ModifyNetworkInterfaceAttribute" => interface_changes::modify(sim, input),
        "CreateTags" => tagging::create(sim, input),
        "DeleteTags" => tagging::delete(sim, input),
        other => Err(crate::practice::aws::wire::not_played(other)),
    }
}

pub(super) fn settle(sim: &mut SimState) {
    life::settle(sim);
}

pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    life::due(sim)
}
