//! Redirects, statuses and certificates.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::*;
use super::lab::{Asked, DAY, Lab, NOW, answer, broken, certificate, page, plan, proof, redirect, to_https, told};

const FINE: &str = "<title>My shop</title><h1>Hello</h1>";

/// A site that leads http to https, and answers https with `https`.
async fn site(https: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Lab {
    Lab::serve(move |asked: &Asked| to_https(asked).unwrap_or_else(|| https(&asked.url))).await
}

#[tokio::test]
async fn a_site_that_works_is_done() {
    let lab = site(|_| page(FINE)).await;
    let visit = lab.visit().await;
    assert!(visit.first_broken().is_none());
    let expected = ["certificate good", "https-visit good", "page good", "http-visit good", "forms not-looked-at not-asked"];
    assert_eq!(told(&visit)[..5], expected);
    let evidence: Vec<&str> = visit.proofs.iter().map(|p| p.evidence.as_str()).collect();
    assert_eq!(evidence[0], "example.com → 2027-04-15");
    assert_eq!(evidence[1..3], ["200 https://example.com/", "200 https://example.com/ \"My shop\""]);
    assert_eq!(evidence[3], "301 http://example.com/ → 200 https://example.com/");
    let known = visit.page.unwrap();
    assert_eq!((known.title.as_deref(), known.content_type.as_deref()), (Some("My shop"), Some("text/html")));
    assert_eq!(visit.http[0].location.as_ref().unwrap().as_str(), "https://example.com/");
}

#[tokio::test]
async fn a_redirect_to_itself_is_a_loop() {
    // Django with SECURE_SSL_REDIRECT that never hears of https.
    let lab = site(|url| redirect(301, url)).await;
    let visit = lab.visit().await;
    assert_eq!(broken(&visit), ("loop".into(), "301 https://example.com/ → https://example.com/".into()));
    assert_eq!(told(&visit)[3], "http-visit bad loop");
    assert_eq!(told(&visit)[5], "static-script not-looked-at broken-before");
    assert_eq!(lab.log().len(), 3, "{:?}", lab.log());
}

#[tokio::test]
async fn default_ports_case_and_fragments_do_not_hide_a_loop() {
    for location in ["https://EXAMPLE.com:443/#top", "//example.com", "?", ".", "/a/../", "#x"] {
        let lab = site(move |_| redirect(302, location)).await;
        assert_eq!(broken(&lab.visit().await).0, "loop", "{location}");
        assert!(lab.log().len() <= 5, "{:?}", lab.log());
    }
}

#[tokio::test]
async fn a_loop_over_two_pages_is_a_loop() {
    let lab = site(|url| redirect(302, if url.ends_with("/a") { "/" } else { "a" })).await;
    assert_eq!(broken(&lab.visit().await), ("loop".into(), "302 https://example.com/a → https://example.com/".into()));
}

#[tokio::test]
async fn a_chain_that_never_ends_is_given_up() {
    let count = AtomicUsize::new(0);
    let lab = site(move |_| redirect(302, &format!("/{}", count.fetch_add(1, Ordering::SeqCst)))).await;
    let visit = lab.visit().await;
    assert_eq!(broken(&visit), ("too-many-redirects".into(), "https://example.com/10".into()));
    assert_eq!(visit.https.len(), 11);
}

#[tokio::test]
async fn ten_redirects_are_followed() {
    let lab = site(|url| {
        let n: u32 = url.rsplit('/').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        if n == 10 { page(FINE) } else { redirect(307, &format!("/{}", n + 1)) }
    })
    .await;
    let visit = lab.visit().await;
    let https = proof(&visit, HopCode::Https);
    assert_eq!((&https.verdict, https.evidence.as_str()), (&Verdict::Good, "307 https://example.com/ → … → 200 https://example.com/10"));
    assert_eq!(told(&visit)[3], "http-visit bad too-many-redirects");
}

#[tokio::test]
async fn the_sites_own_other_name_is_fine() {
    let lab = site(|url| if url.contains("//www.") { page(FINE) } else { redirect(301, "//WWW.Example.com./") }).await;
    let visit = lab.visit().await;
    assert!(visit.first_broken().is_none(), "{:?}", told(&visit));
    assert_eq!(
        lab.log(),
        [
            "GET https://example.com/",
            "GET https://www.example.com./",
            "GET http://example.com/",
            "GET https://example.com/",
            "GET https://www.example.com./"
        ]
    );
}

#[tokio::test]
async fn a_way_back_to_http_is_a_fault_at_once() {
    let lab =
        Lab::serve(|asked| if asked.url.starts_with("https") { redirect(302, "http://www.example.com/en/") } else { page(FINE) }).await;
    let visit = lab.visit().await;
    assert_eq!(broken(&visit), ("downgrade".into(), "https://example.com/ → http://www.example.com/en/".into()));
    assert_eq!(told(&visit)[3], "http-visit bad stays-http");
    let relaxed = super::super::visit(&lab, &Plan { https_expected: false, ..plan() }).await;
    assert_eq!(told(&relaxed)[3], "http-visit good");
}

#[tokio::test]
async fn another_host_at_the_end_is_a_fault_whatever_it_answers() {
    for elsewhere in ["https://login.example.net/?next=/", "http://login.example.net/?next=/"] {
        let lab = site(move |url| if url.contains("example.net") { answer(500, &[], "") } else { redirect(302, elsewhere) }).await;
        let (cause, evidence) = broken(&lab.visit().await);
        assert_eq!((cause.as_str(), evidence), ("other-host", format!("https://example.com/ → {elsewhere}")));
    }
}

#[tokio::test]
async fn a_way_over_another_host_and_home_again_is_fine() {
    let lab = site(|url| match url {
        "https://example.com/" => redirect(302, "https://gate.example.net/"),
        "https://gate.example.net/" => redirect(302, "https://example.com/in"),
        _home => page(FINE),
    })
    .await;
    assert!(lab.visit().await.first_broken().is_none());
}

#[tokio::test]
async fn the_visitors_own_machine_and_network_are_never_asked() {
    for inside in ["http://127.0.0.1:8000/", "http://localhost:8000/", "http://169.254.169.254/latest/", "http://[::1]/", "http://printer/"]
    {
        let lab = site(move |_| redirect(302, inside)).await;
        assert_eq!(broken(&lab.visit().await).0, "other-host", "{inside}");
        assert!(lab.log().iter().all(|l| l.contains("example.com")), "{:?}", lab.log());
    }
}

#[tokio::test]
async fn a_name_in_unicode_is_the_same_name_in_punycode() {
    let lab = site(|url| if url.contains("//xn--bcher-kva.example") { page(FINE) } else { redirect(301, "https://BÜCHER.example/") }).await;
    let visit = visit(&lab, &Plan { names: vec!["bücher.example".to_owned()], ..plan() }).await;
    assert!(visit.first_broken().is_none(), "{:?}", told(&visit));
    assert_eq!(visit.page.unwrap().url.as_str(), "https://xn--bcher-kva.example/");
}

#[tokio::test]
async fn an_answer_that_is_no_page_is_a_fault() {
    let table = [(500, "server-error"), (503, "server-error"), (400, "client-error"), (401, "client-error"), (404, "client-error")];
    for (status, code) in table.into_iter().chain([(410, "client-error"), (304, "odd-status")]) {
        let lab = site(move |_| answer(status, &["Server: awselb/2.0"], "{}")).await;
        let visit = lab.visit().await;
        let server = if code == "odd-status" { "" } else { " (awselb/2.0)" };
        assert_eq!(broken(&visit), (code.into(), format!("{status} https://example.com/{server}")));
        assert_eq!(told(&visit)[2], "page not-looked-at broken-before");
    }
}

#[tokio::test]
async fn http_that_answers_itself_is_a_fault_where_https_is_expected() {
    let lab = Lab::serve(|_| page(FINE)).await;
    assert_eq!(broken(&lab.visit().await), ("stays-http".into(), "200 http://example.com/".into()));
    assert!(visit(&lab, &Plan { https_expected: false, ..plan() }).await.first_broken().is_none());
}

#[tokio::test]
async fn where_https_is_not_expected_nobody_has_to_answer_plain_http() {
    let mut lab = Lab::serve(|_| page(FINE)).await;
    lab.silent.push("http://example.com".to_owned());
    assert_eq!(broken(&lab.visit().await).0, "no-answer");
    let visit = visit(&lab, &Plan { https_expected: false, ..plan() }).await;
    assert_eq!((told(&visit)[3].as_str(), visit.first_broken()), ("http-visit not-looked-at not-expected", None));
}

#[tokio::test]
async fn nobody_there_is_no_answer() {
    let mut lab = site(|_| page(FINE)).await;
    lab.silent.push("https://example.com".to_owned());
    let visit = lab.visit().await;
    assert_eq!(broken(&visit), ("no-answer".into(), "https://example.com/ (Connection refused)".into()));
    assert_eq!(told(&visit)[0], "certificate not-looked-at broken-before");
    assert_eq!(visit.http.len(), 1);
}

#[tokio::test]
async fn a_certificate_that_no_browser_takes_comes_first() {
    let table = [
        ("certificate-expired", Some("expired"), NOW - DAY, "example.com", "example.com (2027-01-14)"),
        ("certificate-expired", None, NOW - DAY, "example.com", "example.com (2027-01-14)"),
        ("certificate-name", Some("not valid for name"), NOW + DAY, "*.elb.amazonaws.com", "example.com (*.elb.amazonaws.com)"),
        ("certificate-not-trusted", Some("UnknownIssuer"), NOW + DAY, "example.com", "example.com (UnknownIssuer)"),
    ];
    for (code, distrust, not_after, names, evidence) in table {
        let mut lab = site(|_| page(FINE)).await;
        let certificate = certificate(distrust, not_after, names);
        lab.certificates.insert("example.com".to_owned(), certificate);
        let visit = lab.visit().await;
        assert_eq!(broken(&visit), (code.into(), evidence.into()));
        assert_eq!(
            told(&visit)[1..4],
            ["https-visit not-looked-at broken-before", "page not-looked-at broken-before", "http-visit not-looked-at broken-before"]
        );
    }
}

#[tokio::test]
async fn the_certificate_of_the_other_name_counts_too() {
    let mut lab = site(|url| if url.contains("//www.") { page(FINE) } else { redirect(301, "https://www.example.com/") }).await;
    let certificate = certificate(Some("NotValidForName"), NOW + DAY, "example.com");
    lab.certificates.insert("www.example.com".to_owned(), certificate);
    assert_eq!(broken(&lab.visit().await), ("certificate-name".into(), "www.example.com (example.com)".into()));
}
