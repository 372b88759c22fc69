//! Whether a target is in use: which balancer sends it requests, from where, or why none does.

use std::net::Ipv4Addr;

use crate::practice::aws::ec2::ingress::From;
use crate::practice::state::account::Account;
use crate::practice::state::ec2::{Instance, InstanceState};
use crate::practice::state::elb::{Balancer, Target, TargetGroup};

/// How a target is used.
#[derive(Debug, Clone)]
pub enum Use<'a> {
    Draining,
    /// AWS's reason and description.
    Unused(&'static str, &'static str),
    /// The balancer sends requests to the instance from this address of its own.
    Used {
        balancer: &'a Balancer,
        instance: &'a Instance,
        node: Ipv4Addr,
    },
}

impl<'a> Use<'a> {
    pub fn of(account: &'a Account, group: &TargetGroup, target: &Target) -> Self {
        if target.draining_until.is_some() {
            return Self::Draining;
        }
        let Some(balancer) = account.elb.balancers_of(&group.arn).first().copied() else {
            return Self::Unused("Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");
        };
        let instance = match account.ec2.instances.iter().find(|i| i.id == target.instance) {
            Some(instance) if instance.state == InstanceState::Running => instance,
            Some(instance) if instance.state == InstanceState::ShuttingDown => {
                return Self::Unused("Target.InvalidState", "Target is in an invalid state");
            }
            Some(instance) if matches!(instance.state, InstanceState::Stopping | InstanceState::Stopped) => {
                return Self::Unused("Target.InvalidState", "Target is in the stopped state");
            }
            _ => return Self::Unused("Target.InvalidState", "Target is in the terminated state"),
        };
        let zone = account.ec2.subnets.iter().find(|s| s.id == instance.subnet).map(|s| s.zone.as_str());
        match zone.and_then(|zone| balancer.node(account, zone)) {
            Some(node) => Self::Used { balancer, instance, node },
            None => Self::Unused("Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer"),
        }
    }

    /// Whether the instance's groups let the balancer in on this port.
    pub fn is_open(&self, account: &Account, port: u16) -> bool {
        let Self::Used { balancer, instance, node } = self else { return false };
        let from = From::Inside { address: *node, groups: balancer.groups.clone() };
        account.ec2.lets_in(&instance.groups, port, &from)
    }

    /// Whether the instance is the site's server, and this is the port on which its nginx listens: nothing else answers.
    pub fn is_served(&self, account: &Account, port: u16) -> bool {
        let Self::Used { instance, .. } = self else { return false };
        port == 80 && account.ec2.server().is_some_and(|server| server.id == instance.id)
    }
}
