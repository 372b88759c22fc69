//! The public resolvers as they answer over HTTPS, in JSON. They are taken to have looked just now.

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use crate::ports::WebRequest;
use crate::practice::dns;
use crate::practice::server::http::Reply;
use crate::practice::state::SimState;

/// Where Google's and Cloudflare's resolvers stand.
const ADDRESSES: [Ipv4Addr; 2] = [Ipv4Addr::new(8, 8, 8, 8), Ipv4Addr::new(1, 1, 1, 1)];
/// The record types of which they tell, with their numbers.
const KINDS: [(&str, u16); 4] = [("A", 1), ("NS", 2), ("CNAME", 5), ("DS", 43)];

/// Whether one of them stands at this address.
pub(super) fn stands_at(address: Ipv4Addr) -> bool {
    ADDRESSES.contains(&address)
}

/// The answer to `?name=NAME&type=KIND`; of a kind that practice does not have they tell nothing.
pub(super) fn answer(sim: &SimState, request: &WebRequest) -> Reply {
    let query = request.path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let given = |key: &str| form_urlencoded::parse(query.as_bytes()).find(|(of, _)| of == key).map(|(_, value)| value.into_owned());
    let (Some(name), Some(kind)) = (given("name"), given("type")) else { return Reply::bare(400, "") };
    let kind = KINDS.iter().find(|(name, number)| *name == kind || number.to_string() == kind);
    let alias = if kind.is_some_and(|(kind, _)| *kind == "A") { records(sim, &name, "CNAME", 5) } else { Vec::new() };
    let own = kind.map(|(kind, number)| records(sim, &name, kind, *number)).unwrap_or_default();
    let found: Vec<Value> = alias.into_iter().chain(own).collect();
    Reply::html(200, &json!({ "Status": 0, "Answer": found }).to_string()).with("content-type", "application/dns-json")
}

fn records(sim: &SimState, name: &str, kind: &str, number: u16) -> Vec<Value> {
    let found = if kind == "DS" { dns::signers(sim, name) } else { dns::find(sim, name, kind) };
    found.iter().map(|data| json!({ "name": name, "type": number, "TTL": 60, "data": data })).collect()
}
