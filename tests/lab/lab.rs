//! One lab: booted when made, gone when dropped.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A booted lab. Dropping it ends and removes everything in it, after a panic too.
pub struct Lab {
    name: &'static str,
    begun: Instant,
    env: BTreeMap<String, String>,
}

impl Lab {
    /// Boots a lab of this name; `None`, said loudly, when this user may not. In CI that is a failure.
    pub fn boot(name: &'static str) -> Option<Self> {
        if !is_root() {
            assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "the lab needs root, and CI must run it");
            say("SKIPPED lab: needs root");
            return None;
        }
        // Made first, so that a boot that fails half way is taken down too.
        let mut lab = Self { name, begun: Instant::now(), env: BTreeMap::new() };
        lab.run(&["up"]);
        lab.env = lab.run(&["env"]).lines().filter_map(|line| line.split_once('=')).map(|(k, v)| (k.into(), v.into())).collect();
        lab.tell("booted");
        Some(lab)
    }

    /// What tells this lab from others.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// One of `lab env`'s values.
    pub fn env(&self, key: &str) -> &str {
        self.env.get(key).unwrap_or_else(|| panic!("the lab knows no {key}"))
    }

    /// A line of progress, on the real standard error: a passing test's own output is swallowed.
    pub fn tell(&self, what: &str) {
        say(&format!("lab[{}] {:5.1} s  {what}", self.name, self.begun.elapsed().as_secs_f64()));
    }

    /// `lab ARGS`: its standard output; it must succeed.
    pub fn run(&self, args: &[&str]) -> String {
        let output = self.command(args).output().unwrap();
        assert!(output.status.success(), "lab {args:?}: {}\n{}", output.status, text(&output.stderr));
        text(&output.stdout)
    }

    /// A command that runs `args` in the lab's network. Its process is the program itself: a signal to the child hits nobody else.
    pub fn inside(&self, args: &[&str]) -> Command {
        let mut command = self.command(&["exec"]);
        command.args(args);
        command
    }

    fn command(&self, args: &[&str]) -> Command {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lab/lab");
        let mut command = Command::new(script);
        command.args(args).env("LANDFALL_LAB", self.name).stdin(Stdio::null());
        command
    }

    /// A command on the server: its standard output.
    pub fn ssh(&self, command: &str) -> String {
        self.run(&["ssh", command])
    }

    /// Lays a file on the server.
    pub fn put(&self, path: &str, content: &[u8]) {
        let mut command = self.command(&["put", path]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(content).unwrap();
        assert!(child.wait().unwrap().success(), "{path} was not written");
    }

    /// A hand in the AWS account: see `aws.py`.
    pub fn aws(&self, args: &[&str]) -> String {
        self.tell(&format!("somebody in AWS: {}", args.join(" ")));
        self.run(&[&["aws"], args].concat())
    }

    /// The lines of `aws_left` that begin with `kind`.
    pub fn in_aws(&self, kind: &str) -> Vec<String> {
        self.aws_left().lines().filter(|line| line.starts_with(kind)).map(str::to_owned).collect()
    }

    /// The records of the domain's zone, one a line.
    pub fn records(&self) -> Vec<String> {
        self.run(&["aws", "records"]).lines().map(str::to_owned).collect()
    }

    /// Everything on the server that Landfall could change.
    pub fn snapshot(&self) -> String {
        self.run(&["snapshot"])
    }

    /// Everything in the AWS account that Landfall could make or change.
    pub fn aws_left(&self) -> String {
        self.run(&["aws-left"])
    }

    /// All that stands in the AWS account, in every region, as `lister.py` lists it: none of Landfall's code is asked.
    pub fn standing(&self) -> BTreeSet<String> {
        self.run(&["standing"]).lines().map(str::to_owned).collect()
    }

    /// From now on the server is reached as the rules of its security groups let it be, and not by everybody.
    pub fn gate(&self) {
        self.run(&["gate"]);
    }

    /// The person at the registrar hands the domain to these name servers.
    pub fn delegate(&self, name_servers: &[&str]) {
        self.run(&[&["delegate"], name_servers].concat());
        self.tell(&format!("the person: name servers are now {}", name_servers.join(", ")));
    }

    /// The person at the registrar was ahead: the emulator gives every zone the same name servers, so no run stops for them.
    pub fn delegate_ahead(&self) {
        self.delegate(&["ns-2048.awsdns-64.com", "ns-2049.awsdns-65.net", "ns-2050.awsdns-66.org", "ns-2051.awsdns-67.co.uk"]);
    }

    /// The person at the registrar takes the domain back.
    pub fn undelegate(&self) {
        self.run(&["undelegate"]);
        self.tell("the person: name servers are the registrar's again");
    }

    /// The name servers that Route 53 gave the zone.
    pub fn name_servers(&self) -> Vec<String> {
        self.run(&["name-servers"]).lines().map(str::to_owned).collect()
    }

    /// The status that the server itself answers on port 80 to `GET /` with this Host.
    pub fn direct(&self, host: &str) -> String {
        let url = format!("http://{}/", self.env("server_ip"));
        self.curl(&["-H", &format!("Host: {host}"), &url]).0
    }

    /// The status that the server itself answers to the balancer's health check for this path.
    pub fn health_check(&self, path: &str) -> String {
        let (url, host) = (format!("http://{}{path}", self.env("server_ip")), format!("Host: {}", self.env("private_ip")));
        self.curl(&["-A", "ELB-HealthChecker/2.0", "-H", &host, &url]).0
    }

    /// Status and redirect target of `GET url` by name, through the lab's resolver, trusting the lab's authority.
    pub fn by_name(&self, url: &str) -> (String, String) {
        self.curl(&["--cacert", self.env("ca"), url])
    }

    fn curl(&self, args: &[&str]) -> (String, String) {
        let told = ["curl", "-s", "-m", "10", "--connect-timeout", "3", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}"];
        let output = text(&self.inside(&[&told, args].concat()).output().unwrap().stdout);
        let (status, redirect) = output.split_once(' ').expect("curl prints what it was told to");
        (status.to_owned(), redirect.to_owned())
    }

    /// Looks until `answer` gives what is wanted: for what takes its time after a reboot.
    pub fn eventually(&self, wanted: &str, answer: impl Fn() -> String) {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let seen = answer();
            if seen == wanted {
                return;
            }
            assert!(Instant::now() < end, "still {seen}, not {wanted}");
            sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let gone: Result<Output, _> = self.command(&["down"]).output();
        let clean = gone.as_ref().is_ok_and(|output| output.status.success());
        self.tell(if clean { "taken down" } else { "NOT taken down: run tests/lab/lab sweep" });
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Output of a program as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
