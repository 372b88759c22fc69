//! The probe through a proxy on loopback.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpListener;

use super::*;

/// A proxy: what it was asked, and where it lets CONNECT to.
async fn proxy(lets_to: Option<SocketAddr>) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let head = head(&mut stream).await;
            let tunnel = head.starts_with("CONNECT ");
            seen.lock().unwrap().push(head);
            match (tunnel, lets_to) {
                (true, Some(to)) => {
                    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
                    let mut site = TcpStream::connect(to).await.unwrap();
                    copy_bidirectional(&mut stream, &mut site).await.ok();
                }
                (true, None) => stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").await.unwrap(),
                (false, _) => stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap(),
            }
        }
    });
    (address, asked)
}

/// A site that answers every request with 200.
async fn site() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            head(&mut stream).await;
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        }
    });
    address
}

/// One that answers before it is asked, and no TLS.
async fn no_tls() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        head(&mut stream).await;
    });
    address
}

async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => read.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&read).into_owned()
}

fn through(proxy: SocketAddr, no: &str) -> NetworkProbe {
    let proxy = format!("http://hee:pw@{proxy}");
    NetworkProbe { trust: Trust::new(None).unwrap(), proxies: Proxies::these(&proxy, &proxy, no) }
}

/// Where nobody listens: what does not go through the proxy is refused at once, and never leaves this machine.
fn nowhere() -> SocketAddr {
    "127.0.0.9:9".parse().unwrap()
}

#[tokio::test]
async fn plain_http_is_asked_of_the_proxy_by_its_whole_url() {
    let (address, asked) = proxy(None).await;
    let probe = through(address, "");
    let request = WebRequest { path: "/a?b=c".into(), ..WebRequest::plain("www.example.test") };
    assert_eq!(probe.exchange(nowhere(), &request).await.unwrap().status, 204);
    let head = asked.lock().unwrap().remove(0);
    assert!(head.starts_with("GET http://www.example.test/a?b=c HTTP/1.1\r\n"), "{head}");
    assert!(head.to_lowercase().contains("proxy-authorization: basic agvlonb3"), "{head}");
    let shown = probe.proxy(nowhere(), &request).unwrap();
    assert!(shown == address.to_string() && !shown.contains("pw"), "{shown}");
}

#[tokio::test]
async fn the_servers_own_address_is_tunnelled_to_and_not_looked_up_by_the_proxy() {
    let site = site().await;
    let (address, asked) = proxy(Some(site)).await;
    let request = WebRequest::plain("www.example.test").at_address();
    assert_eq!(through(address, "").exchange(nowhere(), &request).await.unwrap().status, 200);
    assert!(asked.lock().unwrap()[0].starts_with("CONNECT 127.0.0.9:9 HTTP/1.1\r\n"));
}

#[tokio::test]
async fn https_goes_through_a_tunnel_by_name_and_a_refused_one_is_told() {
    let (address, asked) = proxy(None).await;
    let request = WebRequest { tls: true, ..WebRequest::plain("www.example.test") };
    let no = through(address, "").exchange(nowhere(), &request).await.unwrap_err();
    assert!(matches!(&no, NoAnswer::NoConnection(why) if why.contains("403 Forbidden") && why.contains("proxy 127.0.0.1")), "{no:?}");
    assert!(asked.lock().unwrap()[0].starts_with("CONNECT www.example.test:9 HTTP/1.1\r\n"));
    // Its bytes go through: what is no TLS is told as that.
    let (address, _) = proxy(Some(no_tls().await)).await;
    let no = through(address, "").exchange(nowhere(), &request).await.unwrap_err();
    assert!(matches!(no, NoAnswer::Tls(_)), "{no:?}");
}

#[tokio::test]
async fn what_no_proxy_names_is_asked_directly() {
    let (address, asked) = proxy(None).await;
    let probe = through(address, "example.test,127.0.0.0/8");
    let request = WebRequest::plain("www.example.test");
    assert_eq!(probe.exchange(site().await, &request).await.unwrap().status, 200);
    assert_eq!(probe.exchange(site().await, &request.clone().at_address()).await.unwrap().status, 200);
    assert!(asked.lock().unwrap().is_empty() && probe.proxy(nowhere(), &request).is_none());
}
