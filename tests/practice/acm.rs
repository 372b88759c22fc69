//! ACM: what may be requested, what is told of it, and when it may be deleted.

use std::time::Duration;

use aws_sdk_acm::operation::request_certificate::builders::RequestCertificateFluentBuilder;
use aws_sdk_acm::types::{
    CertificateDetail, CertificateOptions, CertificateStatus, DomainStatus, DomainValidationOption, KeyAlgorithm, RenewalEligibility,
    ValidationMethod,
};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use landfall::practice::ports::Endpoint;
use landfall::practice::state::acm::Status;
use landfall::practice::state::elb::{Action, Listener};

use super::bench::{Bench, START, code};

/// A request that is proven by DNS.
pub fn dns(bench: &Bench, name: &str) -> RequestCertificateFluentBuilder {
    bench.acm().request_certificate().domain_name(name).validation_method(ValidationMethod::Dns)
}

/// The ARN of what is requested.
pub async fn arn(asked: RequestCertificateFluentBuilder) -> String {
    asked.send().await.unwrap().certificate_arn.unwrap()
}

pub async fn describe(bench: &Bench, arn: &str) -> CertificateDetail {
    bench.acm().describe_certificate().certificate_arn(arn).send().await.unwrap().certificate.unwrap()
}

fn named(detail: &CertificateDetail) -> Vec<&str> {
    detail.subject_alternative_names().iter().map(String::as_str).collect()
}

/// The certificate as if it had been issued.
fn issue(bench: &Bench, arn: &str) {
    bench.change(|scene| {
        let certificate = scene.aws.acm.certificates.iter_mut().find(|c| c.arn == arn).unwrap();
        certificate.status = Status::Issued;
        certificate.issued = Some(scene.now);
        certificate.not_after = Some(scene.now + Duration::from_secs(198 * 86_400));
    });
}

fn listener(arn: &str) -> Listener {
    Listener {
        arn: "arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener/app/lb/1/1".into(),
        balancer: "arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/lb/1".into(),
        port: 443,
        protocol: "HTTPS".into(),
        certificates: vec![arn.to_owned()],
        tls_policy: None,
        action: Action::FixedResponse { status: "200".into(), kind: None, body: None },
        tags: vec![],
    }
}

#[tokio::test]
async fn a_request_is_pending_and_its_cname_comes_some_seconds_later() {
    let bench = Bench::happy();
    let asked = dns(&bench, "HEEstagram.com").subject_alternative_names("*.heestagram.com").subject_alternative_names("heestagram.com");
    let arn = arn(asked).await;
    let id = arn.strip_prefix("arn:aws:acm:ap-northeast-2:111122223333:certificate/").unwrap();
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    let told = describe(&bench, &arn).await;
    assert_eq!((told.status(), named(&told)), (Some(&CertificateStatus::PendingValidation), vec!["heestagram.com", "*.heestagram.com"]));
    assert_eq!((told.domain_name(), told.subject(), told.issuer()), (Some("heestagram.com"), Some("CN=heestagram.com"), Some("Amazon")));
    assert_eq!(told.key_algorithm().unwrap().as_str(), "RSA-2048", "as ACM tells it");
    assert_eq!(told.created_at().unwrap().to_millis().unwrap(), START.0);
    assert!(told.in_use_by().is_empty() && told.issued_at().is_none() && told.not_after().is_none() && told.failure_reason().is_none());
    for option in told.domain_validation_options() {
        assert_eq!(
            (option.validation_method(), option.validation_status()),
            (Some(&ValidationMethod::Dns), Some(&DomainStatus::PendingValidation))
        );
        assert!(option.resource_record().is_none() && option.validation_emails().is_empty());
    }
    bench.wait(6).await;
    let told = describe(&bench, &arn).await;
    let records: Vec<_> = told.domain_validation_options().iter().map(|o| o.resource_record().unwrap()).collect();
    assert_eq!((records.len(), records[0]), (2, records[1]));
    let hex = |text: &str| text.len() == 32 && text.chars().all(|c| c.is_ascii_hexdigit());
    assert!(hex(records[0].name().strip_prefix('_').unwrap().strip_suffix(".heestagram.com.").unwrap()), "{}", records[0].name());
    let value = records[0].value().strip_prefix('_').unwrap().strip_suffix(".acm-validations.aws.").unwrap();
    let (proof, label) = value.split_once('.').unwrap();
    assert!(hex(proof) && label.len() == 10 && label.chars().all(|c| c.is_ascii_lowercase()), "{value}");
}

#[tokio::test]
async fn a_name_has_one_cname_for_ever() {
    let (bench, elsewhere) = (Bench::happy(), Bench::happy());
    let record = async |bench: &Bench, name: &str| {
        let arn = arn(dns(bench, name)).await;
        bench.wait(6).await;
        describe(bench, &arn).await.domain_validation_options()[0].resource_record().unwrap().clone()
    };
    let first = record(&bench, "heestagram.com").await;
    assert_eq!(first, record(&bench, "heestagram.com").await, "a later certificate");
    assert_eq!(first, record(&bench, "*.heestagram.com").await, "with a star");
    assert_eq!(first, record(&elsewhere, "heestagram.com").await, "the same account");
    assert_ne!(first.value(), record(&bench, "www.heestagram.com").await.value());
}

#[tokio::test]
async fn the_same_token_is_the_same_certificate_for_an_hour() {
    let bench = Bench::happy();
    let ask = |name: &str| dns(&bench, name).idempotency_token("t_1");
    let first =
        arn(ask("heestagram.com").subject_alternative_names("www.heestagram.com").subject_alternative_names("a.heestagram.com")).await;
    let turned = ask("heestagram.com").subject_alternative_names("a.heestagram.com").subject_alternative_names("www.heestagram.com");
    bench.wait(3_599).await;
    assert_eq!(arn(turned.clone()).await, first);
    for other in [
        ask("heestagram.com"),
        ask("www.heestagram.com").subject_alternative_names("heestagram.com").subject_alternative_names("a.heestagram.com"),
        turned.clone().validation_method(ValidationMethod::Email),
        turned.clone().key_algorithm(KeyAlgorithm::EcPrime256v1),
    ] {
        assert_eq!(code(other.send().await), "InvalidParameterException");
    }
    assert_ne!(arn(turned.clone().idempotency_token("t_2")).await, first);
    bench.wait(1).await;
    assert_ne!(arn(turned.clone()).await, first);
    bench.acm().delete_certificate().certificate_arn(&first).send().await.unwrap();
    assert_ne!(arn(dns(&bench, "heestagram.com")).await, arn(dns(&bench, "heestagram.com")).await, "without a token");
}

#[tokio::test]
async fn a_deleted_certificates_token_makes_a_new_one() {
    let bench = Bench::happy();
    let first = arn(dns(&bench, "heestagram.com").idempotency_token("t")).await;
    bench.acm().delete_certificate().certificate_arn(&first).send().await.unwrap();
    assert_ne!(arn(dns(&bench, "heestagram.com").idempotency_token("t")).await, first);
}

#[tokio::test]
async fn a_token_is_a_word_of_at_most_32() {
    let bench = Bench::happy();
    for token in ["", "a-b", "a b", &"a".repeat(33), "가"] {
        let refused = dns(&bench, "heestagram.com").idempotency_token(token).send().await.unwrap_err();
        assert_eq!(refused.code(), Some("ValidationException"), "{token}");
        let said = format!("1 validation error detected: Value '{token}' at 'idempotencyToken' failed to satisfy constraint: Member must ");
        assert!(refused.message().unwrap().starts_with(&said), "{refused:?}");
    }
    assert_eq!(code(dns(&bench, "heestagram.com").idempotency_token("a".repeat(32)).send().await), "(agreed)");
}

#[tokio::test]
async fn names_are_what_a_certificate_can_hold() {
    let bench = Bench::happy();
    let label = "a".repeat(30);
    let (at_most, longer) = (format!("{label}.{label}.kr"), format!("{label}.{label}.kr.a.kr"));
    assert_eq!((at_most.len(), longer.len() > 64), (64, true));
    for wrong in ["com", "heestagram.com.", "www.*.heestagram.com", "*.*.heestagram.com", "a_b.heestagram.com", "-a.com", "가비아.com"] {
        assert_eq!(code(dns(&bench, wrong).send().await), "ValidationException", "{wrong}");
        let other = dns(&bench, "heestagram.com").subject_alternative_names(wrong);
        assert_eq!(code(other.send().await), "ValidationException", "{wrong} as another name");
    }
    assert_eq!(code(dns(&bench, &format!("{longer}.{}", "b.".repeat(100) + "kr")).send().await), "ValidationException");
    assert_eq!(code(dns(&bench, &longer).send().await), "InvalidDomainValidationOptionsException");
    assert_eq!(code(dns(&bench, &at_most).subject_alternative_names(longer).send().await), "(agreed)");
    let names = |count: usize| Some((0..count).map(|n| format!("a{n}.heestagram.com")).collect::<Vec<_>>());
    assert_eq!(code(dns(&bench, "heestagram.com").set_subject_alternative_names(names(10)).send().await), "LimitExceededException");
    assert_eq!(code(dns(&bench, "a0.heestagram.com").set_subject_alternative_names(names(10)).send().await), "(agreed)");
    assert_eq!(code(dns(&bench, "heestagram.com").set_subject_alternative_names(names(101)).send().await), "ValidationException");
    assert_eq!(code(dns(&bench, "heestagram.com").set_subject_alternative_names(Some(vec![])).send().await), "ValidationException");
}

#[tokio::test]
async fn what_is_not_a_public_certificate_is_refused_by_name() {
    let bench = Bench::happy();
    let ask = || dns(&bench, "heestagram.com");
    let authority = "arn:aws:acm-pca:ap-northeast-2:111122223333:certificate-authority/1";
    for (wrong, expected) in [
        (ask().validation_method(ValidationMethod::Http), "InvalidParameterException"),
        (ask().validation_method("FAX".into()), "ValidationException"),
        (ask().key_algorithm(KeyAlgorithm::Rsa4096), "InvalidParameterException"),
        (ask().key_algorithm("RSA".into()), "ValidationException"),
        (ask().certificate_authority_arn(authority), "InvalidParameterException"),
        (ask().managed_by("CLOUDFRONT".into()), "InvalidParameterException"),
        (ask().options(CertificateOptions::builder().export("ENABLED".into()).build()), "InvalidParameterException"),
    ] {
        assert_eq!(code(wrong.clone().send().await), expected, "{wrong:?}");
    }
    assert!(bench.stage.see(|s| s.aws.acm.certificates.is_empty()));
    let elliptic = arn(ask().key_algorithm(KeyAlgorithm::EcPrime256v1).options(CertificateOptions::builder().build())).await;
    let told = describe(&bench, &elliptic).await;
    assert_eq!((told.key_algorithm(), told.signature_algorithm()), (Some(&KeyAlgorithm::EcPrime256v1), Some("SHA256WITHECDSA")));
}

/// What the SDK does not send: other members, other types, what AWS gave up.
#[tokio::test]
async fn a_request_must_be_readable_and_hold_nothing_unknown() {
    let bench = Bench::happy();
    let ask = async |body: &str| {
        let scope = "AWS4-HMAC-SHA256 Credential=K/20261124/ap-northeast-2/acm/aws4_request, SignedHeaders=host, Signature=0";
        let request = http::Request::post("/").header("authorization", scope);
        let request = request.header("x-amz-target", "CertificateManager.RequestCertificate").body(body.as_bytes().to_vec());
        let answer = Endpoint::new(bench.stage.clone()).exchange(request.unwrap()).await.unwrap();
        (answer.status().as_u16(), String::from_utf8(answer.into_body()).unwrap())
    };
    for (body, refusal) in [
        ("[]", "SerializationException"),
        ("{", "SerializationException"),
        ("{\"DomainName\":1}", "SerializationException"),
        ("{\"DomainName\":\"a.kr\",\"SubjectAlternativeNames\":\"b.kr\"}", "SerializationException"),
        ("{}", "ValidationException"),
        ("{\"DomainName\":null}", "ValidationException"),
        ("{\"DomainName\":\"a.kr\",\"Tags\":[{\"Value\":\"x\"}]}", "ValidationException"),
        ("{\"DomainName\":\"a.kr\",\"Novelty\":true}", "InvalidParameterException"),
        ("{\"DomainName\":\"a.kr\",\"Options\":{\"CertificateTransparencyLoggingPreference\":\"DISABLED\"}}", "InvalidParameterException"),
    ] {
        let (status, said) = ask(body).await;
        assert!(status == 400 && said.contains(&format!("\"__type\":\"{refusal}\"")), "{body}: {said}");
    }
    let (status, said) = ask("{\"DomainName\":\"a.kr\",\"IdempotencyToken\":null}").await;
    assert!(status == 200 && said.contains("arn:aws:acm:"), "{said}");
}

#[tokio::test]
async fn an_issued_certificate_tells_its_days_and_who_uses_it() {
    let bench = Bench::happy();
    let arn = arn(dns(&bench, "heestagram.com")).await;
    bench.wait(3_600).await;
    issue(&bench, &arn);
    let told = describe(&bench, &arn).await;
    assert_eq!((told.status(), told.renewal_eligibility()), (Some(&CertificateStatus::Issued), Some(&RenewalEligibility::Ineligible)));
    assert_eq!(told.issued_at().unwrap().secs() - told.created_at().unwrap().secs(), 3_600);
    assert_eq!(told.not_before().unwrap().to_millis().unwrap(), START.0, "the day's beginning");
    assert_eq!((told.key_usages().len(), told.extended_key_usages().len(), told.serial().unwrap().len()), (2, 1, 47));
    bench.change(|scene| scene.aws.elb.listeners.push(listener(&arn)));
    let used = describe(&bench, &arn).await;
    assert_eq!(used.in_use_by(), [listener(&arn).balancer]);
    assert_eq!(used.renewal_eligibility(), Some(&RenewalEligibility::Eligible));
}

#[tokio::test]
async fn a_certificate_is_deleted_when_nothing_uses_it_any_more() {
    let bench = Bench::happy();
    let arn = arn(dns(&bench, "heestagram.com")).await;
    let delete = || bench.acm().delete_certificate().certificate_arn(&arn).send();
    bench.change(|scene| scene.aws.elb.listeners.push(listener(&arn)));
    let refused = delete().await.unwrap_err();
    assert_eq!((refused.code(), refused.message().unwrap().ends_with("is in use.")), (Some("ResourceInUseException"), true));
    bench.change(|scene| {
        scene.aws.elb.listeners.clear();
        scene.aws.elb.unlinking.push((arn.clone(), scene.now + Duration::from_secs(30), "arn:aws:b".to_owned()));
    });
    bench.wait(29).await;
    assert_eq!(code(delete().await), "ResourceInUseException");
    assert_eq!(describe(&bench, &arn).await.in_use_by().len(), 1);
    bench.wait(1).await;
    assert!(describe(&bench, &arn).await.in_use_by().is_empty());
    assert_eq!(code(delete().await), "(agreed)");
    assert_eq!(code(delete().await), "ResourceNotFoundException");
}

#[tokio::test]
async fn an_arn_must_be_a_certificates() {
    let bench = Bench::happy();
    let near = "arn:aws:acm:ap-northeast-2:111122223333";
    for (arn, expected) in [
        ("arn".to_owned(), "ValidationException"),
        ("x".repeat(30), "ValidationException"),
        ("arn:aws:iam::111122223333:server-certificate/a".to_owned(), "ValidationException"),
        (format!("{near}:account/1"), "InvalidArnException"),
        (format!("{near}:certificate/"), "ValidationException"),
        (format!("{near}:certificate/00000000-0000-4000-a000-000000000000"), "ResourceNotFoundException"),
        ("arn:aws:acm:us-east-1:444455556666:certificate/1".to_owned(), "ResourceNotFoundException"),
    ] {
        assert_eq!(code(bench.acm().describe_certificate().certificate_arn(&arn).send().await), expected, "{arn}");
        assert_eq!(code(bench.acm().delete_certificate().certificate_arn(&arn).send().await), expected, "{arn}");
        assert_eq!(code(bench.acm().list_tags_for_certificate().certificate_arn(&arn).send().await), expected, "{arn}");
    }
}

#[tokio::test]
async fn mail_goes_to_the_name_or_a_parent_of_it() {
    let bench = Bench::happy();
    let ask = |name: &str| bench.acm().request_certificate().domain_name(name).validation_method(ValidationMethod::Email);
    let option = |name: &str, domain: &str| DomainValidationOption::builder().domain_name(name).validation_domain(domain).build().unwrap();
    for (name, to, expected) in [
        ("www.heestagram.com", "heestagram.com", "(agreed)"),
        ("*.heestagram.com", "heestagram.com", "(agreed)"),
        ("a.www.heestagram.com", "a.www.heestagram.com", "(agreed)"),
        ("www.heestagram.com", "m.heestagram.com", "InvalidDomainValidationOptionsException"),
        ("heestagram.com", "www.heestagram.com", "InvalidDomainValidationOptionsException"),
        ("heestagram.com", "stagram.com", "InvalidDomainValidationOptionsException"),
        ("heestagram.com", "com", "ValidationException"),
    ] {
        assert_eq!(code(ask(name).domain_validation_options(option(name, to)).send().await), expected, "{name} {to}");
    }
    let stranger = ask("heestagram.com").domain_validation_options(option("www.heestagram.com", "heestagram.com"));
    assert_eq!(code(stranger.send().await), "InvalidDomainValidationOptionsException");
}
