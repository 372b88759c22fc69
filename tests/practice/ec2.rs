//! What the tests of practice's EC2 share, and EC2's protocol itself.

use aws_sdk_ec2::types::{Filter, IpPermission, IpRange, SecurityGroup, SecurityGroupRule};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use landfall::practice::ports::Endpoint;

use super::bench::{Bench, code};

pub const ZONES: [&str; 4] = ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c", "ap-northeast-2d"];
/// Well-formed, and nobody's.
pub const NOBODY: &str = "0123456789abcdef0";

pub fn filter(name: &str, values: &[&str]) -> Filter {
    Filter::builder().name(name).set_values(Some(values.iter().map(|v| (*v).to_owned()).collect())).build()
}

/// The code and the message of a refusal.
pub fn refusal<T: std::fmt::Debug, E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(
    answer: Result<T, SdkError<E, R>>,
) -> (String, String) {
    let SdkError::ServiceError(refused) = answer.unwrap_err() else { panic!("no refusal") };
    (refused.err().code().unwrap().to_owned(), refused.err().message().unwrap().to_owned())
}

/// The group of this name.
pub async fn group(bench: &Bench, name: &str) -> SecurityGroup {
    let answer = bench.ec2().describe_security_groups().filters(filter("group-name", &[name])).send().await.unwrap();
    let [group] = answer.security_groups() else { panic!("{name}: {:?}", answer.security_groups()) };
    group.clone()
}

/// The server's group.
pub async fn server_group(bench: &Bench) -> String {
    group(bench, "launch-wizard-1").await.group_id.unwrap()
}

/// Makes a group in the default VPC.
pub async fn make_group(bench: &Bench, name: &str) -> String {
    bench.ec2().create_security_group().group_name(name).description("of a test").send().await.unwrap().group_id.unwrap()
}

/// The inbound rules of a group.
pub async fn inbound(bench: &Bench, group: &str) -> Vec<SecurityGroupRule> {
    let answer = bench.ec2().describe_security_group_rules().filters(filter("group-id", &[group])).send().await.unwrap();
    answer.security_group_rules.unwrap().into_iter().filter(|r| r.is_egress() == Some(false)).collect()
}

pub fn tcp(port: i32, cidr: &str) -> IpPermission {
    let range = IpRange::builder().cidr_ip(cidr).build();
    IpPermission::builder().ip_protocol("tcp").from_port(port).to_port(port).ip_ranges(range).build()
}

/// A call as any client may write it: the status and the body of its answer.
pub async fn raw(bench: &Bench, form: &str) -> (u16, String) {
    let scope = "AWS4-HMAC-SHA256 Credential=AKID/20261124/ap-northeast-2/ec2/aws4_request, SignedHeaders=host, Signature=0";
    let request = http::Request::post("https://ec2.ap-northeast-2.amazonaws.com/").header("authorization", scope);
    let body = format!("{form}&Version=2016-11-15").into_bytes();
    let answer = Endpoint::new(bench.stage.clone()).exchange(request.body(body).unwrap()).await.unwrap();
    (answer.status().as_u16(), String::from_utf8(answer.into_body()).unwrap().replace("&apos;", "'"))
}

#[tokio::test]
async fn what_a_call_says_and_nobody_knows_is_refused_by_name() {
    let bench = Bench::happy();
    for (form, said) in [
        ("Action=DescribeVpcs&VpcIds.1=vpc-1", "The parameter VpcIds.1 is not recognized"),
        ("Action=DescribeInstances&Filter.1.Nam=vpc-id", "The parameter Filter.1.Nam is not recognized"),
        ("Action=TerminateInstances&InstanceId.1=i-1&Hard=true", "The parameter Hard is not recognized"),
        ("Action=DescribeSubnets&DryRun=perhaps", "Value (perhaps) for parameter DryRun is invalid. It must be true or false."),
        ("Action=DescribeSubnets&MaxResults=many", "Value (many) for parameter MaxResults is invalid. It must be a whole number."),
        ("Action=DescribeSubnets&Filter=", "The filter 'null' is invalid"),
        (
            "Action=AuthorizeSecurityGroupIngress&IpPermissions.1.PrefixLists.1=x",
            "The parameter IpPermissions.1.PrefixLists.1 is not recognized",
        ),
        ("Action=RunInstances&ImageId=ami-1", "The action RunInstances is not played in practice."),
    ] {
        let (status, body) = raw(&bench, form).await;
        assert!(status == 400 && body.contains(said), "{form}: {status} {body}");
    }
}

#[tokio::test]
async fn an_empty_parameter_is_none() {
    let (status, body) = raw(&Bench::happy(), "Action=DescribeVpcs&VpcId.1=&NextToken=&MaxResults=").await;
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("<DescribeVpcsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><vpcSet><item>"), "{body}");
}

#[tokio::test]
async fn a_dry_run_is_told_to_succeed_and_changes_nothing() {
    let bench = Bench::happy();
    let ec2 = bench.ec2();
    let before = bench.stage.see(Clone::clone);
    let server = before.aws.ec2.server().unwrap().id.clone();
    let wizard = server_group(&bench).await;
    let create = |name: &str| ec2.create_security_group().group_name(name).description("d").dry_run(true);
    assert_eq!(code(create("free").send().await), "DryRunOperation");
    assert_eq!(code(create("launch-wizard-1").send().await), "InvalidGroup.Duplicate");
    assert_eq!(code(ec2.terminate_instances().instance_ids(&server).dry_run(true).send().await), "DryRunOperation");
    let rule = ec2.authorize_security_group_ingress().group_id(&wizard).ip_permissions(tcp(443, "0.0.0.0/0"));
    assert_eq!(code(rule.dry_run(true).send().await), "DryRunOperation");
    let tag = aws_sdk_ec2::types::Tag::builder().key("k").value("v").build();
    assert_eq!(code(ec2.create_tags().resources(&server).tags(tag).dry_run(true).send().await), "DryRunOperation");
    assert_eq!(code(ec2.delete_security_group().group_id(&wizard).dry_run(true).send().await), "DependencyViolation");
    let refused = ec2.describe_vpcs().dry_run(true).send().await.unwrap_err();
    assert_eq!(refused.raw_response().unwrap().status().as_u16(), 412);
    assert_eq!(bench.stage.see(|scene| scene.aws.clone()), before.aws);
    assert_eq!(bench.stage.see(|scene| scene.serial), before.serial);
}

#[tokio::test]
async fn what_is_made_has_ids_that_are_the_same_each_time_a_scene_is_played() {
    let play = async || {
        let bench = Bench::happy();
        (make_group(&bench, "one").await, make_group(&bench, "two").await)
    };
    let (one, two) = play().await;
    assert_ne!(one, two);
    assert!(one.starts_with("sg-0") && one.len() == 20, "{one}");
    assert_eq!(play().await, (one, two));
}
