//! What is known of the page that a visitor ends at.

use url::Url;

use super::default_page::recognised;
use super::html::{self, Scan};
use super::trail::Arrival;
use super::{location, shown};
use crate::engine::op::net::{Cause, DefaultPage, Page};

/// The page, with what is asked for next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SeenPage {
    pub url: Url,
    pub status: u16,
    /// On one short line, harmless.
    pub title: Option<String>,
    /// Without parameters, in lower case.
    pub content_type: Option<String>,
    pub looks_like: Option<DefaultPage>,
    /// It came packed and could not be read.
    pub packed: bool,
    /// The first script of the page's own origin, or of its host by plain http.
    pub script: Option<Url>,
    /// The first style, likewise.
    pub style: Option<Url>,
}

impl SeenPage {
    /// Reads the page that was arrived at.
    pub(super) fn read(arrival: &Arrival) -> Self {
        let Arrival { url, answer } = arrival;
        let packed = answer.packed();
        let scan = if packed { Scan::default() } else { html::scan(answer.read()) };
        let own = |list: &[String]| first_of_own(url, scan.base.as_deref(), list);
        Self {
            script: own(&scan.scripts),
            style: own(&scan.styles),
            looks_like: recognised(&scan, answer),
            url: url.clone(),
            status: answer.status,
            content_type: answer.content_type(),
            packed,
            title: scan.title,
        }
    }

    /// What is told of it.
    pub(super) fn shown(&self) -> Page {
        Page {
            url: shown::url(&self.url),
            status: self.status,
            title: self.title.clone(),
            content_type: self.content_type.clone(),
            looks_like: self.looks_like,
        }
    }

    /// Status, URL and title on one line.
    pub(super) fn evidence(&self) -> String {
        let seen = format!("{} {}", self.status, shown::url(&self.url));
        match &self.title {
            Some(title) => format!("{seen} {title:?}"),
            None => seen,
        }
    }

    /// The cause that lies in the page itself.
    pub(super) fn cause(&self) -> Option<Cause> {
        self.looks_like.map(|page| Cause::DefaultPage { url: shown::url(&self.url), page })
    }

    /// A page of another program in the site's place; Django's own is the project's.
    pub(super) fn is_a_strangers(&self) -> bool {
        matches!(self.looks_like, Some(DefaultPage::Nginx | DefaultPage::Apache | DefaultPage::Caddy))
    }
}

/// The first of these references that leads to the page's own origin, or by plain http to the same host (which a browser
/// refuses to load into a page that came by https).
fn first_of_own(page: &Url, base: Option<&str>, references: &[String]) -> Option<Url> {
    let base = base.and_then(|b| location::resolved(page, b)).unwrap_or_else(|| page.clone());
    let mut urls = references.iter().filter_map(|r| location::resolved(&base, r));
    urls.find(|url| url.origin() == page.origin() || is_mixed(page, url))
}

/// `url` is the same host's by plain http, and the page came by https.
pub(super) fn is_mixed(page: &Url, url: &Url) -> bool {
    page.scheme() == "https" && url.scheme() == "http" && page.host() == url.host()
}
