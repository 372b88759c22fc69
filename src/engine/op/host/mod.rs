//! What is asked of the server.

mod cause;
mod chain;
mod environment;
mod names;
mod settings;
mod systemd;
mod variable;

use std::net::{IpAddr, Ipv4Addr};

pub use cause::{LogCause, LogCauseKind, denied_in, is_no_python, is_variable, module_in, package_of, place_in, variable_in};
pub use chain::{
    Chain, ChainEnd, ChainEndKind, Chosen, ForwardedProto, HealthHost, Holder, Keeper, NginxChange, NginxEdit, ProjectUnit, ServerBlock,
};
pub use environment::{AsgiWorker, Commands, Environment, SkipReason, Skipped, Tool};
pub use names::{UnitName, Upstream};
pub use settings::{ByHand, Effective, Forms, HttpsSetting, Place, PlaceKind, SettingsPlan, SettingsWanted};
pub use systemd::{ActiveState, LoadState, UnitLines};
pub use variable::{Dotenv, DropIn, EnvironmentFile, VariableQuestion, VariableSeen};

use crate::engine::fault::Fault;
use crate::engine::op::net::HttpAnswer;
use crate::engine::op::{OpClass, OpCode, OpSpec};
use crate::engine::slot::Slot;
use crate::site::{Fingerprint, HealthPath, RemotePath, ServerId, SshAlias, UserName, WsgiModule};

/// How the server is reached for one op.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Access {
    pub address: IpAddr,
    pub port: u16,
    pub user: UserName,
    /// The private key file on this machine; `None`: the agent.
    pub key: Option<std::path::PathBuf>,
    /// Its name in `~/.ssh/config`, whose key files are offered where no key is told.
    pub ssh_host: Option<SshAlias>,
    /// The host key that the person confirmed or pinned; checked instead of known_hosts.
    pub host_key: Option<Fingerprint>,
}

/// One thing asked of the server.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HostOp {
    /// What lies there -> [`HostFact::Survey`].
    Survey {
        hint: SurveyHint,
    },
    /// The service's state, its last log lines, and what nginx answers for `host` on 127.0.0.1:80 -> [`HostFact::Service`].
    LookService {
        unit: UnitName,
        host: String,
    },
    /// What the settings are, as this unit's service has them, and would become -> [`HostFact::Settings`]. It imports the settings
    /// module, so it is asked once per change or when the person asks, never on a timer.
    LookSettings {
        app: AppPaths,
        unit: UnitName,
        wanted: Box<SettingsWanted>,
    },
    /// What answers the site's name there -> [`HostFact::Chain`].
    LookChain(ChainQuestion),
    /// Where this variable could come from -> [`HostFact::Variable`].
    LookVariable(VariableQuestion),
    /// Asks the server for the path as a balancer does that looks whether it is well: at this address, which it also has as Host
    /// -> [`HostFact::Health`].
    TryHealth {
        address: Ipv4Addr,
        path: HealthPath,
    },
    /// Connects anew, beside whatever is open, and logs in -> [`HostFact::LoggedIn`], or after some tries [`HostFact::LockedOut`]. What is
    /// open says nothing of whether anybody still gets in.
    TryLogin,
    /// Asks the server itself for this path of this name by plain http, as a visitor does who comes past the balancer
    /// -> [`HostFact::Plain`].
    TryPlainHttp {
        name: String,
        path: String,
    },
    /// Backs up what stands at the unit's path (once), verifies, writes, and notes both in the manifest. Makes [`Slot::Unit`].
    WriteUnit {
        unit: UnitName,
        text: String,
    },
    /// daemon-reload, reset-failed, enable, restart.
    StartUnit {
        unit: UnitName,
    },
    /// Backs up the settings module (once), edits it, and puts it back at once where the edit has no effect. Makes
    /// [`Slot::Settings`]. `app.settings` is the file that is written: the one that the plan told. `before_sha256`: what the diff
    /// was made from; another content is refused with `SettingsChanged`.
    WriteSettings {
        app: AppPaths,
        unit: UnitName,
        wanted: Box<SettingsWanted>,
        before_sha256: String,
    },
    RestartUnit {
        unit: UnitName,
    },
    /// Asks the person for the variable's value, which is in no op, and adds it to this environment file, of which every other line stays
    /// as it is. Makes [`Slot::EnvironmentFile`].
    WriteVariable {
        name: String,
        file: String,
    },
    /// Has systemd give these environment files to the unit's service, by a drop-in. `theirs`: the unit is the person's, which goes on
    /// without us. Makes [`Slot::DropIn`].
    WriteDropIn {
        unit: UnitName,
        files: Vec<String>,
        theirs: bool,
    },
    /// Leaves the environment file as it is: it may be the only copy of what stands in it. Unmakes [`Slot::EnvironmentFile`].
    LeaveEnvironmentFile {
        path: String,
    },
    /// Removes our drop-in. Unmakes [`Slot::DropIn`].
    RemoveDropIn {
        path: String,
    },
    /// Leaves our drop-in where the person's own unit needs it. Unmakes [`Slot::DropIn`].
    LeaveDropIn {
        path: String,
    },
    /// Enables and starts a unit of the person's, whose file is left as it is. Makes [`Slot::Unit`].
    EnableUnit {
        unit: UnitName,
        path: String,
    },
    /// Backs up the file of nginx's configuration (once), changes it as [`Chain::edit`] had it, has nginx test and read it, and looks
    /// whether the project answers now; else it is put back at once. Makes [`Slot::Nginx`]. `before_sha256`: what the diff was made from.
    WriteNginx {
        question: ChainQuestion,
        path: String,
        before_sha256: String,
    },
    /// Puts the file of nginx's configuration back byte for byte. Unmakes [`Slot::Nginx`].
    RestoreNginx {
        path: String,
    },
    /// Puts the settings module back byte for byte and restarts the service if it still runs. Unmakes [`Slot::Settings`].
    RestoreSettings {
        path: String,
    },
    /// Stops, disables, puts the old unit back byte for byte (or removes ours), daemon-reload. Unmakes [`Slot::Unit`].
    RestoreUnit {
        path: String,
    },
}

/// For whom the chain is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChainQuestion {
    /// The site's name.
    pub name: String,
    pub project: RemotePath,
    /// The unit that would be ours; it is looked at in any case.
    pub unit: UnitName,
    /// The server's address in its network, which the balancer's health check sends as Host.
    pub address: Option<Ipv4Addr>,
}

/// What the person told of the project; the survey finds the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SurveyHint {
    pub project: Option<RemotePath>,
    pub venv: Option<RemotePath>,
    pub wsgi: Option<WsgiModule>,
    /// In place of `wsgi`, for a project that is served by asgi.
    pub asgi: Option<WsgiModule>,
    /// The unit that would be ours where `gunicorn.service` is another project's.
    pub second: Option<UnitName>,
}

/// Everything needed to run and edit one Django project on the server.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AppPaths {
    /// The directory that the project's modules are imported from: the one with `manage.py`, or `src` in it.
    pub project: RemotePath,
    /// The Python environment; its `bin/gunicorn` is used, and `bin/python`, or the Python that its gunicorn names.
    pub venv: RemotePath,
    /// The module of the application, for wsgi unless there is a `worker`.
    pub wsgi: WsgiModule,
    /// gunicorn's worker for an application of asgi.
    pub worker: Option<AsgiWorker>,
    /// The settings module's file.
    pub settings: RemotePath,
    /// The Unix user that owns the project.
    pub owner: UserName,
}

/// A project with one of the environments that fit it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub app: AppPaths,
    pub environment: Environment,
}

/// What the server answers to a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostFact {
    Survey(Box<Survey>),
    Service(Box<ServiceState>),
    Settings(Box<SettingsPlan>),
    Chain(Box<Chain>),
    Variable(VariableSeen),
    /// The HTTP status; `None`: no answer.
    Health(Option<u16>),
    /// A new connection was made, and the server took the login.
    LoggedIn,
    /// None came about, or it did not.
    LockedOut(Fault),
    /// The answer by plain http, redirects not followed; `None`: none came.
    Plain(Option<HttpAnswer>),
}

/// What lies on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// `PRETTY_NAME` of os-release.
    pub system: String,
    /// Every Django project found (or the one told), each complete; once for each environment that fits it equally well.
    pub candidates: Vec<Candidate>,
    /// Why there is no candidate, where there is none.
    pub lacking: Option<Fault>,
    /// What was passed over.
    pub skipped: Vec<Skipped>,
    /// Where nginx proxies to, when it does.
    pub upstream: Option<Upstream>,
    /// The group of nginx's workers, which a socket must let in; `None`: not known.
    pub web_group: Option<String>,
    /// The unit file that stands at [`UnitName::GUNICORN`]'s path, if any.
    pub unit: Option<String>,
    /// The same of [`SurveyHint::second`].
    pub second: Option<String>,
    /// The project's own `scripts/gunicorn.service`, by project directory.
    pub own_units: Vec<(RemotePath, String)>,
    /// Landfall's manifest: the paths it holds backups for.
    pub managed_unit: Option<String>,
    pub managed_nginx: Option<String>,
    /// The unit in the manifest is the person's, and was only enabled.
    pub unit_is_theirs: bool,
    pub managed_settings: Option<String>,
    pub managed_environment: Option<Box<EnvironmentFile>>,
    pub managed_drop_in: Option<Box<DropIn>>,
    /// Whether gunicorn of the candidate's venv is run by another process than our unit, as `(pid, command line)`.
    pub strays: Vec<(u32, String)>,
}

/// The service at one moment, as `systemctl show` and nginx tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceState {
    pub load: LoadState,
    pub active: ActiveState,
    pub sub: String,
    pub result: String,
    /// The main process's exit status; 203 exec, 200 chdir, 217 user, 216 group.
    pub exit_status: i32,
    pub restarts: u32,
    /// 0: none.
    pub main_pid: u32,
    pub enabled: bool,
    /// The file was edited and systemd not told.
    pub needs_reload: bool,
    pub says: UnitLines,
    /// Each process of the service: pid and command line.
    pub processes: Vec<(u32, String)>,
    /// Why its newest start ended, where its log tells.
    pub cause: Option<LogCause>,
    /// The last log lines of this unit that tell something, cleaned.
    pub log: Vec<String>,
    /// nginx's answer on 127.0.0.1:80 to `GET /` with the asked Host: the HTTP status, or `None` when it did not answer.
    pub http_status: Option<u16>,
    /// Where nginx answered that it does not get through: its own words for that.
    pub unreached: Option<Unreached>,
}

/// Why nginx did not get through to gunicorn, by its error log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    pub line: String,
    /// The outermost directory above the socket into which nginx's workers may not go.
    pub shut: Option<String>,
}

impl HostOp {
    /// The row of this op on a server.
    pub(super) fn spec(&self, server: &ServerId) -> OpSpec {
        use OpClass::{Act, Look, Make, Unmake};
        let (code, class) = match self {
            Self::Survey { .. } => (OpCode::Survey, Look),
            Self::LookService { .. } => (OpCode::LookService, Look),
            Self::LookSettings { .. } => (OpCode::LookSettings, Look),
            Self::LookChain(_) => (OpCode::LookChain, Look),
            Self::LookVariable(_) => (OpCode::LookVariable, Look),
            Self::TryHealth { .. } => (OpCode::TryHealth, Look),
            Self::TryLogin => (OpCode::TryLogin, Look),
            Self::TryPlainHttp { .. } => (OpCode::TryPlainHttp, Look),
            Self::EnableUnit { .. } => (OpCode::EnableUnit, Make(Slot::Unit(server.clone()))),
            Self::WriteNginx { .. } => (OpCode::WriteNginx, Make(Slot::Nginx(server.clone()))),
            Self::RestoreNginx { .. } => (OpCode::RestoreNginx, Unmake(Slot::Nginx(server.clone()))),
            Self::WriteUnit { .. } => (OpCode::WriteUnit, Make(Slot::Unit(server.clone()))),
            Self::StartUnit { .. } => (OpCode::StartUnit, Act),
            Self::WriteSettings { .. } => (OpCode::WriteSettings, Make(Slot::Settings(server.clone()))),
            Self::RestartUnit { .. } => (OpCode::RestartUnit, Act),
            Self::WriteVariable { .. } => (OpCode::WriteVariable, Make(Slot::EnvironmentFile(server.clone()))),
            Self::WriteDropIn { .. } => (OpCode::WriteDropIn, Make(Slot::DropIn(server.clone()))),
            Self::LeaveEnvironmentFile { .. } => (OpCode::LeaveEnvironmentFile, Unmake(Slot::EnvironmentFile(server.clone()))),
            Self::RemoveDropIn { .. } => (OpCode::RemoveDropIn, Unmake(Slot::DropIn(server.clone()))),
            Self::LeaveDropIn { .. } => (OpCode::LeaveDropIn, Unmake(Slot::DropIn(server.clone()))),
            Self::RestoreSettings { .. } => (OpCode::RestoreSettings, Unmake(Slot::Settings(server.clone()))),
            Self::RestoreUnit { .. } => (OpCode::RestoreUnit, Unmake(Slot::Unit(server.clone()))),
        };
        OpSpec { code, class }
    }
}
