//! Who gets in over SSH, and what the others meet.

use landfall::engine::fault::{Code, Disposition, Fault, Remedy};
use landfall::engine::op::host::Access;
use landfall::ports::{Command, Remote};
use landfall::practice::HOST_KEY;
use landfall::practice::state::ec2::{Group, Instance, InstanceState, Rule, Source};

use super::server::{Machine, access};

async fn refused(machine: &Machine, access: &Access) -> Fault {
    let command = Command::ReadFile { path: "/etc/os-release".to_owned(), root: true };
    machine.remote.run(access, &command).await.unwrap_err()
}

#[tokio::test]
async fn each_wrong_way_in_ends_as_it_does_in_life() {
    let other_key = HOST_KEY.replace("aJy", "bJy");
    let shown = format!("{HOST_KEY}\nED25519");
    let table = [
        (Access { address: "203.0.113.99".parse().unwrap(), ..access() }, Code::SshTimeout, Disposition::Transient, "203.0.113.99:22"),
        (Access { address: "2001:db8::1".parse().unwrap(), ..access() }, Code::SshTimeout, Disposition::Transient, "2001:db8::1:22"),
        (Access { port: 2222, ..access() }, Code::SshRefused, Disposition::Transient, "Connection refused (os error 111)"),
        (Access { host_key: None, ..access() }, Code::HostKeyUnknown, Disposition::Person(Remedy::ConfirmHostKey), shown.as_str()),
        (
            Access { user: "root".parse().unwrap(), ..access() },
            Code::SshAuth,
            Disposition::Person(Remedy::CheckUserAndKey),
            "root@203.0.113.10:22",
        ),
        // The key is looked at before anything is said about us.
        (
            Access { user: "root".parse().unwrap(), host_key: None, ..access() },
            Code::HostKeyUnknown,
            Disposition::Person(Remedy::ConfirmHostKey),
            shown.as_str(),
        ),
    ];
    for (access, code, disposition, detail) in table {
        assert_eq!(refused(&Machine::happy(), &access).await, Fault { code, disposition, detail: detail.to_owned() }, "{access:?}");
    }
    let pinned = Access { host_key: other_key.parse().ok(), ..access() };
    let changed = refused(&Machine::happy(), &pinned).await;
    assert_eq!((changed.code, changed.disposition), (Code::HostKeyChanged, Disposition::Person(Remedy::CheckHostKey)));
    assert_eq!(changed.detail, format!("{other_key}\n{HOST_KEY}"));
}

#[tokio::test]
async fn silence_takes_ten_seconds_and_refusals_none() {
    let machine = Machine::happy();
    let since = machine.bench.stage.see(|scene| scene.now);
    let now = || machine.bench.stage.see(|scene| scene.now) - since;
    refused(&machine, &Access { port: 2222, ..access() }).await;
    assert_eq!(now().as_secs(), 0);
    refused(&machine, &Access { address: "203.0.113.99".parse().unwrap(), ..access() }).await;
    assert_eq!(now().as_secs(), 10);
}

/// The instance behind the address, in a group that has these ports open to the world.
fn stand(machine: &Machine, state: InstanceState, ports: &[i32]) {
    let rule = |port: &i32| Rule {
        id: format!("sgr-{port}"),
        protocol: "tcp".to_owned(),
        from_port: Some(*port),
        to_port: Some(*port),
        source: Source::Cidr("0.0.0.0/0".to_owned()),
        description: None,
        tags: vec![],
    };
    let named = |text: &str| text.to_owned();
    machine.bench.change(|scene| {
        let ec2 = &mut scene.aws.ec2;
        let rules = ports.iter().map(rule).collect();
        ec2.groups =
            vec![Group { id: named("sg-1"), name: named("web"), description: named("web"), vpc: named("vpc-1"), rules, tags: vec![] }];
        ec2.instances = vec![Instance {
            id: named("i-1"),
            state,
            since: scene.now,
            kind: named("t3.micro"),
            subnet: ec2.subnets[0].id.clone(),
            groups: vec![named("sg-1")],
            private_address: [172, 31, 0, 11].into(),
            public_address: Some([203, 0, 113, 10].into()),
            protected: false,
            console: String::new(),
            tags: vec![],
        }];
    });
}

#[tokio::test]
async fn only_a_running_instance_with_its_port_open_is_reached() {
    let machine = Machine::happy();
    let read = Command::ReadFile { path: "/etc/os-release".to_owned(), root: false };
    stand(&machine, InstanceState::Running, &[22, 80]);
    assert_eq!(machine.remote.run(&access(), &read).await.unwrap().status, 0);
    stand(&machine, InstanceState::Running, &[80]);
    assert_eq!(refused(&machine, &access()).await.code, Code::SshTimeout);
    for state in [InstanceState::Stopped, InstanceState::ShuttingDown, InstanceState::Terminated] {
        stand(&machine, state, &[22, 80]);
        assert_eq!(refused(&machine, &access()).await.code, Code::SshTimeout, "{state:?}");
    }
}
