//! Walks a trail: asks, follows, and comes back with what was seen.

use http::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue};
use url::Url;

use super::browser::{Browser, Request};
use super::plan::SiteNames;
use super::trail::{Abroad, Arrival, Hop, Next, Trail};
use crate::engine::op::net::Cause;
use crate::ports::{WebCertificate, WebMethod};

/// A way that was walked to its end.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    pub hops: Vec<Hop>,
    /// The site's certificates on the way, each with the host that showed it.
    pub certificates: Vec<(String, WebCertificate)>,
    /// What the site told browsers of coming by https alone.
    pub hsts: Option<String>,
    pub end: Result<Arrival, Cause>,
}

impl Walk {
    /// It ends at an answer that says: not here, or not you.
    pub fn is_refused(&self) -> bool {
        self.end.as_ref().is_ok_and(|arrival| matches!(arrival.answer.status, 401..=499))
    }
}

/// Who is asked, and whose names count.
#[derive(Clone, Copy)]
pub(super) struct Walker<'a> {
    pub browser: &'a dyn Browser,
    pub names: &'a SiteNames,
}

impl Walker<'_> {
    /// Follows every redirect from `start`.
    pub async fn walk(self, start: Url, abroad: Abroad) -> Walk {
        let mut trail = Trail::new(self.names, abroad);
        let mut at = start;
        loop {
            let came = self.browser.fetch(&get(at.clone())).await;
            match trail.take(at, came) {
                Next::Ask(next) => at = next,
                Next::End(end) => return Walk { hops: trail.hops, certificates: trail.certificates, hsts: trail.hsts, end: *end },
            }
        }
    }
}

/// A GET as a browser sends it, for a body that is not packed.
fn get(url: Url) -> Request {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("text/html,*/*;q=0.8"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Request { method: WebMethod::Get, url, headers, body: String::new() }
}
