//! The server: what is told of it, and how it ends.

use aws_sdk_ec2::types::InstanceAttributeName;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use landfall::practice::state::server::HOST_KEY;

use super::bench::{Bench, code};
use super::ec2::{NOBODY, filter, refusal, server_group};

fn server(bench: &Bench) -> String {
    bench.stage.see(|scene| scene.aws.ec2.server().unwrap().id.clone())
}

async fn described(bench: &Bench, id: &str) -> aws_sdk_ec2::types::Instance {
    let answer = bench.ec2().describe_instances().instance_ids(id).send().await.unwrap();
    answer.reservations()[0].instances()[0].clone()
}

async fn state(bench: &Bench, id: &str) -> String {
    described(bench, id).await.state().unwrap().name().unwrap().as_str().to_owned()
}

#[tokio::test]
async fn the_server_is_there_with_all_that_landfall_asks_for() {
    let bench = Bench::happy();
    let server = described(&bench, &server(&bench)).await;
    assert_eq!((server.tags()[0].key(), server.tags()[0].value()), (Some("Name"), Some("heestagram")));
    assert_eq!(server.public_ip_address(), Some("203.0.113.10"));
    assert_eq!(server.private_ip_address(), Some("172.31.32.11"));
    assert_eq!(server.placement().unwrap().availability_zone(), Some("ap-northeast-2c"));
    assert_eq!(server.instance_type().unwrap().as_str(), "t3.micro");
    assert_eq!((server.state().unwrap().code(), server.key_name()), (Some(16), Some("heestagram")));
    assert_eq!(server.public_dns_name(), Some("ec2-203-0-113-10.ap-northeast-2.compute.amazonaws.com"));
    assert_eq!(server.private_dns_name(), Some("ip-172-31-32-11.ap-northeast-2.compute.internal"));
    let group = &server.security_groups()[0];
    assert_eq!((group.group_id().unwrap(), group.group_name()), (server_group(&bench).await.as_str(), Some("launch-wizard-1")));
    let subnet = bench.ec2().describe_subnets().subnet_ids(server.subnet_id().unwrap()).send().await.unwrap();
    assert_eq!(subnet.subnets()[0].vpc_id(), server.vpc_id());
    let interface = &server.network_interfaces()[0];
    assert_eq!(interface.association().unwrap().public_ip(), Some("203.0.113.10"));
    assert_eq!(server.launch_time().unwrap().to_string(), "2026-11-02T02:15:09Z");
}

#[tokio::test]
async fn ids_of_no_instance_are_told_apart_by_their_form() {
    let bench = Bench::happy();
    let ec2 = bench.ec2();
    let id = server(&bench);
    for (strange, said) in [(format!("i-{NOBODY}"), "InvalidInstanceID.NotFound"), ("i-nonsense".to_owned(), "InvalidInstanceID.Malformed")]
    {
        assert_eq!(code(ec2.describe_instances().instance_ids(&id).instance_ids(&strange).send().await), said);
        assert_eq!(code(ec2.describe_instance_status().instance_ids(&strange).send().await), said);
        assert_eq!(code(ec2.terminate_instances().instance_ids(&id).instance_ids(&strange).send().await), said);
        assert_eq!(code(ec2.get_console_output().instance_id(&strange).send().await), said);
        let attribute = ec2.describe_instance_attribute().instance_id(&strange).attribute(InstanceAttributeName::InstanceType);
        assert_eq!(code(attribute.send().await), said);
    }
    assert_eq!(state(&bench, &id).await, "running");
    let gone = refusal(ec2.describe_instances().instance_ids(format!("i-{NOBODY}")).send().await);
    assert_eq!(gone.1, format!("The instance ID 'i-{NOBODY}' does not exist"));
}

#[tokio::test]
async fn instances_are_found_by_their_filters() {
    let bench = Bench::happy();
    let (vpc, subnet) = bench.stage.see(|scene| (scene.aws.ec2.vpcs[0].id.clone(), scene.aws.ec2.server().unwrap().subnet.clone()));
    let (id, group) = (server(&bench), server_group(&bench).await);
    for (name, fits, does_not) in [
        ("instance-state-name", "running", "stopped"),
        ("instance-state-code", "16", "48"),
        ("instance-id", id.as_str(), "i-1"),
        ("instance-type", "t3.*", "t2.*"),
        ("tag:Name", "heestagram", "other"),
        ("tag-key", "Name", "name"),
        ("vpc-id", &vpc, "vpc-1"),
        ("subnet-id", &subnet, "subnet-1"),
        ("instance.group-id", &group, "sg-1"),
        ("instance.group-name", "launch-wizard-?", "default"),
        ("group-id", &group, "sg-1"),
        ("availability-zone", "ap-northeast-2c", "ap-northeast-2a"),
        ("ip-address", "203.0.113.10", "203.0.113.11"),
        ("private-ip-address", "172.31.32.11", "172.31.32.12"),
        ("key-name", "heestagram", "other"),
    ] {
        let count =
            async |value: &str| bench.ec2().describe_instances().filters(filter(name, &[value])).send().await.unwrap().reservations().len();
        assert_eq!((count(fits).await, count(does_not).await), (1, 0), "{name}");
    }
}

#[tokio::test]
async fn an_instance_ends_in_its_own_time() {
    let bench = Bench::happy();
    let ec2 = bench.ec2();
    let id = server(&bench);
    let terminate = async || {
        let answer = ec2.terminate_instances().instance_ids(&id).send().await.unwrap();
        let change = answer.terminating_instances()[0].clone();
        let name = |state: Option<aws_sdk_ec2::types::InstanceState>| state.unwrap().name.unwrap().as_str().to_owned();
        (name(change.previous_state), name(change.current_state))
    };
    assert_eq!(terminate().await, ("running".into(), "shutting-down".into()));
    bench.wait(34).await;
    assert_eq!(terminate().await, ("shutting-down".into(), "shutting-down".into()));
    assert_eq!(described(&bench, &id).await.state_reason().unwrap().code(), Some("Client.UserInitiatedShutdown"));
    assert_eq!(ec2.describe_network_interfaces().send().await.unwrap().network_interfaces().len(), 1);
    bench.wait(1).await;
    assert_eq!(terminate().await, ("terminated".into(), "terminated".into()));
    let dead = described(&bench, &id).await;
    assert_eq!((dead.public_ip_address(), dead.private_ip_address(), dead.vpc_id(), dead.subnet_id()), (None, None, None, None));
    assert!(dead.security_groups().is_empty() && dead.network_interfaces().is_empty());
    assert!(ec2.describe_network_interfaces().send().await.unwrap().network_interfaces().is_empty());
    bench.wait(3_599).await;
    assert_eq!(state(&bench, &id).await, "terminated");
    bench.wait(1).await;
    assert_eq!(code(ec2.describe_instances().instance_ids(&id).send().await), "InvalidInstanceID.NotFound");
    assert_eq!(code(ec2.terminate_instances().instance_ids(&id).send().await), "InvalidInstanceID.NotFound");
    assert!(ec2.describe_instances().send().await.unwrap().reservations().is_empty());
}

#[tokio::test]
async fn what_happens_meanwhile_happens_at_its_own_moment() {
    let bench = Bench::happy();
    let id = server(&bench);
    bench.ec2().terminate_instances().instance_ids(&id).send().await.unwrap();
    bench.wait(35 + 3_599).await;
    assert_eq!(state(&bench, &id).await, "terminated");
    bench.wait(1).await;
    assert_eq!(code(bench.ec2().describe_instances().instance_ids(&id).send().await), "InvalidInstanceID.NotFound");
}

#[tokio::test]
async fn a_protected_instance_stays() {
    let bench = Bench::happy();
    let id = server(&bench);
    bench.change(|scene| scene.aws.ec2.instances[0].protected = true);
    let (code, message) = refusal(bench.ec2().terminate_instances().instance_ids(&id).send().await);
    assert_eq!(code, "OperationNotPermitted");
    let how = "Modify its 'disableApiTermination' instance attribute and try again.";
    assert_eq!(message, format!("The instance '{id}' may not be terminated. {how}"));
    assert_eq!(state(&bench, &id).await, "running");
    bench.change(|scene| scene.aws.ec2.instances[0].protected = false);
    bench.ec2().terminate_instances().instance_ids(&id).send().await.unwrap();
    assert_eq!(state(&bench, &id).await, "shutting-down");
}

#[tokio::test]
async fn a_call_that_ends_one_of_two_ends_none() {
    let bench = Bench::happy();
    bench.change(|scene| {
        let mut second = scene.aws.ec2.instances[0].clone();
        second.id = "i-01234567".into();
        second.protected = true;
        scene.aws.ec2.instances.push(second);
    });
    let id = server(&bench);
    assert_eq!(code(bench.ec2().terminate_instances().instance_ids(&id).instance_ids("i-01234567").send().await), "OperationNotPermitted");
    assert_eq!((state(&bench, &id).await, state(&bench, "i-01234567").await), ("running".into(), "running".into()));
}

#[tokio::test]
async fn what_would_end_it_otherwise_is_not_played() {
    let bench = Bench::happy();
    let id = server(&bench);
    assert_eq!(code(bench.ec2().terminate_instances().send().await), "MissingParameter");
    let hard = bench.ec2().terminate_instances().instance_ids(&id).skip_os_shutdown(true);
    assert_eq!(code(hard.send().await), "InvalidParameterValue");
    assert_eq!(code(bench.ec2().terminate_instances().instance_ids(&id).force(false).send().await), "(agreed)");
}

#[tokio::test]
async fn attributes_are_told_one_at_a_time() {
    let bench = Bench::happy();
    let id = server(&bench);
    let ask = |name: InstanceAttributeName| bench.ec2().describe_instance_attribute().instance_id(&id).attribute(name).send();
    let protection = async || ask(InstanceAttributeName::DisableApiTermination).await.unwrap().disable_api_termination.unwrap().value;
    assert_eq!(protection().await, Some(false));
    bench.change(|scene| scene.aws.ec2.instances[0].protected = true);
    assert_eq!(protection().await, Some(true));
    assert_eq!(ask(InstanceAttributeName::InstanceType).await.unwrap().instance_type.unwrap().value(), Some("t3.micro"));
    let groups = ask(InstanceAttributeName::GroupSet).await.unwrap();
    assert_eq!(groups.groups()[0].group_id().unwrap(), server_group(&bench).await);
    assert_eq!(groups.instance_id(), Some(id.as_str()));
    assert_eq!(code(ask(InstanceAttributeName::UserData).await), "InvalidParameterValue");
    assert_eq!(code(bench.ec2().describe_instance_attribute().instance_id(&id).send().await), "MissingParameter");
}

#[tokio::test]
async fn the_status_is_that_of_running_instances_unless_all_are_asked_for() {
    let bench = Bench::happy();
    let id = server(&bench);
    let answer = bench.ec2().describe_instance_status().send().await.unwrap();
    let status = answer.instance_statuses()[0].clone();
    assert_eq!(status.instance_status().unwrap().status().unwrap().as_str(), "ok");
    assert_eq!(status.system_status().unwrap().details()[0].status().unwrap().as_str(), "passed");
    bench.ec2().terminate_instances().instance_ids(&id).send().await.unwrap();
    let count = async |all: bool| {
        let asked = bench.ec2().describe_instance_status().include_all_instances(all).instance_ids(&id);
        asked.send().await.unwrap().instance_statuses().len()
    };
    assert_eq!((count(false).await, count(true).await), (0, 1));
    let all = bench.ec2().describe_instance_status().include_all_instances(true).send().await.unwrap();
    assert_eq!(all.instance_statuses()[0].instance_status().unwrap().status().unwrap().as_str(), "not-applicable");
}

#[tokio::test]
async fn the_console_tells_the_servers_host_key() {
    let bench = Bench::happy();
    let id = server(&bench);
    let answer = bench.ec2().get_console_output().instance_id(&id).latest(true).send().await.unwrap();
    assert_eq!((answer.instance_id(), answer.timestamp().unwrap().to_string().as_str()), (Some(id.as_str()), "2026-11-02T02:15:56Z"));
    let text = String::from_utf8(STANDARD.decode(answer.output().unwrap()).unwrap()).unwrap();
    let block = text.split("-----BEGIN SSH HOST KEY FINGERPRINTS-----").nth(1).unwrap();
    let block = block.split("-----END SSH HOST KEY FINGERPRINTS-----").next().unwrap();
    assert!(block.contains(&format!("256 {HOST_KEY} root@ip-172-31-32-11 (ED25519)\r\n")), "{text}");
    assert!(HOST_KEY.strip_prefix("SHA256:").is_some_and(|key| key.len() == 43), "{HOST_KEY}");
    bench.change(|scene| scene.aws.ec2.instances[0].console.clear());
    assert_eq!(bench.ec2().get_console_output().instance_id(&id).send().await.unwrap().output(), None);
}
