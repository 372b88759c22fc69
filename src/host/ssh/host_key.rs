//! Whether the server is the one we mean, decided before anything is said about us.

use std::sync::{Arc, Mutex};

use russh::Names;
use russh::client::{DisconnectReason, Handler, Session};
use russh::keys::{Algorithm, EcdsaCurve, HashAlg, PublicKey, PublicKeyOrCertificate};

use super::errors::Refused;
use super::known_hosts::{KnownHosts, Verdict, fingerprint};
use super::offers::Heard;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::cloud::KeyKind;
use crate::engine::op::host::Access;

/// Checks the host key of one connection, and keeps what the server says besides.
pub(super) struct Check {
    pub(super) access: Access,
    pub(super) known: KnownHosts,
    pub(super) ear: Ear,
}

/// What a connection's server said, shared with the one who asks it.
#[derive(Debug, Clone, Default)]
pub(super) struct Ear(Arc<Mutex<Heard>>);

impl Ear {
    pub(super) fn heard(&self) -> Heard {
        self.0.lock().map(|heard| heard.clone()).unwrap_or_default()
    }

    fn hear(&self, change: impl FnOnce(&mut Heard)) {
        if let Ok(mut heard) = self.0.lock() {
            change(&mut heard);
        }
    }
}

impl Handler for Check {
    type Error = Refused;

    async fn check_server_key(&mut self, shown: &PublicKeyOrCertificate) -> Result<bool, Refused> {
        let PublicKeyOrCertificate::PublicKey { key, .. } = shown else { return Ok(false) };
        self.judge(key).map(|()| true).map_err(Refused::HostKey)
    }

    async fn kex_done(&mut self, _: Option<&[u8]>, _: &Names, session: &mut Session) -> Result<(), Refused> {
        let name = String::from_utf8_lossy(session.remote_sshid()).trim().to_owned();
        self.ear.hear(|heard| heard.server = name);
        Ok(())
    }

    async fn disconnected(&mut self, reason: DisconnectReason<Refused>) -> Result<(), Refused> {
        match reason {
            DisconnectReason::ReceivedDisconnect(last) => {
                self.ear.hear(|heard| heard.goodbye = Some(last.message));
                Ok(())
            }
            DisconnectReason::Error(error) => Err(error),
        }
    }
}

impl Check {
    /// A pin counts alone; without one, known_hosts.
    fn judge(&self, key: &PublicKey) -> Result<(), Fault> {
        let shown = fingerprint(key);
        if let Some(pin) = &self.access.host_key {
            return if pin.as_str() == shown { Ok(()) } else { Err(changed(pin.as_str(), &shown)) };
        }
        match self.known.verdict(&self.access.address.to_string(), self.access.port, key) {
            Verdict::Known => Ok(()),
            Verdict::Unknown => Err(unknown(&shown, &key.algorithm())),
            Verdict::Changed { expected } => Err(changed(&expected, &shown)),
            Verdict::Revoked => Err(Fault::person(Code::HostKeyRevoked, Remedy::CheckHostKey, shown)),
        }
    }
}

/// The fingerprint and the key's kind, a line each.
fn unknown(shown: &str, algorithm: &Algorithm) -> Fault {
    let kind = match algorithm {
        Algorithm::Ed25519 => KeyKind::Ed25519,
        Algorithm::Ecdsa { .. } => KeyKind::Ecdsa,
        Algorithm::Rsa { .. } => KeyKind::Rsa,
        Algorithm::Dsa => KeyKind::Dsa,
        _ => KeyKind::Other,
    };
    Fault::person(Code::HostKeyUnknown, Remedy::ConfirmHostKey, format!("{shown}\n{kind}"))
}

/// The old fingerprint and the new one, a line each.
fn changed(expected: &str, shown: &str) -> Fault {
    Fault::person(Code::HostKeyChanged, Remedy::CheckHostKey, format!("{expected}\n{shown}"))
}

/// The kinds of host key we take, the best first; SHA-1 signatures are not among them.
fn kinds() -> Vec<Vec<Algorithm>> {
    let ecdsa = |curve| Algorithm::Ecdsa { curve };
    let rsa = |hash| Algorithm::Rsa { hash: Some(hash) };
    vec![
        vec![Algorithm::Ed25519],
        vec![ecdsa(EcdsaCurve::NistP256), ecdsa(EcdsaCurve::NistP384), ecdsa(EcdsaCurve::NistP521)],
        vec![rsa(HashAlg::Sha512), rsa(HashAlg::Sha256)],
    ]
}

/// The orders in which host keys are asked for, one a connection; the next is tried only when a pin did not match, since a
/// pin does not tell its kind. Otherwise one order: the kinds that known_hosts has first.
pub(super) fn orders(access: &Access, known: &KnownHosts) -> Vec<Vec<Algorithm>> {
    if access.host_key.is_some() {
        return kinds();
    }
    let held = known.algorithms(&access.address.to_string(), access.port);
    let same = |a: &Algorithm, b: &Algorithm| a == b || matches!((a, b), (Algorithm::Rsa { .. }, Algorithm::Rsa { .. }));
    let (first, rest): (Vec<_>, Vec<_>) = kinds().concat().into_iter().partition(|kind| held.iter().any(|h| same(kind, h)));
    vec![[first, rest].concat()]
}
