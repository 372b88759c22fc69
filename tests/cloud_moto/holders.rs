//! Who holds a certificate, a group, a target group or a zone, as far as moto plays it: it counts no certificate's users.

use aws_sdk_route53::types::{Change, ChangeAction, ChangeBatch, ResourceRecord, ResourceRecordSet, RrType};
use landfall::cloud::Aws;
use landfall::engine::op::cloud::{Held, Holder, HolderKind};
use landfall::engine::op::{CloudFact, CloudOp};
use landfall::engine::resource::Resource;

use super::moto::{Account, Moto, aws, look, make};

async fn holders(aws: &Aws, of: Held) -> Vec<Holder> {
    match look(aws, CloudOp::LookHolders { of }).await {
        CloudFact::Holders(all) => all,
        other => panic!("{other:?}"),
    }
}

fn told(all: &[Holder]) -> Vec<(HolderKind, &str, &str)> {
    all.iter().map(|holder| (holder.kind, holder.within.as_str(), holder.name.as_str())).collect()
}

#[tokio::test]
async fn interfaces_in_a_group_and_rules_that_name_it_are_told() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let ensure = CloudOp::EnsureBalancerGroup { name: "heestagram-LB-SG".into(), vpc: account.vpc.clone() };
    let Resource::BalancerGroup { id: ours } = make(&aws, ensure).await else { panic!("no group") };
    assert_eq!(holders(&aws, Held::Group(ours.clone())).await, []);
    // The server's group lets it in, and an interface of somebody's is in it.
    let pair = aws_sdk_ec2::types::UserIdGroupPair::builder().group_id(&ours.0).build();
    let permission = aws_sdk_ec2::types::IpPermission::builder().ip_protocol("tcp").from_port(5432).to_port(5432);
    let permission = permission.user_id_group_pairs(pair).build();
    let asked = moto.ec2().authorize_security_group_ingress().group_id(&account.server_group.0).ip_permissions(permission);
    asked.send().await.unwrap();
    let subnets = moto.ec2().describe_subnets().send().await.unwrap().subnets.unwrap();
    let subnet = subnets.iter().find(|subnet| subnet.vpc_id() == Some(&account.vpc.0)).unwrap().subnet_id().unwrap();
    let made = moto.ec2().create_network_interface().subnet_id(subnet).groups(&ours.0).description("RDSNetworkInterface");
    made.send().await.unwrap();
    let all = holders(&aws, Held::Group(ours)).await;
    let rule = all.iter().find(|holder| holder.kind == HolderKind::Rule).unwrap();
    assert!(rule.id.starts_with("sgr-") && rule.within == account.server_group.0, "{rule:?}");
    let interface = all.iter().find(|holder| holder.kind == HolderKind::Interface).unwrap();
    assert!(interface.id.starts_with("eni-") && interface.name == "RDSNetworkInterface", "{interface:?}");
    assert_eq!(all.len(), 2, "{all:?}");
    let servers = holders(&aws, Held::Group(account.server_group.clone())).await;
    assert_eq!(told(&servers), [(HolderKind::InstanceInterface, account.instance.as_str(), servers[0].name.as_str())]);
}

#[tokio::test]
async fn records_of_others_keep_a_zone_and_a_certificate_without_users_is_free() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    let Resource::Zone { id, .. } = make(&aws, CloudOp::EnsureZone { domain: "heestagram.com".parse().unwrap() }).await else {
        panic!("no zone")
    };
    assert_eq!(holders(&aws, Held::Zone(id.clone())).await, []);
    let value = ResourceRecord::builder().value("10 mail.example.com").build().unwrap();
    let set = ResourceRecordSet::builder().name("heestagram.com").r#type(RrType::Mx).ttl(300).resource_records(value).build().unwrap();
    let change = Change::builder().action(ChangeAction::Create).resource_record_set(set).build().unwrap();
    let batch = ChangeBatch::builder().changes(change).build().unwrap();
    moto.route53().change_resource_record_sets().hosted_zone_id(&id.0).change_batch(batch).send().await.unwrap();
    let all = holders(&aws, Held::Zone(id)).await;
    assert_eq!(told(&all), [(HolderKind::Record, "MX", "")]);
    assert_eq!(all[0].id, "heestagram.com");
    let requested = moto.acm().request_certificate().domain_name("heestagram.com").send().await.unwrap();
    let arn = requested.certificate_arn.unwrap();
    assert_eq!(holders(&aws, Held::Certificate(arn.as_str().into())).await, []);
    assert_eq!(holders(&aws, Held::Certificate("arn:aws:acm:us-east-1:123456789012:certificate/none".into())).await, []);
}
