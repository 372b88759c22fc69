//! The first burst of reads, and more than one page of everything that pages.

use landfall::engine::op::cloud::{ConsoleKeys, InstanceRef, InstanceState, ObstacleKind, RuleSource, StatusChecks};
use landfall::engine::op::{CloudFact, CloudOp};
use landfall::engine::record_set::RecordValue;
use landfall::site::HealthCheck;

use super::moto::{Account, Moto, ask, aws, look, make, make_twice};

#[tokio::test]
async fn one_burst_sees_what_stands_in_the_account() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let (identity, instances, network, zones, certificates, balancers, targets, groups) = futures::join!(
        look(&aws, CloudOp::LookIdentity),
        look(&aws, CloudOp::LookInstances { only: None }),
        look(&aws, CloudOp::LookNetwork { vpc: account.vpc.clone() }),
        look(&aws, CloudOp::LookZones { domain: Some("heestagram.com".parse().unwrap()) }),
        look(&aws, CloudOp::LookCertificates),
        look(&aws, CloudOp::LookBalancers),
        look(&aws, CloudOp::LookTargetGroups),
        look(&aws, CloudOp::LookGroups { server_groups: vec![account.server_group.clone(), "sg-00000000".into()] }),
    );
    assert!(matches!(identity, CloudFact::Identity { account, .. } if account == "123456789012"));
    let CloudFact::Instances(instances) = instances else { panic!("{instances:?}") };
    assert_eq!((instances.len(), &instances[0].id, &instances[0].groups), (1, &account.instance, &vec![account.server_group.clone()]));
    assert!(instances[0].public_address.is_some() && instances[0].private_address.is_some());
    let CloudFact::Network(network) = network else { panic!("{network:?}") };
    assert!(network.subnets.len() >= 2 && network.subnets.iter().all(|s| s.suits() && s.default && s.block.is_some()), "{network:?}");
    assert!(network.zones.len() >= 2 && network.subnets.iter().all(|s| network.zones.contains(&s.zone)), "{network:?}");
    assert!(network.gateway.is_some() && network.way_out.is_some() && !network.blocks.is_empty(), "{network:?}");
    assert_eq!(zones, CloudFact::Zones(vec![]));
    assert_eq!(certificates, CloudFact::Certificates(vec![]));
    assert_eq!((balancers, targets), (CloudFact::Balancers(vec![]), CloudFact::TargetGroups(vec![])));
    let CloudFact::Groups(groups) = groups else { panic!("{groups:?}") };
    let [web] = groups.as_slice() else { panic!("{groups:?}") };
    assert!(!web.tagged && web.rules.len() == 1, "{web:?}");
    assert_eq!((&web.rules[0].source, web.rules[0].from_port), (&RuleSource::Cidr("0.0.0.0/0".into()), Some(80)));
}

#[tokio::test]
async fn an_unknown_instance_is_an_empty_list_and_a_terminated_state() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    let unknown: landfall::site::InstanceId = "i-0123456789abcdef0".parse().unwrap();
    assert_eq!(look(&aws, CloudOp::LookInstances { only: Some(unknown.clone()) }).await, CloudFact::Instances(vec![]));
    let told = look(&aws, CloudOp::LookInstanceState { instance: unknown.clone() }).await;
    assert!(matches!(told, CloudFact::InstanceState(i) if i.id == unknown && i.state == InstanceState::Terminated));
    let told = look(&aws, CloudOp::LookHostKeys { of: InstanceRef::Id(unknown) }).await;
    assert_eq!(told, CloudFact::HostKeys(ConsoleKeys::NoInstance));
}

#[tokio::test]
async fn a_console_without_host_keys_says_when_it_was_written() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let told = look(&aws(&moto), CloudOp::LookHostKeys { of: InstanceRef::Id(account.instance.clone()) }).await;
    let CloudFact::HostKeys(ConsoleKeys::Without { instance, written }) = told else { panic!("{told:?}") };
    assert!(instance == account.instance && written.is_some_and(|at| at.0 > 1_700_000_000_000), "{written:?}");
}

#[tokio::test]
async fn what_decides_whether_a_server_is_reached_is_seen() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let look_at = async |of| match look(&aws(&moto), CloudOp::LookReach { of }).await {
        CloudFact::Reach(reach) => reach,
        other => panic!("{other:?}"),
    };
    let reach = look_at(InstanceRef::Id(account.instance.clone())).await.unwrap();
    assert_eq!((reach.instance.state, reach.openings(80).len(), reach.openings(22).len()), (InstanceState::Running, 1, 0));
    assert_eq!(reach.checks, StatusChecks::Ok);
    let address = reach.instance.public_address.unwrap();
    assert!(reach.addresses.contains(&address.into()) && reach.is_open_to_all(80, address.into()));
    let found = look_at(InstanceRef::Address(address.into())).await.unwrap();
    assert_eq!(found.instance.id, account.instance);
    moto.ec2().stop_instances().instance_ids(account.instance.as_str()).send().await.unwrap();
    let reach = look_at(InstanceRef::Id(account.instance.clone())).await.unwrap();
    assert!(matches!(reach.instance.state, InstanceState::Stopping | InstanceState::Stopped), "{:?}", reach.instance.state);
    assert_eq!(look_at(InstanceRef::Id("i-0123456789abcdef0".parse().unwrap())).await, None);
}

#[tokio::test]
async fn a_vpc_without_a_way_out_has_no_public_subnet() {
    let Some(moto) = Moto::start().await else { return };
    let vpc = moto.ec2().describe_vpcs().send().await.unwrap().vpcs.unwrap().remove(0).vpc_id.unwrap();
    let told = look(&aws(&moto), CloudOp::LookNetwork { vpc: vpc.as_str().into() }).await;
    let CloudFact::Network(network) = told else { panic!("{told:?}") };
    let no_way_out = |s: &landfall::engine::op::cloud::Subnet| s.obstacles.iter().any(|o| o.kind == ObstacleKind::NoRoute);
    assert!(!network.subnets.is_empty() && network.subnets.iter().all(no_way_out), "{network:?}");
    assert_eq!((network.gateway, network.way_out), (None, None));
}

#[tokio::test]
async fn every_page_is_read() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    many_zones(&moto, 105).await;
    let made = make(&aws, CloudOp::EnsureZone { domain: "heestagram.com".parse().unwrap() }).await;
    let landfall::engine::resource::Resource::Zone { id: zone, .. } = made else { panic!("{made:?}") };
    let ours = look(&aws, CloudOp::LookZones { domain: None }).await;
    let CloudFact::Zones(ours) = ours else { panic!("{ours:?}") };
    assert_eq!(ours.iter().map(|z| z.name.as_str()).collect::<Vec<_>>(), ["heestagram.com"]);

    many_records(&moto, &zone.0, 350).await;
    let told = look(&aws, CloudOp::LookRecords { zone }).await;
    let CloudFact::Records { sets, .. } = told else { panic!("{told:?}") };
    assert_eq!(sets.iter().filter(|s| matches!(s.value, RecordValue::A { .. })).count(), 350);

    many_target_groups(&moto, 25).await;
    let vpc = moto.ec2().describe_vpcs().send().await.unwrap().vpcs.unwrap().remove(0).vpc_id.unwrap();
    make(&aws, CloudOp::EnsureTargetGroup { name: "heestagram-LB-GROUP".into(), vpc: vpc.as_str().into(), check: HealthCheck::default() })
        .await;
    let told = look(&aws, CloudOp::LookTargetGroups).await;
    let CloudFact::TargetGroups(groups) = told else { panic!("{told:?}") };
    assert_eq!(groups.iter().map(|g| (g.name.as_str(), g.tagged)).collect::<Vec<_>>(), [("heestagram-LB-GROUP", true)]);
}

#[tokio::test]
async fn a_health_check_that_is_told_later_changes_the_target_group_in_place() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    let vpc = moto.ec2().describe_vpcs().send().await.unwrap().vpcs.unwrap().remove(0).vpc_id.unwrap();
    let ensure = |path: &str, codes: &str| {
        let check = HealthCheck { path: path.parse().unwrap(), codes: codes.parse().unwrap() };
        CloudOp::EnsureTargetGroup { name: "heestagram-LB-GROUP".into(), vpc: vpc.as_str().into(), check }
    };
    let first = make_twice(&moto, &aws, ensure("/", "200-399")).await;
    let again = make_twice(&moto, &aws, ensure("/healthz/", "200,404")).await;
    assert_eq!(first, again, "the same group");
    let CloudFact::TargetGroups(groups) = look(&aws, CloudOp::LookTargetGroups).await else { panic!("no groups") };
    let check = groups[0].check.as_ref().unwrap();
    assert_eq!((groups.len(), check.path.as_str(), check.codes.as_str()), (1, "/healthz/", "200,404"));
}

#[tokio::test]
async fn a_zone_that_is_not_there_is_asked_again() {
    let Some(moto) = Moto::start().await else { return };
    let fault = ask(&aws(&moto), CloudOp::LookRecords { zone: "Z00000000000000".into() }).await.unwrap_err();
    assert_eq!(fault.code, landfall::engine::fault::Code::NotYetVisible, "{fault}");
}

async fn many_zones(moto: &Moto, count: usize) {
    for n in 0..count {
        let name = format!("other-{n}.com");
        moto.route53().create_hosted_zone().name(&name).caller_reference(name.as_str()).send().await.unwrap();
    }
}

async fn many_records(moto: &Moto, zone: &str, count: usize) {
    use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch, ResourceRecord, ResourceRecordSet, RrType};
    let change = |n: usize| {
        let value = ResourceRecord::builder().value("192.0.2.1").build().unwrap();
        let set = ResourceRecordSet::builder().name(format!("h{n}.heestagram.com")).r#type(RrType::A).ttl(60).resource_records(value);
        Change::builder().action(ChangeAction::Create).resource_record_set(set.build().unwrap()).build().unwrap()
    };
    let batch = ChangeBatch::builder().set_changes(Some((0..count).map(change).collect())).build().unwrap();
    moto.route53().change_resource_record_sets().hosted_zone_id(zone).change_batch(batch).send().await.unwrap();
}

async fn many_target_groups(moto: &Moto, count: usize) {
    let vpc = moto.ec2().describe_vpcs().send().await.unwrap().vpcs.unwrap().remove(0).vpc_id.unwrap();
    for n in 0..count {
        let group = moto.elb().create_target_group().name(format!("other-{n}")).vpc_id(&vpc).port(80);
        group.protocol(aws_sdk_elasticloadbalancingv2::types::ProtocolEnum::Http).send().await.unwrap();
    }
}
