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

/// The answer to `?name=NAME&type=A`; they are asked for nothing else.
pub(super) fn answer(sim: &SimState, request: &WebRequest) -> Reply {
    let query = request.path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let name = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "name").map(|(_, name)| name.into_owned());
    let Some(name) = name else { return Reply::bare(400, "") };
    let record = |kind: u16, data: &String| json!({ "name": name, "type": kind, "TTL": 60, "data": data });
    let aliases = dns::find(sim, &name, "CNAME");
    let addresses = dns::find(sim, &name, "A");
    let records: Vec<Value> =
        aliases.iter().map(|target| record(CNAME, target)).chain(addresses.iter().map(|address| record(A, address))).collect();
    Reply::html(200, &json!({ "Status": 0, "Answer": records }).to_string()).with("content-type", "application/dns-json")
}
