//! What answers the site's name on a server: name → server block of nginx → socket → process and who keeps it → project.

use std::fmt;

use super::names::{UnitName, Upstream};
use crate::codes::codes;

/// The chain as far as it goes; [`Chain::end`] says where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub end: ChainEnd,
    /// The server block that answers the name on port 80.
    pub block: Option<ServerBlock>,
    /// Where the block hands `/` on to.
    pub upstream: Option<Upstream>,
    pub proto: ForwardedProto,
    pub health: HealthHost,
    /// Who listens there.
    pub holder: Option<Holder>,
    /// The directory that the holder serves.
    pub project: Option<String>,
    /// Where the project's service would have to listen, so that nginx reaches it: where nginx hands on to and nobody listens, else a
    /// port that nobody has.
    pub free: Upstream,
    /// The units of the project that was asked about, the running ones first.
    pub units: Vec<ProjectUnit>,
    /// Files of nginx's configuration that were changed after nginx last read it: somebody is in the middle of something.
    pub unread: Vec<String>,
    /// How nginx's configuration would have to be changed, so that the name is answered by the project, and told of https.
    pub edit: NginxEdit,
}

/// A server block: where it stands, the names it has, and why it is this one that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerBlock {
    pub file: String,
    pub line: usize,
    pub names: Vec<String>,
    pub chosen: Chosen,
}

codes! {
    /// Why nginx takes this block and no other (nginx.org, "How nginx processes a request", read on 2026-11-29).
    Chosen {
        Exact = "exact",
        Wildcard = "wildcard",
        Regex = "regex",
        /// No name fits; it says `default_server`.
        Default = "default",
        /// No name fits and none says `default_server`; it comes first.
        First = "first",
    }
}

/// What Django is told of the visitor's own scheme, which behind a balancer only `X-Forwarded-Proto` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForwardedProto {
    /// Nothing is handed on, so the question does not arise.
    NotAsked,
    /// The balancer's word reaches Django.
    Reaches,
    /// nginx puts its own `$scheme` in its place, or a fixed value: forms are refused, redirects to https never end.
    Overwritten { file: String, line: usize },
}

/// Where the balancer's health check, which sends the server's address as Host, comes to, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HealthHost {
    /// To the project, with the site's name: nginx puts it there.
    Name,
    /// To the project, with the address, as far as is known.
    Address,
    /// To another block than the site's name: what it is answered says nothing of the project.
    Elsewhere(ServerBlock),
}

/// Who listens at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// `None`: systemd that waits for the first request, or the kernel's own rules (docker).
    pub pid: Option<u32>,
    pub program: String,
    pub user: Option<String>,
    pub keeper: Keeper,
}

/// Who keeps a process running: each is stopped in a way of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeper {
    /// A unit of systemd that runs Python. `user`: whose own unit it is; `None`: the system's. `socket`: the unit that holds the
    /// address for it.
    Unit {
        name: UnitName,
        user: Option<String>,
        socket: Option<String>,
    },
    /// Typed in somebody's session.
    Terminal {
        user: Option<String>,
    },
    Supervisor {
        program: Option<String>,
    },
    Docker {
        container: Option<String>,
    },
    /// A unit that runs something else than Python.
    OtherService {
        name: String,
    },
    /// Nothing is known to keep it.
    Process,
}

/// A unit whose directory is the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectUnit {
    pub name: UnitName,
    /// Whose own unit it is; `None`: the system's.
    pub user: Option<String>,
    /// Whether a user's own units run without that user being logged in; `true` for the system's.
    pub lingers: bool,
    /// Where its file lies.
    pub path: String,
    pub active: bool,
    /// Whether it, or the socket that starts it, starts at boot.
    pub enabled: bool,
}

/// Where a chain ends, or breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainEnd {
    /// What answers the name is the project.
    OurProject,
    /// nginx is not installed, and nobody else has port 80.
    NginxAbsent,
    NginxStopped,
    /// nginx refuses its own configuration, with these words.
    NginxRefused(String),
    /// Something else than nginx has port 80.
    PortHeld(Holder),
    /// nginx runs, and no server block listens on port 80.
    NobodyAtPort,
    /// No block has the name. `others`: the block that answers then has names of another site; else it is nobody's (the default).
    NotOurBlock {
        others: bool,
    },
    /// The block has the name, and answers by itself.
    Answers {
        code: u16,
        to: Option<String>,
    },
    /// The block has the name, and serves files of this directory.
    Files {
        root: String,
    },
    /// The block has the name, and hands on to another machine.
    Elsewhere,
    /// Nobody listens where it is handed on to.
    NobodyListens,
    /// Another project listens there.
    OtherProject,
    /// It could not be found out, for this reason.
    Unknown(String),
}

codes! {
    /// A chain's end without its values.
    ChainEndKind {
        OurProject = "our-project",
        NginxAbsent = "nginx-absent",
        NginxStopped = "nginx-stopped",
        NginxRefused = "nginx-refused",
        PortHeld = "port-held",
        NobodyAtPort = "nobody-at-port",
        NotOurBlock = "not-our-block",
        Answers = "answers",
        Files = "files",
        Elsewhere = "elsewhere",
        NobodyListens = "nobody-listens",
        OtherProject = "other-project",
        Unknown = "unknown",
    }
}

/// What would have to change in nginx's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NginxEdit {
    /// Nothing.
    None,
    /// One file.
    Wanted(NginxChange),
    /// Something, but not by us, for this reason.
    Refused(String),
}

/// A change of one file of nginx's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NginxChange {
    pub path: String,
    /// A unified diff, without colours.
    pub diff: String,
    /// Of the file as it stands; of nothing, where the file is a new one of ours.
    pub before_sha256: String,
    /// Other names that the same file serves.
    pub others: Vec<String>,
}

impl ChainEnd {
    pub fn kind(&self) -> ChainEndKind {
        match self {
            Self::OurProject => ChainEndKind::OurProject,
            Self::NginxAbsent => ChainEndKind::NginxAbsent,
            Self::NginxStopped => ChainEndKind::NginxStopped,
            Self::NginxRefused(_) => ChainEndKind::NginxRefused,
            Self::PortHeld(_) => ChainEndKind::PortHeld,
            Self::NobodyAtPort => ChainEndKind::NobodyAtPort,
            Self::NotOurBlock { .. } => ChainEndKind::NotOurBlock,
            Self::Answers { .. } => ChainEndKind::Answers,
            Self::Files { .. } => ChainEndKind::Files,
            Self::Elsewhere => ChainEndKind::Elsewhere,
            Self::NobodyListens => ChainEndKind::NobodyListens,
            Self::OtherProject => ChainEndKind::OtherProject,
            Self::Unknown(_) => ChainEndKind::Unknown,
        }
    }
}

impl fmt::Display for ServerBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.names.is_empty() { Ok(()) } else { write!(f, " ({})", self.names.join(" ")) }
    }
}

/// Names that a person can look for: the program, its number, and who keeps it.
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.program)?;
        self.pid.map_or(Ok(()), |pid| write!(f, " (PID {pid})"))?;
        write!(f, "{}", self.keeper)
    }
}

impl fmt::Display for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |user: &Option<String>| user.as_ref().map(|user| format!(" ({user})")).unwrap_or_default();
        match self {
            Self::Unit { name, user, socket } => {
                let socket = socket.as_ref().map(|socket| format!(" + {socket}")).unwrap_or_default();
                write!(f, ", {name}{socket}{}", of(user))
            }
            Self::Terminal { user } => f.write_str(&of(user)),
            Self::Supervisor { program } => write!(f, ", supervisor {}", program.as_deref().unwrap_or_default()),
            Self::Docker { container } => write!(f, ", docker {}", container.as_deref().unwrap_or_default()),
            Self::OtherService { name } => write!(f, ", {name}"),
            Self::Process => Ok(()),
        }
    }
}
