//! CreateTags, DeleteTags and DescribeTags: the tags of what stands already.

use super::filters::one;
use super::listing::Listing;
use super::params::{missing, only, required_list};
use super::{ids, rules, tags};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::SimState;
use crate::practice::state::account::Account;
use crate::practice::state::ec2::{Ec2, Tags};

pub fn create(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["ResourceId.N", "Tag.N.Key", "Tag.N.Value"])?;
    let ec2 = &mut sim.aws.ec2;
    let named = named(ec2, input)?;
    if input.items("Tag").is_empty() {
        return Err(missing("Tag"));
    }
    let new = tags::read(input)?;
    let merged = |(id, have): (String, Tags)| Ok((id, tags::merged(have, &new)?));
    let tagged: Vec<(String, Tags)> = named.into_iter().map(merged).collect::<Result<_, Refusal>>()?;
    tagged.into_iter().for_each(|(id, tags)| put(ec2, &id, tags));
    Ok(agreed())
}

/// Without tags given, all go. A tag that is given with a value goes only when it has that value.
pub fn delete(sim: &mut SimState, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["ResourceId.N", "Tag.N.Key", "Tag.N.Value"])?;
    let ec2 = &mut sim.aws.ec2;
    let given = input.items("Tag");
    let goes = |key: &str, value: &str| {
        let is_given = |tag: &Query| tag.get("Key") == Some(key) && (!tag.holds("Value") || tag.get("Value").unwrap_or_default() == value);
        given.is_empty() || given.iter().any(is_given)
    };
    for (id, mut tags) in named(ec2, input)? {
        tags.retain(|(key, value)| !goes(key, value));
        put(ec2, &id, tags);
    }
    Ok(agreed())
}

/// The answer of a call that only agrees.
fn agreed() -> Reply {
    Reply::Query(vec![Element::text("return", true)])
}

/// The things that a call names, each with the tags that it has.
fn named(ec2: &Ec2, input: &Query) -> Result<Vec<(String, Tags)>, Refusal> {
    let known = everything(ec2);
    let find = |id: String| match known.iter().find(|(known, _, _)| *known == id) {
        Some((_, _, tags)) => Ok((id, tags.clone())),
        None => Err(unknown(&id)),
    };
    required_list(input, "ResourceId")?.into_iter().map(find).collect()
}

/// What can be tagged: how AWS calls it, and what its ids are.
const KINDS: [(&str, ids::IdKind); 11] = [
    ("vpc", ids::VPC),
    ("subnet", ids::SUBNET),
    ("route-table", ids::ROUTE_TABLE),
    ("internet-gateway", ids::GATEWAY),
    ("instance", ids::INSTANCE),
    ("security-group", ids::GROUP),
    ("security-group-rule", ids::RULE),
    ("network-interface", ids::INTERFACE),
    ("volume", ids::VOLUME),
    ("snapshot", ids::SNAPSHOT),
    ("elastic-ip", ids::ALLOCATION),
];

fn unknown(id: &str) -> Refusal {
    let prefix = id.split('-').next().unwrap_or_default();
    match KINDS.iter().find(|(_, kind)| kind.prefix == prefix && id != prefix) {
        Some((_, kind)) => kind.unknown(&[id.to_owned()]),
        None => Refusal::new("InvalidID", format!("The ID '{id}' is not valid")),
    }
}

/// Everything that can be tagged: its id, its kind, its tags.
fn everything(ec2: &Ec2) -> Vec<(String, &'static str, Tags)> {
    let own = |id: &String, tags: &Tags| (id.clone(), tags.clone());
    let labelled = |id: &String| (id.clone(), ec2.label(id));
    let all: [Vec<(String, Tags)>; 11] = [
        ec2.vpcs.iter().map(|v| own(&v.id, &v.tags)).collect(),
        ec2.subnets.iter().map(|s| own(&s.id, &s.tags)).collect(),
        ec2.route_tables.iter().map(|t| labelled(&t.id)).collect(),
        ec2.gateways.iter().map(|g| labelled(&g.id)).collect(),
        ec2.instances.iter().map(|i| own(&i.id, &i.tags)).collect(),
        ec2.groups.iter().map(|g| own(&g.id, &g.tags)).collect(),
        rules::standing(ec2).iter().map(|s| own(&s.rule.id, &s.rule.tags)).collect(),
        ec2.interfaces.iter().map(|i| labelled(&i.id)).collect(),
        ec2.volumes.iter().map(|v| own(&v.id, &v.tags)).collect(),
        ec2.snapshots.iter().map(|s| own(&s.id, &s.tags)).collect(),
        ec2.addresses.iter().map(|e| own(&e.id, &e.tags)).collect(),
    ];
    let of_kind = |((name, _), things): (&(&'static str, ids::IdKind), Vec<(String, Tags)>)| {
        let name = *name;
        things.into_iter().map(move |(id, tags)| (id, name, tags))
    };
    KINDS.iter().zip(all).flat_map(of_kind).collect()
}

/// Keeps the tags of this known thing.
fn put(ec2: &mut Ec2, id: &str, tags: Tags) {
    let vpcs = ec2.vpcs.iter_mut().map(|v| (&v.id, &mut v.tags));
    let subnets = ec2.subnets.iter_mut().map(|s| (&s.id, &mut s.tags));
    let instances = ec2.instances.iter_mut().map(|i| (&i.id, &mut i.tags));
    let groups = ec2.groups.iter_mut().flat_map(|g| {
        let rules = g.rules.iter_mut().map(|r| (&r.id, &mut r.tags));
        rules.chain([(&g.id, &mut g.tags)])
    });
    let volumes = ec2.volumes.iter_mut().map(|v| (&v.id, &mut v.tags));
    let snapshots = ec2.snapshots.iter_mut().map(|s| (&s.id, &mut s.tags));
    let addresses = ec2.addresses.iter_mut().map(|e| (&e.id, &mut e.tags));
    let mut own = vpcs.chain(subnets).chain(instances).chain(groups).chain(volumes).chain(snapshots).chain(addresses);
    match own.find(|(known, _)| *known == id) {
        Some((_, place)) => *place = tags,
        None if tags.is_empty() => drop(ec2.labels.remove(id)),
        None => drop(ec2.labels.insert(id.to_owned(), tags)),
    }
}

/// One tag of one thing.
pub struct Labelled {
    resource: String,
    kind: &'static str,
    key: String,
    value: String,
}

pub const TAGS: Listing<Labelled> = Listing {
    set: "tagSet",
    by: None,
    also: &[],
    most: 1_000,
    all: labelled,
    id: |tag| &tag.resource,
    columns: &[
        ("key", |_, tag| one(&tag.key)),
        ("resource-id", |_, tag| one(&tag.resource)),
        ("resource-type", |_, tag| one(tag.kind)),
        ("value", |_, tag| one(&tag.value)),
    ],
    tags: Some(|_, tag| vec![(tag.key.clone(), tag.value.clone())]),
    shape: |_, tag| {
        let item = Element::new("item").has("resourceId", &tag.resource).has("resourceType", tag.kind);
        item.has("key", &tag.key).has("value", &tag.value)
    },
};

fn labelled(account: &Account) -> Vec<Labelled> {
    let of = |(resource, kind, tags): (String, &'static str, Tags)| {
        tags.into_iter().map(move |(key, value)| Labelled { resource: resource.clone(), kind, key, value })
    };
    everything(&account.ec2).into_iter().flat_map(of).collect()
}
