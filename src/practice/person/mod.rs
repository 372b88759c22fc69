//! The simulated person: does the errands that a run waits for, where nobody else is there to do them, and what a run that ended asks for.

mod console;
mod mends;
mod others;

use async_trait::async_trait;

use super::scenario::Habits;
use super::simulator::Simulator;
use super::timing::secs;
use crate::engine::directive::Errand;
use crate::engine::fault::Fault;
use crate::engine::goal::Goal;
use crate::engine::op::{Fact, Op};
use crate::engine::queries;
use crate::engine::state::World;
use crate::engine::status::RunStatus;
use crate::engine::step_id::StepId;
use crate::ports::{Reporter, Secret, SecretKind, Secrets};
use crate::practice::aws::acm::mails;
use crate::practice::dns;
use crate::practice::state::SimState;
use crate::site::DomainName;

/// A reporter with somebody behind it who reads what it shows, and does what is to be done elsewhere.
pub struct SimulatedPerson<'a> {
    reporter: &'a mut dyn Reporter,
    simulator: Simulator,
    /// What was already taken on.
    doing: Vec<Errand>,
}

impl<'a> SimulatedPerson<'a> {
    /// A person behind `reporter`.
    pub fn new(reporter: &'a mut dyn Reporter, simulator: Simulator) -> Self {
        Self { reporter, simulator, doing: Vec::new() }
    }

    /// Takes each errand on once. A hand-over for which the parent meanwhile names something else is the same one.
    fn take_on(&mut self, on: &Errand, ours: &[DomainName]) {
        let same = |done: &Errand| match (done, on) {
            (Errand::HandOver { ours: a, .. }, Errand::HandOver { ours: b, .. }) => a == b,
            (a, b) => a == b,
        };
        if self.doing.iter().any(same) {
            return;
        }
        let act = |sim: &mut SimState| {
            begin(sim, on, ours);
            Ok::<_, ()>(())
        };
        if matches!(self.simulator.play(act), Ok(Ok(()))) {
            self.doing.push(on.clone());
        }
    }

    /// Does what the remedies of a run that came to rest say, for the next one.
    fn mend(&self, standing: &RunStatus) {
        let act = |sim: &mut SimState| {
            if sim.habits.mends {
                standing.stuck.iter().for_each(|stuck| mends::mend(sim, &stuck.fault));
            }
            Ok::<_, ()>(())
        };
        if let Err(problem) = self.simulator.play(act) {
            tracing::debug!(%problem, "nothing was mended");
        }
    }

    /// The site is live: others come, where they do in this world.
    fn others_come(&self) {
        let act = |sim: &mut SimState| {
            if sim.habits.shares {
                others::come(sim);
            }
            Ok::<_, ()>(())
        };
        if let Err(problem) = self.simulator.play(act) {
            tracing::debug!(%problem, "nobody came");
        }
    }

    /// Mails arrive later than they are waited for, so the mailbox is opened again and again.
    fn read_mails(&self, domain: &DomainName) {
        let act = |sim: &mut SimState| {
            if sim.habits.approves {
                let mails = mails::mails(sim, domain);
                mails.iter().for_each(|mail| mails::approve(&mut sim.aws.acm, mail));
            }
            Ok::<_, ()>(())
        };
        if let Err(problem) = self.simulator.play(act) {
            tracing::debug!(%problem, "the mails were not read");
        }
    }
}

/// Types at the masked form what nobody else would: a value that means nothing. A passphrase is not theirs to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typist;

#[async_trait]
impl Secrets for Typist {
    async fn ask(&self, kind: &SecretKind, again: bool) -> Option<Secret> {
        match kind {
            SecretKind::Variable { .. } if !again => Some(Secret::new("practice $ecret".to_owned())),
            SecretKind::Variable { .. } | SecretKind::KeyPassphrase { .. } | SecretKind::SudoPassword { .. } => None,
        }
    }
}

/// `ours`: the name servers that the person was told of.
fn begin(sim: &mut SimState, on: &Errand, ours: &[DomainName]) {
    match on {
        Errand::HandOver { domain, ours, .. } => hand_over(sim, domain.as_str(), ours),
        Errand::HandBack { domain, old, .. } => {
            let bought = sim.internet.registrar.clone();
            let names = if old.is_empty() { bought } else { texts(old) };
            let at = sim.now + secs(sim.habits.delay);
            dns::plan(sim, domain.as_str(), at, names);
        }
        Errand::Records { records, .. } => {
            let at = sim.now + secs(sim.habits.delay);
            records.iter().for_each(|(record, instead)| dns::plan_record(sim, record, instead.as_ref(), at));
        }
        Errand::Mend { fault } if sim.habits.mends => mends::mend(sim, fault),
        Errand::Mend { .. } | Errand::DnssecOff { until: Some(_), .. } | Errand::Mail { .. } => {}
        // Whoever is in a hurry switches the name servers all the same.
        Errand::DnssecOff { domain, left: false, .. } if sim.habits.hasty => hand_over(sim, domain.as_str(), ours),
        Errand::DnssecOff { domain, .. } => dns::switch_off(sim, domain.as_str(), sim.now + secs(sim.habits.delay)),
    }
}

fn hand_over(sim: &mut SimState, domain: &str, ours: &[DomainName]) {
    let Habits { delay, typo_for, .. } = sim.habits.clone();
    let at = sim.now + secs(delay);
    if let Some(later) = typo_for {
        dns::plan(sim, domain, at, with_typo(ours));
        dns::plan(sim, domain, at + secs(later), texts(ours));
    } else {
        dns::plan(sim, domain, at, texts(ours));
    }
}

fn texts(names: &[DomainName]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

/// The last one has lost its last letter, as it does when the end was not marked before copying.
fn with_typo(names: &[DomainName]) -> Vec<String> {
    let mut all = texts(names);
    if let Some(last) = all.last_mut() {
        last.pop();
    }
    all
}

impl Reporter for SimulatedPerson<'_> {
    fn op_started(&mut self, step: StepId, op: &Op) {
        self.reporter.op_started(step, op);
    }

    fn op_ended(&mut self, step: StepId, op: &Op, result: &Result<Fact, Fault>) {
        self.reporter.op_ended(step, op, result);
    }

    fn status(&mut self, standing: &RunStatus, world: &World) {
        self.reporter.status(standing, world);
        if standing.at_rest && !standing.done && !standing.stuck.is_empty() {
            self.mend(standing);
        }
        if standing.done && matches!(world.options.goal, Goal::Build { .. }) {
            self.others_come();
        }
        // An errand is taken on once a look has shown what stands there now.
        for (step, on) in &standing.elsewhere {
            let looked = standing.waits.iter().any(|wait| wait.step == *step && wait.last.is_some());
            match on {
                Errand::Mail { .. } => self.read_mails(&world.site.domain),
                _ if looked => self.take_on(on, queries::zone::held(world).map(|(_, ours)| ours).unwrap_or_default()),
                _ => {}
            }
        }
    }
}
