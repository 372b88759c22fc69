//! Where a redirect leads.

use http::HeaderValue;
use url::Url;

use super::shown;
use crate::ports::WebAnswer;

/// The statuses at which a browser goes on to the `Location`.
pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where this answer to `from` leads.
///
/// # Errors
/// The `Location` as it can be shown, when it leads nowhere.
pub(super) fn target(from: &Url, answer: &WebAnswer) -> Result<Url, String> {
    let value = answer.headers.get(http::header::LOCATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let text = String::from_utf8_lossy(value);
    resolved(from, text.trim_matches(' ')).ok_or_else(|| shown::line(&text, 200))
}

/// `location` seen from `from`: http or https with a host, without fragment and user.
pub(super) fn resolved(from: &Url, location: &str) -> Option<Url> {
    if location.is_empty() || location.chars().any(shown::is_harmful) {
        return None;
    }
    let mut url = from.join(location).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_fragment(None);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_resolved_as_a_browser_does() {
        let from = Url::parse("https://example.com/a/b?q=1").unwrap();
        let to = |location: &str| resolved(&from, location).map(|u| u.to_string());
        let table = [
            ("/login", Some("https://example.com/login")),
            ("c", Some("https://example.com/a/c")),
            ("?next=/", Some("https://example.com/a/b?next=/")),
            ("#top", Some("https://example.com/a/b?q=1")),
            ("//www.example.com/x#y", Some("https://www.example.com/x")),
            ("HTTPS://EXAMPLE.com:443", Some("https://example.com/")),
            ("http://example.com:80/", Some("http://example.com/")),
            ("http://example.com:8000/", Some("http://example.com:8000/")),
            ("https://bücher.example/ü", Some("https://xn--bcher-kva.example/%C3%BC")),
            ("https://me:secret@example.com/", Some("https://example.com/")),
            ("https://example.com@evil.example/", Some("https://evil.example/")),
            ("\\\\evil.example\\x", Some("https://evil.example/x")),
            ("", None),
            ("https://", None),
            ("https://exa mple.com/", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("ftp://example.com/", None),
            ("/a\tb", None),
            ("/\u{1b}[31m", None),
            ("/\u{202e}", None),
        ];
        for (location, expected) in table {
            assert_eq!(to(location).as_deref(), expected, "{location:?}");
        }
    }
}
