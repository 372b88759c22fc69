//! `landfall logs`: what gunicorn, or nginx, wrote on the server.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::unbounded_channel;

use crate::cli::args::{Common, LogsCommand, Practice};
use crate::cli::refusal::Refusal;
use crate::cli::session::{open, same_site, signalled};
use crate::cli::{practice, real, site};
use crate::clock::SystemClock;
use crate::engine::Engine;
use crate::engine::fault::{Code, Disposition, Fault, Remedy};
use crate::engine::goal::{Goal, RunOptions};
use crate::engine::op::Op;
use crate::engine::op::host::Access;
use crate::engine::queries;
use crate::engine::question::Answer;
use crate::engine::state::{Ledger, Token, World};
use crate::headless::{Exit, TerminalSecrets};
use crate::host::logs::{self, Page};
use crate::ports::{Clock, Cloud, LogFrom, LogSource, Remote};
use crate::practice::{PracticeRemote, Typist};
use crate::site::{ServerId, Site};
use crate::text::{About, DJANGO_LOGGING, Words};
use crate::{cloud, journal};

/// How long until it is looked for new lines.
const PAUSE: Duration = Duration::from_secs(1);

/// Prints a log of the site's server.
pub(super) async fn real(common: &Common, asked: &LogsCommand, words: &Arc<Words>) -> Result<ExitCode, Refusal> {
    let dir = journal::state_dir(|key| std::env::var_os(key)).map_err(Refusal::Journal)?;
    let site = site::find(common, &dir).map_err(Refusal::Site)?;
    let (_, ledger) = open(&dir, &site.name, Goal::LOOK)?;
    same_site(&site, &ledger, Goal::LOOK)?;
    let mut world = world(site, ledger);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let access = match known(&world) {
        Some(access) => Ok(access),
        None => {
            let cloud = cloud::connect(&world.site, Arc::clone(&clock));
            found(&mut world, &cloud, clock.as_ref()).await
        }
    };
    let interactive = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let secrets = Arc::new(TerminalSecrets::new(Arc::clone(words), interactive));
    Ok(over(&real::remote(secrets), &world, access, asked, words).await)
}

/// Prints a log of the practice server.
pub(super) async fn in_practice(asked: &Practice, command: &LogsCommand, words: &Arc<Words>) -> Result<ExitCode, Refusal> {
    let practice::Stand { world: scenario, stage, dir } = practice::stand(asked, false)?;
    let site = practice::site(&scenario)?;
    let (journal, ledger) = open(&dir, &site.name, Goal::LOOK)?;
    let ports = practice::ports(&stage, &site, journal, Arc::new(Typist));
    eprintln!("{}", words.with("practice-banner", &[("world", &scenario.name)]));
    let mut world = world(site, ledger);
    let access = match known(&world) {
        Some(access) => Ok(access),
        None => found(&mut world, ports.cloud.as_ref(), ports.clock.as_ref()).await,
    };
    Ok(over(&PracticeRemote::new(stage), &world, access, command, words).await)
}

fn world(site: Site, ledger: Ledger) -> World {
    let options = RunOptions { goal: Goal::LOOK, wait: None, sign_in: None, trust_delegation: false, regions: Vec::new(), seed: 0 };
    Engine::new(site, options, ledger).world().clone()
}

/// How the server is reached, without asking AWS: as the site tells, else at the address whose host key was confirmed last.
fn known(world: &World) -> Option<Access> {
    let confirmed = || {
        let address = world.ledger.answers.iter().rev().find_map(|answer| match answer {
            Answer::HostKey { address, .. } => Some(*address),
            _ => None,
        })?;
        let mut world = world.clone();
        world.site.server.address = Some(address);
        queries::server::access(&world, &ServerId::MAIN)
    };
    // What may stand still, or be gone, has no address any more: somebody else may have it by now.
    if may_not_run(world) {
        return None;
    }
    queries::server::access(world, &ServerId::MAIN).or_else(confirmed)
}

/// Whether the journal tells that a pause stopped the server, or a teardown terminated it.
fn may_not_run(world: &World) -> bool {
    let named = queries::server::instance_id(world, &ServerId::MAIN);
    !world.ledger.stopped.is_empty() || named.is_some_and(|id| queries::server::was_torn_down(world, id))
}

/// The same, after a look at the instances.
async fn found(world: &mut World, cloud: &dyn Cloud, clock: &dyn Clock) -> Result<Access, Fault> {
    let look = queries::server::instances_look(world);
    if let Op::Cloud(op) = &look {
        let fact = cloud.perform(op, &Token(String::new())).await?;
        world.observed.keep(look.clone(), fact, clock.now());
    }
    reached(world)
}

/// How the server is reached, as the look at the instances tells; else why it is not.
fn reached(world: &World) -> Result<Access, Fault> {
    let id = ServerId::MAIN;
    if let Some(fault) = queries::server::not_running(world, &id) {
        return Err(fault);
    }
    let unknown = || Fault::person(Code::NoPublicAddress, Remedy::SetPublicAddress, "");
    queries::server::access(world, &id).ok_or_else(|| queries::server::not_there(world, &id).unwrap_or_else(unknown))
}

async fn over(remote: &dyn Remote, world: &World, access: Result<Access, Fault>, asked: &LogsCommand, words: &Words) -> ExitCode {
    let unit = queries::service::unit(world, &ServerId::MAIN).to_string();
    let printed = match access {
        Ok(access) => print(remote, &access, &unit, asked, words).await,
        Err(fault) => Err(fault),
    };
    printed.unwrap_or_else(|fault| failed(&fault, world, words))
}

/// Why it could not be read, as a run ends with it.
fn failed(fault: &Fault, world: &World, words: &Words) -> ExitCode {
    let said = words.fault(fault, &About::of(&world.site));
    eprintln!("landfall: {}", words.fault_line(fault));
    said.remedy.iter().for_each(|remedy| eprintln!("→ {remedy}"));
    let exit = if matches!(fault.disposition, Disposition::Person(_)) { Exit::Person } else { Exit::Failed };
    ExitCode::from(exit as u8)
}

/// Prints the last lines and, where that is asked for, what comes until Ctrl-C.
async fn print(remote: &dyn Remote, access: &Access, unit: &str, asked: &LogsCommand, words: &Words) -> Result<ExitCode, Fault> {
    let source = || if asked.nginx { LogSource::Nginx } else { LogSource::Unit(unit.to_owned()) };
    let (moves, _inbox) = unbounded_channel();
    let stopped = signalled(moves);
    tokio::pin!(stopped);
    let last = || LogFrom::Last(asked.lines);
    let (mut from, mut begun) = (last(), false);
    loop {
        let page = tokio::select! {
            code = &mut stopped => return Ok(ExitCode::from(code)),
            page = logs::page(remote, access, source(), from.clone()) => page?,
        };
        if put(&page.lines).is_err() {
            // Whoever reads it has enough.
            return Ok(ExitCode::SUCCESS);
        }
        if !std::mem::replace(&mut begun, true) {
            remarks(&page, unit, asked, words);
        }
        if !asked.follow {
            return Ok(ExitCode::SUCCESS);
        }
        from = page.mark.map_or(from, LogFrom::After);
        tokio::select! {
            code = &mut stopped => return Ok(ExitCode::from(code)),
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

fn put(lines: &[String]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    out.flush()
}

/// What is not in the log, and why.
fn remarks(page: &Page, unit: &str, asked: &LogsCommand, words: &Words) {
    if page.lines.is_empty() {
        let said = if asked.nginx { words.get("logs-empty-nginx") } else { words.with("logs-empty", &[("log", &unit)]) };
        eprintln!("landfall: {said}");
    }
    if !asked.nginx && !logs::tells_of_requests(&page.lines) {
        eprintln!("\n{}\n\n{DJANGO_LOGGING}", words.get("logs-django-silent"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture;
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, Instance, InstanceState};

    fn seeing(world: World, state: InstanceState) -> Option<Code> {
        let look = queries::server::instances_look(&world);
        let instance = Instance { state, ..fixture::instance() };
        reached(&world.sees(look, Fact::Cloud(CloudFact::Instances(vec![instance])))).err().map(|fault| fault.code)
    }

    #[test]
    fn a_server_that_a_pause_stopped_is_told_as_that_and_not_tried_at_the_address_it_had() {
        let mut world = fixture::world();
        assert!(known(&world).is_some());
        world.ledger.stopped.insert(ServerId::MAIN, fixture::instance().id);
        assert!(known(&world).is_none(), "it may be somebody else's by now");
        assert_eq!(seeing(world.clone(), InstanceState::Stopped), Some(Code::InstancePaused));
        assert_eq!(seeing(world, InstanceState::Running), None, "it was started by other hands");
        assert_eq!(seeing(fixture::world(), InstanceState::Stopped), Some(Code::InstanceNotRunning));
    }
}
