//! What the wizard needs of whoever opens it: where sites are found and kept, what a session runs over, and whose account it is.
//!
//! Nothing of the wizard itself is used here; `cli` has one workspace for the real world and one for practice.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::driver::Ports;
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::op::cloud::Instance;
use crate::engine::op::host::Access;
use crate::engine::step_id::StepId;
use crate::ports::{Clock, Errands, Secrets};
use crate::site::{Region, Site, SiteName};
use crate::text::Words;

/// What stands behind the screens. Only what returns at once is called on the drawing thread.
#[async_trait]
pub trait Workspace: Send + Sync {
    fn clock(&self) -> Arc<dyn Clock>;

    fn errands(&self) -> Arc<dyn Errands>;

    /// Which world this is, as the tail of the ids of its words (`ui-place-…`).
    fn place(&self) -> &'static str;

    /// The sites that may be opened.
    fn found(&self, words: &Words) -> Found;

    /// What is kept of the sites on this machine, besides their journals.
    fn files(&self) -> &dyn Files;

    /// Whose account this is, and which instances run in it.
    ///
    /// # Errors
    /// A [`Fault`] as the first look of a run would have it.
    async fn account(&self, query: &AccountQuery) -> Result<AccountInfo, Fault>;

    /// The logs of this server.
    fn logs(&self, server: LoggedServer, secrets: Arc<dyn Secrets>) -> Box<dyn ServerLogs>;

    /// An engine over the site's journal, and the ports of its run.
    ///
    /// # Errors
    /// Why the run cannot begin, in words.
    fn open(&self, site: &Site, goal: Goal, secrets: Arc<dyn Secrets>, words: &Arc<Words>) -> Result<(Engine, Ports), String>;
}

/// A server's logs, read from a person's first look on. Whoever drops it leaves nothing under way on the server.
#[async_trait]
pub trait ServerLogs: Send {
    /// Reads what came since it was read last. `None`: nothing came.
    ///
    /// # Errors
    /// A [`Fault`]: the server cannot be reached, or has no such log.
    async fn read_on(&mut self, log: Log) -> Result<Option<LogText>, Fault>;
}

/// Which log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    Service,
    /// nginx's error log.
    Nginx,
}

/// Whose logs are read, and how the server is reached.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedServer {
    pub access: Access,
    /// The unit that runs the project.
    pub unit: String,
    /// The site's name, as visitors ask for it.
    pub host: String,
}

/// A log as far as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogText {
    /// Harmless on a terminal; indented as they were.
    pub lines: Vec<String>,
    /// So many before them were let go, or never read; at least, where `cut`.
    pub dropped: usize,
    /// There may be more before them.
    pub cut: bool,
    /// The line of the newest cause of a failure.
    pub cause: Option<usize>,
    /// Django writes here of what it answered with 400, 403 or 500.
    pub tells_of_requests: bool,
}

/// What the wizard writes down. Called from one thread, one after another.
pub trait Files: Send + Sync {
    /// Writes the site's file.
    ///
    /// # Errors
    /// Why it could not be written, in the system's words.
    fn keep(&self, site: &Site) -> Result<(), String>;

    /// Keeps a form that is not complete yet, until [`Files::keep`] writes a site's file.
    fn keep_draft(&self, draft: &Draft);

    /// What the screens kept for themselves when this site was last open.
    fn memo(&self, site: &SiteName) -> Memo;

    /// Keeps it. A memo that cannot be kept is no more than an inconvenience.
    fn remember(&self, site: &SiteName, memo: &Memo);
}

/// A question about an account before there is a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountQuery {
    /// `None`: whatever the environment has.
    pub profile: Option<String>,
    pub region: Region,
}

/// Whose account it is, and the instances that run in it.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountInfo {
    pub account: String,
    pub arn: String,
    pub instances: Vec<Instance>,
}

/// What there is to be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The site's file, as a person would name it; empty where they have nothing to do with it.
    pub file: String,
    /// What stands in it; `None`: there is no such file.
    pub in_file: Option<Result<Site, String>>,
    /// Nothing was made of the file's site yet, so that all of it may still be changed.
    pub fresh: bool,
    /// Sites that have a journal, and not this file.
    pub known: Vec<Site>,
    /// Journals that cannot be read: of which site, why, and what mends them.
    pub unreadable: Vec<String>,
    /// What was typed last into a form that was not complete.
    pub draft: Option<Draft>,
    /// What a new site's form begins with else.
    pub usual: Draft,
    /// The AWS profiles that can be chosen.
    pub profiles: Vec<KnownProfile>,
}

/// An AWS profile of this machine, as far as its files tell of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownProfile {
    pub name: String,
    pub account: Option<String>,
    pub region: Option<String>,
}

/// The beginnings of a site: what stands in the form's fields. None of it is a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub profile: String,
    pub region: String,
    pub server: String,
    pub user: String,
    pub key: String,
    pub domain: String,
    pub host: String,
    pub name: String,
}

/// What the screens keep for themselves, so that coming back is like never having left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memo {
    pub screen: Option<StepId>,
    /// The registrar whose list is ticked off.
    pub registrar: Option<String>,
    /// The ticked lines of it, from 0.
    pub ticks: Vec<usize>,
    /// A text of the service file that was put aside.
    pub unit: Option<String>,
}
