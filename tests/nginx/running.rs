//! A real nginx on loopback: one process, in a directory of its own, gone when dropped; and a client that says just what it is told to.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running nginx. Dropping it ends it, after a panic too.
pub struct Nginx {
    process: Child,
    room: TempDir,
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub location: Option<String>,
    pub body: String,
}

/// A directory for nginx's files, and a port that was free a moment ago.
pub fn room() -> (TempDir, u16) {
    let free = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap().local_addr().unwrap().port();
    (TempDir::new().unwrap(), free)
}

/// Whether nginx is installed. In CI it must be.
pub fn is_installed() -> bool {
    let found = nginx().arg("-v").output().is_ok_and(|output| output.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "nginx is not installed, and CI must compare with it");
        let _ = writeln!(std::io::stderr(), "SKIPPED nginx::real: nginx is not installed (tests/run installs it)");
    }
    found
}

/// Debian has it in /usr/sbin, which is on nobody's PATH but root's.
fn nginx() -> Command {
    let path = format!("{}:/usr/sbin:/sbin", std::env::var("PATH").unwrap_or_default());
    let program = path.split(':').map(|folder| Path::new(folder).join("nginx")).find(|program| program.is_file());
    Command::new(program.unwrap_or_else(|| "nginx".into()))
}

impl Nginx {
    /// Starts nginx with `nginx.conf` in this directory, and waits until somebody answers at the address.
    pub fn start(room: TempDir, answers_at: SocketAddr) -> Self {
        let process = asked(room.path(), &[]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut running = Self { process, room };
        let end = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(answers_at).is_err() {
            let ended = running.process.try_wait().unwrap();
            assert!(ended.is_none() && Instant::now() < end, "nginx does not run: {ended:?}\n{}", running.log());
            sleep(Duration::from_millis(5));
        }
        running
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.room.path().join("error.log")).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It has no children: the configuration says `master_process off`.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `nginx -T` over the configuration in this directory.
pub fn dump(room: &Path) -> Output {
    asked(room, &["-T"]).output().unwrap()
}

fn asked(room: &Path, more: &[&str]) -> Command {
    let mut command = nginx();
    command.arg("-p").arg(room).arg("-e").arg(room.join("error.log")).arg("-c").arg(room.join("nginx.conf")).args(more);
    command
}

/// `GET path` at this address with this Host, as it comes from a balancer that was asked by https. Without a Host it is HTTP/1.0. `None`:
/// nobody listens, or they hang up.
pub fn get(at: (IpAddr, u16), host: &str, path: &str) -> Option<Reply> {
    let mut stream = TcpStream::connect(at).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let (version, host) = if host.is_empty() { ("1.0", String::new()) } else { ("1.1", format!("Host: {host}\r\n")) };
    let request = format!("GET {path} HTTP/{version}\r\n{host}X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let location = head.lines().find_map(|line| line.strip_prefix("Location: ")).map(str::to_owned);
    Some(Reply { status: head.split(' ').nth(1)?.parse().ok()?, location, body: body.to_owned() })
}
