//! EC2: a security group of the server's own, and the groups of its network interface.

use aws_sdk_ec2::types::{NetworkInterface, ResourceType};

use super::Aws;
use super::faults::{fault, need, not_shown, unless};
use super::groups::filter;
use super::side_door::{DUPLICATE, permission};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{GroupId, VpcId};
use crate::engine::ingress::Permit;
use crate::engine::op::Fact;
use crate::engine::own_group::InPlaceOf;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::site::ServerId;

/// An interface stands in one group at least: AWS takes it out of none for nothing.
fn nowhere(own: &GroupId, place: &InPlaceOf, before: &[GroupId]) -> Fault {
    let before: Vec<&str> = before.iter().map(|group| group.0.as_str()).collect();
    let told = format!("{own} ({}): {}", place.interface, before.join(", "));
    Fault::person(Code::SharedGroupsGone, Remedy::GiveAnotherGroup, told)
}

impl Aws {
    /// Its rules bear no tag: they go with it, and none of them is to be taken for one that stands in a group of the person's.
    pub(super) async fn ensure_own_group(
        &self,
        server: &ServerId,
        name: &str,
        vpc: &VpcId,
        place: &InPlaceOf,
        permits: &[Permit],
    ) -> Result<Fact, Fault> {
        let found = match self.group_named(name, vpc).await? {
            Some(found) => Some(self.our_group(&found)?),
            None => self.create_own_group(name, vpc, place).await?,
        };
        let id = match found {
            Some(id) => id,
            None => self.our_group(&self.group_named(name, vpc).await?.ok_or_else(|| not_shown(name))?)?,
        };
        let standing = self.rules_of(std::slice::from_ref(&id)).await?;
        for permit in permits.iter().filter(|permit| !standing.iter().any(|(_, rule)| rule.permit().is_same(permit))) {
            let Some(permission) = permission(permit) else { continue };
            let asked = self.ec2.authorize_security_group_ingress().group_id(&id.0).ip_permissions(permission);
            unless(asked.send().await, &[DUPLICATE])?;
        }
        Ok(Fact::Made(Resource::OwnGroup { server: server.clone(), id }))
    }

    /// `None`: there is one of this name.
    async fn create_own_group(&self, name: &str, vpc: &VpcId, place: &InPlaceOf) -> Result<Option<GroupId>, Fault> {
        let asked = self.ec2.create_security_group().group_name(name).description(place.description()).vpc_id(&vpc.0);
        let asked = asked.tag_specifications(self.ec2_tags(ResourceType::SecurityGroup));
        let made = unless(asked.send().await, &["InvalidGroup.Duplicate"])?;
        made.map(|answer| need(answer.group_id, "GroupId").map(GroupId)).transpose()
    }

    /// The call replaces the whole list. Where our group stands in it already nothing is asked, and the list is known from before.
    pub(super) async fn enter_own_group(
        &self,
        server: &ServerId,
        own: &GroupId,
        place: &InPlaceOf,
        before: &[GroupId],
        tried: bool,
    ) -> Result<Fact, Fault> {
        let now = self.groups_on(&place.interface).await?.ok_or_else(|| not_shown(&place.interface))?;
        let wanted = place.entered(&now, own);
        if !wanted.contains(own) {
            // Somebody took the interface out of the shared groups: there is no place to take.
            return Ok(Fact::Unmade(Slot::InOwnGroup(server.clone())));
        }
        let before = if now.contains(own) { before.to_vec() } else { now.clone() };
        if wanted != now {
            self.set_groups(&place.interface, wanted).await?;
        }
        Ok(Fact::Made(Resource::InOwnGroup { server: server.clone(), own: own.clone(), place: place.clone(), before, tried }))
    }

    /// An interface that is gone, and one in which our group stands no more, is as it is to be.
    pub(super) async fn leave_own_group(
        &self,
        server: &ServerId,
        own: &GroupId,
        place: &InPlaceOf,
        before: &[GroupId],
    ) -> Result<Fact, Fault> {
        let now = self.groups_on(&place.interface).await?.unwrap_or_default();
        let wanted = place.left(&now, own, before);
        if wanted != now {
            // A group that others deleted meanwhile cannot be had again.
            let stand = self.groups_by_id(wanted.iter().map(|group| group.0.clone()).collect()).await?;
            let stands = |group: &&GroupId| stand.iter().any(|one| one.group_id() == Some(&group.0));
            let left: Vec<GroupId> = wanted.iter().filter(stands).cloned().collect();
            if left.is_empty() {
                return Err(nowhere(own, place, &wanted));
            }
            self.set_groups(&place.interface, left).await?;
        }
        Ok(Fact::Unmade(Slot::InOwnGroup(server.clone())))
    }

    /// Takes an interface out of this group before it is deleted, if it is one of a server's own: its description says where it stands.
    pub(super) async fn leave_if_own(&self, group: &GroupId) -> Result<(), Fault> {
        let found = self.groups_by_id(vec![group.0.clone()]).await?;
        let place = found.first().and_then(|found| InPlaceOf::read(found.description().unwrap_or_default()));
        let Some(place) = place else { return Ok(()) };
        self.leave_own_group(&ServerId::MAIN, group, &place, &[]).await.map(drop)
    }

    pub(super) async fn delete_own_group(&self, server: &ServerId, group: &GroupId) -> Result<Fact, Fault> {
        self.delete_group(group).await?;
        Ok(Fact::Unmade(Slot::OwnGroup(server.clone())))
    }

    /// All groups of this interface; `None`: it is gone.
    async fn groups_on(&self, interface: &str) -> Result<Option<Vec<GroupId>>, Fault> {
        let picked = filter("network-interface-id", vec![interface.to_owned()]);
        let pages = self.ec2.describe_network_interfaces().filters(picked).into_paginator().items().send();
        let raw: Vec<NetworkInterface> = pages.try_collect().await.map_err(fault)?;
        let ids = |raw: &NetworkInterface| raw.groups.iter().flatten().filter_map(|group| group.group_id.clone()).map(GroupId).collect();
        Ok(raw.first().map(ids))
    }

    async fn set_groups(&self, interface: &str, groups: Vec<GroupId>) -> Result<(), Fault> {
        let asked = self.ec2.modify_network_interface_attribute().network_interface_id(interface);
        asked.set_groups(Some(groups.into_iter().map(|group| group.0).collect())).send().await.map_err(fault)?;
        Ok(())
    }
}
