//! What the registries tell of a domain's registration: over RDAP, and as text over WHOIS.

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use crate::ports::WebRequest;
use crate::practice::dns;
use crate::practice::server::http::Reply;
use crate::practice::state::SimState;
use crate::practice::state::internet::Registration;

/// Every domain runs out at this moment: 2036-01-02T03:04:05Z.
const EXPIRES: &str = "2036-01-02T03:04:05Z";

/// Whether the registries' own computer stands at this address.
pub(super) fn stands_at(address: Ipv4Addr) -> bool {
    address == dns::REGISTRY
}

/// The answer to an RDAP request.
pub(super) fn rdap(sim: &SimState, request: &WebRequest) -> Reply {
    let asked = request.path.rsplit_once("domain/").map(|(_, name)| name);
    match asked.and_then(|name| of(sim, name)) {
        Some(registration) => Reply::html(200, &told(sim, &registration).to_string()).with("content-type", "application/rdap+json"),
        None => Reply::bare(404, ""),
    }
}

/// The registration of exactly this domain.
fn of(sim: &SimState, name: &str) -> Option<Registration> {
    dns::covering(sim, name).filter(|registration| registration.domain == name)
}

fn told(sim: &SimState, registration: &Registration) -> Value {
    let servers: Vec<Value> = registration.delegation.iter().map(|name| json!({ "ldhName": name.to_uppercase() })).collect();
    let (name, id) = seller(sim);
    let card = json!(["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", name]]]);
    json!({
        "objectClassName": "domain",
        "ldhName": registration.domain.to_uppercase(),
        "status": sim.internet.statuses,
        "nameservers": servers,
        "entities": [{ "roles": ["registrar"], "publicIds": [{ "type": "IANA Registrar ID", "identifier": id }], "vcardArray": card }],
        "events": [{ "eventAction": "expiration", "eventDate": EXPIRES }],
    })
}

/// Where domains are bought here: its name in the registry, and its number.
fn seller(sim: &SimState) -> (&'static str, &'static str) {
    let gabia = sim.internet.registrar.iter().any(|name| name.ends_with(".gabia.co.kr") || name.ends_with(".gabia.net"));
    if gabia { ("Gabia, Inc.", "244") } else { ("Practice Registrar", "9999") }
}

/// The answer to a WHOIS question, in the shape of whois.kr.
pub(in crate::practice) fn whois(sim: &SimState, name: &str) -> String {
    let Some(registration) = of(sim, name) else { return "The domain is not registered.\n".to_owned() };
    let (seller, _) = seller(sim);
    let hosts: String = registration.delegation.iter().map(|name| format!("   Host Name : {name}\n")).collect();
    let until = EXPIRES.split('T').next().unwrap_or_default().replace('-', ". ");
    format!("Domain Name : {name}\nExpiration Date : {until}.\nAuthorized Agency : {seller}(http://registrar.test)\n{hosts}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::Timestamp;
    use crate::practice::Scenario;

    #[test]
    fn a_registration_is_told_of_the_domain_itself_alone() {
        let sim = SimState::begin(&Scenario::named("happy").unwrap(), Timestamp(0));
        let ask = |path: &str| rdap(&sim, &WebRequest { path: path.into(), tls: true, ..WebRequest::plain("rdap.verisign.com") });
        let told = ask("/com/v1/domain/heestagram.com");
        assert_eq!(told.status, 200);
        assert!(told.body.contains("Gabia, Inc.") && told.body.contains("NS.GABIA.CO.KR"), "{}", told.body);
        for none in ["/com/v1/domain/www.heestagram.com", "/com/v1/domain/com", "/", ""] {
            assert_eq!(ask(none).status, 404, "{none}");
        }
        assert!(whois(&sim, "heestagram.com").contains("Authorized Agency : Gabia, Inc."));
        assert!(whois(&sim, "com").contains("not registered"));
    }
}
