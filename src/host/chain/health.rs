//! The balancer's health check on its way through nginx: it sends the machine's address as Host, which Django would have to allow, unless
//! nginx puts the site's name in its place.

use sha2::{Digest, Sha256};

use crate::engine::op::host::HealthHost;
use crate::nginx::names::matches;
use crate::nginx::{Config, Directive, Header, Route};

/// What a load balancer calls itself when it asks for health (AWS, "Health checks for your target groups", read on 2026-11-29).
const USER_AGENT: &str = "ELB-HealthChecker/2.0";

/// The variable of our own `map` that gives the site's name to the health check. It is as short for a long name as for a short one.
pub(super) fn variable(name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("$landfall_host_{short}")
}

/// What Django gets as the health check's Host on this route, which is that of the machine's address.
pub(super) fn host(config: &Config, route: &Route, name: &str) -> HealthHost {
    let maps = config.http().map(|http| http.all("map")).unwrap_or_default();
    let named = |value: &str| value.eq_ignore_ascii_case(name) || maps.iter().any(|map| gives(map, value, name));
    match route.headers.header("Host") {
        Header::Value(value) if named(&value) => HealthHost::Name,
        Header::Value(_) | Header::Absent | Header::Scheme | Header::Twice => HealthHost::Address,
    }
}

/// Whether this `map` makes the name of the health check's User-Agent.
fn gives(map: &Directive, variable: &str, name: &str) -> bool {
    let of_agent = map.word(1) == "$http_user_agent" && map.word(2) == variable;
    of_agent && map.inner().iter().any(|entry| entry.word(1).eq_ignore_ascii_case(name) && is_the_check(entry.name()))
}

fn is_the_check(pattern: &str) -> bool {
    let fits = match (pattern.strip_prefix("~*"), pattern.strip_prefix('~')) {
        (Some(any_case), _) => matches(any_case, USER_AGENT, true),
        (None, Some(pattern)) => matches(pattern, USER_AGENT, false),
        (None, None) => Some(pattern == USER_AGENT),
    };
    fits == Some(true)
}
