//! Step 5: the certificate. Its CNAME goes into the zone by itself; then ACM is polled until it is issued.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Errand, Flow, wanted};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{CertificateArn, ZoneId};
use crate::engine::op::Op;
use crate::engine::op::cloud::{Certificate as Seen, CertificateState, CloudOp, IssueCause, ProofState};
use crate::engine::poll::PollPolicy;
use crate::engine::queries::twice::{self, Twice};
use crate::engine::queries::{self, authorities, certificate, mail, validation as proof, zone};
use crate::engine::question::{Answer, Question};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::{JournalEntry, World};
use crate::engine::step_id::StepId;
use crate::engine::steps::{Hop, Part, PreflightCheck, Step, covering, dns_elsewhere, domain_checks, proof_chain, record_write};
use crate::engine::time::Timestamp;
use crate::site::{CertificateName, Validation};

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
        let dns = w.site.certificate.validation == Validation::Dns && !queries::dns_elsewhere::is(w);
        let cname = dns.then(|| Part::new(Slot::Validation(w.site.fqdn()), "CNAME"));
        let old = certificate::old(w).map(|arn| Part::new(Slot::OldCertificate, arn.0.as_str()));
        [Part::new(Slot::Certificate, w.site.certificate_spec().to_string())].into_iter().chain(cname).chain(old).collect()
    }

    fn observable(&self, w: &World) -> bool {
        w.holds(&Slot::Certificate)
    }

    fn hops(&self, w: &World) -> Vec<Hop> {
        let held = certificate::held(w).and_then(|arn| certificate::told(w, arn)).map(|(_, seen)| seen);
        let theirs = if queries::dns_elsewhere::is(w) { queries::dns_elsewhere::of_certificate(w) } else { Vec::new() };
        let issued = held.is_some_and(|seen| seen.state == CertificateState::Issued);
        let theirs = theirs.iter().filter_map(|record| dns_elsewhere::hop(w, record, !issued));
        let ours = match held {
            Some(seen) if is_open(seen) => proof_chain::hops(w, seen),
            _ => domain_checks::hops_of_certificate(w),
        };
        ours.into_iter().chain(theirs).collect()
    }

    fn checks(&self, w: &World) -> Vec<PreflightCheck> {
        domain_checks::of_certificate(w)
    }

    fn directives(&self, w: &World) -> Vec<Directive> {
        let Some(arn) = certificate::held(w) else { return vec![wanted(first_request(w))] };
        if certificate::old(w) == Some(arn) {
            // It has its other place already: this one is free for the new one.
            return vec![Directive::Note(JournalEntry::Forgotten { at: w.now, slot: Slot::Certificate })];
        }
        let adopted = w.resource(&Slot::Certificate).is_some_and(Resource::is_adopted);
        let on = || match w.observed.certificate(arn) {
            None => vec![Directive::Do(certificate::look(arn))],
            Some(seen) if adopted => covering::ended(w, arn, seen).map_or_else(|| validation(w, seen), |end| vec![end]),
            Some(seen) => follow(w, arn, seen),
        };
        match twice::own_certificate(w) {
            Twice::Alone => on(),
            // What proves it goes on meanwhile: the CNAMEs of two of the same names are the same.
            Twice::Unknown => {
                let look = Directive::Poll(certificate::survey(w), PollPolicy::SECOND);
                on().into_iter().filter(|n| *n != Directive::Done).chain([look]).collect()
            }
            Twice::Second(arn) => vec![Directive::cloud(CloudOp::DeleteCertificate { arn })],
        }
    }
}

/// What would keep it from being issued is looked at before it is asked for: ACM's end of such a request is for good.
fn first_request(w: &World) -> Flow<()> {
    covering::offered(w)?;
    may_issue(w, None)?;
    mail_arrives(w)?;
    Break(Directive::cloud(request(w)))
}

/// Nothing that was seen (since then) keeps Amazon from issuing. What could not be looked at keeps nobody back.
fn may_issue(w: &World, since: Option<Timestamp>) -> Flow<()> {
    if let Some(look) = authorities::unasked(w, since) {
        return Break(Directive::Do(look));
    }
    authorities::fault(w).map_or(Continue(()), |fault| Break(Directive::Fail(fault)))
}

/// A certificate that is proven by mail is asked for where a mail arrives.
fn mail_arrives(w: &World) -> Flow<()> {
    let Some(look) = mail::look(w).filter(|_| mail::is_needed(w)) else { return Continue(()) };
    if !w.observed.is_over(&look) {
        return Break(Directive::Do(look));
    }
    mail::fault(w).map_or(Continue(()), |fault| Break(Directive::Fail(fault)))
}

fn request(w: &World) -> CloudOp {
    CloudOp::EnsureCertificate { spec: w.site.certificate_spec(), domain: w.site.domain.clone() }
}

fn follow(w: &World, arn: &CertificateArn, seen: &Seen) -> Vec<Directive> {
    if is_outgrown(w, arn, seen) {
        let resource = Box::new(Resource::OldCertificate { arn: arn.clone() });
        return vec![Directive::Note(JournalEntry::Adopted { at: w.now, resource })];
    }
    if is_another(w, arn, seen) {
        return vec![anew(w, arn, seen)];
    }
    match seen.state {
        CertificateState::Issued => validation(w, seen),
        CertificateState::Pending | CertificateState::Unknown => pending(w, arn, seen),
        CertificateState::TimedOut | CertificateState::Failed => vec![anew(w, arn, seen)],
        // One that still serves is no more than a name to browsers, and AWS deletes none that is in use.
        CertificateState::Revoked | CertificateState::Expired | CertificateState::Inactive => match ended(seen.state) {
            Some((code, _)) if w.holds(&Slot::Listener(Scheme::Https)) => vec![stop(code, arn)],
            _ => vec![anew(w, arn, seen)],
        },
    }
}

/// Whether it waits for its proof.
fn is_open(seen: &Seen) -> bool {
    matches!(seen.state, CertificateState::Pending | CertificateState::Unknown)
}

/// What became of one that was issued, and AWS's word for it.
fn ended(state: CertificateState) -> Option<(Code, &'static str)> {
    match state {
        CertificateState::Expired => Some((Code::CertificateExpired, "EXPIRED")),
        CertificateState::Revoked => Some((Code::CertificateRevoked, "REVOKED")),
        CertificateState::Inactive => Some((Code::CertificateInactive, "INACTIVE")),
        CertificateState::Pending
        | CertificateState::Issued
        | CertificateState::TimedOut
        | CertificateState::Failed
        | CertificateState::Unknown => None,
    }
}

/// Whether it is none that the site is configured to have (any more). One that a listener serves is left: it would be missed.
fn is_another(w: &World, arn: &CertificateArn, seen: &Seen) -> bool {
    !certificate::is_served(w, arn) && seen.spec.differs(&w.site.certificate_spec())
}

/// Whether a listener serves it and it lacks a name that the site has by now, or has another key: another is asked for beside it, and it
/// serves until that one is issued. One that is on its way out already goes first.
fn is_outgrown(w: &World, arn: &CertificateArn, seen: &Seen) -> bool {
    let lacks = seen.state == CertificateState::Issued && seen.spec.lacks(&w.site.certificate_spec());
    lacks && certificate::is_served(w, arn) && certificate::old(w).is_none() && !w.looking()
}

/// The certificate in whose place another serves is deleted, once that was seen to serve.
pub(super) fn old_one_goes(w: &World) -> Flow<()> {
    match (certificate::old(w), certificate::held(w)) {
        (Some(arn), Some(new)) if arn != new => Break(Directive::cloud(CloudOp::DeleteOldCertificate { arn: arn.clone() })),
        _ => Continue(()),
    }
}

fn stop(code: Code, arn: &CertificateArn) -> Directive {
    Directive::Fail(Fault::person(code, Remedy::ReplaceCertificate, &arn.0))
}

fn pending(w: &World, arn: &CertificateArn, seen: &Seen) -> Vec<Directive> {
    if w.site.certificate.validation == Validation::Email {
        let wait = Directive::Await(Errand::Mail { mailboxes: seen.mailboxes.clone() });
        let again = mail_again(w, arn, seen).map(Directive::cloud);
        let waits = [Directive::Poll(certificate::look(arn), PollPolicy::MAIL), wait].into_iter();
        return waits.chain(again).chain(proof_chain::beside(w, seen)).collect();
    }
    let mut directives: Vec<Directive> = validation(w, seen).into_iter().filter(|n| *n != Directive::Done).collect();
    directives.push(Directive::Poll(certificate::look(arn), PollPolicy::CERTIFICATE));
    directives.extend(proof::unasked(w, &seen.records).map(Directive::Do));
    directives.extend(proof_chain::beside(w, seen));
    directives
}

/// The mails that the person wants once more, of names that are not approved.
fn mail_again(w: &World, arn: &CertificateArn, seen: &Seen) -> Option<CloudOp> {
    let only = w.observed.mail_again.as_ref()?;
    let approved =
        |name: &CertificateName| seen.told.names.iter().any(|proof| proof.name == name.to_string() && proof.state == ProofState::Success);
    let wanted = |name: &CertificateName| only.as_ref().is_none_or(|only| only == name) && !approved(name);
    let names: Vec<CertificateName> = w.site.certificate_names().into_iter().filter(wanted).collect();
    (!names.is_empty()).then(|| CloudOp::ResendValidation { arn: arn.clone(), names, domain: w.site.domain.clone() })
}

/// The CNAMEs stand in the zone, also after issuing: renewal needs them. Another domain's are not this zone's.
fn validation(w: &World, seen: &Seen) -> Vec<Directive> {
    if queries::dns_elsewhere::is(w) {
        let all = queries::dns_elsewhere::of_certificate(w);
        return if seen.state == CertificateState::Issued { dns_elsewhere::looked_at(w, &all) } else { dns_elsewhere::made(w, &all) };
    }
    let Some((zone, _)) = zone::held(w) else { return Vec::new() };
    let mut directives: Vec<Directive> = {
        let inside = seen.records.iter().filter(|set| set.name.is_within(&w.site.domain));
        inside.map(|set| wanted(cname(w, zone, set))).collect()
    };
    directives.push(Directive::Done);
    directives
}

fn cname(w: &World, zone: &ZoneId, set: &RecordSet) -> Flow<()> {
    let slot = Slot::Validation(set.name.clone());
    if let Some(Resource::Record { change, .. }) = w.resource(&slot) {
        return record_write::in_sync(w, change.as_ref());
    }
    let standing = record_write::records_of(w, zone)?;
    if let Some(ours) = standing.iter().find(|seen| is_ours(w, seen, set)).cloned() {
        let resource = Box::new(Resource::Record { slot, zone: zone.clone(), set: ours, prior: None, change: None });
        return Break(Directive::Note(JournalEntry::Adopted { at: w.now, resource }));
    }
    let prior = record_write::prior(w, standing, set)?;
    Break(Directive::cloud(CloudOp::UpsertRecord { slot, zone: zone.clone(), set: set.clone(), prior }))
}

/// Whether this record proves the certificate, in a zone that we made. Another computer wrote it: it is no prior value of somebody's, and a
/// teardown that put it back would put it in the way of the zone's own end.
fn is_ours(w: &World, seen: &RecordSet, wanted: &RecordSet) -> bool {
    let made = matches!(w.resource(&Slot::Zone), Some(Resource::Zone { adopted: false, .. }));
    made && seen.name == wanted.name && seen.value == wanted.value
}

/// A certificate that ended cannot be revived: delete it, ask for a new one.
fn anew(w: &World, arn: &CertificateArn, seen: &Seen) -> Directive {
    let reason = reason(w, arn, seen);
    // Another request would end as this one did while its cause stands.
    let ended_at = w.observed.at(&certificate::look(arn));
    if !reason.is_empty()
        && let Break(first) = proof_chain::is_mended(w, IssueCause::read(&reason), seen, ended_at)
    {
        return first;
    }
    if w.answered(&Answer::RequestAnew(arn.clone())) {
        return Directive::cloud(CloudOp::DeleteCertificate { arn: arn.clone() });
    }
    let fresh = w.observed.has_done(|op| matches!(op, Op::Cloud(CloudOp::EnsureCertificate { .. })));
    Directive::Ask(Question::RequestAnew { arn: arn.clone(), reason, fresh })
}

/// Why it ended, by AWS's name; empty: it is none that the site is configured to have.
fn reason(w: &World, arn: &CertificateArn, seen: &Seen) -> String {
    if is_another(w, arn, seen) {
        return String::new();
    }
    let told = seen.failure.clone();
    let state = ended(seen.state).map(|(_, name)| name);
    let ended = if seen.state == CertificateState::TimedOut { Some("VALIDATION_TIMED_OUT") } else { state };
    told.or(ended.map(str::to_owned)).unwrap_or_else(|| "OTHER".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{NOW, name, world};
    use crate::engine::made::{self, Made};
    use crate::engine::op::cloud::Told;
    use crate::engine::op::{CloudFact, Fact};
    use crate::engine::record_set::RecordValue;
    use crate::engine::state::Token;
    use crate::site::CertificateSpecSeen;

    fn token(ago: i64) -> Token {
        Token(made::token(Timestamp(NOW.0 - ago * 1000), [ago.unsigned_abs(), 2]))
    }

    /// A certificate of this site that was made so many seconds before now, by the write that was begun then.
    fn seen(arn: &str, ago: i64) -> Seen {
        let names = world().site.certificate_names().iter().map(ToString::to_string).collect();
        Seen {
            arn: arn.into(),
            spec: CertificateSpecSeen { names, validation: Some(Validation::Dns), key_type: None },
            state: CertificateState::Pending,
            records: vec![],
            mailboxes: vec![],
            failure: None,
            not_after: None,
            in_use: false,
            told: Told::default(),
            tagged: true,
            created: Some(Timestamp(NOW.0 - ago * 1000)),
            made: Some(Made { by: "hee@desk".into(), token: token(ago).0 }),
        }
    }

    /// What a run wants that made the one that it holds so many seconds ago, where a look shows these.
    fn holding(arn: &str, ago: i64, all: Vec<Seen>) -> Vec<Directive> {
        let mut w = world().with_zone().with_resource(Resource::Certificate { arn: arn.into(), adopted: false });
        w.ledger.tokens.insert(Slot::Certificate, token(ago));
        let survey = certificate::survey(&w);
        let mut w = w.sees(survey, Fact::Cloud(CloudFact::Certificates(all.clone())));
        for one in all {
            w = w.sees(certificate::look(&one.arn.clone()), Fact::Cloud(CloudFact::CertificateState(one)));
        }
        Certificate.directives(&w)
    }

    #[test]
    fn of_two_certificates_that_two_computers_asked_for_the_second_goes_and_its_maker_alone_takes_it_away() {
        let removes =
            |wants: &[Directive]| matches!(wants, [Directive::Do(Op::Cloud(CloudOp::DeleteCertificate { arn }))] if arn.0 == "arn:a");
        let both = || vec![seen("arn:a", 50), seen("arn:b", 90)];
        assert!(removes(&holding("arn:a", 50, both())));
        assert!(removes(&holding("arn:b", 50, both())), "a run that was cut off goes on with the other's, and removes what it left");
        assert!(!removes(&holding("arn:b", 90, both())), "the first stays");
        assert!(!removes(&holding("arn:a", 70, both())), "who made neither takes none away");
        assert!(!removes(&holding("arn:a", 50, vec![seen("arn:a", 50)])));
        let serving = |arn, ago| Seen { in_use: true, ..seen(arn, ago) };
        assert!(!removes(&holding("arn:a", 50, vec![serving("arn:a", 50), seen("arn:b", 90)])), "it serves");
        let failed = Seen { state: CertificateState::Failed, ..seen("arn:b", 90) };
        assert!(!removes(&holding("arn:a", 50, vec![seen("arn:a", 50), failed])), "the other one can never serve");
        let mut another = seen("arn:b", 90);
        another.spec.names = vec!["blog.heestagram.com".into()];
        assert!(!removes(&holding("arn:a", 50, vec![seen("arn:a", 50), another])), "the other one is for another name");
    }

    #[test]
    fn the_proof_that_another_computer_wrote_into_our_zone_is_ours_and_nobodys_prior_value() {
        let proof = |target: &str| {
            let value = RecordValue::Cname { ttl: 300, target: name(target) };
            RecordSet::plain(name("_p.www.heestagram.com"), value)
        };
        let wants = |standing: &RecordSet, adopted: bool| {
            let zone: ZoneId = "Z1".into();
            let resource = Resource::Zone { id: zone.clone(), name_servers: vec![], adopted };
            let records = CloudFact::Records { zone: zone.clone(), sets: vec![standing.clone()] };
            let w = world().with_resource(resource).sees(crate::engine::queries::records::look(&zone), Fact::Cloud(records));
            cname(&w, &zone, &proof("a.acm.example"))
        };
        let ours = wants(&proof("a.acm.example"), false);
        let Break(Directive::Note(JournalEntry::Adopted { resource, .. })) = ours else { panic!("{ours:?}") };
        assert!(matches!(*resource, Resource::Record { prior: None, .. }));
        let theirs = wants(&proof("a.acm.example"), true);
        let Break(Directive::Do(Op::Cloud(CloudOp::UpsertRecord { prior: Some(_), .. }))) = theirs else { panic!("{theirs:?}") };
        let other = wants(&proof("b.acm.example"), false);
        assert!(matches!(other, Break(Directive::Ask(Question::OverwriteRecord(_)))), "{other:?}");
    }

    fn asks_for_one(wants: &[Directive]) -> bool {
        wants.iter().any(|want| matches!(want, Directive::Do(Op::Cloud(CloudOp::EnsureCertificate { .. }))))
    }

    fn stopped(wants: &[Directive]) -> Option<Code> {
        wants.iter().find_map(|want| if let Directive::Fail(fault) = want { Some(fault.code) } else { None })
    }

    #[test]
    fn no_certificate_is_asked_for_while_caa_forbids_it() {
        let unseen = world().with_zone().sees_no_covering();
        assert_eq!(Certificate.directives(&unseen), [Directive::Do(authorities::looks(&unseen)[0].clone())]);
        assert!(asks_for_one(&Certificate.directives(&world().with_zone().sees_no_covering().sees_authorities(&[]))));
        assert!(asks_for_one(&Certificate.directives(&world().with_zone().sees_no_covering().sees_authorities(&["issue amazon.com"]))));
        let forbidden = Certificate.directives(&world().with_zone().sees_no_covering().sees_authorities(&["issue letsencrypt.org"]));
        assert_eq!((stopped(&forbidden), asks_for_one(&forbidden)), (Some(Code::CaaForbids), false));
        let mut old = world().with_zone().sees_no_covering().sees_authorities(&[]);
        old.now = old.now + std::time::Duration::from_secs(3_600);
        assert!(matches!(Certificate.directives(&old)[..], [Directive::Do(Op::Net(_))]), "looked at again");
        let mut silent = world().with_zone().sees_no_covering();
        silent.observed.fail(authorities::looks(&silent)[0].clone(), Fault::retry(Code::DnsUnreachable, ""));
        assert!(asks_for_one(&Certificate.directives(&silent)), "what cannot be looked at keeps nobody back");
    }

    #[test]
    fn a_request_that_caa_ended_is_not_burnt_again_while_caa_stands() {
        let failed = Seen { state: CertificateState::Failed, failure: Some("CAA_ERROR".into()), ..seen("arn:a", 50) };
        let wants = |w: World, later: u64| {
            let mut w = w.with_resource(Resource::Certificate { arn: "arn:a".into(), adopted: false });
            w.observed.keep(certificate::look(&"arn:a".into()), Fact::Cloud(CloudFact::CertificateState(failed.clone())), NOW);
            w.now = NOW + std::time::Duration::from_secs(later);
            Certificate.directives(&w)
        };
        let forbidden = world().with_zone().sees_no_covering().sees_authorities(&["issue letsencrypt.org"]);
        assert_eq!(stopped(&wants(forbidden, 1)), Some(Code::CaaForbids));
        let mended = wants(world().with_zone().sees_no_covering().sees_authorities(&["issue amazon.com"]), 1);
        assert!(matches!(mended[..], [Directive::Ask(Question::RequestAnew { .. })]), "{mended:?}");
        let mut before = world().with_zone().sees_no_covering().sees_authorities(&[]);
        let look = authorities::looks(&before)[0].clone();
        let fact = before.observed.look(&look).unwrap().fact.clone();
        before.observed.keep(look.clone(), fact, Timestamp(NOW.0 - 1));
        assert_eq!(wants(before, 1), [Directive::Do(look)], "what was seen before it failed does not count");
    }

    #[test]
    fn a_certificate_by_mail_is_asked_for_where_mail_arrives() {
        use crate::engine::op::net::{MailSeen, NetFact};
        let by_mail = |exchangers: Vec<(u16, crate::site::DomainName)>| {
            let mut w = world().with_zone().sees_no_covering().sees_authorities(&[]);
            w.site.certificate.validation = Validation::Email;
            let look = mail::look(&w).unwrap();
            let told = NetFact::Mail(MailSeen { server: name("ns-1.awsdns-1.com"), exchangers });
            Certificate.directives(&w.sees(look, Fact::Net(told)))
        };
        assert_eq!(stopped(&by_mail(vec![])), Some(Code::NoMail));
        assert_eq!(stopped(&by_mail(vec![(0, crate::site::DomainName::root())])), Some(Code::NoMail), "a null MX");
        assert!(asks_for_one(&by_mail(vec![(10, name("mx.example.net"))])));
    }

    #[test]
    fn the_same_moment_is_the_same_order_for_both() {
        let both = || vec![seen("arn:a", 50), Seen { created: seen("arn:a", 50).created, ..seen("arn:b", 51) }];
        let stays = |wants: Vec<Directive>| !wants.iter().any(|n| matches!(n, Directive::Do(Op::Cloud(CloudOp::DeleteCertificate { .. }))));
        assert!(stays(holding("arn:a", 50, both())) && !stays(holding("arn:b", 51, both())));
    }

    #[test]
    fn one_that_was_just_asked_for_is_looked_for_again_before_anything_serves_it() {
        let looks =
            |wants: &[Directive]| wants.iter().any(|n| matches!(n, Directive::Poll(Op::Cloud(CloudOp::LookCertificates { .. }), _)));
        let issued = |ago| Seen { state: CertificateState::Issued, ..seen("arn:a", ago) };
        let early = holding("arn:a", 1, vec![issued(1)]);
        assert!(looks(&early) && !early.contains(&Directive::Done), "{early:?}");
        let late = holding("arn:a", 4, vec![issued(4)]);
        assert!(!looks(&late) && late.contains(&Directive::Done), "{late:?}");
    }
}
