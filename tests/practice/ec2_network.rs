//! The network with which a world begins, and how describe calls are narrowed and paged.

use std::collections::HashSet;

use super::bench::{Bench, code};
use super::ec2::{NOBODY, ZONES, filter, make_group, refusal};

#[tokio::test]
async fn a_world_begins_with_the_regions_default_vpc() {
    let ec2 = Bench::happy().ec2();
    let vpcs = ec2.describe_vpcs().send().await.unwrap();
    let [vpc] = vpcs.vpcs() else { panic!("{vpcs:?}") };
    assert_eq!((vpc.is_default(), vpc.cidr_block(), vpc.owner_id()), (Some(true), Some("172.31.0.0/16"), Some("111122223333")));
    assert!(vpc.vpc_id().unwrap().starts_with("vpc-0") && vpc.vpc_id().unwrap().len() == 21);
    assert_eq!(vpc.cidr_block_association_set()[0].cidr_block(), Some("172.31.0.0/16"));
    let subnets = ec2.describe_subnets().send().await.unwrap();
    let told: Vec<_> = subnets.subnets().iter().map(|s| (s.availability_zone().unwrap(), s.cidr_block().unwrap())).collect();
    let blocks = ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20", "172.31.48.0/20"];
    assert_eq!(told, ZONES.into_iter().zip(blocks).collect::<Vec<_>>());
    for subnet in subnets.subnets() {
        assert_eq!((subnet.default_for_az(), subnet.map_public_ip_on_launch()), (Some(true), Some(true)));
        assert_eq!(subnet.vpc_id(), vpc.vpc_id());
    }
    let ids: Vec<_> = subnets.subnets().iter().map(|s| s.availability_zone_id().unwrap()).collect();
    assert_eq!(ids, ["apne2-az1", "apne2-az2", "apne2-az3", "apne2-az4"]);
}

#[tokio::test]
async fn a_subnet_counts_its_free_addresses() {
    let bench = Bench::happy();
    let free = async || {
        let told = bench.ec2().describe_subnets().send().await.unwrap();
        told.subnets().iter().map(|s| s.available_ip_address_count().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(free().await, [4_091, 4_091, 4_090, 4_091]);
    bench.change(|scene| {
        let other = scene.aws.ec2.subnets[0].id.clone();
        scene.aws.ec2.interfaces[0].subnet = other;
    });
    assert_eq!(free().await, [4_090, 4_091, 4_091, 4_091]);
}

#[tokio::test]
async fn the_main_route_table_leads_to_an_attached_gateway() {
    let bench = Bench::happy();
    let ec2 = bench.ec2();
    let gateways = ec2.describe_internet_gateways().send().await.unwrap();
    let gateway = gateways.internet_gateways()[0].clone();
    let tables = ec2.describe_route_tables().filters(filter("association.main", &["true"])).send().await.unwrap();
    let [table] = tables.route_tables() else { panic!("{tables:?}") };
    assert_eq!(gateway.attachments()[0].vpc_id(), table.vpc_id());
    let routes: Vec<_> = table.routes().iter().map(|r| (r.destination_cidr_block().unwrap(), r.gateway_id().unwrap())).collect();
    assert_eq!(routes, [("172.31.0.0/16", "local"), ("0.0.0.0/0", gateway.internet_gateway_id().unwrap())]);
    assert!(table.routes().iter().all(|r| r.state().unwrap().as_str() == "active"));
    let association = &table.associations()[0];
    assert_eq!((association.main(), association.subnet_id()), (Some(true), None));
    bench.change(|scene| scene.aws.ec2.gateways[0].vpc = None);
    let dead = ec2.describe_route_tables().filters(filter("route.state", &["blackhole"])).send().await.unwrap();
    assert_eq!(dead.route_tables()[0].routes()[1].state().unwrap().as_str(), "blackhole");
    assert!(
        ec2.describe_internet_gateways().filters(filter("attachment.vpc-id", &["*"])).send().await.unwrap().internet_gateways().is_empty()
    );
}

#[tokio::test]
async fn a_subnet_with_its_own_route_table_is_told_so() {
    let bench = Bench::happy();
    bench.change(|scene| {
        let ec2 = &mut scene.aws.ec2;
        let mut own = ec2.route_tables[0].clone();
        own.id = "rtb-01234567".into();
        own.main = false;
        own.subnets = vec![ec2.subnets[1].id.clone()];
        ec2.route_tables.push(own);
    });
    let subnet = bench.stage.see(|scene| scene.aws.ec2.subnets[1].id.clone());
    let answer = bench.ec2().describe_route_tables().filters(filter("association.subnet-id", &[&subnet])).send().await.unwrap();
    let [table] = answer.route_tables() else { panic!("{answer:?}") };
    assert_eq!((table.route_table_id(), table.associations()[0].main()), (Some("rtb-01234567"), Some(false)));
    assert_eq!(table.associations()[0].subnet_id(), Some(subnet.as_str()));
}

#[tokio::test]
async fn ids_that_nothing_has_are_refused_in_each_kinds_words() {
    let ec2 = Bench::happy().ec2();
    let table = [
        (code(ec2.describe_vpcs().vpc_ids(format!("vpc-{NOBODY}")).send().await), "InvalidVpcID.NotFound"),
        (code(ec2.describe_vpcs().vpc_ids("nonsense").send().await), "InvalidVpcID.NotFound"),
        (code(ec2.describe_subnets().subnet_ids(format!("subnet-{NOBODY}")).send().await), "InvalidSubnetID.NotFound"),
        (code(ec2.describe_route_tables().route_table_ids(format!("rtb-{NOBODY}")).send().await), "InvalidRouteTableID.NotFound"),
        (
            code(ec2.describe_internet_gateways().internet_gateway_ids(format!("igw-{NOBODY}")).send().await),
            "InvalidInternetGatewayID.NotFound",
        ),
        (
            code(ec2.describe_network_interfaces().network_interface_ids(format!("eni-{NOBODY}")).send().await),
            "InvalidNetworkInterfaceID.NotFound",
        ),
        (code(ec2.describe_security_groups().group_ids(format!("sg-{NOBODY}")).send().await), "InvalidGroup.NotFound"),
        (code(ec2.describe_security_groups().group_ids("sg-nonsense").send().await), "InvalidGroupId.Malformed"),
        (
            code(ec2.describe_security_group_rules().security_group_rule_ids(format!("sgr-{NOBODY}")).send().await),
            "InvalidSecurityGroupRuleId.NotFound",
        ),
        (code(ec2.describe_addresses().public_ips("203.0.113.10").send().await), "InvalidAddress.NotFound"),
        (code(ec2.describe_addresses().allocation_ids("eipalloc-1").send().await), "InvalidAllocationID.NotFound"),
    ];
    for (said, expected) in table {
        assert_eq!(said, expected);
    }
    let two = ec2.describe_vpcs().vpc_ids("vpc-01234567").vpc_ids("vpc-12345678").send().await;
    assert_eq!(refusal(two).1, "The vpc IDs 'vpc-01234567, vpc-12345678' do not exist");
}

#[tokio::test]
async fn ids_narrow_and_filters_narrow_further() {
    let bench = Bench::happy();
    let ec2 = bench.ec2();
    let all: Vec<String> = bench.stage.see(|scene| scene.aws.ec2.subnets.iter().map(|s| s.id.clone()).collect());
    let two = || ec2.describe_subnets().subnet_ids(&all[0]).subnet_ids(&all[2]).subnet_ids(&all[0]);
    let told = async |asked: aws_sdk_ec2::operation::describe_subnets::builders::DescribeSubnetsFluentBuilder| {
        let answer = asked.send().await.unwrap();
        answer.subnets().iter().map(|s| s.availability_zone().unwrap().chars().last().unwrap()).collect::<String>()
    };
    assert_eq!(told(two()).await, "ac");
    assert_eq!(told(two().filters(filter("availability-zone", &["*c", "*d"]))).await, "c");
    assert_eq!(told(two().filters(filter("availability-zone", &["*b"]))).await, "");
}

#[tokio::test]
async fn filters_join_and_take_wildcards_and_a_strange_one_is_refused() {
    let ec2 = Bench::happy().ec2();
    let vpc = ec2.describe_vpcs().send().await.unwrap().vpcs()[0].vpc_id().unwrap().to_owned();
    for (name, values, count) in [
        ("vpc-id", vec![vpc.as_str()], 4),
        ("vpc-id", vec!["vpc-0*"], 4),
        ("vpc-id", vec!["vpc-1"], 0),
        ("vpc-id", vec![], 0),
        ("availability-zone", vec!["ap-northeast-2a", "ap-northeast-2d"], 2),
        ("availability-zone", vec!["AP-northeast-2a"], 0),
        ("availabilityZone", vec!["ap-*-2?"], 4),
        ("default-for-az", vec!["true"], 4),
        ("defaultForAz", vec!["false"], 0),
        ("cidr-block", vec!["172.31.16.0/20"], 1),
        ("available-ip-address-count", vec!["4090"], 1),
        ("state", vec!["available"], 4),
        ("tag-key", vec!["*"], 0),
        ("tag:Name", vec!["*"], 0),
    ] {
        let answer = ec2.describe_subnets().filters(filter(name, &values)).send().await.unwrap();
        assert_eq!(answer.subnets().len(), count, "{name} {values:?}");
    }
    let both = ec2.describe_subnets().filters(filter("cidr-block", &["172.31.*"])).filters(filter("availability-zone", &["*b"]));
    assert_eq!(both.send().await.unwrap().subnets().len(), 1);
    let strange = ec2.describe_subnets().filters(filter("vpc_id", &["x"])).send().await;
    assert_eq!(refusal(strange), ("InvalidParameterValue".into(), "The filter 'vpc_id' is invalid".into()));
    let many: Vec<String> = (0..201).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(code(ec2.describe_subnets().filters(filter("vpc-id", &many)).send().await), "FilterLimitExceeded");
}

#[tokio::test]
async fn each_kind_refuses_a_filter_that_it_does_not_have() {
    let ec2 = Bench::happy().ec2();
    let strange = || filter("colour", &["blue"]);
    let said = [
        code(ec2.describe_instances().filters(strange()).send().await),
        code(ec2.describe_instance_status().filters(strange()).send().await),
        code(ec2.describe_vpcs().filters(strange()).send().await),
        code(ec2.describe_route_tables().filters(strange()).send().await),
        code(ec2.describe_internet_gateways().filters(strange()).send().await),
        code(ec2.describe_regions().filters(strange()).send().await),
        code(ec2.describe_availability_zones().filters(strange()).send().await),
        code(ec2.describe_addresses().filters(strange()).send().await),
        code(ec2.describe_security_groups().filters(strange()).send().await),
        code(ec2.describe_security_group_rules().filters(strange()).send().await),
        code(ec2.describe_network_interfaces().filters(strange()).send().await),
        code(ec2.describe_tags().filters(strange()).send().await),
        code(ec2.describe_instance_status().filters(filter("tag:Name", &["x"])).send().await),
    ];
    assert!(said.iter().all(|code| code == "InvalidParameterValue"), "{said:?}");
}

#[tokio::test]
async fn a_long_list_comes_in_pages_and_each_thing_once() {
    let bench = Bench::happy();
    for n in 0..11 {
        make_group(&bench, &format!("group {n}")).await;
    }
    let ec2 = bench.ec2();
    let first = ec2.describe_security_groups().max_results(5).send().await.unwrap();
    assert_eq!(first.security_groups().len(), 5);
    let token = first.next_token().unwrap();
    assert!(token.parse::<u32>().is_err(), "{token}");
    let pages = ec2.describe_security_groups().max_results(5).into_paginator().items().send();
    let all: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!((all.len(), all.iter().map(|g| g.group_id().unwrap()).collect::<HashSet<_>>().len()), (13, 13));
    let rest = ec2.describe_security_groups().next_token(token).send().await.unwrap();
    assert_eq!((rest.security_groups().len(), rest.next_token()), (8, None));
    let exact = ec2.describe_security_groups().max_results(13).send().await.unwrap();
    assert_eq!((exact.security_groups().len(), exact.next_token()), (13, None));
}

#[tokio::test]
async fn pages_of_the_wrong_size_or_with_a_strange_token_are_refused() {
    let bench = Bench::happy();
    for n in 0..6 {
        make_group(&bench, &format!("group {n}")).await;
    }
    let ec2 = bench.ec2();
    let vpc = ec2.describe_vpcs().send().await.unwrap().vpcs()[0].vpc_id().unwrap().to_owned();
    let small = ec2.describe_vpcs().max_results(4).send().await;
    assert_eq!(refusal(small).1, "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.");
    let foreign = ec2.describe_security_groups().max_results(5).send().await.unwrap().next_token.unwrap();
    let table = [
        (code(ec2.describe_vpcs().max_results(1_001).send().await), "InvalidParameterValue"),
        (code(ec2.describe_route_tables().max_results(101).send().await), "InvalidParameterValue"),
        (code(ec2.describe_vpcs().max_results(5).vpc_ids(&vpc).send().await), "InvalidParameterCombination"),
        (code(ec2.describe_security_groups().max_results(5).group_names("default").send().await), "InvalidParameterCombination"),
        (code(ec2.describe_vpcs().next_token("nonsense").send().await), "InvalidParameterValue"),
        (code(ec2.describe_vpcs().next_token(foreign).send().await), "InvalidParameterValue"),
        (code(ec2.describe_vpcs().max_results(5).send().await), "(agreed)"),
    ];
    for (said, expected) in table {
        assert_eq!(said, expected);
    }
}

#[tokio::test]
async fn regions_and_zones_are_told() {
    let ec2 = Bench::happy().ec2();
    let named = ec2.describe_regions().region_names("ap-northeast-2").send().await.unwrap();
    let [seoul] = named.regions() else { panic!("{named:?}") };
    assert_eq!((seoul.endpoint(), seoul.opt_in_status()), (Some("ec2.ap-northeast-2.amazonaws.com"), Some("opt-in-not-required")));
    let mine = ec2.describe_regions().send().await.unwrap().regions().len();
    let all = ec2.describe_regions().all_regions(true).send().await.unwrap().regions().len();
    assert_eq!((mine, all), (17, 34));
    assert_eq!(code(ec2.describe_regions().region_names("moon-1").send().await), "InvalidParameterValue");
    let filtered = ec2.describe_regions().filters(filter("region-name", &["us-*"])).send().await.unwrap();
    assert_eq!(filtered.regions().len(), 4);
    let zones = ec2.describe_availability_zones().send().await.unwrap();
    assert_eq!(zones.availability_zones().iter().map(|z| z.zone_name().unwrap()).collect::<Vec<_>>(), ZONES);
    let by_id = ec2.describe_availability_zones().zone_ids("apne2-az3").send().await.unwrap();
    assert_eq!(by_id.availability_zones()[0].zone_name(), Some("ap-northeast-2c"));
    assert_eq!(code(ec2.describe_availability_zones().zone_names("ap-northeast-2z").send().await), "InvalidParameterValue");
}

#[tokio::test]
async fn a_world_in_a_region_of_few_zones_is_laid_out_there() {
    let world = "[network]\nzones = ['a', 'c']\nserver_zone = 'a'\nopen = [{ port = 443, cidr = '::/0' }]";
    let bench = Bench::with(world);
    let subnets = bench.ec2().describe_subnets().send().await.unwrap();
    let zones: Vec<_> = subnets.subnets().iter().map(|s| s.availability_zone().unwrap()).collect();
    assert_eq!(zones, ["ap-northeast-2a", "ap-northeast-2c"]);
    let server = bench.stage.see(|scene| scene.aws.ec2.server().unwrap().clone());
    assert_eq!((Some(server.subnet.as_str()), server.private_address.octets()), (subnets.subnets()[0].subnet_id(), [172, 31, 0, 11]));
    let wizard = super::ec2::server_group(&bench).await;
    let rules = super::ec2::inbound(&bench, &wizard).await;
    assert_eq!((rules.len(), rules[0].cidr_ipv6(), rules[0].from_port()), (1, Some("::/0"), Some(443)));
}

#[tokio::test]
async fn the_account_tells_its_default_vpc_and_has_no_elastic_addresses() {
    let ec2 = Bench::happy().ec2();
    let vpc = ec2.describe_vpcs().filters(filter("is-default", &["true"])).send().await.unwrap().vpcs()[0].vpc_id().unwrap().to_owned();
    let all = ec2.describe_account_attributes().send().await.unwrap();
    let value = |name: &str| {
        let attribute = all.account_attributes().iter().find(|a| a.attribute_name() == Some(name)).unwrap();
        attribute.attribute_values()[0].attribute_value().unwrap().to_owned()
    };
    assert_eq!((value("default-vpc"), value("supported-platforms")), (vpc, "VPC".to_owned()));
    let one = ec2.describe_account_attributes().attribute_names("default-vpc".into()).send().await.unwrap();
    assert_eq!(one.account_attributes().len(), 1);
    assert_eq!(code(ec2.describe_account_attributes().attribute_names("colour".into()).send().await), "InvalidParameterValue");
    assert!(ec2.describe_addresses().send().await.unwrap().addresses().is_empty());
}
