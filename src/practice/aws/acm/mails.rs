//! Approval mails: which have arrived, and what following the link in one does.

use crate::engine::ids::CertificateArn;
use crate::ports::Mail;
use crate::practice::state::SimState;
use crate::practice::state::acm::{Acm, Certificate, Method, Status};
use crate::practice::timing::secs;
use crate::site::DomainName;

/// The approval mails that have arrived in the domain's mailboxes, newest first.
pub(in crate::practice) fn mails(sim: &SimState, domain: &DomainName) -> Vec<Mail> {
    let pending = sim.aws.acm.certificates.iter().filter(|c| c.method == Method::Email);
    let mut all: Vec<Mail> = pending.flat_map(|c| of(sim, c, domain)).collect();
    all.sort_by_key(|mail| std::cmp::Reverse(mail.sent));
    all
}

fn of<'a>(sim: &'a SimState, certificate: &'a Certificate, domain: &'a DomainName) -> impl Iterator<Item = Mail> + 'a {
    let here = certificate.names.iter().filter(|n| n.validation_domain == domain.as_str());
    let arrived = here.filter(|n| sim.now - n.mailed >= secs(sim.timing.mail) && certificate.status != Status::TimedOut);
    arrived.map(move |n| Mail {
        to: format!("admin@{domain}"),
        name: n.name.clone(),
        certificate: CertificateArn(certificate.arn.clone()),
        sent: n.mailed,
        approved: n.approved,
    })
}

/// The link was followed and the button pressed.
pub(in crate::practice) fn approve(acm: &mut Acm, mail: &Mail) {
    let certificate = acm.certificates.iter_mut().find(|c| c.arn == mail.certificate.0 && c.status == Status::Pending);
    let names = certificate.into_iter().flat_map(|c| &mut c.names);
    names.filter(|n| n.name == mail.name).for_each(|n| n.approved = true);
}
