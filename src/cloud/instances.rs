//! EC2: instances.

use std::net::IpAddr;

use aws_sdk_ec2::types::{self as ec2, Filter, InstanceAttributeName, InstanceStateName};

use super::faults::{fault, unless};
use super::groups::filter;
use super::server_rights::with_server_rights;
use super::{Aws, reported};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{GroupId, SubnetId, VpcId, ZoneName};
use crate::engine::op::cloud::{Instance, InstanceRef, InstanceState};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::slot::Slot;
use crate::site::{InstanceId, ServerId};

/// AWS's codes for an instance that is not there.
pub(super) const GONE: &[&str] = &["InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed"];

impl Aws {
    /// An instance that AWS does not know is an empty list, not a fault: a teardown after its end must see that too.
    pub(super) async fn look_instances(&self, only: Option<&InstanceId>) -> Result<Fact, Fault> {
        let found = match only {
            Some(id) => self.instance(id).await?.into_iter().collect(),
            None => self.living_instances().await?,
        };
        Ok(reported(CloudFact::Instances(found)))
    }

    /// An instance that AWS no longer shows (an hour after its end) is terminated.
    pub(super) async fn look_instance_state(&self, id: &InstanceId) -> Result<Fact, Fault> {
        Ok(reported(CloudFact::InstanceState(self.instance(id).await?.unwrap_or_else(|| ended(id)))))
    }

    pub(super) async fn terminate_instance(&self, server: &ServerId, id: &InstanceId) -> Result<Fact, Fault> {
        let asked = self.ec2.describe_instance_attribute().instance_id(id.as_str());
        let asked = asked.attribute(InstanceAttributeName::DisableApiTermination);
        let Some(answer) = unless(asked.send().await, GONE).map_err(with_server_rights)? else {
            return Ok(Fact::Unmade(Slot::Instance(server.clone())));
        };
        if answer.disable_api_termination.and_then(|v| v.value) == Some(true) {
            return Err(Fault::person(Code::TerminationProtected, Remedy::LiftProtection, id.as_str()));
        }
        unless(self.ec2.terminate_instances().instance_ids(id.as_str()).send().await, GONE).map_err(with_server_rights)?;
        Ok(Fact::Unmade(Slot::Instance(server.clone())))
    }

    async fn instance(&self, id: &InstanceId) -> Result<Option<Instance>, Fault> {
        Ok(self.raw_instance_of(&InstanceRef::Id(id.clone())).await?.as_ref().and_then(known))
    }

    /// The instance of this id, or the one that has this address, as EC2 tells it.
    pub(super) async fn raw_instance_of(&self, of: &InstanceRef) -> Result<Option<ec2::Instance>, Fault> {
        let asked = self.ec2.describe_instances();
        let asked = match of {
            InstanceRef::Id(id) => asked.instance_ids(id.as_str()),
            InstanceRef::Address(address) => asked.filters(filter(filter_of(*address), vec![address.to_string()])),
        };
        let reservations = unless(asked.send().await, GONE)?.and_then(|a| a.reservations).unwrap_or_default();
        Ok(reservations.into_iter().flat_map(|r| r.instances.unwrap_or_default()).next())
    }

    async fn living_instances(&self) -> Result<Vec<Instance>, Fault> {
        let living = ["pending", "running", "stopping", "stopped", "shutting-down"].map(str::to_owned).to_vec();
        let living = Filter::builder().name("instance-state-name").set_values(Some(living)).build();
        let pages = self.ec2.describe_instances().filters(living).into_paginator().items().send();
        let reservations = pages.try_collect().await.map_err(fault)?;
        Ok(reservations.iter().flat_map(|r| r.instances()).filter_map(known).collect())
    }
}

/// `None` when the id is none that we could ever send back.
pub(super) fn known(raw: &ec2::Instance) -> Option<Instance> {
    let name = raw.tags().iter().find(|t| t.key() == Some("Name")).and_then(|t| t.value());
    Some(Instance {
        id: raw.instance_id()?.parse().ok()?,
        name: name.unwrap_or_default().to_owned(),
        state: state(raw.state().and_then(|s| s.name())),
        public_address: raw.public_ip_address().and_then(|a| a.parse().ok()),
        private_address: raw.private_ip_address().and_then(|a| a.parse().ok()),
        zone: ZoneName(raw.placement().and_then(|p| p.availability_zone()).unwrap_or_default().to_owned()),
        vpc: raw.vpc_id.clone().map(VpcId),
        subnet: raw.subnet_id.clone().map(SubnetId),
        groups: raw.security_groups().iter().filter_map(|g| g.group_id.clone()).map(GroupId).collect(),
        instance_type: raw.instance_type().map(|t| t.as_str().to_owned()).unwrap_or_default(),
    })
}

/// By which of its addresses an instance is found.
fn filter_of(address: IpAddr) -> &'static str {
    match address {
        IpAddr::V4(address) if address.is_private() => "private-ip-address",
        IpAddr::V4(_) => "ip-address",
        IpAddr::V6(_) => "ipv6-address",
    }
}

fn state(name: Option<&InstanceStateName>) -> InstanceState {
    match name {
        Some(InstanceStateName::Pending) => InstanceState::Pending,
        Some(InstanceStateName::Running) => InstanceState::Running,
        Some(InstanceStateName::Stopping) => InstanceState::Stopping,
        Some(InstanceStateName::Stopped) => InstanceState::Stopped,
        Some(InstanceStateName::ShuttingDown) => InstanceState::ShuttingDown,
        Some(InstanceStateName::Terminated) => InstanceState::Terminated,
        _ => InstanceState::Unknown,
    }
}

fn ended(id: &InstanceId) -> Instance {
    Instance {
        id: id.clone(),
        name: String::new(),
        state: InstanceState::Terminated,
        public_address: None,
        private_address: None,
        zone: ZoneName(String::new()),
        vpc: None,
        subnet: None,
        groups: Vec::new(),
        instance_type: String::new(),
    }
}
