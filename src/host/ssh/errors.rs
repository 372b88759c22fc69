//! What may go wrong with a connection, as faults.

use crate::engine::fault::{Code, Fault};
use crate::engine::op::host::Access;

/// Why a connection ended before it was one.
#[derive(Debug)]
pub(super) enum Refused {
    /// We refused the host key.
    HostKey(Fault),
    Ssh(russh::Error),
}

impl From<russh::Error> for Refused {
    fn from(error: russh::Error) -> Self {
        Self::Ssh(error)
    }
}

/// A fault of a connection that worked before.
pub(super) fn broken(error: &russh::Error) -> Fault {
    Fault::retry(Code::SshLost, error.to_string())
}

/// A server that did not answer in time.
pub(super) fn slow(access: &Access) -> Fault {
    Fault::retry(Code::SshTimeout, format!("{}:{}", access.address, access.port))
}

/// Refused and timed out are told apart; both may be a server that is booting.
pub(super) fn not_connected(access: &Access, error: &russh::Error) -> Fault {
    use std::io::ErrorKind;
    match error {
        russh::Error::ConnectionTimeout => slow(access),
        russh::Error::IO(e) if e.kind() == ErrorKind::ConnectionRefused => Fault::retry(Code::SshRefused, e.to_string()),
        russh::Error::IO(e) if matches!(e.kind(), ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe) => {
            Fault::retry(Code::SshRefused, e.to_string())
        }
        russh::Error::IO(e) => Fault::retry(Code::SshTimeout, e.to_string()),
        other => Fault::retry(Code::SshRefused, other.to_string()),
    }
}
