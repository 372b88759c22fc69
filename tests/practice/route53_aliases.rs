//! Aliases and routed records.

use std::net::Ipv4Addr;

use aws_sdk_route53::types::{GeoLocation, ResourceRecord, ResourceRecordSet, ResourceRecordSetFailover, RrType};
use landfall::practice::state::elb::Balancer;

use super::bench::START;
use super::route53_records::{BALANCER, BALANCERS, HOME, a, alias, change, home, refused, sets};
use aws_sdk_route53::types::ChangeAction::{Create, Delete};

fn balancer(scene: &mut landfall::practice::SimState) {
    scene.aws.elb.balancers.push(Balancer {
        arn: "arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/site-lb/1".into(),
        name: "site-lb".into(),
        dns_name: BALANCER.into(),
        dns_zone: BALANCERS.into(),
        scheme: "internet-facing".into(),
        vpc: "vpc-1".into(),
        zones: vec![("ap-northeast-2a".into(), "subnet-1".into(), Ipv4Addr::new(198, 51, 100, 1))],
        groups: vec![],
        made: START,
        active_at: START,
        attributes: vec![],
        tags: vec![],
    });
}

#[tokio::test]
async fn an_alias_leads_to_a_balancer_that_stands() {
    let (bench, zone) = home().await;
    let to = |target: &str| vec![(Create, alias(HOME, "A", BALANCERS, target))];
    let tried = |target: &str, zone: &str| format!("Tried to create an alias that targets {target}., type A in zone {zone}");
    let absent = |target: &str, zone: &str| format!("{}, but that target was not found", tried(target, zone));
    assert_eq!(refused(&bench, &zone, to(BALANCER)).await, format!("[{}]", absent(BALANCER, BALANCERS)));
    bench.change(balancer);
    let other = "other-1.ap-northeast-2.elb.amazonaws.com";
    assert_eq!(refused(&bench, &zone, to(other)).await, format!("[{}]", absent(other, BALANCERS)));
    let outside =
        |target: &str, zone: &str| format!("{}, but the alias target name does not lie within the target zone", tried(target, zone));
    let said = refused(&bench, &zone, vec![(Create, alias(HOME, "A", "ZOTHER", BALANCER))]).await;
    assert_eq!(said, format!("[{}, {}]", outside(BALANCER, "ZOTHER"), absent(BALANCER, "ZOTHER")));
    assert!(refused(&bench, &zone, vec![(Create, alias(HOME, "TXT", BALANCERS, BALANCER))]).await.contains("not found"));

    change(&bench, &zone, to(&BALANCER.to_uppercase())).await.unwrap();
    let told = sets(&bench, &zone).await;
    assert_eq!((told[0].r#type(), told[0].ttl()), (&RrType::A, None));
    let target = told[0].alias_target().unwrap();
    assert_eq!((target.hosted_zone_id(), target.dns_name()), (BALANCERS, format!("{BALANCER}.").as_str()));
    assert!(!target.evaluate_target_health());
    let dual = alias("www.heestagram.com", "AAAA", BALANCERS, &format!("dualstack.{BALANCER}"));
    change(&bench, &zone, vec![(Create, dual)]).await.unwrap();
    let again = told[0].clone();
    change(&bench, &zone, vec![(Delete, again)]).await.unwrap();
}

#[tokio::test]
async fn an_alias_leads_to_a_record_of_its_own_zone() {
    let (bench, zone) = home().await;
    let bare = zone.trim_start_matches("/hostedzone/");
    let to_www = || alias(HOME, "A", bare, "www.heestagram.com");
    assert!(refused(&bench, &zone, vec![(Create, to_www())]).await.ends_with("but that target was not found]"));
    change(&bench, &zone, vec![(Create, a("www.heestagram.com")), (Create, to_www())]).await.unwrap();
    let said = refused(&bench, &zone, vec![(Create, alias("x.heestagram.com", "A", bare, "www.heestagram.net"))]).await;
    assert!(said.contains("does not lie within the target zone"), "{said}");
    assert!(refused(&bench, &zone, vec![(Create, alias("x.heestagram.com", "NS", bare, HOME))]).await.contains("not supported"));
}

#[tokio::test]
async fn routed_records_are_kept_side_by_side_and_told_back() {
    let (bench, zone) = home().await;
    let routed = |id: &str| {
        let value = ResourceRecord::builder().value("198.51.100.1").build().unwrap();
        let set = ResourceRecordSet::builder().name("www.heestagram.com.").r#type(RrType::A).ttl(60).resource_records(value);
        set.set_identifier(id)
    };
    let weighted = |id: &str, weight| routed(id).weight(weight).build().unwrap();
    change(&bench, &zone, vec![(Create, weighted("b", 1)), (Create, weighted("a", 255))]).await.unwrap();
    assert_eq!(sets(&bench, &zone).await[2..], [weighted("a", 255), weighted("b", 1)]);
    let exists = "Tried to create resource record set [name='www.heestagram.com.', type='A', set identifier='a'] but it already exists";
    assert_eq!(refused(&bench, &zone, vec![(Create, weighted("a", 3))]).await, format!("[{exists}]"));
    let clash = "cannot be created as other RRSets exist with the same name and type.]";
    assert!(refused(&bench, &zone, vec![(Create, a("www.heestagram.com"))]).await.ends_with(clash));
    let other_policy = routed("c").failover(ResourceRecordSetFailover::Primary).build().unwrap();
    assert!(refused(&bench, &zone, vec![(Create, other_policy)]).await.ends_with(clash));
    assert_eq!(change(&bench, &zone, vec![(Create, weighted("c", 256))]).await.unwrap_err().0, "InvalidInput");
    let (_, said) = change(&bench, &zone, vec![(Create, routed("c").build().unwrap())]).await.unwrap_err();
    assert!(said.starts_with("Invalid request: Expected exactly one of [Weight, "), "{said}");
    let mut unnamed = weighted("c", 1);
    unnamed.set_identifier = None;
    let (_, said) = change(&bench, &zone, vec![(Create, unnamed)]).await.unwrap_err();
    assert!(said.starts_with("Invalid request: Missing field 'SetIdentifier' in Change with ["), "{said}");
    let without_weight = routed("b").build().unwrap();
    change(&bench, &zone, vec![(Delete, weighted("a", 255)), (Delete, without_weight)]).await.unwrap();
    let place = GeoLocation::builder().country_code("US").subdivision_code("CA").build();
    let by_place = routed("us").geo_location(place).build().unwrap();
    change(&bench, &zone, vec![(Create, by_place.clone())]).await.unwrap();
    assert_eq!(sets(&bench, &zone).await.last(), Some(&by_place));
}
