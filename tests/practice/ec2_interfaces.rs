//! Network interfaces: the server's, and those that a balancer leaves behind.

use landfall::practice::state::ec2::Interface;

use super::bench::{Bench, START, code};
use super::ec2::{filter, make_group};

/// A balancer's interface in the first subnet, as the balancer's module makes it.
fn of_balancer(bench: &Bench, group: &str, gone_after: Option<u64>) {
    bench.change(|scene| {
        let now = scene.now;
        let subnet = scene.aws.ec2.subnets[0].id.clone();
        scene.aws.ec2.interfaces.push(Interface {
            id: "eni-0123456789abcdef0".into(),
            description: "ELB app/heestagram/50dc6c495c0c9188".into(),
            subnet,
            groups: vec![group.to_owned()],
            private_address: [172, 31, 0, 77].into(),
            public_address: Some([203, 0, 113, 77].into()),
            owner: "amazon-elb".into(),
            instance: None,
            balancer: Some("arn".into()),
            gone_at: gone_after.map(|seconds| now + std::time::Duration::from_secs(seconds)),
        });
    });
}

async fn count(bench: &Bench, name: &str, value: &str) -> usize {
    let answer = bench.ec2().describe_network_interfaces().filters(filter(name, &[value])).send().await.unwrap();
    answer.network_interfaces().len()
}

#[tokio::test]
async fn the_servers_interface_is_its_own() {
    let bench = Bench::happy();
    let server = bench.stage.see(|scene| scene.aws.ec2.server().unwrap().clone());
    let answer = bench.ec2().describe_network_interfaces().send().await.unwrap();
    let [interface] = answer.network_interfaces() else { panic!("{answer:?}") };
    assert_eq!(interface.attachment().unwrap().instance_id(), Some(server.id.as_str()));
    assert_eq!((interface.requester_id(), interface.requester_managed()), (None, Some(false)));
    assert_eq!(interface.association().unwrap().public_ip(), Some("203.0.113.10"));
    assert_eq!(interface.groups()[0].group_name(), Some("launch-wizard-1"));
    assert_eq!((interface.availability_zone(), interface.subnet_id()), (Some("ap-northeast-2c"), Some(server.subnet.as_str())));
    assert_eq!(count(&bench, "attachment.instance-id", &server.id).await, 1);
    assert_eq!(count(&bench, "attachment.instance-owner-id", "111122223333").await, 1);
}

#[tokio::test]
async fn a_balancers_interface_is_told_to_be_and_found_by_what_it_is() {
    let bench = Bench::happy();
    let group = make_group(&bench, "web").await;
    of_balancer(&bench, &group, None);
    let answer = bench.ec2().describe_network_interfaces().network_interface_ids("eni-0123456789abcdef0").send().await.unwrap();
    let interface = &answer.network_interfaces()[0];
    assert_eq!((interface.requester_id(), interface.requester_managed()), (Some("amazon-elb"), Some(true)));
    assert_eq!(interface.attachment().unwrap().instance_owner_id(), Some("amazon-elb"));
    assert_eq!(interface.description(), Some("ELB app/heestagram/50dc6c495c0c9188"));
    for (name, value) in [
        ("description", "ELB app/heestagram/*"),
        ("requester-id", "amazon-elb"),
        ("attachment.instance-owner-id", "amazon-elb"),
        ("group-id", group.as_str()),
        ("group-name", "web"),
        ("association.public-ip", "203.0.113.77"),
        ("private-ip-address", "172.31.0.77"),
        ("availability-zone", "ap-northeast-2a"),
        ("network-interface-id", "eni-0123456789abcdef0"),
    ] {
        assert_eq!(count(&bench, name, value).await, 1, "{name}");
    }
    assert_eq!((count(&bench, "vpc-id", "vpc-0*").await, count(&bench, "status", "in-use").await), (2, 2));
}

#[tokio::test]
async fn a_deleted_balancers_interface_lingers_and_keeps_its_group() {
    let bench = Bench::happy();
    let group = make_group(&bench, "web").await;
    of_balancer(&bench, &group, Some(80));
    let delete = || bench.ec2().delete_security_group().group_id(&group).send();
    bench.wait(79).await;
    assert_eq!(code(delete().await), "DependencyViolation");
    bench.wait(1).await;
    assert_eq!(count(&bench, "requester-id", "amazon-elb").await, 0);
    assert_eq!(code(delete().await), "(agreed)");
    assert_eq!(count(&bench, "status", "in-use").await, 1);
}

#[tokio::test]
async fn an_interface_whose_time_is_past_goes_at_once() {
    let bench = Bench::happy();
    of_balancer(&bench, "sg-1", Some(0));
    assert_eq!(count(&bench, "requester-id", "amazon-elb").await, 0);
    assert_eq!(bench.stage.see(|scene| scene.now), START);
}
