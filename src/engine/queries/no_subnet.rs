//! Why the load balancer has no place in the network: what is missing where, and what a person would have to make.

use crate::engine::cidr;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::ZoneName;
use crate::engine::op::cloud::{Missing, Network, ObstacleKind, Subnet, Unsuited};
use crate::site::Spread;

/// How many subnets are told of.
const MOST_TOLD: usize = 12;

/// No subnet of a server's own zone suits.
pub(super) fn in_servers_zone(network: &Network, zone: &ZoneName) -> Fault {
    let here = subnets_of(network, zone);
    let met = |kind: ObstacleKind| here.iter().any(|subnet| first_of(subnet) == Some(kind));
    if met(ObstacleKind::ZoneDown) {
        return Fault::person(Code::ZoneDown, Remedy::RunAgain, told(&here));
    }
    let elsewhere = |subnet: &&Subnet| matches!(first_of(subnet), Some(ObstacleKind::OtherZone | ObstacleKind::Outpost));
    if !here.is_empty() && here.iter().all(elsewhere) {
        return Fault::person(Code::ServerZoneUnfit, Remedy::MoveServer, told(&here));
    }
    in_zone(network, zone, &here)
}

/// No subnet of a zone that the person listed suits.
pub(super) fn in_listed_zone(network: &Network, zone: &ZoneName) -> Fault {
    let here = subnets_of(network, zone);
    if network.zones.contains(zone) {
        return in_zone(network, zone, &here);
    }
    let seen = if here.is_empty() { zone.to_string() } else { told(&here) };
    Fault::person(Code::ZoneUnfit, Remedy::WriteZones, seen)
}

/// An ordinary zone in which no subnet suits.
fn in_zone(network: &Network, zone: &ZoneName, here: &[&Subnet]) -> Fault {
    let only = |kinds: &[ObstacleKind]| here.iter().any(|subnet| subnet.obstacles().iter().all(|o| kinds.contains(&o.kind)));
    if network.blocked.is_some() || only(&[ObstacleKind::Blocked]) {
        return blocked(network, here);
    }
    let full = only(&[ObstacleKind::Full, ObstacleKind::Small]);
    let code = if full { Code::SubnetsFull } else { Code::NoPublicSubnet };
    Fault::person(code, Remedy::AddSubnet, with_missing(network, zone, told(here)))
}

/// The servers' zone has its subnet, and no other zone has one.
pub(super) fn of_a_second_zone(network: &Network, own: &[&ZoneName]) -> Fault {
    let others: Vec<&Subnet> = network.subnets.iter().filter(|subnet| !own.contains(&&subnet.zone)).collect();
    if network.blocked.is_some() {
        return blocked(network, &others);
    }
    let free = network.zones.iter().find(|zone| !own.contains(zone));
    match free {
        Some(zone) => {
            let had = own.iter().map(|zone| zone.to_string()).chain(Some(told(&others)).filter(|told| !told.is_empty()));
            Fault::person(Code::OneZoneOnly, Remedy::AddSubnet, with_missing(network, zone, had.collect::<Vec<_>>().join("\n")))
        }
        // The region has no other zone at the moment.
        None => Fault::person(Code::ZoneDown, Remedy::RunAgain, told(&others)),
    }
}

/// The servers stand in a zone that the person did not list.
pub(super) fn not_listed(own: &ZoneName, listed: &[ZoneName]) -> Fault {
    let listed = listed.iter().map(|zone| format!("\"{zone}\"")).collect::<Vec<_>>().join(", ");
    Fault::person(Code::ZoneNotListed, Remedy::WriteZones, format!("{own}  zones = [{listed}]"))
}

/// AWS refused every way in which the balancer could stand.
pub(super) fn all_refused(network: &Network, spread: &Spread, ways: &[Vec<&Subnet>]) -> Fault {
    let zones = |way: &Vec<&Subnet>| way.iter().map(|subnet| subnet.zone.to_string()).collect::<Vec<_>>().join(" + ");
    let tried = ways.iter().map(zones).collect::<Vec<_>>().join("\n");
    let is_tried = |zone: &&ZoneName| ways.iter().flatten().any(|subnet| subnet.zone == **zone);
    match (spread, network.zones.iter().find(|zone| !is_tried(zone))) {
        (Spread::All | Spread::These(_), _) => Fault::person(Code::ZoneRefused, Remedy::WriteZones, tried),
        (Spread::Two, Some(zone)) => Fault::person(Code::ZoneRefused, Remedy::AddSubnet, with_missing(network, zone, tried)),
        // With one pair alone nobody can tell which of the two it is.
        (Spread::Two, None) => {
            let code = if ways.len() > 1 { Code::ServerZoneRefused } else { Code::ZoneRefused };
            Fault::person(code, Remedy::MoveServer, tried)
        }
    }
}

fn blocked(network: &Network, here: &[&Subnet]) -> Fault {
    let mode = format!("{}  {}", network.vpc, network.blocked.as_deref().unwrap_or_default());
    let lines = [mode.trim_end().to_owned(), told(here)];
    Fault::person(Code::PublicAccessBlocked, Remedy::LiftPublicAccessBlock, lines.join("\n"))
}

fn subnets_of<'a>(network: &'a Network, zone: &ZoneName) -> Vec<&'a Subnet> {
    network.subnets.iter().filter(|subnet| subnet.zone == *zone).collect()
}

fn first_of(subnet: &Subnet) -> Option<ObstacleKind> {
    subnet.obstacles().first().map(|obstacle| obstacle.kind)
}

/// What is in the way in each. Of many, not all are told: what would help must have its place behind them.
fn told(subnets: &[&Subnet]) -> String {
    let lines = subnets.iter().filter_map(|subnet| Unsuited::of(subnet)).map(|unsuited| unsuited.line());
    lines.take(MOST_TOLD).collect::<Vec<_>>().join("\n")
}

/// The evidence, and the subnet that would help.
fn with_missing(network: &Network, zone: &ZoneName, told: String) -> String {
    let taken: Vec<cidr::Cidr> = network.subnets.iter().filter_map(|subnet| subnet.block).collect();
    let block = cidr::for_a_subnet(&network.blocks, &taken);
    let missing = Missing {
        vpc: network.vpc.clone(),
        zone: zone.clone(),
        block,
        grow_by: if block.is_none() { cidr::to_grow_by(&network.blocks) } else { None },
        gateway: network.gateway.clone(),
        way_out: network.way_out.clone(),
    };
    [Some(told).filter(|told| !told.is_empty()), Some(missing.line())].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{network, subnet, subnet_with};

    fn with(subnets: Vec<Subnet>) -> Network {
        Network { subnets, ..network() }
    }

    fn told_of(fault: &Fault) -> (Code, Option<Remedy>, Vec<&str>) {
        let remedy = match fault.disposition {
            crate::engine::fault::Disposition::Person(remedy) => Some(remedy),
            _ => None,
        };
        (fault.code, remedy, fault.detail.lines().collect())
    }

    fn full(s: Subnet) -> Subnet {
        Subnet { free_addresses: 3, ..s }
    }

    #[test]
    fn what_is_in_the_way_in_the_servers_zone_decides_what_helps() {
        use ObstacleKind::*;
        let c = |kind| subnet_with(kind, "c", "2c");
        let table = [
            (vec![c(NoRoute)], Code::NoPublicSubnet, Remedy::AddSubnet),
            (vec![c(DeadRoute)], Code::NoPublicSubnet, Remedy::AddSubnet),
            (vec![], Code::NoPublicSubnet, Remedy::AddSubnet),
            (vec![full(subnet("c", "2c"))], Code::SubnetsFull, Remedy::AddSubnet),
            // The full one is the nearest to be of use.
            (vec![c(NoRoute), full(subnet("c2", "2c"))], Code::SubnetsFull, Remedy::AddSubnet),
            (vec![full(c(NoRoute))], Code::NoPublicSubnet, Remedy::AddSubnet),
            (vec![c(Blocked)], Code::PublicAccessBlocked, Remedy::LiftPublicAccessBlock),
            (vec![c(OtherZone)], Code::ServerZoneUnfit, Remedy::MoveServer),
            (vec![c(Outpost)], Code::ServerZoneUnfit, Remedy::MoveServer),
            (vec![c(Outpost), c(NoRoute)], Code::NoPublicSubnet, Remedy::AddSubnet),
            (vec![c(ZoneDown)], Code::ZoneDown, Remedy::RunAgain),
        ];
        for (subnets, code, remedy) in table {
            let fault = in_servers_zone(&with(subnets.clone()), &"2c".into());
            let (seen, given, _) = told_of(&fault);
            assert_eq!((seen, given), (code, Some(remedy)), "{subnets:?}");
        }
    }

    #[test]
    fn the_evidence_names_each_subnet_and_the_one_that_would_help() {
        let subnets = vec![
            Subnet { block: "172.31.0.0/20".parse().ok(), ..subnet("c", "2c") },
            Subnet { block: "172.31.16.0/20".parse().ok(), ..subnet_with(ObstacleKind::NoRoute, "a", "2a") },
        ];
        let fault = of_a_second_zone(&with(subnets.clone()), &[&"2c".into()]);
        let lines = vec!["2c", "unsuited no-route a 2a seen", "missing vpc-1 2a 172.31.32.0/24 - igw-1 rtb-1"];
        assert_eq!(told_of(&fault), (Code::OneZoneOnly, Some(Remedy::AddSubnet), lines));
        // The network is full, has no gateway and no way out: all of it is to be made.
        let blocks = vec!["172.31.0.0/19".parse().unwrap()];
        let bare = Network { blocks, gateway: None, way_out: None, ..with(subnets) };
        let fault = of_a_second_zone(&bare, &[&"2c".into()]);
        assert_eq!(fault.detail.lines().last(), Some("missing vpc-1 2a - 100.64.0.0/24 - -"));
    }

    #[test]
    fn a_network_that_is_kept_from_the_internet_is_helped_by_no_new_subnet() {
        let shut = Network { blocked: Some("block-ingress".into()), ..with(vec![subnet("c", "2c")]) };
        let fault = of_a_second_zone(&shut, &[&"2c".into()]);
        assert_eq!(told_of(&fault), (Code::PublicAccessBlocked, Some(Remedy::LiftPublicAccessBlock), vec!["vpc-1  block-ingress"]));
        let one = with(vec![subnet_with(ObstacleKind::Blocked, "c", "2c")]);
        let fault = in_servers_zone(&one, &"2c".into());
        assert_eq!(told_of(&fault).2, ["vpc-1", "unsuited blocked c 2c seen"]);
    }

    #[test]
    fn a_refusal_names_what_was_tried_and_the_next_zone_that_there_is() {
        let (a, c) = (subnet("a", "2a"), subnet("c", "2c"));
        let fault = all_refused(&with(vec![a.clone(), c.clone()]), &Spread::Two, &[vec![&c, &a]]);
        let lines = vec!["2c + 2a", "missing vpc-1 2b 172.31.0.0/24 - igw-1 rtb-1"];
        assert_eq!(told_of(&fault), (Code::ZoneRefused, Some(Remedy::AddSubnet), lines));
        let two = Network { zones: vec!["2a".into(), "2c".into()], ..with(vec![a.clone(), c.clone()]) };
        let fault = all_refused(&two, &Spread::Two, &[vec![&c, &a]]);
        assert_eq!(told_of(&fault), (Code::ZoneRefused, Some(Remedy::MoveServer), vec!["2c + 2a"]));
        let fault = all_refused(&two, &Spread::All, &[vec![&c, &a]]);
        assert_eq!(told_of(&fault), (Code::ZoneRefused, Some(Remedy::WriteZones), vec!["2c + 2a"]));
    }
}
