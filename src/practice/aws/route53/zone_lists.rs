//! The lists of hosted zones: in the order they were made, and in the order of their names.

use super::super::wire::{Element, Query, Refusal, Reply};
use super::paging::{most, page};
use super::refusals::{invalid_input, violated};
use super::{ids, names, zones};
use crate::practice::state::SimState;
use crate::practice::state::route53::Zone;

/// The most zones that are listed at once.
const MOST: usize = 100;

pub(super) fn list(sim: &SimState, query: &Query) -> Result<Reply, Refusal> {
    let most = most(query, MOST)?;
    if query.get("delegationsetid").is_some() {
        return Err(Refusal::new("NoSuchDelegationSet", "A reusable delegation set with the specified ID does not exist."));
    }
    let marker = query.get("marker").map(ids::bare);
    let from = from_marker(&sim.aws.route53.zones, marker)?;
    let private_only = private_only(query)?;
    let (listed, next) = page(from.iter().filter(|_| !private_only), most);
    let answer = Element::new("ListHostedZonesResponse")
        .with(Element::list("HostedZones", listed.into_iter().map(zones::shown)))
        .may("Marker", marker)
        .has("IsTruncated", next.is_some())
        .may("NextMarker", next.map(|z| &z.id))
        .has("MaxItems", most);
    Ok(Reply::Rest(answer))
}

/// Whether only private zones are asked for; practice has none.
fn private_only(query: &Query) -> Result<bool, Refusal> {
    match query.get("hostedzonetype") {
        None => Ok(false),
        Some("PrivateHostedZone") => Ok(true),
        Some(other) => Err(violated(other, "hostedZoneType", "Member must satisfy enum value set: [PrivateHostedZone]")),
    }
}

fn from_marker<'a>(zones: &'a [Zone], marker: Option<&str>) -> Result<&'a [Zone], Refusal> {
    let Some(marker) = marker else { return Ok(zones) };
    let place = zones.iter().position(|z| z.id == marker);
    place.and_then(|n| zones.get(n..)).ok_or_else(|| invalid_input(format!("The specified marker is not valid: {marker}")))
}

/// From the name on, not only that name: whoever looks for one zone must compare.
pub(super) fn by_name(sim: &SimState, query: &Query) -> Result<Reply, Refusal> {
    let most = most(query, MOST)?;
    let (name, id) = (query.get("dnsname"), query.get("hostedzoneid").map(ids::bare));
    let from = start(name, id)?;
    let mut sorted: Vec<&Zone> = sim.aws.route53.zones.iter().collect();
    sorted.sort_by_key(|z| place(z));
    let (listed, next) = page(sorted.into_iter().filter(|z| place(z) >= from), most);
    let answer = Element::new("ListHostedZonesByNameResponse")
        .with(Element::list("HostedZones", listed.into_iter().map(zones::shown)))
        .may("DNSName", name)
        .may("HostedZoneId", id)
        .has("IsTruncated", next.is_some())
        .may("NextDNSName", next.map(|z| names::escaped(&z.name)))
        .may("NextHostedZoneId", next.map(|z| &z.id))
        .has("MaxItems", most);
    Ok(Reply::Rest(answer))
}

/// Where a zone stands in the list.
fn place(zone: &Zone) -> (String, String) {
    (names::order(&zone.name), zone.id.clone())
}

/// Where the list begins.
fn start(name: Option<&str>, id: Option<&str>) -> Result<(String, String), Refusal> {
    let invalid = |message: String| Refusal::new("InvalidDomainName", message);
    match (name, id) {
        (None, Some(_)) => Err(invalid_input("If you specify HostedZoneId, you must also specify DNSName.")),
        (None, None) => Ok((String::new(), String::new())),
        (Some(name), id) => Ok((names::order(&names::domain(name).map_err(invalid)?), id.unwrap_or_default().to_owned())),
    }
}
