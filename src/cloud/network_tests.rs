use super::*;
use crate::cloud::canned;
use crate::engine::op::CloudOp;

/// One of EC2's answers: this list, under this name.
fn answer(operation: &str, list: &str, items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<item>{item}</item>")).collect();
    format!("<{operation}Response><requestId>r</requestId><{list}>{items}</{list}></{operation}Response>")
}

fn subnet(id: &str, letter: char, more: &str) -> String {
    format!(
        "<subnetId>{id}</subnetId><vpcId>vpc-1</vpcId><availabilityZone>ap-northeast-2{letter}</availabilityZone>\
         <cidrBlock>10.0.0.0/24</cidrBlock><availableIpAddressCount>200</availableIpAddressCount>{more}"
    )
}

/// A route table of these subnets (none: the main one) with this default route.
fn table(id: &str, subnets: &[&str], gateway: &str, state: &str) -> String {
    let main = "<item><main>true</main></item>".to_owned();
    let named: String = subnets.iter().map(|s| format!("<item><subnetId>{s}</subnetId><main>false</main></item>")).collect();
    let associations = if subnets.is_empty() { main } else { named };
    format!(
        "<routeTableId>{id}</routeTableId><vpcId>vpc-1</vpcId><associationSet>{associations}</associationSet><routeSet>\
         <item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state></item>\
         <item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>{gateway}</gatewayId><state>{state}</state></item></routeSet>"
    )
}

fn zone(letter: &str, kind: &str, state: &str) -> String {
    format!("<zoneName>ap-northeast-2{letter}</zoneName><zoneType>{kind}</zoneType><zoneState>{state}</zoneState>")
}

fn gateway(id: &str, vpc: &str) -> String {
    format!(
        "<internetGatewayId>{id}</internetGatewayId><attachmentSet><item><vpcId>{vpc}</vpcId><state>available</state></item></attachmentSet>"
    )
}

fn blocked(mode: &str) -> String {
    format!("<blockPublicAccessStates><internetGatewayBlockMode>{mode}</internetGatewayBlockMode></blockPublicAccessStates>")
}

/// What the look tells, from these answers of EC2.
async fn seen(subnets: &[String], tables: &[String], zones: &[String], vpc: &str) -> Network {
    let vpc = format!(
        "<vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock><cidrBlockAssociationSet>\
         <item><cidrBlock>10.0.0.0/16</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState></item>\
         <item><cidrBlock>100.64.0.0/24</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState></item>\
         <item><cidrBlock>100.64.1.0/24</cidrBlock><cidrBlockState><state>disassociated</state></cidrBlockState></item>\
         </cidrBlockAssociationSet>{vpc}"
    );
    let answers = [
        answer("DescribeSubnets", "subnetSet", subnets),
        answer("DescribeRouteTables", "routeTableSet", tables),
        answer("DescribeInternetGateways", "internetGatewaySet", &[gateway("igw-1", "vpc-1")]),
        answer("DescribeAvailabilityZones", "availabilityZoneInfo", zones),
        answer("DescribeVpcs", "vpcSet", &[vpc]),
    ];
    let answers = answers.each_ref().map(|text| (200, text.as_str()));
    let (outcome, _) = canned::perform(CloudOp::LookNetwork { vpc: "vpc-1".into() }, &answers).await;
    match outcome {
        Ok(Fact::Cloud(CloudFact::Network(network))) => network,
        other => panic!("{other:?}"),
    }
}

fn ordinary() -> Vec<String> {
    ["a", "b", "c"].map(|letter| zone(letter, ORDINARY, "available")).to_vec()
}

/// Each subnet with the first thing in its way.
fn whys(network: &Network) -> Vec<String> {
    let why = |subnet: &Subnet| subnet.obstacles().first().map_or_else(|| "-".to_owned(), |o| format!("{} {}", o.kind, o.seen));
    network.subnets.iter().map(|subnet| format!("{} {}", subnet.id, why(subnet))).collect()
}

#[tokio::test]
async fn a_subnets_own_route_table_wins_over_the_main_one_and_a_route_must_lead_somewhere() {
    let subnets = ["main", "nat", "gone", "stranger"].map(|id| subnet(id, 'a', ""));
    let tables = [
        table("rtb-main", &[], "igw-1", "active"),
        table("rtb-nat", &["nat"], "nat-1", "active"),
        table("rtb-gone", &["gone"], "igw-1", "blackhole"),
        // Another VPC's gateway, or one that was detached.
        table("rtb-stranger", &["stranger"], "igw-2", "active"),
    ];
    let network = seen(&subnets, &tables, &ordinary(), "").await;
    assert_eq!(whys(&network), ["main -", "nat no-route rtb-nat", "gone dead-route rtb-gone", "stranger dead-route rtb-stranger"]);
    assert_eq!((network.way_out, network.gateway), (Some("rtb-main".into()), Some("igw-1".into())));
    let network = seen(&subnets[..1], &[], &ordinary(), "").await;
    assert_eq!((whys(&network), network.way_out), (vec!["main no-route -".to_owned()], None));
}

#[tokio::test]
async fn local_zones_wavelength_zones_outposts_and_zones_that_are_down_are_none_to_stand_in() {
    let mut zones = ordinary();
    zones[2] = zone("c", ORDINARY, "impaired");
    zones.extend([zone("-lax-1a", "local-zone", "available"), zone("-wl1-sel-1", "wavelength-zone", "available")]);
    let far = |id: &str, zone: &str| subnet(id, 'a', "").replace("ap-northeast-2a", &format!("ap-northeast-2{zone}"));
    let subnets = [
        subnet("good", 'a', ""),
        subnet("outpost", 'a', "<outpostArn>arn:aws:outposts:x</outpostArn>"),
        subnet("down", 'c', ""),
        far("local", "-lax-1a"),
        far("wave", "-wl1-sel-1"),
    ];
    let network = seen(&subnets, &[table("rtb-1", &[], "igw-1", "active")], &zones, "").await;
    let expected = [
        "good -",
        "outpost outpost arn:aws:outposts:x",
        "down zone-down impaired",
        "local other-zone local-zone",
        "wave other-zone wavelength-zone",
    ];
    assert_eq!(whys(&network), expected);
    assert_eq!(network.zones, ["ap-northeast-2a".into(), "ap-northeast-2b".into()]);
}

#[tokio::test]
async fn block_public_access_is_read_of_the_vpc_and_of_each_subnet_with_its_exclusions() {
    let subnets = [subnet("in", 'a', &blocked("block-ingress")), subnet("excluded", 'b', &blocked("off")), subnet("old", 'c', "")];
    let network = seen(&subnets, &[table("rtb-1", &[], "igw-1", "active")], &ordinary(), &blocked("block-bidirectional")).await;
    assert_eq!(whys(&network), ["in blocked block-ingress", "excluded -", "old -"]);
    assert_eq!(network.blocked.as_deref(), Some("block-bidirectional"));
    let blocks: Vec<String> = network.blocks.iter().map(ToString::to_string).collect();
    assert_eq!(blocks, ["10.0.0.0/16", "100.64.0.0/24"], "what was taken away again is no room");
}
