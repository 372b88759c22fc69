//! Whether a form that is sent from the site's own page is taken: the Django admin's login with empty fields, and no other.
//!
//! Django's CSRF check compares a cookie with a form field, so an invented pair passes it, and what is left to see is whether
//! it takes the origin: 200 ("this field is required") is yes, 403 is no. Empty fields are refused before anybody is looked
//! up: no session, no query, no lockout (Django 4.2 to 6.1, measured on 2026-11-29).

use http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, ORIGIN, REFERER, SET_COOKIE};
use url::Url;

use super::browser::Request;
use super::plan::CsrfToken;
use super::trail::{Abroad, Arrival};
use super::walk::Walker;
use super::{evidence, html, shown};
use crate::engine::op::net::{Cause, Verdict, Why};
use crate::ports::{WebAnswer, WebMethod};

const LOGIN: &str = "/admin/login/";

/// Asks the admin of the site that `page` belongs to. Comes with its evidence: what was asked, and the status.
pub(super) async fn ask(walker: Walker<'_>, page: &Url, token: &CsrfToken) -> (Verdict, String) {
    let Ok(login) = page.join(LOGIN) else { return (Verdict::NotLookedAt(Why::NoAdmin), String::new()) };
    let form = match walker.walk(login, Abroad::Stop).await.end {
        Ok(arrival) => arrival,
        Err(cause) => return (Verdict::NotLookedAt(no_way(&cause)), evidence::of(&cause)),
    };
    match cookie(&form) {
        Err(why) => (Verdict::NotLookedAt(why), seen("GET", &form.url, form.answer.status)),
        Ok(cookie) => post(walker, form.url, &cookie, token).await,
    }
}

/// Why the login was not come to.
fn no_way(cause: &Cause) -> Why {
    if matches!(cause, Cause::OtherHost { .. }) { Why::AdminElsewhere } else { Why::AdminSilent }
}

/// The name of the CSRF cookie that came with the admin's login.
fn cookie(form: &Arrival) -> Result<String, Why> {
    if form.answer.status == 404 {
        return Err(Why::NoAdmin);
    }
    if form.answer.status != 200 || form.url.scheme() != "https" || !is_login(&form.answer) {
        return Err(Why::NotAdmin);
    }
    csrf_cookie(&form.answer.headers).ok_or(Why::NoCsrfCookie)
}

/// The admin's login form by its fields.
fn is_login(answer: &WebAnswer) -> bool {
    let inputs = html::scan(answer.read()).inputs;
    ["csrfmiddlewaretoken", "username", "password"].iter().all(|field| inputs.iter().any(|i| i == field))
}

/// `csrftoken`, or what the project calls it. There is none where the token is kept in the session.
fn csrf_cookie(headers: &HeaderMap) -> Option<String> {
    let names = headers.get_all(SET_COOKIE).iter().filter_map(|v| v.to_str().ok()?.split_once('=').map(|(name, _)| name.trim()));
    let csrf = |name: &&str| ["csrf", "xsrf"].iter().any(|word| name.to_ascii_lowercase().contains(word));
    names.into_iter().find(csrf).map(str::to_owned)
}

async fn post(walker: Walker<'_>, url: Url, cookie: &str, token: &CsrfToken) -> (Verdict, String) {
    let origin = url.origin().ascii_serialization();
    let Some(request) = form(&url, &origin, cookie, token) else {
        return (Verdict::NotLookedAt(Why::NoCsrfCookie), String::new());
    };
    match walker.browser.fetch(&request).await {
        Ok(answer) => verdict(&answer, &url, origin),
        Err(why) => {
            (Verdict::NotLookedAt(Why::AdminSilent), evidence::of(&Cause::NoAnswer { url: shown::url(&url), why: why.detail().to_owned() }))
        }
    }
}

/// The login form as a browser sends it, with nothing filled in. Django before 4.0 looks at the Referer.
fn form(url: &Url, origin: &str, cookie: &str, token: &CsrfToken) -> Option<Request> {
    let secret = token.as_str();
    let lines: [(HeaderName, String); 4] = [
        (ORIGIN, origin.to_owned()),
        (REFERER, url.to_string()),
        (COOKIE, format!("{cookie}={secret}")),
        (CONTENT_TYPE, "application/x-www-form-urlencoded".to_owned()),
    ];
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.insert(name, HeaderValue::try_from(value).ok()?);
    }
    let body = format!("csrfmiddlewaretoken={secret}&username=&password=");
    Some(Request { method: WebMethod::Post, url: url.clone(), headers, body })
}

/// 200 counts only with the form back again.
fn verdict(answer: &WebAnswer, url: &Url, origin: String) -> (Verdict, String) {
    if answer.status == 403 {
        let cause = Cause::FormsRefused { url: shown::url(url), origin };
        let evidence = evidence::of(&cause);
        return (Verdict::Bad(cause), evidence);
    }
    let back_again = answer.status == 200 && is_login(answer);
    let verdict = if back_again { Verdict::Good } else { Verdict::NotLookedAt(Why::AdminOdd) };
    (verdict, seen("POST", url, answer.status))
}

fn seen(method: &str, url: &Url, status: u16) -> String {
    format!("{status} {method} {}", shown::url(url))
}
