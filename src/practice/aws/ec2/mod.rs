//! EC2, strict: what is referred to must be there, what is in use stays.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::wire::{Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::scene::Scene;
use crate::practice::world::World;

/// The network and what stands in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ec2 {
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    pub route_tables: Vec<RouteTable>,
    pub gateways: Vec<Gateway>,
    pub instances: Vec<Instance>,
    pub groups: Vec<Group>,
    pub interfaces: Vec<Interface>,
}

pub type Tags = Vec<(String, String)>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vpc {
    pub id: String,
    pub cidr: String,
    pub default: bool,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subnet {
    pub id: String,
    pub vpc: String,
    /// `ap-northeast-2a`.
    pub zone: String,
    /// A /20, as AWS's default ones.
    pub cidr: String,
    pub default_for_zone: bool,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RouteTable {
    pub id: String,
    pub vpc: String,
    pub main: bool,
    /// Subnets that are associated by name; the others follow the main one.
    pub subnets: Vec<String>,
    /// Destination and gateway: `local`, or an internet gateway's id.
    pub routes: Vec<(String, String)>,
}

/// An internet gateway.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gateway {
    pub id: String,
    pub vpc: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    pub id: String,
    pub state: State,
    /// Since when it is in this state.
    pub since: Timestamp,
    pub kind: String,
    pub subnet: String,
    pub groups: Vec<String>,
    pub private_address: Ipv4Addr,
    pub public_address: Option<Ipv4Addr>,
    pub protected: bool,
    /// What its console printed at its first boot, its host keys' fingerprints among it.
    pub console: String,
    pub tags: Tags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    Running,
    ShuttingDown,
    Terminated,
}

/// A security group. What goes out is open to everywhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub description: String,
    pub vpc: String,
    /// Inbound.
    pub rules: Vec<Rule>,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub id: String,
    /// `tcp`, `udp`, `icmp`, `-1` (all).
    pub protocol: String,
    pub from_port: Option<i32>,
    pub to_port: Option<i32>,
    pub source: Source,
    pub description: Option<String>,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    Cidr(String),
    Cidr6(String),
    Group(String),
}

/// A network interface: an instance's, or a balancer's in one zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interface {
    pub id: String,
    pub description: String,
    pub subnet: String,
    pub groups: Vec<String>,
    pub private_address: Ipv4Addr,
    pub public_address: Option<Ipv4Addr>,
    /// `amazon-elb` for a balancer's.
    pub owner: String,
    pub instance: Option<String>,
    /// The balancer's ARN, for a balancer's.
    pub balancer: Option<String>,
    /// When a deleted balancer's interface goes.
    pub gone_at: Option<Timestamp>,
}

impl Ec2 {
    /// The default VPC of the region, its zones, and the server in one of them.
    pub fn begin(_world: &World, _region: &str) -> Self {
        Self::default()
    }

    /// The instance that is the site's server.
    pub fn server(&self) -> Option<&Instance> {
        self.instances.first()
    }

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

pub(super) fn answer(_scene: &mut Scene, operation: &str, _input: &Query) -> Result<Reply, Refusal> {
    Err(super::not_played(operation))
}

pub(super) fn settle(_scene: &mut Scene) {}

pub(super) fn due(_scene: &Scene) -> Option<Timestamp> {
    None
}
