//! Compares the ledger with what the first burst saw, before anything is written.
//!
//! What bears our mark and is not in the ledger is ours (the journal was lost, is a copy of an older one, or the run died before
//! the answer). What is in the ledger and gone, or changed by others, becomes a question; in a teardown and in a mere look it is
//! just forgotten.

use crate::engine::directive::Directive;
use crate::engine::fault::{Code, Fault, Remedy};
use crate::engine::ids::ZoneId;
use crate::engine::op::cloud::{CloudOp, InstanceState};
use crate::engine::op::{Op, OpClass};
use crate::engine::queries::{paused, unread};
use crate::engine::question::{Answer, Question};
use crate::engine::record_set::RecordSet;
use crate::engine::resource::Resource;
use crate::engine::slot::Slot;
use crate::engine::slots;
use crate::engine::state::{JournalEntry, OpId, Outcome, Pending, World};

/// Notes and questions; empty when ledger and world agree.
pub fn directives(w: &World) -> Vec<Directive> {
    if let Some(next) = account(w) {
        return vec![next];
    }
    let found = slots::found(w);
    let mut directives: Vec<Directive> = adopted(w, &found);
    if directives.is_empty() {
        directives = w.ledger.pending.iter().filter_map(|(id, p)| resolved(w, *id, p)).collect();
    }
    if directives.is_empty() {
        directives = w.ledger.resources.values().filter_map(|r| contradiction(w, r)).collect();
    }
    directives
}

/// In another account nothing of ours is to be seen, and all of it would be taken for gone.
pub(super) fn account(w: &World) -> Option<Directive> {
    let (now, _) = w.observed.identity()?;
    match &w.ledger.account {
        Some(ours) if ours == now => None,
        Some(ours) if !w.ledger.resources.is_empty() || !w.ledger.pending.is_empty() => {
            Some(Directive::Fail(Fault::person(Code::OtherAccount, Remedy::UseThatAccount, format!("{ours} / {now}"))))
        }
        // A teardown of nothing leaves nothing behind, not even this.
        _ if w.tearing_down() && w.ledger.resources.is_empty() => None,
        _ => Some(Directive::Note(JournalEntry::Account { at: w.now, account: now.to_owned() })),
    }
}

fn adopted(w: &World, found: &[Resource]) -> Vec<Directive> {
    let unknown = found.iter().filter(|r| match w.resource(&r.slot()) {
        None => true,
        Some(known) => happened(w, r) || took_its_place(w, known, r),
    });
    unknown.map(|r| Directive::Note(JournalEntry::Adopted { at: w.now, resource: Box::new(r.clone()) })).collect()
}

/// A record write that was announced, not ended, and is seen to have happened.
fn happened(w: &World, resource: &Resource) -> bool {
    matches!(resource, Resource::Record { slot, set, .. } if slots::announced(w, slot, set))
}

/// What the ledger has is gone, or leads elsewhere, and another of ours stands in its place: the journal is behind the world (a
/// copy of an older one, or another computer went on).
fn took_its_place(w: &World, known: &Resource, found: &Resource) -> bool {
    match (known, found) {
        (Resource::Record { set: known, .. }, Resource::Record { set: now, .. }) => {
            now != known && slots::leads_to_our_balancer(w, now) && !slots::leads_to_our_balancer(w, known)
        }
        _ => slots::present(w, known) == Some(false),
    }
}

/// What becomes of a write that was started and not ended. In a build a make is asked again by its step; everything else
/// is settled by what was seen.
fn resolved(w: &World, id: OpId, pending: &Pending) -> Option<Directive> {
    let stands = pending.op.slot().is_some_and(|slot| w.holds(&slot));
    if w.tearing_down() {
        if let Some(resource) = slots::put_back(&pending.op) {
            return Some(Directive::Note(JournalEntry::Adopted { at: w.now, resource: Box::new(resource) }));
        }
        // What was refused to be shown may yet turn out to have been made.
        return (!pending.op.is_unmake() && unread::looks(w).is_empty()).then(|| dropped(w, id));
    }
    if let Op::Cloud(CloudOp::StopInstance { instance, .. } | CloudOp::StartInstance { instance, .. }) = &pending.op {
        return stops_or_starts(w, id, &pending.op, paused::state(w, instance)?);
    }
    // What was to go with a server that is built on again is the person's to delete.
    if pending.op.spec().class == OpClass::Discard {
        return Some(dropped(w, id));
    }
    let undo_that_failed = pending.op.is_unmake() && stands && still_there(w, &pending.op);
    undo_that_failed.then(|| dropped(w, id))
}

/// Whether it happened is what is seen of the instance; what did not, and is not what this run wants, is wanted no more.
fn stops_or_starts(w: &World, id: OpId, op: &Op, seen: InstanceState) -> Option<Directive> {
    let stops = matches!(op, Op::Cloud(CloudOp::StopInstance { .. }));
    let happened = match seen {
        InstanceState::Running | InstanceState::Pending => !stops,
        InstanceState::Stopped | InstanceState::Stopping => stops,
        InstanceState::ShuttingDown | InstanceState::Terminated | InstanceState::Unknown => return None,
    };
    let through = Directive::Note(JournalEntry::Ended { id, at: w.now, outcome: Outcome::Done });
    match (happened, stops == w.pausing()) {
        (true, _) => Some(through),
        (false, true) => None,
        (false, false) => Some(dropped(w, id)),
    }
}

fn dropped(w: &World, id: OpId) -> Directive {
    Directive::Note(JournalEntry::Ended { id, at: w.now, outcome: Outcome::Dropped })
}

fn still_there(w: &World, op: &Op) -> bool {
    let resource = op.slot().and_then(|slot| w.resource(&slot));
    resource.and_then(|r| slots::present(w, r)).unwrap_or(true)
}

fn contradiction(w: &World, resource: &Resource) -> Option<Directive> {
    let slot = resource.slot();
    if slots::is_orphan(w, resource) {
        return Some(forgotten(w, slot));
    }
    if let Some(now) = changed(w, resource) {
        return changed_by_others(w, slot, &now);
    }
    if parent_vanished(w, resource) || slots::present(w, resource) != Some(false) || goes_by_journal(w, &slot) {
        return None;
    }
    let theirs = slot == Slot::Certificate && resource.is_adopted();
    let ours_to_forget = theirs || w.tearing_down() || w.pausing() || w.looking() || w.answered(&Answer::Remake(slot.clone()));
    let undone = w.ledger.pending_on(&slot).is_some_and(|(_, p)| p.op.is_unmake());
    if ours_to_forget || undone {
        return Some(forgotten(w, slot));
    }
    Some(Directive::Ask(Question::Vanished { slot, label: resource.label() }))
}

/// A teardown that goes on asks no server for what it knows to have written there: who asks how far it is, is told what that will tell.
fn goes_by_journal(w: &World, slot: &Slot) -> bool {
    let knows_all = |server| w.ledger.wrote_on_server.contains(server) && !w.ledger.behind;
    w.begun_teardown().is_some() && slot.kind().is_file() && slot.server().is_some_and(knows_all)
}

fn forgotten(w: &World, slot: Slot) -> Directive {
    Directive::Note(JournalEntry::Forgotten { at: w.now, slot })
}

fn changed_by_others(w: &World, slot: Slot, now: &RecordSet) -> Option<Directive> {
    // Teardown and pause leave a changed record alone by themselves; a look only tells.
    if w.tearing_down() || w.pausing() || w.looking() {
        return None;
    }
    if w.answered(&Answer::Remake(slot.clone())) {
        return Some(forgotten(w, slot));
    }
    Some(Directive::Ask(Question::Changed { slot, label: now.label() }))
}

/// Whether what a look saw is not what the ledger has.
pub(super) fn is_contradicted(w: &World, resource: &Resource) -> bool {
    changed(w, resource).is_some() || slots::present(w, resource) == Some(false)
}

/// The record that stands in place of ours.
fn changed(w: &World, resource: &Resource) -> Option<RecordSet> {
    let Resource::Record { zone, set, .. } = resource else { return None };
    let now = record_now(w, zone, set)?;
    (now != *set).then_some(now)
}

fn record_now(w: &World, zone: &ZoneId, set: &RecordSet) -> Option<RecordSet> {
    let sets = w.observed.records(zone)?;
    sets.iter().find(|s| s.stands_where(set)).cloned()
}

fn parent_vanished(w: &World, resource: &Resource) -> bool {
    slots::parent(w, resource).is_some_and(|p| slots::present(w, p) == Some(false))
}
