//! The same AWS over HTTP on loopback, for the `aws` CLI and any other client.

use std::convert::Infallible;
use std::net::SocketAddr;

use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::endpoint::{Endpoint, Lost};
use crate::ports::Clock;

/// The most bytes of a request: a form that lists a thousand records is far below.
const MOST: usize = 1 << 20;

/// A listener at work; it ends when dropped.
#[derive(Debug)]
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves `endpoint` at `address`, which must be of this machine alone.
///
/// # Errors
/// An address that others can reach, or one that is taken.
pub async fn serve(endpoint: Endpoint, clock: impl Clock + Clone + 'static, address: SocketAddr) -> std::io::Result<Serving> {
    if !address.ip().is_loopback() {
        return Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, format!("{address}")));
    }
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let endpoint = endpoint.for_outside();
    let task = tokio::spawn(async move {
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            connections.spawn(connection(endpoint.clone(), clock.clone(), stream));
            while connections.try_join_next().is_some() {}
        }
    });
    Ok(Serving { address, task })
}

async fn connection(endpoint: Endpoint, clock: impl Clock + Clone + 'static, stream: TcpStream) {
    let service = service_fn(move |request| {
        let (endpoint, clock) = (endpoint.clone(), clock.clone());
        async move {
            let _hold = clock.hold();
            Ok::<_, Infallible>(respond(&endpoint, request).await)
        }
    });
    // A client that goes away in the middle is no fault of ours.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(endpoint: &Endpoint, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let body = match http_body_util::Limited::new(body, MOST).collect().await {
        Ok(body) => body.to_bytes().to_vec(),
        Err(_) => return status(413),
    };
    match endpoint.exchange(Request::from_parts(head, body)).await {
        Ok(answer) => answer.map(|body| Full::new(Bytes::from(body))),
        Err(Lost) => status(504),
    }
}

fn status(code: u16) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = http::StatusCode::from_u16(code).unwrap_or_default();
    response
}
