//! Which site: from `landfall.toml`, or by its name from the journal.

use std::path::{Path, PathBuf};

use crate::cli::args::Common;
use crate::cloud::Profiles;
use crate::cloud::partition::Partition;
use crate::engine::state::Ledger;
use crate::host;
use crate::journal::{self, JournalError};
use crate::site::config::{self, ConfigError, Overrides, Typed};
use crate::site::{Region, Site, SiteName};
use crate::text::Words;

/// Why there is no site to work on.
#[derive(Debug)]
pub enum NoSite {
    NoConfig(String),
    Unreadable {
        path: String,
        why: String,
    },
    Config {
        path: PathBuf,
        error: ConfigError,
    },
    /// Neither a file nor a journal; AWS may still know it by its tag.
    Unknown(SiteName),
    Journal(JournalError),
}

/// The site that the person means.
pub fn find(common: &Common, dir: &Path) -> Result<Site, NoSite> {
    match &common.name {
        Some(name) => in_journal(name, dir).map(|site| typed(site, common)),
        None => in_file(&common.config, common),
    }
}

fn in_file(path: &Path, common: &Common) -> Result<Site, NoSite> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => NoSite::NoConfig(shown.clone()),
        _ => NoSite::Unreadable { path: shown.clone(), why: error.to_string() },
    })?;
    config::parse(&text, &overrides(&text, common)).map_err(|error| NoSite::Config { path: path.to_owned(), error })
}

/// Whether neither the file nor what was typed names the region, so that it is the environment's or the profile's.
pub(super) fn leaves_region_open(common: &Common) -> bool {
    let read = |text: String| config::parse(&text, &Overrides { region: None, ..overrides(&text, common) }).is_err();
    common.name.is_none() && std::fs::read_to_string(&common.config).is_ok_and(read)
}

/// What was typed, and what this machine says where the text is silent: its environment, the AWS profile, and `~/.ssh/config`
/// where the text names an alias of it.
pub(super) fn overrides(text: &str, common: &Common) -> Overrides {
    let ssh = config::ssh_alias(text).map(host::ssh::ssh_host);
    let profile = common.typed().profile.or_else(|| config::profile(text));
    Overrides { ssh, typed: common.typed(), region: usual_region(profile.as_deref()) }
}

/// The environment's region, else that of the profile. Profiles that cannot be read are told by whoever signs in with them.
pub(super) fn usual_region(profile: Option<&str>) -> Option<String> {
    let in_environment = Overrides::from_env(|key| std::env::var(key).ok()).region;
    in_environment.or_else(|| Some(Profiles::read().ok()?.region(profile)?.to_owned()))
}

/// The regions that this computer is set up for, in the partition of this one: the environment's and those of all profiles. Each once, the
/// environment's first.
pub(super) fn regions(site: &Region) -> Vec<Region> {
    let in_environment = Overrides::from_env(|key| std::env::var(key).ok()).region;
    let profiles = Profiles::read().map(|read| read.all).unwrap_or_default();
    let named = in_environment.into_iter().chain(profiles.into_iter().filter_map(|profile| profile.region));
    let mut all: Vec<Region> = Vec::new();
    for region in named.filter_map(|name| name.parse::<Region>().ok()) {
        if Partition::of(region.as_str()) == Partition::of(site.as_str()) && !all.contains(&region) {
            all.push(region);
        }
    }
    all
}

/// The site with what was typed.
fn typed(site: Site, common: &Common) -> Site {
    let Typed { profile, region } = common.typed();
    Site { profile: profile.or(site.profile), region: region.unwrap_or(site.region), ..site }
}

fn in_journal(name: &SiteName, dir: &Path) -> Result<Site, NoSite> {
    let records = journal::open_read_only(dir, name).map_err(NoSite::Journal)?;
    let mut ledger = Ledger::default();
    records.iter().flatten().for_each(|record| ledger.apply(record));
    ledger.site.ok_or_else(|| NoSite::Unknown(name.clone()))
}

impl NoSite {
    /// What is wrong, for the person.
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::NoConfig(path) => words.with("headless-no-config", &[("path", path)]),
            Self::Unreadable { path, why } => format!("{path}: {why}"),
            Self::Config { path, error } => words.config_error(path, error),
            Self::Unknown(name) => words.with("headless-no-journal", &[("name", name)]),
            Self::Journal(error) => words.journal_error(error),
        }
    }
}
