//! ELBv2's health checks against the happy world's own server, in its own network.

use std::net::Ipv4Addr;

use aws_sdk_elasticloadbalancingv2::types::Matcher;
use landfall::practice::SimState;
use landfall::practice::state::ec2::{Group, Rule, Source};

use super::bench::Bench;
use super::elb_fixture::{forward, http_listener, state};

/// A group for the balancer, and the server's group open to it.
fn open(scene: &mut SimState) {
    let server = scene.aws.ec2.server().cloned().unwrap();
    let vpc = scene.aws.ec2.subnets.iter().find(|s| s.id == server.subnet).map(|s| s.vpc.clone()).unwrap();
    let rule = |source| Rule {
        id: "sgr-0123456789abcdef0".into(),
        protocol: "tcp".into(),
        from_port: Some(80),
        to_port: Some(80),
        source,
        description: None,
        tags: vec![],
    };
    let of_server = scene.aws.ec2.groups.iter_mut().filter(|g| server.groups.contains(&g.id));
    of_server.for_each(|group| group.rules.push(rule(Source::Group("sg-0123456789abcdef0".into()))));
    scene.aws.ec2.groups.push(Group {
        id: "sg-0123456789abcdef0".into(),
        name: "balancer".into(),
        description: "balancer".into(),
        vpc,
        rules: vec![rule(Source::Cidr("0.0.0.0/0".into()))],
        tags: vec![],
    });
}

/// Closes port 80 of the server's groups.
fn close(scene: &mut SimState) {
    let groups = scene.aws.ec2.server().map(|server| server.groups.clone()).unwrap();
    let of_server = scene.aws.ec2.groups.iter_mut().filter(|g| groups.contains(&g.id));
    of_server.for_each(|group| group.rules.retain(|rule| rule.from_port > Some(80) || rule.to_port < Some(80)));
}

/// A balancer in every zone with the server behind it, up and checked once; the target group's ARN.
async fn standing(bench: &Bench) -> String {
    bench.change(open);
    let (vpc, subnets, server) = bench.stage.see(|scene| {
        let server = scene.aws.ec2.server().cloned().unwrap();
        let vpc = scene.aws.ec2.subnets.iter().find(|s| s.id == server.subnet).map(|s| s.vpc.clone()).unwrap();
        let subnets: Vec<String> = scene.aws.ec2.subnets.iter().filter(|s| s.vpc == vpc).map(|s| s.id.clone()).collect();
        (vpc, subnets, server)
    });
    let elb = bench.elb();
    let asked = elb.create_load_balancer().name("lb").set_subnets(Some(subnets)).security_groups("sg-0123456789abcdef0");
    let balancer = asked.send().await.unwrap().load_balancers()[0].load_balancer_arn().unwrap().to_owned();
    let asked = elb.create_target_group().name("web").protocol("HTTP".into()).port(80).vpc_id(vpc);
    let asked = asked.matcher(Matcher::builder().http_code("200-399").build()).send().await.unwrap();
    let group = asked.target_groups()[0].target_group_arn().unwrap().to_owned();
    super::elb_fixture::register(&elb, &group, &server.id).await;
    http_listener(&elb, &balancer, 80, forward(&group)).await;
    bench.wait(162).await;
    group
}

#[tokio::test]
async fn a_server_that_answers_is_healthy_at_the_first_check() {
    let bench = Bench::happy();
    bench.begin_serving().await;
    let group = standing(&bench).await;
    assert_eq!(state(&bench.elb(), &group).await, "healthy||");
}

#[tokio::test]
async fn without_gunicorn_nginx_answers_502() {
    let bench = Bench::happy();
    let group = standing(&bench).await;
    assert_eq!(state(&bench.elb(), &group).await, "initial|Elb.InitialHealthChecking|Initial health checks in progress");
    bench.wait(30).await;
    let mismatch = "unhealthy|Target.ResponseCodeMismatch|Health checks failed with these codes: [502]";
    assert_eq!(state(&bench.elb(), &group).await, mismatch);
    bench.begin_serving().await;
    for (seconds, expected) in [(4 * 30, mismatch), (2 * 30, "healthy||")] {
        bench.wait(seconds).await;
        assert_eq!(state(&bench.elb(), &group).await, expected, "five successes in a row");
    }
}

#[tokio::test]
async fn a_closed_port_times_out() {
    let bench = Bench::happy();
    bench.begin_serving().await;
    let group = standing(&bench).await;
    bench.change(close);
    bench.wait(30).await;
    assert_eq!(state(&bench.elb(), &group).await, "healthy||", "one failure is none");
    bench.wait(30).await;
    assert_eq!(state(&bench.elb(), &group).await, "unhealthy|Target.Timeout|Request timed out");
}

#[tokio::test]
async fn checks_come_from_the_balancers_own_address_in_the_servers_zone() {
    let bench = Bench::happy();
    bench.begin_serving().await;
    let group = standing(&bench).await;
    bench.change(close);
    bench.wait(60).await;
    let node = bench.stage.see(|scene| {
        let zone = scene.aws.ec2.server().map(|server| server.subnet.clone()).unwrap();
        scene.aws.ec2.interfaces.iter().find(|i| i.balancer.is_some() && i.subnet == zone).map(|i| i.private_address).unwrap()
    });
    let let_in = |address: Ipv4Addr| {
        bench.change(|scene| {
            let groups = scene.aws.ec2.server().map(|server| server.groups.clone()).unwrap();
            let group = scene.aws.ec2.groups.iter_mut().find(|g| groups.contains(&g.id)).unwrap();
            let (from_port, to_port, source) = (Some(80), Some(80), Source::Cidr(format!("{address}/32")));
            let id = "sgr-0123456789abcdef1".into();
            group.rules.push(Rule { id, protocol: "tcp".into(), from_port, to_port, source, description: None, tags: vec![] });
        });
    };
    let_in(Ipv4Addr::new(172, 31, 255, 254));
    bench.wait(300).await;
    assert_eq!(state(&bench.elb(), &group).await, "unhealthy|Target.Timeout|Request timed out");
    let_in(node);
    bench.wait(180).await;
    assert_eq!(state(&bench.elb(), &group).await, "healthy||");
}
