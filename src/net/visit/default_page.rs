//! The pages that a server program answers with when it was not told what to serve. Whose parked domain a page may be is not
//! guessed.

use http::header::{LAST_MODIFIED, SERVER};

use super::html::Scan;
use crate::engine::op::net::DefaultPage;
use crate::ports::WebAnswer;

/// The default page that this answer is, if it is one. The titles are those that the programs' packages ship (Ubuntu, Debian,
/// Fedora, EPEL, Rocky, Red Hat; read 2026-11-29).
pub(super) fn recognised(scan: &Scan, answer: &WebAnswer) -> Option<DefaultPage> {
    let title = scan.title.as_deref().unwrap_or_default();
    let test_page = title.strip_prefix("Test Page for the ").or(title.strip_suffix(" Test Page"));
    let test_page = test_page.unwrap_or_default().to_ascii_lowercase();
    if title == "Welcome to nginx!" || test_page.starts_with("nginx http server") {
        return Some(DefaultPage::Nginx);
    }
    let debian = title.starts_with("Apache2 ") && title.ends_with(" Default Page: It works");
    if debian || test_page.starts_with("apache http server") || test_page.starts_with("http server") || it_works(scan, answer) {
        return Some(DefaultPage::Apache);
    }
    if title == "Caddy works!" {
        return Some(DefaultPage::Caddy);
    }
    is_rocket(scan).then_some(DefaultPage::Django)
}

/// Apache's own "It works!": a file that Apache itself serves. A first view of a Django project may say the same words.
fn it_works(scan: &Scan, answer: &WebAnswer) -> bool {
    let apache = answer.header(SERVER).is_some_and(|s| s.starts_with("Apache"));
    scan.text == "It works!" && apache && answer.headers.contains_key(LAST_MODIFIED)
}

/// The page is translated, its links are not: the tutorial's, and the one that explains DEBUG (Django 3.2 to 5.2).
fn is_rocket(scan: &Scan) -> bool {
    let docs = |end: &str| scan.links.iter().any(|l| l.starts_with("https://docs.djangoproject.com/") && l.ends_with(end));
    docs("/intro/tutorial01/") && docs("/ref/settings/#debug")
}
