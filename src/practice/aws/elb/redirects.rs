//! Redirects: read whole, with AWS's placeholders for what is not given, and never to where they came from.

use super::params::{constraint, invalid_action, required};
use crate::practice::aws::wire::{Query, Refusal};
use crate::practice::state::elb::Action;

/// The placeholders, which stand for the request's own.
pub const PROTOCOL: &str = "#{protocol}";
pub const HOST: &str = "#{host}";
pub const PORT: &str = "#{port}";
pub const PATH: &str = "#{path}";
pub const QUERY: &str = "#{query}";

/// The most characters of a host, a path, a query.
const MOST: usize = 128;

/// Reads a `RedirectConfig`.
pub fn read(config: &Query) -> Result<Action, Refusal> {
    let given = |name: &str, default: &str| config.get(name).unwrap_or(default).to_owned();
    // A query that is given but empty takes the request's away.
    let query = if config.holds("Query") { given("Query", "") } else { QUERY.to_owned() };
    let (protocol, port, host) = (given("Protocol", PROTOCOL), given("Port", PORT), given("Host", HOST));
    let (path, status) = (given("Path", "/#{path}"), required(config, "StatusCode")?.to_owned());
    check_words(&protocol, &status)?;
    check_port(&port)?;
    check_host(&host)?;
    check_path(&path)?;
    check_placeholders("Query", &query, &[PROTOCOL, HOST, PORT, PATH, QUERY])?;
    Ok(Action::Redirect { protocol, port, host, path, query, status })
}

fn check_words(protocol: &str, status: &str) -> Result<(), Refusal> {
    let at = |name: &str| format!("defaultActions.1.member.redirectConfig.{name}");
    if !matches!(protocol, "HTTP" | "HTTPS" | PROTOCOL) {
        return Err(constraint(protocol, &at("protocol"), r"satisfy regular expression pattern: ^(HTTPS?|#\{protocol\})$"));
    }
    if !matches!(status, "HTTP_301" | "HTTP_302") {
        return Err(constraint(status, &at("statusCode"), "satisfy enum value set: [HTTP_301, HTTP_302]"));
    }
    Ok(())
}

fn check_port(port: &str) -> Result<(), Refusal> {
    let is_port = port == PORT || port.parse::<u16>().is_ok_and(|n| n > 0);
    let message = "The Port parameter must be a valid port, between 1 and 65535, or the placeholder '#{port}'.";
    if is_port { Ok(()) } else { Err(invalid_action(message)) }
}

fn check_host(host: &str) -> Result<(), Refusal> {
    let letters = host.replacen(HOST, "", 1);
    let is_host = letters.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)) && host.len() <= MOST;
    let message = "The Host parameter must be a valid hostname, and may contain one placeholder '#{host}'.";
    if is_host { Ok(()) } else { Err(invalid_action(message)) }
}

fn check_path(path: &str) -> Result<(), Refusal> {
    if !path.starts_with('/') || path.contains(['?', ' ']) {
        return Err(wrong_path());
    }
    check_placeholders("Path", path, &[PATH, HOST, PORT]).map_err(|_| wrong_path())
}

fn wrong_path() -> Refusal {
    invalid_action(
        "The Path parameter must be a valid path, should start with a '/', and may contain up to one of each of these placeholders: \
         '#{path}', '#{host}', '#{port}'.",
    )
}

/// At most one of each of these placeholders, no others, and not too long.
fn check_placeholders(name: &str, text: &str, placeholders: &[&str]) -> Result<(), Refusal> {
    let rest = placeholders.iter().fold(text.to_owned(), |rest, placeholder| rest.replacen(placeholder, "", 1));
    let list = placeholders.join("', '");
    let message = format!("The {name} parameter may contain up to one of each of these placeholders: '{list}'.");
    if rest.contains("#{") || text.chars().count() > MOST { Err(invalid_action(message)) } else { Ok(()) }
}

/// Refuses a redirect that a listener of this protocol and port cannot have: to itself, or out of https.
pub fn check_listener(action: &Action, protocol: &str, port: u16) -> Result<(), Refusal> {
    let Action::Redirect { protocol: to, port: to_port, host, path, .. } = action else { return Ok(()) };
    if protocol == "HTTPS" && to == "HTTP" {
        return Err(invalid_action("You cannot redirect HTTPS to HTTP"));
    }
    let is_same_door = (to == PROTOCOL || to == protocol) && (to_port == PORT || *to_port == port.to_string());
    if is_same_door && host == HOST && path == "/#{path}" {
        return Err(invalid_action("The redirect configuration is not valid because it creates a loop."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(config: &str) -> String {
        read(&Query::parse(config.as_bytes())).map_or_else(|refusal| refusal.code, |action| format!("{action:?}"))
    }

    #[test]
    fn what_is_not_told_stays_as_the_request_has_it() {
        let whole = |protocol: &str, query: &str| {
            format!(
                "Redirect {{ protocol: \"{protocol}\", port: \"#{{port}}\", host: \"#{{host}}\", path: \"/#{{path}}\", \
                 query: \"{query}\", status: \"HTTP_302\" }}"
            )
        };
        assert_eq!(outcome("StatusCode=HTTP_302"), whole("#{protocol}", "#{query}"));
        assert_eq!(outcome("StatusCode=HTTP_302&Protocol=HTTPS&Query="), whole("HTTPS", ""));
    }

    #[test]
    fn what_no_redirect_can_have_is_refused() {
        for (config, code) in [
            ("Protocol=HTTPS", "ValidationError"),
            ("StatusCode=HTTP_307", "ValidationError"),
            ("StatusCode=HTTP_301&Protocol=FTP", "ValidationError"),
            ("StatusCode=HTTP_301&Port=0", "InvalidLoadBalancerAction"),
            ("StatusCode=HTTP_301&Port=https", "InvalidLoadBalancerAction"),
            ("StatusCode=HTTP_301&Host=a%20b", "InvalidLoadBalancerAction"),
            ("StatusCode=HTTP_301&Host=%23%7Bpath%7D", "InvalidLoadBalancerAction"),
            ("StatusCode=HTTP_301&Path=new", "InvalidLoadBalancerAction"),
            ("StatusCode=HTTP_301&Path=/%23%7Bpath%7D%23%7Bpath%7D", "InvalidLoadBalancerAction"),
            ("StatusCode=HTTP_301&Query=%23%7Bnobody%7D", "InvalidLoadBalancerAction"),
        ] {
            assert_eq!(outcome(config), code, "{config}");
        }
    }

    #[test]
    fn a_redirect_must_lead_elsewhere() {
        let redirect = |config: &str| read(&Query::parse(format!("StatusCode=HTTP_301&{config}").as_bytes())).unwrap();
        let loops = |config: &str, protocol: &str, port| check_listener(&redirect(config), protocol, port).is_err();
        for config in ["", "Protocol=HTTP", "Port=80", "Protocol=HTTP&Port=80&Host=%23%7Bhost%7D", "Query=a"] {
            assert!(loops(config, "HTTP", 80), "{config}");
        }
        for config in ["Protocol=HTTPS", "Port=8080", "Host=example.com", "Path=/new", "Protocol=HTTPS&Port=443"] {
            assert!(!loops(config, "HTTP", 80), "{config}");
        }
        assert!(loops("Protocol=HTTPS&Port=443", "HTTPS", 443));
        assert!(loops("Protocol=HTTP&Host=example.com", "HTTPS", 443), "out of https");
    }
}
