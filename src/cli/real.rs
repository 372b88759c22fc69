//! A command on a real site: its file or its journal, AWS, the server and the public internet.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::args::Common;
use crate::cli::intent::Intent;
use crate::cli::refusal::Refusal;
use crate::cli::session::{open, run, same_site};
use crate::cli::{lost, machine, site};
use crate::clock::SystemClock;
use crate::driver::Ports;
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::headless::{Task, TerminalSecrets};
use crate::ports::{Clock, Cloud, Journal, Secrets};
use crate::site::config::Typed;
use crate::site::{Host, Site, SiteName};
use crate::text::Words;
use crate::{cloud, host, journal, net};

/// Runs what is meant on the site that the arguments name.
pub(super) async fn command(common: &Common, intent: Intent, words: &Arc<Words>) -> Result<ExitCode, Refusal> {
    let Intent { goal, manner, .. } = &intent;
    let dir = journal::state_dir(|key| std::env::var_os(key)).map_err(Refusal::Journal)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let site = whole_site(common, &dir, manner.task, &clock, words).await?;
    let (journal, ledger) = open(&dir, &site.name, *goal)?;
    same_site(&site, &ledger, *goal)?;
    let cloud: Arc<dyn Cloud> = Arc::new(cloud::connect(&site, Arc::clone(&clock)));
    let secrets = Arc::new(TerminalSecrets::new(Arc::clone(words), manner.interactive));
    let ports = ports(&site, secrets, cloud, clock, journal).map_err(Refusal::Fault)?;
    let machine = machine::of(&site, &dir);
    let engine = Engine::new(site, intent.options(), ledger).on(machine);
    Ok(run(engine, ports, intent.manner, None, words).await?)
}

async fn whole_site(common: &Common, dir: &Path, task: Task, clock: &Arc<dyn Clock>, words: &Words) -> Result<Site, Refusal> {
    match site::find(common, dir) {
        Err(site::NoSite::Unknown(name)) if matches!(task, Task::Down | Task::Status) => by_tag(name, common, clock, words).await,
        found => found.map_err(Refusal::Site),
    }
}

async fn by_tag(name: SiteName, common: &Common, clock: &Arc<dyn Clock>, words: &Words) -> Result<Site, Refusal> {
    let unknown = || Refusal::Site(site::NoSite::Unknown(name.clone()));
    let Typed { profile, region } = common.typed();
    let region = region.or_else(|| site::usual_region(profile.as_deref())?.parse().ok()).ok_or_else(unknown)?;
    let Ok(domain) = "landfall.invalid".parse() else { return Err(unknown()) };
    let mut nameless = Site { profile, ..Site::with_defaults(name.clone(), domain, Host::Apex, region) };
    // Nobody told how to reach the server, so what lies on it is left.
    nameless.server.manage = false;
    eprintln!("landfall: {}", words.with("headless-by-tag", &[("name", &name)]));
    let cloud = cloud::connect(&nameless, Arc::clone(clock));
    let site = lost::found(&cloud, nameless).await.map_err(Refusal::Fault)?.ok_or_else(unknown)?;
    eprintln!("landfall: {}", words.get("headless-found-by-tag"));
    Ok(site)
}

/// The server over SSH.
pub(super) fn remote(secrets: Arc<dyn Secrets>) -> host::ssh::Ssh {
    host::ssh::Ssh::new(host::ssh::default_known_hosts(), secrets)
}

/// The ports of a run in life.
pub(super) fn ports(
    site: &Site,
    secrets: Arc<dyn Secrets>,
    cloud: Arc<dyn Cloud>,
    clock: Arc<dyn Clock>,
    journal: Box<dyn Journal>,
) -> Result<Ports, Fault> {
    let remote = Arc::new(remote(Arc::clone(&secrets)));
    let probe = Arc::new(net::probe(site.net.extra_ca.as_deref())?);
    let internet = net::PublicInternet::new(Arc::new(net::NetworkDns), probe, site.net.roots.clone(), site.net.resolver);
    let host = Arc::new(host::RemoteServer::new(remote, site.name.clone()).asking(secrets));
    Ok(Ports { cloud, host, internet: Arc::new(internet), clock, journal })
}
