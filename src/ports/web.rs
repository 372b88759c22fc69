//! One HTTP request from outside, and what came of it.

use std::net::SocketAddr;

use async_trait::async_trait;
use http::HeaderMap;

use crate::engine::time::Timestamp;

/// The most bytes of a body that are read.
pub const BODY_LIMIT: usize = 256 * 1024;

/// HTTP from outside.
#[async_trait]
pub trait Probe: Send + Sync {
    /// Sends one request to `to` and reads the answer's head and the first [`BODY_LIMIT`] bytes of its body. Redirects are answers.
    ///
    /// # Errors
    /// [`NoAnswer`] when no HTTP answer came. Over a session whose certificate does not verify nothing is asked: that is
    /// [`NoAnswer::Untrusted`].
    async fn exchange(&self, to: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer>;

    /// The proxy that this would be asked through, which sees the site from where it stands. `None`: it is asked from here.
    fn proxy(&self, _to: SocketAddr, _request: &WebRequest) -> Option<String> {
        None
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct WebRequest {
    pub method: WebMethod,
    /// Over TLS, with `name` in its SNI.
    pub tls: bool,
    /// Whom the answer is asked of.
    pub name: String,
    /// The Host header: `name`, with the port where that is not the usual one.
    pub host: String,
    /// Path and query, escaped as in a URL.
    pub path: String,
    /// Besides `Host`, `User-Agent` and `Connection`, which are the probe's own.
    pub headers: HeaderMap,
    pub body: String,
    /// Asked of this very address, wherever the name leads.
    pub at_address: bool,
}

/// How it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebMethod {
    Get,
    Post,
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct WebAnswer {
    pub status: u16,
    /// As they came: nothing in them is clean.
    pub headers: HeaderMap,
    /// Its first [`BODY_LIMIT`] bytes.
    pub body: Vec<u8>,
    /// With every answer over TLS.
    pub certificate: Option<WebCertificate>,
}

/// The server's certificate as the visitor's side judged it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebCertificate {
    /// The organisation or common name of its issuer, cleaned.
    pub issuer: String,
    pub not_after: Timestamp,
    /// Its last moment is past.
    pub expired: bool,
    /// Why chain or name do not verify; `None`: they do.
    pub distrust: Option<String>,
    /// The DNS names that it is for, `*.` included. They tell a wrong name from a wrong issuer.
    pub names: Vec<String>,
}

/// Why no answer came; the text is the adapter's own, cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// Nobody took the connection, or it broke.
    NoConnection(String),
    /// No TLS session came about.
    Tls(String),
    /// What came was not HTTP.
    NotHttp(String),
    /// Nothing came in time.
    Late(String),
    /// The certificate does not verify; nothing was asked.
    Untrusted(WebCertificate),
}

impl WebRequest {
    /// `GET /` over plain HTTP with this Host.
    pub fn plain(host: &str) -> Self {
        let (name, path) = (host.to_owned(), "/".to_owned());
        Self {
            method: WebMethod::Get,
            tls: false,
            host: name.clone(),
            name,
            path,
            headers: HeaderMap::new(),
            body: String::new(),
            at_address: false,
        }
    }

    /// The same, asked of the very address that it is sent to.
    pub fn at_address(self) -> Self {
        Self { at_address: true, ..self }
    }
}

impl NoAnswer {
    /// What the adapter says.
    pub fn detail(&self) -> &str {
        match self {
            Self::NoConnection(d) | Self::Tls(d) | Self::NotHttp(d) | Self::Late(d) => d,
            Self::Untrusted(certificate) => certificate.distrust.as_deref().unwrap_or_default(),
        }
    }
}
