//! What the program needs of the world outside, as small traits in engine words. Who implements them is `cli.rs`'s choice.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use async_trait::async_trait;

use crate::engine::fault::Fault;
use crate::engine::op::host::Access;
use crate::engine::op::{CloudOp, Fact, HostOp, NetOp};
use crate::engine::state::{Record, Seq, Token};
use crate::engine::time::Timestamp;
use crate::site::DomainName;

/// AWS.
#[async_trait]
pub trait Cloud: Send + Sync {
    /// Carries out one op: looks first and creates second, takes "already gone" for done, never retries by itself.
    ///
    /// # Errors
    /// A [`Fault`] by AWS's error code: retry, the person's move, or ended.
    async fn perform(&self, op: &CloudOp, token: &Token) -> Result<Fact, Fault>;
}

/// The server, as the engine asks it. Implemented above [`Remote`].
#[async_trait]
pub trait Host: Send + Sync {
    /// Carries out one op on the server.
    ///
    /// # Errors
    /// A [`Fault`]; a lost connection is a retry.
    async fn perform(&self, access: &Access, op: &HostOp) -> Result<Fact, Fault>;
}

/// The public internet, as the engine asks it. Implemented above [`DnsExchange`] and [`Probe`].
#[async_trait]
pub trait Internet: Send + Sync {
    /// Carries out one look.
    ///
    /// # Errors
    /// A [`Fault`] when nothing could be learned; an unwelcome answer is a fact, not a fault.
    async fn perform(&self, op: &NetOp) -> Result<Fact, Fault>;
}

/// Commands on the server: a closed set, rendered to shell in one place (or played by the practice server).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The bytes of a file; `root`: with sudo. A missing file is [`Output`] with `status` 1 and no bytes.
    ReadFile { path: String, root: bool },
    /// Writes atomically (temporary file beside it, fsync, rename), keeping owner and mode of what stands there;
    /// a new file is root's with this mode.
    WriteFile { path: String, content: Vec<u8>, mode: u32 },
    /// Removes a file; a missing one is fine.
    RemoveFile { path: String },
    /// Makes a root-owned directory of mode 0700 with its parents.
    MakeDir { path: String },
    /// Removes a directory if it is empty; anything else is fine.
    RemoveDir { path: String },
    /// `systemctl show UNIT -p …`.
    UnitShow { unit: String, properties: Vec<&'static str> },
    /// `systemctl VERB [UNIT]`.
    Systemctl { verb: SystemctlVerb, unit: Option<String> },
    /// `systemd-analyze verify` on this text, as a unit of this name in a temporary directory.
    VerifyUnit { unit: String, text: String },
    /// The last lines of the unit's log of this boot, newest last, message text only.
    Log { unit: String, lines: u32 },
    /// Pids and command lines of the processes in the unit's control group.
    Processes { unit: String },
    /// Runs one of Landfall's own Python scripts (`assets/host/*.py`) with this JSON on its standard input; `root`: with
    /// sudo. It answers JSON.
    Script { script: Script, input: String, root: bool },
    /// `GET path` to 127.0.0.1:`port` from the server itself with this Host; standard output is the HTTP status in digits.
    HttpGet { host: String, port: u16, path: String },
}

/// Landfall's own scripts that run on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// `assets/host/survey.py`.
    Survey,
    /// `assets/host/allowed_hosts.py`.
    AllowedHosts,
}

/// The verbs of systemctl that Landfall uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemctlVerb {
    DaemonReload,
    Enable,
    Disable,
    Start,
    Stop,
    Restart,
    ResetFailed,
}

/// What a command on the server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    pub status: u32,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// One command on the server.
#[async_trait]
pub trait Remote: Send + Sync {
    /// Runs `command` on the server that `access` names, connecting when needed.
    ///
    /// # Errors
    /// A [`Fault`] when the command could not be run at all (connection, host key, sudo); a command that ran and failed
    /// is an [`Output`] with its status.
    async fn run(&self, access: &Access, command: &Command) -> Result<Output, Fault>;
}

/// What the person may be asked for and what is never kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SecretKind {
    KeyPassphrase { key: PathBuf },
    SudoPassword { user: String, address: IpAddr },
}

/// A secret in memory: not printed, not journaled, never an argument.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    pub fn new(s: String) -> Self {
        Self(s)
    }

    /// The secret itself; for handing it to the one who needs it, nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where secrets come from: the person at the terminal, or nobody.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// Asks the person; `None` when there is nobody to ask or they declined. `again`: the last one was wrong.
    async fn ask(&self, kind: &SecretKind, again: bool) -> Option<Secret>;
}

/// One DNS question to one server.
#[async_trait]
pub trait DnsExchange: Send + Sync {
    /// Asks `server` once, over UDP and again over TCP when the answer is truncated.
    ///
    /// # Errors
    /// A [`Fault`] (retry) when no answer came or it was no DNS message.
    async fn ask(&self, server: SocketAddr, question: &DnsQuestion) -> Result<DnsAnswer, Fault>;
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DnsQuestion {
    pub name: DomainName,
    pub kind: DnsKind,
    /// RD: on for a resolver, off for an authoritative server.
    pub recurse: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DnsKind {
    A,
    Ns,
    Soa,
    Cname,
}

/// A DNS answer, cut down to what is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DnsAnswer {
    /// The response code's number: 0 NOERROR, 3 NXDOMAIN, 5 REFUSED, …
    pub code: u16,
    pub authoritative: bool,
    pub answer: Vec<DnsRecord>,
    pub authority: Vec<DnsRecord>,
    pub additional: Vec<DnsRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsRecord {
    pub name: DomainName,
    /// Seconds.
    pub ttl: u32,
    pub data: DnsData,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DnsData {
    A(std::net::Ipv4Addr),
    Ns(DomainName),
    Cname(DomainName),
    Soa,
    Other,
}

/// One HTTP request from outside.
#[async_trait]
pub trait Probe: Send + Sync {
    /// `GET /` over plain HTTP to `to`, with `host` as Host header; redirects are not followed.
    ///
    /// # Errors
    /// A [`Fault`] (retry) when no HTTP answer came.
    async fn http(&self, to: SocketAddr, host: &str) -> Result<crate::engine::op::net::HttpAnswer, Fault>;

    /// `GET /` over TLS to `to` with `name` as SNI and Host. A certificate that does not verify is an answer, not a fault.
    ///
    /// # Errors
    /// A [`Fault`] (retry) when no TLS session or no HTTP answer came.
    async fn https(&self, to: SocketAddr, name: &DomainName) -> Result<crate::engine::op::net::HttpsAnswer, Fault>;
}

/// What the person does elsewhere, where it can be done from here. In life it cannot: every method has that for its answer.
#[async_trait]
pub trait Errands: Send + Sync {
    /// The registrar's form for this domain: what stands in its four or more fields. `None`: it is not to be had from here.
    async fn registrar(&self, domain: &DomainName) -> Option<Vec<String>> {
        let _ = domain;
        None
    }

    /// Types these name servers into the registrar's form, as they are (a typo too), and presses the button.
    ///
    /// # Errors
    /// What the form says of an input that it does not take.
    async fn hand_over(&self, domain: &DomainName, typed: &[String]) -> Result<(), FormRefusal> {
        let _ = (domain, typed);
        Err(FormRefusal::NotFromHere)
    }

    /// The mails that lie in the domain's mailboxes, newest first. `None`: they are not to be had from here.
    async fn mails(&self, domain: &DomainName) -> Option<Vec<Mail>> {
        let _ = domain;
        None
    }

    /// Follows the link in this mail and approves.
    async fn approve(&self, mail: &Mail) {
        let _ = mail;
    }
}

/// Errands in life: the person does them elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct Elsewhere;

#[async_trait]
impl Errands for Elsewhere {}

/// Why the registrar's form did not take what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormRefusal {
    /// There is no form here.
    NotFromHere,
    /// Fewer than two name servers.
    TooFew,
    /// This field (from 1) holds no host name.
    NoHostName(usize),
    /// This field (from 1) repeats another.
    Twice(usize),
}

/// A mail that asks to approve a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    /// The certificate's name that it is about.
    pub name: String,
    pub certificate: crate::engine::ids::CertificateArn,
    pub sent: Timestamp,
    pub approved: bool,
}

/// Time.
#[async_trait]
pub trait Clock: Send + Sync + std::fmt::Debug {
    fn now(&self) -> Timestamp;
    /// Returns at `at`, or at once when it is past.
    async fn sleep_until(&self, at: Timestamp);
    /// Held while an op is under way: a clock that jumps from wake to wake does not jump meanwhile. Real time passes anyway.
    fn hold(&self) -> Hold {
        Hold(None)
    }
}

/// Keeps a clock from jumping until it is dropped.
#[derive(Default)]
pub struct Hold(pub Option<Box<dyn std::any::Any + Send>>);

/// The durable list of records.
pub trait Journal: Send {
    /// Appends; on return the record is on disk.
    ///
    /// # Errors
    /// A [`Fault`] with [`crate::engine::fault::Code::JournalFailed`]; nothing was appended then.
    fn append(&mut self, seq: Seq, record: &Record) -> Result<(), Fault>;
}

/// What the person, or whoever stands in for them, does during a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Move {
    Say(crate::engine::question::Answer),
    /// The answer, and then mere looks: what they tell is to be read before anything is made.
    Learn(crate::engine::question::Answer),
    /// Build further: up to and with this step.
    Aim(crate::engine::step_id::StepId),
    /// The site is told anew: what is not made yet is made so.
    Tell(Box<crate::site::Site>),
    /// Show again how it stands: something outside the engine changed (a prompt was answered with "no").
    Nudge,
    /// Enough: leave everything as it is.
    End,
}

/// Who shows a run: lines, JSON, or screens. Called on the driver's own task, so it never blocks.
pub trait Front: Send {
    /// An op has left.
    fn started(&mut self, step: crate::engine::step_id::StepId, op: &crate::engine::op::Op);
    /// An op has answered.
    fn ended(&mut self, step: crate::engine::step_id::StepId, op: &crate::engine::op::Op, result: &Result<Fact, Fault>);
    /// How the run stands after an event; moves go back through the channel that the front was made with.
    fn stands(&mut self, standing: &crate::engine::status::Standing, world: &crate::engine::state::World);
}
