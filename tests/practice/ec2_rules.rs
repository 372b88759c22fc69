//! Rules: what may be authorised, what is revoked, and what they let in.

use aws_sdk_ec2::types::{IpPermission, IpRange, Ipv6Range, PrefixListId, ResourceType, Tag, TagSpecification, UserIdGroupPair};
use landfall::practice::aws::ec2::ingress::From;
use landfall::practice::state::ec2::{Group, Rule, Source};

use super::bench::{Bench, code};
use super::ec2::{NOBODY, filter, group, inbound, make_group, refusal, server_group, tcp};

fn permission(protocol: &str, from: Option<i32>, to: Option<i32>) -> IpPermission {
    let range = IpRange::builder().cidr_ip("192.0.2.0/24").build();
    IpPermission::builder().ip_protocol(protocol).set_from_port(from).set_to_port(to).ip_ranges(range).build()
}

fn from_group(port: i32, id: &str) -> IpPermission {
    let pair = UserIdGroupPair::builder().group_id(id).build();
    IpPermission::builder().ip_protocol("tcp").from_port(port).to_port(port).user_id_group_pairs(pair).build()
}

async fn authorize(bench: &Bench, group: &str, permission: IpPermission) -> String {
    code(bench.ec2().authorize_security_group_ingress().group_id(group).ip_permissions(permission).send().await)
}

#[tokio::test]
async fn the_answer_tells_each_new_rule_with_its_tags() {
    let bench = Bench::happy();
    let (web, wizard) = (make_group(&bench, "web").await, server_group(&bench).await);
    let several = IpPermission::builder()
        .ip_protocol("tcp")
        .from_port(80)
        .to_port(81)
        .ip_ranges(IpRange::builder().cidr_ip("203.0.113.7/24").description("office").build())
        .ipv6_ranges(Ipv6Range::builder().cidr_ipv6("2001:DB8::1/32").build())
        .user_id_group_pairs(UserIdGroupPair::builder().group_id(&wizard).user_id("111122223333").build())
        .build();
    let tag = TagSpecification::builder().resource_type(ResourceType::SecurityGroupRule);
    let tag = tag.tags(Tag::builder().key("landfall:site").value("heestagram").build()).build();
    let asked = bench.ec2().authorize_security_group_ingress().group_id(&web);
    let answer = asked.ip_permissions(several).ip_permissions(tcp(22, "0.0.0.0/0")).tag_specifications(tag).send().await.unwrap();
    assert_eq!(answer.r#return(), Some(true));
    let [four, six, group, ssh] = answer.security_group_rules() else { panic!("{answer:?}") };
    assert_eq!((four.cidr_ipv4(), four.description()), (Some("203.0.113.0/24"), Some("office")));
    assert_eq!((six.cidr_ipv6(), six.to_port()), (Some("2001:db8::/32"), Some(81)));
    assert_eq!(group.referenced_group_info().unwrap().group_id(), Some(wizard.as_str()));
    assert_eq!((ssh.from_port(), ssh.is_egress(), ssh.group_id()), (Some(22), Some(false), Some(web.as_str())));
    assert!(answer.security_group_rules().iter().all(|r| r.tags()[0].key() == Some("landfall:site")));
    assert_eq!(inbound(&bench, &web).await, answer.security_group_rules());
    let wrong = TagSpecification::builder().resource_type(ResourceType::SecurityGroup).tags(Tag::builder().key("k").build()).build();
    let wrong =
        bench.ec2().authorize_security_group_ingress().group_id(&web).ip_permissions(tcp(23, "0.0.0.0/0")).tag_specifications(wrong);
    assert_eq!(code(wrong.send().await), "InvalidParameterValue");
    let by_tag = bench.ec2().describe_security_group_rules().filters(filter("tag:landfall:site", &["heestagram"])).send().await.unwrap();
    assert_eq!(by_tag.security_group_rules().len(), 4);
}

#[tokio::test]
async fn rules_are_found_by_their_id_and_outbound_ones_too() {
    let bench = Bench::happy();
    let wizard = server_group(&bench).await;
    let all = bench.ec2().describe_security_group_rules().filters(filter("group-id", &[&wizard])).send().await.unwrap();
    let [ssh, _, out] = all.security_group_rules() else { panic!("{all:?}") };
    assert_eq!((out.is_egress(), out.ip_protocol(), out.from_port(), out.to_port()), (Some(true), Some("-1"), Some(-1), Some(-1)));
    let id = ssh.security_group_rule_id().unwrap();
    assert!(id.starts_with("sgr-0") && id.len() == 21, "{id}");
    let one = bench.ec2().describe_security_group_rules().security_group_rule_ids(id).send().await.unwrap();
    assert_eq!(one.security_group_rules(), std::slice::from_ref(ssh));
    let arn = format!("arn:aws:ec2:ap-northeast-2:111122223333:security-group-rule/{id}");
    assert_eq!(ssh.security_group_rule_arn(), Some(arn.as_str()));
}

#[tokio::test]
async fn permissions_that_make_no_sense_are_refused_and_nothing_is_made() {
    let bench = Bench::happy();
    let web = make_group(&bench, "web").await;
    let value = "InvalidParameterValue";
    let list = PrefixListId::builder().prefix_list_id("pl-1").build();
    for (permission, said) in [
        (tcp(80, "10.0.0.0"), value),
        (tcp(80, "10.0.0.0/33"), value),
        (tcp(80, "::/0"), value),
        (tcp(80, "anywhere"), value),
        (permission("tcp", Some(80), None), value),
        (permission("udp", None, None), value),
        (permission("tcp", Some(81), Some(80)), value),
        (permission("tcp", Some(-1), Some(-1)), value),
        (permission("tcp", Some(0), Some(65_536)), value),
        (permission("icmp", None, None), value),
        (permission("icmp", Some(-1), Some(3)), value),
        (permission("icmp", Some(256), Some(0)), value),
        (permission("tpc", Some(80), Some(80)), value),
        (permission("256", None, None), value),
        (permission("all", None, None), value),
        (IpPermission::builder().from_port(1).to_port(1).ip_ranges(IpRange::builder().cidr_ip("0.0.0.0/0").build()).build(), value),
        (IpPermission::builder().ip_protocol("tcp").from_port(1).to_port(1).build(), "MissingParameter"),
        (
            IpPermission::builder().ip_protocol("-1").user_id_group_pairs(UserIdGroupPair::builder().description("x").build()).build(),
            "MissingParameter",
        ),
        (from_group(80, &format!("sg-{NOBODY}")), "InvalidGroup.NotFound"),
        (from_group(80, "sg-x"), "InvalidGroupId.Malformed"),
        (IpPermission::builder().ip_protocol("-1").prefix_list_ids(list).build(), "InvalidPrefixListID.NotFound"),
        (
            IpPermission::builder()
                .ip_protocol("-1")
                .ip_ranges(IpRange::builder().cidr_ip("0.0.0.0/0").description("회사").build())
                .build(),
            value,
        ),
    ] {
        let described = format!("{permission:?}");
        let first = bench.ec2().authorize_security_group_ingress().group_id(&web).ip_permissions(tcp(22, "0.0.0.0/0"));
        assert_eq!(code(first.ip_permissions(permission).send().await), said, "{described}");
    }
    assert!(inbound(&bench, &web).await.is_empty());
    assert_eq!(code(bench.ec2().authorize_security_group_ingress().group_id(&web).send().await), value);
}

#[tokio::test]
async fn protocols_are_kept_by_the_name_that_aws_has_for_them() {
    let bench = Bench::happy();
    let web = make_group(&bench, "web").await;
    for (said, from, to, kept) in [
        ("TCP", Some(80), Some(80), ("tcp", 80, 80)),
        ("6", Some(81), Some(90), ("tcp", 81, 90)),
        ("17", Some(53), Some(53), ("udp", 53, 53)),
        ("icmp", Some(8), Some(-1), ("icmp", 8, -1)),
        ("58", None, None, ("icmpv6", -1, -1)),
        ("50", Some(1), Some(2), ("50", -1, -1)),
        ("-1", Some(80), Some(80), ("-1", -1, -1)),
    ] {
        let asked = bench.ec2().authorize_security_group_ingress().group_id(&web).ip_permissions(permission(said, from, to));
        let answer = asked.send().await.unwrap();
        let rule = &answer.security_group_rules()[0];
        assert_eq!((rule.ip_protocol().unwrap(), rule.from_port().unwrap(), rule.to_port().unwrap()), kept, "{said}");
    }
    let all = group(&bench, "web").await;
    let any = all.ip_permissions().iter().find(|p| p.ip_protocol() == Some("-1")).unwrap();
    assert_eq!((any.from_port(), any.to_port()), (None, None));
}

#[tokio::test]
async fn a_rule_may_be_told_flat_and_in_one_way_only() {
    let bench = Bench::happy();
    let web = make_group(&bench, "web").await;
    let ask = || bench.ec2().authorize_security_group_ingress().group_id(&web);
    let flat = || ask().ip_protocol("tcp").from_port(8_000).to_port(8_000);
    assert_eq!(code(flat().send().await), "MissingParameter");
    assert_eq!(code(flat().cidr_ip("::/0").send().await), "InvalidParameterValue");
    assert_eq!(code(flat().cidr_ip("0.0.0.0/0").ip_permissions(tcp(22, "0.0.0.0/0")).send().await), "InvalidParameterCombination");
    assert_eq!(code(ask().source_security_group_name("default").send().await), "UnknownParameter");
    assert_eq!(code(flat().cidr_ip("0.0.0.0/0").send().await), "(agreed)");
    let by_name = bench.ec2().authorize_security_group_ingress().group_name("web").ip_permissions(tcp(22, "0.0.0.0/0"));
    assert_eq!(code(by_name.send().await), "(agreed)");
    let ports: Vec<_> = inbound(&bench, &web).await.iter().map(|r| r.from_port().unwrap()).collect();
    assert_eq!(ports, [8_000, 22]);
    let revoked = bench.ec2().revoke_security_group_ingress().group_id(&web).ip_protocol("tcp").from_port(8_000).to_port(8_000);
    assert_eq!(revoked.cidr_ip("0.0.0.0/0").send().await.unwrap().revoked_security_group_rules().len(), 1);
}

#[tokio::test]
async fn a_rule_that_stands_is_refused_with_all_of_its_call() {
    let bench = Bench::happy();
    let wizard = server_group(&bench).await;
    let ask = || bench.ec2().authorize_security_group_ingress().group_id(&wizard);
    let both = ask().ip_permissions(tcp(443, "0.0.0.0/0")).ip_permissions(tcp(80, "9.9.9.9/0")).send().await;
    let said = "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\" already exists";
    assert_eq!(refusal(both), ("InvalidPermission.Duplicate".into(), said.into()));
    assert_eq!(inbound(&bench, &wizard).await.len(), 2);
    let twice = ask().ip_permissions(tcp(443, "0.0.0.0/0")).ip_permissions(tcp(443, "0.0.0.0/0")).send().await;
    assert_eq!(refusal(twice), ("InvalidParameterValue".into(), "The same permission must not appear multiple times".into()));
    assert_eq!(authorize(&bench, &wizard, tcp(80, "10.0.0.0/8")).await, "(agreed)");
    assert_eq!(authorize(&bench, &wizard, from_group(80, &wizard)).await, "(agreed)");
    assert_eq!(authorize(&bench, &wizard, from_group(80, &wizard)).await, "InvalidPermission.Duplicate");
}

#[tokio::test]
async fn a_group_of_another_vpc_cannot_be_let_in() {
    let bench = Bench::happy();
    bench.change(|scene| scene.aws.ec2.groups.push(stranger()));
    let wizard = server_group(&bench).await;
    assert_eq!(authorize(&bench, &wizard, from_group(80, "sg-01234567")).await, "InvalidGroup.NotFound");
    let foreign = UserIdGroupPair::builder().group_id(&wizard).user_id("999999999999").build();
    let foreign = IpPermission::builder().ip_protocol("-1").user_id_group_pairs(foreign).build();
    assert_eq!(authorize(&bench, &wizard, foreign).await, "InvalidGroup.NotFound");
}

fn stranger() -> Group {
    Group {
        id: "sg-01234567".into(),
        name: "stranger".into(),
        description: "d".into(),
        vpc: "vpc-01234567".into(),
        rules: Vec::new(),
        tags: Vec::new(),
    }
}

#[tokio::test]
async fn a_group_has_sixty_rules_of_each_kind_and_no_more() {
    let bench = Bench::happy();
    let web = make_group(&bench, "web").await;
    let many = |ports: std::ops::Range<i32>| {
        let permissions = ports.map(|port| tcp(port, "0.0.0.0/0")).collect();
        bench.ec2().authorize_security_group_ingress().group_id(&web).set_ip_permissions(Some(permissions)).send()
    };
    assert_eq!(code(many(1..62).await), "RulesPerSecurityGroupLimitExceeded");
    assert!(inbound(&bench, &web).await.is_empty());
    assert_eq!(code(many(1..60).await), "(agreed)");
    assert_eq!(authorize(&bench, &web, from_group(80, &web)).await, "(agreed)");
    assert_eq!(authorize(&bench, &web, tcp(60, "0.0.0.0/0")).await, "RulesPerSecurityGroupLimitExceeded");
    let six = Ipv6Range::builder().cidr_ipv6("::/0").build();
    let six = IpPermission::builder().ip_protocol("-1").ipv6_ranges(six).build();
    assert_eq!(authorize(&bench, &web, six).await, "(agreed)");
}

#[tokio::test]
async fn rules_are_revoked_by_their_ids_all_or_none() {
    let bench = Bench::happy();
    let (web, wizard) = (make_group(&bench, "web").await, server_group(&bench).await);
    let ids: Vec<String> = inbound(&bench, &wizard).await.into_iter().map(|r| r.security_group_rule_id.unwrap()).collect();
    let revoke = |group: &str, ids: &[&str]| {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        bench.ec2().revoke_security_group_ingress().group_id(group).set_security_group_rule_ids(Some(ids)).send()
    };
    let unknown = format!("sgr-{NOBODY}");
    let (said, message) = refusal(revoke(&wizard, &[&ids[0], &unknown]).await);
    assert_eq!(said, "InvalidSecurityGroupRuleId.NotFound");
    assert_eq!(message, format!("The security group rule ID '{unknown}' does not exist"));
    assert_eq!(code(revoke(&web, &[&ids[0]]).await), "InvalidSecurityGroupRuleId.NotFound");
    assert_eq!(code(revoke(&wizard, &["rule"]).await), "InvalidSecurityGroupRuleId.Malformed");
    assert_eq!(code(revoke(&format!("sg-{NOBODY}"), &[&ids[0]]).await), "InvalidGroup.NotFound");
    let both = bench.ec2().revoke_security_group_ingress().group_id(&wizard).security_group_rule_ids(&ids[0]);
    assert_eq!(code(both.ip_permissions(tcp(22, "0.0.0.0/0")).send().await), "InvalidParameterCombination");
    assert_eq!(inbound(&bench, &wizard).await.len(), 2);
    let gone = revoke(&wizard, &[&ids[1]]).await.unwrap();
    let [rule] = gone.revoked_security_group_rules() else { panic!("{gone:?}") };
    assert_eq!((rule.security_group_rule_id(), rule.cidr_ipv4(), rule.from_port()), (Some(ids[1].as_str()), Some("0.0.0.0/0"), Some(80)));
    assert_eq!(inbound(&bench, &wizard).await[0].from_port(), Some(22));
    assert_eq!(code(revoke(&wizard, &[&ids[1]]).await), "InvalidSecurityGroupRuleId.NotFound");
}

#[tokio::test]
async fn revoking_what_does_not_stand_is_no_mistake_in_the_default_vpc_alone() {
    let bench = Bench::happy();
    let wizard = server_group(&bench).await;
    let revoke = |id: &str| {
        bench.ec2().revoke_security_group_ingress().group_id(id).ip_permissions(tcp(80, "0.0.0.0/0")).ip_permissions(tcp(81, "0.0.0.0/0"))
    };
    let answer = revoke(&wizard).send().await.unwrap();
    assert_eq!((answer.unknown_ip_permissions().len(), answer.unknown_ip_permissions()[0].from_port()), (1, Some(81)));
    assert_eq!(answer.revoked_security_group_rules()[0].from_port(), Some(80));
    assert_eq!(inbound(&bench, &wizard).await.len(), 1);
    bench.change(|scene| scene.aws.ec2.groups.push(stranger()));
    assert_eq!(code(revoke("sg-01234567").send().await), "InvalidPermission.NotFound");
}

#[tokio::test]
async fn the_permissions_that_a_group_is_described_with_revoke_its_rules() {
    let bench = Bench::happy();
    let own = group(&bench, "default").await;
    let asked = bench.ec2().revoke_security_group_ingress().group_id(own.group_id().unwrap());
    let answer = asked.set_ip_permissions(own.ip_permissions.clone()).send().await.unwrap();
    assert!(answer.unknown_ip_permissions().is_empty());
    assert_eq!(answer.revoked_security_group_rules()[0].referenced_group_id(), own.group_id());
    assert!(group(&bench, "default").await.ip_permissions().is_empty());
}

#[test]
fn what_rules_let_in() {
    let rule = |protocol: &str, from: Option<i32>, to: Option<i32>, source: Source| Rule {
        id: "sgr-1".into(),
        protocol: protocol.into(),
        from_port: from,
        to_port: to,
        source,
        description: None,
        tags: Vec::new(),
    };
    let world = || Source::Cidr("0.0.0.0/0".into());
    let inside = || From::Inside { address: [172, 31, 16, 9].into(), groups: vec!["sg-balancer".into()] };
    for (rule, port, from_world, from_inside) in [
        (rule("tcp", Some(80), Some(80), world()), 80, true, true),
        (rule("tcp", Some(80), Some(80), world()), 81, false, false),
        (rule("tcp", Some(8_000), Some(9_000), world()), 8_000, true, true),
        (rule("tcp", Some(8_000), Some(9_000), world()), 9_000, true, true),
        (rule("tcp", Some(8_000), Some(9_000), world()), 9_001, false, false),
        (rule("udp", Some(80), Some(80), world()), 80, false, false),
        (rule("-1", None, None, world()), 443, true, true),
        (rule("tcp", Some(80), Some(80), Source::Group("sg-balancer".into())), 80, false, true),
        (rule("tcp", Some(80), Some(80), Source::Group("sg-other".into())), 80, false, false),
        (rule("tcp", Some(80), Some(80), Source::Cidr("172.31.0.0/16".into())), 80, false, true),
        (rule("tcp", Some(80), Some(80), Source::Cidr("172.31.0.0/20".into())), 80, false, false),
        (rule("tcp", Some(80), Some(80), Source::Cidr6("::/0".into())), 80, false, false),
    ] {
        let mut held = stranger();
        let said = format!("{rule:?} {port}");
        held.rules = vec![rule];
        let ec2 = landfall::practice::state::ec2::Ec2 { groups: vec![held], ..Default::default() };
        let groups = ["sg-01234567".to_owned()];
        assert_eq!(ec2.lets_in(&groups, port, &From::Internet), from_world, "{said}");
        assert_eq!(ec2.lets_in(&groups, port, &inside()), from_inside, "{said}");
        assert!(!ec2.lets_in(&["sg-1".to_owned()], port, &inside()), "{said}");
    }
}

#[tokio::test]
async fn what_is_authorised_lets_in_at_once() {
    let bench = Bench::happy();
    let wizard = server_group(&bench).await;
    let is_open = |port: u16| bench.stage.see(|scene| scene.aws.ec2.lets_in(std::slice::from_ref(&wizard), port, &From::Internet));
    assert!(is_open(80) && !is_open(443));
    authorize(&bench, &wizard, tcp(443, "0.0.0.0/0")).await;
    assert!(is_open(443));
    bench.ec2().revoke_security_group_ingress().group_id(&wizard).ip_permissions(tcp(443, "0.0.0.0/0")).send().await.unwrap();
    assert!(!is_open(443));
}
