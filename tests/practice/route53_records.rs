//! `ChangeResourceRecordSets`: all or nothing, and nothing that DNS or the zone cannot hold.

use aws_sdk_route53::types::{AliasTarget, Change, ChangeAction, ChangeBatch, ChangeInfo, ResourceRecord, ResourceRecordSet, RrType};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::bench::{Bench, code};
use super::route53::{id, zone};
use ChangeAction::{Create, Delete, Upsert};

pub const HOME: &str = "heestagram.com";
pub const BALANCER: &str = "site-lb-1.ap-northeast-2.elb.amazonaws.com";
pub const BALANCERS: &str = "ZWKZPGTI48KDX";

/// A bench with one zone, and that zone's id.
pub async fn home() -> (Bench, String) {
    let bench = Bench::happy();
    let made = zone(&bench, HOME, "r1").await;
    (bench, id(&made))
}

fn set(name: &str, kind: &str, ttl: i64, values: &[&str]) -> ResourceRecordSet {
    let values = values.iter().map(|v| ResourceRecord::builder().value(*v).build().unwrap()).collect();
    let set = ResourceRecordSet::builder().name(name).r#type(RrType::from(kind)).ttl(ttl);
    set.set_resource_records(Some(values)).build().unwrap()
}

pub fn a(name: &str) -> ResourceRecordSet {
    set(name, "A", 300, &["198.51.100.1"])
}

fn cname(name: &str) -> ResourceRecordSet {
    set(name, "CNAME", 300, &["elsewhere.net"])
}

pub fn alias(name: &str, kind: &str, zone: &str, target: &str) -> ResourceRecordSet {
    let target = AliasTarget::builder().hosted_zone_id(zone).dns_name(target).evaluate_target_health(false).build().unwrap();
    ResourceRecordSet::builder().name(name).r#type(RrType::from(kind)).alias_target(target).build().unwrap()
}

pub type Changes = Vec<(ChangeAction, ResourceRecordSet)>;

/// AWS's answer: the change, or its code and its message.
pub async fn change(bench: &Bench, zone: &str, changes: Changes) -> Result<ChangeInfo, (String, String)> {
    let change = |(action, set)| Change::builder().action(action).resource_record_set(set).build().unwrap();
    let batch = ChangeBatch::builder().comment("why").set_changes(Some(changes.into_iter().map(change).collect())).build().unwrap();
    let answer = bench.route53().change_resource_record_sets().hosted_zone_id(zone).change_batch(batch).send().await;
    let refused = |e: &dyn ProvideErrorMetadata| (e.code().unwrap_or_default().to_owned(), e.message().unwrap_or_default().to_owned());
    answer.map(|a| a.change_info.unwrap()).map_err(|e| refused(&e))
}

/// What an `InvalidChangeBatch` says.
pub async fn refused(bench: &Bench, zone: &str, changes: Changes) -> String {
    let (code, message) = change(bench, zone, changes).await.unwrap_err();
    assert_eq!(code, "InvalidChangeBatch", "{message}");
    message
}

pub async fn sets(bench: &Bench, zone: &str) -> Vec<ResourceRecordSet> {
    bench.route53().list_resource_record_sets().hosted_zone_id(zone).send().await.unwrap().resource_record_sets
}

#[tokio::test]
async fn records_are_made_replaced_and_deleted_and_published_later() {
    let (bench, zone) = home().await;
    bench.wait(60).await;
    let made = change(&bench, &zone, vec![(Create, a("WWW.heestagram.com")), (Upsert, cname("m.heestagram.com."))]).await.unwrap();
    assert_eq!((made.status().as_str(), made.comment()), ("PENDING", Some("why")));
    assert_eq!(bench.route53().get_change().id(made.id()).send().await.unwrap().change_info.unwrap().comment(), Some("why"));
    let published = || bench.stage.see(|s| s.aws.route53.zones[0].published.len());
    assert_eq!((sets(&bench, &zone).await.len(), published()), (4, 2));
    bench.wait(25).await;
    assert_eq!(published(), 4);
    let other = set("www.heestagram.com", "A", 60, &["198.51.100.2", "198.51.100.1"]);
    change(&bench, &zone, vec![(Upsert, other.clone())]).await.unwrap();
    let told = sets(&bench, &zone).await;
    assert_eq!(told.last(), Some(&set("www.heestagram.com.", "A", 60, &["198.51.100.2", "198.51.100.1"])));
    let turned = set("www.heestagram.com", "A", 60, &["198.51.100.1", "198.51.100.2"]);
    change(&bench, &zone, vec![(Delete, turned)]).await.unwrap();
    assert_eq!(sets(&bench, &zone).await.len(), 3);
    assert_eq!(change(&bench, "Z0", vec![(Create, a("www.heestagram.com"))]).await.unwrap_err().0, "NoSuchHostedZone");
}

#[tokio::test]
async fn a_batch_is_carried_out_as_a_whole_or_not_at_all() {
    let (bench, zone) = home().await;
    let said = refused(&bench, &zone, vec![(Create, a("www.heestagram.com")), (Delete, a("m.heestagram.com"))]).await;
    assert_eq!(said, "[Tried to delete resource record set [name='m.heestagram.com.', type='A'] but it was not found]");
    assert_eq!(sets(&bench, &zone).await.len(), 2);
    let said = refused(&bench, &zone, vec![(Delete, a("b.heestagram.com")), (Create, set("c.heestagram.com", "A", 1, &["x"]))]).await;
    assert!(said.contains("was not found, Invalid Resource Record: "), "every problem is told: {said}");
}

#[tokio::test]
async fn what_does_not_fit_what_stands_is_refused() {
    let (bench, zone) = home().await;
    let stands = vec![(Create, a("www.heestagram.com")), (Create, cname("m.heestagram.com"))];
    change(&bench, &zone, stands).await.unwrap();
    let www = |said: &str| format!("[Tried to {said}]");
    let record = "resource record set [name='www.heestagram.com.', type='A']";
    let differs = www(&format!("delete {record} but the values provided do not match the current values"));
    let twice = "[The request contains an invalid set of changes for a resource record set 'A x.heestagram.com.']".to_owned();
    let at_apex = "[RRSet of type CNAME with DNS name heestagram.com. is not permitted at apex in zone heestagram.com.]".to_owned();
    let named = |kind: &str, label: &str, why: &str| {
        format!("[RRSet of type {kind} with DNS name {label}.heestagram.com. is not permitted {why} in zone heestagram.com.]")
    };
    let table: Vec<(Changes, String)> = vec![
        (vec![(Create, a("www.heestagram.com"))], www(&format!("create {record} but it already exists"))),
        (vec![(Delete, set("www.heestagram.com", "A", 301, &["198.51.100.1"]))], differs.clone()),
        (vec![(Delete, set("www.heestagram.com", "A", 300, &["198.51.100.2"]))], differs.clone()),
        (vec![(Delete, set("www.heestagram.com", "A", 300, &["198.51.100.1", "198.51.100.2"]))], differs.clone()),
        (vec![(Delete, alias("www.heestagram.com", "A", BALANCERS, BALANCER))], differs),
        (vec![(Create, cname("www.heestagram.com"))], named("CNAME", "www", "as it conflicts with other records with the same DNS name")),
        (
            vec![(Upsert, a("m.heestagram.com"))],
            named("A", "m", "because a conflicting RRSet of type CNAME with the same DNS name already exists"),
        ),
        (vec![(Create, cname(HOME))], at_apex),
        (
            vec![(Create, a("www.heestagram.net"))],
            "[RRSet with DNS name www.heestagram.net. is not permitted in zone heestagram.com.]".into(),
        ),
        (vec![(Create, a("wheestagram.com"))], "[RRSet with DNS name wheestagram.com. is not permitted in zone heestagram.com.]".into()),
        (vec![(Create, a("x.heestagram.com")), (Create, a("X.heestagram.com."))], twice.clone()),
        (vec![(Upsert, a("x.heestagram.com")), (Upsert, a("x.heestagram.com"))], twice.clone()),
        (vec![(Create, a("x.heestagram.com")), (Delete, a("x.heestagram.com"))], twice),
    ];
    for (changes, message) in table {
        assert_eq!(refused(&bench, &zone, changes.clone()).await, message, "{changes:?}");
    }
    assert_eq!(sets(&bench, &zone).await.len(), 4);
}

#[tokio::test]
async fn a_record_may_be_deleted_and_made_anew_in_one_batch() {
    let (bench, zone) = home().await;
    change(&bench, &zone, vec![(Create, cname("www.heestagram.com"))]).await.unwrap();
    let swap = vec![(Delete, cname("www.heestagram.com")), (Create, set("www.heestagram.com", "CNAME", 60, &["new.net"]))];
    change(&bench, &zone, swap).await.unwrap();
    let other_kind = vec![(Delete, set("www.heestagram.com", "CNAME", 60, &["new.net"])), (Create, a("www.heestagram.com"))];
    change(&bench, &zone, other_kind).await.unwrap();
    assert_eq!(sets(&bench, &zone).await.last().unwrap().r#type(), &RrType::A);
}

#[tokio::test]
async fn values_must_be_what_their_type_holds() {
    let (bench, zone) = home().await;
    let x = |kind: &str, values: &[&str]| vec![(Create, set("x.heestagram.com", kind, 60, values))];
    let said = refused(&bench, &zone, x("A", &["198.51.100.256"])).await;
    let ipv4 = "FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '198.51.100.256'";
    assert_eq!(said, format!("[Invalid Resource Record: '{ipv4}']"));
    assert_eq!(refused(&bench, &zone, x("A", &["198.51.100.1", "198.51.100.1"])).await, "[Duplicate Resource Record: '198.51.100.1']");
    assert!(refused(&bench, &zone, x("CNAME", &["a.net", "b.net"])).await.contains("exactly one resource record"));
    assert!(refused(&bench, &zone, x("TXT", &["v=spf1"])).await.contains("InvalidCharacterString"));
    assert!(refused(&bench, &zone, vec![(Create, a(""))]).await.contains("DomainNameEmpty"));
    let many: Vec<String> = (0..=1_000).map(|n| format!("10.0.{}.{}", n / 256, n % 256)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let too_many = "[Number of records limit of 1000 exceeded.]";
    assert_eq!(refused(&bench, &zone, x("A", &many)).await, too_many);
    let upsert = |count: usize| vec![(Upsert, set("x.heestagram.com", "A", 60, &many[..count]))];
    assert_eq!(refused(&bench, &zone, upsert(501)).await, too_many, "an UPSERT's values count twice");
    change(&bench, &zone, upsert(500)).await.unwrap();
}

#[tokio::test]
async fn a_set_has_either_values_with_a_ttl_or_an_alias() {
    let (bench, zone) = home().await;
    let bare = || ResourceRecordSet::builder().name("x.heestagram.com").r#type(RrType::A);
    let value = || ResourceRecord::builder().value("198.51.100.1").build().unwrap();
    let to = || alias("y.heestagram.com", "A", BALANCERS, BALANCER).alias_target.unwrap();
    for (incomplete, found) in [
        (bare().resource_records(value()), "none"),
        (bare().ttl(60), "none"),
        (bare(), "none"),
        (bare().alias_target(to()).ttl(60), "more than one"),
        (bare().alias_target(to()).resource_records(value()), "more than one"),
    ] {
        let (code, said) = change(&bench, &zone, vec![(Create, incomplete.build().unwrap())]).await.unwrap_err();
        let expected = format!(
            "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], \
             but found {found} in Change with [Action=CREATE, Name=x.heestagram.com, Type=A, SetIdentifier=null]"
        );
        assert_eq!((code.as_str(), said.as_str()), ("InvalidInput", expected.as_str()));
    }
    for wrong in [set("x.heestagram.com", "A", -1, &["198.51.100.1"]), set("x.heestagram.com", "ANY", 1, &["198.51.100.1"])] {
        assert_eq!(change(&bench, &zone, vec![(Create, wrong)]).await.unwrap_err().0, "InvalidInput");
    }
    let checked = bare().ttl(60).resource_records(value()).health_check_id("h1").build().unwrap();
    assert_eq!(change(&bench, &zone, vec![(Create, checked)]).await.unwrap_err().0, "NoSuchHealthCheck");
    let options = bare().traffic_policy_instance_id("t1").build().unwrap();
    assert_eq!(change(&bench, &zone, vec![(Create, options)]).await.unwrap_err().0, "InvalidAction");
    let none = ChangeBatch::builder().set_changes(Some(vec![])).build().unwrap();
    let asked = bench.route53().change_resource_record_sets().hosted_zone_id(&zone).change_batch(none);
    assert_eq!(code(asked.send().await), "InvalidInput");
}

#[tokio::test]
async fn the_zones_own_records_may_be_changed_and_never_deleted() {
    let (bench, zone) = home().await;
    let own = sets(&bench, &zone).await;
    let both: Changes = own.iter().cloned().map(|set| (Delete, set)).collect();
    let ns = "A HostedZone must contain at least one NS record for the zone itself.";
    let soa = "A HostedZone must contain exactly one SOA record.";
    assert_eq!(refused(&bench, &zone, both.clone()).await, format!("[{ns}, {soa}]"));
    assert_eq!(refused(&bench, &zone, both[..1].to_vec()).await, format!("[{ns}]"));
    let second = set("x.heestagram.com", "SOA", 900, &[own[1].resource_records()[0].value()]);
    assert_eq!(refused(&bench, &zone, vec![(Create, second)]).await, format!("[{soa}]"));
    let faster = ResourceRecordSet::builder().name(HOME).r#type(RrType::Ns).ttl(60);
    let faster = faster.set_resource_records(own[0].resource_records.clone()).build().unwrap();
    change(&bench, &zone, vec![(Upsert, faster)]).await.unwrap();
    assert_eq!(sets(&bench, &zone).await[0].ttl(), Some(60));
    assert_eq!(code(bench.route53().delete_hosted_zone().id(&zone).send().await), "(agreed)", "a changed NS is still its own");
}

#[tokio::test]
async fn a_zone_with_other_records_is_not_deleted() {
    let (bench, zone) = home().await;
    change(&bench, &zone, vec![(Create, set("sub.heestagram.com", "NS", 60, &["ns.a.net"]))]).await.unwrap();
    assert_eq!(code(bench.route53().delete_hosted_zone().id(&zone).send().await), "HostedZoneNotEmpty");
    change(&bench, &zone, vec![(Delete, set("sub.heestagram.com", "NS", 60, &["ns.a.net"]))]).await.unwrap();
    assert_eq!(code(bench.route53().delete_hosted_zone().id(&zone).send().await), "(agreed)");
}
