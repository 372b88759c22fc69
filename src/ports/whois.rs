//! One question by WHOIS.

use std::net::SocketAddr;

use async_trait::async_trait;

use super::web::NoAnswer;

/// WHOIS (RFC 3912): a line goes there, and text comes until the server hangs up.
#[async_trait]
pub trait WhoisExchange: Send + Sync {
    /// Asks `server` for `query`, which holds no line break.
    ///
    /// # Errors
    /// [`NoAnswer`] when nobody took the connection, or nothing came in time.
    async fn ask(&self, server: SocketAddr, query: &str) -> Result<String, NoAnswer>;
}
