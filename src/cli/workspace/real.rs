//! The wizard's workspace in life.

use std::sync::Arc;

use async_trait::async_trait;

use super::files::SiteFiles;
use super::logs::Logs;
use super::sites::{fresh, known_sites, scouted, unreadable};
use crate::cli::args::Common;
use crate::cli::intent::seed;
use crate::cli::machine;
use crate::cli::real::{ports, remote};
use crate::cli::refusal::Refusal;
use crate::cli::session::{open, same_site};
use crate::cli::site::{overrides, regions, usual_region};
use crate::clock::SystemClock;
use crate::cloud::{self, Profile, Profiles};
use crate::driver::Ports;
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::engine::goal::{Goal, RunOptions};
use crate::journal::{self, JournalError};
use crate::ports::{Clock, Cloud, Elsewhere, Errands, Secrets};
use crate::site::config::{self, Typed};
use crate::site::{Host, Site, SiteName, UserName};
use crate::text::Words;
use crate::ui::workspace::{AccountInfo, AccountQuery, Draft, Files, Found, KnownProfile, LoggedServer, ServerLogs, Workspace};

/// The person's own account, files and server.
pub struct RealWorkspace {
    files: SiteFiles,
    common: Common,
}

impl RealWorkspace {
    pub(in crate::cli) fn new(common: &Common) -> Result<Self, Refusal> {
        let dir = journal::state_dir(|key| std::env::var_os(key)).map_err(Refusal::Journal)?;
        Ok(Self { files: SiteFiles::new(common.config.clone(), dir), common: common.clone() })
    }

    fn in_file(&self, words: &Words) -> Option<Result<Site, String>> {
        match std::fs::read_to_string(&self.files.file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => Some(Err(format!("{}: {error}", self.files.file.display()))),
            Ok(text) => {
                Some(config::parse(&text, &overrides(&text, &self.common)).map_err(|error| words.config_error(&self.files.file, &error)))
            }
        }
    }

    fn begin(&self, site: &Site, goal: Goal, secrets: Arc<dyn Secrets>) -> Result<(Engine, Ports), Refusal> {
        let (journal, ledger) = open(&self.files.dir, &site.name, goal)?;
        same_site(site, &ledger, goal)?;
        let clock = self.clock();
        let cloud: Arc<dyn Cloud> = Arc::new(cloud::connect(site, Arc::clone(&clock)));
        let ports = ports(site, secrets, cloud, clock, journal)?;
        let (regions, seed) = (regions(&site.region), seed());
        let options = RunOptions { goal, wait: None, sign_in: None, trust_delegation: false, regions, seed };
        let machine = machine::of(site, &self.files.dir);
        Ok((Engine::new(site.clone(), options, ledger).on(machine), ports))
    }
}

/// The profiles that can be signed in with. Where the files cannot be read, whoever signs in says so.
fn profiles() -> Vec<KnownProfile> {
    let Ok(read) = Profiles::read() else { return Vec::new() };
    let known = |p: &Profile| KnownProfile { name: p.name.clone(), account: p.account.clone(), region: p.region.clone() };
    read.usable().map(known).collect()
}

#[async_trait]
impl Workspace for RealWorkspace {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }

    fn errands(&self) -> Arc<dyn Errands> {
        Arc::new(Elsewhere)
    }

    fn place(&self) -> &'static str {
        "life"
    }

    fn found(&self, words: &Words) -> Found {
        let in_file = self.in_file(words);
        let here = in_file.as_ref().and_then(|read| read.as_ref().ok()).map(|site| site.name.clone());
        let known = known_sites(&self.files.dir).into_iter().filter(|site| Some(&site.name) != here.as_ref()).collect();
        let Typed { profile, region } = self.common.typed();
        let profile = profile.or_else(|| std::env::var("AWS_PROFILE").ok().filter(|name| !name.is_empty()));
        let region = region.map(|region| region.to_string()).or_else(|| usual_region(profile.as_deref()));
        let usual = Draft {
            profile: profile.unwrap_or_default(),
            region: region.unwrap_or_else(|| "ap-northeast-2".to_owned()),
            user: UserName::default().to_string(),
            // The bare domain is what many visitors type.
            host: "www, @".to_owned(),
            ..Draft::default()
        };
        let fresh = here.is_some_and(|name| fresh(&self.files.dir, &name));
        let draft = self.files.draft();
        let shown = |(name, error): (SiteName, JournalError)| format!("{name}: {}", words.journal_error(&error));
        let unreadable = unreadable(&self.files.dir).into_iter().map(shown).collect();
        Found { file: self.files.file.display().to_string(), in_file, fresh, known, unreadable, draft, usual, profiles: profiles() }
    }

    fn files(&self) -> &dyn Files {
        &self.files
    }

    async fn account(&self, query: &AccountQuery) -> Result<AccountInfo, Fault> {
        let nobody = || Fault::internal("no site to look with");
        let (name, domain) = ("scout".parse().map_err(|_| nobody())?, "landfall.invalid".parse().map_err(|_| nobody())?);
        let mut site = Site::with_defaults(name, domain, Host::Apex, query.region.clone());
        site.profile.clone_from(&query.profile);
        scouted(&cloud::connect(&site, self.clock())).await
    }

    fn logs(&self, server: LoggedServer, secrets: Arc<dyn Secrets>) -> Box<dyn ServerLogs> {
        Box::new(Logs::new(remote(secrets), server))
    }

    fn open(&self, site: &Site, goal: Goal, secrets: Arc<dyn Secrets>, words: &Arc<Words>) -> Result<(Engine, Ports), String> {
        self.begin(site, goal, secrets).map_err(|refusal| refusal.message(words))
    }
}
