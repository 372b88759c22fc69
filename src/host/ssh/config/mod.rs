//! What `~/.ssh/config` says of an alias, after ssh_config(5) of OpenSSH 9.2: `Host`, `Match` of names and users, `Include`, and of the
//! rest what Landfall connects with. Nothing that stands there is ever run.
//!
//! Own code, since no crate was good enough on 2026-11-30: ssh2-config 0.9.0 knows no `Match` and no line to name, and russh-config 0.58.0
//! neither `Include` nor `Match`, whose lines it gives to the `Host` before. Here the real `ssh -G` is the measure (`tests.rs`).

mod matching;
mod statement;
mod walk;

use std::net::{IpAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

use crate::sanitize::cleaned;
use crate::site::{SshAlias, SshHost, SshProblem, UserName};
use statement::Place;
use walk::Walk;

/// ssh's own default.
const PORT: u16 = 22;

/// This machine, as far as ssh_config asks about it.
#[derive(Debug, Clone)]
pub(super) struct Local {
    /// Below it lies `.ssh`.
    pub(super) home: PathBuf,
    pub(super) user: String,
    /// The system's configuration, read after the person's.
    pub(super) system: PathBuf,
}

/// What stands there for one alias: the first value of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) host_name: Option<String>,
    pub(super) user: Option<String>,
    pub(super) port: Option<u16>,
    /// All of them, in their order, with where they stand; `None`: not a word about them.
    identity_files: Option<Vec<(String, Place)>>,
    pub(super) identities_only: Option<bool>,
}

impl Local {
    /// The machine we run on, with this home directory.
    pub(super) fn with_home(home: &Path) -> Self {
        let user = ["USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        Self { home: home.to_owned(), user, system: PathBuf::from("/etc/ssh/ssh_config") }
    }

    fn own(&self) -> PathBuf {
        self.home.join(".ssh/config")
    }
}

/// What the person's and the system's files say of the alias.
///
/// # Errors
/// Nobody named it, or what is said of it cannot be followed: with the file and the line.
pub(super) fn told(local: &Local, alias: &SshAlias) -> Result<Told, SshProblem> {
    let mut walk = Walk::new(alias.as_str(), &local.user, &local.home);
    walk.file(&local.own(), &local.home.join(".ssh"), 0)?;
    if !walk.is_named() {
        return Err(SshProblem::NoAlias(cleaned(&local.own().display().to_string())));
    }
    walk.file(&local.system, local.system.parent().unwrap_or(Path::new("/")), 0)?;
    walk.end()
}

/// Where the alias leads: what `[server]` of landfall.toml takes from it where it is silent. The name is looked up unless the file has
/// an `address` of its own.
///
/// # Errors
/// As of [`told`]; and the name has no address, or the user none that we take.
pub(super) fn ssh_host(local: &Local, alias: SshAlias, address_is_told: bool) -> Result<SshHost, SshProblem> {
    let told = told(local, &alias)?;
    let user = told.user.as_deref().map(|user| user.parse::<UserName>().map_err(|_| SshProblem::BadUser(cleaned(user))));
    let address = match &told.host_name {
        Some(name) if !address_is_told => Some(address_of(name)?),
        Some(_) | None => None,
    };
    Ok(SshHost { user: user.transpose()?, port: told.port, address, alias })
}

fn address_of(name: &str) -> Result<IpAddr, SshProblem> {
    if let Ok(address) = name.parse() {
        return Ok(address);
    }
    let found = (name, PORT).to_socket_addrs().map(|all| all.map(|at| at.ip()).collect::<Vec<_>>()).unwrap_or_default();
    let first = found.iter().find(|address| address.is_ipv4()).or(found.first()).copied();
    first.ok_or_else(|| SshProblem::NoAddress(cleaned(name)))
}

impl Told {
    /// The key files, as this connection's host, port and user make them.
    ///
    /// # Errors
    /// A token that we do not know.
    pub(super) fn key_files(&self, local: &Local, alias: &SshAlias, user: &str, port: u16) -> Result<Option<Vec<PathBuf>>, SshProblem> {
        let Some(files) = &self.identity_files else { return Ok(None) };
        let host = self.host_name.as_deref().unwrap_or(alias.as_str());
        let (home, port) = (local.home.display().to_string(), port.to_string());
        let tokens = [('d', home.as_str()), ('h', host), ('n', alias.as_str()), ('p', &port), ('r', user), ('u', &local.user)];
        let named = files.iter().filter(|(text, _)| !text.eq_ignore_ascii_case("none"));
        let path = |(text, place): &(String, Place)| {
            let text = statement::expanded(text, &tokens).ok_or_else(|| SshProblem::BadLine(place.shown()))?;
            Ok(statement::at_home(&text, &local.home))
        };
        named.map(path).collect::<Result<Vec<_>, _>>().map(Some)
    }
}

#[cfg(test)]
mod tests;
