//! What EC2 keeps: the network and what stands in it.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::storage::{Elastic, Snapshot, Volume};
use crate::engine::time::Timestamp;

/// When the server was launched: some weeks before anybody came. 2026-11-02, 02:15:09 UTC.
pub const LAUNCHED: Timestamp = Timestamp(1_793_585_709_000);

/// The network and what stands in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ec2 {
    /// The region's zones.
    pub zones: Vec<Zone>,
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    pub route_tables: Vec<RouteTable>,
    pub gateways: Vec<Gateway>,
    /// The key pair with which the instances were launched.
    pub key_pair: String,
    pub instances: Vec<Instance>,
    pub groups: Vec<Group>,
    pub interfaces: Vec<Interface>,
    #[serde(default)]
    pub volumes: Vec<Volume>,
    #[serde(default)]
    pub snapshots: Vec<Snapshot>,
    /// Elastic IP addresses.
    #[serde(default)]
    pub addresses: Vec<Elastic>,
    /// The tags of what has no place for its own, by id: route tables, gateways, interfaces, outbound rules.
    pub labels: BTreeMap<String, Tags>,
}

pub type Tags = Vec<(String, String)>;

/// A zone of the region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// `ap-northeast-2a`; a Local Zone's is longer: `us-west-2-lax-1a`.
    pub name: String,
    /// A Local Zone, in a city of its own, rather than an availability zone.
    pub local: bool,
    /// `available`, `impaired`, `unavailable`, `constrained`.
    pub state: String,
    /// Whether AWS makes balancers in it.
    pub balancers: bool,
}

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
    /// What VPC Block Public Access keeps from its way to the internet: `off`, `block-bidirectional`, `block-ingress`.
    pub gateway_block: String,
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
    pub state: InstanceState,
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
pub enum InstanceState {
    Running,
    Stopping,
    Stopped,
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
    PrefixList(String),
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
    /// The instance that is the site's server.
    pub fn server(&self) -> Option<&Instance> {
        self.instances.first()
    }

    /// The VPC that is meant where none is named.
    pub fn default_vpc(&self) -> Option<&Vpc> {
        self.vpcs.iter().find(|v| v.default)
    }

    pub fn subnet(&self, id: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|s| s.id == id)
    }

    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.id == id)
    }

    /// The tags of something that has no place for its own.
    pub fn label(&self, id: &str) -> Tags {
        self.labels.get(id).cloned().unwrap_or_default()
    }
}
