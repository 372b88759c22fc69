//! What a balancer needs of the network: subnets in two zones, a way to the internet, free addresses, groups of the same VPC.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::params::{unfit, validation};
use crate::practice::aws::wire::Refusal;
use crate::practice::state::ec2::{Ec2, InstanceState, Subnet};

/// The fewest free addresses of a balancer's subnet.
const FREE: usize = 8;
/// The longest prefix of one: a smaller block is refused, however empty it is.
const LONGEST_PREFIX: u32 = 27;
/// AWS keeps the first four addresses of a subnet, and the last one.
const KEPT: u32 = 5;

/// The subnets with these ids: one a zone, at least two, all of one VPC.
pub fn subnets(ec2: &Ec2, ids: &[String]) -> Result<Vec<Subnet>, Refusal> {
    if ids.len() < 2 {
        return Err(validation("At least two subnets in two different Availability Zones must be specified"));
    }
    let subnets = ids.iter().map(|id| subnet(ec2, id)).collect::<Result<Vec<Subnet>, Refusal>>()?;
    let differ = |of: fn(&Subnet) -> &String| subnets.iter().map(of).collect::<BTreeSet<_>>().len();
    if differ(|s| &s.vpc) > 1 {
        return Err(unfit("All subnets must belong to the same VPC"));
    }
    if differ(|s| &s.zone) < subnets.len() {
        return Err(unfit("A load balancer cannot be attached to multiple subnets in the same Availability Zone"));
    }
    Ok(subnets)
}

/// Refuses subnets where no balancer can stand: in a zone without balancers, or a Local Zone's beside others.
pub fn check_zones(ec2: &Ec2, subnets: &[Subnet]) -> Result<(), Refusal> {
    let zone = |subnet: &Subnet| ec2.zones.iter().find(|zone| zone.name == subnet.zone);
    if subnets.iter().any(|s| zone(s).is_some_and(|zone| !zone.balancers)) {
        return Err(Refusal::new("AvailabilityZoneNotSupported", "The specified Availability Zone is not supported."));
    }
    let locals = subnets.iter().filter(|s| zone(s).is_some_and(|zone| zone.local)).count();
    let mixed = || unfit("Subnets in Local Zones cannot be used together with subnets in Availability Zones");
    if locals > 0 && locals < subnets.len() { Err(mixed()) } else { Ok(()) }
}

fn subnet(ec2: &Ec2, id: &str) -> Result<Subnet, Refusal> {
    let found = ec2.subnets.iter().find(|s| s.id == id).cloned();
    found.ok_or_else(|| Refusal::new("SubnetNotFound", format!("The subnet ID '{id}' does not exist")))
}

/// The balancer's groups: those with these ids, which must be the VPC's, or the VPC's own when none is given.
pub fn groups(ec2: &Ec2, vpc: &str, ids: &[String]) -> Result<Vec<String>, Refusal> {
    let invalid = || Refusal::new("InvalidSecurityGroup", "One or more security groups are invalid");
    let inside = || ec2.groups.iter().filter(|g| g.vpc == vpc);
    if !ids.iter().all(|id| inside().any(|g| g.id == *id)) {
        return Err(invalid());
    }
    let own = inside().filter(|g| ids.is_empty() && g.name == "default").map(|g| g.id.clone());
    Ok(ids.iter().cloned().chain(own).collect())
}

/// Refuses subnets from which no internet gateway is reached.
pub fn check_public(ec2: &Ec2, subnets: &[Subnet]) -> Result<(), Refusal> {
    let Some(private) = subnets.iter().find(|s| !ec2.leads_out(s)) else { return Ok(()) };
    let message = if ec2.gateways.iter().any(|g| g.vpc.as_ref() == Some(&private.vpc)) {
        format!("Subnet {} has no route to an internet gateway", private.id)
    } else {
        format!("VPC {} has no internet gateway", private.vpc)
    };
    Err(invalid_subnet(message))
}

fn invalid_subnet(message: String) -> Refusal {
    Refusal::new("InvalidSubnet", message)
}

/// Refuses a subnet that is nearly full.
pub fn check_free(ec2: &Ec2, subnets: &[Subnet]) -> Result<(), Refusal> {
    if let Some(full) = subnets.iter().find(|s| free(ec2, s).take(FREE).count() < FREE) {
        let needs = format!("ELB requires at least {FREE} free IP addresses in each subnet.");
        return Err(invalid_subnet(format!("Not enough IP space available in {}. {needs}", full.id)));
    }
    let prefix = |s: &&Subnet| s.cidr.split_once('/').and_then(|(_, bits)| bits.parse::<u32>().ok());
    let small = subnets.iter().find(|s| prefix(s).is_some_and(|bits| bits > LONGEST_PREFIX));
    let message = |s: &Subnet| format!("The CIDR block of subnet {} is smaller than /{LONGEST_PREFIX}.", s.id);
    small.map_or(Ok(()), |subnet| Err(invalid_subnet(message(subnet))))
}

/// The free addresses of a subnet, from the lowest.
pub fn free<'a>(ec2: &'a Ec2, subnet: &Subnet) -> impl Iterator<Item = Ipv4Addr> + use<'a> {
    let (base, size) = block(&subnet.cidr).unwrap_or_default();
    let taken = private_addresses(ec2);
    let usable = (4..size.saturating_sub(KEPT - 4)).map(move |n| Ipv4Addr::from(base + n));
    usable.filter(move |address| !taken.contains(address))
}

/// A block's first address and how many it has.
fn block(cidr: &str) -> Option<(u32, u32)> {
    let (base, bits) = cidr.split_once('/')?;
    let size = 1_u32.checked_shl(32_u32.checked_sub(bits.parse().ok()?)?)?;
    Some((u32::from(base.parse::<Ipv4Addr>().ok()?), size))
}

/// The private addresses in use.
fn private_addresses(ec2: &Ec2) -> BTreeSet<Ipv4Addr> {
    let standing = ec2.instances.iter().filter(|i| i.state != InstanceState::Terminated).map(|i| i.private_address);
    standing.chain(ec2.interfaces.iter().map(|i| i.private_address)).collect()
}

/// The public addresses in use.
pub fn public_addresses(ec2: &Ec2) -> BTreeSet<Ipv4Addr> {
    let of_instances = ec2.instances.iter().filter_map(|i| i.public_address);
    of_instances.chain(ec2.interfaces.iter().filter_map(|i| i.public_address)).collect()
}
