//! EC2: security groups. Their rules stand in [`super::rules`].

use aws_sdk_ec2::types::{Filter, ResourceType, SecurityGroup};
use futures::future::try_join3;

use super::faults::{fault, need, not_ours, not_shown, unless};
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::{GroupId, VpcId};
use crate::engine::op::cloud::{Group, Rule};
use crate::engine::op::{CloudFact, Fact};
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;

/// AWS allows ASCII only here.
pub(super) const DESCRIPTION: &str = "Landfall: who may reach the load balancer";

impl Aws {
    /// Ours by tag or by name, the server's, and every group that holds a rule of ours: which server that was may be forgotten.
    pub(super) async fn look_groups(&self, server_groups: &[GroupId]) -> Result<Fact, Fault> {
        let tag = filter(&format!("tag:{}", super::tags::KEY), vec![self.site.name.to_string()]);
        let (tagged, named, holders) = try_join3(
            self.groups(vec![tag.clone()]),
            self.groups(vec![filter("group-name", vec![self.site.balancer_group_name()])]),
            self.groups_of_rules(tag),
        )
        .await?;
        let servers = self.groups_by_id(server_groups.iter().cloned().chain(holders).map(|g| g.0).collect()).await?;
        let found = distinct(tagged.into_iter().chain(named).chain(servers));
        let rules = self.rules_of(&found.iter().filter_map(|g| g.group_id.clone()).map(GroupId).collect::<Vec<_>>()).await?;
        Ok(reported(CloudFact::Groups(found.iter().filter_map(|g| self.group(g, &rules)).collect())))
    }

    pub(super) async fn ensure_balancer_group(&self, name: &str, vpc: &VpcId) -> Result<Fact, Fault> {
        if let Some(found) = self.group_named(name, vpc).await? {
            return self.claimed_group(&found);
        }
        let asked = self.ec2.create_security_group().group_name(name).description(DESCRIPTION).vpc_id(&vpc.0);
        let asked = asked.tag_specifications(self.ec2_tags(ResourceType::SecurityGroup));
        match unless(asked.send().await, &["InvalidGroup.Duplicate"])? {
            Some(answer) => Ok(made(GroupId(need(answer.group_id, "GroupId")?))),
            None => self.claimed_group(&self.group_named(name, vpc).await?.ok_or_else(|| not_shown(name))?),
        }
    }

    /// While the balancer's interfaces linger or a rule names it, AWS refuses: a retry, until a look tells whose they are.
    pub(super) async fn delete_balancer_group(&self, group: &GroupId) -> Result<Fact, Fault> {
        self.delete_group(group).await?;
        Ok(Fact::Unmade(Slot::BalancerGroup))
    }

    pub(super) async fn delete_group(&self, group: &GroupId) -> Result<(), Fault> {
        let asked = self.ec2.delete_security_group().group_id(&group.0);
        unless(asked.send().await, &["InvalidGroup.NotFound", "InvalidGroupId.NotFound"]).map(|_| ())
    }

    fn claimed_group(&self, found: &SecurityGroup) -> Result<Fact, Fault> {
        self.our_group(found).map(made)
    }

    /// Its id, where it bears our tag.
    pub(super) fn our_group(&self, found: &SecurityGroup) -> Result<GroupId, Fault> {
        let id = need(found.group_id.clone(), "GroupId")?;
        if self.has_our_tag(found.tags()) { Ok(GroupId(id)) } else { Err(not_ours(id)) }
    }

    pub(super) async fn group_named(&self, name: &str, vpc: &VpcId) -> Result<Option<SecurityGroup>, Fault> {
        let filters = vec![filter("group-name", vec![name.to_owned()]), filter("vpc-id", vec![vpc.0.clone()])];
        Ok(self.groups(filters).await?.into_iter().next())
    }

    /// By filter, so that a group that is gone is only missing from the answer.
    pub(super) async fn groups_by_id(&self, ids: Vec<String>) -> Result<Vec<SecurityGroup>, Fault> {
        if ids.is_empty() { Ok(Vec::new()) } else { self.groups(vec![filter("group-id", ids)]).await }
    }

    pub(super) async fn groups(&self, filters: Vec<Filter>) -> Result<Vec<SecurityGroup>, Fault> {
        let pages = self.ec2.describe_security_groups().set_filters(Some(filters)).into_paginator().items().send();
        pages.try_collect().await.map_err(fault)
    }

    fn group(&self, raw: &SecurityGroup, rules: &[(GroupId, Rule)]) -> Option<Group> {
        let id = GroupId(raw.group_id.clone()?);
        let rules = rules.iter().filter(|(group, _)| *group == id).map(|(_, rule)| rule.clone()).collect();
        let (name, description) = (raw.group_name.clone().unwrap_or_default(), raw.description.clone().unwrap_or_default());
        Some(Group { id, name, description, vpc: raw.vpc_id.clone().map(VpcId), rules, tagged: self.has_our_tag(raw.tags()) })
    }
}

/// A filter of an EC2 describe call.
pub(super) fn filter(name: &str, values: Vec<String>) -> Filter {
    Filter::builder().name(name).set_values(Some(values)).build()
}

fn made(id: GroupId) -> Fact {
    Fact::Made(Resource::BalancerGroup { id })
}

fn distinct(groups: impl Iterator<Item = SecurityGroup>) -> Vec<SecurityGroup> {
    let mut kept: Vec<SecurityGroup> = Vec::new();
    for group in groups {
        if kept.iter().all(|k| k.group_id != group.group_id) {
            kept.push(group);
        }
    }
    kept
}
