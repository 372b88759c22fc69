//! What can be wrong with what a visitor sees.

use crate::codes::codes;
use crate::engine::time::Timestamp;

/// Why a proof is bad, or a warning. Its texts are fit to be shown: clean, and a very long one is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// `url` was come to twice: a browser goes round for ever. `from` is the page that sent there the second time.
    Loop { from: String, url: String, status: u16 },
    /// More redirects than a visit follows; `url` is where it gave up.
    TooMany { url: String },
    /// `from`, the site's, sends to `to`, which is not the site's (another's page, or a login elsewhere).
    OtherHost { from: String, to: String },
    /// From https back to http.
    Downgrade { from: String, to: String },
    /// A redirect without a place to go to; `location` is what it says instead.
    BadLocation { url: String, status: u16, location: String },
    /// Plain http answers itself and does not lead to https, where it should.
    StaysHttp { url: String, status: u16 },
    /// A name that is to lead to the canonical one answers itself.
    StaysAtName { url: String, status: u16 },
    /// No HTTP answer came.
    NoAnswer { url: String, why: String },
    /// The last answer is of the 500s; `server` is its `Server` header (`awselb/2.0`: the balancer itself).
    ServerError { url: String, status: u16, server: Option<String> },
    /// The last answer is of the 400s.
    ClientError { url: String, status: u16, server: Option<String> },
    /// The last answer is neither a page nor a redirect nor an error (304, 300, …).
    OddStatus { url: String, status: u16 },
    /// The certificate is not one that a browser takes.
    Certificate { host: String, fault: CertificateFault },
    /// A server program's page for nobody answers in the site's place, or Django's for an empty project.
    DefaultPage { url: String, page: DefaultPage },
    /// A script or style of the page is not there: refused, or another content in its place.
    StaticMissing { url: String, status: u16, content_type: Option<String> },
    /// A form that is sent from the site's own page is answered 403.
    FormsRefused { url: String, origin: String },
    /// The name that was to be visited makes no URL.
    NoUrl { text: String },
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateFault {
    /// Its last moment is past.
    Expired { not_after: Timestamp },
    /// It is for other names.
    NameMismatch { names: Vec<String> },
    /// Its chain does not lead to an authority that is trusted.
    NotTrusted { why: String },
    /// Its chain leads to an authority that is none of the public ones, and not to Amazon, which issued the site's.
    Foreign { issuer: String },
}

codes! {
    /// The page of a program that was not told what to serve.
    DefaultPage {
        Nginx = "nginx-default",
        Apache = "apache-default",
        Caddy = "caddy-default",
        /// Django's rocket: the project is served, DEBUG is on, and it has no page yet.
        Django = "django-default",
    }
}
