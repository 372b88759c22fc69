//! EC2: what a terminated instance left behind, and what takes it away. Each looks first: what another instance has by now stays.

use aws_sdk_ec2::types::{NetworkInterface, SecurityGroup};
use futures::future::try_join3;

use super::faults::{fault, unless};
use super::groups::filter;
use super::{Aws, reported};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{AllocationId, GroupId, VolumeId};
use crate::engine::op::cloud::IdleGroup;
use crate::engine::op::{CloudFact, Fact};
use crate::sanitize::cleaned;
use crate::site::InstanceId;

/// The name of each VPC's own group, which nobody can delete.
const OWN: &str = "default";

impl Aws {
    pub(super) async fn look_idle_groups(&self, groups: &[GroupId]) -> Result<Fact, Fault> {
        Ok(reported(CloudFact::IdleGroups(self.idle_groups(groups).await?)))
    }

    /// Those that stand, that no interface is in, and that no rule of another group names.
    async fn idle_groups(&self, groups: &[GroupId]) -> Result<Vec<IdleGroup>, Fault> {
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let ids = || groups.iter().map(|group| group.0.clone()).collect::<Vec<_>>();
        let inside = self.ec2.describe_network_interfaces().filters(filter("group-id", ids())).into_paginator().items().send();
        let in_use = async {
            let all: Vec<NetworkInterface> = inside.try_collect().await.map_err(fault)?;
            Ok::<_, Fault>(all)
        };
        let in_names = self.groups(vec![filter("ip-permission.group-id", ids())]);
        let (standing, interfaces, naming) = try_join3(self.groups(vec![filter("group-id", ids())]), in_use, in_names).await?;
        let out_names = self.groups(vec![filter("egress.ip-permission.group-id", ids())]).await?;
        let has_interface = |id: &str| interfaces.iter().any(|i| i.groups().iter().any(|g| g.group_id() == Some(id)));
        let is_named = |id: &str| naming.iter().chain(&out_names).any(|group| group.group_id() != Some(id) && names(group, id));
        let idle = |group: &SecurityGroup| {
            let (id, name) = (group.group_id()?.to_owned(), group.group_name().unwrap_or_default());
            let free = name != OWN && !self.has_our_tag(group.tags()) && !has_interface(&id) && !is_named(&id);
            free.then(|| IdleGroup { id: GroupId(id), name: cleaned(name) })
        };
        Ok(standing.iter().filter_map(idle).collect())
    }

    pub(super) async fn delete_volume(&self, volume: &VolumeId, of: &InstanceId) -> Result<Fact, Fault> {
        let seen = self.volumes("volume-id", vec![volume.0.clone()]).await?;
        let holders = seen.iter().flat_map(|v| v.attachments()).filter_map(|a| a.instance_id());
        not_held_by_another(&volume.0, of, holders)?;
        if !seen.is_empty() {
            unless(self.ec2.delete_volume().volume_id(&volume.0).send().await, &["InvalidVolume.NotFound"])?;
        }
        Ok(Fact::Done)
    }

    pub(super) async fn release_address(&self, address: &AllocationId, of: &InstanceId) -> Result<Fact, Fault> {
        let seen = self.elastic_addresses("allocation-id", vec![address.0.clone()]).await?;
        let Some(elastic) = seen.first() else { return Ok(Fact::Done) };
        if let Some(service) = &elastic.managed_by {
            return Err(held(&address.0, service));
        }
        if elastic.in_use && elastic.instance.is_none() {
            return Err(held(&address.0, &elastic.address.to_string()));
        }
        not_held_by_another(&address.0, of, elastic.instance.iter().map(InstanceId::as_str))?;
        unless(self.ec2.release_address().allocation_id(&address.0).send().await, &["InvalidAllocationID.NotFound"])?;
        Ok(Fact::Done)
    }

    /// One that something uses by now is left as it is.
    pub(super) async fn delete_server_group(&self, group: &GroupId) -> Result<Fact, Fault> {
        let gone = self.groups(vec![filter("group-id", vec![group.0.clone()])]).await?.is_empty();
        if gone {
            return Ok(Fact::Done);
        }
        if self.idle_groups(std::slice::from_ref(group)).await?.is_empty() {
            return Err(held(&group.0, "EC2"));
        }
        unless(self.ec2.delete_security_group().group_id(&group.0).send().await, &["InvalidGroup.NotFound", "InvalidGroupId.NotFound"])?;
        Ok(Fact::Done)
    }
}

fn names(group: &SecurityGroup, id: &str) -> bool {
    let rules = group.ip_permissions().iter().chain(group.ip_permissions_egress());
    rules.flat_map(|rule| rule.user_id_group_pairs()).any(|pair| pair.group_id() == Some(id))
}

fn not_held_by_another<'a>(what: &str, of: &InstanceId, mut holders: impl Iterator<Item = &'a str>) -> Result<(), Fault> {
    holders.find(|holder| *holder != of.as_str()).map_or(Ok(()), |other| Err(held(what, other)))
}

/// Somebody else has it by now: it is not deleted.
fn held(what: &str, by: &str) -> Fault {
    Fault::person(Code::HeldElsewhere, Remedy::RunAgain, format!("{what} → {by}"))
}
