//! Why a certificate is not issued, link by link: the domain in its registry, the delegation, its signature, the record that proves it (or the
//! mail), who may issue, and last AWS's own word. Each is looked at where it takes longer than usual, and the first that is broken is told with
//! whose move it is.

use std::ops::ControlFlow::{Break, Continue};
use std::time::Duration;

use crate::engine::directive::{Directive, Errand, Flow};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Certificate as Seen, CertificateState, IssueCause};
use crate::engine::queries::{authorities, delegation, mail, registration, signature, validation, zone};
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, Hop, PreflightCheck, domain_checks, registration_checks};
use crate::engine::time::Timestamp;
use crate::site::{Validation, joined};

/// What AWS calls usual: "up to 30 minutes" after the record is seen (ACM user guide, "DNS validation", read on 2026-11-23).
const USUAL: Duration = Duration::from_secs(1_800);
/// How old a link's look may be while the wait goes on.
const FRESH: Duration = Duration::from_secs(300);

/// Whether it takes longer than usual.
pub(super) fn is_late(w: &World, seen: &Seen) -> bool {
    seen.state == CertificateState::Pending && seen.created.is_some_and(|at| w.now - at >= USUAL)
}

/// The looks at the links, in the order of the chain.
fn looks(w: &World) -> Vec<Op> {
    let by_mail = mail::look(w).filter(|_| mail::is_needed(w));
    let all = [registration::look(w), delegation::look(w), signature::look(w)].into_iter().chain(by_mail);
    all.chain(authorities::looks(w)).collect()
}

/// Those of these that are missing, or older than `since` or than some minutes.
fn missing(w: &World, looks: Vec<Op>, since: Option<Timestamp>) -> impl Iterator<Item = Op> {
    let old = move |at: Timestamp| since.is_some_and(|since| at < since) || (!w.looking() && w.now - at >= FRESH);
    let open = move |look: &Op| w.observed.at(look).is_none_or(old) && w.observed.failure(look).is_none();
    looks.into_iter().filter(move |look| open(look))
}

/// What is wanted beside a wait that takes longer than usual: the looks, and the person's move where a link is broken.
pub(super) fn beside(w: &World, seen: &Seen) -> Vec<Directive> {
    let looks = missing(w, looks(w), None).filter(|_| is_late(w, seen)).map(Directive::Do);
    let broken = broken(w, seen).map(|fault| Directive::Await(Errand::Mend { fault }));
    looks.chain(broken).collect()
}

/// Nothing that was seen since this request ended keeps the next one from being issued. What could not be looked at keeps nobody back.
pub(super) fn is_mended(w: &World, cause: IssueCause, seen: &Seen, ended: Option<Timestamp>) -> Flow<()> {
    let looks = match cause {
        IssueCause::ValidationTimedOut => looks(w),
        IssueCause::CaaError => authorities::looks(w),
        IssueCause::InvalidPublicDomain => vec![registration::look(w)],
        IssueCause::NoAvailableContacts => mail::look(w).filter(|_| mail::is_needed(w)).into_iter().collect(),
        IssueCause::AdditionalVerificationRequired
        | IssueCause::DomainNotAllowed
        | IssueCause::DomainValidationDenied
        | IssueCause::SlrNotFound
        | IssueCause::PrivateAuthority
        | IssueCause::Other
        | IssueCause::Unknown
        | IssueCause::Expired
        | IssueCause::Revoked
        | IssueCause::Inactive => Vec::new(),
    };
    match missing(w, looks, ended).next() {
        Some(look) => Break(Directive::Do(look)),
        None => broken(w, seen).map_or(Continue(()), |fault| Break(Directive::Fail(fault))),
    }
}

/// The first broken link of those that were looked at.
fn broken(w: &World, seen: &Seen) -> Option<Fault> {
    links(w, seen).into_iter().find_map(|hop| match hop.result {
        CheckResult::Fail(fault) => Some(fault),
        CheckResult::Warn(_) | CheckResult::Pass | CheckResult::Unknown(_) => None,
    })
}

/// The links as hops. While nothing takes longer than usual, those that were looked at, or are broken.
pub(super) fn hops(w: &World, seen: &Seen) -> Vec<Hop> {
    let (late, pending) = (is_late(w, seen), seen.state == CertificateState::Pending);
    let told = |hop: &Hop| {
        // Step 3 tells of these.
        let of_before = matches!(hop.code, HopCode::Registration | HopCode::Delegation | HopCode::Dnssec);
        let broken = pending && hop.result.code() == "fail";
        late || (of_before && broken) || (!of_before && hop.code != HopCode::Issuer && hop.at.is_some())
    };
    links(w, seen).into_iter().filter(told).collect()
}

fn links(w: &World, seen: &Seen) -> Vec<Hop> {
    let registry = registration_checks::link(w);
    let proof = match w.site.certificate.validation {
        Validation::Dns => record(w, seen),
        Validation::Email => Some(domain_checks::mail_check(w).into_hop(w, HopCode::Mail)),
    };
    let signature = domain_checks::dnssec(w).into_hop(w, HopCode::Dnssec);
    let caa = domain_checks::caa(w).into_hop(w, HopCode::Caa);
    [Some(registry), Some(parent(w)), Some(signature), proof, Some(caa), Some(issuer(w, seen))].into_iter().flatten().collect()
}

/// Whether the parent names just our zone's name servers.
fn parent(w: &World) -> Hop {
    let (look, told) = (delegation::look(w), delegation::observed(w));
    let evidence = told.map(|seen| joined(&seen.name_servers)).unwrap_or_default();
    let ours = zone::held(w).map(|(_, ours)| joined(ours)).unwrap_or_default();
    let result = match told {
        None => PreflightCheck::unseen(w, &look),
        Some(_) if ours.is_empty() || delegation::is_handed_over(w) => CheckResult::Pass,
        Some(seen) => {
            let detail = format!("{}: {evidence}\n\u{2192} {ours}", seen.server);
            CheckResult::Fail(Fault::person(Code::DelegationElsewhere, Remedy::EnterNameServers, detail))
        }
    };
    Hop { code: HopCode::Delegation, evidence, result, at: w.observed.at(&look) }
}

/// The record of each name, as its servers tell it: the first that is broken, else the first that was not looked at.
fn record(w: &World, seen: &Seen) -> Option<Hop> {
    let judge = |record: &crate::engine::record_set::RecordSet| {
        let look = validation::look(w, &record.name);
        let result = match (validation::fault(w, record), validation::seen(w, &record.name)) {
            (Some(fault), _) => CheckResult::Fail(fault),
            (None, None) => PreflightCheck::unseen(w, &look),
            (None, Some(_)) if validation::is_everywhere(w, record) => CheckResult::Pass,
            (None, Some(_)) => CheckResult::Unknown(crate::engine::op::net::Why::NotYet),
        };
        Hop { code: HopCode::ValidationRecord, evidence: record.name.to_string(), result, at: w.observed.at(&look) }
    };
    let rank = |hop: &Hop| match hop.result {
        CheckResult::Fail(_) => 0,
        CheckResult::Unknown(_) => 1,
        CheckResult::Warn(_) | CheckResult::Pass => 2,
    };
    seen.records.iter().map(judge).min_by_key(rank)
}

/// AWS's own word, once it is what is waited for.
fn issuer(w: &World, seen: &Seen) -> Hop {
    let issued = seen.state == CertificateState::Issued;
    let result = if issued { CheckResult::Pass } else { CheckResult::Unknown(crate::engine::op::net::Why::NotYet) };
    let look = crate::engine::queries::certificate::look(&seen.arn);
    Hop { code: HopCode::Issuer, evidence: seen.state.to_string(), result, at: w.observed.at(&look) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, OURS, world};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, Told};
    use crate::engine::op::net::{MailSeen, NetFact, Registered, Source};
    use crate::engine::queries::certificate;
    use crate::engine::resource::Resource;
    use crate::engine::steps::Step;
    use crate::site::CertificateSpecSeen;

    fn seen(state: CertificateState, failure: Option<&str>, minutes: u64) -> Seen {
        Seen {
            arn: "arn:c".into(),
            spec: CertificateSpecSeen { names: vec!["www.heestagram.com".into()], validation: Some(Validation::Dns), key_type: None },
            state,
            records: vec![],
            mailboxes: vec![],
            failure: failure.map(Into::into),
            not_after: None,
            in_use: false,
            told: Told::default(),
            tagged: true,
            created: Some(Timestamp(NOW.0 - i64::try_from(minutes).unwrap() * 60_000)),
            made: None,
        }
    }

    fn holding(seen: Seen) -> World {
        let w = world().with_zone().with_resource(Resource::Certificate { arn: "arn:c".into(), adopted: false });
        w.sees(certificate::look(&"arn:c".into()), Fact::Cloud(CloudFact::CertificateState(seen)))
    }

    fn wants(w: &World) -> Vec<Directive> {
        crate::engine::steps::certificate::Certificate.directives(w)
    }

    fn asked(w: &World) -> usize {
        let all = looks(w);
        wants(w).iter().filter(|want| matches!(want, Directive::Do(op) if all.contains(op))).count()
    }

    fn blocked(w: &World) -> Option<Code> {
        wants(w).iter().find_map(|want| if let Directive::Await(Errand::Mend { fault }) = want { Some(fault.code) } else { None })
    }

    fn registered(w: World, known: bool) -> World {
        let told = if known { Registered::NoSource } else { Registered::Unknown { source: Source::Rdap("rdap.test".into()) } };
        let look = registration::look(&w);
        w.sees(look, Fact::Net(NetFact::Registration(told)))
    }

    fn all_right(w: World) -> World {
        registered(w, true).sees_parent(&OURS).sees_signature(&[]).sees_authorities(&[])
    }

    #[test]
    fn the_links_are_looked_at_once_it_takes_longer_than_usual_and_again_after_some_minutes() {
        let waits = |minutes| holding(seen(CertificateState::Pending, None, minutes));
        assert_eq!((asked(&waits(29)), asked(&waits(30))), (0, 4));
        let mut looked = all_right(waits(30));
        assert_eq!(asked(&looked), 0);
        looked.now = NOW + FRESH;
        assert_eq!(asked(&looked), 4);
    }

    #[test]
    fn the_first_broken_link_is_named_and_none_that_was_not_looked_at_is_good() {
        let late = || holding(seen(CertificateState::Pending, None, 31));
        assert_eq!(blocked(&late()), None);
        let codes = |w: &World| {
            let hops = hops(w, w.observed.certificate(&"arn:c".into()).unwrap());
            hops.iter().map(|hop| format!("{} {}", hop.code, hop.result.code())).collect::<Vec<_>>()
        };
        let unseen = ["registration unknown", "delegation unknown", "dnssec unknown", "caa unknown", "issuer unknown"];
        assert_eq!(codes(&late()), unseen);
        assert_eq!(blocked(&all_right(late())), None);
        assert_eq!(codes(&all_right(late()))[1..], ["delegation pass", "dnssec pass", "caa pass", "issuer unknown"]);
        assert_eq!(blocked(&registered(all_right(late()), false)), Some(Code::DomainNotRegistered));
        assert_eq!(blocked(&all_right(late()).sees_parent(&["ns1.registrar.example"])), Some(Code::DelegationElsewhere));
        assert_eq!(blocked(&all_right(late()).sees_signature(&[7])), Some(Code::DnssecLeft));
        let two = all_right(late()).sees_authorities(&["issue letsencrypt.org"]).sees_signature(&[7]);
        assert_eq!(blocked(&two), Some(Code::DnssecLeft), "the first of two");
        assert_eq!(blocked(&all_right(late()).sees_authorities(&["issue letsencrypt.org"])), Some(Code::CaaForbids));
    }

    #[test]
    fn no_request_is_burnt_again_while_what_ended_it_stands() {
        let ended = |state, failure| {
            let mut w = holding(seen(state, failure, 5_000));
            w.ledger.answers.push(crate::engine::question::Answer::RequestAnew("arn:c".into()));
            w
        };
        let deletes = |w: &World| matches!(wants(w)[..], [Directive::Do(Op::Cloud(crate::engine::op::CloudOp::DeleteCertificate { .. }))]);
        let stops = |w: &World| match &wants(w)[..] {
            [Directive::Fail(fault)] => Some(fault.code),
            _ => None,
        };
        let timed_out = || ended(CertificateState::TimedOut, None);
        assert_eq!(asked(&timed_out()), 1);
        assert!(deletes(&all_right(timed_out())));
        assert_eq!(stops(&all_right(timed_out()).sees_parent(&["ns1.registrar.example"])), Some(Code::DelegationElsewhere));
        let public = || ended(CertificateState::Failed, Some("INVALID_PUBLIC_DOMAIN"));
        assert_eq!(wants(&public()), [Directive::Do(registration::look(&public()))]);
        assert_eq!(stops(&registered(public(), false)), Some(Code::DomainNotRegistered));
        assert!(deletes(&registered(public(), true)));
        let mut mail = ended(CertificateState::Failed, Some("NO_AVAILABLE_CONTACTS"));
        mail.site.certificate.validation = Validation::Email;
        let mut by_mail = seen(CertificateState::Failed, Some("NO_AVAILABLE_CONTACTS"), 9);
        by_mail.spec.validation = Some(Validation::Email);
        let mail = mail.sees(certificate::look(&"arn:c".into()), Fact::Cloud(CloudFact::CertificateState(by_mail)));
        let look = mail::look(&mail).unwrap();
        assert_eq!(wants(&mail), [Directive::Do(look.clone())]);
        let told = |exchangers| Fact::Net(NetFact::Mail(MailSeen { server: OURS[0].parse().unwrap(), exchangers }));
        assert_eq!(stops(&mail.clone().sees(look.clone(), told(vec![]))), Some(Code::NoMail));
        assert!(deletes(&mail.sees(look, told(vec![(10, "mx.a.test".parse().unwrap())]))));
        assert!(deletes(&ended(CertificateState::Failed, Some("OTHER"))) && deletes(&ended(CertificateState::Expired, None)));
        let denied =
            crate::engine::question::Question::RequestAnew { arn: "arn:c".into(), reason: "DOMAIN_NOT_ALLOWED".into(), fresh: false };
        assert_eq!(denied.answer_of_yes(), None, "only the person knows whether that is over");
    }
}
