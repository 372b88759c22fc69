//! The subnets that the load balancer stands in.

use std::collections::BTreeMap;

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::{SubnetId, ZoneName};
use crate::engine::op::cloud::{Instance, Subnet};
use crate::engine::queries::server;
use crate::engine::state::World;
use crate::site::Spread;

/// How many zones the balancer will stand in: each is one public address that bills.
pub fn zones_wanted(w: &World) -> u32 {
    let Some(instances) = w.site.servers().map(|(id, _)| server::instance(w, &id)).collect::<Option<Vec<_>>>() else { return 2 };
    chosen(w, &instances).map_or(2, |s| u32::try_from(s.len()).unwrap_or(2))
}

/// One public subnet a zone: the servers' own zones first, then as many as are wanted.
pub fn chosen(w: &World, instances: &[&Instance]) -> Result<Vec<SubnetId>, Fault> {
    let by_zone = best_by_zone(w.observed.subnets().unwrap_or_default());
    let mut own: Vec<&ZoneName> = Vec::new();
    for zone in instances.iter().map(|i| &i.zone) {
        if !by_zone.contains_key(zone) {
            return Err(Fault::person(Code::NoPublicSubnet, Remedy::AddSubnet, &zone.0));
        }
        if !own.contains(&zone) {
            own.push(zone);
        }
    }
    let others = by_zone.keys().filter(|zone| !own.contains(zone));
    let more = match w.site.balancer.zones {
        Spread::Two => 2usize.saturating_sub(own.len()),
        Spread::All => usize::MAX,
    };
    let zones: Vec<&ZoneName> = own.iter().copied().chain(others.take(more)).collect();
    if zones.len() < 2 {
        let zone = zones.first().map(|zone| zone.0.as_str()).unwrap_or_default();
        return Err(Fault::person(Code::OneZoneOnly, Remedy::AddSubnet, zone));
    }
    Ok(zones.iter().filter_map(|zone| by_zone.get(*zone)).map(|s| s.id.clone()).collect())
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
            let chosen = super::chosen(&w, &[&instance()]);
            let ids = chosen.as_ref().map(|ids| ids.iter().map(|s| s.0.as_str()).collect::<Vec<_>>()).map_err(|f| f.code);
            assert_eq!(ids, expected.map(<[&str]>::to_vec), "{what}");
        }
    }
}
