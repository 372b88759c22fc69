//! Who we are: a key file, or the agent.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use russh::client::{AuthResult, Handle};
use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::AgentClient;
use russh::keys::{Error as KeyError, HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKey, decode_secret_key};
use tokio::net::UnixStream;

use super::errors::broken;
use super::host_key::Check;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::Access;
use crate::ports::{SecretKind, Secrets};

/// How often a passphrase is asked for.
const TRIES: usize = 3;
/// How many of the agent's keys are offered: servers hang up at six attempts (MaxAuthTries).
const MOST_AGENT_KEYS: usize = 5;
/// The bits that let the group or others at the key.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// A key that may sign for us.
pub(super) enum Identity {
    File(Arc<PrivateKey>),
    /// The agent's, restricted to this key where a file names one.
    Agent(Option<PublicKey>),
}

/// Reads the key file and its passphrase, or turns to the agent: without a file, or when it holds the encrypted file's key.
pub(super) async fn identity(access: &Access, agent: Option<&Path>, secrets: &dyn Secrets) -> Result<Identity, Fault> {
    let Some(key) = &access.key else { return Ok(Identity::Agent(None)) };
    let path = expanded(key);
    let text = read(&path)?;
    match decode_secret_key(&text, None) {
        Ok(key) => Ok(Identity::File(Arc::new(key))),
        Err(_) if !is_encrypted(&text) => Err(bad_format(&path)),
        Err(_) => match held_by_agent(&text, agent).await {
            Some(public) => Ok(Identity::Agent(Some(public))),
            None => unlock(&path, &text, secrets).await,
        },
    }
}

/// `~` as the home directory.
fn expanded(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

fn read(path: &Path) -> Result<String, Fault> {
    let unreadable = |e: std::io::Error| Fault::person(Code::KeyUnreadable, Remedy::CheckKeyPath, format!("{}: {e}", path.display()));
    let found = std::fs::metadata(path).map_err(unreadable)?;
    check_permissions(path, &found)?;
    let bytes = std::fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|_| bad_format(path))
}

/// Refuses, as OpenSSH does, a key that others may read.
#[cfg(unix)]
fn check_permissions(path: &Path, found: &std::fs::Metadata) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    let mode = found.permissions().mode() & 0o777;
    if mode & OTHERS == 0 {
        return Ok(());
    }
    Err(Fault::person(Code::KeyPermissions, Remedy::ChmodKey, format!("{} {mode:04o}", path.display())))
}

#[cfg(not(unix))]
fn check_permissions(_: &Path, _: &std::fs::Metadata) -> Result<(), Fault> {
    Ok(())
}

/// The file's name only: nothing of its content may be told.
fn bad_format(path: &Path) -> Fault {
    Fault::person(Code::KeyFormat, Remedy::ConvertKey, path.display().to_string())
}

fn is_encrypted(text: &str) -> bool {
    let openssh = PrivateKey::from_openssh(text).is_ok_and(|key| key.is_encrypted());
    let putty = text.trim_start().starts_with("PuTTY-User-Key-File-") && !text.contains("Encryption: none");
    openssh || putty || text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")
}

/// The public half of an encrypted OpenSSH key file, when the agent holds the key.
async fn held_by_agent(text: &str, agent: Option<&Path>) -> Option<PublicKey> {
    let public = PrivateKey::from_openssh(text).ok()?.public_key().clone();
    let held = connect_agent(agent?).await?.request_identities().await.ok()?;
    held.iter().any(|i| i.public_key().key_data() == public.key_data()).then_some(public)
}

async fn unlock(path: &Path, text: &str, secrets: &dyn Secrets) -> Result<Identity, Fault> {
    let kind = SecretKind::KeyPassphrase { key: path.to_owned() };
    for attempt in 0..TRIES {
        let Some(passphrase) = secrets.ask(&kind, attempt > 0).await else { break };
        match decode_secret_key(text, Some(passphrase.reveal())) {
            Ok(key) => return Ok(Identity::File(Arc::new(key))),
            Err(KeyError::UnsupportedKeyType { .. }) => return Err(bad_format(path)),
            Err(_) => {}
        }
    }
    Err(Fault::person(Code::KeyPassphrase, Remedy::UseTerminalOrAgent, path.display().to_string()))
}

async fn connect_agent(socket: &Path) -> Option<AgentClient<UnixStream>> {
    AgentClient::connect_uds(socket).await.ok()
}

/// Proves to the server who we are.
pub(super) async fn authenticate(
    handle: &mut Handle<Check>,
    access: &Access,
    identity: &Identity,
    agent: Option<&Path>,
) -> Result<(), Fault> {
    let reported = handle.best_supported_rsa_hash().await.map_err(|e| broken(&e))?.flatten();
    // Never SHA-1: a server that does not say takes SHA-2 or nothing.
    let hash = reported.unwrap_or(HashAlg::Sha512);
    let accepted = match identity {
        Identity::File(key) => with_key(handle, access, key, hash).await?,
        Identity::Agent(only) => with_agent(handle, access, agent, only.as_ref(), hash).await?,
    };
    if accepted {
        return Ok(());
    }
    let who = format!("{}@{}:{}", access.user, access.address, access.port);
    Err(Fault::person(Code::SshAuth, Remedy::CheckUserAndKey, who))
}

async fn with_key(handle: &mut Handle<Check>, access: &Access, key: &Arc<PrivateKey>, hash: HashAlg) -> Result<bool, Fault> {
    let key = PrivateKeyWithHashAlg::new(Arc::clone(key), Some(hash));
    let answer = handle.authenticate_publickey(access.user.as_str(), key).await.map_err(|e| broken(&e))?;
    Ok(answer == AuthResult::Success)
}

async fn with_agent(
    handle: &mut Handle<Check>,
    access: &Access,
    agent: Option<&Path>,
    only: Option<&PublicKey>,
    hash: HashAlg,
) -> Result<bool, Fault> {
    let Some(socket) = agent else { return Ok(false) };
    let Some(mut agent) = connect_agent(socket).await else { return Ok(false) };
    let held = agent.request_identities().await.unwrap_or_default();
    let plain = held.iter().filter(|i| matches!(i, AgentIdentity::PublicKey { .. })).map(|i| i.public_key().into_owned());
    let wanted = plain.filter(|k| only.is_none_or(|o| o.key_data() == k.key_data()));
    for key in wanted.take(MOST_AGENT_KEYS) {
        let hash = matches!(key.algorithm(), russh::keys::Algorithm::Rsa { .. }).then_some(hash);
        // A key that the agent declines to sign with is passed over.
        let answer = handle.authenticate_publickey_with(access.user.as_str(), key, hash, &mut agent).await;
        if matches!(answer, Ok(AuthResult::Success)) {
            return Ok(true);
        }
    }
    Ok(false)
}
