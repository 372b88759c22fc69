//! What a person does elsewhere, where practice lets it be done: the registrar's form and the mailbox.

use async_trait::async_trait;

use crate::engine::their_record::TheirRecord;
use crate::ports::{Errands, FormRefusal, Mail};
use crate::practice::aws::acm::mails::{approve, mails};
use crate::practice::dns;
use crate::practice::simulator::Simulator;
use crate::practice::state::SimState;
use crate::site::DomainName;

/// Errands over the state.
#[derive(Debug, Clone)]
pub struct PracticeErrands {
    simulator: Simulator,
}

impl PracticeErrands {
    pub fn new(simulator: Simulator) -> Self {
        Self { simulator }
    }
}

#[async_trait]
impl Errands for PracticeErrands {
    async fn registrar(&self, domain: &DomainName) -> Option<Vec<String>> {
        self.simulator.see(|sim| dns::covering(sim, domain.as_str()).map(|r| r.form))
    }

    async fn hand_over(&self, domain: &DomainName, typed: &[String]) -> Result<(), FormRefusal> {
        let played = self.simulator.play(|sim| dns::hand_over(sim, domain.as_str(), typed));
        played.unwrap_or(Err(FormRefusal::NotFromHere))
    }

    async fn mails(&self, domain: &DomainName) -> Option<Vec<Mail>> {
        Some(self.simulator.see(|sim| mails(sim, domain)))
    }

    async fn make_records(&self, records: &[TheirRecord]) {
        let act = |sim: &mut SimState| {
            let now = sim.now;
            records.iter().for_each(|record| dns::make(sim, record, now));
            Ok::<_, ()>(())
        };
        if let Err(problem) = self.simulator.play(act) {
            tracing::debug!(%problem, "the records were not kept");
        }
    }

    async fn approve(&self, mail: &Mail) {
        let act = |sim: &mut SimState| {
            approve(&mut sim.aws.acm, mail);
            Ok::<_, ()>(())
        };
        // A state that cannot be kept stays as it was: the mail can be opened again.
        if let Err(problem) = self.simulator.play(act) {
            tracing::debug!(%problem, "the approval was not kept");
        }
    }
}
