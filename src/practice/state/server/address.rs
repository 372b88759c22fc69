//! Where something listens, or is connected to.

use serde::{Deserialize, Serialize};

use super::paths::plain;

/// A TCP address or a Unix socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Address {
    Tcp { host: String, port: u16 },
    Unix(String),
}

/// Where gunicorn listens when it is given no port.
const PORT: u16 = 8000;

impl Address {
    /// As gunicorn reads `--bind`.
    ///
    /// # Errors
    /// gunicorn's refusal.
    pub fn of_bind(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("unix:") {
            return Ok(Self::Unix(plain(path.trim_start_matches("//"))));
        }
        let text = text.strip_prefix("tcp://").unwrap_or(text);
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                (host, port.parse().map_err(|_| format!("'{port}' is not a valid port number."))?)
            }
            _ => (text, PORT),
        };
        Ok(Self::tcp(host, port))
    }

    /// `host` as the system would resolve it.
    pub fn tcp(host: &str, port: u16) -> Self {
        let host = match host.trim_start_matches('[').trim_end_matches(']') {
            "" | "0" => "0.0.0.0",
            "localhost" => "127.0.0.1",
            other => other,
        };
        Self::Tcp { host: host.to_lowercase(), port }
    }

    /// Whether who listens here is reached by connecting to `target`.
    pub fn accepts(&self, target: &Self) -> bool {
        match (self, target) {
            (Self::Tcp { host, port }, Self::Tcp { host: to, port: at }) => port == at && (host == to || is_any(host)),
            (mine, target) => mine == target,
        }
    }

    /// Whether both cannot be listened at. A socket's file that is left over is replaced.
    pub fn clashes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tcp { host, port }, Self::Tcp { host: to, port: at }) => port == at && (host == to || is_any(host) || is_any(to)),
            _ => false,
        }
    }
}

fn is_any(host: &str) -> bool {
    matches!(host, "0.0.0.0" | "::")
}

impl std::fmt::Display for Address {
    /// As gunicorn's log names it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp { host, port } => write!(f, "('{host}', {port})"),
            Self::Unix(path) => f.write_str(path),
        }
    }
}

impl Address {
    /// As gunicorn says where it listens.
    pub fn url(&self) -> String {
        match self {
            Self::Tcp { host, port } => format!("http://{host}:{port}"),
            Self::Unix(path) => format!("unix:{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binds_are_read_as_gunicorn_reads_them() {
        let table = [
            ("127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("0:8000", "http://0.0.0.0:8000"),
            (":9000", "http://0.0.0.0:9000"),
            ("localhost", "http://127.0.0.1:8000"),
            ("[::]:8000", "http://:::8000"),
            ("unix:/run/a.sock", "unix:/run/a.sock"),
            ("unix:///run/a.sock", "unix:/run/a.sock"),
        ];
        for (bind, url) in table {
            assert_eq!(Address::of_bind(bind).map(|a| a.url()).as_deref(), Ok(url), "{bind}");
        }
        assert_eq!(Address::of_bind("nonsense:port").unwrap_err(), "'port' is not a valid port number.");
    }

    #[test]
    fn who_listens_everywhere_is_reached_and_in_the_way_everywhere() {
        let (all, here, other) = (Address::tcp("0", 80), Address::tcp("127.0.0.1", 80), Address::tcp("10.0.0.1", 80));
        assert!(all.accepts(&here) && !here.accepts(&all) && !here.accepts(&other));
        assert!(all.clashes(&here) && here.clashes(&all) && !here.clashes(&other) && !here.clashes(&Address::tcp("127.0.0.1", 81)));
        let socket = Address::Unix("/run/a".into());
        assert!(socket.accepts(&socket.clone()) && !socket.clashes(&socket.clone()));
    }
}
