//! The same conversation with practice and with moto, over HTTP, as boto3 has it: the answers have the same shape, and the
//! refusals the same code and status, where moto is right. Where it is not, the difference stands in [`KNOWN`] with its reason.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use landfall::practice::ports::{Endpoint, serve};
use landfall::practice::{Forget, Scenario, SimClock, SimState, Simulator, Speed};
use serde_json::Value;

use super::bench::START;

/// Why practice is right, and what differs for that reason: `-path`, only moto tells it; `+path`, only practice does; `=`, the
/// verdicts differ.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "moto takes what AWS refuses: strictness is what practice is for",
        &[
            "acm.request_certificate = ValidationException 400 (moto: agreed)",
            "acm.resend_validation_email = InvalidStateException 400 (moto: agreed)",
            "ec2.delete_security_group = DependencyViolation 400 (moto: agreed)",
            "elbv2.create_listener = UnsupportedCertificate 400 (moto: agreed)",
            "elbv2.create_load_balancer = ValidationError 400 (moto: agreed)",
            "route53.change_resource_record_sets = InvalidChangeBatch 400 (moto: agreed)",
            "route53.create_hosted_zone = HostedZoneAlreadyExists 409 (moto: agreed)",
        ],
    ),
    (
        "moto took a CNAME beside another record before, and so still holds one",
        &["route53.delete_hosted_zone = agreed (moto: HostedZoneNotEmpty 400)"],
    ),
    (
        "AWS's code for deleting a record that differs (InvalidChangeBatch, by the API reference of ChangeResourceRecordSets, read on 2026-11-23)",
        &["route53.change_resource_record_sets = InvalidChangeBatch 400 (moto: InvalidInput 400)"],
    ),
    (
        "a certificate that is pending was not issued, is valid from no day to none, and has no serial number",
        &[
            "acm.describe_certificate -.Certificate.IssuedAt",
            "acm.describe_certificate -.Certificate.NotAfter",
            "acm.describe_certificate -.Certificate.NotBefore",
            "acm.describe_certificate -.Certificate.Serial",
            "acm.list_certificates -.CertificateSummaryList[].Exported",
            "acm.list_certificates -.CertificateSummaryList[].IssuedAt",
            "acm.list_certificates -.CertificateSummaryList[].NotAfter",
            "acm.list_certificates -.CertificateSummaryList[].NotBefore",
        ],
    ),
    (
        "moto made the listener for https that AWS refuses",
        &[
            "elbv2.create_listener -.Listeners[].SslPolicy",
            "elbv2.describe_listeners -.Listeners[].Certificates[].CertificateArn",
            "elbv2.describe_listeners -.Listeners[].SslPolicy",
        ],
    ),
    (
        "the emulator's instance is another: no name, no key pair, no group of its own, and of an old type",
        &[
            "ec2.describe_instances +.Reservations[].Instances[].EnaSupport",
            "ec2.describe_instances +.Reservations[].Instances[].KeyName",
            "ec2.describe_instances +.Reservations[].Instances[].SecurityGroups[].GroupId",
            "ec2.describe_instances +.Reservations[].Instances[].SecurityGroups[].GroupName",
            "ec2.describe_instances +.Reservations[].Instances[].Tags[].Key",
            "ec2.describe_instances +.Reservations[].Instances[].Tags[].Value",
            "ec2.describe_instances -.Reservations[].Instances[].ClientToken",
            "ec2.describe_instances -.Reservations[].Instances[].NetworkInterfaces[].Description",
            "ec2.describe_instances -.Reservations[].Instances[].Platform",
            "ec2.describe_instances -.Reservations[].Instances[].SriovNetSupport",
        ],
    ),
    (
        "only a reusable delegation set has a caller reference of its own (API reference of DelegationSet)",
        &["route53.create_hosted_zone -.DelegationSet.CallerReference", "route53.get_hosted_zone -.DelegationSet.CallerReference"],
    ),
    (
        "AWS tells it (its service model and its documentation's examples), and moto leaves it out",
        &[
            "acm.list_certificates +.CertificateSummaryList[].ExportOption",
            "acm.list_certificates +.CertificateSummaryList[].HasAdditionalSubjectAlternativeNames",
            "acm.list_certificates +.CertificateSummaryList[].SubjectAlternativeNameSummaries[]",
            "ec2.authorize_security_group_ingress +.SecurityGroupRules[].GroupOwnerId",
            "ec2.authorize_security_group_ingress +.SecurityGroupRules[].SecurityGroupRuleArn",
            "ec2.create_security_group +.Tags[].Key",
            "ec2.create_security_group +.Tags[].Value",
            "ec2.describe_instances +.Reservations[].Instances[].CpuOptions.CoreCount",
            "ec2.describe_instances +.Reservations[].Instances[].CpuOptions.ThreadsPerCore",
            "ec2.describe_instances +.Reservations[].Instances[].NetworkInterfaces[].PrivateIpAddresses[].PrivateDnsName",
            "ec2.describe_instances +.Reservations[].Instances[].Placement.AvailabilityZoneId",
            "ec2.describe_instances +.Reservations[].Instances[].PlatformDetails",
            "ec2.describe_instances +.Reservations[].Instances[].UsageOperation",
            "ec2.describe_security_group_rules +.SecurityGroupRules[].GroupOwnerId",
            "ec2.describe_security_group_rules +.SecurityGroupRules[].SecurityGroupRuleArn",
            "ec2.describe_subnets +.Subnets[].BlockPublicAccessStates.InternetGatewayBlockMode",
            "ec2.describe_subnets +.Subnets[].EnableDns64",
            "ec2.describe_subnets +.Subnets[].MapCustomerOwnedIpOnLaunch",
            "elbv2.create_listener +.Listeners[].DefaultActions[].ForwardConfig.TargetGroupStickinessConfig.Enabled",
            "elbv2.create_listener +.Listeners[].DefaultActions[].ForwardConfig.TargetGroups[].TargetGroupArn",
            "elbv2.create_listener +.Listeners[].DefaultActions[].ForwardConfig.TargetGroups[].Weight",
            "elbv2.create_listener +.Listeners[].DefaultActions[].RedirectConfig.Host",
            "elbv2.create_listener +.Listeners[].DefaultActions[].RedirectConfig.Path",
            "elbv2.create_listener +.Listeners[].DefaultActions[].RedirectConfig.Query",
            "elbv2.create_load_balancer +.LoadBalancers[].Scheme",
            "elbv2.describe_listeners +.Listeners[].DefaultActions[].ForwardConfig.TargetGroupStickinessConfig.Enabled",
            "elbv2.describe_listeners +.Listeners[].DefaultActions[].ForwardConfig.TargetGroups[].TargetGroupArn",
            "elbv2.describe_listeners +.Listeners[].DefaultActions[].ForwardConfig.TargetGroups[].Weight",
            "elbv2.describe_listeners +.Listeners[].DefaultActions[].RedirectConfig.Host",
            "elbv2.describe_listeners +.Listeners[].DefaultActions[].RedirectConfig.Path",
            "elbv2.describe_listeners +.Listeners[].DefaultActions[].RedirectConfig.Query",
            "elbv2.describe_load_balancers +.LoadBalancers[].Scheme",
            "elbv2.describe_ssl_policies +.SslPolicies[].SupportedLoadBalancerTypes[]",
            "elbv2.describe_target_health +.TargetHealthDescriptions[].TargetHealth.Description",
            "elbv2.describe_target_health +.TargetHealthDescriptions[].TargetHealth.Reason",
            "route53.list_hosted_zones_by_name +.IsTruncated",
            "route53.list_hosted_zones_by_name +.MaxItems",
        ],
    ),
];

/// One call and what came of it: the paths of an answer, or a refusal.
#[derive(Debug, PartialEq)]
struct Heard {
    call: String,
    verdict: String,
    paths: BTreeSet<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_answers_in_the_shape_that_moto_does() {
    let Some(moto) = moto_server() else { return };
    let theirs = moto.converse();
    let clock = SimClock::new(START, Speed::Times(100));
    let scene = SimState::begin(&Scenario::named("happy").unwrap(), START);
    let stage = Simulator::new(scene, clock.clone(), Box::new(Forget));
    let serving = serve(Endpoint::new(stage), clock, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let (python, address) = (moto.python.clone(), format!("http://{}", serving.address));
    let ours = tokio::task::spawn_blocking(move || converse(&python, &address, &[])).await.unwrap();
    let calls = |all: &[Heard]| all.iter().map(|h| h.call.clone()).collect::<Vec<_>>();
    assert_eq!(calls(&ours), calls(&theirs));
    let found: BTreeSet<String> = ours.iter().zip(&theirs).flat_map(|(ours, theirs)| differences(ours, theirs)).collect();
    let known: BTreeSet<String> = KNOWN.iter().flat_map(|(_, all)| *all).map(|what| (*what).to_owned()).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "not known yet:\n{unknown:#?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "known, and not met any more:\n{gone:#?}");
}

fn differences(ours: &Heard, theirs: &Heard) -> Vec<String> {
    if ours.verdict != theirs.verdict {
        return vec![format!("{} = {} (moto: {})", ours.call, ours.verdict, theirs.verdict)];
    }
    let only = |mark: &str, a: &Heard, b: &Heard| {
        a.paths.difference(&b.paths).map(|path| format!("{} {mark}{path}", ours.call)).collect::<Vec<_>>()
    };
    [only("+", ours, theirs), only("-", theirs, ours)].concat()
}

/// A moto server of this test's own; gone when dropped.
struct Moto {
    child: Child,
    address: String,
    python: PathBuf,
}

impl Moto {
    fn converse(&self) -> Vec<Heard> {
        converse(&self.python, &self.address, &["make"])
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn moto_server() -> Option<Moto> {
    let Some(program) = std::env::var_os("LANDFALL_MOTO").map(PathBuf::from) else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "LANDFALL_MOTO must name moto_server in CI");
        std::io::stderr().write_all(b"SKIPPED practice::compare: set LANDFALL_MOTO to the path of moto_server\n").unwrap();
        return None;
    };
    let room = std::env::temp_dir();
    let mut server = Command::new(&program);
    server.args(["-H", "127.0.0.1", "-p", "0"]).current_dir(room).env("MOTO_ACM_VALIDATION_WAIT", "60");
    let mut child = server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.find_map(|l| l.split_once("Running on ").map(|(_, url)| url.trim().to_owned())).unwrap();
    std::thread::spawn(move || lines.for_each(drop));
    Some(Moto { child, address, python: program.with_file_name("python") })
}

/// Has the conversation with whoever listens at `address`.
fn converse(python: &Path, address: &str, more: &[&str]) -> Vec<Heard> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/practice/conversation.py");
    let output = Command::new(python).arg("-I").arg(script).arg(address).args(more).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{address}: {said}\n{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| heard(&serde_json::from_str(line).unwrap())).collect()
}

fn heard(line: &Value) -> Heard {
    let call = line["call"].as_str().unwrap().to_owned();
    let mut paths = BTreeSet::new();
    let verdict = match line.get("refused") {
        Some(code) => format!("{} {}", code.as_str().unwrap(), line["status"]),
        None => {
            collect(&line["answer"], "", &mut paths);
            "agreed".to_owned()
        }
    };
    Heard { call, verdict, paths }
}

/// Every path in an answer that leads to a value; lists count as one, and empty ones (which many answers leave out) do not.
fn collect(value: &Value, path: &str, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| collect(value, &format!("{path}.{key}"), paths)),
        Value::Array(items) => items.iter().for_each(|value| collect(value, &format!("{path}[]"), paths)),
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        _ => {
            paths.insert(path.to_owned());
        }
    }
}
