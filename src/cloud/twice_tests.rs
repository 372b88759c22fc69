//! Another computer makes the same at the same moment: what AWS refuses to make twice is gone on with, and asked for again where its list
//! is late; what AWS lets be made twice is told apart by who made it and when.

use super::canned::{TOKEN, perform};
use crate::engine::fault::{Code, Disposition};
use crate::engine::made::{self, Made};
use crate::engine::op::{CloudFact, CloudOp, Fact};
use crate::engine::resource::Resource;
use crate::engine::slot::{Scheme, Slot};
use crate::engine::time::Timestamp;
use crate::site::{CertificateSpec, HealthCheck, KeyType, ServerId, SiteName, Validation};

/// An answer of ELBv2.
fn elb(action: &str, result: &str) -> String {
    format!("<{action}Response><{action}Result>{result}</{action}Result></{action}Response>")
}

fn elb_error(code: &str) -> String {
    format!("<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>")
}

fn ec2_error(code: &str) -> String {
    format!("<Response><Errors><Error><Code>{code}</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>")
}

fn tagged(arn: &str) -> String {
    let tag = "<Tags><member><Key>landfall:site</Key><Value>heestagram</Value></member></Tags>";
    elb("DescribeTags", &format!("<TagDescriptions><member><ResourceArn>{arn}</ResourceArn>{tag}</member></TagDescriptions>"))
}

/// The op against: nothing there, a refusal as a duplicate, then what the other computer made, with its tags; and against a list that does
/// not show it yet.
async fn carries_on(op: CloudOp, nothing: (u16, &str), refused: (u16, &str), there: &[(u16, &str)], made: Resource) {
    let answers: Vec<(u16, &str)> = [nothing, refused].into_iter().chain(there.iter().copied()).collect();
    let (outcome, asked) = perform(op.clone(), &answers).await;
    assert_eq!(outcome, Ok(Fact::Made(made)), "{asked:#?}");
    let (outcome, _) = perform(op.clone(), &[nothing, refused, nothing]).await;
    let late = outcome.map_err(|fault| (fault.code, fault.disposition));
    assert_eq!(late, Err((Code::NotYetVisible, Disposition::Transient)), "{op:?}: the list is late");
}

#[tokio::test]
async fn a_group_and_a_rule_that_another_computer_has_just_made_are_gone_on_with() {
    let none = "<DescribeSecurityGroupsResponse><securityGroupInfo/></DescribeSecurityGroupsResponse>";
    let tag = "<tagSet><item><key>landfall:site</key><value>heestagram</value></item></tagSet>";
    let item = format!("<item><groupId>sg-1</groupId><groupName>heestagram-LB-SG</groupName>{tag}</item>");
    let group = format!("<DescribeSecurityGroupsResponse><securityGroupInfo>{item}</securityGroupInfo></DescribeSecurityGroupsResponse>");
    let op = CloudOp::EnsureBalancerGroup { name: "heestagram-LB-SG".into(), vpc: "vpc-1".into() };
    let refused = ec2_error("InvalidGroup.Duplicate");
    carries_on(op, (200, none), (400, &refused), &[(200, &group)], Resource::BalancerGroup { id: "sg-1".into() }).await;

    let rules = |set: &str| {
        format!(
            "<DescribeSecurityGroupRulesResponse><securityGroupRuleSet>{set}</securityGroupRuleSet></DescribeSecurityGroupRulesResponse>"
        )
    };
    let open = "<item><securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><isEgress>false</isEgress>\
                <ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort><cidrIpv4>0.0.0.0/0</cidrIpv4></item>";
    let op = CloudOp::EnsureEntrance { door: Scheme::Https, group: "sg-1".into() };
    let refused = ec2_error("InvalidPermission.Duplicate");
    let made = Resource::Rule { slot: Slot::Entrance(Scheme::Https), group: "sg-1".into(), id: "sgr-1".into() };
    carries_on(op, (200, &rules("")), (400, &refused), &[(200, &rules(open))], made).await;
}

#[tokio::test]
async fn a_balancer_its_listener_and_a_target_group_that_another_computer_has_just_made_are_gone_on_with() {
    let gone = elb_error("LoadBalancerNotFound");
    let fields =
        "<LoadBalancerArn>arn:b</LoadBalancerArn><DNSName>lb.elb.amazonaws.com</DNSName><CanonicalHostedZoneId>Z</CanonicalHostedZoneId>";
    let balancer = elb("DescribeLoadBalancers", &format!("<LoadBalancers><member>{fields}</member></LoadBalancers>"));
    let op = CloudOp::EnsureBalancer { name: "heestagram-LB".into(), subnets: vec!["subnet-1".into()], group: "sg-1".into() };
    let dns_name = "lb.elb.amazonaws.com".parse().unwrap();
    let made = Resource::Balancer { arn: "arn:b".into(), dns_name, dns_zone: "Z".into(), zones: vec![] };
    let refused = elb_error("DuplicateLoadBalancerName");
    carries_on(op, (400, &gone), (400, &refused), &[(200, &balancer), (200, &tagged("arn:b"))], made).await;

    let none = elb("DescribeListeners", "<Listeners/>");
    let listener = elb("DescribeListeners", "<Listeners><member><ListenerArn>arn:l</ListenerArn><Port>80</Port></member></Listeners>");
    let op = CloudOp::EnsureListener { door: Scheme::Http, balancer: "arn:b".into(), forward: None };
    let made = Resource::Listener { door: Scheme::Http, arn: "arn:l".into() };
    let refused = elb_error("DuplicateListener");
    carries_on(op, (200, &none), (400, &refused), &[(200, &listener), (200, &tagged("arn:l"))], made).await;

    let gone = elb_error("TargetGroupNotFound");
    let check = "<HealthCheckPath>/</HealthCheckPath><Matcher><HttpCode>200</HttpCode></Matcher>";
    let fields = format!("<TargetGroupArn>arn:tg</TargetGroupArn><VpcId>vpc-1</VpcId>{check}");
    let group = elb("DescribeTargetGroups", &format!("<TargetGroups><member>{fields}</member></TargetGroups>"));
    let check = HealthCheck { path: "/".parse().unwrap(), codes: "200".parse().unwrap() };
    let op = CloudOp::EnsureTargetGroup { name: "heestagram-TG".into(), vpc: "vpc-1".into(), check };
    let made = Resource::TargetGroup { arn: "arn:tg".into() };
    let refused = elb_error("DuplicateTargetGroupName");
    carries_on(op, (400, &gone), (400, &refused), &[(200, &group), (200, &tagged("arn:tg"))], made).await;
}

#[tokio::test]
async fn a_server_that_another_computer_has_just_registered_is_not_registered_again() {
    let target = "<Target><Id>i-0123456789abcdef0</Id><Port>80</Port></Target><TargetHealth><State>initial</State></TargetHealth>";
    let health = elb("DescribeTargetHealth", &format!("<TargetHealthDescriptions><member>{target}</member></TargetHealthDescriptions>"));
    let instance: crate::site::InstanceId = "i-0123456789abcdef0".parse().unwrap();
    let op = CloudOp::EnsureRegistration { server: ServerId::MAIN, target_group: "arn:tg".into(), instance };
    let (outcome, asked) = perform(op, &[(200, &health)]).await;
    assert!(matches!(outcome, Ok(Fact::Made(Resource::Registration { .. }))) && asked.len() == 1, "{outcome:?} {asked:?}");
}

fn site() -> SiteName {
    "heestagram".parse().unwrap()
}

fn token(at: i64) -> String {
    made::token(Timestamp(1_796_000_000_000 + at), [1, 2])
}

fn zone(id: &str, reference: &str, records: u32) -> String {
    let counted = format!("<CallerReference>{reference}</CallerReference><ResourceRecordSetCount>{records}</ResourceRecordSetCount>");
    format!("<HostedZone><Id>/hostedzone/{id}</Id><Name>heestagram.com.</Name>{counted}</HostedZone>")
}

fn zones(all: &[String]) -> String {
    let all = all.concat();
    format!(
        "<ListHostedZonesByNameResponse><HostedZones>{all}</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesByNameResponse>"
    )
}

/// The tags of these zones.
fn tags(of: &[(&str, &str)]) -> String {
    let tag = |key: &str, value: &str| format!("<Tag><Key>{key}</Key><Value>{value}</Value></Tag>");
    let set = |(id, made): &(&str, &str)| {
        let tags = tag("landfall:site", "heestagram") + &tag("landfall:made", made);
        format!("<ResourceTagSet><ResourceType>hostedzone</ResourceType><ResourceId>{id}</ResourceId><Tags>{tags}</Tags></ResourceTagSet>")
    };
    let sets: String = of.iter().map(set).collect();
    format!("<ListTagsForResourcesResponse><ResourceTagSets>{sets}</ResourceTagSets></ListTagsForResourcesResponse>")
}

fn reported(id: &str) -> String {
    let servers = "<DelegationSet><NameServers><NameServer>ns-1.awsdns-00.com</NameServer></NameServers></DelegationSet>";
    format!("<GetHostedZoneResponse>{}{servers}</GetHostedZoneResponse>", zone(id, "x", 2))
}

fn ensure_zone() -> CloudOp {
    CloudOp::EnsureZone { domain: "heestagram.com".parse().unwrap() }
}

#[tokio::test]
async fn of_two_zones_of_ours_the_first_is_gone_on_with_by_whoever_asks() {
    let (early, late) = (made::reference(&site(), &token(0)), made::reference(&site(), &token(40_000)));
    let both = zones(&[zone("ZA", &late, 2), zone("ZB", &early, 2)]);
    let (tags, told) = (tags(&[("ZA", "x"), ("ZB", "x")]), reported("ZB"));
    let (outcome, _) = perform(ensure_zone(), &[(200, &both), (200, &tags), (200, &told)]).await;
    assert!(matches!(&outcome, Ok(Fact::Made(Resource::Zone { id, .. })) if id.0 == "ZB"), "{outcome:?}");
}

#[tokio::test]
async fn a_zone_that_another_computer_has_not_tagged_yet_is_tagged_and_no_stranger_s() {
    let reference = made::reference(&site(), &token(0));
    let (none, told, done) = (tags(&[]), reported("ZA"), "<ChangeTagsForResourceResponse/>");
    let begun = zones(&[zone("ZA", &reference, 2)]);
    let (outcome, asked) = perform(ensure_zone(), &[(200, &begun), (200, &none), (200, done), (200, &told)]).await;
    assert!(matches!(&outcome, Ok(Fact::Made(Resource::Zone { id, .. })) if id.0 == "ZA"), "{outcome:?}");
    assert!(asked[2].contains("landfall:site") && !asked[2].contains("landfall:made"), "who made it tells so: {}", asked[2]);
    // One in which something was written is whose it is: the person may have taken the tag away.
    for stranger in [zone("ZA", &reference, 3), zone("ZA", "landfall/another/x", 2), zone("ZA", "console", 2)] {
        let (outcome, _) = perform(ensure_zone(), &[(200, &zones(&[stranger])), (200, &none)]).await;
        assert_eq!(outcome.map_err(|fault| fault.code), Err(Code::NotOurs));
    }
}

#[tokio::test]
async fn a_zone_is_made_under_a_reference_that_tells_the_site_and_the_tag_tells_who() {
    let created = format!("<CreateHostedZoneResponse>{}</CreateHostedZoneResponse>", zone("ZA", "x", 2));
    let none = tags(&[]);
    let answers = [(200, zones(&[])), (201, created), (200, "<ChangeTagsForResourceResponse/>".to_owned())];
    let answers: Vec<(u16, &str)> = answers.iter().map(|(status, body)| (*status, body.as_str())).collect();
    let (outcome, asked) = perform(ensure_zone(), &answers).await;
    assert!(outcome.is_ok(), "{outcome:?} {none}");
    assert!(asked[1].contains(&format!("<CallerReference>landfall/heestagram/{TOKEN}</CallerReference>")), "{}", asked[1]);
    assert!(asked[2].contains("landfall:made") && asked[2].contains(TOKEN), "{}", asked[2]);
}

#[tokio::test]
async fn a_look_tells_who_made_a_zone() {
    let token = token(0);
    let (all, value) = (zones(&[zone("ZA", &made::reference(&site(), &token), 2)]), format!("2026-11-30T00:00:00Z hee@desk {token}"));
    let op = CloudOp::LookZones { domain: Some("heestagram.com".parse().unwrap()) };
    let (outcome, _) = perform(op, &[(200, &all), (200, &tags(&[("ZA", &value)])), (200, &reported("ZA"))]).await;
    let Ok(Fact::Cloud(CloudFact::Zones(zones))) = outcome else { panic!("{outcome:?}") };
    assert_eq!(zones[0].made, Some(Made { by: "hee@desk".into(), token }));
}

#[tokio::test]
async fn of_two_certificates_of_ours_the_first_is_gone_on_with_by_whoever_asks() {
    let spec =
        CertificateSpec { names: vec!["www.heestagram.com".parse().unwrap()], validation: Validation::Dns, key_type: KeyType::Rsa2048 };
    let summary = |arn: &str| format!(r#"{{"CertificateArn":"{arn}","DomainName":"www.heestagram.com"}}"#);
    let list = format!(r#"{{"CertificateSummaryList":[{},{}]}}"#, summary("arn:a"), summary("arn:b"));
    let tags = r#"{"Tags":[{"Key":"landfall:site","Value":"heestagram"},{"Key":"landfall:made","Value":"- hee@desk t"}]}"#;
    let detail = |arn: &str, created: u32| {
        let names = r#""DomainName":"www.heestagram.com","SubjectAlternativeNames":["www.heestagram.com"],"Status":"PENDING_VALIDATION""#;
        format!(r#"{{"Certificate":{{"CertificateArn":"{arn}",{names},"CreatedAt":{created},"KeyAlgorithm":"RSA-2048"}}}}"#)
    };
    let op = CloudOp::EnsureCertificate { spec, domain: "heestagram.com".parse().unwrap() };
    let (late, early) = (detail("arn:a", 1_796_000_040), detail("arn:b", 1_796_000_000));
    let (outcome, asked) = perform(op, &[(200, &list), (200, tags), (200, &late), (200, tags), (200, &early)]).await;
    assert_eq!(outcome, Ok(Fact::Made(Resource::Certificate { arn: "arn:b".into(), adopted: false })), "{asked:#?}");
}
