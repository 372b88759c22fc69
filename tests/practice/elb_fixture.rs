//! A network, certificates, and what stands on them, for the tests of ELBv2: made by hand, so that they need no other service.

use std::net::Ipv4Addr;

use aws_sdk_elasticloadbalancingv2::Client;
use aws_sdk_elasticloadbalancingv2::types::{
    Action, ActionTypeEnum, Certificate, FixedResponseActionConfig, LoadBalancer, LoadBalancerSchemeEnum, ProtocolEnum,
    RedirectActionConfig, RedirectActionStatusCodeEnum, TargetDescription, TargetHealthDescription,
};
use landfall::engine::time::Timestamp;
use landfall::practice::SimState;
use landfall::practice::state::acm::{self, Method, Status};
use landfall::practice::state::ec2::{Ec2, Gateway, Group, Instance, InstanceState, RouteTable, Rule, Source, Subnet, Vpc};

use super::bench::{Bench, START};

pub const ISSUED: &str = "arn:aws:acm:ap-northeast-2:111122223333:certificate/11111111-1111-4111-8111-111111111111";
pub const RENEWED: &str = "arn:aws:acm:ap-northeast-2:111122223333:certificate/22222222-2222-4222-8222-222222222222";
pub const PENDING: &str = "arn:aws:acm:ap-northeast-2:111122223333:certificate/33333333-3333-4333-8333-333333333333";

/// The happy world with a network of these tests' own:
/// `vpc-1` with `subnet-a` to `subnet-d` (public), `subnet-a2` (in zone a too), `subnet-b-dark` (no way out), `subnet-d-full`
/// (all but seven addresses taken); `i-server` in zone c, which lets `sg-lb` in; `vpc-2` with `far-a` and `far-b`, without a gateway.
pub fn bench() -> Bench {
    let bench = Bench::happy();
    bench.change(|scene| {
        scene.aws.ec2 = network();
        scene.aws.acm.certificates =
            vec![certificate(ISSUED, Status::Issued), certificate(RENEWED, Status::Issued), certificate(PENDING, Status::Pending)];
    });
    bench
}

fn network() -> Ec2 {
    let subnets = [
        ("subnet-a", "vpc-1", 'a', "172.31.0.0/20"),
        ("subnet-b", "vpc-1", 'b', "172.31.16.0/20"),
        ("subnet-c", "vpc-1", 'c', "172.31.32.0/20"),
        ("subnet-d", "vpc-1", 'd', "172.31.48.0/20"),
        ("subnet-a2", "vpc-1", 'a', "172.31.64.0/20"),
        ("subnet-b-dark", "vpc-1", 'b', "172.31.80.0/20"),
        ("subnet-d-full", "vpc-1", 'd', "172.31.96.0/28"),
        ("far-a", "vpc-2", 'a', "10.0.0.0/20"),
        ("far-b", "vpc-2", 'b', "10.0.16.0/20"),
    ];
    Ec2 {
        vpcs: [("vpc-1", "172.31.0.0/16"), ("vpc-2", "10.0.0.0/16")].map(|(id, cidr)| vpc(id, cidr)).into(),
        subnets: subnets.map(|(id, vpc, zone, cidr)| subnet(id, vpc, zone, cidr)).into(),
        route_tables: vec![table("vpc-1", true, &[], &["local", "igw-1"]), table("vpc-1", false, &["subnet-b-dark"], &["local"])],
        gateways: vec![Gateway { id: "igw-1".into(), vpc: Some("vpc-1".into()) }],
        instances: [("i-server", "subnet-c", [172, 31, 32, 11]), ("i-far", "far-a", [10, 0, 0, 11])]
            .into_iter()
            .map(|(id, subnet, address)| instance(id, subnet, address, InstanceState::Running))
            .chain((4..8).map(|n| instance(&format!("i-full-{n}"), "subnet-d-full", [172, 31, 96, n], InstanceState::Running)))
            .chain([instance("i-ended", "subnet-c", [172, 31, 32, 12], InstanceState::Terminated)])
            .collect(),
        groups: vec![
            group("sg-default", "default", "vpc-1", vec![]),
            group("sg-lb", "web", "vpc-1", vec![from_world(80), from_world(443), from_world(8080)]),
            group("sg-server", "server", "vpc-1", vec![rule(80, Source::Group("sg-lb".into()))]),
            group("sg-far", "far", "vpc-2", vec![]),
        ],
        ..Ec2::default()
    }
}

fn vpc(id: &str, cidr: &str) -> Vpc {
    Vpc { id: id.into(), cidr: cidr.into(), default: false, tags: vec![] }
}

fn subnet(id: &str, vpc: &str, zone: char, cidr: &str) -> Subnet {
    let zone = format!("ap-northeast-2{zone}");
    Subnet { id: id.into(), vpc: vpc.into(), zone, cidr: cidr.into(), default_for_zone: false, gateway_block: "off".into(), tags: vec![] }
}

fn table(vpc: &str, main: bool, subnets: &[&str], gateways: &[&str]) -> RouteTable {
    let to = |gateway: &&str| if *gateway == "local" { "172.31.0.0/16" } else { "0.0.0.0/0" };
    let routes = gateways.iter().map(|g| (to(g).to_owned(), (*g).to_owned())).collect();
    let subnets = subnets.iter().map(|s| (*s).to_owned()).collect();
    RouteTable { id: format!("rtb-{vpc}-{main}"), vpc: vpc.into(), main, subnets, routes }
}

fn instance(id: &str, subnet: &str, address: [u8; 4], state: InstanceState) -> Instance {
    Instance {
        id: id.into(),
        state,
        since: START,
        kind: "t3.micro".into(),
        subnet: subnet.into(),
        groups: vec!["sg-server".into()],
        private_address: Ipv4Addr::from(address),
        public_address: None,
        protected: false,
        console: String::new(),
        tags: vec![],
    }
}

fn group(id: &str, name: &str, vpc: &str, rules: Vec<Rule>) -> Group {
    Group { id: id.into(), name: name.into(), description: name.into(), vpc: vpc.into(), rules, tags: vec![] }
}

fn from_world(port: u16) -> Rule {
    rule(port, Source::Cidr("0.0.0.0/0".into()))
}

fn rule(port: u16, source: Source) -> Rule {
    let port = Some(i32::from(port));
    Rule { id: format!("sgr-{port:?}"), protocol: "tcp".into(), from_port: port, to_port: port, source, description: None, tags: vec![] }
}

fn certificate(arn: &str, status: Status) -> acm::Certificate {
    acm::Certificate {
        arn: arn.into(),
        names: vec![],
        method: Method::Dns,
        key_algorithm: "RSA_2048".into(),
        token: None,
        requested: START,
        status,
        failure: None,
        proven: None,
        issued: None,
        not_after: None,
        next_look: Timestamp(i64::MAX),
        tags: vec![],
    }
}

/// Takes every rule away from the server's group.
pub fn close_server(scene: &mut SimState) {
    let servers = scene.aws.ec2.groups.iter_mut().filter(|g| g.id == "sg-server");
    servers.for_each(|group| group.rules.clear());
}

/// An internet-facing balancer in zones a and c, in `sg-lb`.
pub async fn balancer(elb: &Client, name: &str) -> LoadBalancer {
    let asked = elb.create_load_balancer().name(name).subnets("subnet-a").subnets("subnet-c").security_groups("sg-lb");
    asked.send().await.unwrap().load_balancers.unwrap().remove(0)
}

/// The ARN of such a balancer.
pub async fn balancer_arn(elb: &Client, name: &str) -> String {
    balancer(elb, name).await.load_balancer_arn.unwrap()
}

/// The ARN of a target group of `vpc-1`, port 80.
pub async fn target_group(elb: &Client, name: &str) -> String {
    let asked = elb.create_target_group().name(name).protocol(ProtocolEnum::Http).port(80).vpc_id("vpc-1");
    asked.send().await.unwrap().target_groups.unwrap().remove(0).target_group_arn.unwrap()
}

pub fn forward(group: &str) -> Action {
    Action::builder().r#type(ActionTypeEnum::Forward).target_group_arn(group).build()
}

pub fn fixed(status: &str) -> Action {
    let config = FixedResponseActionConfig::builder().status_code(status).content_type("text/plain").message_body("hello").build();
    Action::builder().r#type(ActionTypeEnum::FixedResponse).fixed_response_config(config).build()
}

pub fn redirect(to: impl FnOnce(RedirectConfig) -> RedirectConfig) -> Action {
    let config = to(RedirectActionConfig::builder().status_code(RedirectActionStatusCodeEnum::Http301)).build();
    Action::builder().r#type(ActionTypeEnum::Redirect).redirect_config(config).build()
}

type RedirectConfig = aws_sdk_elasticloadbalancingv2::types::builders::RedirectActionConfigBuilder;

pub fn serving(certificate: &str) -> Certificate {
    Certificate::builder().certificate_arn(certificate).build()
}

/// The ARN of an http listener.
pub async fn http_listener(elb: &Client, balancer: &str, port: i32, action: Action) -> String {
    let asked = elb.create_listener().load_balancer_arn(balancer).protocol(ProtocolEnum::Http).port(port).default_actions(action);
    asked.send().await.unwrap().listeners.unwrap().remove(0).listener_arn.unwrap()
}

/// The ARN of an https listener on port 443 with this certificate.
pub async fn https_listener(elb: &Client, balancer: &str, certificate: &str, action: Action) -> String {
    let asked = elb.create_listener().load_balancer_arn(balancer).protocol(ProtocolEnum::Https).port(443);
    let asked = asked.certificates(serving(certificate)).default_actions(action);
    asked.send().await.unwrap().listeners.unwrap().remove(0).listener_arn.unwrap()
}

pub fn target(instance: &str) -> TargetDescription {
    TargetDescription::builder().id(instance).build()
}

pub async fn register(elb: &Client, group: &str, instance: &str) {
    elb.register_targets().target_group_arn(group).targets(target(instance)).send().await.unwrap();
}

/// A target group's targets.
pub async fn health(elb: &Client, group: &str) -> Vec<TargetHealthDescription> {
    elb.describe_target_health().target_group_arn(group).send().await.unwrap().target_health_descriptions.unwrap()
}

/// The state, reason and description of a target group's only target; `gone` when it has none.
pub async fn state(elb: &Client, group: &str) -> String {
    let targets = health(elb, group).await;
    let Some(health) = targets.first().and_then(|t| t.target_health()) else { return "gone".to_owned() };
    let reason = health.reason().map_or("", |r| r.as_str());
    [health.state().map_or("", |s| s.as_str()), reason, health.description().unwrap_or_default()].join("|")
}

/// How the balancers stand.
pub async fn balancers(elb: &Client) -> Vec<LoadBalancer> {
    elb.describe_load_balancers().send().await.unwrap().load_balancers.unwrap()
}

pub fn internal() -> LoadBalancerSchemeEnum {
    LoadBalancerSchemeEnum::Internal
}
