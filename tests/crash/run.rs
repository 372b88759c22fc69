//! Drives an engine as the driver does, over the model, in an order that chance picks; remembers every point of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use landfall::engine::fault::Fault;
use landfall::engine::goal::{Goal, RunOptions};
use landfall::engine::op::{Fact, Op, OpCode};
use landfall::engine::slot::Slot;
use landfall::engine::state::{JournalEntry, Ledger, OpId, Seq, Token};
use landfall::engine::status::RunStatus;
use landfall::engine::step_id::StepId;
use landfall::engine::time::Timestamp;
use landfall::engine::{Effect, Engine, Event};

use crate::checks;
use crate::faults::Faults;
use crate::person::{Person, Said};
use crate::rng::Rng;
use crate::world::{Depth, World};

pub type Journal = Vec<Arc<JournalEntry>>;

/// A run that takes more events than this goes round in circles.
const TOO_MANY_EVENTS: usize = 6_000;
const TOO_LONG: Duration = Duration::from_secs(20 * 86_400);

/// Where a run may be cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    BeforeSaved,
    Saved,
    Happened,
    Answered,
    Idle,
}

/// A moment of a run: all that outlives the process, and what it had under way.
#[derive(Debug, Clone)]
pub struct Point {
    pub place: Place,
    pub world: World,
    pub journal: Journal,
    /// Ops that left and did not happen yet.
    pub leaving: Vec<(Op, Token)>,
}

/// What a run is for and who takes part in it.
#[derive(Debug, Clone)]
pub struct Play {
    pub goal: Goal,
    pub wait: Option<Duration>,
    pub person: Person,
    pub faults: Faults,
    /// Keep every point.
    pub points: bool,
    /// End at this point, counted from 0.
    pub crash_at: Option<usize>,
}

#[derive(Debug)]
pub enum End {
    Done,
    /// Nothing happens by itself any more.
    Rest(Box<RunStatus>),
    Crashed,
}

/// A run that ended.
#[derive(Debug)]
pub struct Played {
    pub world: World,
    pub journal: Journal,
    pub end: End,
    pub points: Vec<Point>,
    /// What was under way at the crash.
    pub leaving: Vec<(Op, Token)>,
    /// Every op that left, in this order.
    pub started: Vec<Started>,
}

/// An op that left: for which step, and into which slot it writes.
#[derive(Debug)]
pub struct Started {
    pub step: StepId,
    pub code: OpCode,
    pub slot: Option<Slot>,
}

#[derive(Debug)]
pub struct Flight {
    pub op: Op,
    pub token: Token,
    pub answer: Option<Result<Fact, Fault>>,
}

struct Run<'a> {
    play: &'a Play,
    engine: Engine,
    world: World,
    journal: Journal,
    /// The fold of `journal`.
    replayed: Ledger,
    flights: BTreeMap<OpId, Flight>,
    wake: Option<Timestamp>,
    rng: Rng,
    faults: Faults,
    person: Person,
    points: Vec<Point>,
    started: Vec<Started>,
    count: usize,
    events: usize,
}

/// The run was cut off.
struct Crash;

/// Folds a journal.
pub fn fold(journal: &Journal) -> Ledger {
    let mut ledger = Ledger::default();
    journal.iter().for_each(|record| ledger.apply(record));
    ledger
}

/// Runs until everything is done, or nothing happens by itself, or the crash.
pub fn play(world: World, journal: Journal, play: &Play, seed: u64) -> Played {
    let ledger = fold(&journal);
    let options = RunOptions {
        goal: play.goal,
        wait: play.wait,
        sign_in: Some(std::time::Duration::ZERO),
        trust_delegation: false,
        regions: Vec::new(),
        seed: u128::from(seed) << 64 | u128::from(!seed),
    };
    let engine = Engine::new(world.site.clone(), options, ledger.clone());
    let mut run = Run {
        play,
        engine,
        world,
        journal,
        replayed: ledger,
        flights: BTreeMap::new(),
        wake: None,
        rng: Rng::new(seed),
        faults: play.faults.clone(),
        person: play.person.clone(),
        points: Vec::new(),
        started: Vec::new(),
        count: 0,
        events: 0,
    };
    let end = run.run_out().unwrap_or(End::Crashed);
    let Run { world, journal, points, flights, started, .. } = run;
    Played { world, journal, end, points, leaving: leaving(&flights), started }
}

fn leaving(flights: &BTreeMap<OpId, Flight>) -> Vec<(Op, Token)> {
    flights.values().filter(|f| f.answer.is_none()).map(|f| (f.op.clone(), f.token.clone())).collect()
}

impl Run<'_> {
    fn run_out(&mut self) -> Result<End, Crash> {
        let start = self.world.now;
        self.take(Event::Begin)?;
        loop {
            self.listen_to_the_person()?;
            if self.flights.is_empty() {
                let standing = self.engine.status();
                if standing.done {
                    return Ok(self.done());
                }
                if !self.idle(&standing)? {
                    return Ok(End::Rest(Box::new(standing)));
                }
            } else {
                self.something_lands()?;
            }
            assert!(self.world.now - start < TOO_LONG, "goes on for ever: {:#?}", self.tail());
        }
    }

    fn done(&mut self) -> End {
        let standing = self.engine.status();
        assert!(standing.at_rest, "done, and yet something is to come: {standing:#?}");
        End::Done
    }

    /// One event, and all that follows from it at once.
    fn take(&mut self, event: Event) -> Result<(), Crash> {
        let mut events = std::collections::VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            self.events += 1;
            assert!(self.events < TOO_MANY_EVENTS, "goes round in circles at {event:?}: {:#?}", self.tail());
            for effect in self.engine.handle(self.world.now, event) {
                events.extend(self.carry_out(effect)?);
            }
        }
        checks::ledger(&self.engine, &self.replayed);
        checks::world(&self.world);
        Ok(())
    }

    /// The end of the journal and how it stands, for a failure's message.
    fn tail(&self) -> (Vec<&JournalEntry>, RunStatus) {
        let newest = self.journal.iter().rev().take(6).map(AsRef::as_ref).collect();
        (newest, self.engine.status())
    }

    fn carry_out(&mut self, effect: Effect) -> Result<Option<Event>, Crash> {
        match effect {
            Effect::Append(seq, record) => {
                self.point(Place::BeforeSaved)?;
                assert_eq!(seq, Seq(u64::try_from(self.journal.len()).unwrap() + 1), "records out of order");
                checks::record(&self.play.goal, &record);
                self.replayed.apply(&record);
                self.journal.push(Arc::new(record));
                self.point(Place::Saved)?;
                return Ok(Some(Event::Saved(seq)));
            }
            Effect::Start { id, step, op, token } => {
                checks::start(id, &op, &self.replayed, &self.flights, &self.world);
                self.started.push(Started { step, code: op.code(), slot: op.slot() });
                let flight = Flight { op, token, answer: None };
                assert!(self.flights.insert(id, flight).is_none(), "two ops under one number");
            }
            Effect::Abort(id) => drop(self.flights.remove(&id)),
            Effect::WakeAt(at) => self.wake = Some(at),
        }
        Ok(None)
    }

    /// One op under way happens, or its answer arrives.
    fn something_lands(&mut self) -> Result<(), Crash> {
        let n = self.rng.below(self.flights.len());
        let id = *self.flights.keys().nth(n).unwrap();
        let wait = Duration::from_millis(u64::try_from(self.rng.below(400)).unwrap());
        self.world.advance(wait);
        let happened = self.flights.get(&id).is_some_and(|f| f.answer.is_some());
        if happened {
            let flight = self.flights.remove(&id).unwrap();
            self.take(Event::Ended(id, flight.answer.unwrap()))?;
            return self.point(Place::Answered);
        }
        let (op, token) = self.flights.get(&id).map(|f| (f.op.clone(), f.token.clone())).unwrap();
        let answer = self.faults.perform(&mut self.world, &mut self.rng, &op, &token);
        self.flights.get_mut(&id).unwrap().answer = Some(answer);
        self.point(Place::Happened)
    }

    /// Nothing is under way: the clock jumps. `false`: nothing will ever happen.
    fn idle(&mut self, standing: &RunStatus) -> Result<bool, Crash> {
        self.point(Place::Idle)?;
        if let Some(said) = self.person.at_leisure(standing, &mut self.world) {
            return self.hear(said).map(|()| true);
        }
        if standing.at_rest {
            return Ok(false);
        }
        let at = self.wake.take().unwrap_or_else(|| panic!("not at rest, and nothing to wake for: {standing:#?}"));
        let by = at - self.world.now;
        self.world.advance(by);
        self.take(Event::Woke)?;
        Ok(true)
    }

    fn listen_to_the_person(&mut self) -> Result<(), Crash> {
        while let Some(answer) = self.person.answer(&self.engine.status()) {
            self.take(Event::Answered(answer))?;
        }
        Ok(())
    }

    fn hear(&mut self, said: Said) -> Result<(), Crash> {
        match said {
            Said::Nothing => Ok(()),
            Said::Answer(answer) => self.take(Event::Answered(answer)),
        }
    }

    fn point(&mut self, place: Place) -> Result<(), Crash> {
        if self.play.points {
            let (world, journal) = (self.world.clone(), self.journal.clone());
            self.points.push(Point { place, world, journal, leaving: leaving(&self.flights) });
        }
        self.count += 1;
        if self.play.crash_at == Some(self.count - 1) { Err(Crash) } else { Ok(()) }
    }
}

/// What the crash leaves: of what was under way, some happened, some half, some not.
pub fn aftermath(mut world: World, leaving: &[(Op, Token)], rng: &mut Rng) -> World {
    for (op, token) in leaving {
        let depth = match rng.below(3) {
            0 => continue,
            1 => Depth::Half,
            _ => Depth::Whole,
        };
        let _nobody_hears = world.perform(op, token, depth);
    }
    world
}
