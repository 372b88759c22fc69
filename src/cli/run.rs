//! One command from its arguments to its exit code.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

use crate::cli::args::{Arguments, Command, Common, RunCommand};
use crate::cli::{lost, practice, site, wizard};
use crate::clock::SystemClock;
use crate::driver::{Driver, Ports};
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::engine::goal::{Goal, Policy, Scope};
use crate::engine::ids::ZoneId;
use crate::engine::slot::{Door, Slot};
use crate::engine::state::{Ledger, Record, Seq};
use crate::engine::step_id::StepId;
use crate::headless::{Exit, Headless, Manner, Task, TerminalSecrets};
use crate::journal::{self, JournalError, SqliteJournal};
use crate::ports::{Clock, Cloud, Journal, Move, Secrets};
use crate::practice::{Person, Stage};
use crate::site::config::Overrides;
use crate::site::{Host, Site, SiteName};
use crate::text::Words;
use crate::{cloud, headless, host, net};

/// Why a command ended before it began.
pub(super) enum Refused {
    Site(site::NoSite),
    Journal(JournalError),
    /// The file says something else of what the journal still holds.
    OtherSite {
        old: Box<Site>,
        keys: String,
    },
    Fault(Fault),
}

/// Runs the command on a runtime of its own.
pub fn blocking(arguments: Arguments, words: &Arc<Words>) -> ExitCode {
    logs();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("landfall: {error}");
            return ExitCode::from(Exit::Failed as u8);
        }
    };
    let code = runtime.block_on(command(arguments, words));
    // A thread may still wait for the person's line at the terminal: the process does not wait for it.
    runtime.shutdown_background();
    code
}

/// Logs go to standard error, and only when `LANDFALL_LOG` (a level such as `debug`) asks for them. Landfall's own events
/// only: those of the libraries could carry credentials.
fn logs() {
    let level = std::env::var("LANDFALL_LOG").ok().and_then(|l| l.parse::<LevelFilter>().ok()).unwrap_or(LevelFilter::OFF);
    let ours = Targets::new().with_target("landfall", level);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // A second subscriber in one process can only come from a test.
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours)).try_init();
}

async fn command(arguments: Arguments, words: &Arc<Words>) -> ExitCode {
    let Some(asked) = &arguments.command else { return wizard::in_life(&arguments.common, words).await };
    match asked {
        Command::Policy => {
            print!("{}", include_str!("../../assets/policy.json"));
            ExitCode::SUCCESS
        }
        Command::Practice(asked) => practice::command(asked, words).await,
        Command::Run(command) => in_life(&arguments.common, command, words).await,
    }
}

async fn in_life(common: &Common, command: &RunCommand, words: &Arc<Words>) -> ExitCode {
    let intent = intent(command);
    let json = intent.manner.json;
    match attempt(common, intent, words).await {
        Ok(code) => code,
        Err(refused) => {
            let (message, exit) = refusal(&refused, words);
            eprintln!("landfall: {message}");
            if json {
                headless::ended_early("refused", &message, exit as u8);
            }
            ExitCode::from(exit as u8)
        }
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

pub(super) fn refusal(refused: &Refused, words: &Arc<Words>) -> (String, Exit) {
    match refused {
        Refused::Site(no_site @ site::NoSite::Journal(error)) => (no_site.message(words), exit_of(error)),
        Refused::Site(no_site) => (no_site.message(words), Exit::Usage),
        Refused::Journal(error) => (words.journal_error(error), exit_of(error)),
        Refused::OtherSite { old, keys } => {
            let (fqdn, region) = (old.fqdn().to_string(), old.region.to_string());
            (words.with("headless-other-site", &[("site", &old.name), ("fqdn", &fqdn), ("region", &region), ("keys", keys)]), Exit::Usage)
        }
        Refused::Fault(fault) => (words.fault_line(fault), Exit::Failed),
    }
}

/// A lock held by another Landfall is the person's to wait out; everything else is a failure.
fn exit_of(error: &JournalError) -> Exit {
    if matches!(error, JournalError::Locked { .. }) { Exit::Person } else { Exit::Failed }
}

async fn attempt(common: &Common, intent: Intent, words: &Arc<Words>) -> Result<ExitCode, Refused> {
    let Intent { goal, manner, .. } = &intent;
    let dir = journal::state_dir(|key| std::env::var_os(key)).map_err(Refused::Journal)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let site = whole_site(common, &dir, manner.task, &clock, words).await?;
    let (journal, ledger) = open(&dir, &site.name, *goal)?;
    same_site(&site, &ledger, *goal)?;
    let cloud: Arc<dyn Cloud> = Arc::new(cloud::connect(&site, Arc::clone(&clock)).await);
    let secrets = Arc::new(TerminalSecrets::new(Arc::clone(words), manner.interactive));
    let ports = ports(&site, secrets, cloud, clock, journal).map_err(Refused::Fault)?;
    let engine = Engine::new(site, intent.policy(), ledger);
    Ok(run(engine, ports, intent.manner, None, words).await?)
}

/// What a command is for, and in which manner.
pub(super) struct Intent {
    pub(super) goal: Goal,
    pub(super) manner: Manner,
    wait: Option<Duration>,
    trust_delegation: bool,
}

impl Intent {
    /// The same with another limit to what the world takes.
    pub(super) fn waiting(self, wait: Option<Duration>) -> Self {
        Self { wait, ..self }
    }

    /// The same for the engine.
    pub(super) fn policy(&self) -> Policy {
        Policy { goal: self.goal, wait: self.wait, trust_delegation: self.trust_delegation, seed: seed() }
    }
}

pub(super) fn intent(command: &RunCommand) -> Intent {
    let (goal, task, json, yes) = match command {
        RunCommand::Plan { json } => (Goal::LOOK, Task::Plan, *json, false),
        RunCommand::Status { json } => (Goal::LOOK, Task::Status, *json, false),
        RunCommand::Restart => (Goal::Restart, Task::Restart, false, false),
        RunCommand::Up { yes, until, json, .. } => (Goal::Build { until: until.unwrap_or(StepId::LAST) }, Task::Up, *json, *yes),
        RunCommand::Down { yes, with_server, abandon_delegation, json, .. } => {
            let scope = Scope { with_server: *with_server, abandon_delegation: *abandon_delegation };
            (Goal::TearDown(scope), Task::Down, *json, *yes)
        }
    };
    let interactive = !json && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let manner = Manner { task, program: "landfall", banner: None, json, yes, interactive, adopt_zone: None, wait: None };
    completed(command, Intent { goal, manner, wait: None, trust_delegation: false })
}

/// What only some commands take.
fn completed(command: &RunCommand, mut intent: Intent) -> Intent {
    let told = match command {
        RunCommand::Up { wait, trust_delegation, adopt_zone, .. } => {
            intent.trust_delegation = *trust_delegation;
            intent.manner.adopt_zone = adopt_zone.as_deref().map(ZoneId::from);
            wait
        }
        // A teardown does not wait for the registrar unless it is told to.
        RunCommand::Down { wait, .. } => {
            intent.wait = Some(Duration::ZERO);
            wait
        }
        _ => return intent,
    };
    if let Some(wait) = told {
        intent.wait = Some(wait.duration);
        intent.manner.wait = Some(wait.typed.clone());
    }
    intent
}

/// Random, from the operating system, through the standard library's own seeding.
pub(super) fn seed() -> u128 {
    let half = || u128::from(RandomState::new().build_hasher().finish());
    (half() << 64) | half()
}

async fn whole_site(common: &Common, dir: &Path, task: Task, clock: &Arc<dyn Clock>, words: &Words) -> Result<Site, Refused> {
    match site::find(common, dir) {
        Err(site::NoSite::Unknown(name)) if matches!(task, Task::Down | Task::Status) => by_tag(name, clock, words).await,
        found => found.map_err(Refused::Site),
    }
}

async fn by_tag(name: SiteName, clock: &Arc<dyn Clock>, words: &Words) -> Result<Site, Refused> {
    let unknown = || Refused::Site(site::NoSite::Unknown(name.clone()));
    let region = Overrides::from_env(|key| std::env::var(key).ok()).region.ok_or_else(unknown)?;
    let (Ok(region), Ok(domain)) = (region.parse(), "landfall.invalid".parse()) else { return Err(unknown()) };
    let mut nameless = Site::with_defaults(name.clone(), domain, Host::Apex, region);
    // Nobody told how to reach the server, so what lies on it is left.
    nameless.server.manage = false;
    let cloud = cloud::connect(&nameless, Arc::clone(clock)).await;
    let site = lost::found(&cloud, nameless).await.map_err(Refused::Fault)?.ok_or_else(unknown)?;
    eprintln!("landfall: {}", words.get("headless-found-by-tag"));
    Ok(site)
}

pub(super) fn open(dir: &Path, name: &SiteName, goal: Goal) -> Result<(Box<dyn Journal>, Ledger), Refused> {
    let mut ledger = Ledger::default();
    let (journal, records): (Box<dyn Journal>, Vec<Record>) = if matches!(goal, Goal::Look { .. }) {
        // A look changes nothing and locks nobody out.
        (Box::new(ReadOnly), journal::open_read_only(dir, name).map_err(Refused::Journal)?.unwrap_or_default())
    } else {
        let (journal, records) = SqliteJournal::open(dir, name).map_err(Refused::Journal)?;
        (Box::new(journal), records)
    };
    records.iter().for_each(|record| ledger.apply(record));
    Ok((journal, ledger))
}

/// The journal of a mere look: the engine never appends then, and if it did, it would be told no.
struct ReadOnly;

impl Journal for ReadOnly {
    fn append(&mut self, _: Seq, _: &Record) -> Result<(), Fault> {
        Err(Fault::internal("a look must not write to the journal"))
    }
}

/// What stands belongs to the site as it was told then: another domain would lose sight of it, and a build would not
/// change what it made already.
pub(super) fn same_site(site: &Site, ledger: &Ledger, goal: Goal) -> Result<(), Refused> {
    let Some(old) = ledger.site.as_ref().filter(|_| !ledger.resources.is_empty()) else { return Ok(()) };
    let stands = |slot: Slot| matches!(goal, Goal::Build { .. }) && ledger.resources.contains_key(&slot);
    let moved = [
        ("domain", old.domain != site.domain),
        ("host", old.host != site.host),
        ("region", old.region != site.region),
        // One that no listener serves yet is asked about, and replaced.
        ("certificate", stands(Slot::Listener(Door::Https)) && old.certificate_key() != site.certificate_key()),
        ("balancer", stands(Slot::Balancer) && old.balancer != site.balancer),
        ("server.instance", stands(Slot::Registration) && old.server.instance != site.server.instance && old.server.instance.is_some()),
    ];
    let keys: Vec<&str> = moved.iter().filter(|(_, moved)| *moved).map(|(key, _)| *key).collect();
    if keys.is_empty() { Ok(()) } else { Err(Refused::OtherSite { old: Box::new(old.clone()), keys: keys.join(", ") }) }
}

/// The ports of a run in life.
pub(super) fn ports(
    site: &Site,
    secrets: Arc<dyn Secrets>,
    cloud: Arc<dyn Cloud>,
    clock: Arc<dyn Clock>,
    journal: Box<dyn Journal>,
) -> Result<Ports, Fault> {
    let remote = Arc::new(host::ssh::Ssh::new(host::ssh::default_known_hosts(), secrets));
    let probe = Arc::new(net::probe(site.net.extra_ca.as_deref())?);
    let internet = net::PublicInternet::new(Arc::new(net::NetworkDns), probe, site.net.roots.clone(), site.net.resolver);
    Ok(Ports { cloud, host: Arc::new(host::Server::new(remote)), internet: Arc::new(internet), clock, journal })
}

/// Runs to the end. `person`: who does the errands that the run waits for, where that can be done from here.
pub(super) async fn run(
    engine: Engine,
    ports: Ports,
    manner: Manner,
    person: Option<Stage>,
    words: &Arc<Words>,
) -> Result<ExitCode, Fault> {
    let (moves, inbox) = unbounded_channel();
    let signal = tokio::spawn(signalled(moves.clone()));
    let json = manner.json;
    let mut front = Headless::new(Arc::clone(words), manner, moves);
    match person {
        Some(stage) => Driver::new(engine, ports, &mut Person::new(&mut front, stage)).run(inbox).await?,
        None => Driver::new(engine, ports, &mut front).run(inbox).await?,
    };
    if let Some(ending) = front.ending() {
        signal.abort();
        return Ok(ExitCode::from(ending.exit() as u8));
    }
    let (message, code) = (words.get("headless-signal"), signal.await.unwrap_or(130));
    eprintln!("{message}");
    if json {
        headless::ended_early("signal", &message, code);
    }
    Ok(ExitCode::from(code))
}

/// Ends the run at Ctrl-C or a polite kill; returns the exit code that tells which.
pub(super) async fn signalled(moves: UnboundedSender<Move>) -> u8 {
    use tokio::signal::unix::{SignalKind, signal};
    let code = match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = tokio::signal::ctrl_c() => 130,
            _ = terminate.recv() => 143,
        },
        Err(_) => {
            // Without a handler for it, SIGTERM ends the process by itself; the journal is whole all the same.
            let _ = tokio::signal::ctrl_c().await;
            130
        }
    };
    let _ = moves.send(Move::End);
    code
}
