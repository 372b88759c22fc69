//! The server's side: the side door, and the end of the instance.

use landfall::cloud::Aws;
use landfall::engine::fault::{Code, Disposition, Remedy};
use landfall::engine::op::cloud::{InstanceState, Rule, RuleSource};
use landfall::engine::op::{CloudFact, CloudOp, Fact};
use landfall::engine::resource::{Resource, RevokedRule};
use landfall::engine::slot::Slot;
use landfall::site::ServerId;

use super::moto::{Account, Moto, ask, aws, look, make_twice};

#[tokio::test]
async fn the_side_door_is_closed_once_and_opened_again_as_it_was() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let [open] = rules(&aws, &account).await.try_into().unwrap();
    let seen = RevokedRule {
        group: account.server_group.clone(),
        rule: open.id.clone(),
        from_port: 80,
        to_port: 80,
        cidr: "0.0.0.0/0".into(),
        description: open.description.clone(),
    };
    let closed = make_twice(&moto, &aws, CloudOp::CloseSideDoor { rules: vec![seen.clone()] }).await;
    assert_eq!(closed, Resource::SideDoor { revoked: vec![seen.clone()] });
    assert_eq!(rules(&aws, &account).await, []);
    for _twice in 0..2 {
        assert_eq!(ask(&aws, CloudOp::ReopenSideDoor { rules: vec![seen.clone()] }).await, Ok(Fact::Unmade(Slot::SideDoor)));
        let again = rules(&aws, &account).await;
        assert_eq!(again.iter().map(|r| (&r.source, r.from_port, r.tagged)).collect::<Vec<_>>(), [(&world(), Some(80), false)]);
        assert_eq!(again[0].description.as_deref(), Some("web"));
    }
}

#[tokio::test]
async fn a_protected_instance_is_not_terminated_and_a_free_one_is() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let terminate = || CloudOp::TerminateInstance { server: ServerId::MAIN, instance: account.instance.clone() };
    protect(&moto, &account, true).await;
    let fault = ask(&aws, terminate()).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::TerminationProtected, Disposition::Person(Remedy::LiftProtection)));
    protect(&moto, &account, false).await;
    for _twice in 0..2 {
        assert_eq!(ask(&aws, terminate()).await, Ok(Fact::Unmade(Slot::Instance(ServerId::MAIN))));
    }
    let told = look(&aws, CloudOp::LookInstanceState { instance: account.instance.clone() }).await;
    assert!(matches!(&told, CloudFact::InstanceState(i) if i.state == InstanceState::Terminated), "{told:?}");
    assert_eq!(look(&aws, CloudOp::LookInstances { only: None }).await, CloudFact::Instances(vec![]));
    let unknown = CloudOp::TerminateInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() };
    assert_eq!(ask(&aws, unknown).await, Ok(Fact::Unmade(Slot::Instance(ServerId::MAIN))));
}

async fn protect(moto: &Moto, account: &Account, on: bool) {
    let value = aws_sdk_ec2::types::AttributeBooleanValue::builder().value(on).build();
    let asked = moto.ec2().modify_instance_attribute().instance_id(account.instance.as_str());
    asked.disable_api_termination(value).send().await.unwrap();
}

fn world() -> RuleSource {
    RuleSource::Cidr("0.0.0.0/0".into())
}

async fn rules(aws: &Aws, account: &Account) -> Vec<Rule> {
    match look(aws, CloudOp::LookGroups { server_groups: vec![account.server_group.clone()] }).await {
        CloudFact::Groups(groups) => groups.into_iter().flat_map(|g| g.rules).collect(),
        other => panic!("{other:?}"),
    }
}
