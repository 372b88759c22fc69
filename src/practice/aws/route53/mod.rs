//! Route 53, strict: batches all or nothing, nothing twice, nothing outside its zone.

mod alias;
mod batch;
mod changes;
mod delegation;
mod ids;
mod names;
mod paging;
mod record_list;
mod record_xml;
mod refusals;
mod rules;
mod schema;
mod standing;
mod tags;
mod values;
mod zone_lists;
mod zones;

use http::Method;

use super::wire::{Element, Query, Refusal, Reply};
use crate::engine::time::Timestamp;
use crate::practice::state::SimState;

/// AWS's name for what this method and path (without the version) ask.
pub(super) fn operation(method: &Method, path: &[String], _query: &Query) -> Option<&'static str> {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match (method.as_str(), parts.as_slice()) {
        ("POST", ["hostedzone"]) => Some("CreateHostedZone"),
        ("GET", ["hostedzone"]) => Some("ListHostedZones"),
        ("GET", ["hostedzonesbyname"]) => Some("ListHostedZonesByName"),
        ("GET", ["hostedzone", _]) => Some("GetHostedZone"),
        ("DELETE", ["hostedzone", _]) => Some("DeleteHostedZone"),
        ("GET", ["hostedzone", _, "dnssec"]) => Some("GetDNSSEC"),
        ("GET", ["hostedzone", _, "rrset"]) => Some("ListResourceRecordSets"),
        ("POST", ["hostedzone", _, "rrset"]) => Some("ChangeResourceRecordSets"),
        ("GET", ["change", _]) => Some("GetChange"),
        ("POST", ["tags", _]) => Some("ListTagsForResources"),
        ("GET", ["tags", _, _]) => Some("ListTagsForResource"),
        ("POST", ["tags", _, _]) => Some("ChangeTagsForResource"),
        _ => None,
    }
}

pub(super) fn answer(
    sim: &mut SimState,
    method: &Method,
    path: &[String],
    query: &Query,
    body: Option<&Element>,
) -> Result<Reply, Refusal> {
    let part = |n: usize| path.get(n).map(String::as_str).unwrap_or_default();
    let id = ids::bare(part(1));
    match operation(method, path, query).unwrap_or_default() {
        "CreateHostedZone" => zones::create(sim, body),
        "GetHostedZone" => zones::get(sim, id),
        "DeleteHostedZone" => zones::delete(sim, id),
        "GetDNSSEC" => zones::dnssec(sim, id),
        "ListHostedZones" => zone_lists::list(sim, query),
        "ListHostedZonesByName" => zone_lists::by_name(sim, query),
        "ListResourceRecordSets" => record_list::list(sim, id, query),
        "ChangeResourceRecordSets" => batch::change(sim, id, body),
        "GetChange" => changes::get(sim, id),
        "ListTagsForResources" => tags::list_several(sim, part(1), body),
        "ListTagsForResource" => tags::list(sim, part(1), ids::bare(part(2))),
        "ChangeTagsForResource" => tags::change(sim, part(1), ids::bare(part(2)), body),
        _ => Err(crate::practice::aws::wire::not_played(&format!("{method} {}", path.join("/")))),
    }
}

pub(super) fn settle(sim: &mut SimState) {
    changes::settle(sim);
}

pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    changes::due(sim)
}
