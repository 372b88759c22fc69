//! The whole build in order, each part twice; then the whole teardown in order, each part twice.

use aws_sdk_elasticloadbalancingv2::types::{Action, ActionTypeEnum, RedirectActionConfig, RedirectActionStatusCodeEnum};
use aws_sdk_route53::types::TagResourceType;
use landfall::cloud::Aws;
use landfall::engine::ids::{BalancerArn, CertificateArn, GroupId, RuleId, SubnetId, TargetGroupArn, ZoneId};
use landfall::engine::op::cloud::{Among, BalancerState, CertificateState, HostRedirect, TargetHealth};
use landfall::engine::op::{CloudFact, CloudOp, Fact};
use landfall::engine::record_set::{RecordSet, RecordValue};
use landfall::engine::resource::Resource;
use landfall::engine::slot::{Scheme, Slot};
use landfall::site::{CertificateSpec, DomainName, HealthCheck, KeyType, ServerId, Validation};

use super::moto::{Account, Moto, ask, aws, look, make_twice, token};

/// What the build made.
struct Built {
    zone: ZoneId,
    certificate: CertificateArn,
    cname: RecordSet,
    group: GroupId,
    entrances: Vec<(Scheme, RuleId)>,
    server_rule: RuleId,
    target_group: TargetGroupArn,
    balancer: BalancerArn,
    alias: RecordSet,
}

#[tokio::test]
async fn everything_is_made_once_tagged_and_taken_down_again() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let built = build(&moto, &aws, &account).await;
    assert_built(&aws, &account, &built).await;
    assert_tags(&moto, &built).await;
    take_down(&moto, &aws, &account, &built).await;
    assert_gone(&aws, &account, &built).await;
}

async fn build(moto: &Moto, aws: &Aws, account: &Account) -> Built {
    let (zone, certificate, cname) = named(moto, aws).await;
    let group = CloudOp::EnsureBalancerGroup { name: "heestagram-LB-SG".into(), vpc: account.vpc.clone() };
    let Resource::BalancerGroup { id: group } = make_twice(moto, aws, group).await else { panic!("no group") };
    let mut entrances = Vec::new();
    for door in [Scheme::Https, Scheme::Http] {
        let rule = make_twice(moto, aws, CloudOp::EnsureEntrance { door, group: group.clone() }).await;
        entrances.push((door, rule_id(rule)));
    }
    let rule =
        CloudOp::EnsureServerRule { server: ServerId::MAIN, server_group: account.server_group.clone(), balancer_group: group.clone() };
    let server_rule = rule_id(make_twice(moto, aws, rule).await);
    let targets =
        CloudOp::EnsureTargetGroup { name: "heestagram-LB-GROUP".into(), vpc: account.vpc.clone(), check: HealthCheck::default() };
    let Resource::TargetGroup { arn: target_group } = make_twice(moto, aws, targets).await else { panic!("no target group") };
    let registration =
        CloudOp::EnsureRegistration { server: ServerId::MAIN, target_group: target_group.clone(), instance: account.instance.clone() };
    make_twice(moto, aws, registration).await;
    let subnets = two_subnets(aws, account).await;
    let balancer = CloudOp::EnsureBalancer { name: "heestagram-LB".into(), subnets, group: group.clone() };
    let Resource::Balancer { arn, dns_name, dns_zone, zones } = make_twice(moto, aws, balancer).await else { panic!("no balancer") };
    assert_eq!((zones.len(), dns_name.as_str().to_ascii_lowercase()), (2, dns_name.to_string()));
    listen(moto, aws, &arn, &target_group, &certificate).await;
    let value = RecordValue::Alias { target: dns_name, target_zone: dns_zone, evaluate_health: false };
    let alias = RecordSet::plain("www.heestagram.com".parse().unwrap(), value);
    make_twice(moto, aws, upsert(Slot::Address, &zone, &alias)).await;
    Built { zone, certificate, cname, group, entrances, server_rule, target_group, balancer: arn, alias }
}

/// The zone, the certificate and its CNAME.
async fn named(moto: &Moto, aws: &Aws) -> (ZoneId, CertificateArn, RecordSet) {
    let domain: DomainName = "heestagram.com".parse().unwrap();
    let zone = make_twice(moto, aws, CloudOp::EnsureZone { domain: domain.clone() }).await;
    let Resource::Zone { id: zone, name_servers, adopted: false } = zone else { panic!("{zone:?}") };
    assert!(name_servers.len() == 4 && !zone.0.contains('/'), "{zone} {name_servers:?}");
    let names = vec!["heestagram.com".parse().unwrap(), "*.heestagram.com".parse().unwrap()];
    let certificate =
        CloudOp::EnsureCertificate { spec: CertificateSpec { names, validation: Validation::Dns, key_type: KeyType::Rsa2048 }, domain };
    let Resource::Certificate { arn, .. } = make_twice(moto, aws, certificate).await else { panic!("no certificate") };
    let told = look(aws, CloudOp::LookCertificate { arn: arn.clone() }).await;
    let CloudFact::CertificateState(certificate) = told else { panic!("{told:?}") };
    assert_eq!(certificate.spec.names, ["heestagram.com", "*.heestagram.com"]);
    assert!(certificate.tagged && certificate.spec.validation == Some(Validation::Dns), "{certificate:?}");
    let cname = certificate.records[0].clone();
    make_twice(moto, aws, upsert(Slot::Validation(cname.name.clone()), &zone, &cname)).await;
    (zone, arn, cname)
}

async fn listen(moto: &Moto, aws: &Aws, balancer: &BalancerArn, target_group: &TargetGroupArn, certificate: &CertificateArn) {
    let forward = Some((target_group.clone(), certificate.clone()));
    make_twice(moto, aws, CloudOp::EnsureListener { door: Scheme::Https, balancer: balancer.clone(), forward }).await;
    make_twice(moto, aws, CloudOp::EnsureListener { door: Scheme::Http, balancer: balancer.clone(), forward: None }).await;
    let listeners = moto.elb().describe_listeners().load_balancer_arn(&balancer.0).send().await.unwrap().listeners.unwrap();
    let policy = listeners.iter().find(|l| l.port() == Some(443)).and_then(|l| l.ssl_policy());
    assert_eq!(policy, Some("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"));
    lead_on(moto, aws, listeners.iter().find(|l| l.port() == Some(443)).and_then(|l| l.listener_arn()).unwrap()).await;
    let redirect = listeners.iter().find(|l| l.port() == Some(80)).unwrap().default_actions()[0].redirect_config().unwrap();
    assert_eq!((redirect.protocol(), redirect.status_code().unwrap().as_str()), (Some("HTTPS"), "HTTP_301"));
}

/// The bare domain leads to www: made once, found by a look, mended where somebody turned it, deleted, and made again.
async fn lead_on(moto: &Moto, aws: &Aws, listener: &str) {
    let [bare, www]: [DomainName; 2] = ["heestagram.com", "www.heestagram.com"].map(|name| name.parse().unwrap());
    let ensure = || CloudOp::EnsureRedirect { name: bare.clone(), listener: listener.into(), to: www.clone() };
    let Resource::Redirect { name, arn } = make_twice(moto, aws, ensure()).await else { panic!("no redirect") };
    assert_eq!(name, bare);
    let seen = async || {
        let CloudFact::Balancers(all) = look(aws, CloudOp::LookBalancers).await else { panic!("no balancers") };
        let https = all[0].listeners.iter().find(|l| l.port == 443).unwrap().redirects.clone().unwrap();
        assert!(all[0].listeners.iter().filter(|l| l.port == 80).all(|l| l.redirects.is_none()));
        https
    };
    let ours = HostRedirect { arn: arn.clone(), hosts: vec![bare.to_string()], to: Some(www.clone()), tagged: true };
    assert_eq!(seen().await, std::slice::from_ref(&ours));
    let turned = RedirectActionConfig::builder().protocol("HTTPS").port("443").host("example.org").path("/").query("#{query}");
    let turned = turned.status_code(RedirectActionStatusCodeEnum::Http302).build();
    let action = Action::builder().r#type(ActionTypeEnum::Redirect).redirect_config(turned).build();
    moto.elb().modify_rule().rule_arn(&arn.0).actions(action).send().await.unwrap();
    assert_eq!(seen().await, [HostRedirect { to: None, ..ours.clone() }]);
    assert_eq!(ask(aws, ensure()).await, Ok(Fact::Made(Resource::Redirect { name: bare.clone(), arn: arn.clone() })));
    assert_eq!(seen().await, [ours]);
    for _ in 0..2 {
        let gone = ask(aws, CloudOp::DeleteRedirect { name: bare.clone(), rule: arn.clone() }).await;
        assert_eq!(gone, Ok(Fact::Unmade(Slot::Redirect(bare.clone()))));
    }
    assert_eq!(seen().await, []);
    make_twice(moto, aws, ensure()).await;
}

fn upsert(slot: Slot, zone: &ZoneId, set: &RecordSet) -> CloudOp {
    CloudOp::UpsertRecord { slot, zone: zone.clone(), set: set.clone(), prior: None }
}

fn rule_id(rule: Resource) -> RuleId {
    match rule {
        Resource::Rule { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

/// One subnet in each of two zones.
async fn two_subnets(aws: &Aws, account: &Account) -> Vec<SubnetId> {
    match look(aws, CloudOp::LookNetwork { vpc: account.vpc.clone() }).await {
        CloudFact::Network(network) => network.subnets.into_iter().take(2).map(|s| s.id).collect(),
        other => panic!("{other:?}"),
    }
}

async fn assert_built(aws: &Aws, account: &Account, built: &Built) {
    let CloudFact::Balancers(balancers) = look(aws, CloudOp::LookBalancers).await else { panic!("no balancers") };
    let [balancer] = balancers.as_slice() else { panic!("{balancers:?}") };
    assert!(balancer.tagged && balancer.arn == built.balancer && balancer.listeners.len() == 2, "{balancer:?}");
    assert!(balancer.listeners.iter().all(|l| l.tagged), "{balancer:?}");
    let https = balancer.listeners.iter().find(|l| l.port == 443).unwrap();
    assert_eq!(https.certificates, std::slice::from_ref(&built.certificate));
    let CloudFact::TargetGroups(targets) = look(aws, CloudOp::LookTargetGroups).await else { panic!("no targets") };
    assert!(targets.len() == 1 && targets[0].tagged && targets[0].targets == [account.instance.to_string()], "{targets:?}");
    let health = CloudOp::LookTargetHealth { target_group: built.target_group.clone(), instance: account.instance.clone() };
    assert!(matches!(look(aws, health).await, CloudFact::TargetHealth { health: TargetHealth::Healthy, .. }));
    let groups = look(aws, CloudOp::LookGroups { server_groups: vec![account.server_group.clone()] }).await;
    let CloudFact::Groups(groups) = groups else { panic!("{groups:?}") };
    let ours = groups.iter().find(|g| g.id == built.group).unwrap();
    assert!(groups.len() == 2 && ours.tagged && ours.rules.len() == 2, "{groups:?}");
    let certificates = look(aws, CloudOp::LookCertificates { among: Among::Everything }).await;
    let CloudFact::Certificates(certificates) = certificates else { panic!("{certificates:?}") };
    assert!(certificates.len() == 1 && certificates[0].in_use, "{certificates:?}");
    assert!(matches!(certificates[0].state, CertificateState::Pending | CertificateState::Issued));
    let CloudFact::Zones(zones) = look(aws, CloudOp::LookZones { domain: None }).await else { panic!("no zones") };
    assert!(zones.len() == 1 && zones[0].tagged && zones[0].id == built.zone, "{zones:?}");
    let state = look(aws, CloudOp::LookBalancer { arn: built.balancer.clone() }).await;
    assert!(matches!(state, CloudFact::BalancerState { state: BalancerState::Active | BalancerState::Provisioning, .. }), "{state:?}");
}

/// Everything that can bear tags bears the site's and the region's.
async fn assert_tags(moto: &Moto, built: &Built) {
    let made = format!("- - {}", token().0);
    let both = |what: &str, tags: Vec<(Option<&str>, Option<&str>)>| {
        let mut tags: Vec<_> = tags.into_iter().map(|(key, value)| (key.unwrap_or_default(), value.unwrap_or_default())).collect();
        tags.sort_unstable();
        let twice = ["certificate", "zone"].contains(&what).then_some(("landfall:made", made.as_str()));
        let wanted = [("landfall:region", "ap-northeast-2"), ("landfall:site", "heestagram")];
        assert_eq!(tags, twice.into_iter().chain(wanted).collect::<Vec<_>>(), "{what}");
    };
    let (ec2, elb) = (moto.ec2(), moto.elb());
    let groups = ec2.describe_security_groups().group_ids(&built.group.0).send().await.unwrap();
    both("group", groups.security_groups()[0].tags().iter().map(|t| (t.key(), t.value())).collect());
    let rules = built.entrances.iter().map(|(_, id)| id).chain([&built.server_rule]).map(|id| id.0.clone()).collect();
    let rules = ec2.describe_security_group_rules().set_security_group_rule_ids(Some(rules)).send().await.unwrap();
    assert_eq!(rules.security_group_rules().len(), 3);
    rules.security_group_rules().iter().for_each(|rule| both("rule", rule.tags().iter().map(|t| (t.key(), t.value())).collect()));
    let listeners = elb.describe_listeners().load_balancer_arn(&built.balancer.0).send().await.unwrap().listeners.unwrap();
    let arns = listeners.into_iter().filter_map(|l| l.listener_arn).chain([built.balancer.0.clone(), built.target_group.0.clone()]);
    let borne = elb.describe_tags().set_resource_arns(Some(arns.collect())).send().await.unwrap();
    assert_eq!(borne.tag_descriptions().len(), 4);
    borne.tag_descriptions().iter().for_each(|of| both("balancer", of.tags().iter().map(|t| (t.key(), t.value())).collect()));
    let certificate = moto.acm().list_tags_for_certificate().certificate_arn(&built.certificate.0).send().await.unwrap();
    both("certificate", certificate.tags().iter().map(|t| (Some(t.key()), t.value())).collect());
    let zone = moto.route53().list_tags_for_resource().resource_type(TagResourceType::Hostedzone).resource_id(&built.zone.0);
    let zone = zone.send().await.unwrap().resource_tag_set.unwrap();
    both("zone", zone.tags().iter().map(|t| (t.key(), t.value())).collect());
}

async fn take_down(moto: &Moto, aws: &Aws, account: &Account, built: &Built) {
    let zone = || built.zone.clone();
    let restore = |slot: Slot, set: &RecordSet| CloudOp::RestoreRecord { slot, zone: zone(), set: set.clone(), prior: None };
    let rule = |slot: Slot, group: &GroupId, rule: &RuleId| CloudOp::DeleteRule { slot, group: group.clone(), rule: rule.clone() };
    let mut ops = vec![
        restore(Slot::Address, &built.alias),
        CloudOp::DeleteBalancer { arn: built.balancer.clone() },
        CloudOp::DeleteTargetGroup { arn: built.target_group.clone() },
        rule(Slot::ServerRule(ServerId::MAIN), &account.server_group, &built.server_rule),
    ];
    ops.extend(built.entrances.iter().map(|(door, id)| rule(Slot::Entrance(*door), &built.group, id)));
    ops.extend([
        CloudOp::DeleteBalancerGroup { group: built.group.clone() },
        CloudOp::DeleteCertificate { arn: built.certificate.clone() },
        restore(Slot::Validation(built.cname.name.clone()), &built.cname),
        CloudOp::DeleteZone { zone: zone() },
    ]);
    for op in &ops {
        let before = moto.writes().len();
        assert!(matches!(ask(aws, op.clone()).await, Ok(Fact::Unmade(_))), "{op:?}");
        assert!(moto.writes().len() > before, "{op:?} wrote nothing");
    }
    for op in ops {
        assert!(matches!(ask(aws, op.clone()).await, Ok(Fact::Unmade(_))), "{op:?} again");
    }
}

async fn assert_gone(aws: &Aws, account: &Account, built: &Built) {
    assert_eq!(look(aws, CloudOp::LookBalancers).await, CloudFact::Balancers(vec![]));
    assert_eq!(look(aws, CloudOp::LookTargetGroups).await, CloudFact::TargetGroups(vec![]));
    assert_eq!(look(aws, CloudOp::LookCertificates { among: Among::Everything }).await, CloudFact::Certificates(vec![]));
    assert_eq!(look(aws, CloudOp::LookZones { domain: None }).await, CloudFact::Zones(vec![]));
    let gone = look(aws, CloudOp::LookBalancer { arn: built.balancer.clone() }).await;
    assert!(matches!(gone, CloudFact::BalancerState { state: BalancerState::Gone, .. }), "{gone:?}");
    let groups = look(aws, CloudOp::LookGroups { server_groups: vec![account.server_group.clone()] }).await;
    let CloudFact::Groups(groups) = groups else { panic!("{groups:?}") };
    assert_eq!(groups.iter().map(|g| (&g.id, g.rules.len())).collect::<Vec<_>>(), [(&account.server_group, 1)]);
}
