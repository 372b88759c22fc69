//! ELBv2's target groups: how they check health, what they are called, when they may go.

use aws_sdk_elasticloadbalancingv2::operation::create_target_group::builders::CreateTargetGroupFluentBuilder as Create;
use aws_sdk_elasticloadbalancingv2::types::{Matcher, ProtocolEnum, TargetGroupAttribute, TargetTypeEnum};

use super::bench::code;
use super::elb_fixture::{balancer_arn, bench, fixed, forward, http_listener, target_group};

fn matcher(codes: &str) -> Matcher {
    Matcher::builder().http_code(codes).build()
}

#[tokio::test]
async fn what_is_not_told_is_as_aws_has_it() {
    let bench = bench();
    let elb = bench.elb();
    let arn = target_group(&elb, "My-Web").await;
    let id = arn.strip_prefix("arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:targetgroup/My-Web/").unwrap();
    assert!(id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
    let told = elb.describe_target_groups().names("My-Web").send().await.unwrap().target_groups.unwrap().remove(0);
    assert_eq!((told.target_group_arn(), told.vpc_id(), told.port()), (Some(arn.as_str()), Some("vpc-1"), Some(80)));
    assert_eq!((told.target_type(), told.protocol_version()), (Some(&TargetTypeEnum::Instance), Some("HTTP1")));
    assert_eq!((told.health_check_path(), told.health_check_port()), (Some("/"), Some("traffic-port")));
    assert_eq!((told.health_check_interval_seconds(), told.health_check_timeout_seconds()), (Some(30), Some(5)));
    assert_eq!((told.healthy_threshold_count(), told.unhealthy_threshold_count()), (Some(5), Some(2)));
    assert_eq!((told.matcher(), told.health_check_enabled()), (Some(&matcher("200")), Some(true)));
    assert_eq!(told.load_balancer_arns(), [] as [&str; 0]);
}

#[tokio::test]
async fn names_and_what_a_group_needs_are_checked() {
    let bench = bench();
    let elb = bench.elb();
    let asked = |name: &str| elb.create_target_group().name(name).protocol(ProtocolEnum::Http).port(80).vpc_id("vpc-1");
    for name in ["a-name-of-thirty-three-characters", "under_score", "-web", "web-", "a--b"] {
        assert_eq!(code(asked(name).send().await), "ValidationError", "{name}");
    }
    let bare = || elb.create_target_group().name("web");
    for refused in [
        bare().port(80).vpc_id("vpc-1").send().await,
        bare().protocol(ProtocolEnum::Http).vpc_id("vpc-1").send().await,
        bare().protocol(ProtocolEnum::Http).port(80).send().await,
        bare().protocol(ProtocolEnum::Tcp).port(80).vpc_id("vpc-1").send().await,
        asked("web").port(0).send().await,
        asked("web").target_type(TargetTypeEnum::Ip).send().await,
        asked("web").protocol_version("GRPC").send().await,
    ] {
        assert_eq!(code(refused), "ValidationError");
    }
    let refused = bare().protocol(ProtocolEnum::Http).port(80).vpc_id("vpc-9").send().await.unwrap_err().into_service_error();
    assert_eq!(refused.meta().message(), Some("The VPC ID 'vpc-9' is not found"));
    assert_eq!(code(asked("web").target_control_port(3000).send().await), "UnknownParameter");
    assert_eq!(code(asked("internal-web").send().await), "(agreed)");
}

#[tokio::test]
async fn health_checks_stay_within_aws_bounds() {
    let bench = bench();
    let elb = bench.elb();
    let asked = || elb.create_target_group().name("web").protocol(ProtocolEnum::Http).port(80).vpc_id("vpc-1");
    type Wrong = (&'static str, fn(Create) -> Create);
    let wrong: [Wrong; 15] = [
        ("path", |c| c.health_check_path("health")),
        ("space", |c| c.health_check_path("/a b")),
        ("port", |c| c.health_check_port("http")),
        ("port 0", |c| c.health_check_port("0")),
        ("often", |c| c.health_check_interval_seconds(4)),
        ("seldom", |c| c.health_check_interval_seconds(301)),
        ("hasty", |c| c.health_check_timeout_seconds(1)),
        ("patient", |c| c.health_check_interval_seconds(300).health_check_timeout_seconds(121)),
        ("as long", |c| c.health_check_interval_seconds(10).health_check_timeout_seconds(10)),
        ("healthy", |c| c.healthy_threshold_count(1)),
        ("unhealthy", |c| c.unhealthy_threshold_count(11)),
        ("codes", |c| c.matcher(Matcher::builder().http_code("200-599").build())),
        ("tcp", |c| c.health_check_protocol(ProtocolEnum::Tcp)),
        ("off", |c| c.health_check_enabled(false)),
        ("words", |c| c.health_check_protocol("GOPHER".into())),
    ];
    for (what, change) in wrong {
        assert_eq!(code(change(asked()).send().await), "ValidationError", "{what}");
    }
    let right =
        asked().health_check_path("/up?x=1").health_check_port("8000").health_check_interval_seconds(5).health_check_timeout_seconds(4);
    let right = right.healthy_threshold_count(2).unhealthy_threshold_count(10).matcher(matcher("200-399,404"));
    let told = right.send().await.unwrap().target_groups.unwrap().remove(0);
    assert_eq!((told.matcher(), told.health_check_port()), (Some(&matcher("200-399,404")), Some("8000")));
}

#[tokio::test]
async fn the_same_call_again_means_the_standing_one_and_another_is_refused() {
    let bench = bench();
    let elb = bench.elb();
    let arn = target_group(&elb, "web").await;
    assert_eq!(target_group(&elb, "web").await, arn);
    let asked = || elb.create_target_group().name("web").protocol(ProtocolEnum::Http).vpc_id("vpc-1");
    assert_eq!(code(asked().port(8000).send().await), "DuplicateTargetGroupName");
    assert_eq!(code(asked().port(80).health_check_path("/up").send().await), "DuplicateTargetGroupName");
    assert_eq!(code(asked().port(80).vpc_id("vpc-2").send().await), "DuplicateTargetGroupName");
    assert_eq!(code(asked().port(80).health_check_path("/").matcher(matcher("200")).send().await), "(agreed)");
}

#[tokio::test]
async fn a_changed_check_keeps_what_was_not_told() {
    let bench = bench();
    let elb = bench.elb();
    let arn = target_group(&elb, "web").await;
    let modify = || elb.modify_target_group().target_group_arn(&arn);
    let told = modify().health_check_path("/up").matcher(matcher("200-399")).send().await.unwrap().target_groups.unwrap().remove(0);
    assert_eq!((told.health_check_path(), told.health_check_interval_seconds()), (Some("/up"), Some(30)));
    assert_eq!(code(modify().health_check_interval_seconds(5).send().await), "ValidationError", "the timeout is 5 as well");
    assert_eq!(code(modify().matcher(matcher("OK")).send().await), "ValidationError");
    assert_eq!(code(elb.modify_target_group().target_group_arn(arn.replace("/web/", "/gone/")).send().await), "TargetGroupNotFound");
    let told = elb.describe_target_groups().target_group_arns(&arn).send().await.unwrap().target_groups.unwrap().remove(0);
    assert_eq!((told.health_check_path(), told.matcher()), (Some("/up"), Some(&matcher("200-399"))));
}

#[tokio::test]
async fn a_group_stays_while_a_listener_refers_to_it() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let listener = http_listener(&elb, &balancer, 80, forward(&group)).await;
    let told = elb.describe_target_groups().load_balancer_arn(&balancer).send().await.unwrap().target_groups.unwrap();
    assert_eq!(told[0].load_balancer_arns(), [balancer]);
    let delete = async || code(elb.delete_target_group().target_group_arn(&group).send().await);
    let refused = elb.delete_target_group().target_group_arn(&group).send().await.unwrap_err().into_service_error();
    let expected = format!("Target group '{group}' is currently in use by a listener or a rule");
    assert_eq!((refused.meta().code(), refused.meta().message()), (Some("ResourceInUse"), Some(expected.as_str())));
    elb.modify_listener().listener_arn(&listener).default_actions(fixed("200")).send().await.unwrap();
    assert_eq!(delete().await, "(agreed)");
    assert_eq!(delete().await, "(agreed)", "it is gone");
    assert_eq!(code(elb.delete_target_group().target_group_arn("web").send().await), "ValidationError");
    assert_eq!(code(elb.describe_target_groups().target_group_arns(&group).send().await), "TargetGroupNotFound");
}

#[tokio::test]
async fn groups_are_described_in_one_way_at_a_time() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    target_group(&elb, "other").await;
    let describe = || elb.describe_target_groups();
    assert_eq!(describe().send().await.unwrap().target_groups().len(), 2);
    assert_eq!(describe().load_balancer_arn(&balancer).send().await.unwrap().target_groups().len(), 0);
    assert_eq!(code(describe().names("web").names("gone").send().await), "TargetGroupNotFound");
    assert_eq!(code(describe().names("web").target_group_arns(&group).send().await), "ValidationError");
    assert_eq!(code(describe().load_balancer_arn(balancer.replace("/lb/", "/gone/")).send().await), "LoadBalancerNotFound");
}

#[tokio::test]
async fn attributes_are_told_whole_and_set_all_or_none() {
    let bench = bench();
    let elb = bench.elb();
    let arn = target_group(&elb, "web").await;
    let attribute = |key: &str, value: &str| TargetGroupAttribute::builder().key(key).value(value).build();
    let set = async |key: &str, value: &str| {
        let asked = elb.modify_target_group_attributes().target_group_arn(&arn);
        code(asked.attributes(attribute("stickiness.enabled", "true")).attributes(attribute(key, value)).send().await)
    };
    let value = async |key: &str| {
        let told = elb.describe_target_group_attributes().target_group_arn(&arn).send().await.unwrap().attributes.unwrap();
        told.iter().find(|a| a.key() == Some(key)).and_then(|a| a.value().map(str::to_owned))
    };
    for (key, wrong, expected) in [
        ("deregistration_delay.timeout_seconds", "3601", "ValidationError"),
        ("deregistration_delay.timeout_seconds", "soon", "ValidationError"),
        ("stickiness.type", "source_ip", "ValidationError"),
        ("stickiness.type", "app_cookie", "InvalidConfigurationRequest"),
        ("no.such.key", "1", "ValidationError"),
        ("proxy_protocol_v2.enabled", "true", "InvalidConfigurationRequest"),
    ] {
        assert_eq!(set(key, wrong).await, expected, "{key} {wrong}");
    }
    assert_eq!(value("stickiness.enabled").await.as_deref(), Some("false"));
    assert_eq!(value("deregistration_delay.timeout_seconds").await.as_deref(), Some("300"));
    assert_eq!(set("deregistration_delay.timeout_seconds", "0").await, "(agreed)");
    assert_eq!(value("stickiness.enabled").await.as_deref(), Some("true"));
    assert_eq!(value("deregistration_delay.timeout_seconds").await.as_deref(), Some("0"));
}
