//! [`Probe`] over the network: one request, its answer, and the certificate that it came with.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HOST, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::proxy::{Proxies, Proxy};
use super::tls::{Distrustful, Trust};
use crate::engine::fault::Fault;
use crate::ports::{BODY_LIMIT, NoAnswer, Probe, WebAnswer, WebMethod, WebRequest};
use crate::sanitize::cleaned;

/// How long a probe may take from the first packet to the last byte that is read.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of headers that are read.
const MOST_HEADERS: usize = 64 * 1024;
const AGENT: &str = concat!("landfall/", env!("CARGO_PKG_VERSION"));

/// HTTP and HTTPS over TCP.
#[derive(Debug, Clone)]
pub struct NetworkProbe {
    trust: Trust,
    proxies: Proxies,
}

/// The probe that trusts the system's certificate authorities and those in the PEM file `extra_ca`, and goes through the proxies of
/// the environment.
///
/// # Errors
/// A [`Fault`] when the file holds no certificate, or when there is no authority to trust at all.
pub fn probe(extra_ca: Option<&Path>) -> Result<NetworkProbe, Fault> {
    Ok(NetworkProbe { trust: Trust::new(extra_ca)?, proxies: Proxies::of_environment() })
}

#[async_trait]
impl Probe for NetworkProbe {
    async fn exchange(&self, to: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer> {
        let late = |_| NoAnswer::Late(format!("{to}: no answer in {} s", PATIENCE.as_secs()));
        tokio::time::timeout(PATIENCE, self.exchanged(to, request)).await.map_err(late)?
    }

    fn proxy(&self, to: SocketAddr, request: &WebRequest) -> Option<String> {
        self.proxies.before(to, request).map(|proxy| proxy.shown)
    }
}

impl NetworkProbe {
    async fn exchanged(&self, to: SocketAddr, request: &WebRequest) -> Result<WebAnswer, NoAnswer> {
        let proxy = self.proxies.before(to, request);
        if let Some(proxy) = proxy.as_ref().filter(|_| !request.tls && !request.at_address) {
            return send(proxy.connect().await?, to, wire_through(proxy, to, request)?).await;
        }
        let stream = match proxy {
            Some(proxy) => proxy.tunnel(to, request).await?,
            None => TcpStream::connect(to).await.map_err(|e| NoAnswer::NoConnection(cleaned(&format!("{to}: {e}"))))?,
        };
        if !request.tls {
            return send(stream, to, wire(to, request)?).await;
        }
        let Distrustful { stream, certificate } = self.trust.handshake(stream, to, &request.name).await?;
        if certificate.distrust.is_some() {
            return Err(NoAnswer::Untrusted(certificate));
        }
        Ok(WebAnswer { certificate: Some(certificate), ..send(stream, to, wire(to, request)?).await? })
    }
}

async fn send<S>(stream: S, to: SocketAddr, request: Request<Full<Bytes>>) -> Result<WebAnswer, NoAnswer>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let bad = |e: hyper::Error| refused(to, &e);
    let (mut sender, connection) = http1::Builder::new().max_buf_size(MOST_HEADERS).handshake(TokioIo::new(stream)).await.map_err(bad)?;
    let carrier = AbortOnDrop(tokio::spawn(async move {
        // Its error reaches us through the answer that it fails.
        connection.await.ok();
    }));
    let (head, body) = sender.send_request(request).await.map_err(bad)?.into_parts();
    let body = beginning(body).await;
    drop(carrier);
    Ok(WebAnswer { status: head.status.as_u16(), headers: head.headers, body, certificate: None })
}

/// The first bytes of a body, as far as they come; where there are more, the connection is given up.
async fn beginning(mut body: Incoming) -> Vec<u8> {
    let mut read = Vec::new();
    while read.len() < BODY_LIMIT
        && let Some(Ok(frame)) = body.frame().await
    {
        read.extend(frame.into_data().unwrap_or_default());
    }
    read.truncate(BODY_LIMIT);
    read
}

/// A task that ends with its owner, so that a cancelled probe leaves no connection behind.
struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn wire(to: SocketAddr, request: &WebRequest) -> Result<Request<Full<Bytes>>, NoAnswer> {
    let method = match request.method {
        WebMethod::Get => "GET",
        WebMethod::Post => "POST",
    };
    let no_request = |e: &dyn std::fmt::Display| NoAnswer::NotHttp(cleaned(&format!("{to}: {e}")));
    let host = HeaderValue::try_from(&request.host).map_err(|e| no_request(&e))?;
    let built = Request::builder().method(method).uri(&request.path).body(Full::from(request.body.clone()));
    let mut wire = built.map_err(|e| no_request(&e))?;
    let own = [(HOST, host), (USER_AGENT, HeaderValue::from_static(AGENT)), (CONNECTION, HeaderValue::from_static("close"))];
    let headers = wire.headers_mut();
    headers.extend(own);
    headers.extend(request.headers.clone());
    Ok(wire)
}

/// The same for a proxy, which is told the whole URL, and what it is entered with.
fn wire_through(proxy: &Proxy, to: SocketAddr, request: &WebRequest) -> Result<Request<Full<Bytes>>, NoAnswer> {
    let mut wire = wire(to, request)?;
    let whole = format!("http://{}{}", request.host, request.path);
    *wire.uri_mut() = whole.parse().map_err(|e| NoAnswer::NotHttp(cleaned(&format!("{whole}: {e}"))))?;
    if let Some(value) = proxy.authorization() {
        wire.headers_mut().insert(PROXY_AUTHORIZATION, value);
    }
    Ok(wire)
}

/// What came was not HTTP, or nothing came.
fn refused(to: SocketAddr, error: &hyper::Error) -> NoAnswer {
    let detail = cleaned(&format!("{to}: {error}"));
    if error.is_parse() { NoAnswer::NotHttp(detail) } else { NoAnswer::NoConnection(detail) }
}

#[cfg(test)]
#[path = "proxy_tests.rs"]
mod tests;
