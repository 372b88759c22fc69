//! What a visit is told beforehand.

use url::{Host, Url};

use crate::site::HealthCheck;

/// What is visited, and what is expected of it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The name that is visited, in ASCII (punycode).
    pub name: String,
    /// All names of the site; `name` counts whether it is among them or not.
    pub names: Vec<String>,
    /// Those that are to lead to `name`.
    pub leading: Vec<String>,
    /// Plain http must end at https.
    pub https_expected: bool,
    /// What the person told of the site's health. Where `/` is refused (an API may have no page there), this path is visited, and these
    /// statuses are as they should be.
    pub health: Option<HealthCheck>,
    /// With this the Django admin's login is asked whether it takes our origin.
    pub ask_admin: Option<CsrfToken>,
}

impl Plan {
    /// Whether this URL is one of the name that is visited, by https.
    pub(super) fn is_at_name(&self, url: &Url) -> bool {
        url.scheme() == "https" && SiteNames::new([self.name.as_str()]).hold(url)
    }

    pub(super) fn site(&self) -> SiteNames {
        SiteNames::new(self.names.iter().chain([&self.name]).map(String::as_str))
    }
}

/// The names that are the site's own.
#[derive(Debug, Clone, Default)]
pub(super) struct SiteNames(Vec<String>);

impl SiteNames {
    /// Names in any case, in Unicode or punycode, with or without the dot at their end; what is no host name is left out.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let parsed = names.into_iter().filter_map(|n| Host::parse(n.trim()).ok());
        Self(parsed.map(|host| bare(&host.to_string())).collect())
    }

    /// This URL's host is the site's, whatever its port.
    pub fn hold(&self, url: &Url) -> bool {
        url.host_str().is_some_and(|host| self.0.contains(&bare(host)))
    }
}

fn bare(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// A stranger's host that may be followed to: a name with a dot. An address, or the likes of `localhost`, is the visitor's
/// own machine or network and not asked.
pub(super) fn is_public(url: &Url) -> bool {
    let local = |d: &str| !bare(d).contains('.') || bare(d).ends_with(".local") || bare(d).ends_with(".localhost");
    matches!(url.host(), Some(Host::Domain(domain)) if !local(domain))
}

/// A made-up CSRF secret: 32 ASCII letters and digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CsrfToken(String);

impl CsrfToken {
    /// `None` when it is not 32 ASCII letters and digits.
    pub fn new(text: &str) -> Option<Self> {
        let fits = text.len() == 32 && text.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CsrfToken")
    }
}
