//! A server on loopback that plays all hosts, and a browser that goes to it whatever the name. The browser ends TLS as a
//! balancer would: it shows a certificate of the test's making and says the scheme in `X-Forwarded-Proto`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use http_body_util::BodyExt;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::super::*;
use crate::engine::op::net::CertificateFault;
use crate::engine::time::Timestamp;
use crate::ports::{BODY_LIMIT, NoAnswer, WebAnswer, WebCertificate, WebMethod};

pub(super) const NOW: i64 = 1_800_000_000_000;
pub(super) const DAY: i64 = 86_400_000;
pub(super) const S: &str = "abcdefghijklmnopqrstuvwxyz012345";

/// What the server was asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    pub method: String,
    /// `https://example.com/path?query`, as the browser meant it.
    pub url: String,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}

pub(super) struct Lab {
    pub at: SocketAddr,
    pub asked: Arc<Mutex<Vec<Asked>>>,
    /// What the certificates say instead of being fine, by host.
    pub certificates: HashMap<String, WebCertificate>,
    /// Hosts (`https://example.com`) where nobody takes the connection.
    pub silent: Vec<String>,
}

impl Lab {
    /// Serves until the test's runtime ends. The answers are raw bytes.
    pub async fn serve(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, asked) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let (answer, log) = (Arc::new(answer), asked.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve_one(stream, answer.clone(), log.clone()));
            }
        });
        Self { at, asked, certificates: HashMap::new(), silent: Vec::new() }
    }

    /// Visits `example.com`, whose other name is `www.example.com`.
    pub async fn visit(&self) -> Visit {
        visit(self, &plan()).await
    }

    /// Every `METHOD URL` that was asked.
    pub fn log(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|a| format!("{} {}", a.method, a.url)).collect()
    }
}

pub(super) fn plan() -> Plan {
    let names = vec!["www.example.com".to_owned()];
    Plan { name: "example.com".to_owned(), names, leading: vec![], https_expected: true, health: None, ask_admin: None }
}

pub(super) fn asking_admin() -> Plan {
    Plan { ask_admin: CsrfToken::new(S), ..plan() }
}

async fn serve_one(mut stream: TcpStream, answer: Arc<impl Fn(&Asked) -> Vec<u8>>, log: Arc<Mutex<Vec<Asked>>>) {
    let Some(asked) = read(&mut stream).await else { return };
    log.lock().unwrap().push(asked.clone());
    let bytes = answer(&asked);
    // A browser that has enough hangs up in the middle.
    let _ = stream.write_all(&bytes).await;
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let n = stream.read(&mut chunk).await.ok().filter(|n| *n > 0)?;
        bytes.extend_from_slice(&chunk[..n]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let asked = parse(head, body);
        if body.len() >= asked.header("content-length").parse().unwrap_or(0) {
            return Some(asked);
        }
    }
}

fn parse(head: &str, body: &str) -> Asked {
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default());
    let headers: HashMap<String, String> =
        lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_ascii_lowercase(), v.to_owned())).collect();
    let url = format!("{}://{}{path}", headers["x-forwarded-proto"], headers["host"]);
    Asked { method, url, headers, body: body.to_owned() }
}

#[async_trait]
impl Browser for Lab {
    async fn fetch(&self, request: &Request) -> Result<WebAnswer, NoAnswer> {
        if self.silent.contains(&request.url.origin().ascii_serialization()) {
            return Err(NoAnswer::NoConnection("Connection refused".to_owned()));
        }
        let host = request.url.host_str().unwrap_or_default();
        let fine = certificate(None, NOW + 90 * DAY, host);
        let certificate = (request.url.scheme() == "https").then(|| self.certificates.get(host).cloned().unwrap_or(fine));
        if let Some(bad) = certificate.as_ref().filter(|c| c.distrust.is_some()) {
            return Err(NoAnswer::Untrusted(bad.clone()));
        }
        let (status, headers, body) = send(self.at, request).await.map_err(|e| transport(&e))?;
        Ok(WebAnswer { status, headers, body, certificate })
    }
}

/// A certificate for this name alone, as it is at [`NOW`].
pub(super) fn certificate(distrust: Option<&str>, not_after: i64, name: &str) -> WebCertificate {
    WebCertificate {
        issuer: String::new(),
        not_after: Timestamp(not_after),
        expired: not_after <= NOW,
        distrust: distrust.map(str::to_owned),
        names: vec![name.to_owned()],
    }
}

fn transport(error: &hyper::Error) -> NoAnswer {
    let detail = error.to_string();
    if error.is_parse() { NoAnswer::NotHttp(detail) } else { NoAnswer::NoConnection(detail) }
}

async fn send(at: SocketAddr, request: &Request) -> Result<(u16, http::HeaderMap, Vec<u8>), hyper::Error> {
    let stream = TcpStream::connect(at).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let carrier = tokio::spawn(connection);
    let method = match request.method {
        WebMethod::Get => "GET",
        WebMethod::Post => "POST",
    };
    let url = &request.url;
    let mut wire = hyper::Request::builder().method(method).uri(&url[url::Position::BeforePath..]).body(request.body.clone()).unwrap();
    *wire.headers_mut() = request.headers.clone();
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    wire.headers_mut().insert("host", host.parse().unwrap());
    wire.headers_mut().insert("x-forwarded-proto", url.scheme().parse().unwrap());
    wire.headers_mut().insert("connection", "close".parse().unwrap());
    let response = sender.send_request(wire).await?;
    let (head, mut incoming) = response.into_parts();
    let mut body = Vec::new();
    while body.len() < BODY_LIMIT
        && let Some(frame) = incoming.frame().await
    {
        body.extend(frame?.into_data().unwrap_or_default());
    }
    body.truncate(BODY_LIMIT);
    carrier.abort();
    Ok((head.status.as_u16(), head.headers, body))
}

/// An answer with these header lines.
pub(super) fn answer(status: u16, headers: &[&str], body: &str) -> Vec<u8> {
    let lines: String = headers.iter().map(|h| format!("{h}\r\n")).collect();
    format!("HTTP/1.1 {status} Whatever\r\n{lines}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).into_bytes()
}

pub(super) fn page(body: &str) -> Vec<u8> {
    answer(200, &["Content-Type: text/html; charset=utf-8"], body)
}

pub(super) fn redirect(status: u16, location: &str) -> Vec<u8> {
    answer(status, &[&format!("Location: {location}")], "")
}

/// Http leads to https as a balancer's listener does it.
pub(super) fn to_https(asked: &Asked) -> Option<Vec<u8>> {
    let rest = asked.url.strip_prefix("http://")?;
    Some(redirect(301, &format!("https://{}", rest.replacen('/', ":443/", 1))))
}

/// Every line as `code verdict cause-or-why`.
pub(super) fn told(visit: &Visit) -> Vec<String> {
    let result = |v: &Verdict| match v {
        Verdict::Good => "good".to_owned(),
        Verdict::Warning(cause) => format!("warning {}", code(cause)),
        Verdict::Bad(cause) => format!("bad {}", code(cause)),
        Verdict::NotLookedAt(why) => format!("not-looked-at {why}"),
    };
    visit.proofs.iter().map(|p| format!("{} {}", p.code, result(&p.verdict))).collect()
}

/// The line about this.
pub(super) fn proof(visit: &Visit, code: HopCode) -> &Proof {
    visit.proofs.iter().find(|p| p.code == code).unwrap()
}

/// The cause and the evidence of the first line that stands in the way.
pub(super) fn broken(visit: &Visit) -> (String, String) {
    let Some(proof) = visit.first_broken() else { return ("done".to_owned(), String::new()) };
    let cause = match &proof.verdict {
        Verdict::Bad(cause) => code(cause),
        Verdict::Good | Verdict::Warning(_) | Verdict::NotLookedAt(_) => "not-looked-at",
    };
    (cause.to_owned(), proof.evidence.clone())
}

fn code(cause: &Cause) -> &'static str {
    match cause {
        Cause::Loop { .. } => "loop",
        Cause::TooMany { .. } => "too-many-redirects",
        Cause::OtherHost { .. } => "other-host",
        Cause::Downgrade { .. } => "downgrade",
        Cause::BadLocation { .. } => "bad-location",
        Cause::StaysHttp { .. } => "stays-http",
        Cause::StaysAtName { .. } => "stays-at-name",
        Cause::NoAnswer { .. } => "no-answer",
        Cause::ServerError { .. } => "server-error",
        Cause::ClientError { .. } => "client-error",
        Cause::OddStatus { .. } => "odd-status",
        Cause::Certificate { fault: CertificateFault::Expired { .. }, .. } => "certificate-expired",
        Cause::Certificate { fault: CertificateFault::NameMismatch { .. }, .. } => "certificate-name",
        Cause::Certificate { fault: CertificateFault::NotTrusted { .. }, .. } => "certificate-not-trusted",
        Cause::Certificate { fault: CertificateFault::Foreign { .. }, .. } => "certificate-foreign",
        Cause::DefaultPage { .. } => "default-page",
        Cause::StaticMissing { .. } => "static-404",
        Cause::FormsRefused { .. } => "forms-refused",
        Cause::NoUrl { .. } => "no-url",
    }
}
