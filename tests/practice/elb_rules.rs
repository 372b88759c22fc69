//! ELBv2's rules that lead from one host to another.

use aws_sdk_elasticloadbalancingv2::types::{Action, HostHeaderConditionConfig, RuleCondition, Tag};
use landfall::practice::aws::elb::routing::{Answer, Routed, route};

use super::bench::{Bench, code};
use super::elb_fixture::{ISSUED, balancer_arn, bench, fixed, forward, https_listener, redirect, target_group};

fn host(name: &str) -> RuleCondition {
    let hosts = HostHeaderConditionConfig::builder().values(name).build();
    RuleCondition::builder().field("host-header").host_header_config(hosts).build()
}

fn to(name: &str) -> Action {
    redirect(|r| r.protocol("HTTPS").port("443").host(name))
}

async fn listening() -> (Bench, String) {
    let bench = bench();
    let elb = bench.elb();
    let (balancer, group) = (balancer_arn(&elb, "lb").await, target_group(&elb, "web").await);
    let listener = https_listener(&elb, &balancer, ISSUED, forward(&group)).await;
    bench.wait(150).await;
    (bench, listener)
}

/// Where a request of this host is led, with the path `/a?b=c`.
fn led(bench: &Bench, host: &str) -> Option<String> {
    let routed = bench.stage.see(|scene| route(scene, scene.aws.elb.balancers[0].addresses()[0], 443, host));
    match routed {
        Routed::Taken { answer: Answer::Redirect { status: 301, to }, .. } => Some(to.location(host, "/a?b=c")),
        _ => None,
    }
}

#[tokio::test]
async fn a_rule_leads_its_host_alone_and_goes_with_its_listener() {
    let (bench, listener) = listening().await;
    let elb = bench.elb();
    let tag = Tag::builder().key("k").value("v").build();
    let asked = || elb.create_rule().listener_arn(&listener).conditions(host("example.com")).actions(to("www.example.com"));
    let made = asked().priority(7).tags(tag.clone()).send().await.unwrap().rules.unwrap().remove(0);
    let arn = made.rule_arn().unwrap().to_owned();
    assert_eq!((made.priority(), made.is_default()), (Some("7"), Some(false)));
    assert_eq!(made.conditions()[0].host_header_config().unwrap().values(), ["example.com"]);
    assert_eq!(led(&bench, "example.com").as_deref(), Some("https://www.example.com/a?b=c"));
    assert_eq!((led(&bench, "www.example.com"), led(&bench, "a.example.com")), (None, None));
    let rules = elb.describe_rules().listener_arn(&listener).send().await.unwrap().rules.unwrap();
    assert_eq!(rules.iter().map(|rule| rule.is_default()).collect::<Vec<_>>(), [Some(false), Some(true)]);
    let tags = elb.describe_tags().resource_arns(&arn).send().await.unwrap().tag_descriptions.unwrap();
    assert_eq!(tags[0].tags(), [tag]);
    assert_eq!(code(asked().priority(7).send().await), "PriorityInUse");
    elb.modify_rule().rule_arn(&arn).actions(to("shop.example.com")).send().await.unwrap();
    assert_eq!(led(&bench, "example.com").as_deref(), Some("https://shop.example.com/a?b=c"));
    asked().priority(1).send().await.unwrap();
    assert_eq!(led(&bench, "example.com").as_deref(), Some("https://www.example.com/a?b=c"), "the first counts");
    elb.delete_listener().listener_arn(&listener).send().await.unwrap();
    assert_eq!(code(elb.describe_rules().rule_arns(&arn).send().await), "RuleNotFound");
    assert!(bench.stage.see(|scene| scene.aws.elb.rules.is_empty()));
}

#[tokio::test]
async fn a_rule_is_deleted_and_a_default_one_is_not() {
    let (bench, listener) = listening().await;
    let elb = bench.elb();
    let asked = elb.create_rule().listener_arn(&listener).priority(1).conditions(host("example.com")).actions(to("www.example.com"));
    let arn = asked.send().await.unwrap().rules.unwrap().remove(0).rule_arn.unwrap();
    let rules = elb.describe_rules().listener_arn(&listener).send().await.unwrap().rules.unwrap();
    let default = rules.iter().find(|rule| rule.is_default() == Some(true)).and_then(|rule| rule.rule_arn()).unwrap();
    assert_eq!(code(elb.delete_rule().rule_arn(default).send().await), "OperationNotPermitted");
    elb.delete_rule().rule_arn(&arn).send().await.unwrap();
    assert_eq!(code(elb.delete_rule().rule_arn(&arn).send().await), "RuleNotFound");
    assert_eq!(led(&bench, "example.com"), None);
}

#[tokio::test]
async fn what_is_not_played_is_refused() {
    let (bench, listener) = listening().await;
    let elb = bench.elb();
    let refused = async |condition: RuleCondition, action: Action| {
        code(elb.create_rule().listener_arn(&listener).priority(1).conditions(condition).actions(action).send().await)
    };
    let path = RuleCondition::builder().field("path-pattern").values("/a").build();
    assert_eq!(refused(path, to("www.example.com")).await, "ValidationError");
    assert_eq!(refused(host("*.example.com"), to("www.example.com")).await, "InvalidConfigurationRequest");
    assert_eq!(refused(host("example.com"), redirect(|r| r.protocol("HTTP").port("80"))).await, "InvalidLoadBalancerAction");
    assert_eq!(refused(host("example.com"), fixed("200")).await, "UnknownParameter");
}
