//! The server's side: the side door, and the end of the instance.

use aws_sdk_ec2::types::{Filter, IpPermission, IpRange, Ipv6Range, PrefixListId};
use landfall::cloud::Aws;
use landfall::engine::fault::{Code, Disposition, Remedy};
use landfall::engine::ids::GroupId;
use landfall::engine::ingress::Permit;
use landfall::engine::op::cloud::{InstanceState, Rule, RuleSource};
use landfall::engine::op::{CloudFact, CloudOp, Fact};
use landfall::engine::own_group::InPlaceOf;
use landfall::engine::resource::{NarrowRule, Resource, RevokedRule};
use landfall::engine::slot::Slot;
use landfall::site::ServerId;

use super::moto::{Account, Moto, ask, aws, look, make_twice};

#[tokio::test]
async fn the_side_door_is_closed_once_and_opened_again_as_it_was() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let [open] = rules(&aws, &account).await.try_into().unwrap();
    let seen = RevokedRule { group: account.server_group.clone(), rule: open.id.clone(), permit: open.permit() };
    let closed = make_twice(&moto, &aws, CloudOp::CloseSideDoor { rules: vec![seen.clone()], narrow: vec![] }).await;
    assert_eq!(closed, Resource::SideDoor { revoked: vec![seen.clone()], narrow: vec![] });
    assert_eq!(rules(&aws, &account).await, []);
    for _twice in 0..2 {
        let reopen = CloudOp::ReopenSideDoor { rules: vec![seen.clone()], narrow: vec![] };
        assert_eq!(ask(&aws, reopen).await, Ok(Fact::Unmade(Slot::SideDoor)));
        let again = rules(&aws, &account).await;
        assert_eq!(again.iter().map(|r| (&r.source, r.from_port, r.tagged)).collect::<Vec<_>>(), [(&world(), Some(80), false)]);
        assert_eq!(again[0].description.as_deref(), Some("web"));
    }
}

/// All traffic over both families and from a list, with an SSH rule of ours in its place meanwhile.
#[tokio::test]
async fn all_traffic_of_every_source_comes_back_as_it_was_and_what_stood_in_its_place_goes() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let list = prefix_list(&moto).await;
    authorize_all_traffic(&moto, &account, &list).await;
    let before = rules(&aws, &account).await;
    let all: Vec<&Rule> = before.iter().filter(|rule| rule.protocol == "-1").collect();
    assert_eq!(all.len(), 3, "{before:#?}");
    let group = || account.server_group.clone();
    let revoked: Vec<RevokedRule> =
        all.iter().map(|rule| RevokedRule { group: group(), rule: rule.id.clone(), permit: rule.permit() }).collect();
    let narrow = vec![NarrowRule { group: group(), permit: Permit::tcp(22, world()) }];
    let op = CloudOp::NarrowSideDoor { narrow: narrow.clone(), revoked: vec![] };
    assert_eq!(make_twice(&moto, &aws, op).await, Resource::SideDoor { revoked: vec![], narrow: narrow.clone() });
    let op = CloudOp::CloseSideDoor { rules: revoked.clone(), narrow: narrow.clone() };
    assert_eq!(make_twice(&moto, &aws, op).await, Resource::SideDoor { revoked: revoked.clone(), narrow: narrow.clone() });
    let between = rules(&aws, &account).await;
    assert!(between.iter().all(|rule| rule.protocol != "-1"), "{between:#?}");
    assert_eq!(between.iter().filter(|rule| rule.covers(22)).map(|rule| rule.tagged).collect::<Vec<_>>(), [true]);
    for _twice in 0..2 {
        let reopen = CloudOp::ReopenSideDoor { rules: revoked.clone(), narrow: narrow.clone() };
        assert_eq!(ask(&aws, reopen).await, Ok(Fact::Unmade(Slot::SideDoor)));
        let after = rules(&aws, &account).await;
        assert_eq!(whole(&after), whole(&before));
        assert!(after.iter().all(|rule| !rule.tagged));
    }
}

/// All of each rule but its id, in an order of its own.
fn whole(rules: &[Rule]) -> Vec<Permit> {
    let mut whole: Vec<Permit> = rules.iter().map(Rule::permit).collect();
    whole.sort();
    whole
}

#[tokio::test]
async fn who_stands_in_a_group_is_told_by_its_interfaces() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let users = |groups: Vec<GroupId>| look(&aws, CloudOp::LookGroupUsers { groups });
    let CloudFact::GroupUsers(found) = users(vec![account.server_group.clone()]).await else { panic!("no users") };
    assert!(found.iter().any(|user| user.instance.as_ref() == Some(&account.instance)), "{found:#?}");
    assert!(found.iter().all(|user| user.groups.contains(&account.server_group)), "{found:#?}");
    assert_eq!(users(vec!["sg-0123456789abcdef0".into()]).await, CloudFact::GroupUsers(vec![]));
}

/// An interface in the server's group. It is not the instance's: of such a one moto tells the groups of its launch for ever.
async fn new_interface(moto: &Moto, account: &Account) -> String {
    let of = Filter::builder().name("vpc-id").values(&account.vpc.0).build();
    let subnet = moto.ec2().describe_subnets().filters(of).send().await.unwrap().subnets.unwrap().remove(0).subnet_id.unwrap();
    let asked = moto.ec2().create_network_interface().subnet_id(subnet).groups(&account.server_group.0);
    asked.send().await.unwrap().network_interface.unwrap().network_interface_id.unwrap()
}

/// All groups of this interface, where it stands in this one.
async fn groups_in(aws: &Aws, interface: &str, group: &GroupId) -> Option<Vec<GroupId>> {
    let CloudFact::GroupUsers(found) = look(aws, CloudOp::LookGroupUsers { groups: vec![group.clone()] }).await else { panic!("no users") };
    found.into_iter().find(|user| user.interface == interface).map(|user| user.groups)
}

#[tokio::test]
async fn a_group_of_the_servers_own_takes_the_shared_ones_place_and_gives_it_back() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let list = prefix_list(&moto).await;
    authorize_all_traffic(&moto, &account, &list).await;
    let theirs = rules(&aws, &account).await;
    let place = InPlaceOf { interface: new_interface(&moto, &account).await, shared: vec![account.server_group.clone()] };
    let before = groups_in(&aws, &place.interface, &account.server_group).await.unwrap();
    assert_eq!(before, place.shared);
    let (server, name) = (ServerId::MAIN, "heestagram-SERVER-SG".to_owned());
    let permits: Vec<Permit> = theirs.iter().map(Rule::permit).chain([Permit::tcp(22, world())]).collect();
    let ensure =
        CloudOp::EnsureOwnGroup { server: server.clone(), name, vpc: account.vpc.clone(), place: place.clone(), permits: permits.clone() };
    let Resource::OwnGroup { id: own, .. } = make_twice(&moto, &aws, ensure).await else { panic!("no group") };
    let CloudFact::Groups(groups) = look(&aws, CloudOp::LookGroups { server_groups: vec![] }).await else { panic!("no groups") };
    let seen = groups.iter().find(|group| group.id == own).unwrap();
    assert!(seen.tagged && seen.rules.iter().all(|rule| !rule.tagged), "{seen:#?}");
    assert_eq!(InPlaceOf::read(&seen.description), Some(place.clone()));
    let mut wanted = permits;
    wanted.sort();
    assert_eq!(whole(&seen.rules), wanted);

    let enter =
        |tried| CloudOp::EnterOwnGroup { server: server.clone(), own: own.clone(), place: place.clone(), before: before.clone(), tried };
    let leave = || CloudOp::LeaveOwnGroup { server: server.clone(), own: own.clone(), place: place.clone(), before: before.clone() };
    for tried in [false, true] {
        let inside = Resource::InOwnGroup { server: server.clone(), own: own.clone(), place: place.clone(), before: before.clone(), tried };
        assert_eq!(make_twice(&moto, &aws, enter(tried)).await, inside);
    }
    assert_eq!(groups_in(&aws, &place.interface, &account.server_group).await, None);
    assert_eq!(groups_in(&aws, &place.interface, &own).await, Some(vec![own.clone()]));
    for _twice in 0..2 {
        assert_eq!(ask(&aws, leave()).await, Ok(Fact::Unmade(Slot::InOwnGroup(server.clone()))));
        assert_eq!(groups_in(&aws, &place.interface, &account.server_group).await.as_ref(), Some(&before));
    }

    // Somebody gave the server another group meanwhile: it stays.
    ask(&aws, enter(false)).await.unwrap();
    let asked = moto.ec2().create_security_group().group_name("more").description("more").vpc_id(&account.vpc.0);
    let more = GroupId(asked.send().await.unwrap().group_id.unwrap());
    let changed = moto.ec2().modify_network_interface_attribute().network_interface_id(&place.interface);
    changed.groups(&own.0).groups(&more.0).send().await.unwrap();
    ask(&aws, leave()).await.unwrap();
    let mut now = groups_in(&aws, &place.interface, &account.server_group).await.unwrap();
    now.sort();
    let mut expected = vec![account.server_group.clone(), more];
    expected.sort();
    assert_eq!(now, expected);
    for _twice in 0..2 {
        let delete = CloudOp::DeleteOwnGroup { server: server.clone(), group: own.clone() };
        assert_eq!(ask(&aws, delete).await, Ok(Fact::Unmade(Slot::OwnGroup(server.clone()))));
    }
    assert_eq!(rules(&aws, &account).await, theirs, "the shared group is as it was");
}

async fn prefix_list(moto: &Moto) -> String {
    let asked = moto.ec2().create_managed_prefix_list().prefix_list_name("office").max_entries(1).address_family("IPv4");
    asked.send().await.unwrap().prefix_list.unwrap().prefix_list_id.unwrap()
}

async fn authorize_all_traffic(moto: &Moto, account: &Account, list: &str) {
    let four = IpRange::builder().cidr_ip("0.0.0.0/0").description("four").build();
    let six = Ipv6Range::builder().cidr_ipv6("::/0").description("six").build();
    let of_list = PrefixListId::builder().prefix_list_id(list).description("the office").build();
    let all = || IpPermission::builder().ip_protocol("-1");
    let permissions = [all().ip_ranges(four), all().ipv6_ranges(six), all().prefix_list_ids(of_list)].map(|p| p.build());
    let asked = moto.ec2().authorize_security_group_ingress().group_id(&account.server_group.0);
    asked.set_ip_permissions(Some(permissions.to_vec())).send().await.unwrap();
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

#[tokio::test]
async fn an_instance_is_stopped_and_started_and_what_is_so_already_is_done() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let aws = aws(&moto);
    let (server, instance) = (ServerId::MAIN, account.instance.clone());
    let stop = CloudOp::StopInstance { server: server.clone(), instance: instance.clone() };
    let start = CloudOp::StartInstance { server, instance };
    for (op, rests) in [(stop.clone(), true), (start, false), (stop, true)] {
        for _twice in 0..2 {
            assert_eq!(ask(&aws, op.clone()).await, Ok(Fact::Done));
        }
        let told = look(&aws, CloudOp::LookInstanceState { instance: account.instance.clone() }).await;
        let CloudFact::InstanceState(seen) = &told else { panic!("{told:?}") };
        assert_eq!(matches!(seen.state, InstanceState::Stopped | InstanceState::Stopping), rests, "{told:?}");
    }
    let unknown = CloudOp::StopInstance { server: ServerId::MAIN, instance: "i-0123456789abcdef0".parse().unwrap() };
    let fault = ask(&aws, unknown).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::InstanceTerminated, Disposition::Person(Remedy::ChooseInstance)));
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
