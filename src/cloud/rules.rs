//! EC2: the inbound rules of security groups.

use aws_sdk_ec2::types::{Filter, IpPermission, IpRange, ResourceType, SecurityGroupRule, UserIdGroupPair};

use super::Aws;
use super::faults::{fault, not_shown, unless};
use super::groups::filter;
use crate::engine::fault::Fault;
use crate::engine::ids::{GroupId, RuleId};
use crate::engine::op::Fact;
use crate::engine::op::cloud::{Rule, RuleSource};
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::site::ServerId;

/// AWS's codes for a rule (or its group) that is not there.
pub(super) const GONE: &[&str] =
    &["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound", "InvalidGroup.NotFound", "InvalidGroupId.NotFound"];
const WORLD: &str = "0.0.0.0/0";
/// The server's nginx.
const SERVER_PORT: u16 = 80;

impl Aws {
    /// An equal rule without our tag, on our own group, is as good as ours: it goes with the group.
    pub(super) async fn ensure_entrance(&self, door: Scheme, group: &GroupId) -> Result<Fact, Fault> {
        let permission = tcp(door.port()).ip_ranges(IpRange::builder().cidr_ip(WORLD).build()).build();
        let is_open = |r: &Rule| is_tcp(r, door.port()) && r.source == RuleSource::Cidr(WORLD.to_owned());
        self.ensure_rule(Slot::Entrance(door), group, permission, is_open).await
    }

    /// An equal rule without our tag is as good as ours: it names our balancer's group, follows from it (nobody needs it without
    /// that group), and would keep the group from being deleted.
    pub(super) async fn ensure_server_rule(
        &self,
        server: &ServerId,
        server_group: &GroupId,
        balancer_group: &GroupId,
    ) -> Result<Fact, Fault> {
        let pair = UserIdGroupPair::builder().group_id(&balancer_group.0).build();
        let permission = tcp(SERVER_PORT).user_id_group_pairs(pair).build();
        let is_open = |r: &Rule| is_tcp(r, SERVER_PORT) && r.source == RuleSource::Group(balancer_group.clone());
        self.ensure_rule(Slot::ServerRule(server.clone()), server_group, permission, is_open).await
    }

    pub(super) async fn delete_group_rule(&self, slot: &Slot, group: &GroupId, rule: &RuleId) -> Result<Fact, Fault> {
        self.revoke(group, rule).await?;
        Ok(Fact::Unmade(slot.clone()))
    }

    /// Revokes one rule by its id; one that is gone is fine.
    pub(super) async fn revoke(&self, group: &GroupId, rule: &RuleId) -> Result<(), Fault> {
        let asked = self.ec2.revoke_security_group_ingress().group_id(&group.0).security_group_rule_ids(&rule.0);
        unless(asked.send().await, GONE).map(|_| ())
    }

    /// The groups that hold the rules which this filter picks.
    pub(super) async fn groups_of_rules(&self, picked: Filter) -> Result<Vec<GroupId>, Fault> {
        let pages = self.ec2.describe_security_group_rules().filters(picked).into_paginator().items().send();
        let raw: Vec<SecurityGroupRule> = pages.try_collect().await.map_err(fault)?;
        let mut groups: Vec<GroupId> = raw.into_iter().filter_map(|rule| rule.group_id).map(GroupId).collect();
        groups.sort();
        groups.dedup();
        Ok(groups)
    }

    /// The inbound rules of these groups, each with its group.
    pub(super) async fn rules_of(&self, groups: &[GroupId]) -> Result<Vec<(GroupId, Rule)>, Fault> {
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        let ids = groups.iter().map(|g| g.0.clone()).collect();
        let pages = self.ec2.describe_security_group_rules().filters(filter("group-id", ids)).into_paginator().items().send();
        let raw: Vec<SecurityGroupRule> = pages.try_collect().await.map_err(fault)?;
        Ok(raw.iter().filter(|r| r.is_egress() != Some(true)).filter_map(|r| self.rule(r)).collect())
    }

    async fn ensure_rule(
        &self,
        slot: Slot,
        group: &GroupId,
        permission: IpPermission,
        is_it: impl Fn(&Rule) -> bool,
    ) -> Result<Fact, Fault> {
        if let Some(id) = self.rule_like(group, &is_it).await? {
            return Ok(made(slot, group, id));
        }
        let asked = self.ec2.authorize_security_group_ingress().group_id(&group.0).ip_permissions(permission);
        let asked = asked.tag_specifications(self.ec2_tags(ResourceType::SecurityGroupRule));
        let answer = unless(asked.send().await, &["InvalidPermission.Duplicate"])?;
        let new = answer.and_then(|a| a.security_group_rules).and_then(|r| r.into_iter().find_map(|r| r.security_group_rule_id));
        let id = match new.map(RuleId) {
            Some(id) => Some(id),
            None => self.rule_like(group, &is_it).await?,
        };
        id.map(|id| made(slot, group, id)).ok_or_else(|| not_shown(&group.0))
    }

    /// The rule that `is_it` picks, one with our tag before others.
    async fn rule_like(&self, group: &GroupId, is_it: impl Fn(&Rule) -> bool) -> Result<Option<RuleId>, Fault> {
        let rules = self.rules_of(std::slice::from_ref(group)).await?;
        let mut equal: Vec<Rule> = rules.into_iter().map(|(_, r)| r).filter(is_it).collect();
        equal.sort_by_key(|r| !r.tagged);
        Ok(equal.into_iter().next().map(|r| r.id))
    }

    fn rule(&self, raw: &SecurityGroupRule) -> Option<(GroupId, Rule)> {
        let rule = Rule {
            id: RuleId(raw.security_group_rule_id.clone()?),
            protocol: raw.ip_protocol.clone().unwrap_or_default(),
            from_port: raw.from_port,
            to_port: raw.to_port,
            source: source(raw),
            description: raw.description.clone(),
            tagged: self.has_our_tag(raw.tags()),
        };
        Some((GroupId(raw.group_id.clone()?), rule))
    }
}

/// A permission for one TCP port; its source is still to be told.
fn tcp(port: u16) -> aws_sdk_ec2::types::builders::IpPermissionBuilder {
    IpPermission::builder().ip_protocol("tcp").from_port(i32::from(port)).to_port(i32::from(port))
}

fn is_tcp(rule: &Rule, port: u16) -> bool {
    rule.protocol == "tcp" && rule.from_port == Some(i32::from(port)) && rule.to_port == Some(i32::from(port))
}

fn source(raw: &SecurityGroupRule) -> RuleSource {
    let group = raw.referenced_group_info().and_then(|g| Some((g.group_id()?, g.user_id())));
    match (raw.cidr_ipv4().or(raw.cidr_ipv6()), group, raw.prefix_list_id()) {
        (Some(cidr), ..) => RuleSource::Cidr(cidr.to_owned()),
        (None, Some((group, account)), _) => match account.filter(|account| raw.group_owner_id().is_some_and(|own| own != *account)) {
            Some(account) => RuleSource::OthersGroup { account: account.to_owned(), group: group.into() },
            None => RuleSource::Group(group.into()),
        },
        (None, None, Some(list)) => RuleSource::PrefixList(list.to_owned()),
        (None, None, None) => RuleSource::Other,
    }
}

fn made(slot: Slot, group: &GroupId, id: RuleId) -> Fact {
    Fact::Made(Resource::Rule { slot, group: group.clone(), id })
}
