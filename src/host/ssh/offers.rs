//! What was offered to a server, and what became of it, as a fault.

use russh::keys::PublicKey;
use russh::{MethodKind, MethodSet};

use super::known_hosts::fingerprint;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::host::Access;

/// How many keys are offered: servers hang up at six attempts (sshd_config(5), MaxAuthTries).
const MOST: usize = 5;
/// OpenSSH's words when it does.
const TOO_MANY: &str = "Too many authentication failures";

/// What was offered on one connection, and the last answer.
#[derive(Debug, Default)]
pub(super) struct Offers {
    /// A line for each: its fingerprint, and where it is from.
    lines: Vec<String>,
    keys: Vec<PublicKey>,
    answer: Option<Refusal>,
    /// How many there were besides that were not offered.
    left: usize,
}

/// What a server answers that does not let us in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The ways in that are left.
    pub(super) methods: MethodSet,
    /// It was no answer: the connection is over.
    pub(super) closed: bool,
    /// The key was taken, and something else is wanted besides.
    pub(super) partial: bool,
}

/// What the server said apart from its answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// What it calls itself: `SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13`.
    pub(super) server: String,
    /// Its last words, where it hung up with some.
    pub(super) goodbye: Option<String>,
}

impl Offers {
    /// Notes a key that is about to be offered; `false`: it was before, or it is one too many.
    pub(super) fn note(&mut self, key: &PublicKey, from: &str) -> bool {
        if self.keys.iter().any(|known| known.key_data() == key.key_data()) {
            return false;
        }
        if self.keys.len() >= MOST {
            self.left += 1;
            return false;
        }
        self.keys.push(key.clone());
        self.lines.push(format!("{} {from}", fingerprint(key)));
        true
    }

    /// The agent did not sign for the key that was noted last.
    pub(super) fn unsigned(&mut self, why: &str) {
        if let Some(line) = self.lines.last_mut() {
            *line = format!("{line} (agent: {why})");
        }
    }

    pub(super) fn refused(&mut self, refusal: Refusal) {
        self.answer = Some(refusal);
    }

    /// Whether another key may still be let in.
    pub(super) fn may_go_on(&self) -> bool {
        self.answer.as_ref().is_none_or(|last| !last.partial && last.methods.contains(&MethodKind::PublicKey))
    }

    /// Why nobody was let in.
    pub(super) fn fault(&self, access: &Access, heard: &Heard) -> Fault {
        let who = format!("{}@{}:{}", access.user, access.address, access.port);
        let told = |code, remedy, more: &[String]| {
            let lines = [&who, &heard.server].into_iter().chain(more).filter(|line| !line.is_empty());
            Fault::person(code, remedy, lines.cloned().collect::<Vec<_>>().join("\n"))
        };
        let Some(last) = &self.answer else {
            return match self.lines.is_empty() {
                true => told(Code::SshNoKey, Remedy::NameKey, &[]),
                false => told(Code::SshAuth, Remedy::CheckUserAndKey, &self.lines),
            };
        };
        let with = |line: String| [self.lines.clone(), vec![line]].concat();
        match &heard.goodbye {
            // With one key that was one too many: it was refused.
            Some(words) if words.contains(TOO_MANY) && self.lines.len() > 1 => {
                return told(Code::SshTooManyKeys, Remedy::NameOneKey, &with(words.clone()));
            }
            Some(words) if !words.contains(TOO_MANY) => return Fault::retry(Code::SshLost, words),
            None if last.closed => return Fault::retry(Code::SshLost, &who),
            Some(_) | None => {}
        }
        match (last.partial, last.methods.contains(&MethodKind::PublicKey)) {
            (true, _) => told(Code::SshSecondFactor, Remedy::LetKeySuffice, &with(named(&last.methods))),
            (false, false) if !last.closed => told(Code::SshPasswordOnly, Remedy::LetKeySuffice, &[named(&last.methods)]),
            _ if self.left > 0 => told(Code::SshTooManyKeys, Remedy::NameOneKey, &with(format!("+ {}", self.left))),
            _ => told(Code::SshAuth, Remedy::CheckUserAndKey, &self.lines),
        }
    }
}

/// The ways as the server names them.
fn named(methods: &MethodSet) -> String {
    methods.iter().map(<&'static str>::from).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Disposition;
    use russh::keys::PrivateKey;

    fn access() -> Access {
        Access {
            address: "198.51.100.11".parse().unwrap(),
            port: 22,
            user: "ubuntu".parse().unwrap(),
            key: None,
            ssh_host: None,
            host_key: None,
        }
    }

    fn key(n: u8) -> PublicKey {
        PrivateKey::from(russh::keys::ssh_key::private::Ed25519Keypair::from_seed(&[n; 32])).public_key().clone()
    }

    fn answered(keys: u8, methods: &[MethodKind], partial: bool, goodbye: Option<&str>) -> Fault {
        told(keys, methods, partial, goodbye, false)
    }

    /// `shut`: where no way in is left, the server said so.
    fn told(keys: u8, methods: &[MethodKind], partial: bool, goodbye: Option<&str>, shut: bool) -> Fault {
        let mut offers = Offers::default();
        (0..keys).for_each(|n| _ = offers.note(&key(n), "agent"));
        offers.refused(Refusal { methods: methods.into(), partial, closed: methods.is_empty() && !shut });
        offers.fault(&access(), &Heard { server: "SSH-2.0-OpenSSH_9.6p1 Ubuntu-3".into(), goodbye: goodbye.map(str::to_owned) })
    }

    #[test]
    fn each_answer_is_told_as_itself() {
        use MethodKind::{KeyboardInteractive, Password, PublicKey};
        let code = |fault: &Fault| (fault.code, fault.disposition);
        let many = Some("Too many authentication failures");
        for (fault, wanted, remedy) in [
            (answered(1, &[PublicKey], false, None), Code::SshAuth, Remedy::CheckUserAndKey),
            (answered(1, &[PublicKey, Password], false, None), Code::SshAuth, Remedy::CheckUserAndKey),
            (answered(1, &[], false, many), Code::SshAuth, Remedy::CheckUserAndKey),
            (answered(3, &[], false, many), Code::SshTooManyKeys, Remedy::NameOneKey),
            (answered(7, &[PublicKey], false, None), Code::SshTooManyKeys, Remedy::NameOneKey),
            (answered(1, &[Password, KeyboardInteractive], false, None), Code::SshPasswordOnly, Remedy::LetKeySuffice),
            (told(1, &[], false, None, true), Code::SshPasswordOnly, Remedy::LetKeySuffice),
            (answered(1, &[KeyboardInteractive], true, None), Code::SshSecondFactor, Remedy::LetKeySuffice),
            (answered(1, &[PublicKey], true, None), Code::SshSecondFactor, Remedy::LetKeySuffice),
        ] {
            assert_eq!(code(&fault), (wanted, Disposition::Person(remedy)), "{fault}");
            assert!(fault.detail.starts_with("ubuntu@198.51.100.11:22\nSSH-2.0-OpenSSH_9.6p1 Ubuntu-3"), "{fault}");
        }
        for lost in [answered(1, &[], false, None), answered(1, &[], false, Some("Change of username or service not allowed"))] {
            assert_eq!(code(&lost), (Code::SshLost, Disposition::Transient), "{lost}");
        }
        let none = Offers::default().fault(&access(), &Heard::default());
        assert_eq!(
            (code(&none), none.detail.as_str()),
            ((Code::SshNoKey, Disposition::Person(Remedy::NameKey)), "ubuntu@198.51.100.11:22")
        );
    }

    #[test]
    fn what_was_offered_is_told_by_fingerprint_and_no_key_twice() {
        let mut offers = Offers::default();
        assert!(offers.note(&key(1), "/home/kim/.ssh/a.pem") && !offers.note(&key(1), "agent") && offers.note(&key(2), "agent: kim@home"));
        offers.unsigned("declined");
        offers.refused(Refusal { methods: (&[MethodKind::PublicKey][..]).into(), partial: false, closed: false });
        assert!(offers.may_go_on());
        let lines = offers.fault(&access(), &Heard::default()).detail;
        let wanted = [
            "ubuntu@198.51.100.11:22".to_owned(),
            format!("{} /home/kim/.ssh/a.pem", fingerprint(&key(1))),
            format!("{} agent: kim@home (agent: declined)", fingerprint(&key(2))),
        ];
        assert_eq!(lines, wanted.join("\n"));
    }
}
