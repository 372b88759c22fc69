//! Records that somebody makes at the registrar's name servers, in the form that it has for them.

use super::zones::{ALIAS, PROXIED};
use crate::engine::their_record::{Instead, TheirRecord, TheirUse};
use crate::engine::time::Timestamp;
use crate::practice::scenario::Wrongly;
use crate::practice::state::SimState;
use crate::practice::state::internet::{PlannedRecord, Record};

/// The registrar's TTL for them.
const TTL: u32 = 300;
/// Somebody makes this record now, as it should be.
pub(in crate::practice) fn make(sim: &mut SimState, record: &TheirRecord, at: Timestamp) {
    let kind = if is_bare(record) { ALIAS } else { "CNAME" };
    plan_as(sim, record.name.as_str(), kind, record, at);
}

/// Somebody makes this record at `at`: wrongly the first time, where that is their way, and rightly once they were told what is wrong.
pub(in crate::practice) fn plan_record(sim: &mut SimState, record: &TheirRecord, instead: Option<&Instead>, at: Timestamp) {
    let told = matches!(instead, Some(Instead::Doubled(_) | Instead::Proxied(_)));
    match sim.habits.wrongly.filter(|_| !told) {
        Some(Wrongly::Doubled) => {
            let zone = record.name.registered().unwrap_or_else(|| record.name.clone());
            plan_as(sim, &format!("{}.{zone}", record.name), "CNAME", record, at);
        }
        // What proves the certificate is proxied by nobody.
        Some(Wrongly::Proxied) if record.of == TheirUse::Site => plan_as(sim, record.name.as_str(), PROXIED, record, at),
        Some(Wrongly::Proxied) | None => make(sim, record, at),
    }
}

fn is_bare(record: &TheirRecord) -> bool {
    record.name.registered().as_ref() == Some(&record.name)
}

fn plan_as(sim: &mut SimState, name: &str, kind: &str, record: &TheirRecord, at: Timestamp) {
    let record = Record::new(name, kind, TTL, &record.target);
    sim.internet.planned_records.push(PlannedRecord { at, record });
}

/// Of these kinds a name has one alone.
const LEADING: [&str; 5] = ["A", "AAAA", "CNAME", PROXIED, ALIAS];

/// What is due by now stands, in place of what led its name elsewhere.
pub(super) fn settle(sim: &mut SimState) {
    let now = sim.now;
    let (due, later) = std::mem::take(&mut sim.internet.planned_records).into_iter().partition(|planned| planned.at <= now);
    sim.internet.planned_records = later;
    let due: Vec<PlannedRecord> = due;
    for PlannedRecord { record, .. } in due {
        sim.internet.made.retain(|standing| standing.name != record.name || !LEADING.contains(&standing.kind.as_str()));
        sim.internet.made.push(record);
    }
}

pub(super) fn due(sim: &SimState) -> Option<Timestamp> {
    sim.internet.planned_records.iter().map(|planned| planned.at).min()
}
