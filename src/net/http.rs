//! [`Probe`] over the network: one `GET /`, its status and where it redirects to.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, HOST, LOCATION, USER_AGENT};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::tls::{Distrustful, Trust};
use crate::engine::fault::{Code, Fault};
use crate::engine::op::net::{HttpAnswer, HttpsAnswer};
use crate::ports::Probe;
use crate::sanitize::cleaned;
use crate::site::DomainName;

/// How long a probe may take from the first packet to the last header.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of headers that are read.
const MOST_HEADERS: usize = 64 * 1024;
const AGENT: &str = concat!("landfall/", env!("CARGO_PKG_VERSION"));

/// HTTP and HTTPS over TCP. Only the head of an answer is read, never its body.
#[derive(Debug, Clone)]
pub struct NetworkProbe {
    trust: Trust,
}

/// The probe that trusts the system's certificate authorities and those in the PEM file `extra_ca`.
///
/// # Errors
/// A [`Fault`] when the file holds no certificate, or when there is no authority to trust at all.
pub fn probe(extra_ca: Option<&Path>) -> Result<NetworkProbe, Fault> {
    Ok(NetworkProbe { trust: Trust::new(extra_ca)? })
}

#[async_trait]
impl Probe for NetworkProbe {
    async fn http(&self, to: SocketAddr, host: &str) -> Result<HttpAnswer, Fault> {
        within_patience(to, async {
            let response = get(connect(to).await?, to, host).await?;
            Ok(HttpAnswer { status: response.status().as_u16(), location: location(&response) })
        })
        .await
    }

    async fn https(&self, to: SocketAddr, name: &DomainName) -> Result<HttpsAnswer, Fault> {
        within_patience(to, async {
            let Distrustful { stream, issuer, not_after, distrust } = self.trust.handshake(connect(to).await?, to, name).await?;
            let status = match distrust {
                None => Some(get(stream, to, name.as_str()).await?.status().as_u16()),
                Some(_) => None,
            };
            Ok(HttpsAnswer { status, issuer, not_after, distrust })
        })
        .await
    }
}

async fn within_patience<T>(to: SocketAddr, probe: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let late = |_| Fault::retry(Code::ProbeUnreachable, format!("{to}: no answer in {} s", PATIENCE.as_secs()));
    tokio::time::timeout(PATIENCE, probe).await.map_err(late)?
}

async fn connect(to: SocketAddr) -> Result<TcpStream, Fault> {
    TcpStream::connect(to).await.map_err(|e| Fault::retry(Code::ProbeUnreachable, format!("{to}: {e}")))
}

/// Sends `GET /` and reads the head of the answer.
async fn get<S>(stream: S, to: SocketAddr, host: &str) -> Result<Response<Incoming>, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let bad = |e: hyper::Error| refused(to, &e);
    let (mut sender, connection) = http1::Builder::new().max_buf_size(MOST_HEADERS).handshake(TokioIo::new(stream)).await.map_err(bad)?;
    let carrier = AbortOnDrop(tokio::spawn(async move {
        // Its error reaches us through the answer that it fails.
        connection.await.ok();
    }));
    let response = sender.send_request(request(host)?).await.map_err(bad);
    drop(carrier);
    response
}

/// A task that ends with its owner, so that a cancelled probe leaves no connection behind.
struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn request(host: &str) -> Result<Request<Empty<Bytes>>, Fault> {
    let head = Request::get("/").header(HOST, host).header(USER_AGENT, AGENT).header(ACCEPT, "*/*").header(CONNECTION, "close");
    head.body(Empty::new()).map_err(|e| Fault::internal(e.to_string()))
}

/// What came was not HTTP, or nothing came.
fn refused(to: SocketAddr, error: &hyper::Error) -> Fault {
    let code = if error.is_parse() { Code::ProbeMalformed } else { Code::ProbeUnreachable };
    Fault::retry(code, format!("{to}: {error}"))
}

fn location(response: &Response<Incoming>) -> Option<String> {
    response.headers().get(LOCATION).map(|value| cleaned(&String::from_utf8_lossy(value.as_bytes())))
}
