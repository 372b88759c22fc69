//! EC2, strict: what is referred to must be there, what is in use stays.

mod begin;
mod cidr;
mod console;
mod filters;
mod group_changes;
mod groups;
mod ids;
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
mod state;
mod tagging;
mod tags;
mod vpcs;

use std::net::Ipv4Addr;

pub use state::{Ec2, Gateway, Group, Instance, Interface, RouteTable, Rule, Source, State, Subnet, Tags, Vpc};

use super::wire::{Element, Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::scene::Scene;

/// The fingerprint of the server's host key: its console told it at the first boot, and the server shows it.
pub const HOST_KEY: &str = "SHA256:aJy9xvAQ0vmcdsgXd7/j8dM402iuUVIAhc1kRgegWWA";

/// When the server was launched: some weeks before anybody came. 2026-11-02, 02:15:09 UTC.
pub const LAUNCHED: Timestamp = Timestamp(1_793_585_709_000);

impl Ec2 {
    /// Whether any of these groups lets TCP to `port` in from `source`: an address from outside, or things in other groups.
    pub fn lets_in(&self, groups: &[String], port: u16, from: &From) -> bool {
        let rules = self.groups.iter().filter(|g| groups.contains(&g.id)).flat_map(|g| &g.rules);
        rules.filter(|r| r.covers(port)).any(|r| from.fits(&r.source))
    }
}

/// Where a packet comes from.
#[derive(Debug, Clone)]
pub enum From {
    /// Somewhere on the internet.
    World,
    /// Something inside the VPC, with this address and these groups.
    Inside { address: Ipv4Addr, groups: Vec<String> },
}

impl From {
    fn fits(&self, source: &Source) -> bool {
        match (self, source) {
            (_, Source::Cidr(cidr)) if cidr == "0.0.0.0/0" => true,
            (Self::Inside { address, .. }, Source::Cidr(cidr)) => contains(cidr, *address),
            (Self::Inside { groups, .. }, Source::Group(group)) => groups.contains(group),
            _ => false,
        }
    }
}

/// Whether an IPv4 block holds this address.
pub(super) fn contains(cidr: &str, address: Ipv4Addr) -> bool {
    let Some((base, bits)) = cidr.split_once('/') else { return false };
    let (Ok(base), Ok(bits)) = (base.parse::<Ipv4Addr>(), bits.parse::<u32>()) else { return false };
    let mask = u32::MAX.checked_shl(32 - bits.min(32)).unwrap_or(0);
    u32::from(base) & mask == u32::from(address) & mask
}

impl Rule {
    fn covers(&self, port: u16) -> bool {
        let port = i32::from(port);
        self.protocol == "-1" || (self.protocol == "tcp" && self.from_port <= Some(port) && Some(port) <= self.to_port)
    }
}

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
        other => Err(super::not_played(other)),
    }
}

/// The answer of a call that only says yes.
fn agreed() -> Reply {
    Reply::Query(vec![Element::text("return", true)])
}

/// Adds a thing's tags, where AWS leaves the list out when there are none.
fn tagged(item: Element, tags: &Tags) -> Element {
    if tags.is_empty() { item } else { item.with(tags::set(tags)) }
}

pub(super) fn settle(scene: &mut Scene) {
    life::settle(scene);
}

pub(super) fn due(scene: &Scene) -> Option<Timestamp> {
    life::due(scene)
}
