//! Proving to a server who we are, one key after another.

use std::path::Path;
use std::sync::Arc;

use russh::client::{AuthResult, Handle};
use russh::keys::agent::client::AgentClient;
use russh::keys::{Algorithm, HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKey};
use tokio::net::UnixStream;

use super::errors::broken;
use super::host_key::{Check, Ear};
use super::identity::{Identity, agent_keys, connect_agent};
use super::offers::{Offers, Refusal};
use crate::engine::fault::Fault;
use crate::engine::op::host::Access;

/// Proves to the server who we are.
pub(super) async fn authenticate(
    handle: &mut Handle<Check>,
    access: &Access,
    identities: &[Identity],
    agent: Option<&Path>,
    ear: &Ear,
) -> Result<(), Fault> {
    let reported = handle.best_supported_rsa_hash().await.map_err(|e| broken(&e))?.flatten();
    // Never SHA-1: a server that does not say takes SHA-2 or nothing.
    let hash = reported.unwrap_or(HashAlg::Sha512);
    let agent = match agent {
        Some(socket) => connect_agent(socket).await,
        None => None,
    };
    let mut door = Door { handle, user: access.user.as_str(), hash, agent, offers: Offers::default() };
    for identity in identities {
        if door.knock(identity).await? {
            return Ok(());
        }
        if !door.offers.may_go_on() {
            break;
        }
    }
    Err(door.offers.fault(access, &ear.heard()))
}

/// One connection that nobody was let in on yet.
struct Door<'a> {
    handle: &'a mut Handle<Check>,
    user: &'a str,
    hash: HashAlg,
    agent: Option<AgentClient<UnixStream>>,
    offers: Offers,
}

impl Door<'_> {
    /// Whether we were let in with this.
    async fn knock(&mut self, identity: &Identity) -> Result<bool, Fault> {
        match identity {
            Identity::File { key, path } => self.with_key(key, &path.display().to_string()).await,
            Identity::Held { key, path } => Ok(self.with_agent(key, &path.display().to_string()).await),
            Identity::Agent => Ok(self.with_whole_agent().await),
        }
    }

    async fn with_key(&mut self, key: &Arc<PrivateKey>, from: &str) -> Result<bool, Fault> {
        if !self.offers.note(key.public_key(), from) {
            return Ok(false);
        }
        let key = PrivateKeyWithHashAlg::new(Arc::clone(key), Some(self.hash));
        let answer = self.handle.authenticate_publickey(self.user, key).await.map_err(|e| broken(&e))?;
        Ok(self.is_in(answer))
    }

    async fn with_whole_agent(&mut self) -> bool {
        let held = match &mut self.agent {
            Some(agent) => agent_keys(agent).await,
            None => Vec::new(),
        };
        for (key, comment) in held {
            if self.offers.may_go_on() && self.with_agent(&key, &format!("agent: {comment}")).await {
                return true;
            }
        }
        false
    }

    /// A key that the agent declines to sign with is passed over.
    async fn with_agent(&mut self, key: &PublicKey, from: &str) -> bool {
        let Some(agent) = &mut self.agent else { return false };
        if !self.offers.note(key, from) {
            return false;
        }
        let hash = matches!(key.algorithm(), Algorithm::Rsa { .. }).then_some(self.hash);
        match self.handle.authenticate_publickey_with(self.user, key.clone(), hash, agent).await {
            Ok(answer) => self.is_in(answer),
            Err(why) => {
                self.offers.unsigned(&why.to_string());
                false
            }
        }
    }

    fn is_in(&mut self, answer: AuthResult) -> bool {
        match answer {
            AuthResult::Success => true,
            AuthResult::Failure { remaining_methods, partial_success } => {
                let closed = self.handle.is_closed();
                self.offers.refused(Refusal { methods: remaining_methods, partial: partial_success, closed });
                false
            }
        }
    }
}
