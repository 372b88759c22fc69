//! What the values of each type of record must look like.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::names;
use super::refusals::fatal;
use crate::practice::state::route53::RecordSet;

/// The longest string of a TXT value.
const LONGEST_STRING: usize = 255;

/// What is wrong with the values of this set.
pub(super) fn problems(set: &RecordSet) -> Vec<String> {
    let wrong = |value: &String| problem(&set.kind, value).map(|message| format!("Invalid Resource Record: '{message}'"));
    let twice = set.values.iter().enumerate().find(|(n, value)| set.values.iter().take(*n).any(|earlier| earlier == *value));
    let is_single = matches!(set.kind.as_str(), "CNAME" | "SOA");
    let many = (is_single && set.values.len() > 1).then(|| {
        format!("RRSet of type {} with DNS name {} must contain exactly one resource record", set.kind, names::escaped(&set.name))
    });
    let twice = twice.map(|(_, value)| format!("Duplicate Resource Record: '{value}'"));
    set.values.iter().filter_map(wrong).chain(twice).chain(many).collect()
}

/// What is wrong with one value.
fn problem(kind: &str, value: &str) -> Option<String> {
    let fields: Vec<&str> = value.split_ascii_whitespace().collect();
    let checked = match (kind, fields.as_slice()) {
        ("A", _) => parsed::<Ipv4Addr>(value, "ARRDATAIllegalIPv4Address", "Value is not a valid IPv4 address"),
        ("AAAA", _) => parsed::<Ipv6Addr>(value, "AAAARRDATAIllegalIPv6Address", "Value is not a valid IPv6 address"),
        ("CNAME" | "NS" | "PTR", _) => names::domain(value).map(|_| ()),
        ("TXT" | "SPF", _) => strings(value),
        ("MX", [priority, host]) => parsed::<u16>(priority, "MXRRDATAInvalidPreference", "Preference is not a number from 0 to 65535")
            .and_then(|()| names::domain(host).map(|_| ())),
        ("SRV", [priority, weight, port, host]) => [priority, weight, port]
            .iter()
            .try_for_each(|n| parsed::<u16>(n, "SRVRRDATAInvalidNumber", "Value is not a number from 0 to 65535"))
            .and_then(|()| names::domain(host).map(|_| ())),
        ("SOA", [server, mailbox, numbers @ ..]) if numbers.len() == 5 => [server, mailbox]
            .iter()
            .try_for_each(|n| names::domain(n).map(|_| ()))
            .and_then(|()| numbers.iter().try_for_each(|n| parsed::<u32>(n, "SOARRDATAInvalidNumber", "Value is not a number"))),
        ("CAA", [flags, tag, ..]) => authorization(value, flags, tag),
        ("MX" | "SRV" | "SOA" | "CAA", _) => {
            Err(fatal(&format!("{kind}RRDATAIllegalFormat"), "Value has the wrong number of fields", value))
        }
        (_, []) => Err(fatal("InvalidCharacterString", "Value should not be empty", value)),
        _ => Ok(()),
    };
    checked.err()
}

fn parsed<T: std::str::FromStr>(value: &str, problem: &str, meaning: &str) -> Result<(), String> {
    value.parse::<T>().map(|_| ()).map_err(|_| fatal(problem, meaning, value))
}

/// One or more strings in quotation marks, blanks between them.
fn strings(value: &str) -> Result<(), String> {
    let unquoted = || fatal("InvalidCharacterString", "Value should be enclosed in quotation marks", value);
    let mut rest = value.trim();
    while let Some(inner) = rest.strip_prefix('"') {
        let end = closing(inner).ok_or_else(unquoted)?;
        if end > LONGEST_STRING {
            return Err(fatal("CharacterStringTooLong", "Value is too long", value));
        }
        let after = inner.get(end + 1..).unwrap_or_default();
        rest = after.trim_start();
        if rest.is_empty() {
            return Ok(());
        }
        if rest.len() == after.len() {
            return Err(unquoted());
        }
    }
    Err(unquoted())
}

/// Where the first quotation mark without a backslash before it stands.
fn closing(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (place, c) in text.char_indices() {
        match c {
            '"' if !is_escaped => return Some(place),
            _ => is_escaped = c == '\\' && !is_escaped,
        }
    }
    None
}

/// `0 issue "amazon.com"`.
fn authorization(value: &str, flags: &str, tag: &str) -> Result<(), String> {
    parsed::<u8>(flags, "CAARRDATAInvalidFlags", "Flags are not a number from 0 to 255")?;
    if !tag.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(fatal("CAARRDATAInvalidTag", "Tag may hold letters and digits only", value));
    }
    let rest = value.trim_start().strip_prefix(flags).and_then(|rest| rest.trim_start().strip_prefix(tag));
    strings(rest.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_type_takes_and_what_it_does_not() {
        let long = format!("\"{}\"", "x".repeat(256));
        let table = [
            ("A", "192.0.2.1", None),
            ("A", "192.0.2.256", Some("ARRDATAIllegalIPv4Address")),
            ("A", "www.example.com", Some("ARRDATAIllegalIPv4Address")),
            ("AAAA", "2001:db8::1", None),
            ("AAAA", "192.0.2.1", Some("AAAARRDATAIllegalIPv6Address")),
            ("CNAME", "_a.b.acm-validations.aws.", None),
            ("CNAME", "a..b", Some("DomainLabelEmpty")),
            ("TXT", "\"v=spf1 -all\"", None),
            ("TXT", "\"a\" \"b \\\" c\"", None),
            ("TXT", "v=spf1", Some("InvalidCharacterString")),
            ("TXT", "\"\"v\"\"", Some("InvalidCharacterString")),
            ("TXT", "\"open", Some("InvalidCharacterString")),
            ("TXT", long.as_str(), Some("CharacterStringTooLong")),
            ("MX", "10 mx.example.com", None),
            ("MX", "mx.example.com", Some("MXRRDATAIllegalFormat")),
            ("MX", "70000 mx.example.com", Some("MXRRDATAInvalidPreference")),
            ("SRV", "1 2 443 a.example.com", None),
            ("SRV", "1 2 a.example.com", Some("SRVRRDATAIllegalFormat")),
            ("SOA", "ns.a.com. h.a.com. 1 7200 900 1209600 86400", None),
            ("SOA", "ns.a.com. h.a.com. 1 7200 900 1209600", Some("SOARRDATAIllegalFormat")),
            ("CAA", "0 issue \"amazon.com\"", None),
            ("CAA", "0 issue amazon.com", Some("InvalidCharacterString")),
            ("CAA", "256 issue \"amazon.com\"", Some("CAARRDATAInvalidFlags")),
            ("HTTPS", "1 . alpn=h3", None),
            ("HTTPS", "", Some("InvalidCharacterString")),
        ];
        for (kind, value, wrong) in table {
            let message = problem(kind, value);
            let fits = match wrong {
                Some(wrong) => message.as_deref().is_some_and(|s| s.starts_with(&format!("FATAL problem: {wrong} ("))),
                None => message.is_none(),
            };
            assert!(fits, "{kind} {value}: {message:?}");
        }
    }
}
