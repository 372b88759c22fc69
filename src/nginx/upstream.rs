//! Where a `*_pass` hands a request on to.

use serde::{Deserialize, Serialize};

use super::tree::Directive;

/// What is spoken with the upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    Http,
    Https,
    Uwsgi,
    Fastcgi,
    Scgi,
    Grpc,
}

/// A place that a process listens at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    Tcp { host: String, port: u16 },
    Unix { path: String },
}

/// As a configuration has it.
impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp { host, port } if host.contains(':') => write!(f, "[{host}]:{port}"),
            Self::Tcp { host, port } => write!(f, "{host}:{port}"),
            Self::Unix { path } => write!(f, "unix:{path}"),
        }
    }
}

/// Where requests are handed on to; of an `upstream` group its first server that is not `down` or `backup`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upstream {
    pub protocol: Protocol,
    pub group: Option<String>,
    pub at: At,
}

/// The directives that hand on, with what they speak when the address does not say.
const PASSES: [(&str, Protocol); 5] = [
    ("proxy_pass", Protocol::Http),
    ("uwsgi_pass", Protocol::Uwsgi),
    ("fastcgi_pass", Protocol::Fastcgi),
    ("scgi_pass", Protocol::Scgi),
    ("grpc_pass", Protocol::Grpc),
];

/// What this directive speaks; `None`: it does not hand on.
pub fn protocol(name: &str) -> Option<Protocol> {
    PASSES.iter().find(|(pass, _)| *pass == name).map(|(_, protocol)| *protocol)
}

impl Upstream {
    /// Reads the address of a `*_pass`, variables already written out.
    pub fn read(http: &Directive, protocol: Protocol, address: &str) -> Option<Self> {
        let (scheme, rest) =
            address.split_once("://").filter(|(scheme, _)| *scheme != "unix" && !scheme.contains(':')).unwrap_or(("", address));
        let protocol = if scheme == "https" { Protocol::Https } else { protocol };
        let name = authority(rest);
        let group = http.all("upstream").into_iter().find(|group| group.word(1) == name);
        let target = group.map_or(Some(name), first_server)?;
        let default = if protocol == Protocol::Https && group.is_none() { 443 } else { 80 };
        Some(Self { protocol, group: group.map(|group| group.word(1).to_owned()), at: At::read(target, default)? })
    }
}

/// The address without the path behind it: `unix:/run/x.sock:/path` or `host:port/path`.
fn authority(rest: &str) -> &str {
    match rest.strip_prefix("unix:") {
        Some(path) => rest.get(..path.find(':').map_or(rest.len(), |at| at + "unix:".len())).unwrap_or(rest),
        None => rest.split(['/', '?']).next().unwrap_or_default(),
    }
}

fn first_server(group: &Directive) -> Option<&str> {
    let servers = group.all("server");
    let idle = |server: &&Directive| server.arguments().any(|word| word == "down" || word == "backup");
    servers.iter().find(|server| !idle(server)).or(servers.first()).map(|server| server.word(1))
}

impl At {
    /// `host`, `host:port`, `[::1]:port` or `unix:/path`.
    pub fn read(text: &str, default: u16) -> Option<Self> {
        if let Some(path) = text.strip_prefix("unix:") {
            let path = format!("/{}", path.trim_start_matches('/'));
            return (path.len() > 1).then_some(Self::Unix { path });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !text.ends_with(']') => (host, port.parse().ok()?),
            _ => (text, default),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        (!host.is_empty() && !host.contains('$')).then(|| Self::Tcp { host: host.to_owned(), port })
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    #[test]
    fn addresses_are_read_in_every_form() {
        let text = "http { upstream app { server 10.0.0.9:1 down; server 127.0.0.1:8001; } upstream un { server unix:/run/a.sock fail_timeout=0; } }";
        let http = &parse("f", text).unwrap()[0];
        for (pass, address, want) in [
            ("proxy_pass", "http://127.0.0.1:8000", "Http 127.0.0.1 8000"),
            ("proxy_pass", "http://localhost:8000/", "Http localhost 8000"),
            ("proxy_pass", "http://[::1]:8000/x", "Http ::1 8000"),
            ("proxy_pass", "http://app", "Http 127.0.0.1 8001"),
            ("proxy_pass", "http://app/", "Http 127.0.0.1 8001"),
            ("proxy_pass", "http://un", "Http /run/a.sock"),
            ("proxy_pass", "http://unix:/run/g.sock", "Http /run/g.sock"),
            ("proxy_pass", "http://unix:/run/g.sock:/x/", "Http /run/g.sock"),
            ("proxy_pass", "https://web", "Https web 443"),
            ("uwsgi_pass", "unix:///tmp/u.sock", "Uwsgi /tmp/u.sock"),
            ("uwsgi_pass", "127.0.0.1:3031", "Uwsgi 127.0.0.1 3031"),
            ("uwsgi_pass", "app", "Uwsgi 127.0.0.1 8001"),
        ] {
            let read = Upstream::read(http, protocol(pass).unwrap(), address).unwrap();
            let at = match read.at {
                At::Tcp { host, port } => format!("{host} {port}"),
                At::Unix { path } => path,
            };
            assert_eq!(format!("{:?} {at}", read.protocol), want, "{address}");
        }
        for none in ["http://", "http://x:port", "http://unix:", "http://$x"] {
            assert_eq!(Upstream::read(http, Protocol::Http, none), None, "{none}");
        }
    }
}
