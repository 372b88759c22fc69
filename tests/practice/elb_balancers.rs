//! ELBv2's balancers: what they need, how they come to be and go.

use aws_sdk_elasticloadbalancingv2::types::{
    IpAddressType, LoadBalancerAttribute, LoadBalancerStateEnum, LoadBalancerTypeEnum, SubnetMapping, Tag,
};

use super::bench::{Bench, START, code};
use super::elb_fixture::{ISSUED, balancer, balancer_arn, balancers, bench, fixed, http_listener, https_listener, internal};

/// The code of a CreateLoadBalancer with this name in these subnets and groups.
async fn created(bench: &Bench, name: &str, subnets: &[&str], groups: &[&str]) -> String {
    let list = |ids: &[&str]| Some(ids.iter().map(|id| (*id).to_owned()).collect());
    let elb = bench.elb();
    let asked = elb.create_load_balancer().name(name).set_subnets(list(subnets)).set_security_groups(list(groups));
    code(asked.send().await)
}

#[tokio::test]
async fn a_balancer_is_told_whole_and_is_active_when_it_has_come_up() {
    let bench = bench();
    let made = balancer(&bench.elb(), "My-LB").await;
    let arn = made.load_balancer_arn().unwrap();
    let id = arn.strip_prefix("arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/My-LB/").unwrap();
    assert!(id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
    let number = made.dns_name().unwrap().strip_prefix("My-LB-").unwrap().strip_suffix(".ap-northeast-2.elb.amazonaws.com").unwrap();
    assert!(number.parse::<u64>().is_ok(), "{number}");
    assert_eq!(made.canonical_hosted_zone_id(), Some("ZWKZPGTI48KDX"));
    assert_eq!(made.created_time().map(|t| t.to_millis().unwrap()), Some(START.0));
    let told = (made.load_balancer_name(), made.vpc_id(), made.scheme().map(|s| s.as_str()), made.ip_address_type().map(|t| t.as_str()));
    assert_eq!(told, (Some("My-LB"), Some("vpc-1"), Some("internet-facing"), Some("ipv4")));
    assert_eq!((made.r#type(), made.security_groups()), (Some(&LoadBalancerTypeEnum::Application), ["sg-lb".to_owned()].as_slice()));
    let zones: Vec<_> = made.availability_zones().iter().map(|z| (z.zone_name().unwrap(), z.subnet_id().unwrap())).collect();
    assert_eq!(zones, [("ap-northeast-2a", "subnet-a"), ("ap-northeast-2c", "subnet-c")]);
    for (seconds, state) in [(149, LoadBalancerStateEnum::Provisioning), (1, LoadBalancerStateEnum::Active)] {
        bench.wait(seconds).await;
        assert_eq!(balancers(&bench.elb()).await[0].state().and_then(|s| s.code()), Some(&state));
    }
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.balancers[0].dns_name.clone()), made.dns_name().unwrap().to_ascii_lowercase());
}

#[tokio::test]
async fn each_zone_has_an_interface_with_addresses_of_its_own() {
    let bench = bench();
    let arn = balancer_arn(&bench.elb(), "lb").await;
    balancer(&bench.elb(), "lb2").await;
    let interfaces = bench.stage.see(|scene| scene.aws.ec2.interfaces.clone());
    assert_eq!(interfaces.len(), 4);
    let its: Vec<_> = interfaces.iter().filter(|i| i.balancer.as_deref() == Some(&arn)).collect();
    let short = arn.split_once(":loadbalancer/").unwrap().1;
    for (interface, (subnet, third)) in its.iter().zip([("subnet-a", 0..16), ("subnet-c", 32..48)]) {
        assert_eq!((interface.subnet.as_str(), interface.owner.as_str()), (subnet, "amazon-elb"));
        assert_eq!((interface.description.as_str(), interface.groups.as_slice()), (&*format!("ELB {short}"), &["sg-lb".to_owned()][..]));
        let [a, b, c, _] = interface.private_address.octets();
        assert!((a, b) == (172, 31) && third.contains(&c), "{interface:?}");
    }
    for (n, interface) in interfaces.iter().enumerate() {
        let [a, b, c, _] = interface.public_address.unwrap().octets();
        assert!([[203, 0, 113], [198, 51, 100]].contains(&[a, b, c]));
        let others = || interfaces.iter().skip(n + 1);
        assert!(others().all(|o| o.id != interface.id && o.public_address != interface.public_address));
        assert!(others().all(|o| o.private_address != interface.private_address));
    }
    let leads_to = bench.stage.see(|scene| scene.aws.elb.balancers[0].addresses());
    assert_eq!(leads_to, its.iter().filter_map(|i| i.public_address).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_internal_balancer_needs_no_gateway_and_has_no_public_address() {
    let bench = bench();
    let elb = bench.elb();
    let asked = elb.create_load_balancer().name("far").subnets("far-a").subnets("far-b").scheme(internal());
    let made = asked.send().await.unwrap().load_balancers.unwrap().remove(0);
    assert!(made.dns_name().unwrap().starts_with("internal-far-"), "{made:?}");
    let seen = bench.stage.see(|scene| scene.aws.clone());
    assert!(seen.ec2.interfaces.iter().all(|i| i.public_address.is_none()));
    assert_eq!(seen.elb.balancers[0].addresses(), seen.ec2.interfaces.iter().map(|i| i.private_address).collect::<Vec<_>>());
}

#[tokio::test]
async fn names_subnets_and_groups_are_checked() {
    let bench = bench();
    let (two, group) = (["subnet-a", "subnet-c"], ["sg-lb"]);
    for name in ["a-name-of-thirty-three-characters", "under_score", "a.b", "-lb", "lb-", "internal-lb", "한글"] {
        assert_eq!(created(&bench, name, &two, &group).await, "ValidationError", "{name}");
    }
    for (subnets, groups, expected) in [
        (vec![], vec!["sg-lb"], "ValidationError"),
        (vec!["subnet-a"], vec!["sg-lb"], "ValidationError"),
        (vec!["subnet-a", "subnet-a2"], vec!["sg-lb"], "InvalidConfigurationRequest"),
        (vec!["subnet-a", "subnet-a"], vec!["sg-lb"], "InvalidConfigurationRequest"),
        (vec!["subnet-a", "subnet-gone"], vec!["sg-lb"], "SubnetNotFound"),
        (vec!["subnet-a", "far-b"], vec!["sg-lb"], "InvalidConfigurationRequest"),
        (vec!["subnet-a", "subnet-b-dark"], vec!["sg-lb"], "InvalidSubnet"),
        (vec!["far-a", "far-b"], vec!["sg-far"], "InvalidSubnet"),
        (vec!["subnet-a", "subnet-d-full"], vec!["sg-lb"], "InvalidSubnet"),
        (vec!["subnet-a", "subnet-c"], vec!["sg-gone"], "InvalidSecurityGroup"),
        (vec!["subnet-a", "subnet-c"], vec!["sg-lb", "sg-far"], "InvalidSecurityGroup"),
    ] {
        assert_eq!(created(&bench, "lb", &subnets, &groups).await, expected, "{subnets:?} {groups:?}");
    }
    assert_eq!(bench.stage.see(|scene| (scene.aws.elb.balancers.len(), scene.aws.ec2.interfaces.len())), (0, 0));
    assert_eq!(created(&bench, "a-name-of-exactly-32-characters-", &two, &group).await, "ValidationError");
    assert_eq!(created(&bench, "a-name-of-exactly-32-characters0", &two, &group).await, "(agreed)");
}

#[tokio::test]
async fn what_aws_says_of_a_bad_network_names_what_is_wrong() {
    let bench = bench();
    let elb = bench.elb();
    for (one, other, expected) in [
        ("subnet-a", "subnet-gone", "The subnet ID 'subnet-gone' does not exist"),
        ("far-a", "far-b", "VPC vpc-2 has no internet gateway"),
        ("subnet-a", "subnet-a2", "A load balancer cannot be attached to multiple subnets in the same Availability Zone"),
        (
            "subnet-a",
            "subnet-d-full",
            "Not enough IP space available in subnet-d-full. ELB requires at least 8 free IP addresses in each subnet.",
        ),
    ] {
        let refused = elb.create_load_balancer().name("lb").subnets(one).subnets(other).send().await.unwrap_err();
        assert_eq!(refused.into_service_error().meta().message(), Some(expected));
    }
    let refused = elb.create_load_balancer().name("lb").subnets("subnet-a").send().await.unwrap_err();
    let expected = "At least two subnets in two different Availability Zones must be specified";
    assert_eq!(refused.into_service_error().meta().message(), Some(expected));
}

#[tokio::test]
async fn one_address_more_is_room_enough() {
    let bench = bench();
    bench.change(|scene| scene.aws.ec2.instances.retain(|i| i.id != "i-full-4"));
    assert_eq!(created(&bench, "lb", &["subnet-a", "subnet-d-full"], &["sg-lb"]).await, "(agreed)");
}

#[tokio::test]
async fn other_kinds_of_balancers_are_refused_by_name() {
    let bench = bench();
    let elb = bench.elb();
    let asked = || elb.create_load_balancer().name("lb").subnets("subnet-a").subnets("subnet-c");
    for (refused, word) in [
        (asked().r#type(LoadBalancerTypeEnum::Network).send().await, "'network'"),
        (asked().ip_address_type(IpAddressType::Dualstack).send().await, "'dualstack'"),
        (asked().customer_owned_ipv4_pool("ipv4pool-coip-1").send().await, "CustomerOwnedIpv4Pool"),
        (asked().scheme("sideways".into()).send().await, "[internet-facing, internal]"),
        (asked().subnet_mappings(SubnetMapping::builder().subnet_id("subnet-b").build()).send().await, "subnet mappings"),
    ] {
        let told = refused.unwrap_err().into_service_error().meta().message().unwrap_or_default().to_owned();
        assert!(told.contains(word), "{told}");
    }
}

#[tokio::test]
async fn subnets_may_be_told_as_mappings_and_groups_left_to_the_vpc() {
    let bench = bench();
    let elb = bench.elb();
    let mapping = |id: &str| SubnetMapping::builder().subnet_id(id).build();
    let asked = elb.create_load_balancer().name("lb").subnet_mappings(mapping("subnet-b")).subnet_mappings(mapping("subnet-d"));
    let made = asked.send().await.unwrap().load_balancers.unwrap().remove(0);
    assert_eq!((made.security_groups(), made.availability_zones().len()), (["sg-default".to_owned()].as_slice(), 2));
}

#[tokio::test]
async fn the_same_call_again_means_the_standing_one_and_another_is_refused() {
    let bench = bench();
    let first = balancer(&bench.elb(), "lb").await;
    bench.wait(20).await;
    assert_eq!(balancer(&bench.elb(), "lb").await, first);
    assert_eq!(created(&bench, "lb", &["subnet-c", "subnet-a"], &["sg-lb"]).await, "(agreed)");
    assert_eq!(created(&bench, "lb", &["subnet-a", "subnet-b"], &["sg-lb"]).await, "DuplicateLoadBalancerName");
    assert_eq!(created(&bench, "lb", &["subnet-a", "subnet-c"], &[]).await, "DuplicateLoadBalancerName");
    assert_eq!(bench.stage.see(|scene| (scene.aws.elb.balancers.len(), scene.aws.ec2.interfaces.len())), (1, 2));
}

#[tokio::test]
async fn tags_come_with_it_each_key_once() {
    let bench = bench();
    let elb = bench.elb();
    let asked = || elb.create_load_balancer().name("lb").subnets("subnet-a").subnets("subnet-c");
    let tag = |key: &str| Tag::builder().key(key).value("v").build();
    assert_eq!(code(asked().tags(tag("a")).tags(tag("a")).send().await), "DuplicateTagKeys");
    assert_eq!(code(asked().tags(tag("aws:a")).send().await), "ValidationError");
    assert_eq!(code(asked().tags(tag("a!")).send().await), "ValidationError");
    assert_eq!(code(asked().set_tags(Some((0..51).map(|n| tag(&n.to_string())).collect())).send().await), "TooManyTags");
    assert_eq!(code(asked().tags(tag("landfall:site")).send().await), "(agreed)");
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.balancers[0].tags.clone()), [("landfall:site".to_owned(), "v".to_owned())]);
}

#[tokio::test]
async fn a_deleted_balancer_takes_its_listeners_and_leaves_its_interfaces_a_while() {
    let bench = bench();
    let elb = bench.elb();
    let arn = balancer_arn(&elb, "lb").await;
    let other = balancer_arn(&elb, "other").await;
    http_listener(&elb, &arn, 80, fixed("200")).await;
    http_listener(&elb, &other, 80, fixed("200")).await;
    https_listener(&elb, &arn, ISSUED, fixed("200")).await;
    bench.wait(5).await;
    let now = bench.stage.see(|scene| scene.now);
    for _ in 0..2 {
        assert_eq!(code(elb.delete_load_balancer().load_balancer_arn(&arn).send().await), "(agreed)");
    }
    let seen = bench.stage.see(|scene| scene.aws.clone());
    assert_eq!(seen.elb.listeners.iter().map(|l| l.balancer.as_str()).collect::<Vec<_>>(), [other.as_str()]);
    for interface in &seen.ec2.interfaces {
        let gone_at = (interface.balancer.as_ref() == Some(&arn)).then(|| now + std::time::Duration::from_secs(80));
        assert_eq!(interface.gone_at, gone_at);
    }
    assert_eq!(seen.elb.unlinking, [(ISSUED.to_owned(), now + std::time::Duration::from_secs(30), arn.clone())]);
    assert_eq!(code(elb.describe_load_balancers().load_balancer_arns(&arn).send().await), "LoadBalancerNotFound");
    bench.wait(29).await;
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.unlinking.len()), 1);
    bench.wait(1).await;
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.unlinking.len()), 0);
}

#[tokio::test]
async fn what_is_no_balancers_arn_here_is_refused() {
    let bench = bench();
    let elb = bench.elb();
    let arn = balancer_arn(&elb, "lb").await;
    let strange = [arn.replace("ap-northeast-2", "us-east-1"), arn.replace("loadbalancer/app/", "targetgroup/"), "lb".to_owned()];
    for wrong in &strange {
        assert_eq!(code(elb.delete_load_balancer().load_balancer_arn(wrong).send().await), "ValidationError", "{wrong}");
        assert_eq!(code(elb.describe_load_balancers().load_balancer_arns(wrong).send().await), "ValidationError", "{wrong}");
    }
    assert_eq!(balancers(&elb).await.len(), 1);
}

#[tokio::test]
async fn a_protected_balancer_stays() {
    let bench = bench();
    let elb = bench.elb();
    let arn = balancer_arn(&elb, "lb").await;
    let set = async |key: &str, value: &str| {
        let attribute = LoadBalancerAttribute::builder().key(key).value(value).build();
        code(elb.modify_load_balancer_attributes().load_balancer_arn(&arn).attributes(attribute).send().await)
    };
    assert_eq!(set("deletion_protection.enabled", "true").await, "(agreed)");
    let refused = elb.delete_load_balancer().load_balancer_arn(&arn).send().await.unwrap_err().into_service_error();
    let expected = format!("Load balancer '{arn}' cannot be deleted because deletion protection is enabled");
    assert_eq!((refused.meta().code(), refused.meta().message()), (Some("OperationNotPermitted"), Some(expected.as_str())));
    assert_eq!(set("deletion_protection.enabled", "false").await, "(agreed)");
    assert_eq!(code(elb.delete_load_balancer().load_balancer_arn(&arn).send().await), "(agreed)");
}

#[tokio::test]
async fn attributes_are_told_whole_and_set_all_or_none() {
    let bench = bench();
    let elb = bench.elb();
    let arn = balancer_arn(&elb, "lb").await;
    let attribute = |key: &str, value: &str| LoadBalancerAttribute::builder().key(key).value(value).build();
    let value = async |key: &str| {
        let told = elb.describe_load_balancer_attributes().load_balancer_arn(&arn).send().await.unwrap().attributes.unwrap();
        told.iter().find(|a| a.key() == Some(key)).and_then(|a| a.value().map(str::to_owned))
    };
    assert_eq!(value("idle_timeout.timeout_seconds").await.as_deref(), Some("60"));
    let asked =
        || elb.modify_load_balancer_attributes().load_balancer_arn(&arn).attributes(attribute("idle_timeout.timeout_seconds", "90"));
    for (key, wrong, expected) in [
        ("no.such.key", "1", "ValidationError"),
        ("client_keep_alive.seconds", "59", "ValidationError"),
        ("routing.http2.enabled", "yes", "ValidationError"),
        ("routing.http.xff_header_processing.mode", "drop", "ValidationError"),
        ("idle_timeout.timeout_seconds", "100", "ValidationError"),
        ("dns_record.client_routing_policy", "any_availability_zone", "InvalidConfigurationRequest"),
        ("access_logs.s3.enabled", "true", "InvalidConfigurationRequest"),
    ] {
        assert_eq!(code(asked().attributes(attribute(key, wrong)).send().await), expected, "{key}");
    }
    assert_eq!(value("idle_timeout.timeout_seconds").await.as_deref(), Some("60"));
    assert_eq!(code(asked().attributes(attribute("routing.http2.enabled", "false")).send().await), "(agreed)");
    assert_eq!(value("idle_timeout.timeout_seconds").await.as_deref(), Some("90"));
    assert_eq!(value("routing.http2.enabled").await.as_deref(), Some("false"));
    let gone = arn.replace("/app/lb/", "/app/gone/");
    assert_eq!(code(elb.describe_load_balancer_attributes().load_balancer_arn(gone).send().await), "LoadBalancerNotFound");
}
