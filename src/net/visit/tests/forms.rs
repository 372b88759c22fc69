//! The Django admin's login, asked with nothing filled in.

use super::super::*;
use super::lab::{Asked, Lab, S, answer, asking_admin, broken, page, proof, redirect, to_https, told};

const LOGIN: &str = r#"<title>Log in | Django site admin</title><form method="post" id="login-form">
<input type="hidden" name="csrfmiddlewaretoken" value="x"><input name="username"><input name="password"></form>"#;
const COOKIE: &str = "Set-Cookie: csrftoken=0123456789abcdef0123456789abcdef; Path=/; SameSite=Lax";

/// A site whose `/admin/login/` answers like this.
async fn admin(login: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Lab {
    let answers = move |asked: &Asked| if asked.url.contains("/admin/login/") { login(asked) } else { page("<title>Shop</title>") };
    Lab::serve(move |asked: &Asked| to_https(asked).unwrap_or_else(|| answers(asked))).await
}

/// The login as Django answers it, taking these origins.
fn django(asked: &Asked, trusted: &str) -> Vec<u8> {
    let form = answer(200, &["Content-Type: text/html", COOKIE], LOGIN);
    let refused = asked.method == "POST" && asked.header("origin") != trusted;
    if refused { answer(403, &["Content-Type: text/html"], "<h1>Forbidden</h1>") } else { form }
}

async fn forms(lab: &Lab) -> (String, String) {
    let visit = visit(lab, &asking_admin()).await;
    (told(&visit)[4].clone(), proof(&visit, HopCode::Forms).evidence.clone())
}

#[tokio::test]
async fn an_origin_that_is_taken_is_good() {
    let lab = admin(|asked| django(asked, "https://example.com")).await;
    assert_eq!(forms(&lab).await, ("forms good".into(), "200 POST https://example.com/admin/login/".into()));
    let asked = lab.asked.lock().unwrap();
    let sent = asked.iter().find(|a| a.method == "POST").unwrap();
    assert_eq!(sent.body, format!("csrfmiddlewaretoken={S}&username=&password="));
    let headers = ["cookie", "origin", "referer", "content-type"].map(|h| sent.header(h));
    let cookie = format!("csrftoken={S}");
    assert_eq!(headers, [&cookie, "https://example.com", "https://example.com/admin/login/", "application/x-www-form-urlencoded"]);
    assert_eq!(asked.iter().filter(|a| a.method == "POST").count(), 1);
}

#[tokio::test]
async fn an_origin_that_is_refused_stands_in_the_way() {
    let lab = admin(|asked| django(asked, "http://example.com")).await;
    let visit = visit(&lab, &asking_admin()).await;
    assert!(visit.first_broken().is_some());
    let evidence = "403 POST https://example.com/admin/login/ Origin: https://example.com";
    assert_eq!(broken(&visit), ("forms-refused".into(), evidence.into()));
}

#[tokio::test]
async fn the_admin_is_left_alone_unless_asked_for() {
    let lab = admin(|asked| django(asked, "https://example.com")).await;
    assert_eq!(told(&lab.visit().await)[4], "forms not-looked-at not-asked");
    assert!(!lab.log().iter().any(|l| l.contains("admin")), "{:?}", lab.log());
}

#[tokio::test]
async fn a_cookie_of_another_name_is_used() {
    let lab = admin(|asked| match asked.method.as_str() {
        "POST" if asked.header("cookie") != format!("__Host-shop_CSRF={S}") => answer(403, &[], ""),
        _other => answer(200, &["Content-Type: text/html", "Set-Cookie: lang=en", "Set-Cookie: __Host-shop_CSRF=x; Secure"], LOGIN),
    })
    .await;
    assert_eq!(forms(&lab).await.0, "forms good");
}

#[tokio::test]
async fn what_is_no_admin_login_is_never_posted_to() {
    let other = r#"<form><input name="csrfmiddlewaretoken"><input name="email"><input name="password"></form>"#;
    let table: [(&str, Vec<u8>); 7] = [
        ("no-admin", answer(404, &[], LOGIN)),
        ("not-admin", answer(403, &[], "")),
        ("not-admin", page("<title>Shop</title>")),
        ("not-admin", page(other)),
        ("no-csrf-cookie", page(LOGIN)),
        ("admin-elsewhere", redirect(302, "https://sso.example.net/login")),
        ("admin-silent", redirect(302, "http://example.com/admin/login/")),
    ];
    for (why, bytes) in table {
        let lab = admin(move |_| bytes.clone()).await;
        assert_eq!(forms(&lab).await.0, format!("forms not-looked-at {why}"));
        let log = lab.log();
        assert!(log.iter().all(|l| l.starts_with("GET https://example.com/") || l == "GET http://example.com/"), "{log:?}");
        assert!(visit(&lab, &asking_admin()).await.first_broken().is_none(), "it is not required");
    }
}

#[tokio::test]
async fn an_answer_that_says_neither_is_not_called_good() {
    for odd in [page("<title>Shop</title>"), redirect(302, "/admin/"), answer(429, &[], ""), answer(500, &[], "")] {
        let lab = admin(move |asked| if asked.method == "POST" { odd.clone() } else { django(asked, "") }).await;
        assert_eq!(forms(&lab).await.0, "forms not-looked-at admin-odd");
    }
}

#[tokio::test]
async fn the_login_in_a_language_and_on_the_other_name_is_asked_there() {
    let lab = Lab::serve(|asked| match asked.url.as_str() {
        url if url.starts_with("http://") => to_https(asked).unwrap(),
        url if url.starts_with("https://example.com") => redirect(301, &url.replace("//", "//www.")),
        "https://www.example.com/admin/login/" => redirect(302, "/de/admin/login/"),
        url if url.ends_with("/de/admin/login/") => django(asked, "https://www.example.com"),
        _home => page("<title>Shop</title>"),
    })
    .await;
    assert_eq!(forms(&lab).await, ("forms good".into(), "200 POST https://www.example.com/de/admin/login/".into()));
}

#[tokio::test]
async fn a_strangers_page_is_not_asked_for_an_admin() {
    let lab = Lab::serve(|asked| to_https(asked).unwrap_or_else(|| page("<title>Welcome to nginx!</title>"))).await;
    assert_eq!(forms(&lab).await.0, "forms not-looked-at broken-before");
    assert!(!lab.log().iter().any(|l| l.contains("admin")));
}

#[test]
fn a_token_is_32_letters_and_digits() {
    assert!(CsrfToken::new(S).is_some());
    for bad in ["", "abc", "abcdefghijklmnopqrstuvwxyz01234;", "äbcdefghijklmnopqrstuvwxyz01234"] {
        assert!(CsrfToken::new(bad).is_none(), "{bad}");
    }
}
