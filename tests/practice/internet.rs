//! The internet of a practice world, through the very rooms that look at the real one.

use std::net::Ipv4Addr;
use std::sync::Arc;

use landfall::engine::op::net::{AddressSeen, Delegation};
use landfall::engine::op::{Fact, NetFact, NetOp};
use landfall::net::PublicInternet;
use landfall::ports::{Errands, FormRefusal, Internet};
use landfall::practice::state::route53::{RecordSet, Zone};
use landfall::practice::{PracticeDns, PracticeErrands, PracticeProbe, PracticeWhois, RESOLVER, ROOT};
use landfall::site::DomainName;

use super::bench::Bench;

const OURS: [&str; 4] = ["ns-7.awsdns-00.com", "ns-600.awsdns-11.net", "ns-1100.awsdns-09.org", "ns-2000.awsdns-58.co.uk"];

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn set(name: &str, kind: &str, ttl: u32, values: &[&str]) -> RecordSet {
    let values = values.iter().map(|v| (*v).to_owned()).collect();
    RecordSet { name: name.into(), kind: kind.into(), ttl: Some(ttl), values, alias: None, set_identifier: None, routing: vec![] }
}

/// A zone as it is published, pushed into the state by hand.
fn zone(domain: &str, records: Vec<RecordSet>) -> Zone {
    let apex = format!("{domain}.");
    let name_servers: Vec<String> = OURS.iter().map(|n| (*n).to_owned()).collect();
    let soa = set(&apex, "SOA", 900, &["ns-7.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"]);
    let ns = set(&apex, "NS", 172_800, &OURS.map(|n| n));
    let published = [vec![soa, ns], records].concat();
    Zone {
        id: "ZTEST".into(),
        name: apex,
        caller_reference: "test".into(),
        comment: String::new(),
        name_servers,
        records: published.clone(),
        published,
        tags: vec![],
    }
}

fn with_zone(records: Vec<RecordSet>) -> Bench {
    let bench = Bench::happy();
    bench.change(|scene| scene.aws.route53.zones.push(zone("heestagram.com", records)));
    bench
}

fn internet(bench: &Bench) -> PublicInternet {
    let (dns, probe) = (Arc::new(PracticeDns::new(bench.stage.clone())), Arc::new(PracticeProbe::new(bench.stage.clone())));
    PublicInternet::new(dns, probe, Some(Arc::new(PracticeWhois::new(bench.stage.clone()))), vec![ROOT], Some(RESOLVER))
}

async fn delegation(bench: &Bench, domain: &str) -> Delegation {
    match internet(bench).perform(&NetOp::Delegation { domain: name(domain) }).await {
        Ok(Fact::Net(NetFact::Delegation(told))) => told,
        other => panic!("{other:?}"),
    }
}

async fn address(bench: &Bench, of: &str) -> AddressSeen {
    let op = NetOp::Address { name: name(of), servers: OURS.iter().map(|n| name(n)).collect() };
    match internet(bench).perform(&op).await {
        Ok(Fact::Net(NetFact::Address(seen))) => seen,
        other => panic!("{other:?}"),
    }
}

async fn hand_over(bench: &Bench, typed: &[&str]) -> Result<(), FormRefusal> {
    let typed: Vec<String> = typed.iter().map(|t| (*t).to_owned()).collect();
    PracticeErrands::new(bench.stage.clone()).hand_over(&name("heestagram.com"), &typed).await
}

#[tokio::test]
async fn the_parent_names_the_registrars_servers_until_others_are_typed_and_some_minutes_more() {
    let bench = Bench::happy();
    let bought = delegation(&bench, "heestagram.com").await;
    assert_eq!((bought.parent.as_str(), bought.server.as_str()), ("com", "a.gtld-servers.net"));
    assert_eq!(
        bought.name_servers.iter().map(DomainName::as_str).collect::<Vec<_>>(),
        ["ns.gabia.co.kr", "ns.gabia.net", "ns1.gabia.co.kr"]
    );
    hand_over(&bench, &OURS).await.unwrap();
    bench.wait(600).await;
    assert_eq!(delegation(&bench, "heestagram.com").await, bought);
    bench.wait(120).await;
    let now = delegation(&bench, "heestagram.com").await.name_servers;
    assert_eq!(now.len(), 4);
    assert!(OURS.iter().all(|n| now.contains(&name(n))), "{now:?}");
}

#[tokio::test]
async fn a_typo_arrives_at_the_parent_as_it_was_typed() {
    let bench = Bench::happy();
    let [a, b, c, _] = OURS;
    hand_over(&bench, &[a, b, c, "ns-2000.awsdns-58.co.u"]).await.unwrap();
    bench.wait(720).await;
    let now = delegation(&bench, "heestagram.com").await.name_servers;
    assert!(now.contains(&name("ns-2000.awsdns-58.co.u")) && now.contains(&name(a)), "{now:?}");
    assert_eq!(hand_over(&bench, &[a, "not a name"]).await, Err(FormRefusal::NoHostName(2)));
}

#[tokio::test]
async fn domains_below_second_levels_and_unknown_ones_have_their_parents_too() {
    let bench = Bench::happy();
    for (domain, parent) in [("somebody.co.kr", "co.kr"), ("other.org", "org"), ("another.dev", "dev")] {
        let told = delegation(&bench, domain).await;
        assert_eq!((told.parent.as_str(), told.name_servers.len()), (parent, 3), "{domain}");
    }
}

#[tokio::test]
async fn each_of_the_zones_servers_tells_what_is_published_and_others_refuse() {
    let bench = with_zone(vec![set("www.heestagram.com.", "A", 300, &["203.0.113.10"])]);
    let seen = address(&bench, "www.heestagram.com").await;
    assert_eq!(seen.servers.len(), 4);
    assert!(seen.servers.iter().all(|(_, told)| *told == Ok(vec![Ipv4Addr::new(203, 0, 113, 10)])), "{seen:?}");
    assert_eq!(seen.resolver, Ok(vec![Ipv4Addr::new(203, 0, 113, 200)]), "the parent still leads to the parking page");
    let elsewhere = address(&bench, "www.other.com").await;
    assert!(elsewhere.servers.iter().all(|(_, told)| *told == Err("REFUSED".into())), "{elsewhere:?}");
}

#[tokio::test]
async fn the_resolver_remembers_what_it_heard_and_that_there_was_nothing() {
    let bench = with_zone(vec![]);
    hand_over(&bench, &OURS).await.unwrap();
    bench.wait(720).await;
    assert_eq!(address(&bench, "www.heestagram.com").await.resolver, Ok(vec![]));
    let www = |a: &str| set("www.heestagram.com.", "A", 300, &[a]);
    let publish = |record: RecordSet| bench.change(|scene| scene.aws.route53.zones[0].published.push(record));
    publish(www("203.0.113.10"));
    bench.wait(890).await;
    assert_eq!(address(&bench, "www.heestagram.com").await.resolver, Ok(vec![]), "fifteen minutes, as the SOA says");
    bench.wait(20).await;
    assert_eq!(address(&bench, "www.heestagram.com").await.resolver, Ok(vec![Ipv4Addr::new(203, 0, 113, 10)]));
    bench.change(|scene| scene.aws.route53.zones[0].published.retain(|r| r.kind != "A"));
    publish(www("203.0.113.99"));
    bench.wait(200).await;
    assert_eq!(address(&bench, "www.heestagram.com").await.resolver, Ok(vec![Ipv4Addr::new(203, 0, 113, 10)]), "the old TTL");
    bench.wait(110).await;
    assert_eq!(address(&bench, "www.heestagram.com").await.resolver, Ok(vec![Ipv4Addr::new(203, 0, 113, 99)]));
}

#[tokio::test]
async fn aliases_wildcards_and_cnames_are_followed_inside_the_zone() {
    let bench = with_zone(vec![
        set("*.heestagram.com.", "A", 300, &["203.0.113.11"]),
        set("blog.heestagram.com.", "CNAME", 300, &["any.heestagram.com."]),
        set("www.heestagram.com.", "TXT", 300, &["\"x\""]),
    ]);
    let told = async |of: &str| address(&bench, of).await.servers[0].1.clone();
    assert_eq!(told("any.heestagram.com").await, Ok(vec![Ipv4Addr::new(203, 0, 113, 11)]));
    assert_eq!(told("blog.heestagram.com").await, Ok(vec![Ipv4Addr::new(203, 0, 113, 11)]));
    assert_eq!(told("www.heestagram.com").await, Ok(vec![]), "a name with records of its own is no wildcard's");
}
