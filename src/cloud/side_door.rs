//! EC2: closing the server's port 80 to the world, and opening it again.

use aws_sdk_ec2::types::{IpPermission, IpRange, Ipv6Range};

use super::Aws;
use super::faults::unless;
use super::rules::GONE;
use crate::engine::fault::Fault;
use crate::engine::ids::GroupId;
use crate::engine::op::Fact;
use crate::engine::op::cloud::{Rule, RuleSource};
use crate::engine::resource::{Resource, RevokedRule};
use crate::engine::slot::Slot;

impl Aws {
    /// Revokes the rules that still stand as they were seen. One that is gone counts as revoked (a lost answer looks the same);
    /// one that the person changed meanwhile is theirs and is not.
    pub(super) async fn close_side_door(&self, rules: &[RevokedRule]) -> Result<Fact, Fault> {
        let standing = self.rules_of(&groups(rules)).await?;
        let find = |rule: &RevokedRule| standing.iter().map(|(_, now)| now).find(|now| now.id == rule.rule);
        let revoked: Vec<RevokedRule> = rules.iter().filter(|rule| find(rule).is_none_or(|now| is_as_seen(rule, now))).cloned().collect();
        for rule in revoked.iter().filter(|rule| find(rule).is_some()) {
            self.revoke(&rule.group, &rule.rule).await?;
        }
        Ok(Fact::Made(Resource::SideDoor { revoked }))
    }

    /// Authorises each rule again, untagged: they are the person's. One that stands already, or whose group is gone, is fine.
    pub(super) async fn reopen_side_door(&self, rules: &[RevokedRule]) -> Result<Fact, Fault> {
        for rule in rules {
            let asked = self.ec2.authorize_security_group_ingress().group_id(&rule.group.0).ip_permissions(permission(rule));
            let mut fine = GONE.to_vec();
            fine.push("InvalidPermission.Duplicate");
            unless(asked.send().await, &fine)?;
        }
        Ok(Fact::Unmade(Slot::SideDoor))
    }
}

fn groups(rules: &[RevokedRule]) -> Vec<GroupId> {
    let mut groups: Vec<GroupId> = rules.iter().map(|r| r.group.clone()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

fn is_as_seen(seen: &RevokedRule, now: &Rule) -> bool {
    now.protocol == "tcp"
        && (now.from_port, now.to_port) == (Some(i32::from(seen.from_port)), Some(i32::from(seen.to_port)))
        && now.source == RuleSource::Cidr(seen.cidr.clone())
}

fn permission(rule: &RevokedRule) -> IpPermission {
    let ports = IpPermission::builder().ip_protocol("tcp").from_port(i32::from(rule.from_port)).to_port(i32::from(rule.to_port));
    let description = rule.description.clone();
    let ports = match rule.cidr.contains(':') {
        true => ports.ipv6_ranges(Ipv6Range::builder().cidr_ipv6(&rule.cidr).set_description(description).build()),
        false => ports.ip_ranges(IpRange::builder().cidr_ip(&rule.cidr).set_description(description).build()),
    };
    ports.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cidr: &str) -> RevokedRule {
        let description = Some("web".to_owned());
        RevokedRule { group: "sg-1".into(), rule: "sgr-1".into(), from_port: 80, to_port: 80, cidr: cidr.into(), description }
    }

    #[test]
    fn a_rule_that_the_person_narrowed_meanwhile_is_not_as_seen() {
        let now = |cidr: &str| Rule {
            id: "sgr-1".into(),
            protocol: "tcp".into(),
            from_port: Some(80),
            to_port: Some(80),
            source: RuleSource::Cidr(cidr.into()),
            description: None,
            tagged: false,
        };
        assert!(is_as_seen(&seen("0.0.0.0/0"), &now("0.0.0.0/0")));
        assert!(!is_as_seen(&seen("0.0.0.0/0"), &now("203.0.113.7/32")));
    }

    #[test]
    fn both_families_come_back_with_their_description() {
        let four = permission(&seen("0.0.0.0/0"));
        assert_eq!(four.ip_ranges()[0].description(), Some("web"));
        let six = permission(&seen("::/0"));
        assert_eq!((six.ipv6_ranges()[0].cidr_ipv6(), six.ip_ranges().len()), (Some("::/0"), 0));
    }
}
