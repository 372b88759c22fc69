//! moto over an account of a certain size, behind a proxy.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};

use crate::proxy::Proxy;

/// What others have in the account.
#[derive(Debug, Clone, Copy, Default)]
pub struct Size {
    pub certificates: usize,
    pub zones: usize,
    pub balancers: usize,
}

/// An account; gone when dropped.
pub struct Account {
    server: Child,
    port: u16,
    /// A running web server in a public VPC.
    pub instance: String,
    pub proxy: Proxy,
}

impl Account {
    /// `None`: `LANDFALL_MOTO` names no moto server, and the test is skipped (which CI may not do).
    pub async fn of(size: Size) -> Option<Self> {
        let Some(program) = std::env::var_os("LANDFALL_MOTO") else {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "LANDFALL_MOTO must name moto_server in CI");
            // Not `eprintln!`, which the test harness swallows when a test passes.
            std::io::stderr().write_all(b"SKIPPED account: set LANDFALL_MOTO to the path of moto_server\n").unwrap();
            return None;
        };
        let mut server = Command::new(python(Path::new(&program)));
        server.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/account/busy_account.py"));
        server.args([size.certificates, size.zones, size.balancers].map(|n| n.to_string()));
        server
            .env("MOTO_ACM_VALIDATION_WAIT", "1")
            .env("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let mut server = server.spawn().unwrap();
        let mut told = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut told).unwrap();
        let told: serde_json::Value = serde_json::from_str(&told).unwrap_or_else(|error| panic!("moto ended: {error}"));
        let port = u16::try_from(told["port"].as_u64().unwrap()).unwrap();
        let proxy = Proxy::before(SocketAddr::from(([127, 0, 0, 1], port))).await;
        Some(Self { server, port, instance: told["instance"].as_str().unwrap().to_owned(), proxy })
    }
}

impl Account {
    /// All that stands in the account, in every region, as `lister.py` lists it: none of Landfall's code is asked.
    pub fn standing(&self) -> BTreeSet<String> {
        self.run("lister.py", "list").lines().map(str::to_owned).collect()
    }

    /// The same without the ids of rules: one that is put back is given another.
    pub fn standing_alike(&self) -> Vec<String> {
        let without_id = |line: &String| match line.split(' ').collect::<Vec<_>>()[..] {
            [region, "rule", _id, ref what @ ..] => format!("{region} rule {}", what.join(" ")),
            _ => line.clone(),
        };
        let mut all: Vec<String> = self.standing().iter().map(without_id).collect();
        all.sort();
        all
    }

    /// AWS behind the proxy, as the SDK asks it.
    pub async fn config(&self) -> SdkConfig {
        let chain = aws_config::defaults(BehaviorVersion::latest()).empty_test_environment().test_credentials();
        let chain = chain.region(Region::new("ap-northeast-2")).endpoint_url(format!("http://{}", self.proxy.address));
        chain.retry_config(RetryConfig::disabled()).load().await
    }

    /// Somebody else at work: see `others.py`.
    pub fn others(&self, what: &str) {
        self.run("others.py", what);
    }

    /// Nothing in the account tells any more in which region the site was made.
    pub fn tells_no_region(&self) {
        self.run("lister.py", "untag");
    }

    /// Its server has what bills on without it: a second disk, an Elastic IP, snapshots.
    pub fn furnished(self) -> Self {
        self.run("furnish.py", &self.instance);
        self
    }

    fn run(&self, script: &str, what: &str) -> String {
        let program = std::env::var_os("LANDFALL_MOTO").unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/account").join(script);
        let output = Command::new(python(Path::new(&program))).arg(script).args([self.port.to_string().as_str(), what]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// The Python beside moto's own program.
fn python(moto: &Path) -> PathBuf {
    moto.with_file_name("python")
}

impl Drop for Account {
    fn drop(&mut self) {
        let _gone = self.server.kill();
        let _reaped = self.server.wait();
    }
}
