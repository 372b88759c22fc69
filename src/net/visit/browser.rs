//! The one thing that the visit needs of the world outside: one request, one answer.

use async_trait::async_trait;
use http::HeaderMap;
use url::Url;

use crate::ports::{BODY_LIMIT, NoAnswer, WebAnswer, WebMethod};

/// Sends one request and follows nothing.
#[async_trait]
pub trait Browser: Send + Sync {
    /// Connects to an address of the URL's host (SNI and `Host` are the URL's) and reads the answer. Redirects are answers.
    ///
    /// # Errors
    /// [`NoAnswer`] when no HTTP answer came.
    async fn fetch(&self, request: &Request) -> Result<WebAnswer, NoAnswer>;
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: WebMethod,
    /// `http` or `https`, with a host, without fragment and user.
    pub url: Url,
    /// Besides `Host`, `User-Agent` and `Connection`, which are the browser's own.
    pub headers: HeaderMap,
    pub body: String,
}

impl WebAnswer {
    /// A header's first value as text fit to be shown; bytes that are no UTF-8 are replaced.
    pub(super) fn header(&self, name: http::HeaderName) -> Option<String> {
        let value = self.headers.get(name)?;
        Some(super::shown::line(&String::from_utf8_lossy(value.as_bytes()), 200))
    }

    /// The content type without its parameters, in lower case.
    pub(super) fn content_type(&self) -> Option<String> {
        let value = self.header(http::header::CONTENT_TYPE)?;
        let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        (!essence.is_empty()).then_some(essence)
    }

    /// The body as far as it is looked at.
    pub(super) fn read(&self) -> &[u8] {
        self.body.get(..BODY_LIMIT).unwrap_or(&self.body)
    }

    /// The body is packed although nobody asked for that: it cannot be read.
    pub(super) fn packed(&self) -> bool {
        self.header(http::header::CONTENT_ENCODING).is_some_and(|e| !e.is_empty() && !e.eq_ignore_ascii_case("identity"))
    }
}
