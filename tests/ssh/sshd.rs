//! An sshd on loopback, with keys of its own.

use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;

use landfall::engine::op::host::Access;
use landfall::host::ssh::Ssh;
use landfall::ports::Secrets;

use crate::Answers;

const SSHD: &str = "/usr/sbin/sshd";

/// Whether there is an sshd to test against; in CI there must be.
pub fn sshd_is_missing() -> bool {
    if Path::new(SSHD).exists() {
        return false;
    }
    assert!(std::env::var("CI").is_err(), "{SSHD} is missing: install openssh-server");
    eprintln!("SKIPPED ssh: {SSHD} is missing (install openssh-server)");
    true
}

/// An sshd of our own, killed with the test.
pub struct Sshd {
    pub dir: tempfile::TempDir,
    pub port: u16,
    child: Child,
    /// Lines of its configuration besides the usual ones, before which they stand: the first value wins.
    extra: String,
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.drop_connections();
        self.stop();
    }
}

fn keygen(arguments: &[&str], path: &Path) {
    let made = Process::new("ssh-keygen").args(["-q", "-C", "test", "-f"]).arg(path).args(arguments).status().unwrap();
    assert!(made.success());
}

impl Sshd {
    pub fn start() -> Self {
        Self::start_with("")
    }

    pub fn start_with(extra: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (kind, bits) in [("ed25519", "256"), ("rsa", "2048"), ("ecdsa", "256")] {
            keygen(&["-t", kind, "-b", bits, "-N", ""], &dir.path().join(format!("host_{kind}")));
        }
        for (name, passphrase) in [("user", ""), ("other", ""), ("locked", "열려라")] {
            keygen(&["-t", "ed25519", "-N", passphrase], &dir.path().join(name));
        }
        keygen(&["-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""], &dir.path().join("rsa.pem"));
        let public = |name: &str| std::fs::read_to_string(dir.path().join(format!("{name}.pub"))).unwrap();
        std::fs::write(dir.path().join("authorized_keys"), public("user") + &public("locked") + &public("rsa.pem")).unwrap();
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let child = serve(dir.path(), port, extra);
        Self { dir, port, child, extra: extra.to_owned() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn fingerprint(&self, kind: &str) -> String {
        let key = self.path(&format!("host_{kind}.pub"));
        let output = Process::new("ssh-keygen").arg("-lf").arg(key).output().unwrap();
        String::from_utf8(output.stdout).unwrap().split_whitespace().nth(1).unwrap().to_owned()
    }

    pub fn public(&self, kind: &str) -> String {
        let text = std::fs::read_to_string(self.path(&format!("host_{kind}.pub"))).unwrap();
        text.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    }

    /// Lets one more key in.
    pub fn authorize(&self, public: &str) {
        let known = std::fs::read_to_string(self.path("authorized_keys")).unwrap();
        std::fs::write(self.path("authorized_keys"), format!("{known}{public}\n")).unwrap();
    }

    /// Writes known_hosts with this server under the key of this kind.
    pub fn know(&self, kind: &str) -> &Self {
        let line = format!("[127.0.0.1]:{} {}\n", self.port, self.public(kind));
        std::fs::write(self.path("known_hosts"), line).unwrap();
        self
    }

    /// What bash reads before each command; the home is the test's own.
    pub fn shell_reads(&self, text: &str) -> &Self {
        std::fs::write(self.path(".bashrc"), text).unwrap();
        self
    }

    pub fn access(&self, key: &str) -> Access {
        let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "root".into());
        Access {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: self.port,
            user: user.parse().unwrap(),
            key: Some(self.path(key)),
            ssh_host: None,
            host_key: None,
        }
    }

    pub fn ssh(&self) -> Ssh {
        self.ssh_asking(Arc::new(Answers::default()))
    }

    pub fn ssh_asking(&self, secrets: Arc<dyn Secrets>) -> Ssh {
        Ssh::new(vec![self.path("known_hosts"), self.path("absent")], secrets).with_agent(None).with_home(None)
    }

    /// Stops listening.
    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    pub fn start_again(&mut self) {
        self.child = serve(self.dir.path(), self.port, &self.extra);
    }

    /// Has it read its configuration anew, and waits until it listens again: it starts itself anew for that, under the same process id.
    pub fn reload(&self) {
        let listening = || std::fs::read_to_string(self.path("log")).unwrap().matches("Server listening").count();
        let before = listening();
        assert!(Process::new("kill").args(["-HUP", &self.child.id().to_string()]).status().unwrap().success());
        while listening() == before {
            std::thread::yield_now();
        }
    }

    /// Kills the processes that serve the connections, not the one that listens.
    pub fn drop_connections(&self) {
        let listed = Process::new("ps").args(["-o", "pid=", "--ppid", &self.child.id().to_string()]).output().unwrap();
        for pid in String::from_utf8_lossy(&listed.stdout).split_whitespace() {
            let _ = Process::new("kill").args(["-KILL", pid]).status();
        }
    }
}

fn serve(dir: &Path, port: u16, extra: &str) -> Child {
    let _ = std::fs::create_dir_all("/run/sshd");
    let dir_text = dir.display();
    let config = format!(
        "{extra}\nPort {port}\nListenAddress 127.0.0.1\nHostKey {dir_text}/host_ed25519\nHostKey {dir_text}/host_rsa\n\
         HostKey {dir_text}/host_ecdsa\nAuthorizedKeysFile {dir_text}/authorized_keys\nPidFile none\nStrictModes no\n\
         UsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\nLogLevel INFO\n\
         SetEnv HOME={dir_text}\n"
    );
    std::fs::write(dir.join("config"), config).unwrap();
    let log = std::fs::File::create(dir.join("log")).unwrap();
    let mut process = Process::new(SSHD);
    process.arg("-D").arg("-e").arg("-f").arg(dir.join("config")).stdin(Stdio::null()).stderr(log);
    let mut child = process.spawn().unwrap();
    while std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(child.try_wait().unwrap().is_none(), "{}", std::fs::read_to_string(dir.join("log")).unwrap());
        std::thread::yield_now();
    }
    child
}
