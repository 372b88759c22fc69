//! DNS validation through the whole chain: Route 53's records, the delegation, ACM's looks.

use aws_sdk_acm::types::{CertificateStatus, DomainStatus, FailureReason, ResourceRecord};
use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch, ResourceRecord as Value, ResourceRecordSet, RrType};

use super::acm::{arn, describe, dns};
use super::bench::Bench;
use super::route53::{id, zone};

const HOME: &str = "heestagram.com";

/// A bench with a zone of the domain to which the registry points, and that zone's id.
async fn delegated() -> (Bench, String) {
    let bench = Bench::happy();
    let zone = id(&zone(&bench, HOME, "r1").await);
    bench.delegate(HOME).await;
    (bench, zone)
}

/// Writes or deletes a record, and waits until the name servers have it.
async fn write(bench: &Bench, zone: &str, action: ChangeAction, name: &str, kind: &str, values: &[&str]) {
    let values = values.iter().map(|v| Value::builder().value(*v).build().unwrap()).collect();
    let set = ResourceRecordSet::builder().name(name).r#type(RrType::from(kind)).ttl(300).set_resource_records(Some(values));
    let change = Change::builder().action(action).resource_record_set(set.build().unwrap()).build().unwrap();
    let batch = ChangeBatch::builder().changes(change).build().unwrap();
    bench.route53().change_resource_record_sets().hosted_zone_id(zone).change_batch(batch).send().await.unwrap();
    bench.wait(25).await;
}

async fn records(bench: &Bench, arn: &str) -> Vec<ResourceRecord> {
    bench.wait(6).await;
    describe(bench, arn).await.domain_validation_options().iter().map(|o| o.resource_record().unwrap().clone()).collect()
}

async fn status(bench: &Bench, arn: &str) -> CertificateStatus {
    describe(bench, arn).await.status.unwrap()
}

#[tokio::test]
async fn the_cname_is_found_at_the_next_look_and_the_certificate_issued_later() {
    let (bench, zone) = delegated().await;
    let arn = arn(dns(&bench, HOME).subject_alternative_names("*.heestagram.com")).await;
    let record = &records(&bench, &arn).await[0];
    write(&bench, &zone, ChangeAction::Upsert, record.name(), "CNAME", &[record.value()]).await;
    bench.wait(4).await;
    assert_eq!(describe(&bench, &arn).await.domain_validation_options()[0].validation_status(), Some(&DomainStatus::PendingValidation));
    bench.wait(1).await;
    let told = describe(&bench, &arn).await;
    assert!(told.domain_validation_options().iter().all(|o| o.validation_status() == Some(&DomainStatus::Success)), "at 36 seconds");
    bench.wait(209).await;
    assert_eq!(status(&bench, &arn).await, CertificateStatus::PendingValidation);
    bench.wait(1).await;
    assert_eq!(status(&bench, &arn).await, CertificateStatus::Issued);
}

#[tokio::test]
async fn every_name_must_be_proven_by_its_own_cname_with_its_own_value() {
    let (bench, zone) = delegated().await;
    let arn = arn(dns(&bench, HOME).subject_alternative_names("www.heestagram.com")).await;
    let told = records(&bench, &arn).await;
    write(&bench, &zone, ChangeAction::Upsert, told[0].name(), "CNAME", &[&told[0].value().to_uppercase()]).await;
    write(&bench, &zone, ChangeAction::Upsert, told[1].name(), "CNAME", &[told[0].value()]).await;
    bench.wait(1_000).await;
    let detail = describe(&bench, &arn).await;
    let names: Vec<_> = detail.domain_validation_options().iter().map(|o| o.validation_status().unwrap().clone()).collect();
    assert_eq!(names, [DomainStatus::Success, DomainStatus::PendingValidation]);
    write(&bench, &zone, ChangeAction::Upsert, told[1].name(), "CNAME", &[told[1].value()]).await;
    bench.wait(240).await;
    assert_eq!(status(&bench, &arn).await, CertificateStatus::Issued);
}

#[tokio::test]
async fn a_zone_to_which_nothing_points_proves_nothing() {
    let bench = Bench::happy();
    let zone = id(&zone(&bench, HOME, "r1").await);
    let arn = arn(dns(&bench, HOME)).await;
    let record = &records(&bench, &arn).await[0];
    write(&bench, &zone, ChangeAction::Upsert, record.name(), "CNAME", &[record.value()]).await;
    bench.wait(3_600).await;
    assert_eq!(status(&bench, &arn).await, CertificateStatus::PendingValidation);
    bench.delegate(HOME).await;
    bench.wait(240).await;
    assert_eq!(status(&bench, &arn).await, CertificateStatus::Issued);
}

#[tokio::test]
async fn a_cname_that_goes_before_the_certificate_is_issued_proves_nothing() {
    let (bench, zone) = delegated().await;
    let arn = arn(dns(&bench, HOME)).await;
    let record = &records(&bench, &arn).await[0];
    write(&bench, &zone, ChangeAction::Upsert, record.name(), "CNAME", &[record.value()]).await;
    bench.wait(60).await;
    write(&bench, &zone, ChangeAction::Delete, record.name(), "CNAME", &[record.value()]).await;
    bench.wait(3_600).await;
    assert_eq!(status(&bench, &arn).await, CertificateStatus::PendingValidation);
}

/// The status and the reason of a certificate for `names`, whose CNAMEs stand beside these CAA records (name, value).
async fn with_caa(names: &[&str], caa: &[(&str, &str)]) -> (CertificateStatus, Option<FailureReason>) {
    let (bench, zone) = delegated().await;
    for (name, value) in caa {
        write(&bench, &zone, ChangeAction::Create, name, "CAA", &[value]).await;
    }
    let others = Some(names[1..].iter().map(ToString::to_string).collect()).filter(|o: &Vec<_>| !o.is_empty());
    let arn = arn(dns(&bench, names[0]).set_subject_alternative_names(others)).await;
    for record in records(&bench, &arn).await {
        write(&bench, &zone, ChangeAction::Upsert, record.name(), "CNAME", &[record.value()]).await;
    }
    bench.wait(300).await;
    let told = describe(&bench, &arn).await;
    (told.status.unwrap(), told.failure_reason)
}

#[tokio::test]
async fn caa_records_decide_whether_amazon_may_issue() {
    let issued = (CertificateStatus::Issued, None);
    let failed = (CertificateStatus::Failed, Some(FailureReason::CaaError));
    let others = "0 issue \"letsencrypt.org\"";
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a (CertificateStatus, Option<FailureReason>));
    let table: [Case; 7] = [
        (&[HOME], &[(HOME, others)], &failed),
        (&["www.heestagram.com"], &[(HOME, others)], &failed),
        (&["www.heestagram.com"], &[(HOME, others), ("www.heestagram.com", "0 issue \"amazon.com\"")], &issued),
        (&[HOME], &[(HOME, "0 issue \"amazontrust.com\"")], &issued),
        (&[HOME, "*.heestagram.com"], &[(HOME, "0 issuewild \";\"")], &failed),
        (&[HOME], &[(HOME, "0 issuewild \";\"")], &issued),
        (&["*.heestagram.com"], &[(HOME, "0 issuewild \"awstrust.com\"")], &issued),
    ];
    for (names, caa, expected) in table {
        assert_eq!(&with_caa(names, caa).await, expected, "{names:?} {caa:?}");
    }
}
