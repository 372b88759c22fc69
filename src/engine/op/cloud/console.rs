//! The host keys that an instance's console shows, and what they say of the one that a server shows.

use std::net::IpAddr;

use crate::codes::codes;
use crate::engine::fault::{Code, Fault};
use crate::engine::time::Timestamp;
use crate::site::{Fingerprint, InstanceId};

/// By what an instance is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum InstanceRef {
    Id(InstanceId),
    /// The one that has this address: nobody told which it is.
    Address(IpAddr),
}

codes! {
    /// A host key's kind, as OpenSSH writes it behind a fingerprint.
    KeyKind {
        Ed25519 = "ED25519",
        Ecdsa = "ECDSA",
        Rsa = "RSA",
        Dsa = "DSA",
        Other = "other",
    }
}

/// A host key by its fingerprint, and of which kind it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostKey {
    pub kind: KeyKind,
    pub fingerprint: Fingerprint,
}

impl HostKey {
    /// The key that a server showed and nobody here knew.
    pub fn shown(fault: &Fault) -> Option<Self> {
        let mut lines = fault.detail.lines();
        let fingerprint = lines.next().filter(|_| fault.code == Code::HostKeyUnknown)?.parse().ok()?;
        Some(Self { kind: lines.next().and_then(|kind| kind.parse().ok()).unwrap_or(KeyKind::Other), fingerprint })
    }
}

/// What EC2 keeps of an instance's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsoleKeys {
    /// EC2 knows no such instance.
    NoInstance,
    /// Nothing, not yet or not any more.
    Empty { instance: InstanceId },
    /// Something without host keys in it. `written`: when the console was last written to.
    Without { instance: InstanceId, written: Option<Timestamp> },
    /// All the host keys that the server printed as it was first booted.
    Printed { instance: InstanceId, keys: Vec<HostKey> },
}

codes! {
    /// How a host key that nobody here knew compares with the console.
    ConsoleSays {
        /// The console shows this very key.
        Same = "same",
        /// It shows another of this kind.
        Another = "another",
        /// It shows keys of other kinds only.
        OtherKinds = "other-kinds",
        /// EC2 keeps nothing of the console.
        NotKept = "not-kept",
        /// What EC2 keeps has no host keys in it.
        NoKeys = "no-keys",
        /// EC2 knows no such instance.
        NotInEc2 = "not-in-ec2",
        /// This user may not read it.
        NotAllowed = "not-allowed",
        /// EC2 could not be asked.
        NotRead = "not-read",
    }
}

/// How a host key that nobody here knew compares with the console, and by what this was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCheck {
    pub says: ConsoleSays,
    /// Of which kind the key is that the server showed.
    pub kind: KeyKind,
    pub instance: Option<InstanceId>,
    /// What the console shows instead.
    pub printed: Vec<HostKey>,
    pub written: Option<Timestamp>,
    /// Why it could not be read.
    pub fault: Option<Fault>,
}

impl KeyCheck {
    fn of(says: ConsoleSays, kind: KeyKind, instance: Option<InstanceId>) -> Self {
        Self { says, kind, instance, printed: Vec::new(), written: None, fault: None }
    }

    /// What the console says of the key that was shown.
    pub fn compared(shown: &HostKey, console: &ConsoleKeys) -> Self {
        let of = |says, instance: &InstanceId| Self::of(says, shown.kind, Some(instance.clone()));
        match console {
            ConsoleKeys::NoInstance => Self::of(ConsoleSays::NotInEc2, shown.kind, None),
            ConsoleKeys::Empty { instance } => of(ConsoleSays::NotKept, instance),
            ConsoleKeys::Without { instance, written } => Self { written: *written, ..of(ConsoleSays::NoKeys, instance) },
            ConsoleKeys::Printed { instance, keys } if keys.iter().any(|key| key.fingerprint == shown.fingerprint) => {
                of(ConsoleSays::Same, instance)
            }
            ConsoleKeys::Printed { instance, keys } => {
                let (alike, others): (Vec<HostKey>, Vec<HostKey>) = keys.iter().cloned().partition(|key| key.kind == shown.kind);
                let (says, printed) = if alike.is_empty() { (ConsoleSays::OtherKinds, others) } else { (ConsoleSays::Another, alike) };
                Self { printed, ..of(says, instance) }
            }
        }
    }

    /// The console could not be read.
    pub fn unread(shown: &HostKey, fault: &Fault) -> Self {
        let says = if fault.code == Code::AccessDenied { ConsoleSays::NotAllowed } else { ConsoleSays::NotRead };
        Self { fault: Some(fault.clone()), ..Self::of(says, shown.kind, None) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Remedy;

    fn key(kind: KeyKind, letter: &str) -> HostKey {
        HostKey { kind, fingerprint: format!("SHA256:{}", letter.repeat(43)).parse().unwrap() }
    }

    #[test]
    fn a_key_is_the_same_another_or_not_compared() {
        use KeyKind::{Ecdsa, Ed25519, Rsa};
        let instance: InstanceId = "i-0123456789abcdef0".parse().unwrap();
        let printed = |keys: &[HostKey]| ConsoleKeys::Printed { instance: instance.clone(), keys: keys.to_vec() };
        let (a, b, r) = (key(Ed25519, "a"), key(Ed25519, "b"), key(Rsa, "r"));
        let table = [
            (printed(&[r.clone(), a.clone()]), ConsoleSays::Same, vec![]),
            (printed(&[r.clone(), b.clone()]), ConsoleSays::Another, vec![b.clone()]),
            (printed(std::slice::from_ref(&r)), ConsoleSays::OtherKinds, vec![r.clone()]),
            // The same fingerprint is the same key, whatever kind is written behind it.
            (printed(&[key(Ecdsa, "a")]), ConsoleSays::Same, vec![]),
            (ConsoleKeys::Empty { instance: instance.clone() }, ConsoleSays::NotKept, vec![]),
            (ConsoleKeys::Without { instance: instance.clone(), written: None }, ConsoleSays::NoKeys, vec![]),
            (ConsoleKeys::NoInstance, ConsoleSays::NotInEc2, vec![]),
        ];
        for (console, says, instead) in table {
            let check = KeyCheck::compared(&a, &console);
            assert_eq!((check.says, check.printed), (says, instead), "{console:?}");
        }
        let denied = Fault::person(Code::AccessDenied, Remedy::AttachPolicy, "UnauthorizedOperation");
        assert_eq!(KeyCheck::unread(&a, &denied).says, ConsoleSays::NotAllowed);
        assert_eq!(KeyCheck::unread(&a, &Fault::retry(Code::AwsUnreachable, "")).says, ConsoleSays::NotRead);
    }

    /// As `host/ssh` has it in its fault.
    fn evidence(key: &HostKey) -> String {
        format!("{}\n{}", key.fingerprint, key.kind)
    }

    #[test]
    fn a_shown_key_is_read_from_its_fault_with_its_kind_or_without() {
        let unknown = |detail: &str| Fault::person(Code::HostKeyUnknown, Remedy::ConfirmHostKey, detail);
        let a = key(KeyKind::Ed25519, "a");
        assert_eq!(HostKey::shown(&unknown(&evidence(&a))), Some(a.clone()));
        let bare = HostKey { kind: KeyKind::Other, ..a.clone() };
        assert_eq!(HostKey::shown(&unknown(a.fingerprint.as_str())), Some(bare));
        assert_eq!(HostKey::shown(&Fault { code: Code::HostKeyChanged, ..unknown(&evidence(&a)) }), None);
    }
}
