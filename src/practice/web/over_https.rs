//! The public resolvers as they answer over HTTPS, in JSON. They are taken to have looked just now.

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use crate::ports::WebRequest;
use crate::practice::dns;
use crate::practice::server::http::Reply;
use crate::practice::state::SimState;

/// Where Google's and Cloudflare's resolvers stand.
const ADDRESSES: [Ipv4Addr; 2] = [Ipv4Addr::new(8, 8, 8, 8), Ipv4Addr::new(1, 1, 1, 1)];
/// The numbers of the record types.
const A: u16 = 1;
const CNAME: u16 = 5;

/// Whether one of them stands at this address.
pub(super) fn stands_at(address: Ipv4Addr) -> bool {
    ADDRESSES.contains(&address)
}

/// The answer to `?name=NAME&type=A`, or to the same of a CNAME; they are asked for nothing else.
pub(super) fn answer(sim: &SimState, request: &WebRequest) -> Reply {
    let query = request.path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let told = |wanted: &str| form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == wanted).map(|(_, value)| value.into_owned());
    let Some(name) = told("name") else { return Reply::bare(400, "") };
    let (kind, number) = if told("type").as_deref() == Some("CNAME") { ("CNAME", CNAME) } else { ("A", A) };
    let found = dns::find(sim, &name, kind);
    let records: Vec<Value> = found.iter().map(|data| json!({ "name": name, "type": number, "TTL": 60, "data": data })).collect();
    Reply::html(200, &json!({ "Status": 0, "Answer": records }).to_string()).with("content-type", "application/dns-json")
}
