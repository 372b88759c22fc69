//! The zones with which a world begins: made by somebody in the console, and long in sync.

use std::collections::BTreeMap;

use super::{delegation, ids, names, record_list, zones};
use crate::practice::scenario::{Scenario, StandingZone};
use crate::practice::state::route53::{RecordSet, Route53, Zone};

/// The seeds of these zones: a state's own numbers never come so far.
const FIRST_SEED: u64 = 1 << 40;
/// So far after that, those of other sites begin.
const OTHERS: u64 = 1 << 20;

impl Route53 {
    /// The zones that somebody made before.
    pub fn begin(scenario: &Scenario) -> Self {
        zones(scenario)
    }
}

/// All of them, in the world's order.
fn zones(scenario: &Scenario) -> Route53 {
    let mut made: Vec<Zone> = Vec::new();
    for (seed, standing) in (FIRST_SEED..).zip(&scenario.zone) {
        made.push(zone(seed, standing, &made));
    }
    for (seed, other) in (FIRST_SEED + OTHERS..).zip(others(scenario.account.zones)) {
        made.push(zone(seed, &other, &made));
    }
    let references = made.iter().map(|z| z.caller_reference.clone()).collect();
    Route53 { zones: made, changes: Vec::new(), references }
}

/// So many zones of other sites: nobody points at them.
fn others(count: usize) -> impl Iterator<Item = StandingZone> {
    let domains = (1..=count).filter_map(|n| format!("shop-{n:03}.example").parse().ok());
    domains.map(|domain| StandingZone { domain, delegated: false, records: Vec::new(), tags: BTreeMap::new() })
}

fn zone(seed: u64, standing: &StandingZone, others: &[Zone]) -> Zone {
    let servers = delegation::set(seed, others).unwrap_or_default();
    let mut zone = zones::fresh(ids::id('Z', seed), format!("{}.", standing.domain), "console".to_owned(), servers);
    for line in &standing.records {
        let Some(set) = record(line, &zone.name) else { continue };
        match zone.records.iter_mut().find(|r| r.name == set.name && r.kind == set.kind) {
            Some(same) => same.values.extend(set.values),
            None => zone.records.push(set),
        }
    }
    zone.records.sort_by_key(record_list::place);
    zone.published.clone_from(&zone.records);
    zone.tags = standing.tags.clone().into_iter().collect();
    zone
}

/// One line of a world's file: `NAME TYPE TTL VALUE`.
fn record(line: &str, zone: &str) -> Option<RecordSet> {
    let mut fields = line.splitn(4, ' ');
    let (name, kind, ttl, value) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    Some(zones::plain(&full(name, zone)?, kind, ttl.parse().ok()?, vec![value.trim().to_owned()]))
}

/// `@`, a name relative to the zone, or a full one.
fn full(name: &str, zone: &str) -> Option<String> {
    let dotted = names::domain(name).ok();
    match dotted {
        _ if name == "@" => Some(zone.to_owned()),
        Some(full) if name.ends_with('.') || names::within(&full, zone) => Some(full),
        _ => names::domain(&format!("{name}.{zone}")).ok(),
    }
}
