//! What a person does elsewhere, where practice lets it be done: the registrar's form and the mailbox.

use async_trait::async_trait;

use crate::ports::{Errands, FormRefusal, Mail};
use crate::practice::aws::acm::mails::{approve, mails};
use crate::practice::dns;
use crate::practice::simulator::Stage;
use crate::practice::state::Scene;
use crate::site::DomainName;

/// Errands over the scene.
#[derive(Debug, Clone)]
pub struct PracticeErrands {
    stage: Stage,
}

impl PracticeErrands {
    pub fn new(stage: Stage) -> Self {
        Self { stage }
    }
}

#[async_trait]
impl Errands for PracticeErrands {
    async fn registrar(&self, domain: &DomainName) -> Option<Vec<String>> {
        self.stage.see(|scene| dns::covering(scene, domain.as_str()).map(|r| r.form))
    }

    async fn hand_over(&self, domain: &DomainName, typed: &[String]) -> Result<(), FormRefusal> {
        let played = self.stage.play(|scene| dns::hand_over(scene, domain.as_str(), typed));
        played.unwrap_or(Err(FormRefusal::NotFromHere))
    }

    async fn mails(&self, domain: &DomainName) -> Option<Vec<Mail>> {
        Some(self.stage.see(|scene| mails(scene, domain)))
    }

    async fn approve(&self, mail: &Mail) {
        let act = |scene: &mut Scene| {
            approve(&mut scene.aws.acm, mail);
            Ok::<_, ()>(())
        };
        // A scene that cannot be kept stays as it was: the mail can be opened again.
        if let Err(problem) = self.stage.play(act) {
            tracing::debug!(%problem, "the approval was not kept");
        }
    }
}
