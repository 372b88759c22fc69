//! What ACM tells of a certificate beside its state.

use aws_sdk_acm::types::{CertificateDetail, DomainStatus, DomainValidation, RenewalEligibility, RenewalStatus, RenewalSummary};

use crate::engine::op::cloud::{NameProof, ProofState, Renewal, RenewalState, Told};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::time::Timestamp;
use crate::site::DomainName;

/// Seconds that a resolver may keep a validation CNAME.
const VALIDATION_TTL: u32 = 300;

pub(super) fn told(detail: &CertificateDetail) -> Told {
    Told {
        issued: detail.issued_at().and_then(moment),
        names: detail.domain_validation_options().iter().map(name).collect(),
        renewal: detail.renewal_summary().map(renewal),
        eligible: detail.renewal_eligibility().and_then(eligible),
    }
}

fn moment(at: &aws_sdk_acm::primitives::DateTime) -> Option<Timestamp> {
    at.to_millis().ok().map(Timestamp)
}

fn name(option: &DomainValidation) -> NameProof {
    NameProof {
        name: option.domain_name().to_ascii_lowercase(),
        state: option.validation_status().map_or(ProofState::Unknown, proof),
        record: cname(option),
        mailboxes: option.validation_emails().to_vec(),
    }
}

/// `x` and `*.x` have one CNAME in common, and a batch with the same record twice is refused: hence what is told twice is kept once.
pub(super) fn cname(option: &DomainValidation) -> Option<RecordSet> {
    let record = option.resource_record()?;
    let name = DomainName::from_wire(record.name()).ok()?;
    let target = DomainName::from_wire(record.value()).ok()?;
    Some(RecordSet::plain(name, RecordValue::Cname { ttl: VALIDATION_TTL, target }))
}

fn proof(status: &DomainStatus) -> ProofState {
    match status {
        DomainStatus::PendingValidation => ProofState::Pending,
        DomainStatus::Success => ProofState::Success,
        DomainStatus::Failed => ProofState::Failed,
        _ => ProofState::Unknown,
    }
}

fn renewal(summary: &RenewalSummary) -> Renewal {
    Renewal {
        state: renewal_state(summary.renewal_status()),
        reason: summary.renewal_status_reason().map(|reason| reason.as_str().to_owned()),
        updated: moment(summary.updated_at()),
        names: summary.domain_validation_options().iter().map(name).collect(),
    }
}

fn renewal_state(status: &RenewalStatus) -> RenewalState {
    match status {
        RenewalStatus::PendingAutoRenewal => RenewalState::PendingAuto,
        RenewalStatus::PendingValidation => RenewalState::PendingValidation,
        RenewalStatus::Success => RenewalState::Success,
        RenewalStatus::Failed => RenewalState::Failed,
        _ => RenewalState::Unknown,
    }
}

fn eligible(told: &RenewalEligibility) -> Option<bool> {
    match told {
        RenewalEligibility::Eligible => Some(true),
        RenewalEligibility::Ineligible => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_acm::primitives::DateTime;
    use aws_sdk_acm::types::{CertificateStatus, FailureReason, ValidationMethod};

    use super::*;
    use crate::engine::op::cloud::{CertificateState, IssueCause};

    fn option(name: &str, status: DomainStatus) -> DomainValidation {
        let option = DomainValidation::builder().domain_name(name).validation_method(ValidationMethod::Email).validation_status(status);
        option.validation_emails("admin@example.com").build().unwrap()
    }

    #[test]
    fn each_name_and_the_renewal_are_told_as_acm_has_them() {
        let renewal = RenewalSummary::builder().renewal_status(RenewalStatus::PendingValidation).updated_at(DateTime::from_secs(9));
        let renewal = renewal.renewal_status_reason(FailureReason::CaaError);
        let renewal = renewal.domain_validation_options(option("a.com", DomainStatus::PendingValidation)).build().unwrap();
        let detail = CertificateDetail::builder().issued_at(DateTime::from_secs(5)).renewal_eligibility(RenewalEligibility::Ineligible);
        let detail = detail.domain_validation_options(option("A.com", DomainStatus::Success)).renewal_summary(renewal).build();
        let told = told(&detail);
        assert_eq!((told.issued, told.eligible), (Some(Timestamp(5_000)), Some(false)));
        assert_eq!(told.names.iter().map(|n| (n.name.as_str(), n.state)).collect::<Vec<_>>(), [("a.com", ProofState::Success)]);
        let renewal = told.renewal.unwrap();
        assert_eq!((renewal.state, renewal.reason.as_deref()), (RenewalState::PendingValidation, Some("CAA_ERROR")));
        assert_eq!((renewal.names[0].state, renewal.updated), (ProofState::Pending, Some(Timestamp(9_000))));
    }

    /// A release of the SDK that knows more fails here, and its new word is given one of ours.
    #[test]
    fn every_status_and_reason_that_the_sdk_knows_is_one_of_ours() {
        let codes = |all: &[&'static str]| all.iter().map(|name| IssueCause::read(name)).collect::<Vec<_>>();
        let reasons = codes(FailureReason::values());
        assert!(!reasons.contains(&IssueCause::Unknown), "{:?}", FailureReason::values());
        let states: Vec<CertificateState> = CertificateStatus::values()
            .iter()
            .map(|name| super::super::certificate_spec::state(Some(&CertificateStatus::from(*name))))
            .collect();
        assert!(!states.contains(&CertificateState::Unknown), "{:?}", CertificateStatus::values());
        assert!(!RenewalStatus::values().iter().any(|name| renewal_state(&RenewalStatus::from(*name)) == RenewalState::Unknown));
        assert!(!DomainStatus::values().iter().any(|name| proof(&DomainStatus::from(*name)) == ProofState::Unknown));
    }
}
