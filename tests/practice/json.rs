//! `up --yes --json`, `status --json` and `down --yes --json` over each practice world print what they printed.
//!
//! They are played as the command plays them, but with a fixed beginning and a fixed seed, on one thread: then every line is the
//! same each time, its times and ids too, and nothing needs to be left out of the comparison.

use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use landfall::driver::Driver;
use landfall::engine::Engine;
use landfall::engine::fault::Fault;
use landfall::engine::goal::{Goal, RunOptions};
use landfall::engine::state::{JournalEntry, Ledger, Seq};
use landfall::headless::{Headless, Manner, Task};
use landfall::ports::Journal;
use landfall::practice::{Keep, Scenario, SimClock, SimState, SimulatedPerson, Simulator, Speed, StoreProblem};
use landfall::text::{Language, Words};
use tokio::sync::mpsc::unbounded_channel;

use super::golden;
use super::play::{DOWN, Kept, UP, ports, site};

/// Tells the child test below which world to play.
const CHILD: &str = "LANDFALL_TEST_JSON_CHILD";

#[derive(Clone)]
struct States(Arc<Mutex<SimState>>);

impl Keep for States {
    fn keep(&mut self, scene: &SimState) -> Result<(), StoreProblem> {
        *self.0.lock().unwrap() = scene.clone();
        Ok(())
    }
}

#[derive(Clone)]
struct Records(Arc<Mutex<Vec<JournalEntry>>>);

impl Journal for Records {
    fn append(&mut self, _: Seq, record: &JournalEntry) -> Result<(), Fault> {
        self.0.lock().unwrap().push(record.clone());
        Ok(())
    }
}

/// Runs one command to its end, and returns what is kept after it.
async fn run(world: &Scenario, kept: Kept, task: Task, goal: Goal) -> Kept {
    println!("# practice --world {} -- {}", world.name, task.verb());
    let words = Arc::new(Words::new(Language::En));
    let mut ledger = Ledger::default();
    kept.journal.iter().for_each(|record| ledger.apply(record));
    let (scenes, records) = (States(Arc::new(Mutex::new(kept.scene.clone()))), Records(Arc::new(Mutex::new(kept.journal))));
    let clock = SimClock::new(kept.scene.now, Speed::Instant);
    let stage = Simulator::new(kept.scene, clock, Box::new(scenes.clone()));
    let site = site(world);
    let ports = ports(&stage, &site, Box::new(records.clone()));
    let options = RunOptions { goal, wait: None, sign_in: None, trust_delegation: false, regions: Vec::new(), seed: 7 };
    let (moves, inbox) = unbounded_channel();
    let banner = Some(words.with("practice-banner", &[("world", &world.name)]));
    let yes = task != Task::Status;
    let program = "landfall practice --".to_owned();
    let typist = world.person.types;
    let manner = Manner {
        task,
        program,
        banner,
        json: true,
        yes,
        accept_unknown_price: true,
        interactive: false,
        typist,
        adopt_zone: None,
        adopt_certificate: None,
        mail_again: Vec::new(),
        wait: None,
    };
    let engine = Engine::new(site, options, ledger);
    let mut front = Headless::new(words, manner, moves);
    front.open(engine.world());
    let mut person = SimulatedPerson::new(&mut front, stage.clone());
    Driver::new(engine, ports, &mut person).run(inbox).await.unwrap();
    stage.play(|_| Ok::<_, ()>(())).unwrap().unwrap();
    let (scene, journal) = (scenes.0.lock().unwrap().clone(), records.0.lock().unwrap().clone());
    Kept { scene, journal }
}

/// Not a test by itself: the process whose standard output the next test reads.
#[test]
fn child_that_plays_a_world() {
    let Ok(name) = std::env::var(CHILD) else { return };
    let world = Scenario::named(&name).unwrap();
    println!();
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let built = run(&world, Kept::begin(&world), Task::Up, UP).await;
        // A mere look keeps nothing.
        run(&world, built.clone(), Task::Status, Goal::LOOK).await;
        run(&world, built, Task::Down, DOWN).await;
    });
}

fn child(world: &str) -> std::process::Child {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "json::child_that_plays_a_world", "--nocapture", "--test-threads=1"]);
    child.env_clear().env(CHILD, world).stdout(Stdio::piped()).spawn().unwrap()
}

#[test]
fn each_world_prints_what_it_printed() {
    let children: Vec<_> = Scenario::names().into_iter().map(|world| (child(&world), world)).collect();
    assert_eq!(children.len(), 48);
    for (child, world) in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{world}");
        let printed = String::from_utf8(output.stdout).unwrap();
        let lines: String = printed.lines().filter(|l| l.starts_with(['{', '#'])).map(|l| format!("{l}\n")).collect();
        golden::check(&golden::dir("golden/json").join(format!("{world}.jsonl")), &lines);
    }
}
