//! `landfall practice`: the same program over a world inside the process. Nothing of the person's own is read for it: no AWS
//! variables, no `~/.aws`, no `~/.ssh`, no `landfall.toml`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::sync::mpsc::unbounded_channel;

use crate::cli::args::{self, Practice, PracticeCommand, RunCommand};
use crate::cli::run::{Intent, Refused, intent, open, refusal, run, signalled};
use crate::cli::wizard;
use crate::clock::SystemClock;
use crate::driver::Ports;
use crate::engine::Engine;
use crate::engine::policy::Goal;
use crate::engine::world::Ledger;
use crate::headless::{self, Exit};
use crate::ports::{Clock, Journal};
use crate::practice::ports::{Endpoint, InProcess, Serving, serve};
use crate::practice::{self, Forget, Scene, SceneClock, SceneFile, Stage, StoreProblem, World, WorldProblem};
use crate::site::Site;
use crate::text::Words;
use crate::{cloud, host, journal, net};

/// Where `serve` listens when it is not told.
const USUAL_ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 4570);

/// Why nothing was played.
pub(super) enum Trouble {
    World(WorldProblem),
    Store(StoreProblem),
    Listen { address: SocketAddr, why: String },
    Run(Refused),
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::Run(refused)
    }
}

impl From<StoreProblem> for Trouble {
    fn from(problem: StoreProblem) -> Self {
        Self::Store(problem)
    }
}

/// Plays what was asked for.
pub(super) async fn command(asked: &Practice, words: &Arc<Words>) -> ExitCode {
    let asked = &without_terminal(asked, words);
    let command = match args::parse_practice(asked, words) {
        Ok(command) => command,
        Err(error) => {
            // Nothing is left to do when even the message cannot be printed.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(Exit::Usage as u8) } else { ExitCode::SUCCESS };
        }
    };
    let json = matches!(&command, Some(PracticeCommand::Run(command)) if intent(command).manner.json);
    let played = match command {
        Some(PracticeCommand::Run(command)) => play(asked, &command, words).await,
        Some(PracticeCommand::Serve) => only_serve(asked, words).await,
        None => return wizard::in_practice(asked, words).await,
    };
    match played {
        Ok(code) => code,
        Err(trouble) => {
            let (message, exit) = told(&trouble, words);
            eprintln!("landfall: {message}");
            if json {
                headless::ended_early("refused", &message, exit as u8);
            }
            ExitCode::from(exit as u8)
        }
    }
}

/// Without a terminal there is nobody to look at screens: the whole guide is played as lines. Nothing in it is real.
fn without_terminal(asked: &Practice, words: &Words) -> Practice {
    if wizard::terminal() || !asked.command.is_empty() {
        return asked.clone();
    }
    eprintln!("landfall: {}", words.get("practice-no-terminal"));
    Practice { command: vec!["up".into(), "--yes".into()], ..asked.clone() }
}

pub(super) fn told(trouble: &Trouble, words: &Arc<Words>) -> (String, Exit) {
    match trouble {
        Trouble::World(WorldProblem::Unknown(name)) => {
            let worlds = World::names().join(", ");
            (words.with("practice-no-world", &[("name", name), ("worlds", &worlds)]), Exit::Usage)
        }
        Trouble::World(problem @ WorldProblem::Malformed { .. }) => (problem.to_string(), Exit::Failed),
        Trouble::Store(problem) => {
            let exit = if *problem == StoreProblem::Locked { Exit::Person } else { Exit::Failed };
            (words.with(&format!("practice-store-{}", problem.code()), &[("detail", problem)]), exit)
        }
        Trouble::Listen { address, why } => (words.with("practice-listen", &[("address", address), ("why", why)]), Exit::Usage),
        Trouble::Run(refused) => refusal(refused, words),
    }
}

/// A world in play.
pub(super) struct Stand {
    pub(super) world: World,
    pub(super) stage: Stage,
    /// Where its scene and its journals lie.
    pub(super) dir: PathBuf,
}

/// Where practice keeps this world.
pub(super) fn dir(world: &World) -> Result<PathBuf, Trouble> {
    let state = journal::state_dir(|key| std::env::var_os(key)).map_err(Refused::Journal)?;
    Ok(state.join("practice").join(&world.name))
}

/// Raises the curtain. `keeps`: what happens stays, and nobody else plays in this world meanwhile; else it is a mere look.
pub(super) fn stand(asked: &Practice, keeps: bool) -> Result<Stand, Trouble> {
    let world = World::named(&asked.world).map_err(Trouble::World)?;
    let dir = dir(&world)?;
    let begin = || Scene::begin(&world, SystemClock.now());
    let stage = if keeps {
        let (file, scene) = SceneFile::open(&dir, asked.reset)?;
        let scene = scene.unwrap_or_else(begin);
        let clock = SceneClock::new(scene.now, asked.speed);
        Stage::new(scene, clock, Box::new(file))
    } else {
        let scene = SceneFile::glance(&dir)?.unwrap_or_else(begin);
        let clock = SceneClock::new(scene.now, asked.speed);
        Stage::new(scene, clock, Box::new(Forget))
    };
    Ok(Stand { world, stage, dir })
}

async fn play(asked: &Practice, command: &RunCommand, words: &Arc<Words>) -> Result<ExitCode, Trouble> {
    let mut intent = intent(command);
    let Stand { world, stage, dir } = stand(asked, !matches!(intent.goal, Goal::Look { .. }))?;
    let _serving = listen(asked.listen, &stage).await?;
    intent.manner.program = "landfall practice --";
    intent.manner.banner = Some(words.with("practice-banner", &[("world", &world.name)]));
    let intent = with_person(intent, command);
    let site = site(&world)?;
    let (journal, ledger) = open(&dir, &site.name, intent.goal)?;
    let code = over(&stage, site, ledger, journal, intent, words).await?;
    // The time that passed since the last change is kept too.
    stage.play(|_| Ok::<_, ()>(()))?.ok();
    Ok(code)
}

/// Somebody stands at the registrar, so a teardown may wait for them.
fn with_person(intent: Intent, command: &RunCommand) -> Intent {
    match command {
        RunCommand::Down { wait: None, .. } => intent.waiting(None),
        _ => intent,
    }
}

/// The site that this world is played with.
pub(super) fn site(world: &World) -> Result<Site, Trouble> {
    let malformed = || Trouble::World(WorldProblem::Malformed { name: world.name.clone(), detail: "[landfall]".to_owned() });
    let mut site = world.site().ok_or_else(malformed)?;
    site.server.host_key = practice::HOST_KEY.parse().ok();
    site.net.resolver = Some(practice::RESOLVER);
    site.net.roots = vec![practice::ROOT];
    Ok(site)
}

async fn over(
    stage: &Stage,
    site: Site,
    ledger: Ledger,
    journal: Box<dyn Journal>,
    intent: Intent,
    words: &Arc<Words>,
) -> Result<ExitCode, Refused> {
    let ports = ports(stage, &site, journal);
    let engine = Engine::new(site, intent.policy(), ledger);
    Ok(run(engine, ports, intent.manner, Some(stage.clone()), words).await?)
}

/// The ports of a run over this stage.
pub(super) fn ports(stage: &Stage, site: &Site, journal: Box<dyn Journal>) -> Ports {
    let clock: Arc<dyn Clock> = Arc::new(stage.clock().clone());
    let aws = cloud::over(InProcess::new(Endpoint::new(stage.clone())), site, Arc::clone(&clock));
    let remote = Arc::new(practice::PracticeRemote::new(stage.clone()));
    let (dns, probe) = (Arc::new(practice::PracticeDns::new(stage.clone())), Arc::new(practice::PracticeProbe::new(stage.clone())));
    let internet = net::PublicInternet::new(dns, probe, site.net.roots.clone(), site.net.resolver);
    Ports { cloud: Arc::new(aws), host: Arc::new(host::Server::new(remote)), internet: Arc::new(internet), clock, journal }
}

pub(super) async fn listen(address: Option<SocketAddr>, stage: &Stage) -> Result<Option<Serving>, Trouble> {
    let Some(address) = address else { return Ok(None) };
    let served = serve(Endpoint::new(stage.clone()), stage.clock().clone(), address).await;
    served.map(Some).map_err(|why| Trouble::Listen { address, why: why.to_string() })
}

/// Serves the world's AWS until it is told to stop.
async fn only_serve(asked: &Practice, words: &Arc<Words>) -> Result<ExitCode, Trouble> {
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
