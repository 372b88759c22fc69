//! Why a command ended before it began, in words and as an exit code.

use std::net::SocketAddr;
use std::process::ExitCode;

use crate::cli::site::NoSite;
use crate::engine::fault::Fault;
use crate::headless::{self, Exit};
use crate::journal::JournalError;
use crate::practice::{Scenario, ScenarioProblem, StoreProblem};
use crate::site::{Region, Site, SiteName};
use crate::text::{About, Words};

/// Why nothing was begun.
pub(super) enum Refusal {
    Site(NoSite),
    Journal(JournalError),
    /// The file says something else of what the journal still holds.
    OtherSite {
        old: Box<Site>,
        keys: String,
    },
    /// Another region is named than the one in which the site was made: there, nothing of it would be seen.
    OtherRegion {
        old: Box<Site>,
        new: Region,
    },
    /// Nothing in AWS bears the tag of a site of this name, as far as was read: its zones, and these regions.
    NowhereInAws {
        name: SiteName,
        read: Vec<Region>,
    },
    Fault(Fault),
    /// AWS could not be asked for a site that only it may know.
    NotAsked {
        fault: Fault,
        site: Box<Site>,
    },
    /// There is no such practice world.
    World(ScenarioProblem),
    /// What is kept of a practice world cannot be used.
    Store(StoreProblem),
    /// The practice world's AWS could not be served there.
    Listen {
        address: SocketAddr,
        why: String,
    },
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StoreProblem> for Refusal {
    fn from(problem: StoreProblem) -> Self {
        Self::Store(problem)
    }
}

impl Refusal {
    /// The same in a practice world, where another command mends the journal.
    pub(super) fn mended_by(self, command: &str) -> Self {
        match self {
            Self::Journal(error) => Self::Journal(error.mended_by(command)),
            other => other,
        }
    }

    /// What is wrong, for the person.
    pub(super) fn message(&self, words: &Words) -> String {
        match self {
            Self::Site(no_site) => no_site.message(words),
            Self::Journal(error) => words.journal_error(error),
            Self::OtherSite { old, keys } => {
                let (fqdn, region) = (old.fqdn().to_string(), old.region.to_string());
                words.with("headless-other-site", &[("site", &old.name), ("fqdn", &fqdn), ("region", &region), ("keys", keys)])
            }
            Self::OtherRegion { old, new } => {
                words.with("headless-other-region", &[("fqdn", &old.fqdn()), ("region", &old.region), ("new", new)])
            }
            Self::NowhereInAws { name, read } => {
                let read = read.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                words.with("headless-nowhere-in-aws", &[("name", name), ("regions", &read)])
            }
            Self::Fault(fault) => words.fault_line(fault),
            Self::NotAsked { fault, site } => {
                let remedy = words.fault(fault, &About::of(site)).remedy.map(|remedy| format!("\n→ {remedy}"));
                words.fault_line(fault) + &remedy.unwrap_or_default()
            }
            Self::World(ScenarioProblem::Unknown(name)) => {
                words.with("practice-no-world", &[("name", name), ("worlds", &Scenario::names().join(", "))])
            }
            Self::World(problem @ ScenarioProblem::Malformed { .. }) => problem.to_string(),
            Self::Store(problem) => words.with(&format!("practice-store-{}", problem.code()), &[("detail", problem)]),
            Self::Listen { address, why } => words.with("practice-listen", &[("address", address), ("why", why)]),
        }
    }

    /// What was typed or written wrongly is wrong usage; a lock held by another Landfall is the person's to wait out; everything
    /// else is a failure.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Site(NoSite::Journal(JournalError::Locked { .. })) | Self::Journal(JournalError::Locked { .. }) => Exit::Person,
            Self::Store(StoreProblem::Locked) => Exit::Person,
            Self::Site(NoSite::Journal(_)) | Self::Journal(_) | Self::Store(_) | Self::Fault(_) | Self::NotAsked { .. } => Exit::Failed,
            Self::World(ScenarioProblem::Malformed { .. }) => Exit::Failed,
            Self::Site(_)
            | Self::OtherSite { .. }
            | Self::OtherRegion { .. }
            | Self::NowhereInAws { .. }
            | Self::World(ScenarioProblem::Unknown(_))
            | Self::Listen { .. } => Exit::Usage,
        }
    }

    /// Says so on standard error, and as the last line of `--json`; returns the exit code.
    pub(super) fn report(&self, words: &Words, json: bool) -> ExitCode {
        let (message, exit) = (self.message(words), self.exit() as u8);
        eprintln!("landfall: {message}");
        if json {
            headless::ended_early("refused", &message, exit);
        }
        ExitCode::from(exit)
    }
}
