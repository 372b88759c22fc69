//! VPCs and their subnets.

use super::filters::one;
use super::listing::Listing;
use super::tags::tagged;
use super::{ids, names};
use crate::practice::aws::wire::Element;
use crate::practice::state::account::{ACCOUNT, Account};
use crate::practice::state::ec2::{Subnet, Vpc};

/// The addresses of each subnet that AWS keeps for itself.
const KEPT: u64 = 5;
/// The region's own DHCP options, which every default VPC uses.
const DHCP_OPTIONS: &str = "dopt-0a1b2c3d4e5f60718";

pub const VPCS: Listing<Vpc> = Listing {
    set: "vpcSet",
    by: Some(("VpcId", ids::VPC)),
    also: &[],
    most: 1_000,
    all: |account| account.ec2.vpcs.clone(),
    id: |vpc| &vpc.id,
    columns: &[
        ("vpc-id", |_, vpc| one(&vpc.id)),
        ("cidr", |_, vpc| one(&vpc.cidr)),
        ("cidr-block-association.cidr-block", |_, vpc| one(&vpc.cidr)),
        ("cidr-block-association.association-id", |_, vpc| one(association(vpc))),
        ("cidr-block-association.state", |_, _| one("associated")),
        ("dhcp-options-id", |_, _| one(DHCP_OPTIONS)),
        ("is-default", |_, vpc| one(vpc.default)),
        ("isDefault", |_, vpc| one(vpc.default)),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("state", |_, _| one("available")),
    ],
    tags: Some(|_, vpc| vpc.tags.clone()),
    shape: vpc_shape,
};

fn association(vpc: &Vpc) -> String {
    ids::following("vpc-cidr-assoc", &vpc.id)
}

fn vpc_shape(_: &Account, vpc: &Vpc) -> Element {
    let state = Element::new("cidrBlockState").has("state", "associated");
    let block = Element::new("item").has("associationId", association(vpc)).has("cidrBlock", &vpc.cidr).with(state);
    let item = Element::new("item").has("vpcId", &vpc.id).has("ownerId", ACCOUNT).has("state", "available");
    let item = item.has("cidrBlock", &vpc.cidr).with(Element::list("cidrBlockAssociationSet", [block]));
    let item = item.has("dhcpOptionsId", DHCP_OPTIONS).has("instanceTenancy", "default").has("isDefault", vpc.default);
    tagged(item, &vpc.tags)
}

pub const SUBNETS: Listing<Subnet> = Listing {
    set: "subnetSet",
    by: Some(("SubnetId", ids::SUBNET)),
    also: &[],
    most: 1_000,
    all: |account| account.ec2.subnets.clone(),
    id: |subnet| &subnet.id,
    columns: &[
        ("subnet-id", |_, subnet| one(&subnet.id)),
        ("vpc-id", |_, subnet| one(&subnet.vpc)),
        ("availability-zone", |_, subnet| one(&subnet.zone)),
        ("availabilityZone", |_, subnet| one(&subnet.zone)),
        ("availability-zone-id", |_, subnet| one(names::zone_id(&subnet.zone))),
        ("available-ip-address-count", |account, subnet| one(free(account, subnet))),
        ("cidr-block", |_, subnet| one(&subnet.cidr)),
        ("cidr", |_, subnet| one(&subnet.cidr)),
        ("cidrBlock", |_, subnet| one(&subnet.cidr)),
        ("default-for-az", |_, subnet| one(subnet.default_for_zone)),
        ("defaultForAz", |_, subnet| one(subnet.default_for_zone)),
        ("ipv6-native", |_, _| one(false)),
        ("map-public-ip-on-launch", |_, subnet| one(subnet.default_for_zone)),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("state", |_, _| one("available")),
        ("subnet-arn", |account, subnet| one(subnet_arn(account, subnet))),
    ],
    tags: Some(|_, subnet| subnet.tags.clone()),
    shape: subnet_shape,
};

fn subnet_arn(account: &Account, subnet: &Subnet) -> String {
    names::arn(&account.region, &format!("subnet/{}", subnet.id))
}

/// The addresses of a subnet that nothing has yet.
fn free(account: &Account, subnet: &Subnet) -> u64 {
    let bits: u32 = subnet.cidr.split_once('/').and_then(|(_, bits)| bits.parse().ok()).unwrap_or(32);
    let taken = account.ec2.interfaces.iter().filter(|i| i.subnet == subnet.id).count();
    (1_u64 << (32 - bits.min(32))).saturating_sub(KEPT + u64::try_from(taken).unwrap_or(u64::MAX - KEPT))
}

/// A subnet as it is described, and as the answer to its making.
pub fn subnet_shape(account: &Account, subnet: &Subnet) -> Element {
    let item = Element::new("item").has("subnetId", &subnet.id).has("subnetArn", subnet_arn(account, subnet));
    let item = item.has("state", "available").has("ownerId", ACCOUNT).has("vpcId", &subnet.vpc).has("cidrBlock", &subnet.cidr);
    let item = item.has("availableIpAddressCount", free(account, subnet));
    let item = item.has("availabilityZone", &subnet.zone).has("availabilityZoneId", names::zone_id(&subnet.zone));
    let item = item.has("defaultForAz", subnet.default_for_zone).has("mapPublicIpOnLaunch", subnet.default_for_zone);
    let item = item.has("assignIpv6AddressOnCreation", false).has("mapCustomerOwnedIpOnLaunch", false);
    let names = Element::new("privateDnsNameOptionsOnLaunch").has("hostnameType", "ip-name");
    let names = names.has("enableResourceNameDnsARecord", false).has("enableResourceNameDnsAAAARecord", false);
    let item = item.with(Element::new("ipv6CidrBlockAssociationSet")).has("enableDns64", false).has("ipv6Native", false).with(names);
    let block = Element::new("blockPublicAccessStates").has("internetGatewayBlockMode", &subnet.gateway_block);
    tagged(item.with(block), &subnet.tags)
}
