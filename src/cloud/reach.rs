//! EC2: what decides whether an instance can be reached.

use std::net::IpAddr;

use aws_sdk_ec2::types::{self as ec2, SummaryStatus};

use super::faults::fault;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::op::cloud::{InstanceRef, InstanceState, Reach, StatusChecks};
use crate::engine::op::{CloudFact, Fact};
use crate::site::InstanceId;

impl Aws {
    /// The instance with its rules and checks, all read now.
    pub(super) async fn look_reach(&self, of: &InstanceRef) -> Result<Fact, Fault> {
        let Some(raw) = self.raw_instance_of(of).await? else { return Ok(reported(CloudFact::Reach(None))) };
        let Some(instance) = super::instances::known(&raw) else { return Ok(reported(CloudFact::Reach(None))) };
        let rules = self.rules_of(&instance.groups).await?;
        let runs = instance.state == InstanceState::Running;
        let checks = if runs { self.checks(&instance.id).await? } else { StatusChecks::Unknown };
        Ok(reported(CloudFact::Reach(Some(Box::new(Reach { addresses: addresses(&raw), instance, rules, checks })))))
    }

    /// Whoever may not read the checks is told the rest.
    async fn checks(&self, id: &InstanceId) -> Result<StatusChecks, Fault> {
        match self.ec2.describe_instance_status().instance_ids(id.as_str()).send().await.map_err(fault) {
            Ok(answer) => Ok(answer.instance_statuses().first().map_or(StatusChecks::Unknown, together)),
            Err(fault) if fault.code.is_denial() => Ok(StatusChecks::Unknown),
            Err(fault) => Err(fault),
        }
    }
}

/// The checks of the instance and of the machine below it, the worse of both.
fn together(status: &ec2::InstanceStatus) -> StatusChecks {
    let both = [status.system_status(), status.instance_status()].map(|summary| summary.and_then(|summary| summary.status()));
    let any = |wanted: &SummaryStatus| both.iter().flatten().any(|status| *status == wanted);
    if any(&SummaryStatus::Impaired) {
        StatusChecks::Impaired
    } else if any(&SummaryStatus::Initializing) {
        StatusChecks::Initializing
    } else if both == [Some(&SummaryStatus::Ok), Some(&SummaryStatus::Ok)] {
        StatusChecks::Ok
    } else {
        StatusChecks::Unknown
    }
}

/// Every address of every interface.
fn addresses(raw: &ec2::Instance) -> Vec<IpAddr> {
    let inner = raw.network_interfaces().iter().flat_map(|interface| interface.private_ip_addresses());
    let pairs = inner.flat_map(|a| [a.private_ip_address(), a.association().and_then(|a| a.public_ip())]);
    let six = raw.network_interfaces().iter().flat_map(|i| i.ipv6_addresses()).map(|a| a.ipv6_address());
    let own = [raw.public_ip_address(), raw.private_ip_address()];
    own.into_iter().chain(pairs).chain(six).flatten().filter_map(|address| address.parse().ok()).collect()
}
