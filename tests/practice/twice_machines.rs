//! Two computers in one world, at the same time: each has a journal of its own, and waits a while, as chance says, before and after each
//! request to AWS. So the other one may come in between any two of them. AWS's lists may show late what was just made.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use landfall::cloud;
use landfall::driver::{Driver, Ports};
use landfall::engine::Engine;
use landfall::engine::fault::Fault;
use landfall::engine::goal::{Goal, RunOptions};
use landfall::engine::splitmix::mixed;
use landfall::engine::state::{JournalEntry, Seq};
use landfall::engine::time::Timestamp;
use landfall::ports::{Clock, Journal};
use landfall::practice::ports::{Endpoint, InProcess};
use landfall::practice::{Forget, SimClock, SimState, SimulatedPerson, Simulator, Speed};
use landfall::site::Site;
use tokio::sync::mpsc::unbounded_channel;

use super::play::{End, Yes, ledger, ports};

/// The longest that chance lets a request, or its answer, be on its way.
const LONGEST: u64 = 400;

/// For how long the person is waited for. Of two who want contrary things of the registrar, the one who asked first waits in vain.
const WAIT: Duration = Duration::from_secs(2 * 3_600);

/// One computer: who is at it, the chance that it meets, and its journal.
#[derive(Debug, Clone)]
pub struct Machine {
    pub author: &'static str,
    pub seed: u64,
    pub journal: Vec<JournalEntry>,
}

impl Machine {
    pub fn new(author: &'static str, seed: u64) -> Self {
        Self { author, seed, journal: Vec::new() }
    }
}

/// What both computers are at.
#[derive(Clone)]
pub struct Together {
    pub stage: Simulator,
    pub site: Site,
    late: Arc<Late>,
}

/// Lists that show late what was made: until then they are answered as it was before.
struct Late {
    by: Duration,
    before: Mutex<Option<(Timestamp, SimState)>>,
}

impl Together {
    /// `late`: so long after a zone or certificate was made, lists do not show it.
    pub fn new(scene: SimState, site: Site, late: Duration) -> Self {
        let clock = SimClock::new(scene.now, Speed::Instant);
        let stage = Simulator::new(scene, clock, Box::new(Forget));
        Self { stage, site, late: Arc::new(Late { by: late, before: Mutex::new(None) }) }
    }

    pub fn scene(&self) -> SimState {
        self.stage.see(Clone::clone)
    }

    /// One computer's run, begun after a while; answers its end, with the journal as it is then, and what it was told of the other.
    pub async fn run(&self, machine: &mut Machine, goal: Goal, after: Duration) -> (End, Vec<landfall::engine::made::Removed>) {
        // In steps, so that the other one's waits have their turns in between.
        let hold = self.stage.clock().hold();
        self.stage.clock().nap(after).await;
        drop(hold);
        let journal = Arc::new(Mutex::new(std::mem::take(&mut machine.journal)));
        let known = ledger(&journal.lock().unwrap());
        let ports = self.ports(machine, Box::new(Records(Arc::clone(&journal))));
        let seed = u128::from(mixed(machine.seed)) << 64 | u128::from(machine.seed);
        let options =
            RunOptions { goal, wait: Some(WAIT), sign_in: Some(Duration::ZERO), trust_delegation: false, seed, regions: Vec::new() };
        let (inputs, inbox) = unbounded_channel();
        let mut reporter = Yes::new(inputs);
        let mut person = SimulatedPerson::new(&mut reporter, self.stage.clone());
        let engine = Driver::new(Engine::new(self.site.clone(), options, known), ports, &mut person).run(inbox).await.unwrap();
        machine.journal = journal.lock().unwrap().clone();
        machine.seed = mixed(machine.seed);
        (reporter.end(), engine.world().observed.second.clone())
    }

    fn ports(&self, machine: &Machine, journal: Box<dyn Journal>) -> Ports {
        let ports = ports(&self.stage, &self.site, journal);
        let client = Chancy {
            stage: self.stage.clone(),
            late: Arc::clone(&self.late),
            chance: Arc::new(Mutex::new(mixed(machine.seed ^ 0x7ce))),
            inner: InProcess::new(Endpoint::new(self.stage.clone())),
        };
        let aws = cloud::over(client, &self.site, Arc::clone(&ports.clock)).made_by(machine.author);
        Ports { cloud: Arc::new(aws), ..ports }
    }
}

struct Records(Arc<Mutex<Vec<JournalEntry>>>);

impl Journal for Records {
    fn append(&mut self, _: Seq, record: &JournalEntry) -> Result<(), Fault> {
        self.0.lock().unwrap().push(record.clone());
        Ok(())
    }
}

/// AWS by a way that takes as long as chance says.
#[derive(Clone)]
struct Chancy {
    stage: Simulator,
    late: Arc<Late>,
    chance: Arc<Mutex<u64>>,
    inner: InProcess,
}

impl std::fmt::Debug for Chancy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chancy")
    }
}

impl Chancy {
    fn while_away(&self) -> Duration {
        let mut chance = self.chance.lock().unwrap();
        *chance = mixed(*chance);
        Duration::from_millis(*chance % LONGEST)
    }

    /// The client that answers this request: what was made is noted, and a list may be answered from before it.
    fn answering(&self, request: &HttpRequest) -> InProcess {
        let (action, path) = (request.headers().get("x-amz-target").unwrap_or_default().to_owned(), request.uri().to_owned());
        let now = self.stage.clock().now();
        let mut before = self.late.before.lock().unwrap();
        if before.as_ref().is_some_and(|(until, _)| *until <= now) {
            *before = None;
        }
        let makes = action.ends_with("RequestCertificate") || (request.method() == "POST" && path.ends_with("/hostedzone"));
        if makes && self.late.by > Duration::ZERO {
            let scene = before.take().map_or_else(|| self.stage.see(Clone::clone), |(_, scene)| scene);
            *before = Some((now + self.late.by, scene));
        }
        let lists = action.ends_with("ListCertificates") || (request.method() == "GET" && path.contains("/hostedzonesbyname"));
        match before.as_ref().filter(|_| lists) {
            Some((_, scene)) => {
                let clock = SimClock::new(now, Speed::Instant);
                InProcess::new(Endpoint::new(Simulator::new(scene.clone(), clock, Box::new(Forget))))
            }
            None => self.inner.clone(),
        }
    }
}

impl HttpConnector for Chancy {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let way = self.clone();
        HttpConnectorFuture::new(async move {
            way.stage.clock().nap(way.while_away()).await;
            let answer = way.answering(&request).call(request).await;
            way.stage.clock().nap(way.while_away()).await;
            answer
        })
    }
}

impl HttpClient for Chancy {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
