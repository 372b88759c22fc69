//! What has our exact name and not our tag is refused, and left as it is; what a lost answer left is found again.

use aws_sdk_route53::types::TagResourceType;
use landfall::cloud::Aws;
use landfall::engine::fault::{Code, Disposition, Remedy};
use landfall::engine::op::cloud::Among;
use landfall::engine::op::{CloudFact, CloudOp};
use landfall::engine::resource::Resource;
use landfall::engine::slot::Scheme;
use landfall::site::{CertificateSpec, HealthCheck, KeyType, Validation};

use super::moto::{Account, Moto, ask, aws, look, make, token};

async fn assert_refused(moto: &Moto, aws: &Aws, op: CloudOp) {
    let before = moto.writes().len();
    let fault = ask(aws, op.clone()).await.unwrap_err();
    assert_eq!((fault.code, fault.disposition), (Code::NotOurs, Disposition::Person(Remedy::ChooseOtherName)), "{op:?}: {fault}");
    assert_eq!(moto.writes().len(), before, "{op:?} wrote");
}

#[tokio::test]
async fn a_zone_of_the_person_is_refused_and_one_with_our_reference_is_tagged() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    let ensure = CloudOp::EnsureZone { domain: "heestagram.com".parse().unwrap() };
    let create = |reference: String| moto.route53().create_hosted_zone().name("heestagram.com").caller_reference(reference).send();
    let theirs = create("theirs".into()).await.unwrap().hosted_zone.unwrap();
    assert_refused(&moto, &aws, ensure.clone()).await;

    let ours = create(token().0).await.unwrap().hosted_zone.unwrap();
    let made = make(&aws, ensure.clone()).await;
    assert!(matches!(&made, Resource::Zone { id, .. } if ours.id().ends_with(&id.0)), "{made:?}");
    let tags = moto.route53().list_tags_for_resource().resource_type(TagResourceType::Hostedzone);
    let tags = tags.resource_id(ours.id().rsplit('/').next().unwrap()).send().await.unwrap().resource_tag_set.unwrap();
    let mut borne: Vec<_> = tags.tags().iter().map(|t| (t.key().unwrap(), t.value().unwrap())).collect();
    borne.sort_unstable();
    let made = format!("- - {}", token().0);
    assert_eq!(borne, [("landfall:made", made.as_str()), ("landfall:region", "ap-northeast-2"), ("landfall:site", "heestagram")]);

    let told = look(&aws, CloudOp::LookZones { domain: Some("heestagram.com".parse().unwrap()) }).await;
    let CloudFact::Zones(zones) = told else { panic!("{told:?}") };
    let tagged = |id: &str| zones.iter().find(|z| id.ends_with(&z.id.0)).map(|z| z.tagged);
    assert_eq!((zones.len(), tagged(ours.id()), tagged(theirs.id())), (2, Some(true), Some(false)));
}

#[tokio::test]
async fn a_private_zone_of_the_same_name_is_not_seen() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    let account = Account::furnish(&moto).await;
    let vpc = aws_sdk_route53::types::Vpc::builder().vpc_id(&account.vpc.0).vpc_region("ap-northeast-2".into()).build();
    let private = aws_sdk_route53::types::HostedZoneConfig::builder().private_zone(true).build();
    let asked = moto.route53().create_hosted_zone().name("heestagram.com").caller_reference("private").vpc(vpc);
    asked.hosted_zone_config(private).send().await.unwrap();
    let look_up = CloudOp::LookZones { domain: Some("heestagram.com".parse().unwrap()) };
    assert_eq!(look(&aws, look_up).await, CloudFact::Zones(vec![]));
}

#[tokio::test]
async fn groups_balancers_and_listeners_of_the_person_are_refused() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    let account = Account::furnish(&moto).await;
    let vpc = account.vpc.clone();
    let asked = moto.ec2().create_security_group().group_name("heestagram-LB-SG").description("theirs").vpc_id(&vpc.0);
    let group = asked.send().await.unwrap().group_id.unwrap();
    assert_refused(&moto, &aws, CloudOp::EnsureBalancerGroup { name: "heestagram-LB-SG".into(), vpc: vpc.clone() }).await;

    let http = aws_sdk_elasticloadbalancingv2::types::ProtocolEnum::Http;
    let asked = moto.elb().create_target_group().name("heestagram-LB-GROUP").vpc_id(&vpc.0).port(80).protocol(http.clone());
    asked.send().await.unwrap();
    assert_refused(
        &moto,
        &aws,
        CloudOp::EnsureTargetGroup { name: "heestagram-LB-GROUP".into(), vpc: vpc.clone(), check: HealthCheck::default() },
    )
    .await;

    let told = look(&aws, CloudOp::LookNetwork { vpc: vpc.clone() }).await;
    let CloudFact::Network(network) = told else { panic!("{told:?}") };
    let subnets: Vec<_> = network.subnets.into_iter().take(2).map(|s| s.id).collect();
    let ids = subnets.iter().map(|s| s.0.clone()).collect();
    let theirs = moto.elb().create_load_balancer().name("heestagram-LB").set_subnets(Some(ids)).security_groups(&group);
    let theirs = theirs.send().await.unwrap().load_balancers.unwrap().remove(0).load_balancer_arn.unwrap();
    assert_refused(&moto, &aws, CloudOp::EnsureBalancer { name: "heestagram-LB".into(), subnets, group: group.as_str().into() }).await;
    let told = look(&aws, CloudOp::LookBalancers).await;
    assert!(matches!(&told, CloudFact::Balancers(b) if b.len() == 1 && !b[0].tagged), "{told:?}");

    let text = aws_sdk_elasticloadbalancingv2::types::FixedResponseActionConfig::builder().status_code("200").build();
    let kind = aws_sdk_elasticloadbalancingv2::types::ActionTypeEnum::FixedResponse;
    let action = aws_sdk_elasticloadbalancingv2::types::Action::builder().r#type(kind).fixed_response_config(text).build();
    moto.elb().create_listener().load_balancer_arn(&theirs).port(80).protocol(http).default_actions(action).send().await.unwrap();
    assert_refused(&moto, &aws, CloudOp::EnsureListener { door: Scheme::Http, balancer: theirs.as_str().into(), forward: None }).await;
}

#[tokio::test]
async fn another_sites_certificate_is_not_taken_and_an_ec_one_of_ours_is_seen() {
    let Some(moto) = Moto::start().await else { return };
    let aws = aws(&moto);
    let tag = |site: &str| aws_sdk_acm::types::Tag::builder().key("landfall:site").value(site).build().unwrap();
    let request = |site: &str, key: aws_sdk_acm::types::KeyAlgorithm| {
        moto.acm().request_certificate().domain_name("www.heestagram.com").key_algorithm(key).tags(tag(site)).send()
    };
    let other = request("other", aws_sdk_acm::types::KeyAlgorithm::Rsa2048).await.unwrap().certificate_arn.unwrap();
    let names = vec!["www.heestagram.com".parse().unwrap()];
    let domain = "heestagram.com".parse().unwrap();
    let ensure =
        CloudOp::EnsureCertificate { spec: CertificateSpec { names, validation: Validation::Dns, key_type: KeyType::Rsa2048 }, domain };
    let Resource::Certificate { arn, .. } = make(&aws, ensure).await else { panic!("no certificate") };
    assert_ne!(arn.0, other);
    let ec = request("heestagram", aws_sdk_acm::types::KeyAlgorithm::EcPrime256v1).await.unwrap().certificate_arn.unwrap();
    let told = look(&aws, CloudOp::LookCertificates { among: Among::Everything }).await;
    let CloudFact::Certificates(certificates) = told else { panic!("{told:?}") };
    let mut arns: Vec<_> = certificates.iter().map(|c| c.arn.0.clone()).collect();
    let mut wanted = vec![arn.0, ec];
    arns.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(arns, wanted);
}

/// A certificate of ours with an elliptic key, made by openssl: moto requests RSA whatever it is asked for.
async fn imported_with_an_ec_key(moto: &Moto) -> String {
    let dir = tempfile::tempdir().unwrap();
    let line = "req -x509 -subj /CN=www.heestagram.com -addext subjectAltName=DNS:www.heestagram.com -newkey ec -pkeyopt \
                ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out certificate.pem";
    let output = std::process::Command::new("openssl").args(line.split_whitespace()).current_dir(dir.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| aws_sdk_acm::primitives::Blob::new(std::fs::read(dir.path().join(name)).unwrap());
    let tag = aws_sdk_acm::types::Tag::builder().key("landfall:site").value("heestagram").build().unwrap();
    let request = moto.acm().import_certificate().certificate(read("certificate.pem")).private_key(read("key.pem")).tags(tag);
    request.send().await.unwrap().certificate_arn.unwrap()
}

#[tokio::test]
async fn a_certificate_of_ours_with_another_key_is_known_by_it_and_not_taken_for_the_wanted_one() {
    let Some(moto) = Moto::start().await else { return };
    let (aws, ec) = (aws(&moto), imported_with_an_ec_key(&moto).await);
    let told = look(&aws, CloudOp::LookCertificate { arn: ec.as_str().into() }).await;
    let CloudFact::CertificateState(certificate) = told else { panic!("{told:?}") };
    assert_eq!(certificate.spec.key_type, Some(KeyType::EcdsaP256));
    let spec = |key_type| CertificateSpec { names: vec!["www.heestagram.com".parse().unwrap()], validation: Validation::Dns, key_type };
    let ensured =
        async |key_type| make(&aws, CloudOp::EnsureCertificate { spec: spec(key_type), domain: "heestagram.com".parse().unwrap() }).await;
    assert_eq!(ensured(KeyType::EcdsaP256).await, Resource::Certificate { arn: ec.as_str().into(), adopted: false });
    let rsa = ensured(KeyType::Rsa2048).await;
    assert_ne!(rsa, Resource::Certificate { arn: ec.as_str().into(), adopted: false });
    assert_eq!(ensured(KeyType::Rsa2048).await, rsa, "asked twice, made once");
}
