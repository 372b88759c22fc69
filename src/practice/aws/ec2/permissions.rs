//! What AuthorizeSecurityGroupIngress and RevokeSecurityGroupIngress are asked to allow: one permission for each source.

use super::params::{combination, invalid_value, is_plain, number};
use super::{cidr, group_lookup, ids, params};
use crate::practice::aws::wire::{Element, Query, Refusal};
use crate::practice::state::account::ACCOUNT;
use crate::practice::state::ec2::{Ec2, Group, Rule, Source, Tags};

/// The parameters that give permissions, in both forms.
pub const PARAMETERS: &[&str] = &[
    "IpProtocol",
    "FromPort",
    "ToPort",
    "CidrIp",
    "IpPermissions.N.IpProtocol",
    "IpPermissions.N.FromPort",
    "IpPermissions.N.ToPort",
    "IpPermissions.N.IpRanges.N.CidrIp",
    "IpPermissions.N.IpRanges.N.Description",
    "IpPermissions.N.Ipv6Ranges.N.CidrIpv6",
    "IpPermissions.N.Ipv6Ranges.N.Description",
    "IpPermissions.N.Groups.N.GroupId",
    "IpPermissions.N.Groups.N.GroupName",
    "IpPermissions.N.Groups.N.UserId",
    "IpPermissions.N.Groups.N.VpcId",
    "IpPermissions.N.Groups.N.Description",
    "IpPermissions.N.PrefixListIds.N.PrefixListId",
    "IpPermissions.N.PrefixListIds.N.Description",
];

/// The id of the list of CloudFront's servers in this region (EC2 console, "Managed prefix lists").
const AWS_LISTS: [&str; 1] = ["pl-22a6434b"];

/// The parameters that give one permission flat.
const FLAT: [&str; 4] = ["IpProtocol", "FromPort", "ToPort", "CidrIp"];

/// The first parameter of a call that gives a permission in either form.
pub fn parameter(input: &Query) -> Option<&str> {
    input.names().find(|name| FLAT.contains(name) || name.starts_with("IpPermissions."))
}

/// What a rule allows, without its id.
#[derive(Debug, Clone, PartialEq)]
pub struct Permission {
    pub protocol: String,
    pub from_port: Option<i32>,
    pub to_port: Option<i32>,
    pub source: Source,
    pub description: Option<String>,
}

impl Permission {
    pub fn of(rule: &Rule) -> Self {
        Self {
            protocol: rule.protocol.clone(),
            from_port: rule.from_port,
            to_port: rule.to_port,
            source: rule.source.clone(),
            description: rule.description.clone(),
        }
    }

    /// Whether both allow the same; its description makes no difference.
    pub fn same(&self, other: &Self) -> bool {
        (&self.protocol, self.from_port, self.to_port, &self.source) == (&other.protocol, other.from_port, other.to_port, &other.source)
    }

    pub fn rule(self, id: String, tags: Tags) -> Rule {
        let Self { protocol, from_port, to_port, source, description } = self;
        Rule { id, protocol, from_port, to_port, source, description, tags }
    }
}

/// The permissions that a call gives for this group.
pub fn requested(ec2: &Ec2, group: &Group, input: &Query) -> Result<Vec<Permission>, Refusal> {
    let listed = input.items("IpPermissions");
    let flat = FLAT.into_iter().find(|name| input.get(name).is_some());
    match (listed.is_empty(), flat) {
        (false, Some(name)) => Err(combination("ipPermissions", name)),
        (false, None) => Ok(listed.iter().map(|given| several(ec2, group, given)).collect::<Result<Vec<_>, _>>()?.concat()),
        (true, _) => {
            let (protocol, from_port, to_port) = span(input)?;
            let source = Source::Cidr(cidr::four(input.get("CidrIp").ok_or_else(sourceless)?)?);
            Ok(vec![Permission { protocol, from_port, to_port, source, description: None }])
        }
    }
}

/// An item of `IpPermissions`: the same for each of its sources.
fn several(ec2: &Ec2, group: &Group, given: &Query) -> Result<Vec<Permission>, Refusal> {
    let (protocol, from_port, to_port) = span(given)?;
    let sources = sources(ec2, group, given)?;
    if sources.is_empty() {
        return Err(sourceless());
    }
    let permission = |(source, description)| Permission { protocol: protocol.clone(), from_port, to_port, source, description };
    Ok(sources.into_iter().map(permission).collect())
}

fn sourceless() -> Refusal {
    Refusal::new("MissingParameter", "Missing source specification: include source security group or CIDR information")
}

type Described = (Source, Option<String>);

fn sources(ec2: &Ec2, group: &Group, given: &Query) -> Result<Vec<Described>, Refusal> {
    let four = |range: &Query| Ok(Source::Cidr(cidr::four(range.get("CidrIp").unwrap_or("null"))?));
    let six = |range: &Query| Ok(Source::Cidr6(cidr::six(range.get("CidrIpv6").unwrap_or("null"))?));
    let mut sources = each(given, "IpRanges", four)?;
    sources.extend(each(given, "Ipv6Ranges", six)?);
    sources.extend(each(given, "PrefixListIds", prefix_list)?);
    sources.extend(each(given, "Groups", |pair| peer(ec2, group, pair))?);
    Ok(sources)
}

/// AWS's own lists are there for everybody; the account has made none.
fn prefix_list(item: &Query) -> Result<Source, Refusal> {
    let id = item.get("PrefixListId").unwrap_or_default();
    if AWS_LISTS.contains(&id) { Ok(Source::PrefixList(id.to_owned())) } else { Err(ids::PREFIX_LIST.unknown(&[id.to_owned()])) }
}

fn each(given: &Query, list: &str, source: impl Fn(&Query) -> Result<Source, Refusal>) -> Result<Vec<Described>, Refusal> {
    given.items(list).iter().map(|item| Ok((source(item)?, description(item)?))).collect()
}

fn description(item: &Query) -> Result<Option<String>, Refusal> {
    match item.get("Description") {
        Some(text) if !is_plain(text) => Err(invalid_value(format!(
            "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  {}",
            params::PLAIN
        ))),
        text => Ok(text.map(str::to_owned)),
    }
}

/// The group that a permission lets in; it must be in the same VPC.
fn peer(ec2: &Ec2, group: &Group, pair: &Query) -> Result<Source, Refusal> {
    let missing = || Refusal::new("MissingParameter", "Source group ID missing.");
    let other = match (pair.get("GroupId"), pair.get("GroupName")) {
        (Some(id), _) => group_lookup::by_id(ec2, id)?,
        (None, Some(name)) => group_lookup::by_name(ec2, name)?,
        (None, None) => return Err(missing()),
    };
    let is_ours = pair.get("UserId").is_none_or(|account| account == ACCOUNT);
    let is_near = other.vpc == group.vpc && pair.get("VpcId").is_none_or(|vpc| vpc == other.vpc);
    let apart = || Refusal::new("InvalidGroup.NotFound", "You have specified two resources that belong to different networks.");
    if is_ours && is_near { Ok(Source::Group(other.id.clone())) } else { Err(apart()) }
}

/// A protocol, and its ports or ICMP types.
type Span = (String, Option<i32>, Option<i32>);

fn span(given: &Query) -> Result<Span, Refusal> {
    let protocol = protocol(given.get("IpProtocol"))?;
    let (from, to) = (number(given, "FromPort")?, number(given, "ToPort")?);
    match protocol.as_str() {
        "tcp" | "udp" => ports(from, to)?,
        "icmp" => types(from, to)?,
        "icmpv6" => types(from.or(Some(-1)), to.or(Some(-1)))?,
        _ => return Ok((protocol, None, None)),
    }
    let narrow = |n: Option<i64>| n.and_then(|n| i32::try_from(n).ok());
    Ok((protocol, narrow(from.or(Some(-1))), narrow(to.or(Some(-1)))))
}

/// A protocol as AWS keeps it: four by name, the others by number.
fn protocol(given: Option<&str>) -> Result<String, Refusal> {
    let given = given
        .ok_or_else(|| invalid_value("Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."))?;
    let named = match given.to_ascii_lowercase().as_str() {
        "tcp" | "6" => Some("tcp".to_owned()),
        "udp" | "17" => Some("udp".to_owned()),
        "icmp" | "1" => Some("icmp".to_owned()),
        "icmpv6" | "58" => Some("icmpv6".to_owned()),
        "-1" => Some("-1".to_owned()),
        number => number.parse::<u8>().ok().map(|n| n.to_string()),
    };
    named.ok_or_else(|| invalid_value(format!("Invalid value '{given}' for IP protocol. Unknown protocol.")))
}

fn ports(from: Option<i64>, to: Option<i64>) -> Result<(), Refusal> {
    let (Some(from), Some(to)) = (from, to) else {
        return Err(invalid_value("Invalid value for portRange. Must specify both from and to ports with TCP/UDP."));
    };
    match [from, to].into_iter().find(|port| !(0..=65_535).contains(port)) {
        Some(port) => Err(invalid_value(format!("TCP/UDP port ({port}) out of range"))),
        None if from > to => Err(invalid_value(format!("Invalid TCP/UDP port range ({from}:{to})"))),
        None => Ok(()),
    }
}

/// ICMP's type and code; -1 is any.
fn types(kind: Option<i64>, code: Option<i64>) -> Result<(), Refusal> {
    let (Some(kind), Some(code)) = (kind, code) else {
        return Err(invalid_value("Invalid value for portRange. Must specify both from and to ports with ICMP."));
    };
    match [kind, code].into_iter().find(|n| !(-1..=255).contains(n)) {
        Some(n) => Err(invalid_value(format!("ICMP type or code ({n}) out of range"))),
        None if kind == -1 && code != -1 => Err(invalid_value("ICMP code must be ALL (-1) when the type is ALL (-1)")),
        None => Ok(()),
    }
}

/// Permissions as answers list them: those of the same protocol and ports together.
pub fn set(name: &str, permissions: &[Permission]) -> Element {
    let mut spans: Vec<Span> = Vec::new();
    for permission in permissions {
        let span = (permission.protocol.clone(), permission.from_port, permission.to_port);
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    Element::list(name, spans.iter().map(|span| together(span, permissions)))
}

/// Those of the permissions that are for this protocol and these ports, as one.
fn together(span: &Span, permissions: &[Permission]) -> Element {
    let (protocol, from, to) = span;
    let mut lists = [Element::new("groups"), Element::new("ipRanges"), Element::new("ipv6Ranges"), Element::new("prefixListIds")];
    for permission in permissions.iter().filter(|p| (&p.protocol, &p.from_port, &p.to_port) == (protocol, from, to)) {
        let (place, item) = match &permission.source {
            Source::Group(id) => ("groups", Element::new("item").has("userId", ACCOUNT).has("groupId", id)),
            Source::Cidr(block) => ("ipRanges", Element::new("item").has("cidrIp", block)),
            Source::Cidr6(block) => ("ipv6Ranges", Element::new("item").has("cidrIpv6", block)),
            Source::PrefixList(id) => ("prefixListIds", Element::new("item").has("prefixListId", id)),
        };
        let item = item.may("description", permission.description.as_ref());
        lists.iter_mut().filter(|list| list.name == place).for_each(|list| list.children.push(item.clone()));
    }
    let item = Element::new("item").has("ipProtocol", protocol).may("fromPort", *from).may("toPort", *to);
    lists.into_iter().fold(item, Element::with)
}
