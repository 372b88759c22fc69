//! What hangs on an instance and bills for itself: the three looks, and the deletes of what a terminated one left behind.

use aws_sdk_ec2::types::VolumeType;
use landfall::engine::fault::{Code, Disposition, Remedy};
use landfall::engine::ids::{AllocationId, GroupId, VolumeId};
use landfall::engine::op::cloud::{ElasticAddress, Snapshot, Volume};
use landfall::engine::op::{CloudFact, CloudOp, Fact};
use landfall::site::InstanceId;

use super::moto::{Account, Moto, ask, aws, look};

/// A second disk with a snapshot, and an Elastic IP, all of the server's; beside it the same of nobody's.
struct Beside {
    disk: VolumeId,
    strange: VolumeId,
    address: AllocationId,
}

async fn furnish(moto: &Moto, account: &Account) -> Beside {
    let ec2 = moto.ec2();
    let make = || ec2.create_volume().availability_zone("ap-northeast-2a").size(20).volume_type(VolumeType::Gp3);
    let disk = make().send().await.unwrap().volume_id.unwrap();
    let strange = make().send().await.unwrap().volume_id.unwrap();
    for volume in [&disk, &strange] {
        ec2.create_snapshot().volume_id(volume).send().await.unwrap();
    }
    ec2.attach_volume().volume_id(&disk).instance_id(account.instance.as_str()).device("/dev/sdf").send().await.unwrap();
    let address = ec2.allocate_address().send().await.unwrap().allocation_id.unwrap();
    ec2.allocate_address().send().await.unwrap();
    let associate = ec2.associate_address().allocation_id(&address).instance_id(account.instance.as_str());
    associate.send().await.unwrap();
    Beside { disk: VolumeId(disk), strange: VolumeId(strange), address: AllocationId(address) }
}

fn volumes(fact: CloudFact) -> Vec<Volume> {
    if let CloudFact::Volumes(all) = fact { all } else { panic!("{fact:?}") }
}

fn addresses(fact: CloudFact) -> Vec<ElasticAddress> {
    if let CloudFact::Addresses(all) = fact { all } else { panic!("{fact:?}") }
}

fn snapshots(fact: CloudFact) -> Vec<Snapshot> {
    if let CloudFact::Snapshots(all) = fact { all } else { panic!("{fact:?}") }
}

#[tokio::test]
async fn what_hangs_on_the_server_is_seen_and_nothing_of_anybody_elses() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let (beside, aws) = (furnish(&moto, &account).await, aws(&moto));
    let of = vec![account.instance.clone()];
    let seen = volumes(look(&aws, CloudOp::LookVolumes { of: of.clone(), remembered: vec![beside.disk.clone()] }).await);
    assert_eq!(seen.len(), 2, "once, though it is remembered too: {seen:?}");
    assert!(seen.iter().all(|v| v.attached.as_ref() == Some(&account.instance)), "{seen:?}");
    let disk = seen.iter().find(|v| v.id == beside.disk).unwrap();
    assert_eq!((disk.gib, disk.kind.as_str(), disk.device.as_deref(), disk.goes_with_instance), (20, "gp3", Some("/dev/sdf"), false));
    assert!(seen.iter().any(|v| v.id != beside.disk && v.goes_with_instance), "its own disk: {seen:?}");
    let gone = CloudOp::LookVolumes { of: vec![], remembered: vec![beside.strange.clone(), "vol-0123456789abcdef0".into()] };
    assert_eq!(volumes(look(&aws, gone).await).len(), 1, "one that is gone is only missing");
    let held = addresses(look(&aws, CloudOp::LookAddresses { of: of.clone(), remembered: vec![beside.address.clone()] }).await);
    let [elastic] = held.as_slice() else { panic!("{held:?}") };
    assert_eq!((&elastic.id, &elastic.instance, elastic.in_use), (&beside.address, &Some(account.instance.clone()), true));
    assert_eq!(elastic.managed_by, None);
    let copies = snapshots(look(&aws, CloudOp::LookSnapshots { of: seen.iter().map(|v| v.id.clone()).collect() }).await);
    assert_eq!(copies.iter().map(|s| (&s.volume, s.gib)).collect::<Vec<_>>(), [(&beside.disk, 20)]);
}

#[tokio::test]
async fn what_the_server_left_is_deleted_once_and_what_another_has_is_not() {
    let Some(moto) = Moto::start().await else { return };
    let account = Account::furnish(&moto).await;
    let (beside, aws) = (furnish(&moto, &account).await, aws(&moto));
    let gone: InstanceId = "i-0123456789abcdef0".parse().unwrap();
    let volume = |of: &InstanceId| CloudOp::DeleteVolume { volume: beside.disk.clone(), of: of.clone() };
    let address = |of: &InstanceId| CloudOp::ReleaseAddress { address: beside.address.clone(), of: of.clone() };
    let group = || CloudOp::DeleteServerGroup { group: account.server_group.clone() };
    // Another instance than the one that ended has all three.
    for op in [volume(&gone), address(&gone), group()] {
        let fault = ask(&aws, op.clone()).await.unwrap_err();
        assert_eq!((fault.code, fault.disposition), (Code::HeldElsewhere, Disposition::Person(Remedy::RunAgain)), "{op:?}: {fault}");
    }
    let ec2 = moto.ec2();
    assert_eq!((ec2.describe_volumes().send().await.unwrap().volumes().len(), idle(&aws, &account).await), (3, 0));
    // Its end takes the disk off; moto leaves the address with it, and (unlike AWS) its first interface standing.
    ec2.terminate_instances().instance_ids(account.instance.as_str()).send().await.unwrap();
    for interface in ec2.describe_network_interfaces().send().await.unwrap().network_interfaces() {
        ec2.delete_network_interface().network_interface_id(interface.network_interface_id().unwrap()).send().await.unwrap();
    }
    assert_eq!(idle(&aws, &account).await, 1);
    for op in [volume(&account.instance), address(&account.instance), group()] {
        for _twice in 0..2 {
            assert_eq!(ask(&aws, op.clone()).await, Ok(Fact::Done), "{op:?}");
        }
    }
    let left = CloudOp::LookVolumes { of: vec![], remembered: vec![beside.disk.clone(), beside.strange.clone()] };
    assert_eq!(volumes(look(&aws, left).await).iter().map(|v| &v.id).collect::<Vec<_>>(), [&beside.strange]);
    assert_eq!(addresses(look(&aws, CloudOp::LookAddresses { of: vec![], remembered: vec![beside.address.clone()] }).await), []);
    assert_eq!(idle(&aws, &account).await, 0, "it is gone");
}

/// How many of the server's groups nothing uses; a VPC's own is never among them.
async fn idle(aws: &landfall::cloud::Aws, account: &Account) -> usize {
    let groups: Vec<GroupId> = vec![account.server_group.clone(), "sg-00000000".into()];
    match look(aws, CloudOp::LookIdleGroups { groups }).await {
        CloudFact::IdleGroups(all) => all.len(),
        other => panic!("{other:?}"),
    }
}
