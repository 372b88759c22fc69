//! The proxies of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), by the same rules as the AWS SDK's: the probe
//! goes the way that this machine's browsers go.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::Uri;
use hyper::header::HeaderValue;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::ports::{NoAnswer, WebRequest};
use crate::sanitize::cleaned;

/// The most bytes of a proxy's answer to CONNECT.
const MOST: usize = 8 * 1024;

/// Which proxy a request goes through.
#[derive(Clone)]
pub(super) struct Proxies(Arc<Matcher>);

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proxies")
    }
}

/// A proxy that a request goes through.
pub(super) struct Proxy {
    intercept: Intercept,
    /// Host and port, without what it is entered with.
    pub shown: String,
}

impl Proxies {
    pub fn of_environment() -> Self {
        Self(Arc::new(Matcher::from_env()))
    }

    /// These for http and https, but for `no`.
    #[cfg(test)]
    pub fn these(http: &str, https: &str, no: &str) -> Self {
        Self(Arc::new(Matcher::builder().http(http.to_owned()).https(https.to_owned()).no(no.to_owned()).build()))
    }

    /// The proxy between here and the request's host; `None`: there is none.
    pub fn before(&self, to: SocketAddr, request: &WebRequest) -> Option<Proxy> {
        let scheme = if request.tls { "https" } else { "http" };
        let host = if request.at_address { to.ip().to_string() } else { request.name.clone() };
        let host = if host.contains(':') { format!("[{host}]") } else { host };
        let intercept = self.0.intercept(&format!("{scheme}://{host}/").parse::<Uri>().ok()?)?;
        let (host, port) = (intercept.uri().host().unwrap_or_default(), port(&intercept));
        Some(Proxy { shown: cleaned(&format!("{host}:{port}")), intercept })
    }
}

fn port(proxy: &Intercept) -> u16 {
    let usual = if proxy.uri().scheme_str() == Some("https") { 443 } else { 80 };
    proxy.uri().port_u16().unwrap_or(usual)
}

impl Proxy {
    /// A connection to the proxy itself.
    pub async fn connect(&self) -> Result<TcpStream, NoAnswer> {
        let lost = |why: &dyn fmt::Display| NoAnswer::NoConnection(cleaned(&format!("proxy {}: {why}", self.shown)));
        if self.intercept.uri().scheme_str() != Some("http") {
            return Err(lost(&"only proxies with http:// are gone through"));
        }
        let host = self.intercept.uri().host().unwrap_or_default().trim_matches(['[', ']']);
        TcpStream::connect((host, port(&self.intercept))).await.map_err(|e| lost(&e))
    }

    /// What the proxy is entered with, where it wants that.
    pub fn authorization(&self) -> Option<HeaderValue> {
        self.intercept.basic_auth().cloned()
    }

    /// A tunnel through the proxy: to the name, as browsers ask for it, or to the very address.
    pub async fn tunnel(&self, to: SocketAddr, request: &WebRequest) -> Result<TcpStream, NoAnswer> {
        let target = if request.at_address { to.to_string() } else { format!("{}:{}", request.name, to.port()) };
        let lost = |why: &dyn fmt::Display| NoAnswer::NoConnection(cleaned(&format!("proxy {}: CONNECT {target}: {why}", self.shown)));
        let mut stream = self.connect().await?;
        let mut head = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n").into_bytes();
        if let Some(value) = self.authorization() {
            head.extend(b"Proxy-Authorization: ");
            head.extend(value.as_bytes());
            head.extend(b"\r\n");
        }
        head.extend(b"\r\n");
        stream.write_all(&head).await.map_err(|e| lost(&e))?;
        let answer = answer(&mut stream).await.map_err(|e| lost(&e))?;
        let status = answer.lines().next().unwrap_or_default();
        if status.split_whitespace().nth(1).is_some_and(|code| code.starts_with('2')) { Ok(stream) } else { Err(lost(&status)) }
    }
}

/// The head of the proxy's answer. What comes behind it is the other side's, and stays unread.
async fn answer(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") && read.len() < MOST {
        match stream.read_u8().await {
            Ok(byte) => read.push(byte),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => break,
            Err(error) => return Err(error),
        }
    }
    Ok(String::from_utf8_lossy(&read).into_owned())
}
