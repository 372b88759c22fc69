//! Records: what stood before comes back, what others changed stays, what is in the way is told.

use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch, ResourceRecord, ResourceRecordSet, RrType};
use landfall::cloud::Aws;
use landfall::engine::fault::{Code, Disposition, Remedy};
use landfall::engine::ids::{ChangeId, ZoneId};
use landfall::engine::op::{CloudFact, CloudOp, Fact};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::resource::Resource;
use landfall::engine::slot::Slot;

use super::moto::{Moto, ask, aws, look, make};

#[tokio::test]
async fn an_address_is_written_once_waited_for_and_removed() {
    let Some((moto, aws, zone)) = zone().await else { return };
    let ours = address("198.51.100.11");
    let change = change(make(&aws, upsert(&zone, &ours, None)).await).expect("a first write is a change");
    assert!(!change.0.contains('/'), "{change}");
    assert_eq!(look(&aws, CloudOp::LookChange { change: change.clone() }).await, CloudFact::Change { change, in_sync: true });
    let before = moto.writes().len();
    assert_eq!(self::change(make(&aws, upsert(&zone, &ours, None)).await), None);
    assert_eq!(moto.writes().len(), before);
    restore(&aws, &zone, &ours, None).await;
    assert_eq!(standing(&aws, &zone).await, None);
}

#[tokio::test]
async fn what_stood_there_before_comes_back() {
    let Some((moto, aws, zone)) = zone().await else { return };
    write(&moto, &zone, a("www.heestagram.com", "203.0.113.9")).await;
    let theirs = address("203.0.113.9");
    assert_eq!(standing(&aws, &zone).await.as_ref(), Some(&theirs));
    let ours = address("198.51.100.11");
    let made = make(&aws, upsert(&zone, &ours, Some(&theirs))).await;
    assert!(matches!(made, Resource::Record { prior: Some(prior), .. } if prior == theirs));
    restore(&aws, &zone, &ours, Some(&theirs)).await;
    assert_eq!(standing(&aws, &zone).await.as_ref(), Some(&theirs));
}

#[tokio::test]
async fn what_others_changed_stays_and_what_vanished_comes_back_as_it_was_before_us() {
    let Some((moto, aws, zone)) = zone().await else { return };
    let ours = address("198.51.100.11");
    write(&moto, &zone, a("www.heestagram.com", "203.0.113.9")).await;
    restore(&aws, &zone, &ours, None).await;
    assert_eq!(standing(&aws, &zone).await, Some(address("203.0.113.9")));
    restore(&aws, &zone, &address("203.0.113.9"), None).await;
    restore(&aws, &zone, &ours, Some(&address("203.0.113.7"))).await;
    assert_eq!(standing(&aws, &zone).await, Some(address("203.0.113.7")));
}

#[tokio::test]
async fn a_cname_or_a_routed_record_is_the_persons_to_clear() {
    let Some((moto, aws, zone)) = zone().await else { return };
    let cname = set("www.heestagram.com", RrType::Cname).resource_records(value("elsewhere.example.com"));
    write(&moto, &zone, cname).await;
    assert_clash(&aws, &zone, "CNAME www.heestagram.com").await;
    let Some((moto, aws, zone)) = self::zone().await else { return };
    write(&moto, &zone, a("www.heestagram.com", "203.0.113.9").set_identifier("blue").weight(1)).await;
    assert_clash(&aws, &zone, "A www.heestagram.com").await;
    restore(&aws, &zone, &address("203.0.113.9"), None).await;
    assert!(standing(&aws, &zone).await.is_some_and(|s| s.routed));
}

#[tokio::test]
async fn a_zone_with_foreign_records_is_not_deleted() {
    let Some((moto, aws, zone)) = zone().await else { return };
    write(&moto, &zone, set("heestagram.com", RrType::Mx).resource_records(value("10 mail.example.com"))).await;
    let fault = ask(&aws, CloudOp::DeleteZone { zone: zone.clone() }).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::ZoneNotEmpty, Disposition::Person(Remedy::RemoveForeignRecords)));
    assert_eq!(fault.detail, "MX heestagram.com.");
    assert!(matches!(look(&aws, CloudOp::LookZones { domain: None }).await, CloudFact::Zones(z) if z.len() == 1));
}

async fn zone() -> Option<(Moto, Aws, ZoneId)> {
    let moto = Moto::start().await?;
    let aws = aws(&moto);
    match make(&aws, CloudOp::EnsureZone { domain: "heestagram.com".parse().unwrap() }).await {
        Resource::Zone { id, .. } => Some((moto, aws, id)),
        other => panic!("{other:?}"),
    }
}

fn address(of: &str) -> RecordSet {
    let value = RecordValue::A { ttl: 300, addresses: vec![of.parse().unwrap()] };
    RecordSet::plain("www.heestagram.com".parse().unwrap(), value)
}

fn upsert(zone: &ZoneId, set: &RecordSet, prior: Option<&RecordSet>) -> CloudOp {
    CloudOp::UpsertRecord { slot: Slot::Address, zone: zone.clone(), set: set.clone(), prior: prior.cloned() }
}

fn change(made: Resource) -> Option<ChangeId> {
    match made {
        Resource::Record { change, .. } => change,
        other => panic!("{other:?}"),
    }
}

async fn restore(aws: &Aws, zone: &ZoneId, set: &RecordSet, prior: Option<&RecordSet>) {
    let op = CloudOp::RestoreRecord { slot: Slot::Address, zone: zone.clone(), set: set.clone(), prior: prior.cloned() };
    assert_eq!(ask(aws, op).await, Ok(Fact::Unmade(Slot::Address)));
}

/// The record at `www`.
async fn standing(aws: &Aws, zone: &ZoneId) -> Option<RecordSet> {
    match look(aws, CloudOp::LookRecords { zone: zone.clone() }).await {
        CloudFact::Records { sets, .. } => sets.into_iter().find(|s| s.name.as_str() == "www.heestagram.com"),
        other => panic!("{other:?}"),
    }
}

async fn assert_clash(aws: &Aws, zone: &ZoneId, with: &str) {
    let fault = ask(aws, upsert(zone, &address("198.51.100.11"), None)).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::RecordClash, Disposition::Person(Remedy::FixRecordClash)));
    assert_eq!(fault.detail, with);
}

fn set(name: &str, kind: RrType) -> aws_sdk_route53::types::builders::ResourceRecordSetBuilder {
    ResourceRecordSet::builder().name(name).r#type(kind).ttl(300)
}

fn a(name: &str, address: &str) -> aws_sdk_route53::types::builders::ResourceRecordSetBuilder {
    set(name, RrType::A).resource_records(value(address))
}

fn value(text: &str) -> ResourceRecord {
    ResourceRecord::builder().value(text).build().unwrap()
}

/// Somebody else's hand in the zone.
async fn write(moto: &Moto, zone: &ZoneId, set: aws_sdk_route53::types::builders::ResourceRecordSetBuilder) {
    let change = Change::builder().action(ChangeAction::Upsert).resource_record_set(set.build().unwrap()).build().unwrap();
    let batch = ChangeBatch::builder().changes(change).build().unwrap();
    moto.route53().change_resource_record_sets().hosted_zone_id(&zone.0).change_batch(batch).send().await.unwrap();
}
