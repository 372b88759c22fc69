//! EC2: closing the ways to the server past the balancer, what stands in their place, and having them again.

use aws_sdk_ec2::types::{IpPermission, IpRange, Ipv6Range, PrefixListId, ResourceType, UserIdGroupPair};

use super::faults::{fault, unless};
use super::groups::filter;
use super::rules::GONE;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::{GroupId, RuleId};
use crate::engine::ingress::{ALL, Permit, RuleSource};
use crate::engine::op::Fact;
use crate::engine::op::cloud::{CloudFact, GroupUser, Rule};
use crate::engine::resource::{NarrowRule, Resource, RevokedRule};
use crate::engine::slot::Slot;

/// AWS has such a rule already.
const DUPLICATE: &str = "InvalidPermission.Duplicate";

impl Aws {
    /// Every interface in one of these groups, whoever keeps it.
    pub(super) async fn look_group_users(&self, groups: &[GroupId]) -> Result<Fact, Fault> {
        if groups.is_empty() {
            return Ok(reported(CloudFact::GroupUsers(Vec::new())));
        }
        let picked = filter("group-id", groups.iter().map(|group| group.0.clone()).collect());
        let pages = self.ec2.describe_network_interfaces().filters(picked).into_paginator().items().send();
        let raw: Vec<aws_sdk_ec2::types::NetworkInterface> = pages.try_collect().await.map_err(fault)?;
        Ok(reported(CloudFact::GroupUsers(raw.iter().filter_map(group_user).collect())))
    }

    /// Authorises what is to stand in place of wider rules, with our tag. What stands already is left as it is: it may be the person's.
    pub(super) async fn narrow_side_door(&self, narrow: &[NarrowRule], revoked: &[RevokedRule]) -> Result<Fact, Fault> {
        self.have_narrow(narrow).await?;
        Ok(Fact::Made(Resource::SideDoor { revoked: revoked.to_vec(), narrow: narrow.to_vec() }))
    }

    /// Revokes the rules that still stand as they were seen, once what stands in their place does. One that is gone counts as revoked
    /// (a lost answer looks the same); one that the person changed meanwhile is theirs and is not.
    pub(super) async fn close_side_door(&self, rules: &[RevokedRule], narrow: &[NarrowRule]) -> Result<Fact, Fault> {
        self.have_narrow(narrow).await?;
        let standing = self.rules_of(&each_once(rules.iter().map(|r| &r.group))).await?;
        let find = |rule: &RevokedRule| standing.iter().map(|(_, now)| now).find(|now| now.id == rule.rule);
        let revoked: Vec<RevokedRule> = rules.iter().filter(|rule| find(rule).is_none_or(|now| is_as_seen(rule, now))).cloned().collect();
        for rule in revoked.iter().filter(|rule| find(rule).is_some()) {
            self.revoke(&rule.group, &rule.rule).await?;
        }
        Ok(Fact::Made(Resource::SideDoor { revoked, narrow: narrow.to_vec() }))
    }

    /// Authorises each rule again, untagged: they are the person's. One that stands already, or whose group is gone, is fine. Then ours
    /// go that stood in their place: those with our tag, and no other.
    pub(super) async fn reopen_side_door(&self, rules: &[RevokedRule], narrow: &[NarrowRule]) -> Result<Fact, Fault> {
        for rule in rules {
            let Some(permission) = permission(&rule.permit) else { continue };
            let asked = self.ec2.authorize_security_group_ingress().group_id(&rule.group.0).ip_permissions(permission);
            let mut fine = GONE.to_vec();
            fine.push(DUPLICATE);
            unless(asked.send().await, &fine)?;
        }
        let standing = self.rules_of(&each_once(narrow.iter().map(|n| &n.group))).await?;
        let ours =
            |(group, rule): &&(GroupId, Rule)| rule.tagged && narrow.iter().any(|n| n.group == *group && n.permit.is_same(&rule.permit()));
        let going: Vec<(GroupId, RuleId)> = standing.iter().filter(ours).map(|(group, rule)| (group.clone(), rule.id.clone())).collect();
        for (group, rule) in going {
            self.revoke(&group, &rule).await?;
        }
        Ok(Fact::Unmade(Slot::SideDoor))
    }

    async fn have_narrow(&self, narrow: &[NarrowRule]) -> Result<(), Fault> {
        let standing = self.rules_of(&each_once(narrow.iter().map(|n| &n.group))).await?;
        let is_there = |n: &&NarrowRule| standing.iter().any(|(group, rule)| *group == n.group && rule.permit().is_same(&n.permit));
        for rule in narrow.iter().filter(|n| !is_there(n)) {
            let Some(permission) = permission(&rule.permit) else { continue };
            let asked = self.ec2.authorize_security_group_ingress().group_id(&rule.group.0).ip_permissions(permission);
            unless(asked.tag_specifications(self.ec2_tags(ResourceType::SecurityGroupRule)).send().await, &[DUPLICATE])?;
        }
        Ok(())
    }
}

fn group_user(raw: &aws_sdk_ec2::types::NetworkInterface) -> Option<GroupUser> {
    let groups = raw.groups().iter().filter_map(|group| group.group_id.clone()).map(GroupId).collect();
    let instance = raw.attachment().and_then(|attachment| attachment.instance_id()).and_then(|id| id.parse().ok());
    // Shown in the detail of a fault alone, which is cleaned.
    let description = raw.description().unwrap_or_default().to_owned();
    Some(GroupUser { interface: raw.network_interface_id.clone()?, groups, instance, description })
}

fn each_once<'a>(all: impl Iterator<Item = &'a GroupId>) -> Vec<GroupId> {
    let mut groups: Vec<GroupId> = all.cloned().collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

fn is_as_seen(seen: &RevokedRule, now: &Rule) -> bool {
    now.permit().is_same(&seen.permit)
}

/// As AWS is asked for it; `None`: it comes from we do not know where.
fn permission(permit: &Permit) -> Option<IpPermission> {
    let ports = IpPermission::builder().ip_protocol(&permit.protocol);
    let ports = if permit.protocol == ALL { ports } else { ports.set_from_port(permit.from_port).set_to_port(permit.to_port) };
    let description = permit.description.clone();
    let pair = || UserIdGroupPair::builder().set_description(description.clone());
    let with_source = match &permit.source {
        RuleSource::Cidr(six) if six.contains(':') => {
            ports.ipv6_ranges(Ipv6Range::builder().cidr_ipv6(six).set_description(description).build())
        }
        RuleSource::Cidr(four) => ports.ip_ranges(IpRange::builder().cidr_ip(four).set_description(description).build()),
        RuleSource::Group(group) => ports.user_id_group_pairs(pair().group_id(&group.0).build()),
        RuleSource::OthersGroup { account, group } => ports.user_id_group_pairs(pair().user_id(account).group_id(&group.0).build()),
        RuleSource::PrefixList(list) => {
            ports.prefix_list_ids(PrefixListId::builder().prefix_list_id(list).set_description(description).build())
        }
        RuleSource::Other => return None,
    };
    Some(with_source.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(protocol: &str, ports: Option<(i32, i32)>, source: RuleSource) -> RevokedRule {
        let (from_port, to_port) = (ports.map(|p| p.0), ports.map(|p| p.1));
        let permit = Permit { protocol: protocol.into(), from_port, to_port, source, description: Some("web".to_owned()) };
        RevokedRule { group: "sg-1".into(), rule: "sgr-1".into(), permit }
    }

    fn cidr(block: &str) -> RuleSource {
        RuleSource::Cidr(block.to_owned())
    }

    #[test]
    fn a_rule_that_the_person_narrowed_meanwhile_is_not_as_seen() {
        let now = |protocol: &str, ports: Option<(i32, i32)>, block: &str| Rule {
            id: "sgr-1".into(),
            protocol: protocol.into(),
            from_port: ports.map(|p| p.0),
            to_port: ports.map(|p| p.1),
            source: cidr(block),
            description: None,
            tagged: false,
        };
        let web = seen("tcp", Some((80, 80)), cidr("0.0.0.0/0"));
        assert!(is_as_seen(&web, &now("tcp", Some((80, 80)), "0.0.0.0/0")));
        assert!(!is_as_seen(&web, &now("tcp", Some((80, 80)), "203.0.113.7/32")));
        assert!(!is_as_seen(&web, &now("tcp", Some((0, 65_535)), "0.0.0.0/0")));
        let all = seen("-1", Some((-1, -1)), cidr("0.0.0.0/0"));
        assert!(is_as_seen(&all, &now("-1", None, "0.0.0.0/0")) && !is_as_seen(&all, &now("tcp", Some((22, 22)), "0.0.0.0/0")));
    }

    #[test]
    fn each_source_is_asked_for_again_as_it_was_with_its_description() {
        let asked = |source| permission(&seen("-1", Some((-1, -1)), source).permit).unwrap();
        let four = asked(cidr("0.0.0.0/0"));
        assert_eq!((four.ip_ranges()[0].description(), four.from_port(), four.ip_protocol()), (Some("web"), None, Some("-1")));
        let six = asked(cidr("::/0"));
        assert_eq!((six.ipv6_ranges()[0].cidr_ipv6(), six.ip_ranges().len()), (Some("::/0"), 0));
        let list = asked(RuleSource::PrefixList("pl-1".into()));
        assert_eq!((list.prefix_list_ids()[0].prefix_list_id(), list.prefix_list_ids()[0].description()), (Some("pl-1"), Some("web")));
        let group = asked(RuleSource::OthersGroup { account: "444455556666".into(), group: "sg-2".into() });
        let pair = &group.user_id_group_pairs()[0];
        assert_eq!((pair.user_id(), pair.group_id(), pair.description()), (Some("444455556666"), Some("sg-2"), Some("web")));
        let ports = permission(&seen("tcp", Some((80, 443)), RuleSource::Group("sg-2".into())).permit).unwrap();
        assert_eq!((ports.from_port(), ports.to_port(), ports.user_id_group_pairs().len()), (Some(80), Some(443), 1));
        assert_eq!(permission(&seen("tcp", None, RuleSource::Other).permit), None);
    }
}
