//! SSH against a real sshd on loopback, which each test starts for itself.

#![cfg(unix)]
// clippy.toml's allowance for tests reaches `#[test]` functions, not what they call.
#![allow(clippy::unwrap_used)]

mod keys;
mod login_shell;
#[path = "../support/quoted.rs"]
mod quoted;
mod refusals;
mod remedies;
mod sshd;

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use landfall::engine::fault::{Code, Disposition, Fault, Remedy};
use landfall::engine::op::host::Access;
use landfall::host::ssh::Ssh;
use landfall::ports::{Command, HttpGet, Output, Remote, Script, Secret, SecretKind, Secrets};
use sshd::{Sshd, sshd_is_missing};

/// Answers with each of these in turn, then with nothing.
#[derive(Default)]
pub struct Answers {
    pub given: Vec<&'static str>,
    pub asked: AtomicUsize,
}

#[async_trait]
impl Secrets for Answers {
    async fn ask(&self, _: &SecretKind, again: bool) -> Option<Secret> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        assert_eq!(again, number > 0);
        self.given.get(number).map(|s| Secret::new((*s).to_owned()))
    }
}

pub fn read(path: &Path, root: bool) -> Command {
    Command::ReadFile { path: path.to_str().unwrap().into(), root }
}

fn write(path: &Path, content: &[u8], mode: u32) -> Command {
    Command::WriteFile { path: path.to_str().unwrap().into(), content: content.to_vec(), mode }
}

pub async fn hostname(ssh: &Ssh, access: &Access) -> Result<Output, Fault> {
    ssh.run(access, &read(Path::new("/etc/hostname"), false)).await
}

#[track_caller]
pub fn fault(answer: Result<Output, Fault>, code: Code, remedy: Remedy) -> String {
    let fault = answer.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (code, Disposition::Person(remedy)), "{fault}");
    fault.detail
}

#[tokio::test]
async fn an_unknown_host_key_is_refused_with_its_fingerprint_and_nothing_else() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    let detail = fault(hostname(&sshd.ssh(), &sshd.access("user")).await, Code::HostKeyUnknown, Remedy::ConfirmHostKey);
    let mut confirmed = sshd.access("user");
    let (fingerprint, kind) = detail.split_once('\n').unwrap();
    assert_eq!((fingerprint, kind), (sshd.fingerprint("ed25519").as_str(), "ED25519"));
    confirmed.host_key = Some(fingerprint.parse().unwrap());
    assert_eq!(hostname(&sshd.ssh(), &confirmed).await.unwrap().status, 0);
}

#[tokio::test]
async fn a_known_host_is_accepted_by_whichever_key_is_known() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    for kind in ["ed25519", "rsa", "ecdsa"] {
        sshd.know(kind);
        let answer = hostname(&sshd.ssh(), &sshd.access("user")).await.unwrap();
        assert_eq!((answer.status, answer.stdout), (0, std::fs::read("/etc/hostname").unwrap()), "{kind}");
    }
    keygen_hash(&sshd.path("known_hosts"));
    assert!(std::fs::read_to_string(sshd.path("known_hosts")).unwrap().starts_with("|1|"));
    assert_eq!(hostname(&sshd.ssh(), &sshd.access("user")).await.unwrap().status, 0);
}

fn keygen_hash(known_hosts: &Path) {
    assert!(Process::new("ssh-keygen").args(["-q", "-H", "-f"]).arg(known_hosts).stderr(Stdio::null()).status().unwrap().success());
}

#[tokio::test]
async fn changed_and_revoked_host_keys_are_refused() {
    if sshd_is_missing() {
        return;
    }
    let (sshd, stranger) = (Sshd::start(), Sshd::start());
    let line = format!("[127.0.0.1]:{} {}\n", sshd.port, stranger.public("ed25519"));
    std::fs::write(sshd.path("known_hosts"), &line).unwrap();
    let detail = fault(hostname(&sshd.ssh(), &sshd.access("user")).await, Code::HostKeyChanged, Remedy::CheckHostKey);
    assert_eq!(detail, format!("{}\n{}", stranger.fingerprint("ed25519"), sshd.fingerprint("ed25519")));
    std::fs::write(sshd.path("known_hosts"), format!("@revoked * {}\n", sshd.public("ed25519"))).unwrap();
    fault(hostname(&sshd.ssh(), &sshd.access("user")).await, Code::HostKeyRevoked, Remedy::CheckHostKey);
}

#[tokio::test]
async fn a_pin_counts_alone_and_may_be_of_any_kind() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    let mut access = sshd.access("user");
    for kind in ["ed25519", "ecdsa", "rsa"] {
        access.host_key = Some(sshd.fingerprint(kind).parse().unwrap());
        assert_eq!(hostname(&sshd.ssh(), &access).await.unwrap().status, 0, "{kind}");
    }
    sshd.know("ed25519");
    let pin = format!("SHA256:{}", "a".repeat(43));
    access.host_key = Some(pin.parse().unwrap());
    let detail = fault(hostname(&sshd.ssh(), &access).await, Code::HostKeyChanged, Remedy::CheckHostKey);
    assert_eq!(detail, format!("{pin}\n{}", sshd.fingerprint("ed25519")));
}

#[tokio::test]
async fn files_go_there_and_back_whole() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let (ssh, access) = (sshd.ssh(), sshd.access("user"));
    let odd = sshd.path("a 'b' \"c\" $(d) `e` \\ ! * 가 -n");
    let content: Vec<u8> = (0..300_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(ssh.run(&access, &read(&odd, true)).await.unwrap(), Output { status: 1, stdout: vec![], stderr: vec![] });
    assert_eq!(ssh.run(&access, &write(&odd, &content, 0o640)).await.unwrap().status, 0);
    assert_eq!(std::fs::metadata(&odd).unwrap().permissions().mode() & 0o7777, 0o640);
    assert!(ssh.run(&access, &read(&odd, true)).await.unwrap().stdout == content);
    assert_eq!(ssh.run(&access, &write(&odd, b"", 0o600)).await.unwrap().status, 0);
    assert_eq!(std::fs::metadata(&odd).unwrap().permissions().mode() & 0o7777, 0o640, "the mode of what stands there stays");
    assert_eq!(std::fs::read(&odd).unwrap(), b"");
    let left = std::fs::read_dir(sshd.dir.path()).unwrap();
    assert!(left.flatten().all(|e| !e.file_name().to_string_lossy().starts_with(".landfall")), "a temporary file stayed");
    let remove = Command::RemoveFile { path: odd.to_str().unwrap().into() };
    assert_eq!(ssh.run(&access, &remove).await.unwrap().status, 0);
    assert_eq!(ssh.run(&access, &remove).await.unwrap().status, 0);
    assert!(!odd.exists());
}

#[tokio::test]
async fn directories_links_and_what_is_no_file() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let (ssh, access) = (sshd.ssh(), sshd.access("user"));
    let dir = sshd.path("state/landfall");
    let path = dir.to_str().unwrap().to_owned();
    assert_eq!(ssh.run(&access, &Command::MakeDir { path: path.clone(), mode: 0o700 }).await.unwrap().status, 0);
    assert_eq!(std::fs::metadata(&dir).unwrap().permissions().mode() & 0o7777, 0o700);
    let (real, link) = (dir.join("real"), sshd.path("link"));
    ssh.run(&access, &write(&real, b"1", 0o600)).await.unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(ssh.run(&access, &write(&link, b"2", 0o600)).await.unwrap().status, 0);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink() && std::fs::read(&real).unwrap() == b"2");
    assert_ne!(ssh.run(&access, &write(&dir, b"", 0o600)).await.unwrap().status, 0);
    assert_ne!(ssh.run(&access, &read(&dir, true)).await.unwrap().status, 1);
    assert_eq!(ssh.run(&access, &Command::RemoveDir { path: path.clone() }).await.unwrap().status, 0);
    assert!(dir.exists(), "it is not empty");
    std::fs::remove_file(&real).unwrap();
    ssh.run(&access, &Command::RemoveDir { path }).await.unwrap();
    assert!(!dir.exists());
}

#[tokio::test]
async fn a_lost_connection_is_made_again_for_the_next_command() {
    if sshd_is_missing() {
        return;
    }
    let mut sshd = Sshd::start();
    sshd.know("ed25519");
    let (ssh, access) = (sshd.ssh(), sshd.access("user"));
    assert_eq!(hostname(&ssh, &access).await.unwrap().status, 0);
    sshd.drop_connections();
    assert_eq!(hostname(&ssh, &access).await.unwrap().status, 0);
    sshd.drop_connections();
    sshd.stop();
    let refused = hostname(&ssh, &access).await.unwrap_err();
    assert_eq!((refused.code, refused.disposition), (Code::SshRefused, Disposition::Transient));
    sshd.start_again();
    assert_eq!(hostname(&ssh, &access).await.unwrap().status, 0);
}

#[tokio::test]
async fn scripts_and_http_run_on_the_server_side_by_side() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let (ssh, access) = (sshd.ssh(), sshd.access("user"));
    let settings = sshd.path("settings.py");
    std::fs::write(&settings, "ALLOWED_HOSTS = ['한글.com']\n").unwrap();
    let input = serde_json::json!({"mode": "plan", "path": settings, "names": ["a.b"], "before_sha256": ""}).to_string();
    let script = Command::Script { script: Script::Settings, input, root: true };
    let (port, answered) = http_server();
    // The first address is none of this machine's (TEST-NET-3): it asks itself all the same.
    let address = [[203, 0, 113, 1].into(), Ipv4Addr::LOCALHOST];
    let http = |n: usize| {
        let path = "/healthz?full=1".into();
        Command::HttpGet(HttpGet { address: address[n], port, host: "www.x.com".into(), path, user_agent: "ELB-HealthChecker/2.0" })
    };
    let get = http(0);
    let (planned, got) = tokio::join!(ssh.run(&access, &script), ssh.run(&access, &get));
    let plan = String::from_utf8(planned.unwrap().stdout).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&plan).unwrap()["missing"], serde_json::json!(["a.b"]));
    assert_eq!(got.unwrap().stdout, b"418\n\n", "the status, and that it leads nowhere");
    let asked = answered.join().unwrap();
    for line in ["GET /healthz?full=1 HTTP/1.1\r\n", "Host: www.x.com\r\n", "User-Agent: ELB-HealthChecker/2.0\r\n"] {
        assert!(asked.contains(line), "{asked}");
    }
    assert_ne!(ssh.run(&access, &http(1)).await.unwrap().status, 0, "nobody listens any more");
}

/// Answers one request with 418 and returns it.
fn http_server() -> (u16, std::thread::JoinHandle<String>) {
    use std::io::{BufRead, BufReader, Write};
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = std::thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let lines = BufReader::new(stream.try_clone().unwrap()).lines().map(|l| l.unwrap() + "\r\n");
        let request = lines.take_while(|l| l != "\r\n").collect();
        stream.write_all(b"HTTP/1.1 418 I\r\nContent-Length: 0\r\n\r\n").unwrap();
        request
    });
    (port, served)
}
