//! nginx's variables, as far as a plain visit tells their values, and the conditions of `if`.

use std::collections::BTreeMap;

use super::names::{matches, normalised};
use super::tree::Directive;
use super::visit::Visit;

/// What is known of variables at one moment of a visit.
pub struct Variables<'a> {
    pub visit: Visit<'a>,
    /// The path as it is by now: rewrites change it.
    pub path: String,
    /// By `set`; `None`: to something unknown.
    pub set: BTreeMap<String, Option<String>>,
    /// `$1` and on, of the last regular expression.
    pub captures: Vec<String>,
    /// A rewrite gave a path, maybe the same.
    pub rewritten: bool,
}

impl<'a> Variables<'a> {
    pub fn new(visit: Visit<'a>) -> Self {
        Self { visit, path: visit.path.to_owned(), set: BTreeMap::new(), captures: Vec::new(), rewritten: false }
    }

    fn value(&self, name: &str) -> Option<String> {
        if let Ok(nth) = name.parse::<usize>() {
            return Some(self.captures.get(nth).cloned().unwrap_or_default());
        }
        if let Some(set) = self.set.get(name) {
            return set.clone();
        }
        let value = match name {
            // Without a Host it is the block's first name, which nobody asks for.
            "host" if self.visit.host.is_empty() => return None,
            "host" => normalised(self.visit.host),
            "http_host" => self.visit.host.to_owned(),
            "scheme" => self.visit.scheme.to_owned(),
            "request_method" => "GET".to_owned(),
            "request_uri" => self.visit.path.to_owned(),
            "uri" | "document_uri" => self.path.clone(),
            "http_x_forwarded_proto" => self.visit.forwarded_proto.unwrap_or_default().to_owned(),
            "https" if self.visit.scheme == "https" => "on".to_owned(),
            "https" | "args" | "query_string" | "is_args" | "http_upgrade" => String::new(),
            _ => return None,
        };
        Some(value)
    }

    /// The text with its variables written out; `None`: one is unknown.
    pub fn expanded(&self, text: &str) -> Option<String> {
        let mut parts = text.split('$');
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = variable(part);
            whole.push_str(&self.value(name)?);
            whole.push_str(rest);
        }
        Some(whole)
    }

    /// Whether the condition of this `if` holds; `None`: not known.
    pub fn holds(&self, condition: &Directive) -> Option<bool> {
        let mut words: Vec<&str> = condition.arguments().collect();
        *words.first_mut()? = words.first()?.strip_prefix('(')?;
        *words.last_mut()? = words.last()?.strip_suffix(')')?;
        words.retain(|word| !word.is_empty());
        match words.as_slice() {
            [variable] => self.expanded(variable).map(|value| !value.is_empty() && value != "0"),
            [variable, "="] => self.expanded(variable).map(|value| value.is_empty()),
            [variable, "!="] => self.expanded(variable).map(|value| !value.is_empty()),
            [variable, sign, rest @ ..] => self.compared(&self.expanded(variable)?, sign, &rest.join(" ")),
            [] => None,
        }
    }

    fn compared(&self, value: &str, sign: &str, with: &str) -> Option<bool> {
        match sign {
            "=" => self.expanded(with).map(|with| value == with),
            "!=" => self.expanded(with).map(|with| value != with),
            "~" => matches(with, value, false),
            "~*" => matches(with, value, true),
            "!~" => matches(with, value, false).map(|found| !found),
            "!~*" => matches(with, value, true).map(|found| !found),
            _ => None,
        }
    }
}

/// Splits `name…` or `{name}…` behind a `$`.
fn variable(text: &str) -> (&str, &str) {
    if let Some((name, rest)) = text.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        return (name, rest);
    }
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    text.split_at_checked(if digit { 1 } else { end }).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    #[test]
    fn conditions_of_if_are_decided_or_left() {
        let visit = Visit { host: "www.x.com:80", path: "/", scheme: "http", forwarded_proto: Some("https") };
        let known = Variables::new(visit);
        for (condition, holds) in [
            ("($host = www.x.com)", Some(true)),
            ("($host = \"www.x.com\")", Some(true)),
            ("( $host != www.x.com )", Some(false)),
            ("($http_x_forwarded_proto = http)", Some(false)),
            ("($http_x_forwarded_proto != 'https')", Some(false)),
            ("($scheme = http)", Some(true)),
            ("($host ~* ^WWW\\.)", Some(true)),
            ("($host !~ ^WWW\\.)", Some(true)),
            ("($host ~ (?!x))", None),
            ("($http_user_agent ~ bot)", None),
            ("($https)", Some(false)),
            ("(-f /x)", None),
            ("($http_upgrade = '')", Some(true)),
        ] {
            let parsed = parse("f", &format!("if {condition} {{ }}")).unwrap();
            assert_eq!(known.holds(&parsed[0]), holds, "{condition}");
        }
        assert_eq!(known.expanded("https://$host${uri}x$$"), None);
        assert_eq!(known.expanded("https://$host${uri}x").as_deref(), Some("https://www.x.com/x"));
    }
}
