//! Route 53's zones and changes: made, told, in sync after a while, deleted.

use std::collections::HashSet;

use aws_sdk_route53::operation::create_hosted_zone::CreateHostedZoneOutput;
use aws_sdk_route53::types::{ChangeStatus, HostedZoneConfig, RrType, Vpc, VpcRegion};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use landfall::practice::ports::Endpoint;

use super::bench::{Bench, code};

/// A zone of this name; its reference is its own.
pub async fn zone(bench: &Bench, name: &str, reference: &str) -> CreateHostedZoneOutput {
    bench.route53().create_hosted_zone().name(name).caller_reference(reference).send().await.unwrap()
}

/// The zone's id as answers tell it, with `/hostedzone/`.
pub fn id(made: &CreateHostedZoneOutput) -> String {
    made.hosted_zone().unwrap().id().to_owned()
}

async fn status(bench: &Bench, change: &str) -> ChangeStatus {
    bench.route53().get_change().id(change).send().await.unwrap().change_info.unwrap().status
}

#[tokio::test]
async fn a_new_zone_has_four_name_servers_and_its_own_two_records() {
    let bench = Bench::happy();
    let config = HostedZoneConfig::builder().comment("ours").build();
    let asked = bench.route53().create_hosted_zone().name("HEEstagram.com").caller_reference("r1").hosted_zone_config(config);
    let made = asked.send().await.unwrap();
    let (told, change) = (made.hosted_zone().unwrap(), made.change_info().unwrap());
    assert_eq!((told.name(), told.caller_reference(), told.resource_record_set_count()), ("heestagram.com.", "r1", Some(2)));
    assert_eq!((told.config().unwrap().comment(), told.config().unwrap().private_zone()), (Some("ours"), false));
    assert!(told.id().starts_with("/hostedzone/Z") && told.id().len() == "/hostedzone/".len() + 21, "{}", told.id());
    assert!(change.id().starts_with("/change/C"), "{}", change.id());
    assert_eq!((change.status(), change.submitted_at().secs()), (&ChangeStatus::Pending, 1_795_478_400));
    let servers = made.delegation_set().unwrap().name_servers();
    let tops: HashSet<&str> = servers.iter().filter_map(|s| s.split_once(".awsdns-")?.1.split_once('.').map(|(_, top)| top)).collect();
    assert_eq!((servers.len(), tops), (4, HashSet::from(["com", "net", "org", "co.uk"])));
    let got = bench.route53().get_hosted_zone().id(told.id()).send().await.unwrap();
    assert_eq!((got.hosted_zone(), got.delegation_set()), (made.hosted_zone(), made.delegation_set()));

    let sets = bench.route53().list_resource_record_sets().hosted_zone_id(told.id()).send().await.unwrap().resource_record_sets;
    let told: Vec<_> = sets.iter().map(|s| (s.name(), s.r#type().clone(), s.ttl())).collect();
    assert_eq!(told, [("heestagram.com.", RrType::Ns, Some(172_800)), ("heestagram.com.", RrType::Soa, Some(900))]);
    let values: Vec<_> = sets[0].resource_records().iter().map(|r| r.value().to_owned()).collect();
    assert_eq!(values, servers.iter().map(|s| format!("{s}.")).collect::<Vec<_>>());
    let soa = format!("{}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400", servers[0]);
    assert_eq!(sets[1].resource_records()[0].value(), soa);
}

#[tokio::test]
async fn two_zones_of_one_name_have_no_name_server_in_common() {
    let bench = Bench::happy();
    let (a, b) = (zone(&bench, "heestagram.com", "r1").await, zone(&bench, "heestagram.com.", "r2").await);
    let servers = |z: &CreateHostedZoneOutput| z.delegation_set().unwrap().name_servers().iter().cloned().collect::<HashSet<_>>();
    assert_ne!(id(&a), id(&b));
    assert!(servers(&a).is_disjoint(&servers(&b)));
}

#[tokio::test]
async fn a_caller_reference_is_used_once_even_when_its_zone_is_gone() {
    let bench = Bench::happy();
    let made = zone(&bench, "heestagram.com", "r1").await;
    let again = || bench.route53().create_hosted_zone().name("heestagram.com").caller_reference("r1").send();
    let refused = again().await.unwrap_err();
    assert_eq!((refused.code(), refused.raw_response().unwrap().status().as_u16()), (Some("HostedZoneAlreadyExists"), 409));
    bench.route53().delete_hosted_zone().id(id(&made)).send().await.unwrap();
    assert_eq!(code(again().await), "HostedZoneAlreadyExists");
}

#[tokio::test]
async fn what_is_no_zone_to_be_made_is_refused() {
    let bench = Bench::happy();
    let create = |name: &str| bench.route53().create_hosted_zone().name(name).caller_reference(name);
    let long = format!("{}.com", "a".repeat(64));
    for wrong in ["", "a..com", "a b.com", "*.heestagram.com", "가비아.com", "com", "shop.example.com", long.as_str()] {
        let asked = bench.route53().create_hosted_zone().name(wrong).caller_reference("r1");
        assert_eq!(code(asked.send().await), "InvalidDomainName", "{wrong}");
    }
    assert_eq!(code(bench.route53().create_hosted_zone().name("a.com").caller_reference("r".repeat(129)).send().await), "InvalidInput");
    assert_eq!(code(create("a.com").delegation_set_id("N1").send().await), "NoSuchDelegationSet");
    let private = HostedZoneConfig::builder().private_zone(true).build();
    assert_eq!(code(create("a.com").hosted_zone_config(private).send().await), "InvalidInput");
    let vpc = Vpc::builder().vpc_id("vpc-1").vpc_region(VpcRegion::ApNortheast2).build();
    let refused = create("a.com").vpc(vpc).send().await;
    assert_eq!(code(refused), "InvalidAction");
    assert!(bench.stage.see(|s| s.aws.route53.zones.is_empty() && s.aws.route53.references.is_empty()));
}

#[tokio::test]
async fn an_account_holds_so_many_zones_and_no_more() {
    let bench = Bench::happy();
    let made = zone(&bench, "heestagram.com", "r1").await;
    bench.change(|scene| {
        let first = scene.aws.route53.zones[0].clone();
        scene.aws.route53.zones = vec![first; 500];
    });
    assert_eq!(code(bench.route53().create_hosted_zone().name("a.com").caller_reference("r2").send().await), "TooManyHostedZones");
    assert_eq!(code(bench.route53().get_hosted_zone().id(id(&made)).send().await), "(agreed)");
}

#[tokio::test]
async fn a_change_is_pending_until_the_name_servers_have_it() {
    let bench = Bench::with("[timing]\nchange = 40\n");
    let made = zone(&bench, "heestagram.com", "r1").await;
    let change = made.change_info().unwrap().id();
    let published = || bench.stage.see(|s| s.aws.route53.zones[0].published.len());
    bench.wait(39).await;
    assert_eq!((status(&bench, change).await, published()), (ChangeStatus::Pending, 0));
    bench.wait(1).await;
    assert_eq!((status(&bench, change).await, published()), (ChangeStatus::Insync, 2));
    assert_eq!(status(&bench, change.trim_start_matches("/change/")).await, ChangeStatus::Insync);
    let refused = bench.route53().get_change().id("C0").send().await.unwrap_err();
    assert_eq!((refused.code(), refused.raw_response().unwrap().status().as_u16()), (Some("NoSuchChange"), 404));
}

#[tokio::test]
async fn a_deleted_zone_is_gone_and_its_deletion_is_a_change() {
    let bench = Bench::happy();
    let made = zone(&bench, "heestagram.com", "r1").await;
    let gone = bench.route53().delete_hosted_zone().id(id(&made)).send().await.unwrap();
    assert_eq!(gone.change_info().unwrap().status(), &ChangeStatus::Pending);
    bench.wait(25).await;
    assert_eq!(status(&bench, gone.change_info().unwrap().id()).await, ChangeStatus::Insync);
    let refused = bench.route53().get_hosted_zone().id(id(&made)).send().await.unwrap_err();
    assert_eq!((refused.code(), refused.raw_response().unwrap().status().as_u16()), (Some("NoSuchHostedZone"), 404));
    assert_eq!(code(bench.route53().delete_hosted_zone().id(id(&made)).send().await), "NoSuchHostedZone");
    assert_eq!(code(bench.route53().list_resource_record_sets().hosted_zone_id(id(&made)).send().await), "NoSuchHostedZone");
}

/// What the SDK does not send: ids with their kind in the path, and bodies that are no request.
#[tokio::test]
async fn ids_may_bear_their_kind_and_a_body_must_be_what_is_asked() {
    let bench = Bench::happy();
    let made = zone(&bench, "heestagram.com", "r1").await;
    let path = id(&made).replace('/', "%2F");
    let ask = async |method: &str, path: &str, body: &str| {
        let scope = "AWS4-HMAC-SHA256 Credential=K/20261124/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0";
        let request = http::Request::builder().method(method).uri(format!("/2013-04-01/{path}")).header("authorization", scope);
        let answer = Endpoint::new(bench.stage.clone()).exchange(request.body(body.as_bytes().to_vec()).unwrap()).await.unwrap();
        (answer.status().as_u16(), String::from_utf8(answer.into_body()).unwrap())
    };
    assert_eq!(ask("GET", &format!("hostedzone/{path}"), "").await.0, 200);
    for (body, refusal) in [
        ("", "MalformedInput"),
        ("<a>", "MalformedInput"),
        ("<Other/>", "MalformedInput"),
        ("<CreateHostedZoneRequest><Name>a.com</Name></CreateHostedZoneRequest>", "InvalidInput"),
        ("<CreateHostedZoneRequest><Name>a.com</Name><CallerReference/></CreateHostedZoneRequest>", "InvalidInput"),
        ("<CreateHostedZoneRequest><Name>a.com</Name><CallerReference>r</CallerReference><New/></CreateHostedZoneRequest>", "InvalidInput"),
    ] {
        let (status, said) = ask("POST", "hostedzone", body).await;
        assert!(status == 400 && said.contains(&format!("<Code>{refusal}</Code>")), "{body}: {said}");
    }
    let (status, said) = ask("GET", "hostedzonecount", "").await;
    assert!(status == 400 && said.contains("GET /2013-04-01/hostedzonecount"), "{said}");
}

#[tokio::test]
async fn a_world_begins_with_the_zones_it_tells() {
    let zones = "[[zone]]\ndomain = \"heestagram.com\"\nrecords = [\"@ A 300 198.51.100.7\", \"www CNAME 300 heestagram.com\", \
                 \"@ TXT 60 \\\"v=spf1 -all\\\"\", \"@ A 300 198.51.100.8\", \"old.heestagram.com. A 60 198.51.100.9\"]\n\
                 [[zone]]\ndomain = \"heestagram.com\"\n";
    let (bench, again) = (Bench::with(zones), Bench::with(zones));
    let told = bench.route53().list_hosted_zones().send().await.unwrap().hosted_zones;
    let named: Vec<_> = told.iter().map(|z| (z.name(), z.caller_reference(), z.resource_record_set_count())).collect();
    assert_eq!(named, [("heestagram.com.", "console", Some(6)), ("heestagram.com.", "console", Some(2))]);
    assert_eq!(told, again.route53().list_hosted_zones().send().await.unwrap().hosted_zones);
    bench.change(|scene| {
        let [first, second] = scene.aws.route53.zones.as_slice() else { panic!("two zones") };
        assert!(first.records == first.published && first.name_servers.iter().all(|n| !second.name_servers.contains(n)));
        let values = |kind: &str| first.records.iter().filter(|r| r.kind == kind).flat_map(|r| r.values.clone()).collect::<Vec<_>>();
        assert_eq!(values("A"), ["198.51.100.7", "198.51.100.8", "198.51.100.9"]);
        assert_eq!(values("TXT"), ["\"v=spf1 -all\""]);
    });
}
