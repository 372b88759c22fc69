//! HTTP Strict Transport Security (RFC 6797): a site that tells browsers to come by https alone.

use http::header::STRICT_TRANSPORT_SECURITY;

use crate::ports::WebAnswer;

/// What an answer over https tells of it; `None`: nothing, or that it is taken back (`max-age=0`). Without an age the header is none
/// (section 6.1.1), and a browser passes it over.
pub(super) fn told(answer: &WebAnswer) -> Option<String> {
    let header = answer.header(STRICT_TRANSPORT_SECURITY)?;
    let age = header.split(';').find_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        name.trim().eq_ignore_ascii_case("max-age").then(|| value.trim().trim_matches('"').to_owned())
    });
    let lasts = age.is_some_and(|age| age.bytes().any(|b| b.is_ascii_digit() && b != b'0'));
    lasts.then(|| format!("Strict-Transport-Security: {header}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_age_that_is_not_over_binds_browsers() {
        let table = [
            ("max-age=31536000; includeSubDomains; preload", true),
            ("includeSubDomains; Max-Age = \"60\"", true),
            ("max-age=0", false),
            ("max-age=\"00\"; includeSubDomains", false),
            ("includeSubDomains", false),
            ("", false),
        ];
        for (text, binds) in table {
            let mut answer = WebAnswer::default();
            answer.headers.insert(STRICT_TRANSPORT_SECURITY, text.parse().unwrap());
            assert_eq!(told(&answer).is_some(), binds, "{text}");
        }
        assert_eq!(told(&WebAnswer::default()), None);
    }
}
