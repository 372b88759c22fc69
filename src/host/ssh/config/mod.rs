//! What `~/.ssh/config` says of an alias, after ssh_config(5) of OpenSSH 9.2: `Host`, `Match` of names and users, `Include`, and of the
//! rest what Landfall connects with. Nothing that stands there is ever run.
//!
//! Own code, since no crate was good enough on 2026-11-30: ssh2-config 0.9.0 knows no `Match` and no line to name, and russh-config 0.58.0
//! neither `Include` nor `Match`, whose lines it gives to the `Host` before. Here the real `ssh -G` is the measure (`tests.rs`).

mod answer;
mod matching;
mod statement;
mod walk;

use std::net::{IpAddr, ToSocketAddrs};
use std::path::Path;

use crate::sanitize::cleaned;
use crate::site::config::AskedAlias;
use crate::site::{SshAlias, SshHost, SshProblem, UserName};
use walk::Walk;

pub(super) use answer::{Local, Told};

/// ssh's own default.
const PORT: u16 = 22;

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

/// Where the alias leads: what `[server]` of landfall.toml takes from it where it is silent. The name is looked up unless that has an
/// `address` of its own.
///
/// # Errors
/// As of [`told`]; and the name has no address, or the user none that we take.
pub(super) fn ssh_host(local: &Local, asked: AskedAlias) -> Result<SshHost, SshProblem> {
    let AskedAlias { alias, has_address, has_user } = asked;
    let told = told(local, &alias)?;
    let user =
        told.user.as_deref().filter(|_| !has_user).map(|user| user.parse::<UserName>().map_err(|_| SshProblem::BadUser(cleaned(user))));
    let address = match &told.host_name {
        Some(name) if !has_address => Some(address_of(name)?),
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

#[cfg(test)]
mod tests;
