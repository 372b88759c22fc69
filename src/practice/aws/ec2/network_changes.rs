//! What somebody changes in the network with the console or the command line: a subnet is made, and led to the internet.

use std::net::Ipv4Addr;

use super::params::{invalid, invalid_value, only, required};
use super::{cidr, ids, tags, vpcs};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::ec2::{Ec2, RouteTable, Subnet, Tags, Vpc};

/// CreateSubnet: a block of the VPC that no other subnet has, in one of the region's zones.
pub fn create_subnet(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    let tagging = ["TagSpecification.N.ResourceType", "TagSpecification.N.Tag.N.Key", "TagSpecification.N.Tag.N.Value"];
    only(input, &[["VpcId", "CidrBlock", "AvailabilityZone"], tagging].concat())?;
    let ec2 = &sim.aws.ec2;
    let id = required(input, "VpcId")?;
    let vpc = ec2.vpcs.iter().find(|v| v.id == id).ok_or_else(|| ids::VPC.unknown(&[id.to_owned()]))?.clone();
    let block = cidr::four(required(input, "CidrBlock")?)?;
    check_block(ec2, &vpc, &block)?;
    let zone = match input.get("AvailabilityZone") {
        Some(name) => known_zone(ec2, name)?,
        None => ec2.zones.first().map(|zone| zone.name.clone()).unwrap_or_default(),
    };
    let tags = tags::given(input, "subnet")?;
    Ok(made(sim, &vpc, zone, block, false, tags))
}

/// CreateDefaultSubnet: the next free block of the default VPC, in a zone that has no default subnet.
pub fn create_default_subnet(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["AvailabilityZone"])?;
    let ec2 = &sim.aws.ec2;
    let none = || Refusal::new("DefaultVpcDoesNotExist", "There is no default VPC in this region.");
    let vpc = ec2.default_vpc().ok_or_else(none)?.clone();
    let zone = known_zone(ec2, required(input, "AvailabilityZone")?)?;
    if let Some(standing) = ec2.subnets.iter().find(|s| s.default_for_zone && s.zone == zone) {
        let message = format!("'{}' is already the default subnet in {zone}.", standing.id);
        return Err(Refusal::new("DefaultSubnetAlreadyExistsInAvailabilityZone", message));
    }
    let blocks = (0..=15_u8).map(|n| format!("172.31.{}.0/20", n * 16));
    let full = || Refusal::new("InsufficientFreeAddressesInVpc", "There are not enough free addresses in the default VPC.");
    let block = blocks.into_iter().find(|block| check_block(ec2, &vpc, block).is_ok()).ok_or_else(full)?;
    Ok(made(sim, &vpc, zone, block, true, Tags::new()))
}

fn made(sim: &mut SimState, vpc: &Vpc, zone: String, cidr: String, default_for_zone: bool, tags: Tags) -> Reply {
    let (id, vpc) = (ids::SUBNET.fresh(sim), vpc.id.clone());
    let subnet = Subnet { id, vpc, zone, cidr, default_for_zone, gateway_block: "off".to_owned(), tags };
    sim.aws.ec2.subnets.push(subnet.clone());
    let item = vpcs::subnet_shape(&sim.aws, &subnet);
    Reply::Query(vec![Element::list("subnet", item.children)])
}

fn known_zone(ec2: &Ec2, name: &str) -> Result<String, Refusal> {
    let known = || ec2.zones.iter().map(|zone| zone.name.as_str()).collect::<Vec<_>>().join(", ");
    let strange = || format!("Subnets can currently only be created in the following availability zones: {}.", known());
    let found = ec2.zones.iter().find(|zone| zone.name == name).map(|zone| zone.name.clone());
    found.ok_or_else(|| invalid(name, "availabilityZone", &strange()))
}

/// A block must lie in the VPC's, be of a size that AWS takes, and overlap with none.
fn check_block(ec2: &Ec2, vpc: &Vpc, block: &str) -> Result<(), Refusal> {
    let (first, last, bits) = span(block).ok_or_else(|| invalid_value(format!("CIDR block {block} is malformed")))?;
    let within = span(&vpc.cidr).is_some_and(|(low, high, _)| low <= first && last <= high);
    if !within || !(16..=28).contains(&bits) {
        return Err(Refusal::new("InvalidSubnet.Range", format!("The CIDR '{block}' is invalid.")));
    }
    let overlaps = |subnet: &&Subnet| span(&subnet.cidr).is_some_and(|(low, high, _)| low <= last && first <= high);
    let conflict = || Refusal::new("InvalidSubnet.Conflict", format!("The CIDR '{block}' conflicts with another subnet"));
    if ec2.subnets.iter().filter(|s| s.vpc == vpc.id).any(|s| overlaps(&s)) { Err(conflict()) } else { Ok(()) }
}

/// A block's first and last address, and its prefix.
fn span(cidr: &str) -> Option<(u32, u32, u32)> {
    let (base, bits) = cidr.split_once('/')?;
    let (base, bits) = (u32::from(base.parse::<Ipv4Addr>().ok()?), bits.parse::<u32>().ok()?);
    Some((base, base | u32::MAX.checked_shr(bits).unwrap_or(0), bits))
}

/// AssociateRouteTable: for a subnet that follows the main table until then.
pub fn associate(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["RouteTableId", "SubnetId"])?;
    let ec2 = &mut sim.aws.ec2;
    let subnet = required(input, "SubnetId")?.to_owned();
    ec2.subnet(&subnet).ok_or_else(|| ids::SUBNET.unknown(std::slice::from_ref(&subnet)))?;
    if let Some(own) = ec2.route_tables.iter().find(|t| t.subnets.contains(&subnet)) {
        let message = format!("the specified association for route table {} conflicts with an existing association", own.id);
        return Err(Refusal::new("Resource.AlreadyAssociated", message));
    }
    table(ec2, input)?.subnets.push(subnet.clone());
    Ok(Reply::Query(vec![Element::text("associationId", ids::following("rtbassoc", &subnet))]))
}

/// ReplaceRouteTableAssociation: a subnet's table is another from now on.
pub fn replace_association(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["AssociationId", "RouteTableId"])?;
    let ec2 = &mut sim.aws.ec2;
    let id = required(input, "AssociationId")?;
    let named = |subnet: &&String| ids::following("rtbassoc", subnet) == id;
    let subnet = ec2.route_tables.iter().flat_map(|t| &t.subnets).find(named).cloned();
    let unknown = || Refusal::new("InvalidAssociationID.NotFound", format!("The association ID '{id}' does not exist"));
    let subnet = subnet.ok_or_else(unknown)?;
    table(ec2, input)?;
    ec2.route_tables.iter_mut().for_each(|t| t.subnets.retain(|s| *s != subnet));
    table(ec2, input)?.subnets.push(subnet.clone());
    Ok(Reply::Query(vec![Element::text("newAssociationId", ids::following("rtbassoc", &subnet))]))
}

/// CreateRoute: to an internet gateway of the table's VPC.
pub fn create_route(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["RouteTableId", "DestinationCidrBlock", "GatewayId"])?;
    let ec2 = &mut sim.aws.ec2;
    let (to, by) = (cidr::four(required(input, "DestinationCidrBlock")?)?, required(input, "GatewayId")?.to_owned());
    let gateway = ec2.gateways.iter().find(|g| g.id == by).cloned();
    let unknown = || Refusal::new("InvalidGatewayID.NotFound", format!("The gateway ID '{by}' does not exist"));
    let gateway = gateway.ok_or_else(unknown)?;
    let table = table(ec2, input)?;
    if gateway.vpc.as_ref() != Some(&table.vpc) {
        let message = format!("route table {} and network gateway {by} belong to different networks", table.id);
        return Err(invalid_value(message));
    }
    if table.routes.iter().any(|(destination, _)| *destination == to) {
        return Err(Refusal::new("RouteAlreadyExists", format!("The route identified by {to} already exists.")));
    }
    table.routes.push((to, by));
    Ok(Reply::Query(vec![Element::text("return", true)]))
}

fn table<'a>(ec2: &'a mut Ec2, input: &Query) -> Result<&'a mut RouteTable, Refusal> {
    let id = required(input, "RouteTableId")?;
    ec2.route_tables.iter_mut().find(|t| t.id == id).ok_or_else(|| ids::ROUTE_TABLE.unknown(&[id.to_owned()]))
}
