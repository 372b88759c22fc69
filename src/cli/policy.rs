//! `landfall policy`: what is to be pasted into IAM. Needs no site and no AWS.

use crate::cli::args::{Common, PolicyCommand};
use crate::cli::site;
use crate::cloud::allowance::{Scope, policy};
use crate::cloud::partition::Partition;
use crate::journal;
use crate::site::config::Overrides;

/// The policy that is asked for, as text with a line end.
pub(super) fn asked(common: &Common, asked: &PolicyCommand) -> String {
    let scope = match (asked.read_only, asked.with_server) {
        (true, _) => Scope::ReadOnly,
        (false, true) => Scope::WithServer,
        (false, false) => Scope::Guide,
    };
    policy(scope, asked.partition.unwrap_or_else(|| partition(common)))
}

/// That of the site's region, where there is a site; else of the environment's.
fn partition(common: &Common) -> Partition {
    let env = |key: &str| std::env::var(key).ok();
    let site = journal::state_dir(|key| std::env::var_os(key)).ok().and_then(|dir| site::find(common, &dir).ok());
    let region = site.map(|site| site.region.to_string()).or_else(|| Overrides::from_env(env).region);
    region.map_or(Partition::Usual, |region| Partition::of(&region))
}
