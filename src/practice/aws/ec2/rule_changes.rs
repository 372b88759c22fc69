//! AuthorizeSecurityGroupIngress and RevokeSecurityGroupIngress: all that a call asks for, or nothing.

use super::params::{combination, invalid_value, only, required_list};
use super::permissions::{self, Permission};
use super::{group_lookup, ids, rules, tags};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::ec2::{Ec2, Group, Rule, Source};

/// The most inbound rules of a group, for each of the two kinds of addresses.
const MOST: usize = 60;

pub fn authorize(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    let tagging = ["TagSpecification.N.ResourceType", "TagSpecification.N.Tag.N.Key", "TagSpecification.N.Tag.N.Value"];
    only(input, &[&["GroupId", "GroupName"], permissions::PARAMETERS, &tagging].concat())?;
    let group = group_lookup::meant(&sim.aws.ec2, input)?.clone();
    let requested = permissions::requested(&sim.aws.ec2, &group, input)?;
    let tags = tags::given(input, "security-group-rule")?;
    check_new(&group, &requested)?;
    let new: Vec<Rule> = requested.into_iter().map(|permission| permission.rule(ids::RULE.fresh(sim), tags.clone())).collect();
    let shown = new.iter().map(|rule| rules::shape(&sim.aws.region, &group.id, false, rule));
    let answer = vec![Element::text("return", true), Element::list("securityGroupRuleSet", shown)];
    sim.aws.ec2.groups.iter_mut().filter(|g| g.id == group.id).for_each(|g| g.rules.extend(new.clone()));
    Ok(Reply::Query(answer))
}

/// Each permission once, none that stands already, and not too many.
fn check_new(group: &Group, requested: &[Permission]) -> Result<(), Refusal> {
    let is_repeated = requested.iter().enumerate().any(|(at, one)| requested.iter().take(at).any(|other| other.same(one)));
    if is_repeated {
        return Err(invalid_value("The same permission must not appear multiple times"));
    }
    let stands = |permission: &&Permission| group.rules.iter().any(|rule| Permission::of(rule).same(permission));
    if let Some(standing) = requested.iter().find(stands) {
        return Err(Refusal::new("InvalidPermission.Duplicate", format!("the specified rule \"{}\" already exists", peer(standing))));
    }
    let sources = || group.rules.iter().map(|rule| &rule.source).chain(requested.iter().map(|permission| &permission.source));
    let four = sources().filter(|source| !matches!(source, Source::Cidr6(_))).count();
    let six = sources().filter(|source| !matches!(source, Source::Cidr(_))).count();
    let full = || Refusal::new("RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.");
    if four > MOST || six > MOST { Err(full()) } else { Ok(()) }
}

/// A permission as AWS puts it in a sentence: `peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW`.
fn peer(permission: &Permission) -> String {
    let (Source::Cidr(from) | Source::Cidr6(from) | Source::Group(from) | Source::PrefixList(from)) = &permission.source;
    let (first, last) = (permission.from_port.unwrap_or(-1), permission.to_port.unwrap_or(-1));
    let any = |n: i32| if n == -1 { "ALL".to_owned() } else { n.to_string() };
    let what = match permission.protocol.as_str() {
        "-1" => "ALL".to_owned(),
        name @ ("tcp" | "udp") => format!("{}, from port: {first}, to port: {last}", name.to_uppercase()),
        name @ ("icmp" | "icmpv6") => format!("{}, type: {}, code: {}", name.to_uppercase(), any(first), any(last)),
        number => format!("protocol: {number}"),
    };
    format!("peer: {from}, {what}, ALLOW")
}

pub fn revoke(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &[&["GroupId", "GroupName", "SecurityGroupRuleId.N"], permissions::PARAMETERS].concat())?;
    let ec2 = &mut sim.aws.ec2;
    let group = group_lookup::meant(ec2, input)?.clone();
    let by_id = !input.texts("SecurityGroupRuleId").is_empty();
    let (going, unknown) = if by_id { (named(&group, input)?, Vec::new()) } else { matching(ec2, &group, input)? };
    ec2.groups.iter_mut().filter(|g| g.id == group.id).for_each(|g| g.rules.retain(|rule| !going.contains(rule)));
    Ok(Reply::Query(vec![
        Element::text("return", true),
        permissions::set("unknownIpPermissionSet", &unknown),
        Element::list("revokedSecurityGroupRuleSet", going.iter().map(|rule| rules::revoked(&group.id, rule))),
    ]))
}

/// The rules of this group with these ids, all of which must be there.
fn named(group: &Group, input: &Query) -> Result<Vec<Rule>, Refusal> {
    if let Some(other) = permissions::parameter(input) {
        return Err(combination("securityGroupRuleIds", other));
    }
    let named = required_list(input, "SecurityGroupRuleId")?;
    let unknown: Vec<String> = named.iter().filter(|id| group.rules.iter().all(|rule| rule.id != **id)).cloned().collect();
    if !unknown.is_empty() {
        return Err(ids::RULE.unknown(&unknown));
    }
    Ok(group.rules.iter().filter(|rule| named.contains(&rule.id)).cloned().collect())
}

/// The rules that allow exactly what is asked for, and what is asked for and no rule allows: in the default VPC that is no mistake.
fn matching(ec2: &Ec2, group: &Group, input: &Query) -> Result<(Vec<Rule>, Vec<Permission>), Refusal> {
    let requested = permissions::requested(ec2, group, input)?;
    let allows = |rule: &Rule, permission: &Permission| Permission::of(rule).same(permission);
    let going: Vec<Rule> = group.rules.iter().filter(|rule| requested.iter().any(|p| allows(rule, p))).cloned().collect();
    let unknown: Vec<Permission> = requested.into_iter().filter(|p| !group.rules.iter().any(|rule| allows(rule, p))).collect();
    let is_default = ec2.default_vpc().is_some_and(|vpc| vpc.id == group.vpc);
    let none = || Refusal::new("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
    if is_default || unknown.is_empty() { Ok((going, unknown)) } else { Err(none()) }
}
