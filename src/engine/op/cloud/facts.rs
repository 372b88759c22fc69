//! What is seen at AWS: what the answers to looks are made of.

use std::net::{IpAddr, Ipv4Addr};

use super::Told;
use crate::codes::codes;
use crate::engine::fault::Fault;
use crate::engine::ids::{
    BalancerArn, CertificateArn, GroupId, ListenerArn, ListenerRuleArn, RuleId, SubnetId, TargetGroupArn, VpcId, ZoneId, ZoneName,
};
use crate::engine::ingress::{Permit, RuleSource};
use crate::engine::made::Made;
use crate::engine::record_set::RecordSet;
use crate::engine::time::Timestamp;
use crate::site::{CertificateSpecSeen, DomainName, HealthCheck, InstanceId, Region};

/// The account's plan with AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPlan {
    pub kind: PlanKind,
    pub status: PlanStatus,
    /// When a free plan ends.
    pub ends: Option<Timestamp>,
    pub credits: Option<Credits>,
}

/// What is left of an account's credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credits {
    pub cents: i64,
    /// The currency, as AWS writes it.
    pub unit: String,
}

codes! {
    /// An account's plan.
    PlanKind {
        Free = "free",
        Paid = "paid",
        Unknown = "unknown",
    }
}

codes! {
    /// How a plan stands.
    PlanStatus {
        NotStarted = "not-started",
        Active = "active",
        Expired = "expired",
        Unknown = "unknown",
    }
}

/// What dry runs told: why each is denied; `None`: it is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    pub make_group: Option<Fault>,
    pub add_rule: Option<Fault>,
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

impl InstanceState {
    /// Whether there is no way back from it.
    pub fn ends(self) -> bool {
        matches!(self, Self::Terminated | Self::ShuttingDown)
    }
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
    /// What `landfall:region` says of it: where the rest stands, the newest first. (A zone itself lies in no region.)
    pub regions: Vec<Region>,
    pub record_count: u64,
    /// What `landfall:made` tells.
    pub made: Option<Made>,
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
    /// How each name is proven, and how it is renewed.
    pub told: Told,
    /// When ACM made it.
    pub created: Option<Timestamp>,
    /// What `landfall:made` tells.
    pub made: Option<Made>,
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
    /// Its rules that lead to another name; `None`: they were not read.
    pub redirects: Option<Vec<HostRedirect>>,
    pub tagged: bool,
}

/// A rule of a listener that answers some hosts by leading to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRedirect {
    pub arn: ListenerRuleArn,
    /// As AWS writes them; they may have `*` in them.
    pub hosts: Vec<String>,
    /// Where it leads, keeping path and query, by https and for good; `None`: it does something else.
    pub to: Option<DomainName>,
    pub tagged: bool,
}

impl HostRedirect {
    /// The one name that it is for.
    pub fn only_name(&self) -> Option<DomainName> {
        match self.hosts.as_slice() {
            [only] => only.parse().ok(),
            _ => None,
        }
    }
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
    pub description: String,
    pub vpc: Option<VpcId>,
    pub rules: Vec<Rule>,
    pub tagged: bool,
}

/// A security group that nothing uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleGroup {
    pub id: GroupId,
    pub name: String,
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

/// A network interface that stands in security groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupUser {
    pub interface: String,
    /// All of its groups, in AWS's order.
    pub groups: Vec<GroupId>,
    /// Whose it is; `None`: a service's of AWS, or nobody's.
    pub instance: Option<InstanceId>,
    pub description: String,
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

codes! {
    /// EC2's own checks of a running instance and of the machine below it, taken together.
    StatusChecks {
        Ok = "ok",
        /// Not through yet: it was started a moment ago.
        Initializing = "initializing",
        Impaired = "impaired",
        /// EC2 does not tell, or this user may not read it.
        Unknown = "unknown",
    }
}

/// An instance as EC2 has it now, with all that decides whether it can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub instance: Instance,
    /// The addresses of all its interfaces, public and private.
    pub addresses: Vec<IpAddr>,
    /// The inbound rules of all its groups.
    pub rules: Vec<(GroupId, Rule)>,
    pub checks: StatusChecks,
}

impl Reach {
    /// The rules that let TCP in on this port, from wherever.
    pub fn openings(&self, port: u16) -> Vec<&(GroupId, Rule)> {
        self.rules.iter().filter(|(_, rule)| rule.covers(port)).collect()
    }

    /// Whether everybody who comes to this address is let in on this port.
    pub fn is_open_to_all(&self, port: u16, address: IpAddr) -> bool {
        let world = if address.is_ipv4() { "0.0.0.0/0" } else { "::/0" };
        self.openings(port).iter().any(|(_, rule)| matches!(&rule.source, RuleSource::Cidr(cidr) if cidr == world))
    }

    /// Its public address, where the one that was tried is none of its own. An address that leads there by another way (a tunnel, a
    /// private network) is nobody's to judge.
    pub fn moved_from(&self, tried: IpAddr) -> Option<Ipv4Addr> {
        let IpAddr::V4(address) = tried else { return None };
        let outside = !(address.is_private() || address.is_loopback() || address.is_link_local());
        self.instance.public_address.filter(|_| outside && !self.addresses.contains(&tried))
    }
}

impl Rule {
    /// Whether it is about TCP to this port.
    pub fn covers(&self, port: u16) -> bool {
        self.permit().covers(port)
    }

    /// What it lets in, without its id.
    pub fn permit(&self) -> Permit {
        let Self { protocol, from_port, to_port, source, description, .. } = self.clone();
        Permit { protocol, from_port, to_port, source, description }
    }
}
