//! Files of our own beside those of the server's owner.

use super::super::upstream::At;
use super::headers::{HOST, PROTO};
use super::{Refusal, names};

/// A site of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSite<'a> {
    pub names: &'a [&'a str],
    pub upstream: &'a At,
    /// Whether it listens on IPv6 too: wanted where other blocks do, else a machine without IPv6 would not start.
    pub ipv6: bool,
}

/// The text of a site file that hands everything on. It needs the file of [`map_file`] beside it.
pub fn site_file(site: &OwnSite) -> Result<String, Refusal> {
    site.names.iter().try_for_each(|name| names::check(name))?;
    if site.names.is_empty() {
        return Err(Refusal::BadName { name: String::new() });
    }
    let ipv6 = if site.ipv6 { "\n    listen [::]:80;" } else { "" };
    let (names, upstream) = (site.names.join(" "), address(site.upstream)?);
    Ok(format!(
        "# Written by Landfall, which takes it away again.
server {{
    listen 80;{ipv6}
    server_name {names};

    location / {{
        proxy_set_header Host {HOST};
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto {PROTO};
        proxy_pass http://{upstream};
    }}
}}
"
    ))
}

/// The visitor's own protocol where a balancer tells it, else nginx's, as a directive of the `http` level.
pub fn proto_map() -> String {
    format!(
        "# Written by Landfall, which takes it away again.
map $http_x_forwarded_proto {PROTO} {{
    default $http_x_forwarded_proto;
    \"\" $scheme;
}}
"
    )
}

/// The text of a file at the `http` level (conf.d): [`proto_map`], and a name of the site for the balancer's health check, whose Host is
/// else the machine's address.
pub fn map_file(health_host: Option<&str>) -> Result<String, Refusal> {
    health_host.map_or(Ok(()), names::check)?;
    let health = health_host.map_or(String::new(), |name| format!("\n    \"~^ELB-HealthChecker/\" \"{name}\";"));
    let host = format!("map $http_user_agent {HOST} {{\n    default $host;{health}\n}}\n");
    Ok(proto_map() + &host)
}

fn address(at: &At) -> Result<String, Refusal> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ';' | '{' | '}' | '"' | '\'' | '$' | '#' | '\\');
    let text = match at {
        At::Unix { path } if path.contains(':') => return Err(Refusal::BadAddress { address: path.clone() }),
        At::Tcp { .. } | At::Unix { .. } => at.to_string(),
    };
    if text.contains(bad) { Err(Refusal::BadAddress { address: text }) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::super::super::syntax::parse;
    use super::*;

    #[test]
    fn our_files_hold_what_is_told_and_nothing_that_breaks_out() {
        let unix = At::Unix { path: "/run/g.sock".into() };
        let text = site_file(&OwnSite { names: &["www.x.com", "x.com"], upstream: &unix, ipv6: true }).unwrap();
        let server = &parse("f", &text).unwrap()[0];
        assert_eq!(server.last("server_name").unwrap().arguments().collect::<Vec<_>>(), ["www.x.com", "x.com"]);
        assert_eq!(server.last("location").unwrap().last("proxy_pass").unwrap().word(1), "http://unix:/run/g.sock");
        assert_eq!(parse("f", &map_file(Some("www.x.com")).unwrap()).unwrap()[1].inner()[1].word(1), "www.x.com");
        assert!(!map_file(None).unwrap().contains("ELB"));
        for bad in ["/run/a b", "/run/a;b", "/run/a:b", "/run/$x"] {
            let at = At::Unix { path: bad.into() };
            assert!(site_file(&OwnSite { names: &["x.com"], upstream: &at, ipv6: false }).is_err(), "{bad}");
        }
        assert!(site_file(&OwnSite { names: &[], upstream: &unix, ipv6: false }).is_err());
        assert!(map_file(Some("a\"; }")).is_err());
    }
}
