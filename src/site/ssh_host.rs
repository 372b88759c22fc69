//! An alias of `~/.ssh/config` for the server, and what it leads to.

use std::net::IpAddr;

use super::{SshAlias, UserName};

/// The alias that `[server] ssh_host` names, with what stands there for it: taken where `landfall.toml` itself is silent.
///
/// Two are the same when their alias is: the rest is read anew at every start, and has its effect in the server's own values.
#[derive(Debug, Clone)]
pub struct SshHost {
    pub alias: SshAlias,
    pub user: Option<UserName>,
    pub port: Option<u16>,
    pub address: Option<IpAddr>,
}

impl SshHost {
    /// The alias alone.
    pub fn unread(alias: SshAlias) -> Self {
        Self { alias, user: None, port: None, address: None }
    }
}

impl PartialEq for SshHost {
    fn eq(&self, other: &Self) -> bool {
        self.alias == other.alias
    }
}

impl Eq for SshHost {}

/// Why `~/.ssh/config` cannot be followed. Each has its evidence: a file, a line of it with its number, or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SshProblem {
    /// No `Host` names the alias.
    NoAlias(String),
    /// The way leads over another machine or a command.
    Proxy(String),
    /// Whether these lines are meant hangs on what is not looked at.
    Match(String),
    BadLine(String),
    Unreadable(String),
    /// The host's name leads to no address.
    NoAddress(String),
    BadUser(String),
}

impl SshProblem {
    /// The stable code, the tail of the message id.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoAlias(_) => "ssh-no-alias",
            Self::Proxy(_) => "ssh-proxy",
            Self::Match(_) => "ssh-match",
            Self::BadLine(_) => "ssh-bad-line",
            Self::Unreadable(_) => "ssh-unreadable",
            Self::NoAddress(_) => "ssh-no-address",
            Self::BadUser(_) => "ssh-bad-user",
        }
    }

    /// Its evidence.
    pub fn detail(&self) -> &str {
        match self {
            Self::NoAlias(at)
            | Self::Proxy(at)
            | Self::Match(at)
            | Self::BadLine(at)
            | Self::Unreadable(at)
            | Self::NoAddress(at)
            | Self::BadUser(at) => at,
        }
    }
}
