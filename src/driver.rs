//! The one loop: carries the engine's effects out to the ports and brings what happened back as events.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::{AbortHandle, JoinSet};

use crate::engine::fault::Fault;
use crate::engine::op::{Fact, Op};
use crate::engine::state::{OpId, Token};
use crate::engine::step_id::StepId;
use crate::engine::time::Timestamp;
use crate::engine::{Effect, Engine, Event};
use crate::ports::{Clock, Cloud, Hold, Host, Internet, Journal, Reporter, UserInput};

/// The outside, as this run reaches it.
pub struct Ports {
    pub cloud: Arc<dyn Cloud>,
    pub host: Arc<dyn Host>,
    pub internet: Arc<dyn Internet>,
    pub clock: Arc<dyn Clock>,
    pub journal: Box<dyn Journal>,
}

type Answered = (OpId, Result<Fact, Fault>);

/// An op under way.
struct Running {
    step: StepId,
    op: Op,
    task: AbortHandle,
    /// Until its answer is taken in: a clock that jumps must not jump between the two.
    hold: Hold,
}

/// A run in progress.
pub struct Driver<'a> {
    engine: Engine,
    ports: Ports,
    reporter: &'a mut dyn Reporter,
    tasks: JoinSet<Answered>,
    running: HashMap<OpId, Running>,
    wake: Option<Timestamp>,
}

impl<'a> Driver<'a> {
    pub fn new(engine: Engine, ports: Ports, reporter: &'a mut dyn Reporter) -> Self {
        Self { engine, ports, reporter, tasks: JoinSet::new(), running: HashMap::new(), wake: None }
    }

    /// Runs until the reporter has had enough (or the channel is closed); then stops what is under way and gives the engine back.
    ///
    /// # Errors
    /// The [`Fault`] of a journal that could not be written: nothing was done after that.
    pub async fn run(mut self, mut inputs: UnboundedReceiver<UserInput>) -> Result<Engine, Fault> {
        self.take(Event::Begin)?;
        loop {
            let wake = self.wake;
            let clock = Arc::clone(&self.ports.clock);
            let sleep = async move {
                match wake {
                    Some(at) => clock.sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            // In this order: what was said and what was answered come before the time that goes by.
            let event = tokio::select! {
                biased;
                input = inputs.recv() => match input {
                    Some(UserInput::Answer(answer)) => Event::Answered(answer),
                    Some(UserInput::AnswerThenLook(answer)) => Event::AnsweredThenLook(answer),
                    Some(UserInput::Extend(until)) => Event::Extended(until),
                    Some(UserInput::Reconfigure(site)) => Event::Reconfigured(site),
                    Some(UserInput::Refresh) => {
                        self.show();
                        continue;
                    }
                    Some(UserInput::Stop) | None => break,
                },
                Some(joined) = self.tasks.join_next(), if !self.tasks.is_empty() => {
                    if let Some((event, hold)) = self.landed(joined) {
                        self.take(event)?;
                        drop(hold);
                    }
                    continue;
                }
                () = sleep => {
                    self.wake = None;
                    Event::Woke
                }
            };
            self.take(event)?;
        }
        self.take(Event::Stop)?;
        Ok(self.engine)
    }

    /// Hands one event to the engine and carries out all that follows at once.
    fn take(&mut self, event: Event) -> Result<(), Fault> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let now = self.ports.clock.now();
            for effect in self.engine.handle(now, event) {
                events.extend(self.carry_out(effect)?);
            }
        }
        self.show();
        Ok(())
    }

    fn show(&mut self) {
        self.reporter.status(&self.engine.status(), self.engine.world());
    }

    fn carry_out(&mut self, effect: Effect) -> Result<Option<Event>, Fault> {
        match effect {
            Effect::Append(seq, record) => {
                self.ports.journal.append(seq, &record)?;
                return Ok(Some(Event::Saved(seq)));
            }
            Effect::Start { id, step, op, token } => self.start(id, step, op, token),
            Effect::Abort(id) => {
                if let Some(running) = self.running.remove(&id) {
                    running.task.abort();
                }
            }
            Effect::WakeAt(at) => self.wake = Some(at),
        }
        Ok(None)
    }

    fn start(&mut self, id: OpId, step: StepId, op: Op, token: Token) {
        self.reporter.op_started(step, &op);
        tracing::debug!(id = id.0, op = op.code().as_str(), "started");
        let task = perform(&self.ports, op.clone(), token);
        let hold = self.ports.clock.hold();
        let task = self.tasks.spawn(async move { (id, task.await) });
        self.running.insert(id, Running { step, op, task, hold });
    }

    fn landed(&mut self, joined: Result<Answered, tokio::task::JoinError>) -> Option<(Event, Hold)> {
        let (id, result) = match joined {
            Ok(answered) => answered,
            // A panicking adapter must not hang the run: its op is told as failed.
            Err(error) if error.is_panic() => (self.finished_without_answer()?, Err(Fault::internal("an operation panicked"))),
            Err(_) => return None,
        };
        let Running { step, op, hold, .. } = self.running.remove(&id)?;
        self.reporter.op_ended(step, &op, &result);
        tracing::debug!(id = id.0, op = op.code().as_str(), fault = result.as_ref().err().map(|f| f.code.as_str()), "ended");
        Some((Event::Ended(id, result), hold))
    }

    fn finished_without_answer(&self) -> Option<OpId> {
        self.running.iter().find(|(_, running)| running.task.is_finished()).map(|(id, _)| *id)
    }
}

/// The op as a task of its own, on the port that answers it.
fn perform(ports: &Ports, op: Op, token: Token) -> impl Future<Output = Result<Fact, Fault>> + Send + use<> {
    let (cloud, host, internet) = (Arc::clone(&ports.cloud), Arc::clone(&ports.host), Arc::clone(&ports.internet));
    async move {
        match op {
            Op::Cloud(op) => cloud.perform(&op, &token).await,
            Op::Host(server, access, op) => host.perform(&access, &op).await.map(|fact| fact.on(&server)),
            Op::Net(op) => internet.perform(&op).await,
        }
    }
}
