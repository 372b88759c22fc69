//! Names of hosts, and nginx's regular expressions.

use regex_lite::RegexBuilder;

/// Whether `~pattern` fits; `None`: it is a pattern that only nginx's own PCRE reads.
pub fn regex_fits(pattern: &str, name: &str) -> Option<bool> {
    matches(pattern, name, true)
}

/// Whether a regular expression is found in the text; `None`: it cannot be read here.
pub fn matches(pattern: &str, text: &str, any_case: bool) -> Option<bool> {
    RegexBuilder::new(pattern).case_insensitive(any_case).build().ok().map(|regex| regex.is_match(text))
}

/// The name that nginx compares: without port and one trailing dot, in lower case.
pub fn normalised(host: &str) -> String {
    let bare = match host.strip_prefix('[').and_then(|rest| rest.find(']')) {
        Some(end) => host.get(..end + 2).unwrap_or(host),
        None => host.split(':').next().unwrap_or_default(),
    };
    bare.strip_suffix('.').unwrap_or(bare).to_lowercase()
}

/// Whether a word of `server_name` names a site of somebody: not a placeholder, an address or a pattern for anything.
pub fn is_somebodys(word: &str) -> bool {
    let bare = word.trim_start_matches('~').trim_start_matches("*.").trim_start_matches('.');
    let placeholder = bare.is_empty() || matches!(bare, "_" | "localhost" | "$hostname" | "^" | ".*" | "^.*$" | "^(.*)$" | "^.+$");
    let address = bare.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok();
    !placeholder && !address && bare.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_compared_without_port_and_dot() {
        for (host, name) in [("WWW.X.com:80", "www.x.com"), ("x.com.", "x.com"), ("x.com.:80", "x.com"), ("[::1]:80", "[::1]"), ("", "")] {
            assert_eq!(normalised(host), name);
        }
    }

    #[test]
    fn placeholders_are_nobodys() {
        for nobody in ["_", "", "localhost", "10.0.0.5", "[::1]", "~^.*$", "$hostname", "default"] {
            assert!(!is_somebodys(nobody), "{nobody}");
        }
        for site in ["x.com", "*.x.com", ".x.com", "~^(www\\.)?x\\.com$"] {
            assert!(is_somebodys(site), "{site}");
        }
    }
}
