//! Key files and the agent, as they are offered to a real sshd.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use landfall::engine::fault::{Code, Remedy};

use crate::sshd::{Sshd, sshd_is_missing};
use crate::{Answers, fault, hostname};

/// An agent of our own, killed with the test.
pub struct Agent {
    child: Child,
    pub socket: std::path::PathBuf,
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Agent {
    pub fn start(sshd: &Sshd) -> Self {
        let socket = sshd.path("agent");
        let child = Process::new("ssh-agent").arg("-D").arg("-a").arg(&socket).stdout(Stdio::null()).spawn().unwrap();
        while !socket.exists() {
            std::thread::yield_now();
        }
        Self { child, socket }
    }

    pub fn add(&self, key: &Path) {
        let added = Process::new("ssh-add").arg("-q").arg(key).env("SSH_AUTH_SOCK", &self.socket).status().unwrap();
        assert!(added.success());
    }
}

fn close(path: &Path) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[tokio::test]
async fn keys_that_do_not_fit_are_told_apart() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let with = async |name: &str| hostname(&sshd.ssh(), &sshd.access(name)).await;
    fault(with("nowhere").await, Code::KeyMissing, Remedy::CheckKeyPath);
    fault(with("").await, Code::KeyDirectory, Remedy::NameKeyFile);
    fault(with("user.pub").await, Code::KeyPublic, Remedy::NamePrivateHalf);
    std::fs::write(sshd.path("garbage"), "not a key, but s3cret").unwrap();
    close(&sshd.path("garbage"));
    assert!(!fault(with("garbage").await, Code::KeyAbsent, Remedy::NameKeyFile).contains("s3cret"));
    std::fs::set_permissions(sshd.path("user"), std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(fault(with("user").await, Code::KeyPermissions, Remedy::ChmodKey).ends_with("\n0644"));
    assert_eq!(with("rsa.pem").await.unwrap().status, 0);
}

#[tokio::test]
async fn keys_of_windows_and_of_putty_let_us_in_as_they_are() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let crlf = format!("\u{feff}{}", std::fs::read_to_string(sshd.path("user")).unwrap().replace('\n', "\r\n"));
    std::fs::write(sshd.path("crlf.pem"), crlf).unwrap();
    close(&sshd.path("crlf.pem"));
    assert_eq!(hostname(&sshd.ssh(), &sshd.access("crlf.pem")).await.unwrap().status, 0);
    let locked = Arc::new(Answers { given: vec!["heestagram"], ..Answers::default() });
    for (name, text, passphrase) in
        [("v3.ppk", include_str!("ppk/v3.ppk"), None), ("v2-locked.ppk", include_str!("ppk/v2-locked.ppk"), Some("heestagram"))]
    {
        std::fs::write(sshd.path(name), text).unwrap();
        close(&sshd.path(name));
        let public = russh::keys::decode_secret_key(text, passphrase).unwrap().public_key().to_openssh().unwrap();
        sshd.authorize(&public);
        assert_eq!(hostname(&sshd.ssh_asking(locked.clone()), &sshd.access(name)).await.unwrap().status, 0, "{name}");
    }
    assert_eq!(locked.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_passphrase_is_asked_for_until_it_fits_and_once_only() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let asked = Arc::new(Answers { given: vec!["wrong", "열려라"], ..Answers::default() });
    let ssh = sshd.ssh_asking(asked.clone());
    assert_eq!(hostname(&ssh, &sshd.access("locked")).await.unwrap().status, 0);
    sshd.drop_connections();
    assert_eq!(hostname(&ssh, &sshd.access("locked")).await.unwrap().status, 0);
    assert_eq!(asked.asked.load(Ordering::SeqCst), 2);
    let never = sshd.ssh_asking(Arc::new(Answers { given: vec!["a", "b", "c", "열려라"], ..Answers::default() }));
    fault(hostname(&never, &sshd.access("locked")).await, Code::KeyPassphraseWrong, Remedy::CheckPassphrase);
    fault(hostname(&sshd.ssh(), &sshd.access("locked")).await, Code::KeyPassphrase, Remedy::UseTerminalOrAgent);
}

#[tokio::test]
async fn the_agent_is_asked_when_no_file_is_told_or_the_file_is_locked() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let agent = Agent::start(&sshd);
    let mut access = sshd.access("user");
    access.key = None;
    let ssh = || sshd.ssh().with_agent(Some(agent.socket.clone()));
    fault(hostname(&ssh(), &access).await, Code::SshNoKey, Remedy::NameKey);
    fault(hostname(&sshd.ssh(), &access).await, Code::SshNoKey, Remedy::NameKey);
    agent.add(&sshd.path("other"));
    let offered = fault(hostname(&ssh(), &access).await, Code::SshAuth, Remedy::CheckUserAndKey);
    assert!(offered.lines().last().unwrap().ends_with(" agent: test"), "{offered}");
    agent.add(&sshd.path("rsa.pem"));
    assert_eq!(hostname(&ssh(), &access).await.unwrap().status, 0);
    // A file that is named is offered alone, whatever the agent holds.
    fault(hostname(&ssh(), &sshd.access("other")).await, Code::SshAuth, Remedy::CheckUserAndKey);
}

#[tokio::test]
async fn the_files_that_ssh_would_try_are_tried_where_no_key_is_told() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    sshd.know("ed25519");
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".ssh")).unwrap();
    let mut access = sshd.access("user");
    access.key = None;
    let ssh = || sshd.ssh().with_home(Some(home.path().to_owned()));
    let put = |from: &str, name: &str| {
        std::fs::copy(sshd.path(from), home.path().join(".ssh").join(name)).unwrap();
    };
    put("locked", "id_ecdsa");
    fault(hostname(&ssh(), &access).await, Code::SshNoKey, Remedy::NameKey);
    put("user", "id_ed25519");
    assert_eq!(hostname(&ssh(), &access).await.unwrap().status, 0);
    access.key = Some("~/.ssh/id_ed25519".into());
    assert_eq!(hostname(&ssh(), &access).await.unwrap().status, 0);
}

#[tokio::test]
async fn an_alias_names_its_files_in_their_order_and_may_leave_the_agent_out() {
    if sshd_is_missing() {
        return;
    }
    let sshd = Sshd::start();
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".ssh")).unwrap();
    let config = |files: &[&str], more: &str| {
        let files: String = files.iter().map(|name| format!("  IdentityFile {}\n", sshd.path(name).display())).collect();
        let text = format!("Host hee\n  HostName web.example.com\n{files}  {more}\nHost *\n  LocalCommand touch %d/ran\n");
        std::fs::write(home.path().join(".ssh/config"), text).unwrap();
    };
    // `ssh` noted the server's key under its name.
    let line = format!("[web.example.com]:{} {}\n", sshd.port, sshd.public("ed25519"));
    std::fs::write(sshd.path("known_hosts"), line).unwrap();
    let mut access = sshd.access("user");
    (access.key, access.ssh_host) = (None, Some("hee".parse().unwrap()));
    let ssh = || sshd.ssh().with_home(Some(home.path().to_owned()));
    config(&["absent", "other", "user"], "IdentitiesOnly yes");
    assert_eq!(hostname(&ssh(), &access).await.unwrap().status, 0, "a file that is not there is passed over, a refused one too");
    config(&["absent"], "");
    fault(hostname(&ssh(), &access).await, Code::KeyMissing, Remedy::CheckKeyPath);
    let agent = Agent::start(&sshd);
    agent.add(&sshd.path("rsa.pem"));
    let with_agent = || ssh().with_agent(Some(agent.socket.clone()));
    for usable in [&["other"][..], &["absent"]] {
        config(usable, "");
        assert_eq!(hostname(&with_agent(), &access).await.unwrap().status, 0, "{usable:?}");
    }
    config(&["absent"], "IdentitiesOnly yes");
    fault(hostname(&with_agent(), &access).await, Code::KeyMissing, Remedy::CheckKeyPath);
    config(&["other"], "IdentitiesOnly yes");
    let detail = fault(hostname(&with_agent(), &access).await, Code::SshAuth, Remedy::CheckUserAndKey);
    assert!(!detail.contains("agent"), "{detail}");
    config(&["rsa.pem.pub"], "IdentitiesOnly yes");
    assert_eq!(hostname(&with_agent(), &access).await.unwrap().status, 0, "a public file chooses among the agent's keys");
    fault(hostname(&ssh(), &access).await, Code::KeyPublic, Remedy::NamePrivateHalf);
    config(&[], "");
    assert_eq!(hostname(&with_agent(), &access).await.unwrap().status, 0);
    access.key = Some(sshd.path("other"));
    config(&["user"], "");
    fault(hostname(&ssh(), &access).await, Code::SshAuth, Remedy::CheckUserAndKey);
    (access.key, access.host_key) = (None, sshd.fingerprint("ed25519").parse().ok());
    config(&["user"], "ProxyJump bastion");
    let detail = fault(hostname(&ssh(), &access).await, Code::SshConfig, Remedy::WriteServerKeys);
    assert!(detail.ends_with("/.ssh/config:4: ProxyJump bastion"), "{detail}");
    assert!(!home.path().join("ran").exists());
}
