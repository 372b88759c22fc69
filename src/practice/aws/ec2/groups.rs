//! DescribeSecurityGroups.

use super::filters::one;
use super::listing::Listing;
use super::params::{combination, distinct};
use super::permissions::{self, Permission};
use super::tags::tagged;
use super::{group_lookup, ids, names};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::account::{ACCOUNT, Account};
use crate::practice::state::ec2::{Group, Source};

pub const GROUPS: Listing<Group> = Listing {
    set: "securityGroupInfo",
    by: Some(("GroupId", ids::GROUP)),
    also: &["GroupName.N"],
    most: 1_000,
    all: |account| account.ec2.groups.clone(),
    id: |group| &group.id,
    columns: &[
        ("group-id", |_, group| one(&group.id)),
        ("group-name", |_, group| one(&group.name)),
        ("description", |_, group| one(&group.description)),
        ("vpc-id", |_, group| one(&group.vpc)),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("ip-permission.protocol", |_, group| group.rules.iter().map(|r| r.protocol.clone()).collect()),
        ("ip-permission.from-port", |_, group| group.rules.iter().filter_map(|r| r.from_port).map(|p| p.to_string()).collect()),
        ("ip-permission.to-port", |_, group| group.rules.iter().filter_map(|r| r.to_port).map(|p| p.to_string()).collect()),
        ("ip-permission.cidr", |_, group| sources(group, |s| if let Source::Cidr(block) = s { Some(block) } else { None })),
        ("ip-permission.ipv6-cidr", |_, group| sources(group, |s| if let Source::Cidr6(block) = s { Some(block) } else { None })),
        ("egress.ip-permission.group-id", |_, _| Vec::new()),
        ("ip-permission.group-id", |_, group| sources(group, |s| if let Source::Group(id) = s { Some(id) } else { None })),
        // What goes out is open to everywhere, and names no group.
        ("egress.ip-permission.group-id", |_, _| Vec::new()),
    ],
    tags: Some(|_, group| group.tags.clone()),
    shape,
};

fn sources(group: &Group, which: impl Fn(&Source) -> Option<&String>) -> Vec<String> {
    group.rules.iter().filter_map(|rule| which(&rule.source)).cloned().collect()
}

/// By ids, or by names in the default VPC; a name that nothing has is refused.
pub fn describe(account: &Account, operation: &str, input: &Query) -> Result<Reply, Refusal> {
    let names = distinct(input.texts("GroupName"));
    let paged = ["MaxResults", "NextToken"].into_iter().find(|name| input.get(name).is_some());
    match (names.is_empty(), paged) {
        (false, Some(paged)) => return Err(combination("GroupNames", paged)),
        (false, None) if !input.texts("GroupId").is_empty() => return Err(combination("groupName", "groupId")),
        _ => {}
    }
    let mut found = GROUPS.find(account, input)?;
    let named: Vec<String> =
        names.iter().map(|name| Ok(group_lookup::by_name(&account.ec2, name)?.id.clone())).collect::<Result<_, Refusal>>()?;
    found.retain(|group| named.is_empty() || named.contains(&group.id));
    GROUPS.page(account, operation, input, &found)
}

fn shape(account: &Account, group: &Group) -> Element {
    let inbound: Vec<Permission> = group.rules.iter().map(Permission::of).collect();
    let outbound = [Permission::of(&super::rules::outbound(&account.ec2, group))];
    let item = Element::new("item").has("ownerId", ACCOUNT).has("groupId", &group.id).has("groupName", &group.name);
    let item = item.has("groupDescription", &group.description).has("vpcId", &group.vpc);
    let item = item.has("securityGroupArn", arn(&account.region, &group.id));
    let item = item.with(permissions::set("ipPermissions", &inbound)).with(permissions::set("ipPermissionsEgress", &outbound));
    tagged(item, &group.tags)
}

pub fn arn(region: &str, id: &str) -> String {
    names::arn(region, &format!("security-group/{id}"))
}
