//! Zones of other kinds, subnets from which nothing leads out, and what somebody does about that in the network.

use landfall::practice::Scenario;

use super::bench::{Bench, code, config};
use super::ec2::{NOBODY, filter, refusal};

/// The happy world in Oregon, with a Local Zone.
fn oregon() -> (Bench, aws_sdk_ec2::Client, aws_sdk_elasticloadbalancingv2::Client) {
    let happy = std::fs::read_to_string("assets/practice/happy.toml").unwrap().replace("ap-northeast-2", "us-west-2");
    let world = format!("{happy}\n[network]\nzones = ['a', 'b', 'c']\nlocal_zones = ['us-west-2-lax-1a']\nno_balancers = ['b']");
    let bench = Bench::of(&Scenario::read("test", &world).unwrap());
    let config = config(&bench.stage, "us-west-2");
    let (ec2, elb) = (aws_sdk_ec2::Client::new(&config), aws_sdk_elasticloadbalancingv2::Client::new(&config));
    (bench, ec2, elb)
}

#[tokio::test]
async fn a_local_zone_is_told_apart_by_its_type_and_has_a_parent() {
    let (_bench, ec2, _) = oregon();
    let zones = ec2.describe_availability_zones().send().await.unwrap();
    let told: Vec<_> = zones.availability_zones().iter().map(|z| (z.zone_name().unwrap(), z.zone_type().unwrap())).collect();
    let az = "availability-zone";
    assert_eq!(told, [("us-west-2a", az), ("us-west-2b", az), ("us-west-2c", az), ("us-west-2-lax-1a", "local-zone")]);
    let local = &zones.availability_zones()[3];
    assert_eq!((local.zone_id(), local.parent_zone_name()), (Some("usw2-lax1-az1"), Some("us-west-2a")));
    assert_eq!((local.group_name(), local.opt_in_status().unwrap().as_str()), (Some("us-west-2-lax-1"), "opted-in"));
    assert_eq!(zones.availability_zones()[0].parent_zone_name(), None);
    let usual = ec2.describe_availability_zones().filters(filter("zone-type", &[az])).send().await.unwrap();
    assert_eq!(usual.availability_zones().len(), 3);
    let subnets = ec2.describe_subnets().filters(filter("availability-zone", &["us-west-2-lax-1a"])).send().await.unwrap();
    assert_eq!((subnets.subnets().len(), subnets.subnets()[0].default_for_az()), (1, Some(false)));
}

#[tokio::test]
async fn a_zone_that_is_not_available_says_so() {
    let bench = Bench::happy();
    bench.change(|scene| scene.aws.ec2.zones[1].state = "unavailable".to_owned());
    let up = bench.ec2().describe_availability_zones().filters(filter("state", &["available"])).send().await.unwrap();
    assert_eq!(up.availability_zones().len(), 3);
    let all = bench.ec2().describe_availability_zones().send().await.unwrap();
    assert_eq!(all.availability_zones()[1].state().unwrap().as_str(), "unavailable");
}

#[tokio::test]
async fn a_balancer_is_refused_in_a_zone_without_any_and_in_a_local_zone_beside_others() {
    let (bench, _, elb) = oregon();
    let subnet = |zone: &str| bench.stage.see(|scene| scene.aws.ec2.subnets.iter().find(|s| s.zone == zone).unwrap().id.clone());
    let asked = async |one: &str, other: &str| {
        let create = elb.create_load_balancer().name("x").subnets(subnet(one)).subnets(subnet(other));
        code(create.send().await)
    };
    assert_eq!(asked("us-west-2a", "us-west-2b").await, "AvailabilityZoneNotSupported");
    assert_eq!(asked("us-west-2a", "us-west-2-lax-1a").await, "InvalidConfigurationRequest");
    assert_eq!(asked("us-west-2a", "us-west-2c").await, "(agreed)");
}

/// The happy world with nothing that leads out of these zones.
fn private(zones: &str) -> Bench {
    Bench::with(&format!("[network]\nprivate = {zones}"))
}

#[tokio::test]
async fn a_private_subnet_has_a_route_table_of_its_own_and_carries_no_balancer() {
    let bench = private("['a', 'b', 'd']");
    let tables = bench.ec2().describe_route_tables().send().await.unwrap();
    let own = tables.route_tables().iter().find(|t| t.associations().iter().all(|a| a.main() == Some(false))).unwrap();
    let subnets: Vec<_> = own.associations().iter().filter_map(|a| a.subnet_id()).collect();
    assert_eq!((subnets.len(), own.routes().len(), own.routes()[0].gateway_id()), (3, 1, Some("local")));
    let all = bench.stage.see(|scene| scene.aws.ec2.subnets.iter().map(|s| s.id.clone()).collect::<Vec<_>>());
    let asked = bench.elb().create_load_balancer().name("x").subnets(&all[0]).subnets(&all[2]);
    let said = refusal(asked.send().await);
    assert_eq!(said, ("InvalidSubnet".to_owned(), format!("Subnet {} has no route to an internet gateway", all[0])));
}

#[tokio::test]
async fn a_subnet_is_made_within_the_vpc_beside_the_others_and_follows_the_main_table() {
    let bench = Bench::with("[network]\nzones = ['c']");
    bench.change(|scene| {
        let mut other = scene.aws.ec2.zones[0].clone();
        other.name = "ap-northeast-2a".into();
        scene.aws.ec2.zones.push(other);
    });
    let ec2 = bench.ec2();
    let vpc = bench.stage.see(|scene| scene.aws.ec2.vpcs[0].id.clone());
    let make = |cidr: &str, zone: &str| ec2.create_subnet().vpc_id(&vpc).cidr_block(cidr).availability_zone(zone);
    for (cidr, zone, refused) in [
        ("172.31.0.0/24", "ap-northeast-2a", "InvalidSubnet.Conflict"),
        ("10.0.0.0/24", "ap-northeast-2a", "InvalidSubnet.Range"),
        ("172.31.16.0/29", "ap-northeast-2a", "InvalidSubnet.Range"),
        ("172.31.16.0/24", "ap-northeast-2z", "InvalidParameterValue"),
    ] {
        assert_eq!(code(make(cidr, zone).send().await), refused, "{cidr} {zone}");
    }
    let made = make("172.31.16.0/20", "ap-northeast-2a").send().await.unwrap().subnet.unwrap();
    assert_eq!((made.availability_zone(), made.available_ip_address_count()), (Some("ap-northeast-2a"), Some(4_091)));
    let server = bench.stage.see(|scene| scene.aws.ec2.subnets[0].id.clone());
    let balancer = bench.elb().create_load_balancer().name("x").subnets(server).subnets(made.subnet_id().unwrap());
    assert_eq!(code(balancer.send().await), "(agreed)");
    assert_eq!(
        code(ec2.create_default_subnet().availability_zone("ap-northeast-2c").send().await),
        "DefaultSubnetAlreadyExistsInAvailabilityZone"
    );
    let default = ec2.create_default_subnet().availability_zone("ap-northeast-2a").send().await.unwrap().subnet.unwrap();
    assert_eq!((default.default_for_az(), default.cidr_block()), (Some(true), Some("172.31.32.0/20")));
}

#[tokio::test]
async fn a_private_subnet_is_led_out_by_another_table_or_a_route() {
    let bench = private("['a']");
    let (ec2, elb) = (bench.ec2(), bench.elb());
    let (main, own, gateway, subnets) = bench.stage.see(|scene| {
        let ec2 = &scene.aws.ec2;
        let subnets: Vec<String> = ec2.subnets.iter().map(|s| s.id.clone()).collect();
        (ec2.route_tables[0].id.clone(), ec2.route_tables[1].id.clone(), ec2.gateways[0].id.clone(), subnets)
    });
    assert_eq!(code(ec2.associate_route_table().route_table_id(&main).subnet_id(&subnets[0]).send().await), "Resource.AlreadyAssociated");
    let route = |table: &str| ec2.create_route().route_table_id(table).destination_cidr_block("0.0.0.0/0").gateway_id(&gateway);
    assert_eq!(code(route(&main).send().await), "RouteAlreadyExists");
    assert_eq!(code(route(&format!("rtb-{NOBODY}")).send().await), "InvalidRouteTableID.NotFound");
    let kept = bench.stage.see(Clone::clone);
    route(&own).send().await.unwrap();
    let make = || elb.create_load_balancer().name("x").subnets(&subnets[0]).subnets(&subnets[2]);
    assert_eq!(code(make().send().await), "(agreed)");
    bench.change(|scene| *scene = kept);
    let tables = ec2.describe_route_tables().route_table_ids(&own).send().await.unwrap();
    let association = tables.route_tables()[0].associations()[0].route_table_association_id().unwrap().to_owned();
    let replaced = ec2.replace_route_table_association().association_id(&association).route_table_id(&main).send().await.unwrap();
    assert!(replaced.new_association_id().is_some());
    assert_eq!(code(make().send().await), "(agreed)");
}

#[tokio::test]
async fn a_subnet_tells_what_is_kept_from_its_gateway_and_one_that_is_too_small_is_refused() {
    let bench = Bench::happy();
    bench.change(|scene| {
        scene.aws.ec2.subnets[1].gateway_block = "block-ingress".to_owned();
        scene.aws.ec2.subnets[3].cidr = "172.31.48.0/28".to_owned();
    });
    let told = bench.ec2().describe_subnets().send().await.unwrap();
    let modes = told.subnets().iter().map(|s| s.block_public_access_states().unwrap().internet_gateway_block_mode().unwrap().as_str());
    assert_eq!(modes.collect::<Vec<_>>(), ["off", "block-ingress", "off", "off"]);
    let ids: Vec<_> = told.subnets().iter().map(|s| s.subnet_id().unwrap()).collect();
    let small = bench.elb().create_load_balancer().name("x").subnets(ids[0]).subnets(ids[3]);
    assert_eq!(code(small.send().await), "InvalidSubnet");
}
