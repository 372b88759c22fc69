//! Who gets in: signatures of another time, keys in a region that the account does not have, denials by the organisation, and too
//! many calls, as the SDK meets them in each service's own words.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::{Region, SdkConfig};
use aws_smithy_async::time::TimeSource;
use landfall::ports::Clock;
use landfall::practice::ComputerClock;

use super::bench::{Bench, code, config};
use super::ec2::refusal;

/// The clock of the person's computer in the SDK's shape.
#[derive(Debug)]
struct Wrong(ComputerClock);

impl TimeSource for Wrong {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(u64::try_from(self.0.now().0).unwrap())
    }
}

/// A world whose computer is off by so much, and the SDK's configuration on it.
fn off(by: &str) -> (Bench, SdkConfig) {
    let bench = Bench::with(&format!("[computer]\nclock_off = \"{by}\""));
    let config = bench.config.to_builder().time_source(Wrong(bench.stage.computer())).build();
    (bench, config)
}

#[tokio::test]
async fn a_signature_of_another_time_is_refused_by_each_service_in_its_own_words() {
    let (_bench, late) = off("-12m");
    let said = refusal(aws_sdk_sts::Client::new(&late).get_caller_identity().send().await);
    let message = "Signature expired: 20261123T234800Z is now earlier than 20261123T235500Z (20261124T000000Z - 5 min.)";
    assert_eq!(said, ("SignatureDoesNotMatch".to_owned(), message.to_owned()));
    let (ec2, elb) = (aws_sdk_ec2::Client::new(&late), aws_sdk_elasticloadbalancingv2::Client::new(&late));
    assert_eq!(code(ec2.describe_vpcs().send().await), "RequestExpired");
    assert_eq!(code(elb.describe_load_balancers().send().await), "SignatureDoesNotMatch");
    assert_eq!(code(aws_sdk_acm::Client::new(&late).list_certificates().send().await), "InvalidSignatureException");
    assert_eq!(code(aws_sdk_route53::Client::new(&late).list_hosted_zones().send().await), "SignatureDoesNotMatch");
    let (_bench, early) = off("6m");
    let said = refusal(aws_sdk_acm::Client::new(&early).list_certificates().send().await);
    let message = "Signature not yet current: 20261124T000600Z is still later than 20261124T000500Z (20261124T000000Z + 5 min.)";
    assert_eq!(said, ("InvalidSignatureException".to_owned(), message.to_owned()));
    assert_eq!(code(aws_sdk_ec2::Client::new(&early).describe_vpcs().send().await), "AuthFailure");
    for near in ["-4m", "+4m", "-299s"] {
        let (_bench, near) = off(near);
        assert_eq!(code(aws_sdk_sts::Client::new(&near).get_caller_identity().send().await), "(agreed)");
    }
}

#[tokio::test]
async fn the_sdk_learns_the_time_from_a_refusal_and_its_client_signs_rightly_from_then_on() {
    for by in ["-12m", "3h"] {
        let (_bench, config) = off(by);
        let (sts, ec2) = (aws_sdk_sts::Client::new(&config), aws_sdk_ec2::Client::new(&config));
        assert_ne!(code(sts.get_caller_identity().send().await), "(agreed)");
        assert_eq!(code(sts.get_caller_identity().send().await), "(agreed)", "the same client, once more");
        assert_ne!(code(ec2.describe_vpcs().send().await), "(agreed)", "each client learns for itself");
        assert_eq!(code(ec2.describe_vpcs().send().await), "(agreed)");
    }
}

#[tokio::test]
async fn every_answer_tells_the_worlds_time() {
    let bench = Bench::happy();
    bench.wait(90).await;
    let scope = "AWS4-HMAC-SHA256 Credential=AKID/20261124/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0";
    let request = http::Request::post("https://sts.amazonaws.com/").header("authorization", scope);
    let endpoint = landfall::practice::ports::Endpoint::new(bench.stage.clone());
    let answer = endpoint.exchange(request.body(b"Action=GetCallerIdentity&Version=2011-06-15".to_vec()).unwrap()).await.unwrap();
    assert_eq!(answer.headers()["date"], "Tue, 24 Nov 2026 00:01:30 GMT");
}

/// The happy world's configuration, in another region.
fn elsewhere(bench: &Bench, region: &'static str) -> SdkConfig {
    bench.config.to_builder().region(Region::new(region)).build()
}

#[tokio::test]
async fn a_region_that_the_account_does_not_have_knows_no_key_and_others_tell_that() {
    let bench = Bench::happy();
    let hong_kong = elsewhere(&bench, "ap-east-1");
    assert_eq!(code(aws_sdk_sts::Client::new(&hong_kong).get_caller_identity().send().await), "InvalidClientTokenId");
    let said = refusal(aws_sdk_ec2::Client::new(&hong_kong).describe_vpcs().send().await);
    assert_eq!(said, ("AuthFailure".to_owned(), "AWS was not able to validate the provided access credentials".to_owned()));
    let said = refusal(aws_sdk_acm::Client::new(&hong_kong).list_certificates().send().await);
    assert_eq!(said, ("UnrecognizedClientException".to_owned(), "The security token included in the request is invalid.".to_owned()));
    let elb = aws_sdk_elasticloadbalancingv2::Client::new(&hong_kong);
    assert_eq!(code(elb.describe_load_balancers().send().await), "InvalidClientTokenId");
    assert_eq!(code(aws_sdk_route53::Client::new(&hong_kong).list_hosted_zones().send().await), "(agreed)", "it is in no region");
    let first = elsewhere(&bench, "us-east-1");
    assert_eq!(code(aws_sdk_sts::Client::new(&first).get_caller_identity().send().await), "(agreed)");
    let status = async |config: &SdkConfig, region: &str| {
        let asked = aws_sdk_ec2::Client::new(config).describe_regions().all_regions(true).region_names(region);
        asked.send().await.unwrap().regions()[0].opt_in_status().unwrap().to_owned()
    };
    assert_eq!(status(&first, "ap-east-1").await, "not-opted-in");
    assert_eq!(status(&first, "ap-northeast-2").await, "opt-in-not-required");
}

#[tokio::test]
async fn a_world_may_lie_in_a_region_that_is_switched_off_until_somebody_enables_it() {
    let happy = std::fs::read_to_string("assets/practice/happy.toml").unwrap().replace("ap-northeast-2", "ap-east-1");
    let world = landfall::practice::Scenario::read("test", &format!("{happy}\n[account]\nopted_in = false")).unwrap();
    let bench = Bench::of(&world);
    let ec2 = aws_sdk_ec2::Client::new(&config(&bench.stage, "ap-east-1"));
    assert_eq!(code(ec2.describe_instances().send().await), "AuthFailure");
    bench.change(|scene| scene.aws.opted_in = true);
    assert_eq!(ec2.describe_instances().send().await.unwrap().reservations().len(), 1);
    let told = ec2.describe_regions().region_names("ap-east-1").send().await.unwrap();
    assert_eq!(told.regions()[0].opt_in_status(), Some("opted-in"));
}

#[tokio::test]
async fn what_the_organisation_denies_is_refused_by_name_also_as_a_dry_run() {
    let bench = Bench::with(
        "[account]\ndenied = [\"ec2:CreateSecurityGroup\", \"acm:RequestCertificate\", \"route53:CreateHostedZone\", \"elasticloadbalancing:CreateTargetGroup\"]",
    );
    let scp = "with an explicit deny in a service control policy: arn:aws:organizations::";
    let ec2 = bench.ec2();
    for dry in [false, true] {
        let (code, message) = refusal(ec2.create_security_group().group_name("x").description("x").dry_run(dry).send().await);
        assert_eq!(code, "UnauthorizedOperation");
        assert!(
            message.starts_with("You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/"),
            "{message}"
        );
        assert!(message.contains("perform: ec2:CreateSecurityGroup on resource: ") && message.contains(scp), "{message}");
        assert!(message.contains(". Encoded authorization failure message: "), "{message}");
    }
    let (code, message) = refusal(bench.acm().request_certificate().domain_name("a.com").send().await);
    assert!(code == "AccessDeniedException" && message.contains(scp), "{code} {message}");
    let (code, message) = refusal(bench.route53().create_hosted_zone().name("a.com").caller_reference("x").send().await);
    assert!(code == "AccessDenied" && message.contains("route53:CreateHostedZone") && message.contains(scp), "{code} {message}");
    let (code, message) = refusal(bench.elb().create_target_group().name("x").send().await);
    assert!(
        code == "AccessDenied" && message.contains("elasticloadbalancing:CreateTargetGroup") && message.contains(scp),
        "{code} {message}"
    );
    assert!(bench.stage.see(|scene| scene.aws.route53.zones.is_empty() && scene.aws.acm.certificates.is_empty()));
}

#[tokio::test]
async fn a_dry_run_tells_whether_it_would_be_allowed_and_makes_nothing() {
    let bench = Bench::happy();
    let groups = bench.stage.see(|scene| scene.aws.ec2.groups.clone());
    let said = refusal(bench.ec2().create_security_group().group_name("x").description("x").dry_run(true).send().await);
    assert_eq!(said, ("DryRunOperation".to_owned(), "Request would have succeeded, but DryRun flag is set.".to_owned()));
    let server = super::ec2::server_group(&bench).await;
    let asked = bench.ec2().authorize_security_group_ingress().group_id(server).ip_permissions(super::ec2::tcp(8080, "10.0.0.0/8"));
    assert_eq!(code(asked.dry_run(true).send().await), "DryRunOperation");
    assert_eq!(bench.stage.see(|scene| scene.aws.ec2.groups.clone()), groups);
}

#[tokio::test]
async fn whoever_asks_too_often_is_throttled_and_may_ask_again_a_little_later() {
    let bench = Bench::with("[account]\npaced = true");
    let mut said = Vec::new();
    for _ in 0..7 {
        said.push(code(bench.route53().list_hosted_zones().send().await));
    }
    assert_eq!(
        (said[..5].iter().all(|code| code == "(agreed)"), &said[5..]),
        (true, &["Throttling".to_owned(), "Throttling".to_owned()][..])
    );
    bench.wait(1).await;
    assert_eq!(code(bench.route53().list_hosted_zones().send().await), "(agreed)");
    let mut tags = Vec::new();
    let arn = bench.acm().request_certificate().domain_name("a.com").send().await.unwrap().certificate_arn.unwrap();
    for _ in 0..11 {
        tags.push(code(bench.acm().list_tags_for_certificate().certificate_arn(&arn).send().await));
    }
    assert_eq!((tags.iter().filter(|code| *code == "(agreed)").count(), tags[10].as_str()), (10, "ThrottlingException"));
}

#[tokio::test]
async fn an_account_of_many_sites_has_their_certificates_zones_and_balancers_from_the_beginning() {
    let bench = Bench::with("[account]\ncertificates = 500\nzones = 120\nbalancers = 40");
    let pages = bench.acm().list_certificates().into_paginator().items().send();
    let all: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!((all.len(), all[499].domain_name(), all[0].status().unwrap().as_str()), (500, Some("shop-500.example"), "ISSUED"));
    let arns: std::collections::HashSet<_> = all.iter().map(|c| c.certificate_arn().unwrap()).collect();
    assert_eq!(arns.len(), 500);
    let tags = bench.acm().list_tags_for_certificate().certificate_arn(all[6].certificate_arn().unwrap()).send().await.unwrap();
    assert_eq!(tags.tags()[0].value(), Some("shop 7"));
    let zones = bench.route53().list_hosted_zones().send().await.unwrap();
    assert_eq!((zones.hosted_zones().len(), zones.is_truncated()), (100, true));
    let balancers: Vec<_> = bench.elb().describe_load_balancers().into_paginator().items().send().try_collect().await.unwrap();
    assert_eq!((balancers.len(), balancers[0].state().unwrap().code().unwrap().as_str()), (40, "active"));
    assert_eq!(balancers[0].availability_zones().len(), 2);
    let interfaces: Vec<_> = bench.ec2().describe_network_interfaces().into_paginator().items().send().try_collect().await.unwrap();
    assert_eq!(interfaces.len(), 81, "the server's, and two of each");
}
