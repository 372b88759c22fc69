//! Tags on what stands already.

use aws_sdk_ec2::types::Tag;

use super::bench::{Bench, code};
use super::ec2::{NOBODY, filter, inbound, server_group};

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

async fn put(bench: &Bench, id: &str, tag: Tag) -> String {
    code(bench.ec2().create_tags().resources(id).tags(tag).send().await)
}

/// A thing's tags as DescribeTags tells them: kind, key and value.
async fn told(bench: &Bench, id: &str) -> Vec<(String, String, String)> {
    let answer = bench.ec2().describe_tags().filters(filter("resource-id", &[id])).send().await.unwrap();
    let one = |t: &aws_sdk_ec2::types::TagDescription| {
        (t.resource_type().unwrap().as_str().to_owned(), t.key().unwrap().to_owned(), t.value().unwrap().to_owned())
    };
    answer.tags().iter().map(one).collect()
}

#[tokio::test]
async fn everything_bears_tags_and_shows_them_where_it_is_described() {
    let bench = Bench::happy();
    let (ids, rule) = bench.stage.see(|scene| {
        let ec2 = &scene.aws.ec2;
        let all = [
            ("vpc", ec2.vpcs[0].id.clone()),
            ("subnet", ec2.subnets[1].id.clone()),
            ("route-table", ec2.route_tables[0].id.clone()),
            ("internet-gateway", ec2.gateways[0].id.clone()),
            ("instance", ec2.instances[0].id.clone()),
            ("security-group", ec2.groups[1].id.clone()),
            ("network-interface", ec2.interfaces[0].id.clone()),
        ];
        (all, ec2.groups[1].rules[0].id.clone())
    });
    for (kind, id) in ids.iter().chain([&("security-group-rule", rule)]) {
        assert_eq!(put(&bench, id, tag("colour", "blue")).await, "(agreed)", "{kind}");
        assert!(told(&bench, id).await.contains(&((*kind).to_owned(), "colour".into(), "blue".into())), "{kind}");
    }
    let blue = || filter("tag:colour", &["blue"]);
    let ec2 = bench.ec2();
    assert_eq!(ec2.describe_vpcs().filters(blue()).send().await.unwrap().vpcs()[0].tags().len(), 1);
    assert_eq!(ec2.describe_subnets().filters(blue()).send().await.unwrap().subnets()[0].tags().len(), 1);
    assert_eq!(ec2.describe_route_tables().filters(blue()).send().await.unwrap().route_tables()[0].tags().len(), 1);
    assert_eq!(ec2.describe_internet_gateways().filters(blue()).send().await.unwrap().internet_gateways()[0].tags().len(), 1);
    assert_eq!(ec2.describe_instances().filters(blue()).send().await.unwrap().reservations()[0].instances()[0].tags().len(), 2);
    assert_eq!(ec2.describe_security_groups().filters(blue()).send().await.unwrap().security_groups()[0].tags().len(), 1);
    assert_eq!(ec2.describe_security_group_rules().filters(blue()).send().await.unwrap().security_group_rules()[0].tags().len(), 1);
    assert_eq!(ec2.describe_network_interfaces().filters(blue()).send().await.unwrap().network_interfaces()[0].tag_set().len(), 1);
}

#[tokio::test]
async fn a_key_has_one_value_and_goes_as_it_is_told() {
    let bench = Bench::happy();
    let id = server_group(&bench).await;
    put(&bench, &id, tag("a", "1")).await;
    put(&bench, &id, tag("a", "2")).await;
    put(&bench, &id, tag("b", "")).await;
    put(&bench, &id, tag("c", "3")).await;
    let keys = async || told(&bench, &id).await.into_iter().map(|(_, key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ");
    assert_eq!(keys().await, "a=2 b= c=3");
    let delete = |tags: Vec<Tag>| bench.ec2().delete_tags().resources(&id).set_tags(Some(tags)).send();
    delete(vec![tag("a", "1"), tag("c", "")]).await.unwrap();
    assert_eq!(keys().await, "a=2 b= c=3");
    delete(vec![Tag::builder().key("a").build(), tag("b", "")]).await.unwrap();
    assert_eq!(keys().await, "c=3");
    delete(vec![]).await.unwrap();
    assert_eq!(keys().await, "");
}

#[tokio::test]
async fn tags_for_nothing_or_of_no_form_are_refused() {
    let bench = Bench::happy();
    let id = server_group(&bench).await;
    let table = [
        (put(&bench, &format!("i-{NOBODY}"), tag("a", "1")).await, "InvalidInstanceID.NotFound"),
        (put(&bench, &format!("sg-{NOBODY}"), tag("a", "1")).await, "InvalidGroup.NotFound"),
        (put(&bench, "nonsense", tag("a", "1")).await, "InvalidID"),
        (put(&bench, &id, tag("aws:a", "1")).await, "InvalidParameterValue"),
        (code(bench.ec2().create_tags().resources(&id).send().await), "MissingParameter"),
        (code(bench.ec2().create_tags().tags(tag("a", "1")).send().await), "MissingParameter"),
        (code(bench.ec2().create_tags().resources(&id).resources("vpc-1").tags(tag("a", "1")).send().await), "InvalidVpcID.NotFound"),
        (code(bench.ec2().delete_tags().resources("vpc-1").send().await), "InvalidVpcID.NotFound"),
    ];
    for (said, expected) in table {
        assert_eq!(said, expected);
    }
    assert!(told(&bench, &id).await.is_empty());
    for n in 0..50 {
        assert_eq!(put(&bench, &id, tag(&format!("k{n}"), "")).await, "(agreed)");
    }
    assert_eq!(put(&bench, &id, tag("one more", "")).await, "TagLimitExceeded");
    assert_eq!(put(&bench, &id, tag("k0", "new")).await, "(agreed)");
}

#[tokio::test]
async fn tags_are_found_by_their_filters_and_go_with_what_bears_them() {
    let bench = Bench::happy();
    let wizard = server_group(&bench).await;
    let rule = inbound(&bench, &wizard).await[0].security_group_rule_id.clone().unwrap();
    put(&bench, &rule, tag("a", "1")).await;
    for (name, value, count) in
        [("key", "Name", 1), ("key", "*", 2), ("value", "heesta*", 1), ("resource-type", "security-group-rule", 1), ("tag:a", "1", 1)]
    {
        let answer = bench.ec2().describe_tags().filters(filter(name, &[value])).send().await.unwrap();
        assert_eq!(answer.tags().len(), count, "{name}");
    }
    bench.ec2().revoke_security_group_ingress().group_id(&wizard).security_group_rule_ids(&rule).send().await.unwrap();
    assert!(told(&bench, &rule).await.is_empty());
}

#[tokio::test]
async fn an_interfaces_tags_go_with_it() {
    let bench = Bench::happy();
    let (interface, gateway, server) = bench.stage.see(|scene| {
        let ec2 = &scene.aws.ec2;
        (ec2.interfaces[0].id.clone(), ec2.gateways[0].id.clone(), ec2.instances[0].id.clone())
    });
    put(&bench, &interface, tag("a", "1")).await;
    put(&bench, &gateway, tag("a", "1")).await;
    let table = bench.stage.see(|scene| scene.aws.ec2.route_tables[0].id.clone());
    put(&bench, &table, tag("a", "1")).await;
    bench.ec2().delete_tags().resources(&table).send().await.unwrap();
    bench.ec2().terminate_instances().instance_ids(server).send().await.unwrap();
    bench.wait(35).await;
    assert_eq!(put(&bench, &interface, tag("a", "1")).await, "InvalidNetworkInterfaceID.NotFound");
    bench.stage.see(|scene| assert_eq!(scene.aws.ec2.labels.keys().collect::<Vec<_>>(), [&gateway]));
}
