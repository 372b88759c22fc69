//! One run from an open journal to its exit code, over life or over practice alike.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::cli::refusal::Refusal;
use crate::driver::{Driver, Ports};
use crate::engine::Engine;
use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::options;
use crate::engine::slot::SlotKind;
use crate::engine::state::{JournalEntry, Ledger, Seq};
use crate::headless::{self, Headless, Manner};
use crate::journal::{self, SqliteJournal};
use crate::ports::{Journal, UserInput};
use crate::practice::{SimulatedPerson, Simulator};
use crate::site::options::OptionId;
use crate::site::{Site, SiteName};
use crate::text::Words;

/// The site's journal, and what its records come to.
pub(super) fn open(dir: &Path, name: &SiteName, goal: Goal) -> Result<(Box<dyn Journal>, Ledger), Refusal> {
    let mut ledger = Ledger::default();
    let (journal, records): (Box<dyn Journal>, Vec<JournalEntry>) = if goal.only_looks() {
        // A look changes nothing and locks nobody out.
        (Box::new(ReadOnly), journal::open_read_only(dir, name).map_err(Refusal::Journal)?.unwrap_or_default())
    } else {
        let (journal, records) = SqliteJournal::open(dir, name).map_err(Refusal::Journal)?;
        (Box::new(journal), records)
    };
    records.iter().for_each(|record| ledger.apply(record));
    Ok((journal, ledger))
}

/// The journal of a mere look: the engine never appends then, and if it did, it would be told no.
struct ReadOnly;

impl Journal for ReadOnly {
    fn append(&mut self, _: Seq, _: &JournalEntry) -> Result<(), Fault> {
        Err(Fault::internal("a look must not write to the journal"))
    }
}

/// What stands belongs to the site as it was configured then: another domain would lose sight of it, and a build would not
/// change what it made already.
pub(super) fn same_site(site: &Site, ledger: &Ledger, goal: Goal) -> Result<(), Refusal> {
    // What was begun and not ended may stand too.
    let untouched = ledger.resources.is_empty() && ledger.pending.is_empty();
    let Some(old) = ledger.site.as_ref().filter(|_| !untouched) else { return Ok(()) };
    if old.region != site.region {
        return Err(Refusal::OtherRegion { old: Box::new(old.clone()), new: site.region.clone() });
    }
    let stands = |kind: SlotKind| matches!(goal, Goal::Build { .. }) && ledger.resources.keys().any(|slot| slot.kind() == kind);
    let frozen = |option: &&OptionId| options::frozen_by(**option).iter().any(|kind| stands(*kind)) && !option.is_same(old, site);
    let identity = [("domain", old.domain != site.domain), ("host", old.host != site.host)];
    let instance = old.server.instance.is_some() && old.server.instance != site.server.instance && stands(SlotKind::Registration);
    let mut keys: Vec<&str> = identity.iter().filter(|(_, moved)| *moved).map(|(key, _)| *key).collect();
    keys.extend(OptionId::ALL.iter().filter(frozen).map(|option| option.spec().place()));
    keys.extend(instance.then_some("server.instance"));
    keys.dedup();
    if keys.is_empty() { Ok(()) } else { Err(Refusal::OtherSite { old: Box::new(old.clone()), keys: keys.join(", ") }) }
}

/// Runs to the end. `person`: who does the errands that the run waits for, where that can be done from here.
pub(super) async fn run(
    engine: Engine,
    ports: Ports,
    manner: Manner,
    person: Option<Simulator>,
    words: &Arc<Words>,
) -> Result<ExitCode, Fault> {
    let (moves, inbox) = unbounded_channel();
    let signal = tokio::spawn(signalled(moves.clone()));
    let json = manner.json;
    let mut front = Headless::new(Arc::clone(words), manner, moves);
    front.open(engine.world());
    match person {
        Some(stage) => Driver::new(engine, ports, &mut SimulatedPerson::new(&mut front, stage)).run(inbox).await?,
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

/// Ends the run at Ctrl-C or a polite kill; returns the exit code that tells which. Both are listened for from the call on, before
/// anything of the future is run.
pub(super) fn signalled(moves: UnboundedSender<UserInput>) -> impl Future<Output = u8> + Send {
    let (interrupt, terminate) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async move {
        let code = tokio::select! {
            () = received(interrupt) => 130,
            () = received(terminate) => 143,
        };
        let _ = moves.send(UserInput::Stop);
        code
    }
}

/// Until the signal comes. One that cannot be listened for ends the process by itself; the journal is whole all the same.
async fn received(listening: std::io::Result<Signal>) {
    match listening {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}
