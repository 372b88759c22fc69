//! EC2's volumes, snapshots and Elastic IP addresses: what is attached stays, and what a terminated instance had goes or is free.

use super::bench::{Bench, code};
use super::ec2::{NOBODY, filter};

const FURNISHED: &str = r#"
    [extras]
    elastic_ip = true
    snapshots = ["/dev/sda1", "/dev/sdf"]
    [[extras.volumes]]
    gib = 20
    kind = "gp2"
    device = "/dev/sdf"
    name = "uploads"
"#;

fn server(bench: &Bench) -> String {
    bench.stage.see(|scene| scene.aws.ec2.server().unwrap().id.clone())
}

#[tokio::test]
async fn what_hangs_on_the_server_is_told_by_all_three_lists_and_by_the_server_itself() {
    let bench = Bench::with(FURNISHED);
    let (ec2, id) = (bench.ec2(), server(&bench));
    let of = |name: &str| filter(name, &[&id]);
    let volumes = ec2.describe_volumes().filters(of("attachment.instance-id")).send().await.unwrap().volumes.unwrap();
    let told = |v: &aws_sdk_ec2::types::Volume| {
        let at = &v.attachments()[0];
        (v.size().unwrap(), v.volume_type().unwrap().to_string(), at.device().unwrap().to_owned(), at.delete_on_termination().unwrap())
    };
    let expected = [(8, "gp3".to_owned(), "/dev/sda1".to_owned(), true), (20, "gp2".to_owned(), "/dev/sdf".to_owned(), false)];
    assert_eq!(volumes.iter().map(told).collect::<Vec<_>>(), expected);
    let described = ec2.describe_instances().instance_ids(&id).send().await.unwrap();
    let devices = described.reservations()[0].instances()[0].block_device_mappings();
    let goes: Vec<bool> = devices.iter().map(|d| d.ebs().unwrap().delete_on_termination().unwrap()).collect();
    assert_eq!(goes, [true, false]);
    let addresses = ec2.describe_addresses().filters(of("instance-id")).send().await.unwrap().addresses.unwrap();
    assert_eq!((addresses.len(), addresses[0].public_ip(), addresses[0].instance_id()), (1, Some("203.0.113.10"), Some(id.as_str())));
    assert!(addresses[0].association_id().is_some() && addresses[0].service_managed().is_none());
    let snapshots = ec2.describe_snapshots().owner_ids("self").send().await.unwrap().snapshots.unwrap();
    assert_eq!(snapshots.iter().map(|s| s.volume_size().unwrap()).collect::<Vec<_>>(), [8, 20]);
    let strangers = ec2.describe_snapshots().owner_ids("amazon").send().await.unwrap();
    assert!(strangers.snapshots().is_empty());
}

#[tokio::test]
async fn what_is_in_use_stays_and_what_a_terminated_server_left_behind_can_be_deleted() {
    let bench = Bench::with(FURNISHED);
    let (ec2, id) = (bench.ec2(), server(&bench));
    let [root, uploads] = bench.stage.see(|scene| [0, 1].map(|n| scene.aws.ec2.volumes[n].id.clone()));
    let elastic = bench.stage.see(|scene| scene.aws.ec2.addresses[0].id.clone());
    assert_eq!(code(ec2.delete_volume().volume_id(&uploads).send().await), "VolumeInUse");
    assert_eq!(code(ec2.release_address().allocation_id(&elastic).send().await), "InvalidIPAddress.InUse");
    assert_eq!(code(ec2.delete_volume().volume_id(format!("vol-{NOBODY}")).send().await), "InvalidVolume.NotFound");
    ec2.terminate_instances().instance_ids(&id).send().await.unwrap();
    bench.wait(600).await;
    let volumes = ec2.describe_volumes().send().await.unwrap().volumes.unwrap();
    assert_eq!(volumes.iter().map(|v| (v.volume_id().unwrap(), v.attachments().len())).collect::<Vec<_>>(), [(uploads.as_str(), 0)]);
    assert_eq!(code(ec2.describe_volumes().volume_ids(&root).send().await), "InvalidVolume.NotFound");
    let address = ec2.describe_addresses().allocation_ids(&elastic).send().await.unwrap().addresses.unwrap().remove(0);
    assert_eq!((address.instance_id(), address.association_id()), (None, None));
    ec2.delete_volume().volume_id(&uploads).send().await.unwrap();
    ec2.release_address().allocation_id(&elastic).send().await.unwrap();
    assert!(ec2.describe_volumes().send().await.unwrap().volumes().is_empty());
    assert_eq!(code(ec2.release_address().allocation_id(&elastic).send().await), "InvalidAllocationID.NotFound");
    assert_eq!(
        ec2.describe_snapshots().owner_ids("self").send().await.unwrap().snapshots().len(),
        2,
        "the volumes are gone, these are not"
    );
}

#[tokio::test]
async fn an_address_that_is_taken_off_leaves_the_server_without_one() {
    let bench = Bench::with(FURNISHED);
    let ec2 = bench.ec2();
    let association = ec2.describe_addresses().send().await.unwrap().addresses()[0].association_id().unwrap().to_owned();
    ec2.disassociate_address().association_id(&association).send().await.unwrap();
    assert_eq!(bench.stage.see(|scene| scene.aws.ec2.server().unwrap().public_address), None);
    assert_eq!(code(ec2.disassociate_address().association_id(&association).send().await), "InvalidAssociationID.NotFound");
    let interface = ec2.describe_network_interfaces().send().await.unwrap().network_interfaces()[0].clone();
    assert!(interface.association().is_none());
}
