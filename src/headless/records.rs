//! The records that the person makes where the domain's DNS runs: told as lines, and as JSON.

use serde_json::{Value, json};

use super::lines;
use crate::engine::directive::Errand;
use crate::engine::op::net::TheirAnswer;
use crate::engine::queries::dns_elsewhere::{self, Found};
use crate::engine::state::World;
use crate::engine::their_record::{Instead, TheirRecord};
use crate::site::DomainName;
use crate::text::Words;

/// What is to be made, where, and what stands in its place.
pub fn tell(words: &Words, on: &Errand, zone: &DomainName, world: &World) {
    lines::put(&words.where_made(world, zone));
    for form in words.their_forms(on) {
        lines::put_under(&form.what);
        let fields = [("headless-record-kind", form.kind), ("headless-record-host", form.host), ("headless-record-value", form.value)];
        fields.iter().for_each(|(id, value)| lines::put_under(&format!("    {}: {value}", words.get(id))));
        form.instead.iter().for_each(|instead| lines::put_under(&format!("✖ {instead}")));
    }
    words.about_forms(world, on).iter().for_each(|line| lines::put_under(line));
}

/// What the person made, and may remove now.
pub fn left(words: &Words, world: &World) {
    let Some((sentence, all)) = words.records_left(world) else { return };
    lines::put(&sentence);
    all.iter().for_each(|line| lines::put_under(line));
}

/// The records of an errand.
pub fn values(zone: &DomainName, records: &[(TheirRecord, Option<Instead>)]) -> Value {
    records.iter().map(|(record, instead)| value(zone, record, instead.as_ref())).collect()
}

fn value(zone: &DomainName, record: &TheirRecord, instead: Option<&Instead>) -> Value {
    let instead = instead.map(|instead| json!({ "is": instead.code(), "seen": instead.seen() }));
    let bare = record.is_bare(zone);
    json!({
        "for": record.of.as_str(), "name": record.name, "host": record.host_in(zone), "type": "CNAME", "bare": bare, "value": record.target,
        "instead": instead,
    })
}

/// What is left to be removed, each with what was seen of it.
pub fn left_value(world: &World) -> Option<Value> {
    let all: Vec<Value> = dns_elsewhere::left(world).map(|record| left_one(world, record)).collect();
    (!all.is_empty()).then_some(Value::Array(all))
}

fn left_one(world: &World, record: &TheirRecord) -> Value {
    let stands = match dns_elsewhere::found(world, record) {
        Some(Found::Right | Found::Instead(_)) => Some(true),
        Some(Found::Missing) => Some(false),
        Some(Found::Unanswered(_)) | None => None,
    };
    let told = |(server, answer): &(String, Result<TheirAnswer, String>)| json!({ "server": server, "answer": answer.as_ref().map_or_else(Clone::clone, ToString::to_string) });
    let servers: Vec<Value> = dns_elsewhere::seen(world, record).map(|seen| seen.servers.iter().map(told).collect()).unwrap_or_default();
    json!({ "for": record.of.as_str(), "name": record.name, "type": "CNAME", "value": record.target, "stands": stands, "told": servers })
}
