//! Whether the certificate goes on after its last day, told as it is: proven by DNS it is renewed by itself while its record stays and something
//! serves it; proven by mail somebody must click again each time.

use std::time::Duration;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::hop::HopCode;
use crate::engine::op::cloud::{Certificate as Seen, CertificateState, Listener, Renewal, RenewalState};
use crate::engine::op::net::Why;
use crate::engine::queries::dns_elsewhere::{self, Found};
use crate::engine::queries::{certificate, records, zone};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::state::World;
use crate::engine::steps::{CheckResult, Hop, PreflightCheck};
use crate::engine::time::Timestamp;
use crate::site::Validation;

/// How long before its last day AWS begins: 60 days by some reports of the announcement for certificates of 198 days, 45 by others (read on
/// 2026-11-23). The earlier is told as the earliest.
const EARLIEST: Duration = Duration::from_secs(60 * 86_400);

/// The renewal of the certificate that stands; `None`: none does, or it is not issued.
pub(super) fn hop(w: &World) -> Option<Hop> {
    let arn = certificate::held(w)?;
    let (at, seen) = certificate::told(w, arn)?;
    if seen.state != CertificateState::Issued {
        return None;
    }
    let evidence = seen.not_after.map(Timestamp::day).unwrap_or_default();
    Some(Hop { code: HopCode::Renewal, evidence, result: judged(w, seen), at: Some(at) })
}

fn judged(w: &World, seen: &Seen) -> CheckResult {
    if seen.not_after.is_some_and(|end| end <= w.now) {
        return CheckResult::Warn(warned(seen, Code::CertificateExpired, Remedy::ReplaceCertificate, String::new()));
    }
    if let Some(result) = seen.told.renewal.as_ref().and_then(|renewal| begun(seen, renewal)) {
        return result;
    }
    match seen.spec.validation {
        Some(Validation::Email) => CheckResult::Warn(warned(seen, Code::RenewalByMail, Remedy::ApproveRenewal, begins(seen))),
        Some(Validation::Dns) => by_dns(w, seen),
        None => CheckResult::Unknown(Why::NotYet),
    }
}

/// What ACM tells of a renewal that it has begun; `None`: it is through, or nothing is wrong with it.
fn begun(seen: &Seen, renewal: &Renewal) -> Option<CheckResult> {
    let by_mail = seen.spec.validation == Some(Validation::Email);
    let reason = renewal.reason.clone().unwrap_or_default();
    let waits = if by_mail { Remedy::ApproveRenewal } else { Remedy::WriteValidation };
    match renewal.state {
        RenewalState::PendingValidation => {
            let open = renewal.names.iter().find_map(|name| name.record.as_ref()).filter(|_| !by_mail);
            Some(CheckResult::Warn(warned(seen, Code::RenewalWaits, waits, lines(&reason, open))))
        }
        RenewalState::Failed => Some(CheckResult::Warn(warned(seen, Code::RenewalFailed, Remedy::ReplaceCertificate, reason))),
        RenewalState::PendingAuto | RenewalState::Success | RenewalState::Unknown => None,
    }
}

fn by_dns(w: &World, seen: &Seen) -> CheckResult {
    let proof = if dns_elsewhere::is(w) { theirs(w, seen) } else { ours(w, seen) };
    if proof != CheckResult::Pass {
        return proof;
    }
    // What was told before a listener served it is no word about that.
    let in_list = |listener: &Listener| listener.certificates.contains(&seen.arn);
    let served = w.observed.balancers().map(|all| all.iter().any(|balancer| balancer.listeners.iter().any(in_list)));
    // While a pause lasts AWS may still believe in the balancer that is gone.
    let paused = w.ledger.pause.is_some() && !w.resource(&Slot::Certificate).is_some_and(Resource::is_adopted);
    if (!seen.in_use || paused) && served != Some(true) {
        if w.holds(&Slot::Listener(Scheme::Https)) {
            return CheckResult::Unknown(Why::NotYet);
        }
        return CheckResult::Warn(warned(seen, Code::RenewalUnused, Remedy::ServeCertificate, String::new()));
    }
    CheckResult::Pass
}

/// What it is about, behind until when it is valid.
fn warned(seen: &Seen, code: Code, remedy: Remedy, what: String) -> Fault {
    let until = seen.not_after.map(Timestamp::day).unwrap_or_default();
    let detail = if what.is_empty() { until } else { format!("{until}\n{what}") };
    Fault::person(code, remedy, detail)
}

/// AWS's reason, and the record that must stand.
fn lines(reason: &str, record: Option<&RecordSet>) -> String {
    let record = record.map(|record| {
        let target = crate::engine::queries::validation::target(record).map(ToString::to_string).unwrap_or_default();
        format!("\u{2192} {}. CNAME {target}.", record.name)
    });
    [Some(reason.to_owned()).filter(|reason| !reason.is_empty()), record].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// From which day on somebody may have to click.
fn begins(seen: &Seen) -> String {
    let first = |end: Timestamp| Timestamp(end.0.saturating_sub((Timestamp(0) + EARLIEST).0));
    seen.not_after.map(|end| format!("\u{2192} {}", first(end).day())).unwrap_or_default()
}

/// Whether the records that prove it stand in our zone.
fn ours(w: &World, seen: &Seen) -> CheckResult {
    let zone = zone::held(w).map(|(zone, _)| zone);
    let (Some(zone), false) = (zone, seen.records.is_empty()) else { return CheckResult::Unknown(Why::NotYet) };
    let inside: Vec<&RecordSet> = seen.records.iter().filter(|record| record.name.is_within(&w.site.domain)).collect();
    let Some(standing) = w.observed.records(zone) else {
        return PreflightCheck::unseen(w, &records::look(zone));
    };
    let stands = |record: &&&RecordSet| standing.iter().any(|set| set.name == record.name && set.value == record.value);
    if let Some(gone) = inside.iter().find(|record| !stands(record)) {
        return CheckResult::Warn(warned(seen, Code::RenewalRecordGone, Remedy::WriteValidation, lines("", Some(gone))));
    }
    // Another domain's record stands where this one's zone cannot show it.
    if inside.len() < seen.records.len() { CheckResult::Unknown(Why::NotKnownUntilTried) } else { CheckResult::Pass }
}

/// The same of records that the person makes where the domain's DNS runs.
fn theirs(w: &World, seen: &Seen) -> CheckResult {
    let all = dns_elsewhere::of_certificate(w);
    let found: Option<Vec<Found>> = all.iter().map(|record| dns_elsewhere::found(w, record)).collect();
    let Some(found) = found.filter(|found| !found.is_empty()) else { return CheckResult::Unknown(Why::NotYet) };
    let gone = found.iter().position(|found| matches!(found, Found::Missing | Found::Instead(_)));
    if let Some(place) = gone {
        let record = seen.records.get(place);
        return CheckResult::Warn(warned(seen, Code::RenewalRecordGone, Remedy::WriteValidation, lines("", record)));
    }
    if found.iter().all(|found| *found == Found::Right) { CheckResult::Pass } else { CheckResult::Unknown(Why::NotReached) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{name, world};
    use crate::engine::op::cloud::{CloudFact, Told};
    use crate::engine::op::{CloudOp, Fact, Op};
    use crate::engine::record_set::RecordValue;
    use crate::site::CertificateSpecSeen;

    fn record() -> RecordSet {
        RecordSet::plain(name("_p.www.heestagram.com"), RecordValue::Cname { ttl: 300, target: name("_v.acm-validations.aws") })
    }

    fn seen(validation: Validation, renewal: Option<(RenewalState, Option<&str>)>) -> Seen {
        let renewal = renewal.map(|(state, reason)| Renewal { state, reason: reason.map(Into::into), updated: None, names: vec![] });
        Seen {
            arn: "arn:c".into(),
            spec: CertificateSpecSeen { names: vec!["www.heestagram.com".into()], validation: Some(validation), key_type: None },
            state: CertificateState::Issued,
            records: if validation == Validation::Dns { vec![record()] } else { vec![] },
            mailboxes: vec![],
            failure: None,
            not_after: Some(Timestamp(1_800_000_000_000)),
            in_use: true,
            told: Told { renewal, ..Told::default() },
            tagged: true,
            created: None,
            made: None,
        }
    }

    fn told(seen: Seen, standing: Option<Vec<RecordSet>>) -> (&'static str, Option<Code>) {
        let w = world().with_zone().with_resource(Resource::Certificate { arn: "arn:c".into(), adopted: false });
        let mut w = w.sees(certificate::look(&"arn:c".into()), Fact::Cloud(CloudFact::CertificateState(seen)));
        if let Some(sets) = standing {
            w = w.sees(Op::Cloud(CloudOp::LookRecords { zone: "Z1".into() }), Fact::Cloud(CloudFact::Records { zone: "Z1".into(), sets }));
        }
        let result = hop(&w).unwrap().result;
        (result.code(), result.fault().map(|fault| fault.code))
    }

    #[test]
    fn dns_renews_by_itself_while_the_record_stands_and_something_serves_it_and_mail_never_does() {
        use RenewalState::{Failed, PendingAuto, PendingValidation, Success};
        let dns = |renewal| seen(Validation::Dns, renewal);
        let stands = || Some(vec![record()]);
        assert_eq!(told(dns(None), stands()), ("pass", None));
        assert_eq!(told(dns(None), None), ("unknown", None), "nobody read the zone");
        assert_eq!(told(dns(None), Some(vec![])), ("warn", Some(Code::RenewalRecordGone)));
        assert_eq!(told(Seen { in_use: false, ..dns(None) }, stands()), ("warn", Some(Code::RenewalUnused)));
        assert_eq!(told(seen(Validation::Email, None), stands()), ("warn", Some(Code::RenewalByMail)));
        for (state, expected) in [
            (PendingAuto, ("pass", None)),
            (Success, ("pass", None)),
            (PendingValidation, ("warn", Some(Code::RenewalWaits))),
            (Failed, ("warn", Some(Code::RenewalFailed))),
        ] {
            assert_eq!(told(dns(Some((state, Some("CAA_ERROR")))), stands()), expected, "{state}");
        }
    }

    #[test]
    fn what_must_be_clicked_is_told_with_its_days() {
        let w = world().with_resource(Resource::Certificate { arn: "arn:c".into(), adopted: false });
        let look = certificate::look(&"arn:c".into());
        let w = w.sees(look, Fact::Cloud(CloudFact::CertificateState(seen(Validation::Email, None))));
        let detail = hop(&w).unwrap().result.fault().unwrap().detail.clone();
        assert_eq!(detail, "2027-01-15\n\u{2192} 2026-11-16");
    }

    #[test]
    fn where_the_person_made_the_record_it_is_looked_for_there() {
        use crate::engine::op::net::{NetFact, TheirAnswer, TheirDns};
        let at = |answer: Option<TheirAnswer>| {
            let mut w = world().with_resource(Resource::Certificate { arn: "arn:c".into(), adopted: false });
            w.site.dns = crate::site::DnsHost::Elsewhere;
            let w = w.sees(certificate::look(&"arn:c".into()), Fact::Cloud(CloudFact::CertificateState(seen(Validation::Dns, None))));
            let look = dns_elsewhere::look(&w, &dns_elsewhere::of_certificate(&w)[0]);
            let told = |answer| TheirDns { servers: vec![("ns1".to_owned(), Ok(answer))], ..TheirDns::default() };
            let w = answer.map_or(w.clone(), |answer| w.sees(look, Fact::Net(NetFact::TheirDns(Box::new(told(answer))))));
            hop(&w).unwrap().result
        };
        assert_eq!(at(None), CheckResult::Unknown(Why::NotYet));
        assert_eq!(at(Some(TheirAnswer::Cname(name("_v.acm-validations.aws")))), CheckResult::Pass);
        assert_eq!(at(Some(TheirAnswer::Nothing)).fault().map(|fault| fault.code), Some(Code::RenewalRecordGone));
    }
}
