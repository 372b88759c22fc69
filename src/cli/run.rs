//! One command from its arguments to its exit code.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

use crate::cli::args::{Arguments, Command, Common};
use crate::cli::{lost, site};
use crate::clock::SystemClock;
use crate::driver::{Driver, Ports};
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::engine::policy::{Goal, Policy, Scope, StepId};
use crate::engine::resource::ZoneId;
use crate::engine::world::{Ledger, Record, Seq};
use crate::headless::{Exit, Headless, Manner, Task, TerminalSecrets};
use crate::journal::{self, JournalError, SqliteJournal};
use crate::ports::{Clock, Cloud, Journal, Move};
use crate::site::config::Overrides;
use crate::site::{Site, SiteName};
use crate::text::Words;
use crate::{cloud, headless, host, net};

/// Why a command ended before it began.
enum Refused {
    Site(site::NoSite),
    Journal(JournalError),
    /// The file speaks of another domain, host or region than the journal, which still holds resources.
    OtherSite(Box<Site>),
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
    let Some((goal, manner)) = intent(&arguments.command) else {
        print!("{}", include_str!("../../assets/policy.json"));
        return ExitCode::SUCCESS;
    };
    let json = manner.json;
    match attempt(&arguments, goal, manner, words).await {
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

fn refusal(refused: &Refused, words: &Arc<Words>) -> (String, Exit) {
    match refused {
        Refused::Site(no_site @ site::NoSite::Journal(error)) => (no_site.message(words), exit_of(error)),
        Refused::Site(no_site) => (no_site.message(words), Exit::Usage),
        Refused::Journal(error) => (words.journal_error(error), exit_of(error)),
        Refused::OtherSite(old) => {
            let (fqdn, region) = (old.fqdn().to_string(), old.region.to_string());
            (words.with("headless-other-site", &[("site", &old.name), ("fqdn", &fqdn), ("region", &region)]), Exit::Usage)
        }
        Refused::Fault(fault) => (words.fault_line(fault), Exit::Failed),
    }
}

/// A lock held by another Landfall is the person's to wait out; everything else is a failure.
fn exit_of(error: &JournalError) -> Exit {
    if matches!(error, JournalError::Locked { .. }) { Exit::Person } else { Exit::Failed }
}

async fn attempt(arguments: &Arguments, goal: Goal, manner: Manner, words: &Arc<Words>) -> Result<ExitCode, Refused> {
    let dir = journal::state_dir(|key| std::env::var_os(key)).map_err(Refused::Journal)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (site, by_tag) = whole_site(&arguments.common, &dir, manner.task, &clock).await?;
    let quiet = manner.json || manner.task != Task::Down || !by_tag;
    let (journal, ledger) = open(&dir, &site.name, goal)?;
    same_site(&site, &ledger)?;
    let policy = Policy { goal, wait: wait(&arguments.command), trust_delegation: trusts(&arguments.command), seed: seed() };
    let cloud: Arc<dyn Cloud> = Arc::new(cloud::connect(&site, Arc::clone(&clock)).await);
    let ports = ports(&site, words, &manner, cloud, clock, journal).map_err(Refused::Fault)?;
    let code = run(Engine::new(site, policy, ledger), ports, manner, words).await?;
    if !quiet {
        println!("{}", words.get("headless-server-not-known"));
    }
    Ok(code)
}

/// What the command is for, and in which manner; `None` for one that only prints what is compiled in.
fn intent(command: &Command) -> Option<(Goal, Manner)> {
    let interactive = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let manner = |task, json: bool, yes| Manner { task, json, yes, interactive: interactive && !json, adopt_zone: None, wait: None };
    Some(match command {
        Command::Policy => return None,
        Command::Plan { json } => (Goal::Look { until: StepId::Live }, manner(Task::Plan, *json, false)),
        Command::Status { json } => (Goal::Look { until: StepId::Live }, manner(Task::Status, *json, false)),
        Command::Restart => (Goal::Restart, manner(Task::Restart, false, false)),
        Command::Up { yes, until, wait, adopt_zone, json, .. } => {
            let adopt_zone = adopt_zone.as_deref().map(ZoneId::from);
            let wait = wait.as_ref().map(|w| w.typed.clone());
            let until = until.map_or(StepId::Live, StepId::from);
            (Goal::Build { until }, Manner { adopt_zone, wait, ..manner(Task::Up, *json, *yes) })
        }
        Command::Down { yes, with_server, abandon_delegation, json } => {
            let scope = Scope { with_server: *with_server, abandon_delegation: *abandon_delegation };
            (Goal::TearDown(scope), manner(Task::Down, *json, *yes))
        }
    })
}

fn wait(command: &Command) -> Option<std::time::Duration> {
    match command {
        Command::Up { wait, .. } => wait.as_ref().map(|w| w.duration),
        _ => None,
    }
}

fn trusts(command: &Command) -> bool {
    matches!(command, Command::Up { trust_delegation: true, .. })
}

/// Random, from the operating system, through the standard library's own seeding.
fn seed() -> u128 {
    let half = || u128::from(RandomState::new().build_hasher().finish());
    (half() << 64) | half()
}

/// The site, and whether AWS alone told of it.
async fn whole_site(common: &Common, dir: &Path, task: Task, clock: &Arc<dyn Clock>) -> Result<(Site, bool), Refused> {
    match site::find(common, dir) {
        Err(site::NoSite::Unknown(name)) if matches!(task, Task::Down | Task::Status) => Ok((by_tag(name, clock).await?, true)),
        found => Ok((found.map_err(Refused::Site)?, false)),
    }
}

async fn by_tag(name: SiteName, clock: &Arc<dyn Clock>) -> Result<Site, Refused> {
    let unknown = || Refused::Site(site::NoSite::Unknown(name.clone()));
    let region = Overrides::from_env(|key| std::env::var(key).ok()).region.ok_or_else(unknown)?;
    let (domain, user) = ("landfall.invalid".parse(), "ubuntu".parse());
    let (Ok(region), Ok(domain), Ok(user)) = (region.parse(), domain, user) else { return Err(unknown()) };
    let skeleton = lost::skeleton(name.clone(), region, domain, user);
    let cloud = cloud::connect(&skeleton, Arc::clone(clock)).await;
    lost::found(&cloud, skeleton).await.map_err(Refused::Fault)?.ok_or_else(unknown)
}

fn open(dir: &Path, name: &SiteName, goal: Goal) -> Result<(Box<dyn Journal>, Ledger), Refused> {
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

/// What stands belongs to the domain, host and region of the journal: another one would lose sight of it.
fn same_site(site: &Site, ledger: &Ledger) -> Result<(), Refused> {
    match &ledger.site {
        Some(old) if !ledger.resources.is_empty() && (&old.domain, &old.host, &old.region) != (&site.domain, &site.host, &site.region) => {
            Err(Refused::OtherSite(Box::new(old.clone())))
        }
        _ => Ok(()),
    }
}

fn ports(
    site: &Site,
    words: &Arc<Words>,
    manner: &Manner,
    cloud: Arc<dyn Cloud>,
    clock: Arc<dyn Clock>,
    journal: Box<dyn Journal>,
) -> Result<Ports, Fault> {
    let secrets = Arc::new(TerminalSecrets::new(Arc::clone(words), manner.interactive));
    let remote = Arc::new(host::ssh::Ssh::new(host::ssh::default_known_hosts(), secrets));
    let probe = Arc::new(net::probe(site.net.extra_ca.as_deref())?);
    let internet = net::PublicInternet::new(Arc::new(net::NetworkDns), probe, site.net.roots.clone(), site.net.resolver);
    Ok(Ports { cloud, host: Arc::new(host::Server::new(remote)), internet: Arc::new(internet), clock, journal })
}

async fn run(engine: Engine, ports: Ports, manner: Manner, words: &Arc<Words>) -> Result<ExitCode, Refused> {
    let (moves, inbox) = unbounded_channel();
    let signal = tokio::spawn(signalled(moves.clone()));
    let json = manner.json;
    let mut front = Headless::new(Arc::clone(words), manner, moves);
    Driver::new(engine, ports, &mut front).run(inbox).await.map_err(Refused::Fault)?;
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
async fn signalled(moves: UnboundedSender<Move>) -> u8 {
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
