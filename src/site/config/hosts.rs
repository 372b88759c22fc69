//! The hosts of the site's names: `hosts`, the canonical one first, or `host`, which is a list of one.

use super::reader::Section;
use super::{ConfigError, ConfigProblem};
use crate::site::{DomainName, Host, Site};

/// As many as a site may have: each is in the certificate, and ACM lets one have ten names unless more are asked for (ACM User Guide,
/// "Quotas", read on 2026-11-29).
const MOST: usize = 10;
/// What nobody calls a host within their domain: whatever ends so was meant as a whole name.
const TOP_LEVEL: [&str; 4] = ["com", "net", "org", "kr"];

/// The key that tells them.
pub(super) fn key(top: &Section) -> &'static str {
    if top.get("hosts").is_some() { "hosts" } else { "host" }
}

/// Those that stand there, in their order; none where neither key does.
pub(super) fn told(top: &Section) -> Result<Vec<Host>, ConfigError> {
    let one: Option<Host> = top.parsed("host")?;
    if top.get("hosts").is_none() {
        return Ok(one.into_iter().collect());
    }
    if one.is_some() {
        return Err(top.problem("hosts", ConfigProblem::HostToo));
    }
    listed(top)
}

fn listed(top: &Section) -> Result<Vec<Host>, ConfigError> {
    let mut hosts: Vec<Host> = Vec::new();
    for entry in top.list("hosts")? {
        let host = entry.parsed()?;
        if hosts.contains(&host) {
            return Err(entry.problem(ConfigProblem::HostTwice));
        }
        hosts.push(host);
    }
    match hosts.len() {
        0 => Err(top.problem("hosts", ConfigProblem::NoHosts)),
        1..=MOST => Ok(hosts),
        _ => Err(top.problem("hosts", ConfigProblem::ManyHosts)),
    }
}

/// Each is what stands in front of the domain. A whole name is none: of another domain it would be no name of the site's, and of this one
/// it would stand there twice.
pub(super) fn check(top: &Section, site: &Site) -> Result<(), ConfigError> {
    let whole = |host: &Host| host.to_string().parse::<DomainName>().is_ok_and(|name| is_whole(&name, &site.domain));
    let listed = if top.get("hosts").is_some() { top.list("hosts")? } else { Vec::new() };
    match listed.iter().zip(site.hosts()).find(|(_, host)| whole(host)) {
        Some((entry, _)) => Err(entry.problem(ConfigProblem::HostIsName { domain: site.domain.clone() })),
        None => Ok(()),
    }
}

fn is_whole(name: &DomainName, domain: &DomainName) -> bool {
    name.is_within(domain) || name.as_str().rsplit_once('.').is_some_and(|(_, last)| TOP_LEVEL.contains(&last))
}
