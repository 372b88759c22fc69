//! SSH: [`Ssh`] implements [`Remote`] with one cached connection a server, made again when it is lost.

mod auth;
mod call;
mod config;
mod errors;
mod frame;
mod host_key;
mod identity;
mod key_file;
mod key_place;
mod known_hosts;
mod offers;
mod pattern;
mod quote;
mod render;
mod session;
mod sudo;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::Access;
use crate::ports::{Command, Output, Remote, Secret, SecretKind, Secrets};
use crate::site::config::AskedAlias;
use crate::site::{SshHost, SshProblem};
use identity::{Identity, OfAlias};
use known_hosts::KnownHosts;
use render::Rendered;
use session::{PATIENCE, Session, exec};
use sudo::{PROMPT, Sudo, Who, Wire};

pub use known_hosts::default_known_hosts;

/// How often a sudo password is asked for.
const TRIES: usize = 3;
/// sudo's and the shell's status for "no such command".
const NOT_FOUND: u32 = 127;

/// What this person's `~/.ssh/config` says of an alias; its name is looked up unless the address is told in landfall.toml.
///
/// # Errors
/// What of it cannot be followed, with file and line.
pub fn ssh_host(asked: AskedAlias) -> Result<SshHost, SshProblem> {
    let home = std::env::home_dir().ok_or_else(|| SshProblem::Unreadable("HOME".to_owned()))?;
    config::ssh_host(&config::Local::with_home(&home), asked)
}

/// What the key file is that the site names, and what is wrong with it. `None`: only the connection tells, since an agent may have the
/// private half of what is named.
pub fn named_key(key: &Path) -> Option<(String, Option<Fault>)> {
    let home = std::env::home_dir();
    identity::named_file(key, home.as_deref(), std::env::var_os("SSH_AUTH_SOCK").is_some())
}

/// Commands over SSH.
pub struct Ssh {
    known_hosts_files: Vec<PathBuf>,
    secrets: Arc<dyn Secrets>,
    agent: Option<PathBuf>,
    patience: Duration,
    home: Option<PathBuf>,
    connections: Mutex<HashMap<Access, Arc<Mutex<Connection>>>>,
}

/// What is kept of one server: the connection, and what the person was asked for it.
#[derive(Default)]
struct Connection {
    session: Option<Arc<Session>>,
    identities: Option<Vec<Identity>>,
    sudo: Option<Sudo>,
}

impl Ssh {
    /// Over these known_hosts files (see [`default_known_hosts`]), asking `secrets` for passphrases and sudo passwords. The
    /// agent is the one that `SSH_AUTH_SOCK` names.
    pub fn new(known_hosts_files: Vec<PathBuf>, secrets: Arc<dyn Secrets>) -> Self {
        let agent = std::env::var_os("SSH_AUTH_SOCK").filter(|s| !s.is_empty()).map(PathBuf::from);
        Self { known_hosts_files, secrets, agent, patience: PATIENCE, home: std::env::home_dir(), connections: Mutex::default() }
    }

    /// The same with another agent's socket, or none.
    #[must_use]
    pub fn with_agent(mut self, agent: Option<PathBuf>) -> Self {
        self.agent = agent;
        self
    }

    /// The same with another time for a login shell to come as far as a command.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The same with another home directory, below which `~/.ssh` lies, or none.
    #[must_use]
    pub fn with_home(mut self, home: Option<PathBuf>) -> Self {
        self.home = home;
        self
    }

    async fn connection(&self, access: &Access) -> Arc<Mutex<Connection>> {
        Arc::clone(self.connections.lock().await.entry(access.clone()).or_default())
    }

    /// Runs it on the cached connection, on a new one if that turns out to be lost before the command began.
    async fn send(&self, access: &Access, connection: &mut Connection, wire: &Wire) -> Result<Output, Fault> {
        exec(self.channel(access, connection).await?, wire, self.patience).await
    }

    async fn channel(&self, access: &Access, connection: &mut Connection) -> Result<russh::Channel<russh::client::Msg>, Fault> {
        if let Some(session) = connection.session.clone().filter(|s| !s.is_closed())
            && let Ok(channel) = session.channel().await
        {
            return Ok(channel);
        }
        connection.session = None;
        let session = self.connect(access, connection).await?;
        connection.session = Some(Arc::clone(&session));
        session.channel().await
    }

    async fn connect(&self, access: &Access, connection: &mut Connection) -> Result<Arc<Session>, Fault> {
        let agent = self.agent.as_deref();
        let home = self.home.as_deref();
        let of_alias = OfAlias::of(access, home)?;
        let identities = match connection.identities.take() {
            Some(identities) => identities,
            None => identity::identities(access, &of_alias, home, agent, self.secrets.as_ref()).await?,
        };
        let known = KnownHosts::read(&self.known_hosts_files).called(of_alias.name);
        let opened = Session::open(access, &known, &identities, agent).await;
        // A refused key is read again next time: the person may have put another in its place.
        let refused = opened.as_ref().is_err_and(|fault| is_about_keys(fault.code));
        connection.identities = (!refused).then_some(identities);
        opened.map(Arc::new)
    }

    /// How root is become, found out once a server.
    async fn sudo(&self, access: &Access, connection: &mut Connection) -> Result<Sudo, Fault> {
        if let Some(sudo) = &connection.sudo {
            return Ok(sudo.clone());
        }
        let answer = self.send(access, connection, &sudo::who()).await.map_err(|fault| if_turned_away(access, fault))?;
        let sudo = match sudo::read_who(&answer.stdout) {
            Some(Who::Root) => Sudo::Root,
            Some(Who::Free) => Sudo::Free,
            Some(Who::Asked) => Sudo::Password(self.password(access, connection).await?),
            None => return Err(turned_away(access, &String::from_utf8_lossy(&answer.stdout))),
        };
        connection.sudo = Some(sudo.clone());
        Ok(sudo)
    }

    /// A sudo password that works.
    async fn password(&self, access: &Access, connection: &mut Connection) -> Result<Secret, Fault> {
        let denied = |message: &str| Fault::person(Code::SudoDenied, Remedy::GiveSudo, format!("{} {message}", access.user));
        let prompts = |output: &Output| String::from_utf8_lossy(&output.stderr).matches(PROMPT).count();
        let probe = self.send(access, connection, &sudo::attempt(None)).await?;
        if probe.status == NOT_FOUND || prompts(&probe) == 0 {
            return Err(denied(&String::from_utf8_lossy(&probe.stderr)));
        }
        let kind = SecretKind::SudoPassword { user: access.user.to_string(), address: access.address };
        for attempt in 0..TRIES {
            let Some(password) = self.secrets.ask(&kind, attempt > 0).await else { break };
            let tried = self.send(access, connection, &sudo::attempt(Some(&password))).await?;
            match (tried.status, prompts(&tried)) {
                (0, _) => return Ok(password),
                // Asked once and not again: the password was right, the right is missing.
                (_, 1) => return Err(denied(&String::from_utf8_lossy(&tried.stderr).replace(PROMPT, ""))),
                _ => {}
            }
        }
        Err(Fault::person(Code::SudoPassword, Remedy::UseTerminalForSudo, access.user.as_str()))
    }

    /// The line to send, and the channel to send it on. The lock is held only this long, so that commands run side by side.
    async fn prepare(&self, access: &Access, rendered: &Rendered) -> Result<(russh::Channel<russh::client::Msg>, Wire), Fault> {
        let connection = self.connection(access).await;
        let mut connection = connection.lock().await;
        let sudo = if rendered.root { self.sudo(access, &mut connection).await? } else { Sudo::Free };
        let channel = self.channel(access, &mut connection).await?;
        Ok((channel, sudo::wire(rendered, &sudo)))
    }
}

/// Whether another key, or another agent, may be what is needed.
fn is_about_keys(code: Code) -> bool {
    matches!(code, Code::SshAuth | Code::SshNoKey | Code::SshTooManyKeys | Code::SshPasswordOnly | Code::SshSecondFactor)
}

/// What is said in place of a shell: by EC2's images to root (cloud-init's `disable_root_opts`), and by `nologin`.
const TURNED_AWAY: [&str; 2] = ["Please login as the user", "This account is currently not available"];

/// A shell that ended may be none at all.
fn if_turned_away(access: &Access, fault: Fault) -> Fault {
    let none = fault.code == Code::ShellEnded && TURNED_AWAY.iter().any(|words| fault.detail.contains(words));
    if none { turned_away(access, &fault.detail) } else { fault }
}

/// The server let us in and did not run what was asked.
fn turned_away(access: &Access, said: &str) -> Fault {
    let who = format!("{}@{}:{}", access.user, access.address, access.port);
    Fault::person(Code::SshTurnedAway, Remedy::ComeAsOther, format!("{who}\n{}", said.trim()))
}

#[async_trait]
impl Remote for Ssh {
    async fn run(&self, access: &Access, command: &Command) -> Result<Output, Fault> {
        let rendered = render::render(command);
        let (channel, wire) = self.prepare(access, &rendered).await?;
        exec(channel, &wire, self.patience).await
    }

    /// What the person typed for this server is taken along; the session that is open is neither used nor ended.
    async fn log_in(&self, access: &Access) -> Result<(), Fault> {
        let connection = self.connection(access).await;
        let mut connection = connection.lock().await;
        let session = self.connect(access, &mut connection).await?;
        session.channel().await.map(|_| ())
    }
}
