//! ELBv2's lists: pages, tags, security policies, limits, default rules.

use aws_sdk_elasticloadbalancingv2::types::{LoadBalancerTypeEnum, Tag};

use super::bench::code;
use super::elb_fixture::{balancer_arn, bench, fixed, http_listener, redirect, target_group};

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

#[tokio::test]
async fn long_lists_come_in_pages() {
    let bench = bench();
    let elb = bench.elb();
    for n in 0..5 {
        target_group(&elb, &format!("web-{n}")).await;
    }
    let first = elb.describe_target_groups().page_size(2).send().await.unwrap();
    assert_eq!(first.target_groups().len(), 2);
    let marker = first.next_marker().unwrap();
    let second = elb.describe_target_groups().page_size(2).marker(marker).send().await.unwrap();
    assert_eq!(second.target_groups()[0].target_group_name(), Some("web-2"));
    let all = elb.describe_target_groups().page_size(2).into_paginator().items().send().collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(all.len(), 5);
    let whole = elb.describe_target_groups().page_size(5).send().await.unwrap();
    assert_eq!(whole.next_marker(), None);
    assert_eq!(code(elb.describe_target_groups().page_size(0).send().await), "ValidationError");
    assert_eq!(code(elb.describe_target_groups().page_size(401).send().await), "ValidationError");
    assert_eq!(code(elb.describe_target_groups().marker("nonsense").send().await), "ValidationError");
    assert_eq!(code(elb.describe_load_balancers().marker(marker).send().await), "ValidationError", "another list's marker");
}

#[tokio::test]
async fn balancers_are_found_by_names_or_arns() {
    let bench = bench();
    let elb = bench.elb();
    let (one, two) = (balancer_arn(&elb, "one").await, balancer_arn(&elb, "two").await);
    let describe = || elb.describe_load_balancers();
    let told = describe().names("two").send().await.unwrap();
    assert_eq!(told.load_balancers()[0].load_balancer_arn(), Some(two.as_str()));
    assert_eq!(describe().load_balancer_arns(&one).load_balancer_arns(&two).send().await.unwrap().load_balancers().len(), 2);
    assert_eq!(code(describe().names("one").names("gone").send().await), "LoadBalancerNotFound");
    assert_eq!(code(describe().load_balancer_arns(one.replace("/one/", "/gone/")).send().await), "LoadBalancerNotFound");
    assert_eq!(code(describe().names("one").load_balancer_arns(&one).send().await), "ValidationError");
    let many = (0..21).map(|n| format!("n{n}")).collect();
    assert_eq!(code(describe().set_names(Some(many)).send().await), "ValidationError");
}

#[tokio::test]
async fn tags_are_added_changed_told_and_removed() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let listener = http_listener(&elb, &balancer, 80, fixed("200")).await;
    let all = [balancer, listener, group];
    let told = async || {
        let told = elb.describe_tags().set_resource_arns(Some(all.to_vec())).send().await.unwrap();
        let tags = |t: &Tag| format!("{}={}", t.key().unwrap_or_default(), t.value().unwrap_or_default());
        let line = |tags: Vec<String>| tags.join(",");
        told.tag_descriptions().iter().map(|d| line(d.tags().iter().map(tags).collect())).collect::<Vec<_>>()
    };
    assert_eq!(told().await, ["", "", ""]);
    let add = || elb.add_tags().set_resource_arns(Some(all.to_vec()));
    add().tags(tag("a", "1")).tags(tag("한국 어", "")).send().await.unwrap();
    elb.add_tags().resource_arns(&all[1]).tags(tag("a", "2")).send().await.unwrap();
    assert_eq!(told().await, ["a=1,한국 어=", "한국 어=,a=2", "a=1,한국 어="]);
    elb.remove_tags().resource_arns(&all[0]).resource_arns(&all[2]).tag_keys("a").tag_keys("nobody").send().await.unwrap();
    assert_eq!(told().await, ["한국 어=", "한국 어=,a=2", "한국 어="]);
    assert_eq!(code(add().tags(tag("b", "1")).tags(tag("b", "2")).send().await), "DuplicateTagKeys");
    let many = (0..50).map(|n| tag(&n.to_string(), "")).collect();
    assert_eq!(code(add().set_tags(Some(many)).send().await), "TooManyTags");
    assert_eq!(told().await, ["한국 어=", "한국 어=,a=2", "한국 어="]);
}

#[tokio::test]
async fn tags_of_what_is_not_there_are_refused_by_its_kind() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let listener = http_listener(&elb, &balancer, 80, fixed("200")).await;
    for (gone, expected) in [
        (balancer.replace("/lb/", "/gone/"), "LoadBalancerNotFound"),
        (listener.replace("/lb/", "/gone/"), "ListenerNotFound"),
        (group.replace("/web/", "/gone/"), "TargetGroupNotFound"),
        ("arn:aws:s3:::bucket".to_owned(), "ValidationError"),
    ] {
        assert_eq!(code(elb.describe_tags().resource_arns(&balancer).resource_arns(&gone).send().await), expected);
        let asked = elb.add_tags().resource_arns(&balancer).resource_arns(&gone).tags(tag("a", "1"));
        assert_eq!(code(asked.send().await), expected);
        assert_eq!(code(elb.remove_tags().resource_arns(&gone).tag_keys("a").send().await), expected);
    }
    assert_eq!(elb.describe_tags().resource_arns(&balancer).send().await.unwrap().tag_descriptions()[0].tags(), []);
}

#[tokio::test]
async fn tags_are_told_of_twenty_things_at_once() {
    let bench = bench();
    let elb = bench.elb();
    let mut arns = Vec::new();
    for n in 0..21 {
        arns.push(target_group(&elb, &format!("web-{n}")).await);
    }
    let describe = |arns: &[String]| elb.describe_tags().set_resource_arns(Some(arns.to_vec()));
    assert_eq!(describe(&arns[..20]).send().await.unwrap().tag_descriptions().len(), 20);
    assert_eq!(code(describe(&arns).send().await), "ValidationError");
    assert_eq!(code(describe(&[]).send().await), "ValidationError");
}

#[tokio::test]
async fn security_policies_are_told_with_what_they_take() {
    let bench = bench();
    let elb = bench.elb();
    let told = elb.describe_ssl_policies().send().await.unwrap();
    let tls: Vec<_> = told.ssl_policies().iter().map(|p| (p.name().unwrap(), p.ssl_protocols()[0].as_str(), p.ciphers().len())).collect();
    assert_eq!(
        tls,
        [
            ("ELBSecurityPolicy-2016-08", "TLSv1.2", 18),
            ("ELBSecurityPolicy-TLS13-1-2-2021-06", "TLSv1.3", 11),
            ("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "TLSv1.3", 7),
            ("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "TLSv1.3", 7),
        ]
    );
    let cipher = &told.ssl_policies()[1].ciphers()[3];
    assert_eq!((cipher.name(), cipher.priority()), (Some("ECDHE-ECDSA-AES128-GCM-SHA256"), Some(4)));
    let named = |name: &str| elb.describe_ssl_policies().names(name);
    assert_eq!(named("ELBSecurityPolicy-2016-08").send().await.unwrap().ssl_policies().len(), 1);
    assert_eq!(code(named("ELBSecurityPolicy-Nobody").send().await), "SSLPolicyNotFound");
    let gateways = elb.describe_ssl_policies().load_balancer_type(LoadBalancerTypeEnum::Gateway).send().await.unwrap();
    assert_eq!(gateways.ssl_policies(), []);
}

#[tokio::test]
async fn limits_are_told_by_name() {
    let limits = bench().elb().describe_account_limits().send().await.unwrap().limits.unwrap();
    let most = |name: &str| limits.iter().find(|l| l.name() == Some(name)).and_then(|l| l.max());
    assert_eq!((most("application-load-balancers"), most("target-groups")), (Some("50"), Some("3000")));
}

#[tokio::test]
async fn a_balancer_too_many_is_refused() {
    let bench = bench();
    let elb = bench.elb();
    for n in 0..50 {
        balancer_arn(&elb, &format!("lb-{n}")).await;
    }
    let asked = elb.create_load_balancer().name("lb-50").subnets("subnet-a").subnets("subnet-c");
    assert_eq!(code(asked.send().await), "TooManyLoadBalancers");
}

#[tokio::test]
async fn every_listener_has_its_default_rule() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    let listener = http_listener(&elb, &balancer, 80, redirect(|r| r.protocol("HTTPS").port("443"))).await;
    let rules = elb.describe_rules().listener_arn(&listener).send().await.unwrap().rules.unwrap();
    assert_eq!((rules.len(), rules[0].priority(), rules[0].is_default(), rules[0].conditions().len()), (1, Some("default"), Some(true), 0));
    assert_eq!(rules[0].actions()[0].redirect_config().and_then(|r| r.port()), Some("443"));
    let arn = rules[0].rule_arn().unwrap();
    assert!(arn.starts_with(&listener.replace(":listener/", ":listener-rule/")), "{arn}");
    assert_eq!(elb.describe_rules().rule_arns(arn).send().await.unwrap().rules(), rules);
    let gone = |arn: &str| arn.replace("/lb/", "/gone/");
    assert_eq!(code(elb.describe_rules().rule_arns(gone(arn)).send().await), "RuleNotFound");
    assert_eq!(code(elb.describe_rules().listener_arn(gone(&listener)).send().await), "ListenerNotFound");
    assert_eq!(code(elb.describe_rules().send().await), "ValidationError");
}
