//! What ELBv2 keeps: balancers, listeners, target groups.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::engine::time::Timestamp;

/// Every balancer, listener and target group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Elb {
    pub balancers: Vec<Balancer>,
    pub listeners: Vec<Listener>,
    /// Those that are no default rules.
    pub rules: Vec<Rule>,
    pub target_groups: Vec<TargetGroup>,
    /// Certificates whose last listener went, until when ACM still believes them in use, and by which balancer.
    pub unlinking: Vec<(String, Timestamp, String)>,
}

pub type Tags = Vec<(String, String)>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Balancer {
    pub arn: String,
    pub name: String,
    /// Lower case, without a trailing dot.
    pub dns_name: String,
    /// The hosted zone id for aliases to it, which is the region's own.
    pub dns_zone: String,
    pub scheme: String,
    pub vpc: String,
    /// Each zone with its subnet, and the address there to which the DNS name leads: a public one, unless the balancer is internal.
    pub zones: Vec<(String, String, Ipv4Addr)>,
    pub groups: Vec<String>,
    pub made: Timestamp,
    /// From then on it is active.
    pub active_at: Timestamp,
    /// Attribute keys and values that were set.
    pub attributes: Tags,
    pub tags: Tags,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listener {
    pub arn: String,
    pub balancer: String,
    pub port: u16,
    /// `HTTP` or `HTTPS`.
    pub protocol: String,
    pub certificates: Vec<String>,
    pub tls_policy: Option<String>,
    pub action: Action,
    pub tags: Tags,
}

/// A rule of a listener for requests of one of these hosts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub arn: String,
    pub listener: String,
    pub priority: u32,
    /// As they were given; none has a `*`.
    pub hosts: Vec<String>,
    pub action: Action,
    pub tags: Tags,
}

/// What a listener does with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// To this target group.
    Forward(String),
    Redirect {
        protocol: String,
        port: String,
        host: String,
        path: String,
        query: String,
        status: String,
    },
    FixedResponse {
        status: String,
        kind: Option<String>,
        body: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetGroup {
    pub arn: String,
    pub name: String,
    pub protocol: String,
    pub port: u16,
    pub vpc: String,
    pub check: Check,
    pub targets: Vec<Target>,
    pub attributes: Tags,
    pub tags: Tags,
}

/// How health is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub protocol: String,
    /// `traffic-port`, or a number.
    pub port: String,
    pub path: String,
    /// `200`, `200,302`, `200-399`.
    pub matcher: String,
    /// Seconds.
    pub interval: u64,
    pub timeout: u64,
    pub healthy: u32,
    pub unhealthy: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    pub instance: String,
    pub port: u16,
    pub health: Health,
    /// Checks that went one way without a break.
    pub successes: u32,
    pub failures: u32,
    /// AWS's reason and description of the last failed check.
    pub reason: Option<(String, String)>,
    /// `None`: not checked, since nothing sends requests to it.
    pub next_check: Option<Timestamp>,
    /// It was deregistered and drains until then.
    pub draining_until: Option<Timestamp>,
}

/// What the balancer believes of a target that it checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    Initial,
    Healthy,
    Unhealthy,
}

impl Elb {
    /// The ARNs of the balancers whose listeners serve this certificate.
    pub fn uses(&self, certificate: &str) -> Vec<String> {
        let serving = self.listeners.iter().filter(|l| l.certificates.iter().any(|c| c == certificate));
        let mut arns: Vec<String> = serving.map(|l| l.balancer.clone()).collect();
        arns.sort();
        arns.dedup();
        arns
    }
}
