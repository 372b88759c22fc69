//! Record sets as XML: read as they were written, and shown.

use super::super::wire::{Element, Refusal};
use super::refusals::{invalid_input, no_such_health_check, violated};
use super::{ids, names, schema};
use crate::practice::state::route53::{Alias, RecordSet};

const KINDS: [&str; 17] =
    ["SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS", "TLSA", "SSHFP", "SVCB", "HTTPS"];
/// What makes a record set one of several of its name and type.
const ROUTING: [&str; 7] = ["Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "CidrRoutingConfig", "GeoProximityLocation"];
const OTHERS: [&str; 8] =
    ["Name", "Type", "SetIdentifier", "TTL", "ResourceRecords", "AliasTarget", "HealthCheckId", "TrafficPolicyInstanceId"];

/// The record set as it was written: its names are still to be looked at.
pub(super) fn read(element: &Element) -> Result<RecordSet, Refusal> {
    schema::only(element, &[ROUTING.as_slice(), OTHERS.as_slice()].concat())?;
    if let Some(check) = element.value("HealthCheckId") {
        return Err(no_such_health_check(check));
    }
    if element.child("TrafficPolicyInstanceId").is_some() {
        return Err(crate::practice::aws::wire::not_played("ChangeResourceRecordSets with a TrafficPolicyInstanceId"));
    }
    let set_identifier = element.value("SetIdentifier").map(str::to_owned);
    set_identifier.iter().try_for_each(|text| schema::length(text, "setIdentifier", 1, 128))?;
    Ok(RecordSet {
        name: schema::text(element, "Name")?.to_owned(),
        kind: kind(schema::text(element, "Type")?)?,
        ttl: element.value("TTL").map(ttl).transpose()?,
        values: element.items("ResourceRecords").iter().map(value).collect::<Result<_, _>>()?,
        alias: element.child("AliasTarget").map(alias).transpose()?,
        set_identifier,
        routing: routing(element)?,
    })
}

/// A type that Route 53 knows.
pub(super) fn kind(text: &str) -> Result<String, Refusal> {
    schema::one_of(text, "type", &KINDS)?;
    Ok(text.to_owned())
}

fn ttl(text: &str) -> Result<u32, Refusal> {
    let ttl = text.parse().ok().filter(|n| i32::try_from(*n).is_ok());
    ttl.ok_or_else(|| violated(text, "tTL", "Member must have value between 0 and 2147483647"))
}

fn value(record: &Element) -> Result<String, Refusal> {
    let value = schema::text(record, "Value")?;
    schema::length(value, "resourceRecords.member.value", 0, 4_000)?;
    Ok(value.to_owned())
}

fn alias(element: &Element) -> Result<Alias, Refusal> {
    schema::only(element, &["HostedZoneId", "DNSName", "EvaluateTargetHealth"])?;
    Ok(Alias {
        zone: ids::bare(schema::text(element, "HostedZoneId")?).to_owned(),
        name: schema::text(element, "DNSName")?.to_owned(),
        evaluate_health: schema::truth(schema::text(element, "EvaluateTargetHealth")?, "aliasTarget.evaluateTargetHealth")?,
    })
}

/// How the set is chosen among others, each part by its path: `GeoLocation.CountryCode`.
fn routing(element: &Element) -> Result<Vec<(String, String)>, Refusal> {
    let mut parts = Vec::new();
    element.children.iter().filter(|c| ROUTING.contains(&c.name.as_str())).for_each(|c| flatten(&c.name, c, &mut parts));
    for (path, text) in &parts {
        match path.as_str() {
            "Weight" if text.parse::<u8>().is_err() => {
                return Err(violated(text, "weight", "Member must have value between 0 and 255"));
            }
            "Failover" => schema::one_of(text, "failover", &["PRIMARY", "SECONDARY"])?,
            "MultiValueAnswer" => schema::truth(text, "multiValueAnswer").map(|_| ())?,
            _ => {}
        }
    }
    Ok(parts)
}

fn flatten(path: &str, element: &Element, into: &mut Vec<(String, String)>) {
    if element.children.is_empty() {
        into.push((path.to_owned(), element.text.clone()));
    }
    element.children.iter().for_each(|c| flatten(&format!("{path}.{}", c.name), c, into));
}

/// Exactly one of an alias and values with their TTL; routing and its identifier together.
pub(super) fn complete(set: &RecordSet, action: &str) -> Result<(), Refusal> {
    let identifier = set.set_identifier.as_deref().unwrap_or("null");
    let change = format!("Change with [Action={action}, Name={}, Type={}, SetIdentifier={identifier}]", set.name, set.kind);
    let one_of = |found: &str| {
        let fields = "[AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]";
        Err(invalid_input(format!("Invalid request: Expected exactly one of {fields}, but found {found} in {change}")))
    };
    match (&set.alias, set.ttl.is_some(), !set.values.is_empty()) {
        (Some(_), true, _) | (Some(_), _, true) => return one_of("more than one"),
        (None, false, _) | (None, _, false) => return one_of("none"),
        _ => {}
    }
    match (set.routing.is_empty(), set.set_identifier.is_some()) {
        (false, false) => Err(invalid_input(format!("Invalid request: Missing field 'SetIdentifier' in {change}"))),
        (true, true) if action != "DELETE" => {
            let fields = ROUTING.join(", ");
            Err(invalid_input(format!("Invalid request: Expected exactly one of [{fields}], but found none in {change}")))
        }
        _ => Ok(()),
    }
}

/// A record set as it is shown.
pub(super) fn shown(set: &RecordSet) -> Element {
    let element = Element::new("ResourceRecordSet").has("Name", names::escaped(&set.name)).has("Type", &set.kind);
    let element = element.may("SetIdentifier", set.set_identifier.as_ref());
    let element = set.routing.iter().fold(element, |e, (path, text)| placed(e, &path.split('.').collect::<Vec<_>>(), text));
    let element = element.may("TTL", set.ttl);
    let Some(alias) = &set.alias else {
        let records = set.values.iter().map(|v| Element::new("ResourceRecord").has("Value", v));
        return element.with(Element::list("ResourceRecords", records));
    };
    let target = Element::new("AliasTarget").has("HostedZoneId", &alias.zone).has("DNSName", names::escaped(&alias.name));
    element.with(target.has("EvaluateTargetHealth", alias.evaluate_health))
}

/// The element with `text` at this path below it.
fn placed(mut element: Element, path: &[&str], text: &str) -> Element {
    let Some((first, rest)) = path.split_first() else {
        text.clone_into(&mut element.text);
        return element;
    };
    let place = element.children.iter().position(|c| c.name == *first);
    let child = place.map_or_else(|| Element::new(first), |n| element.children.remove(n));
    element.with(placed(child, rest, text))
}
