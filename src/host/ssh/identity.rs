//! Who we are: key files, or keys that the agent holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::AgentClient;
use russh::keys::{Error as KeyError, PrivateKey, PublicKey};
use tokio::net::UnixStream;

use super::config::{self, Local};
use super::key_file::{KeyFile, State};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::Access;
use crate::ports::{SecretKind, Secrets};
use crate::site::SshProblem;

/// How often a passphrase is asked for.
const TRIES: usize = 3;
/// The files that `ssh` looks for below `~/.ssh` where none is named (ssh_config(5), IdentityFile, OpenSSH 9.2), without those of
/// security keys, which only an agent can use.
const DEFAULTS: [&str; 3] = ["id_rsa", "id_ecdsa", "id_ed25519"];

/// One thing to offer to a server, in the order in which they are offered.
pub(super) enum Identity {
    File {
        key: Arc<PrivateKey>,
        path: PathBuf,
    },
    /// The agent signs for this file's key.
    Held {
        key: PublicKey,
        path: PathBuf,
    },
    /// Every key of the agent that was not offered before.
    Agent,
}

/// What `~/.ssh/config` says of the server's alias.
#[derive(Debug, Default)]
pub(super) struct OfAlias {
    /// The key files; `None`: not a word about them.
    files: Option<Vec<PathBuf>>,
    /// They are all that may be offered.
    alone: bool,
    /// What the server is called there.
    pub(super) name: Option<String>,
}

impl OfAlias {
    /// Looks the access's alias up, if it has one.
    ///
    /// # Errors
    /// The file cannot be followed any more: it could when the run began.
    pub(super) fn of(access: &Access, home: Option<&Path>) -> Result<Self, Fault> {
        let (Some(alias), Some(home)) = (&access.ssh_host, home) else { return Ok(Self::default()) };
        let refused = |problem: SshProblem| Fault::person(Code::SshConfig, Remedy::WriteServerKeys, problem.detail());
        let local = Local::with_home(home);
        let told = config::told(&local, alias).map_err(refused)?;
        let files = told.key_files(&local, alias, access.user.as_str(), access.port).map_err(refused)?;
        Ok(Self { files, alone: told.identities_only.unwrap_or(false), name: told.host_name })
    }
}

/// What is offered for this access: the file that is named and nothing besides; or the files of its alias, and the agent's keys; or the
/// agent's keys, then the files that `ssh` would try.
///
/// # Errors
/// What is wrong with the named file, with all of the alias' files, or with its passphrase.
pub(super) async fn identities(
    access: &Access,
    of_alias: &OfAlias,
    home: Option<&Path>,
    agent: Option<&Path>,
    secrets: &dyn Secrets,
) -> Result<Vec<Identity>, Fault> {
    if let Some(key) = &access.key {
        return Ok(vec![named(expanded(key, home), agent, secrets).await?]);
    }
    let Some(files) = &of_alias.files else {
        let all = usual(home, agent).await.into_iter();
        return Ok(all.filter(|identity| !(of_alias.alone && matches!(identity, Identity::Agent))).collect());
    };
    let agent_too = agent.filter(|_| !of_alias.alone);
    let mut all = match several(files, agent, secrets).await {
        Err(fault) if !holds_any(agent_too).await => return Err(fault),
        found => found.unwrap_or_default(),
    };
    all.extend(agent_too.map(|_| Identity::Agent));
    Ok(all)
}

async fn holds_any(agent: Option<&Path>) -> bool {
    let Some(socket) = agent else { return false };
    match connect_agent(socket).await {
        Some(mut agent) => !agent_keys(&mut agent).await.is_empty(),
        None => false,
    }
}

/// Those of several files that can be used; where none can, what is wrong with the first.
async fn several(files: &[PathBuf], agent: Option<&Path>, secrets: &dyn Secrets) -> Result<Vec<Identity>, Fault> {
    let (mut usable, mut wrong) = (Vec::new(), None);
    for file in files {
        match named(file.clone(), agent, secrets).await {
            Ok(identity) => usable.push(identity),
            Err(fault) => wrong = wrong.or(Some(fault)),
        }
    }
    match wrong {
        Some(fault) if usable.is_empty() => Err(fault),
        Some(_) | None => Ok(usable),
    }
}

/// The file that was named, and what is wrong with it, without asking for a passphrase. `None`: it is the public half, and there may be
/// an agent with the private one.
pub(super) fn named_file(key: &Path, home: Option<&Path>, agent: bool) -> Option<(String, Option<Fault>)> {
    let path = expanded(key, home);
    let fault = match KeyFile::read(path.clone()) {
        Err(fault) if fault.code == Code::KeyPublic && agent => return None,
        Err(fault) => Some(fault),
        Ok(file) => matches!(file.state(), State::Unread).then(|| file.unread()),
    };
    Some((path.display().to_string(), fault))
}

/// `~` as the home directory.
fn expanded(path: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

/// The key of a named file; the agent's, when it holds a locked file's key, or the private half of a public one.
async fn named(path: PathBuf, agent: Option<&Path>, secrets: &dyn Secrets) -> Result<Identity, Fault> {
    let file = match KeyFile::read(path.clone()) {
        Err(fault) if fault.code == Code::KeyPublic => {
            let public = PublicKey::read_openssh_file(&path).ok();
            return held(public, agent).await.map(|key| Identity::Held { key, path }).ok_or(fault);
        }
        read => read?,
    };
    match file.state() {
        State::Open(key) => Ok(Identity::File { key, path: file.path }),
        State::Unread => Err(file.unread()),
        State::Locked => match held(file.public(), agent).await {
            Some(key) => Ok(Identity::Held { key, path: file.path }),
            None => unlock(file, secrets).await,
        },
    }
}

/// The agent's keys, and the files of the usual names that need no passphrase: nobody named them, so nobody is asked for one.
async fn usual(home: Option<&Path>, agent: Option<&Path>) -> Vec<Identity> {
    let files = DEFAULTS.iter().filter_map(|name| KeyFile::read(home?.join(".ssh").join(name)).ok());
    let open = files.filter_map(|file| match file.state() {
        State::Open(key) => Some(Identity::File { key, path: file.path }),
        State::Locked | State::Unread => None,
    });
    agent.map(|_| Identity::Agent).into_iter().chain(open).collect()
}

/// This public key, when the agent holds the private one.
async fn held(public: Option<PublicKey>, agent: Option<&Path>) -> Option<PublicKey> {
    let public = public?;
    let all = agent_keys(&mut connect_agent(agent?).await?).await;
    all.iter().any(|(key, _)| key.key_data() == public.key_data()).then_some(public)
}

async fn unlock(file: KeyFile, secrets: &dyn Secrets) -> Result<Identity, Fault> {
    let kind = SecretKind::KeyPassphrase { key: file.path.clone() };
    let path = file.path.display().to_string();
    for attempt in 0..TRIES {
        let Some(passphrase) = secrets.ask(&kind, attempt > 0).await else {
            return Err(Fault::person(Code::KeyPassphrase, Remedy::UseTerminalOrAgent, path));
        };
        match file.unlocked(passphrase.reveal()) {
            Ok(key) => return Ok(Identity::File { key: Arc::new(key), path: file.path }),
            Err(KeyError::UnsupportedKeyType { .. }) => return Err(file.unread()),
            Err(_) => {}
        }
    }
    Err(Fault::person(Code::KeyPassphraseWrong, Remedy::CheckPassphrase, path))
}

pub(super) async fn connect_agent(socket: &Path) -> Option<AgentClient<UnixStream>> {
    AgentClient::connect_uds(socket).await.ok()
}

/// The agent's keys with what they are called there; certificates are passed over.
pub(super) async fn agent_keys(agent: &mut AgentClient<UnixStream>) -> Vec<(PublicKey, String)> {
    let held = agent.request_identities().await.unwrap_or_default();
    let plain = held.into_iter().filter_map(|identity| match identity {
        AgentIdentity::PublicKey { key, comment } => Some((key, comment)),
        AgentIdentity::Certificate { .. } => None,
    });
    plain.collect()
}
