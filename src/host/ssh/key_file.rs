//! A key file as people have it: with a byte order mark, Windows' line ends, or no key at all. What is no private key is told as what it
//! is, by its path; nothing of its content is told.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use russh::keys::{PrivateKey, decode_secret_key};

use super::key_place::check_permissions;
use crate::engine::fault::{Code, Fault, Remedy};

/// More than any key has.
const MOST: u64 = 64 << 10;
/// How many files of a directory are looked into for a key, and how many of those that are one are told.
const LOOKED_INTO: usize = 200;
const TOLD: usize = 5;
/// The only cipher of the old PEM form that russh reads; `openssl` and old `ssh-keygen` know others.
const OLD_CIPHER: &str = "DEK-Info: AES-128-CBC,";

/// A file with a private key in it, open or locked.
pub(super) struct KeyFile {
    pub(super) path: PathBuf,
    text: String,
    form: Form,
}

/// How the key in it stands.
pub(super) enum State {
    Open(Arc<PrivateKey>),
    /// It wants a passphrase.
    Locked,
    /// It is damaged, or of a form that russh does not read.
    Unread,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Pem,
    Putty,
}

/// What a file is that was named as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Private(Form),
    Public,
    NoKey,
}

impl KeyFile {
    /// Reads the file that was named.
    ///
    /// # Errors
    /// Which of the things it is that are no usable private key.
    pub(super) fn read(path: PathBuf) -> Result<Self, Fault> {
        let found = std::fs::metadata(&path).map_err(|error| absent(&path, &error))?;
        if found.is_dir() {
            return Err(told(Code::KeyDirectory, Remedy::NameKeyFile, &path, &keys_in(&path)));
        }
        if !found.is_file() || found.len() > MOST {
            return Err(told(Code::KeyAbsent, Remedy::NameKeyFile, &path, &[]));
        }
        let text = plain(&std::fs::read(&path).map_err(|error| unreadable(&path, &error))?);
        match kind(&text) {
            Kind::Private(form) => check_permissions(&path, &found).map(|()| Self { path, text, form }),
            Kind::Public => Err(told(Code::KeyPublic, Remedy::NamePrivateHalf, &path, &private_halves(&path))),
            Kind::NoKey => Err(told(Code::KeyAbsent, Remedy::NameKeyFile, &path, &[])),
        }
    }

    /// How the key in it stands.
    pub(super) fn state(&self) -> State {
        match decode_secret_key(&self.text, None) {
            Ok(key) => State::Open(Arc::new(key)),
            Err(_) if self.is_locked() => State::Locked,
            Err(_) => State::Unread,
        }
    }

    /// The key, with a passphrase that fits.
    pub(super) fn unlocked(&self, passphrase: &str) -> Result<PrivateKey, russh::keys::Error> {
        decode_secret_key(&self.text, Some(passphrase))
    }

    /// Its public half, where a locked file has it in the open.
    pub(super) fn public(&self) -> Option<russh::keys::PublicKey> {
        PrivateKey::from_openssh(&self.text).ok().map(|key| key.public_key().clone())
    }

    /// A key that cannot be read with any passphrase.
    pub(super) fn unread(&self) -> Fault {
        match self.form {
            Form::Pem => told(Code::KeyFormat, Remedy::RewriteKey, &self.path, &[]),
            Form::Putty => told(Code::KeyPutty, Remedy::ConvertKey, &self.path, &[]),
        }
    }

    fn is_locked(&self) -> bool {
        match self.form {
            Form::Putty => !self.text.contains("Encryption: none"),
            Form::Pem if self.text.contains("Proc-Type: 4,ENCRYPTED") => self.text.contains(OLD_CIPHER),
            Form::Pem => {
                self.text.contains("BEGIN ENCRYPTED PRIVATE KEY")
                    || PrivateKey::from_openssh(&self.text).is_ok_and(|key| key.is_encrypted())
            }
        }
    }
}

/// Bytes as the lines that the key's readers want: no mark, no `\r`, nothing around a line. PowerShell's `>` writes UTF-16.
fn plain(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?))).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => String::from_utf8_lossy(rest).into_owned(),
    };
    text.lines().map(|line| format!("{}\n", line.trim())).collect()
}

fn kind(text: &str) -> Kind {
    const PUBLIC: [&str; 6] = ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "---- BEGIN SSH2 PUBLIC KEY", "-----BEGIN PUBLIC KEY"];
    let first = text.trim_start();
    if first.starts_with("PuTTY-User-Key-File-") {
        return Kind::Private(Form::Putty);
    }
    let begins = |line: &str| line.starts_with("-----BEGIN ") && line.contains("PRIVATE KEY-----");
    match text.lines().any(begins) {
        true => Kind::Private(Form::Pem),
        false if PUBLIC.iter().any(|start| first.starts_with(start)) => Kind::Public,
        false => Kind::NoKey,
    }
}

/// The path, and below it what else is to be shown.
fn told(code: Code, remedy: Remedy, path: &Path, more: &[String]) -> Fault {
    let lines: Vec<String> = std::iter::once(path.display().to_string()).chain(more.iter().cloned()).collect();
    Fault::person(code, remedy, lines.join("\n"))
}

fn absent(path: &Path, error: &std::io::Error) -> Fault {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    match error.kind() {
        NotFound | NotADirectory => {
            let beside = path.parent().map(keys_in).unwrap_or_default();
            told(Code::KeyMissing, Remedy::CheckKeyPath, path, &beside)
        }
        _ => unreadable(path, error),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Fault {
    told(Code::KeyUnreadable, Remedy::TakeKey, path, &[error.to_string()])
}

/// The private halves that a public key may mean: its own file, else whatever lies beside it.
fn private_halves(public: &Path) -> Vec<String> {
    let own = public.with_extension("");
    if public.extension().is_some_and(|end| end == "pub") && is_private(&own) {
        return vec![own.display().to_string()];
    }
    public.parent().map(keys_in).unwrap_or_default()
}

/// The files in a directory that hold a private key.
fn keys_in(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.take(LOOKED_INTO).map(|entry| entry.path()).collect();
    files.sort();
    files.iter().filter(|file| is_private(file)).take(TOLD).map(|file| file.display().to_string()).collect()
}

fn is_private(path: &Path) -> bool {
    let small = std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= MOST);
    let mut bytes = Vec::new();
    let read = small && std::fs::File::open(path).is_ok_and(|file| file.take(MOST).read_to_end(&mut bytes).is_ok());
    read && matches!(kind(&plain(&bytes)), Kind::Private(_))
}

#[cfg(test)]
#[path = "key_file_tests.rs"]
mod tests;
