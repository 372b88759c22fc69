//! One Landfall a site: a file lock that the system frees when the process dies, however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::JournalError;

/// The lock, held until dropped. The file stays: removing it would let two processes lock two files of one name.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held, not used: closing it frees the lock")] File);

impl Lock {
    /// Takes the lock and writes our pid into the file.
    pub(super) fn take(path: &Path) -> Result<Self, JournalError> {
        let io = |e: std::io::Error| JournalError::io(path, &e);
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).clone();
        let mut file = options.open(path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => sign(&mut file).map_err(io)?,
            Err(TryLockError::WouldBlock) => return Err(JournalError::Locked { pid: holder(&mut file) }),
            Err(TryLockError::Error(e)) => return Err(io(e)),
        }
        Ok(Self(file))
    }
}

fn sign(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
