//! DescribeSecurityGroupRules: each rule by its own id, inbound and outbound.

use super::filters::one;
use super::listing::Listing;
use super::{ids, names, tags};
use crate::practice::aws::wire::Element;
use crate::practice::state::account::ACCOUNT;
use crate::practice::state::ec2::{Ec2, Group, Rule, Source};

/// A rule where it stands.
pub struct Standing {
    group: String,
    is_egress: bool,
    pub rule: Rule,
}

pub const RULES: Listing<Standing> = Listing {
    set: "securityGroupRuleSet",
    by: Some(("SecurityGroupRuleId", ids::RULE)),
    also: &[],
    most: 1_000,
    all: |account| standing(&account.ec2),
    id: |standing| &standing.rule.id,
    columns: &[("group-id", |_, standing| one(&standing.group)), ("security-group-rule-id", |_, standing| one(&standing.rule.id))],
    tags: Some(|_, standing| standing.rule.tags.clone()),
    shape: |account, standing| shape(&account.region, &standing.group, standing.is_egress, &standing.rule),
};

/// Every rule of every group.
pub fn standing(ec2: &Ec2) -> Vec<Standing> {
    let of = |group: &Group| {
        let stands = |is_egress: bool, rule: Rule| Standing { group: group.id.clone(), is_egress, rule };
        let inbound = group.rules.iter().map(|rule| stands(false, rule.clone()));
        inbound.chain([stands(true, outbound(ec2, group))]).collect::<Vec<_>>()
    };
    ec2.groups.iter().flat_map(of).collect()
}

pub fn outbound_id(group: &str) -> String {
    ids::following(ids::RULE.prefix, group)
}

/// The one outbound rule of every group: to everywhere.
pub fn outbound(ec2: &Ec2, group: &Group) -> Rule {
    let id = outbound_id(&group.id);
    Rule {
        tags: ec2.label(&id),
        id,
        protocol: "-1".to_owned(),
        from_port: None,
        to_port: None,
        source: Source::Cidr("0.0.0.0/0".to_owned()),
        description: None,
    }
}

/// A rule as it is described, by itself and as the answer to its making.
pub fn shape(region: &str, group: &str, is_egress: bool, rule: &Rule) -> Element {
    let item = spanned(Element::new("item").has("securityGroupRuleId", &rule.id).has("groupId", group), is_egress, rule);
    let item = match &rule.source {
        Source::Cidr(block) => item.has("cidrIpv4", block),
        Source::Cidr6(block) => item.has("cidrIpv6", block),
        Source::PrefixList(id) => item.has("prefixListId", id),
        Source::Group(id) => item.with(Element::new("referencedGroupInfo").has("groupId", id).has("userId", ACCOUNT)),
    };
    let item = item.has("groupOwnerId", ACCOUNT).may("description", rule.description.as_ref()).with(tags::set(&rule.tags));
    item.has("securityGroupRuleArn", names::arn(region, &format!("security-group-rule/{}", rule.id)))
}

/// A rule as the answer to its revocation.
pub fn revoked(group: &str, rule: &Rule) -> Element {
    let item = spanned(Element::new("item").has("securityGroupRuleId", &rule.id).has("groupId", group), false, rule);
    let item = match &rule.source {
        Source::Cidr(block) => item.has("cidrIpv4", block),
        Source::Cidr6(block) => item.has("cidrIpv6", block),
        Source::PrefixList(id) => item.has("prefixListId", id),
        Source::Group(id) => item.has("referencedGroupId", id),
    };
    item.may("description", rule.description.as_ref())
}

/// Adds what a rule is for; where ports mean nothing they are -1.
fn spanned(item: Element, is_egress: bool, rule: &Rule) -> Element {
    let item = item.has("isEgress", is_egress).has("ipProtocol", &rule.protocol);
    item.has("fromPort", rule.from_port.unwrap_or(-1)).has("toPort", rule.to_port.unwrap_or(-1))
}
