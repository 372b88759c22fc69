//! `ListResourceRecordSets`: in Route 53's order, page by page.

use super::super::wire::{Element, Query, Refusal, Reply};
use super::paging::{most, page};
use super::refusals::invalid_input;
use super::{names, record_xml, zones};
use crate::practice::state::SimState;
use crate::practice::state::route53::RecordSet;

/// The most record sets that are listed at once.
const MOST: usize = 300;

/// Where a record set stands: by its reversed name, then its type, then its identifier.
pub(super) type Place = (String, String, String);

/// Where this one stands.
pub(super) fn place(set: &RecordSet) -> Place {
    (names::order(&set.name), set.kind.clone(), set.set_identifier.clone().unwrap_or_default())
}

pub(super) fn list(sim: &SimState, id: &str, query: &Query) -> Result<Reply, Refusal> {
    let zone = zones::find(sim, id)?;
    let (from, most) = (start(query)?, most(query, MOST)?);
    let (listed, next) = page(zone.records.iter().filter(|r| place(r) >= from), most);
    let answer = Element::new("ListResourceRecordSetsResponse")
        .with(Element::list("ResourceRecordSets", listed.into_iter().map(record_xml::shown)))
        .has("IsTruncated", next.is_some())
        .may("NextRecordName", next.map(|r| names::escaped(&r.name)))
        .may("NextRecordType", next.map(|r| &r.kind))
        .may("NextRecordIdentifier", next.and_then(|r| r.set_identifier.as_ref()))
        .has("MaxItems", most);
    Ok(Reply::Rest(answer))
}

/// Where the list begins. A type without a name, and an identifier without both, mean nothing.
fn start(query: &Query) -> Result<Place, Refusal> {
    let (name, kind, identifier) = (query.get("name"), query.get("type"), query.get("identifier"));
    match (name, kind, identifier) {
        (None, Some(_), _) => return Err(invalid_input("If you specify StartRecordType, you must also specify StartRecordName.")),
        (None, _, Some(_)) | (_, None, Some(_)) => {
            return Err(invalid_input("If you specify StartRecordIdentifier, you must also specify StartRecordName and StartRecordType."));
        }
        _ => {}
    }
    let kind = kind.map(record_xml::kind).transpose()?.unwrap_or_default();
    let name = name.map(names::domain).transpose().map_err(invalid_input)?;
    Ok((name.map(|n| names::order(&n)).unwrap_or_default(), kind, identifier.unwrap_or_default().to_owned()))
}
