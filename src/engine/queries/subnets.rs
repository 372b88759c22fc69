//! The subnets that the load balancer stands in.

use std::collections::BTreeMap;

use crate::engine::fault::{Code, Fault};
use crate::engine::ids::{SubnetId, ZoneName};
use crate::engine::op::Op;
use crate::engine::op::cloud::{CloudOp, Instance, Network, Subnet};
use crate::engine::queries::{no_subnet, server};
use crate::engine::state::World;
use crate::site::{AvailabilityZone, Spread};

/// The look at the servers' network; `None`: it is not known which one that is.
pub fn look(w: &World) -> Option<Op> {
    let vpc = w.site.servers().filter_map(|(id, _)| server::instance(w, &id)).next()?.vpc.clone()?;
    Some(Op::Cloud(CloudOp::LookNetwork { vpc }))
}

/// How many zones the balancer will stand in: each is one public address that bills.
pub fn zones_wanted(w: &World) -> u32 {
    let told = match &w.site.balancer.zones {
        Spread::These(zones) => zones.len(),
        Spread::Two | Spread::All => 2,
    };
    let instances = w.site.servers().map(|(id, _)| server::instance(w, &id)).collect::<Option<Vec<_>>>();
    let chosen = instances.zip(w.observed.network()).and_then(|(instances, network)| chosen(w, network, &instances).ok());
    u32::try_from(chosen.map_or(told, |subnets| subnets.len())).unwrap_or(2)
}

/// One subnet a zone: the servers' own zones first, then as many as are wanted. What AWS refused in this run is not asked again: of one
/// zone more, the next one that there is takes the place of one that refuses balancers.
pub fn chosen(w: &World, network: &Network, instances: &[&Instance]) -> Result<Vec<SubnetId>, Fault> {
    let place = Place::of(network, instances);
    if let Some(zone) = place.own.iter().find(|zone| !place.best.contains_key(*zone)) {
        return Err(no_subnet::in_servers_zone(network, zone));
    }
    let spread = &w.site.balancer.zones;
    let ways = match spread {
        Spread::Two => place.two(),
        Spread::All => vec![place.all()],
        Spread::These(zones) => vec![place.these(zones)?],
    };
    if ways.iter().all(|way| way.len() < 2) {
        return Err(no_subnet::of_a_second_zone(network, &place.own));
    }
    let refused = refused(w);
    let ids = |way: &[&Subnet]| way.iter().map(|subnet| subnet.id.clone()).collect::<Vec<_>>();
    let open = ways.iter().map(|way| ids(way)).find(|way| !refused.contains(&sorted(way)));
    open.ok_or_else(|| no_subnet::all_refused(network, spread, &ways))
}

/// What AWS refused in this run, each sorted.
fn refused(w: &World) -> Vec<Vec<SubnetId>> {
    let of = |(op, fault): (&Op, &Fault)| match op {
        Op::Cloud(CloudOp::EnsureBalancer { subnets, .. }) if fault.code == Code::ZoneRefused => Some(sorted(subnets)),
        Op::Cloud(_) | Op::Host(..) | Op::Net(_) => None,
    };
    w.observed.failures().filter_map(of).collect()
}

fn sorted(subnets: &[SubnetId]) -> Vec<SubnetId> {
    let mut sorted = subnets.to_vec();
    sorted.sort();
    sorted
}

/// Where a balancer may stand.
struct Place<'a> {
    network: &'a Network,
    best: BTreeMap<&'a ZoneName, &'a Subnet>,
    /// The servers' zones, each once.
    own: Vec<&'a ZoneName>,
}

impl<'a> Place<'a> {
    fn of(network: &'a Network, instances: &[&'a Instance]) -> Self {
        let mut own: Vec<&ZoneName> = Vec::new();
        for zone in instances.iter().map(|instance| &instance.zone) {
            if !own.contains(&zone) {
                own.push(zone);
            }
        }
        Self { network, best: best_by_zone(&network.subnets), own }
    }

    fn others(&self) -> impl Iterator<Item = &'a Subnet> {
        self.best.iter().filter(|(zone, _)| !self.own.contains(zone)).map(|(_, subnet)| *subnet)
    }

    fn servers(&self) -> Vec<&'a Subnet> {
        self.own.iter().filter_map(|zone| self.best.get(zone)).copied().collect()
    }

    /// The servers' zones, and where that is one, each other beside it.
    fn two(&self) -> Vec<Vec<&'a Subnet>> {
        if self.own.len() > 1 {
            return vec![self.servers()];
        }
        self.others().map(|other| [self.servers(), vec![other]].concat()).collect()
    }

    fn all(&self) -> Vec<&'a Subnet> {
        self.servers().into_iter().chain(self.others()).collect()
    }

    fn these(&self, zones: &[AvailabilityZone]) -> Result<Vec<&'a Subnet>, Fault> {
        let listed: Vec<ZoneName> = zones.iter().map(|zone| zone.as_str().into()).collect();
        if let Some(own) = self.own.iter().find(|own| !listed.contains(own)) {
            return Err(no_subnet::not_listed(own, &listed));
        }
        let of = |zone: &ZoneName| self.best.get(zone).copied().ok_or_else(|| no_subnet::in_listed_zone(self.network, zone));
        let others = listed.iter().filter(|zone| !self.own.contains(zone)).map(of).collect::<Result<Vec<_>, _>>()?;
        Ok([self.servers(), others].concat())
    }
}

/// The subnet of each zone that suits best.
fn best_by_zone(subnets: &[Subnet]) -> BTreeMap<&ZoneName, &Subnet> {
    let mut best: BTreeMap<&ZoneName, &Subnet> = BTreeMap::new();
    for subnet in subnets.iter().filter(|subnet| subnet.suits()) {
        let rank = |s: &Subnet| (s.default, s.free_addresses);
        let known = best.entry(&subnet.zone).or_insert(subnet);
        if rank(subnet) > rank(known) {
            *known = subnet;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Remedy;
    use crate::engine::fixture::{instance, network, subnet, subnet_with, world};
    use crate::engine::op::cloud::ObstacleKind;

    fn private(id: &str, zone: &str) -> Subnet {
        subnet_with(ObstacleKind::NoRoute, id, zone)
    }

    fn full(s: Subnet) -> Subnet {
        Subnet { free_addresses: 7, ..s }
    }

    fn these(zones: &[&str]) -> Spread {
        // Zones of the fixture have short names, which no file may have.
        Spread::These(zones.iter().map(|zone| format!("ap-northeast-{zone}").parse().unwrap()).collect())
    }

    fn long(s: Subnet) -> Subnet {
        Subnet { zone: ZoneName(format!("ap-northeast-{}", s.zone)), ..s }
    }

    fn four() -> Vec<Subnet> {
        vec![subnet("a", "2a"), subnet("b", "2b"), subnet("c", "2c"), subnet("d", "2d")]
    }

    fn ids(chosen: Result<Vec<SubnetId>, Fault>) -> Result<Vec<String>, Code> {
        chosen.map(|ids| ids.into_iter().map(|id| id.0).collect()).map_err(|fault| fault.code)
    }

    #[test]
    fn one_public_subnet_a_zone_the_servers_own_first() {
        let (two, all) = (Spread::Two, Spread::All);
        let default = |s: Subnet| Subnet { default: true, ..s };
        let roomy = |s: Subnet| Subnet { free_addresses: 4000, ..s };
        type Row<'a> = (&'a str, &'a Spread, Vec<Subnet>, Result<&'a [&'a str], Code>);
        let table: [Row; 9] = [
            ("two of four", &two, four(), Ok(&["c", "a"])),
            ("all of four", &all, four(), Ok(&["c", "a", "b", "d"])),
            ("private ones do not count", &two, vec![private("a", "2a"), subnet("b", "2b"), subnet("c", "2c")], Ok(&["c", "b"])),
            ("nor full ones", &all, vec![full(subnet("a", "2a")), subnet("b", "2b"), subnet("c", "2c")], Ok(&["c", "b"])),
            (
                "the default one first",
                &two,
                vec![roomy(subnet("a1", "2a")), default(subnet("a2", "2a")), subnet("c", "2c")],
                Ok(&["c", "a2"]),
            ),
            ("then the roomiest", &two, vec![subnet("a1", "2a"), roomy(subnet("a2", "2a")), subnet("c", "2c")], Ok(&["c", "a2"])),
            ("one zone is too few", &all, vec![subnet("c", "2c"), subnet("c2", "2c")], Err(Code::OneZoneOnly)),
            ("none in the server's zone", &two, vec![subnet("a", "2a"), subnet("b", "2b")], Err(Code::NoPublicSubnet)),
            ("none at all", &two, vec![], Err(Code::NoPublicSubnet)),
        ];
        for (what, zones, subnets, expected) in table {
            let mut w = world();
            w.site.balancer.zones = zones.clone();
            let chosen = ids(chosen(&w, &Network { subnets, ..network() }, &[&instance()]));
            let expected = expected.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
            assert_eq!(chosen, expected, "{what}");
        }
    }

    #[test]
    fn who_lists_zones_gets_just_these_and_the_servers_must_be_among_them() {
        let subnets: Vec<Subnet> = [four(), vec![private("e", "2e")]].concat().into_iter().map(long).collect();
        let zones = ["a", "b", "c", "d", "e"].map(|letter| ZoneName(format!("ap-northeast-2{letter}"))).to_vec();
        let network = Network { zones, subnets, ..network() };
        let server = Instance { zone: "ap-northeast-2c".into(), ..instance() };
        type Row<'a> = (&'a [&'a str], Result<&'a [&'a str], Code>);
        let table: [Row; 5] = [
            (&["2d", "2c"], Ok(&["c", "d"])),
            (&["2a", "2c", "2d"], Ok(&["c", "a", "d"])),
            (&["2a", "2b"], Err(Code::ZoneNotListed)),
            (&["2c", "2e"], Err(Code::NoPublicSubnet)),
            (&["2c", "2f"], Err(Code::ZoneUnfit)),
        ];
        for (listed, expected) in table {
            let mut w = world();
            w.site.balancer.zones = these(listed);
            let expected = expected.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
            assert_eq!(ids(chosen(&w, &network, &[&server])), expected, "{listed:?}");
        }
    }

    /// A world in which AWS refused balancers in these subnets.
    fn refusing(zones: Spread, refused: &[&[&str]]) -> World {
        let mut w = world();
        w.site.balancer.zones = zones;
        for subnets in refused {
            let subnets = subnets.iter().map(|id| SubnetId((*id).to_owned())).collect();
            let op = CloudOp::EnsureBalancer { name: "heestagram-LB".into(), subnets, group: "sg".into() };
            w.observed.fail(Op::Cloud(op), Fault::person(Code::ZoneRefused, Remedy::WriteZones, ""));
        }
        w
    }

    #[test]
    fn a_zone_that_refuses_balancers_gives_way_to_the_next_and_the_bill_stays() {
        let two = |refused: &[&[&str]]| {
            let w = refusing(Spread::Two, refused).sees_instance().sees_subnets(four());
            let count = zones_wanted(&w);
            (ids(chosen(&w, w.observed.network().unwrap(), &[&instance()])), count)
        };
        let pair = |other: &str| Ok(vec!["c".to_owned(), other.to_owned()]);
        assert_eq!(two(&[]), (pair("a"), 2));
        assert_eq!(two(&[&["c", "a"]]), (pair("b"), 2));
        assert_eq!(two(&[&["a", "c"], &["c", "b"]]), (pair("d"), 2));
        // With whichever other zone: it is the server's own.
        assert_eq!(two(&[&["c", "a"], &["c", "b"], &["c", "d"]]), (Err(Code::ServerZoneRefused), 2));
        // Which one of many it is, AWS does not say.
        let w = refusing(Spread::All, &[&["c", "a", "b", "d"]]);
        let fault = chosen(&w, &Network { subnets: four(), ..network() }, &[&instance()]).unwrap_err();
        assert_eq!((fault.code, fault.detail.as_str()), (Code::ZoneRefused, "2c + 2a + 2b + 2d"));
    }
}
