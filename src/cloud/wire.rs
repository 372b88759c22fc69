//! AWS's own answers, byte for byte in each service's format, through the SDK's parsers: refusals and pages.

use super::canned::{TOKEN, perform};
use crate::engine::fault::{Code, Disposition, Remedy};
use crate::engine::op::cloud::{ConsoleKeys, HostKey, InstanceRef, InstanceState, KeyKind, StatusChecks};
use crate::engine::op::{CloudFact, CloudOp, Fact};
use crate::engine::record_set::{RecordSet, RecordValue};
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::site::{CertificateSpec, KeyType, Validation};

const NO_ZONES: &str = r#"<ListHostedZonesByNameResponse><HostedZones/><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesByNameResponse>"#;
const NO_TAGS: &str = "<ListTagsForResourcesResponse><ResourceTagSets/></ListTagsForResourcesResponse>";

fn zone(id: &str, name: &str, reference: &str) -> String {
    format!("<HostedZone><Id>/hostedzone/{id}</Id><Name>{name}.</Name><CallerReference>{reference}</CallerReference></HostedZone>")
}

fn zone_reported(id: &str) -> String {
    let servers = "<DelegationSet><NameServers><NameServer>ns-2.awsdns-00.net</NameServer><NameServer>ns-1.awsdns-00.com.</NameServer></NameServers></DelegationSet>";
    format!("<GetHostedZoneResponse>{}{servers}</GetHostedZoneResponse>", zone(id, "heestagram.com", TOKEN))
}

fn route53_error(code: &str) -> String {
    format!("<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>")
}

fn elb_error(code: &str, message: &str) -> String {
    format!("<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>")
}

fn ec2_error(code: &str) -> String {
    format!("<Response><Errors><Error><Code>{code}</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>")
}

fn acm_error(code: &str) -> String {
    format!(r#"{{"__type":"com.amazonaws.acm#{code}","message":"no"}}"#)
}

fn www(address: &str) -> RecordSet {
    let value = RecordValue::A { ttl: 300, addresses: vec![address.parse().unwrap()] };
    RecordSet::plain("www.heestagram.com".parse().unwrap(), value)
}

#[tokio::test]
async fn a_reused_caller_reference_finds_its_zone() {
    let all = format!(
        "<ListHostedZonesResponse><HostedZones>{}{}</HostedZones><IsTruncated>false</IsTruncated></ListHostedZonesResponse>",
        zone("Z1", "heestagram.com", "another"),
        zone("Z2", "heestagram.com", TOKEN),
    );
    let (refused, reported) = (route53_error("HostedZoneAlreadyExists"), zone_reported("Z2"));
    let op = CloudOp::EnsureZone { domain: "heestagram.com".parse().unwrap() };
    let answers = [(200, NO_ZONES), (409, &refused), (200, &all), (200, "<ChangeTagsForResourceResponse/>"), (200, &reported)];
    let (outcome, asked) = perform(op, &answers).await;
    let name_servers = ["ns-2.awsdns-00.net", "ns-1.awsdns-00.com"].map(|n| n.parse().unwrap()).to_vec();
    assert_eq!(outcome, Ok(Fact::Made(Resource::Zone { id: "Z2".into(), name_servers, adopted: false })));
    assert!(asked[1].contains(TOKEN), "{}", asked[1]);
    assert!(asked[3].contains("/tags/hostedzone/Z2") && asked[3].contains("landfall:site"), "{}", asked[3]);
}

#[tokio::test]
async fn zones_are_paged_by_hand_until_another_name_comes() {
    let page = |zones: String, next: &str| {
        let truncated = format!("<IsTruncated>true</IsTruncated><NextDNSName>{next}</NextDNSName><NextHostedZoneId>Z2</NextHostedZoneId>");
        format!(
            "<ListHostedZonesByNameResponse><HostedZones>{zones}</HostedZones>{truncated}<MaxItems>1</MaxItems></ListHostedZonesByNameResponse>"
        )
    };
    let first = page(zone("Z1", "heestagram.com", "a"), "heestagram.com.");
    let second = page(zone("Z2", "heestagram.com", "b") + &zone("Z3", "zebra.com", "c"), "zebra.com.");
    let (one, two) = (zone_reported("Z1"), zone_reported("Z2"));
    let op = CloudOp::LookZones { domain: Some("heestagram.com".parse().unwrap()) };
    let (outcome, asked) = perform(op, &[(200, &first), (200, &second), (200, NO_TAGS), (200, &one), (200, &two)]).await;
    let Ok(Fact::Cloud(CloudFact::Zones(zones))) = outcome else { panic!("{outcome:?}") };
    assert_eq!(zones.iter().map(|z| z.id.0.as_str()).collect::<Vec<_>>(), ["Z1", "Z2"]);
    assert!(asked[1].contains("hostedzoneid=Z2"), "{}", asked[1]);
}

#[tokio::test]
async fn a_refused_batch_says_what_was_wrong_with_it() {
    let empty = "<ListResourceRecordSetsResponse><ResourceRecordSets/><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>";
    let wording = "[Tried to create resource record set [name='www.heestagram.com.', type='A'] but it already exists]";
    let refused = route53_error("InvalidChangeBatch").replace("no", wording);
    let op = CloudOp::UpsertRecord { slot: Slot::Address, zone: "Z1".into(), set: www("198.51.100.11"), prior: None };
    let (outcome, _) = perform(op, &[(200, empty), (400, &refused)]).await;
    let fault = outcome.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::RecordClash, Disposition::Person(Remedy::FixRecordClash)), "{fault}");
    assert_eq!(fault.detail, format!("InvalidChangeBatch: {wording}"));
}

#[tokio::test]
async fn a_zone_that_is_gone_is_unmade_and_so_are_its_records() {
    let gone = route53_error("NoSuchHostedZone");
    let (outcome, _) = perform(CloudOp::DeleteZone { zone: "Z1".into() }, &[(404, &gone), (404, &gone)]).await;
    assert_eq!(outcome, Ok(Fact::Unmade(Slot::Zone)));
    let op = CloudOp::RestoreRecord { slot: Slot::Address, zone: "Z1".into(), set: www("198.51.100.11"), prior: Some(www("203.0.113.9")) };
    let (outcome, _) = perform(op, &[(404, &gone)]).await;
    assert_eq!(outcome, Ok(Fact::Unmade(Slot::Address)));
}

#[tokio::test]
async fn a_certificate_in_use_is_asked_again_and_one_that_is_gone_is_unmade() {
    let delete = || CloudOp::DeleteCertificate { arn: "arn:aws:acm:ap-northeast-2:1:certificate/c".into() };
    let (outcome, _) = perform(delete(), &[(400, &acm_error("ResourceInUseException"))]).await;
    assert_eq!(outcome.map_err(|f| (f.code, f.disposition)), Err((Code::InUse, Disposition::Transient)));
    let (outcome, _) = perform(delete(), &[(400, &acm_error("ResourceNotFoundException"))]).await;
    assert_eq!(outcome, Ok(Fact::Unmade(Slot::Certificate)));
}

#[tokio::test]
async fn approval_mails_go_to_the_domain_under_the_same_token() {
    let names = vec!["www.heestagram.com".parse().unwrap(), "*.heestagram.com".parse().unwrap()];
    let domain = "heestagram.com".parse().unwrap();
    let op =
        CloudOp::EnsureCertificate { spec: CertificateSpec { names, validation: Validation::Email, key_type: KeyType::EcdsaP256 }, domain };
    let answers = [(200, r#"{"CertificateSummaryList":[]}"#), (200, r#"{"CertificateArn":"arn:c"}"#)];
    let (outcome, asked) = perform(op, &answers).await;
    assert_eq!(outcome, Ok(Fact::Made(Resource::Certificate { arn: "arn:c".into(), adopted: false })));
    assert!(asked[0].contains("EC_secp384r1"), "{}", asked[0]);
    let body: serde_json::Value = serde_json::from_str(asked[1].split_once("/ ").unwrap().1).unwrap();
    assert_eq!((&body["ValidationMethod"], &body["IdempotencyToken"]), (&"EMAIL".into(), &TOKEN.into()));
    assert_eq!(body["KeyAlgorithm"], "EC_prime256v1");
    assert_eq!(body["DomainValidationOptions"][1]["DomainName"], "*.heestagram.com");
    assert_eq!(body["DomainValidationOptions"][1]["ValidationDomain"], "heestagram.com");
    assert_eq!(body["Tags"][0]["Key"], "landfall:site");
}

#[tokio::test]
async fn a_group_that_is_still_named_is_asked_again_and_one_that_is_gone_is_unmade() {
    let delete = || CloudOp::DeleteBalancerGroup { group: "sg-1".into() };
    let (outcome, _) = perform(delete(), &[(400, &ec2_error("DependencyViolation"))]).await;
    assert_eq!(outcome.map_err(|f| (f.code, f.disposition)), Err((Code::InUse, Disposition::Transient)));
    let (outcome, _) = perform(delete(), &[(400, &ec2_error("InvalidGroup.NotFound"))]).await;
    assert_eq!(outcome, Ok(Fact::Unmade(Slot::BalancerGroup)));
}

#[tokio::test]
async fn a_group_that_a_lost_answer_made_is_found_by_its_tag() {
    let none = "<DescribeSecurityGroupsResponse><securityGroupInfo/></DescribeSecurityGroupsResponse>";
    let group = |site: &str| {
        let tag = format!("<tagSet><item><key>landfall:site</key><value>{site}</value></item></tagSet>");
        let item = format!("<item><groupId>sg-1</groupId><groupName>heestagram-LB-SG</groupName>{tag}</item>");
        format!("<DescribeSecurityGroupsResponse><securityGroupInfo>{item}</securityGroupInfo></DescribeSecurityGroupsResponse>")
    };
    let ensure = || CloudOp::EnsureBalancerGroup { name: "heestagram-LB-SG".into(), vpc: "vpc-1".into() };
    let refused = ec2_error("InvalidGroup.Duplicate");
    let (outcome, asked) = perform(ensure(), &[(200, none), (400, &refused), (200, &group("heestagram"))]).await;
    assert_eq!(outcome, Ok(Fact::Made(Resource::BalancerGroup { id: "sg-1".into() })));
    assert!(asked[1].contains("landfall%3Asite") && asked[1].contains("heestagram-LB-SG"), "{}", asked[1]);
    let (outcome, _) = perform(ensure(), &[(200, none), (400, &refused), (200, &group("another"))]).await;
    assert_eq!(outcome.map_err(|f| f.code), Err(Code::NotOurs));
}

#[tokio::test]
async fn new_accounts_and_fresh_certificates_are_told_apart_from_other_refusals() {
    let none = elb_error("LoadBalancerNotFound", "no");
    let barred = elb_error("OperationNotPermitted", "This AWS account currently does not support creating load balancers.");
    let op = CloudOp::EnsureBalancer { name: "heestagram-LB".into(), subnets: vec!["subnet-1".into()], group: "sg-1".into() };
    let (outcome, _) = perform(op, &[(400, &none), (400, &barred)]).await;
    let fault = outcome.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::BalancersNotAllowed, Disposition::Person(Remedy::OpenSupportCase)), "{fault}");

    let listeners =
        "<DescribeListenersResponse><DescribeListenersResult><Listeners/></DescribeListenersResult></DescribeListenersResponse>";
    let unknown_policy = elb_error("SSLPolicyNotFound", "no");
    let fresh = elb_error("UnsupportedCertificate", "must have a fully-qualified domain name");
    let forward = Some(("arn:tg".into(), "arn:c".into()));
    let op = CloudOp::EnsureListener { door: Scheme::Https, balancer: "arn:b".into(), forward };
    let (outcome, asked) = perform(op, &[(200, listeners), (400, &unknown_policy), (400, &fresh)]).await;
    assert_eq!(outcome.map_err(|f| (f.code, f.disposition)), Err((Code::NotYetVisible, Disposition::Transient)));
    assert!(asked[2].contains("ELBSecurityPolicy-TLS13-1-2-2021-06"), "{}", asked[2]);
}

#[tokio::test]
async fn our_listener_takes_a_new_certificate() {
    let action = "<DefaultActions><member><Type>forward</Type><TargetGroupArn>arn:tg</TargetGroupArn></member></DefaultActions>";
    let old = "<Certificates><member><CertificateArn>arn:old</CertificateArn></member></Certificates>";
    let listener = format!("<Listeners><member><ListenerArn>arn:l</ListenerArn><Port>443</Port>{old}{action}</member></Listeners>");
    let listeners =
        format!("<DescribeListenersResponse><DescribeListenersResult>{listener}</DescribeListenersResult></DescribeListenersResponse>");
    let tag = "<Tags><member><Key>landfall:site</Key><Value>heestagram</Value></member></Tags>";
    let tags = format!("<TagDescriptions><member><ResourceArn>arn:l</ResourceArn>{tag}</member></TagDescriptions>");
    let tags = format!("<DescribeTagsResponse><DescribeTagsResult>{tags}</DescribeTagsResult></DescribeTagsResponse>");
    let modified = "<ModifyListenerResponse><ModifyListenerResult/></ModifyListenerResponse>";
    let ensure = |certificate: &str| {
        let forward = Some(("arn:tg".into(), certificate.into()));
        CloudOp::EnsureListener { door: Scheme::Https, balancer: "arn:b".into(), forward }
    };
    let ours = Ok(Fact::Made(Resource::Listener { door: Scheme::Https, arn: "arn:l".into() }));
    let (outcome, asked) = perform(ensure("arn:new"), &[(200, &listeners), (200, &tags), (200, modified)]).await;
    assert_eq!(outcome, ours);
    assert!(asked[2].contains("Action=ModifyListener") && asked[2].contains("arn%3Anew"), "{}", asked[2]);
    let (outcome, _) = perform(ensure("arn:old"), &[(200, &listeners), (200, &tags)]).await;
    assert_eq!(outcome, ours);
}

const INSTANCE: &str = "i-0123456789abcdef0";

fn described(instances: &str) -> String {
    let set = format!("<instancesSet>{instances}</instancesSet>");
    format!("<DescribeInstancesResponse><reservationSet><item>{set}</item></reservationSet></DescribeInstancesResponse>")
}

/// GetConsoleOutput's answer: base64 in lines, as AWS breaks them.
fn console(text: &str) -> String {
    let packed = aws_smithy_types::base64::encode(text);
    let lines = packed.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned() + "\n").collect::<String>();
    let stamp = "<timestamp>2026-11-02T02:15:56.000Z</timestamp>";
    format!("<GetConsoleOutputResponse><instanceId>{INSTANCE}</instanceId>{stamp}<output>{lines}</output></GetConsoleOutputResponse>")
}

#[tokio::test]
async fn the_host_keys_are_read_from_the_kept_console_and_else_from_the_newest() {
    let running =
        described(&format!("<item><instanceId>{INSTANCE}</instanceId><instanceState><name>running</name></instanceState></item>"));
    let fingerprint = format!("SHA256:{}", "a".repeat(43));
    let block = |begin: &str| {
        let lines = [begin, &format!("256 {fingerprint} root@ip (ED25519)"), "-----END SSH HOST KEY FINGERPRINTS-----"];
        lines.map(|line| format!("<14>Nov  2 02:15:52 ec2: {line}\r\n")).concat()
    };
    let (whole, bare) = (console(&block("-----BEGIN SSH HOST KEY FINGERPRINTS-----")), console(&block("boots")));
    let (no_latest, denied) = (ec2_error("UnsupportedOperation"), ec2_error("UnauthorizedOperation"));
    let instance: crate::site::InstanceId = INSTANCE.parse().unwrap();
    let key = HostKey { kind: KeyKind::Ed25519, fingerprint: fingerprint.parse().unwrap() };
    let printed = ConsoleKeys::Printed { instance: instance.clone(), keys: vec![key] };
    let written = Some(crate::engine::time::Timestamp(1_793_585_756_000));
    let without = ConsoleKeys::Without { instance: instance.clone(), written };
    let nothing = console("");
    let table = [
        (vec![(200, running.as_str()), (200, &whole)], printed.clone()),
        (vec![(200, &running), (200, &bare), (200, &whole)], printed),
        (vec![(200, &running), (200, &bare), (400, &no_latest)], without.clone()),
        (vec![(200, &running), (200, &bare), (200, &nothing)], without),
        (vec![(200, &running), (200, &nothing), (200, &nothing)], ConsoleKeys::Empty { instance: instance.clone() }),
    ];
    let look = || CloudOp::LookHostKeys { of: InstanceRef::Id(instance.clone()) };
    for (answers, keys) in table {
        let (outcome, asked) = perform(look(), &answers).await;
        assert_eq!(outcome, Ok(Fact::Cloud(CloudFact::HostKeys(keys))), "{answers:?}");
        assert_eq!(asked.iter().any(|call| call.contains("Latest=true")), answers.len() == 3, "{asked:?}");
    }
    let (outcome, _) = perform(look(), &[(200, &running), (403, &denied)]).await;
    assert_eq!(outcome.map_err(|fault| fault.code), Err(Code::AccessDenied));
}

#[tokio::test]
async fn an_instance_that_nobody_named_is_found_by_its_address() {
    let table = [("198.51.100.11", "ip-address"), ("172.31.0.11", "private-ip-address"), ("2001:db8::1", "ipv6-address")];
    for (address, filter) in table {
        let op = CloudOp::LookHostKeys { of: InstanceRef::Address(address.parse().unwrap()) };
        let (outcome, asked) = perform(op, &[(200, &described(""))]).await;
        assert_eq!(outcome, Ok(Fact::Cloud(CloudFact::HostKeys(ConsoleKeys::NoInstance))));
        assert!(asked[0].contains(&format!("Filter.1.Name={filter}&")), "{asked:?}");
    }
}

/// DescribeInstanceStatus's answer.
fn checked(system: &str, instance: &str) -> String {
    let told = |name: &str, status: &str| format!("<{name}><status>{status}</status></{name}>");
    let item = format!("<instanceId>{INSTANCE}</instanceId>{}{}", told("systemStatus", system), told("instanceStatus", instance));
    format!("<DescribeInstanceStatusResponse><instanceStatusSet><item>{item}</item></instanceStatusSet></DescribeInstanceStatusResponse>")
}

#[tokio::test]
async fn what_decides_whether_a_server_is_reached_is_read_in_one_look() {
    let association = "<association><publicIp>203.0.113.99</publicIp></association>";
    let inner = format!("<item><privateIpAddress>172.31.0.12</privateIpAddress>{association}</item>");
    let interface =
        format!("<networkInterfaceSet><item><privateIpAddressesSet>{inner}</privateIpAddressesSet></item></networkInterfaceSet>");
    let of = |state: &str| {
        let state = format!("<instanceState><name>{state}</name></instanceState><ipAddress>198.51.100.11</ipAddress>");
        described(&format!(
            "<item><instanceId>{INSTANCE}</instanceId>{state}<groupSet><item><groupId>sg-1</groupId></item></groupSet>{interface}</item>"
        ))
    };
    let rule =
        "<securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><isEgress>false</isEgress><ipProtocol>tcp</ipProtocol>";
    let ports = "<fromPort>22</fromPort><toPort>22</toPort><cidrIpv4>192.0.2.7/32</cidrIpv4>";
    let rules = format!("<securityGroupRuleSet><item>{rule}{ports}</item></securityGroupRuleSet>");
    let rules = format!("<DescribeSecurityGroupRulesResponse>{rules}</DescribeSecurityGroupRulesResponse>");
    let look = || CloudOp::LookReach { of: InstanceRef::Id(INSTANCE.parse().unwrap()) };
    let (running, denied) = (of("running"), ec2_error("UnauthorizedOperation"));
    let table = [
        ((200, checked("ok", "ok")), StatusChecks::Ok),
        ((200, checked("ok", "impaired")), StatusChecks::Impaired),
        ((200, checked("initializing", "ok")), StatusChecks::Initializing),
        ((200, checked("ok", "insufficient-data")), StatusChecks::Unknown),
        ((403, denied.clone()), StatusChecks::Unknown),
    ];
    for ((status, answer), checks) in table {
        let (outcome, _) = perform(look(), &[(200, &running), (200, &rules), (status, &answer)]).await;
        let Ok(Fact::Cloud(CloudFact::Reach(Some(reach)))) = outcome else { panic!("{outcome:?}") };
        assert_eq!(reach.checks, checks);
        let addresses: Vec<String> = reach.addresses.iter().map(ToString::to_string).collect();
        assert_eq!(addresses, ["198.51.100.11", "172.31.0.12", "203.0.113.99"]);
        assert_eq!((reach.openings(22).len(), reach.openings(2222).len()), (1, 0));
    }
    let (outcome, asked) = perform(look(), &[(200, &of("stopped")), (200, &rules)]).await;
    let Ok(Fact::Cloud(CloudFact::Reach(Some(reach)))) = outcome else { panic!("{outcome:?}") };
    assert_eq!((reach.instance.state, asked.len()), (InstanceState::Stopped, 2));
    let (outcome, _) = perform(look(), &[(400, &ec2_error("InvalidInstanceID.NotFound"))]).await;
    assert_eq!(outcome, Ok(Fact::Cloud(CloudFact::Reach(None))));
    let (outcome, _) = perform(look(), &[(403, &denied)]).await;
    assert_eq!(outcome.map_err(|fault| fault.code), Err(Code::AccessDenied));
}
