//! What DNS tells of the domain before it is handed over and before its certificate is asked for: as preflight checks, and as hops.

use crate::engine::hop::HopCode;
use crate::engine::op::net::Why;
use crate::engine::preflight::CheckCode;
use crate::engine::queries::{authorities, delegation, dns_elsewhere, mail, old_records, signature};
use crate::engine::slot::Slot;
use crate::engine::state::World;
use crate::engine::step_id::StepId;
use crate::engine::steps::{CheckResult, Hop, PreflightCheck};

/// The signature, and what goes dark. Whoever trusts the delegation without a look has none of it looked at; and a certificate is asked
/// for once the domain was handed over.
pub(super) fn of_hand_over(w: &World) -> Vec<PreflightCheck> {
    if w.options.trust_delegation || w.holds(&Slot::Certificate) || dns_elsewhere::is(w) {
        return Vec::new();
    }
    [Some(dnssec(w)), old(w)].into_iter().flatten().collect()
}

/// Who may issue, and whether the mail arrives. Of a certificate that stands nothing is asked.
pub(super) fn of_certificate(w: &World) -> Vec<PreflightCheck> {
    if w.holds(&Slot::Certificate) {
        return Vec::new();
    }
    let mail = mail::is_needed(w).then(|| mail_check(w));
    [Some(caa(w)), mail].into_iter().flatten().collect()
}

pub(super) fn dnssec(w: &World) -> PreflightCheck {
    let look = signature::look(w);
    let (evidence, result) = match signature::seen(w) {
        None => (String::new(), PreflightCheck::unseen(w, &look)),
        Some(seen) => {
            let tags: Vec<String> = seen.signers.iter().map(|signer| format!("DS {}", signer.key_tag)).collect();
            let told = if tags.is_empty() { "DS -".to_owned() } else { tags.join(", ") };
            (told, signature::fault(w).map_or(CheckResult::Pass, CheckResult::Fail))
        }
    };
    PreflightCheck { code: CheckCode::Dnssec, step: StepId::NameServers, evidence, reads: vec![look], result }
}

/// `None`: the domain is at our name servers, and nothing is left behind any more.
fn old(w: &World) -> Option<PreflightCheck> {
    let look = old_records::look(w);
    let seen = old_records::seen(w);
    if delegation::is_handed_over(w) || seen.is_some_and(|seen| old_records::are_ours(w, seen)) {
        return None;
    }
    let (evidence, result) = match seen {
        None => (String::new(), PreflightCheck::unseen(w, &look)),
        Some(seen) => {
            let (fault, told) = (old_records::fault(w), asked(seen.server.as_ref(), seen.answered));
            // Where not every question was answered, nothing found is no answer.
            let nothing = || if seen.unanswered.is_empty() { CheckResult::Pass } else { CheckResult::Unknown(Why::NotReached) };
            (told, fault.map_or_else(nothing, CheckResult::Warn))
        }
    };
    Some(PreflightCheck { code: CheckCode::OldRecords, step: StepId::NameServers, evidence, reads: vec![look], result })
}

/// Who was asked, and how much.
fn asked(server: Option<&crate::site::DomainName>, answered: usize) -> String {
    server.map_or_else(|| "-".to_owned(), |server| format!("{server}: {answered}"))
}

pub(super) fn caa(w: &World) -> PreflightCheck {
    let reads = authorities::looks(w);
    let result = match (authorities::fault(w), reads.iter().find(|look| w.observed.look(look).is_none())) {
        (Some(fault), _) => CheckResult::Fail(fault),
        (None, Some(look)) => PreflightCheck::unseen(w, look),
        (None, None) => CheckResult::Pass,
    };
    PreflightCheck { code: CheckCode::Caa, step: StepId::Certificate, evidence: authorities::evidence(w), reads, result }
}

pub(super) fn mail_check(w: &World) -> PreflightCheck {
    let look = mail::look(w);
    let (evidence, result) = match (&look, mail::seen(w)) {
        // Its MX record can be made as soon as it stands.
        (None, _) => (String::new(), CheckResult::Fail(mail::fault_of_new_zone(w))),
        (Some(look), None) => (String::new(), PreflightCheck::unseen(w, look)),
        (Some(_), Some(seen)) => (mail::evidence(seen), mail::fault(w).map_or(CheckResult::Pass, CheckResult::Fail)),
    };
    PreflightCheck { code: CheckCode::Mail, step: StepId::Certificate, evidence, reads: look.into_iter().collect(), result }
}

/// The same as hops, once they were looked at, or could not be.
pub(super) fn hops_of_hand_over(w: &World) -> Vec<Hop> {
    if w.options.trust_delegation || dns_elsewhere::is(w) {
        return Vec::new();
    }
    [Some((HopCode::Dnssec, dnssec(w))), old(w).map(|check| (HopCode::OldRecords, check))]
        .into_iter()
        .flatten()
        .filter_map(hop(w))
        .collect()
}

pub(super) fn hops_of_certificate(w: &World) -> Vec<Hop> {
    let mail = mail::is_needed(w).then(|| (HopCode::Mail, mail_check(w)));
    [Some((HopCode::Caa, caa(w))), mail].into_iter().flatten().filter_map(hop(w)).collect()
}

fn hop(w: &World) -> impl Fn((HopCode, PreflightCheck)) -> Option<Hop> {
    move |(code, check)| check.is_over(w).then(|| check.into_hop(w, code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::{Code, Remedy};
    use crate::engine::fixture::{OURS, a, world};
    use crate::engine::op::{CloudFact, Fact};
    use crate::engine::queries::{records, zone};
    use crate::site::Validation;

    fn of(w: &World, code: CheckCode) -> Option<PreflightCheck> {
        of_hand_over(w).into_iter().chain(of_certificate(w)).find(|check| check.code == code)
    }

    fn code(check: Option<PreflightCheck>) -> Option<Code> {
        check?.result.fault().map(|fault| fault.code)
    }

    #[test]
    fn what_was_not_looked_at_is_never_good() {
        let mut w = world();
        w.site.certificate.validation = Validation::Email;
        for check in of_hand_over(&w).into_iter().chain(of_certificate(&w)) {
            assert_ne!(check.result, CheckResult::Pass, "{check:?}");
        }
    }

    #[test]
    fn what_goes_dark_warns_and_mail_is_told_by_name() {
        let old = |records: &[&str], any: &[&str]| of(&world().sees_old_records(records, any), CheckCode::OldRecords);
        let mx = "heestagram.com MX 10 mx.example.net";
        assert_eq!(code(old(&[mx], &[])), Some(Code::MailInUse));
        assert_eq!(code(old(&["heestagram.com MX 0 ."], &[])), Some(Code::DomainInUse), "a null MX is no mail");
        assert_eq!(code(old(&["blog.heestagram.com A 203.0.113.9"], &[])), Some(Code::DomainInUse));
        assert_eq!(old(&[], &[]).unwrap().result, CheckResult::Pass);
        assert_eq!(old(&["www.heestagram.com A 203.0.113.9"], &[]).unwrap().result, CheckResult::Pass, "the site's own name");
        let parked = ["*.heestagram.com A 203.0.113.200"];
        assert_eq!(code(old(&["heestagram.com A 203.0.113.200"], &parked)), Some(Code::DomainAnswersAll));
        assert_eq!(code(old(&["heestagram.com A 203.0.113.9"], &parked)), Some(Code::DomainInUse), "a page of its own");
    }

    #[test]
    fn what_stands_in_our_zone_too_does_not_go_dark() {
        let w = world().with_zone().sees_old_records(&["blog.heestagram.com A 203.0.113.9"], &[]);
        let (id, _) = zone::held(&w).map(|(id, servers)| (id.clone(), servers.to_vec())).unwrap();
        let sets = CloudFact::Records { zone: id.clone(), sets: vec![a("blog.heestagram.com", [203, 0, 113, 9])] };
        assert_eq!(of(&w.sees(records::look(&id), Fact::Cloud(sets)), CheckCode::OldRecords).unwrap().result, CheckResult::Pass);
    }

    #[test]
    fn nothing_is_old_once_the_domain_is_handed_over() {
        let w = world().with_zone().sees_parent(&OURS).sees_old_records(&["heestagram.com MX 10 mx.example.net"], &[]);
        assert_eq!(of(&w, CheckCode::OldRecords), None);
        assert_eq!(code(of(&w.sees_signature(&[1]), CheckCode::Dnssec)), Some(Code::DnssecLeft));
        assert_eq!(code(of(&world().sees_signature(&[1]), CheckCode::Dnssec)), Some(Code::DnssecOn));
        assert_eq!(of(&world().sees_signature(&[]), CheckCode::Dnssec).unwrap().result, CheckResult::Pass);
    }

    #[test]
    fn mail_to_a_zone_that_is_made_anew_stops_the_certificate_and_not_the_zone() {
        let mut w = world();
        assert_eq!(of(&w, CheckCode::Mail), None, "proven by DNS");
        w.site.certificate.validation = Validation::Email;
        let check = of(&w, CheckCode::Mail).unwrap();
        let fault = check.result.fault().unwrap();
        assert_eq!((fault.code, fault.remedy()), (Code::NoMail, Some(Remedy::ValidateByDns)));
        assert!(check.result.code() == "fail" && check.is_waited_for(), "it stops its step, and the zone is made before");
    }

    #[test]
    fn a_hop_is_told_once_its_looks_are_over() {
        assert!(hops_of_hand_over(&world()).is_empty() && hops_of_certificate(&world()).is_empty());
        let w = world().with_zone().sees_signature(&[]).sees_authorities(&["issue ;"]);
        assert_eq!(hops_of_hand_over(&w).len(), 1);
        assert_eq!(hops_of_certificate(&w)[0].result.code(), "fail");
    }
}
