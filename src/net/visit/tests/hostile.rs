//! Servers that send what no server should.

use proptest::prelude::*;

use super::super::*;
use super::lab::{Lab, asking_admin, broken, page, plan, to_https, told};
use crate::ports::{BODY_LIMIT, NoAnswer, WebAnswer};

#[tokio::test]
async fn a_huge_page_is_cut() {
    let lab = Lab::serve(|asked| {
        let late = format!("<title>Big</title>{}<script src=/late.js></script>", "x".repeat(3 * BODY_LIMIT));
        to_https(asked).unwrap_or_else(|| page(&late))
    })
    .await;
    let visit = lab.visit().await;
    assert!(visit.first_broken().is_none(), "{:?}", told(&visit));
    let known = visit.page.as_ref().unwrap();
    assert_eq!(known.title.as_deref(), Some("Big"));
    assert_eq!(told(&visit)[5], "static-script not-looked-at none-on-page");
}

#[tokio::test]
async fn a_location_that_leads_nowhere_is_said_harmlessly() {
    let table: [(&[u8], &str); 8] = [
        (b"", "301 https://example.com/ Location: \"\""),
        (b"https://", "301 https://example.com/ Location: \"https://\""),
        (b"javascript:alert(1)", "301 https://example.com/ Location: \"javascript:alert(1)\""),
        (b"/a\tb", "301 https://example.com/ Location: \"/a b\""),
        ("/\u{9b}31m".as_bytes(), "301 https://example.com/ Location: \"/31m\""),
        ("/\u{202e}moc".as_bytes(), "301 https://example.com/ Location: \"/moc\""),
        (b"http://[::1", "301 https://example.com/ Location: \"http://[::1\""),
        (b"https://exa mple.com/", "301 https://example.com/ Location: \"https://exa mple.com/\""),
    ];
    for (location, evidence) in table {
        let raw = [b"HTTP/1.1 301 x\r\nContent-Length: 0\r\nLocation: ".as_slice(), location, b"\r\n\r\n"].concat();
        let lab = Lab::serve(move |asked| to_https(asked).unwrap_or_else(|| raw.clone())).await;
        assert_eq!(broken(&lab.visit().await), ("bad-location".into(), evidence.into()));
    }
    let none = Lab::serve(|_| b"HTTP/1.1 302 x\r\nContent-Length: 0\r\n\r\n".to_vec()).await;
    assert_eq!(broken(&none.visit().await).0, "bad-location");
}

#[tokio::test]
async fn bytes_that_are_no_utf_8_in_a_location_are_escaped() {
    let lab = Lab::serve(|asked| match asked.url.as_str() {
        "https://example.com/" => b"HTTP/1.1 302 x\r\nContent-Length: 0\r\nLocation: /caf\xe9\r\n\r\n".to_vec(),
        _other => to_https(asked).unwrap_or_else(|| page("<title>in</title>")),
    })
    .await;
    let visit = lab.visit().await;
    assert_eq!(visit.page.unwrap().url.as_str(), "https://example.com/caf%EF%BF%BD");
}

#[tokio::test]
async fn what_is_no_http_is_no_answer() {
    let raw: [&[u8]; 5] =
        [b"", b"\x15\x03\x01\x00\x02\x02\x16", b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 200 OK\r\nX: \x1b[31m\r\n\r\n", b"HTTP/1.1 2"];
    for bytes in raw {
        let lab = Lab::serve(move |_| bytes.to_vec()).await;
        let visit = lab.visit().await;
        assert_eq!(broken(&visit).0, "no-answer", "{bytes:?}");
        assert!(visit.page.is_none());
    }
}

#[tokio::test]
async fn a_name_that_is_none_is_said() {
    let lab = Lab::serve(|_| page("")).await;
    for name in ["exa mple.com", ""] {
        let visit = visit(&lab, &Plan { name: name.to_owned(), ..plan() }).await;
        assert_eq!(broken(&visit).0, "no-url", "{name}");
    }
    assert!(lab.log().is_empty());
}

#[tokio::test]
async fn no_line_carries_control_characters() {
    let body = "<title>\u{1b}]0;owned\u{7}\u{202e}</title><script src='/\u{1b}[2J.js'></script><link rel=stylesheet href='/a&#27;.css'>";
    let lab = Lab::serve(move |asked| to_https(asked).unwrap_or_else(|| page(body))).await;
    let visit = visit(&lab, &asking_admin()).await;
    let lines: String = visit.proofs.iter().map(|p| p.evidence.as_str()).collect();
    assert!(!lines.chars().any(char::is_control) && !lines.contains('\u{202e}'), "{lines:?}");
    assert_eq!(told(&visit)[5], "static-script not-looked-at none-on-page", "a reference with an escape in it is none");
}

/// Answers everything with the same.
struct Same(u16, Vec<u8>, Vec<u8>);

#[async_trait::async_trait]
impl Browser for Same {
    async fn fetch(&self, _: &Request) -> Result<WebAnswer, NoAnswer> {
        let mut headers = http::HeaderMap::new();
        for name in ["location", "content-type", "set-cookie", "server", "content-encoding"] {
            headers.extend(http::HeaderValue::from_bytes(&self.1).ok().map(|v| (http::HeaderName::from_static(name), v)));
        }
        Ok(WebAnswer { status: self.0, headers, body: self.2.clone(), certificate: None })
    }
}

proptest! {
    #[test]
    fn no_answer_brings_a_visit_down(
        status in prop_oneof![Just(200u16), Just(301), Just(404), any::<u16>()],
        header in proptest::collection::vec(any::<u8>(), 0..60),
        body in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let visit = runtime.block_on(visit(&Same(status, header, body), &asking_admin()));
        prop_assert_eq!(visit.proofs.len(), 7);
        prop_assert!(visit.proofs.iter().all(|p| !p.evidence.chars().any(char::is_control)));
    }

    #[test]
    fn a_location_of_any_kind_ends_well(location in "(https?:|//|/|\\.\\.|example\\.com|www\\.|:443|:80|#|\\?|@|é|%|\\[|\\]|\\\\| ){0,12}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let seen = runtime.block_on(visit(&Same(302, location.into_bytes(), Vec::new()), &plan()));
        prop_assert!(seen.first_broken().is_some());
    }
}
