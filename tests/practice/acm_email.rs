//! Certificates that are approved by mail: looked at every half a minute, issued some minutes later, or never.

use aws_sdk_acm::operation::request_certificate::builders::RequestCertificateFluentBuilder;
use aws_sdk_acm::types::{CertificateStatus, DomainStatus, DomainValidationOption, ValidationMethod};

use super::acm::{arn, describe, dns};
use super::bench::{Bench, START, code};

fn email(bench: &Bench, name: &str) -> RequestCertificateFluentBuilder {
    bench.acm().request_certificate().domain_name(name).validation_method(ValidationMethod::Email)
}

/// The link in the mail of this name is followed, or (nothing in life does this) taken back.
fn approve(bench: &Bench, name: &str, approved: bool) {
    bench.change(|scene| {
        let names = scene.aws.acm.certificates.iter_mut().flat_map(|c| &mut c.names);
        names.filter(|n| n.name == name).for_each(|n| n.approved = approved);
    });
}

/// The certificate's status, and each name's.
async fn states(bench: &Bench, arn: &str) -> (String, Vec<String>) {
    let told = describe(bench, arn).await;
    let names = told.domain_validation_options().iter().map(|o| o.validation_status().unwrap().as_str().to_owned()).collect();
    (told.status().unwrap().as_str().to_owned(), names)
}

fn state(status: &str, names: &[&str]) -> (String, Vec<String>) {
    (status.to_owned(), names.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn mail_is_the_usual_way_and_goes_to_five_mailboxes_of_the_domain() {
    let bench = Bench::happy();
    let option = DomainValidationOption::builder().domain_name("a.m.heestagram.com").validation_domain("heestagram.com").build().unwrap();
    let asked = bench.acm().request_certificate().domain_name("www.heestagram.com").domain_validation_options(option);
    let asked = asked.subject_alternative_names("*.heestagram.com").subject_alternative_names("m.heestagram.com");
    let arn = arn(asked.subject_alternative_names("a.m.heestagram.com")).await;
    bench.wait(60).await;
    let told = describe(&bench, &arn).await;
    let domains: Vec<_> = told.domain_validation_options().iter().map(|o| o.validation_domain().unwrap()).collect();
    assert_eq!(domains, ["heestagram.com", "heestagram.com", "m.heestagram.com", "heestagram.com"]);
    let third = &told.domain_validation_options()[2];
    let mailboxes = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"].map(|m| format!("{m}@m.heestagram.com"));
    assert_eq!((third.validation_emails(), third.resource_record()), (mailboxes.as_slice(), None));
    assert_eq!(third.validation_method(), Some(&ValidationMethod::Email));
}

#[tokio::test]
async fn every_name_is_approved_then_looked_at_then_issued() {
    let bench = Bench::happy();
    let arn = arn(email(&bench, "heestagram.com").subject_alternative_names("www.heestagram.com")).await;
    let pending = "PENDING_VALIDATION";
    bench.wait(10).await;
    approve(&bench, "heestagram.com", true);
    bench.wait(25).await;
    assert_eq!(states(&bench, &arn).await, state(pending, &[pending, pending]), "ACM looks at 6 and at 36 seconds");
    bench.wait(1).await;
    assert_eq!(states(&bench, &arn).await, state(pending, &["SUCCESS", pending]));
    bench.wait(300).await;
    approve(&bench, "www.heestagram.com", true);
    bench.wait(30).await;
    assert_eq!(states(&bench, &arn).await, state(pending, &["SUCCESS", "SUCCESS"]), "found at 366 seconds");
    bench.wait(209).await;
    assert_eq!(states(&bench, &arn).await.0, pending);
    bench.wait(1).await;
    assert_eq!(states(&bench, &arn).await, state("ISSUED", &["SUCCESS", "SUCCESS"]));
    let told = describe(&bench, &arn).await;
    assert_eq!(told.issued_at().unwrap().secs() - told.created_at().unwrap().secs(), 576);
    assert_eq!(told.not_after().unwrap().secs() - START.0 / 1_000, 198 * 86_400 - 1);
}

#[tokio::test]
async fn what_is_not_proven_any_more_when_it_is_to_be_issued_waits_again() {
    let bench = Bench::happy();
    let arn = arn(email(&bench, "heestagram.com")).await;
    approve(&bench, "heestagram.com", true);
    bench.wait(100).await;
    approve(&bench, "heestagram.com", false);
    bench.wait(116).await;
    assert_eq!(states(&bench, &arn).await, state("PENDING_VALIDATION", &["PENDING_VALIDATION"]), "looked at again at 216 seconds");
    approve(&bench, "heestagram.com", true);
    bench.wait(239).await;
    assert_eq!(states(&bench, &arn).await.0, "PENDING_VALIDATION");
    bench.wait(1).await;
    assert_eq!(states(&bench, &arn).await.0, "ISSUED", "found at 246 seconds, issued at 456");
}

#[tokio::test]
async fn a_world_tells_how_long_it_takes() {
    let bench = Bench::with("[timing]\ncname = 0\nacm_look = 5\nissue = 0\n");
    let arn = arn(email(&bench, "heestagram.com")).await;
    approve(&bench, "heestagram.com", true);
    bench.wait(5).await;
    assert_eq!(states(&bench, &arn).await.0, "ISSUED");
}

#[tokio::test]
async fn after_72_hours_without_proof_it_is_over() {
    let bench = Bench::happy();
    let (mail, dns) =
        (arn(email(&bench, "heestagram.com").subject_alternative_names("www.heestagram.com")).await, arn(dns(&bench, "a.kr")).await);
    approve(&bench, "heestagram.com", true);
    bench.wait(72 * 3_600 - 1).await;
    assert_eq!(states(&bench, &dns).await.0, "PENDING_VALIDATION");
    bench.wait(1).await;
    assert_eq!(states(&bench, &mail).await, state("VALIDATION_TIMED_OUT", &["SUCCESS", "FAILED"]));
    assert_eq!(states(&bench, &dns).await, state("VALIDATION_TIMED_OUT", &["FAILED"]));
    approve(&bench, "www.heestagram.com", true);
    bench.wait(3_600).await;
    assert_eq!(describe(&bench, &mail).await.status(), Some(&CertificateStatus::ValidationTimedOut));
    let resend = bench.acm().resend_validation_email().certificate_arn(&mail).domain("heestagram.com").validation_domain("heestagram.com");
    assert_eq!(code(resend.send().await), "InvalidStateException");
    assert_eq!(code(bench.acm().delete_certificate().certificate_arn(&mail).send().await), "(agreed)");
}

#[tokio::test]
async fn proof_at_the_last_moment_is_enough() {
    let bench = Bench::happy();
    let arn = arn(email(&bench, "heestagram.com")).await;
    bench.wait(72 * 3_600 - 60).await;
    approve(&bench, "heestagram.com", true);
    bench.wait(300).await;
    assert_eq!(describe(&bench, &arn).await.domain_validation_options()[0].validation_status(), Some(&DomainStatus::Success));
    assert_eq!(states(&bench, &arn).await.0, "ISSUED");
}

#[tokio::test]
async fn mails_are_sent_again_while_they_are_waited_for() {
    let bench = Bench::happy();
    let (mail, record) = (arn(email(&bench, "www.heestagram.com")).await, arn(dns(&bench, "heestagram.com")).await);
    bench.wait(500).await;
    let resend = async |arn: &str, name: &str, domain: &str| {
        let asked = bench.acm().resend_validation_email().certificate_arn(arn).domain(name).validation_domain(domain);
        code(asked.send().await)
    };
    assert_eq!(resend(&mail, "www.heestagram.com", "heestagram.com").await, "(agreed)");
    let sent = bench.stage.see(|s| s.aws.acm.certificates[0].names[0].mailed);
    assert_eq!((sent - START).as_secs(), 500);
    for (arn, name, domain, expected) in [
        (&record, "heestagram.com", "heestagram.com", "InvalidStateException"),
        (&mail, "m.heestagram.com", "heestagram.com", "InvalidDomainValidationOptionsException"),
        (&mail, "www.heestagram.com", "heestagram.net", "InvalidDomainValidationOptionsException"),
        (&mail, "www.heestagram.com", "com", "ValidationException"),
        (&mail.replace("-4", "-5"), "www.heestagram.com", "heestagram.com", "ResourceNotFoundException"),
    ] {
        assert_eq!(resend(arn, name, domain).await, expected, "{arn} {name} {domain}");
    }
    approve(&bench, "www.heestagram.com", true);
    bench.wait(300).await;
    assert_eq!(resend(&mail, "www.heestagram.com", "heestagram.com").await, "InvalidStateException", "it is issued");
}
