//! Route 53's lists: their order and their pages.

use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch, ResourceRecord, ResourceRecordSet, RrType};

use super::bench::{Bench, code};
use super::route53::{id, zone};

async fn add(bench: &Bench, zone: &str, names: &[(&str, &str)]) {
    let set = |(name, kind): &(&str, &str)| {
        let value = if *kind == "TXT" { "\"x\"" } else { "198.51.100.1" };
        let value = ResourceRecord::builder().value(value).build().unwrap();
        let set = ResourceRecordSet::builder().name(*name).r#type(RrType::from(*kind)).ttl(60).resource_records(value).build().unwrap();
        Change::builder().action(ChangeAction::Create).resource_record_set(set).build().unwrap()
    };
    let batch = ChangeBatch::builder().set_changes(Some(names.iter().map(set).collect())).build().unwrap();
    bench.route53().change_resource_record_sets().hosted_zone_id(zone).change_batch(batch).send().await.unwrap();
}

async fn with_records() -> (Bench, String) {
    let bench = Bench::happy();
    let zone = id(&zone(&bench, "heestagram.com", "r1").await);
    let names = [
        ("www.heestagram.com", "TXT"),
        ("www.heestagram.com", "A"),
        ("*.heestagram.com", "A"),
        ("a.www.heestagram.com", "A"),
        ("a@b.heestagram.com", "A"),
        ("z.heestagram.com", "A"),
    ];
    add(&bench, &zone, &names).await;
    (bench, zone)
}

const ORDER: [(&str, &str); 8] = [
    ("heestagram.com.", "NS"),
    ("heestagram.com.", "SOA"),
    ("\\052.heestagram.com.", "A"),
    ("a\\100b.heestagram.com.", "A"),
    ("www.heestagram.com.", "A"),
    ("www.heestagram.com.", "TXT"),
    ("a.www.heestagram.com.", "A"),
    ("z.heestagram.com.", "A"),
];

fn told(sets: &[ResourceRecordSet]) -> Vec<(&str, &str)> {
    sets.iter().map(|s| (s.name(), s.r#type().as_str())).collect()
}

#[tokio::test]
async fn records_come_by_their_reversed_names_and_types_with_odd_characters_escaped() {
    let (bench, zone) = with_records().await;
    let all = bench.route53().list_resource_record_sets().hosted_zone_id(&zone).send().await.unwrap();
    assert_eq!(told(all.resource_record_sets()), ORDER);
    assert_eq!((all.is_truncated(), all.max_items(), all.next_record_name()), (false, 300, None));
}

#[tokio::test]
async fn records_come_page_by_page_and_from_a_name_on() {
    let (bench, zone) = with_records().await;
    let ask = || bench.route53().list_resource_record_sets().hosted_zone_id(&zone);
    let (mut asked, mut all) = (ask().max_items(3), Vec::new());
    loop {
        let page = asked.clone().send().await.unwrap();
        assert!(page.resource_record_sets().len() <= 3);
        assert_eq!((page.is_truncated(), page.max_items()), (page.next_record_name().is_some(), 3));
        all.extend(page.resource_record_sets);
        if !page.is_truncated {
            break;
        }
        asked = asked.set_start_record_name(page.next_record_name).set_start_record_type(page.next_record_type);
    }
    assert_eq!(told(&all), ORDER);
    let from = |name: &str, kind: Option<&str>| ask().start_record_name(name).set_start_record_type(kind.map(RrType::from)).send();
    for (name, kind, left) in [
        ("www.heestagram.com", None, 4),
        ("WWW.heestagram.com.", Some("TXT"), 3),
        ("\\052.heestagram.com", None, 6),
        ("*.heestagram.com", Some("AAAA"), 5),
        ("zz.heestagram.com", None, 0),
        ("net", None, 0),
        ("com", None, 8),
    ] {
        let answer = from(name, kind).await.unwrap();
        assert_eq!(told(answer.resource_record_sets()), ORDER[8 - left..], "{name} {kind:?}");
    }
    assert_eq!(ask().max_items(1_000).send().await.unwrap().max_items(), 300);
    assert_eq!(code(ask().max_items(0).send().await), "InvalidInput");
    assert_eq!(code(ask().start_record_type(RrType::A).send().await), "InvalidInput");
    assert_eq!(code(ask().start_record_name("a.com").start_record_identifier("x").send().await), "InvalidInput");
    assert_eq!(code(from("a.com", Some("ANY")).await), "InvalidInput");
}

#[tokio::test]
async fn zones_come_in_the_order_they_were_made_and_page_by_page() {
    let bench = Bench::happy();
    for name in ["b.com", "a.com", "c.com"] {
        zone(&bench, name, name).await;
    }
    let first = bench.route53().list_hosted_zones().max_items(2).send().await.unwrap();
    let names: Vec<_> = first.hosted_zones().iter().map(|z| z.name()).collect();
    assert_eq!((names, first.is_truncated(), first.max_items()), (vec!["b.com.", "a.com."], true, 2));
    let second = bench.route53().list_hosted_zones().set_marker(first.next_marker.clone()).send().await.unwrap();
    assert_eq!((second.hosted_zones()[0].name(), second.is_truncated(), second.next_marker()), ("c.com.", false, None));
    assert_eq!((Some(second.marker()), second.max_items()), (first.next_marker(), 100));
    let private = bench.route53().list_hosted_zones().hosted_zone_type("PrivateHostedZone".into()).send().await.unwrap();
    assert!(private.hosted_zones().is_empty());
    assert_eq!(code(bench.route53().list_hosted_zones().marker("Z0").send().await), "InvalidInput");
    assert_eq!(code(bench.route53().list_hosted_zones().delegation_set_id("N0").send().await), "NoSuchDelegationSet");
}

#[tokio::test]
async fn zones_by_name_begin_at_the_name_and_go_on_past_it() {
    let bench = Bench::happy();
    for (n, name) in ["b.com", "x.a.com", "a.com", "b.com", "a.net"].into_iter().enumerate() {
        zone(&bench, name, &n.to_string()).await;
    }
    let ask = || bench.route53().list_hosted_zones_by_name();
    let all = ask().send().await.unwrap();
    let names: Vec<_> = all.hosted_zones().iter().map(|z| z.name()).collect();
    assert_eq!((names, all.dns_name()), (vec!["a.com.", "x.a.com.", "b.com.", "b.com.", "a.net."], None));
    let from = ask().dns_name("B.com").max_items(1).send().await.unwrap();
    assert_eq!((from.hosted_zones()[0].name(), from.dns_name(), from.is_truncated()), ("b.com.", Some("B.com"), true));
    assert_eq!((from.next_dns_name(), from.max_items()), (Some("b.com."), 1));
    let next = ask().set_dns_name(from.next_dns_name.clone()).set_hosted_zone_id(from.next_hosted_zone_id.clone()).send().await.unwrap();
    let names: Vec<_> = next.hosted_zones().iter().map(|z| z.name()).collect();
    assert_eq!((names, next.is_truncated(), next.next_dns_name()), (vec!["b.com.", "a.net."], false, None));
    assert_ne!(next.hosted_zones()[0].id(), from.hosted_zones()[0].id());
    assert_eq!(ask().dns_name("aa.com").send().await.unwrap().hosted_zones()[0].name(), "b.com.", "no zone of that name: the next one");
    assert_eq!(code(ask().dns_name("a..com").send().await), "InvalidDomainName");
    assert_eq!(code(ask().hosted_zone_id("Z0").send().await), "InvalidInput");
    assert_eq!(code(ask().max_items(-1).send().await), "InvalidInput");
}
