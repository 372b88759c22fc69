//! The AWS account of a world before anybody came, as the world's file has it.

use serde::Deserialize;

use crate::site::DomainName;

/// What the account may do, and what stands in it already.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AwsAccount {
    /// Whether it has the world's region, where one has to ask for that.
    pub opted_in: bool,
    /// What its organisation's policy denies, as IAM names it: `ec2:CreateSecurityGroup`.
    pub denied: Vec<String>,
    /// Whether whoever asks more often than AWS allows is refused for it.
    pub paced: bool,
    /// So many certificates of other sites.
    pub certificates: usize,
    /// So many hosted zones of other domains.
    pub zones: usize,
    /// So many balancers of other sites.
    pub balancers: usize,
}

impl Default for AwsAccount {
    fn default() -> Self {
        Self { opted_in: true, denied: Vec::new(), paced: false, certificates: 0, zones: 0, balancers: 0 }
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
        let open = |port, cidr: &str| Opening { port, cidr: cidr.to_owned() };
        let open = vec![open(22, "0.0.0.0/0"), open(80, "0.0.0.0/0")];
        let (private, empty_zones, no_balancers, local_zones) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { zones: vec!['a', 'b', 'c', 'd'], server_zone: 'c', open, private, empty_zones, no_balancers, local_zones }
    }
}

/// A TCP port of the server that is open to these addresses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub port: u16,
    pub cidr: String,
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
}
