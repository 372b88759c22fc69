//! The visitor's proof: a site as a browser would see it, from outside.
//!
//! [`visit`] goes from `http://NAME/` and `https://NAME/` (or from the path that the person told, where `/` is refused) along every
//! redirect to the page, looks whose page it is, loads its first script and style, and on request sends the Django admin's login with empty fields. It asks through one small port,
//! [`Browser`]; everything else here only judges what came.

mod admin;
mod browser;
mod certificate;
mod default_page;
mod evidence;
mod hsts;
mod html;
mod judge;
mod lines;
mod location;
mod page;
mod plan;
mod shown;
mod trail;
mod walk;

use url::Url;

pub(super) use self::browser::{Browser, Request};
use self::judge::Asset;
use self::page::SeenPage;
pub(super) use self::plan::{CsrfToken, Plan};
use self::trail::{Abroad, Hop};
use self::walk::{Walk, Walker};
use crate::engine::hop::HopCode;
use crate::engine::op::net::{Cause, Proof, Verdict, Visit, Why};

/// Visits a site once. Asks nothing twice, waits for nothing, and changes nothing; patience and repetition are the caller's.
pub(super) async fn visit(browser: &dyn Browser, plan: &Plan) -> Visit {
    let names = plan.site();
    let walker = Walker { browser, names: &names };
    let front = walk(walker, &plan.name, "https", ROOT).await;
    let told = plan.health.as_ref().filter(|_| front.is_refused());
    let path = told.map_or(ROOT, |check| check.path.as_str());
    let (https, front) = if path == ROOT { (front, None) } else { (walk(walker, &plan.name, "https", path).await, Some(front)) };
    let http = walk(walker, &plan.name, "http", path).await;
    let page = https.end.as_ref().ok().map(SeenPage::read);
    let mut proofs = vec![
        lines::certificate(&https, &http),
        lines::https(&https, page.as_ref(), told),
        lines::page(page.as_ref(), told),
        lines::http(&http, plan, told),
        forms(walker, plan, page.as_ref()).await,
    ];
    for name in &plan.leading {
        proofs.push(leads_on(walker, plan, name).await);
    }
    proofs.extend(front.as_ref().and_then(lines::front));
    for (code, kind) in [(HopCode::Script, Asset::Script), (HopCode::Style, Asset::Style)] {
        proofs.push(asset(walker, code, kind, page.as_ref()).await);
    }
    let shown = |walk: &Walk| walk.hops.iter().map(Hop::shown).collect();
    let hsts = [&https, &http].into_iter().chain(&front).find_map(|way| way.hsts.clone());
    Visit { http: shown(&http), https: shown(&https), hsts, page: page.as_ref().map(SeenPage::shown), proofs }
}

/// Where a visitor comes first.
const ROOT: &str = "/";

async fn walk(walker: Walker<'_>, name: &str, scheme: &str, path: &str) -> Walk {
    let text = format!("{scheme}://{name}{path}");
    match Url::parse(&text) {
        Ok(start) => walker.walk(start, Abroad::FaultAtEnd).await,
        Err(_) => Walk { hops: Vec::new(), certificates: Vec::new(), hsts: None, end: Err(Cause::NoUrl { text }) },
    }
}

/// The ways from another name of the site: each ends at the canonical one, by https.
async fn leads_on(walker: Walker<'_>, plan: &Plan, name: &str) -> Proof {
    let https = walk(walker, name, "https", ROOT).await;
    let http = if plan.https_expected { Some(walk(walker, name, "http", ROOT).await) } else { None };
    lines::leads_on(plan, &https, http.as_ref())
}

async fn forms(walker: Walker<'_>, plan: &Plan, page: Option<&SeenPage>) -> Proof {
    let (verdict, evidence) = match (&plan.ask_admin, page) {
        (None, _) => (Verdict::NotLookedAt(Why::NotAsked), String::new()),
        (Some(_), None) => (Verdict::NotLookedAt(Why::Broken), String::new()),
        (Some(_), Some(page)) if page.is_a_strangers() => (Verdict::NotLookedAt(Why::Broken), String::new()),
        (Some(token), Some(page)) => admin::ask(walker, &page.url, token).await,
    };
    lines::line(HopCode::Forms, verdict, evidence)
}

async fn asset(walker: Walker<'_>, code: HopCode, kind: Asset, page: Option<&SeenPage>) -> Proof {
    let not_looked = |why| lines::line(code, Verdict::NotLookedAt(why), String::new());
    let Some(page) = page else { return not_looked(Why::Broken) };
    let wanted = match kind {
        Asset::Script => &page.script,
        Asset::Style => &page.style,
    };
    match wanted {
        Some(url) if page::is_mixed(&page.url, url) => lines::asset(code, kind, &Err(mixed(page, url))),
        Some(url) => lines::asset(code, kind, &walker.walk(url.clone(), Abroad::Fine).await.end),
        None => not_looked(if page.packed { Why::Packed } else { Why::NoneOnPage }),
    }
}

/// A script or style that a browser would not even ask for.
fn mixed(page: &SeenPage, url: &url::Url) -> Cause {
    Cause::Downgrade { from: shown::url(&page.url), to: shown::url(url) }
}

#[cfg(test)]
mod tests;
