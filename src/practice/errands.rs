//! What a person does elsewhere, where practice lets it be done: the registrar's form and the mailbox.

use async_trait::async_trait;

use super::aws::acm::{Acm, Certificate, Method, Status};
use super::internet;
use super::scene::Scene;
use super::stage::Stage;
use super::timing::secs;
use crate::engine::ids::CertificateArn;
use crate::ports::{Errands, FormRefusal, Mail};
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
        self.stage.see(|scene| internet::covering(scene, domain.as_str()).map(|r| r.form))
    }

    async fn hand_over(&self, domain: &DomainName, typed: &[String]) -> Result<(), FormRefusal> {
        let played = self.stage.play(|scene| internet::hand_over(scene, domain.as_str(), typed));
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

/// The approval mails that have arrived in the domain's mailboxes, newest first.
pub(super) fn mails(scene: &Scene, domain: &DomainName) -> Vec<Mail> {
    let pending = scene.aws.acm.certificates.iter().filter(|c| c.method == Method::Email);
    let mut all: Vec<Mail> = pending.flat_map(|c| of(scene, c, domain)).collect();
    all.sort_by_key(|mail| std::cmp::Reverse(mail.sent));
    all
}

fn of<'a>(scene: &'a Scene, certificate: &'a Certificate, domain: &'a DomainName) -> impl Iterator<Item = Mail> + 'a {
    let here = certificate.names.iter().filter(|n| n.validation_domain == domain.as_str());
    let arrived = here.filter(|n| scene.now - n.mailed >= secs(scene.timing.mail) && certificate.status != Status::TimedOut);
    arrived.map(move |n| Mail {
        to: format!("admin@{domain}"),
        name: n.name.clone(),
        certificate: CertificateArn(certificate.arn.clone()),
        sent: n.mailed,
        approved: n.approved,
    })
}

/// The link was followed and the button pressed.
pub(super) fn approve(acm: &mut Acm, mail: &Mail) {
    let certificate = acm.certificates.iter_mut().find(|c| c.arn == mail.certificate.0 && c.status == Status::Pending);
    let names = certificate.into_iter().flat_map(|c| &mut c.names);
    names.filter(|n| n.name == mail.name).for_each(|n| n.approved = true);
}
