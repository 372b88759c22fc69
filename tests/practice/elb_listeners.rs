//! ELBv2's listeners: their certificates, policies and actions.

use aws_sdk_elasticloadbalancingv2::types::{
    Action, ActionTypeEnum, Certificate, ForwardActionConfig, Listener, ProtocolEnum, RedirectActionStatusCodeEnum, TargetGroupTuple,
};

use super::bench::{Bench, code};
use super::elb_fixture::{
    ISSUED, PENDING, RENEWED, balancer_arn, bench, fixed, forward, http_listener, https_listener, redirect, serving, target_group,
};

/// The code of a CreateListener on port 8080.
async fn created(bench: &Bench, balancer: &str, protocol: ProtocolEnum, certificates: &[&str], action: Action) -> String {
    let elb = bench.elb();
    let asked = elb.create_listener().load_balancer_arn(balancer).protocol(protocol).port(8080).default_actions(action);
    let certificates = certificates.iter().map(|arn| serving(arn)).collect();
    code(asked.set_certificates(Some(certificates)).send().await)
}

async fn listeners(bench: &Bench, balancer: &str) -> Vec<Listener> {
    bench.elb().describe_listeners().load_balancer_arn(balancer).send().await.unwrap().listeners.unwrap()
}

#[tokio::test]
async fn an_https_listener_is_told_whole() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let arn = https_listener(&elb, &balancer, ISSUED, forward(&group)).await;
    let start = format!("{}/", balancer.replace(":loadbalancer/", ":listener/"));
    assert_eq!(arn.strip_prefix(&start).map(str::len), Some(16), "{arn}");
    let told = &listeners(&bench, &balancer).await[0];
    assert_eq!((told.listener_arn(), told.load_balancer_arn()), (Some(arn.as_str()), Some(balancer.as_str())));
    assert_eq!(
        (told.port(), told.protocol(), told.ssl_policy()),
        (Some(443), Some(&ProtocolEnum::Https), Some("ELBSecurityPolicy-2016-08"))
    );
    assert_eq!(told.certificates(), [Certificate::builder().certificate_arn(ISSUED).build()]);
    let action = &told.default_actions()[0];
    assert_eq!((action.r#type(), action.target_group_arn()), (Some(&ActionTypeEnum::Forward), Some(group.as_str())));
    assert_eq!(action.forward_config().unwrap().target_groups()[0].weight(), Some(1));
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.uses(ISSUED)), [balancer]);
}

#[tokio::test]
async fn certificates_must_fit_the_protocol_and_be_issued() {
    let bench = bench();
    let balancer = balancer_arn(&bench.elb(), "lb").await;
    let gone = ISSUED.replace("1111-4111", "1111-4112");
    for (protocol, certificates, expected) in [
        (ProtocolEnum::Https, vec![], "ValidationError"),
        (ProtocolEnum::Https, vec![ISSUED, RENEWED], "TooManyCertificates"),
        (ProtocolEnum::Https, vec![gone.as_str()], "CertificateNotFound"),
        (ProtocolEnum::Https, vec![PENDING], "UnsupportedCertificate"),
        (ProtocolEnum::Http, vec![ISSUED], "ValidationError"),
        (ProtocolEnum::Tcp, vec![], "ValidationError"),
        (ProtocolEnum::from("GOPHER"), vec![], "ValidationError"),
        (ProtocolEnum::Https, vec![ISSUED], "(agreed)"),
    ] {
        assert_eq!(
            created(&bench, &balancer, protocol.clone(), &certificates, fixed("200")).await,
            expected,
            "{protocol} {certificates:?}"
        );
    }
}

#[tokio::test]
async fn what_aws_says_of_a_certificate_that_is_not_issued() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    let asked = elb.create_listener().load_balancer_arn(&balancer).protocol(ProtocolEnum::Https).port(443);
    let refused = asked.certificates(serving(PENDING)).default_actions(fixed("200")).send().await.unwrap_err().into_service_error();
    let needs = "must have a fully-qualified domain name, a supported signature, and a supported key size.";
    assert_eq!(refused.meta().message(), Some(format!("The certificate '{PENDING}' {needs}").as_str()));
    let marked = Certificate::builder().certificate_arn(ISSUED).is_default(true).build();
    let asked = elb.create_listener().load_balancer_arn(&balancer).protocol(ProtocolEnum::Https).port(443);
    assert_eq!(code(asked.certificates(marked).default_actions(fixed("200")).send().await), "ValidationError");
}

#[tokio::test]
async fn policies_must_exist_and_belong_to_https() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    let asked = |port| elb.create_listener().load_balancer_arn(&balancer).port(port).default_actions(fixed("200"));
    let https = |port| asked(port).protocol(ProtocolEnum::Https).certificates(serving(ISSUED));
    let options = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
    assert_eq!(code(https(443).ssl_policy("ELBSecurityPolicy-Nobody").send().await), "SSLPolicyNotFound");
    assert_eq!(code(asked(80).protocol(ProtocolEnum::Http).ssl_policy(options).send().await), "ValidationError");
    let made = https(443).ssl_policy(options).send().await.unwrap().listeners.unwrap().remove(0);
    assert_eq!(made.ssl_policy(), Some(options));
}

#[tokio::test]
async fn protocol_port_balancer_and_action_must_be_told() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    let asked = || elb.create_listener().load_balancer_arn(&balancer).default_actions(fixed("200"));
    assert_eq!(code(asked().port(80).send().await), "ValidationError");
    assert_eq!(code(asked().protocol(ProtocolEnum::Http).send().await), "ValidationError");
    assert_eq!(code(asked().protocol(ProtocolEnum::Http).port(70_000).send().await), "ValidationError");
    assert_eq!(code(asked().protocol(ProtocolEnum::Http).port(80).alpn_policy("None").send().await), "UnknownParameter");
    assert_eq!(code(asked().protocol(ProtocolEnum::Http).port(80).default_actions(fixed("200")).send().await), "TooManyActions");
    let bare = elb.create_listener().load_balancer_arn(&balancer).protocol(ProtocolEnum::Http).port(80);
    assert_eq!(code(bare.send().await), "ValidationError");
    let gone = balancer.replace("/lb/", "/gone/");
    assert_eq!(created(&bench, &gone, ProtocolEnum::Http, &[], fixed("200")).await, "LoadBalancerNotFound");
}

#[tokio::test]
async fn a_port_is_taken_once_and_the_same_listener_again_is_the_standing_one() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    let arn = http_listener(&elb, &balancer, 8080, fixed("200")).await;
    assert_eq!(http_listener(&elb, &balancer, 8080, fixed("200")).await, arn);
    assert_eq!(created(&bench, &balancer, ProtocolEnum::Http, &[], fixed("404")).await, "DuplicateListener");
    assert_eq!(created(&bench, &balancer, ProtocolEnum::Https, &[ISSUED], fixed("200")).await, "DuplicateListener");
    assert_eq!(listeners(&bench, &balancer).await.len(), 1);
}

#[tokio::test]
async fn forwards_need_a_target_group_that_serves_no_other_balancer() {
    let bench = bench();
    let elb = bench.elb();
    let (one, other) = (balancer_arn(&elb, "one").await, balancer_arn(&elb, "other").await);
    let group = target_group(&elb, "web").await;
    http_listener(&elb, &one, 80, forward(&group)).await;
    http_listener(&elb, &one, 81, forward(&group)).await;
    let far = elb.create_target_group().name("far").protocol(ProtocolEnum::Http).port(80).vpc_id("vpc-2").send().await.unwrap();
    let far = far.target_groups()[0].target_group_arn().unwrap();
    for (action, expected) in [
        (forward(&group), "TargetGroupAssociationLimit"),
        (forward(&group.replace("/web/", "/gone/")), "TargetGroupNotFound"),
        (forward("web"), "ValidationError"),
        (forward(far), "InvalidConfigurationRequest"),
    ] {
        assert_eq!(created(&bench, &other, ProtocolEnum::Http, &[], action).await, expected);
    }
}

#[tokio::test]
async fn a_forward_may_be_told_as_a_configuration_of_one_group() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let other = target_group(&elb, "other").await;
    let whole = |arn: &str, weight| TargetGroupTuple::builder().target_group_arn(arn).set_weight(weight).build();
    let config = |groups: Vec<TargetGroupTuple>| ForwardActionConfig::builder().set_target_groups(Some(groups)).build();
    let action = |groups| Action::builder().r#type(ActionTypeEnum::Forward).forward_config(config(groups));
    for (wrong, expected) in [
        (action(vec![whole(&group, None), whole(&other, None)]).build(), "InvalidLoadBalancerAction"),
        (action(vec![whole(&group, Some(0))]).build(), "InvalidLoadBalancerAction"),
        (action(vec![whole(&group, None)]).target_group_arn(&other).build(), "InvalidLoadBalancerAction"),
        (Action::builder().r#type(ActionTypeEnum::Forward).build(), "InvalidLoadBalancerAction"),
    ] {
        assert_eq!(created(&bench, &balancer, ProtocolEnum::Http, &[], wrong).await, expected);
    }
    let right = action(vec![whole(&group, Some(1))]).target_group_arn(&group).build();
    assert_eq!(created(&bench, &balancer, ProtocolEnum::Http, &[], right).await, "(agreed)");
    assert_eq!(created(&bench, &balancer, ProtocolEnum::Http, &[], forward(&group)).await, "(agreed)", "the same in other words");
}

#[tokio::test]
async fn a_redirect_is_kept_whole_and_must_lead_elsewhere() {
    let bench = bench();
    let balancer = balancer_arn(&bench.elb(), "lb").await;
    for (protocol, action) in [
        (ProtocolEnum::Http, redirect(|r| r.protocol("HTTP"))),
        (ProtocolEnum::Http, redirect(|r| r.port("8080").host("#{host}").path("/#{path}"))),
        (ProtocolEnum::Http, redirect(|r| r.protocol("HTTPS").path("new"))),
        (ProtocolEnum::Https, redirect(|r| r.protocol("HTTP").port("80"))),
    ] {
        let certificates = if protocol == ProtocolEnum::Https { vec![ISSUED] } else { vec![] };
        assert_eq!(created(&bench, &balancer, protocol, &certificates, action).await, "InvalidLoadBalancerAction");
    }
    let action = redirect(|r| r.protocol("HTTPS").port("443"));
    assert_eq!(created(&bench, &balancer, ProtocolEnum::Http, &[], action).await, "(agreed)");
    let told = listeners(&bench, &balancer).await[0].default_actions()[0].redirect_config().cloned().unwrap();
    assert_eq!((told.protocol(), told.port(), told.host()), (Some("HTTPS"), Some("443"), Some("#{host}")));
    assert_eq!((told.path(), told.query()), (Some("/#{path}"), Some("#{query}")));
    assert_eq!(told.status_code(), Some(&RedirectActionStatusCodeEnum::Http301));
    let spelt = redirect(|r| r.protocol("HTTPS").port("443").host("#{host}").path("/#{path}").query("#{query}"));
    assert_eq!(created(&bench, &balancer, ProtocolEnum::Http, &[], spelt).await, "(agreed)", "the same in more words");
}

#[tokio::test]
async fn fixed_responses_and_other_kinds_of_actions() {
    let bench = bench();
    let balancer = balancer_arn(&bench.elb(), "lb").await;
    let kind = |kind: ActionTypeEnum| Action::builder().r#type(kind);
    let config = |status: &str| aws_sdk_elasticloadbalancingv2::types::FixedResponseActionConfig::builder().status_code(status);
    for (action, expected) in [
        (fixed("302"), "ValidationError"),
        (fixed("20"), "ValidationError"),
        (
            kind(ActionTypeEnum::FixedResponse).fixed_response_config(config("200").content_type("image/png").build()).build(),
            "InvalidLoadBalancerAction",
        ),
        (kind(ActionTypeEnum::FixedResponse).build(), "InvalidLoadBalancerAction"),
        (kind(ActionTypeEnum::Redirect).fixed_response_config(config("200").build()).build(), "InvalidLoadBalancerAction"),
        (kind(ActionTypeEnum::AuthenticateOidc).build(), "InvalidLoadBalancerAction"),
        (kind("teleport".into()).build(), "ValidationError"),
        (fixed("503"), "(agreed)"),
    ] {
        assert_eq!(created(&bench, &balancer, ProtocolEnum::Http, &[], action.clone()).await, expected, "{action:?}");
    }
    let told = listeners(&bench, &balancer).await[0].default_actions()[0].fixed_response_config().cloned().unwrap();
    assert_eq!((told.status_code(), told.content_type(), told.message_body()), (Some("503"), Some("text/plain"), Some("hello")));
}

#[tokio::test]
async fn a_changed_listener_keeps_what_was_not_told_and_lets_its_old_certificate_go() {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let arn = https_listener(&elb, &balancer, ISSUED, forward(&group)).await;
    let modify = || elb.modify_listener().listener_arn(&arn);
    let changed = modify().certificates(serving(RENEWED)).send().await.unwrap().listeners.unwrap().remove(0);
    assert_eq!((changed.port(), changed.default_actions()[0].target_group_arn()), (Some(443), Some(group.as_str())));
    assert_eq!(bench.stage.see(|scene| scene.aws.elb.unlinking.first().map(|(arn, ..)| arn.clone())).as_deref(), Some(ISSUED));
    let changed = modify().ssl_policy("ELBSecurityPolicy-TLS13-1-2-2021-06").default_actions(fixed("404")).send().await.unwrap();
    let changed = &changed.listeners()[0];
    assert_eq!(changed.ssl_policy(), Some("ELBSecurityPolicy-TLS13-1-2-2021-06"));
    assert_eq!(changed.certificates()[0].certificate_arn(), Some(RENEWED));
    assert_eq!(changed.default_actions()[0].r#type(), Some(&ActionTypeEnum::FixedResponse));
    let plain = modify().protocol(ProtocolEnum::Http).port(80).send().await.unwrap().listeners.unwrap().remove(0);
    assert_eq!((plain.ssl_policy(), plain.certificates().len()), (None, 0));
    assert_eq!(listeners(&bench, &balancer).await, [plain]);
}

#[tokio::test]
async fn a_change_is_checked_like_a_new_listener() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    let arn = http_listener(&elb, &balancer, 80, redirect(|r| r.port("8080"))).await;
    http_listener(&elb, &balancer, 81, fixed("200")).await;
    let before = listeners(&bench, &balancer).await;
    let modify = || elb.modify_listener().listener_arn(&arn);
    assert_eq!(code(modify().port(81).send().await), "DuplicateListener");
    assert_eq!(code(modify().port(8080).send().await), "InvalidLoadBalancerAction");
    assert_eq!(code(modify().protocol(ProtocolEnum::Https).send().await), "ValidationError");
    assert_eq!(code(modify().protocol(ProtocolEnum::Https).certificates(serving(PENDING)).send().await), "UnsupportedCertificate");
    assert_eq!(code(modify().certificates(serving(ISSUED)).send().await), "ValidationError");
    assert_eq!(code(modify().default_actions(forward("web")).send().await), "ValidationError");
    assert_eq!(code(elb.modify_listener().listener_arn(format!("{balancer}/x")).send().await), "ValidationError");
    assert_eq!(listeners(&bench, &balancer).await, before);
}

#[tokio::test]
async fn a_certificate_is_let_go_with_its_last_listener() {
    let bench = bench();
    let elb = bench.elb();
    let (one, other) = (balancer_arn(&elb, "one").await, balancer_arn(&elb, "other").await);
    let first = https_listener(&elb, &one, ISSUED, fixed("200")).await;
    let last = https_listener(&elb, &other, ISSUED, fixed("200")).await;
    let unlinking = || bench.stage.see(|scene| scene.aws.elb.unlinking.len());
    elb.delete_listener().listener_arn(&first).send().await.unwrap();
    assert_eq!((unlinking(), bench.stage.see(|scene| scene.aws.elb.uses(ISSUED))), (0, vec![other]));
    elb.delete_listener().listener_arn(&last).send().await.unwrap();
    assert_eq!(unlinking(), 1);
    assert_eq!(code(elb.delete_listener().listener_arn(&last).send().await), "ListenerNotFound");
    bench.wait(30).await;
    assert_eq!(unlinking(), 0);
}

#[tokio::test]
async fn listeners_are_described_by_their_balancer_or_their_arns() {
    let bench = bench();
    let elb = bench.elb();
    let balancer = balancer_arn(&elb, "lb").await;
    let arn = http_listener(&elb, &balancer, 80, fixed("200")).await;
    let gone = |arn: &str| arn.replace("/lb/", "/gone/");
    let describe = || elb.describe_listeners();
    assert_eq!(describe().listener_arns(&arn).send().await.unwrap().listeners().len(), 1);
    assert_eq!(code(describe().load_balancer_arn(gone(&balancer)).send().await), "LoadBalancerNotFound");
    assert_eq!(code(describe().listener_arns(&arn).listener_arns(gone(&arn)).send().await), "ListenerNotFound");
    assert_eq!(code(describe().listener_arns(&arn).load_balancer_arn(&balancer).send().await), "ValidationError");
    assert_eq!(code(describe().send().await), "ValidationError");
}
