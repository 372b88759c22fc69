//! What the person does in AWS's console, or has others do, as a remedy says.

use form_urlencoded::Serializer;

use crate::engine::fault::{Disposition, Fault, Remedy};
use crate::engine::op::cloud::{Missing, Unsuited, WayOut};
use crate::practice::aws::answer;
use crate::practice::aws::wire::{Ask, Call, Query, Service};
use crate::practice::state::SimState;

/// Carries a fault's remedy out, where it is one that is done outside the program and the server.
pub(super) fn mend(sim: &mut SimState, fault: &Fault) {
    match fault.disposition {
        Disposition::Person(Remedy::AddSubnet) => {
            fault.detail.lines().filter_map(Missing::from_line).for_each(|missing| add_subnet(sim, &missing));
        }
        Disposition::Person(Remedy::LookAtServer) => {
            let (subnet, way) = (fault.detail.lines().find_map(Unsuited::from_line), fault.detail.lines().find_map(WayOut::from_line));
            subnet.zip(way).into_iter().for_each(|(subnet, way)| lead_out(sim, &subnet, &way));
        }
        Disposition::Person(Remedy::EnableRegion) => sim.aws.opted_in = true,
        Disposition::Person(Remedy::AskOrganization) => sim.aws.denied.clear(),
        Disposition::Person(_) | Disposition::Transient | Disposition::Permanent => {}
    }
}

/// Makes the subnet in that zone with that block, and gives it the route table that leads out. What a console would refuse is not done.
fn add_subnet(sim: &mut SimState, missing: &Missing) {
    let (Some(block), Some(table)) = (missing.block, missing.way_out.as_ref()) else { return };
    let standing = sim.aws.ec2.subnets.len();
    let zone = missing.zone.to_string();
    asked(sim, "CreateSubnet", &[("VpcId", &missing.vpc.to_string()), ("CidrBlock", &block.to_string()), ("AvailabilityZone", &zone)]);
    let made = sim.aws.ec2.subnets.get(standing).map(|subnet| subnet.id.clone());
    if let Some(subnet) = made {
        asked(sim, "AssociateRouteTable", &[("RouteTableId", &table.to_string()), ("SubnetId", &subnet)]);
    }
}

/// Gives the subnet the route table that leads out, whether it has one of its own or follows the main one: the console has one form for both.
fn lead_out(sim: &mut SimState, subnet: &Unsuited, way: &WayOut) {
    let Some(table) = way.table.as_ref().map(ToString::to_string) else { return };
    let (subnet, tables) = (subnet.subnet.to_string(), &mut sim.aws.ec2.route_tables);
    if !tables.iter().any(|standing| standing.id == table) {
        return;
    }
    tables.iter_mut().for_each(|standing| standing.subnets.retain(|id| *id != subnet));
    tables.iter_mut().filter(|standing| standing.id == table).for_each(|standing| standing.subnets.push(subnet.clone()));
}

fn asked(sim: &mut SimState, operation: &str, given: &[(&str, &str)]) {
    let input = Query::parse(Serializer::new(String::new()).extend_pairs(given).finish().as_bytes());
    let ask = Ask::Query { operation: operation.to_owned(), input };
    let call = Call { service: Service::Ec2, region: sim.aws.region.clone(), signed: None, ask };
    if let Err(refusal) = answer(sim, &call) {
        tracing::debug!(operation, message = refusal.message, "refused to the person");
    }
}
