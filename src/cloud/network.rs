//! EC2: the VPC's subnets, and which of them the internet can reach.

use aws_sdk_ec2::types::{self as ec2, Filter, Route, RouteState, RouteTable};
use futures::future::try_join;

use super::faults::fault;
use super::{Aws, reported};
use crate::engine::fault::Fault;
use crate::engine::ids::{SubnetId, VpcId, ZoneName};
use crate::engine::op::cloud::Subnet;
use crate::engine::op::{CloudFact, Fact};

impl Aws {
    pub(super) async fn look_network(&self, vpc: &VpcId) -> Result<Fact, Fault> {
        let (subnets, tables) = try_join(self.subnets(vpc), self.route_tables(vpc)).await?;
        let subnets = subnets.iter().filter_map(|s| known(s, &tables)).collect();
        Ok(reported(CloudFact::Network { vpc: vpc.clone(), subnets }))
    }

    async fn subnets(&self, vpc: &VpcId) -> Result<Vec<ec2::Subnet>, Fault> {
        let pages = self.ec2.describe_subnets().filters(of(vpc)).into_paginator().items().send();
        pages.try_collect().await.map_err(fault)
    }

    async fn route_tables(&self, vpc: &VpcId) -> Result<Vec<RouteTable>, Fault> {
        let pages = self.ec2.describe_route_tables().filters(of(vpc)).into_paginator().items().send();
        pages.try_collect().await.map_err(fault)
    }
}

fn of(vpc: &VpcId) -> Filter {
    Filter::builder().name("vpc-id").values(&vpc.0).build()
}

fn known(raw: &ec2::Subnet, tables: &[RouteTable]) -> Option<Subnet> {
    let id = raw.subnet_id()?;
    Some(Subnet {
        id: id.into(),
        zone: ZoneName(raw.availability_zone()?.to_owned()),
        public: table_of(&SubnetId(id.to_owned()), tables).is_some_and(|t| t.routes().iter().any(leads_out)),
        free_addresses: raw.available_ip_address_count().and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
        default: raw.default_for_az() == Some(true),
    })
}

/// The subnet's own route table, else the VPC's main one.
fn table_of<'a>(subnet: &SubnetId, tables: &'a [RouteTable]) -> Option<&'a RouteTable> {
    let own = tables.iter().find(|t| t.associations().iter().any(|a| a.subnet_id() == Some(&subnet.0)));
    own.or_else(|| tables.iter().find(|t| t.associations().iter().any(|a| a.main() == Some(true))))
}

/// A default route to an internet gateway that still exists.
fn leads_out(route: &Route) -> bool {
    route.destination_cidr_block() == Some("0.0.0.0/0")
        && route.gateway_id().is_some_and(|g| g.starts_with("igw-"))
        && route.state() != Some(&RouteState::Blackhole)
}

#[cfg(test)]
mod tests {
    use aws_sdk_ec2::types::RouteTableAssociation;

    use super::*;

    fn table(association: RouteTableAssociation, gateway: &str) -> RouteTable {
        let route = Route::builder().destination_cidr_block("0.0.0.0/0").gateway_id(gateway).state(RouteState::Active).build();
        RouteTable::builder().associations(association).routes(route).build()
    }

    fn is_public(subnet: &str, tables: &[RouteTable]) -> bool {
        let raw = ec2::Subnet::builder().subnet_id(subnet).availability_zone("ap-northeast-2a").build();
        known(&raw, tables).unwrap().public
    }

    #[test]
    fn a_subnets_own_route_table_wins_over_the_main_one() {
        let main = table(RouteTableAssociation::builder().main(true).build(), "igw-1");
        let own = table(RouteTableAssociation::builder().subnet_id("subnet-private").build(), "nat-1");
        let tables = [main, own];
        assert!(is_public("subnet-other", &tables));
        assert!(!is_public("subnet-private", &tables));
        assert!(!is_public("subnet-other", &[]));
    }

    #[test]
    fn a_route_to_a_deleted_gateway_leads_nowhere() {
        let route = Route::builder().destination_cidr_block("0.0.0.0/0").gateway_id("igw-1");
        assert!(!leads_out(&route.clone().state(RouteState::Blackhole).build()));
        assert!(leads_out(&route.state(RouteState::Active).build()));
    }
}
