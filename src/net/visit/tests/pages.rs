//! Whose page it is, and what it loads.

use super::super::Plan;
use super::lab::{Asked, Lab, answer, broken, page, plan, redirect, to_https, told};
use crate::engine::hop::HopCode;
use crate::engine::op::net::{Cause, DefaultPage, Verdict};
use crate::site::HealthCheck;

const WITH_STATIC: &str = r#"<title>Shop</title><link rel=stylesheet href="https://cdn.example.net/x.css">
<link rel=stylesheet href=/static/a.css><script src="static/a.js"></script>"#;

async fn https(answers: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Lab {
    Lab::serve(move |asked: &Asked| to_https(asked).unwrap_or_else(|| answers(asked))).await
}

/// A page whose static files answer like this.
async fn with_static(answers: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Lab {
    https(move |asked| if asked.url.contains("/static/") { answers(&asked.url) } else { page(WITH_STATIC) }).await
}

#[tokio::test]
async fn a_server_programs_own_page_is_not_the_site() {
    let ubuntu = "<html><head><title>Apache2 Ubuntu Default Page: It works</title></head></html>";
    let table = [
        ("nginx-default", 200, "Server: nginx/1.18.0", "<html><head>\n<title>Welcome to nginx!</title></head><h1>Welcome to nginx!</h1>"),
        ("nginx-default", 200, "Server: nginx", "<title>Test Page for the Nginx HTTP Server on EPEL</title>"),
        ("apache-default", 200, "Server: Apache/2.4.52 (Ubuntu)", ubuntu),
        ("apache-default", 403, "Server: Apache/2.4.57", "<title>Test Page for the HTTP Server on Red Hat Enterprise Linux</title>"),
        (
            "apache-default",
            200,
            "Server: Apache\r\nLast-Modified: Mon, 11 Jun 2007 18:53:14 GMT",
            "<html><body><h1>It works!</h1></body></html>\n",
        ),
        (
            "apache-default",
            200,
            "Server: Apache/2.4.62 (Unix)\r\nLast-Modified: x",
            "<title>It works! Apache httpd</title><p>It works!</p>",
        ),
        ("caddy-default", 200, "Server: Caddy", "<title>Caddy works!</title>"),
    ];
    for (page, status, header, body) in table {
        let lab = https(move |_| answer(status, &["Content-Type: text/html", header], body)).await;
        let visit = lab.visit().await;
        assert_eq!(broken(&visit), ("default-page".into(), format!("{page} https://example.com/")), "{body}");
    }
}

#[tokio::test]
async fn a_page_that_only_talks_like_one_is_the_sites() {
    let pages =
        ["<h1>It works!</h1>", "<title>How to be rid of Welcome to nginx!</title>", "<pre>&lt;title>Welcome to nginx!&lt;/title></pre>"];
    for body in pages {
        let lab = https(move |_| answer(200, &["Content-Type: text/html", "Server: nginx", "Last-Modified: x"], body)).await;
        assert!(lab.visit().await.first_broken().is_none(), "{body}");
    }
}

#[tokio::test]
async fn djangos_rocket_in_any_language_is_a_warning() {
    let body = r#"<title>Die Installation war erfolgreich!</title>
        <a href="https://docs.djangoproject.com/en/5.2/ref/settings/#debug">DEBUG=True</a>
        <a href="https://docs.djangoproject.com/en/5.2/intro/tutorial01/">Tutorial</a>"#;
    let visit = https(move |_| page(body)).await.visit().await;
    assert!(visit.first_broken().is_none());
    assert_eq!(told(&visit)[2], "page warning default-page");
    assert_eq!(visit.page.unwrap().looks_like, Some(DefaultPage::Django));
}

#[tokio::test]
async fn static_files_that_load_are_good() {
    let lab = with_static(|url| match url.rsplit('.').next() {
        Some("css") => answer(200, &["Content-Type: text/css"], ""),
        _js => answer(200, &["Content-Type: text/javascript; charset=utf-8", "X-Content-Type-Options: nosniff"], ""),
    })
    .await;
    let visit = lab.visit().await;
    assert_eq!(told(&visit)[5..], ["static-script good", "static-style good"]);
    assert_eq!(visit.proofs[6].evidence, "200 https://example.com/static/a.css");
    assert!(!lab.log().iter().any(|l| l.contains("cdn")), "another origin's file is not the site's");
}

#[tokio::test]
async fn static_files_that_are_not_there_are_a_warning() {
    let lab = with_static(|_| answer(404, &["Content-Type: text/html; charset=utf-8"], "<h1>Not Found</h1>")).await;
    let visit = lab.visit().await;
    assert!(visit.first_broken().is_none(), "a warning does not stand in the way");
    assert_eq!(told(&visit)[5..], ["static-script warning static-404", "static-style warning static-404"]);
    assert_eq!(visit.proofs[6].evidence, "404 https://example.com/static/a.css (text/html)");
}

#[tokio::test]
async fn a_page_in_a_static_files_place_is_not_that_file() {
    let lab = with_static(|_| page("<title>Shop</title>")).await;
    assert_eq!(told(&lab.visit().await)[5..], ["static-script warning static-404", "static-style warning static-404"]);
}

#[tokio::test]
async fn what_a_browser_takes_depends_on_nosniff() {
    let plain = with_static(|_| answer(200, &["Content-Type: text/plain"], "")).await;
    assert_eq!(told(&plain.visit().await)[5..], ["static-script good", "static-style warning static-404"]);
    let strict = with_static(|_| answer(200, &["Content-Type: text/plain", "X-Content-Type-Options: nosniff"], "")).await;
    assert_eq!(told(&strict.visit().await)[5..], ["static-script warning static-404", "static-style warning static-404"]);
}

#[tokio::test]
async fn a_static_file_may_live_elsewhere_in_the_end() {
    let lab = https(|asked| match asked.url.as_str() {
        "https://example.com/" => page(WITH_STATIC),
        url if url.ends_with("cdn.example.net/a.css") => answer(200, &["Content-Type: text/css"], ""),
        url if url.ends_with(".css") => redirect(302, "https://cdn.example.net/a.css"),
        _js => redirect(302, "http://cdn.example.net/a.js"),
    })
    .await;
    assert_eq!(told(&lab.visit().await)[5..], ["static-script warning downgrade", "static-style good"]);
}

#[tokio::test]
async fn a_script_by_plain_http_is_one_that_no_browser_loads() {
    // build_absolute_uri where Django never hears of https.
    let lab = https(|_| page("<script src=http://example.com/static/a.js></script><script src=/static/b.js></script>")).await;
    let visit = lab.visit().await;
    assert_eq!(told(&visit)[5], "static-script warning downgrade");
    assert_eq!(visit.proofs[5].evidence, "https://example.com/ → http://example.com/static/a.js");
    assert!(!lab.log().iter().any(|l| l.contains("static")), "{:?}", lab.log());
}

#[tokio::test]
async fn a_base_counts() {
    let lab = https(|asked| match asked.url.as_str() {
        "https://example.com/assets/a.css" => answer(200, &["Content-Type: text/css"], ""),
        _other => page("<base href=/assets/><link rel=stylesheet href=a.css>"),
    })
    .await;
    assert_eq!(told(&lab.visit().await)[6], "static-style good");
}

#[tokio::test]
async fn a_page_that_comes_packed_is_not_called_good() {
    let lab = https(|_| answer(200, &["Content-Type: text/html", "Content-Encoding: gzip"], "\u{1f}")).await;
    let visit = lab.visit().await;
    assert!(visit.first_broken().is_some());
    assert_eq!(told(&visit)[2], "page not-looked-at packed");
    assert_eq!(lab.asked.lock().unwrap()[0].header("accept-encoding"), "identity");
}

/// An API: a page only at `/health/`.
async fn api() -> Lab {
    https(|asked| match asked.url.as_str() {
        "https://example.com/health/" => answer(200, &["Content-Type: application/json"], "{}"),
        _other => answer(401, &["Content-Type: application/json"], "{}"),
    })
    .await
}

fn asking(path: &str, codes: &str) -> Plan {
    Plan { health: Some(HealthCheck { path: path.parse().unwrap(), codes: codes.parse().unwrap() }), ..plan() }
}

#[tokio::test]
async fn where_the_root_is_refused_the_path_that_was_told_is_visited_and_the_root_is_a_warning() {
    let lab = api().await;
    assert_eq!(broken(&lab.visit().await), ("client-error".into(), "401 https://example.com/".into()));
    let visit = super::super::visit(&lab, &asking("/health/", "200")).await;
    assert!(visit.first_broken().is_none(), "{:?}", visit.proofs);
    let front = visit.proofs.iter().find(|proof| proof.code == HopCode::FrontPage).unwrap();
    assert!(matches!(front.verdict, Verdict::Warning(Cause::ClientError { status: 401, .. })) && !front.required, "{front:?}");
    assert_eq!(visit.page.unwrap().url, "https://example.com/health/");
    let elsewhere = super::super::visit(&lab, &asking("/nowhere/", "200")).await;
    assert_eq!(broken(&elsewhere), ("client-error".into(), "401 https://example.com/nowhere/".into()));
}

#[tokio::test]
async fn a_status_that_was_told_to_be_well_is_a_warning_and_no_page_of_a_stranger_is() {
    let visit = super::super::visit(&api().await, &asking("/", "401")).await;
    assert!(visit.first_broken().is_none(), "{:?}", visit.proofs);
    assert!(visit.proofs.iter().any(|proof| proof.code == HopCode::Page && matches!(proof.verdict, Verdict::Warning(_))));
    // What was told is for a site that refuses `/`: one with a page there is judged by its page.
    let site = https(|_| answer(500, &[], "")).await;
    assert_eq!(broken(&super::super::visit(&site, &asking("/", "401")).await).0, "server-error");
    let nginx =
        https(|_| answer(403, &["Content-Type: text/html", "Server: nginx"], "<title>Test Page for the Nginx HTTP Server on EPEL</title>"))
            .await;
    assert_eq!(broken(&super::super::visit(&nginx, &asking("/", "403")).await).0, "default-page");
}
