//! Where domains are bought, and where their DNS runs, from `assets/registrars/*.toml`. Adding one needs a file, no code.
//!
//! Name servers tell who runs a domain's DNS, not where it was bought: only of some is it likely that both are one.

mod file;
mod pattern;
mod registrar;
mod sure;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Language;
use crate::engine::op::net;
use crate::engine::queries::{delegation, registration};
use crate::engine::state::World;
use crate::site::DomainName;

pub use registrar::{Addresses, Line, Registrar, Way};

/// The registrar of whom nothing special is known.
pub const OTHER: &str = "other";

/// All that is known, by id.
pub fn registrars() -> &'static BTreeMap<String, Registrar> {
    static ALL: LazyLock<BTreeMap<String, Registrar>> = LazyLock::new(file::read);
    &ALL
}

/// Those whose form is known, as they are listed: in Korean the Korean ones first; [`OTHER`] last.
pub fn listed(language: Language) -> Vec<&'static Registrar> {
    let mut all: Vec<&Registrar> = registrars().values().filter(|registrar| !registrar.steps.is_empty()).collect();
    all.sort_by_key(|registrar| {
        let name = registrar.name.in_language(language);
        (registrar.id == OTHER, language == Language::Ko && name.starts_with(|c: char| c.is_ascii()), name.to_lowercase())
    });
    all
}

/// Where the site's domain was bought, as its registry tells, or else was most likely bought; [`OTHER`] where nothing tells.
pub fn of_site(world: &World) -> Option<&'static Registrar> {
    let found = match sold_by(world) {
        Some(told) => registrars().values().find(|registrar| registrar.called.is(told)),
        None => former(world).into_iter().find_map(likely),
    };
    found.or_else(|| registrars().get(OTHER))
}

/// Whom the registry names as the one that the domain was bought from, or through.
pub fn sold_by(world: &World) -> Option<&net::Registrar> {
    registration::known(world)?.registrar.as_ref()
}

/// Who runs the site's DNS, or did before it was handed over: that tells nothing certain of where the domain was bought.
pub fn dns_of_site(world: &World) -> Option<&'static Registrar> {
    former(world).into_iter().find_map(host_of_dns)
}

/// The name servers from before the hand-over, as they were kept or, where nothing was yet, as the registry names them.
fn former(world: &World) -> [&[DomainName]; 2] {
    let parent = delegation::observed(world).map(|seen| seen.name_servers.as_slice()).unwrap_or_default();
    [&world.ledger.old_name_servers, parent]
}

/// Where a domain with these name servers was most likely bought.
fn likely(servers: &[DomainName]) -> Option<&'static Registrar> {
    registrars().values().find(|registrar| registrar.likely && registrar.serves(servers))
}

/// Whose these name servers are.
fn host_of_dns(servers: &[DomainName]) -> Option<&'static Registrar> {
    registrars().values().find(|registrar| registrar.serves(servers))
}

#[cfg(test)]
mod tests;
