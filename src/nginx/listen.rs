//! `listen`: where a server block waits for connections.

use std::net::{IpAddr, Ipv4Addr};

use super::tree::Directive;

/// A connection as it comes in: the address and port on this machine that it was made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    pub address: IpAddr,
    pub port: u16,
}

/// Where one `listen` waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    Ip {
        address: IpAddr,
        ports: (u16, u16),
    },
    Unix(String),
    /// A host's name, or a form that is not understood: which address that is, only the machine knows.
    Named(String),
}

/// One `listen` with what it says about selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listen {
    pub at: Where,
    pub default: bool,
    pub ssl: bool,
    /// `[::]` takes IPv4 as well (`ipv6only=off`).
    pub both: bool,
}

/// How closely a listening address fits a connection; the closest alone counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// `[::]` with `ipv6only=off`, for IPv4.
    Both,
    /// `*`, or `[::]` for IPv6.
    Wildcard,
    Exact,
}

const ANY: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const HTTP: u16 = 80;

impl Listen {
    /// What a server block without any `listen` has.
    pub fn unsaid() -> Self {
        Self { at: Where::Ip { address: ANY, ports: (HTTP, HTTP) }, default: false, ssl: false, both: false }
    }

    /// Reads a `listen` directive.
    pub fn read(directive: &Directive) -> Self {
        let has = |word: &str| directive.arguments().skip(1).any(|w| w == word);
        let (default, ssl, both) = (has("default_server") || has("default"), has("ssl"), has("ipv6only=off"));
        Self { at: place(directive.word(1)), default, ssl, both }
    }

    pub fn fit(&self, to: Connection) -> Option<Fit> {
        let Where::Ip { address, ports } = &self.at else { return None };
        if !(ports.0..=ports.1).contains(&to.port) {
            return None;
        }
        match *address {
            address if address == to.address => Some(Fit::Exact),
            address if !address.is_unspecified() => None,
            address if address.is_ipv4() == to.address.is_ipv4() => Some(Fit::Wildcard),
            address => (address.is_ipv6() && self.both).then_some(Fit::Both),
        }
    }
}

fn place(word: &str) -> Where {
    if let Some(path) = word.strip_prefix("unix:") {
        return Where::Unix(path.to_owned());
    }
    if let Some(ports) = ports(word) {
        return Where::Ip { address: ANY, ports };
    }
    let (host, port) = match word.rsplit_once(':') {
        Some((host, port)) if !word.ends_with(']') => (host, ports(port)),
        _ => (word, Some((HTTP, HTTP))),
    };
    let Some(ports) = port else { return Where::Named(word.to_owned()) };
    address(host).map_or_else(|| Where::Named(word.to_owned()), |address| Where::Ip { address, ports })
}

/// `80`, or `8000-8010`.
fn ports(text: &str) -> Option<(u16, u16)> {
    let number = |text: &str| text.parse::<u16>().ok().filter(|port| *port > 0 && text.bytes().all(|b| b.is_ascii_digit()));
    match text.split_once('-') {
        Some((from, to)) => Some((number(from)?, number(to)?)),
        None => number(text).map(|port| (port, port)),
    }
}

/// `localhost` may be `::1` besides, where /etc/hosts says so: nobody outside comes there.
fn address(host: &str) -> Option<IpAddr> {
    match host {
        "*" => Some(ANY),
        "localhost" => Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        host => host.trim_start_matches('[').trim_end_matches(']').parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    fn fit(listen: &str, address: &str, port: u16) -> Option<Fit> {
        let directives = parse("f", &format!("{listen};")).unwrap();
        let to = Connection { address: address.parse().unwrap(), port };
        Listen::read(&directives[0]).fit(to)
    }

    #[test]
    fn every_form_of_listen_is_understood() {
        for (listen, address, port, fits) in [
            ("listen 80", "10.0.0.5", 80, Some(Fit::Wildcard)),
            ("listen 80", "10.0.0.5", 81, None),
            ("listen 80", "::1", 80, None),
            ("listen *:80 default_server", "10.0.0.5", 80, Some(Fit::Wildcard)),
            ("listen 0.0.0.0:80", "10.0.0.5", 80, Some(Fit::Wildcard)),
            ("listen 127.0.0.1:80", "127.0.0.1", 80, Some(Fit::Exact)),
            ("listen 127.0.0.1", "127.0.0.1", 80, Some(Fit::Exact)),
            ("listen 127.0.0.1:80", "10.0.0.5", 80, None),
            ("listen localhost:80", "127.0.0.1", 80, Some(Fit::Exact)),
            ("listen localhost", "::1", 80, None),
            ("listen [::]:80", "::1", 80, Some(Fit::Wildcard)),
            ("listen [::]", "::1", 80, Some(Fit::Wildcard)),
            ("listen [::]:80 ipv6only=off", "10.0.0.5", 80, Some(Fit::Both)),
            ("listen [::]:80 ipv6only=on", "10.0.0.5", 80, None),
            ("listen [::1]:80", "::1", 80, Some(Fit::Exact)),
            ("listen 8000-8010", "10.0.0.5", 8005, Some(Fit::Wildcard)),
            ("listen unix:/run/x.sock", "10.0.0.5", 80, None),
            ("listen www.x.com:80", "10.0.0.5", 80, None),
            ("listen +80", "10.0.0.5", 80, None),
        ] {
            assert_eq!(fit(listen, address, port), fits, "{listen} {address}:{port}");
        }
    }
}
