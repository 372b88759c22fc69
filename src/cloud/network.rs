//! EC2: the server's VPC, its subnets, and what is in a balancer's way in each of them.

use aws_sdk_ec2::types::{
    self as ec2, AvailabilityZone, AvailabilityZoneState, BlockPublicAccessMode, BlockPublicAccessStates, Filter, InternetGateway, Route,
    RouteState, RouteTable, VpcCidrBlockStateCode,
};
use futures::future::{try_join, try_join3};

use super::faults::fault;
use super::groups::filter;
use super::{Aws, reported};
use crate::engine::cidr::Cidr;
use crate::engine::fault::Fault;
use crate::engine::ids::{GatewayId, RouteTableId, SubnetId, VpcId, ZoneName};
use crate::engine::op::cloud::{Network, Obstacle, ObstacleKind, Subnet};
use crate::engine::op::{CloudFact, Fact};

/// What DescribeAvailabilityZones calls a zone that is no Local Zone and no Wavelength Zone.
const ORDINARY: &str = "availability-zone";
/// The world, as a route has it.
const EVERYWHERE: &str = "0.0.0.0/0";

/// All that was read.
struct Read {
    subnets: Vec<ec2::Subnet>,
    tables: Vec<RouteTable>,
    zones: Vec<AvailabilityZone>,
    gateways: Vec<InternetGateway>,
    vpc: Option<ec2::Vpc>,
}

impl Aws {
    pub(super) async fn look_network(&self, vpc: &VpcId) -> Result<Fact, Fault> {
        let inside = try_join3(self.subnets(vpc), self.route_tables(vpc), self.gateways(vpc));
        let ((subnets, tables, gateways), (zones, raw)) = try_join(inside, try_join(self.zones_of_region(), self.vpc(vpc))).await?;
        let read = Read { subnets, tables, zones, gateways, vpc: raw };
        Ok(reported(CloudFact::Network(read.network(vpc))))
    }

    async fn subnets(&self, vpc: &VpcId) -> Result<Vec<ec2::Subnet>, Fault> {
        let pages = self.ec2.describe_subnets().filters(of(vpc)).into_paginator().items().send();
        pages.try_collect().await.map_err(fault)
    }

    async fn route_tables(&self, vpc: &VpcId) -> Result<Vec<RouteTable>, Fault> {
        let pages = self.ec2.describe_route_tables().filters(of(vpc)).into_paginator().items().send();
        pages.try_collect().await.map_err(fault)
    }

    async fn gateways(&self, vpc: &VpcId) -> Result<Vec<InternetGateway>, Fault> {
        let attached = filter("attachment.vpc-id", vec![vpc.0.clone()]);
        let pages = self.ec2.describe_internet_gateways().filters(attached).into_paginator().items().send();
        pages.try_collect().await.map_err(fault)
    }

    async fn zones_of_region(&self) -> Result<Vec<AvailabilityZone>, Fault> {
        let answer = self.ec2.describe_availability_zones().send().await.map_err(fault)?;
        Ok(answer.availability_zones.unwrap_or_default())
    }

    /// By filter, so that one that is gone is only missing from the answer.
    async fn vpc(&self, vpc: &VpcId) -> Result<Option<ec2::Vpc>, Fault> {
        let answer = self.ec2.describe_vpcs().filters(of(vpc)).send().await.map_err(fault)?;
        Ok(answer.vpcs.and_then(|all| all.into_iter().next()))
    }
}

fn of(vpc: &VpcId) -> Filter {
    filter("vpc-id", vec![vpc.0.clone()])
}

impl Read {
    fn network(&self, vpc: &VpcId) -> Network {
        let mut zones: Vec<ZoneName> = self.zones.iter().filter(|z| in_the_way(z).is_none()).filter_map(name).collect();
        zones.sort();
        let way_out = self.tables.iter().find(|table| self.leads(table) == Some(true)).and_then(|table| table.route_table_id());
        Network {
            vpc: vpc.clone(),
            blocks: self.vpc.iter().flat_map(blocks).collect(),
            gateway: self.attached(vpc).next().map(|id| GatewayId(id.to_owned())),
            way_out: way_out.map(|id| RouteTableId(id.to_owned())),
            blocked: self.vpc.as_ref().and_then(|vpc| mode(vpc.block_public_access_states())),
            zones,
            subnets: self.subnets.iter().filter_map(|raw| self.subnet(raw)).collect(),
        }
    }

    fn subnet(&self, raw: &ec2::Subnet) -> Option<Subnet> {
        Some(Subnet {
            id: raw.subnet_id()?.into(),
            zone: raw.availability_zone()?.into(),
            block: raw.cidr_block().and_then(|block| block.parse().ok()),
            free_addresses: raw.available_ip_address_count().and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            default: raw.default_for_az() == Some(true),
            obstacles: self.obstacles(raw),
        })
    }

    /// What is in the way, what nobody can change first.
    fn obstacles(&self, raw: &ec2::Subnet) -> Vec<Obstacle> {
        let zone = self.zones.iter().find(|zone| zone.zone_name() == raw.availability_zone()).and_then(in_the_way);
        let outpost = raw.outpost_arn().filter(|arn| !arn.is_empty()).map(|arn| obstacle(ObstacleKind::Outpost, arn));
        // What the subnet tells is with the exclusions that were made for it.
        let blocked = mode(raw.block_public_access_states()).map(|mode| obstacle(ObstacleKind::Blocked, mode));
        [zone, outpost, self.no_way_out(raw), blocked].into_iter().flatten().collect()
    }

    fn no_way_out(&self, raw: &ec2::Subnet) -> Option<Obstacle> {
        let Some(table) = table_of(raw.subnet_id()?.into(), &self.tables) else { return Some(obstacle(ObstacleKind::NoRoute, "-")) };
        match self.leads(table) {
            Some(true) => None,
            Some(false) => Some(obstacle(ObstacleKind::DeadRoute, table.route_table_id().unwrap_or("-"))),
            None => Some(obstacle(ObstacleKind::NoRoute, table.route_table_id().unwrap_or("-"))),
        }
    }

    /// Whether the table's way to the internet is one that can be gone; `None`: it has none.
    fn leads(&self, table: &RouteTable) -> Option<bool> {
        let out: Vec<&Route> = table.routes().iter().filter(|route| leads_out(route)).collect();
        let vpc = table.vpc_id().map(|vpc| VpcId(vpc.to_owned()));
        let attached = |id: &str| vpc.as_ref().is_some_and(|vpc| self.attached(vpc).any(|gateway| gateway == id));
        let alive = |route: &&Route| route.state() != Some(&RouteState::Blackhole) && route.gateway_id().is_some_and(attached);
        (!out.is_empty()).then(|| out.iter().any(alive))
    }

    fn attached(&self, vpc: &VpcId) -> impl Iterator<Item = &str> {
        let is_here = |gateway: &&InternetGateway| {
            gateway.attachments().iter().any(|a| a.vpc_id() == Some(&vpc.0) && !a.state().is_some_and(|s| s.as_str().starts_with("detach")))
        };
        self.gateways.iter().filter(is_here).filter_map(|gateway| gateway.internet_gateway_id())
    }
}

fn obstacle(kind: ObstacleKind, seen: impl Into<String>) -> Obstacle {
    Obstacle { kind, seen: seen.into() }
}

fn name(zone: &AvailabilityZone) -> Option<ZoneName> {
    zone.zone_name().map(Into::into)
}

/// Why no balancer of ours can stand in a zone.
fn in_the_way(zone: &AvailabilityZone) -> Option<Obstacle> {
    let other = zone.zone_type().filter(|kind| *kind != ORDINARY).map(|kind| obstacle(ObstacleKind::OtherZone, kind));
    let down = zone.state().filter(|state| **state != AvailabilityZoneState::Available);
    other.or_else(|| down.map(|state| obstacle(ObstacleKind::ZoneDown, state.as_str())))
}

/// The mode of VPC Block Public Access, where it keeps visitors out.
fn mode(states: Option<&BlockPublicAccessStates>) -> Option<String> {
    let mode = states?.internet_gateway_block_mode()?;
    matches!(mode, BlockPublicAccessMode::BlockBidirectional | BlockPublicAccessMode::BlockIngress).then(|| mode.as_str().to_owned())
}

/// The blocks that the VPC has.
fn blocks(vpc: &ec2::Vpc) -> Vec<Cidr> {
    let stands = |a: &&ec2::VpcCidrBlockAssociation| {
        let state = a.cidr_block_state().and_then(|state| state.state());
        state.is_none_or(|state| *state == VpcCidrBlockStateCode::Associated)
    };
    let more = vpc.cidr_block_association_set().iter().filter(stands).filter_map(|a| a.cidr_block());
    let mut all: Vec<Cidr> = vpc.cidr_block().into_iter().chain(more).filter_map(|block| block.parse().ok()).collect();
    all.sort();
    all.dedup();
    all
}

/// The subnet's own route table, else the VPC's main one.
fn table_of(subnet: SubnetId, tables: &[RouteTable]) -> Option<&RouteTable> {
    let own = tables.iter().find(|t| t.associations().iter().any(|a| a.subnet_id() == Some(&subnet.0)));
    own.or_else(|| tables.iter().find(|t| t.associations().iter().any(|a| a.main() == Some(true))))
}

/// A default route to an internet gateway.
fn leads_out(route: &Route) -> bool {
    route.destination_cidr_block() == Some(EVERYWHERE) && route.gateway_id().is_some_and(|g| g.starts_with("igw-"))
}

#[cfg(test)]
#[path = "network_tests.rs"]
mod tests;
