//! A certificate as we ask ACM for it, and as ACM describes it.

use aws_sdk_acm::operation::request_certificate::builders::RequestCertificateFluentBuilder;
use aws_sdk_acm::types::{CertificateDetail, CertificateStatus, DomainValidation, DomainValidationOption, KeyAlgorithm, ValidationMethod};

use super::faults::{need, unbuilt};
use super::told;
use crate::engine::fault::Fault;
use crate::engine::ids::CertificateArn;
use crate::engine::made::Made;
use crate::engine::op::cloud::{Certificate, CertificateState};
use crate::engine::time::Timestamp;
use crate::site::{CertificateName, CertificateSpec, CertificateSpecSeen, DomainName, KeyType, Validation};

/// This request, filled in. `domain` is where the approval mails go (EMAIL).
pub(super) fn filled(
    request: RequestCertificateFluentBuilder,
    spec: &CertificateSpec,
    domain: &DomainName,
) -> Result<RequestCertificateFluentBuilder, Fault> {
    let mut names = spec.names.iter().map(ToString::to_string);
    let first = names.next().ok_or_else(|| Fault::internal("a certificate without a name"))?;
    let others: Vec<String> = names.collect();
    let asked = request.domain_name(first).validation_method(method(spec.validation)).key_algorithm(algorithm(spec.key_type));
    let asked = asked.set_subject_alternative_names(Some(others).filter(|o| !o.is_empty()));
    Ok(asked.set_domain_validation_options(mail_options(spec, domain)?))
}

fn method(validation: Validation) -> ValidationMethod {
    match validation {
        Validation::Dns => ValidationMethod::Dns,
        Validation::Email => ValidationMethod::Email,
    }
}

fn algorithm(key_type: KeyType) -> KeyAlgorithm {
    match key_type {
        KeyType::Rsa2048 => KeyAlgorithm::Rsa2048,
        KeyType::EcdsaP256 => KeyAlgorithm::EcPrime256v1,
    }
}

/// ACM asks for `RSA_2048` and describes it as `RSA-2048` (API reference, CertificateDetail, read on 2026-11-29).
fn key_type(algorithm: &KeyAlgorithm) -> Option<KeyType> {
    let wire = |key_type: &KeyType| self::algorithm(*key_type).as_str() == algorithm.as_str().replace('-', "_");
    [KeyType::Rsa2048, KeyType::EcdsaP256].into_iter().find(wire)
}

/// For EMAIL: each name's mails go to the mailboxes of `domain`, which the name must lie in.
fn mail_options(spec: &CertificateSpec, domain: &DomainName) -> Result<Option<Vec<DomainValidationOption>>, Fault> {
    if spec.validation == Validation::Dns {
        return Ok(None);
    }
    let option = |name: &CertificateName| {
        let option = DomainValidationOption::builder().domain_name(name.to_string()).validation_domain(domain.as_str());
        option.build().map_err(unbuilt)
    };
    spec.names.iter().map(option).collect::<Result<Vec<_>, _>>().map(Some)
}

/// What ACM tells of a certificate; the names, the CNAMEs and the mailboxes may come some seconds late.
pub(super) fn described(detail: &CertificateDetail, tagged: bool, made: Option<Made>) -> Result<Certificate, Fault> {
    let options = detail.domain_validation_options();
    Ok(Certificate {
        arn: CertificateArn(need(detail.certificate_arn.clone(), "CertificateArn")?),
        spec: CertificateSpecSeen {
            names: names(detail),
            validation: options.iter().find_map(validation),
            key_type: detail.key_algorithm().and_then(key_type),
        },
        state: state(detail.status()),
        records: unique(options.iter().filter_map(told::cname)),
        mailboxes: unique(options.iter().flat_map(|o| o.validation_emails().iter().cloned())),
        failure: detail.failure_reason().map(|r| r.as_str().to_owned()),
        not_after: detail.not_after().and_then(|t| t.to_millis().ok()).map(Timestamp),
        in_use: !detail.in_use_by().is_empty(),
        told: told::told(detail),
        tagged,
        created: detail.created_at().and_then(|t| t.to_millis().ok()).map(Timestamp),
        made,
    })
}

/// The first name, then the others; ACM repeats the first among the others.
fn names(detail: &CertificateDetail) -> Vec<String> {
    let first = detail.domain_name.clone().into_iter();
    unique(first.chain(detail.subject_alternative_names().iter().cloned()).map(|n| n.to_ascii_lowercase()))
}

pub(super) fn state(status: Option<&CertificateStatus>) -> CertificateState {
    match status {
        Some(CertificateStatus::PendingValidation) => CertificateState::Pending,
        Some(CertificateStatus::Issued) => CertificateState::Issued,
        Some(CertificateStatus::Inactive) => CertificateState::Inactive,
        Some(CertificateStatus::Expired) => CertificateState::Expired,
        Some(CertificateStatus::ValidationTimedOut) => CertificateState::TimedOut,
        Some(CertificateStatus::Revoked) => CertificateState::Revoked,
        Some(CertificateStatus::Failed) => CertificateState::Failed,
        _ => CertificateState::Unknown,
    }
}

fn validation(option: &DomainValidation) -> Option<Validation> {
    match option.validation_method()? {
        ValidationMethod::Dns => Some(Validation::Dns),
        ValidationMethod::Email => Some(Validation::Email),
        _ => None,
    }
}

fn unique<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.fold(Vec::new(), |mut kept, item| {
        if !kept.contains(&item) {
            kept.push(item);
        }
        kept
    })
}

#[cfg(test)]
mod tests {
    use crate::engine::record_set::{RecordSet, RecordValue};
    use aws_sdk_acm::types::{FailureReason, RecordType, ResourceRecord};

    use super::*;

    fn option(name: &str) -> aws_sdk_acm::types::builders::DomainValidationBuilder {
        DomainValidation::builder().domain_name(name).validation_method(ValidationMethod::Dns)
    }

    fn record() -> ResourceRecord {
        let record = ResourceRecord::builder().name("_a1.example.com.").r#type(RecordType::Cname);
        record.value("_b2.acm-validations.aws.").build().unwrap()
    }

    #[test]
    fn a_name_and_its_wildcard_have_one_cname() {
        let detail = CertificateDetail::builder().certificate_arn("arn:c").domain_name("Example.com");
        let detail = detail.subject_alternative_names("example.com").subject_alternative_names("*.example.com");
        let detail = detail.domain_validation_options(option("example.com").resource_record(record()).build().unwrap());
        let detail = detail.domain_validation_options(option("*.example.com").resource_record(record()).build().unwrap());
        let reported = described(&detail.status(CertificateStatus::PendingValidation).build(), true, None).unwrap();
        assert_eq!(reported.spec.names, ["example.com", "*.example.com"]);
        let target = "_b2.acm-validations.aws".to_owned();
        let target = DomainName::from_wire(&target).unwrap();
        let name = DomainName::from_wire("_a1.example.com").unwrap();
        assert_eq!(reported.records, [RecordSet::plain(name, RecordValue::Cname { ttl: 300, target })]);
        assert_eq!((reported.state, reported.spec.validation), (CertificateState::Pending, Some(Validation::Dns)));
    }

    #[test]
    fn what_acm_has_not_told_yet_is_empty_and_each_status_is_told_apart() {
        let table = [
            (CertificateStatus::Issued, CertificateState::Issued),
            (CertificateStatus::Inactive, CertificateState::Inactive),
            (CertificateStatus::Expired, CertificateState::Expired),
            (CertificateStatus::ValidationTimedOut, CertificateState::TimedOut),
            (CertificateStatus::Revoked, CertificateState::Revoked),
            (CertificateStatus::Failed, CertificateState::Failed),
            (CertificateStatus::from("NEW"), CertificateState::Unknown),
        ];
        for (status, meaning) in table {
            let detail = CertificateDetail::builder().certificate_arn("arn:c").status(status.clone());
            let reported = described(&detail.failure_reason(FailureReason::CaaError).build(), false, None).unwrap();
            assert_eq!((reported.state, reported.failure.as_deref()), (meaning, Some("CAA_ERROR")), "{status:?}");
            assert!(reported.records.is_empty() && reported.spec.validation.is_none());
        }
    }

    #[test]
    fn mails_go_to_the_domain_only_for_email() {
        let spec = |validation| CertificateSpec { names: vec!["www.example.com".parse().unwrap()], validation, key_type: KeyType::Rsa2048 };
        let domain = "example.com".parse().unwrap();
        assert_eq!(mail_options(&spec(Validation::Dns), &domain).unwrap(), None);
        let options = mail_options(&spec(Validation::Email), &domain).unwrap().unwrap();
        assert_eq!((options[0].domain_name(), options[0].validation_domain()), ("www.example.com", "example.com"));
    }

    #[test]
    fn a_key_is_asked_for_by_its_algorithm_and_known_again_in_both_of_acm_s_spellings() {
        let table = [
            (KeyType::Rsa2048, "RSA_2048", vec!["RSA_2048", "RSA-2048"]),
            (KeyType::EcdsaP256, "EC_prime256v1", vec!["EC_prime256v1", "EC-prime256v1"]),
        ];
        for (key, asked, told) in table {
            assert_eq!(algorithm(key).as_str(), asked);
            assert!(told.iter().all(|algorithm| key_type(&KeyAlgorithm::from(*algorithm)) == Some(key)), "{key:?}");
        }
        assert!(["RSA_4096", "EC_secp384r1", ""].iter().all(|other| key_type(&KeyAlgorithm::from(*other)).is_none()));
    }
}
