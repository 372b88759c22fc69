//! What stands at the name servers that the domain has now, and does not stand in our zone: it goes dark with the switch.

use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::op::net::{NetFact, NetOp, OldRecord, OldRecords};
use crate::engine::op::{Fact, Op};
use crate::engine::queries::zone;
use crate::engine::record_set::RecordSet;
use crate::engine::state::World;

/// The look at them.
pub fn look(w: &World) -> Op {
    Op::Net(NetOp::OldRecords { domain: w.site.domain.clone() })
}

/// What it told.
pub fn seen(w: &World) -> Option<&OldRecords> {
    match w.observed.look(&look(w)).map(|seen| &seen.fact) {
        Some(Fact::Net(NetFact::OldRecords(seen))) => Some(seen),
        _ => None,
    }
}

/// Whether none but our own name servers were asked: nothing is old then.
pub fn are_ours(w: &World, seen: &OldRecords) -> bool {
    zone::held(w).is_some_and(|(_, ours)| seen.name_servers.iter().any(|server| ours.contains(server)))
}

/// The records that nobody would be answered any more.
pub fn go_dark<'w>(w: &'w World, seen: &'w OldRecords) -> impl Iterator<Item = &'w OldRecord> {
    let standing = zone::held(w).and_then(|(id, _)| w.observed.records(id)).unwrap_or_default();
    seen.records.iter().filter(move |old| !is_the_sites(w, old) && !is_caught(seen, old) && !standing.iter().any(|set| is_kept(set, old)))
}

/// The site's own names are what is deployed: each gets a record of its own.
fn is_the_sites(w: &World, old: &OldRecord) -> bool {
    w.site.names().contains(&old.name) && matches!(old.kind, "A" | "AAAA" | "CNAME")
}

/// The domain's own address, where every name has the same one.
fn is_caught(seen: &OldRecords, old: &OldRecord) -> bool {
    seen.catch_all.iter().any(|all| all.kind == old.kind && all.value == old.value)
}

/// Whether our zone has records of that name and kind. Which values are right there is the person's to know.
fn is_kept(set: &RecordSet, old: &OldRecord) -> bool {
    set.name == old.name && set.value.kind() == old.kind
}

/// That something is there which the switch would end; each record on a line.
pub fn fault(w: &World) -> Option<Fault> {
    let seen = seen(w).filter(|seen| !are_ours(w, seen))?;
    let dark: Vec<String> = go_dark(w, seen).map(ToString::to_string).collect();
    if dark.is_empty() {
        let all: Vec<String> = seen.catch_all.iter().map(ToString::to_string).collect();
        return (!all.is_empty()).then(|| Fault::person(Code::DomainAnswersAll, Remedy::LookWhatAnswers, all.join("\n")));
    }
    let code = if go_dark(w, seen).any(|old| old.kind == "MX" && old.value != "0 .") { Code::MailInUse } else { Code::DomainInUse };
    Some(Fault::person(code, Remedy::CarryRecordsOver, dark.join("\n")))
}
