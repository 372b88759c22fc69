//! Hosted zones: made, shown, deleted.

use super::super::wire::{Element, Refusal, Reply};
use super::refusals::{invalid_input, no_such_zone};
use super::{changes, delegation, ids, names, schema};
use crate::practice::state::SimState;
use crate::practice::state::route53::{RecordSet, Zone};

/// The most zones of an account that asked for no more.
const MOST: usize = 500;
const NS_TTL: u32 = 172_800;
const SOA_TTL: u32 = 900;

/// The zone of this id.
pub(super) fn find<'a>(sim: &'a SimState, id: &str) -> Result<&'a Zone, Refusal> {
    sim.aws.route53.zones.iter().find(|z| z.id == id).ok_or_else(|| no_such_zone(id))
}

/// The same, to change it.
pub(super) fn find_mut<'a>(sim: &'a mut SimState, id: &str) -> Result<&'a mut Zone, Refusal> {
    sim.aws.route53.zones.iter_mut().find(|z| z.id == id).ok_or_else(|| no_such_zone(id))
}

/// A zone as it is made: with its own NS and SOA, and nothing of it published yet.
pub(super) fn fresh(id: String, name: String, caller_reference: String, name_servers: Vec<String>) -> Zone {
    let dotted: Vec<String> = name_servers.iter().map(|n| format!("{n}.")).collect();
    let first = dotted.first().cloned().unwrap_or_default();
    let soa = format!("{first} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400");
    let records = vec![plain(&name, "NS", NS_TTL, dotted), plain(&name, "SOA", SOA_TTL, vec![soa])];
    Zone { id, name, caller_reference, comment: String::new(), name_servers, records, published: Vec::new(), tags: Vec::new() }
}

/// A record set that is neither an alias nor routed.
pub(super) fn plain(name: &str, kind: &str, ttl: u32, values: Vec<String>) -> RecordSet {
    let (name, kind) = (name.to_owned(), kind.to_owned());
    RecordSet { name, kind, ttl: Some(ttl), values, alias: None, set_identifier: None, routing: Vec::new() }
}

pub(super) fn create(sim: &mut SimState, body: Option<&Element>) -> Result<Reply, Refusal> {
    let asked = schema::root(body, "CreateHostedZoneRequest")?;
    let (name, reference, comment) = (zone_name(asked)?, reference(asked)?, comment(asked)?);
    let held = &sim.aws.route53;
    if held.references.contains(&reference) {
        let message = "A hosted zone has already been created with the specified caller reference.";
        return Err(Refusal::new("HostedZoneAlreadyExists", message).status(409));
    }
    if held.zones.len() >= MOST {
        return Err(Refusal::new("TooManyHostedZones", "Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones."));
    }
    let seed = sim.fresh();
    let servers = delegation::set(seed, &sim.aws.route53.zones).ok_or_else(no_servers_left)?;
    let zone = Zone { comment, ..fresh(ids::id('Z', seed), name, reference.clone(), servers) };
    let change = changes::submit(sim, None, Some((zone.id.clone(), zone.records.clone())));
    let answer = Element::new("CreateHostedZoneResponse").with(shown(&zone)).with(change).with(delegation_set(&zone));
    let location = format!("https://route53.amazonaws.com/2013-04-01/hostedzone/{}", zone.id);
    sim.aws.route53.references.push(reference);
    sim.aws.route53.zones.push(zone);
    Ok(Reply::Created(location, answer))
}

fn zone_name(asked: &Element) -> Result<String, Refusal> {
    schema::only(asked, &["Name", "VPC", "CallerReference", "HostedZoneConfig", "DelegationSetId"])?;
    let invalid = |message: String| Refusal::new("InvalidDomainName", message);
    let written = schema::text(asked, "Name")?;
    let name = names::domain(written).map_err(invalid)?;
    let plain = name.trim_end_matches('.');
    if !plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        return Err(invalid(format!("{written} is not a valid domain name")));
    }
    match !plain.contains('.') || names::within(&name, "example.com.") {
        true => Err(invalid(format!("{plain} is reserved by AWS!"))),
        false => Ok(name),
    }
}

fn reference(asked: &Element) -> Result<String, Refusal> {
    let reference = schema::text(asked, "CallerReference")?;
    schema::length(reference, "callerReference", 1, 128)?;
    Ok(reference.to_owned())
}

/// The comment of a public zone; a private one is not played.
fn comment(asked: &Element) -> Result<String, Refusal> {
    if asked.child("VPC").is_some() {
        return Err(crate::practice::aws::wire::not_played("CreateHostedZone with a VPC (a private hosted zone)"));
    }
    if asked.child("DelegationSetId").is_some() {
        return Err(Refusal::new("NoSuchDelegationSet", "A reusable delegation set with the specified ID does not exist."));
    }
    let Some(config) = asked.child("HostedZoneConfig") else { return Ok(String::new()) };
    schema::only(config, &["Comment", "PrivateZone"])?;
    let private = config.value("PrivateZone").map(|text| schema::truth(text, "hostedZoneConfig.privateZone")).transpose()?;
    if private == Some(true) {
        return Err(invalid_input("When you're creating a private hosted zone, you must specify a VPC."));
    }
    let comment = config.value("Comment").unwrap_or_default();
    schema::length(comment, "hostedZoneConfig.comment", 0, 256)?;
    Ok(comment.to_owned())
}

fn no_servers_left() -> Refusal {
    Refusal::new(
        "DelegationSetNotAvailable",
        "You can create a hosted zone that has the same name as an existing one, but no more of them.",
    )
}

pub(super) fn get(sim: &SimState, id: &str) -> Result<Reply, Refusal> {
    let zone = find(sim, id)?;
    Ok(Reply::Rest(Element::new("GetHostedZoneResponse").with(shown(zone)).with(delegation_set(zone))))
}

/// No zone is signed here.
pub(super) fn dnssec(sim: &SimState, id: &str) -> Result<Reply, Refusal> {
    find(sim, id)?;
    let status = Element::new("Status").has("ServeSignature", "NOT_SIGNING");
    Ok(Reply::Rest(Element::new("GetDNSSECResponse").with(status).with(Element::new("KeySigningKeys"))))
}

pub(super) fn delete(sim: &mut SimState, id: &str) -> Result<Reply, Refusal> {
    let zone = find(sim, id)?;
    if !zone.records.iter().all(|r| is_own(zone, r)) {
        let message = "The specified hosted zone contains non-required resource record sets and so cannot be deleted.";
        return Err(Refusal::new("HostedZoneNotEmpty", message));
    }
    sim.aws.route53.zones.retain(|z| z.id != id);
    let change = changes::submit(sim, None, None);
    Ok(Reply::Rest(Element::new("DeleteHostedZoneResponse").with(change)))
}

/// Whether a record is one of the two that every zone must have.
pub(super) fn is_own(zone: &Zone, record: &RecordSet) -> bool {
    record.name == zone.name && matches!(record.kind.as_str(), "NS" | "SOA")
}

/// A zone as it is shown.
pub(super) fn shown(zone: &Zone) -> Element {
    let comment = Some(&zone.comment).filter(|c| !c.is_empty());
    Element::new("HostedZone")
        .has("Id", format!("/hostedzone/{}", zone.id))
        .has("Name", names::escaped(&zone.name))
        .has("CallerReference", &zone.caller_reference)
        .with(Element::new("Config").may("Comment", comment).has("PrivateZone", false))
        .has("ResourceRecordSetCount", zone.records.len())
}

fn delegation_set(zone: &Zone) -> Element {
    let servers = zone.name_servers.iter().map(|n| Element::text("NameServer", n));
    Element::new("DelegationSet").with(Element::list("NameServers", servers))
}
