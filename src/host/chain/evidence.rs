//! What `chain.py` prints. Every part may be missing: one odd thing never spoils the whole.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::nginx::At;

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Evidence {
    pub name: String,
    pub project: String,
    /// The project's path without links.
    pub project_real: Option<String>,
    /// This machine's addresses but loopback's, the one that others reach it by first.
    pub addresses: Vec<String>,
    pub nginx: Nginx,
    pub listeners: Vec<Listener>,
    /// By pid, as text.
    pub processes: BTreeMap<String, Process>,
    /// What `systemctl show` says, by unit; `user:NAME/UNIT` for a user's own.
    pub units: BTreeMap<String, Properties>,
    pub sockets: Vec<Socket>,
    pub containers: Vec<Container>,
    /// Programs of supervisor, by pid.
    pub supervised: BTreeMap<String, String>,
    /// Users whose own units run without them being logged in.
    pub lingering: Vec<String>,
    pub problems: Vec<String>,
}

pub(super) type Properties = BTreeMap<String, String>;

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Nginx {
    pub binary: Option<String>,
    pub version: Option<String>,
    pub dump: Option<Dump>,
    pub files: Vec<File>,
    pub master: Option<Master>,
}

/// `nginx -T`: its exit code, the configuration, the verdict.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Dump {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// When a file, or the link to it, was last changed: seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct File {
    pub path: String,
    pub changed: f64,
}

/// nginx's master process, and since when its workers run: since then it has the configuration.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Master {
    pub pid: u32,
    pub started: f64,
    pub workers_since: Option<f64>,
    pub unit: Option<String>,
}

/// A listening socket, with all who have it open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Listener {
    pub at: At,
    #[serde(default)]
    pub pids: Vec<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Process {
    pub program: String,
    /// Its command line, with values that may be secret masked.
    pub words: Vec<String>,
    pub cwd: Option<String>,
    /// The path in the unified hierarchy.
    pub cgroup: Option<String>,
    pub user: Option<String>,
    pub parent: Option<Parent>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Parent {
    pub pid: u32,
    pub program: String,
}

/// A row of `systemctl list-sockets`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Socket {
    pub listen: String,
    pub unit: String,
    pub activates: String,
}

/// A row of `docker ps`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Container {
    pub id: String,
    pub name: String,
    pub ports: String,
}
