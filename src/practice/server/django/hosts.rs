//! `ALLOWED_HOSTS`, by Django's own rules.

/// Whether a pattern of `ALLOWED_HOSTS` covers a name: `*`, the name itself, or `.example.com` for it and all below.
pub fn covers(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let below = |base: &str| name == base || name.ends_with(pattern.as_str());
    pattern == "*" || pattern == name || pattern.strip_prefix('.').is_some_and(below)
}

/// The Host header without its port and a dot at its end; empty when it is none.
fn name_of(host: &str) -> &str {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if name.chars().all(fine) { name.strip_suffix('.').unwrap_or(name) } else { "" }
}

/// Whether the Host header is one that is allowed.
pub fn allows(allowed: &[String], host: &str) -> bool {
    let name = name_of(host);
    !name.is_empty() && allowed.iter().any(|pattern| covers(pattern, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_covered_as_django_covers_them() {
        let allowed = |patterns: &[&str], host: &str| {
            let patterns: Vec<String> = patterns.iter().map(|p| (*p).to_owned()).collect();
            if allows(&patterns, host) { 200 } else { 400 }
        };
        let table: [(&[&str], &str, u16); 13] = [
            (&["203.0.113.10"], "203.0.113.10", 200),
            (&["203.0.113.10"], "203.0.113.10:80", 200),
            (&["203.0.113.10"], "www.heestagram.com", 400),
            (&[], "203.0.113.10", 400),
            (&["*"], "anything.at.all", 200),
            (&[".x.com"], "x.com", 200),
            (&[".x.com"], "a.b.x.com", 200),
            (&[".x.com"], "notx.com", 400),
            (&["x.com"], "www.x.com", 400),
            (&["X.com"], "x.COM.", 200),
            (&["*"], "", 400),
            (&["*"], "a/b", 400),
            (&["[::1]"], "[::1]:80", 200),
        ];
        for (patterns, host, status) in table {
            assert_eq!(allowed(patterns, host), status, "{patterns:?} {host}");
        }
    }
}
