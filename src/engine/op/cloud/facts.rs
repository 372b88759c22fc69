//! What AWS answers to a look.

use std::net::Ipv4Addr;

use crate::codes::codes;
use crate::engine::ids::{
    BalancerArn, CertificateArn, ChangeId, GroupId, ListenerArn, RuleId, SubnetId, TargetGroupArn, VpcId, ZoneId, ZoneName,
};
use crate::engine::op::cloud::{ConsoleKeys, Reach};
use crate::engine::record_set::RecordSet;
use crate::engine::time::Timestamp;
use crate::site::{CertificateSpecSeen, DomainName, HealthCheck, InstanceId};

/// What AWS answers to a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloudFact {
    Identity {
        account: String,
        arn: String,
    },
    Instances(Vec<Instance>),
    Network {
        vpc: VpcId,
        subnets: Vec<Subnet>,
    },
    Zones(Vec<Zone>),
    Records {
        zone: ZoneId,
        sets: Vec<RecordSet>,
    },
    Certificates(Vec<Certificate>),
    Balancers(Vec<Balancer>),
    TargetGroups(Vec<TargetGroup>),
    Groups(Vec<Group>),
    /// `in_sync`: every Route 53 server has it.
    Change {
        change: ChangeId,
        in_sync: bool,
    },
    CertificateState(Certificate),
    BalancerState {
        arn: BalancerArn,
        state: BalancerState,
        reason: String,
    },
    TargetHealth {
        health: TargetHealth,
        reason: String,
        description: String,
    },
    InstanceState(Instance),
    HostKeys(ConsoleKeys),
    /// `None`: EC2 knows no such instance.
    Reach(Option<Box<Reach>>),
}

/// An EC2 instance as seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    pub id: InstanceId,
    /// Its `Name` tag; may be empty.
    pub name: String,
    pub state: InstanceState,
    pub public_address: Option<Ipv4Addr>,
    pub private_address: Option<Ipv4Addr>,
    pub zone: ZoneName,
    pub vpc: Option<VpcId>,
    pub subnet: Option<SubnetId>,
    pub groups: Vec<GroupId>,
    pub instance_type: String,
}

codes! {
    /// An instance's state, as EC2 tells it.
    InstanceState {
        Pending = "pending",
        Running = "running",
        Stopping = "stopping",
        Stopped = "stopped",
        ShuttingDown = "shutting-down",
        Terminated = "terminated",
        Unknown = "unknown",
    }
}

/// A subnet as seen. `public`: its route table (or the VPC's main one) has a default route to an internet gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subnet {
    pub id: SubnetId,
    pub zone: ZoneName,
    pub public: bool,
    pub free_addresses: u32,
    /// The zone's default subnet, preferred among several.
    pub default: bool,
}

/// A public hosted zone of the site's domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    pub id: ZoneId,
    pub name: DomainName,
    pub name_servers: Vec<DomainName>,
    pub caller_reference: String,
    /// Bears `landfall:site=NAME`.
    pub tagged: bool,
    pub record_count: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub arn: CertificateArn,
    pub spec: CertificateSpecSeen,
    pub state: CertificateState,
    /// The validation CNAMEs, deduplicated; empty while AWS has not told them yet.
    pub records: Vec<RecordSet>,
    /// The mailboxes that got the approval mail (EMAIL only).
    pub mailboxes: Vec<String>,
    /// `FailureReason`, as AWS names it.
    pub failure: Option<String>,
    pub not_after: Option<Timestamp>,
    pub in_use: bool,
    pub tagged: bool,
}

codes! {
    /// A certificate's state, as ACM tells it.
    CertificateState {
        Pending = "pending",
        Issued = "issued",
        Inactive = "inactive",
        Expired = "expired",
        TimedOut = "timed-out",
        Revoked = "revoked",
        Failed = "failed",
        Unknown = "unknown",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balancer {
    pub arn: BalancerArn,
    pub name: String,
    pub dns_name: DomainName,
    pub dns_zone: ZoneId,
    pub state: BalancerState,
    pub zones: Vec<ZoneName>,
    pub vpc: Option<VpcId>,
    pub listeners: Vec<Listener>,
    pub tagged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    pub arn: ListenerArn,
    pub port: u16,
    /// What it hands on to; several where somebody gave it weights, none where it answers itself.
    pub forwards: Vec<TargetGroupArn>,
    pub certificates: Vec<CertificateArn>,
    pub tagged: bool,
}

codes! {
    /// A load balancer's state, as ELB tells it.
    BalancerState {
        Provisioning = "provisioning",
        Active = "active",
        Impaired = "impaired",
        Failed = "failed",
        /// Describe does not find it (any more).
        Gone = "gone",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetGroup {
    pub arn: TargetGroupArn,
    pub name: String,
    pub vpc: Option<VpcId>,
    pub targets: Vec<String>,
    /// `None`: AWS says something that we would not ask for.
    pub check: Option<HealthCheck>,
    pub tagged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub vpc: Option<VpcId>,
    pub rules: Vec<Rule>,
    pub tagged: bool,
}

/// An inbound rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: RuleId,
    /// `tcp`, `udp`, `-1` (all) or what AWS says.
    pub protocol: String,
    pub from_port: Option<i32>,
    pub to_port: Option<i32>,
    pub source: RuleSource,
    pub description: Option<String>,
    pub tagged: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleSource {
    Cidr(String),
    Group(GroupId),
    Other,
}

codes! {
    /// A target's health, as ELB tells it.
    TargetHealth {
        Initial = "initial",
        Healthy = "healthy",
        Unhealthy = "unhealthy",
        Unused = "unused",
        Draining = "draining",
        Unavailable = "unavailable",
    }
}
