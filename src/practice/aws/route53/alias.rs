//! Where an alias may lead: to a balancer that stands, or to a record of the same zone.

use super::names;
use crate::practice::state::SimState;
use crate::practice::state::route53::{Alias, RecordSet, Zone};

/// Where the names of all balancers lie.
const BALANCERS: &str = ".elb.amazonaws.com.";

/// What is wrong with where this alias leads.
pub(super) fn problems(sim: &SimState, zone: &Zone, records: &[RecordSet], set: &RecordSet, alias: &Alias) -> Vec<String> {
    if matches!(set.kind.as_str(), "NS" | "SOA" | "DS") {
        return vec![format!("Alias records are not supported for type {}", set.kind)];
    }
    let (lies_within, exists) = if alias.zone == zone.id {
        let exists = records.iter().any(|r| r.name == alias.name && r.kind == set.kind && r.name != set.name);
        (names::within(&alias.name, &zone.name), exists)
    } else {
        let is_addresses = matches!(set.kind.as_str(), "A" | "AAAA");
        (lies_with_balancers(sim, alias), is_addresses && is_balancer(sim, alias))
    };
    let message =
        format!("Tried to create an alias that targets {}, type {} in zone {}", names::escaped(&alias.name), set.kind, alias.zone);
    let outside = (!lies_within).then(|| format!("{message}, but the alias target name does not lie within the target zone"));
    let absent = (!exists).then(|| format!("{message}, but that target was not found"));
    outside.into_iter().chain(absent).collect()
}

/// Whether the target zone can be the balancers' own. Its id is known only from those that stand.
fn lies_with_balancers(sim: &SimState, alias: &Alias) -> bool {
    let balancers = &sim.aws.elb.balancers;
    let is_hosted = sim.aws.route53.zones.iter().any(|z| z.id == alias.zone);
    let is_theirs = balancers.is_empty() || balancers.iter().any(|b| b.dns_zone == alias.zone);
    alias.name.ends_with(BALANCERS) && is_theirs && !is_hosted
}

fn is_balancer(sim: &SimState, alias: &Alias) -> bool {
    let name = alias.name.trim_end_matches('.');
    let name = name.strip_prefix("dualstack.").unwrap_or(name);
    sim.aws.elb.balancers.iter().any(|b| b.dns_name == name && b.dns_zone == alias.zone)
}
