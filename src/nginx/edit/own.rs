//! Files of our own beside those of the server's owner.

use super::super::upstream::At;
use super::headers::PROTO;
use super::{Refusal, names};

const WRITTEN: &str = "# Written by Landfall, which takes it away again.\n";

/// A site of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSite<'a> {
    pub names: &'a [&'a str],
    pub upstream: &'a At,
    /// What Host is set to: the variable of a [`CheckHost`].
    pub host: &'a str,
    /// Whether it listens on IPv6 too: wanted where other blocks do, else a machine without IPv6 would not start.
    pub ipv6: bool,
}

/// The text of a site file that hands everything on. It needs both of [`maps`] before it.
pub fn site_file(site: &OwnSite) -> Result<String, Refusal> {
    site.names.iter().try_for_each(|name| names::check(name))?;
    if site.names.is_empty() {
        return Err(Refusal::BadName { name: String::new() });
    }
    let ipv6 = if site.ipv6 { "\n    listen [::]:80;" } else { "" };
    let (names, upstream, host) = (site.names.join(" "), address(site.upstream)?, site.host);
    Ok(format!(
        "{WRITTEN}server {{
    listen 80;{ipv6}
    server_name {names};

    location / {{
        proxy_set_header Host {host};
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto {PROTO};
        proxy_pass http://{upstream};
    }}
}}
"
    ))
}

/// A name of the site in the place of the Host of a balancer's health check, which is else the machine's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckHost<'a> {
    /// Each site has its own, `$` and all: nginx lets the last `map` to a variable win. nginx's tables take 46 characters
    /// (`variables_hash_bucket_size` of 64, nginx 1.22).
    pub variable: &'a str,
    pub name: &'a str,
    /// What Host is for everybody else: `$host` or `$http_host`, as it was.
    pub else_host: &'a str,
}

/// Directives of the `http` level. `proto`: [`PROTO`] is the visitor's own protocol where a balancer tells it, else nginx's.
pub fn maps(proto: bool, health: Option<CheckHost>) -> Result<String, Refusal> {
    let proto = if proto { PROTO_MAP.replace("PROTO", PROTO) } else { String::new() };
    let health = health.map(host_map).transpose()?.unwrap_or_default();
    Ok(if proto.is_empty() && health.is_empty() { String::new() } else { format!("{WRITTEN}{proto}{health}") })
}

const PROTO_MAP: &str = "map $http_x_forwarded_proto PROTO {
    default $http_x_forwarded_proto;
    \"\" $scheme;
}
";

fn host_map(CheckHost { variable, name, else_host }: CheckHost) -> Result<String, Refusal> {
    names::check(name)?;
    Ok(format!("map $http_user_agent {variable} {{\n    default {else_host};\n    \"~^ELB-HealthChecker/\" {name};\n}}\n"))
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
        let text = site_file(&OwnSite { names: &["www.x.com", "x.com"], upstream: &unix, host: "$h", ipv6: true }).unwrap();
        let server = &parse("f", &text).unwrap()[0];
        assert_eq!(server.last("server_name").unwrap().arguments().collect::<Vec<_>>(), ["www.x.com", "x.com"]);
        assert_eq!(server.last("location").unwrap().last("proxy_pass").unwrap().word(1), "http://unix:/run/g.sock");
        assert_eq!(server.last("location").unwrap().all("proxy_set_header")[0].word(2), "$h");
        let health = |name| Some(CheckHost { variable: "$h", name, else_host: "$host" });
        let both = maps(true, health("www.x.com")).unwrap();
        let maps_of = parse("f", &both).unwrap();
        assert_eq!((maps_of.len(), maps_of[1].word(2), maps_of[1].inner()[1].word(1)), (2, "$h", "www.x.com"));
        assert_eq!(parse("f", &maps(false, health("x.com")).unwrap()).unwrap().len(), 1);
        assert!(!maps(true, None).unwrap().contains("ELB"));
        assert_eq!(maps(false, None).as_deref(), Ok(""));
        for bad in ["/run/a b", "/run/a;b", "/run/a:b", "/run/$x"] {
            let at = At::Unix { path: bad.into() };
            assert!(site_file(&OwnSite { names: &["x.com"], upstream: &at, host: "$h", ipv6: false }).is_err(), "{bad}");
        }
        assert!(site_file(&OwnSite { names: &[], upstream: &unix, host: "$h", ipv6: false }).is_err());
        assert!(maps(true, health("a\"; }")).is_err());
    }
}
