//! [`WhoisExchange`] over TCP.

use std::net::SocketAddr;
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::ports::{NoAnswer, WhoisExchange};

/// How long an answer may take, from the connection to its end.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most bytes of an answer.
const MOST: u64 = 64 * 1024;

/// WHOIS over the network.
#[derive(Debug, Clone, Copy, Default)]
pub struct NetworkWhois;

#[async_trait]
impl WhoisExchange for NetworkWhois {
    async fn ask(&self, server: SocketAddr, query: &str) -> Result<String, NoAnswer> {
        let late = |_| NoAnswer::Late(format!("{server}: no answer in {} s", PATIENCE.as_secs()));
        let broken = |e: std::io::Error| NoAnswer::NoConnection(format!("{server}: {e}"));
        tokio::time::timeout(PATIENCE, exchanged(server, query)).await.map_err(late)?.map_err(broken)
    }
}

async fn exchanged(server: SocketAddr, query: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(server).await?;
    stream.write_all(format!("{query}\r\n").as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.take(MOST).read_to_end(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn one_line_goes_there_and_text_comes_until_it_hangs_up() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut line = [0; 16];
            let read = stream.read(&mut line).await.unwrap();
            stream.write_all("등록대행자 : (주)가비아\n".as_bytes()).await.unwrap();
            String::from_utf8_lossy(&line[..read]).into_owned()
        });
        assert_eq!(NetworkWhois.ask(server, "heestagram.kr").await, Ok("등록대행자 : (주)가비아\n".to_owned()));
        assert_eq!(asked.await.unwrap(), "heestagram.kr\r\n");
        let nobody = NetworkWhois.ask(server, "heestagram.kr").await;
        assert!(matches!(nobody, Err(NoAnswer::NoConnection(_))), "{nobody:?}");
    }
}
