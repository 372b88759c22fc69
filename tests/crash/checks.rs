//! What must hold at every step of every run.

use std::collections::BTreeMap;

use landfall::engine::Engine;
use landfall::engine::goal::Goal;
use landfall::engine::ids::CertificateArn;
use landfall::engine::op::{CloudOp, Op};
use landfall::engine::question::Answer;
use landfall::engine::resource::Resource;
use landfall::engine::slot::Slot;
use landfall::engine::state::{JournalEntry, Ledger, OpId, Seq};
use landfall::journal::wire::{CURRENT, Codec};

use crate::run::Flight;
use crate::world::World;

/// A write leaves only when it is on disk, alone in its slot, and behind the gates that stand before it.
pub fn start(id: OpId, op: &Op, saved: &Ledger, flights: &BTreeMap<OpId, Flight>, world: &World) {
    if !op.is_write() {
        return;
    }
    let announced = saved.pending.get(&id).unwrap_or_else(|| panic!("{op:?} leaves without its record"));
    assert_eq!(announced.op.code(), op.code(), "another op than the one announced");
    let slot = op.slot();
    let rival = flights.values().find(|f| f.op.is_write() && slot.is_some() && f.op.slot() == slot);
    assert!(rival.is_none(), "two writes in one slot: {op:?} {rival:?}");
    if let Op::Cloud(cloud) = op {
        gates(cloud, saved, world);
    }
}

fn gates(op: &CloudOp, saved: &Ledger, world: &World) {
    let agreed = |to: &Answer| saved.answers.contains(to);
    match op {
        CloudOp::EnsureZone { .. } => assert!(agreed(&Answer::Costs) || agreed(&Answer::ZoneCosts), "{op:?} bills and nobody agreed"),
        CloudOp::EnsureBalancer { .. } => assert!(agreed(&Answer::Costs), "{op:?} bills and nobody agreed"),
        _ => {}
    }
    if matches!(op, CloudOp::EnsureBalancer { .. }) {
        let taken = |arn: &CertificateArn| agreed(&Answer::AdoptCertificate(arn.clone()));
        let serves = world.aws.certificates.iter().any(|(arn, c)| c.issued && (c.tagged || taken(arn)));
        assert!(serves, "a balancer before the certificate");
    }
    if let (CloudOp::DeleteZone { zone }, None) = (op, saved.teardown) {
        let ours = world.aws.zones.iter().filter(|(_, z)| z.tagged && z.name == world.site.domain);
        assert!(ours.clone().count() > 1, "{op:?} and nobody asked for a teardown");
        assert!(world.aws.zones.get(zone).is_none_or(|z| z.sets.is_empty()), "{op:?} and something was written in it");
        return;
    }
    if Op::Cloud(op.clone()).is_unmake() && !matches!(op, CloudOp::DeleteCertificate { .. }) {
        let pauses = saved.pause.is_some() && of_a_pause(op);
        let locked_out = matches!(op, CloudOp::ReopenSideDoor { .. }) && closed_ssh(saved);
        assert!(
            saved.teardown.is_some() || pauses || locked_out || is_given_up(op, saved, world),
            "{op:?} and nobody asked for a teardown"
        );
    }
}

/// Whether rules were closed by which SSH came in: a build opens them again when no new login succeeds.
fn closed_ssh(saved: &Ledger) -> bool {
    let closes = |resource: &Resource| match resource {
        Resource::SideDoor { revoked, .. } => revoked.iter().any(|rule| rule.permit.covers(22)),
        _ => false,
    };
    saved.resources.get(&Slot::SideDoor).is_some_and(closes)
}

/// What a build takes away: what is of a name that the site has no more, and a certificate that nothing serves any longer.
fn is_given_up(op: &CloudOp, saved: &Ledger, world: &World) -> bool {
    let names = world.site.names();
    match op {
        CloudOp::RestoreRecord { slot: Slot::OtherAddress(name), .. } | CloudOp::DeleteRedirect { name, .. } => !names.contains(name),
        CloudOp::DeleteOldCertificate { arn } => {
            let mut serving = world.aws.balancers.values().flat_map(|b| &b.listeners).filter_map(|l| l.forward.as_ref());
            saved.resources.contains_key(&Slot::Certificate) && serving.all(|(_, certificate)| certificate != arn)
        }
        _ => false,
    }
}

/// What a pause takes away.
fn of_a_pause(op: &CloudOp) -> bool {
    match op {
        CloudOp::DeleteBalancer { .. } | CloudOp::ReopenSideDoor { .. } => true,
        CloudOp::RestoreRecord { slot, .. } => matches!(slot, Slot::Address | Slot::OtherAddress(_)),
        _ => false,
    }
}

/// Only what the goal is for is written down.
pub fn record(goal: &Goal, record: &JournalEntry) {
    match (goal, record) {
        (Goal::Look { .. } | Goal::Preflight { .. }, _) => panic!("a look writes {record:?}"),
        (Goal::TearDown(_), JournalEntry::Started { op, .. }) => assert!(op.is_unmake(), "a teardown makes {op:?}"),
        _ => {}
    }
    form(record);
}

/// Whatever is written down can be read again.
fn form(record: &JournalEntry) {
    let body = Codec::default().encode(Seq(1), record).unwrap();
    assert_eq!(Codec::default().decode(Seq(1), CURRENT, &body).as_ref(), Ok(record), "{body}");
}

/// The journal alone gives what the engine knows. (A mere look notes in memory what it found.)
pub fn ledger(engine: &Engine, replayed: &Ledger) {
    if engine.world().looking() {
        return;
    }
    assert_eq!(engine.world().ledger, *replayed, "replaying the journal gives another ledger");
}

/// Nothing of others was touched.
pub fn world(world: &World) {
    assert!(world.wrongs.is_empty(), "{:?}", world.wrongs);
}
