//! The AWS account of a world before anybody came, as the world's file has it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::site::{DomainName, Region};

/// What the account may do, and what stands in it already.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AwsAccount {
    /// Whether it has the world's region, where one has to ask for that.
    pub opted_in: bool,
    /// What its organisation's policy denies, as IAM names it: `ec2:CreateSecurityGroup`.
    pub denied: Vec<String>,
    /// In so many days its free plan ends; `0`: it is on the paid one.
    pub free_plan_days: u64,
    /// What is left of the free plan's credits, in US dollars.
    pub credits: u32,
    /// Whether whoever asks more often than AWS allows is refused for it.
    pub paced: bool,
    /// So many certificates of other sites.
    pub certificates: usize,
    /// One more, issued for every name one label below the site's domain, and the domain itself.
    pub covering: bool,
    /// So many hosted zones of other domains.
    pub zones: usize,
    /// So many balancers of other sites.
    pub balancers: usize,
    /// Regions in which the same site was made before, and still stands.
    pub before_in: Vec<Region>,
}

impl Default for AwsAccount {
    fn default() -> Self {
        Self {
            opted_in: true,
            denied: Vec::new(),
            free_plan_days: 150,
            credits: 140,
            paced: false,
            certificates: 0,
            covering: false,
            zones: 0,
            balancers: 0,
            before_in: Vec::new(),
        }
    }
}

/// The VPC and what of the server's group is open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Network {
    /// Availability zones, by their letter; each has one public default subnet.
    pub zones: Vec<char>,
    /// The zone in which the server stands.
    pub server_zone: char,
    pub open: Vec<Opening>,
    /// Another instance of the account stands in the server's group too.
    pub shared_group: bool,
    /// Zones, by their letter, from whose subnet no route leads to the internet.
    pub private: Vec<char>,
    /// Zones of the region, by their letter, in which the VPC has no subnet.
    pub empty_zones: Vec<char>,
    /// Zones, by their letter, in which AWS makes no balancers.
    pub no_balancers: Vec<char>,
    /// Local Zones of the region with a subnet each, by their names: `us-west-2-lax-1a`.
    pub local_zones: Vec<String>,
}

impl Default for Network {
    fn default() -> Self {
        let open = |port, cidr: &str| Opening { port: Some(port), to: None, cidr: cidr.to_owned(), description: None };
        let open = vec![open(22, "0.0.0.0/0"), open(80, "0.0.0.0/0")];
        let (private, empty_zones, no_balancers, local_zones) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self {
            zones: vec!['a', 'b', 'c', 'd'],
            server_zone: 'c',
            open,
            shared_group: false,
            private,
            empty_zones,
            no_balancers,
            local_zones,
        }
    }
}

/// What hangs on the server besides its own disk, and bills for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extras {
    /// Its public address is an Elastic IP, which it keeps when it is stopped.
    pub elastic_ip: bool,
    pub volumes: Vec<ExtraVolume>,
    /// Snapshots, each of the disk that the server has as this device: `/dev/sda1` is its own.
    pub snapshots: Vec<String>,
}

/// A volume that somebody attached to the server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraVolume {
    pub gib: u32,
    /// `gp3`, `gp2`, …
    pub kind: String,
    pub device: String,
    pub name: String,
    /// It is deleted together with the server, which is what EC2 does with one of these only when told.
    #[serde(default)]
    pub goes: bool,
}

/// A rule of the server's group: a TCP port, or all to another, or all traffic, that is open to these addresses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Without it: all traffic.
    pub port: Option<u16>,
    /// The last of a range that `port` begins.
    pub to: Option<u16>,
    /// A block of either family, or the id of a prefix list.
    pub cidr: String,
    pub description: Option<String>,
}

/// A hosted zone that somebody made in the console before.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingZone {
    pub domain: DomainName,
    /// Whether the parent points at this one already.
    #[serde(default)]
    pub delegated: bool,
    /// `NAME TYPE TTL VALUE` each.
    #[serde(default)]
    pub records: Vec<String>,
    /// Its tags: a Landfall that is not known here any more made it.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}
