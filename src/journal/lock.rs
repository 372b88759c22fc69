//! One Landfall a site: a file lock that the system frees when the process dies, however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use super::problem::JournalError;

/// How long a lock is waited for before it is called held: the holder may have just ended, and the system still be at it. (A child
/// that it started keeps the lock too until its own program begins.)
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// The lock, held until dropped. The file stays: removing it would let two processes lock two files of one name.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held, not used: closing it frees the lock")] File);

impl Lock {
    /// Takes the lock and writes our pid into the file. Blocks for a second while another has it.
    pub(super) fn take(path: &Path) -> Result<Self, JournalError> {
        let end = Instant::now() + PATIENCE;
        Self::take_after(path, || {
            std::thread::sleep(PAUSE);
            Instant::now() < end
        })
    }

    /// The same; `again` waits for a moment and says whether to try once more.
    pub(super) fn take_after(path: &Path, mut again: impl FnMut() -> bool) -> Result<Self, JournalError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(libc::O_NOFOLLOW);
        let mut file = options.open(path).map_err(|e| JournalError::io(path, &e))?;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if again() => {}
                Err(TryLockError::WouldBlock) => return Err(JournalError::Locked { pid: holder(&mut file) }),
                Err(TryLockError::Error(e)) => return Err(JournalError::io(path, &e)),
            }
        }
        sign(&mut file).map_err(|e| JournalError::io(path, &e))?;
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
