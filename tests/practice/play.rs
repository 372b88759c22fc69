//! Whole runs over a practice world in memory, as `practice -- up --yes` and `down --yes` have them, which can be cut off.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use landfall::driver::{Driver, Ports};
use landfall::engine::Engine;
use landfall::engine::fault::{Code, Fault};
use landfall::engine::goal::{Goal, RunOptions, Scope};
use landfall::engine::op::{Fact, Op, OpCode};
use landfall::engine::poll::WaitKind;
use landfall::engine::question::{Answer, Question};
use landfall::engine::state::{JournalEntry, Ledger, Seq, World as Known};
use landfall::engine::status::{Gone, RunStatus};
use landfall::engine::step_id::StepId;
use landfall::engine::steps::{Hop, hops};
use landfall::ports::{Clock, Journal, Reporter, UserInput};
use landfall::practice::ports::{Endpoint, InProcess};
use landfall::practice::state::elb::TargetGroup;
use landfall::practice::{
    HOST_KEY, Keep, PracticeDns, PracticeProbe, PracticeRemote, PracticeWhois, RESOLVER, ROOT, Scenario, SimClock, SimState,
    SimulatedPerson, Simulator, Speed, StoreProblem, Typist,
};
use landfall::site::{CertificateName, Site};
use landfall::{cloud, host, net};
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::bench::START;

pub const UP: Goal = Goal::Build { until: StepId::Live };
pub const DOWN: Goal = Goal::TearDown(Scope { with_server: false, abandon_delegation: false });

/// All that outlives a process: the state as it was last kept, and the journal.
#[derive(Debug, Clone)]
pub struct Kept {
    pub scene: SimState,
    pub journal: Vec<JournalEntry>,
}

/// Where a run is cut off: at the so-manieth thing that is kept (scene and journal count together), before it is kept or after.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    pub at: usize,
    pub after: bool,
}

/// How a run ended.
#[derive(Debug)]
pub enum End {
    Done,
    /// Nothing happens by itself any more.
    Rest(Box<RunStatus>),
    Cut,
}

/// A run that ended, and how many things it kept.
#[derive(Debug)]
pub struct Played {
    pub kept: Kept,
    pub end: End,
    pub count: usize,
    /// How far a teardown was told to be, since its first looks were through.
    pub gone: Vec<Gone>,
    /// How all stood at its end, with every hop.
    pub standing: Option<RunStatus>,
    pub hops: Vec<(StepId, Hop)>,
}

impl Kept {
    pub fn begin(world: &Scenario) -> Self {
        Self { scene: SimState::begin(world, START), journal: Vec::new() }
    }

    pub fn ledger(&self) -> Ledger {
        ledger(&self.journal)
    }
}

/// What a journal comes to.
pub fn ledger(journal: &[JournalEntry]) -> Ledger {
    let mut ledger = Ledger::default();
    journal.iter().for_each(|record| ledger.apply(record));
    ledger
}

/// The site with which the command plays this world.
pub fn site(world: &Scenario) -> Site {
    let mut site = world.site().unwrap();
    site.server.host_key = HOST_KEY.parse().ok();
    site.net.resolver = Some(RESOLVER);
    site.net.roots = vec![ROOT];
    site
}

/// The process's end: nothing is kept after it.
#[derive(Debug, Default)]
struct Life {
    cut: Option<Cut>,
    count: AtomicUsize,
    over: AtomicBool,
    ended: Notify,
}

impl Life {
    /// Whether this thing may still be kept.
    fn keeps(&self) -> bool {
        if self.over.load(Ordering::SeqCst) {
            return false;
        }
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let Some(cut) = self.cut.filter(|cut| cut.at == number) else { return true };
        self.over.store(true, Ordering::SeqCst);
        self.ended.notify_one();
        cut.after
    }
}

struct Scenes(Arc<Life>, Arc<Mutex<SimState>>);

impl Keep for Scenes {
    fn keep(&mut self, scene: &SimState) -> Result<(), StoreProblem> {
        if !self.0.keeps() {
            return Err(StoreProblem::Locked);
        }
        *self.1.lock().unwrap() = scene.clone();
        Ok(())
    }
}

struct Records(Arc<Life>, Arc<Mutex<Vec<JournalEntry>>>);

impl Journal for Records {
    fn append(&mut self, seq: Seq, record: &JournalEntry) -> Result<(), Fault> {
        let mut records = self.1.lock().unwrap();
        assert_eq!(seq.0, records.len() as u64 + 1, "records out of order");
        if !self.0.keeps() {
            return Err(Fault::ended(Code::JournalFailed, "cut off"));
        }
        records.push(record.clone());
        Ok(())
    }
}

/// What a person says besides.
#[derive(Debug, Clone)]
struct Says {
    /// Types the value of a variable.
    types: bool,
    /// Closes what lets more in than visitors.
    closes: bool,
    /// Types the ids of what the server left behind.
    deletes: bool,
    /// Agrees to a change of a live site's settings.
    edits: bool,
    /// Takes a certificate of the account that is offered.
    adopts: bool,
    /// Asks once for the approval mails of this name (of all) to be sent again.
    resends: Option<Option<CertificateName>>,
}

impl Says {
    fn answer(&self, question: &Question) -> Option<Answer> {
        match question {
            Question::Variable { .. } if self.types => question.choices().into_iter().next(),
            Question::SideDoor { .. } | Question::OwnGroup(_) if self.closes => question.choices().into_iter().next_back(),
            Question::Settings { .. } if self.edits => question.choices().into_iter().next(),
            Question::AdoptCertificate(_) if self.adopts => question.choices().into_iter().next_back(),
            Question::DeleteLeftover { .. } if self.deletes => question.choices().into_iter().next_back(),
            _ => None,
        }
    }
}

/// Says what `--yes` says, and what the person of the world does, and ends when everything is done or rests.
pub struct Yes {
    inputs: UnboundedSender<UserInput>,
    says: Says,
    said: Vec<Question>,
    gone: Vec<Gone>,
    end: Option<End>,
    standing: Option<RunStatus>,
    hops: Vec<(StepId, Hop)>,
    /// The mails were asked for once more.
    resent: bool,
}

impl Yes {
    pub fn new(inputs: UnboundedSender<UserInput>) -> Self {
        Self {
            inputs,
            says: Says { types: false, closes: false, deletes: false, edits: false, adopts: false, resends: None },
            said: Vec::new(),
            gone: Vec::new(),
            end: None,
            standing: None,
            hops: Vec::new(),
            resent: false,
        }
    }

    pub fn end(&mut self) -> End {
        self.end.take().expect("ended without an end")
    }
}

impl Reporter for Yes {
    fn op_started(&mut self, _: StepId, _: &Op) {}

    fn op_ended(&mut self, _: StepId, _: &Op, _: &Result<Fact, Fault>) {}

    fn status(&mut self, standing: &RunStatus, world: &Known) {
        if self.end.is_some() {
            return;
        }
        self.gone.extend(standing.gone.filter(|gone| world.observed.refreshed && self.gone.last() != Some(gone)));
        let mut open = false;
        let minute = Duration::from_secs(60);
        let waits = standing.waits.iter().any(|wait| wait.kind == WaitKind::CertificateMail && wait.elapsed >= minute);
        if let Some(only) = self.says.resends.take_if(|_| waits) {
            self.inputs.send(UserInput::Answer(Answer::MailAgain(only))).unwrap();
            self.resent = true;
        }
        // Nobody reads them: it would be waited for three days.
        if self.resent && world.observed.has_done(|op| op.code() == OpCode::ResendValidation) {
            self.end = Some(End::Rest(Box::new(standing.clone())));
            self.inputs.send(UserInput::Stop).unwrap();
            return;
        }
        for (_, question) in &standing.asks {
            // As `--accept-unknown-price`: not every world lies where the prices are known.
            let costs =
                Some(question).filter(|q| matches!(q, Question::Costs(_))).and_then(|question| question.choices().into_iter().next());
            let Some(answer) = self.says.answer(question).or(costs).or_else(|| question.answer_of_yes()) else { continue };
            open = true;
            if !self.said.contains(question) {
                self.said.push(question.clone());
                self.inputs.send(UserInput::Answer(answer)).unwrap();
            }
        }
        if standing.done || (standing.at_rest && !open) {
            (self.standing, self.hops) = (Some(standing.clone()), hops(world));
            self.end = Some(if standing.done { End::Done } else { End::Rest(Box::new(standing.clone())) });
            self.inputs.send(UserInput::Stop).unwrap();
        }
    }
}

/// One process: from what was kept to its end, or to where it is cut off.
pub async fn play(world: &Scenario, kept: Kept, goal: Goal, seed: u64, cut: Option<Cut>) -> Played {
    run(typist(world.person.types), site(world), kept, goal, seed, cut, AT_ONCE).await
}

/// The same, where the person closes what lets more in than visitors.
pub async fn play_closing(world: &Scenario, kept: Kept, goal: Goal, seed: u64, cut: Option<Cut>) -> Played {
    run(Says { closes: true, ..typist(false) }, site(world), kept, goal, seed, cut, AT_ONCE).await
}

/// The same with a person who agrees to a change of a live site's settings.
pub async fn play_editing(world: &Scenario, kept: Kept, goal: Goal, seed: u64, cut: Option<Cut>) -> Played {
    run(Says { edits: true, ..typist(false) }, site(world), kept, goal, seed, cut, AT_ONCE).await
}

/// The same with a person who has all deleted that the server left behind.
pub async fn play_deleting(world: &Scenario, kept: Kept, goal: Goal, seed: u64, cut: Option<Cut>) -> Played {
    let says = Says { deletes: true, ..typist(world.person.types) };
    run(says, site(world), kept, goal, seed, cut, AT_ONCE).await
}

/// The same, up to its good end, with a person who takes a certificate of the account that covers the site.
pub async fn play_adopting(world: &Scenario, kept: Kept, goal: Goal, seed: u64) -> Kept {
    let says = Says { adopts: true, ..typist(world.person.types) };
    let played = run(says, site(world), kept, goal, seed, None, AT_ONCE).await;
    assert!(matches!(played.end, End::Done), "seed {seed}: {:#?}", played.end);
    played.kept
}

/// The same, up to where it rests, with a person who asks for approval mails once more.
pub async fn play_resending(world: &Scenario, kept: Kept, goal: Goal, seed: u64, only: Option<CertificateName>) -> Kept {
    let says = Says { resends: Some(only), ..typist(world.person.types) };
    run(says, site(world), kept, goal, seed, None, AT_ONCE).await.kept
}

/// A mere look: how all stands, and every hop.
pub async fn looked(world: &Scenario, kept: Kept, seed: u64) -> (RunStatus, Vec<(StepId, Hop)>) {
    let played = run(typist(false), site(world), kept, Goal::LOOK, seed, None, AT_ONCE).await;
    (played.standing.unwrap(), played.hops)
}

/// The same, up to its end, where a sign-in that is over is waited for.
pub async fn play_patient(world: &Scenario, kept: Kept, goal: Goal, seed: u64) -> Played {
    run(typist(world.person.types), site(world), kept, goal, seed, None, None).await
}

/// Nobody is waited for who signs in again.
const AT_ONCE: Option<Duration> = Some(Duration::ZERO);

/// The same for a site as it is given.
pub async fn play_site(site: Site, kept: Kept, goal: Goal, seed: u64, cut: Option<Cut>) -> Played {
    run(typist(false), site, kept, goal, seed, cut, AT_ONCE).await
}

fn typist(types: bool) -> Says {
    Says { types, closes: false, deletes: false, edits: false, adopts: false, resends: None }
}

async fn run(says: Says, site: Site, kept: Kept, goal: Goal, seed: u64, cut: Option<Cut>, sign_in: Option<Duration>) -> Played {
    let ledger = kept.ledger();
    let life = Arc::new(Life { cut, ..Life::default() });
    let (scene, journal) = (Arc::new(Mutex::new(kept.scene.clone())), Arc::new(Mutex::new(kept.journal)));
    let clock = SimClock::new(kept.scene.now, Speed::Instant);
    let stage = Simulator::new(kept.scene, clock, Box::new(Scenes(Arc::clone(&life), Arc::clone(&scene))));
    let ports = ports(&stage, &site, Box::new(Records(Arc::clone(&life), Arc::clone(&journal))));
    let options = RunOptions {
        goal,
        wait: None,
        sign_in,
        trust_delegation: false,
        regions: Vec::new(),
        seed: u128::from(seed) << 64 | u128::from(!seed),
    };
    let engine = Engine::new(site, options, ledger);
    let (inputs, inbox) = unbounded_channel();
    let mut reporter = Yes { says, ..Yes::new(inputs) };
    let mut person = SimulatedPerson::new(&mut reporter, stage.clone());
    let run = Driver::new(engine, ports, &mut person).run(inbox);
    tokio::select! {
        biased;
        () = life.ended.notified() => {}
        _ = run => {}
        // Real time, and only for a run that hangs: simulated time never does.
        () = tokio::time::sleep(Duration::from_secs(120)) => panic!("hangs at {:?}", scene.lock().unwrap().now),
    }
    let was_cut = life.over.load(Ordering::SeqCst);
    let gone = std::mem::take(&mut reporter.gone);
    let (standing, hops) = (reporter.standing.take(), std::mem::take(&mut reporter.hops));
    let end = if was_cut { End::Cut } else { reporter.end() };
    let kept = Kept { scene: scene.lock().unwrap().clone(), journal: journal.lock().unwrap().clone() };
    Played { kept, end, count: life.count.load(Ordering::SeqCst), gone, standing, hops }
}

/// The ports of a run over this stage.
pub fn ports(stage: &Simulator, site: &Site, journal: Box<dyn Journal>) -> Ports {
    let clock: Arc<dyn Clock> = Arc::new(stage.computer());
    let aws = cloud::over(InProcess::new(Endpoint::new(stage.clone())), site, Arc::clone(&clock));
    let remote = Arc::new(PracticeRemote::new(stage.clone()));
    let (dns, probe) = (Arc::new(PracticeDns::new(stage.clone())), Arc::new(PracticeProbe::new(stage.clone())));
    let whois = Arc::new(PracticeWhois::new(stage.clone()));
    let internet = net::PublicInternet::new(dns, probe, Some(whois), site.net.roots.clone(), site.net.resolver);
    let host = Arc::new(host::RemoteServer::new(remote, site.name.clone()).asking(Arc::new(Typist)));
    Ports { cloud: Arc::new(aws), host, internet: Arc::new(internet), clock, journal }
}

/// A process that gets to its end, which must be a good one.
pub async fn through(world: &Scenario, kept: Kept, goal: Goal, seed: u64) -> Kept {
    let played = play(world, kept, goal, seed, None).await;
    assert!(matches!(played.end, End::Done), "seed {seed}: {:#?}", played.end);
    played.kept
}

/// What must be as before once everything is taken down again.
#[derive(Debug, PartialEq)]
pub struct Picture {
    aws: String,
    server: String,
}

/// What stands in AWS and on the server, without what only tells of the past.
pub fn picture(scene: &SimState) -> Picture {
    let aws = &scene.aws;
    let groups: Vec<_> =
        aws.ec2.groups.iter().map(|g| (&g.id, g.rules.iter().map(rule).collect::<std::collections::BTreeSet<_>>())).collect();
    let placed: Vec<_> = aws.ec2.interfaces.iter().filter(|i| i.instance.is_some()).map(|i| (&i.id, &i.groups)).collect();
    let elb = (&aws.elb.balancers, &aws.elb.listeners, &aws.elb.rules, unticked(&aws.elb.target_groups));
    let standing = (&aws.acm.certificates, &aws.route53.zones, elb, groups, placed);
    let server = (&scene.server.files, units(scene));
    Picture { aws: format!("{standing:#?}"), server: format!("{server:#?}") }
}

/// Target groups without what the next health check changes: time alone does that.
pub fn unticked(groups: &[TargetGroup]) -> Vec<TargetGroup> {
    let mut groups = groups.to_vec();
    for target in groups.iter_mut().flat_map(|group| &mut group.targets) {
        (target.successes, target.failures, target.reason, target.next_check) = (0, 0, None, None);
    }
    groups
}

/// A rule as it acts: one that was revoked and authorised again has another id.
fn rule(rule: &landfall::practice::state::ec2::Rule) -> String {
    format!("{} {:?}-{:?} {:?} {:?}", rule.protocol, rule.from_port, rule.to_port, rule.source, rule.description)
}

fn units(scene: &SimState) -> Vec<String> {
    let live = scene.server.units.iter().filter(|(_, unit)| unit.loaded.is_some() || unit.process.is_some());
    live.map(|(name, unit)| format!("{name} enabled={} running={}", unit.enabled, unit.process.is_some())).collect()
}
