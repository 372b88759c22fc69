//! Regions, availability zones, and what the account may do in them.

use super::filters::{Column, Filters, maybe, one};
use super::names;
use super::params::{distinct, flag, invalid_value, only};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::account::Account;
use crate::practice::state::ec2::Zone;

/// Regions that every account has.
const USUAL: [&str; 17] = [
    "ap-south-1",
    "eu-north-1",
    "eu-west-3",
    "eu-west-2",
    "eu-west-1",
    "ap-northeast-3",
    "ap-northeast-2",
    "ap-northeast-1",
    "ca-central-1",
    "sa-east-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "eu-central-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// Regions that an account has only after asking for them.
const OPTIONAL: [&str; 17] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
];

/// A region, and how the account came to have it.
type Region = (String, &'static str);

const REGION_COLUMNS: &[Column<Region>] = &[
    ("region-name", |_, (name, _)| one(name)),
    ("endpoint", |_, (name, _)| one(endpoint(name))),
    ("opt-in-status", |_, (_, status)| one(status)),
];

fn endpoint(region: &str) -> String {
    format!("ec2.{region}.amazonaws.com")
}

/// Whether the account has this region; `None`: there is no such region.
pub fn has(account: &Account, region: &str) -> Option<bool> {
    regions(account).iter().find(|(name, _)| name == region).map(|(_, status)| *status != "not-opted-in")
}

/// Every region.
fn regions(account: &Account) -> Vec<Region> {
    let mut regions: Vec<Region> = USUAL.iter().map(|name| ((*name).to_owned(), "opt-in-not-required")).collect();
    regions.extend(OPTIONAL.iter().filter(|name| **name != account.region).map(|name| ((*name).to_owned(), "not-opted-in")));
    if !USUAL.contains(&account.region.as_str()) {
        regions.push((account.region.clone(), if account.opted_in { "opted-in" } else { "not-opted-in" }));
    }
    regions
}

pub fn describe_regions(account: &Account, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["Filter.N.Name", "Filter.N.Value.N", "RegionName.N", "AllRegions"])?;
    let filters = Filters::read(input, REGION_COLUMNS, None)?;
    let every = flag(input, "AllRegions")?;
    let names = distinct(input.texts("RegionName"));
    let mut found = regions(account);
    if let Some(stranger) = names.iter().find(|name| found.iter().all(|(known, _)| known != *name)) {
        return Err(invalid_value(format!("Invalid region: {stranger}")));
    }
    found.retain(|(name, status)| if names.is_empty() { every || *status != "not-opted-in" } else { names.contains(name) });
    found.retain(|region| filters.fit(account, region));
    let shape = |(name, status): &Region| {
        let item = Element::new("item").has("regionName", name).has("regionEndpoint", endpoint(name));
        item.has("optInStatus", status)
    };
    Ok(Reply::Query(vec![Element::list("regionInfo", found.iter().map(shape))]))
}

const ZONE_COLUMNS: &[Column<Zone>] = &[
    ("zone-name", |_, zone| one(&zone.name)),
    ("zone-id", |_, zone| one(zone.id())),
    ("zone-type", |_, zone| one(zone.kind())),
    ("region-name", |account, _| one(&account.region)),
    ("group-name", |account, zone| one(zone.group(&account.region))),
    ("state", |_, zone| one(&zone.state)),
    ("opt-in-status", |_, zone| one(zone.opt_in())),
    ("message", |_, _| Vec::new()),
    ("parent-zone-id", |account, zone| maybe(zone.parent(account).map(Zone::id))),
    ("parent-zone-name", |account, zone| maybe(zone.parent(account).map(|parent| &parent.name))),
];

impl Zone {
    fn id(&self) -> String {
        names::zone_id(&self.name)
    }

    fn kind(&self) -> &'static str {
        if self.local { "local-zone" } else { "availability-zone" }
    }

    /// A Local Zone is one that somebody asked for.
    fn opt_in(&self) -> &'static str {
        if self.local { "opted-in" } else { "opt-in-not-required" }
    }

    fn group(&self, region: &str) -> String {
        if self.local { self.border(region).to_owned() } else { format!("{region}-zg-1") }
    }

    /// From where its addresses are announced.
    fn border<'a>(&'a self, region: &'a str) -> &'a str {
        if self.local { self.name.trim_end_matches(|c: char| c.is_ascii_lowercase()) } else { region }
    }

    /// The availability zone from which a Local Zone is run.
    fn parent<'a>(&self, account: &'a Account) -> Option<&'a Zone> {
        account.ec2.zones.iter().find(|zone| self.local && !zone.local)
    }
}

pub fn describe_zones(account: &Account, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["Filter.N.Name", "Filter.N.Value.N", "ZoneName.N", "ZoneId.N", "AllAvailabilityZones"])?;
    flag(input, "AllAvailabilityZones")?;
    let filters = Filters::read(input, ZONE_COLUMNS, None)?;
    let mut found = account.ec2.zones.clone();
    keep(&mut found, &input.texts("ZoneName"), |zone| zone.name.clone())?;
    keep(&mut found, &input.texts("ZoneId"), Zone::id)?;
    found.retain(|zone| filters.fit(account, zone));
    Ok(Reply::Query(vec![Element::list("availabilityZoneInfo", found.iter().map(|zone| zone_shape(account, zone)))]))
}

/// Keeps the zones that are named, when any is.
fn keep(zones: &mut Vec<Zone>, named: &[String], name: impl Fn(&Zone) -> String) -> Result<(), Refusal> {
    if let Some(stranger) = named.iter().find(|n| zones.iter().all(|zone| name(zone) != **n)) {
        return Err(invalid_value(format!("Invalid availability zone: [{stranger}]")));
    }
    zones.retain(|zone| named.is_empty() || named.contains(&name(zone)));
    Ok(())
}

fn zone_shape(account: &Account, zone: &Zone) -> Element {
    let region = &account.region;
    let item = Element::new("item").has("zoneName", &zone.name).has("zoneState", &zone.state).has("regionName", region);
    let item = item.has("zoneId", zone.id()).has("zoneType", zone.kind()).has("optInStatus", zone.opt_in());
    let item = item.has("groupName", zone.group(region)).has("networkBorderGroup", zone.border(region)).with(Element::new("messageSet"));
    let parent = zone.parent(account);
    item.may("parentZoneName", parent.map(|parent| &parent.name)).may("parentZoneId", parent.map(Zone::id))
}

/// DescribeAccountAttributes.
pub fn describe_attributes(account: &Account, input: &Query) -> Result<Reply, Refusal> {
    only(input, &["AttributeName.N"])?;
    let default_vpc = account.ec2.default_vpc().map_or("none", |vpc| vpc.id.as_str());
    let all = [
        ("supported-platforms", "VPC"),
        ("default-vpc", default_vpc),
        ("max-instances", "20"),
        ("max-elastic-ips", "5"),
        ("vpc-max-elastic-ips", "5"),
        ("vpc-max-security-groups-per-interface", "5"),
    ];
    let named = distinct(input.texts("AttributeName"));
    if let Some(stranger) = named.iter().find(|n| all.iter().all(|(known, _)| known != n)) {
        return Err(invalid_value(format!("Invalid attribute name: {stranger}")));
    }
    let shown = all.iter().filter(|(name, _)| named.is_empty() || named.iter().any(|n| n == name));
    let shape = |(name, value): &(&str, &str)| {
        let values = Element::list("attributeValueSet", [Element::new("item").has("attributeValue", value)]);
        Element::new("item").has("attributeName", name).with(values)
    };
    Ok(Reply::Query(vec![Element::list("accountAttributeSet", shown.map(shape))]))
}
