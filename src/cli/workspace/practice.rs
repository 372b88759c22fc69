//! The wizard's workspace in practice.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;

use super::files::SiteFiles;
use super::logs::Logs;
use super::sites::{fresh, known_sites, scouted, unreadable};
use crate::cli::intent::seed;
use crate::cli::practice::{ports, typed};
use crate::cli::session::{open, same_site};
use crate::cloud;
use crate::driver::Ports;
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::engine::goal::{Goal, RunOptions};
use crate::journal::JournalError;
use crate::ports::{Clock, Errands, Secrets};
use crate::practice::ports::{Endpoint, InProcess, Serving};
use crate::practice::{ACCOUNT, PracticeErrands, PracticeRemote, RESOLVER, ROOT, Scenario, Simulator};
use crate::site::config::{self, Overrides};
use crate::site::{Host, Site, SiteName};
use crate::text::Words;
use crate::ui::workspace::{AccountInfo, AccountQuery, Draft, Files, Found, KnownProfile, LoggedServer, ServerLogs, Workspace};

/// A world inside the process.
pub struct PracticeWorkspace {
    world: Scenario,
    stage: Simulator,
    files: SiteFiles,
    /// Where every run's chance begins; `None`: each somewhere else.
    seed: Option<u128>,
    /// The world's AWS over HTTP, as long as the screens are open.
    _serving: Option<Serving>,
}

impl PracticeWorkspace {
    /// The screens over this world, their files in `dir`.
    pub fn new(world: Scenario, stage: Simulator, dir: PathBuf) -> Self {
        Self { world, stage, files: SiteFiles::new(dir.join("landfall.toml"), dir), seed: None, _serving: None }
    }

    /// The same, with the world's AWS served over HTTP meanwhile.
    pub(in crate::cli) fn serving(mut self, serving: Option<Serving>) -> Self {
        self._serving = serving;
        self
    }

    /// The same, with runs that all take the same chances, so that they can be repeated.
    pub fn seeded(mut self, seed: u128) -> Self {
        self.seed = Some(seed);
        self
    }
}

impl Drop for PracticeWorkspace {
    fn drop(&mut self) {
        // The time that passed since the last change is kept too.
        if let Err(problem) = self.stage.play(|_| Ok::<_, ()>(())) {
            tracing::debug!(%problem, "the time was not kept");
        }
    }
}

#[async_trait]
impl Workspace for PracticeWorkspace {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.stage.computer())
    }

    fn errands(&self) -> Arc<dyn Errands> {
        Arc::new(PracticeErrands::new(self.stage.clone()))
    }

    fn place(&self) -> &'static str {
        "practice"
    }

    fn found(&self, words: &Words) -> Found {
        let text = std::fs::read_to_string(&self.files.file).ok();
        let in_file =
            text.map(|text| config::parse(&text, &Overrides::default()).map_err(|error| words.config_error(&self.files.file, &error)));
        let here = in_file.as_ref().and_then(|read| read.as_ref().ok()).map(|site| site.name.clone());
        let known = known_sites(&self.files.dir).into_iter().filter(|site| Some(&site.name) != here.as_ref()).collect();
        let site = self.world.site();
        let usual = site.map(|site| Draft {
            profile: String::new(),
            region: site.region.to_string(),
            server: String::new(),
            user: site.server.user.to_string(),
            key: site.server.key.as_ref().map(|key| key.display().to_string()).unwrap_or_default(),
            domain: site.domain.to_string(),
            host: site.hosts().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            name: site.name.to_string(),
        });
        let usual = usual.unwrap_or_default();
        // Practice has one, and nothing is signed in with it.
        let (name, account, region) = ("practice".to_owned(), Some(ACCOUNT.to_owned()), Some(usual.region.clone()));
        let profiles = vec![KnownProfile { name, account, region }];
        let fresh = here.is_some_and(|name| fresh(&self.files.dir, &name));
        let draft = self.files.draft();
        let mend = typed(&self.world.name, "repair");
        let shown = |(name, error): (SiteName, JournalError)| format!("{name}: {}", words.journal_error(&error.mended_by(&mend)));
        let unreadable = unreadable(&self.files.dir).into_iter().map(shown).collect();
        Found { file: String::new(), in_file, fresh, known, unreadable, draft, usual, profiles }
    }

    fn files(&self) -> &dyn Files {
        &self.files
    }

    async fn account(&self, query: &AccountQuery) -> Result<AccountInfo, Fault> {
        let nobody = || Fault::internal("no site to look with");
        let (name, domain) = ("scout".parse().map_err(|_| nobody())?, "landfall.invalid".parse().map_err(|_| nobody())?);
        let site = Site::with_defaults(name, domain, Host::Apex, query.region.clone());
        let _hold = self.stage.clock().hold();
        let client = InProcess::new(Endpoint::new(self.stage.clone()));
        scouted(&cloud::over(client, &site, self.clock())).await
    }

    fn logs(&self, server: LoggedServer, _: Arc<dyn Secrets>) -> Box<dyn ServerLogs> {
        Box::new(Logs::new(PracticeRemote::new(self.stage.clone()), server))
    }

    fn open(&self, site: &Site, goal: Goal, secrets: Arc<dyn Secrets>, words: &Arc<Words>) -> Result<(Engine, Ports), String> {
        let mut site = site.clone();
        site.net.resolver = Some(RESOLVER);
        site.net.roots = vec![ROOT];
        let begun = open(&self.files.dir, &site.name, goal).and_then(|(journal, ledger)| {
            same_site(&site, &ledger, goal)?;
            Ok((journal, ledger))
        });
        let mend = typed(&self.world.name, "repair");
        let (journal, ledger) = begun.map_err(|refusal| refusal.mended_by(&mend).message(words))?;
        let ports = ports(&self.stage, &site, journal, secrets);
        let options = RunOptions {
            goal,
            wait: None,
            sign_in: None,
            trust_delegation: false,
            regions: Vec::new(),
            seed: self.seed.unwrap_or_else(seed),
        };
        Ok((Engine::new(site, options, ledger), ports))
    }
}
