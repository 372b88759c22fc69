//! Step 5: the certificate. Its CNAME goes into the zone by itself; then ACM is polled until it is issued.

use std::ops::ControlFlow::Break;

use crate::engine::directive::{Directive, Errand, Flow, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{CertificateArn, ZoneId};
use crate::engine::op::Op;
use crate::engine::op::cloud::{Certificate as Seen, CertificateState, CloudOp};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::{certificate, zone};
use crate::engine::question::{Answer, Question};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{Part, Step, record_write};
use crate::site::Validation;

#[derive(Debug)]
pub struct Certificate;

impl Step for Certificate {
    fn id(&self) -> StepId {
        StepId::Certificate
    }

    fn needs(&self) -> &'static [StepId] {
        // Asked for only once the delegation is seen: ACM looking too early finds, and keeps for 15 minutes, that the
        // CNAME does not exist; and its 72 hours should not run while the registrar works.
        &[StepId::NameServers, StepId::Address]
    }

    fn parts(&self, w: &World) -> Vec<Part> {
        let dns = w.site.certificate.validation == Validation::Dns;
        let cname = dns.then(|| Part::new(Slot::Validation(w.site.fqdn()), "CNAME"));
        [Part::new(Slot::Certificate, w.site.certificate_spec().to_string())].into_iter().chain(cname).collect()
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Certificate)
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        let Some(arn) = certificate::held(w) else { return vec![Directive::cloud(request(w))] };
        match w.observed.certificate(arn) {
            None => vec![Directive::Do(certificate::look(arn))],
            Some(seen) => follow(w, arn, seen),
        }
    }
}

fn request(w: &World) -> CloudOp {
    CloudOp::EnsureCertificate { spec: w.site.certificate_spec(), domain: w.site.domain.clone() }
}

fn follow(w: &World, arn: &CertificateArn, seen: &Seen) -> Vec<Directive> {
    if is_another(w, seen) {
        return vec![anew(w, arn, seen)];
    }
    match seen.state {
        CertificateState::Issued => validation(w, seen),
        CertificateState::Pending | CertificateState::Unknown => pending(w, arn, seen),
        CertificateState::TimedOut | CertificateState::Failed => vec![anew(w, arn, seen)],
        CertificateState::Revoked => vec![stop(Code::CertificateRevoked, arn)],
        CertificateState::Expired | CertificateState::Inactive => vec![stop(Code::CertificateExpired, arn)],
    }
}

/// Whether it is none that the site is configured to have (any more). One that a listener serves is left: it would be missed.
fn is_another(w: &World, seen: &Seen) -> bool {
    !w.holds(&Slot::Listener(Scheme::Https)) && seen.spec.differs(&w.site.certificate_spec())
}

fn stop(code: Code, arn: &CertificateArn) -> Directive {
    Directive::Fail(Fault::person(code, Remedy::RequestAnew, &arn.0))
}

fn pending(w: &World, arn: &CertificateArn, seen: &Seen) -> Vec<Directive> {
    if w.site.certificate.validation == Validation::Email {
        let wait = Directive::Await(Errand::Mail { mailboxes: seen.mailboxes.clone() });
        let again = w.observed.mail_again.then(|| Directive::cloud(mail_again(w, arn)));
        return [Directive::Poll(certificate::look(arn), PollPolicy::MAIL), wait].into_iter().chain(again).collect();
    }
    let mut directives: Vec<Directive> = validation(w, seen).into_iter().filter(|n| *n != Directive::Done).collect();
    directives.push(Directive::Poll(certificate::look(arn), PollPolicy::CERTIFICATE));
    directives
}

fn mail_again(w: &World, arn: &CertificateArn) -> CloudOp {
    CloudOp::ResendValidation { arn: arn.clone(), names: w.site.certificate_names(), domain: w.site.domain.clone() }
}

/// The CNAMEs stand in the zone, also after issuing: renewal needs them.
fn validation(w: &World, seen: &Seen) -> Vec<Directive> {
    let Some((zone, _)) = zone::held(w) else { return Vec::new() };
    let mut directives: Vec<Directive> = seen.records.iter().map(|set| wanted(cname(w, zone, set))).collect();
    directives.push(Directive::Done);
    directives
}

fn cname(w: &World, zone: &ZoneId, set: &RecordSet) -> Flow<()> {
    let slot = Slot::Validation(set.name.clone());
    if let Some(Resource::Record { change, .. }) = w.resource(&slot) {
        return record_write::in_sync(w, change.as_ref());
    }
    let standing = record_write::records_of(w, zone)?;
    let prior = record_write::prior(w, standing, set)?;
    Break(Directive::cloud(CloudOp::UpsertRecord { slot, zone: zone.clone(), set: set.clone(), prior }))
}

/// A certificate that ended without being issued cannot be revived: delete it, ask for a new one.
fn anew(w: &World, arn: &CertificateArn, seen: &Seen) -> Directive {
    if w.answered(&Answer::RequestAnew(arn.clone())) {
        return Directive::cloud(CloudOp::DeleteCertificate { arn: arn.clone() });
    }
    let fresh = w.observed.has_done(|op| matches!(op, Op::Cloud(CloudOp::EnsureCertificate { .. })));
    let reason = seen.failure.clone().unwrap_or_default();
    Directive::Ask(Question::RequestAnew { arn: arn.clone(), reason, fresh })
}
