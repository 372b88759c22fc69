//! The server: commands on it, and the secrets that reaching it may take.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use async_trait::async_trait;

use crate::engine::fault::Fault;
use crate::engine::op::host::Access;

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
    /// Makes a root-owned directory of this mode with its parents; what stands keeps its own.
    MakeDir { path: String, mode: u32 },
    /// Whether a file stands there: status 0, else 1.
    FileStands { path: String },
    /// Adds a variable to an environment file, which is made where there is none, by `assets/host/variable`. It answers JSON.
    AddVariable { path: String, name: String, value: Secret },
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
    /// Lines of a log, and on a last line of its own ([`MARK`]) the place after which the next ones come; without it nothing stands there.
    LogPage { source: LogSource, from: LogFrom },
    /// The outermost directory above this path into which nginx's workers may not go; nothing, where they may go into all.
    ShutToNginx { path: String },
    /// Pids and command lines of the processes in the unit's control group.
    Processes { unit: String },
    /// Runs one of Landfall's own Python scripts (in `assets/host`) with this JSON on its standard input; `root`: with
    /// sudo. It answers JSON.
    Script { script: Script, input: String, root: bool },
    /// `nginx -t`, or nginx reads its configuration anew.
    Nginx(NginxVerb),
    /// A GET from the server to itself; standard output is the HTTP status in digits, and on a second line where a redirect leads.
    HttpGet(HttpGet),
}

/// What begins the last line of a page of a log: journalctl's own words.
pub const MARK: &str = "-- cursor: ";

/// Whose log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogSource {
    Unit(String),
    /// nginx's error log.
    Nginx,
}

/// From where on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogFrom {
    /// So many of the last lines; of a unit, those of this boot.
    Last(u32),
    /// What comes after the mark of an earlier page.
    After(String),
}

/// A GET from the server to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpGet {
    /// One of the server's own addresses; 127.0.0.1 is asked where it is none of them (an address that a router has).
    pub address: Ipv4Addr,
    pub port: u16,
    pub host: String,
    pub path: String,
    pub user_agent: &'static str,
}

/// Landfall's own scripts that run on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// The parts in `assets/host/survey/`.
    Survey,
    /// The parts in `assets/host/settings/`.
    Settings,
    /// `assets/host/chain.py`.
    Chain,
    /// The parts in `assets/host/variable/`.
    Variable,
}

/// What nginx is asked to do with its configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NginxVerb {
    /// Says whether it would take it.
    Test,
    /// Takes it, without a pause.
    Reload,
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

    /// Connects anew, beside whatever is open, logs in, and hangs up.
    ///
    /// # Errors
    /// A [`Fault`] when nobody gets in so.
    async fn log_in(&self, access: &Access) -> Result<(), Fault>;
}

/// What the person may be asked for and what is never kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SecretKind {
    KeyPassphrase {
        key: PathBuf,
    },
    SudoPassword {
        user: String,
        address: IpAddr,
    },
    /// The value of a variable that the project's settings read.
    Variable {
        name: String,
    },
}

/// A secret in memory: not printed, not journaled, never an argument.
#[derive(Clone, PartialEq, Eq)]
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
