//! Security groups: how they are made, found and kept from going.

use aws_sdk_ec2::types::{IpPermission, ResourceType, Tag, TagSpecification, UserIdGroupPair};
use landfall::practice::state::ec2::Vpc;

use super::bench::{Bench, code};
use super::ec2::{NOBODY, filter, group, make_group, refusal, server_group};

fn tagged(kind: ResourceType) -> TagSpecification {
    TagSpecification::builder().resource_type(kind).tags(Tag::builder().key("landfall:site").value("heestagram").build()).build()
}

#[tokio::test]
async fn a_world_begins_with_awss_own_group_and_the_servers() {
    let bench = Bench::happy();
    let own = group(&bench, "default").await;
    assert_eq!(own.description(), Some("default VPC security group"));
    let rule = &own.ip_permissions()[0];
    assert_eq!((rule.ip_protocol(), rule.from_port()), (Some("-1"), None));
    assert_eq!(rule.user_id_group_pairs()[0].group_id(), own.group_id());
    let wizard = group(&bench, "launch-wizard-1").await;
    let ports: Vec<_> = wizard.ip_permissions().iter().map(|p| (p.from_port().unwrap(), p.ip_ranges()[0].cidr_ip().unwrap())).collect();
    assert_eq!(ports, [(22, "0.0.0.0/0"), (80, "0.0.0.0/0")]);
    let out = &wizard.ip_permissions_egress()[0];
    assert_eq!((out.ip_protocol(), out.ip_ranges()[0].cidr_ip()), (Some("-1"), Some("0.0.0.0/0")));
}

#[tokio::test]
async fn a_group_is_made_in_the_default_vpc_or_the_one_that_is_told_with_its_tags() {
    let bench = Bench::happy();
    let made = bench.ec2().create_security_group().group_name("web").description("Who may come in");
    let made = made.tag_specifications(tagged(ResourceType::SecurityGroup)).send().await.unwrap();
    let id = made.group_id().unwrap();
    assert_eq!(made.tags()[0].key(), Some("landfall:site"));
    assert_eq!(made.security_group_arn().unwrap(), format!("arn:aws:ec2:ap-northeast-2:111122223333:security-group/{id}"));
    let found = group(&bench, "web").await;
    assert_eq!((found.group_id(), found.description(), found.tags()), (Some(id), Some("Who may come in"), made.tags()));
    assert!(found.ip_permissions().is_empty());
    let vpc = bench.stage.see(|scene| scene.aws.ec2.vpcs[0].id.clone());
    assert_eq!(found.vpc_id(), Some(vpc.as_str()));
    bench.ec2().create_security_group().group_name("other").description("d").vpc_id(&vpc).send().await.unwrap();
    let lost = bench.ec2().create_security_group().group_name("lost").description("d").vpc_id(format!("vpc-{NOBODY}"));
    assert_eq!(code(lost.send().await), "InvalidVpcID.NotFound");
}

#[tokio::test]
async fn without_a_default_vpc_a_group_must_tell_its_own() {
    let bench = Bench::happy();
    bench.change(|scene| scene.aws.ec2.vpcs[0].default = false);
    let make = || bench.ec2().create_security_group().group_name("web").description("d");
    assert_eq!(code(make().send().await), "VPCIdNotSpecified");
    let vpc = bench.stage.see(|scene| scene.aws.ec2.vpcs[0].id.clone());
    assert_eq!(code(make().vpc_id(vpc).send().await), "(agreed)");
}

#[tokio::test]
async fn names_and_descriptions_are_what_aws_allows() {
    let bench = Bench::happy();
    let long = "x".repeat(255);
    let too_long = "x".repeat(256);
    for (name, description, said) in [
        ("a b._-:/()#,@[]+=&;{}!$*", "a b._-:/()#,@[]+=&;{}!$*", "(agreed)"),
        (long.as_str(), long.as_str(), "(agreed)"),
        (&too_long, "d", "InvalidParameterValue"),
        ("n", &too_long, "InvalidParameterValue"),
        ("한국어", "d", "InvalidParameterValue"),
        ("n", "한국어", "InvalidParameterValue"),
        ("n'", "d", "InvalidParameterValue"),
        ("n", "landfall's", "InvalidParameterValue"),
        ("sg-web", "d", "InvalidParameterValue"),
        ("default", "d", "InvalidParameterValue"),
        ("", "d", "MissingParameter"),
        ("n", "", "MissingParameter"),
    ] {
        let made = bench.ec2().create_security_group().group_name(name).description(description).send().await;
        assert_eq!(code(made), said, "{name} {description}");
    }
    let korean = bench.ec2().create_security_group().group_name("n").description("설명").send().await;
    let said = "Value (설명) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.";
    assert_eq!(refusal(korean).1, said);
}

#[tokio::test]
async fn a_name_is_taken_in_its_vpc_whatever_its_case() {
    let bench = Bench::happy();
    bench.change(|scene| {
        let other = Vpc { id: "vpc-01234567".into(), cidr: "10.0.0.0/16".into(), default: false, tags: Vec::new() };
        scene.aws.ec2.vpcs.push(other);
    });
    make_group(&bench, "Web").await;
    let again = |name: &str| bench.ec2().create_security_group().group_name(name).description("d");
    let vpc = bench.stage.see(|scene| scene.aws.ec2.vpcs[0].id.clone());
    let (said, message) = refusal(again("web").send().await);
    assert_eq!((said.as_str(), message), ("InvalidGroup.Duplicate", format!("The security group 'web' already exists for VPC '{vpc}'")));
    assert_eq!(code(again("Web ").send().await), "InvalidGroup.Duplicate");
    assert_eq!(code(again("web").vpc_id("vpc-01234567").send().await), "(agreed)");
}

#[tokio::test]
async fn tags_on_what_is_made_are_checked() {
    let bench = Bench::happy();
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let with = |kind: ResourceType, tags: Vec<Tag>| {
        let specification = TagSpecification::builder().resource_type(kind).set_tags(Some(tags)).build();
        bench.ec2().create_security_group().group_name("tagged").description("d").tag_specifications(specification).send()
    };
    let of_group = |tags: Vec<Tag>| with(ResourceType::SecurityGroup, tags);
    let many: Vec<Tag> = (0..51).map(|n| tag(&format!("k{n}"), "")).collect();
    let table = [
        (code(with(ResourceType::Instance, vec![tag("k", "v")]).await), "InvalidParameterValue"),
        (code(of_group(vec![]).await), "InvalidParameterValue"),
        (code(of_group(vec![tag("k", "v"), tag("k", "w")]).await), "InvalidParameterValue"),
        (code(of_group(vec![tag("aws:k", "v")]).await), "InvalidParameterValue"),
        (code(of_group(vec![tag(&"k".repeat(129), "v")]).await), "InvalidParameterValue"),
        (code(of_group(vec![tag("k", &"v".repeat(257))]).await), "InvalidParameterValue"),
        (code(of_group(vec![tag("", "v")]).await), "InvalidTagKey.Malformed"),
        (code(of_group(many).await), "TagLimitExceeded"),
        (code(of_group(vec![tag("이름", "값"), tag("empty", "")]).await), "(agreed)"),
    ];
    for (said, expected) in table {
        assert_eq!(said, expected);
    }
}

#[tokio::test]
async fn groups_are_found_by_name_and_by_filters() {
    let bench = Bench::happy();
    let ec2 = bench.ec2();
    let wizard = server_group(&bench).await;
    let by_name = ec2.describe_security_groups().group_names("launch-wizard-1").send().await.unwrap();
    assert_eq!(by_name.security_groups()[0].group_id(), Some(wizard.as_str()));
    let (said, message) = refusal(ec2.describe_security_groups().group_names("nobody").send().await);
    assert_eq!(said, "InvalidGroup.NotFound");
    assert!(message.starts_with("The security group 'nobody' does not exist in default VPC 'vpc-0"), "{message}");
    let vpc = bench.stage.see(|scene| scene.aws.ec2.vpcs[0].id.clone());
    for (name, value, count) in [
        ("group-id", wizard.as_str(), 1),
        ("group-name", "launch-*", 1),
        ("vpc-id", &vpc, 2),
        ("description", "default VPC*", 1),
        ("owner-id", "111122223333", 2),
        ("ip-permission.from-port", "80", 1),
        ("ip-permission.cidr", "0.0.0.0/0", 1),
        ("tag:landfall:site", "*", 0),
    ] {
        let answer = ec2.describe_security_groups().filters(filter(name, &[value])).send().await.unwrap();
        assert_eq!(answer.security_groups().len(), count, "{name}");
    }
}

#[tokio::test]
async fn a_group_that_is_in_use_stays() {
    let bench = Bench::happy();
    let ec2 = bench.ec2();
    let delete = |id: &str| ec2.delete_security_group().group_id(id).send();
    let (web, wizard) = (make_group(&bench, "web").await, server_group(&bench).await);
    let own = group(&bench, "default").await.group_id.unwrap();
    let (said, message) = refusal(delete(&own).await);
    assert_eq!(
        (said.as_str(), message),
        ("CannotDelete", format!("the specified group: \"{own}\" name: \"default\" cannot be deleted by a user"))
    );
    let (said, message) = refusal(delete(&wizard).await);
    assert_eq!((said.as_str(), message), ("DependencyViolation", format!("resource {wizard} has a dependent object")));
    let pair = |id: &str| UserIdGroupPair::builder().group_id(id).build();
    let from = |id: &str| IpPermission::builder().ip_protocol("tcp").from_port(80).to_port(80).user_id_group_pairs(pair(id)).build();
    ec2.authorize_security_group_ingress().group_id(&web).ip_permissions(from(&web)).send().await.unwrap();
    ec2.authorize_security_group_ingress().group_id(&wizard).ip_permissions(from(&web)).send().await.unwrap();
    assert_eq!(code(delete(&web).await), "DependencyViolation");
    ec2.revoke_security_group_ingress().group_id(&wizard).ip_permissions(from(&web)).send().await.unwrap();
    let gone = delete(&web).await.unwrap();
    assert_eq!((gone.r#return(), gone.group_id()), (Some(true), Some(web.as_str())));
    assert_eq!(code(delete(&web).await), "InvalidGroup.NotFound");
    assert_eq!(code(delete("sg-x").await), "InvalidGroupId.Malformed");
}

#[tokio::test]
async fn a_group_may_be_deleted_by_its_name_and_must_be_named_somehow() {
    let bench = Bench::happy();
    let id = make_group(&bench, "web").await;
    let delete = || bench.ec2().delete_security_group();
    assert_eq!(code(delete().send().await), "MissingParameter");
    assert_eq!(code(delete().group_name("web").group_id(&id).send().await), "InvalidParameterCombination");
    assert_eq!(code(delete().group_name("wob").send().await), "InvalidGroup.NotFound");
    assert_eq!(code(delete().group_name("web").send().await), "(agreed)");
    assert_eq!(code(bench.ec2().describe_security_groups().group_ids(&id).send().await), "InvalidGroup.NotFound");
}

#[tokio::test]
async fn the_servers_group_may_go_once_the_server_is_gone() {
    let bench = Bench::happy();
    let wizard = server_group(&bench).await;
    let server = bench.stage.see(|scene| scene.aws.ec2.server().unwrap().id.clone());
    bench.ec2().terminate_instances().instance_ids(server).send().await.unwrap();
    assert_eq!(code(bench.ec2().delete_security_group().group_id(&wizard).send().await), "DependencyViolation");
    bench.wait(35).await;
    assert_eq!(code(bench.ec2().delete_security_group().group_id(&wizard).send().await), "(agreed)");
}
