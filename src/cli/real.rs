//! A command on a real site: its file or its journal, AWS, the server and the public internet.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::args::Common;
use crate::cli::intent::Intent;
use crate::cli::lost::{self, Lost};
use crate::cli::refusal::Refusal;
use crate::cli::session::{open, run, same_site};
use crate::cli::{machine, site};
use crate::clock::SystemClock;
use crate::driver::Ports;
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::headless::{Task, TerminalSecrets};
use crate::ports::{Clock, Cloud, Journal, Secrets, WhoisExchange};
use crate::site::config::Typed;
use crate::site::{Host, Region, Site, SiteName};
use crate::text::Words;
use crate::{cloud, host, journal, net};

/// Runs what is meant on the site that the arguments name.
pub(super) async fn command(common: &Common, intent: Intent, words: &Arc<Words>) -> Result<ExitCode, Refusal> {
    let Intent { goal, manner, .. } = &intent;
    let dir = journal::state_dir(|key| std::env::var_os(key)).map_err(Refusal::Journal)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let mut site = whole_site(common, &dir, manner.task, &clock, words).await?;
    let (journal, ledger) = open(&dir, &site.name, *goal)?;
    if manner.task == Task::Down && ledger.site.is_none() && site::leaves_region_open(common) {
        site = where_it_was_made(site, &clock, words).await;
    }
    same_site(&site, &ledger, *goal)?;
    let cloud: Arc<dyn Cloud> = Arc::new(cloud::connect(&site, Arc::clone(&clock)));
    let secrets = Arc::new(TerminalSecrets::new(Arc::clone(words), manner.interactive));
    let ports = ports(&site, secrets, cloud, clock, journal).map_err(Refusal::Fault)?;
    let machine = machine::of(&site, &dir);
    let options = intent.options(site::regions(&site.region));
    let engine = Engine::new(site, options, ledger).on(machine);
    Ok(run(engine, ports, intent.manner, None, words).await?)
}

async fn whole_site(common: &Common, dir: &Path, task: Task, clock: &Arc<dyn Clock>, words: &Words) -> Result<Site, Refusal> {
    match site::find(common, dir) {
        Err(site::NoSite::Unknown(name)) if matches!(task, Task::Down | Task::Status) => by_tag(name, task, common, clock, words).await,
        found => found.map_err(Refusal::Site),
    }
}

/// A site without a journal, whose region is only what this shell says: AWS may tell where it was made. That it could not be asked is told by
/// the run that follows.
async fn where_it_was_made(site: Site, clock: &Arc<dyn Clock>, words: &Words) -> Site {
    let told = lost::made_in(&cloud::connect(&site, Arc::clone(clock)), &site).await;
    match told.ok().flatten().filter(|told| *told != site.region) {
        Some(region) => {
            eprintln!("landfall: {}", words.with("headless-found-in-region", &[("region", &region)]));
            Site { region, ..site }
        }
        None => site,
    }
}

/// Asked where nothing names a region: the zone's tag tells the true one, and Route 53 is the same everywhere.
const ANY: &str = "us-east-1";

async fn by_tag(name: SiteName, task: Task, common: &Common, clock: &Arc<dyn Clock>, words: &Words) -> Result<Site, Refusal> {
    let Typed { profile, region: typed } = common.typed();
    let unknown = || Refusal::Site(site::NoSite::Unknown(name.clone()));
    // A profile that is not chosen names a region to begin with, where nothing else does.
    let in_profiles = || cloud::Profiles::read().ok()?.all.into_iter().find_map(|profile| profile.region?.parse().ok());
    let usual = typed.clone().or_else(|| site::usual_region(profile.as_deref())?.parse().ok());
    // What bills is looked for though this shell knows of no AWS: only AWS can say that there is nothing.
    let any = || ANY.parse().ok().filter(|_| task == Task::Down);
    let region: Region = usual.or_else(in_profiles).or_else(any).ok_or_else(unknown)?;
    let Ok(domain) = Site::NO_DOMAIN.parse() else { return Err(unknown()) };
    let mut nameless = Site { profile, ..Site::with_defaults(name.clone(), domain, Host::Apex, region.clone()) };
    // Nobody told how to reach the server, so what lies on it is left.
    nameless.server.manage = false;
    eprintln!("landfall: {}", words.with("headless-by-tag", &[("name", &name)]));
    let cloud = |site: &Site| -> Arc<dyn Cloud> { Arc::new(cloud::connect(site, Arc::clone(clock))) };
    let others = site::regions(&region);
    let site = Box::new(nameless.clone());
    let lost = Lost { site: nameless, stays: typed.is_some(), others };
    match lost.found(&cloud).await.map_err(|fault| Refusal::NotAsked { fault, site })? {
        Ok(site) => {
            eprintln!("landfall: {}", words.get("headless-found-by-tag"));
            if site.region != region {
                eprintln!("landfall: {}", words.with("headless-found-in-region", &[("region", &site.region)]));
            }
            Ok(site)
        }
        Err(read) => Err(Refusal::NowhereInAws { name, read }),
    }
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
    // Whoever has a DNS of their own is in no network in which registries and public resolvers answer.
    let whois: Option<Arc<dyn WhoisExchange>> =
        if site.net.roots.is_empty() && site.net.resolver.is_none() { Some(Arc::new(net::NetworkWhois)) } else { None };
    let internet = net::PublicInternet::new(Arc::new(net::NetworkDns), probe, whois, site.net.roots.clone(), site.net.resolver);
    let host = Arc::new(host::RemoteServer::new(remote, site.name.clone()).asking(secrets));
    Ok(Ports { cloud, host, internet: Arc::new(internet), clock, journal })
}
