//! ACM's list, and tags.

use aws_sdk_acm::types::{CertificateStatus, Filters, KeyAlgorithm, SortBy, SortOrder, Tag};
use landfall::practice::state::acm::Status;

use super::acm::{arn, dns};
use super::bench::{Bench, code};

async fn three(bench: &Bench) -> [String; 3] {
    let mut made = Vec::new();
    for (name, key) in [("a.kr", KeyAlgorithm::Rsa2048), ("b.kr", KeyAlgorithm::EcPrime256v1), ("c.kr", KeyAlgorithm::Rsa2048)] {
        made.push(arn(dns(bench, name).key_algorithm(key)).await);
        bench.wait(1).await;
    }
    made.try_into().unwrap()
}

fn all_keys() -> Filters {
    let keys = [KeyAlgorithm::Rsa2048, KeyAlgorithm::EcPrime256v1, KeyAlgorithm::EcSecp384r1];
    Filters::builder().set_key_types(Some(keys.to_vec())).build()
}

#[tokio::test]
async fn only_rsa_is_told_unless_key_types_are_asked_for() {
    let bench = Bench::happy();
    let [a, b, c] = three(&bench).await;
    let told = bench.acm().list_certificates().send().await.unwrap();
    let arns: Vec<_> = told.certificate_summary_list().iter().map(|s| s.certificate_arn().unwrap()).collect();
    assert_eq!((arns, told.next_token()), (vec![a.as_str(), &c], None));
    let first = &told.certificate_summary_list()[0];
    assert_eq!((first.domain_name(), first.status()), (Some("a.kr"), Some(&CertificateStatus::PendingValidation)));
    assert_eq!((first.subject_alternative_name_summaries(), first.in_use()), (["a.kr".to_owned()].as_slice(), Some(false)));
    assert!(first.created_at().is_some() && first.issued_at().is_none());
    let ask = async |filters: Filters| {
        let told = bench.acm().list_certificates().includes(filters).send().await.unwrap().certificate_summary_list.unwrap();
        told.into_iter().map(|s| s.certificate_arn.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(ask(all_keys()).await, [a.clone(), b.clone(), c.clone()]);
    assert_eq!(ask(Filters::builder().key_types(KeyAlgorithm::EcPrime256v1).build()).await, [b]);
    assert_eq!(ask(Filters::builder().build()).await, [a, c]);
}

#[tokio::test]
async fn the_list_is_filtered_by_status_and_ordered_by_age() {
    let bench = Bench::happy();
    let [a, _, c] = three(&bench).await;
    bench.change(|scene| scene.aws.acm.certificates[0].status = Status::Issued);
    let ask = |statuses: Vec<CertificateStatus>| bench.acm().list_certificates().set_certificate_statuses(Some(statuses));
    let told = ask(vec![CertificateStatus::Issued, CertificateStatus::Failed]).send().await.unwrap().certificate_summary_list.unwrap();
    assert_eq!(told.iter().filter_map(|s| s.certificate_arn()).collect::<Vec<_>>(), [&a]);
    assert!(ask(vec![CertificateStatus::Revoked]).send().await.unwrap().certificate_summary_list().is_empty());
    let newest = ask(vec![]).sort_by(SortBy::CreatedAt).sort_order(SortOrder::Descending).send().await.unwrap();
    let arns: Vec<_> = newest.certificate_summary_list().iter().filter_map(|s| s.certificate_arn()).collect();
    assert_eq!(arns, [&c, &a]);
    assert_eq!(code(ask(vec!["NEW".into()]).send().await), "ValidationException");
    assert_eq!(code(ask(vec![]).sort_by(SortBy::CreatedAt).send().await), "InvalidArgsException");
}

#[tokio::test]
async fn the_list_comes_page_by_page() {
    let bench = Bench::happy();
    let made = three(&bench).await;
    let ask = || bench.acm().list_certificates().includes(all_keys());
    let first = ask().max_items(2).send().await.unwrap();
    assert_eq!(first.certificate_summary_list().len(), 2);
    let second = ask().max_items(2).next_token(first.next_token().unwrap()).send().await.unwrap();
    let last = second.certificate_summary_list()[0].certificate_arn().unwrap();
    assert_eq!((last, second.next_token()), (made[2].as_str(), None));
    assert_eq!(code(ask().max_items(0).send().await), "ValidationException");
    assert_eq!(code(ask().max_items(1_001).send().await), "ValidationException");
    assert_eq!(code(ask().next_token("nothing").send().await), "InvalidArgsException");
    let by_usage = Filters::builder().key_usage("ANY".into()).build();
    assert_eq!(code(bench.acm().list_certificates().includes(by_usage).send().await), "InvalidParameterException");
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

#[tokio::test]
async fn tags_are_given_at_the_request_added_and_removed() {
    let bench = Bench::happy();
    let arn = arn(dns(&bench, "a.kr").tags(tag("site", "a")).tags(Tag::builder().key("bare").build().unwrap())).await;
    let told = async || {
        let told = bench.acm().list_tags_for_certificate().certificate_arn(&arn).send().await.unwrap().tags.unwrap();
        told.iter().map(|t| format!("{}={}", t.key(), t.value().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(told().await, ["site=a", "bare="]);
    bench.acm().add_tags_to_certificate().certificate_arn(&arn).tags(tag("site", "b")).tags(tag("x", "1")).send().await.unwrap();
    assert_eq!(told().await, ["bare=", "site=b", "x=1"]);
    let remove = |tag: Tag| bench.acm().remove_tags_from_certificate().certificate_arn(&arn).tags(tag).send();
    remove(tag("x", "another value")).await.unwrap();
    remove(Tag::builder().key("bare").build().unwrap()).await.unwrap();
    assert_eq!(told().await, ["site=b", "x=1"]);
    remove(tag("x", "1")).await.unwrap();
    assert_eq!(told().await, ["site=b"]);
}

#[tokio::test]
async fn a_tag_must_be_one() {
    let bench = Bench::happy();
    let arn = arn(dns(&bench, "a.kr")).await;
    let many = |count: usize| (0..count).map(|n| tag(&n.to_string(), "")).collect::<Vec<_>>();
    let (long_key, long_value) = ("k".repeat(129), "v".repeat(257));
    for (tags, expected) in [
        (vec![], "ValidationException"),
        (vec![tag("", "")], "ValidationException"),
        (vec![tag(&long_key, "")], "ValidationException"),
        (vec![tag("k", &long_value)], "ValidationException"),
        (vec![tag("k", "*.heestagram.com")], "ValidationException"),
        (vec![tag("aws:k", "")], "InvalidTagException"),
        (vec![tag("k", "1"), tag("k", "2")], "InvalidTagException"),
        (many(51), "ValidationException"),
        (many(50), "(agreed)"),
        (vec![tag("이름", "한 국")], "TooManyTagsException"),
        (vec![tag("49", "new")], "(agreed)"),
    ] {
        let asked = bench.acm().add_tags_to_certificate().certificate_arn(&arn).set_tags(Some(tags.clone()));
        assert_eq!(code(asked.send().await), expected, "{:?}", tags.first());
    }
    assert_eq!(code(dns(&bench, "a.kr").tags(tag("aws:k", "")).send().await), "InvalidTagException");
}
