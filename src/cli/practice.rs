//! `landfall practice`: the same program over a world inside the process. Nothing of the person's own is read for it: no AWS
//! variables, no `~/.aws`, no `~/.ssh`, no `landfall.toml`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::sync::mpsc::unbounded_channel;

use crate::cli::args::{Practice, RunCommand};
use crate::cli::intent::{Intent, intent};
use crate::cli::refusal::Refusal;
use crate::cli::session::{open, run, signalled};
use crate::clock::SystemClock;
use crate::driver::Ports;
use crate::engine::Engine;
use crate::engine::state::Ledger;
use crate::headless::{Manner, TerminalSecrets};
use crate::ports::{Clock, Journal, Secrets};
use crate::practice::ports::{Endpoint, InProcess, Serving, serve};
use crate::practice::{self, Forget, Scenario, ScenarioProblem, SimClock, SimFile, SimState, Simulator, Typist};
use crate::site::Site;
use crate::text::Words;
use crate::{cloud, host, journal, net};

/// Where `serve` listens when it is not told.
const USUAL_ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 4570);

/// A world in play.
pub(super) struct Stand {
    pub(super) world: Scenario,
    pub(super) stage: Simulator,
    /// Where its scene and its journals lie.
    pub(super) dir: PathBuf,
}

/// Where practice keeps this world.
pub(super) fn dir(world: &Scenario) -> Result<PathBuf, Refusal> {
    let state = journal::state_dir(|key| std::env::var_os(key)).map_err(Refusal::Journal)?;
    Ok(state.join("practice").join(&world.name))
}

/// Raises the curtain. `keeps`: what happens stays, and nobody else plays in this world meanwhile; else it is a mere look.
pub(super) fn stand(asked: &Practice, keeps: bool) -> Result<Stand, Refusal> {
    let world = Scenario::named(&asked.world).map_err(Refusal::World)?;
    let dir = dir(&world)?;
    let begin = || SimState::begin(&world, SystemClock.now());
    let stage = if keeps {
        let (file, scene) = SimFile::open(&dir, asked.reset)?;
        let scene = scene.unwrap_or_else(begin);
        let clock = SimClock::new(scene.now, asked.speed);
        Simulator::new(scene, clock, Box::new(file))
    } else {
        let scene = SimFile::glance(&dir)?.unwrap_or_else(begin);
        let clock = SimClock::new(scene.now, asked.speed);
        Simulator::new(scene, clock, Box::new(Forget))
    };
    Ok(Stand { world, stage, dir })
}

/// Carries the command out in the world that was asked for.
pub(super) async fn play(asked: &Practice, command: &RunCommand, words: &Arc<Words>) -> Result<ExitCode, Refusal> {
    let mut intent = intent(command);
    let Stand { world, stage, dir } = stand(asked, !intent.goal.only_looks())?;
    let _serving = listen(asked.listen, &stage).await?;
    intent.manner.program = typed(&world.name, "").trim_end().to_owned();
    intent.manner.typist = world.person.types && !intent.manner.interactive;
    intent.manner.banner = Some(words.with("practice-banner", &[("world", &world.name)]));
    let intent = with_person(intent, command);
    let site = site(&world)?;
    let opened = open(&dir, &site.name, intent.goal);
    let (journal, ledger) = opened.map_err(|refusal| refusal.mended_by(&typed(&world.name, "repair")))?;
    let code = over(&stage, site, ledger, journal, intent, words).await?;
    // The time that passed since the last change is kept too.
    stage.play(|_| Ok::<_, ()>(()))?.ok();
    Ok(code)
}

/// What is typed for this command in this world.
pub(super) fn typed(world: &str, command: &str) -> String {
    match world {
        practice::USUAL => format!("landfall practice -- {command}"),
        other => format!("landfall practice --world {other} -- {command}"),
    }
}

/// Somebody stands at the registrar, so a teardown may wait for them.
fn with_person(intent: Intent, command: &RunCommand) -> Intent {
    match command {
        RunCommand::Down { wait: None, .. } => intent.waiting(None),
        _ => intent,
    }
}

/// The site that this world is played with.
pub(super) fn site(world: &Scenario) -> Result<Site, Refusal> {
    let malformed = || Refusal::World(ScenarioProblem::Malformed { name: world.name.clone(), detail: "[landfall]".to_owned() });
    let mut site = world.site().ok_or_else(malformed)?;
    site.server.host_key = practice::HOST_KEY.parse().ok();
    site.net.resolver = Some(practice::RESOLVER);
    site.net.roots = vec![practice::ROOT];
    Ok(site)
}

/// Who types at the masked form: whoever sits at the terminal, else the person of the world.
fn typist(manner: &Manner, words: &Arc<Words>) -> Arc<dyn Secrets> {
    if manner.typist { Arc::new(Typist) } else { Arc::new(TerminalSecrets::new(Arc::clone(words), manner.interactive)) }
}

async fn over(
    stage: &Simulator,
    site: Site,
    ledger: Ledger,
    journal: Box<dyn Journal>,
    intent: Intent,
    words: &Arc<Words>,
) -> Result<ExitCode, Refusal> {
    let ports = ports(stage, &site, journal, typist(&intent.manner, words));
    let engine = Engine::new(site, intent.options(Vec::new()), ledger);
    Ok(run(engine, ports, intent.manner, Some(stage.clone()), words).await?)
}

/// The ports of a run over this stage.
pub(super) fn ports(stage: &Simulator, site: &Site, journal: Box<dyn Journal>, secrets: Arc<dyn Secrets>) -> Ports {
    let clock: Arc<dyn Clock> = Arc::new(stage.computer());
    let aws = cloud::over(InProcess::new(Endpoint::new(stage.clone())), site, Arc::clone(&clock));
    let remote = Arc::new(practice::PracticeRemote::new(stage.clone()));
    let (dns, probe) = (Arc::new(practice::PracticeDns::new(stage.clone())), Arc::new(practice::PracticeProbe::new(stage.clone())));
    let whois = Arc::new(practice::PracticeWhois::new(stage.clone()));
    let internet = net::PublicInternet::new(dns, probe, Some(whois), site.net.roots.clone(), site.net.resolver);
    let host = Arc::new(host::RemoteServer::new(remote, site.name.clone()).asking(secrets));
    Ports { cloud: Arc::new(aws), host, internet: Arc::new(internet), clock, journal }
}

/// Serves the world's AWS at this address meanwhile; nothing without one.
pub(super) async fn listen(address: Option<SocketAddr>, stage: &Simulator) -> Result<Option<Serving>, Refusal> {
    let Some(address) = address else { return Ok(None) };
    let served = serve(Endpoint::new(stage.clone()), stage.clock().clone(), address).await;
    served.map(Some).map_err(|why| Refusal::Listen { address, why: why.to_string() })
}

/// Serves the world's AWS until it is told to stop.
pub(super) async fn only_serve(asked: &Practice, words: &Arc<Words>) -> Result<ExitCode, Refusal> {
    let Stand { world, stage, .. } = stand(asked, true)?;
    let serving = listen(Some(asked.listen.unwrap_or(USUAL_ADDRESS)), &stage).await?;
    if let Some(serving) = &serving {
        let (address, region) = (serving.address, world.region().map(|r| r.to_string()).unwrap_or_default());
        println!("{}", words.with("practice-serving", &[("world", &world.name), ("address", &address), ("region", &region)]));
    }
    let (moves, _inbox) = unbounded_channel();
    let code = signalled(moves).await;
    stage.play(|_| Ok::<_, ()>(()))?.ok();
    Ok(ExitCode::from(code))
}
