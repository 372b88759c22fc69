//! A home of its own for one test: its `landfall.toml`, its state directory, and runs of the real binary in it.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::run::Run;

/// A site without SSH: every op goes to AWS, or to a DNS that does not answer.
pub const SITE: &str = r#"name = "heestagram"
domain = "heestagram.test"
host = "www"
region = "ap-northeast-2"

[net]
roots = ["127.0.0.1:1"]
resolver = "127.0.0.1:1"

[server]
manage = false
instance = "i-0123456789abcdef0"
public_address = "198.51.100.11"
"#;

/// Nothing listens there: refused at once.
const CLOSED: &str = "http://127.0.0.1:1";

pub struct Place {
    home: TempDir,
    endpoint: String,
    /// Environment variables besides the ordinary ones.
    env: Vec<(&'static str, String)>,
}

impl Place {
    /// An empty home.
    pub fn empty() -> Self {
        Self { home: TempDir::new().unwrap(), endpoint: CLOSED.to_owned(), env: Vec::new() }
    }

    /// A home whose `landfall.toml` is this.
    pub fn with(config: &str) -> Self {
        let place = Self::empty();
        std::fs::write(place.home.path().join("landfall.toml"), config).unwrap();
        place
    }

    pub fn env(mut self, key: &'static str, value: &str) -> Self {
        self.env.push((key, value.to_owned()));
        self
    }

    /// Credentials that are of no account anywhere.
    pub fn credentials(self) -> Self {
        self.env("AWS_ACCESS_KEY_ID", "testing").env("AWS_SECRET_ACCESS_KEY", "testing")
    }

    /// AWS is at this listener.
    pub fn aws_at(mut self, listener: &TcpListener) -> Self {
        self.endpoint = format!("http://{}", listener.local_addr().unwrap());
        self
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn state(&self) -> PathBuf {
        self.home.path().join("state")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
        command.args(args).current_dir(self.home.path()).env_clear().stdin(Stdio::null());
        command.env("HOME", self.home.path()).env("LANDFALL_STATE_DIR", self.state());
        command.env("AWS_ENDPOINT_URL", &self.endpoint).env("AWS_EC2_METADATA_DISABLED", "true");
        command.envs(self.env.iter().map(|(key, value)| (*key, value)));
        command
    }

    /// Runs the binary to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(&self.command(args).output().unwrap())
    }

    /// Starts the binary and waits for a line of standard output that `is_it` picks.
    pub fn start(&self, args: &[&str], is_it: impl Fn(&str) -> bool) -> Running {
        let mut child = self.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut printed = String::new();
        while !printed.lines().last().is_some_and(&is_it) {
            assert_ne!(out.read_line(&mut printed).unwrap(), 0, "it ended too soon: {printed}");
        }
        Running { child, out, printed }
    }
}

/// The binary, still running.
pub struct Running {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    printed: String,
}

impl Running {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end by itself.
    pub fn ended(mut self) -> Run {
        self.out.read_to_string(&mut self.printed).unwrap();
        let mut run = Run::of(&self.child.wait_with_output().unwrap());
        run.out = self.printed;
        run
    }

    /// Sends `signal` (such as `INT`), and waits for the end, which must come soon.
    pub fn signalled(mut self, signal: &str) -> Run {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        let end = Instant::now() + Duration::from_secs(10);
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "it goes on after SIG{signal}");
            std::thread::sleep(Duration::from_millis(10));
        }
        self.out.read_to_string(&mut self.printed).unwrap();
        let mut run = Run::of(&self.child.wait_with_output().unwrap());
        run.out = self.printed;
        run
    }
}

/// Every file below `dir`.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// AWS that accepts and never answers. Keep it: a dropped one refuses.
pub fn silent_aws() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}
