//! What the person does in AWS's console, or has others do, as a remedy says.

use super::console::{asked, change_record};
use crate::engine::fault::{Disposition, Fault, Remedy};
use crate::engine::op::cloud::{Holder, HolderKind, Missing, Unsuited, WayOut};
use crate::practice::aws::wire::Service;
use crate::practice::state::SimState;
use crate::practice::state::internet::Record;
use crate::practice::state::route53::{RecordSet, Zone};

/// Carries a fault's remedy out, where it is one that is done outside the program and the server.
pub(super) fn mend(sim: &mut SimState, fault: &Fault) {
    match fault.disposition {
        Disposition::Person(Remedy::AddSubnet) => {
            fault.detail.lines().filter_map(Missing::from_line).for_each(|missing| add_subnet(sim, &missing));
        }
        Disposition::Person(Remedy::ReleaseCertificate | Remedy::ReleaseGroup | Remedy::RemoveForeignRecords) => {
            fault.detail.lines().filter_map(Holder::from_line).for_each(|holder| release(sim, &holder));
        }
        Disposition::Person(Remedy::LookAtServer) => {
            let (subnet, way) = (fault.detail.lines().find_map(Unsuited::from_line), fault.detail.lines().find_map(WayOut::from_line));
            subnet.zip(way).into_iter().for_each(|(subnet, way)| lead_out(sim, &subnet, &way));
        }
        Disposition::Person(Remedy::FixCaa) => fault.detail.lines().filter_map(permitted).for_each(|record| add_value(sim, &record)),
        Disposition::Person(Remedy::ValidateByDns) => {
            fault.detail.lines().filter_map(without_mail).for_each(|record| add_value(sim, &record))
        }
        Disposition::Person(Remedy::EnableRegion) => sim.aws.opted_in = true,
        Disposition::Person(Remedy::AskOrganization) => sim.aws.denied.clear(),
        Disposition::Person(Remedy::LiftHold) => sim.internet.statuses.clear(),
        Disposition::Person(_) | Disposition::Transient | Disposition::Permanent => {}
    }
}

/// The record that the remedy names, after an arrow: `→ a.com. CAA 0 issue "amazon.com"`.
fn permitted(line: &str) -> Option<Record> {
    let (name, rest) = line.strip_prefix("→ ")?.split_once(' ')?;
    let (kind, value) = rest.split_once(' ')?;
    Some(Record::new(name, kind, 300, value))
}

/// The record of a mail service for the domain that has none: `a.com MX - (server)`.
fn without_mail(line: &str) -> Option<Record> {
    let (domain, _) = line.split_once(" MX -")?;
    Some(Record::new(domain, "MX", 300, "10 mx.mail.example."))
}

/// Adds a value to the record of that name and kind in the zone of the domain in which it lies, as the console's form does.
fn add_value(sim: &mut SimState, record: &Record) {
    let name = record.name.trim_end_matches('.');
    let lies = |zone: &&Zone| name == zone.name.trim_end_matches('.') || name.ends_with(&format!(".{}", zone.name.trim_end_matches('.')));
    let Some(zone) = sim.aws.route53.zones.iter().find(lies) else { return };
    let standing = zone.records.iter().find(|set| set.name.trim_end_matches('.') == name && set.kind == record.kind);
    let values = standing.map(|set| set.values.clone()).unwrap_or_default().into_iter().chain([record.value.clone()]).collect();
    let set = RecordSet {
        name: name.to_owned(),
        kind: record.kind.clone(),
        ttl: Some(record.ttl),
        values,
        alias: None,
        set_identifier: None,
        routing: Vec::new(),
    };
    let id = zone.id.clone();
    change_record(sim, &id, "UPSERT", &set);
    // By the time that the command is run again, all of Route 53's servers have it.
    sim.aws.route53.zones.iter_mut().filter(|zone| zone.id == id).for_each(|zone| zone.published.clone_from(&zone.records));
}

/// Makes the subnet in that zone with that block, and gives it the route table that leads out. What a console would refuse is not done.
fn add_subnet(sim: &mut SimState, missing: &Missing) {
    let (Some(block), Some(table)) = (missing.block, missing.way_out.as_ref()) else { return };
    let standing = sim.aws.ec2.subnets.len();
    let zone = missing.zone.to_string();
    asked(
        sim,
        Service::Ec2,
        "CreateSubnet",
        &[("VpcId", &missing.vpc.to_string()), ("CidrBlock", &block.to_string()), ("AvailabilityZone", &zone)],
    );
    let made = sim.aws.ec2.subnets.get(standing).map(|subnet| subnet.id.clone());
    if let Some(subnet) = made {
        asked(sim, Service::Ec2, "AssociateRouteTable", &[("RouteTableId", &table.to_string()), ("SubnetId", &subnet)]);
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

/// Takes away what holds something of Landfall's.
fn release(sim: &mut SimState, holder: &Holder) {
    match holder.kind {
        HolderKind::Balancer => {
            let https = sim.aws.elb.listeners.iter().filter(|l| l.balancer == holder.id && l.protocol == "HTTPS");
            let listeners: Vec<String> = https.map(|listener| listener.arn.clone()).collect();
            listeners.iter().for_each(|arn| asked(sim, Service::Elb, "DeleteListener", &[("ListenerArn", arn)]));
        }
        HolderKind::Rule => {
            let given = [("GroupId", holder.within.as_str()), ("SecurityGroupRuleId.1", &holder.id)];
            asked(sim, Service::Ec2, "RevokeSecurityGroupIngress", &given);
        }
        HolderKind::Record => {
            let is_it = |name: &str, kind: &str| name.trim_end_matches('.') == holder.id && kind == holder.within;
            let zones =
                sim.aws.route53.zones.iter().map(|zone| (zone.id.clone(), zone.records.iter().find(|r| is_it(&r.name, &r.kind)).cloned()));
            let found: Vec<_> = zones.filter_map(|(zone, set)| Some((zone, set?))).collect();
            found.iter().for_each(|(zone, set)| change_record(sim, zone, "DELETE", set));
        }
        HolderKind::LetGo
        | HolderKind::Distribution
        | HolderKind::Service
        | HolderKind::InstanceInterface
        | HolderKind::Interface
        | HolderKind::OutboundRule
        | HolderKind::Signing => {}
    }
}
