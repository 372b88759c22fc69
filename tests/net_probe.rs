//! The probe against real TLS and HTTP servers on loopback, with certificates made by openssl.

// The lints let tests panic, but see only functions marked as tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/authority.rs"]
mod authority;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use authority::Authority;
use landfall::engine::fault::Disposition;
use landfall::engine::time::Timestamp;
use landfall::net::probe;
use landfall::ports::{BODY_LIMIT, NoAnswer, Probe, WebAnswer, WebCertificate, WebMethod, WebRequest};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// 2099-12-31T23:59:59Z and 2021-01-01T00:00:00Z.
const FAR: (&str, i64) = ("20991231235959Z", 4_102_444_799_000);
const PAST: (&str, i64) = ("20210101000000Z", 1_609_459_200_000);

/// Takes one connection, answers it with `answer`, and ends with what was asked.
async fn serve(tls: Option<TlsAcceptor>, answer: &'static str) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        match tls {
            None => talk(stream, answer).await,
            Some(tls) => match tls.accept(stream).await {
                Ok(session) => talk(session, answer).await,
                Err(e) => format!("no session: {e}"),
            },
        }
    });
    (at, server)
}

async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, answer: &str) -> String {
    let mut asked = Vec::new();
    let mut some = [0; 1024];
    while !asked.ends_with(b"\r\n\r\n") {
        match stream.read(&mut some).await {
            Ok(0) | Err(_) => break,
            Ok(n) => asked.extend_from_slice(&some[..n]),
        }
    }
    stream.write_all(answer.as_bytes()).await.ok();
    stream.flush().await.ok();
    String::from_utf8_lossy(&asked).into_owned()
}

fn plain() -> WebRequest {
    WebRequest::plain("www.example.test")
}

fn tls() -> WebRequest {
    WebRequest { tls: true, ..plain() }
}

/// Probes a server that shows the certificate `file` for www.example.test; also what the server was asked.
async fn https(authority: &Authority, file: &str) -> (Result<WebAnswer, NoAnswer>, String) {
    let (at, server) = serve(Some(authority.acceptor(file)), "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<p>").await;
    let answer = authority.probe().exchange(at, &tls()).await;
    (answer, server.await.unwrap())
}

/// The certificate for which nothing was asked.
async fn untrusted(authority: &Authority, file: &str) -> WebCertificate {
    match https(authority, file).await {
        (Err(NoAnswer::Untrusted(certificate)), asked) if asked.is_empty() => certificate,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_certificate_that_verifies_gets_a_request_and_is_told() {
    let authority = Authority::new();
    authority.leaf("good", "www.example.test", FAR.0);
    let (answer, asked) = https(&authority, "good").await;
    let answer = answer.unwrap();
    let names = vec!["www.example.test".to_owned()];
    let issuer = "Landfall Test Trust".to_owned();
    let expected = WebCertificate { issuer, not_after: Timestamp(FAR.1), expired: false, distrust: None, names };
    assert_eq!((answer.status, answer.body.as_slice(), answer.certificate), (200, b"<p>".as_slice(), Some(expected)));
    assert!(asked.starts_with("GET / HTTP/1.1\r\nhost: www.example.test\r\n"), "{asked}");
    assert!(asked.contains(&format!("user-agent: landfall/{}\r\n", env!("CARGO_PKG_VERSION"))), "{asked}");
}

#[tokio::test]
async fn an_expired_certificate_is_told_and_nothing_is_asked() {
    let authority = Authority::new();
    authority.leaf("old", "www.example.test", PAST.0);
    let seen = untrusted(&authority, "old").await;
    assert_eq!((seen.expired, seen.not_after), (true, Timestamp(PAST.1)));
    assert!(seen.distrust.as_deref().is_some_and(|why| why.contains("expired")), "{seen:?}");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_told() {
    let authority = Authority::new();
    authority.leaf("other", "other.example.test", FAR.0);
    let seen = untrusted(&authority, "other").await;
    assert_eq!((seen.issuer.as_str(), seen.names), ("Landfall Test Trust", vec!["other.example.test".to_owned()]));
    assert!(seen.distrust.as_deref().is_some_and(|why| why.contains("other.example.test")), "{:?}", seen.distrust);
}

#[tokio::test]
async fn a_certificate_of_nobodys_is_told_with_its_common_name() {
    let authority = Authority::new();
    authority.self_signed("self", "/CN=just me", "subjectAltName=DNS:www.example.test");
    let seen = untrusted(&authority, "self").await;
    assert_eq!(seen.issuer, "just me");
    assert!(seen.distrust.is_some());
}

#[tokio::test]
async fn without_the_extra_authority_its_certificates_are_not_trusted() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    theirs.leaf("good", "www.example.test", FAR.0);
    let (at, server) = serve(Some(theirs.acceptor("good")), "HTTP/1.1 200 OK\r\n\r\n").await;
    assert!(matches!(ours.probe().exchange(at, &tls()).await, Err(NoAnswer::Untrusted(_))));
    assert_eq!(server.await.unwrap(), "");
}

#[tokio::test]
async fn a_form_is_sent_with_its_own_headers_and_a_long_body_is_cut() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 1024];
        let n = stream.read(&mut asked).await.unwrap();
        let head = format!("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\n\r\n", 2 * BODY_LIMIT);
        stream.write_all(head.as_bytes()).await.unwrap();
        // Whoever has enough hangs up.
        stream.write_all(&vec![b'x'; 2 * BODY_LIMIT]).await.ok();
        String::from_utf8_lossy(&asked[..n]).into_owned()
    });
    let mut form = WebRequest { method: WebMethod::Post, path: "/a?b=c".to_owned(), body: "x=1".to_owned(), ..plain() };
    form.headers.insert("origin", "https://www.example.test".parse().unwrap());
    let answer = probe(None).unwrap().exchange(at, &form).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (403, BODY_LIMIT));
    let asked = server.await.unwrap();
    assert!(asked.starts_with("POST /a?b=c HTTP/1.1\r\n") && asked.ends_with("\r\n\r\nx=1"), "{asked}");
    assert!(asked.contains("origin: https://www.example.test\r\n") && asked.contains("content-length: 3\r\n"), "{asked}");
}

#[tokio::test]
async fn a_key_that_is_not_the_certificates_ends_the_handshake() {
    let authority = Authority::new();
    authority.leaf("good", "www.example.test", FAR.0);
    authority.leaf("thief", "www.example.test", FAR.0);
    let chain = CertificateDer::pem_file_iter(authority.path("good.pem")).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(authority.path("thief.key")).unwrap();
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let key = provider.key_provider.load_private_key(key).unwrap();
    let mismatched = Arc::new(rustls::sign::SingleCertAndKey::from(rustls::sign::CertifiedKey::new(chain, key)));
    let config = ServerConfig::builder_with_provider(Arc::new(provider)).with_safe_default_protocol_versions().unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_cert_resolver(mismatched)));
    let (at, server) = serve(Some(acceptor), "HTTP/1.1 200 OK\r\n\r\n").await;
    let no = authority.probe().exchange(at, &tls()).await.unwrap_err();
    assert!(matches!(&no, NoAnswer::Tls(why) if why.contains("BadSignature")), "{no:?}");
    assert!(!server.await.unwrap().contains("GET"));
}

#[tokio::test]
async fn a_server_without_tls_is_a_fault() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        talk(stream, "").await;
    });
    let no = Authority::new().probe().exchange(at, &tls()).await.unwrap_err();
    server.await.unwrap();
    assert!(matches!(no, NoAnswer::Tls(_)), "{no:?}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_followed() {
    let (at, server) = serve(None, "HTTP/1.1 301 Moved Permanently\r\nLocation: https://a.test/\r\nContent-Length: 0\r\n\r\n").await;
    let told = probe(None).unwrap().exchange(at, &plain()).await.unwrap();
    assert_eq!((told.status, told.headers["location"].as_bytes()), (301, b"https://a.test/".as_slice()));
    assert!(server.await.unwrap().contains("host: www.example.test\r\n"));
}

#[tokio::test]
async fn what_is_no_http_and_what_is_not_there_are_told_apart() {
    let (at, _server) = serve(None, "SSH-2.0-OpenSSH_9.6\r\n").await;
    let no = probe(None).unwrap().exchange(at, &plain()).await.unwrap_err();
    assert!(matches!(no, NoAnswer::NotHttp(_)), "{no:?}");

    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let no = probe(None).unwrap().exchange(free, &plain()).await.unwrap_err();
    assert!(matches!(&no, NoAnswer::NoConnection(why) if why.contains("refused")), "{no:?}");
}

#[test]
fn an_extra_authority_that_cannot_be_read_is_the_persons_to_mend() {
    let dir = tempfile::tempdir().unwrap();
    let empty = dir.path().join("empty.pem");
    std::fs::write(&empty, "nothing\n").unwrap();
    for path in [empty.as_path(), Path::new("/nonexistent/ca.pem")] {
        let fault = probe(Some(path)).unwrap_err();
        assert!(matches!(fault.disposition, Disposition::Person(_)), "{fault}");
        assert!(fault.detail.starts_with(&path.display().to_string()), "{fault}");
    }
}

#[tokio::test]
async fn a_connection_that_ends_early_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _): (TcpStream, _) = listener.accept().await.unwrap();
        stream.read_u8().await.unwrap();
    });
    let no = probe(None).unwrap().exchange(at, &plain()).await.unwrap_err();
    server.await.unwrap();
    assert!(matches!(no, NoAnswer::NoConnection(_)), "{no:?}");
}
