//! The subnets that the load balancer stands in.

use std::collections::BTreeMap;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{SubnetId, ZoneName};
use crate::engine::op::cloud::{Instance, Subnet};
use crate::engine::queries::server;
use crate::engine::state::World;
use crate::site::{ServerId, Spread};

/// How many zones the balancer will stand in: each is one public address that bills.
pub fn zones_wanted(w: &World) -> u32 {
    let Some(instance) = server::instance(w, &ServerId::MAIN) else { return 2 };
    chosen(w, instance).map_or(2, |s| u32::try_from(s.len()).unwrap_or(2))
}

/// One public subnet a zone: the server's own zone first, then one more or all.
pub fn chosen(w: &World, instance: &Instance) -> Result<Vec<SubnetId>, Fault> {
    let by_zone = best_by_zone(w.seen.subnets().unwrap_or_default());
    let Some(own) = by_zone.get(&instance.zone) else {
        return Err(Fault::person(Code::NoPublicSubnet, Remedy::AddSubnet, &instance.zone.0));
    };
    let others = by_zone.iter().filter(|(zone, _)| **zone != instance.zone).map(|(_, s)| s.id.clone());
    let wanted = match w.site.balancer.zones {
        Spread::Two => 1,
        Spread::All => usize::MAX,
    };
    let chosen: Vec<SubnetId> = [own.id.clone()].into_iter().chain(others.take(wanted)).collect();
    if chosen.len() < 2 { Err(Fault::person(Code::OneZoneOnly, Remedy::AddSubnet, &instance.zone.0)) } else { Ok(chosen) }
}

/// The public subnet of each zone that suits best. ELB wants at least eight free addresses.
fn best_by_zone(subnets: &[Subnet]) -> BTreeMap<ZoneName, &Subnet> {
    let mut best: BTreeMap<ZoneName, &Subnet> = BTreeMap::new();
    for subnet in subnets.iter().filter(|s| s.public && s.free_addresses >= 8) {
        let rank = |s: &Subnet| (s.default, s.free_addresses);
        let known = best.entry(subnet.zone.clone()).or_insert(subnet);
        if rank(subnet) > rank(known) {
            *known = subnet;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::{instance, subnet, world};

    fn private(s: Subnet) -> Subnet {
        Subnet { public: false, ..s }
    }

    fn full(s: Subnet) -> Subnet {
        Subnet { free_addresses: 7, ..s }
    }

    #[test]
    fn one_public_subnet_a_zone_the_servers_own_first() {
        let (two, all) = (Spread::Two, Spread::All);
        let four = || vec![subnet("a", "2a"), subnet("b", "2b"), subnet("c", "2c"), subnet("d", "2d")];
        let default = |s: Subnet| Subnet { default: true, ..s };
        let roomy = |s: Subnet| Subnet { free_addresses: 4000, ..s };
        type Row<'a> = (&'a str, Spread, Vec<Subnet>, Result<&'a [&'a str], Code>);
        let table: [Row; 9] = [
            ("two of four", two, four(), Ok(&["c", "a"])),
            ("all of four", all, four(), Ok(&["c", "a", "b", "d"])),
            ("private ones do not count", two, vec![private(subnet("a", "2a")), subnet("b", "2b"), subnet("c", "2c")], Ok(&["c", "b"])),
            ("nor full ones", all, vec![full(subnet("a", "2a")), subnet("b", "2b"), subnet("c", "2c")], Ok(&["c", "b"])),
            (
                "the default one first",
                two,
                vec![roomy(subnet("a1", "2a")), default(subnet("a2", "2a")), subnet("c", "2c")],
                Ok(&["c", "a2"]),
            ),
            ("then the roomiest", two, vec![subnet("a1", "2a"), roomy(subnet("a2", "2a")), subnet("c", "2c")], Ok(&["c", "a2"])),
            ("one zone is too few", all, vec![subnet("c", "2c"), subnet("c2", "2c")], Err(Code::OneZoneOnly)),
            ("none in the server's zone", two, vec![subnet("a", "2a"), subnet("b", "2b")], Err(Code::NoPublicSubnet)),
            ("none at all", two, vec![], Err(Code::NoPublicSubnet)),
        ];
        for (what, zones, all, expected) in table {
            let mut w = world().sees_subnets(all);
            w.site.balancer.zones = zones;
            let chosen = super::chosen(&w, &instance());
            let ids = chosen.as_ref().map(|ids| ids.iter().map(|s| s.0.as_str()).collect::<Vec<_>>()).map_err(|f| f.code);
            assert_eq!(ids, expected.map(<[&str]>::to_vec), "{what}");
        }
    }
}
