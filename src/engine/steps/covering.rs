//! A certificate of the account that was issued for others and covers every name of the site: offered before one is requested, taken only on
//! the person's own yes, and then used as it is. It is never changed, nor deleted.

use std::ops::ControlFlow::{Break, Continue};

use crate::engine::directive::{Directive, Flow};
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::CertificateArn;
use crate::engine::op::Op;
use crate::engine::op::cloud::{Certificate as Seen, CertificateState, CloudOp};
use crate::engine::question::{Answer, Question};
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::{JournalEntry, World};

/// The look for such certificates.
pub(super) fn look(w: &World) -> Op {
    Op::Cloud(CloudOp::LookCovering { names: w.site.certificate_names() })
}

/// Nothing is offered, or the person wants one of the site's own. What could not be looked at keeps nobody back.
pub(super) fn offered(w: &World) -> Flow<()> {
    if w.observed.own_certificate {
        return Continue(());
    }
    let look = look(w);
    if !w.observed.is_over(&look) {
        return Break(Directive::Do(look));
    }
    let found = w.observed.covering(&w.site.certificate_names()).unwrap_or_default();
    if let Some(chosen) = found.iter().find(|c| w.answered(&Answer::AdoptCertificate(c.arn.clone()))) {
        let resource = Box::new(Resource::Certificate { arn: chosen.arn.clone(), adopted: true });
        return Break(Directive::Note(JournalEntry::Adopted { at: w.now, resource }));
    }
    if found.is_empty() { Continue(()) } else { Break(Directive::Ask(Question::AdoptCertificate(found.to_vec()))) }
}

/// One that was taken serves as long as it is issued. One that ended is given up, where nothing serves it yet.
/// `None`: it serves.
pub(super) fn ended(w: &World, arn: &CertificateArn, seen: &Seen) -> Option<Directive> {
    let issued = seen.state == CertificateState::Issued;
    if issued && (seen.spec.names.is_empty() || seen.spec.covers(&w.site.certificate_names())) {
        return None;
    }
    // Where the site has another name by now, one of its own is requested, and this one serves until that is issued.
    let serves = !issued && w.holds(&Slot::Listener(Scheme::Https));
    Some(if serves {
        Directive::Fail(Fault::person(Code::CertificateExpired, Remedy::ReplaceCertificate, &arn.0))
    } else {
        Directive::Note(JournalEntry::Forgotten { at: w.now, slot: Slot::Certificate })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::world;
    use crate::engine::goal::{Goal, Scope};
    use crate::engine::op::Fact;
    use crate::engine::op::cloud::{CloudFact, Told};
    use crate::engine::removal::Fate;
    use crate::engine::steps::Step;
    use crate::site::CertificateSpecSeen;

    fn theirs(state: CertificateState) -> Seen {
        Seen {
            arn: "arn:theirs".into(),
            spec: CertificateSpecSeen { names: vec!["*.heestagram.com".into()], validation: None, key_type: None },
            state,
            records: vec![],
            mailboxes: vec![],
            failure: None,
            not_after: None,
            in_use: true,
            told: Told::default(),
            tagged: false,
            created: None,
            made: None,
        }
    }

    fn sees(found: Vec<Seen>) -> World {
        let w = world().with_zone().sees_authorities(&[]);
        let look = look(&w);
        w.sees(look, Fact::Cloud(CloudFact::Covering(found)))
    }

    fn wants(w: &World) -> Vec<Directive> {
        crate::engine::steps::certificate::Certificate.directives(w)
    }

    #[test]
    fn it_is_offered_before_one_is_requested_and_yes_alone_takes_none() {
        let unseen = world().with_zone();
        assert_eq!(wants(&unseen), [Directive::Do(look(&unseen))]);
        let requests = |w: &World| matches!(wants(w)[..], [Directive::Do(Op::Cloud(CloudOp::EnsureCertificate { .. }))]);
        assert!(requests(&sees(vec![])));
        let offer = || sees(vec![theirs(CertificateState::Issued)]);
        let [Directive::Ask(question)] = &wants(&offer())[..] else { panic!("{:?}", wants(&offer())) };
        assert_eq!(question.choices(), [Answer::RequestOwn, Answer::AdoptCertificate("arn:theirs".into())]);
        assert_eq!(question.answer_of_yes(), Some(Answer::RequestOwn));
        let mut own = offer();
        own.observed.own_certificate = true;
        assert!(requests(&own));
        let mut silent = world().with_zone().sees_authorities(&[]);
        silent.observed.fail(look(&silent), Fault::retry(Code::AwsBusy, ""));
        assert!(requests(&silent), "what cannot be looked at keeps nobody back");
    }

    #[test]
    fn one_that_was_taken_is_used_and_neither_changed_nor_deleted() {
        let mut yes = sees(vec![theirs(CertificateState::Issued)]);
        yes.ledger.answers.push(Answer::AdoptCertificate("arn:theirs".into()));
        let [Directive::Note(JournalEntry::Adopted { resource, .. })] = &wants(&yes)[..] else { panic!("{:?}", wants(&yes)) };
        assert!(resource.is_adopted() && !resource.goes());
        let held = |state| {
            let w = world().with_zone().with_resource((**resource).clone());
            let look = crate::engine::queries::certificate::look(&"arn:theirs".into());
            w.sees(look, Fact::Cloud(CloudFact::CertificateState(theirs(state))))
        };
        assert_eq!(wants(&held(CertificateState::Issued)), [Directive::Done], "another name is no reason to ask anew");
        let mut grown = held(CertificateState::Issued);
        grown.site.other_hosts = vec![crate::site::Host::Apex];
        assert!(matches!(wants(&grown)[..], [Directive::Note(JournalEntry::Forgotten { .. })]), "it does not have the bare domain");
        let gone = wants(&held(CertificateState::Expired));
        assert!(matches!(gone[..], [Directive::Note(JournalEntry::Forgotten { .. })]), "{gone:?}");
        let serves = held(CertificateState::Expired).with_resource(Resource::Listener { door: Scheme::Https, arn: "l".into() });
        assert!(matches!(wants(&serves)[..], [Directive::Fail(_)]));
        let mut down = held(CertificateState::Issued);
        down.options.goal = Goal::TearDown(Scope::default());
        assert_eq!(Fate::of(&down, Scope::default(), resource), Fate::Kept);
    }
}
