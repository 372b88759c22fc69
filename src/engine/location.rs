//! Where a redirect leads that a server gave to plain http, as a browser reads it.

use std::fmt;

/// A page by plain http, at the usual port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// In lower case, without the dot at its end.
    pub host: String,
    /// With what follows a `?`.
    pub path: String,
}

/// Where a `Location` leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    Https,
    Plain(Place),
    /// To another port, another scheme, or nowhere.
    Elsewhere,
}

impl Place {
    /// Where a `Location` in this page's answer leads.
    pub fn leads(&self, location: &str) -> Leads {
        let to = location.trim();
        let to = to.split_once('#').map_or(to, |(to, _)| to).replace('\\', "/");
        let lower = to.to_ascii_lowercase();
        if lower.starts_with("https:") {
            return Leads::Https;
        }
        let whole = lower.starts_with("http:").then(|| to.get("http:".len()..)).flatten().unwrap_or(&to);
        let place = match whole.strip_prefix("//") {
            Some(rest) => absolute(rest),
            None if whole.len() < to.len() || has_scheme(whole) => None,
            None => Some(Self { host: self.host.clone(), path: self.joined(whole) }),
        };
        place.filter(|place| place.path.bytes().all(|b| b.is_ascii_graphic())).map_or(Leads::Elsewhere, Leads::Plain)
    }

    fn joined(&self, to: &str) -> String {
        let path = self.path.split_once('?').map_or(self.path.as_str(), |(path, _)| path);
        match to.chars().next() {
            None => self.path.clone(),
            Some('?') => format!("{path}{to}"),
            Some('/') => without_dots(to),
            Some(_) => without_dots(&format!("{}/{to}", path.rsplit_once('/').map_or("", |(directory, _)| directory))),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.host, self.path)
    }
}

/// `host`, `host/path`, `host:80?query`.
fn absolute(rest: &str) -> Option<Place> {
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.strip_suffix(":80").or(host.strip_suffix(':')).unwrap_or(host);
    let path = if path.starts_with('/') { without_dots(path) } else { format!("/{path}") };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    (!host.is_empty() && !host.contains(':')).then_some(Place { host, path })
}

/// `mailto:…`: a colon before the path begins.
fn has_scheme(to: &str) -> bool {
    to.split(['/', '?']).next().is_some_and(|first| first.contains(':'))
}

/// The path without `.` and `..`, which no browser sends.
fn without_dots(to: &str) -> String {
    let (path, query) = to.split_at(to.find('?').unwrap_or(to.len()));
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                kept.pop();
            }
            part => kept.push(part),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    format!("/{}{query}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_read_as_a_browser_does() {
        let from = Place { host: "www.a.com".into(), path: "/a/b?q=1".into() };
        let shown = |location: &str| match from.leads(location) {
            Leads::Https => "https".to_owned(),
            Leads::Plain(place) => place.to_string(),
            Leads::Elsewhere => "elsewhere".to_owned(),
        };
        let table = [
            ("https://www.a.com/", "https"),
            (" HTTPS://x", "https"),
            ("https:", "https"),
            ("/login/?next=/", "http://www.a.com/login/?next=/"),
            ("c", "http://www.a.com/a/c"),
            ("../c", "http://www.a.com/c"),
            ("./", "http://www.a.com/a/"),
            ("/x/..", "http://www.a.com/"),
            ("?next=/", "http://www.a.com/a/b?next=/"),
            ("#top", "http://www.a.com/a/b?q=1"),
            ("", "http://www.a.com/a/b?q=1"),
            ("//A.com", "http://a.com/"),
            ("http://A.com.:80/x#y", "http://a.com/x"),
            ("http://a.com?x", "http://a.com/?x"),
            ("http://me:secret@a.com/", "http://a.com/"),
            ("http://a.com@evil.example/", "http://evil.example/"),
            ("\\\\evil.example\\x", "http://evil.example/x"),
            ("http://a.com:8000/", "elsewhere"),
            ("http://[::1]/", "elsewhere"),
            ("http:/x", "elsewhere"),
            ("http://", "elsewhere"),
            ("mailto:me@a.com", "elsewhere"),
            ("/a b", "elsewhere"),
            ("/\u{e9}", "elsewhere"),
        ];
        for (location, expected) in table {
            assert_eq!(shown(location), expected, "{location:?}");
        }
    }
}
