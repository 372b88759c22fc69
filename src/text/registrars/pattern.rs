//! How name servers are called: a domain that they lie in, or a pattern.

use serde::Deserialize;

/// A domain (`gabia.net`: it and whatever lies in it), or a whole name in which `?` is one letter and `*` any letters of one label.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(super) struct Pattern(String);

impl Pattern {
    pub(super) fn matches(&self, server: &str) -> bool {
        if self.0.contains(['?', '*']) {
            return fits(self.0.as_bytes(), server.as_bytes());
        }
        server.strip_suffix(self.0.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }

    #[cfg(test)]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

fn fits(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern.split_first(), name.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((b'*', after)), letter) => fits(after, name) || letter.is_some_and(|(letter, rest)| *letter != b'.' && fits(pattern, rest)),
        (Some((b'?', after)), Some((letter, rest))) => *letter != b'.' && fits(after, rest),
        (Some((wanted, after)), Some((letter, rest))) => wanted == letter && fits(after, rest),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_ends_at_the_dot_and_a_domain_begins_there() {
        let table = [
            ("gabia.net", "ns.gabia.net", true),
            ("gabia.net", "gabia.net", true),
            ("gabia.net", "ns.notgabia.net", false),
            ("gabia.net", "ns.gabia.net.example", false),
            ("ns-cloud-??.googledomains.com", "ns-cloud-a1.googledomains.com", true),
            ("ns-cloud-??.googledomains.com", "ns-cloud-a.1.googledomains.com", false),
            ("ns-*.awsdns-??.co.uk", "ns-1751.awsdns-26.co.uk", true),
            ("ns-*.awsdns-??.co.uk", "ns-1751.x.awsdns-26.co.uk", false),
            ("dns?.p??.nsone.net", "dns1.p05.nsone.net", true),
            ("dns?.p??.nsone.net", "dns1.p05.nsone.net.", false),
        ];
        for (pattern, server, expected) in table {
            assert_eq!(Pattern(pattern.to_owned()).matches(server), expected, "{pattern} {server}");
        }
    }
}
