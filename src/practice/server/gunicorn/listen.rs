//! Whether an address can be listened at, and where others find it.

use crate::practice::server::systemd::Spawn;
use crate::practice::state::server::ServerState;
use crate::practice::state::server::address::Address;
use crate::practice::state::server::paths::parent;

/// Ports below this are root's.
const FIRST_FREE_PORT: u16 = 1024;

/// Why not, in the system's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    InUse,
    NoSuchAddress,
    NoSuchDirectory,
    Denied,
}

impl Refusal {
    /// What gunicorn prints at each try.
    pub fn messages(self, address: &Address) -> Vec<String> {
        let (first, error) = match self {
            Self::InUse => (Some("Connection in use"), "[Errno 98] Address already in use"),
            Self::NoSuchAddress => (Some("Invalid address"), "[Errno 99] Cannot assign requested address"),
            Self::NoSuchDirectory => (None, "[Errno 2] No such file or directory"),
            Self::Denied => (None, "[Errno 13] Permission denied"),
        };
        let first = first.map(|message| format!("{message}: {address}"));
        first.into_iter().chain([format!("connection to {address} failed: {error}")]).collect()
    }
}

/// Why this process cannot listen there; `None`: it can.
pub fn refusal(server: &ServerState, spawn: &Spawn, address: &Address) -> Option<Refusal> {
    match address {
        Address::Tcp { port, .. } if *port < FIRST_FREE_PORT && spawn.user != "root" => Some(Refusal::Denied),
        Address::Tcp { .. } if server.listened().iter().any(|taken| taken.clashes(address)) => Some(Refusal::InUse),
        Address::Tcp { host, .. } => (!is_here(host)).then_some(Refusal::NoSuchAddress),
        Address::Unix(path) => {
            let dir = parent(path).unwrap_or_default();
            let own = spawn.own_directories.iter().any(|own| own == dir);
            match server.is_dir(dir) {
                _ if own => None,
                false => Some(Refusal::NoSuchDirectory),
                true => (!server.makes_in(&spawn.user, dir)).then_some(Refusal::Denied),
            }
        }
    }
}

/// Whether the machine has this address: its private one is left to AWS, so only those that every machine has count.
fn is_here(host: &str) -> bool {
    host.starts_with("127.") || host.starts_with("172.31.") || matches!(host, "0.0.0.0" | "::" | "::1")
}

/// Where others find what listens there: not in a `/tmp` of its own, but under links that were made to it.
pub fn found_at(spawn: &Spawn, addresses: &[Address]) -> Vec<Address> {
    let links = spawn.links.iter().filter(|(target, _)| addresses.contains(target)).map(|(_, link)| link.clone());
    addresses.iter().map(|address| hidden(spawn, address)).chain(links).collect()
}

fn hidden(spawn: &Spawn, address: &Address) -> Address {
    match (address, &spawn.private_tmp) {
        (Address::Unix(path), Some(place)) if path.starts_with("/tmp/") || path.starts_with("/var/tmp/") => {
            Address::Unix(format!("{place}{path}"))
        }
        _ => address.clone(),
    }
}

impl ServerState {
    /// Every address that something listens at: nginx's, and those of processes.
    pub fn listened(&self) -> Vec<Address> {
        let processes = self.units.values().filter_map(|unit| unit.process.as_ref()).flat_map(|process| process.listens.iter().cloned());
        let nginx = self.nginx_runs().then(|| Address::tcp("0.0.0.0", 80));
        nginx.into_iter().chain(processes).collect()
    }
}
